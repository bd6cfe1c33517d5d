"""Builds the executables and proves them; the whole of it is `.ci/windows`.

    python .ci/proof TOOLCHAIN PLACE [WORD…]

TOOLCHAIN is what `.ci/toolchain` made, PLACE an empty folder for what is built and pictured. With words only those
seats (linux, wine) and those parts (the names in PARTS).
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import breaking
import building
from desk import Desk, Failed
from parts import commands, first, measure, release, trouble, trust, walk
from patience import PATIENCE
from seats import Linux, Seat, Wine

PROJECT = Path(__file__).resolve().parents[2]
SIZES = ((1366, 768), (1920, 1080))


def main() -> int:
    """Build on both seats, then prove on both, part by part."""
    sys.path.insert(0, str(PROJECT))  # the golden texts of the tests compare workbooks
    tools, place = (Path(word).resolve() for word in sys.argv[1:3])
    words = set(sys.argv[3:])
    place.mkdir(parents=True, exist_ok=True)
    parts = [name for name in PARTS if name in words] or list(PARTS)
    if unknown := words - set(PARTS) - {"linux", "wine"}:
        print(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    if subprocess.run(["git", "-C", str(PROJECT), "diff", "--quiet", "HEAD"], check=False).returncode:
        print("the last commit is built and proved; what is not committed is left out", flush=True)
    PATIENCE.keep_in(place / "slower.txt")
    seats: list[Seat] = []
    if "linux" in words or "wine" not in words:
        seats.append(Linux(place, tools / "linux" / "bin" / "python", place / "home"))
    if "wine" in words or "linux" not in words:
        seats.append(Wine(place, tools))
    try:
        for name in parts:
            began = time.monotonic()
            with ThreadPoolExecutor(1 if name in ALONE else len(seats)) as pool:
                for done in [pool.submit(PARTS[name], seat, place) for seat in seats]:
                    done.result()
            print(f"-- {name}: {time.monotonic() - began:.0f} s", flush=True)
    except Failed as failed:
        print(f"FAILED: {failed}", flush=True)
        return 1
    finally:
        for seat in seats:
            seat.close()
    return 0


def builds(seat: Seat, place: Path) -> None:
    """The executables, twice, and the bare program to measure them against."""
    building.twice(seat, PROJECT, place / seat.name / "src")
    building.bare(seat, PROJECT, place / seat.name / "bare")


def walks(seat: Seat, place: Path) -> None:
    """A clerk's quarter, in each build and at each size."""
    built = built_for(seat, place)
    for (width, height), name in zip(SIZES, (building.ONE_FILE, building.FOLDER), strict=True):
        folder = seat.fresh(place / seat.name / f"镇里 的台账{width}")
        program = install(seat, built, name, folder)
        desk = Desk(seat, width, height, place / "pictures" / f"{seat.name}-{width}")
        try:
            for line in walk.walk(seat, desk, program, folder):
                print(f"{seat.name} {width}×{height}: {line}", flush=True)
        finally:
            desk.close()


def install(seat: Seat, built: Path, name: str, folder: Path) -> Path:
    """Put a build into a folder as an office would; returns the program."""
    if name == building.ONE_FILE:
        return Path(shutil.copy(built / f"{name}{seat.ending}", folder))
    shutil.copytree(built / name, folder / name, symlinks=True)
    return folder / name / f"{building.TWIN}{seat.ending}"  # with a console Qt's own warnings are heard, too


def built_for(seat: Seat, place: Path) -> Path:
    """Where the executables of a seat lie."""
    return place / seat.name / "src" / "dist"


def told(prove_part: Callable[[Seat, Path, Path], list[str]]) -> Callable[[Seat, Path], None]:
    """A part that prints what it returns."""

    def run(seat: Seat, place: Path) -> None:
        for line in prove_part(seat, built_for(seat, place), place):
            print(f"{seat.name}: {line}", flush=True)

    return run


PARTS = {
    "build": builds,
    "walk": walks,
    "first": told(first.prove),
    "commands": told(commands.prove),
    "trouble": told(trouble.prove),
    "trust": told(trust.prove),
    "breaking": told(breaking.prove),
    "measure": told(measure.prove),
    "release": told(release.make),
}

ALONE = {"measure"}  # one seat after the other: what runs beside it would be measured, too

if __name__ == "__main__":
    sys.exit(main())
