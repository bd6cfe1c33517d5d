"""A workbook that somebody else made, read safely: limits and refusals before anything in it is believed.

What cannot be read is refused whole, with what to do.
"""

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook

from db.disk import log
from db.disk.failures import Refusal, sentences
from db.workbooks.chinese_dates import with_chinese_dates
from db.workbooks.limits import (
    MAX_BYTES,
    MAX_ELEMENTS,
    MAX_IN_ROW,
    MAX_RATIO,
    MAX_SHARED,
    MAX_STRINGS,
    MAX_TEXTS,
    CellCount,
    Rows,
    Sheets,
    endless_part,
    refuse_endless_texts,
    refuse_sheets,
    refused,
    too_large,
    word_document,
)
from db.workbooks.merges import MergesHeard, Tall, tall_of_old
from db.workbooks.old_workbook import is_old, read_old
from db.workbooks.text_workbook import is_text, read_text

LAST_ROW = 2**20  # of Excel's sheets
_SMALL = 1_000_000  # bytes unpacked that harm nobody, however well they were packed
_WORKBOOK, _STRINGS, _STRICT = "xl/workbook.xml", "xl/sharedStrings.xml", b"http://purl.oclc.org/ooxml/"
_WORD = "word/document.xml"
_SHEET_PART = re.compile("xl/(?:worksheets|drawings|media)/[^/]*")
_SMALL_SHEET = 50_000  # bytes unpacked in which there is no room for harm
_SHARED = re.compile(rb"<(?:\w+:)?f\s[^>]{0,200}?shared[^>]{0,200}>([^<]*)<")
_ROW, _CELLS_END = re.compile(rb"<(?:\w+:)?row[\s/>]"), re.compile(rb"</(?:\w+:)?sheetData")
_SHORTEST = 4  # bytes of an element: <a/>
# Excel's own limit is 255 characters; openpyxl looks in each without end for what it leaves open
_LONGEST_FORMAT = 2000
_FORMAT = re.compile(rb"formatCode\s*=\s*(?:\"[^\"]{%d}|'[^']{%d})" % (_LONGEST_FORMAT, _LONGEST_FORMAT))
_SHEET = re.compile(rb"<(?:\w+:)?sheet[\s/>]")
T = TypeVar("T")


def read_workbook(path: Path, read: Callable[[str, bytes], T], takes: Callable[[bytes], bool] = lambda _: False) -> T:
    """Read a workbook that may be anything, by its name and bytes; raises Refusal when it is refused whole.

    `takes` says what else than a workbook the reader knows.
    It is in memory before it is looked at: what goes wrong from then on is the file's own fault,
    and no handle of ours keeps it open.
    """
    with sentences(path):
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise too_large(path.name)
        data = _bytes(path)
    try:
        if not takes(data):
            _refuse_unreadable(path.name, data)
        return read(path.name, data)
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        # zipfile and openpyxl meet hostile and half-broken files with nearly every exception there is
        log.failed(error)
        todo = "请在Excel或WPS里打开它，另存为“Excel工作簿（.xlsx）”再导入"
        raise refused(path.name, "broken-book", "损坏或不是标准的Excel文件，没有读入", todo) from error


def _bytes(path: Path) -> bytes:
    """The file as it is; a folder raises the same error on Windows and elsewhere."""
    if path.is_dir():
        raise IsADirectoryError(path)
    try:
        return path.read_bytes()
    except PermissionError as error:
        means = "可能正在Excel或WPS里打开，或没有权限"
        todo = "请关掉它，再选一次这个文件"
        raise refused(path.name, "book-not-open", "打不开，没有读入", todo, means) from error


def _refuse_unreadable(name: str, data: bytes) -> None:
    """Refuse by the first bytes and the zip's directory, before anything is unpacked."""
    if name.startswith("~$"):
        what = "是Excel打开表格时的临时文件，没有读入"
        raise refused(name, "temporary-book", what, "请选名字里没有“~$”的那一份")
    if not data:
        raise refused(name, "empty-book", "是空文件，没有读入", "请向填报单位重新要一份")
    if is_old(data) or is_text(name, data):
        return  # their own readers have limits of their own
    if not zipfile.is_zipfile(BytesIO(data)):
        what = "不是Excel工作簿（.xlsx），或已损坏，没有读入"
        raise refused(name, "no-book", what, "请重新要一份，或另存为“.xlsx”再导入")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        _refuse_archive(name, archive)


def _refuse_archive(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse a zip that unpacks to far more than it weighs, or that holds no workbook that openpyxl reads."""
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if size > MAX_BYTES or (size > _SMALL and size / packed > MAX_RATIO):
        raise too_large(name)
    if _WORKBOOK not in archive.namelist():
        if _WORD in archive.namelist():
            raise word_document(name)
        what = "不是.xlsx工作簿（可能是.ods等改了名），没有读入"
        raise refused(name, "other-zip", what, "请在WPS或Excel里打开它，另存为“Excel工作簿（.xlsx）”再导入")
    if len(entries) != len(set(archive.namelist())):
        raise _twice(name)
    _refuse_endless_parts(name, archive)
    _refuse_endless_sheets(name, archive)
    workbook = archive.read(_WORKBOOK)
    refuse_sheets(name, len(_SHEET.findall(workbook)))
    if _STRICT in workbook:
        what = "存成了“Strict Open XML”格式，没有读入"
        raise refused(name, "strict-book", what, "请另存为“Excel工作簿（.xlsx）”再导入")


def _refuse_endless_parts(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse a workbook with more looks, names or texts than a table of ours can use: openpyxl makes each of them.

    A sheet's cells are counted while they are read.
    """
    texts = [entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
    if sum(texts) > MAX_TEXTS:
        raise too_large(name)
    for entry in archive.infolist():
        most = MAX_ELEMENTS
        if entry.filename == _STRINGS:
            most = MAX_STRINGS
        if not _is_read_whole(entry.filename) or entry.file_size <= _LONGEST_FORMAT:
            continue
        part = archive.read(entry)
        if part.count(b"<") - part.count(b"</") > most:
            raise endless_part(name, most)
        if entry.filename != _STRINGS and _FORMAT.search(part):
            what = "里有一个数字格式长达几千字，没有读入"
            raise refused(name, "endless-format", what, "请新建空白表，把填好的行复制过去（只粘贴数值），再导入")


def _refuse_endless_sheets(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse a row of more cells than Excel has columns, and rules, links and merges by the ten thousand.

    openpyxl makes the whole row before it hands one out, each rule, and a shared formula anew for each of its cells.
    """
    for entry in archive.infolist():
        if not _SHEET_PART.match(entry.filename) or entry.file_size <= _SMALL_SHEET:
            continue
        cells, *rest = _CELLS_END.split(archive.read(entry), maxsplit=1)
        if any(part.count(b"<") - part.count(b"</") > MAX_ELEMENTS for part in rest):
            raise endless_part(name, MAX_ELEMENTS)
        longest = max(map(len, _SHARED.findall(cells)), default=0)
        if longest * cells.count(b"shared") > MAX_SHARED:
            what = "里有很长的公式填满了很多格，没有读入"
            raise refused(name, "endless-formula", what, "请新建空白表，把填好的行复制过去（只粘贴数值），再导入")
        if entry.file_size <= 2 * _SMALL:
            continue
        if any(row.count(b"<") > MAX_IN_ROW for row in _ROW.split(cells)):
            what = "里有一行多达几万格，没有读入"
            raise refused(name, "endless-row", what, "请新建空白表，把有用的行复制过去，再导入")


def _is_read_whole(part: str) -> bool:
    return part.endswith((".xml", ".rels")) and not _SHEET_PART.match(part)


def _twice(name: str) -> Refusal:
    """One part in two places: which is meant nobody can say, and each would be read again and again."""
    todo = "请在Excel或WPS里打开它，另存为“Excel工作簿（.xlsx）”再导入"
    return refused(name, "part-twice", "里同一部分出现了两次，不是正常的工作簿，没有读入", todo)


def _refuse_repeats(name: str, sheets: list[Any]) -> None:
    """Refuse a workbook whose sheets are too many, or two of one name or one part."""
    refuse_sheets(name, len(sheets))
    titles = {sheet.title for sheet in sheets}
    parts = {sheet._worksheet_path for sheet in sheets}  # only openpyxl's reader knows which part a sheet is
    if min(len(titles), len(parts)) < len(sheets):
        raise _twice(name)


def filled_cells(name: str, data: bytes, tall: dict[str, Tall] | None = None) -> Sheets:
    """The filled cells of each sheet by row number, formulas as the results that Excel saved; raises Refusal.

    Into `tall` goes, by sheet, what is merged over several rows.
    """
    merges = {} if tall is None else tall
    if is_old(data):
        old = read_old(name, data)
        found: Sheets = []
        for sheet in old:
            merges[sheet.title] = tall_of_old(sheet)
            found.append((sheet.title, sheet.rows))
        return found
    if is_text(name, data):
        return read_text(name, data, merges)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features that it leaves out; nothing is written back
        book = with_chinese_dates(load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False))
        _refuse_repeats(name, book.worksheets)
        count = CellCount(name)
        heard = {sheet.title: MergesHeard(sheet) for sheet in book.worksheets}
        sheets = [(sheet.title, list(_cells(sheet, count))) for sheet in book.worksheets]
        for title, merged in heard.items():
            merges[title] = merged.tall
        if any(_has_formula(rows) for _, rows in sheets):
            sheets = _with_results(data, sheets)
    refuse_endless_texts(name, sheets)
    return sheets


def _cells(sheet: Any, count: CellCount) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a sheet that hold anything, within what a form can be."""
    sheet.reset_dimensions()  # WPS may claim A1:A1
    count.begin()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        count.add(len(row), sheet.title)
        if number > LAST_ROW:  # no program has such a row; up to the number written there, all would be looked at
            count.refuse_far(sheet.title, number, 1)
        cells = [c for c in row if c.value is not None]
        if not cells:
            continue
        count.refuse_far(sheet.title, number, max(c.column for c in cells))
        yield number, cells


def _has_formula(rows: Rows) -> bool:
    return any(map(_computed, rows))


def _computed(row: tuple[int, list[Any]]) -> bool:
    return any(cell.data_type == "f" for cell in row[1])


@dataclass(frozen=True, slots=True)
class _Result:
    """A formula's cell with the result that Excel saved, in the place of the formula; "f" where there is none."""

    value: object
    column: int
    number_format: str
    data_type: str
    font: Any = None


def _with_results(data: bytes, sheets: Sheets) -> Sheets:
    """The same rows with formulas replaced by their saved results; one without a result is said to be so."""
    results = _saved_results(data)

    def solved(title: str, number: int, cell: Any) -> Any:
        if cell.data_type != "f":
            return cell
        value, data_type = results.get((title, number, cell.column), (None, "f"))
        return _Result(value, cell.column, cell.number_format, data_type, cell.font)

    found: Sheets = []
    for title, rows in sheets:
        filled: Rows = []
        for number, cells in rows:
            filled.append((number, [solved(title, number, cell) for cell in cells]))
        found.append((title, filled))
    return found


def _saved_results(data: bytes) -> dict[tuple[str, int, int], tuple[object, str]]:
    """What Excel saved in each cell that has something, with its type, by sheet, row and column."""
    results: dict[tuple[str, int, int], tuple[object, str]] = {}
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in with_chinese_dates(book).worksheets:
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            for column, cell in enumerate(row, start=1):
                if cell.value is not None or cell.data_type == "str":  # an empty text is a result too
                    results[sheet.title, number, column] = cell.value, cell.data_type
    return results


def is_percent(number_format: str | None) -> bool:
    """Whether a number format shows hundredths as a percentage; a % in quotes or behind a backslash is only text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format or "")
