"""Reading returned 填报表: rows by their hidden ids, whatever happened to the sheet on its way.

Rows may be sorted, columns moved, headings decorated, rows added, the file saved by WPS or
LibreOffice. What cannot be read is refused whole, with what to do.
"""

import logging
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook

from db.disk.failures import Refusal, sentences
from db.workbooks.form_book import DRAFT_MARK, LISTS, TOKEN_MARK
from models.collecting.typed import Place, RawCell
from models.plan.fields import COLUMNS, VALUE
from models.plan.said import Said

MAX_BYTES, MAX_RATIO = 200_000_000, 100
MAX_ROWS, MAX_COLUMNS, MAX_HEAD_ROW = 20_000, 200, 40
MAX_CELLS = 400_000  # seconds of reading; Excel writes every cell that has only a border
_NAMED = ("指标", "单位", "序号", "任务", "填报方式", *COLUMNS)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK, _STRICT = "xl/workbook.xml", b"http://purl.oclc.org/ooxml/"
_FORMULA = Said("formula", "这一格是公式，没有存下算出的数", todo="请在Excel里打开、保存一次，或直接填数字")
T = TypeVar("T")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read: ids from its token (empty where the row has none), its cells by column."""

    place: Place
    plan_id: str
    period: str
    target_id: str
    name: str
    unit: str | None
    cells: dict[str, RawCell]
    handed: dict[str, str] | None


@dataclass(slots=True)
class ReadBook:
    """A returned workbook: its rows, and per sheet why it could not be read."""

    rows: list[ReadRow] = field(default_factory=list)
    problems: list[tuple[Place, Said]] = field(default_factory=list)


def read_form(path: Path) -> ReadBook:
    """Read one returned workbook; raises Refusal when it is refused whole."""
    return read_workbook(path, _read)


def read_workbook(path: Path, read: Callable[[str, bytes], T]) -> T:
    """Read a workbook that may be anything, by its name and bytes; raises Refusal when it is refused whole.

    It is in memory before it is looked at: what goes wrong from then on is the file's own fault,
    and no handle of ours keeps it open.
    """
    with sentences(path):
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise _too_large(path.name)
        data = _bytes(path)
    try:
        _refuse_unreadable(path.name, data)
        return read(path.name, data)
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        # zipfile and openpyxl meet hostile and half-broken files with nearly every exception there is
        _LOG.warning("unreadable workbook %s", path, exc_info=error)
        todo = "请在Excel或WPS里打开它，另存为“Excel工作簿（.xlsx）”再导入"
        raise _refused(path.name, "broken-book", "损坏或不是标准的Excel文件，没有读入", todo) from error


def _refused(name: str, key: str, what: str, todo: str, means: str = "") -> Refusal:
    """A workbook that is not read, said behind its name."""
    return Refusal(Said(key, what, means, todo, lead=name))


def _too_large(name: str) -> Refusal:
    return _refused(name, "book-too-large", "展开后异常地大，没有读入", "请新建空白表，把有用的行复制过去，再导入")


def _bytes(path: Path) -> bytes:
    """The file as it is; a folder raises the same error on Windows and elsewhere."""
    if path.is_dir():
        raise IsADirectoryError(path)
    try:
        return path.read_bytes()
    except PermissionError as error:
        means = "可能正在Excel或WPS里打开，或没有权限"
        todo = "请关掉它，再选一次这个文件"
        raise _refused(path.name, "book-not-open", "打不开，没有读入", todo, means) from error


def _refuse_unreadable(name: str, data: bytes) -> None:
    """Refuse by the first bytes and the zip's directory, before anything is unpacked."""
    if name.startswith("~$"):
        what = "是Excel打开表格时的临时文件，没有读入"
        raise _refused(name, "temporary-book", what, "请选名字里没有“~$”的那一份")
    if data[:8] == _OLE:
        if _ENCRYPTED in _ole_names(data):
            todo = "请在Excel里去掉密码，另存后再导入"
            raise _refused(name, "locked-book", "设了打开密码，没有读入", todo)
        todo = "请在Excel或WPS里另存为“.xlsx”再导入"
        raise _refused(name, "old-book", "是旧格式（.xls或.et），没有读入", todo)
    if not data:
        raise _refused(name, "empty-book", "是空文件，没有读入", "请向填报单位重新要一份")
    if not zipfile.is_zipfile(BytesIO(data)):
        what = "不是Excel工作簿（.xlsx），或已损坏，没有读入"
        raise _refused(name, "no-book", what, "请重新要一份，或另存为“.xlsx”再导入")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        size = sum(e.file_size for e in entries)
        packed = max(sum(e.compress_size for e in entries), 1)
        if size > MAX_BYTES or (size > 1_000_000 and size / packed > MAX_RATIO):
            raise _too_large(name)
        if _WORKBOOK not in {e.filename for e in entries}:
            what = "不是.xlsx工作簿（可能是.ods等改了名），没有读入"
            raise _refused(name, "other-zip", what, "请另存为“.xlsx”再导入")
        if _STRICT in archive.read(_WORKBOOK):
            what = "存成了“Strict Open XML”格式，没有读入"
            raise _refused(name, "strict-book", what, "请另存为“Excel工作簿（.xlsx）”再导入")


def _ole_names(data: bytes) -> bytes:
    """What an OLE file says about its streams: its directory, wherever its head says that it lies."""
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 20)
    start = (int.from_bytes(data[48:52], "little") + 1) * sector
    return data[start : start + 65_536]


def _read(name: str, data: bytes) -> ReadBook:
    found = ReadBook()
    for title, grid in filled_cells(name, data):
        if title != LISTS:
            _read_sheet(Place(name, title), grid, found)
    if not found.rows and not found.problems:
        means = "它不是要点通发出的填报表，或隐藏的编号列被删掉了"
        raise _refused(name, "no-form", "里没有找到填报表的编号，没有读入", "请用原来的空表重填，再导入", means)
    return found


def filled_cells(name: str, data: bytes) -> list[tuple[str, list[tuple[int, list[Any]]]]]:
    """The filled cells of each sheet by row number, formulas as the results that Excel saved; raises Refusal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features that it leaves out; nothing is written back
        book = load_workbook(BytesIO(data), read_only=True, data_only=False)
        grids = [(s.title, list(_cells(name, s))) for s in book.worksheets]
        if any(_has_formula(cells) for _, grid in grids for _, cells in grid):
            grids = _with_results(data, grids)
    return grids


def _cells(name: str, sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The rows of a sheet that hold anything, within what a form can be."""
    sheet.reset_dimensions()  # WPS may claim A1:A1
    seen = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        seen += len(row)
        if seen > MAX_CELLS:
            what = f"的“{sheet.title}”有几十万个带格式的空格，没有读入"
            raise _refused(name, "many-cells", what, "请把填好的行复制到新表，再导入")
        cells = [c for c in row if c.value is not None]
        if not cells:
            continue
        far = max(c.column for c in cells)
        if number > MAX_ROWS or far > MAX_COLUMNS:
            what = f"的“{sheet.title}”第{number}行第{far}列有内容，远在表格之外，没有读入"
            raise _refused(name, "far-cell", what, "请删去多余的行和列（或把表格复制到新表），再导入")
        yield number, cells


def _has_formula(cells: list[Any]) -> bool:
    return any(c.data_type == "f" for c in cells)


@dataclass(frozen=True, slots=True)
class _Result:
    """A formula's cell with the result that Excel saved, in the place of the formula; "f" where there is none."""

    value: object
    column: int
    number_format: str
    data_type: str


def _with_results(data: bytes, grids: list[tuple[str, list[tuple[int, list[Any]]]]]) -> list[Any]:
    """The same rows with formulas replaced by their saved results; one without a result is said to be so."""
    results = {}
    for sheet in load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets:
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            for cell in row:
                if cell.value is not None or cell.data_type == "str":  # an empty text is a result too
                    results[sheet.title, number, cell.column] = cell.value, cell.data_type

    def solved(title: str, number: int, cell: Any) -> Any:
        if cell.data_type != "f":
            return cell
        value, data_type = results.get((title, number, cell.column), (None, "f"))
        return _Result(value, cell.column, cell.number_format, data_type)

    return [(title, [(n, [solved(title, n, c) for c in cells]) for n, cells in grid]) for title, grid in grids]


def _read_sheet(place: Place, grid: list[tuple[int, list[Any]]], found: ReadBook) -> None:
    tokens = {number: token for number, cells in grid if (token := _marked(cells, TOKEN_MARK))}
    if not tokens:
        return
    heading = next(((n, cells) for n, cells in grid if n <= MAX_HEAD_ROW and n not in tokens and _is_head(cells)), None)
    columns, problem = _columns(heading[1]) if heading else ({}, None)
    if heading is None or VALUE not in columns:
        row = heading[0] if heading else 1
        reason = problem or Said(
            "no-heading", f"第{row}行表头被改过或删掉了，认不出“{VALUE}”在哪一列", "本表没有读入",
            "请改回表头，或用原来的空表重填",
        )  # fmt: skip
        found.problems.append((Place(place.file, place.sheet, row), reason))
        return
    for number, cells in grid:
        if number in tokens or (number > heading[0] and not _is_head(cells)):
            read = _read_row(Place(place.file, place.sheet, number), cells, columns, tokens.get(number))
            if read:
                found.rows.append(read)


def _read_row(place: Place, cells: list[Any], columns: dict[str, int], token: list[str] | None) -> ReadRow | None:
    """A row with a token, or one that somebody added with a name and something filled in."""
    by_column = {c.column: c for c in cells}
    filled = {name: _raw(by_column[at]) for name, at in columns.items() if name in COLUMNS and at in by_column}
    name, unit = (_text(by_column.get(columns.get(n, 0))) for n in ("指标", "单位"))
    if token is None:
        if not name or VALUE not in filled:
            return None
        return ReadRow(place, "", "", "", name, unit, filled, None)
    plan_id, period, target_id = token
    draft = _marked(cells, DRAFT_MARK)
    handed = dict(part.split("=", 1) for part in draft[0].split(";") if "=" in part) if draft else None
    return ReadRow(place, plan_id, period, target_id, name, unit or None, filled, handed)


def _raw(cell: Any) -> RawCell:
    """A cell for the comparison; error values and formulas without a result cannot be read."""
    value = cell.value
    if cell.data_type == "f":
        return RawCell(None, problem=_FORMULA)
    if cell.data_type == "e":
        return RawCell(
            None, problem=Said("error-value", f"这一格是Excel的错误值“{value}”，没有读入", todo="请改成数字或文字")
        )
    if isinstance(value, bool):
        value = str(value).upper()  # as Excel shows it
    return RawCell(value, _is_percent(cell.number_format))


def _marked(cells: list[Any], mark: str) -> list[str] | None:
    """The parts of a hidden id, wherever in the row it stands."""
    for cell in cells:
        if isinstance(cell.value, str) and cell.value.startswith(mark + "|"):
            parts = cell.value.strip().split("|")[1:]
            if len(parts) == (3 if mark == TOKEN_MARK else 1):
                return parts
    return None


def _is_head(cells: list[Any]) -> bool:
    return len({n for n in _NAMED for c in cells if _is_called(c.value, n)}) >= 3


def _columns(cells: list[Any]) -> tuple[dict[str, int], Said | None]:
    """Where each known heading stands, decorated or not; a problem when 本期值 stands twice."""
    columns: dict[str, int] = {}
    for name in _NAMED:
        exact = [c.column for c in cells if isinstance(c.value, str) and "".join(c.value.split()) == name]
        alike = exact or [c.column for c in cells if _is_called(c.value, name)]
        if len(alike) > 1 and name == VALUE:
            twice = f"表头里有{len(alike)}个“{VALUE}”，不知道读哪一列"
            return {}, Said("heading-twice", twice, "本表没有读入", "请只留一列，再导入")
        if alike:
            columns[name] = alike[0]
    return columns, None


def _is_called(value: object, name: str) -> bool:
    """Whether a heading is this one although decorated: "★本期值（亿元）", "本期值 *"."""
    if not isinstance(value, str) or len(value) > 60:
        return False
    bare, wanted = _bare(re.sub(r"[（(][^（）()]*[)）]", "", value)), _bare(re.sub(r"[（(].*[)）]", "", name))
    return bare == wanted or bool(re.fullmatch(rf"\d*[.、]?{re.escape(wanted)}(必填|填写|请填写|填这里)?", bare))


def _bare(value: object) -> str:
    """A heading without spaces, marks and case."""
    text = unicodedata.normalize("NFKC", value) if isinstance(value, str) else ""
    return re.sub(r"[^\w%.、]+", "", text).replace("%", "")


def _text(cell: Any) -> str:
    return str(cell.value).strip() if cell is not None and cell.value is not None else ""


def _is_percent(number_format: str | None) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format or "")
