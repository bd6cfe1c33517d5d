"""Groups of targets: counts, never an averaged completion rate (rules.md §1)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf

from models.judging.assess import Assessment
from models.judging.statuses import (
    HEADINGS,
    LAGGING,
    REACHED,
    ROWS,
    UNCOUNTED,
    Light,
    Status,
    Total,
    lit,
    statuses_of,
)

TOTAL_NAMES: Mapping[str, str] = {total.value: heading for total, heading in HEADINGS.items()}


def _totals(*, counted: bool) -> tuple[tuple[str, tuple[Status, ...]], ...]:
    """The totals whose statuses are, or are not, in m, each with its statuses."""
    found = []
    for total in Total:
        statuses = statuses_of(total)
        if ROWS[statuses[0]].in_m is counted:
            found.append((total.value, statuses))
    return tuple(found)


COUNTED = _totals(counted=True)
APART = _totals(counted=False)


class StatusFilter(StrEnum):
    """A choice of targets by how they stand: all, or those under one total; its text is what a button says."""

    ALL = "全部状态"
    DONE = Total.DONE
    REACHED = Total.ON_PACE
    SLOW = Total.SLOW
    BEHIND = Total.BEHIND
    MISSING = Total.MISSING
    NOT_DUE = Total.NOT_DUE
    NOT_APPLICABLE = Total.NOT_APPLICABLE
    QUALITATIVE = Total.QUALITATIVE


def _filters() -> dict[StatusFilter, tuple[Status, ...]]:
    """Which statuses each filter leaves, in the order of the totals; none chosen leaves all."""
    found: dict[StatusFilter, tuple[Status, ...]] = {StatusFilter.ALL: ()}
    for total in Total:
        found[StatusFilter(total.value)] = statuses_of(total)
    return found


FILTERS = _filters()


@dataclass(frozen=True, slots=True)
class Counts:
    """How the members of a group stand.

    `reached` (n) are on pace, ahead or done; `members` (m) all but 不适用, 未启动（未到期）,
    qualitative ones without a due date and those that cannot be judged; 缺报 is in m.
    """

    by_status: Counter[Status]

    def of(self, statuses: Iterable[Status]) -> int:
        """How many have one of these statuses."""
        return sum(map(self.by_status.__getitem__, statuses))

    @property
    def reached(self) -> int:
        """The n of "n/m 达序时"."""
        return self.of(REACHED)

    @property
    def members(self) -> int:
        """The m of "n/m 达序时"."""
        return self.all - self.of(UNCOUNTED)

    @property
    def missing(self) -> int:
        """How many are silent where a report is due (缺报); they are in m."""
        return self.by_status[Status.MISSING]

    @property
    def reported(self) -> int:
        """How many of m have reported: all but 缺报."""
        return self.members - self.missing

    @property
    def all(self) -> int:
        """Every target of the group."""
        return self.by_status.total()

    def lights(self) -> dict[Light, int]:
        """How many are green, yellow and red."""
        return {light: self.of(lit(light)) for light in (Light.GREEN, Light.YELLOW, Light.RED)}

    @property
    def text(self) -> str:
        """The counts as printed beside a group: "2/3 达序时", "定性 7 项" apart."""
        qualitative = self.by_status[Status.STATE]
        words = []
        if self.members:
            words.append(f"{self.reached}/{self.members} 达序时")
        if qualitative:
            words.append(f"定性 {qualitative} 项")
        return "，".join(words) or "无指标"


@dataclass(frozen=True, slots=True)
class Weighted:
    """A weighted group's completion and pace in percent; only where every member has both."""

    completion: Fraction
    pace: Fraction


def count(assessments: Iterable[Assessment]) -> Counts:
    """Count the statuses of a group."""
    return Counts(Counter(a.status for a in assessments))


def weighted(assessments: Sequence[Assessment]) -> Weighted | None:
    """Σ weight × min(rate, 1) / Σ weight against Σ weight × own pace / Σ weight, or None."""
    total = done = due = Fraction(0)
    for a in assessments:
        if not a.target.weight or a.completion is None or a.pace is None:
            return None
        weight = Fraction(a.target.weight)
        total += weight
        # what is overdone in one target makes up for no other
        done += weight * min(a.completion, Fraction(100))
        due += weight * a.pace * 100
    if not total:
        return None
    return Weighted(done / total, due / total)


def by_key(assessments: Iterable[Assessment], keys: Callable[[Assessment], Iterable[str]]) -> dict[str, Counts]:
    """Counts by task, unit or campaign, in the order in which they first occur."""
    groups: dict[str, Counts] = {}
    for a in assessments:
        for key in keys(a):
            groups.setdefault(key, Counts(Counter())).by_status[a.status] += 1
    return groups


def behind(assessments: Iterable[Assessment]) -> list[Assessment]:
    """The behind list: red first (逾期, 滞后), largest gap first, then 略慢 (rules.md §6).

    Those without a gap (milestones) lead their colour; ties keep the plan's order.
    """
    lagging = [a for a in assessments if a.status in LAGGING]
    return sorted(lagging, key=_place_behind)


def _place_behind(a: Assessment) -> tuple[int | None, bool, float, Fraction]:
    return (ROWS[a.status].behind, a.gap is not None, *_by_size(a.gap or Fraction(0)))


def _by_size(gap: Fraction) -> tuple[float, Fraction]:
    """A gap's place in an order: by its nearest float, which is fast, and exactly where two are alike."""
    try:
        return float(gap), gap
    except OverflowError:  # larger than any float can be
        if gap < 0:
            return -inf, gap
        return inf, gap


def missing(assessments: Iterable[Assessment]) -> list[Assessment]:
    """The missing list, in the plan's order."""
    return [a for a in assessments if a.status is Status.MISSING]
