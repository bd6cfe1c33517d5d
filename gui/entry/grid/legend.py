"""Below the grid: what the states of the cells look like, painted as in the grid itself."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.entry.grid.cells import CellState
from gui.entry.grid.delegate import paint_state
from gui.kit import theme

LEGEND_HEIGHT, SWATCH = 34, 26
KEYS_SAID = "Enter 向下 · Tab 向右 · Ctrl+V 可贴 Excel 多格"
_LEGEND = (
    (CellState.WAITING, "待填", False),
    (CellState.PLAIN, "本次改动", True),
    (CellState.DOUBTED, "提醒", False),
    (CellState.WRONG, "错误", False),
    (CellState.LOCKED, "已锁定", False),
    (CellState.COMPUTED, "自动计算", False),
)


class Legend(QWidget):
    """What the states of the cells look like, always to be seen; the keys where there is room."""

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, LEGEND_HEIGHT)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(theme.SMALL_PX))
        self.setAccessibleName("图例：" + "、".join(word for _, word, _ in _LEGEND))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Swatch and word for each state."""
        painter = QPainter(self)
        metrics, at, middle = painter.fontMetrics(), float(theme.PADDING), self.height() / 2
        words = sum(metrics.horizontalAdvance(word) for _, word, _ in _LEGEND)
        spare = (self.width() - 2 * theme.PADDING - words) / len(_LEGEND) - SWATCH
        beside = min(6, max(3, spare / 3))
        gap = min(16, max(4, spare - beside))
        for state, word, edited in _LEGEND:
            swatch = QRectF(at, middle - 8, SWATCH, 16)
            painter.fillRect(swatch, theme.colour(theme.PANEL))
            painter.setPen(theme.colour(theme.LINE))
            painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5))
            paint_state(painter, swatch, state, edited=edited)
            painter.setPen(theme.colour(theme.TEXT2))
            width = metrics.horizontalAdvance(word)
            box = QRectF(at + SWATCH + beside, 0, width + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, word)
            at += SWATCH + beside + width + gap
        if at + metrics.horizontalAdvance(KEYS_SAID) + theme.PADDING <= self.width():
            painter.setPen(theme.colour(theme.TEXT3))
            box = QRectF(self.rect()).adjusted(0, 0, -theme.PADDING, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, KEYS_SAID)
