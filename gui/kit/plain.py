"""Text from outside is shown as text: Qt takes what looks like markup for markup, and opens the files it names."""

import html

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)


def plain_tip(text: str) -> str:
    """A text for a tooltip, which has no format of its own: what looks like markup is written out as letters."""
    if not Qt.mightBeRichText(text):
        return text
    return f'<p style="white-space:pre-wrap">{html.escape(text)}</p>'


def no_key(text: str) -> str:
    """A text for a button, a menu or the label of a field, where Qt takes & for the mark of a key."""
    return text.replace("&", "&&")


def as_title(text: str) -> str:
    """A text for the title of a window, where Qt takes [*] for the place of a mark and leaves it out."""
    return text.replace("[*]", "[*][*]")


def in_role(text: str, role: int) -> str:
    """A cell's text for whoever asks: tooltips are written out, all others show it as it is."""
    if role == Qt.ItemDataRole.ToolTipRole:
        return plain_tip(text)
    return text
