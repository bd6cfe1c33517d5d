"""The small trend in the form of 填报, painted directly: the page opens without the chart library.

It means what the charts mean: missing is a gap with a ring on the axis, pace dashed, target thin,
last year dotted, and rates have no slope.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.kit import theme
from gui.trend.axis import Axis, amounts, around
from gui.trend.labels import beside, free_place, stack
from models.judging.assess import Assessment, is_paced
from models.judging.figures import actual, silent_since
from models.judging.trend import Trend, has_trend, trend
from models.plan.entities import Kind
from models.plan.ledger import Ledger
from models.plan.period import Period
from models.plan.quantity import is_percent, money_digits, trimmed, typed

HEIGHT, LEAST, STEPS = 112, 84, 3
_MONTHS = (1, 3, 6, 9, 12)
_THIN, _LINE, _THICK, _DOT = 1.2, 1.3, 2.0, 2.6
Points = list[tuple[float, float]]


class SmallTrend(QWidget):
    """One target through its year up to a period; nothing where it has no figures."""

    def __init__(self) -> None:
        super().__init__()
        self._a: Assessment | None = None
        self._pieces: list[Points] = []
        self._missing: list[float] = []
        self._lines: dict[str, Points] = {}
        self._ends: list[tuple[str, str, float]] = []
        self.setFont(theme.font(theme.SMALL_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_target(self, ledger: Ledger, a: Assessment) -> bool:
        """Show another target; False where there is nothing to draw."""
        if not has_trend(a.target):
            self._a = None
            return False
        course = trend(ledger, a.target, a.period)
        self._a = a
        self._pieces, self._missing = _reported(ledger, a)
        start = a.target.baseline if a.target.kind is Kind.REDUCTION and a.target.baseline is not None else 0
        pace = _known(course, "pace")
        self._lines = {
            "target": _known(course, "target"),
            "last_year": _known(course, "last_year"),
            "pace": [(0.0, float(start)), *pace] if is_paced(a.target) and pace else [],
        }
        self._ends = self._end_labels(course)
        self.setAccessibleName(
            "走势图：" + "，".join(t for t in (*self._beside(), *(t for t, _, _ in self._ends)) if t)
        )
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
        if self._a is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, axis = QFontMetricsF(self.font()), self._axis()
        left = max((metrics.horizontalAdvance(t) for _, t in axis.ticks), default=0) + 6
        right = max((metrics.horizontalAdvance(t) for t, _, _ in self._ends), default=0) + 10
        plot = QRectF(left, 6, self.width() - left - right, self.height() - metrics.height() - 10)
        self._paint_scale(painter, plot, axis)
        self._paint_lines(painter, plot, axis)
        self._paint_labels(painter, plot, axis)

    def _axis(self) -> Axis:
        assert self._a is not None
        figures = [y for piece in self._pieces for _, y in piece]
        values = figures + [y for line in self._lines.values() for _, y in line]
        if self._a.target.kind is Kind.CUMULATIVE:
            whole = all(v.is_integer() for v in (*figures, *(y for _, y in self._lines["target"])))
            return amounts(values, STEPS, whole=whole)
        cap = 100.0 if is_percent(self._a.target.unit) and self._a.target.kind is Kind.LEVEL else math.inf
        return around(values, STEPS, zero=self._a.target.kind is Kind.GROWTH, cap=cap)

    def _paint_scale(self, painter: QPainter, plot: QRectF, axis: Axis) -> None:
        metrics = painter.fontMetrics()
        for value, text in axis.ticks:
            y = _at(plot, axis, 0, value).y()
            painter.setPen(QPen(QColor(theme.LINE if value == 0 else theme.GRIDLINE), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(theme.TEXT3))
            box = QRectF(0, y - metrics.height() / 2, plot.left() - 6, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        assert self._a is not None
        now = float(self._a.period.months)
        for month in dict.fromkeys((*_MONTHS, *([int(now)] if now == int(now) else []))):
            if abs(month - now) == 1:
                continue
            painter.setFont(theme.bold(theme.SMALL_PX) if month == now else self.font())
            painter.setPen(QColor(theme.TEXT if month == now else theme.TEXT3))
            x = _at(plot, axis, month, axis.low).x()
            box = QRectF(x - 30, plot.bottom() + 2, 60, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{month}月")
        painter.setFont(self.font())
        painter.setPen(QPen(QColor(theme.INPUT_BORDER), 1, Qt.PenStyle.DotLine))
        x = _at(plot, axis, now, axis.low).x()
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _paint_lines(self, painter: QPainter, plot: QRectF, axis: Axis) -> None:
        looks = {
            "last_year": QPen(QColor(theme.LAST_YEAR), _LINE, Qt.PenStyle.DotLine),
            "target": QPen(QColor(theme.TEXT), _THIN),
            "pace": QPen(QColor(theme.TEXT), _LINE, Qt.PenStyle.DashLine),
        }
        for name, pen in looks.items():
            points = self._lines[name]
            if name == "target" and points:
                points = [(0.0, points[0][1]), *points]
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([_at(plot, axis, *p) for p in points]))
        blue = QColor(theme.DATA)
        for piece in self._pieces:
            shown = [_at(plot, axis, *p) for p in piece]
            painter.setPen(QPen(blue, _THICK))
            painter.drawPolyline(QPolygonF(shown))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(blue)
            for point in shown:
                painter.drawEllipse(point, _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.MISSING.colour), _LINE))
        for month in self._missing:
            painter.drawEllipse(_at(plot, axis, month, axis.low), _DOT + 1, _DOT + 1)

    def _paint_labels(self, painter: QPainter, plot: QRectF, axis: Axis) -> None:
        metrics = QFontMetricsF(self.font())
        heights = [_at(plot, axis, 12, y).y() for _, _, y in self._ends]
        for (text, token, _), y in zip(self._ends, stack(heights, metrics.height(), 0, self.height()), strict=True):
            painter.setPen(QColor(token))
            box = QRectF(plot.right() + 6, y - metrics.height() / 2, self.width() - plot.right() - 6, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        assert self._a is not None
        due_text, actual_text = self._beside()
        taken: list[QRectF] = []
        bounds = QRectF(plot.left(), 0, plot.width(), plot.bottom())
        last = self._pieces[-1][-1] if self._pieces else None
        due = (float(self._a.period.months), float(self._a.due)) if due_text and self._a.due is not None else None
        behind = not (last and due) or last[1] < due[1]
        painter.setFont(theme.bold(theme.SMALL_PX))
        bold = QFontMetricsF(painter.font())
        for text, point, token, above in (
            (actual_text, last, theme.DATA, not behind),
            (due_text, due, theme.TEXT, behind),
        ):
            if not text or point is None:
                continue
            spot = _at(plot, axis, *point)
            size = QSizeF(bold.horizontalAdvance(text) + 2, bold.height())
            rect = free_place(beside(spot, size, 6, above=above), taken, [], bounds)
            taken.append(rect)
            halo = QColor(theme.PANEL)
            halo.setAlphaF(0.85)
            painter.fillRect(rect, halo)
            painter.setPen(QColor(token))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _beside(self) -> tuple[str, str]:
        """What stands beside the due point and the newest figure."""
        a = self._a
        if a is None:
            return "", ""
        word = "控制进度" if a.terms.lower else "应达"
        due = (
            f"{word} {trimmed(a.due, money_digits(a.target.unit))}" if is_paced(a.target) and a.due is not None else ""
        )
        value = self._pieces[-1][-1][1] if self._pieces else None
        shown = a.actual.text if a.actual.value is not None and value == float(a.actual.value) else ""
        return due, f"实际 {shown or trimmed(Fraction(value), 2)}" if value is not None else ""

    def _end_labels(self, course: Trend) -> list[tuple[str, str, float]]:
        """Text, colour and height of the labels at the year's end."""
        ends = []
        goal = "上限" if self._a and self._a.terms.lower else "目标"
        for name, word, token in (("target", goal, theme.TEXT), ("last_year", "上年", theme.TEXT3)):
            if self._lines[name]:
                value = next(v for p in reversed(course.points) if (v := getattr(p, name)) is not None)
                text = typed(value) if not isinstance(value, Fraction) else trimmed(value, 4)
                ends.append((f"{word} {text}", token, self._lines[name][-1][1]))
        return ends


def _reported(ledger: Ledger, a: Assessment) -> tuple[list[Points], list[float]]:
    """The reported figures in unbroken pieces, and the months that were due and are silent."""
    cells, year = ledger.cells_of(a.target), a.period.year
    periods = [Period.of_month(year, m) for m in range(1, a.period.halves // 2 + 1)]
    pieces: list[Points] = [[]]
    missing = []
    for period in (*periods, *([a.period] if a.period.halves % 2 else [])):
        value = actual(a.target, period, cells).value
        cell, since = cells.get(period.key), silent_since(a.target, period)
        if value is not None and not (cell and cell.not_applicable):
            pieces[-1].append((float(period.months), float(value)))
        elif since is not None and since.halves == period.halves:
            pieces.append([])
            if not (cell and cell.not_applicable):
                missing.append(float(period.months))
    return [p for p in pieces if p], missing


def _known(course: Trend, name: str) -> Points:
    values: Sequence[tuple[Period, Fraction | None]] = [(p.period, getattr(p, name)) for p in course.points]
    return [(float(period.months), float(value)) for period, value in values if value is not None]


def _at(plot: QRectF, axis: Axis, x: float, y: float) -> QPointF:
    span = axis.high - axis.low or 1.0
    return QPointF(plot.left() + plot.width() * x / 12, plot.bottom() - plot.height() * (y - axis.low) / span)
