"""Pace (序时进度): the share of the annual target that is due at a period's end (rules.md §2)."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from models.judging.planned import planned_days, planned_outside, planned_problem
from models.plan.entities import CURVE_PRESETS, CurvePreset, Kind, Target
from models.plan.period import Period
from models.plan.quantity import fraction
from models.plan.year import Past

_HALF_MONTH = 15  # the day with which a half month ends
FRONT_LOW_POINTS = (Fraction(15, 100), Fraction(40, 100), Fraction(70, 100), Fraction(1))


@dataclass(frozen=True, slots=True)
class Pace:
    """A share from 0 to 1; `note` is a sentence where the pace is not what was chosen."""

    share: Fraction
    note: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """The months within the year in which a target runs: from the start of `first` to the end of `last`."""

    first: int
    last: int

    def elapsed(self, months: Fraction) -> Fraction:
        """(m − s + 1) / (d − s + 1), between 0 and 1."""
        return _elapsed(self.first, self.last, *months.as_integer_ratio())


def window(target: Target, year: int, due_date: date | None) -> Window:
    """When the target runs in its year; dates outside the year mean its first or last day."""
    first, last = 1, 12
    if target.start_date and target.start_date.year == year:
        first = target.start_date.month
    if due_date and due_date.year == year:
        last = due_date.month
    return Window(first, max(first, last))


def pace_at(target: Target, due_date: date | None, period: Period, past: Past, aim: Fraction | None = None) -> Pace:
    """The due share of a target at a period's end; `past` is last year's figures of its series.

    `aim` is the number in force then: planned amounts (节点目标) are reckoned as shares of it.
    """
    span = window(target, period.year, due_date)
    if target.planned and target.kind is Kind.CUMULATIVE and aim is not None and aim > 0:
        problem = planned_problem(target)
        if not problem:
            left_out = planned_outside(target, due_date, period.year)
            note = f"{left_out}，没有用" if left_out else ""
            return Pace(_by_amounts(target, due_date, period, aim), note)
        return replace(_by_curve(target, span, period, past), note=f"{problem}，没有用")
    return _by_curve(target, span, period, past)


def _by_amounts(target: Target, due_date: date | None, period: Period, aim: Fraction) -> Fraction:
    """The share by totals planned for days, linear between them; from the last one on it runs to the target."""
    span, days = window(target, period.year, due_date), planned_days(target, due_date, period.year)
    if period.months <= span.first - 1:
        return Fraction(0)
    if period.months >= span.last:
        return Fraction(1)
    points = {Fraction(span.first - 1): Fraction(0)}
    for amount in target.planned:
        if days.holds(amount.until):
            # the amounts stay when the target is changed, but nothing beyond it is due
            points[_months(amount.until)] = min(fraction(amount.value) / aim, Fraction(1))
    points[Fraction(span.last)] = Fraction(1)
    return _at(points, period.months)


def _months(day: date) -> Fraction:
    """A day's end in months since the year's start: of the 15th, as half months are counted, one half."""
    days = monthrange(day.year, day.month)[1]
    if day.day == _HALF_MONTH:
        return day.month - Fraction(1, 2)
    return day.month - 1 + Fraction(day.day, days)


def _at(points: Mapping[Fraction, Fraction], at: Fraction) -> Fraction:
    """Linear between points that are known, the first and the last of which lie around it."""
    known = sorted(points)
    before, after = known[bisect_right(known, at) - 1], known[bisect_left(known, at)]
    if before == after:
        return points[at]
    return points[before] + (points[after] - points[before]) * (at - before) / (after - before)


def _by_curve(target: Target, span: Window, period: Period, past: Past) -> Pace:
    """The share by the target's curve."""
    if isinstance(target.curve, tuple):
        # a later due date moves the end, not what the curve's points are of
        own = _calendar(target.curve, window(target, period.year, target.due_date))
        return Pace(_custom(own, span, period.months))
    if target.curve == CurvePreset.FRONT_LOW:
        return Pace(_between((Fraction(0), *FRONT_LOW_POINTS), span.elapsed(period.months) * 4))
    if target.curve == CurvePreset.AS_LAST_YEAR:
        points = _last_year_points(past, period.year - 1, span)
        if points is None:
            return Pace(span.elapsed(period.months), "上年各月数不全或有下降，按线性序时计算")
        return Pace(_between(points, span.elapsed(period.months) * (len(points) - 1)))
    return Pace(span.elapsed(period.months))


def curve_problem(curve: object, span: Window) -> str:
    """Why a curve cannot be used, as a sentence; empty when it can.

    A list holds cumulative percentages by month or quarter, never falling, ending at 100.
    """
    if isinstance(curve, str) and curve not in CURVE_PRESETS:
        return f"序时曲线“{curve[:20]}”不认得，可用：{'、'.join(CURVE_PRESETS)}"
    if isinstance(curve, str):
        return ""
    if not isinstance(curve, tuple) or not all(isinstance(p, Decimal) for p in curve):
        return "序时曲线应是预设的名称，或各月累计百分比"
    if len(curve) not in {4, 12, span.last - span.first + 1}:
        return "序时曲线要按月写12个、按季写4个，或按起止月份每月一个累计百分比"
    if _falls(curve) or curve[0] < 0 or curve[-1] != 100:
        return "序时曲线的累计百分比不能减少，最后一个应是100"
    return ""


# a plan has few such windows, and they come again for every target and period
@lru_cache(1024)
def _elapsed(first: int, last: int, numerator: int, denominator: int) -> Fraction:
    share = Fraction(numerator - (first - 1) * denominator, denominator * (last - first + 1))
    return min(max(share, Fraction(0)), Fraction(1))


def _custom(points: Mapping[int, Fraction], span: Window, months: Fraction) -> Fraction:
    """An own curve by calendar month, ending at 100 in the month it is due."""
    if months <= span.first - 1:
        return Fraction(0)
    if months >= span.last:
        return Fraction(1)
    # The curve outside the span does not hold: the target begins at 0 and has to be whole in the month it is due.
    before, share = span.first - 1, Fraction(0)
    after, whole = span.last, Fraction(1)
    for month, known in points.items():
        if span.first <= month <= months:
            before, share = month, known
        elif months < month < span.last:
            after, whole = month, known
            break
    return share + (whole - share) * (months - before) / (after - before)


def _calendar(curve: tuple[Decimal, ...], span: Window) -> dict[int, Fraction]:
    """The shares of an own curve by the calendar month at whose end they hold.

    A curve as long as the target runs counts from its first month; else 12 are the year's months, 4 its quarters.
    """
    first, step = span.first - 1, 1
    if len(curve) != span.last - span.first + 1 and len(curve) in {4, 12}:
        first, step = 0, 12 // len(curve)
    shares = {}
    for place, share in enumerate(curve, start=1):
        shares[first + place * step] = Fraction(share) / 100
    return shares


def _between(points: tuple[Fraction, ...], at: Fraction) -> Fraction:
    """Linear between equally spaced points, the first at 0."""
    low = min(int(at), len(points) - 1)
    high = min(low + 1, len(points) - 1)
    return points[low] + (points[high] - points[low]) * (at - low)


def _last_year_points(past: Past, year: int, span: Window) -> tuple[Fraction, ...] | None:
    """Last year's cumulative shares by month over the window; None if one is missing or falls."""
    known = [Fraction(0)]
    if span.first > 1:
        known = []
    for month in range(max(span.first - 1, 1), span.last + 1):  # what was there before counts as nothing done
        total = past.get(Period.of_month(year, month).key)
        # without one month the line would be steeper in another, and nobody could see why
        if total is None:
            return None
        known.append(Fraction(total))
    whole = known[-1] - known[0]
    if whole <= 0 or _falls(known):
        return None
    return tuple((total - known[0]) / whole for total in known)


def _falls(shares: Sequence[Fraction | Decimal]) -> bool:
    """Whether a cumulative row is anywhere less than before."""
    return any(later < earlier for earlier, later in pairwise(shares))
