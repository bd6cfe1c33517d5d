"""Opening files and folders in the system's own programs."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path) -> str:
    """Open a file or folder as a double click does; returns why it could not be, empty when it is open."""
    if path.exists() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return ""
    return f"打不开：{path}。可能已移走或改名，或没有装Excel、WPS。"
