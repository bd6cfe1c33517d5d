"""What can go wrong, as sentences: what happened, what it means, what to do now.

Three kinds (design.md): the user's and the environment's are `Refusal`s with a sentence;
everything else is ours and reaches the outermost edge. Environment errors are told apart by
SQLite's and the system's codes, never by the text of a message.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.disk import log
from models.plan.said import Said

_PRIMARY = 0xFF
_FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NEXT_TO_NOTHING = 1_000_000  # bytes free
_KEEP_OR_READ = "把屏幕上的内容另存一份，或读现在的文件"
_IN_USE_WINERRORS = {5, 32, 33}


class Refusal(Exception):
    """Something that is not done, with what is said of it: why, what it means and what to do."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said

    @property
    def sentence(self) -> str:
        """What is said, as a whole."""
        return str(self.said)


class Environment(Refusal):
    """The disk is full, the file is read-only or locked: not the user's and not our mistake."""


class Full(Environment):
    """The disk has no space left."""


class Damaged(Environment):
    """The plan file is damaged; the way on is the list of backups."""


class Taken(Environment):
    """The file at the path is not the one that was read: something else changed, replaced or moved it."""


class Newer(Environment):
    """The plan file was made by a newer program."""


class Foreign(Environment):
    """The file is not a plan file of ours."""


class Closed(Refusal):
    """The change would touch a closed period."""


class AltersClosed(Closed):
    """The change would alter what a closed period judged, counted or listed: with a reason it can be made."""


class ChangedSince(Refusal):
    """An undo, redo or revert would overwrite a later change."""


def damaged(path: Path, detail: str = "") -> Damaged:
    """The sentence for a damaged plan file; `detail` says in a few words what is wrong with it."""
    why = f"（{detail}）" if detail else ""
    return Damaged(
        Said(
            "damaged",
            f"台账文件损坏，打不开：{path.name}{why}",
            "数据可能不完整，原文件没有动",
            "请从备份恢复最近一份好的备份，损坏的文件会另外留存",
        )
    )


def of_sqlite(error: sqlite3.Error, path: Path) -> Refusal | None:
    """The environment's failure behind a SQLite error, by its code; None when the mistake is ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and isinstance(error, sqlite3.OperationalError):  # Python's own, such as text that is no UTF-8
        return damaged(path, "内容读不出来")
    if code is None:
        return None
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return moved(path)
    match code & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return disk_full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return read_only(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            busy = f"台账正被别的程序占用：{path.name}"
            return Environment(Said("busy", busy, "没有保存，台账没有变", "请稍等片刻再试一次"))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_CANTOPEN:
            return Environment(
                Said("cannot-open", f"打不开：{path}", "可能没有权限，或所在的盘已断开", "请检查后再试一次")
            )
        case sqlite3.SQLITE_IOERR:
            failed = f"没有保存成功：读写{_disk(path)}时出错，可能空间已满或盘已断开"
            return Environment(Said("not-saved", failed, "台账停在上一次保存的样子", "请检查后再试一次"))
    return None


def of_os(error: OSError, path: Path) -> Environment:
    """The sentence for a file that cannot be read or written."""
    if is_full(error, path.parent):
        return disk_full(path)
    if error.errno == errno.ENAMETOOLONG:
        return Environment(Said("long-name", f"文件名太长：{path.name}", "没有写成", "请换一个短一些的名字"))
    if isinstance(error, FileExistsError):
        there = f"这里已经有同名的文件：{path}"
        return Environment(Said("name-taken", there, "没有覆盖它", "请给它换个名字，再试一次"))
    if isinstance(error, FileNotFoundError):
        return Environment(Said("not-found", f"找不到：{path}", "可能已移走或改名，或U盘已拔下", "请检查后再试一次"))
    if getattr(error, "winerror", None) in _IN_USE_WINERRORS:
        used = f"{path.name}正在别的程序（如WPS、Excel）里打开，没有写成"
        return Environment(Said("in-use", used, todo="请关掉它再试一次，或换个名字"))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        perhaps = "可能是只读文件、只读盘，或正在别的程序里打开"
        return Environment(Said("no-permission", f"没有权限读写：{path}", perhaps, "请换一个位置再试一次"))
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        unusable = f"这个位置不能用：{path}"
        return Environment(Said("unusable-place", unusable, "它是文件夹，或上一级不是文件夹", "请换一个位置"))
    return Environment(Said("disk-error", f"读写出错：{path}", "盘可能已断开或有坏道", "请检查后再试一次"))


def is_full(error: OSError, place: Path) -> bool:
    """Whether a file could not be written because its disk is full.

    A write that only went in part is answered by some systems as a wrong argument: then the free space tells.
    """
    if error.errno != errno.EINVAL:
        return error.errno in _FULL_ERRNOS
    try:
        return shutil.disk_usage(place).free < _NEXT_TO_NOTHING
    except OSError as unknown:
        log.expected(unknown)
        return False


def disk_full(path: Path) -> Full:
    """The sentence for a disk without space."""
    return Full(
        Said(
            "full",
            f"没有保存成功：{_disk(path)}已满",
            "刚才的改动没有写进台账，台账停在上一次保存的样子",
            "请清出空间后再试一次，或另存到别的盘",
        )
    )


def moved(path: Path) -> Taken:
    """The sentence for a file that is not at its path any more, or another one in its place."""
    what = f"台账文件已被移走、改名或换掉：{path}"
    return Taken(Said("moved", what, "屏幕上的内容还在", f"请把文件放回原处再试一次；不然，{_KEEP_OR_READ}"))


def changed_outside(path: Path) -> Taken:
    """The sentence for a file that something else wrote into."""
    what = f"台账文件被别的程序改动或覆盖了（如同步盘、别人拷来的旧文件）：{path}"
    return Taken(Said("changed-outside", what, "屏幕上的内容还在", f"请{_KEEP_OR_READ}"))


def read_only(path: Path) -> Environment:
    """The sentence for a file that may only be read."""
    why = f"台账只能看，不能改：{path.name}是只读文件，或在光盘、只读盘上"
    return Environment(Said("read-only", why, "改动没有保存", "请另存到本机后再填"))


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn the environment's errors into sentences; ours pass through."""
    try:
        yield
    except sqlite3.Error as error:
        failure = of_sqlite(error, path)
        if failure is None:
            raise
        raise failure from error
    except OSError as error:
        raise of_os(error, path) from error


def _disk(path: Path) -> str:
    if not path.drive:  # elsewhere than on Windows
        return "磁盘"
    return f"{path.drive.rstrip(':')}盘"
