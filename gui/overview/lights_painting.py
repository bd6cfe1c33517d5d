"""How the cells, weighted bars and counts of 各任务亮灯 look."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.kit.rows import write
from gui.target.bars import RateBar, paint_bar
from models.judging.groups import Counts
from models.judging.statuses import Status

_RADIUS = 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def weighted_width() -> int:
    """The bar and the widest number beside it."""
    return theme.BAR_PX + theme.GAP + QFontMetrics(theme.font()).horizontalAdvance("100.0%") + 1


def paint_cell(painter: QPainter, place: QRect, status: Status) -> None:
    """A target's cell: tint and border of its status, the mark in the middle."""
    mark = theme.MARKS[status]
    pen = QPen(QColor(mark.border), 1)
    if mark.dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(mark.tint))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    size = theme.MARK_PX
    paint_mark(painter, QRectF(place.center().x() - size / 2 + 0.5, place.center().y() - 5.5, size, size), status)


def paint_frame(painter: QPainter, place: QRect) -> None:
    """The frame of the cell where the keyboard is."""
    painter.setPen(QPen(QColor(theme.DATA), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5), _RADIUS, _RADIUS)


def paint_weighted(painter: QPainter, place: QRect, bar: RateBar) -> None:
    """A weighted bar with its number at the right."""
    paint_bar(painter, QRectF(place), bar, theme.BAR_PX)
    write(painter, place, bar.text, _RIGHT)


def paint_counts(painter: QPainter, place: QRect, counts: Counts) -> None:
    """How many of how many are on pace; a dash where none can be."""
    if not counts.members:
        write(painter, place, "—", _RIGHT, token=theme.TEXT3)
        return
    members = f"/{counts.members}"
    width = QFontMetrics(theme.font()).horizontalAdvance(members)
    write(painter, place, members, _RIGHT, token=theme.TEXT3)
    write(painter, place.adjusted(0, 0, -width, 0), str(counts.reached), _RIGHT, theme.bold())
