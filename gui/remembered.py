"""What one computer remembers between two starts: the last file, the window's place, how its parts were sized.

It is no data of the office: losing it loses nothing. It lies in the user's own settings, in a small ini file.
"""

from PySide6.QtCore import QByteArray, QSettings

LAST_FILE, GEOMETRY, SCREEN = "last-file", "geometry", "screen"
_LAYOUT = "layout"


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "要点通", "要点通")


def text(key: str) -> str:
    """A text remembered; empty when there is none."""
    return str(_settings().value(key, "") or "")


def keep_text(key: str, value: str) -> None:
    """Remember a text."""
    _settings().setValue(key, value)


def geometry() -> QByteArray:
    """The window's place on the screen; empty the first time."""
    value = _settings().value(GEOMETRY)
    return value if isinstance(value, QByteArray) else QByteArray()


def keep_geometry(value: QByteArray) -> None:
    """Remember the window's place."""
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
