"""Sizes, start times and memory, beside a bare program from the same tool chain, in one run; a table, no verdict."""

import statistics
import time
from pathlib import Path

import building
from desk import Desk, Failed
from seats import Seat

from parts import walk

ROUNDS = 5
MB = 1_000_000


def prove(seat: Seat, built: Path, place: Path) -> list[str]:
    """The table's lines."""
    bare = place / seat.name / "bare" / "dist"
    folder = seat.fresh(place / seat.name / "量 一量")
    code, said = seat.run(built / building.FOLDER / f"{building.TWIN}{seat.ending}", "demo", "台账.ydt", folder=folder)
    assert code == 0, said
    one, many = building.ONE_FILE + seat.ending, building.FOLDER
    programs = {
        ("one file", "bare"): (bare / one, (), "^bare window$"),
        ("one file", "welcome"): (built / one, (), "^要点通$"),
        ("one file", "ledger"): (built / one, ("台账.ydt",), "濮院镇2020"),
        ("folder", "bare"): (bare / many / one, (), "^bare window$"),
        ("folder", "welcome"): (built / many / one, (), "^要点通$"),
        ("folder", "ledger"): (built / many / one, ("台账.ydt",), "濮院镇2020"),
    }
    starts: dict[tuple[str, str], list[float]] = {key: [] for key in programs}
    memory: dict[tuple[str, str], list[float]] = {key: [] for key in programs}
    desk = Desk(seat, 1920, 1080, place / "pictures" / f"{seat.name}-measure")
    try:
        for _ in range(ROUNDS):
            for key, (program, words, title) in programs.items():
                if key[1] == "welcome":
                    seat.forget()
                seconds, size = once(seat, desk, program, words, title, folder)
                starts[key].append(seconds)
                memory[key].append(size)
    finally:
        desk.close()
    return table(starts, memory, {"one file": (bare / one, built / one), "folder": (bare / many, built / many)})


def once(
    seat: Seat, desk: Desk, program: Path, words: tuple[str, ...], title: str, folder: Path
) -> tuple[float, float]:
    """Seconds until the window is there, and the memory of all its processes in MB a second later."""
    desk.until("no window of the last one", lambda: not desk.titles())
    running = seat.start(program, *words, folder=folder)
    try:
        desk.wait_for(title, 120)
    except Failed as failed:
        raise Failed(f"{failed}; {program.name} ended with {running.process.poll()}, said: {running.said}") from None
    seconds = time.monotonic() - running.started
    time.sleep(1)
    size = resident(program.name)
    walk.close(desk, running)
    return seconds, size


def resident(name: str) -> float:
    """MB in memory of the processes whose command line begins with a program of that name."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            words = (status.parent / "cmdline").read_bytes().split(b"\0")
            text = status.read_text()
        except OSError:  # it has just ended
            continue
        if name in words[0].decode("utf-8", "replace").replace("\\", "/").rsplit("/", 1)[-1]:
            total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS"))
    return total * 1024 / MB


def table(
    starts: dict[tuple[str, str], list[float]],
    memory: dict[tuple[str, str], list[float]],
    files: dict[str, tuple[Path, Path]],
) -> list[str]:
    """Medians with their ratios to the bare program."""
    lines = [f"start to window (s, median of {ROUNDS}), memory (MB) and size (MB), with ratios to a bare program"]
    for kind in ("one file", "folder"):
        base, held = statistics.median(starts[kind, "bare"]), statistics.median(memory[kind, "bare"])
        plain, ours = (size_of(path) / MB for path in files[kind])
        lines.append(f"  {kind:8}  bare     {base:5.2f}        {held:6.0f}       {plain:6.1f}")
        for what in ("welcome", "ledger"):
            start, now = statistics.median(starts[kind, what]), statistics.median(memory[kind, what])
            numbers = (
                f"{start:5.2f} {start / base:5.2f}× {now:6.0f} {now / held:4.2f}× {ours:6.1f} {ours / plain:4.2f}×"
            )
            lines.append(f"  {kind:8}  {what:8} {numbers}")
    return lines


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    return path.stat().st_size if path.is_file() else sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
