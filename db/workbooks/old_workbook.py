"""A workbook of before 2007 (.xls, and what WPS saves as .et), read safely into the same cells as an .xlsx.

A file is known by its first bytes, never by its name. xlrd reads numbers, texts and results of formulas; of what a
hostile file could make of it, the limits are looked at first: bytes, sheets, then cells.
"""

import struct
from dataclasses import dataclass
from os import devnull
from pathlib import Path
from typing import Any

import xlrd
from xlrd.compdoc import SIGNATURE, CompDoc

from db.disk import log
from db.workbooks.limits import MAX_OLD_BYTES, CellCount, Rows, refuse_sheets, refused, too_large, word_document

_STREAMS = ("Workbook", "Book")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_FILEPASS, _EOF = 0x2F, 0x0A  # records of the workbook's globals: a password, and their end
_WHOLE = 10**15  # from here on a fraction does not hold every whole number
_TYPES = {xlrd.XL_CELL_TEXT: "s", xlrd.XL_CELL_NUMBER: "n", xlrd.XL_CELL_BOOLEAN: "b"}


@dataclass(frozen=True, slots=True)
class OldCell:
    """A cell with the names that openpyxl's cells have, so that whoever reads cells need not know of what file."""

    value: object
    column: int
    number_format: str
    data_type: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class OldSheet:
    """A sheet: its filled cells by row, whether it is shown, its merged ranges and the rows that are hidden.

    A merged range is its first column, first row and last row, and its last column.
    """

    title: str
    rows: Rows
    visible: bool
    merges: tuple[tuple[int, int, int, int], ...]
    hidden_rows: frozenset[int]


def is_old(data: bytes) -> bool:
    """Whether a file begins as those of before 2007 do; an encrypted .xlsx does, too."""
    return data[:8] == SIGNATURE


def read_old(name: str, data: bytes) -> list[OldSheet]:
    """The sheets of such a workbook; raises Refusal, and whatever xlrd meets in a broken one."""
    if _ENCRYPTED in _directory(data):
        raise _locked(name)
    if _WORD in _directory(data):
        raise word_document(name)
    if len(data) > MAX_OLD_BYTES:
        raise too_large(name)
    with Path(devnull).open("w", encoding="utf-8") as nowhere:  # xlrd tells of every oddity
        if _has_password(CompDoc(data, logfile=nowhere)):
            raise _locked(name)
        book = xlrd.open_workbook(
            file_contents=data, logfile=nowhere, formatting_info=True, on_demand=True, ragged_rows=True
        )
        refuse_sheets(name, book.nsheets)
        count, sheets = CellCount(name), []
        for number in range(book.nsheets):
            sheets.append(_sheet(book, book.sheet_by_index(number), count))
            book.unload_sheet(number)
    return sheets


def _locked(name: str) -> Exception:
    return refused(name, "locked-book", "设了打开密码，没有读入", "请在Excel里去掉密码，另存后再导入")


def _directory(data: bytes) -> bytes:
    """What an OLE file says about its streams: its directory, wherever its head says that it lies."""
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 20)
    start = (int.from_bytes(data[48:52], "little") + 1) * sector
    return data[start : start + 65_536]


def _has_password(document: CompDoc) -> bool:
    """Whether the workbook's globals hold the record of a password; all behind it could not be read."""
    for stream in _STREAMS:
        memory, base, length = document.locate_named_stream(stream)
        if memory:
            return _FILEPASS in _records(memory[base : base + length])
    return False


def _records(stream: bytes) -> set[int]:
    """The kinds of the records in a stream, up to the end of its first part."""
    kinds, at = set(), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            break
        kinds.add(kind)
        at += 4 + length
    return kinds


def _sheet(book: xlrd.Book, sheet: Any, count: CellCount) -> OldSheet:
    count.begin()
    rows: Rows = []
    for at in range(sheet.nrows):
        width = sheet.row_len(at)
        count.add(max(width, 1), sheet.name)
        cells = [_cell(book, sheet, at, column) for column in range(width) if _is_filled(sheet, at, column)]
        if cells:
            count.refuse_far(sheet.name, at + 1, cells[-1].column)
            rows.append((at + 1, cells))
    merges = tuple((left + 1, top + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    hidden = frozenset(at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden)
    return OldSheet(sheet.name, rows, sheet.visibility == 0, merges, hidden)


def _is_filled(sheet: Any, row: int, column: int) -> bool:
    kind = sheet.cell_type(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return bool(sheet.cell_value(row, column))
    return kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def _cell(book: xlrd.Book, sheet: Any, row: int, column: int) -> OldCell:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    look = book.xf_list[sheet.cell_xf_index(row, column)]
    shape = book.format_map[look.format_key].format_str
    struck = bool(book.font_list[look.font_index].struck_out)
    if kind == xlrd.XL_CELL_DATE:
        value, data_type = _day(book, value)
    elif kind == xlrd.XL_CELL_ERROR:
        value, data_type = xlrd.error_text_from_code.get(value, "#N/A"), "e"
    else:
        value, data_type = _plain(kind, value), _TYPES[kind]
    return OldCell(value, column + 1, shape, data_type, struck)


def _plain(kind: int, value: Any) -> object:
    """A text, number or truth as openpyxl gives it."""
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_NUMBER:
        return _number(value)
    return value


def _day(book: xlrd.Book, value: float) -> tuple[object, str]:
    """A date; what is none, such as a negative amount under a date's format, stays the number that it is."""
    if value < 0:
        return _number(value), "n"
    try:
        day = xlrd.xldate_as_datetime(value, book.datemode)
    except (OverflowError, ValueError) as error:
        log.expected(error)
        return _number(value), "n"
    return day, "d"


def _number(value: float) -> float | int:
    """A whole number as one: these workbooks know only fractions."""
    if value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    return value
