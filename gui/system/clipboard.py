"""A picture with its numbers on the clipboard, and what stays of it when the program ends."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage


class Copied(QMimeData):
    """A picture for documents, the same as text for tables."""

    def __init__(self, image: QImage, text: str) -> None:
        super().__init__()
        self.setImageData(image)
        self.setText(text)


def leave_behind() -> None:
    """Hand the picture over in Qt's own form: data made in Python must not outlive Python."""
    clipboard = QGuiApplication.clipboard()
    copied = clipboard.mimeData()
    if isinstance(copied, Copied):  # else it is another program's by now, or plain text
        clipboard.setImage(clipboard.image())
