"""A veil over what is of before and will be other in a moment."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.kit import theme

PATIENCE, COVERS = 300, 0.8  # milliseconds before it comes, and how much it covers
SAID = "正在计算…"


class Veil(QWidget):
    """Covers a widget while it waits, so that nobody takes old figures for new ones; short waits show nothing."""

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        self.setAccessibleName(SAID)
        self.hide()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.cover)

    def wait(self) -> None:
        """What is below is being reckoned."""
        if self.isHidden() and not self.waiting:
            self._patience.start()

    @property
    def waiting(self) -> bool:
        """Whether it comes in a moment."""
        return self._patience.isActive()

    def cover(self) -> None:
        """Cover what is below at once, without patience."""
        below = self.parentWidget()
        if below is not None:
            self.setGeometry(below.rect())
            self.raise_()
            self.show()

    def lift(self) -> None:
        """What is below holds again."""
        self._patience.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A quiet grey, and what is waited for."""
        painter = QPainter(self)
        grey = theme.colour(theme.WINDOW)
        grey.setAlphaF(COVERS)
        painter.fillRect(self.rect(), grey)
        painter.setPen(theme.colour(theme.TEXT2))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, SAID)
