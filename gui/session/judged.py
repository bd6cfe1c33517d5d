"""All targets of a plan judged at a period, each when it is first looked at.

Judging thousands of targets takes longer than two frames: the rows on the screen are judged when
they are painted, the others in short slices between events (idle.py). Whoever asks for all of
them gets all of them, whatever was judged before. No Qt in here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from time import perf_counter
from typing import Any, TypeVar

from db.disk import log
from models.judging.assess import Assessment, assess
from models.plan.entities import Plan
from models.plan.period import Period
from models.plan.year import PlanYear

T = TypeVar("T")
KEPT = 6  # periods whose assessments are kept
_AT_ONCE = 16  # targets between two looks at the clock


class Judged(Mapping[str, Assessment]):
    """Assessments by the targets' ids. Rule and plan are those of its making; figures may change (`again`)."""

    def __init__(self, ledger: PlanYear | None, period: Period) -> None:
        self._ledger = ledger or PlanYear(Plan("", period.year, ""))
        self._period = period
        self._rule = self._ledger.rule(period)
        self._found: dict[str, Assessment] = {}
        self._listed = [t.id for t in self._ledger.listed_at(period)]
        self._waiting = self._listed[::-1]
        self._left = set(self._listed)
        self._derived: dict[Callable[..., Any], Any] = {}

    @property
    def complete(self) -> bool:
        """Whether every target that is listed at the period is judged."""
        return not self._left

    @property
    def waiting(self) -> int:
        """How many are at most still to be judged."""
        return len(self._waiting)

    def all(self) -> list[Assessment]:
        """Every target that is listed judged, in the plan's order; what is not judged yet is judged now."""
        return [self[target_id] for target_id in self._listed]

    def derived(self, make: Callable[[list[Assessment]], T]) -> T:
        """What a function makes of all of them, made once until a figure changes."""
        if make not in self._derived:
            self._derived[make] = make(self.all())
        found: T = self._derived[make]
        return found

    def go_on(self, seconds: float) -> bool:
        """Judge further targets for so long; whether all are judged."""
        end = perf_counter() + seconds
        while self._waiting and perf_counter() < end:
            some, self._waiting = self._waiting[-_AT_ONCE:], self._waiting[:-_AT_ONCE]
            for target_id in reversed(some):
                _ = self[target_id]
        return self.complete

    def prepared(self, wanted: Iterable[Callable[[list[Assessment]], Any]], seconds: float) -> bool:
        """Judge on for so long, then make what is wanted of all, one a time; whether all is there."""
        if not self.go_on(seconds):
            return False
        lacking = next((make for make in wanted if make not in self._derived), None)
        if lacking is not None:
            self.derived(lacking)
        return lacking is None

    def again(self, targets: Iterable[str]) -> None:
        """The figures of these changed: they are judged anew when they are looked at."""
        for target_id in targets:
            if self._found.pop(target_id, None) is not None:
                self._waiting.append(target_id)
                if self._ledger.by_id[target_id].listed_by(self._period.end):
                    self._left.add(target_id)
        self._derived.clear()

    def __getitem__(self, target_id: str) -> Assessment:
        found = self._found.get(target_id)
        if found is None:
            target = self._ledger.by_id[target_id]
            found = self._found[target_id] = assess(self._ledger, target, self._period, self._rule)
            self._left.discard(target_id)
        return found

    def __contains__(self, target_id: object) -> bool:
        return target_id in self._ledger.by_id

    def __iter__(self) -> Iterator[str]:
        return (t.id for t in self._ledger.targets)

    def __len__(self) -> int:
        return len(self._ledger.targets)


class JudgedPeriods:
    """The assessments of one plan, kept for the periods seen last; `grown` when there are new ones."""

    def __init__(self, ledger: PlanYear | None) -> None:
        self._ledger = ledger
        self._kept: dict[tuple[int, int, bool], Judged] = {}
        self.grown = True

    def at(self, period: Period) -> Judged:
        """The assessments at a period."""
        key = (period.year, period.halves, period.quarterly)
        judged = self._kept.pop(key, None)
        if judged is None:
            judged, self.grown = Judged(self._ledger, period), True
        self._kept[key] = judged
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return judged

    def again(self, targets: Iterable[str]) -> None:
        """The figures of these changed, at every period."""
        for judged in self._kept.values():
            judged.again(targets)


class Judgement:
    """The judgement of the plan shown at the period shown; what the session says of it is made here.

    A plan of at most `at_once` targets is judged whenever it is turned to; of a larger one `ready`
    says, some time after `follow`, `turn` or `again`, when all are there.
    """

    def __init__(self, ledger: PlanYear | None, period: Period, ready: Callable[[], object], at_once: int) -> None:
        self._ready, self._at_once = ready, at_once
        self._wanted: dict[Callable[[list[Assessment]], Any], None] = {}  # a dictionary keeps their order
        self._told = True
        self.follow(ledger, period)

    def follow(self, ledger: PlanYear | None, period: Period) -> None:
        """Another plan, or the plan read anew: nothing judged before holds."""
        self._ledger = ledger
        self._periods = JudgedPeriods(ledger)
        self.turn(period)

    def turn(self, period: Period) -> None:
        """Turn to the assessments of a period; few are judged at once."""
        self._period = period
        self.now = self._periods.at(period)
        if not self.now.complete and self.now.waiting <= self._at_once:
            self.now.all()
        self._told = self.now.complete
        self._since, self._left = log.started(), self.now.waiting

    def again(self, targets: Iterable[str]) -> None:
        """The figures of these changed, at every period."""
        self._periods.again(targets)
        self.turn(self._period)

    def at(self, target_id: str, period: Period) -> Assessment | None:
        """One target at a period of one's own; None where the plan has no such target."""
        if self._ledger is None or target_id not in self._ledger.by_id:
            return None
        if period == self._period:
            return self.now[target_id]
        return assess(self._ledger, self._ledger.by_id[target_id], period)

    def derived(self, make: Callable[[list[Assessment]], T]) -> T:
        """What a function makes of all assessments; what was asked for once is made for other periods in time."""
        self._wanted[make] = None
        return self.now.derived(make)

    def go_on(self, seconds: float) -> bool:
        """Judge on: first the period shown, and say when all are there; then those beside it. Whether all is done."""
        if self._ledger is None:
            return True
        if not self.now.prepared(self._wanted, seconds):
            return False
        if not self._told:
            self._told = True
            log.done(self._since, log.Work.JUDGED, self._left)
            self._ready()
            return False
        beside = (self._periods.at(period) for period in self._period.beside)
        return all(judged.prepared(self._wanted, seconds) for judged in beside)

    def grown(self) -> bool:
        """Whether periods were judged anew since it was asked last."""
        grown, self._periods.grown = self._periods.grown, False
        return grown
