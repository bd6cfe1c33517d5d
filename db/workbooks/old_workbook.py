"""A workbook of before 2007 (.xls, and what WPS saves as .et), read safely into the same cells as an .xlsx.

A file is known by its first bytes, never by its name. xlrd reads numbers, texts and results of formulas; of what a
hostile file could make of it, the limits are looked at first: bytes, sheets, then cells.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from os import devnull
from pathlib import Path
from typing import Any

import xlrd
from xlrd.compdoc import SIGNATURE, CompDoc

from db.disk import log
from db.workbooks.limits import (
    MAX_CELLS,
    MAX_ELEMENTS,
    MAX_OLD_BYTES,
    MAX_RECORDS,
    CellCount,
    Rows,
    endless_part,
    refuse_endless_texts,
    refuse_sheets,
    refused,
    too_large,
    word_document,
)

_STREAMS = ("Workbook", "Book")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_FILEPASS, _EOF = 0x2F, 0x0A  # records of the workbook's globals: a password, and their end
_SHEET, _LINK, _MERGES = 0x85, 0x1B8, 0xE5  # where a sheet stands; a link over cells; merged cells
_BEGINS = frozenset({0x09, 0x209, 0x409, 0x809})  # of a part
# cells, their rows and formulas, and texts that go on
_OF_CELLS = frozenset({
    0x06, 0x3C, 0xBD, 0xBE, 0xD6, 0xD7, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x207, 0x208, 0x20B, 0x221, 0x27E, 0x4BC,
})  # fmt: skip
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
        stream = _stream(CompDoc(data, logfile=nowhere))
        if _has_password(stream):
            raise _locked(name)
        _refuse_endless(name, stream)
        book = xlrd.open_workbook(
            file_contents=data, logfile=nowhere, formatting_info=True, on_demand=True, ragged_rows=True
        )
        refuse_sheets(name, book.nsheets)
        count, sheets = CellCount(name), []
        for number in range(book.nsheets):
            sheets.append(_sheet(book, book.sheet_by_index(number), count))
            book.unload_sheet(number)
    refuse_endless_texts(name, [(sheet.title, sheet.rows) for sheet in sheets])
    return sheets


def _locked(name: str) -> Exception:
    return refused(name, "locked-book", "设了打开密码，没有读入", "请在Excel里去掉密码，另存后再导入")


def _directory(data: bytes) -> bytes:
    """What an OLE file says about its streams: its directory, wherever its head says that it lies."""
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 20)
    start = (int.from_bytes(data[48:52], "little") + 1) * sector
    return data[start : start + 65_536]


def _stream(document: CompDoc) -> bytes:
    """The records of the workbook; empty where there are none."""
    for stream in _STREAMS:
        memory, base, length = document.locate_named_stream(stream)
        if memory:
            return bytes(memory[base : base + length])
    return b""


def _has_password(stream: bytes) -> bool:
    """Whether the workbook's globals hold the record of a password; all behind it could not be read."""
    return any(kind == _FILEPASS for kind, _, _ in _records(stream, 0))


def _refuse_endless(name: str, stream: bytes) -> None:
    """Refuse more looks, names, links and the like than a table can use: xlrd makes each of them, some by the cell."""
    parts, seen, further, linked = [0], 0, 0, 0
    for part in parts:  # it grows while the first one, which names the sheets, is gone over
        for kind, at, length in _records(stream, part):
            seen += 1
            if kind == _SHEET and part == 0:
                parts += struct.unpack_from("<I", stream, at)
                refuse_sheets(name, len(parts) - 1)
            if kind == _LINK:
                top, bottom, left, right = struct.unpack_from("<HHHH", stream, at)
                linked += (bottom - top + 1) * (right - left + 1)
            if kind == _MERGES:
                further += length // 8
            if kind not in _OF_CELLS:
                further += 1
            if seen > MAX_RECORDS or further > MAX_ELEMENTS or linked > MAX_CELLS:
                raise endless_part(name, MAX_ELEMENTS)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """The kinds of the records of a part of a stream, with where their contents stand and how long they are."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        if kind in _BEGINS:
            depth += 1
        yield kind, at + 4, length
        at += 4 + length


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
