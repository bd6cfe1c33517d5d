"""Reading returned 填报表: rows by their hidden ids and by what is visible, whatever happened on their way.

Rows may be sorted, columns moved, headings decorated, rows added, ids deleted, the file saved by WPS or LibreOffice or
in an old format. What cannot be read is refused whole, with what to do.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from openpyxl.utils import get_column_letter

from db.workbooks.form_book import DRAFT_MARK, TOKEN_MARK
from db.workbooks.limits import MAX_HEAD_ROW, Rows, Sheets, refused
from db.workbooks.merges import Tall
from db.workbooks.untrusted import filled_cells, is_percent, read_workbook
from models.collecting.headings import columns_of, is_filled, is_head, no_head, not_read, remarks_of
from models.collecting.identity import NAME, ORDINAL, PRINTED, SENT_MARK, UNIT, RowKey, SentRow, as_read, sent_of
from models.collecting.typed import RawCell, SheetPlace
from models.plan.fields import COLUMNS, COMMENT, LAST_TOTAL, PERCENT, VALUE
from models.plan.quantity import plain
from models.plan.said import Said
from models.words.block import unescaped
from models.words.form_title import period_in
from models.words.formats import number_text
from models.words.moments import quoted
from models.words.numbers import decimal_of

_FORMULA = Said("formula", "这一格是公式，没有存下算出的数", todo="请在Excel里打开、保存一次，或直接填数字")
_PARTS = {TOKEN_MARK: 3, DRAFT_MARK: 1}  # of what stands hidden behind each mark
_FIGURES = frozenset({VALUE, LAST_TOTAL, PERCENT})  # words may be meant for several rows, a figure is of one
_MERGED = "merged"
_HIDDEN = tuple(f"{mark}|" for mark in (TOKEN_MARK, DRAFT_MARK, SENT_MARK))
_Head: TypeAlias = tuple[int, dict[int, object]]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read: ids from its token (empty where the row has none), its cells by column.

    `printed` is what stands visibly beside them, as it is compared; `handed` what an earlier version hid in the row.
    """

    place: SheetPlace
    plan_id: str
    period: str
    target_id: str
    name: str
    unit: str | None
    cells: dict[str, RawCell]
    printed: dict[str, str] = field(default_factory=dict)
    handed: str | None = None
    doubts: tuple[Said, ...] = ()


@dataclass(slots=True)
class ReadBook:
    """A returned workbook: its rows, per sheet why it could not be read, and the rows as they were once sent.

    `heads` are the words above the table of each sheet, `idle` the names, as they are compared, that stand in rows
    without a number in which nothing is filled in.
    """

    rows: list[ReadRow] = field(default_factory=list)
    problems: list[tuple[SheetPlace, Said]] = field(default_factory=list)
    sent: dict[RowKey, SentRow] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    idle: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Merged:
    """A cell that is merged with those below it, down to the row `last`."""

    value: object
    column: int
    number_format: str
    row: int
    last: int
    data_type: str = _MERGED


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the headings of a sheet stand, and further columns that say something beside a figure."""

    of: Mapping[str, int]
    remarks: Mapping[int, str]


def read_form(path: Path) -> ReadBook:
    """Read one returned workbook; raises Refusal when it is refused whole."""
    return read_workbook(path, _read)


def _read(name: str, data: bytes) -> ReadBook:
    found = ReadBook()
    tall: dict[str, Tall] = {}
    sheets = _with_merges(filled_cells(name, data, tall), tall)
    tokens = {title: _tokens(rows) for title, rows in sheets}
    numbered = any(tokens.values())
    for title, rows in sheets:
        found.sent |= _sent(rows)
        if tokens[title] or not numbered:
            _read_sheet(SheetPlace(name, title), rows, tokens[title], found)
        elif _is_form(rows):
            what = "这张表没有编号，同一文件里别的表有，这张没有读入"
            found.problems.append(
                (SheetPlace(name, title), Said("sheet-without-numbers", what, todo="请把要收的另存一个文件"))
            )
    if not found.rows and not found.problems:
        means = "它不是要点通发出的填报表，或表头和隐藏的编号都被删掉了"
        raise refused(name, "no-form", "里没有找到填报表的编号，没有读入", "请用原来的空表重填，再导入", means)
    return found


def _with_merges(sheets: Sheets, merges: Mapping[str, Tall]) -> Sheets:
    """The same cells, those merged with the ones below them marked; what is refused in itself stays that."""
    found: Sheets = []
    for title, rows in sheets:
        numbers = [number for number, _ in rows]  # in their order
        # over empty rows alone a figure is of the one row that is filled: an item of two lines
        tall: Tall = {}
        for (top, column), last in merges.get(title, {}).items():
            if last == top or bisect_right(numbers, last) > bisect_right(numbers, top):
                tall[top, column] = last
        marked = rows
        if tall:
            marked = [(number, [_marked_merge(cell, number, tall) for cell in cells]) for number, cells in rows]
        found.append((title, marked))
    return found


def _marked_merge(cell: Any, number: int, tall: Tall) -> Any:
    last = tall.get((number, cell.column))
    if last is None or cell.data_type in {"f", "e"}:
        return cell
    return _Merged(cell.value, cell.column, cell.number_format, number, last)


def _read_sheet(place: SheetPlace, rows: Rows, tokens: Mapping[int, list[str]], found: ReadBook) -> None:
    """The rows with hidden ids and those below the heading; a sheet without both is none of ours."""
    head = _head(rows, tokens)
    if head is None:
        if tokens:
            found.problems.append((replace(place, row=1), no_head(1)))
        return
    top, headings = head
    columns, problem = columns_of(headings, top)
    if problem is None:
        known = _Columns(columns, remarks_of(headings, columns))
        _read_table(replace(place, row=top), rows, tokens, known, found)
    elif tokens or VALUE in headings.values():
        found.problems.append((replace(place, row=top), problem))


def _is_form(rows: Rows) -> bool:
    head = _head(rows, ())
    return head is not None and columns_of(head[1], head[0])[1] is None


def _second_form(rows: Rows, number: int, place: SheetPlace, tokens: Mapping[int, list[str]]) -> Said | None:
    """Why a further heading without numbers is not read: the words above it are of another period."""
    if tokens or period_in(_above(rows, number)) == period_in(_above(rows, place.row)):
        return None
    what = f"第{number}行起是另一期的表，没有编号，没有读入"
    return Said("second-form", what, todo="请把它另存一个文件再导入")


def _read_table(
    place: SheetPlace, rows: Rows, tokens: Mapping[int, list[str]], known: _Columns, found: ReadBook
) -> None:
    """The rows of the form whose heading stands at a place."""
    read = []
    for number, cells in rows:
        if number not in tokens and number <= place.row:
            continue
        if number not in tokens and is_head(_texts(cells)):
            columns, problem = columns_of(_texts(cells), number)
            problem = problem or _second_form(rows, number, place, tokens)
            if problem is not None:
                found.problems.append((replace(place, row=number), problem))
                break
            known = _Columns(columns, remarks_of(_texts(cells), columns))
            continue
        row = _read_row(replace(place, row=number), cells, known, tokens.get(number))
        if _says_something(row, known):
            found.rows.append(row)
            read.append(cells)
        else:
            found.idle.add(row.printed.get(NAME, ""))
    found.heads[place.sheet] = _above(rows, place.row)
    headings = next(_texts(cells) for number, cells in rows if number == place.row)
    further = _further(headings, known, read)
    if further:
        found.problems.append((place, not_read(further)))


def _tokens(rows: Rows) -> dict[int, list[str]]:
    """The parts of the hidden ids by the number of their row."""
    tokens = {}
    for number, cells in rows:
        token = _marked(cells, TOKEN_MARK)
        if token:
            tokens[number] = token
    return tokens


def _sent(rows: Rows) -> dict[RowKey, SentRow]:
    """The rows as they were sent, wherever their hidden texts stand."""
    found = {}
    for _, cells in rows:
        for sent in filter(None, (sent_of(cell.value) for cell in cells)):
            found[sent.key] = sent
    return found


def _head(rows: Rows, tokens: Container[int]) -> _Head | None:
    """The row of the headings, by its number; a row with an id is none, whatever was typed into it."""
    for number, cells in rows:
        if number <= MAX_HEAD_ROW and number not in tokens:
            texts = _texts(cells)
            if is_head(texts):
                return number, texts
    return None


def _above(rows: Rows, top: int) -> str:
    """The words above the heading: what the form is of, and of when."""
    texts = []
    for number, cells in rows:
        if number < top:
            texts += [quoted(cell.value) for cell in cells]
    return "\n".join(texts)


def _texts(cells: list[Any]) -> dict[int, object]:
    """What stands in a row, by column."""
    return {cell.column: cell.value for cell in cells}


def _further(headings: Mapping[int, object], known: _Columns, rows: Iterable[list[Any]]) -> list[str]:
    """The headings of the columns in which rows of the form hold something that nobody reads."""
    read = {*known.of.values(), *known.remarks}
    found: dict[int, str] = {}
    for cells in rows:
        for cell in cells:
            if cell.column not in read and not str(cell.value).startswith(_HIDDEN):
                found[cell.column] = quoted(headings.get(cell.column) or f"{get_column_letter(cell.column)}列")
    return [heading for _, heading in sorted(found.items())]


def _says_something(row: ReadRow, columns: _Columns) -> bool:
    """Whether it is a row: one with a number and more than that, or one that somebody added and filled in."""
    if row.target_id:
        return bool(row.name) or not columns.of.get(NAME) or is_filled(row.cells)
    return is_filled(row.cells) and (bool(row.name) or row.cells.get(VALUE) is not None)


def _read_row(place: SheetPlace, cells: list[Any], columns: _Columns, token: list[str] | None) -> ReadRow:
    """A row below the heading, whatever stands in it."""
    by_column = {cell.column: cell for cell in cells}
    filled, printed = {}, {}
    for heading in COLUMNS:
        cell = by_column.get(columns.of.get(heading, 0))
        if cell is not None:
            filled[heading] = _under(heading, cell)
    for heading in (*PRINTED, ORDINAL):
        text = as_read(heading, _shown(by_column.get(columns.of.get(heading, 0))))
        if text:
            printed[heading] = text
    _add_remarks(filled, by_column, columns.remarks)
    name, unit = (_text(by_column.get(columns.of.get(heading, 0))) for heading in (NAME, UNIT))
    if token is not None:
        plan_id, period, target_id = token
        return ReadRow(place, plan_id, period, target_id, name, unit or None, filled, printed, _handed(cells))
    return ReadRow(place, "", "", "", name, unit, filled, printed)


def _add_remarks(filled: dict[str, RawCell], by_column: Mapping[int, Any], remarks: Mapping[int, str]) -> None:
    """What a unit wrote in columns of its own, behind what stands in 备注 itself."""
    said = []
    for column, lead in remarks.items():
        cell = by_column.get(column)
        if cell is None:
            continue
        raw = _raw(cell)
        if raw.problem is not None:
            filled[COMMENT] = raw
            return
        said.append(f"{lead}{_text(cell)}")
    own = filled.get(COMMENT)
    if not said or (own is not None and own.problem is not None):
        return
    if own is not None:
        said.insert(0, quoted(own.value).strip())
    filled[COMMENT] = RawCell("；".join(said))


def _handed(cells: list[Any]) -> str | None:
    """What an earlier version kept in the row of what the ledger held; None where it is lost."""
    draft = _marked(cells, DRAFT_MARK)
    if not draft:
        return None
    return draft[0]


def _under(heading: str, cell: Any) -> RawCell:
    """A cell of a column; a figure merged over several rows says of none of them that it is theirs."""
    if cell.data_type != _MERGED or heading not in _FIGURES:
        return _raw(cell)
    rows = f"第{cell.row}行到第{cell.last}行" if cell.row < cell.last else f"第{cell.row}行和上面的行"
    merged = f"{rows}合并成了一格，分不清是哪一项的数"
    return RawCell(None, problem=Said("merged-figure", merged, todo="请取消合并，每一项各填一个数"))


def _raw(cell: Any) -> RawCell:
    """A cell for the comparison; error values and formulas without a result cannot be read."""
    value = cell.value
    if cell.data_type == "f":
        return RawCell(None, problem=_FORMULA)
    if cell.data_type == "e":
        error = f"这一格是Excel的错误值“{value}”，没有读入"
        return RawCell(None, problem=Said("error-value", error, todo="请改成数字或文字"))
    if isinstance(value, bool):
        value = str(value).upper()  # as Excel shows it
    elif isinstance(value, int | float) and not is_percent(cell.number_format):
        number = decimal_of(value)
        if number is not None and number_text(number, cell.number_format or "") != plain(number):
            return RawCell(number_text(number, cell.number_format or ""))
    elif isinstance(value, str):
        value = unescaped(value)
    return RawCell(value, is_percent(cell.number_format))


def _marked(cells: list[Any], mark: str) -> list[str] | None:
    """The parts of a hidden id, wherever in the row it stands."""
    for cell in cells:
        if isinstance(cell.value, str) and cell.value.startswith(f"{mark}|"):
            parts = cell.value.strip().split("|")[1:]
            if len(parts) == _PARTS[mark]:
                return parts
    return None


def _shown(cell: Any) -> object:
    if cell is None or cell.value is None or cell.data_type == "f":
        return ""
    if isinstance(cell.value, bool):
        return str(cell.value).upper()  # as Excel shows it
    if isinstance(cell.value, str):
        return unescaped(cell.value)
    return cell.value


def _text(cell: Any) -> str:
    return quoted(_shown(cell)).strip()
