"""Line icons, painted by QPainter so that no font and no file is needed; legible at every scale of the screen."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from gui.kit import theme

_SIZES = (16, 20, 24, 32, 40, 48, 64, 80)  # 16 and 40 logical pixels at 100, 125, 150 and 200 %
_MARK_SIZES = (16, 24, 32, 48, 64, 128, 256)
_GRID, _PEN = 16, 1.5

# strokes on a grid of 16: points of a line, or (x, y, width, height, start, sweep) of an arc in degrees
_Line = tuple[tuple[float, float], ...]
_Arc = tuple[float, float, float, float, float, float]
STROKES: dict[str, tuple[_Line | _Arc, ...]] = {
    "menu": (((2, 4), (14, 4)), ((2, 8), (14, 8)), ((2, 12), (14, 12))),
    "back": (((10, 3), (5, 8), (10, 13)),),
    "forward": (((6, 3), (11, 8), (6, 13)),),
    "search": ((2, 2, 9, 9, 0, 360), ((9.8, 9.8), (14, 14))),
    "undo": (((5.5, 2), (2, 5.5), (5.5, 9)), ((2, 5.5), (9.5, 5.5)), (5.5, 5.5, 8, 8, 90, -180),
             ((9.5, 13.5), (7, 13.5))),
    "redo": (((10.5, 2), (14, 5.5), (10.5, 9)), ((14, 5.5), (6.5, 5.5)), (2.5, 5.5, 8, 8, 90, 180),
             ((6.5, 13.5), (9, 13.5))),
    "import": (((8, 2), (8, 10)), ((4.5, 6.5), (8, 10), (11.5, 6.5)), ((2, 10.5), (2, 14), (14, 14), (14, 10.5))),
    "project": (((2, 3), (14, 3), (14, 10.5), (2, 10.5), (2, 3)), ((8, 10.5), (8, 14)), ((5, 14), (11, 14))),
    "document": (((3.5, 1.5), (10, 1.5), (13, 4.5), (13, 14.5), (3.5, 14.5), (3.5, 1.5)),
                 ((10, 1.5), (10, 4.5), (13, 4.5)), ((6, 8), (10.5, 8)), ((6, 10), (10.5, 10)), ((6, 12), (9, 12))),
    "folder": (((1.5, 13.5), (1.5, 3), (6, 3), (7.5, 5), (14.5, 5), (14.5, 13.5), (1.5, 13.5)),
               ((1.5, 6.5), (14.5, 6.5))),
    "demo": (((1.5, 2), (14.5, 2), (14.5, 11), (1.5, 11), (1.5, 2)), ((8, 11), (8, 14)), ((5, 14), (11, 14)),
             ((4, 8), (6.5, 5.5), (8.5, 7.5), (12, 4.5))),
}  # fmt: skip


def icon(name: str, token: str = theme.TEXT) -> QIcon:
    """An icon in a colour of the theme, greyed where its button is."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_picture(name, size, token))
        made.addPixmap(_picture(name, size, theme.PLACEHOLDER), QIcon.Mode.Disabled)
    return made


def mark() -> QIcon:
    """The program's own sign, for the window and the task bar."""
    made = QIcon()
    for size in _MARK_SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.NEUTRAL_ICON))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.16, size * 0.16)
        painter.setPen(QColor(theme.PANEL))
        painter.setFont(theme.bold(round(size * 0.7)))
        painter.drawText(QRectF(0, -size * 0.02, size, size), Qt.AlignmentFlag.AlignCenter, "要")
        painter.end()
        made.addPixmap(pixmap)
    return made


def _picture(name: str, size: int, token: str) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / _GRID, size / _GRID)
    painter.setPen(QPen(QColor(token), _PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for stroke in STROKES[name]:
        painter.drawPath(_path(stroke))
    painter.end()
    return pixmap


def _path(stroke: _Line | _Arc) -> QPainterPath:
    path = QPainterPath()
    first = stroke[0]
    if isinstance(first, tuple):
        points = [QPointF(*p) for p in stroke if isinstance(p, tuple)]
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
    else:
        x, y, width, height, start, sweep = (n for n in stroke if not isinstance(n, tuple))
        box = QRectF(x, y, width, height)
        path.arcMoveTo(box, start)
        path.arcTo(box, start, sweep)
    return path
