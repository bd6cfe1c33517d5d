"""The texts of a chart: its scale and months, the labels at line ends and beside points."""

import math
from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF

from gui.kit import theme
from gui.trend.drawing import ChartLine, Drawing
from gui.trend.frame import Frame
from gui.trend.labels import APART, beside, free_place, inside, stack

LEADING = 1.45  # a line of text is this many times as high as its ink


class Lettering:
    """Writes one chart's texts with text items of the chart library, made once and used again.

    `make` makes an item in the chart, `drop` takes one away for good. Between `begin` and `finish`
    everything is written anew; what is not written again is hidden.
    """

    def __init__(self, make: Callable[[], Any], drop: Callable[[Any], object]) -> None:
        self._make, self._drop = make, drop
        self._pools: dict[str, list[Any]] = {}  # one for each purpose: most items then say again what they said
        self._used: Counter[str] = Counter()
        self._white, self._no_fill = QBrush(QColor(theme.PANEL)), QBrush(Qt.BrushStyle.NoBrush)
        self._look = theme.CHART

    def begin(self, look: theme.ChartLook) -> None:
        """Start again, in the sizes of a look."""
        self._look = look
        self._used.clear()

    def finish(self) -> None:
        """Hide what was written before and not now."""
        for purpose, items in self._pools.items():
            for item in items[self._used[purpose] :]:
                item.setVisible(False)

    def forget(self) -> None:
        """Drop every item: fonts are measured anew, as a screen of another density needs."""
        for item in chain.from_iterable(self._pools.values()):
            self._drop(item)
        self._pools = {}

    def labels(self) -> list[tuple[str, QRectF, int]]:
        """The texts in view, where they stand and the size of their font, in pixels."""
        found = []
        for purpose, items in self._pools.items():
            for item in items[: self._used[purpose]]:
                place = QRectF(item.pos(), _size(item))
                found.append((item.textItem.toPlainText(), place, item.textItem.font().pixelSize()))
        return found

    def write_scale(self, frame: Frame, font: QFont) -> None:
        """The round numbers left of the lines."""
        for value, text in frame.axis.ticks:
            item = self._write("scale", text, font, self._faint())
            size = _size(item)
            item.setPos(frame.area.left() - self._look.gap - size.width(), frame.y(value) - size.height() / 2)

    def write_months(self, drawing: Drawing, frame: Frame, font: QFont, months: tuple[int, ...], width: float) -> None:
        """The months below the lines; the one looked at comes first and is bold."""
        top = frame.area.bottom() + self._look.gap * 0.7
        heavy = QFont(font)
        heavy.setWeight(QFont.Weight.Bold)
        names = [(drawing.cursor, drawing.cursor_text, heavy, theme.TEXT)]
        names += [(float(m), f"{m}月", font, self._faint()) for m in months if m != drawing.cursor]
        taken: list[QRectF] = []
        for month, text, used, token in names:
            wide = width_of(used, text)
            rect = QRectF(frame.x(month) - wide / 2 - 4, top, wide + 8, 10)
            if any(rect.intersects(other) for other in taken) or rect.right() > width + 4:
                continue
            taken.append(rect)
            item = self._write("month", text, used, token)
            item.setPos(frame.x(month) - _size(item).width() / 2, top)

    def write_labels(self, drawing: Drawing, frame: Frame, width: float) -> None:
        """Labels at line ends first, then the value and what is due, then the rest, where there is room."""
        area, gap = frame.area, self._look.gap
        bounds = QRectF(area.left() + 1, 0, width - area.left() - 1, area.bottom() - 1)
        taken = self._write_ends(drawing, frame)
        avoided = self._dots(drawing, frame)
        for label, above in drawing.beside_points:
            item = self._write("label", label.text, label_font(self._look, label.line), self._ink(label.line))
            item.fill = self._white  # lines may pass below it
            places = beside(frame.at(label.x, label.y), _size(item), gap, above=above, falling=drawing.falling)
            if label.line is ChartLine.VERSION:
                places.insert(0, inside(places[0], bounds))
            place = free_place(places, taken, avoided, bounds)
            item.setPos(place.topLeft())
            taken.append(place)

    def _write_ends(self, drawing: Drawing, frame: Frame) -> list[QRectF]:
        """The labels at the right edge, and what they cover."""
        left = frame.area.right() + self._look.gap
        height = QFontMetricsF(theme.font(whole_px(self._look.label))).height() / LEADING * APART
        labels = drawing.at_year_end
        centres = stack([frame.y(label.y) for label in labels], height, 0, frame.area.bottom())
        covered = []
        for label, centre in zip(labels, centres, strict=True):
            item = self._write("end", label.text, label_font(self._look, label.line), self._ink(label.line))
            size = _size(item)
            item.setPos(left, centre - size.height() / 2)
            covered.append(QRectF(left, centre - height / 2, size.width(), height))
        return covered

    def _dots(self, drawing: Drawing, frame: Frame) -> list[QRectF]:
        """The dots that labels had better not cover."""
        size = self._look.end_dot
        points = [frame.at(x, y) for x, y in drawing.actual.known]
        if drawing.due is not None:
            points.append(frame.at(drawing.due.x, drawing.due.y))
        corner = QPointF(size / 2, size / 2)
        return [QRectF(point - corner, QSizeF(size, size)) for point in points]

    def _write(self, purpose: str, text: str, font: QFont, token: str) -> Any:
        """An item of its purpose's pool that says this now; without a ground of its own."""
        pool = self._pools.setdefault(purpose, [])
        if self._used[purpose] == len(pool):
            pool.append(self._make())
        item = pool[self._used[purpose]]
        self._used[purpose] += 1
        # what is set anew is laid out anew, also where nothing changed
        if item.textItem.font() != font:
            item.setFont(font)
        item.setText(text)
        ink = QColor(token)
        if item.color != ink:
            item.setColor(ink)
        # without a ground of its own, unless it is given one after this
        item.fill = self._no_fill
        if not item.isVisible():
            item.setVisible(True)
        return item

    def _faint(self) -> str:
        """The axes' colour: small texts are darker than the labels of the same look."""
        return theme.TEXT2 if self._look.faint == theme.TEXT3 else self._look.faint

    def _ink(self, line: ChartLine) -> str:
        if line in (ChartLine.ACTUAL, ChartLine.FORECAST):
            return theme.DATA
        if line in (ChartLine.PACE, ChartLine.DEMAND):
            return theme.TEXT
        return self._look.faint


def label_font(look: theme.ChartLook, line: ChartLine) -> QFont:
    """The font of a label: the value's is the largest, what is due and the target are heavier than the rest."""
    if line is ChartLine.ACTUAL:
        return theme.font(whole_px(look.value), weight=QFont.Weight.Bold)
    if line in (ChartLine.PACE, ChartLine.DEMAND):
        return theme.font(whole_px(look.label), weight=QFont.Weight.DemiBold)
    return theme.font(whole_px(look.label), weight=QFont.Weight.Normal)


def whole_px(size: float) -> int:
    """A font size in whole pixels, never rounded down below what was asked."""
    return math.ceil(size - 1e-6)


def width_of(font: QFont, text: str) -> float:
    """How wide a text is, in pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def _size(item: Any) -> QSizeF:
    size: QSizeF = item.textItem.boundingRect().size()
    return size
