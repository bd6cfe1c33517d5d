"""Which figures of the period shown are doubted: reckoned once each, in a large plan when there is time."""

from collections.abc import Iterator
from decimal import Decimal
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from gui.entry.kept import KeptCells
from gui.entry.spots import Spot
from gui.session.idle import Idle
from gui.session.session import SMALL
from models.judging.doubts import doubts, stage_doubt
from models.judging.terms import terms_at
from models.plan.entities import Target
from models.plan.fields import BY_NAME, DOUBTED, asks
from models.plan.said import Said

_AT_ONCE = 16  # targets between two looks at the clock


class Doubting(QObject):
    """The doubts of one file's figures. `found` says that all of a large plan are known."""

    found = Signal()

    def __init__(self, kept: KeptCells) -> None:
        super().__init__()
        self._kept = kept
        self._session = kept.session
        self._read_doubts: dict[Spot, tuple[Said, ...]] = {}
        self._doubts: dict[str, dict[str, tuple[Said, ...]]] = {}  # of each target's fields, once they were asked for
        self._doubted: dict[str, list[Spot]] = {}
        self._unseen: list[str] | None = None  # targets not yet looked through for doubts, None: all
        self._idle = Idle(self, self.look_on)

    @property
    def complete(self) -> bool:
        """Whether every target of the plan has been looked at."""
        return self._unseen == []

    def keep_read(self, spot: Spot, doubts_read: tuple[Said, ...]) -> None:
        """Keep what the reader of a typed text doubts of it; nothing is kept where it doubts nothing."""
        if doubts_read:
            self._read_doubts[spot] = doubts_read

    def drop_read(self, spot: Spot) -> None:
        """What the reader doubted holds no longer."""
        self._read_doubts.pop(spot, None)

    def forget(self, targets: frozenset[str] | None) -> None:
        """The ledger or the period changed: doubts of some targets, None of all, are reckoned anew."""
        if targets is None:
            self._doubts.clear()
            self._doubted.clear()
            self._unseen = None
            return
        for target_id in targets:
            self._doubts.pop(target_id, None)
        if self._unseen is not None:
            self._unseen += targets

    def spots(self) -> Iterator[Spot]:
        """The doubted fields known so far, in the plan's order; those of a large plan come when there is time."""
        by_id = self._session.ledger.by_id
        unseen = len(by_id)
        if self._unseen is not None:
            unseen = len(self._unseen)
        at_once = SMALL
        if unseen > SMALL:
            at_once = 0
        if not self._look_through(at_once):
            self._idle.start()
        if self._doubted:  # nearly always empty: a large plan is not gone through for nothing
            for target_id in by_id:
                yield from self._doubted.get(target_id, ())

    def at(self, spot: Spot) -> tuple[Said, ...]:
        """Why a field is doubted; empty where it is not, or where a reason was given."""
        if spot.period != self._kept.period.key or spot.field not in DOUBTED or self._kept.closed:
            return ()
        target = self._session.ledger.by_id.get(spot.target_id)
        if target is None or not asks(target, spot.field_row):
            return ()
        known = self._doubts.setdefault(target.id, {})
        if spot.field not in known:
            known[spot.field] = self._reckoned(target, spot)
        return known[spot.field]

    def look_on(self, seconds: float) -> bool:
        """Look for doubted figures for so long; whether all are found, which is then told."""
        end = perf_counter() + seconds
        while self._session.has_plan and perf_counter() < end:
            if self._look_through(_AT_ONCE):
                self.found.emit()
                return True
        return not self._session.has_plan  # it was taken back or deleted meanwhile

    def _look_through(self, most: int) -> bool:
        """Find the doubted figures among so many targets not yet looked at; whether none is left."""
        if self._unseen is None:
            self._unseen = []
            if self._session.has_plan:
                self._unseen = list(reversed(self._session.ledger.by_id))
        for _ in range(min(most, len(self._unseen))):
            self._look_at(self._unseen.pop())
        return not self._unseen

    def _look_at(self, target_id: str) -> None:
        self._doubted.pop(target_id, None)
        target = self._session.target(target_id)
        if target is None or self._kept.closed:
            return
        asked = [name for name in DOUBTED if asks(target, BY_NAME[name])]
        spots = [Spot(target_id, self._kept.period.key, name) for name in asked]
        doubted = list(filter(self.at, spots))
        if doubted:
            self._doubted[target_id] = doubted

    def _reckoned(self, target: Target, spot: Spot) -> tuple[Said, ...]:
        cell = self._kept.cell(target.id)
        if cell.remark or cell.not_applicable:
            return ()
        read = self._read_doubts.get(spot, ())
        if spot.field in ("stage", "state"):
            said = stage_doubt(target, cell)
            return (*read, said) if said else read
        value = getattr(cell, spot.field)
        if not isinstance(value, Decimal):
            return ()
        ledger, period = self._session.ledger, self._kept.period
        terms = terms_at(target, ledger.versions_of(target), period.end)
        found = doubts(target, terms, period, spot.field, value, ledger.cells_of(target))
        return (*read, *found)
