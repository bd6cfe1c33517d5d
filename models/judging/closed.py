"""Closed means closed (rules.md §3): what a change alters in the closed periods of a plan, old and new.

The closed periods are judged before and after the change and compared; nothing is guessed from which
field changed, so that no field, old or new, is forgotten.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from typing import Any, TypeAlias

from models.judging.assess import Assessment, assess
from models.judging.figures import past_figures
from models.judging.terms import Terms
from models.plan.entities import Kind, Progress, Target
from models.plan.period import WIDTHS, Period, key_of
from models.plan.quantity import DASH, fraction, rounded, typed
from models.plan.year import PlanYear
from models.words.comparators import SIGNS

_PLACES = 2  # digits of what is reckoned, in a sentence
_NAMED = 3  # alterations that a sentence names

Facts: TypeAlias = tuple[Any, ...]


class Altered(StrEnum):
    """What of a target a closed period would say otherwise; its text is how a sentence calls it."""

    LISTED = "列入"
    KIND = "类型"
    UNIT = "计量单位"
    DEMAND = "目标"
    STRETCH = "力争目标"
    DIRECTION = "方向"
    DUE_DATE = "时限"
    WEIGHT = "权重"
    STAGES = "阶段"
    FIGURE = "本期值"
    STATUS = "状态"
    DUE = "应达"
    PACE = "序时进度"
    COMPLETION = "完成率"
    GAP = "序时差"
    REPORT = "填报"
    NOTES = "说明"
    GROUNDS = "判断依据"

    @property
    def may_wait(self) -> bool:
        """Whether a 目标变更 dated later would do instead: value, comparator and due date are versions."""
        return self in (Altered.DEMAND, Altered.DUE_DATE)


@dataclass(frozen=True, slots=True)
class Alteration:
    """What a change would alter for a target in a closed period: the thing's name, old and new as printed."""

    period: Period
    target: Target
    what: Altered
    old: str
    new: str

    def __str__(self) -> str:
        """The alteration in words, target and period before it."""
        return f"{self.period.short}“{self.target.full_name}”的{self.what.value} {self.old}→{self.new}"


@dataclass(frozen=True, slots=True)
class ClosedCell:
    """A target as a closed period has it: its assessment, and what is counted and listed besides."""

    target: Target
    assessment: Assessment

    @property
    def facts(self) -> Facts:
        """All that must stay; names, offices (单位), leaders and headings are not in it."""
        a, target = self.assessment, self.target
        told = a._replace(target=None)  # type: ignore[arg-type]
        return (told, target.kind, self.unit, target.weight, self.stages)

    @property
    def unit(self) -> str:
        """What the figures are of: 5家 is not 5亩; none where there are no figures."""
        if self.target.kind in (Kind.MILESTONE, Kind.QUALITATIVE):
            return ""
        return self.target.unit

    @property
    def stages(self) -> tuple[str, ...]:
        """The chain of stages, and which of them are planned by the period's end; none where there are no stages."""
        if self.target.kind is not Kind.MILESTONE:
            return ()
        due = [s.name for s in self.target.stages if s.due_date and s.due_date <= self.assessment.period.end]
        return (*self.target.stage_names, "", *due)


def in_words(reason: str) -> str:
    """A reason that is one, else nothing: digits and signs alone were typed into a cell, not written as a reason."""
    if any(map(str.isalpha, reason)):
        return reason.strip()
    return ""


def alterations(before: PlanYear, after: PlanYear | None) -> list[Alteration]:
    """What the closed periods of a plan say otherwise after a change; `after` is None where the plan is gone.

    A period that the change itself opens is no longer closed, and is not compared. Both plans may be parts
    that hold only the targets concerned.
    """
    found = []
    for key, state in before.states.items():
        period = Period.of_key(key)
        if not state.closed_at or (after is not None and key in after.states and not after.closed(period)):
            continue
        found += _compared(period, _cells(before, period), _cells(after, period))
    return found


def said_of(found: list[Alteration]) -> str:
    """The alterations in a sentence: the first of each target, so many that it can be read."""
    first: dict[str, Alteration] = {}
    for one in sorted(found, key=_place):  # a quarter says more than the months and half months closed with it
        first.setdefault(one.target.id, one)
    named = [str(one) for one in first.values()][:_NAMED]
    more = ""
    if len(first) > _NAMED:
        more = f"等{len(first)}项指标"
    return "；".join(named) + more


def to_open(periods: Iterable[Period], closed: Collection[str]) -> list[Period]:
    """What to open so that all of these are open, the earliest first: a quarter, where it is closed, opens all in it.

    `closed` are the keys of all that is closed.
    """
    found = {_around(period, closed) for period in periods}
    inner = set(chain.from_iterable(period.within[:-1] for period in found))
    return sorted(found - inner, key=lambda period: (period.year, period.halves))


def _around(period: Period, closed: Collection[str]) -> Period:
    """The longest closed period that a closed one ends in, itself at least."""
    for width in sorted(WIDTHS.values(), reverse=True):
        around = Period.of_key(key_of(period.year, -(-period.halves // width) * width))
        if around.key in closed and period in around.within:
            return around
    return period


def _place(one: Alteration) -> tuple[int, int]:
    return -WIDTHS[one.period.span], one.period.halves


def held(year: PlanYear, series_id: str, key: str) -> Fraction | None:
    """The figure that a plan's closed period holds for a series; None where it is open or holds none.

    In the year after it is the figure of 上年同期, and read-only there (rules.md §3).
    """
    period = Period.of_key(key)
    if not year.closed(period):
        return None
    for target in year.targets:
        if target.series_id == series_id:
            figure = past_figures(target, year.cells_of(target)).get(key)
            if figure is not None:
                return fraction(figure)
    return None


def _cells(year: PlanYear | None, period: Period) -> Mapping[str, ClosedCell]:
    """The targets that are listed at a period, as they stand."""
    if year is None:
        return {}
    return {t.id: ClosedCell(t, assess(year, t, period)) for t in year.listed_at(period)}


def _compared(period: Period, before: Mapping[str, ClosedCell], after: Mapping[str, ClosedCell]) -> list[Alteration]:
    found = []
    for target_id, old in before.items():
        new = after.get(target_id)
        if new is None:
            found.append(Alteration(period, old.target, Altered.LISTED, "列入", "不再列入"))
        elif old.facts != new.facts:
            found.append(Alteration(period, old.target, *_first_difference(old, new)))
    for target_id, new in after.items():
        if target_id not in before:
            found.append(Alteration(period, new.target, Altered.LISTED, "未列入", "列入"))
    return found


def _first_difference(old: ClosedCell, new: ClosedCell) -> tuple[Altered, str, str]:
    """What differs, in words; what has no words of its own is said as a whole."""
    for what, words in _ROWS:
        before, after = words(old), words(new)
        if before != after:
            return what, before, after
    return Altered.GROUNDS, "原来", "改后"


def _demand(standing: ClosedCell) -> str:
    terms: Terms = standing.assessment.terms
    words = f"{SIGNS[terms.comparator]}{typed(terms.value)}"
    if terms.value is None:
        words = DASH
    if terms.value_high is not None:
        words += f"—{typed(terms.value_high)}"
    return words + standing.target.unit


def _due(standing: ClosedCell) -> str:
    terms = standing.assessment.terms
    day = "年底"
    if terms.due_date:
        day = terms.due_date.isoformat()
    return f"{terms.due}（{day}）" if terms.due else day


def _figure(standing: ClosedCell) -> str:
    figure = standing.assessment.actual
    if figure.value is None:
        return DASH
    return figure.text or _number(figure.value)


def _direction(standing: ClosedCell) -> str:
    if standing.assessment.terms.lower:
        return "越低越好"
    return "越高越好"


def _number(value: Any) -> str:
    if value is None:
        return DASH
    return typed(rounded(value, _PLACES))


def _words(cell: Progress | None) -> str:
    if cell is None:
        return DASH
    return cell.state or cell.stage or cell.progress or DASH


_ROWS: tuple[tuple[Altered, Callable[[ClosedCell], str]], ...] = (
    (Altered.KIND, lambda s: s.target.kind.label),
    (Altered.UNIT, lambda s: s.unit or DASH),
    (Altered.DEMAND, _demand),
    (Altered.STRETCH, lambda s: typed(s.assessment.terms.stretch)),
    (Altered.DIRECTION, _direction),
    (Altered.DUE_DATE, _due),
    (Altered.WEIGHT, lambda s: typed(s.target.weight) or DASH),
    (Altered.STAGES, lambda s: "·".join(filter(None, s.stages))),
    (Altered.FIGURE, _figure),
    (Altered.STATUS, lambda s: s.assessment.word),
    (Altered.DUE, lambda s: _number(s.assessment.due)),
    (Altered.PACE, lambda s: _number(s.assessment.pace and s.assessment.pace * 100)),
    (Altered.COMPLETION, lambda s: _number(s.assessment.completion)),
    (Altered.GAP, lambda s: _number(s.assessment.gap)),
    (Altered.REPORT, lambda s: _words(s.assessment.cell)),
    (Altered.NOTES, lambda s: "；".join(s.assessment.notes) or DASH),
)
