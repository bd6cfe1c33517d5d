"""What keeps a workbook from being written, said of that workbook: the ledger has nothing to do with it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.disk import log
from db.disk.failures import Environment, is_full
from models.plan.said import Said

_IN_USE = {5, 32, 33}


@contextmanager
def output(what: str, path: Path) -> Iterator[None]:
    """Turn the system's errors in writing a file into sentences that begin with what was not written."""
    since = log.started()
    try:
        yield
    except OSError as error:
        raise Environment(_why(error, path).under(f"{what}没有写成：")) from error
    log.done(since, log.Work.OUTPUT)


def _why(error: OSError, path: Path) -> Said:
    place = path if path.is_dir() else path.parent
    if is_full(error, place):
        disk = f"{path.drive.rstrip(':')} 盘" if path.drive else "磁盘"
        return Said("output-full", f"{disk}已满", todo="请清出空间后再试一次，或换一个位置")
    if error.errno == errno.ENAMETOOLONG:
        return Said("output-long-name", "文件名太长", todo="请换一个短一些的名字")
    if getattr(error, "winerror", None) in _IN_USE and path.exists():
        used = "同名文件正在 WPS 或 Excel 里打开"
        return Said("output-in-use", used, todo="请关掉它再试一次，或换个名字保存")
    if isinstance(error, FileNotFoundError):
        return Said(
            "output-no-folder",
            f"找不到文件夹：{place}",
            "可能已移走或改名，或U盘已拔下",
            "请检查后再试一次，或换一个位置",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        closed = f"这个文件夹只能看，不能写：{place}"
        return Said("output-read-only", closed, todo="请换一个位置保存，例如“文档”或桌面")
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return Said("output-unusable", f"这个位置不能用：{path}", todo="请换一个位置")
    broken = f"读写{place}时出错，盘可能已断开或有坏道"
    return Said("output-disk-error", broken, todo="请检查后再试一次，或换一个位置")
