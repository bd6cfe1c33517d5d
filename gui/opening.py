"""Opening files and folders in the system's own programs."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path) -> bool:
    """Open a file or folder as a double click does; False where it cannot be."""
    return path.exists() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
