"""Writing files whole or not at all, and never over one that is there."""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.disk import log

TABLES = frozenset({".xlsx", ".xls", ".et", ".xlsm", ".csv", ".tsv", ".htm", ".html", ".xml"})  # what may hold a table
_TRIES = 5
_PAUSE = 0.1  # seconds between tries while Windows still holds a file
_HELD = {5, 32}
_MAX_BYTES = 180  # of a name, below every file system's limit
_LOOK_ALIKES = str.maketrans('\\/:*?"<>|', "＼／：＊？”＜＞｜")
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
_RESERVED = re.compile("con|prn|aux|nul|com[1-9]|lpt[1-9]", re.IGNORECASE)  # names of devices on Windows


def free_path(path: Path) -> Path:
    """The path, or the next free one: 季报.xlsx, 季报(2).xlsx and so on."""
    free, number = path, 2
    while free.exists():
        free, number = path.with_name(f"{path.stem}({number}){path.suffix}"), number + 1
    return free


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Write under a temporary name beside the path; it takes the path's place only when complete."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def replace(source: Path, target: Path) -> None:
    """os.replace, tried again briefly where Windows says that somebody still holds the file."""
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or attempt == _TRIES - 1:
                raise
            log.expected(error)
            time.sleep(_PAUSE)
        else:
            break
    _keep_name(target.parent)


def safe_name(text: str) -> str:
    """Text as a file name on Windows and Linux: what is not allowed becomes a full-width look-alike or goes."""
    name = _CONTROLS.sub("", text.translate(_LOOK_ALIKES)).strip(" .")
    if _RESERVED.fullmatch(name.split(".")[0]):
        name = "_" + name
    while len(name.encode("utf-8", "replace")) > _MAX_BYTES:
        name = name[:-1]
    return name or "未命名"


def _keep_name(folder: Path) -> None:
    """Bring a folder's names to the disk, so that a power cut does not take a renamed file back."""
    if sys.platform == "win32":  # folders cannot be opened there; NTFS journals its names
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:  # a file system that cannot; the file itself is whole either way
        log.expected(error)
    finally:
        os.close(handle)
