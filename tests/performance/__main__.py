"""Print a table of ratios measured in this run: what the product costs beside the bare cost of the same work.

Nothing is asserted. `python -m tests.performance [TIMES...]` measures the demo plan so many times
over: 1, 87 and 870 unless told, for 54, 4,698 and 46,980 targets. `window` alone measures only the window.
"""

import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import openpyxl

from db.ledger.store import Store
from models.judging.assess import assess_all
from tests.performance import big, books, memory, saving, window
from tests.performance.acts import Act
from tests.performance.measure import Row, in_turn

T = TypeVar("T")

SIZES = (1, 87, 870)
NOTED = 870  # from this size on no workbooks, and no memory disk
REPETITIONS = {1: (30, 9, 60), 87: (5, 3, 60), 870: (2, 0, 30)}  # of reading, of workbooks, of saving
WINDOWED = {1: 7, 87: 3}  # sizes at which the window is measured, and how often it is started
NAME_WIDTH = 60


def main(sizes: list[int], *, only_window: bool = False) -> None:
    begun = time.perf_counter()
    rows: list[Row] = []
    peaks: list[dict[str, float]] = []
    acts: list[tuple[int, list[Act]]] = []
    compared: list[window.Compared] = []
    for times in sizes:
        with tempfile.TemporaryDirectory(prefix="performance-") as name:
            folder, path = Path(name), Path(name, "plan.ydt")
            if only_window:
                big.create(path, times)
            else:
                rows += _measured(folder, times)
                if sys.platform == "linux":
                    peaks.append(memory.measure(path))
            if times in WINDOWED:
                acts.append(window.measure_acts(path, folder))
                targets, smallest = acts[-1][0], times == min(WINDOWED)
                aim = window.START_AIM if smallest else None
                compared.append(window.measure_start(path, folder, targets, WINDOWED[times], aim))
                compared += window.measure_drawing(path, folder, targets) if smallest else ()
        _say(f"×{times}: done after {time.perf_counter() - begun:.0f} s", error=True)
    if rows:
        _print(rows, peaks)
    _print_window(acts, compared)
    _say(f"\nMeasured in {time.perf_counter() - begun:.0f} s.")


def _measured(folder: Path, times: int) -> list[Row]:
    """Everything at one size."""
    path = folder / "plan.ydt"
    reads, writes, saves = REPETITIONS.get(times, (3, 1, 30))
    plan, created = _timed(lambda: big.create(path, times))
    _, first = _timed(lambda: Store.open(path).close())
    opened = in_turn(reads, {"open": lambda: Store.open(path).close()})["open"].clock
    with Store.open(path) as store:
        ledger = store.ledger(plan.id)
        read = in_turn(reads, {"load": lambda: store.ledger(plan.id), "assess": lambda: assess_all(ledger, big.PERIOD)})
        size = len(ledger.targets)
        rows = [
            Row("create through the store, in six actions", size, 1, created),
            Row("open for the first time: check every row, back up", size, 1, first),
            Row("open", size, reads, opened),
            Row("load the ledger", size, reads, read["load"].processor),
            Row("assess the whole plan", size, reads, read["assess"].processor),
        ]
        if times < NOTED:
            rows += books.measure_writing(store, plan.id, folder, writes)
            rows.append(books.measure_reading(store, plan.id, folder, writes))
    return rows + saving.measure(path, plan.id, saves, memory_disk=times < NOTED)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


def _print(rows: list[Row], peaks: list[dict[str, float]]) -> None:
    _say(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, openpyxl {openpyxl.__version__}"
        f"{' with lxml' if openpyxl.LXML else ''}, {os.cpu_count()} cores"
        + (f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    )
    _say(f"The demo plan (47 targets, 7 for tasks without one) times {', '.join(map(str, SIZES))}, all its progress.")
    _say("ms: medians of n, ours and bare in turn; of the processor, but creating, opening and saving by the clock.")
    _say("growth: ms a target (a save: ms) against the smallest plan's; step: against the size before; aim ≤ 1.3.\n")
    _say(_columns("", ("targets", "n", "ours ms", "bare ms", "ratio", "aim", "growth", "step")))
    for name in dict.fromkeys(r.name for r in rows):
        same = [r for r in rows if r.name == name]
        for row, before in zip(same, [None, *same], strict=False):
            _say(_columns("" if before else name, _figures(row, same[0], before)))
    if peaks:
        names = ("program", "opened", "ledger", "report")
        _say("\n" + _columns("peak memory, MB: the program, and then with each", ("targets", "", *names)))
        for peak in peaks:
            _say(_columns("", (f"{peak['targets']:.0f}", "", *(f"{peak[n]:.0f}" for n in names))))


def _print_window(acts: list[tuple[int, list[Act]]], compared: list[window.Compared]) -> None:
    _say("\nThe window, offscreen. ms of the processor from the event to the end of painting, median and worst;")
    _say("by the clock until nothing more is painted (settled); the longest a key waits (blocked); aim: two frames.\n")
    _say(_columns("", ("targets", "n", "painted", "worst", "settled", "blocked", "aim")))
    for name in dict.fromkeys(act.name for _, found in acts for act in found):
        for number, (targets, found) in enumerate(acts):
            act = next(a for a in found if a.name == name)
            times = (f"{t * 1000:.1f}" for t in (act.painted, act.worst, act.settled, act.blocked))
            aim = f"≤ {window.FRAMES * 1000:.0f}"
            _say(_columns("" if number else name, (f"{targets}", f"{act.repeated}", *times, aim)))
    _say("\n" + _columns("", ("targets", "", "ours", "bare", "ratio", "aim")))
    for one in compared:
        scale = 1000 if one.unit == "ms" else 1
        ratio, aim = f"{one.ours / one.bare:.2f}", f"≤ {one.aim:g}" if one.aim else ""
        figures = (f"{one.targets}", one.unit, f"{one.ours * scale:.1f}", f"{one.bare * scale:.1f}", ratio, aim)
        _say(_columns(one.name, figures))


def _figures(row: Row, first: Row, before: Row | None) -> tuple[str, ...]:
    return (
        f"{row.targets}",
        f"{row.repeated}",
        f"{row.ours * 1000:.2f}",
        f"{row.bare * 1000:.2f}" if row.bare else "",
        f"{row.ours / row.bare:.2f}" if row.bare else "",
        f"≤ {row.aim:g}" if row.aim else "",
        f"{row.cost / first.cost:.2f}" if before else "",
        f"{row.cost / before.cost:.2f}" if before else "",
    )


def _columns(name: str, figures: tuple[str, ...]) -> str:
    """One line; a Chinese character is two wide."""
    wide = sum(ord(c) > 0x2E80 for c in name)
    widths = (8, 5, 11, 11, 8, 8, 8, 8)
    return (name.ljust(NAME_WIDTH - wide) + "".join(f.rjust(w) for f, w in zip(figures, widths, strict=False))).rstrip()


def _say(text: str, *, error: bool = False) -> None:
    (sys.stderr if error else sys.stdout).write(text + "\n")


if __name__ == "__main__":
    wanted = [a for a in sys.argv[1:] if a != "window"]
    main(
        [int(a) for a in wanted] or list(WINDOWED if "window" in sys.argv else SIZES), only_window="window" in sys.argv
    )
