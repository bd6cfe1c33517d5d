"""What the program did, for the maintainer: opened, written, refused, failed, and how long it took.

One small file in a folder that the window names (that of the user's settings, never the ledger's). A record is made
of fixed English words, keys and counts, by the functions here alone: no figure, name or word of a plan, no path and
no text of an error comes in. Without `keep` nothing is written anywhere, as on the command line, which says all it
does. A full or read-only disk never disturbs the program: what could not be written is held in memory, and goes into
the file with the next record that can be.
"""

import logging
import sqlite3
from collections import Counter, deque
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from traceback import walk_tb

NAME, BEFORE = "要点通运行记录.txt", "要点通运行记录-以前.txt"
MAX_BYTES = 200_000  # of each of the two files
MOST_HELD = 1000  # records that wait for a disk
OUR_ROOMS = ("db", "gui", "models", "main", "__main__")
_LOG = logging.getLogger(__name__)
_LOG.setLevel(logging.DEBUG)
_LOG.addHandler(logging.NullHandler())  # else Python prints what failed where no file is kept


class Work(StrEnum):
    """What takes long enough to be timed."""

    BACKUP = "backup"
    COPY = "copy"
    JUDGED = "judged"
    OUTPUT = "output"
    REPORT = "report"
    RETURNED = "returned"


class LogFile(logging.Handler):
    """Appends each record by itself: no handle stays open, so that two windows may share the file.

    When the file is full it takes the place of the one before. The folder is not made for the log: what is only
    looked at leaves nothing behind, and the records wait until something else is kept there.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.INFO)
        self.path, self.before = folder / NAME, folder / BEFORE
        self._held: deque[str] = deque(maxlen=MOST_HELD)
        self.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record behind those that wait; where that cannot be, it waits too and nobody is told."""
        self._held.append(self.format(record) + "\n")
        try:
            self._make_room()
            with self.path.open("a", encoding="utf-8") as file:
                file.write("".join(self._held))
        except OSError:
            return
        self._held.clear()

    def text(self) -> str:
        """All that is kept, oldest first, also what could not be written."""
        self.acquire()  # another thread may be writing
        try:
            return _read(self.before) + _read(self.path) + "".join(self._held)
        finally:
            self.release()

    def _make_room(self) -> None:
        if self.path.exists() and self.path.stat().st_size >= MAX_BYTES:
            self.path.replace(self.before)


def keep(folder: Path) -> None:
    """From now on records go into a folder, and into no other."""
    stop()
    _LOG.addHandler(LogFile(folder))


def stop() -> None:
    """From now on records go nowhere."""
    for handler in _files():
        _LOG.removeHandler(handler)


def text() -> str:
    """The records kept so far, to be copied; empty where none are."""
    return "".join(handler.text() for handler in _files())


def started() -> float:
    """The moment at which something begins, for the functions below that say how long it took."""
    return perf_counter()


def launched(version: str, system: str, screen: tuple[int, int], scale: float) -> None:
    """The window's program began, of this version, on this system, with a screen of so many pixels."""
    width, height = screen
    _LOG.info("launched %s %s screen=%dx%d scale=%g", version, system, width, height, scale)


def ended() -> None:
    """The program ended as it should: where this is missing it was ended from outside."""
    _LOG.info("ended")


def opened(since: float, *, actions: int, writable: bool) -> None:
    """A plan file was opened, and so many actions of its journal were checked."""
    way = "write" if writable else "read"
    _LOG.info("opened %s actions=%d ms=%d", way, actions, _milliseconds(since))


def loaded(since: float, *, plans: int, targets: int) -> None:
    """A ledger with so many plans is open and shows one with so many targets."""
    _LOG.info("loaded plans=%d targets=%d ms=%d", plans, targets, _milliseconds(since))


def closed(since: float) -> None:
    """A ledger was closed, after everything that waited to be written."""
    _LOG.info("closed ms=%d", _milliseconds(since))


def written(since: float, kind: str, tables: Iterable[str]) -> None:
    """An action was saved: its kind (do, undo, redo), and for each of its changes the table."""
    counts = " ".join(f"{table}={count}" for table, count in sorted(Counter(tables).items()))
    _LOG.info("written %s %s ms=%d", kind, counts, _milliseconds(since))


def done(since: float, work: Work, count: int = 1) -> None:
    """Something else was done: so many files of a kind, or targets judged."""
    _LOG.info("done %s count=%d ms=%d", work.value, count, _milliseconds(since))


def refused(key: str, count: int = 1) -> None:
    """A refusal was shown, by the key of what was said; `count` where it was said of so many at once."""
    if count == 1:
        _LOG.info("refused %s", key)
    else:
        _LOG.info("refused %s count=%d", key, count)


def failed(error: BaseException) -> None:
    """Something went wrong that nobody expected: the kinds of the error and of its causes, and where each arose."""
    _LOG.error("failed %s", " < ".join(_kind(e) for e in _causes(error)))


def expected(error: BaseException) -> None:
    """A probe failed as it may, and its answer is known by that; for a maintainer's own handler, not for the file."""
    _LOG.debug("expected %s", _kind(error))


def _files() -> list[LogFile]:
    return [handler for handler in _LOG.handlers if isinstance(handler, LogFile)]


def _milliseconds(since: float) -> int:
    return round((perf_counter() - since) * 1000)


def _causes(error: BaseException) -> list[BaseException]:
    """An error and what it was raised from, the last first."""
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.__cause__
    return found


def _kind(error: BaseException) -> str:
    """The type of an error, the system's or SQLite's number for it, and the innermost place of ours that it passed."""
    number = ""
    if isinstance(error, OSError) and error.errno is not None:
        number = f"({error.errno})"
    elif isinstance(error, sqlite3.Error):
        number = f"({getattr(error, 'sqlite_errorcode', '?')})"
    return f"{type(error).__name__}{number}{_place(error)}"


def _place(error: BaseException) -> str:
    place = ""
    for frame, line in walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] in OUR_ROOMS:
            place = f" at {module}:{frame.f_code.co_name}:{line}"
    return place


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # not there yet, or not to be read
        return ""
