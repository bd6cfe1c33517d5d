"""What was read of returned forms as files with their rows: what changes, what is refused, what stays."""

from collections import Counter
from collections.abc import Iterator, Mapping

from db.actions.returned import Import, Stray
from gui.intake.returned.lines import Group, ReturnedKind, ReturnedLine
from gui.intake.returned.more import NOT_FILLED, Read, over_of, raw_text, with_more
from models.collecting.absent import AbsentRow
from models.collecting.form import previous_cell
from models.collecting.returned import CellChange, RowRefusal, difference
from models.collecting.typed import RawRow, SheetPlace
from models.judging.terms import terms_at
from models.plan.entities import Target
from models.plan.fields import BY_NAME, COLUMNS, VALUE, Field, Takes, field_under, stored_text, value_field
from models.plan.period import Period
from models.plan.quantity import DASH, typed, with_minus
from models.plan.year import PlanYear
from models.report.printed import demand

ORDER = ("", *COLUMNS)
UNREPORTED, EMPTY, NO_ROW = "未报", "（空）", "（没有这一行）"
_WORDY = frozenset(
    field.name for field in BY_NAME.values() if field.takes in (Takes.WORDS, Takes.DAY) or field.name == "nature"
)
_NOT_APPLICABLE = "not_applicable"


def groups_of(found: Import) -> list[Group]:
    """A group for each file, in the order of the files; its rows in the order of the sheet."""
    rows = _rows_by_place(found)
    strays = {stray.row.place: stray for stray in found.strays}
    lines: dict[str, list[ReturnedLine]] = {book.name: [] for book in found.books}
    for change in found.comparison.changes:
        lines[change.place.file].append(_changed(rows[change.place][0], change, strays.get(change.place)))
    for refusal in found.comparison.refusals:
        lines[refusal.place.file].append(_refused(refusal, rows, strays))
    for row in found.comparison.absent:
        lines[row.place.file].append(_absent(found.ledgers[row.target.plan_id], row))
    for line in _unchanged(found, rows):
        lines[line.place.file].append(line)
    titles = _titles(found, rows)
    groups = []
    for book in found.books:
        told = (with_more(line, rows.get(line.place), found.mended) for line in lines[book.name])
        groups.append(Group(book, titles[book.name], tuple(sorted(told, key=_sort_key))))
    return groups


def _rows_by_place(found: Import) -> dict[SheetPlace, Read]:
    """Every row that is of a target as it came, with its ledger; unrecognised ones that were given one among them."""
    rows: dict[SheetPlace, Read] = {}
    for plan_id, ledger in found.ledgers.items():
        for row in found.rows.get(plan_id, ()):
            rows[row.place] = ledger, row
    for stray in found.strays:
        given = found.matched.get(stray.row.place)
        if given:
            ledger = found.ledgers[stray.plan_id]
            rows[stray.row.place] = ledger, RawRow(stray.row.place, ledger.by_id[given], stray.period, stray.row.cells)
    return rows


def _sort_key(line: ReturnedLine) -> tuple[str, bool, int, int]:
    absent = line.kind is ReturnedKind.ABSENT  # below the rows that are there
    return line.place.sheet, absent, line.place.row, ORDER.index(line.beside or line.column)


def _titles(found: Import, rows: Mapping[SheetPlace, Read]) -> dict[str, str]:
    """The unit that a file comes from, where all its rows are one unit's and no other file's; else its name."""
    units: dict[str, set[str]] = {book.name: set() for book in found.books}
    for place, (ledger, row) in rows.items():
        units[place.file].add(ledger.lead_name(row.target))
    files_of = Counter(next(iter(of_file)) for of_file in units.values() if len(of_file) == 1)
    titles = {}
    for name, of_file in units.items():
        titles[name] = name
        if len(of_file) == 1 and files_of[next(iter(of_file))] == 1:
            titles[name] = next(iter(of_file))
    return titles


def _changed(ledger: PlanYear, change: CellChange, stray: Stray | None) -> ReturnedLine:
    wordy = change.field in _WORDY
    kind, before, old, notes = ReturnedKind.SURE, "", _shown(change.old, wordy=wordy), [change.note]
    if change.doubts:
        kind = ReturnedKind.DOUBT
    if change.field in (value_field(change.target), _NOT_APPLICABLE):
        before = _before(ledger, change.target, change.period)
    if wordy and not stored_text(ledger.cells_of(change.target).get(change.period.key), change.field):
        old = EMPTY  # text is not reported, it is there or not
    column, beside = BY_NAME[change.field].heading or change.column, ""
    if column != change.column:
        beside = change.column
    if stray:
        notes.append(f"原表写的是“{stray.row.name}”")
    return ReturnedLine(
        place=change.place,
        column=column,
        kind=kind,
        name=change.target.full_name,
        unit=change.target.unit,
        before=before,
        old=old,
        new=_shown(change.new, wordy=wordy),
        by=difference(ledger, change),
        note="；".join(filter(None, notes)),
        why=change.doubts,
        change=change,
        stray=stray,
        beside=beside,
    )


def _refused(refusal: RowRefusal, rows: Mapping[SheetPlace, Read], strays: Mapping[SheetPlace, Stray]) -> ReturnedLine:
    """A refusal of a row of a target, of a row without one, or of a whole sheet."""
    read, stray = rows.get(refusal.place), strays.get(refusal.place)
    if read:
        return _refused_row(refusal, *read, stray)
    if stray:
        return _unrecognised(refusal, stray)
    return ReturnedLine(
        refusal.place, refusal.column, ReturnedKind.ERROR, refusal.target, by=DASH, why=(refusal.reason,)
    )


def _refused_row(refusal: RowRefusal, ledger: PlanYear, row: RawRow, stray: Stray | None) -> ReturnedLine:
    target, column, before, old = row.target, refusal.column, "", ""
    if stray and not column:
        column = VALUE
    field = field_under(target, column)
    if field is not None and field.name == value_field(target):
        before, old = _before(ledger, target, row.period), _held(ledger, row, field)
    return ReturnedLine(
        place=refusal.place,
        column=column,
        kind=ReturnedKind.ERROR,
        name=target.full_name,
        unit=target.unit,
        before=before,
        old=old,
        new=raw_text(row.cells.get(column)),
        by=DASH,
        why=(refusal.reason,),
        stray=stray,
    )


def _unrecognised(refusal: RowRefusal, stray: Stray) -> ReturnedLine:
    column = refusal.column or VALUE
    return ReturnedLine(
        place=refusal.place,
        column=column,
        kind=ReturnedKind.STRAY,
        name=refusal.target,
        unit=stray.row.unit or "",
        new=raw_text(stray.row.cells.get(column)),
        by=DASH,
        why=(refusal.reason,),
        stray=stray,
    )


def _absent(ledger: PlanYear, row: AbsentRow) -> ReturnedLine:
    target, column = row.target, VALUE
    field = BY_NAME[value_field(target)]
    terms = terms_at(target, ledger.versions_of(target), row.period.end)
    return ReturnedLine(
        place=row.place,
        column=column,
        kind=ReturnedKind.ABSENT,
        name=target.full_name,
        unit=target.unit,
        before=_before(ledger, target, row.period),
        old=_held(ledger, RawRow(row.place, target, row.period, {}), field),
        new=NO_ROW,
        by=DASH,
        why=(row.reason,),
        demand=demand(target, terms).in_column,
        absent=row,
    )


def _unchanged(found: Import, rows: Mapping[SheetPlace, Read]) -> Iterator[ReturnedLine]:
    """A line for each row of which nothing changes and nothing is refused, and each cell typed over to that end."""
    comparison = found.comparison
    said, changed, cells = set(), set(), set()
    for change in comparison.changes:
        said.add(change.place)
        cells.add((change.place, change.column))
        changed.add(change.slot[:2])  # the target and the period, whatever the field
    for refusal in comparison.refusals:
        said.add(refusal.place)
        cells.add((refusal.place, refusal.column))
    for place, (ledger, row) in rows.items():
        elsewhere = (row.target.id, row.period.key) in changed
        mended = [c for c in ORDER if over_of(row, c, found.mended) and (place, c) not in cells]
        for column in mended or ([VALUE] if place not in said else []):
            yield _same(ledger, row, column, elsewhere=elsewhere)


def _same(ledger: PlanYear, row: RawRow, column: str, *, elsewhere: bool) -> ReturnedLine:
    """A row without a change; `elsewhere`: another file changes the same cell, so its figure was taken there."""
    new, note = raw_text(row.cells.get(column)), "没有变化"
    if elsewhere and new:
        note = "另一行已有同样的数"
    field = field_under(row.target, column)
    is_value = field is not None and field.name == value_field(row.target)
    return ReturnedLine(
        place=row.place,
        column=column,
        kind=ReturnedKind.SAME,
        name=row.target.full_name,
        unit=row.target.unit,
        before=_before(ledger, row.target, row.period) if is_value else "",
        old=_held(ledger, row, field),
        new=new or NOT_FILLED,
        by=DASH,
        note=note,
    )


def _held(ledger: PlanYear, row: RawRow, field: Field | None) -> str:
    """What the ledger has of a field of a row."""
    if field is None:
        return ""
    cell, wordy = ledger.cells_of(row.target).get(row.period.key), field.name in _WORDY
    return _shown(stored_text(cell, field.name), wordy=wordy) or (EMPTY if wordy else UNREPORTED)


def _before(ledger: PlanYear, target: Target, period: Period) -> str:
    """上期值: what 本期值 held the last time."""
    cell = previous_cell(ledger, target, period)
    if isinstance(cell, str | int):
        return str(cell)
    return typed(cell.value) + cell.after


def _shown(text: str, *, wordy: bool = False) -> str:
    """A kept text on one line, a number with the real minus sign."""
    if wordy:
        return " ".join(text.split())
    return with_minus(text)
