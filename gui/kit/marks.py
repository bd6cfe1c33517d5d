"""Painting lights: shapes by QPainter, never font glyphs; colour always goes with shape and word."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.kit import theme
from models.judging.statuses import Shape, Status


def paint_mark(painter: QPainter, rect: QRectF, status: Status) -> None:
    """Paint a status' shape, centred in a rectangle and as large as its shorter side."""
    mark = theme.MARKS[status]
    size = min(rect.width(), rect.height())
    box = QRectF(rect.center().x() - size / 2, rect.center().y() - size / 2, size, size)
    colour = QColor(mark.colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    match mark.shape:
        case Shape.CIRCLE:
            painter.drawEllipse(box.adjusted(size * 0.06, size * 0.06, -size * 0.06, -size * 0.06))
        case Shape.TRIANGLE:
            painter.drawPolygon(
                QPolygonF([QPointF(box.center().x(), box.top() + size * 0.04), box.bottomLeft(), box.bottomRight()])
            )
        case Shape.SQUARE:
            painter.drawRect(box.adjusted(size * 0.06, size * 0.06, -size * 0.06, -size * 0.06))
        case Shape.TICK:
            painter.setPen(
                QPen(colour, size * 0.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                QPolygonF([
                    QPointF(box.left() + size * 0.06, box.center().y() + size * 0.04),
                    QPointF(box.left() + size * 0.38, box.bottom() - size * 0.14),
                    QPointF(box.right() - size * 0.04, box.top() + size * 0.14),
                ])
            )  # fmt: skip
        case Shape.RING:
            pen = QPen(colour, size * 0.15)
            pen.setDashPattern([1.6, 1.2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(size * 0.12, size * 0.12, -size * 0.12, -size * 0.12))
        case Shape.BAR:
            painter.drawRect(QRectF(box.left() + size * 0.1, box.center().y() - size * 0.09, size * 0.8, size * 0.18))
    painter.restore()
