"""Pace (rules.md §2): months elapsed, windows within the year, own curves."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judging.pace import Window, curve_problem, pace_at, window
from models.plan.period import Period, periods_until
from tests.models.build import case, number, past, target
from tests.models.drawn import curves, last_years, windows

EVEN = {f"2019-{m:02d}": 10 * m for m in range(1, 13)}
LATE = {f"2019-{m:02d}": (0 if m <= 6 else 50 if m <= 9 else 200) for m in range(1, 13)}
MONTHLY = [2, 5, 10, 18, 27, 37, 48, 60, 72, 84, 93, 100]
AUGUST = {"due_date": "2020-08-31"}
QUARTERLY = [10, 30, 60, 100]


def share(t, period, last_year=None):
    return pace_at(t, t.due_date, Period.parse(period), past(last_year or {})).share


@pytest.mark.parametrize(
    ("fields", "period", "expected"),
    [
        case({}, "2020-11", Fraction(11, 12), id="xuancheng-2020: January-November 91.7%"),
        case({}, "2017-08-15", Fraction("0.625"), id="yunfu-2017: mid-August 7.5/12"),
        case({}, "2020-10", Fraction(10, 12), id="jiangmen: October 10/12"),
        case({}, "2019Q3", Fraction(3, 4), id="lianyungang-2019: third quarter 75%"),
        case({}, "2020-12", 1, id="the whole year"),
        case({}, "2020-01-15", Fraction(1, 24), id="half of January"),
        case({"start_date": "2020-04-01"}, "2020Q1", 0, id="starts in April: nothing in March"),
        case({"start_date": "2020-04-01"}, "2020-04", Fraction(1, 9), id="starts in April: 1/9 in April"),
        case({"start_date": "2020-04-20"}, "2020-06", Fraction(3, 9), id="starts in mid-April: by its month"),
        case({"due_date": "2020-09-30"}, "2020Q2", Fraction(6, 9), id="due in September: 6/9 in June"),
        case({"due_date": "2020-09-30"}, "2020-11", 1, id="due in September: 1 from then on"),
        case({"start_date": "2020-04-01", "due_date": "2020-09-30"}, "2020-06-15", Fraction(5, 12), id="2.5/6"),
        case({"start_date": "2019-10-01"}, "2020Q1", Fraction(1, 4), id="started last year: from January"),
        case({"due_date": "2021-06-30"}, "2020Q1", Fraction(1, 4), id="due next year: by December"),
        case({"curve": "前低后高"}, "2020Q1", Fraction("0.15"), id="low start: first quarter 15%"),
        case({"curve": "前低后高"}, "2020Q2", Fraction("0.40"), id="low start: second quarter 40%"),
        case({"curve": "前低后高"}, "2020Q3", Fraction("0.70"), id="low start: third quarter 70%"),
        case({"curve": "前低后高"}, "2020Q4", 1, id="low start: year 100%"),
        case({"curve": "前低后高"}, "2020-05", Fraction(95, 300), id="low start: linear"),
        case({"curve": "前低后高", **AUGUST}, "2020-04", Fraction("0.40"), id="low start until August"),
        case({"curve": QUARTERLY}, "2020Q2", Fraction("0.30"), id="own by quarter"),
        case({"curve": QUARTERLY}, "2020-08", Fraction("0.50"), id="own by quarter: linear between"),
        case({"curve": QUARTERLY}, "2020-01", Fraction(1, 30), id="own by quarter: from 0"),
        case({"curve": QUARTERLY, "due_date": "2020-09-30"}, "2020Q3", 1, id="own by quarter ends when due"),
        case({"curve": QUARTERLY, **AUGUST}, "2020-07", Fraction("0.65"), id="steep end: 30 to 100"),
        case({"curve": MONTHLY}, "2020-03", Fraction("0.10"), id="own by month"),
        case({"curve": MONTHLY}, "2020-03-15", Fraction("0.075"), id="own by month: half-way"),
        case({"curve": [20, 100], "start_date": "2020-07-01", **AUGUST}, "2020-07", Fraction(1, 5), id="its months"),
        case({"curve": [10, 20, 30, 100], "start_date": "2020-09-01"}, "2020-10", Fraction(1, 5),
             id="four by its months"),
        case({"curve": [0, 0, 50, 100]}, "2020Q2", 0, id="own: nothing due in the first half"),
    ],
)  # fmt: skip
def test_pace(fields, period, expected):
    assert share(target(**fields), period) == expected


@pytest.mark.parametrize(
    ("figures", "fields", "period", "expected"),
    [
        (EVEN, {}, "2020Q1", Fraction(1, 4)),
        (LATE, {}, "2020Q2", 0),
        (LATE, {}, "2020Q3", Fraction(1, 4)),
        (LATE, {}, "2020-10-15", Fraction(5, 8)),
        (EVEN, {"start_date": "2020-07-01"}, "2020Q3", Fraction(1, 2)),
        (LATE, {"start_date": "2020-07-01", "due_date": "2020-09-30"}, "2020-08", 1),
    ],
)
def test_the_curve_of_last_year(figures, fields, period, expected):
    made = pace_at(target(curve="按上年实际", **fields), target(**fields).due_date, Period.parse(period), past(figures))
    assert (made.share, made.note) == (expected, "")


@pytest.mark.parametrize(
    "figures",
    [
        case({}, id="no figures"),
        case({k: v for k, v in EVEN.items() if k != "2019-05"}, id="a month is missing"),
        case({**EVEN, "2019-05": 39}, id="a month falls"),
        case(dict.fromkeys(EVEN, 0), id="a year of nothing"),
        case({k.replace("2019", "2018"): v for k, v in EVEN.items()}, id="another year"),
    ],
)
def test_without_a_whole_rising_year_it_is_linear_and_says_so(figures):
    made = pace_at(target(curve="按上年实际"), None, Period.parse("2020Q1"), past(figures))
    assert made.share == Fraction(1, 4)
    assert made.note == "上年各月数不全或有下降，按线性序时计算"


def test_an_own_curve_keeps_its_months_when_a_version_moves_the_due_date():
    by_month = target(curve=[10, 20, 30, 40, 50, 100], start_date="2020-07-01", due_date="2020-12-31")
    assert pace_at(by_month, target(due_date="2020-11-30").due_date, Period.parse("2020-08"), {}).share == Fraction(
        "0.2"
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Window(1, 12)),
        ({"start_date": "2020-03-15", "due_date": "2020-10-01"}, Window(3, 10)),
        ({"start_date": "2020-11-01", "due_date": "2020-03-01"}, Window(11, 11)),
    ],
)
def test_the_window_of_a_target(fields, expected):
    assert window(target(**fields), 2020, target(**fields).due_date) == expected


@pytest.mark.parametrize(
    ("curve", "problem"),
    [
        ("线性", ""),
        ("前低后高", ""),
        ("按上年实际", ""),
        ("随便", "序时曲线“随便”不认得，可用：线性、前低后高、按上年实际"),
        (5, "序时曲线应是预设的名称，或各月累计百分比"),
        ((0.5, 1.0), "序时曲线应是预设的名称，或各月累计百分比"),
        ((50, 100), "序时曲线要按月写12个、按季写4个，或按起止月份每月一个累计百分比"),
        ((), "序时曲线要按月写12个、按季写4个，或按起止月份每月一个累计百分比"),
        ((10, 30, 20, 100), "序时曲线的累计百分比不能减少，最后一个应是100"),
        ((-1, 30, 60, 100), "序时曲线的累计百分比不能减少，最后一个应是100"),
        ((10, 30, 60, 99), "序时曲线的累计百分比不能减少，最后一个应是100"),
        ((10, 30, 60, 100), ""),
        ((0, 30, 60, 100), ""),
        (tuple(MONTHLY), ""),
    ],
)
def test_a_curve_that_cannot_be_used_says_why(curve, problem):
    if isinstance(curve, tuple) and all(isinstance(p, int) for p in curve):
        curve = tuple(number(p) for p in curve)
    assert curve_problem(curve, Window(1, 12)) == problem


def test_a_curve_may_be_written_for_the_months_of_its_window():
    curve = tuple(number(p) for p in (20, 60, 100))
    assert curve_problem(curve, Window(7, 9)) == ""
    assert curve_problem(curve, Window(7, 10)) != ""


@given(windows(), curves(), last_years())
def test_pace_never_falls_and_stays_between_0_and_1(fields, curve, figures):
    t = target(**fields, curve=curve)
    shares = [pace_at(t, t.due_date, p, figures).share for p in periods_until(Period(2020, 24))]
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] == 1


@given(windows(), curves(), st.integers(1, 24))
def test_the_pace_of_a_due_month_is_the_whole(fields, curve, halves):
    t = target(**fields, curve=curve)
    last = window(t, 2020, t.due_date).last
    at = pace_at(t, t.due_date, Period(2020, halves), {}).share
    assert at == 1 or halves < last * 2


def test_points_by_month_stay_where_they_are_when_the_due_date_moves():
    t = target(curve=[10, 30, 60, 100], start_date="2020-03-01", due_date="2020-06-30")
    later = [pace_at(t, date(2020, 12, 31), Period.of_month(2020, m), {}).share for m in (3, 4, 5)]
    sooner = [pace_at(t, date(2020, 5, 31), Period.of_month(2020, m), {}).share for m in (3, 4, 5)]
    assert (later, sooner) == (
        [Fraction(1, 10), Fraction(3, 10), Fraction(6, 10)],
        [Fraction(1, 10), Fraction(3, 10), 1],
    )
