"""The README's line for Windows, letter by letter: typed in a clean copy of the checkout, it must open the window.

    python -m parts.readme TOOLCHAIN PLACE      (in .ci/proof)

The whole of it is `.ci/readme_line`. E: is the tool chain's Python, with py.exe; W: its wheels, which stand for
the registry that pip would ask.
"""

import re
import shutil
import sys
import time
from pathlib import Path

import building
from desk import Desk, Failed, until
from patience import BUILD
from seats import Running, Seat, Wine

from parts import walk

PROJECT = Path(__file__).resolve().parents[3]
BLOCK = re.compile(r"```bat\n(.*?)\n```", re.DOTALL)
TITLE = "濮院镇2020"
ON_PATH = {"WINEPATH": "E:\\"}
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "W:\\", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def prove(seat: Seat, place: Path) -> str:
    """Run the line until its window is closed; returns what was seen to hold."""
    folder = place / "镇里 的 要点通"
    shutil.rmtree(folder, ignore_errors=True)
    building.clean_copy(PROJECT, folder)
    line = BLOCK.findall((folder / "README.md").read_text(encoding="utf-8"))[0]
    desk = Desk(seat, 1366, 768, place / "pictures")
    began = time.monotonic()
    try:  # pip unpacks 400 MB on the way, and nothing is known of the machine yet: as long as a build may take
        running = seat.start("cmd", "/c", line, folder=folder, **ON_PATH, **OFFLINE)
        until("the line's window", lambda: TITLE in " ".join(desk.titles()) or ended(running), BUILD)
        if ended(running):
            raise Failed(f"{line}\nended with {running.end()} and no window, said: {running.said}")
        seconds = time.monotonic() - began
        desk.expect_filled(TITLE)
        desk.picture("README")
        walk.close(desk, running)
        if len(list((folder / "要点通演示").glob("*.ydt"))) != 1:
            raise Failed("the demo does not lie where the README says")
    finally:
        desk.close()
    shutil.rmtree(folder)
    return f"README's Windows line: window opened after {seconds:.0f} s, exit 0"


def ended(running: Running) -> bool:
    """Whether the program has ended."""
    return running.process.poll() is not None


def main() -> int:
    """Only this proof."""
    tools, place = (Path(word).resolve() for word in sys.argv[1:])
    place.mkdir(parents=True, exist_ok=True)
    seat = Wine(place, tools, w=tools / "wheels")
    try:
        print(prove(seat, place), flush=True)
    except Failed as failed:
        print(f"FAILED: {failed}", flush=True)
        return 1
    finally:
        seat.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
