"""A target through its twelve months."""

from fractions import Fraction

import pytest

from models.judging.trend import has_trend, trend
from models.plan.period import Period
from tests.models.build import ceiling, ledger, limit, milestone, past, target, version

UNTIL = Period.parse("2020Q3")


def line(t, reported, of, until=UNTIL, **given):
    made = trend(ledger(t, reported={"t": reported}, **given), t, until)
    return [getattr(p, of) for p in made.points]


def test_a_month_without_a_report_is_a_gap_and_never_zero():
    actual = line(target(), {"2020-01": 0, "2020Q1": "20.5", "2020Q3": 70, "2020-10": 80}, "actual")
    assert actual == [0, None, Fraction("20.5"), None, None, None, None, None, 70, None, None, None]


def test_reports_after_the_period_are_not_drawn():
    assert line(target(), {"2020-08": 5}, "actual", Period.parse("2020-08-15"))[7] is None
    assert line(target(), {"2020-08": 5}, "actual", Period.parse("2020-08"))[7] == 5


def test_own_amounts_are_drawn_as_totals():
    assert line(target(entry_mode="period", cadence="monthly"), {"2020-01": 5, "2020-02": 3}, "actual")[:3] == [
        5,
        8,
        None,
    ]


@pytest.mark.parametrize(
    ("t", "first", "last"),
    [
        (target(value=120), 10, 120),
        (ceiling(12), 1, 12),
        (target("reduction", 80, baseline=104, unit="微克"), 102, 80),
        (target(value=100, comparator="~"), Fraction(100, 12), 100),
        (target("growth", 7), None, None),
        (limit(4), None, None),
        (target(value=None), None, None),
    ],
)
def test_the_due_amount_of_the_whole_year_where_there_is_a_pace(t, first, last):
    pace = line(t, {}, "pace")
    assert (pace[0], pace[-1]) == (first, last)


def test_the_target_of_each_month_is_that_in_force():
    changed = {"t": [version("2020-08-20", 12)]}
    assert line(target(value=14), {}, "target", versions=changed) == [14] * 7 + [12] * 5
    assert line(target(value=None), {}, "target") == [None] * 12


def test_last_years_months():
    figures = {"s": past({"2019-01": "1.5", "2019-12": 9, "2019-08-15": 5})}
    assert line(target(), {}, "last_year", past=figures) == [Fraction("1.5"), *[None] * 10, 9]


def test_points_are_the_months_of_the_plans_year():
    assert line(target(), {}, "period", year=2021) == [Period.of_month(2021, m) for m in range(1, 13)]


def test_only_numbers_have_a_trend():
    of = [
        target(),
        target("growth"),
        limit(4),
        target("reduction"),
        milestone(),
        target("qualitative"),
        target(value=None),
    ]
    assert [has_trend(t) for t in of] == [True, True, True, True, False, False, False]
