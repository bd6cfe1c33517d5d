"""Which rows of the forms that were sent are in none of the workbooks that came back."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from db.actions.placing import TakenRows
from db.ledger.store import Store
from db.workbooks.returned_book import ReadBook
from models.collecting.absent import AbsentRow, absent_row, is_asked
from models.collecting.identity import NAME
from models.collecting.typed import SheetPlace
from models.plan.entities import Target
from models.plan.period import Period
from models.plan.year import PlanYear

_FormKey: TypeAlias = tuple[str, str]  # plan, period


@dataclass(slots=True)
class _CameBack:
    """What of one form stands in a workbook: targets that have a row, and names whose target is not certain."""

    place: SheetPlace
    period: Period
    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def absent_rows(store: Store, book: ReadBook, ledgers: Mapping[str, PlanYear], taken: TakenRows) -> list[AbsentRow]:
    """The rows that a workbook was sent with and has no more, of targets that would still be asked of its unit.

    Nothing is said where nobody knows: of a form that kept no list of its rows, or while a part of the book was not
    read at all.
    """
    if any(said.key != "further-columns" for _, said in book.problems):
        return []
    found: list[AbsentRow] = []
    for (plan_id, key), came in _came_back(taken).items():
        ledger = ledgers[plan_id]
        names = came.names | book.idle
        sent: list[Target] = []
        gone: list[Target] = []
        for row in book.sent.values():
            target = ledger.by_id.get(row.target_id)
            if row.key[:2] != (plan_id, key) or target is None:
                continue
            sent.append(target)
            if target.id not in came.ids and row.name not in names:
                gone.append(target)
        if gone:
            units = _units(store, sent, {target.lead_id for target in gone})
            found += _still_asked(ledger, came, gone, units)
    return found


def left_absent(absent: Iterable[AbsentRow], came: Collection[tuple[str, str]]) -> list[AbsentRow]:
    """Those of which no other workbook has a row, each once; `came` are targets with their periods' keys."""
    left: dict[tuple[str, str], AbsentRow] = {}
    for row in absent:
        slot = row.target.id, row.period.key
        if slot not in came:
            left.setdefault(slot, row)
    return list(left.values())


def _came_back(taken: TakenRows) -> dict[_FormKey, _CameBack]:
    """By form, what of it stands in the workbook."""
    found: dict[_FormKey, _CameBack] = {}
    for plan_id, rows in taken.rows.items():
        for row in rows:
            came = _form_of(found, plan_id, row.place, row.period)
            came.ids.add(row.target.id)
    for stray, at, _ in taken.strays:
        came = _form_of(found, stray.plan_id, stray.place, at)
        came.names.add(stray.printed.get(NAME, ""))
    return found


def _form_of(found: dict[_FormKey, _CameBack], plan_id: str, place: SheetPlace, at: Period) -> _CameBack:
    return found.setdefault((plan_id, at.key), _CameBack(SheetPlace(place.file, place.sheet), at))


def _units(store: Store, sent: Sequence[Target], wanted: set[str | None]) -> set[str | None]:
    """Those of the lead units that every target of a form has or had: a form is sent to one unit."""
    units = set(wanted)
    for target in sent:
        if units - {target.lead_id}:
            units &= {target.lead_id, *_led_before(store, target)}
    return units


def _led_before(store: Store, target: Target) -> set[str | None]:
    return {edit.new for edit in store.history(Target, target.id, "lead_id")}


def _still_asked(
    ledger: PlanYear, came: _CameBack, gone: Iterable[Target], units: Container[str | None]
) -> list[AbsentRow]:
    found = []
    for target in gone:
        if is_asked(ledger, target, came.period, units):
            found.append(absent_row(ledger, came.place, target, came.period))
    return found
