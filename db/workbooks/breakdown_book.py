"""A 任务分解表 out of a workbook: the widest table of its sheets, as rows of text with merged cells filled."""

import re
import warnings
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.xml.functions import iterparse

from db.workbooks.limits import refused
from db.workbooks.untrusted import filled_cells, is_percent, read_workbook
from models.plan.quantity import normal, plain
from models.words.block import MAX_COLUMNS, MAX_ROWS, squared
from models.words.numbers import decimal_of

_MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
_WITH_UNIT = re.compile(r'[#,0.]+(?:_ )?"([^"]{1,6})"(?:;.*)?')


def read_table(path: Path) -> list[list[str]]:
    """The rows of the visible sheet with the most columns, of several the one with the most rows; raises Refusal."""
    return read_workbook(path, _read)


def _read(name: str, data: bytes) -> list[list[str]]:
    grids = dict(filled_cells(name, data))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that openpyxl leaves out; nothing is written back
        book = load_workbook(BytesIO(data), read_only=True)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        tables = [_rows(grids[sheet.title], _merges(sheet)) for sheet in shown]
    best = max(filter(None, tables), key=lambda rows: (len(rows[0]), len(rows)), default=[])
    if not best:
        raise refused(name, "empty-table", "里没有内容，没有读入", "请检查是不是选错了文件")
    if len(best) > MAX_ROWS or len(best[0]) > MAX_COLUMNS:
        what = f"的表格有{len(best)}行{len(best[0])}列，超过{MAX_ROWS}行或{MAX_COLUMNS}列，没有读入"
        raise refused(name, "large-table", what, "请只留任务分解表，另存后再打开")
    return best


def _merges(sheet: Any) -> list[tuple[int, int, int]]:
    """The merged ranges (first column, first row, last row), straight from the sheet's part.

    openpyxl makes a cell for each one that a range covers, and a range may cover the whole sheet.
    """
    found = []
    with sheet._get_source() as source:
        for _, element in iterparse(source):
            if element.tag == _MERGED:
                column, row, _, last = range_boundaries(element.get("ref"))
                if column and row and last:
                    found.append((column, row, last))
            element.clear()
    return found


def _rows(grid: list[tuple[int, list[Any]]], merges: list[tuple[int, int, int]]) -> list[list[str]]:
    """A sheet as rows of text; a cell merged downwards says in each row what its first one says."""
    texts: dict[tuple[int, int], str] = {}
    for row, cells in grid:
        for cell in cells:
            texts[row, cell.column] = _text(cell)
    if not texts:
        return []
    rows, columns = zip(*texts, strict=True)
    first, last, width = min(rows), max(rows), max(columns)
    for merge in merges:
        _fill_down(texts, merge, last)

    def written(row: int) -> list[str]:
        return [texts.get((row, column), "") for column in range(1, width + 1)]

    return squared([written(row) for row in range(first, last + 1)])


def _fill_down(texts: dict[tuple[int, int], str], merge: tuple[int, int, int], last_row: int) -> None:
    column, first, end = merge
    text = texts.get((first, column))
    if not text:
        return
    for row in range(first + 1, min(end, last_row) + 1):
        if (row, column) in texts:
            break  # ranges that lie over each other, which no program writes
        texts[row, column] = text


def _text(cell: Any) -> str:
    """A cell as Excel shows it: percentages with their sign, dates without a time, numbers without an exponent."""
    value, shape = cell.value, cell.number_format or ""
    if cell.data_type == "f":
        return "=（公式没有存下结果）"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date):
        if "d" not in shape.lower() and "m" in shape.lower():
            return f"{value.year}年{value.month}月"
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float | Decimal):
        number = decimal_of(value)
        if number is None:
            return str(value)
        if is_percent(shape):
            return plain(normal(number * 100)) + "%"
        unit = _WITH_UNIT.fullmatch(shape)
        if unit:
            return plain(number) + unit[1]
        return plain(number)
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)
