"""Periods: how they are written, which cell they are, what they are called."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.period import Period, PeriodError, Span, cadence_points, periods_until, stepped

ANY = st.builds(
    lambda year, halves, quarterly: Period(year, halves, quarterly=quarterly and halves % 6 == 0),
    st.integers(1000, 9999),
    st.integers(1, 24),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("written", "key", "end", "short", "label", "reach"),
    [
        ("2020Q1", "2020-03", date(2020, 3, 31), "一季度", "2020年第一季度", "2020年1—3月"),
        ("2020Q3", "2020-09", date(2020, 9, 30), "三季度", "2020年第三季度", "2020年1—9月"),
        ("2020Q4", "2020-12", date(2020, 12, 31), "四季度", "2020年第四季度", "2020年1—12月"),
        ("2020-01", "2020-01", date(2020, 1, 31), "1月", "2020年1月", "2020年1月"),
        ("2020-02", "2020-02", date(2020, 2, 29), "2月", "2020年2月", "2020年1—2月"),
        ("2020-10", "2020-10", date(2020, 10, 31), "10月", "2020年10月", "2020年1—10月"),
        ("2020-08-15", "2020-08-15", date(2020, 8, 15), "8月上半月", "2020年8月上半月", "2020年1月1日—8月15日"),
    ],
)
def test_a_period_has_a_cell_an_end_and_its_names(written, key, end, short, label, reach):
    period = Period.parse(written)
    assert (period.written, period.key, period.end) == (written, key, end)
    assert (period.short, period.label, period.reach) == (short, label, reach)


@pytest.mark.parametrize(
    ("written", "months"),
    [("2020Q3", 9), ("2020-11", 11), ("2017-08-15", Fraction(15, 2)), ("2020-01-15", Fraction(1, 2))],
)
def test_months_elapsed(written, months):
    assert Period.parse(written).months == months


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020",
        "2020Q5",
        "2020q0",
        "2020-13",
        "2020-00",
        "2020-9",
        "2020-08-16",
        "2020年9月",
        "20Q3",
        "0000-01",
        "Q3",
    ],
)
def test_anything_else_is_refused_with_the_ways_to_write_it(text):
    with pytest.raises(PeriodError, match=r"请写成 2020Q3（季度）、2020-10（到10月底）或 2020-08-15（到8月中）"):
        Period.parse(text)


def test_a_small_q_and_blanks_around_are_read():
    assert Period.parse(" 2020q3 ").written == "2020Q3"


def test_a_quarter_and_its_last_month_are_one_cell():
    quarter, month = Period.parse("2020Q3"), Period.parse("2020-09")
    assert quarter == month
    assert quarter.key == month.key
    assert {quarter: 1}[month] == 1
    assert (quarter.span, month.span) == (Span.QUARTER, Span.MONTH)


@pytest.mark.parametrize(
    ("written", "previous", "last_year"),
    [
        ("2020Q3", "2020Q2", "2019Q3"),
        ("2020Q1", None, "2019Q1"),
        ("2020-09", "2020-08", "2019-09"),
        ("2020-01", None, "2019-01"),
        ("2020-08-15", "2020-07", "2019-08-15"),
        ("2020-01-15", None, "2019-01-15"),
    ],
)
def test_neighbours(written, previous, last_year):
    period = Period.parse(written)
    assert (period.previous.written if period.previous else None) == previous
    assert period.last_year.written == last_year


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("2020Q1", ["2020-01-15", "2020-01", "2020-02-15", "2020-02", "2020-03-15", "2020-03"]),
        ("2020-08", ["2020-08-15", "2020-08"]),
        ("2020-08-15", ["2020-08-15"]),
    ],
)
def test_closing_a_quarter_closes_every_period_ending_in_it(written, inside):
    assert [p.key for p in Period.parse(written).within] == inside


@pytest.mark.parametrize(
    ("written", "by", "months", "there"),
    [
        ("2020Q3", 1, 3, "2020Q4"),
        ("2020Q3", -1, 3, "2020Q2"),
        ("2020Q4", 1, 3, None),
        ("2020Q1", -1, 3, None),
        ("2020-08", 1, 3, "2020Q3"),
        ("2020-08", -1, 3, "2020Q2"),
        ("2020-02", -1, 3, None),
        ("2020Q3", 1, 1, "2020-10"),
        ("2020Q3", -1, 1, "2020-08"),
        ("2020-12", 1, 1, None),
        ("2020-08-15", 1, 3, "2020-08"),
        ("2020-08-15", -1, 1, "2020-07"),
        ("2020-01-15", -1, 1, None),
    ],
)
def test_steps_are_the_offices(written, by, months, there):
    found = stepped(Period.parse(written), by, months)
    assert (found.written if found else None) == there


def test_periods_until_lists_every_cell_of_the_year():
    assert [p.key for p in periods_until(Period.parse("2020-02"))] == ["2020-01-15", "2020-01", "2020-02-15", "2020-02"]


@pytest.mark.parametrize(
    ("months", "points"),
    [
        (3, ["2020Q1", "2020Q2", "2020Q3", "2020Q4"]),
        (6, ["2020-06", "2020-12"]),
        (12, ["2020-12"]),
    ],
)
def test_the_points_of_a_cadence(months, points):
    assert [p.written for p in cadence_points(2020, months)] == points


def test_there_are_twelve_monthly_points():
    assert len(cadence_points(2020, 1)) == 12


@given(ANY)
def test_what_is_written_reads_back(period):
    back = Period.parse(period.written)
    assert back == period
    assert (back.span, back.end) == (period.span, period.end)


@given(ANY, ANY)
def test_periods_are_ordered_by_their_end(one, other):
    assert (one < other) == (one.end < other.end)


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_refused(text):
    try:
        period = Period.parse(text)
    except PeriodError:
        return
    assert 1 <= period.halves <= 24
    assert period.end.year == period.year
