"""A target's light beside its name, and the number of one that was chosen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.kit.plain import plain_tip
from models.judging.assess import Assessment
from models.judging.statuses import Status, in_grid

CHIP, LIGHT, BOX = 18, 12, 16
_BESIDE = LIGHT + 6  # where the word begins
_VCENTRE = Qt.AlignmentFlag.AlignVCenter


class StatusLight(QWidget):
    """A status: shape, colour and word, as large as they are with the margins set around them."""

    def __init__(self) -> None:
        super().__init__()
        self._status, self._word, self._adjusted = Status.MISSING, "", False
        self.setFont(theme.bold())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_status(self, status: Status, word: str, *, adjusted: bool = False) -> None:
        """Show another status; 调 in a box where the target was adjusted. A screen reader says the word."""
        self._status, self._word, self._adjusted = status, word, adjusted
        name, tip = word, ""
        if adjusted:
            name, tip = f"{word}，目标已调整", "目标已调整"
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(tip))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Mark and word."""
        metrics = QFontMetrics(self.font())
        width = _BESIDE + metrics.horizontalAdvance(self._word) + 1
        if self._adjusted:
            width += BOX + 6
        return QSize(width, metrics.height()).grownBy(self.contentsMargins())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Mark and word in the status' colour."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(0, (self.height() - LIGHT) / 2, LIGHT, LIGHT), self._status)
        painter.setFont(self.font())
        painter.setPen(theme.colour(theme.MARKS[self._status].colour))
        painter.drawText(self.rect().adjusted(_BESIDE, 0, 0, 0), _VCENTRE, self._word)
        if self._adjusted:
            self._paint_adjusted(painter)

    def _paint_adjusted(self, painter: QPainter) -> None:
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


def status_word(a: Assessment) -> str:
    """The status in the width of the grid."""
    word = in_grid(a.status, a.word)
    if a.adjusted:
        return f"{word} 调"
    return word
