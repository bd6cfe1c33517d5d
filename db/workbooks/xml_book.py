"""A workbook in Excel's XML of 2003, which systems hand out as .xls: its cells, merges, hidden rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from openpyxl.xml.functions import iterparse

from db.disk import log
from db.workbooks.cells import SheetGrid
from db.workbooks.limits import MAX_XML_ELEMENTS, CellCount, Rows, Sheets, refuse_sheets, too_large
from db.workbooks.merges import Tall
from db.workbooks.old_workbook import OldCell
from models.intake.outside_table import OutsideTable

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_DECLARED = re.compile(r"\s*<\?xml[^>]{0,200}\?>")  # it may name an encoding that the text has no more
_TYPES = {"Number": "n", "DateTime": "d", "Boolean": "b", "Error": "e"}
_NAMED = {"Percent": "0.00%", "Short Date": "yyyy-mm-dd", "Long Date": "yyyy-mm-dd", "General Date": "yyyy-mm-dd"}


def xml_tables(name: str, text: str) -> list[OutsideTable]:
    """The visible sheets; raises Refusal, and whatever the parser raises for a broken file."""
    return [sheet.grid.table(sheet.title) for sheet in _sheets(name, text) if sheet.visible]


def xml_cells(name: str, text: str, tall: dict[str, Tall]) -> Sheets:
    """The filled cells of every sheet by row, hidden sheets too, and what is merged; raises as `xml_tables` does."""
    sheets = _sheets(name, text)
    tall.update({sheet.title: sheet.tall for sheet in sheets})
    return [(sheet.title, sheet.rows) for sheet in sheets]


def _sheets(name: str, text: str) -> "list[_XmlSheet]":
    """The sheets in their order."""
    if text.count("<") - text.count("</") > MAX_XML_ELEMENTS:
        raise too_large(name)
    looks: dict[str, _Look] = {}
    sheets: list[_XmlSheet] = []
    count = CellCount(name)
    source = BytesIO(_DECLARED.sub("", text, count=1).encode("utf-8", "replace"))
    sheet = _XmlSheet("", count, looks)
    for event, element in iterparse(source, events=("start", "end")):
        if event == "start":
            if element.tag == f"{_SPACE}Worksheet":
                sheet = _XmlSheet(element.get(f"{_SPACE}Name", ""), count, looks)
                sheets.append(sheet)
                refuse_sheets(name, len(sheets))
        elif element.tag == f"{_SPACE}Style":
            looks[element.get(f"{_SPACE}ID", "")] = _look(element)
        elif element.tag == f"{_SPACE}Row":
            sheet.take(element)
            element.clear()
        elif element.tag == f"{_EXCEL}Visible":
            sheet.visible = (element.text or "") == "SheetVisible"
        elif element.tag == f"{_SPACE}Worksheet":
            element.clear()
    return sheets


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says that matters: the number's format, and whether it is crossed out."""

    number_format: str = ""
    struck: bool = False


def _look(element: Any) -> _Look:
    shape, font = element.find(f"{_SPACE}NumberFormat"), element.find(f"{_SPACE}Font")
    written, struck = "", False
    if shape is not None:
        written = shape.get(f"{_SPACE}Format", "")
    if font is not None:
        struck = font.get(f"{_SPACE}StrikeThrough", "0") == "1"
    return _Look(_NAMED.get(written, written), struck)


@dataclass(slots=True)
class _XmlSheet:
    """A sheet while it is read; `row` is the number of the last one."""

    title: str
    count: CellCount
    looks: Mapping[str, _Look]
    grid: SheetGrid = field(default_factory=SheetGrid)
    rows: Rows = field(default_factory=list)
    tall: Tall = field(default_factory=dict)
    row: int = 0
    visible: bool = True

    def __post_init__(self) -> None:
        self.count.begin()

    def take(self, element: Any) -> None:
        """A row with its cells, which may say at what number they go on."""
        self.row = max(_number(element, "Index", self.row + 1), self.row + 1)  # Excel writes none above the last one
        if element.get(f"{_SPACE}Hidden", "0") == "1":
            self.grid.hidden.add(self.row)
        column, cells = 0, []
        for cell in element.iter(f"{_SPACE}Cell"):
            column = _number(cell, "Index", column + 1)
            self.count.add(1, self.title)
            across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
            if across or down:
                self.grid.merge((self.row, column), (self.row + down, column + across))
            if down:
                self.tall[self.row, column] = self.row + down
            filled = self._cell(cell, column)
            if filled is not None:
                self.count.refuse_far(self.title, self.row, column)
                cells.append(filled)
            column += across
        self.grid.fill([(self.row, cells)])
        if cells:
            self.rows.append((self.row, cells))

    def _cell(self, element: Any, column: int) -> OldCell | None:
        data = element.find(f"{_SPACE}Data")
        if data is None:
            return None
        text = "".join(data.itertext())
        if not text:
            return None
        look = self.looks.get(element.get(f"{_SPACE}StyleID", ""), _Look())
        kind = _TYPES.get(data.get(f"{_SPACE}Type", ""), "s")
        return OldCell(_value(kind, text), column, look.number_format, kind, look.struck)


def _value(kind: str, text: str) -> object:
    """What a cell's text is by its type; what does not fit its type stays text."""
    try:
        match kind:
            case "n":
                return Decimal(text)
            case "d":
                return datetime.fromisoformat(text.strip())
            case "b":
                return text.strip() == "1"
    except (ValueError, InvalidOperation) as error:
        log.expected(error)
    return text


def _number(element: Any, name: str, otherwise: int) -> int:
    text = element.get(f"{_SPACE}{name}", "")
    if re.fullmatch("[0-9]{1,7}", text):
        return int(text)
    return otherwise
