"""What a clerk typed over the cells of a returned form before it is read in; what came stays beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from models.collecting.form import digest
from models.collecting.typed import NOT_APPLICABLE_FIELD, RawCell, RawRow, SheetPlace
from models.plan.fields import COLUMNS, JUDGED, field_under, stored_text
from models.plan.year import PlanYear

CellPlace: TypeAlias = tuple[SheetPlace, str]


@dataclass(frozen=True, slots=True)
class Mended:
    """A cell of a form: as it came (None where it was not there), and what was typed over it; empty is not read."""

    came: RawCell | None
    text: str
    target_id: str


Mends: TypeAlias = Mapping[CellPlace, Mended]


def with_mends(ledger: PlanYear, row: RawRow, mends: Mends) -> RawRow:
    """A row as it is to be read: what was typed over its cells stands in them.

    A cell that came otherwise when its file was read again is left alone: nobody typed over that one.
    """
    cells, handed = dict(row.cells), row.handed
    for column in COLUMNS:
        mended = mends.get((row.place, column))
        if mended is None or (mended.came, mended.target_id) != (row.cells.get(column), row.target.id):
            continue
        cells[column] = RawCell(mended.text, by_hand=True)
        handed = _seen(ledger, row, column, handed)
    return replace(row, cells=cells, handed=handed)


def followed(mends: Mends, rows: Iterable[RawRow]) -> dict[CellPlace, Mended]:
    """What was typed over cells, gone with its row where that stands elsewhere in its sheet when it is read again.

    Where no row or several rows of the target came like it, it stays at its place and is of no other target.
    """
    of_place: dict[SheetPlace, str] = {}
    of_target: dict[tuple[str, str, str], list[RawRow]] = {}
    for row in rows:
        of_place[row.place] = row.target.id
        of_target.setdefault((row.place.file, row.place.sheet, row.target.id), []).append(row)
    found: dict[CellPlace, Mended] = {}
    for (place, column), mended in mends.items():
        now = place
        if of_place.get(place, mended.target_id) != mended.target_id:
            own = of_target.get((place.file, place.sheet, mended.target_id), [])
            if len(own) == 1 and own[0].cells.get(column) == mended.came:
                now = own[0].place
        found[now, column] = mended
    return found


def _seen(ledger: PlanYear, row: RawRow, column: str, handed: dict[str, str] | None) -> dict[str, str] | None:
    """The digests with today's for what a column fills: who types over it has the ledger's figure beside it."""
    field = field_under(row.target, column)
    if handed is None or field is None:
        return handed
    names = (*JUDGED, NOT_APPLICABLE_FIELD) if field.judged else (field.name,)
    cell = ledger.cells_of(row.target).get(row.period.key)
    return handed | {name: digest(stored_text(cell, name)) for name in names}
