"""Who may write a plan file, and as whom."""

import getpass
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from db.disk import log
from db.disk.drives import Drive, drive_notice, drive_of
from db.disk.failures import Environment, Refusal, read_only
from db.ledger import journal, opening
from db.ledger.lock import FileLock, Holder
from models.plan.said import Said

Clock: TypeAlias = Callable[[], datetime]


def now() -> datetime:
    """The time on this computer."""
    return datetime.now().astimezone()


def writer_lock(path: Path, clock: Clock) -> tuple[FileLock | None, Said | None]:
    """The lock for writing, or what bars it: then the file can only be read. One of both is None."""
    drive = drive_of(path)
    if drive in (Drive.NETWORK, Drive.OPTICAL):
        return None, drive_notice(drive)
    if path.exists() and not opening.is_writable(path):
        return None, read_only(path).said
    lock = FileLock(path)
    try:
        taken = lock.acquire(holder(clock))
    except OSError as error:
        log.expected(error)
        return None, read_only(path).said
    if taken:
        return lock, None
    where = f"这个台账正在另一个窗口打开{_holding(lock)}"
    return None, Said("open-elsewhere", where, "为防止互相覆盖，这里只能看", "请关掉另一个窗口，再重新打开")


@contextmanager
def creator_lock(path: Path, clock: Clock) -> Iterator[None]:
    """Held while a new plan file is made, so that two programs do not make the same one."""
    lock = FileLock(path)
    if not lock.acquire(holder(clock)):
        what = f"另一个窗口正在用这个文件名{_holding(lock)}：{path}"
        raise Environment(Said("name-in-use", what, "没有新建", "请换一个名字，或稍后再试"))
    try:
        yield
    finally:
        lock.release()


def last_action(path: Path) -> tuple[int, str] | None:
    """The newest action of a plan file or backup; None where it cannot be read."""
    try:
        db = opening.connect(path, writing=False)
    except Refusal as refusal:
        log.expected(refusal)
        return None
    try:
        return journal.last(db)
    except sqlite3.Error as error:  # not a good backup: it does not count as one
        log.expected(error)
        return None
    finally:
        db.close()


def system_user() -> str:
    """The name under which somebody is logged in."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError) as error:  # a system without a name for the user
        log.expected(error)
        return "未知用户"


def computer() -> str:
    """The name of this computer."""
    if hasattr(os, "uname"):
        return os.uname().nodename
    return os.environ.get("COMPUTERNAME", "未知电脑")


def holder(clock: Clock) -> Holder:
    """Who holds a lock that this process takes now."""
    return Holder(system_user(), computer(), clock().isoformat(timespec="minutes"))


def _holding(lock: FileLock) -> str:
    other = lock.holder()
    if other is None:
        return ""
    return f"（{other.who}，{other.computer}，{other.since[:16].replace('T', ' ')}起）"
