"""Backups of a plan file: made by SQLite's online backup, verified, the newest kept, restorable."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from db.disk import log
from db.disk.failures import sentences
from db.disk.files import replace, whole_file

KEPT = 20
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{2}\.\d{2}\.\d{2})_(.+?)(?:\[(\d+)\])?(?:\((\d+)\))?\.ydt")
_ENDING = "-备份"
DAMAGED, UNFINISHED = "损坏留存", "未完成.part"


class Reason(StrEnum):
    """Why a backup is made, as it stands in the file's name; a file may carry others, of another version."""

    OPENED = "打开"
    UPGRADE = "升级前"
    IMPORT = "导入前"
    BY_HAND = "手动"
    BEFORE_RESTORE = "恢复前"
    BEFORE_READING = "读新文件前"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: when by the clock and why it was made.

    `round` grows each time the clock was found to have gone back, `number` counts those of one second.
    """

    path: Path
    at: datetime
    reason: str
    round: int = 1
    number: int = 1

    @property
    def order(self) -> tuple[int, datetime, int]:
        """Its place among others in the order in which they were made, whatever the clock said."""
        return self.round, self.at, self.number

    @property
    def label(self) -> str:
        """As shown in a list."""
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.reason}"

    @property
    def is_verified(self) -> bool:
        """Whether it was checked when it was made; one kept before a restore is as it was, perhaps damaged."""
        return self.reason != Reason.BEFORE_RESTORE


def folder_of(plan_file: Path) -> Path:
    """Where a plan file's backups lie: beside it."""
    return plan_file.with_name(plan_file.stem + _ENDING)


def backups_of(plan_file: Path) -> list[Backup]:
    """The backups of a plan file, those made last first; also those from before it was renamed."""
    own = folder_of(plan_file)
    found = _named_in(own)
    others: list[Backup] = []
    if plan_file.parent.is_dir():
        for folder in plan_file.parent.glob(f"*{_ENDING}"):
            if folder != own:
                others += _named_in(folder)
    if others and plan_file.is_file():
        found += _of_journal(plan_file, others)
    return _newest_first(found)


def _named_in(folder: Path) -> list[Backup]:
    """What is named as a backup in a folder."""
    found = []
    if folder.is_dir():
        for path in folder.glob("*.ydt"):
            backup = _named(path)
            if backup:
                found.append(backup)
    return found


def _named(path: Path) -> Backup | None:
    """What a name says of a backup; None where it is no name of ours."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    at = _time(f"{match[1]} {match[2]}")
    if at is None:
        return None
    return Backup(path, at, match[3], int(match[4] or 1), int(match[5] or 1))


def _newest_first(found: list[Backup]) -> list[Backup]:
    return sorted(found, key=lambda backup: backup.order, reverse=True)


def _of_journal(plan_file: Path, found: list[Backup]) -> list[Backup]:
    """Those of which the newest action lies in a plan file's journal; none where that cannot be read."""
    try:
        with closing(sqlite3.connect(f"{plan_file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return _lying_in(connection, found)
    except sqlite3.Error as error:
        log.expected(error)
        return []


def _lying_in(journal: sqlite3.Connection, found: list[Backup]) -> list[Backup]:
    """Those of which the newest action lies in a journal: they are of this ledger, and of no other."""
    ours = []
    for backup in found:
        newest = _newest_action(backup.path)
        known = "SELECT 1 FROM action WHERE id = ? AND hash = ?"
        if newest and journal.execute(known, newest).fetchone():
            ours.append(backup)
    return ours


def _newest_action(path: Path) -> tuple[int, str] | None:
    """The newest action in a backup; None where it cannot be read, or is gone."""
    try:
        about = path.stat()
    except OSError as error:
        log.expected(error)
        return None
    return _read_newest(path, about.st_mtime_ns, about.st_size)


@lru_cache(1000)
def _read_newest(path: Path, _written: int, _size: int) -> tuple[int, str] | None:
    """The same, read once of a file that stays as it is."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT id, hash FROM action ORDER BY id DESC LIMIT 1").fetchone()
    except sqlite3.Error as error:
        log.expected(error)
        return None
    return (row[0], row[1]) if row else None


def make(
    source: sqlite3.Connection,
    plan_file: Path,
    reason: str,
    at: datetime,
    verify: Callable[[Path], None],
    keep: int = KEPT,
) -> Backup:
    """Back up an open plan file; `verify` opens the copy and raises where it is not good.

    Written under a temporary name and renamed, so that every *.ydt in the folder is whole.
    Raises Refusal (disk full, no permission). The caller holds the plan file's lock.
    """
    folder = folder_of(plan_file)
    part = folder / UNFINISHED
    with sentences(folder):
        folder.mkdir(exist_ok=True)
        remove_part(part)  # of a process that died here
        try:
            copy = sqlite3.connect(part)
            try:
                source.backup(copy)
            finally:
                copy.close()
            verify(part)
            path = free_name(plan_file, at, reason)
            replace(part, path)
        finally:
            remove_part(part)
    _rotate(source, plan_file, keep, path)
    return _named(path) or Backup(path, at, reason)


def restore(plan_file: Path, backup: Path, at: datetime) -> Path | None:
    """Put a verified backup in the place of the plan file; the caller holds the lock.

    The file that was there is kept among the backups first, byte for byte, even if damaged;
    its path is returned. Undoing a restore is restoring that one.
    """
    folder = folder_of(plan_file)
    with sentences(plan_file):
        folder.mkdir(exist_ok=True)
        kept = None
        if plan_file.exists():
            kept = free_name(plan_file, at, Reason.BEFORE_RESTORE)
            with whole_file(kept) as part:
                shutil.copyfile(plan_file, part)
        set_journal_aside(plan_file, at)  # only a damaged file still has one
        with whole_file(plan_file) as part:
            shutil.copyfile(backup, part)
        return kept


def set_journal_aside(plan_file: Path, at: datetime) -> None:
    """Keep SQLite's journal of a file that is damaged or gone apart: it must not meet the next one of that name."""
    journal = plan_file.with_name(plan_file.name + "-journal")
    if journal.exists():
        folder = folder_of(plan_file)
        folder.mkdir(exist_ok=True)
        replace(journal, folder / f"{DAMAGED}-{at:%Y%m%d%H%M%S}-{journal.name}")


def remove_part(part: Path) -> None:
    """Remove an unfinished database with its journal."""
    for path in (part, part.with_name(part.name + "-journal")):
        path.unlink(missing_ok=True)


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H.%M.%S")  # noqa: DTZ007 local, as named
    except ValueError as error:  # somebody else's file, named much like ours
        log.expected(error)
        return None


def free_name(plan_file: Path, at: datetime, reason: str) -> Path:
    """A name of its own for a backup, behind all others in their order.

    Those of one second are numbered, whatever their reasons. Where the clock is behind that of the newest a new round
    begins: a clock that ran ahead must not make what comes after it the oldest.
    """
    others = backups_of(plan_file)
    stamp, turn, taken = at.replace(tzinfo=None, microsecond=0), 1, 0
    if others:
        turn = others[0].round + (stamp < others[0].at)
    for other in others:
        if other.at == stamp:
            taken = max(taken, other.number)
    name = f"{stamp:%Y-%m-%d_%H.%M.%S}_{reason}"
    if turn > 1:
        name += f"[{turn}]"
    if taken:
        name += f"({taken + 1})"
    return folder_of(plan_file) / f"{name}.ydt"


def _rotate(source: sqlite3.Connection, plan_file: Path, keep: int, newest: Path) -> None:
    """Remove the oldest of this ledger beyond `keep`, but never the one just made.

    Of another ledger's folder none is touched as long as that ledger is there.
    """
    ours = []
    for backup in _lying_in(source, backups_of(plan_file)):
        home = backup.path.parent
        moved = home != folder_of(plan_file)
        if backup.path != newest and not (moved and _ledger_of(home).exists()):
            ours.append(backup.path)
    for path in ours[keep - 1 :]:
        path.unlink(missing_ok=True)


def _ledger_of(folder: Path) -> Path:
    """The plan file whose backups lie in a folder."""
    return folder.with_name(folder.name[: -len(_ENDING)] + ".ydt")
