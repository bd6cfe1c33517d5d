"""A target through the months of its year: what a trend chart draws."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.judging.assess import is_paced
from models.judging.figures import actual
from models.judging.pace import pace_at
from models.judging.terms import Terms, terms_at
from models.plan.entities import Kind, Target
from models.plan.period import Period
from models.plan.year import Past, PlanYear


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month; None is a gap in the line, never 0. `pace` exists for amounts only.

    `enough` is what 左右 still is of it: from there to the pace the gap is 0 (rules.md §1).
    """

    period: Period
    actual: Fraction | None
    pace: Fraction | None
    target: Fraction | None
    last_year: Decimal | None
    enough: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """Twelve months of a target in its unit."""

    target: Target
    points: tuple[TrendPoint, ...]


def has_trend(target: Target) -> bool:
    """Whether a target has figures to draw."""
    return target.kind not in (Kind.MILESTONE, Kind.QUALITATIVE) and target.value is not None


def trend(ledger: PlanYear, target: Target, until: Period) -> Trend:
    """The months of the year, reported figures up to a period, due amounts for the whole year."""
    return Trend(target, tuple(_point(ledger, target, month, until) for month in range(1, 13)))


def _point(ledger: PlanYear, target: Target, month: int, until: Period) -> TrendPoint:
    period = Period.of_month(ledger.plan.year, month)
    terms = terms_at(target, ledger.versions_of(target), period.end)
    past = ledger.past_of(target)
    reported = demanded = None
    # a chart shows what was known at the period looked at, even where later ones are reported
    if period.halves <= until.halves:
        reported = actual(target, period, ledger.cells_of(target)).value
    if terms.value is not None:
        demanded = Fraction(terms.end_of_range)
    pace, enough = _due(target, terms, period, past)
    return TrendPoint(period, reported, pace, demanded, past.get(period.last_year.key), enough)


def _due(target: Target, terms: Terms, period: Period, past: Past) -> tuple[Fraction | None, Fraction | None]:
    """The amount due at a period's end, and what is enough of it; None for what is not judged against pace."""
    aim, threshold = terms.aim, terms.threshold
    if not is_paced(target) or aim is None or threshold is None:
        return None, None
    share = pace_at(target, terms.due_date, period, past, aim).share
    start = Fraction(0)
    if target.kind is Kind.REDUCTION:
        start = Fraction(target.baseline or 0)
    return start + (aim - start) * share, start + (threshold - start) * share
