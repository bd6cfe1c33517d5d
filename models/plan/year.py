"""One year's plan with everything that is needed to judge it, in memory; the ledger (台账) is the file.

The store makes it, rules read it. Order is the plan's own order throughout.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from models.plan.entities import Heading, PeriodState, Person, Plan, Progress, Series, Target, TargetVersion, Unit
from models.plan.ordinals import in_plan_order
from models.plan.period import Period
from models.plan.said import Said
from models.plan.settings import Office, Rule

Cells: TypeAlias = Mapping[str, Progress]
Past: TypeAlias = Mapping[str, Decimal]

NO_UNIT, NO_TASK = "未分工", "（不归任务）"


@dataclass(slots=True)
class PlanYear:
    """A plan's headings, targets, cells and earlier figures, keyed for look-up.

    `ordinals` are what the targets are called by (第n项), by their ids; those not given follow the plan's order.
    `held` says which earlier figures of a series a closed period of their own year's plans holds, and the titles of
    those: the figures are read-only.
    """

    plan: Plan
    headings: list[Heading] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    series: dict[str, Series] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    versions: dict[str, list[TargetVersion]] = field(default_factory=dict)
    cells: dict[str, dict[str, Progress]] = field(default_factory=dict)
    past: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    held: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    states: dict[str, PeriodState] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    ordinals: dict[str, str] = field(default_factory=dict)
    by_id: dict[str, Target] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Bring targets into the plan's order: by heading, then by their own position."""
        self.headings = in_order(self.headings)
        places: dict[str | None, int] = {}
        for place, heading in enumerate(self.headings):
            places[heading.id] = place
        # targets under no heading come first
        self.targets.sort(key=lambda t: (places.get(t.heading_id, -1), t.position, t.id))
        for target in self.targets:
            self.by_id[target.id] = target
        if not self.ordinals.keys() >= self.by_id.keys():
            self.ordinals = in_plan_order([(target.id, target.ordinal) for target in self.targets]) | self.ordinals

    @property
    def office(self) -> Office:
        """What the office set for itself, read anew each time."""
        return Office.of(self.settings)

    def rule(self, period: Period) -> Rule:
        """The rule in force: a closed period keeps the one it was closed with."""
        state = self.states.get(period.key)
        # what is closed must print next year what it printed then
        if state and state.closed_at:
            return Rule.load(state.rule)
        return Rule.of(self.settings)

    def closed(self, period: Period) -> bool:
        """Whether the period is closed (锁定)."""
        state = self.states.get(period.key)
        return bool(state and state.closed_at)

    @property
    def closed_until(self) -> date | None:
        """The end of the last closed period; None where nothing is closed."""
        return max((Period.parse(s.period).end for s in self.states.values() if s.closed_at), default=None)

    @property
    def open_from(self) -> date | None:
        """The first day that a change may hold from without altering a closed period; None: from the start."""
        until = self.closed_until
        if until is None:
            return None
        return until + timedelta(days=1)

    def listed_at(self, period: Period) -> list[Target]:
        """The targets that are listed, counted and judged at a period, in the plan's order."""
        return [target for target in self.targets if target.listed_by(period.end)]

    def report_by(self, period: Period) -> date:
        """The day to report by: set for the period, else the office's usual days after its end."""
        state = self.states.get(period.key)
        if state and state.report_by:
            return state.report_by
        return period.end + timedelta(days=self.office.report_days)

    def cells_of(self, target: Target) -> Cells:
        """What was reported for a target, by period key."""
        return self.cells.get(target.id, {})

    def past_of(self, target: Target) -> Past:
        """Earlier years' figures of a target's series, by period key."""
        return self.past.get(target.series_id, {})

    def is_held(self, target: Target, key: str) -> bool:
        """Whether a closed period of an earlier year's plan holds the figure of this period of the target's series."""
        return bool(self.holders(target, key))

    def holders(self, target: Target, key: str) -> list[str]:
        """The titles of the earlier plans whose closed period holds the figure; empty where none does."""
        return self.held.get(target.series_id, {}).get(key, [])

    def versions_of(self, target: Target) -> list[TargetVersion]:
        """The target's changes with a document number, the earliest first."""
        return self.versions.get(target.id, [])

    def unit_names(self) -> list[str]:
        """The directory's units, in its order."""
        return [u.name for u in self._sorted_units()]

    def person_names(self) -> list[str]:
        """The names of the directory's persons, sorted; two may be alike."""
        return sorted(p.name for p in self.persons.values())

    def lead_name(self, target: Target) -> str:
        """The lead unit's name, 未分工 where there is none."""
        unit = self.units.get(target.lead_id or "")
        if unit is None:
            return NO_UNIT
        return unit.name

    def person_name(self, person_id: str | None) -> str:
        """A person's name, empty where there is none."""
        person = self.persons.get(person_id or "")
        if person is None:
            return ""
        return person.name

    def heading(self, heading_id: str | None) -> Heading | None:
        """The heading with this id; None where the plan has none, or none was asked for."""
        for heading in self.headings:
            if heading.id == heading_id:
                return heading
        return None

    def task_labels(self) -> dict[str, str]:
        """For each heading's id its label as printed beside a target: "6.强化项目推进"."""
        return {h.id: h.label for h in self.headings}

    def by_lead(self) -> Iterator[tuple[Unit | None, list[Target]]]:
        """Lead units in the directory's order with their targets; those without one come last."""
        groups: dict[str | None, list[Target]] = {}
        for target in self.targets:
            lead = target.lead_id
            if lead not in self.units:  # none, or one that is no longer in the directory
                lead = None
            groups.setdefault(lead, []).append(target)
        for unit in self._sorted_units():
            if unit.id in groups:
                yield unit, groups[unit.id]
        if None in groups:
            yield None, groups[None]

    def _sorted_units(self) -> list[Unit]:
        return sorted(self.units.values(), key=lambda u: (u.position, u.name))


def in_order(headings: Iterable[Heading]) -> list[Heading]:
    """The headings as the plan reads: each followed by all below it."""
    known = sorted(headings, key=lambda h: h.position)
    ids = {h.id for h in known}
    under: dict[str | None, list[Heading]] = {}
    for heading in known:
        parent = heading.parent_id
        if parent not in ids:  # one whose parent was deleted stands at the top
            parent = None
        under.setdefault(parent, []).append(heading)
    found: list[Heading] = []
    # a stack instead of recursion: a plan that was read may be as deep as somebody made it
    waiting = under.get(None, [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting.extend(reversed(under.get(found[-1].id, [])))
    return found


def said_held(target: Target, key: str, titles: Iterable[str]) -> Said:
    """Why a figure of an earlier year cannot be changed: it was reported then, and its period is closed in a plan."""
    named = "和".join(f"“{title}”" for title in titles)
    what = f"{Period.of_key(key).label}已锁定，“{target.full_name}”的上年同期数是那时报的，这里只能看"
    return Said("past-closed", what, todo=f"请到那一年的计划{named}里解锁，并写明原因，再改", lead="没有改：")


def closed_words(ledger: PlanYear, period: Period) -> str:
    """已锁定, with when and by whom; the period must be closed."""
    state = ledger.states[period.key]
    day, who = state.closed_at[5:10], state.closed_by
    return f"已锁定（{day} {who}".rstrip() + "）"
