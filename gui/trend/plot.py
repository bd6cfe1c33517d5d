"""Painting one chart with pyqtgraph: lines, dots and the labels at their ends, on screen and on the projector.

The view's coordinates are pixels: a pen that is scaled with the picture would else be thinner on
a screen of another scaling, and labels can be placed where none hides another.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.kit import theme
from gui.trend.axis import Axis
from gui.trend.drawing import Drawing, Line, Spot, Values
from gui.trend.labels import APART, beside, free_place, inside, stack

PACE_DASH, LAST_YEAR_DASH, CURSOR_DASH, FORECAST_DASH = (5.0, 3.5), (1.0, 1.8), (1.2, 2.4), (2.0, 2.0)
FEWEST, MOST = 60, 5  # pixels below which nothing is drawn; most steps of a scale
MONTHS = (1, 3, 6, 9, 12)
_ANEW = {QEvent.Type.DevicePixelRatioChange, QEvent.Type.ScreenChangeInternal, QEvent.Type.ApplicationFontChange}


def pen(token: str, width: float, dash: Iterable[float] = ()) -> QPen:
    """A pen that grows with the picture."""
    made = QPen(QColor(token), width)
    made.setCosmetic(False)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pattern = list(dash)
    if pattern:
        made.setDashPattern(pattern)
    return made


class Plot(QWidget):
    """One target's chart."""

    def __init__(self, look: theme.ChartLook = theme.CHART, months: tuple[int, ...] = MONTHS) -> None:
        super().__init__()
        self._look, self._months = look, months
        self._drawing: Drawing | None = None
        self._frame = QRectF()
        self._axis = Axis(0, 1, ())
        self._view = pg.GraphicsView(background=theme.PANEL)
        self._view.setAntialiasing(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0, invertY=True)
        pg.ViewBox.AllViews.pop(self._box, None)  # else pyqtgraph complains when the program ends
        self._box.disableAutoRange()
        self._view.setCentralItem(self._box)
        self._view.setParent(self)
        self._curves = {name: self._curve(z) for z, name in enumerate(
            ("grid", "axis", "cursor", "last_year", "demand", "pace", "forecast", "halo", "actual")
        )}  # fmt: skip
        self._dots = pg.ScatterPlotItem(useCache=False, pxMode=True)
        self._dots.setZValue(20)
        self._box.addItem(self._dots, ignoreBounds=True)
        self._texts: dict[str, list[Any]] = {}  # a pool for each kind: most then say again what they said
        self._white, self._no_fill = QBrush(QColor(theme.PANEL)), QBrush(Qt.BrushStyle.NoBrush)
        self._used: Counter[str] = Counter()
        self._dress()

    def set_look(self, look: theme.ChartLook) -> None:
        """Draw larger or smaller."""
        self._look = look
        self._dress()
        self._arrange()

    def show_drawing(self, drawing: Drawing | None, lay_out: Callable[[], object] = lambda: None) -> None:
        """Draw something else, once, at the size that `lay_out` gives the chart; None leaves it empty."""
        self._drawing, before = drawing, self.size()
        lay_out()
        if self.size() == before or not self.isVisible():  # else it is drawn already
            self._arrange()

    def labels(self) -> list[tuple[str, QRectF, int]]:
        """The texts in view, where they stand and the size of their font, in pixels."""
        return [
            (t.textItem.toPlainText(), QRectF(t.pos(), self._size(t)), t.textItem.font().pixelSize())
            for kind, texts in self._texts.items()
            for t in texts[: self._used[kind]]
        ]

    def event(self, event: QEvent) -> bool:
        """On a screen of another density fonts are measured anew and everything is drawn anew."""
        handled = super().event(event)
        if event.type() in _ANEW:
            self.rebuild()
        return handled

    def rebuild(self) -> None:
        """Forget every text with its font and lay everything out again."""
        for item in chain.from_iterable(self._texts.values()):
            self._box.removeItem(item)
        self._texts = {}
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels and lines follow the size."""
        super().resizeEvent(event)
        self._view.setGeometry(self.rect())
        self._arrange()

    def _curve(self, z: int) -> Any:
        curve = pg.PlotCurveItem(antialias=True)
        curve.setZValue(z)
        self._box.addItem(curve, ignoreBounds=True)
        return curve

    def _dress(self) -> None:
        look = self._look
        for name, made in {
            "grid": pen(theme.GRIDLINE, look.thin * 0.8),
            "axis": pen(theme.INPUT_BORDER, look.thin * 0.8),
            "cursor": pen(theme.TEXT2, look.thin, CURSOR_DASH),
            "last_year": pen(theme.LAST_YEAR, look.line, LAST_YEAR_DASH),
            "demand": pen(theme.TEXT, look.thin),
            "pace": pen(theme.TEXT, look.line, PACE_DASH),
            "forecast": pen(theme.DATA, look.thin, FORECAST_DASH),
            "halo": pen(theme.PANEL, look.thick * 2),
            "actual": pen(theme.DATA, look.thick),
        }.items():
            self._curves[name].setPen(made)

    def _arrange(self) -> None:
        """Measure, map and place everything anew."""
        width, height = float(self.width()), float(self.height())
        self._used.clear()
        drawing = self._drawing
        if drawing is None or width < FEWEST or height < FEWEST:
            self._clear()
            return
        self._box.setRange(xRange=(0, width), yRange=(0, height), padding=0)
        axis_font, look = theme.font(_px(self._look.axis)), self._look
        line = QFontMetricsF(axis_font).height()
        tall = height - line * 2
        self._axis = drawing.axis(int(max(2, min(MOST, tall / (line * 2.2)))))
        scale = max((_width(axis_font, text) for _, text in self._axis.ticks), default=0.0)
        ends = max((_width(self._font(s.role), s.text) for s in self._at_end(drawing)), default=0.0)
        left = max(scale + look.gap * 1.5, look.axis * 3.2)
        right = max(ends + look.gap * 2, look.label * 6.6)  # alike in most panes, so that months stand in line
        self._frame = QRectF(left, line * 0.7, max(width - left - right, 10.0), max(height - line * 2.1, 10.0))
        self._draw_lines(drawing)
        self._draw_dots(drawing)
        self._write_axes(drawing, axis_font)
        self._write_labels(drawing)
        self._hide_unused()

    def _clear(self) -> None:
        empty = np.asarray([], dtype=float)
        for curve in self._curves.values():
            curve.setData(empty, empty)
        self._dots.setData(x=empty, y=empty)
        self._hide_unused()

    def _hide_unused(self) -> None:
        for kind, texts in self._texts.items():
            for text in texts[self._used[kind] :]:
                text.setVisible(False)

    def _x(self, month: float) -> float:
        return self._frame.left() + month / 12 * self._frame.width()

    def _y(self, value: float) -> float:
        span = self._axis.high - self._axis.low
        return self._frame.bottom() - (value - self._axis.low) / span * self._frame.height()

    def _mapped(self, line: Line) -> tuple[Values, Values]:
        span = self._axis.high - self._axis.low
        x = self._frame.left() + line.x / 12 * self._frame.width()
        return x, self._frame.bottom() - (line.y - self._axis.low) / span * self._frame.height()

    def _draw_lines(self, drawing: Drawing) -> None:
        frame = self._frame
        for name, line in (
            ("last_year", drawing.last_year), ("demand", drawing.demand), ("pace", drawing.pace),
            ("forecast", drawing.forecast), ("halo", drawing.actual), ("actual", drawing.actual),
        ):  # fmt: skip
            x, y = self._mapped(line)
            if not np.isfinite(y).any():
                x, y = x[:0], y[:0]
            self._curves[name].setData(x, y, connect="finite")
        heights = np.asarray([self._y(v) for v, _ in self._axis.ticks], dtype=float)
        across = np.tile(np.asarray([frame.left(), frame.right()], dtype=float), len(heights))
        self._curves["grid"].setData(across, np.repeat(heights, 2), connect="pairs")
        base = self._y(0) if self._axis.low <= 0 <= self._axis.high else frame.bottom()
        self._curves["axis"].setData(np.asarray([frame.left(), frame.right()]), np.asarray([base, base]))
        at = self._x(drawing.cursor)
        top = frame.top() - frame.top() * 0.5
        self._curves["cursor"].setData(np.asarray([at, at]), np.asarray([top, frame.bottom()]))

    def _draw_dots(self, drawing: Drawing) -> None:
        look = self._look
        x, y = self._mapped(drawing.actual)
        full, hollow = QColor(theme.DATA), QColor(theme.PANEL)
        spots: list[dict[str, Any]] = []

        def dot(px: float, py: float, size: float, brush: QColor, edge: str, width: float) -> None:
            """The pen grows with the symbol, which is drawn at size 1."""
            spots.append({"pos": (px, py), "size": size, "brush": brush, "pen": pen(edge, width / size)})

        if drawing.due is not None:
            dot(self._x(drawing.due.x), self._y(drawing.due.y), look.dot * 1.3, hollow, theme.TEXT, look.line)
        for month in drawing.missing:
            dot(self._x(float(month)), self._frame.bottom(), look.dot * 1.6, hollow, theme.MISSING.colour, look.line)
        known = [i for i in range(len(y)) if math.isfinite(y[i])]
        for i in known:
            size = look.end_dot if i == known[-1] else look.dot
            if drawing.hollow[i]:
                dot(float(x[i]), float(y[i]), size, hollow, theme.DATA, look.thick * 0.75)
            else:
                dot(float(x[i]), float(y[i]), size + look.thin, full, theme.PANEL, look.thin)
        self._dots.setData(spots=spots)

    def _write_axes(self, drawing: Drawing, font: QFont) -> None:
        frame, gap = self._frame, self._look.gap
        faint = theme.TEXT2 if self._look.faint == theme.TEXT3 else self._look.faint
        for value, text in self._axis.ticks:
            item = self._write("scale", text, font, faint)
            size = self._size(item)
            item.setPos(frame.left() - gap - size.width(), self._y(value) - size.height() / 2)
        heavy = QFont(font)
        heavy.setWeight(QFont.Weight.Bold)
        taken: list[QRectF] = []
        names = [(drawing.cursor, drawing.cursor_text, heavy, theme.TEXT)]
        names += [(float(m), f"{m}月", font, faint) for m in self._months if m != drawing.cursor]
        for month, text, used, token in names:
            wide = _width(used, text)
            rect = QRectF(self._x(month) - wide / 2 - 4, frame.bottom() + gap * 0.7, wide + 8, 10)
            if any(rect.intersects(other) for other in taken) or rect.right() > self.width() + 4:
                continue
            taken.append(rect)
            item = self._write("month", text, used, token)
            item.setPos(self._x(month) - self._size(item).width() / 2, frame.bottom() + gap * 0.7)

    def _at_end(self, drawing: Drawing) -> list[Spot]:
        """The texts at the right edge: lines that reach the year's end; in December the value too."""
        spots = [s for s in drawing.ends if s.x >= 12]
        return [*spots, drawing.value] if drawing.value and drawing.value.x >= 12 else spots

    def _write_labels(self, drawing: Drawing) -> None:
        """Labels at line ends first, then the value and what is due, then the rest, where there is room."""
        frame, gap = self._frame, self._look.gap
        bounds = QRectF(frame.left() + 1, 0, self.width() - frame.left() - 1, frame.bottom() - 1)
        taken: list[QRectF] = []
        ends = self._at_end(drawing)
        height = QFontMetricsF(theme.font(_px(self._look.label))).height() / 1.45 * APART
        for spot, centre in zip(ends, stack([self._y(s.y) for s in ends], height, 0, frame.bottom()), strict=True):
            item = self._write("end", spot.text, self._font(spot.role), self._colour(spot.role))
            size = self._size(item)
            item.setPos(frame.right() + gap, centre - size.height() / 2)
            taken.append(QRectF(frame.right() + gap, centre - height / 2, size.width(), height))
        avoided = self._avoided(drawing)
        near = [(drawing.value, drawing.above)] if drawing.value and drawing.value not in ends else []
        near += [(drawing.due, not drawing.above)] if drawing.due else []
        near += [(s, True) for s in (*drawing.ends, *drawing.versions) if s not in ends]
        for spot, above in near:
            item = self._write("label", spot.text, self._font(spot.role), self._colour(spot.role), halo=True)
            point, tight = QPointF(self._x(spot.x), self._y(spot.y)), self._size(item)
            places = beside(point, tight, gap, above=above, falling=drawing.falling)
            if spot.role == "version":
                places.insert(0, inside(places[0], bounds))
            place = free_place(places, taken, avoided, bounds)
            item.setPos(place.topLeft())
            taken.append(place)

    def _avoided(self, drawing: Drawing) -> list[QRectF]:
        """The dots that labels had better not cover."""
        x, y = self._mapped(drawing.actual)
        size = self._look.end_dot
        spots = [(float(px), float(py)) for px, py in zip(x, y, strict=True) if math.isfinite(py)]
        if drawing.due:
            spots.append((self._x(drawing.due.x), self._y(drawing.due.y)))
        return [QRectF(px - size / 2, py - size / 2, size, size) for px, py in spots]

    def _write(self, kind: str, text: str, font: QFont, token: str, *, halo: bool = False) -> Any:
        """A text item from its kind's pool, on white where lines may pass below it."""
        pool = self._texts.setdefault(kind, [])
        if self._used[kind] == len(pool):
            made = pg.TextItem(anchor=(0, 0))
            made.textItem.document().setDocumentMargin(0)
            made.setZValue(30)
            self._box.addItem(made, ignoreBounds=True)
            pool.append(made)
        item = pool[self._used[kind]]
        self._used[kind] += 1
        if item.textItem.font() != font:
            item.setFont(font)
        item.setText(text)
        ink = QColor(token)
        if item.color != ink:
            item.setColor(ink)
        item.fill = self._white if halo else self._no_fill
        if not item.isVisible():
            item.setVisible(True)
        return item

    def _size(self, item: Any) -> QSizeF:
        size: QSizeF = item.textItem.boundingRect().size()
        return size

    def _font(self, role: str) -> QFont:
        if role == "actual":
            return theme.font(_px(self._look.value), weight=QFont.Weight.Bold)
        heavy = role in ("due", "demand")
        return theme.font(_px(self._look.label), weight=QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)

    def _colour(self, role: str) -> str:
        if role in ("actual", "forecast"):
            return theme.DATA
        return theme.TEXT if role in ("due", "demand") else self._look.faint


def _px(size: float) -> int:
    """A font size in whole pixels, never rounded down below what was asked."""
    return math.ceil(size - 1e-6)


def _width(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)
