"""Backups of a plan file: made by SQLite's online backup, verified, the newest kept, restorable."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from db.disk import log
from db.disk.failures import sentences
from db.disk.files import replace, whole_file

KEPT = 20
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})_(\d{2}\.\d{2}\.\d{2})_(.+?)(?:\((\d+)\))?\.ydt")
DAMAGED = "损坏留存"


class Reason(StrEnum):
    """Why a backup is made, as it stands in the file's name; a file may carry others, of another version."""

    OPENED = "打开"
    UPGRADE = "升级前"
    IMPORT = "导入前"
    BY_HAND = "手动"
    BEFORE_RESTORE = "恢复前"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: when and why it was made."""

    path: Path
    at: datetime
    reason: str

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
    return plan_file.with_name(plan_file.stem + "-备份")


def backups_of(plan_file: Path) -> list[Backup]:
    """The backups of a plan file, newest first."""
    found = []
    folder = folder_of(plan_file)
    if not folder.is_dir():
        return []
    for path in folder.glob("*.ydt"):
        match = _NAME.fullmatch(path.name)
        if match is None:
            continue
        at = _time(f"{match[1]} {match[2]}")
        if at:
            found.append((at, int(match[4] or 1), Backup(path, at, match[3])))
    found.sort(key=lambda entry: entry[:2], reverse=True)
    return [backup for *_, backup in found]


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
    part = folder / "未完成.part"
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
            path = free_name(folder, at, reason)
            replace(part, path)
        finally:
            remove_part(part)
    _rotate(plan_file, keep, path)
    return Backup(path, at, reason)


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
            kept = free_name(folder, at, Reason.BEFORE_RESTORE)
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


def free_name(folder: Path, at: datetime, reason: str) -> Path:
    """A name of its own; those of one second are numbered in their order, whatever their reasons."""
    stamp = f"{at:%Y-%m-%d_%H.%M.%S}_"
    taken = 0
    for path in folder.glob(f"{stamp}*.ydt"):
        match = _NAME.fullmatch(path.name)
        if match:
            taken = max(taken, int(match[4] or 1))
    number = f"({taken + 1})" if taken else ""
    return folder / f"{stamp}{reason}{number}.ydt"


def _rotate(plan_file: Path, keep: int, newest: Path) -> None:
    """Remove the oldest beyond `keep`, but never the one just made, whatever the clock says."""
    others = [b.path for b in backups_of(plan_file) if b.path != newest]
    for path in others[keep - 1 :]:
        path.unlink(missing_ok=True)
