"""A target through the months of its year: what a trend chart draws."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.judging.assess import is_paced
from models.judging.figures import actual
from models.judging.pace import pace_at
from models.judging.terms import terms_at
from models.plan.entities import Kind, Target
from models.plan.ledger import Ledger
from models.plan.period import Period


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month; None is a gap in the line, never 0. `pace` exists for amounts only."""

    period: Period
    actual: Fraction | None
    pace: Fraction | None
    target: Fraction | None
    last_year: Decimal | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Twelve months of a target in its unit."""

    target: Target
    points: tuple[TrendPoint, ...]


def has_trend(target: Target) -> bool:
    """Whether a target has figures to draw."""
    return target.kind not in (Kind.MILESTONE, Kind.QUALITATIVE) and target.value is not None


def trend(ledger: Ledger, target: Target, until: Period) -> Trend:
    """The months of the year, reported figures up to a period, due amounts for the whole year."""
    return Trend(target, tuple(_point(ledger, target, month, until) for month in range(1, 13)))


def _point(ledger: Ledger, target: Target, month: int, until: Period) -> TrendPoint:
    period = Period.of_month(ledger.plan.year, month)
    terms = terms_at(target, ledger.versions_of(target), period.end)
    past = ledger.past_of(target)
    pace = None
    if is_paced(target) and terms.threshold is not None:
        share = pace_at(target, terms.due_date, period, past).share
        start = (
            Fraction(target.baseline) if target.kind is Kind.REDUCTION and target.baseline is not None else Fraction(0)
        )
        pace = start + (terms.threshold - start) * share
    shown = period.halves <= until.halves
    return TrendPoint(
        period=period,
        actual=actual(target, period, ledger.cells_of(target)).value if shown else None,
        pace=pace,
        target=None if terms.value is None else Fraction(terms.end_of_range),
        last_year=past.get(period.last_year.key),
    )
