"""A returned 填报表 against the ledger: what changes, what is doubtful, what is refused.

Works on cells that were read, not on files; the outcome is applied as one action or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from models.doubts import doubts
from models.entities import EXPECTED, NATURES, Progress, Target, progress_id
from models.form import (
    AS_OF,
    LAST_TOTAL,
    NATURE,
    PERCENT,
    VALUE,
    as_text,
    choices,
    digest,
    field_of,
    stored_text,
    value_unit,
)
from models.ledger import Ledger
from models.period import Period
from models.quantity import DASH, plain
from models.reading import CLEAR, NOT_APPLICABLE, clean, decimal_of, read_cell_number, read_date
from models.terms import terms_at

MAX_TEXT = 5000
_NUMBER_FIELDS = ("value", "own", "this_total", "last_total", "percent")
_JUDGED_FIELDS = ("value", "own", "this_total", "last_total", "stage", "state")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as read: its value, and whether its number format is a percentage."""

    value: object
    percent_format: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, for the message about it."""

    file: str
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a form as read. `handed` are digests of what the ledger held when it went out."""

    place: Place
    target: Target
    period: Period
    cells: dict[str, RawCell]
    handed: dict[str, str] | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that cannot be read in, with what to do."""

    place: Place
    column: str
    reason: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One field of one cell, old → new in words; with doubts it is applied only if accepted."""

    place: Place
    column: str
    target: Target
    period: Period
    field: str
    old: str
    new: str
    value: object
    note: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Comparison:
    """What reading one or many forms comes to."""

    changes: list[CellChange] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    unchanged: int = 0

    @property
    def sure(self) -> list[CellChange]:
        """Changes without a doubt."""
        return [c for c in self.changes if not c.doubts]

    @property
    def doubtful(self) -> list[CellChange]:
        """Changes that need a reason."""
        return [c for c in self.changes if c.doubts]


def compare(ledger: Ledger, rows: Iterable[RawRow]) -> Comparison:
    """Compare read rows with the ledger; rows of several files that disagree are doubts on each side."""
    found = Comparison()
    for row in rows:
        for column, raw in row.cells.items():
            _compare_cell(ledger, row, column, raw, found)
    found.changes = _mark_disagreements(found.changes)
    return found


def apply(ledger: Ledger, changes: Sequence[CellChange], reason: str = "") -> list[Progress]:
    """The cells as they will be; `reason` is kept beside accepted doubts. The last of two files holds."""
    cells: dict[str, Progress] = {}
    for change in changes:
        key = progress_id(change.target.id, change.period.key)
        cell = cells.get(key) or ledger.cells_of(change.target).get(change.period.key)
        cell = cell or Progress(key, change.target.id, change.period.key)
        cells[key] = _changed(cell, change, reason if change.doubts else "")
    return list(cells.values())


def _changed(cell: Progress, change: CellChange, reason: str) -> Progress:
    if change.field == "not_applicable":
        blank = dict.fromkeys(_JUDGED_FIELDS[:4], None) | {"stage": "", "state": ""}
        cell = replace(cell, **blank, not_applicable=True)  # type: ignore[arg-type]
    elif change.field in _JUDGED_FIELDS:
        cell = replace(cell, not_applicable=False, **{change.field: change.value})  # type: ignore[arg-type]
    else:
        cell = replace(cell, **{change.field: change.value})  # type: ignore[arg-type]
    return replace(cell, remark=reason) if reason else cell


def _compare_cell(ledger: Ledger, row: RawRow, column: str, raw: RawCell, found: Comparison) -> None:
    name = field_of(row.target, column)
    text = raw.value.strip() if isinstance(raw.value, str) else raw.value
    if text is None or text == "" or (isinstance(text, str) and not clean(text)):
        return
    if name is None and text == DASH:  # the form itself says that nothing is asked here
        return
    if name is None:
        reason = f"“{row.target.full_name}”不用填“{column}”，没有读入"
        found.refusals.append(Refusal(row.place, column, reason, row.target.full_name))
        return
    parsed = _parse(row, column, name, raw)
    if parsed.problem:
        found.refusals.append(Refusal(row.place, column, parsed.problem, row.target.full_name))
        return
    cell = ledger.cells_of(row.target).get(row.period.key)
    name = parsed.field or name
    now, new = stored_text(cell, name), as_text(parsed.value)
    handed = None if row.handed is None else row.handed.get(name, "")
    untouched = handed is not None and digest(new) == handed
    lifts = bool(parsed.cleared and cell and cell.not_applicable and name in _JUDGED_FIELDS)
    if (new == now and not lifts) or untouched:
        found.unchanged += 1
        return
    if ledger.closed(row.period):
        reason = f"{row.period.label}已锁定，没有读入。请先解锁，并写明原因"
        found.refusals.append(Refusal(row.place, column, reason, row.target.full_name))
        return
    change = CellChange(
        place=row.place,
        column=column,
        target=row.target,
        period=row.period,
        field=name,
        old=_shown(cell, name, now),
        new=NOT_APPLICABLE if name == "not_applicable" else new or "（清除）",
        value=parsed.value,
        note=parsed.note,
        doubts=(*parsed.doubts, *_further_doubts(ledger, row, name, parsed)),
    )
    found.changes.append(change)


@dataclass(frozen=True, slots=True)
class _Parsed:
    value: object = None
    note: str = ""
    doubts: tuple[str, ...] = ()
    problem: str = ""
    field: str = ""
    cleared: bool = False


def _parse(row: RawRow, column: str, name: str, raw: RawCell) -> _Parsed:
    """A cell's meaning by what its field takes."""
    word = clean(raw.value) if isinstance(raw.value, str) else ""
    if word == CLEAR:
        empty = None if name in (*_NUMBER_FIELDS, "as_of") else ""
        return _Parsed(empty, doubts=(f"要清除{column}，清除后算作没有填",), cleared=True)
    if word == NOT_APPLICABLE and column in (VALUE, LAST_TOTAL):
        return _Parsed(True, field="not_applicable")
    match column:
        case _ if column == VALUE and choices(row.target):
            return _choice(raw, choices(row.target))
        case _ if column == NATURE:
            return _choice(raw, NATURES)
        case _ if column == AS_OF:
            day = read_date(raw.value)
            return _Parsed(day) if day else _Parsed(problem=f"“{raw.value}”不是日期。请写成 2020-09-30")
        case _ if column in (VALUE, LAST_TOTAL, PERCENT):
            return _number(row, column, raw)
    text = _clean_text(str(raw.value))
    if len(text) > MAX_TEXT:
        return _Parsed(problem=f"这一格有{len(text)}字，太长了。请压缩到{MAX_TEXT}字以内")
    return _Parsed(text)


def _number(row: RawRow, column: str, raw: RawCell) -> _Parsed:
    unit = "%" if column == PERCENT else value_unit(row.target)
    changed_unit = row.unit is not None and column == VALUE and clean(row.unit) != clean(row.target.unit)
    if changed_unit and isinstance(raw.value, int | float | Decimal) and row.unit:
        number = decimal_of(raw.value)
        raw = RawCell(f"{'' if number is None else plain(number)}{clean(row.unit)}")
    reading = read_cell_number(raw.value, unit, percent_format=raw.percent_format)
    if reading.value is None:
        return _Parsed(problem=reading.problem)
    if column == PERCENT:
        if not 0 <= reading.value <= 100:
            return _Parsed(problem=f"形象进度{as_text(reading.value)}不在0到100之间。请填百分数，例如 60")
        return _Parsed(reading.value)
    found = [reading.doubt] if reading.doubt else []
    if changed_unit:
        found.append(f"表中单位改成了“{row.unit}”，台账是“{row.target.unit}”")
    return _Parsed(reading.value, reading.understood, tuple(found))


def _choice(raw: RawCell, allowed: Sequence[str]) -> _Parsed:
    text = clean(str(raw.value))
    for word in allowed:
        if clean(word) == text:
            return _Parsed(word)
    return _Parsed(problem=f"“{raw.value}”不在可选的内容里。请从下拉列表选：{'、'.join(allowed)}")


def _further_doubts(ledger: Ledger, row: RawRow, name: str, parsed: _Parsed) -> list[str]:
    found = []
    overwritten = _changed_since(row, ledger.cells_of(row.target).get(row.period.key), name)
    if overwritten:
        found.append(f"发表以后台账已改为“{overwritten}”，读入会盖掉它")
    if isinstance(parsed.value, Decimal) and name != "percent":
        terms = terms_at(row.target, ledger.versions_of(row.target), row.period.end)
        found += doubts(row.target, terms, row.period, name, parsed.value, ledger.cells_of(row.target))
    return found


def _changed_since(row: RawRow, cell: Progress | None, name: str) -> str:
    """What the ledger holds now of a field that was changed after the form went out; empty where it was not.

    A figure also overwrites 不适用, and 不适用 every figure.
    """
    if row.handed is None:
        return ""
    watched = (*_JUDGED_FIELDS, name) if name == "not_applicable" else (name,)
    for field_name in (*watched, "not_applicable") if name in _JUDGED_FIELDS else watched:
        now = stored_text(cell, field_name)
        if digest(now) != row.handed.get(field_name, ""):
            return NOT_APPLICABLE if cell and cell.not_applicable and name in _JUDGED_FIELDS else now or "空"
    return ""


def _mark_disagreements(changes: list[CellChange]) -> list[CellChange]:
    """Two rows that give the same field of the same cell different values doubt each other."""
    places: dict[tuple[str, str, str], list[CellChange]] = {}
    for change in changes:
        places.setdefault((change.target.id, change.period.key, _slot(change)), []).append(change)
    marked = []
    for change in changes:
        others = [
            c
            for c in places[change.target.id, change.period.key, _slot(change)]
            if c is not change and (c.field, as_text(c.value)) != (change.field, as_text(change.value))
        ]
        if others:
            other = others[0]
            doubt = f"与“{other.place.file}”第{other.place.row}行的“{other.new}”不一致，请只留一个"
            marked.append(replace(change, doubts=(*change.doubts, doubt)))
        else:
            marked.append(change)
    return marked


def _slot(change: CellChange) -> str:
    return "value" if change.field in (*_JUDGED_FIELDS, "not_applicable") and change.column == VALUE else change.field


def _shown(cell: Progress | None, name: str, now: str) -> str:
    if cell and cell.not_applicable and name in (*_JUDGED_FIELDS, "not_applicable"):
        return NOT_APPLICABLE
    expected = f"（{EXPECTED}）" if cell and cell.nature == EXPECTED and name in _JUDGED_FIELDS[:4] and now else ""
    return (now + expected) or "未报"


def _clean_text(text: str) -> str:
    """Text without what a workbook or a file cannot hold: control characters, lone surrogates."""
    kept = (c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or c >= " ")
    return "".join(c for c in kept if not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff\x7f").strip()
