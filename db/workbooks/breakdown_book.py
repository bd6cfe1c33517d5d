"""The sheets of a workbook as tables of text, with what is merged, hidden and crossed out in them."""

import warnings
import zipfile
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.xml.functions import iterparse

from db.workbooks.cells import SheetGrid
from db.workbooks.old_workbook import read_old
from db.workbooks.untrusted import filled_cells
from models.intake.outside_table import OutsideTable

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRINGS = "xl/sharedStrings.xml"
_OFF = {"0", "false"}
_OF_TEXT = frozenset(f"{_SPACE}{tag}" for tag in ("t", "r", "rPr", "strike"))  # looked at with the text they are of


def book_tables(name: str, data: bytes) -> list[OutsideTable]:
    """The visible sheets of an .xlsx; raises Refusal."""
    sheets = dict(filled_cells(name, data))
    crossed = _crossed_texts(data)
    tables = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that openpyxl leaves out; nothing is written back
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                grid = SheetGrid()
                grid.fill(sheets[sheet.title])
                struck = crossed | _learn_of_part(sheet, grid)
                grid.struck |= {spot for spot, text in grid.texts.items() if text in struck}
                tables.append(grid.table(sheet.title))
    return tables


def old_tables(name: str, data: bytes) -> list[OutsideTable]:
    """The visible sheets of a workbook of before 2007; raises Refusal."""
    tables = []
    for sheet in read_old(name, data):
        if sheet.visible:
            grid = SheetGrid(hidden=set(sheet.hidden_rows))
            grid.fill(sheet.rows)
            for left, top, bottom, right in sheet.merges:
                grid.merge((top, left), (bottom, right))
            tables.append(grid.table(sheet.title))
    return tables


def _learn_of_part(sheet: Any, grid: SheetGrid) -> set[str]:
    """The merged ranges and hidden rows, straight from the sheet's part; returns its texts that are partly crossed out.

    openpyxl makes a cell for each one that a range covers, and a range may cover the whole sheet.
    """
    row = 0
    crossed: set[str] = set()
    with sheet._get_source() as source:
        for _, element in iterparse(source):
            if element.tag == f"{_SPACE}row":
                row = int(element.get("r") or row + 1)
                if element.get("hidden", "0") not in _OFF:
                    grid.hidden.add(row)
            elif element.tag == f"{_SPACE}mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                if left and top and right and bottom:
                    grid.merge((top, left), (bottom, right))
            elif element.tag == f"{_SPACE}is":
                crossed |= _crossed_text(element)
            if element.tag not in _OF_TEXT:
                element.clear()
    return crossed


def _crossed_texts(data: bytes) -> frozenset[str]:
    """The texts of which a part is crossed out: a cell's own font says nothing of a part."""
    found: set[str] = set()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if _STRINGS not in archive.namelist():
            return frozenset()
        with archive.open(_STRINGS) as source:
            for _, element in iterparse(source):
                if element.tag == f"{_SPACE}si":
                    found |= _crossed_text(element)
                    element.clear()
    return frozenset(found)


def _crossed_text(element: Any) -> set[str]:
    """The text of an element with runs if one of them is crossed out, else nothing."""
    runs = element.findall(f"{_SPACE}r")
    if any(map(_crosses, runs)):
        return {"".join(map(_text, runs))}
    return set()


def _crosses(run: Any) -> bool:
    """Whether a run of a text is crossed out and holds anything."""
    look = run.find(f"{_SPACE}rPr/{_SPACE}strike")
    return look is not None and look.get("val", "1") not in _OFF and bool(_text(run).strip())


def _text(run: Any) -> str:
    """The text of a run; how it is spoken stands beside the runs and is none of it."""
    return "".join(part.text or "" for part in run.iterfind(f"{_SPACE}t"))
