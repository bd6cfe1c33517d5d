"""What the file system knows of paths that may lie on a drive that answers late or never.

Each look has a thread of its own, which nobody waits for at the end: the thread of the plan file goes on saving.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from db.disk import log
from db.disk.drives import Drive, drive_of


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether a path is there, and on what kind of drive it lies."""

    path: Path
    there: bool
    drive: Drive


def seen(path: Path) -> Seen:
    """Look at a path; may take as long as its drive likes."""
    try:
        there = path.exists()
    except OSError as error:  # a share that is out of reach, a folder of somebody else
        log.expected(error)
        there = False
    try:
        drive = drive_of(path)
    except (OSError, RuntimeError) as error:  # links that lead in a circle
        log.expected(error)
        drive = Drive.UNKNOWN
    return Seen(path, there, drive)


class Looks(QObject):
    """Looks at paths; the answers arrive on the GUI's thread. Lives there, and longer than who asks."""

    _found = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, Callable[[Seen], object]] = {}
        self._count = 0
        self._found.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether an answer is waited for."""
        return bool(self._waiting)

    def look(self, path: Path, answer: Callable[[Seen], object]) -> int:
        """Look at a path; returns the number by which `forget` knows it."""
        self._count += 1
        self._waiting[self._count] = answer
        threading.Thread(target=self._look, args=(self._count, path), daemon=True).start()
        return self._count

    def forget(self, number: int) -> bool:
        """Wait for an answer no longer; whether it was still waited for."""
        return self._waiting.pop(number, None) is not None

    def _look(self, number: int, path: Path) -> None:
        found = seen(path)
        try:
            self._found.emit(number, found)
        except RuntimeError as error:  # the program has ended meanwhile
            log.expected(error)

    @Slot(int, object)
    def _answer(self, number: int, found: Seen) -> None:
        answer = self._waiting.pop(number, None)
        if answer is not None:
            answer(found)
