"""A target against its earlier periods and its year's end (rules.md §5)."""

from dataclasses import dataclass
from fractions import Fraction

from models.judging.assess import PERCENT, POINTS, Assessment, due_day
from models.judging.figures import own_amount
from models.judging.pace import window
from models.judging.terms import Terms
from models.plan.entities import Kind, Target
from models.plan.period import Period
from models.plan.quantity import is_percent
from models.plan.year import Cells, Past

# before that, one good month would forecast a multiple of the year
FORECAST_FROM = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class Difference:
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
    if value is None:
        return None
    return Fraction(value)


def year_on_year(assessment: Assessment, past: Past) -> Difference:
    """同比: totals in %, growth and levels in % by percentage points, other levels in %."""
    target, value = assessment.target, assessment.actual.value
    if target.kind in (Kind.MILESTONE, Kind.QUALITATIVE):
        return Difference(None, why=f"{target.kind.label}，不作同比")
    if value is None:
        return Difference(None, why=assessment.actual.why)
    # like with like: where an earlier report speaks, last year counts up to the same day
    before = last_year_figure(past, assessment.judged or assessment.period)
    if before is None:
        return Difference(None, why="没有上年同期数")
    # two rates differ by percentage points, in whatever unit the target is written
    by_rate = target.kind is Kind.GROWTH or (target.kind is Kind.REDUCTION and target.baseline is None)
    if by_rate or (target.kind is not Kind.CUMULATIVE and is_percent(target.unit)):
        return Difference(value - before, POINTS)
    if before <= 0:
        return Difference(None, why="上年同期数不大于0")
    return Difference((value / before - 1) * 100)


def on_previous(assessment: Assessment, cells: Cells, past: Past) -> Difference:
    """环比: the period's own amount against the previous period's, in %; amounts only."""
    target = assessment.target
    period = assessment.judged or assessment.period
    if target.kind is not Kind.CUMULATIVE:
        return Difference(None, why=f"{target.kind.label}，不作环比")
    own = own_amount(target, period, cells)
    if own.value is None:
        return Difference(None, why=own.why)
    base = _previous_amount(target, period, cells, past)
    if base is None:
        return Difference(None, why="没有上期数")
    if base <= 0:
        return Difference(None, why="上期数不大于0")
    return Difference((own.value / base - 1) * 100)


def outlook(assessment: Assessment) -> Outlook:
    """Forecast and needed per month: amounts to be reached, from a quarter of the pace on, until their own end."""
    value, pace = assessment.actual.value, assessment.pace
    reason = _no_outlook(assessment)
    if reason:
        return Outlook(None, None, reason, reason)
    if value is None or pace is None or assessment.terms.threshold is None:
        reason = assessment.actual.why or "目标没有数值"
        return Outlook(None, None, reason, reason)
    forecast, why_forecast = None, "应达进度不到25%，不作预测"
    if pace >= FORECAST_FROM:
        forecast, why_forecast = value / pace, ""
    period = assessment.judged or assessment.period
    left = window(assessment.target, period.year, due_day(assessment.terms, period)).last - period.months
    needed, why_needed = None, "已到最后一个月"
    if left >= 1:
        needed, why_needed = _still_needed(assessment.terms, value) / left, ""
    return Outlook(forecast, needed, why_forecast, why_needed)


def _still_needed(terms: Terms, value: Fraction) -> Fraction:
    """What is missing of the target itself; of 左右 nothing from its threshold on, where it is 已完成."""
    aim, threshold = terms.aim or Fraction(0), terms.threshold or Fraction(0)
    if value >= threshold:
        return Fraction(0)
    return max(Fraction(0), aim - value)


def _no_outlook(assessment: Assessment) -> str:
    """Why a target has no forecast; empty for an amount to be reached, before its own end (rules.md §6)."""
    if assessment.terms.lower:
        return "控制类指标，不作预测"
    if assessment.target.kind is not Kind.CUMULATIVE:
        return f"{assessment.target.kind.label}，不作预测"
    if due_day(assessment.terms, assessment.period) <= assessment.period.end:
        return "已到完成时限，不作预测"
    return ""


def _previous_amount(target: Target, period: Period, cells: Cells, past: Past) -> Fraction | None:
    """The own amount of the period before; before the first of a year, that of last year's last."""
    if period.previous:
        return own_amount(target, period.previous, cells).value
    end = Period(period.year - 1, 24, quarterly=period.quarterly)
    whole, before = past.get(end.key), end.previous
    earlier = past.get(before.key) if before else None
    if whole is None or earlier is None:
        return None
    return Fraction(whole) - Fraction(earlier)
