"""A returned 填报表 against the ledger: what changes, what is doubtful, what is refused.

Works on cells that were read, not on files; the outcome is applied as one action or not at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from models.collecting.absent import AbsentRow
from models.collecting.form import digest
from models.collecting.typed import (
    NOT_APPLICABLE_FIELD,
    Parsed,
    RawCell,
    RawRow,
    SheetPlace,
    parse,
    says_not_applicable,
)
from models.judging.doubts import ADVICE, doubts, share_doubt, stage_doubt
from models.judging.terms import terms_at
from models.plan.entities import EXPECTED, Progress, Target, progress_id
from models.plan.fields import (
    BY_NAME,
    FIGURES,
    JUDGED,
    LAST_TOTAL,
    NATURE,
    PERCENT,
    VALUE,
    Takes,
    as_text,
    field_under,
    stored_text,
)
from models.plan.period import Period
from models.plan.quantity import DASH, plain, typed
from models.plan.said import Said
from models.plan.year import PlanYear
from models.words.moments import quoted
from models.words.numbers import CLEAR, NOT_APPLICABLE, clean


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """Something that cannot be read in, with what to do."""

    place: SheetPlace
    column: str
    reason: Said
    target: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One field of one cell, old → new in words; with doubts it is applied only if accepted.

    `disputed` says that the last doubt is another file's different value, `reason` why it is
    accepted all the same.
    """

    place: SheetPlace
    column: str
    target: Target
    period: Period
    field: str
    old: str
    new: str
    value: object
    note: str = ""
    doubts: tuple[Said, ...] = ()
    disputed: bool = False
    reason: str = ""

    @property
    def slot(self) -> tuple[str, str, str]:
        """What it fills: of two changes with one slot only one can be written."""
        filled = self.field
        if BY_NAME[filled].judged and filled != "last_total":
            filled = VALUE
        return self.target.id, self.period.key, filled

    @property
    def needs_reason(self) -> bool:
        """Whether somebody has to vouch for it: a choice between two files speaks for itself."""
        return len(self.doubts) > self.disputed


@dataclass(slots=True)
class Comparison:
    """What reading one or many forms comes to; `absent` are the rows that none of them has any more."""

    changes: list[CellChange] = field(default_factory=list)
    refusals: list[RowRefusal] = field(default_factory=list)
    absent: list[AbsentRow] = field(default_factory=list)
    unchanged: int = 0

    @property
    def sure(self) -> list[CellChange]:
        """Changes that are written without being asked about."""
        return [c for c in self.changes if not c.doubts]

    @property
    def doubtful(self) -> list[CellChange]:
        """Changes that need a reason."""
        return [c for c in self.changes if c.doubts]


def compare(ledger: PlanYear, rows: Iterable[RawRow]) -> Comparison:
    """Compare read rows with the ledger; rows of several files that disagree are doubts on each side."""
    found = Comparison()
    for row in rows:
        for column, raw in row.cells.items():
            _compare_cell(ledger, row, column, raw, found)
    once = _without_repeats(found.changes)
    found.unchanged += len(found.changes) - len(once)
    found.changes = _mark_disagreements(once)
    return found


def apply(ledger: PlanYear, changes: Sequence[CellChange], reason: str = "") -> list[Progress]:
    """The cells as they will be. The last of two files holds.

    Beside accepted doubts their own reason is kept, else `reason`; several of one cell together.
    """
    cells: dict[str, Progress] = {}
    reasons: dict[str, dict[str, None]] = {}
    for change in changes:
        key = progress_id(change.target.id, change.period.key)
        cell = cells.get(key) or ledger.cells_of(change.target).get(change.period.key)
        cell = cell or Progress(key, change.target.id, change.period.key)
        given = change.reason or reason
        if given and change.doubts:
            reasons.setdefault(key, {})[given] = None
        cells[key] = _changed(cell, change, "；".join(reasons.get(key, {})))
    return list(cells.values())


def difference(ledger: PlanYear, change: CellChange) -> str:
    """What a change comes to in one word: "+120" of figures, 新报, 改写, 清除."""
    if change.value is None or change.value == "":
        return CLEAR
    if change.field == NOT_APPLICABLE_FIELD:
        return NOT_APPLICABLE
    cell = ledger.cells_of(change.target).get(change.period.key)
    if cell is None:
        return "新报"
    held = getattr(cell, change.field)
    if isinstance(change.value, Decimal) and isinstance(held, Decimal):
        return _signed(change.value - held)
    if held or (cell.not_applicable and change.field in JUDGED):
        return "改写"
    return "新报"


def _signed(by: Decimal) -> str:
    if by > 0:
        return f"+{plain(by)}"
    return typed(by)


def _changed(cell: Progress, change: CellChange, reason: str) -> Progress:
    given: dict[str, Any] = {change.field: change.value}
    if change.field == NOT_APPLICABLE_FIELD:
        given = dict.fromkeys(FIGURES) | {"stage": "", "state": "", "not_applicable": True}
    elif change.field in JUDGED:
        given["not_applicable"] = False
    if reason:
        given["remark"] = reason
    return replace(cell, **given)


def _compare_cell(ledger: PlanYear, row: RawRow, column: str, raw: RawCell, found: Comparison) -> None:
    if raw.problem is None and _says_nothing(ledger, row, column, raw.value):
        return
    parsed = parse(row, column, raw, aim=terms_at(row.target, ledger.versions_of(row.target), row.period.end).value)
    problem = parsed.problem
    if problem is None:
        if _changes_nothing(ledger, row, parsed):
            found.unchanged += 1
            if parsed.nature and _barred(ledger, row, column) is None:
                found.changes += _nature_change(ledger, row, column, parsed.nature)
            return
        problem = _barred(ledger, row, column)
    if problem is not None:
        found.refusals.append(RowRefusal(row.place, column, problem, row.target.full_name))
    else:
        found.changes.append(_change(ledger, row, column, parsed))
        if parsed.nature:
            found.changes += _nature_change(ledger, row, column, parsed.nature)


def _nature_change(ledger: PlanYear, row: RawRow, column: str, nature: str) -> list[CellChange]:
    """The nature that a figure says of itself, 12(预计): doubted where its own column says another."""
    parsed = Parsed(nature, f"{VALUE}写着“{nature}”", field="nature")
    own = row.cells.get(NATURE)
    said = clean(quoted(own.value)) if own is not None and own.value else nature
    if said != nature:
        differs = Said("two-natures", f"{VALUE}写着“{nature}”，{NATURE}填的是“{said}”", todo=ADVICE)
        parsed = replace(parsed, doubts=(differs,))
    if _changes_nothing(ledger, row, parsed):
        return []
    return [_change(ledger, row, column, parsed)]


def _changes_nothing(ledger: PlanYear, row: RawRow, parsed: Parsed) -> bool:
    """Whether the ledger holds what was read, or the cell is as it went out, whatever the ledger holds since."""
    cell = ledger.cells_of(row.target).get(row.period.key)
    new = as_text(parsed.value)
    if parsed.cleared:
        lifted = cell is not None and cell.not_applicable and parsed.field in JUDGED
        return new == stored_text(cell, parsed.field) and not lifted
    if row.handed is not None and digest(new) == row.handed.get(parsed.field, ""):
        return True
    return new == stored_text(cell, parsed.field)


def _change(ledger: PlanYear, row: RawRow, column: str, parsed: Parsed) -> CellChange:
    new = as_text(parsed.value) or "（清除）"
    if parsed.field == NOT_APPLICABLE_FIELD:
        new = NOT_APPLICABLE
    return CellChange(
        place=row.place,
        column=column,
        target=row.target,
        period=row.period,
        field=parsed.field,
        old=_held_words(ledger.cells_of(row.target).get(row.period.key), parsed.field),
        new=new,
        value=parsed.value,
        note=parsed.note,
        doubts=(*row.doubts, *parsed.doubts, *_further_doubts(ledger, row, parsed)),
    )


def _says_nothing(ledger: PlanYear, row: RawRow, column: str, value: object) -> bool:
    """Whether a cell is blank, or says in words that there is nothing to say."""
    word = clean(value) if isinstance(value, str) else value
    if word is None or word == "":
        return True
    if word == clean(DASH):  # the form itself says that nothing is asked here
        return field_under(row.target, column) is None
    if word != NOT_APPLICABLE:
        return False
    field = field_under(row.target, column)
    if field is not None and field.takes is Takes.SHARE:
        return not stored_text(ledger.cells_of(row.target).get(row.period.key), field.name)
    return column == LAST_TOTAL and says_not_applicable(row)


def _barred(ledger: PlanYear, row: RawRow, column: str) -> Said | None:
    """Why a figure that was understood is not read in all the same."""
    if ledger.closed(row.period):
        todo = "请先在“填报”的“本期”里解锁，并写明原因，再收"
        return Said("period-closed", f"{row.period.label}已锁定，没有读入", todo=todo)
    if column == LAST_TOTAL and says_not_applicable(row):
        return Said("beside-not-applicable", f"“{VALUE}”填了“{NOT_APPLICABLE}”，这一格没有读入")
    return None


def _further_doubts(ledger: PlanYear, row: RawRow, parsed: Parsed) -> list[Said]:
    found = []
    cells = ledger.cells_of(row.target)
    overwritten = _changed_since(row, cells.get(row.period.key), parsed.field)
    if overwritten:
        found.append(Said("changed-after-sending", f"发表以后台账已改为“{overwritten}”，读入会盖掉它"))
    if isinstance(parsed.value, Decimal):
        terms = terms_at(row.target, ledger.versions_of(row.target), row.period.end)
        figure = row.target, terms, row.period, parsed.field, parsed.value, cells
        found += doubts(*figure)
        as_share = None if parsed.signed else share_doubt(*figure, ledger.past_of(row.target))
        if as_share is not None:
            found.append(as_share)
    if parsed.field in ("stage", "state", "percent"):
        beside = stage_doubt(row.target, _as_it_will_be(ledger, row))
        if beside is not None:
            found.append(beside)
    return found


def _as_it_will_be(ledger: PlanYear, row: RawRow) -> Progress:
    """A cell with what its row says of stage and 形象进度: the two are doubted together."""
    key = progress_id(row.target.id, row.period.key)
    cell = ledger.cells_of(row.target).get(row.period.key) or Progress(key, row.target.id, row.period.key)
    for column in (VALUE, PERCENT):
        raw = row.cells.get(column)
        if raw is None or _says_nothing(ledger, row, column, raw.value):
            continue
        parsed = parse(row, column, raw)
        if parsed.problem is None and not _changes_nothing(ledger, row, parsed):
            given: dict[str, Any] = {parsed.field: parsed.value}
            cell = replace(cell, **given)
    return cell


def _changed_since(row: RawRow, cell: Progress | None, name: str) -> str:
    """What the ledger holds now of a field that was changed after the form went out; empty where it was not."""
    if row.handed is None:
        return ""
    for watched in _watched(name):
        now = stored_text(cell, watched)
        if digest(now) != row.handed.get(watched, ""):
            if cell is not None and cell.not_applicable and name in JUDGED:
                return NOT_APPLICABLE
            return now or "空"
    return ""


def _watched(name: str) -> tuple[str, ...]:
    """The fields that are overwritten by one: a figure also overwrites 不适用, and 不适用 every figure."""
    if name == NOT_APPLICABLE_FIELD:
        return (*JUDGED, name)
    if name in JUDGED:
        return (name, NOT_APPLICABLE_FIELD)
    return (name,)


def _without_repeats(changes: list[CellChange]) -> list[CellChange]:
    """Changes that two rows or files give alike, once."""
    first = {(c.target.id, c.period.key, c.field, as_text(c.value), c.doubts): c for c in reversed(changes)}
    kept = {id(c) for c in first.values()}
    return [c for c in changes if id(c) in kept]


def _mark_disagreements(changes: list[CellChange]) -> list[CellChange]:
    """Two rows that give the same field of the same cell different values doubt each other."""
    places: dict[tuple[str, str, str], list[CellChange]] = {}
    for change in changes:
        places.setdefault(change.slot, []).append(change)
    marked = []
    for change in changes:
        other = _rival(change, places[change.slot])
        if other is None:
            marked.append(change)
            continue
        against = f"与“{other.place.file}”第{other.place.row}行的“{other.new}”不一致"
        doubt = Said("disagree", against, todo="请只留一个")
        marked.append(replace(change, doubts=(*change.doubts, doubt), disputed=True))
    return marked


def _rival(change: CellChange, of_slot: Sequence[CellChange]) -> CellChange | None:
    """The first of the changes of one slot that gives another field or value."""
    for other in of_slot:
        if other is not change and (other.field, as_text(other.value)) != (change.field, as_text(change.value)):
            return other
    return None


def _held_words(cell: Progress | None, name: str) -> str:
    """What the ledger holds of a field, in words; 不适用 stands in the place of every figure, and they in its place."""
    if cell is None:
        return "未报"
    if cell.not_applicable and name in (*JUDGED, NOT_APPLICABLE_FIELD):
        return NOT_APPLICABLE
    now = stored_text(cell, name)
    if name == NOT_APPLICABLE_FIELD:
        now = _reported_text(cell)
    if now and cell.nature == EXPECTED and name in FIGURES:
        now += f"（{EXPECTED}）"
    return now or "未报"


def _reported_text(cell: Progress) -> str:
    """The first judged field that holds anything."""
    for name in JUDGED:
        text = stored_text(cell, name)
        if text:
            return text
    return ""
