"""Compares two folders of pictures pixel by pixel: `python -m tests.screens.compare BEFORE AFTER`.

Ends with 1 where one differs or is missing on one side; each is named.
"""

import sys
from pathlib import Path

from PySide6.QtGui import QImage


def differing(before: Path, after: Path) -> tuple[list[str], int]:
    """The names of the pictures that are not the same, and how many there are in all."""
    names = {path.name for folder in (before, after) for path in folder.glob("*.png")}
    return sorted(name for name in names if not same(before / name, after / name)), len(names)


def same(one: Path, other: Path) -> bool:
    """Whether both pictures are there and equal in every pixel."""
    return one.exists() and other.exists() and QImage(str(one)) == QImage(str(other))


def main(before: Path, after: Path) -> int:
    """Say how many are the same, and which are not."""
    names, number = differing(before, after)
    sys.stdout.write("".join(f"differs  {name}\n" for name in names))
    sys.stdout.write(f"{number - len(names)} of {number} the same\n")
    return min(1, len(names))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
