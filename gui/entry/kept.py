"""The cells of 填报 as they will be once everything typed is saved, and what stood in them when the file was opened."""

from collections.abc import Iterable

from gui.entry.spots import PAST, Spot
from gui.session.session import Session
from models.plan.entities import Progress, progress_id
from models.plan.fields import as_text, stored_text
from models.plan.period import Period
from models.plan.said import Said
from models.plan.year import said_held
from models.words.numbers import NOT_APPLICABLE


class KeptCells:
    """The cells in the file and on their way there; `period` is the one shown."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.period = session.period
        self._pending: dict[str, Progress] = {}
        self._first: dict[Spot, str] = {}

    @property
    def closed(self) -> bool:
        """Whether the period is closed (锁定)."""
        return self.session.has_plan and self.session.ledger.closed(self.period)

    def locked(self, spot: Spot | None) -> Said | None:
        """Why a field cannot be typed into: its period is closed, or another year's closed plan holds the figure."""
        if self.closed:
            what = f"{self.period.short}已锁定，没有改"
            return Said("typed-into-closed", what, todo="请先在“本期”菜单里解锁，并写明原因，再改")
        if spot is None:
            return None
        return self.held(spot)

    def held(self, spot: Spot) -> Said | None:
        """Why a figure of another year is only looked at; None where it is typed."""
        target, key = self.session.target(spot.target_id), Period.of_key(spot.period).last_year.key
        if spot.field_row is not PAST or target is None or not self.session.ledger.is_held(target, key):
            return None
        return said_held(target, key, self.session.ledger.holders(target, key))

    def cell(self, target_id: str, period: str = "") -> Progress:
        """A cell as it will be once everything typed is saved; an empty one where nothing was reported."""
        key = period or self.period.key
        name = progress_id(target_id, key)
        if name in self._pending:
            return self._pending[name]
        kept = None
        if self.session.has_plan:
            kept = self.session.ledger.cells.get(target_id, {}).get(key)
        return kept or Progress(name, target_id, key)

    def text(self, spot: Spot) -> str:
        """A field as it is kept, or on its way there."""
        if spot.field_row is PAST:
            target = self.session.ledger.by_id[spot.target_id]
            return as_text(self.session.ledger.past_of(target).get(Period.of_key(spot.period).last_year.key))
        cell = self.cell(spot.target_id, spot.period)
        if cell.not_applicable and spot.field_row.judged:
            return NOT_APPLICABLE
        return stored_text(cell, spot.field)

    def send(self, cells: Iterable[Progress]) -> None:
        """Cells are on their way to the file."""
        for cell in cells:
            self._pending[cell.id] = cell

    def answered(self, cells: Iterable[Progress]) -> None:
        """Cells arrived or were refused: what was typed since stays on its way."""
        for cell in cells:
            if self._pending.get(cell.id) is cell:
                del self._pending[cell.id]

    def remember(self, spot: Spot, text: str) -> None:
        """Keep what stood in a field before it is changed for the first time."""
        self._first.setdefault(spot, text)

    def first(self, spot: Spot) -> str | None:
        """What stood in a field when the file was opened, if it was changed since and differs."""
        first = self._first.get(spot)
        if first is None or first == self.text(spot):
            return None
        return first

    def changed_count(self) -> int:
        """Fields that differ from when the file was opened (本次改动)."""
        known = self.session.ledger.by_id
        differing = [spot for spot in self._first if spot.target_id in known and self.first(spot) is not None]
        return len(differing)
