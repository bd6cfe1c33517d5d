"""Below the grid: what the states of the cells look like, painted as in the grid itself."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.entry.grid.cells import CellState
from gui.entry.grid.delegate import paint_state
from gui.entry.spots import COMMENT
from gui.kit import theme

LEGEND_HEIGHT, SWATCH, LEAST_SWATCH = 34, 26, 16
AIR = 14  # around a swatch and its word: less, and one would not see which word is whose
KEYS_SAID = "Enter 向下 · Tab 向右 · Ctrl+V 可贴 Excel 多格"


class Sign(NamedTuple):
    """One state with its word, or the mark of one of the corners."""

    word: str
    state: CellState = CellState.PLAIN
    edited: bool = False
    noted: bool = False


_LEGEND = (
    Sign("待填", CellState.WAITING),
    Sign("本次改动", edited=True),
    Sign(COMMENT.heading, noted=True),
    Sign("提醒", CellState.DOUBTED),
    Sign("错误", CellState.WRONG),
    Sign("已锁定", CellState.LOCKED),
    Sign("自动计算", CellState.COMPUTED),
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
        self.setAccessibleName("图例：" + "、".join(sign.word for sign in _LEGEND))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Swatch and word for each state."""
        painter = QPainter(self)
        metrics, at, middle = painter.fontMetrics(), float(theme.PADDING), self.height() / 2
        words = sum(metrics.horizontalAdvance(sign.word) for sign in _LEGEND)
        each = (self.width() - 2 * theme.PADDING - words) / len(_LEGEND)
        wide = min(SWATCH, max(LEAST_SWATCH, each - AIR))
        spare = each - wide
        beside = min(6, max(3, spare / 3))
        gap = min(16, max(4, spare - beside))
        for sign in _LEGEND:
            swatch = QRectF(at, middle - 8, wide, 16)
            painter.fillRect(swatch, theme.colour(theme.PANEL))
            painter.setPen(theme.colour(theme.LINE))
            painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5))
            paint_state(painter, swatch, sign.state, edited=sign.edited, noted=sign.noted)
            painter.setPen(theme.colour(theme.TEXT2))
            width = metrics.horizontalAdvance(sign.word)
            box = QRectF(at + wide + beside, 0, width + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, sign.word)
            at += wide + beside + width + gap
        if at + metrics.horizontalAdvance(KEYS_SAID) + theme.PADDING <= self.width():
            painter.setPen(theme.colour(theme.TEXT3))
            box = QRectF(self.rect()).adjusted(0, 0, -theme.PADDING, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, KEYS_SAID)
