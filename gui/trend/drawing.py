"""What is drawn of one target, as numbers in its unit and texts; knows no Qt and no chart library.

The panes, the projector and the small trend in the form draw the same.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction

from db.disk import log
from gui.trend.axis import Axis, amounts, around
from models.judging.assess import Assessment, due_day, is_paced
from models.judging.compare import outlook
from models.judging.figures import actual, silent_since
from models.judging.pace import window
from models.judging.terms import Terms, terms_at
from models.judging.trend import Trend, has_trend, trend
from models.plan.entities import Kind, TargetVersion
from models.plan.period import Period
from models.plan.quantity import is_percent, money_digits, trimmed
from models.plan.year import PlanYear
from models.report import printed

YEAR_END = 12.0
FORECAST_ROOM = 1.25  # a forecast above this many times all else leaves the picture at its top
Figure = Fraction | Decimal | float | None
Point = tuple[float, float]


class ChartLine(Enum):
    """What a line, a ring or a label on a chart stands for."""

    ACTUAL = auto()
    PACE = auto()
    DEMAND = auto()
    VERSION = auto()
    LAST_YEAR = auto()
    FORECAST = auto()
    MISSING = auto()


@dataclass(frozen=True, slots=True)
class Curve:
    """A line's points from left to right; NaN in `y` is a gap."""

    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()

    @property
    def known(self) -> list[Point]:
        """The points that have a figure."""
        return [(x, y) for x, y in zip(self.x, self.y, strict=True) if math.isfinite(y)]

    @property
    def pieces(self) -> list[list[Point]]:
        """The points in unbroken runs, as they are joined."""
        runs: list[list[Point]] = [[]]
        for x, y in zip(self.x, self.y, strict=True):
            if math.isfinite(y):
                runs[-1].append((x, y))
            else:
                runs.append([])
        return [run for run in runs if run]


@dataclass(frozen=True, slots=True)
class PointLabel:
    """A point that carries a text."""

    text: str
    x: float
    y: float
    line: ChartLine


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn; x counts months, 0 is 1 January and 12 the year's end.

    `bands` are areas by their outlines: where a figure is 左右 the target, or the pace.
    """

    cursor: float
    cursor_text: str
    actual: Curve
    hollow: tuple[bool, ...]
    missing: tuple[float, ...]
    pace: Curve
    demand: Curve
    last_year: Curve
    forecast: Curve
    versions: tuple[PointLabel, ...]
    due: PointLabel | None
    value: PointLabel | None
    above: bool
    ends: tuple[PointLabel, ...]
    kind: Kind
    percent: bool
    bands: tuple[Curve, ...] = ()

    @property
    def falling(self) -> bool:
        """Whether what is due becomes less through the year."""
        return bool(self.pace.y) and self.pace.y[-1] < self.pace.y[0]

    @property
    def at_year_end(self) -> list[PointLabel]:
        """The texts at the right edge: lines that reach the year's end; in December the value too."""
        labels = [label for label in self.ends if label.x >= YEAR_END]
        if self.value is not None and self.value.x >= YEAR_END:
            labels.append(self.value)
        return labels

    @property
    def beside_points(self) -> list[tuple[PointLabel, bool]]:
        """All other texts, the first to be placed first, and whether each stands better above its point."""
        at_edge = self.at_year_end
        labels = []
        if self.value is not None and self.value not in at_edge:
            labels.append((self.value, self.above))
        if self.due is not None:
            labels.append((self.due, not self.above))
        labels += [(label, True) for label in (*self.ends, *self.versions) if label not in at_edge]
        return labels

    def axis(self, most: int) -> Axis:
        """The scale, with at most so many steps."""
        shown = _heights((self.actual, self.pace, self.demand, self.last_year, self.forecast, *self.bands))
        if self.kind is Kind.CUMULATIVE:
            figures = _heights((self.actual, self.demand))
            return amounts(shown, most, whole=all(y.is_integer() for y in figures))
        cap = math.inf
        if self.percent and self.kind is Kind.LEVEL:
            cap = 100.0
        return around(shown, most, zero=self.kind is Kind.GROWTH, cap=cap)


def number(value: Figure) -> float:
    """A figure for drawing; NaN, a gap, where there is none or none that can be drawn."""
    if value is None:
        return math.nan
    try:
        drawn = float(value)
    except OverflowError as error:
        log.expected(error)
        return math.nan
    if math.isfinite(drawn):
        return drawn
    return math.nan


def draw(
    ledger: PlanYear, a: Assessment, *, with_last_year: bool = True, with_forecast: bool = True
) -> Drawing | None:  # fmt: skip
    """The drawing of a target at the period it is judged for; None where it has no figures (stages, states)."""
    target = a.target
    if target.kind in printed.WORDY:
        return None
    course = trend(ledger, target, a.period)
    reported, hollow, missing = _actual(ledger, a)
    demand, versions = _demand(ledger, a)
    pace, past = _pace(a, course), Curve()
    if with_last_year:
        past = _curve([(p.period.months, p.last_year) for p in course.points if p.last_year is not None])
    value, due = _value_label(ledger, a, reported), _due_label(a)
    forecast, expected = Curve(), None
    if with_forecast:
        forecast, expected = _forecast(a, value, [reported, demand, past, pace])
    ends = (_demand_end(ledger, a, demand), expected, _past_end(a, course, past))
    return Drawing(
        cursor=float(a.period.months),
        cursor_text=month_text(a.period),
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
        above=value is not None and _level_beside(value, due, demand) <= value.y,
        ends=tuple(label for label in ends if label is not None),
        kind=target.kind,
        percent=is_percent(target.unit),
        bands=_bands(ledger, a, course, demand, pace),
    )


def month_text(period: Period) -> str:
    """The month that a chart looks at: "9月", and "8月中" for the middle of one."""
    if period.halves % 2:
        return f"{period.month}月中"
    return f"{period.month}月"


def due_in(a: Assessment, period: Period) -> bool:
    """Whether silence at this period would be 缺报: gaps are shown there, and nowhere else."""
    since = silent_since(a.target, period)
    return since is not None and since.halves == period.halves


def _curve(points: Sequence[tuple[Figure, Figure]]) -> Curve:
    return Curve(tuple(number(x) for x, _ in points), tuple(number(y) for _, y in points))


def _heights(curves: Iterable[Curve]) -> list[float]:
    heights: list[float] = []
    for curve in curves:
        heights += [y for _, y in curve.known]
    return heights


def _pace(a: Assessment, course: Trend) -> Curve:
    """What is due through the year, from 1 January; nothing where nothing runs with the months."""
    target = a.target
    if not is_paced(target) or a.terms.threshold is None:
        return Curve()
    start: Figure = 0
    if target.kind is Kind.REDUCTION and target.baseline is not None:
        start = target.baseline
    return _curve([(0, start), *((p.period.months, p.pace) for p in course.points)])


def _periods(until: Period) -> list[Period]:
    """The months up to a period, and the half month it may end in."""
    periods = [Period.of_month(until.year, month) for month in range(1, until.halves // 2 + 1)]
    if until.halves % 2:
        periods.append(until)
    return periods


def _actual(ledger: PlanYear, a: Assessment) -> tuple[Curve, tuple[bool, ...], tuple[float, ...]]:
    """Reported figures up to the period, which are expected only, and the months that were due and are silent."""
    cells = ledger.cells_of(a.target)
    points: list[tuple[Figure, Figure]] = []
    hollow, missing = [], []
    for period in _periods(a.period):
        cell = cells.get(period.key)
        value = actual(a.target, period, cells).value
        if cell is not None and cell.not_applicable:
            value = None
        elif value is None and due_in(a, period):
            missing.append(float(period.months))
        elif value is None:
            continue  # silent where nothing was due: the line goes on to the next report
        points.append((period.months, value))
        hollow.append(bool(printed.nature_of(cell)))
    return _curve(points), tuple(hollow), tuple(missing)


def _value_label(ledger: PlanYear, a: Assessment, reported: Curve) -> PointLabel | None:
    """The newest figure, with its month where it is not the period's."""
    known = [i for i, height in enumerate(reported.y) if math.isfinite(height)]
    if not known:
        return None
    newest = known[-1]
    month, height = reported.x[newest], reported.y[newest]
    at = Period(a.period.year, round(month * 2))
    cells = ledger.cells_of(a.target)
    decimals = a.rule.decimals
    made = printed.figure_of(a.target, actual(a.target, at, cells, decimals), cells.get(at.key), decimals)
    text = f"实际 {made.text}"
    if at.halves != a.period.halves:
        text += f"（{at.short}）"
    return PointLabel(text, month, height, ChartLine.ACTUAL)


def _due_label(a: Assessment) -> PointLabel | None:
    """What was due; an earlier report is held against what was due then."""
    if not is_paced(a.target) or a.due is None:
        return None
    at = a.judged or a.period
    text = f"{printed.due_name(a.terms)} {printed.due(a).text}"
    if a.earlier:
        text += f"（{Period(at.year, at.halves).short}）"
    return PointLabel(text, float(at.months), number(a.due), ChartLine.PACE)


def _level_beside(value: PointLabel, due: PointLabel | None, demand: Curve) -> float:
    """The height that a value is seen against: the due amount, else the target."""
    if due is not None:
        return due.y
    before = [y for x, y in demand.known if x <= value.x]
    if not before:
        return math.inf
    return before[-1]


def _demand(ledger: PlanYear, a: Assessment) -> tuple[Curve, tuple[PointLabel, ...]]:
    """The target through the year: a step, with the document's number, where it was adjusted."""
    target, new_year = a.target, date(a.period.year, 1, 1)
    versions = ledger.versions_of(target)
    first = terms_at(target, versions, new_year)
    if not has_trend(target) and first.value is None:
        return Curve(), ()
    labels = []
    for version in _changes(versions, new_year):
        before, after = version.since - timedelta(days=1), version.since
        heights = [number(_end_of(terms_at(target, versions, day))) for day in (before, after)]
        text = "已调整"
        if version.number:
            text = f"{version.number}调整"
        labels.append(PointLabel(text, _place(version.since), max(heights), ChartLine.VERSION))
    return _stepped(ledger, a, _end_of), tuple(labels)


def _stepped(ledger: PlanYear, a: Assessment, height: Callable[[Terms], Figure]) -> Curve:
    """A number of the terms through the year, with a step where they were adjusted."""
    versions, new_year = ledger.versions_of(a.target), date(a.period.year, 1, 1)
    points: list[tuple[Figure, Figure]] = [(0, height(terms_at(a.target, versions, new_year)))]
    for version in _changes(versions, new_year):
        at = _place(version.since)
        # twice at the same day: a step, not a slope
        points += [(at, points[-1][1]), (at, height(terms_at(a.target, versions, version.since)))]
    return _curve([*points, (YEAR_END, points[-1][1])])


def _changes(versions: Sequence[TargetVersion], new_year: date) -> list[TargetVersion]:
    """The versions that begin within the year."""
    return [v for v in versions if v.since.year == new_year.year and v.since != new_year]


def _bands(ledger: PlanYear, a: Assessment, course: Trend, demand: Curve, pace: Curve) -> tuple[Curve, ...]:
    """Where a figure is 左右 the target, from threshold to value, and the same of the pace (rules.md §1)."""
    edges = [(demand, _stepped(ledger, a, lambda terms: terms.threshold))]
    if pace.y:
        edges.append((pace, _curve([(0, pace.y[0]), *((p.period.months, p.enough) for p in course.points)])))
    bands = []
    for line, edge in edges:
        if edge.y != line.y and len(edge.known) == len(line.known) == len(edge.x):
            bands.append(Curve((*line.x, *reversed(edge.x)), (*line.y, *reversed(edge.y))))
    return tuple(bands)


def _end_of(terms: Terms) -> Decimal | None:
    if terms.value is None:
        return None
    return terms.end_of_range


def _place(day: date) -> float:
    """Where a day lies on the axis of months."""
    days = (date(day.year + day.month // 12, day.month % 12 + 1, 1) - day.replace(day=1)).days
    return day.month - 1 + (day.day - 1) / days


def _demand_end(ledger: PlanYear, a: Assessment, demand: Curve) -> PointLabel | None:
    known = demand.known
    if not known:
        return None
    terms = terms_at(a.target, ledger.versions_of(a.target), date(a.period.year, 12, 31))
    text = f"{printed.demand_name(terms)} {printed.demand(a.target, terms).text}"
    return PointLabel(text, YEAR_END, known[-1][1], ChartLine.DEMAND)


def _past_end(a: Assessment, course: Trend, past: Curve) -> PointLabel | None:
    if not past.x:
        return None
    last = next(p.last_year for p in reversed(course.points) if p.last_year is not None)
    text = f"上年 {printed.last_year(a.target, last).text}"
    return PointLabel(text, past.x[-1], past.y[-1], ChartLine.LAST_YEAR)


def _forecast(a: Assessment, value: PointLabel | None, others: Iterable[Curve]) -> tuple[Curve, PointLabel | None]:
    """From the value to the year's end (or due month) at this speed; cut off where it would dwarf all else."""
    view = outlook(a)
    if value is None or view.forecast is None or view.needed is None:
        return Curve(), None
    last = float(window(a.target, a.period.year, due_day(a.terms, a.period)).last)
    end = number(view.forecast)
    if last <= value.x or not math.isfinite(end):
        return Curve(), None
    room = FORECAST_ROOM * max(_heights(others), default=end)
    # how much of the way to the year's end has room in the picture
    share = 1.0
    if end > value.y:
        share = min(1.0, (room - value.y) / (end - value.y))
    at, height = value.x + (last - value.x) * share, value.y + (end - value.y) * share
    text = f"预计 {trimmed(view.forecast, money_digits(a.target.unit))}"
    return _curve([(value.x, value.y), (at, height)]), PointLabel(text, at, height, ChartLine.FORECAST)
