"""A target against its earlier periods and its year's end (rules.md §5)."""

from dataclasses import dataclass
from fractions import Fraction

from models.judging.assess import PERCENT, POINTS, Assessment, due_day
from models.judging.figures import own_amount
from models.judging.pace import window
from models.plan.entities import Kind
from models.plan.ledger import Cells, Past
from models.plan.period import Period
from models.plan.quantity import is_percent

FORECAST_FROM = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Change:
    """A difference with its unit (% or 百分点), or None with the reason."""

    value: Fraction | None
    unit: str = PERCENT
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the year will end at this speed, and what each month left needs; in the target's unit."""

    forecast: Fraction | None
    needed: Fraction | None
    why_forecast: str = ""
    why_needed: str = ""


def last_year_figure(past: Past, period: Period) -> Fraction | None:
    """The same period's figure of last year, in the target's unit."""
    value = past.get(period.last_year.key)
    return None if value is None else Fraction(value)


def year_on_year(assessment: Assessment, past: Past) -> Change:
    """同比: totals in %, growth and levels in % by percentage points, other levels in %."""
    target, value = assessment.target, assessment.actual.value
    if target.kind in (Kind.MILESTONE, Kind.QUALITATIVE):
        return Change(None, why=f"{target.kind.label}，不作同比")
    if value is None:
        return Change(None, why=assessment.actual.why)
    before = last_year_figure(past, assessment.judged or assessment.period)
    if before is None:
        return Change(None, why="没有上年同期数")
    by_rate = target.kind is Kind.GROWTH or (target.kind is Kind.REDUCTION and target.baseline is None)
    if target.kind is not Kind.CUMULATIVE and (by_rate or is_percent(target.unit)):
        return Change(value - before, POINTS)
    if before <= 0:
        return Change(None, why="上年同期数不大于0")
    return Change((value / before - 1) * 100)


def on_previous(assessment: Assessment, cells: Cells, past: Past) -> Change:
    """环比: the period's own amount against the previous period's, in %; amounts only."""
    target = assessment.target
    period = assessment.judged or assessment.period
    if target.kind is not Kind.CUMULATIVE:
        return Change(None, why=f"{target.kind.label}，不作环比")
    own = own_amount(target, period, cells)
    if own.value is None:
        return Change(None, why=own.why)
    before = period.previous
    base = own_amount(target, before, cells).value if before else _end_of_last_year(period, past)
    if base is None or base <= 0:
        return Change(None, why="没有上期数" if base is None else "上期数不大于0")
    return Change((own.value / base - 1) * 100)


def outlook(assessment: Assessment) -> Outlook:
    """Forecast and needed per month: amounts to be reached, from a quarter of the pace on."""
    target, value, pace = assessment.target, assessment.actual.value, assessment.pace
    threshold = assessment.terms.threshold
    if target.kind is not Kind.CUMULATIVE or assessment.terms.lower:
        reason = "控制类指标，不作预测" if assessment.terms.lower else f"{target.kind.label}，不作预测"
        return Outlook(None, None, reason, reason)
    if value is None or pace is None or threshold is None:
        reason = assessment.actual.why or "目标没有数值"
        return Outlook(None, None, reason, reason)
    early = pace < FORECAST_FROM
    period = assessment.judged or assessment.period
    due = due_day(assessment.terms, period)
    left = window(target, period.year, due).last - period.months
    last_month = left < 1
    return Outlook(
        forecast=None if early else value / pace,
        needed=None if last_month else max(Fraction(0), threshold - value) / left,
        why_forecast="应达进度不到25%，不作预测" if early else "",
        why_needed="已到最后一个月" if last_month else "",
    )


def _end_of_last_year(period: Period, past: Past) -> Fraction | None:
    """The own amount of the last stretch of last year, before the first period of this one."""
    end = Period(period.year - 1, 24, quarterly=period.quarterly)
    before = end.previous
    whole, earlier = past.get(end.key), past.get(before.key) if before else None
    return None if whole is None or earlier is None else Fraction(whole) - Fraction(earlier)
