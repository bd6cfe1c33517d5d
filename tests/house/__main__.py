"""The measures of a checkout: `python -m tests.house [ROOT]`; `--places` says where, `--shrink` shortens exceptions."""

import argparse
import sys
from pathlib import Path

from tests import ROOT
from tests.house.rules import shrink
from tests.house.source import House
from tests.house.table import places, table


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.house", description=__doc__)
    parser.add_argument("root", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--places", action="store_true", help="also where the worst of it stands")
    parser.add_argument("--shrink", action="store_true", help="write exceptions.toml anew where it does not grow")
    asked = parser.parse_args()
    if asked.shrink and asked.root.resolve() != ROOT:
        parser.error("the exceptions are those of this checkout; --shrink goes without another ROOT")
    house = House(asked.root.resolve())
    sys.stdout.write(table(house))
    if asked.places:
        sys.stdout.write("\n" + places(house))
    if asked.shrink:
        sys.stdout.write("".join(f"not excepted  {line}\n" for line in shrink(house)))


if __name__ == "__main__":
    main()
