"""Where data lies: beside the program where that is wanted, else in the user's documents; from source, right here."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from db.disk import log
from db.disk.drives import Drive
from db.disk.failures import sentences

PORTABLE = ("便携", "便携.txt")  # a file of this name beside the program keeps its data there
OURS = "要点通"
NAMED = {Drive.REMOVABLE, Drive.NETWORK, Drive.OPTICAL}  # drives that are said; the own disk goes without saying


@dataclass(frozen=True, slots=True)
class Place:
    """The data folder, how it is called where the whole path says less, and why it is this one."""

    folder: Path
    name: str = ""
    why: str = ""

    def line(self, drive: Drive = Drive.UNKNOWN) -> str:
        """Where ledgers are put, in one line."""
        notes = "，".join(note for note in (self.why, drive.value if drive in NAMED else "") if note)
        return f"台账放在：{self.name or self.folder}" + (f"（{notes}）" if notes else "")


def frozen() -> bool:
    """Whether this is the program as it is given out, not its source."""
    return bool(getattr(sys, "frozen", False))


def place_of(beside: Path, documents: Path) -> Place:
    """The place of the program that lies in the folder `beside`."""
    try:
        names = [p.name for p in beside.iterdir()]
    except OSError as error:  # a folder that nobody may list
        log.expected(error)
        names = []
    if any(name in PORTABLE or name.lower().endswith(".ydt") for name in names):
        return Place(beside, why="便携：与程序放在一起")
    return Place(documents / OURS, name=f"文档{os.sep}{OURS}")


def here() -> Place:
    """The place of this program; nothing is made yet."""
    if not frozen():
        return Place(Path.cwd())
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return place_of(Path(sys.executable).parent, Path(documents or Path.home()))


def make(folder: Path) -> None:
    """Make a folder to write into, where it is not there; raises Refusal."""
    with sentences(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def proposed(folder: Path) -> Iterator[None]:
    """A folder is there while a dialog proposes it; one that nothing was put into goes again."""
    new = not folder.exists()
    if new:
        _tried(lambda: folder.mkdir(parents=True))  # else another is chosen, or writing says why not
    try:
        yield
    finally:
        if new:
            _tried(folder.rmdir)  # fails where something lies there: good


def _tried(step: Callable[[], object]) -> None:
    """Do something to a folder that is as well not done."""
    try:
        step()
    except OSError as error:
        log.expected(error)
