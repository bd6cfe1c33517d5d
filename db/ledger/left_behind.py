"""What a killed process left beside a plan file, known by its name and cleared when the next one opens the ledger."""

from pathlib import Path

from db.disk import log
from db.disk.files import clear_parts, remove_left
from db.ledger.backups import UNFINISHED, folder_of, remove_part
from db.ledger.lock import FileLock, Holder

_PLAN_FILE, _PART, _LOCK = ".ydt", ".part", ".lock"


def clear(plan_file: Path, holder: Holder) -> None:
    """Clear around a plan file whose lock is held; what another process may still be at stays.

    A database half made, a lock that nobody holds, a file half written. SQLite's own journal of a ledger is not
    touched: it takes half an action back when that ledger is opened.
    """
    folder, kept = plan_file.parent, folder_of(plan_file)
    try:
        for place in (folder, kept):
            clear_parts(place)
        remove_part(kept / UNFINISHED)
        for part in list(folder.glob(f".*{_PLAN_FILE}{_PART}*")):
            _clear_part(part, plan_file, holder)
        for lock in list(folder.glob(f"*{_PLAN_FILE}{_LOCK}")):
            _clear_lock(lock.with_name(lock.name.removesuffix(_LOCK)), plan_file, holder)
    except OSError as error:  # a folder that may not be looked into, or a drive that is gone
        log.expected(error)


def _clear_part(part: Path, plan_file: Path, holder: Holder) -> None:
    """A new plan file or a copy, half made: who makes one holds the lock of the file that it is to be."""
    name, ending = part.name[1:].split(_PART, 1)
    if ending not in {"", "-journal"}:
        return
    made = part.with_name(name)
    lock = None
    if made.resolve() != plan_file.resolve():
        lock = FileLock(made)
        if not lock.acquire(holder):
            return
    remove_left(part)
    if lock:
        lock.release()


def _clear_lock(locked: Path, plan_file: Path, holder: Holder) -> None:
    if locked.resolve() != plan_file.resolve():
        lock = FileLock(locked)
        if lock.acquire(holder):
            lock.release()  # with its file
