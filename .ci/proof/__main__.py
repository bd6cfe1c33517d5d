"""Builds the executables and proves them; the whole of it is `.ci/windows`.

    python .ci/proof TOOLCHAIN PLACE [WORD…]

TOOLCHAIN is what `.ci/toolchain` made, PLACE an empty folder for what is built and pictured. With words only those
parts run: linux, wine, and the names in PARTS.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import breaking
import building
import commands
import first
import measure
import release
import trouble
import trust
import walk
from desk import Desk, Failed
from seats import Linux, Seat, Wine

PROJECT = Path(__file__).resolve().parents[2]
SIZES = ((1366, 768), (1920, 1080))


def main() -> int:
    """Build on both seats, then prove on both."""
    sys.path.insert(0, str(PROJECT))  # the golden texts of the tests compare workbooks
    tools, place = (Path(word).resolve() for word in sys.argv[1:3])
    words = set(sys.argv[3:])
    place.mkdir(parents=True, exist_ok=True)
    try:
        if not words or "linux" in words:
            prove(Linux(place, place / "home"), tools / "linux" / "bin" / "python", place, words)
        if not words or "wine" in words:
            seat = Wine(place, tools / "root", e=tools / "py")
            try:
                prove(seat, tools / "py" / "python.exe", place, words)
            finally:
                seat.close()
    except Failed as failed:
        print(f"FAILED: {failed}", flush=True)
        return 1
    return 0


def prove(seat: Seat, python: Path, place: Path, words: set[str]) -> None:
    """One seat: build, then every part."""
    built = place / seat.name / "src" / "dist"
    if not words or "build" in words:
        building.twice(seat, python, PROJECT, place / seat.name / "src")
        building.bare(seat, python, PROJECT, place / seat.name / "bare")
    for name, part in PARTS.items():
        if not words or name in words:
            part(seat, built, place)


def walks(seat: Seat, built: Path, place: Path) -> None:
    """A clerk's quarter, in each build and at each size."""
    for (width, height), name in zip(SIZES, (building.ONE_FILE, building.FOLDER), strict=True):
        folder = place / seat.name / f"镇里 的台账{width}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        seat.forget()
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


def told(prove_part: Callable[[Seat, Path, Path], list[str]]) -> Callable[[Seat, Path, Path], None]:
    """A part that prints what it returns."""

    def run(seat: Seat, built: Path, place: Path) -> None:
        for line in prove_part(seat, built, place):
            print(f"{seat.name}: {line}", flush=True)

    return run


PARTS = {
    "walk": walks,
    "first": told(first.prove),
    "commands": told(commands.prove),
    "trouble": told(trouble.prove),
    "trust": told(trust.prove),
    "breaking": told(breaking.prove),
    "measure": told(measure.prove),
    "release": told(release.make),
}

if __name__ == "__main__":
    sys.exit(main())
