"""Reading returned 填报表: rows by their hidden ids, whatever happened to the sheet on its way.

Rows may be sorted, columns moved, headings decorated, rows added, the file saved by WPS or
LibreOffice. What cannot be read is refused whole, with what to do.
"""

from collections.abc import Container
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from db.workbooks.form_book import DRAFT_MARK, TOKEN_MARK
from db.workbooks.limits import MAX_HEAD_ROW, Rows, refused
from db.workbooks.untrusted import filled_cells, is_percent, read_workbook
from models.collecting.headings import NAME, UNIT, columns_of, is_filled, is_head, no_head
from models.collecting.typed import RawCell, SheetPlace
from models.plan.fields import COLUMNS
from models.plan.said import Said

_FORMULA = Said("formula", "这一格是公式，没有存下算出的数", todo="请在Excel里打开、保存一次，或直接填数字")
_PARTS = {TOKEN_MARK: 3, DRAFT_MARK: 1}  # of what stands hidden behind each mark
_Head: TypeAlias = tuple[int, dict[int, object]]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read: ids from its token (empty where the row has none), its cells by column."""

    place: SheetPlace
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
    problems: list[tuple[SheetPlace, Said]] = field(default_factory=list)


def read_form(path: Path) -> ReadBook:
    """Read one returned workbook; raises Refusal when it is refused whole."""
    return read_workbook(path, _read)


def _read(name: str, data: bytes) -> ReadBook:
    found = ReadBook()
    for title, rows in filled_cells(name, data):
        _read_sheet(SheetPlace(name, title), rows, found)
    if not found.rows and not found.problems:
        means = "它不是要点通发出的填报表，或隐藏的编号列被删掉了"
        raise refused(name, "no-form", "里没有找到填报表的编号，没有读入", "请用原来的空表重填，再导入", means)
    return found


def _read_sheet(place: SheetPlace, rows: Rows, found: ReadBook) -> None:
    """The rows of a sheet with hidden ids, and those added below its heading; a sheet without ids is none of ours."""
    tokens = _tokens(rows)
    if not tokens:
        return
    head = _head(rows, tokens)
    if head is None:
        found.problems.append((replace(place, row=1), no_head(1)))
        return
    top, headings = head
    columns, problem = columns_of(headings, top)
    if problem is not None:
        found.problems.append((replace(place, row=top), problem))
        return
    for number, cells in rows:
        if number in tokens or (number > top and not is_head(_texts(cells))):
            read = _read_row(replace(place, row=number), cells, columns, tokens.get(number))
            if read:
                found.rows.append(read)


def _tokens(rows: Rows) -> dict[int, list[str]]:
    """The parts of the hidden ids by the number of their row."""
    tokens = {}
    for number, cells in rows:
        token = _marked(cells, TOKEN_MARK)
        if token:
            tokens[number] = token
    return tokens


def _head(rows: Rows, tokens: Container[int]) -> _Head | None:
    """The row of the headings, by its number; a row with an id is none, whatever was typed into it."""
    for number, cells in rows:
        if number <= MAX_HEAD_ROW and number not in tokens:
            texts = _texts(cells)
            if is_head(texts):
                return number, texts
    return None


def _texts(cells: list[Any]) -> dict[int, object]:
    """What stands in a row, by column."""
    return {cell.column: cell.value for cell in cells}


def _read_row(place: SheetPlace, cells: list[Any], columns: dict[str, int], token: list[str] | None) -> ReadRow | None:
    """A row with a token, or one that somebody added with a name and something filled in."""
    by_column = {cell.column: cell for cell in cells}
    filled = {}
    for heading in COLUMNS:
        cell = by_column.get(columns.get(heading, 0))
        if cell is not None:
            filled[heading] = _raw(cell)
    name, unit = (_text(by_column.get(columns.get(heading, 0))) for heading in (NAME, UNIT))
    if token is not None:
        plan_id, period, target_id = token
        return ReadRow(place, plan_id, period, target_id, name, unit or None, filled, _handed(cells))
    if name and is_filled(filled):
        return ReadRow(place, "", "", "", name, unit, filled, None)
    return None


def _handed(cells: list[Any]) -> dict[str, str] | None:
    """The digests of what the ledger held when the form went out, by field; None where they are lost."""
    draft = _marked(cells, DRAFT_MARK)
    if not draft:
        return None
    handed = {}
    for part in draft[0].split(";"):
        name, sign, held = part.partition("=")
        if sign:
            handed[name] = held
    return handed


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
    return RawCell(value, is_percent(cell.number_format))


def _marked(cells: list[Any], mark: str) -> list[str] | None:
    """The parts of a hidden id, wherever in the row it stands."""
    for cell in cells:
        if isinstance(cell.value, str) and cell.value.startswith(f"{mark}|"):
            parts = cell.value.strip().split("|")[1:]
            if len(parts) == _PARTS[mark]:
                return parts
    return None


def _text(cell: Any) -> str:
    if cell is None or cell.value is None:
        return ""
    return str(cell.value).strip()
