"""Native charts of the quarter's report, on a normal sheet (chart sheets are blank in WPS).

Their figures stand on the same sheet, to the right of the printed area, so that they can be
checked and the charts still work after copying.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from db.workbooks.sheets import Sheet
from db.workbooks.styles import Look
from models.judging.groups import COUNTED
from models.judging.statuses import Total
from models.judging.trend import Trend
from models.plan.quantity import normal, rounded
from models.report.cells import Grid, Number
from resources import colours

FIGURES_AT = 17  # first column of the figures, right of the print area
MAX_NAME = 18
_MOST_OF_A_COLUMN = 600_000  # of 648,000 units
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
_LINES: Mapping[str, tuple[str, Any, int]] = {
    "实际": (colours.DATA, "solid", 28575),
    "应达": (colours.TEXT, "dash", 15875),
    "年度目标": (colours.TEXT, "solid", 9525),
    "上年": (colours.LAST_YEAR, "sysDot", 19050),
}
_SMALL, _PLAIN = Look(border=False, size=9, wrap=False), Look("right", border=False, size=9, wrap=False)
_COUNT = _PLAIN._replace(number_format="0;;")  # a status that does not occur has no label


def draw_counts(sheet: Sheet, grid: Grid, title: str, at: int, row: int) -> tuple[int, int]:
    """Stacked bars of statuses from row `at`, one bar a line of the grid; figures from `row`.

    Returns the next free row of the charts and of the figures.
    """
    names = [name for name, _ in COUNTED]
    places = [grid.columns.index(n) for n in names]
    lines = [line for line in grid.lines if any(line.cells[p] for p in places)]
    if not lines:
        return at, row
    _write_row(sheet, row, [grid.columns[0], *names])
    for i, line in enumerate(lines, start=1):
        _write_row(sheet, row + i, [_short(str(line.cells[0])), *(line.cells[p] for p in places)], _COUNT)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    _add_series(chart, sheet, row, len(lines), len(names))
    for series, name in zip(chart.series, names, strict=True):
        fill, ink = _COLOURS[name]
        series.graphicalProperties = GraphicalProperties(solidFill=_bare(fill))
        series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
        series.dLbls.showPercent = False
        series.dLbls.numFmt = _COUNT.number_format
        series.dLbls.txPr = _text(900, ink)
    chart.x_axis.scaling.orientation = "maxMin"  # the plan's order, from the top
    chart.y_axis.majorUnit = 1 if lines and _largest(lines, places) <= 12 else None
    chart.y_axis.number_format = "0"
    chart.y_axis.crosses = "max"  # with the order turned round, this is the bottom
    _finish(chart, title)
    rows = 7 + ceil(1.4 * len(lines))
    _place(sheet, chart, at, rows, 0, COLUMNS)
    return at + rows + 1, row + len(lines) + 2


def draw_trend(sheet: Sheet, trend: Trend, at: int, side: int, row: int) -> int:
    """A target through the year: actual, pace, target, last year; a missing month is a gap.

    From row `at`, on the left (side 0) or the right (1); returns the next free row of the figures.
    """
    paced = any(p.pace is not None for p in trend.points)
    with_past = any(p.last_year is not None for p in trend.points)
    names = ["实际", *(["应达"] if paced else []), "年度目标", *(["上年"] if with_past else [])]
    _write_row(sheet, row, [trend.target.full_name, *names])
    for i, point in enumerate(trend.points, start=1):
        values = [point.actual, *([point.pace] if paced else []), point.target]
        cells: list[Any] = [None if v is None else Number(normal(rounded(v, 4))) for v in values]
        if with_past:
            cells.append(None if point.last_year is None else Number(point.last_year))
        _write_row(sheet, row + i, [f"{point.period.month}月", *cells])
    chart = LineChart()
    _add_series(chart, sheet, row, len(trend.points), len(names))
    for series, name in zip(chart.series, names, strict=True):
        token, dash, width = _LINES[name]
        colour = _bare(token)
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colour, prstDash=dash, w=width))
        series.smooth = False
        series.marker.symbol = "circle" if name == "实际" else "none"
        if name == "实际":
            series.marker.size = 6
            series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
            series.marker.graphicalProperties.line.solidFill = colour
    chart.y_axis.number_format = "General"
    if trend.target.kind.value == "cumulative":
        chart.y_axis.scaling.min = 0
    chart.x_axis.tickLblPos = "low"
    unit = f"（{trend.target.unit}）" if trend.target.unit else ""
    _finish(chart, f"{trend.target.full_name}{unit}")
    chart.display_blanks = "gap" if _has_missing(trend) else "span"
    half = COLUMNS // 2
    _place(sheet, chart, at, TREND_ROWS, side * half, half)
    return row + len(trend.points) + 2


def _short(name: str) -> str:
    """A name beside its bar."""
    return name if len(name) <= MAX_NAME else name[: MAX_NAME - 1] + "…"


def _has_missing(trend: Trend) -> bool:
    """Whether a report is missing between others: then the line breaks; months not due are bridged."""
    shown = [p.period.month for p in trend.points if p.actual is not None]
    step = trend.target.cadence.months
    return bool(shown) and any(m not in shown for m in range(step, shown[-1], step) if m > shown[0])


def _largest(lines: Sequence[Any], places: Sequence[int]) -> int:
    return max(sum(int(line.cells[p]) for p in places) for line in lines)


def _write_row(sheet: Sheet, row: int, values: Sequence[Any], look: Look = _PLAIN) -> None:
    for i, value in enumerate(values):
        if value is not None:
            sheet.put(row, FIGURES_AT + i, value, look if i and not isinstance(value, str) else _SMALL)


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
    chart.title = title
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


def _bare(token: str) -> str:
    """A colour as charts write it, without the #."""
    return token.removeprefix("#")


@cache
def _text(size: int, colour: str = colours.TEXT) -> RichText:
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_characters(size, colour)), endParaRPr=CharacterProperties())
    return RichText(p=[paragraph])


@cache
def _characters(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    face = Font(typeface="微软雅黑")
    return CharacterProperties(sz=size, b=bold, solidFill=_bare(colour), latin=face, ea=face)
