"""Boxes to tick, and crosses, painted in rows."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.kit import theme

BOX = 14


def paint_box(painter: QPainter, rect: QRect, state: Qt.CheckState | None) -> None:
    """A tick box in the middle of a cell; None is one that cannot be ticked."""
    box = QRectF(rect.center().x() - BOX / 2 + 0.5, rect.center().y() - BOX / 2 + 0.5, BOX, BOX)
    full = state not in (None, Qt.CheckState.Unchecked)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge, ground = theme.INPUT_BORDER, theme.PANEL
    if state is None:
        edge, ground = theme.LINE, theme.HEADER
    elif full:
        edge = ground = theme.DATA
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, 2, 2)
    painter.setPen(QPen(QColor(theme.PANEL), 2))
    if state is Qt.CheckState.Checked:
        points = ((0.22, 0.52), (0.42, 0.72), (0.8, 0.28))
        painter.drawPolyline([QPointF(box.left() + BOX * x, box.top() + BOX * y) for x, y in points])
    elif full:
        painter.drawLine(QPointF(box.left() + 3.5, box.center().y()), QPointF(box.right() - 3.5, box.center().y()))
    painter.restore()


def paint_cross(painter: QPainter, rect: QRectF, token: str) -> None:
    """A ✕ drawn as two strokes, the same in every font."""
    box = rect.adjusted(2, 2, -2, -2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(token), 1.8))
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.topRight(), box.bottomLeft())
    painter.restore()
