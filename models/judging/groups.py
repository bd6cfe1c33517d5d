"""Groups of targets: counts, never an averaged completion rate (rules.md §1)."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf

from models.judging.assess import Assessment
from models.judging.lights import LAGGING, REACHED, UNCOUNTED, Light, Status

COUNTED = (
    ("已完成", (Status.DONE,)),
    ("达序时", (Status.AHEAD, Status.ON_PACE, Status.NEARLY)),
    ("略慢", (Status.SLOW,)),
    ("滞后", (Status.BEHIND, Status.OVERDUE)),
    ("缺报", (Status.MISSING,)),
)

TOTAL_NAMES = {
    "已完成": "✓ 已完成",
    "达序时": "● 达序时（含超序时）",
    "略慢": "▲ 略慢",
    "滞后": "■ 滞后（含逾期）",
    "缺报": "○ 缺报",
    "未启动": "– 未启动（未到期）",
    "不适用": "– 不适用",
    "定性": "– 定性（不亮灯）",
}

APART = (
    ("未启动", (Status.NOT_DUE,)),
    ("不适用", (Status.NOT_APPLICABLE,)),
    ("定性", (Status.STATE, Status.UNJUDGED)),
)


class StatusFilter(StrEnum):
    """A choice of targets by how they stand, named as the counts name them; its text is what a button says."""

    ALL = "全部状态"
    DONE = "已完成"
    REACHED = "达序时"
    SLOW = "略慢"
    BEHIND = "滞后"
    MISSING = "缺报"
    NOT_DUE = "未启动"
    NOT_APPLICABLE = "不适用"
    QUALITATIVE = "定性"


FILTERS: dict[StatusFilter, tuple[Status, ...]] = {
    StatusFilter.ALL: (),
    **{StatusFilter(name): statuses for name, statuses in (*COUNTED, *APART)},
}

BEHIND_ORDER = {Status.OVERDUE: 0, Status.BEHIND: 0, Status.SLOW: 1}


@dataclass(frozen=True, slots=True)
class Counts:
    """How the members of a group stand.

    `reached` (n) are on pace, ahead or done; `members` (m) all but 不适用, 未启动（未到期）,
    qualitative ones without a due date and those that cannot be judged; 缺报 is in m.
    """

    by_status: Counter[Status]

    @property
    def reached(self) -> int:
        """The n of "n/m 达序时"."""
        return sum(self.by_status[s] for s in REACHED)

    @property
    def members(self) -> int:
        """The m of "n/m 达序时"."""
        return sum(n for s, n in self.by_status.items() if s not in UNCOUNTED)

    @property
    def missing(self) -> int:
        """缺报 in m."""
        return self.by_status[Status.MISSING]

    @property
    def reported(self) -> int:
        """已报: m without 缺报."""
        return self.members - self.missing

    @property
    def all(self) -> int:
        """Every target of the group."""
        return self.by_status.total()

    def lights(self) -> dict[Light, int]:
        """How many are green, yellow and red."""
        return {
            Light.GREEN: self.reached,
            Light.YELLOW: self.by_status[Status.SLOW],
            Light.RED: self.by_status[Status.BEHIND] + self.by_status[Status.OVERDUE],
        }

    @property
    def text(self) -> str:
        """The counts as printed beside a group: "2/3 达序时", "定性 7 项" apart."""
        qualitative = self.by_status[Status.STATE]
        apart = f"定性 {qualitative} 项" if qualitative else ""
        if not self.members:
            return apart or "无指标"
        return f"{self.reached}/{self.members} 达序时" + (f"，{apart}" if apart else "")


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
        done += weight * min(a.completion, Fraction(100))
        due += weight * a.pace * 100
    return Weighted(done / total, due / total) if total else None


def by_key(assessments: Iterable[Assessment], keys: Callable[[Assessment], Iterable[str]]) -> dict[str, Counts]:
    """Counts by task, unit or campaign, in the order in which they first occur."""
    groups: dict[str, list[Assessment]] = {}
    for a in assessments:
        for key in keys(a):
            groups.setdefault(key, []).append(a)
    return {key: count(members) for key, members in groups.items()}


def behind(assessments: Iterable[Assessment]) -> list[Assessment]:
    """The behind list: red first (逾期, 滞后), largest gap first, then 略慢 (rules.md §6).

    Those without a gap (milestones) lead their colour; ties keep the plan's order.
    """
    lagging = [a for a in assessments if a.status in LAGGING]
    return sorted(lagging, key=lambda a: (BEHIND_ORDER[a.status], a.gap is not None, *_by_size(a.gap or Fraction(0))))


def _by_size(gap: Fraction) -> tuple[float, Fraction]:
    """A gap's place in an order: by its nearest float, which is fast, and exactly where two are alike."""
    try:
        return float(gap), gap
    except OverflowError:
        return (-inf if gap < 0 else inf), gap


def missing(assessments: Iterable[Assessment]) -> list[Assessment]:
    """The missing list, in the plan's order."""
    return [a for a in assessments if a.status is Status.MISSING]
