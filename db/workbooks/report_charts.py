"""Native charts of the quarter's report, on a normal sheet (chart sheets are blank in WPS).

Their figures stand on the same sheet, to the right of the printed area, so that they can be
checked and the charts still work after copying.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from operator import attrgetter
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from db.workbooks.sheets import Sheet, clean
from db.workbooks.styles import Look
from models.judging.groups import COUNTED
from models.judging.statuses import Total
from models.judging.trend import Trend, TrendPoint
from models.plan.entities import Kind
from models.plan.quantity import normal, rounded
from models.report.cells import Grid, Number
from resources import colours

FIGURES_AT = 17  # first column of the figures, right of the print area
MAX_NAME = 18
_MOST_OF_A_COLUMN = 600_000  # of 648,000 units
_FEW = 12  # targets in a bar, up to which every one has its mark on the axis
COLUMNS, TREND_ROWS = 14, 18  # of the charts' sheet: what is printed, and what a trend covers
# of a bar, and of the number on it
_COLOURS: Mapping[str, tuple[str, str]] = {
    Total.DONE: (colours.DONE, colours.PANEL),
    Total.ON_PACE: (colours.BAR_ON_PACE, colours.TEXT),
    Total.SLOW: (colours.BAR_SLOW, colours.TEXT),
    Total.BEHIND: (colours.RED, colours.PANEL),
    Total.MISSING: (colours.BAR_MISSING, colours.TEXT),
}
# of a trend: colour, dash, width in EMU
_SMALL, _PLAIN = Look(border=False, size=9, wrap=False), Look("right", border=False, size=9, wrap=False)
_COUNT = _PLAIN._replace(number_format="0;;")  # a status that does not occur has no label


def _bare(token: str) -> str:
    """A colour as charts write it, without the #."""
    return token.removeprefix("#")


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of a trend chart: its name in the legend, the figure of a month, and how it is drawn."""

    name: str
    of: Callable[[TrendPoint], Fraction | Decimal | None]
    colour: str
    dash: Any
    width: int
    always: bool = False
    marked: bool = False


_STROKES = (
    Stroke("实际", attrgetter("actual"), _bare(colours.DATA), "solid", 28575, always=True, marked=True),
    Stroke("应达", attrgetter("pace"), _bare(colours.TEXT), "dash", 15875),
    Stroke("年度目标", attrgetter("target"), _bare(colours.TEXT), "solid", 9525, always=True),
    Stroke("上年", attrgetter("last_year"), _bare(colours.LAST_YEAR), "sysDot", 19050),
)


def draw_counts(sheet: Sheet, grid: Grid, title: str, at: int, row: int) -> tuple[int, int]:
    """Stacked bars of statuses from row `at`, one bar a line of the grid; figures from `row`.

    Returns the next free row of the charts and of the figures.
    """
    names = [name for name, _ in COUNTED]
    bars = _bars(grid, names)
    if not bars:
        return at, row
    _write_row(sheet, row, [grid.columns[0], *names])
    for i, (name, counts) in enumerate(bars, start=1):
        _write_row(sheet, row + i, [_short(name), *counts], _COUNT)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    _add_series(chart, sheet, row, len(bars), len(names))
    for series, name in zip(chart.series, names, strict=True):
        fill, ink = _COLOURS[name]
        series.graphicalProperties = GraphicalProperties(solidFill=_bare(fill))
        series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
        series.dLbls.showPercent = False
        series.dLbls.numFmt = _COUNT.number_format
        series.dLbls.txPr = _text(900, ink)
    chart.x_axis.scaling.orientation = "maxMin"  # the plan's order, from the top
    if max(sum(counts) for _, counts in bars) <= _FEW:
        chart.y_axis.majorUnit = 1  # else Excel writes halves of a target
    chart.y_axis.number_format = "0"
    chart.y_axis.crosses = "max"  # with the order turned round, this is the bottom
    _finish(chart, title)
    rows = 7 + ceil(1.4 * len(bars))
    _place(sheet, chart, at, rows, 0, COLUMNS)
    return at + rows + 1, row + len(bars) + 2


def _bars(grid: Grid, names: Sequence[str]) -> list[tuple[str, list[int]]]:
    """What each line of the grid is called and how often each status stands in it; lines of none are left out."""
    places = [grid.columns.index(name) for name in names]
    bars = []
    for line in grid.lines:
        counts = [int(str(line.cells[place])) for place in places]
        if any(counts):
            bars.append((str(line.cells[0]), counts))
    return bars


def draw_trend(sheet: Sheet, trend: Trend, at: int, side: int, row: int) -> int:
    """A target through the year: actual, pace, target, last year; a missing month is a gap.

    From row `at`, on the left (side 0) or the right (1); returns the next free row of the figures.
    """
    strokes = _strokes(trend)
    _write_row(sheet, row, [trend.target.full_name, *(stroke.name for stroke in strokes)])
    for i, point in enumerate(trend.points, start=1):
        figures = [_figure(stroke.of(point)) for stroke in strokes]
        _write_row(sheet, row + i, [f"{point.period.month}月", *figures])
    chart = LineChart()
    _add_series(chart, sheet, row, len(trend.points), len(strokes))
    for series, stroke in zip(chart.series, strokes, strict=True):
        _dress(series, stroke)
    chart.y_axis.number_format = "General"
    if trend.target.kind is Kind.CUMULATIVE:
        chart.y_axis.scaling.min = 0
    chart.x_axis.tickLblPos = "low"
    unit = f"（{trend.target.unit}）" if trend.target.unit else ""
    _finish(chart, f"{trend.target.full_name}{unit}")
    chart.display_blanks = "gap" if _has_missing(trend) else "span"
    half = COLUMNS // 2
    _place(sheet, chart, at, TREND_ROWS, side * half, half)
    return row + len(trend.points) + 2


def _strokes(trend: Trend) -> list[Stroke]:
    """The lines that a target has: actual and target always, pace and last year where any month knows them."""

    def has_any(stroke: Stroke) -> bool:
        return any(stroke.of(point) is not None for point in trend.points)

    return [stroke for stroke in _STROKES if stroke.always or has_any(stroke)]


def _figure(value: Fraction | Decimal | None) -> Number | None:
    if value is None:
        return None
    if isinstance(value, Decimal):  # what was typed is shown as it was
        return Number(value)
    return Number(normal(rounded(value, 4)))


def _dress(series: Any, stroke: Stroke) -> None:
    line = LineProperties(solidFill=stroke.colour, prstDash=stroke.dash, w=stroke.width)
    series.graphicalProperties = GraphicalProperties(ln=line)
    series.smooth = False
    if not stroke.marked:
        series.marker.symbol = "none"
        return
    series.marker.symbol = "circle"
    series.marker.size = 6
    series.marker.graphicalProperties = GraphicalProperties(solidFill=stroke.colour)
    series.marker.graphicalProperties.line.solidFill = stroke.colour


def _short(name: str) -> str:
    """A name as it fits beside its bar."""
    if len(name) <= MAX_NAME:
        return name
    return name[: MAX_NAME - 1] + "…"


def _has_missing(trend: Trend) -> bool:
    """Whether a report is missing between others: then the line breaks; months not due are bridged."""
    shown = [p.period.month for p in trend.points if p.actual is not None]
    if not shown:
        return False
    step = trend.target.cadence.months
    due = {month for month in range(step, shown[-1], step) if month > shown[0]}
    return not due <= set(shown)


def _write_row(sheet: Sheet, row: int, values: Sequence[Any], look: Look = _PLAIN) -> None:
    for i, value in enumerate(values):
        if value is None:
            continue
        is_name = i == 0 or isinstance(value, str)
        sheet.put(row, FIGURES_AT + i, value, _SMALL if is_name else look)


def _add_series(chart: Any, sheet: Sheet, row: int, lines: int, series: int) -> None:
    area = sheet.sheet
    data = Reference(area, min_col=FIGURES_AT + 1, max_col=FIGURES_AT + series, min_row=row, max_row=row + lines)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(area, min_col=FIGURES_AT, min_row=row + 1, max_row=row + lines))


def _place(sheet: Sheet, chart: Any, at: int, rows: int, left: int, columns: int) -> None:
    """Tie a chart to cells, so that it keeps its place whatever the width of a character is.

    It ends within its last column, so that its frame is printed.
    """
    begin = AnchorMarker(col=left, row=at - 1)
    end = AnchorMarker(col=left + columns - 1, colOff=_MOST_OF_A_COLUMN, row=at - 1 + rows)
    chart.anchor = TwoCellAnchor("twoCell", _from=begin, to=end)
    sheet.sheet.add_chart(chart)


def _finish(chart: Any, title: str) -> None:
    """Title, legend and fonts; axes must be told not to be deleted."""
    chart.title = clean(title)  # as every cell: else the whole workbook is damaged to Excel
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_characters(1300, colours.TEXT, bold=True))
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = _characters(1300, colours.TEXT, bold=True)
    chart.title.overlay = False
    chart.legend.position = "b"
    chart.legend.txPr = _text(1000)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = _text(1000)
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_bare(colours.GRIDLINE)))
    chart.plot_visible_only = False
    chart.roundedCorners = False


@cache
def _text(size: int, colour: str = colours.TEXT) -> RichText:
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_characters(size, colour)), endParaRPr=CharacterProperties())
    return RichText(p=[paragraph])


@cache
def _characters(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    face = Font(typeface="微软雅黑")
    return CharacterProperties(sz=size, b=bold, solidFill=_bare(colour), latin=face, ea=face)
