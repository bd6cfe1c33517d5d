"""What one pane draws, as numbers in the target's unit and texts; knows neither Qt nor pyqtgraph."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from gui.trend.axis import Axis, amounts, around
from models.judging.assess import Assessment, due_day, is_paced
from models.judging.compare import outlook
from models.judging.figures import actual, silent_since
from models.judging.pace import window
from models.judging.terms import Terms, terms_at
from models.judging.trend import Trend, has_trend, trend
from models.plan.entities import EXPECTED, Kind
from models.plan.ledger import Ledger
from models.plan.period import Period
from models.plan.quantity import is_percent, money_digits, trimmed, typed
from models.report.cells import demand_word, figure_text

Values: TypeAlias = npt.NDArray[np.float64]
FORECAST_ROOM = 1.25  # a forecast above this many times all else leaves the picture at its top


@dataclass(frozen=True, slots=True)
class Line:
    """A line's points; NaN in `y` is a gap."""

    x: Values
    y: Values


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that carries a text; `role` is the line it belongs to."""

    text: str
    x: float
    y: float
    role: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything a pane draws; x counts months, 0 is 1 January and 12 the year's end."""

    cursor: float
    cursor_text: str
    actual: Line
    hollow: tuple[bool, ...]
    missing: Values
    pace: Line
    demand: Line
    last_year: Line
    forecast: Line
    versions: tuple[Spot, ...]
    due: Spot | None
    value: Spot | None
    above: bool
    ends: tuple[Spot, ...]
    kind: Kind
    percent: bool
    from_zero: bool
    falling: bool

    def axis(self, most: int) -> Axis:
        """The scale, with at most so many steps."""
        lines = [self.actual, self.pace, self.demand, self.last_year, self.forecast]
        shown = [float(v) for line in lines for v in line.y if math.isfinite(v)]
        if self.from_zero:
            figures = (float(v) for v in (*self.actual.y, *self.demand.y))
            whole = all(v.is_integer() for v in figures if math.isfinite(v))
            return amounts(shown, most, whole=whole)
        cap = 100.0 if self.percent and self.kind is Kind.LEVEL else math.inf
        return around(shown, most, zero=self.kind is Kind.GROWTH, cap=cap)


def floats(values: Iterable[Fraction | Decimal | float | None]) -> Values:
    """The one place where figures become numbers for drawing: None is a gap (object arrays crash pyqtgraph)."""
    return np.asarray([_float(v) for v in values], dtype=float)


def draw(ledger: Ledger, a: Assessment, *, with_last_year: bool = True) -> Drawing | None:
    """The drawing of a target at the period it is judged for; None where it has no figures (stages, states)."""
    target, period = a.target, a.period
    if target.kind in (Kind.MILESTONE, Kind.QUALITATIVE):
        return None
    course = trend(ledger, target, period)
    reported, hollow, missing = _actual(ledger, a)
    demand, versions = _demand(ledger, a)
    pace = _line([])
    if is_paced(target) and a.terms.threshold is not None:
        start = target.baseline if target.kind is Kind.REDUCTION and target.baseline is not None else 0
        pace = _line([(0, start), *((p.period.months, p.pace) for p in course.points)])
    earlier = [(p.period.months, p.last_year) for p in course.points if p.last_year is not None]
    past = _line(earlier if with_last_year else [])
    value = _value_spot(ledger, a, reported)
    due = None
    if is_paced(target) and a.due is not None:
        word = "控制进度" if a.terms.lower else "应达"
        at = a.judged or period  # an earlier report is held against what was due then
        when = f"（{Period(at.year, at.halves).short}）" if a.earlier else ""
        text = f"{word} {trimmed(a.due, money_digits(target.unit))}{_sign(a)}{when}"
        due = Spot(text, float(at.months), _float(a.due), "due")
    forecast, expected = _forecast(a, value, [reported, demand, past, pace])
    return Drawing(
        cursor=float(period.months),
        cursor_text=f"{period.month}月" + ("中" if period.halves % 2 else ""),
        actual=reported,
        hollow=hollow,
        missing=missing,
        pace=pace,
        demand=demand,
        last_year=past,
        forecast=forecast,
        versions=versions,
        due=due,
        value=value,
        above=bool(value and _level_beside(value, due, demand) <= value.y),
        ends=tuple(s for s in (_demand_end(ledger, a, demand), expected, _past_end(a, course, past)) if s),
        kind=target.kind,
        percent=is_percent(target.unit),
        from_zero=target.kind is Kind.CUMULATIVE,
        falling=bool(pace.y.size and pace.y[-1] < pace.y[0]),
    )


def due_in(a: Assessment, period: Period) -> bool:
    """Whether silence at this period would be 缺报: gaps are shown there, and nowhere else."""
    since = silent_since(a.target, period)
    return since is not None and since.halves == period.halves


def _float(value: Fraction | Decimal | float | None) -> float:
    try:
        number = math.nan if value is None else float(value)
    except OverflowError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _line(points: Iterable[tuple[Fraction | Decimal | float, Fraction | Decimal | float | None]]) -> Line:
    points = list(points)
    return Line(floats(x for x, _ in points), floats(y for _, y in points))


def _sign(a: Assessment) -> str:
    return "%" if is_percent(a.target.unit) else ""


def _actual(ledger: Ledger, a: Assessment) -> tuple[Line, tuple[bool, ...], Values]:
    """Reported figures up to the period; a month that was due and is silent is a gap."""
    cells = ledger.cells_of(a.target)
    points: list[tuple[float, Fraction | None]] = []
    hollow, missing = [], []
    periods = [Period.of_month(a.period.year, m) for m in range(1, a.period.halves // 2 + 1)]
    if a.period.halves % 2:
        periods.append(a.period)
    for period in periods:
        cell = cells.get(period.key)
        value = actual(a.target, period, cells).value
        apart = bool(cell and cell.not_applicable)
        silent = value is None and due_in(a, period)
        if value is None and not silent and not apart:
            continue
        points.append((float(period.months), None if apart else value))
        hollow.append(bool(cell and cell.nature == EXPECTED))
        if silent and not apart:
            missing.append(float(period.months))
    return _line(points), tuple(hollow), floats(missing)


def _value_spot(ledger: Ledger, a: Assessment, reported: Line) -> Spot | None:
    """The newest figure, with its month where it is not the period's."""
    known = [(float(x), float(y)) for x, y in zip(reported.x, reported.y, strict=True) if math.isfinite(y)]
    if not known:
        return None
    month, height = known[-1]
    at = Period(a.period.year, round(month * 2))
    cells = ledger.cells_of(a.target)
    cell = cells.get(at.key)
    expected = f"（{EXPECTED}）" if cell and cell.nature == EXPECTED else ""
    when = "" if at.halves == a.period.halves else f"（{at.short}）"
    text = actual(a.target, at, cells, a.rule.decimals).text
    return Spot(f"实际 {text}{_sign(a)}{expected}{when}", month, height, "actual")


def _level_beside(value: Spot, due: Spot | None, demand: Line) -> float:
    """The height that a value is seen against: the due amount, else the target."""
    if due is not None:
        return due.y
    known = [float(y) for x, y in zip(demand.x, demand.y, strict=True) if x <= value.x and math.isfinite(y)]
    return known[-1] if known else math.inf


def _demand(ledger: Ledger, a: Assessment) -> tuple[Line, tuple[Spot, ...]]:
    """The target through the year: a step, with the document's number, where it was adjusted."""
    target, year = a.target, a.period.year
    versions = ledger.versions_of(target)
    first = terms_at(target, versions, date(year, 1, 1))
    if not has_trend(target) and first.value is None:
        return _line([]), ()
    points: list[tuple[float, Decimal | None]] = [(0.0, _end_of(first))]
    spots = []
    for version in versions:
        if version.since.year != year or version.since == date(year, 1, 1):
            continue
        at = _place(version.since)
        terms = terms_at(target, versions, version.since)
        points += [(at, points[-1][1]), (at, _end_of(terms))]
        height = max(_float(points[-1][1]), _float(points[-2][1]))
        spots.append(Spot(f"{version.number}调整" if version.number else "已调整", at, height, "version"))
    return _line([*points, (12.0, points[-1][1])]), tuple(spots)


def _end_of(terms: Terms) -> Decimal | None:
    return None if terms.value is None else terms.end_of_range


def _place(day: date) -> float:
    """Where a day lies on the axis of months."""
    days = (date(day.year + day.month // 12, day.month % 12 + 1, 1) - day.replace(day=1)).days
    return day.month - 1 + (day.day - 1) / days


def _demand_end(ledger: Ledger, a: Assessment, demand: Line) -> Spot | None:
    known = [float(y) for y in demand.y if math.isfinite(y)]
    if not known:
        return None
    terms = terms_at(a.target, ledger.versions_of(a.target), date(a.period.year, 12, 31))
    high = f"—{typed(terms.value_high)}" if terms.value_high is not None else ""
    about = "左右" if terms.comparator == "~" else ""
    return Spot(f"{demand_word(terms)} {typed(terms.value)}{high}{_sign(a)}{about}", 12.0, known[-1], "demand")


def _past_end(a: Assessment, course: Trend, past: Line) -> Spot | None:
    if not past.x.size:
        return None
    last = next(p.last_year for p in reversed(course.points) if p.last_year is not None)
    return Spot(f"上年 {figure_text(last)}{_sign(a)}", float(past.x[-1]), float(past.y[-1]), "last_year")


def _forecast(a: Assessment, value: Spot | None, others: list[Line]) -> tuple[Line, Spot | None]:
    """From the value to the year's end (or due month) at this speed; cut off where it would dwarf all else."""
    view = outlook(a)
    if value is None or view.forecast is None or view.needed is None:
        return _line([]), None
    last = float(window(a.target, a.period.year, due_day(a.terms, a.period)).last)
    end = _float(view.forecast)
    room = FORECAST_ROOM * max((float(v) for line in others for v in line.y if math.isfinite(v)), default=end)
    if last <= value.x or not math.isfinite(end):
        return _line([]), None
    text = f"预计 {trimmed(view.forecast, money_digits(a.target.unit))}"
    share = min(1.0, (room - value.y) / (end - value.y)) if end > value.y else 1.0
    at, height = value.x + (last - value.x) * share, value.y + (end - value.y) * share
    return _line([(value.x, value.y), (at, height)]), Spot(text, at, height, "forecast")
