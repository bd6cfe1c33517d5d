"""What a clerk typed over the cells of a returned form before it is read in; what came stays beside it."""

from collections.abc import Mapping
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


def _seen(ledger: PlanYear, row: RawRow, column: str, handed: dict[str, str] | None) -> dict[str, str] | None:
    """The digests with today's for what a column fills: who types over it has the ledger's figure beside it."""
    field = field_under(row.target, column)
    if handed is None or field is None:
        return handed
    names = (*JUDGED, NOT_APPLICABLE_FIELD) if field.judged else (field.name,)
    cell = ledger.cells_of(row.target).get(row.period.key)
    return handed | {name: digest(stored_text(cell, name)) for name in names}
