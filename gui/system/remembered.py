"""What is remembered between two starts: the last files, the window's place, how its parts were sized.

It is no data of the office: losing it loses nothing. It lies in one small ini file, 要点通设置.ini: in the data
folder of the program as it is given out (`lie_in`), in the user's own settings when it runs from source.
"""

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

GEOMETRY, SCREEN = "geometry", "screen"
MOST = 8  # files remembered
_LAYOUT, _RECENT = "layout", "recent"


def lie_in(folder: Path) -> None:
    """From now on everything is remembered in a folder; it is made with the first thing remembered."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


def _settings() -> QSettings:
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "要点通设置")
    settings.setFallbacksEnabled(False)
    return settings


def file() -> Path:
    """Where it lies; the program's log lies beside it."""
    return Path(_settings().fileName())


def recent() -> list[Path]:
    """The plan files opened last, newest first; nobody has looked whether they are still there."""
    settings = _settings()
    home = _home(settings)
    return [home / line for line in str(settings.value(_RECENT, "") or "").splitlines()]


def keep_recent(path: Path) -> None:
    """A plan file was opened: it is the newest."""
    path = path.resolve()
    _keep_recent([path, *(p for p in recent() if not _same(p, path))][:MOST])


def forget_recent(path: Path) -> None:
    """Take a plan file off the list; the file itself is not touched."""
    _keep_recent([p for p in recent() if not _same(p, path)])


def _keep_recent(paths: list[Path]) -> None:
    """Files beside the settings are kept by their way from there: a stick gets another letter elsewhere."""
    settings = _settings()
    home = _home(settings)
    lines = [(p.relative_to(home) if p.is_relative_to(home) else p).as_posix() for p in paths]
    settings.setValue(_RECENT, "\n".join(lines))


def _home(settings: QSettings) -> Path:
    """The folder of the settings, resolved as the files are: a mapped drive is its share for both."""
    return Path(settings.fileName()).parent.resolve()


def _same(one: Path, other: Path) -> bool:
    """Both were resolved when they were opened: nothing is asked of a drive that may be gone."""
    return os.path.normcase(one) == os.path.normcase(other)


def text(key: str) -> str:
    """A text remembered; empty when there is none."""
    return str(_settings().value(key, "") or "")


def keep_text(key: str, value: str) -> None:
    """Remember a text; an empty one forgets it."""
    _settings().setValue(key, value)


def geometry() -> QByteArray:
    """The window's place on the screen; empty the first time."""
    value = _settings().value(GEOMETRY)
    return value if isinstance(value, QByteArray) else QByteArray()


def keep_geometry(value: QByteArray) -> None:
    """Remember where the window stands, for the next start."""
    _settings().setValue(GEOMETRY, value)


def sizes(part: str) -> list[int]:
    """The sizes a user gave the parts of a splitter; empty when they were never moved."""
    words = str(_settings().value(f"{_LAYOUT}/{part}", "") or "").split()
    return [int(w) for w in words] if all(w.isdecimal() for w in words) else []


def keep_sizes(part: str, given: list[int]) -> None:
    """Remember the sizes of a splitter's parts."""
    _settings().setValue(f"{_LAYOUT}/{part}", " ".join(str(s) for s in given))


def forget_layout() -> None:
    """恢复默认布局: forget every size and place."""
    settings = _settings()
    settings.remove(_LAYOUT)
    settings.remove(GEOMETRY)
