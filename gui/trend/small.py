"""The small trend in the form of 填报, painted directly: the page opens without the chart library.

It draws what the charts draw (drawing.py): missing is a gap with a ring on the axis, pace dashed, target thin,
last year dotted, and rates have no slope. Only the forecast and the documents of adjusted targets are left out.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.kit import theme
from gui.trend.drawing import ChartLine, Drawing, PointLabel, draw
from gui.trend.frame import Frame
from gui.trend.labels import beside, free_place, stack
from models.judging.assess import Assessment
from models.judging.trend import has_trend
from models.plan.year import PlanYear

HEIGHT, LEAST, STEPS = 112, 84, 3
_MONTHS = (1, 3, 6, 9, 12)
_THIN, _LINE, _THICK, _DOT = 1.2, 1.3, 2.0, 2.6
_GAP = 6  # pixels between a text and what it belongs to
_HALO = 0.85  # how much of the lines below a label is covered


class SmallTrend(QWidget):
    """One target through its year up to a period; nothing where it has no figures."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing: Drawing | None = None
        self.setFont(theme.font(theme.SMALL_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @property
    def drawing(self) -> Drawing | None:
        """What is drawn now, None where the target has no figures."""
        return self._drawing

    def show_target(self, ledger: PlanYear, a: Assessment) -> bool:
        """Show another target; False where there is nothing to draw."""
        self._drawing = None
        if has_trend(a.target):
            self._drawing = draw(ledger, a, with_forecast=False)
        if self._drawing is None:
            return False
        labels = (self._drawing.due, self._drawing.value, *self._drawing.ends)
        self.setAccessibleName("走势图：" + "，".join(label.text for label in labels if label is not None))
        self.update()
        return True

    def sizeHint(self) -> QSize:
        """As wide as the form."""
        return QSize(412, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It may be a little lower where there is little room."""
        return QSize(200, LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Scale, lines from the faintest to the actual one, then the labels."""
        drawing = self._drawing
        if drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame(drawing)
        _paint_bands(painter, frame, drawing)
        self._paint_scale(painter, frame)
        self._paint_months(painter, frame, drawing)
        _paint_lines(painter, frame, drawing)
        _paint_figures(painter, frame, drawing)
        self._paint_ends(painter, frame, drawing)
        self._paint_beside(painter, frame, drawing)

    def _frame(self, drawing: Drawing) -> Frame:
        metrics, axis = QFontMetricsF(self.font()), drawing.axis(STEPS)
        left = max((metrics.horizontalAdvance(text) for _, text in axis.ticks), default=0) + _GAP
        right = max((metrics.horizontalAdvance(label.text) for label in drawing.ends), default=0) + _GAP + 4
        return Frame(QRectF(left, 6, self.width() - left - right, self.height() - metrics.height() - 10), axis)

    def _paint_scale(self, painter: QPainter, frame: Frame) -> None:
        area, height = frame.area, painter.fontMetrics().height()
        for value, text in frame.axis.ticks:
            y = frame.y(value)
            painter.setPen(QPen(QColor(theme.LINE if value == 0 else theme.GRIDLINE), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(theme.TEXT3))
            box = QRectF(0, y - height / 2, area.left() - _GAP, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_months(self, painter: QPainter, frame: Frame, drawing: Drawing) -> None:
        """The months below, the one looked at bold with a line; its neighbours leave it the room."""
        now, height = drawing.cursor, painter.fontMetrics().height()
        months = list(_MONTHS)
        if now.is_integer() and int(now) not in months:
            months.append(int(now))
        for month in months:
            if abs(month - now) == 1:  # its name would touch the bold one
                continue
            painter.setFont(theme.bold(theme.SMALL_PX) if month == now else self.font())
            painter.setPen(QColor(theme.TEXT if month == now else theme.TEXT3))
            box = QRectF(frame.x(month) - 30, frame.area.bottom() + 2, 60, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{month}月")
        painter.setFont(self.font())
        painter.setPen(QPen(QColor(theme.INPUT_BORDER), 1, Qt.PenStyle.DotLine))
        x = frame.x(now)
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()))

    def _paint_ends(self, painter: QPainter, frame: Frame, drawing: Drawing) -> None:
        """The target and last year at the right edge, whatever month last year ends in: there is no room else."""
        height, left = QFontMetricsF(self.font()).height(), frame.area.right() + _GAP
        heights = [frame.y(label.y) for label in drawing.ends]
        for label, y in zip(drawing.ends, stack(heights, height, 0, self.height()), strict=True):
            painter.setPen(QColor(theme.TEXT if label.line is ChartLine.DEMAND else theme.TEXT3))
            box = QRectF(left, y - height / 2, self.width() - left, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, label.text)

    def _paint_beside(self, painter: QPainter, frame: Frame, drawing: Drawing) -> None:
        """The newest figure and what is due, each beside its point, on a ground that lines shine through."""
        painter.setFont(theme.bold(theme.SMALL_PX))
        metrics = QFontMetricsF(painter.font())
        bounds = QRectF(frame.area.left(), 0, frame.area.width(), frame.area.bottom())
        halo = QColor(theme.PANEL)
        halo.setAlphaF(_HALO)
        shown: list[tuple[PointLabel, str, bool]] = []
        if drawing.value is not None:
            shown.append((drawing.value, theme.DATA, drawing.above))
        if drawing.due is not None:
            shown.append((drawing.due, theme.TEXT, not drawing.above))
        taken: list[QRectF] = []
        for label, token, above in shown:
            size = QSizeF(metrics.horizontalAdvance(label.text) + 2, metrics.height())
            places = beside(frame.at(label.x, label.y), size, _GAP, above=above)
            rect = free_place(places, taken, [], bounds)
            taken.append(rect)
            painter.fillRect(rect, halo)
            painter.setPen(QColor(token))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, label.text)


def _paint_bands(painter: QPainter, frame: Frame, drawing: Drawing) -> None:
    """Where a figure is still 左右 the target or the pace, behind everything."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.BAND))
    for band in drawing.bands:
        painter.drawPolygon(QPolygonF([frame.at(x, y) for x, y in band.known]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_lines(painter: QPainter, frame: Frame, drawing: Drawing) -> None:
    for curve, pen in (
        (drawing.last_year, QPen(QColor(theme.LAST_YEAR), _LINE, Qt.PenStyle.DotLine)),
        (drawing.demand, QPen(QColor(theme.TEXT), _THIN)),
        (drawing.pace, QPen(QColor(theme.TEXT), _LINE, Qt.PenStyle.DashLine)),
    ):
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([frame.at(x, y) for x, y in curve.known]))


def _paint_figures(painter: QPainter, frame: Frame, drawing: Drawing) -> None:
    """What was reported, in unbroken pieces, and rings for what is missing."""
    blue = QColor(theme.DATA)
    for piece in drawing.actual.pieces:
        points = [frame.at(x, y) for x, y in piece]
        painter.setPen(QPen(blue, _THICK))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blue)
        for point in points:
            painter.drawEllipse(point, _DOT, _DOT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.MISSING.colour), _LINE))
    for month in drawing.missing:
        painter.drawEllipse(QPointF(frame.x(month), frame.area.bottom()), _DOT + 1, _DOT + 1)
