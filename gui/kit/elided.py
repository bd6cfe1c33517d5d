"""A label whose text is shortened where it has no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from gui.kit.plain import PlainLabel


class Elided(PlainLabel):
    """A line with … at its end (or as `mode` says) where it has no room; the whole stands in the tooltip."""

    def __init__(self, least: int = 60, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._least, self._mode = least, mode

    def minimumSizeHint(self) -> QSize:
        """Some room, however long the text."""
        hint = super().minimumSizeHint()
        return QSize(min(self._least, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The text, shortened."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        text = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), self.alignment(), text)
