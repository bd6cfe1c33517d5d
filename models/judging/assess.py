"""Judging one target at one period: pace, due amount, completion, gap, light and status.

The order and every rule are those of rules.md §1 to §3; reasons stand where there is no number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from models.judging.figures import Figure, InItsFigures, actual, is_reported, last_reported, silent_since, total
from models.judging.lights import directly, met_or_not, running_status, under_ceiling
from models.judging.pace import Pace, pace_at
from models.judging.presets import Facts, Verdict, verdict
from models.judging.statuses import Light, Status
from models.judging.terms import Terms, terms_at
from models.plan.entities import EntryMode, Kind, Progress, Target, TargetVersion, WorkState
from models.plan.period import Period
from models.plan.quantity import DASH, fraction, is_percent, typed
from models.plan.settings import Rule
from models.plan.year import Cells, Past, PlanYear
from models.words.comparators import STRICT


class GapUnit(StrEnum):
    """What a gap is counted in (rules.md §2)."""

    POINTS = "百分点"
    PERCENT = "%"


POINTS: str = GapUnit.POINTS
PERCENT: str = GapUnit.PERCENT
NOT_REPORTED = Figure(None, "本期未报")


class Assessment(NamedTuple):
    """What is so of a target at a period; percentages from 0 to 100, unrounded.

    `judged` is the period whose report speaks (an earlier one where the cadence allows it),
    `cell` that report. `why` gives the reason for each of completion, gap, pace, due and actual
    that is None. `gap_unit` is 百分点 or %. `barely_short` says that the threshold was met exactly, where that
    is not enough (超, 低于). A tuple, as one is made at each step of judging.
    """

    target: Target
    period: Period
    terms: Terms
    rule: Rule
    status: Status = Status.MISSING
    light: Light = Light.NONE
    judged: Period | None = None
    cell: Progress | None = None
    actual: Figure = NOT_REPORTED
    pace: Fraction | None = None
    due: Fraction | None = None
    completion: Fraction | None = None
    gap: Fraction | None = None
    gap_unit: str = POINTS
    why: Mapping[str, str] = MappingProxyType({})
    notes: tuple[str, ...] = ()
    barely_short: bool = False

    @property
    def adjusted(self) -> bool:
        """Whether the target was changed with a document number (mark 已调整)."""
        return self.terms.adjusted

    @property
    def earlier(self) -> bool:
        """Whether an earlier period's report speaks for this one."""
        return self.judged is not None and self.judged != self.period

    @property
    def word(self) -> str:
        """The status as printed; a qualitative target without a due date prints its state."""
        if self.status is Status.STATE:
            return (self.cell and self.cell.state) or DASH
        return self.status.value


def assess(ledger: PlanYear, target: Target, period: Period, rule: Rule | None = None) -> Assessment:
    """Judge a target of a ledger at a period, by the rule in force unless another is given."""
    return judge(
        target,
        period,
        ledger.cells_of(target),
        past=ledger.past_of(target),
        versions=ledger.versions_of(target),
        rule=rule or ledger.rule(period),
    )


def assess_all(ledger: PlanYear, period: Period) -> list[Assessment]:
    """Judge every target that is listed at a period, in the plan's order."""
    rule = ledger.rule(period)
    return [assess(ledger, target, period, rule) for target in ledger.listed_at(period)]


def judge(
    target: Target,
    period: Period,
    cells: Cells,
    *,
    past: Past | None = None,
    versions: Sequence[TargetVersion] = (),
    rule: Rule | None = None,
) -> Assessment:
    """Judge a target from its cells, last year's figures of its series and its versions."""
    terms = terms_at(target, versions, period.end)
    judged = _speaking_period(target, terms, period, cells)
    start = Assessment(
        target=target,
        period=period,
        terms=terms,
        rule=rule or Rule(),
        judged=judged,
        cell=cells.get((judged or period).key),
    )
    # one added later is not judged in periods before it was listed, whoever asks for it alone (rules.md §3)
    if not target.listed_by(period.end):
        return _unjudged(start, Status.NOT_DUE, "这一期还没有列入")
    # 不适用 is said by a person and comes before everything that could be reckoned (rules.md §3)
    if start.cell and start.cell.not_applicable:
        return _unjudged(start, Status.NOT_APPLICABLE, "不适用")
    if target.start_date and target.start_date > period.end:
        return _unjudged(start, Status.NOT_DUE, "还没有到开始的时间")
    if target.kind in (Kind.MILESTONE, Kind.QUALITATIVE):
        return _judge_without_figure(start)
    pace = pace_at(target, terms.due_date, judged or period, past or {}, terms.aim)
    return _judge_number(_with_pace(start, pace), cells)


def is_paced(target: Target) -> bool:
    """Whether the target is judged against pace: amounts, and reductions from a baseline."""
    if target.kind is Kind.REDUCTION:
        return target.baseline is not None
    return target.kind is Kind.CUMULATIVE


def due_day(terms: Terms, period: Period) -> date:
    """The day by which the target is to be reached: its due date, else the year's end."""
    return terms.due_date or date(period.year, 12, 31)


def completion_of(target: Target, terms: Terms, value: Fraction) -> tuple[Fraction | None, str]:
    """The completion rate in percent, never capped, or None with the reason (rules.md §2)."""
    if terms.value is None:
        return None, InItsFigures.NO_TARGET
    demand = fraction(terms.end_of_range)
    if target.kind is Kind.REDUCTION and target.baseline is not None:
        fall = fraction(target.baseline) - demand
        if fall == 0:
            return None, InItsFigures.SAME_BASELINE
        return (fraction(target.baseline) - value) / fall * 100, ""
    if target.kind not in (Kind.CUMULATIVE, Kind.REDUCTION):
        return None, f"{target.kind.label}，直接与目标比"
    if demand == 0:
        return None, InItsFigures.ZERO
    if demand < 0:
        return None, InItsFigures.NEGATIVE
    return value / demand * 100, ""


def _speaking_period(target: Target, terms: Terms, period: Period, cells: Cells) -> Period | None:
    """The period whose report is judged: this one's, or the latest that the cadence still allows."""
    spoken = last_reported(target, period, cells)
    if spoken is None:
        return None
    since = silent_since(target, period)
    # without a due date nothing can be late: what was said last holds on
    lasting = target.kind is Kind.QUALITATIVE and terms.due_date is None
    if lasting or since is None or spoken.halves >= since.halves:
        return spoken
    cell = cells[spoken.key]
    if is_reported(target, cell) and _is_done(target, cell):
        return spoken
    return None


def _is_done(target: Target, cell: Progress) -> bool:
    """A milestone or qualitative target once done stays done (rules.md §3)."""
    if target.kind is Kind.MILESTONE:
        return cell.stage == target.stage_names[-1]
    return target.kind is Kind.QUALITATIVE and cell.state == WorkState.DONE


def _with_pace(start: Assessment, pace: Pace) -> Assessment:
    target, threshold = start.target, start.terms.threshold
    if not is_paced(target):
        why = {"pace": f"{target.kind.label}，直接与目标比"}
        if threshold is None:
            why["due"] = InItsFigures.NO_TARGET
        return start._replace(due=threshold, why=why)
    notes = start.notes
    if pace.note:
        notes += (pace.note,)
    if threshold is None:
        return start._replace(pace=pace.share, why={"due": InItsFigures.NO_TARGET}, notes=notes)
    aim = start.terms.aim or Fraction(0)
    due = aim * pace.share
    if target.baseline is not None and target.kind is Kind.REDUCTION:
        due = fraction(target.baseline) - (fraction(target.baseline) - aim) * pace.share
    return start._replace(pace=pace.share, due=due, notes=notes)


def _judge_number(start: Assessment, cells: Cells) -> Assessment:
    """Judge a target that has a figure."""
    target = start.target
    figure = _figure(start, cells)
    if figure.value is None:
        return _without_figure(start._replace(actual=figure))
    # a 0 reported before anything is due is no lag
    upward = is_paced(target) and not start.terms.lower
    if upward and start.pace == 0 and _nothing_done(target, figure.value):
        return _unjudged(start._replace(actual=figure), Status.NOT_DUE, "还没有到期的任务")
    notes = (*start.notes, *_stretched(start, figure.value))
    if figure.note:
        notes += (figure.note,)
    measured, share = _measure(start._replace(actual=figure, notes=notes), figure.value)
    return _decide(measured, figure.value, share)


def _stretched(start: Assessment, value: Fraction) -> tuple[str, ...]:
    """That 力争目标 was reached; it is said, and judges nothing (rules.md §1).

    A total to be kept low (控制在12家以内、力争10家) still grows: whether it stayed below is known at its own end.
    """
    terms = start.terms
    ceiling = start.target.kind is Kind.CUMULATIVE and terms.lower
    if ceiling and due_day(terms, start.period) > start.period.end:
        return ()
    if not start.terms.stretched(value):
        return ()
    return (f"达到力争目标{typed(start.terms.stretch)}{start.target.unit}",)


def _figure(start: Assessment, cells: Cells) -> Figure:
    if start.judged is not None:
        return actual(start.target, start.judged, cells, start.rule.decimals)
    if start.target.kind is Kind.CUMULATIVE and start.target.entry_mode is EntryMode.PERIOD:
        return total(start.target, start.period, cells)
    return NOT_REPORTED


def _without_figure(start: Assessment) -> Assessment:
    """Nothing to judge: not due yet, missing, or reported but not to be reckoned."""
    target, reason = start.target, start.actual.why
    # who is silent while nothing is due yet has not failed to report
    if start.judged is None and ((is_paced(target) and start.pace == 0) or _nothing_due(start)):
        return _unjudged(start, Status.NOT_DUE, "还没有到期的任务")
    if target.kind is Kind.GROWTH and start.judged is not None:
        return _unjudged(start, Status.UNJUDGED, reason)
    return _unjudged(start, Status.MISSING, reason)


def _nothing_due(start: Assessment) -> bool:
    """Whether silence is no 缺报 yet: before the first point of the cadence, and before the target's own due date."""
    before_due = due_day(start.terms, start.period) > start.period.end
    return before_due and silent_since(start.target, start.period) is None


def _nothing_done(target: Target, value: Fraction) -> bool:
    if target.kind is Kind.REDUCTION and target.baseline is not None:
        return value == fraction(target.baseline)
    return value <= 0


def _measure(start: Assessment, value: Fraction) -> tuple[Assessment, Fraction | None]:
    """Completion and gap (rules.md §2), and of what is judged against pace the share done."""
    target, terms = start.target, start.terms
    completion, no_completion = completion_of(target, terms, value)
    share = None
    if is_paced(target):
        share = _share(start, value, terms.threshold)
    gap, gap_unit, no_gap = _gap(start, value)
    why = dict(start.why)
    if no_completion:
        why["completion"] = no_completion
    if no_gap:
        why["gap"] = no_gap
    return start._replace(completion=completion, gap=gap, gap_unit=gap_unit, why=why), share


def _gap(start: Assessment, value: Fraction) -> tuple[Fraction | None, str, str]:
    """The gap to the threshold; of 左右 it is 0 from there to the number itself, and counted from that beyond it."""
    terms = start.terms
    short = _gap_to(start, value, terms.threshold)
    if terms.comparator != "~" or short[0] is None or short[0] < 0:
        return short
    beyond, unit, why = _gap_to(start, value, terms.aim)
    if beyond is None:
        return short
    return max(beyond, Fraction(0)), unit, why


def _gap_to(start: Assessment, value: Fraction, threshold: Fraction | None) -> tuple[Fraction | None, str, str]:
    """The gap to one number."""
    target = start.target
    if threshold is None:
        return None, POINTS, InItsFigures.NO_TARGET
    # above 0 is good, whichever way the figure should go
    sign = -1 if start.terms.lower else 1
    if is_paced(target):
        share = _share(start, value, threshold)
        if share is None or start.pace is None:
            return None, POINTS, _no_size(start, value, InItsFigures.ZERO)
        return (share - start.pace) * 100 * sign, POINTS, ""
    # two rates: a growth's, in whatever unit its target is written; a fall by 5天 or 3微克 is none
    by_rate = target.kind is Kind.GROWTH or (target.kind is Kind.REDUCTION and not target.unit)
    if by_rate or is_percent(target.unit):
        return (value - threshold) * sign, POINTS, ""
    if threshold <= 0:
        return None, PERCENT, _no_size(start, value, InItsFigures.NOT_POSITIVE)
    return (value / threshold - 1) * 100 * sign, PERCENT, ""


def _no_size(start: Assessment, value: Fraction, else_said: InItsFigures) -> InItsFigures:
    """Why a gap has no size: what the completion rate says of the same target, so that one fact has one sentence."""
    _, why = completion_of(start.target, start.terms, value)
    if isinstance(why, InItsFigures):
        return why
    return else_said


def _share(start: Assessment, value: Fraction, threshold: Fraction | None) -> Fraction | None:
    """The share of a threshold that is done; None where the threshold has no size."""
    target = start.target
    if threshold is None:
        return None
    if target.kind is Kind.REDUCTION and target.baseline is not None:
        fall = fraction(target.baseline) - threshold
        if not fall:
            return None
        return (fraction(target.baseline) - value) / fall
    if threshold <= 0:
        return None
    return value / threshold


def _decide(start: Assessment, value: Fraction, share: Fraction | None) -> Assessment:
    """Light and status of a figure."""
    terms, target = start.terms, start.target
    if terms.threshold is None:
        return start._replace(status=Status.UNJUDGED)
    reached = _reached(start, value, share)
    if value == terms.threshold and not reached:
        start = start._replace(barely_short=True)
    at_end = due_day(terms, start.period) <= start.period.end
    # an amount that is reached stays reached; a rate or a level may still fall back before the year ends
    early = target.kind is Kind.CUMULATIVE and not terms.lower and terms.threshold > 0
    if reached and (at_end or early):
        return start._replace(status=Status.DONE, light=Light.GREEN)
    if at_end and not reached:
        return start._replace(status=Status.OVERDUE, light=Light.RED)
    verdict = _verdict(start, value, share)
    return start._replace(light=verdict.light, status=running_status(verdict, start.gap, start.rule, lower=terms.lower))


def _reached(start: Assessment, value: Fraction, share: Fraction | None) -> bool:
    if start.target.kind is Kind.REDUCTION and start.target.baseline is not None:
        if share is None or start.terms.comparator not in STRICT:
            return share is not None and share >= 1
        return share > 1
    # 0 of something means none at all, whatever the comparator says
    if start.target.kind is Kind.CUMULATIVE and start.terms.threshold == 0:
        return value <= 0
    return start.terms.meets(value)


def _verdict(start: Assessment, value: Fraction, share: Fraction | None) -> Verdict:
    terms, threshold = start.terms, start.terms.threshold
    facts = Facts(start.rule, terms, start.period, value, start.gap)
    if not is_paced(start.target) or threshold is None or start.pace is None:
        return directly(facts)
    if share is None:
        return met_or_not(met=_reached(start, value, share))
    if terms.lower:
        return under_ceiling(threshold, value, start.pace)
    return verdict(replace(facts, share=share, pace=start.pace))


def _judge_without_figure(start: Assessment) -> Assessment:
    """Judge a milestone or a qualitative target (rules.md §3): by its stage plan and due date."""
    target, terms, cell = start.target, start.terms, start.cell
    reason = f"{target.kind.label}，没有数值"
    start = start._replace(actual=Figure(None, reason), why=dict.fromkeys(("completion", "gap", "pace", "due"), reason))
    if target.kind is Kind.QUALITATIVE and terms.due_date is None:
        return start._replace(status=Status.STATE)
    if start.judged is None or cell is None:
        return start._replace(status=_silent(start))
    return _judge_stages(start, cell)


def _silent(start: Assessment) -> Status:
    if _nothing_due(start):
        return Status.NOT_DUE
    return Status.MISSING


def _judge_stages(start: Assessment, cell: Progress) -> Assessment:
    """Judge a stage or state that was reported, where there is a day by which it is to be reached."""
    target, end = start.target, start.period.end
    due = due_day(start.terms, start.period)
    nearly_due = end < due <= end + timedelta(days=start.rule.near_days)
    done = _is_done(target, cell)
    if done and (target.kind is Kind.MILESTONE or due <= end):
        return start._replace(status=Status.DONE, light=Light.GREEN)
    if due <= end:
        return start._replace(status=Status.OVERDUE, light=Light.RED)
    place, planned = _stage_place(target, cell), _planned_place(target, start.judged or start.period)
    if place < planned or (nearly_due and not done):
        return start._replace(status=Status.SLOW, light=Light.YELLOW)
    if place == 0 and WorkState.NOT_STARTED in (cell.stage, cell.state):
        return start._replace(status=Status.NOT_DUE)
    return start._replace(status=Status.ON_PACE, light=Light.GREEN)


def _stage_place(target: Target, cell: Progress) -> int:
    """How many stages are reached: 0 for 未启动."""
    if cell.stage not in target.stage_names:
        return 0
    return target.stage_names.index(cell.stage) + 1


def _planned_place(target: Target, period: Period) -> int:
    """How many stages the stage plan wants reached by a period's end; 0 without a plan."""
    planned = 0
    for place, stage in enumerate(target.stages, start=1):
        if stage.due_date and stage.due_date <= period.end:
            planned = place
    return planned


def _unjudged(start: Assessment, status: Status, reason: str) -> Assessment:
    """A status without light, completion or gap, each with its reason."""
    # pace and due amount are shown without a light, too, where they are known
    why = {**start.why, "completion": reason, "gap": reason}
    if start.pace is None:
        why.setdefault("pace", reason)
    if start.due is None:
        why.setdefault("due", reason)
    figure = start.actual
    if figure.value is None:
        figure = Figure(None, reason)
    return start._replace(status=status, light=Light.NONE, actual=figure, why=why)
