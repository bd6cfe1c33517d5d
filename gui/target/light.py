"""A target's light beside its name, and the number of one that was chosen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.kit import theme
from gui.kit.marks import paint_mark
from models.judging.assess import Assessment
from models.judging.statuses import Status, in_grid

CHIP, LIGHT, BOX = 18, 12, 16


class StatusLight(QWidget):
    """A status: shape, colour and word."""

    def __init__(self) -> None:
        super().__init__()
        self._status, self._word, self._adjusted = Status.MISSING, "", False
        self.setFont(theme.bold())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_status(self, status: Status, word: str, *, adjusted: bool = False) -> None:
        """Show another status; 调 in a box where the target was adjusted."""
        self._status, self._word, self._adjusted = status, word, adjusted
        self.setAccessibleName(f"{word}，目标已调整" if adjusted else word)
        self.setToolTip("目标已调整" if adjusted else "")
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Mark and word."""
        metrics = QFontMetrics(self.font())
        box = BOX + 6 if self._adjusted else 0
        return QSize(LIGHT + 6 + metrics.horizontalAdvance(self._word) + 1 + box, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Mark and word in the status' colour."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(0, (self.height() - LIGHT) / 2, LIGHT, LIGHT), self._status)
        painter.setFont(self.font())
        painter.setPen(theme.colour(theme.MARKS[self._status].colour))
        painter.drawText(self.rect().adjusted(LIGHT + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)
        if self._adjusted:
            box = QRectF(self.width() - BOX - 1, (self.height() - BOX) / 2, BOX, BOX)
            painter.setFont(theme.font(theme.SMALL_PX))
            painter.setPen(theme.colour(theme.TEXT2))
            painter.drawRect(box)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "调")


class Chip(QWidget):
    """The number of a chosen target."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.setFixedSize(CHIP, CHIP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White on dark."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self.number)


def paint_chip(painter: QPainter, rect: QRectF, number: int) -> None:
    """A number on a dark square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.NEUTRAL_ICON))
    painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
    painter.setPen(theme.colour(theme.ON_ACCENT))
    painter.setFont(theme.bold(theme.SMALL_PX))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.restore()


class LightLabel(QWidget):
    """A status: shape, word and colour."""

    def __init__(self) -> None:
        super().__init__()
        self._status, self._word = Status.MISSING, ""
        self.setFont(theme.bold())

    def show_status(self, status: Status, word: str) -> None:
        """Take the light of another target; its name for a screen reader is the word."""
        self._status, self._word = status, word
        self.setAccessibleName(word)
        self.setMinimumSize(self.fontMetrics().horizontalAdvance(word) + 22, 20)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The mark, then the word."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_mark(painter, QRectF(0, box.center().y() - 6, 12, 12), self._status)
        painter.setFont(theme.bold())
        painter.setPen(theme.colour(theme.MARKS[self._status].colour))
        painter.drawText(box.adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)


def status_word(a: Assessment) -> str:
    """The status in the width of the grid."""
    word = in_grid(a.status, a.word)
    if a.adjusted:
        return f"{word} 调"
    return word
