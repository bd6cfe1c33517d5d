"""Whether the file at the path is still the one that was read, and what stood in that one.

A folder that synchronises, a colleague's copy or a hand in Explorer puts another file in the open one's place, or other
bytes into it. Before each write the file at the path and the newest action of its journal have to be those last seen.
What was seen is held in memory, too, as nothing else may have it any more.
"""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from db.disk import log
from db.disk.failures import Refusal, Taken, changed_outside, moved
from db.ledger import journal, opening
from db.ledger.changes import apply_changes
from db.ledger.journal import Action
from models.plan.said import Said

MOST_HELD = 100_000_000  # bytes of a file that is held in memory as it was opened


class FileMark(NamedTuple):
    """What the system says of a file: which one it is, and when and how far it was written."""

    device: int
    number: int
    written: int
    touched: int
    size: int

    @classmethod
    def of(cls, path: Path) -> "FileMark | None":
        """The mark of the file at a path, which is not opened for it; None where there is none that can be asked."""
        try:
            found = path.stat()
        except OSError as error:  # gone, or its drive is
            log.expected(error)
            return None
        touched = 0 if os.name == "nt" else found.st_ctime_ns  # there it is when the file was made
        return cls(found.st_dev, found.st_ino, found.st_mtime_ns, touched, found.st_size)

    @property
    def file(self) -> tuple[int, int]:
        """Which file it is, whatever it is called."""
        return self.device, self.number


@dataclass(frozen=True, slots=True)
class Held:
    """A ledger as it was last seen: the file as it was opened, and every action since."""

    image: bytes | None
    actions: tuple[Action, ...]
    newest: tuple[int, str]

    def database(self) -> Database:
        """The ledger in memory, with its history; raises Refusal where it was too large to be held."""
        if self.image is None:
            what = "这本台账太大，没有留在内存里，另存不了"
            raise Taken(Said("not-held", what, todo="请从备份里找最近的一份"))
        connection = sqlite3.connect(":memory:")
        try:
            connection.deserialize(self.image)
            db = Database(connection, recursive_triggers=False, execute_plugins=False, strict=True)
            with connection:
                for action in self.actions:
                    apply_changes(db, action.changes, check=False)
                    journal.append(db, action, action.changes)
            assert journal.last(db) == self.newest
        except BaseException:
            connection.close()
            raise
        return db

    def missing_in(self, db: Database) -> tuple[Action, ...]:
        """What was done here and is not in another state of the same ledger; nothing where it is another ledger."""
        kept = dict(db.execute("SELECT id, hash FROM action").fetchall())
        if kept.get(self.newest[0]) == self.newest[1]:  # it only went on from here
            return ()
        here = self.database()
        try:
            shared = 0
            for number, seal in here.execute("SELECT id, hash FROM action ORDER BY id").fetchall():
                if kept.get(number) != seal:
                    break
                shared = number
            return tuple(journal.read(here, shared)) if shared else ()
        finally:
            here.close()


class Guard:
    """Watches the file under an open ledger; used on the thread of its connection, but for `glance`."""

    def __init__(self, path: Path, db: Database) -> None:
        self._path, self._db = path, db
        self._mark = FileMark.of(path)
        with opening.one_moment(db, path):
            self._newest = journal.last(db)
            held = self._mark is not None and self._mark.size <= MOST_HELD
            self._image = db.conn.serialize() if held else None
        self._actions: list[Action] = []

    @property
    def held(self) -> Held:
        """The ledger as it was last seen."""
        return Held(self._image, tuple(self._actions), self._newest)

    def glance(self) -> bool:
        """Whether the system says of the file at the path what it said last; costs next to nothing."""
        return self._mark is not None and FileMark.of(self._path) == self._mark

    def look(self) -> None:
        """See that the file is the one last seen, whatever the system says of it; raises Taken."""
        mark = self._same_file()
        if mark != self._mark:  # written by something else, or only touched: what it holds decides
            self._read_anew()
            self._mark = mark

    def confirm(self) -> None:
        """The same once more within a transaction, when nobody else can write through SQLite; raises Taken."""
        self._same_file()
        if self._last() != self._newest:
            raise changed_outside(self._path)

    def made(self) -> list[Action]:
        """What the open transaction added to the journal."""
        return list(journal.read(self._db, self._newest[0]))

    def written(self, actions: list[Action]) -> None:
        """These were committed; raises Taken where they did not go into the file at the path."""
        self._mark = self._same_file()
        for action in actions:
            self._newest = action.id, action.hash
        self._actions += actions

    def _same_file(self) -> FileMark:
        mark = FileMark.of(self._path)
        if mark is None or self._mark is None or mark.file != self._mark.file:
            raise moved(self._path)
        return mark

    def _read_anew(self) -> None:
        """All checks of opening, and nothing of what SQLite remembers of the file."""
        try:
            self._db.execute("PRAGMA shrink_memory")
            opening.check_all(self._db, self._path)
            newest = self._last()
        except Refusal as refusal:
            log.expected(refusal)
            raise changed_outside(self._path) from refusal
        if newest != self._newest:
            raise changed_outside(self._path)

    def _last(self) -> tuple[int, str]:
        try:
            return journal.last(self._db)
        except sqlite3.Error as error:  # emptied, or no database any more
            log.expected(error)
            raise changed_outside(self._path) from error
