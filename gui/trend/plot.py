"""Painting one chart with pyqtgraph: lines, dots and the labels at their ends, on screen and on the projector.

The view's coordinates are pixels: a pen that is scaled with the picture would else be thinner on
a screen of another scaling, and labels can be placed where none hides another.
"""

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QGraphicsPolygonItem, QWidget

from gui.kit import theme
from gui.trend.drawing import Curve, Drawing
from gui.trend.frame import Frame
from gui.trend.lettering import Lettering, label_font, whole_px, width_of

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
    """One target's chart, in the look and with the months it is given."""

    def __init__(self, look: theme.ChartLook = theme.CHART, months: tuple[int, ...] = MONTHS) -> None:
        super().__init__()
        self._look, self._months = look, months
        self._drawing: Drawing | None = None
        self._view = pg.GraphicsView(background=theme.PANEL)
        self._view.setAntialiasing(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAttribute(
            Qt.WidgetAttribute.WA_TransparentForMouseEvents
        )  # clicks and the wheel belong to the pane
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0, invertY=True)
        pg.ViewBox.AllViews.pop(self._box, None)  # else pyqtgraph complains when the program ends
        self._box.disableAutoRange()
        self._view.setCentralItem(self._box)
        self._view.setParent(self)
        self._curves = {name: self._curve(z) for z, name in enumerate(
            ("grid", "axis", "cursor", "last_year", "demand", "pace", "forecast", "halo", "actual")
        )}  # fmt: skip
        self._bands = [self._band(), self._band()]
        self._dots = pg.ScatterPlotItem(useCache=False, pxMode=True)
        self._dots.setZValue(20)
        self._box.addItem(self._dots, ignoreBounds=True)
        self._lettering = Lettering(self._text, self._box.removeItem)
        self._dress()

    def set_look(self, look: theme.ChartLook) -> None:
        """Draw everything larger or smaller."""
        self._look = look
        self._dress()
        self.arrange()

    def show_drawing(self, drawing: Drawing | None, lay_out: Callable[[], object] = lambda: None) -> None:
        """Draw something else, once, at the size that `lay_out` gives the chart; None leaves it empty."""
        self._drawing, before = drawing, self.size()
        lay_out()
        if self.size() == before or not self.isVisible():  # else it is drawn already
            self.arrange()

    def labels(self) -> list[tuple[str, QRectF, int]]:
        """The texts in view, where they stand and the size of their font, in pixels."""
        return self._lettering.labels()

    def rebuild(self) -> None:
        """Forget every text with its font and lay everything out again."""
        self._lettering.forget()
        self.arrange()

    def arrange(self) -> None:
        """Measure, map and place everything anew."""
        width, height = float(self.width()), float(self.height())
        self._lettering.begin(self._look)
        if self._drawing is None or width < FEWEST or height < FEWEST:
            self._clear()
        else:
            self._box.setRange(xRange=(0, width), yRange=(0, height), padding=0)
            font = theme.font(whole_px(self._look.axis))
            frame = self._frame(self._drawing, font)
            self._draw_lines(self._drawing, frame)
            self._draw_dots(self._drawing, frame)
            self._lettering.write_scale(frame, font)
            self._lettering.write_months(self._drawing, frame, font, self._months, width)
            self._lettering.write_labels(self._drawing, frame, width)
        self._lettering.finish()

    def event(self, event: QEvent) -> bool:
        """On a screen of another density fonts are measured anew and everything is drawn anew."""
        handled = super().event(event)
        if event.type() in _ANEW:
            self.rebuild()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels and lines follow the size."""
        super().resizeEvent(event)
        self._view.setGeometry(self.rect())
        self.arrange()

    def _curve(self, z: int) -> Any:
        curve = pg.PlotCurveItem(antialias=True)
        curve.setZValue(z)
        self._box.addItem(curve, ignoreBounds=True)
        return curve

    def _band(self) -> QGraphicsPolygonItem:
        """An area behind every line: what is still 左右."""
        area = QGraphicsPolygonItem()
        area.setPen(QPen(Qt.PenStyle.NoPen))
        area.setBrush(QColor(theme.BAND))
        area.setZValue(-1)
        self._box.addItem(area, ignoreBounds=True)
        return area

    def _text(self) -> Any:
        made = pg.TextItem(anchor=(0, 0))
        made.textItem.document().setDocumentMargin(0)
        made.setZValue(30)
        self._box.addItem(made, ignoreBounds=True)
        return made

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
            # white around the actual line, which crosses others
            "halo": pen(theme.PANEL, look.thick * 2),
            "actual": pen(theme.DATA, look.thick),
        }.items():
            self._curves[name].setPen(made)

    def _clear(self) -> None:
        for curve in self._curves.values():
            curve.setData(_values(()), _values(()))
        self._dots.setData(x=_values(()), y=_values(()))
        for area in self._bands:
            area.setPolygon(QPolygonF())

    def _frame(self, drawing: Drawing, font: QFont) -> Frame:
        """What scale, months and the labels at the right edge leave for the lines."""
        look, line = self._look, QFontMetricsF(font).height()
        steps = (self.height() - line * 2) / (line * 2.2)
        axis = drawing.axis(int(max(2, min(MOST, steps))))
        scale = max((width_of(font, text) for _, text in axis.ticks), default=0.0)
        ends = [width_of(label_font(look, label.line), label.text) for label in drawing.at_year_end]
        left = max(scale + look.gap * 1.5, look.axis * 3.2)
        # alike in most panes, so that months stand in line
        right = max(max(ends, default=0.0) + look.gap * 2, look.label * 6.6)
        wide, high = max(self.width() - left - right, 10.0), max(self.height() - line * 2.1, 10.0)
        return Frame(QRectF(left, line * 0.7, wide, high), axis)

    def _draw_lines(self, drawing: Drawing, frame: Frame) -> None:
        area, axis = frame.area, frame.axis
        for name, curve in (
            ("last_year", drawing.last_year), ("demand", drawing.demand), ("pace", drawing.pace),
            ("forecast", drawing.forecast), ("halo", drawing.actual), ("actual", drawing.actual),
        ):  # fmt: skip
            shown = curve if curve.known else Curve()  # nothing but gaps is more than pyqtgraph can draw
            x, y = map(frame.x, shown.x), map(frame.y, shown.y)
            self._curves[name].setData(_values(x), _values(y), connect="finite")
        self._draw_bands(drawing, frame)
        heights = _values(frame.y(value) for value, _ in axis.ticks)
        across = np.tile(_values((area.left(), area.right())), len(heights))
        self._curves["grid"].setData(across, np.repeat(heights, 2), connect="pairs")
        base = frame.y(0) if axis.low <= 0 <= axis.high else area.bottom()
        self._curves["axis"].setData(_values((area.left(), area.right())), _values((base, base)))
        at = frame.x(drawing.cursor)
        self._curves["cursor"].setData(_values((at, at)), _values((area.top() * 0.5, area.bottom())))

    def _draw_bands(self, drawing: Drawing, frame: Frame) -> None:
        for area in self._bands:
            area.setPolygon(QPolygonF())
        for area, outline in zip(self._bands, drawing.bands, strict=False):
            area.setPolygon(QPolygonF([frame.at(x, y) for x, y in outline.known]))

    def _draw_dots(self, drawing: Drawing, frame: Frame) -> None:
        look = self._look
        full, hollow = QColor(theme.DATA), QColor(theme.PANEL)
        spots: list[dict[str, Any]] = []

        def dot(at: QPointF, size: float, brush: QColor, edge: str, width: float) -> None:
            """The pen grows with the symbol, which is drawn at size 1."""
            spots.append({"pos": (at.x(), at.y()), "size": size, "brush": brush, "pen": pen(edge, width / size)})

        if drawing.due is not None:
            dot(frame.at(drawing.due.x, drawing.due.y), look.dot * 1.3, hollow, theme.TEXT, look.line)
        for month in drawing.missing:
            ring = QPointF(frame.x(month), frame.area.bottom())
            dot(ring, look.dot * 1.6, hollow, theme.MISSING.colour, look.line)
        newest = drawing.actual.known[-1:]
        for x, y, expected in zip(drawing.actual.x, drawing.actual.y, drawing.hollow, strict=True):
            if not math.isfinite(y):
                continue
            size = look.end_dot if [(x, y)] == newest else look.dot
            if expected:
                dot(frame.at(x, y), size, hollow, theme.DATA, look.thick * 0.75)
            else:
                dot(frame.at(x, y), size + look.thin, full, theme.PANEL, look.thin)
        self._dots.setData(spots=spots)


def _values(numbers: Iterable[float]) -> npt.NDArray[np.float64]:
    """Numbers as pyqtgraph takes them: arrays of objects make it crash."""
    return np.asarray(list(numbers), dtype=float)
