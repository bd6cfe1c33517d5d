"""Sheets as a careful clerk makes them: titles, tables, widths, heights, page setup.

Content comes as cells of models/cells.py; text never becomes a formula. Styles are made once a
workbook and shared by its cells.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from db.workbooks.styles import GENERAL, HEAD, PLAIN, TITLE_FONT, Look, dress, light_look, number_format
from models.report.cells import Cell, Grid, Number

A3, A4 = 8, 9
MAX_TEXT = 32_767
MAX_HEIGHT = 400.0  # points; Excel's own limit is 409
MAX_WIDTH, USUAL_WIDTH = 60.0, 13.0
LINE_HEIGHT = 15.0
MAX_FOOTER, MAX_FOOTER_ACROSS = 22, 36  # what fits beside the page number; Excel takes 255 characters in all
CUT_OFF = "有的文字太长，纸上印不全；全文在单元格里，双击可看。"
_A4_ROOM = (523.0, 752.0)  # points between the margins of a portrait page
_SAFE = 0.97  # of a page's height, as Excel and LibreOffice differ a little
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CENTRED = frozenset({"—", "缺报"})


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its width in half-width characters and how its cells are aligned."""

    width: float
    align: str = "left"


def columns_of(
    *, left: Mapping[str, float], center: Mapping[str, float], right: Mapping[str, float]
) -> dict[str, SheetColumn]:
    """The columns of a table by their headings: the width of each, under its alignment."""
    columns = {}
    for align, widths in (("left", left), ("center", center), ("right", right)):
        for heading, width in widths.items():
            columns[heading] = SheetColumn(width, align)
    return columns


class Sheet:
    """A worksheet being filled from the top; rows and columns count from 1."""

    def __init__(self, book: Workbook, title: str, columns: Sequence[SheetColumn], styles: dict[Look, object]) -> None:
        self.sheet: Worksheet = book.create_sheet(sheet_name(title))
        self.columns = columns
        self.row = 1
        self.cut_off = False
        self._styles = styles
        self.sheet.sheet_view.showGridLines = False
        self._widths: dict[int, float] = {}
        for i, column in enumerate(columns, start=1):
            self._set_width(i, column.width)

    def put(self, row: int, column: int, value: Cell, look: Look) -> Any:
        """Write one cell, with a format and a column wide enough where it is a number."""
        cell: Any = self.sheet.cell(row, column)
        if isinstance(value, Number):
            look = look._replace(number_format=number_format(value))
            cell.value = value.value
            self.widen(column, len(f"{value.value:f}") + _width(value.before + value.after) + value.signed)
        elif isinstance(value, str):
            if value:
                cell.value = clean(value)
                cell.data_type = "s"
        else:
            cell.value = value
        cell._style = self._style(look, cell)
        return cell

    def widen(self, column: int, characters: int) -> None:
        """Make a column wide enough for a number: one that does not fit shows as ####."""
        if self._widths.get(column, USUAL_WIDTH) < characters + 2:
            self._set_width(column, min(characters + 2.0, MAX_WIDTH))

    def title(self, text: str, *, size: float = 20) -> None:
        """The title over the whole width."""
        height = height_of([(text, self._whole_width)], size, at_least=36)
        self._merged(text, Look("center", TITLE_FONT, size, border=False, wrap=True), height)

    def line(self, text: str, *, look: Look | None = None, height: float | None = None) -> None:
        """A line of text over the whole width, as high as it needs; a very long one goes on in further rows."""
        look = look or Look(border=False)
        padding = 5.0 if look.border else 1.0
        if height:
            self._merged(text, look, height)
            return
        for part in _parts(text, self._whole_width, look.size):
            self._merged(part, look, height_of([(part, self._whole_width)], look.size, padding=padding))

    def pair(self, left: str, right: str) -> None:
        """A line with something at its left and its right end."""
        self.put(self.row, 1, left, PLAIN)
        self.put(self.row, len(self.columns), right, Look("right", border=False, wrap=False))
        self.row += 1

    def head(self, names: Sequence[str]) -> int:
        """The heading row of a table; returns its number."""
        for i, name in enumerate(names, start=1):
            self.put(self.row, i, name, HEAD)
        widths = [column.width for column in self.columns]
        self.set_height(height_of(zip(names, widths, strict=False), HEAD.size, at_least=24))
        self.row += 1
        return self.row - 1

    def table(self, grid: Grid, *, lights: Iterable[str] = (), height: float | None = None) -> int:
        """A table with its headings; columns named in `lights` carry the row's colour. Returns the heading row.

        Rows are as high as their texts need, unless a height in points is given.
        """
        top = self.head(grid.columns)
        coloured = {i for i, name in enumerate(grid.columns) if name in set(lights)}
        for line in grid.lines:
            texts = []
            for i, value in enumerate(line.cells):
                look = Look(self.columns[i].align)
                if i in coloured:
                    look = light_look(line.light, line.status)
                elif isinstance(value, str) and value in _CENTRED:
                    look = Look("center")
                self.put(self.row, i + 1, value, look)
                if isinstance(value, str):
                    texts.append((value, self.columns[i].width))
            self.set_height(height or height_of(texts, 10.5, at_least=20))
            self.row += 1
        if not grid.lines:
            self.line(grid.empty, look=Look("center", border=True), height=24)
        return top

    def set_height(self, height: float) -> None:
        """Set the current row's height; what Excel cannot show of it is remembered as cut off."""
        self.cut_off = self.cut_off or height > MAX_HEIGHT
        self.sheet.row_dimensions[self.row].height = min(height, MAX_HEIGHT)

    def fits(self, height: float) -> bool:
        """Whether all since the last page break, and so many points more, fit on one A4 page as Excel prints it."""
        across = sum(c.width * 5.25 + 3.75 for c in self.columns)  # a character is 7 pixels, 5 between columns
        room = _A4_ROOM[1] * max(across / _A4_ROOM[0], 1.0) * _SAFE
        start = max((b.id for b in self.sheet.row_breaks.brk), default=0) + 1
        heights = (self.sheet.row_dimensions[row].height or LINE_HEIGHT for row in range(start, self.row))
        return sum(heights) + height <= room

    def new_page(self) -> None:
        """What follows is printed on a new page."""
        self.sheet.row_breaks.append(Break(id=self.row - 1))

    def skip(self, rows: int = 1) -> None:
        """Leave so many rows empty below what was written last."""
        self.row += rows

    def signature(self, text: str) -> None:
        """The line to sign on, below everything."""
        self.skip()
        self.line(text, look=Look(border=False, size=12), height=26)

    def page(
        self, *, paper: int, landscape: bool, head_row: int | None = None, footer: str = "", note: str = ""
    ) -> None:
        """Print setup: one page wide, heading rows repeated, page numbers, margins in inches."""
        sheet: Any = self.sheet
        sheet.page_setup.paperSize = paper
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.65, 0.3, 0.3
        sheet.print_options.horizontalCentered = True
        longest = MAX_FOOTER_ACROSS if landscape else MAX_FOOTER
        sheet.oddFooter.left.text, sheet.oddFooter.left.size = _footer(footer, longest), 9
        sheet.oddFooter.center.text, sheet.oddFooter.center.size = "第 &P 页，共 &N 页", 9
        sheet.oddFooter.right.text, sheet.oddFooter.right.size = _footer(note, longest), 9
        if head_row:
            sheet.print_title_rows = f"{head_row}:{head_row}"
        sheet.print_area = f"A1:{get_column_letter(len(self.columns))}{max(self.row - 1, 1)}"

    def merge(self, row: int, first: int, last: int, look: Look) -> None:
        """Make one cell of several in a row, with the first one's value; its border goes all round.

        openpyxl's own way compares with all merged cells before and mixes a style for each cell.
        """
        if look.border:
            for column in range(first + 1, last + 1):
                self.put(row, column, "", look)
        if last > first:
            self.sheet.merged_cells.ranges.add(CellRange(min_row=row, max_row=row, min_col=first, max_col=last))

    def _merged(self, text: str, look: Look, height: float) -> None:
        self.put(self.row, 1, text, look)
        self.merge(self.row, 1, len(self.columns), look)
        self.set_height(height)
        self.row += 1

    @property
    def _whole_width(self) -> float:
        return sum(c.width for c in self.columns)

    def _style(self, look: Look, cell: Any) -> object:
        style = self._styles.get(look)
        if style is None:
            if look.number_format == GENERAL:
                dress(cell, look)
            else:
                cell._style = copy(self._style(look._replace(number_format=GENERAL), cell))
                cell.number_format = look.number_format
            style = self._styles[look] = cell._style
        return style

    def _set_width(self, column: int, width: float) -> None:
        self._widths[column] = width
        self.sheet.column_dimensions[get_column_letter(column)].width = width


def clean(text: str) -> str:
    """Text that every reader accepts: no control characters, no halves of surrogate pairs, not too long."""
    return _UNCLEAN.sub("", text)[:MAX_TEXT]


def sheet_name(text: str) -> str:
    """A name that Excel takes: at most 31 characters, none of the signs it forbids, no apostrophe at its ends."""
    name = clean(text).translate({ord(c): "_" for c in "[]:*?/\\"}).strip("' ")
    return name[:31] or "表"


def height_of(texts: Iterable[tuple[str, float]], size: float, at_least: float = 18.0, padding: float = 5.0) -> float:
    """The height in points that wrapped texts need in columns of the given widths, however much that is."""
    lines = 1
    for text, width in texts:
        room = _room(width, size)
        if len(text) * 2 > room or "\n" in text:  # else it is one line, without counting
            lines = max(lines, _lines_of(text, room))
    return max(at_least, lines * LINE_HEIGHT * size / 10.5 + padding)


def _lines_of(text: str, room: float) -> int:
    """Lines that a text takes; an empty one between breaks counts."""
    lines = 0
    for part in text.split("\n"):
        lines += max(1, ceil(_width(part) / room))
    return lines


def new_book(title: str) -> Workbook:
    """An empty workbook with its properties."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = clean(title)
    book.properties.creator = "要点通"
    return book


def save_book(book: Workbook, path: Path) -> None:
    """Write a workbook by way of memory: on a full disk openpyxl leaves the file open, and Windows then keeps it."""
    content = BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())


def _width(text: str) -> int:
    """Half-width characters that a text takes: two for a Chinese one."""
    return len(text.encode("gbk", "replace"))


def _room(width: float, size: float) -> float:
    """Half-width characters that a line of a column of this width holds."""
    return max((width - 1.5) * 10.5 / size, 2)


def _parts(text: str, width: float, size: float) -> Iterator[str]:
    """A text in parts that rows of the greatest height hold, divided behind punctuation."""
    room = _room(width, size) * ((MAX_HEIGHT - 5) // (LINE_HEIGHT * size / 10.5) - 2)
    while _width(text) > room:
        end = len(text)
        while _width(text[:end]) > room:
            end = end * 9 // 10
        end = max((text.rfind(mark, end // 2, end) for mark in "、，；。\n"), default=-1) + 1 or end
        yield text[:end]
        text = text[end:]
    yield text


def _footer(text: str, longest: int) -> str:
    """Text as part of a footer: & doubled, one line, short."""
    line = " ".join(clean(text).split())
    if len(line) > longest:
        line = line[: longest - 1] + "…"
    return line.replace("&", "&&")
