"""How rows of trees and lists are painted: their height, their edge, their text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QTreeView

from gui.kit import theme

SIDE = 8

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def row_height(*, roomy: bool = False) -> int:
    """The height of a row of a tree or a list, from the font and the density."""
    least = theme.ROW_HEIGHT + (theme.ROOMY_MORE if roomy else 0)
    return max(least, QFontMetrics(theme.font()).height() + 6)


def write(
    painter: QPainter,
    rect: QRect,
    text: str,
    alignment: Qt.AlignmentFlag = _LEFT,
    font: QFont | None = None,
    token: str = theme.TEXT,
) -> None:
    """Text in a rectangle, elided where it does not fit."""
    font = font or theme.font()
    painter.setFont(font)
    painter.setPen(QColor(token))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    painter.drawText(rect, alignment, shown)


def frame_row(painter: QPainter, rect: QRect, tree: QTreeView, index: QModelIndex | QPersistentModelIndex) -> None:
    """The line below a row of a tree, the edge of a selected one, the frame of the current one with the keyboard."""
    painter.setPen(QColor(theme.GRIDLINE))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if tree.selectionModel().isRowSelected(index.row(), index.parent()):
        current = tree.currentIndex()
        here = current.row() == index.row() and current.parent() == index.parent()
        edge(painter, rect, focused=here and tree.hasFocus())


def edge(painter: QPainter, rect: QRect, *, focused: bool) -> None:
    """The left edge of a selected row; the whole row is framed where the keyboard is."""
    painter.fillRect(QRect(rect.topLeft(), QSize(theme.EDGE_PX, rect.height())), QColor(theme.DATA))
    if focused:
        painter.save()
        painter.setPen(QColor(theme.DATA))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()
