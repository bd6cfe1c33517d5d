"""Planned amounts (节点目标) as a target's own curve, and 力争目标 that is said, no more (rules.md §1, §2)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judging.assess import assess
from models.judging.pace import pace_at
from models.judging.planned import planned_outside, planned_problem
from models.judging.statuses import Light, Status
from models.judging.terms import terms_at
from models.judging.trend import trend
from models.plan.period import Period, periods_until
from models.report import printed
from models.report.phrase import standing
from tests.models.build import case, judged, ledger, target, version
from tests.models.drawn import windows

NODES = {"2020-03-31": 2, "2020-06-30": 4}  # rules.md §2: 3月底前2家、6月底前4家
THIRDS = {"2020-03-31": 1, "2020-06-30": 2}
MIDDLE = {"2020-06-15": 5}


def due_of(fields, period):
    return judged(target(**fields), period, {}).due


@pytest.mark.parametrize(
    ("fields", "period", "due"),
    [
        case({"value": 10, "planned": NODES}, "2020Q1", 2, id="at the first"),
        case({"value": 10, "planned": NODES}, "2020Q2", 4, id="at the second"),
        case({"value": 10, "planned": NODES}, "2020-02", Fraction(4, 3), id="linear from nothing"),
        case({"value": 10, "planned": NODES}, "2020-04-15", Fraction(7, 3), id="linear between"),
        case({"value": 10, "planned": NODES}, "2020Q3", 7, id="linear up to the target"),
        case({"value": 10, "planned": NODES}, "2020Q4", 10, id="the whole year"),
        case({"value": 3, "planned": THIRDS}, "2020Q1", 1, id="a third is exact"),
        case({"value": 10, "planned": MIDDLE}, "2020-06-15", 5, id="in mid-month"),
        case({"value": 10, "planned": MIDDLE}, "2020-06", Fraction(70, 13), id="after mid-month"),
        case({"value": 10, "planned": NODES, "due_date": "2020-09-30"}, "2020Q3", 10, id="due in September"),
        case({"value": 10, "planned": NODES, "start_date": "2020-04-01"}, "2020Q2", 4, id="starts in April"),
        case({"value": 10, "planned": NODES, "start_date": "2020-04-01"}, "2020-05", Fraction(8, 3), id="from nothing"),
        case({"value": 10, "planned": NODES, "curve": "前低后高"}, "2020Q1", 2, id="before any curve"),
        case({"value": 20, "planned": {"2020-06-30": 20}}, "2020Q3", 20, id="reached early"),
        case({"value": 10, "planned": {"2020-12-31": 8}}, "2020Q4", 10, id="the target is due at the end"),
        case({"value": 10, "planned": NODES, "comparator": "<="}, "2020Q2", 4, id="a ceiling"),
        case({"value": 10, "planned": NODES, "comparator": "~"}, "2020Q2", 4, id="左右"),
        case({"value": 10, "planned": {"2021-03-31": 2}}, "2020Q2", 5, id="another year's"),
    ],
)
def test_what_is_due_by_planned_amounts(fields, period, due):
    assert due_of(fields, period) == due


@pytest.mark.parametrize(
    ("planned", "problem"),
    [
        ({"2020-03-31": 4, "2020-06-30": 2}, "节点目标有下降或负数"),
        ({"2020-03-31": -1}, "节点目标有下降或负数"),
        ({"2020-03-31": 11}, "节点目标超过全年目标"),
        ({"2020-03-31": 10}, ""),
        ({}, ""),
    ],
)
def test_amounts_that_are_no_curve_judge_nothing_and_it_is_said(planned, problem):
    t = target(value=10, planned=planned, curve="前低后高")
    assert planned_problem(t) == problem
    a = judged(t, "2020Q1", 1)
    assert a.notes == ((f"{problem}，没有用",) if problem else ())
    if problem:
        assert a.due == Fraction(3, 2)


@pytest.mark.parametrize(
    ("fields", "due", "said"),
    [
        case({"planned": {"2021-03-31": 2}}, 5, "“2021年3月底2家”不在2020年"),
        case({"planned": NODES, "start_date": "2020-04-01"}, 4, "“3月底2家”在开始日期2020-04-01以前"),
        case({"planned": {"2020-04-10": 2}, "start_date": "2020-04-15"}, Fraction(10, 3),
             "“4月10日2家”在开始日期2020-04-15以前"),
        case({"planned": {"2020-11-30": 8}, "due_date": "2020-10-31"}, 6,
             "“11月底8家”在完成时限2020-10-31以后，还不到全年目标10家"),
        case({"planned": {"2020-10-25": 8}, "due_date": "2020-10-20"}, 6,
             "“10月25日8家”在完成时限2020-10-20以后，还不到全年目标10家"),
        case({"planned": {"2020-06-30": 4}, "due_date": "2020-06-30"}, 10,
             "“6月底4家”正是完成时限2020-06-30，还不到全年目标10家"),
        case({"planned": {"2020-12-31": 8}}, 5, "“12月底8家”在年底，还不到全年目标10家"),
        case({"planned": {"2020-12-31": 8}, "due_date": "2020-12-31"}, 5, "“12月底8家”在年底，还不到全年目标10家"),
    ],
)  # fmt: skip
def test_an_amount_outside_the_targets_days_is_not_used_and_it_is_said(fields, due, said):
    t = target(value=10, **fields)
    assert planned_outside(t, t.due_date, 2020) == f"节点目标{said}"
    a = judged(t, "2020Q2", 1)
    assert (a.due, a.notes) == (due, (f"节点目标{said}，没有用",))


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        case({"planned": NODES | {"2020-12-31": 10}, "due_date": "2020-10-31"}, 4, id="the last is the target"),
        case({"planned": {"2020-12-31": 11}, "value_high": 12}, 5, id="within a range"),
        case(
            {"planned": {"2020-03-31": 0}, "start_date": "2020-04-01"}, Fraction(10, 3), id="nothing before the start"
        ),
        case({"planned": NODES, "due_date": "2021-03-31"}, 4, id="due in another year"),
        case({"planned": {"2020-04-15": 2}, "start_date": "2020-04-15"}, Fraction(74, 17), id="the first day"),
    ],
)
def test_what_says_no_more_than_the_target_is_no_doubt(fields, due):
    t = target(value=10, **fields)
    assert planned_outside(t, t.due_date, 2020) == ""
    assert (judged(t, "2020Q2", 1).due, judged(t, "2020Q2", 1).notes) == (due, ())


def test_a_due_date_that_came_forward_leaves_later_amounts_out_and_says_so():
    t = target(value=10, planned={"2020-06-30": 4, "2020-11-30": 8})
    of = ledger(t, reported={"t": {"2020Q2": 4}}, versions={"t": [version("2020-09-01", 10, due_date="2020-10-31")]})
    assert assess(of, t, Period.parse("2020Q2")).notes == ()
    now = assess(of, t, Period.parse("2020Q3"))
    assert now.due == Fraction(17, 2)
    assert now.notes == ("节点目标“11月底8家”在完成时限2020-10-31以后，还不到全年目标10家，没有用",)


def test_of_a_rate_only_another_year_is_wrong():
    rate = target("growth", 8, planned={"2020-12-31": 6}, due_date="2020-10-31")
    assert planned_outside(rate, rate.due_date, 2020) == ""
    assert planned_outside(rate, rate.due_date, 2019) == "节点目标“2020年12月底6%”不在2019年"


def test_of_a_rate_or_level_they_are_shown_and_the_annual_target_judges():
    for kind in ("growth", "level"):
        a = judged(target(kind, 8, planned={"2020-03-31": 6}), "2020Q1", 7)
        assert (a.due, a.gap, a.notes) == (8, -1, ())
        assert printed.planned(a.target) == "3月底6%"


def test_the_amounts_stay_when_the_target_changes_and_the_rest_runs_to_the_new_value():
    t = target(value=10, planned=NODES)
    of = ledger(t, reported={"t": {"2020Q2": 4, "2020Q3": 8}}, versions={"t": [version("2020-05-01", 16)]})
    dues = [assess(of, t, Period.parse(p)).due for p in ("2020Q1", "2020Q2", "2020Q3", "2020Q4")]
    assert dues == [2, 4, 10, 16]
    less = ledger(t, versions={"t": [version("2020-05-01", 3)]})
    assert [assess(less, t, Period.parse(p)).due for p in ("2020Q1", "2020Q2", "2020Q3")] == [2, 3, 3]


def test_the_chart_draws_what_is_due():
    t = target(value=10, planned=NODES)
    points = trend(ledger(t), t, Period.parse("2020Q2")).points
    assert [point.pace for point in points][2:9:3] == [2, 4, 7]


def test_a_light_by_planned_amounts():
    t = target(value=10, planned=NODES)
    a = judged(t, "2020Q2", 4)
    assert (a.gap, a.light, a.status) == (0, Light.GREEN, Status.ON_PACE)
    assert judged(target(value=10), "2020Q2", 4).light is Light.YELLOW


AMOUNTS = st.dictionaries(
    st.dates(date(2020, 1, 1), date(2020, 12, 31)).map(str), st.decimals(-5, 20, places=1), max_size=5
)


@given(windows(), AMOUNTS, st.decimals(1, 20, places=1))
def test_pace_never_falls_and_ends_whole(fields, amounts, value):
    rising = dict(zip(sorted(amounts), sorted(amounts.values()), strict=True))
    t = target(value=value, planned=rising, **fields)
    shares = []
    for period in periods_until(Period(2020, 24)):
        shares.append(pace_at(t, t.due_date, period, {}, Fraction(value)).share)
    assert shares == sorted(shares)
    assert (shares[0] >= 0, shares[-1]) == (True, 1)


STRIVING = {"comparator": ">=", "stretch": 8}


@pytest.mark.parametrize(
    ("t", "actual", "said"),
    [
        case(target("growth", 7, **STRIVING), "8.2", "达到力争目标8%", id="beyond"),
        case(target("growth", 7, **STRIVING), 8, "达到力争目标8%", id="exactly"),
        case(target("growth", 7, **STRIVING), "7.9", "", id="short of it"),
        case(target("level", 4, comparator="<=", stretch="3.5"), "3.5", "达到力争目标3.5%", id="a limit"),
        case(target("level", 4, comparator="<=", stretch="3.5"), "3.6", "", id="short of a limit"),
        case(target(value=18, stretch=20), 21, "达到力争目标20家", id="an amount"),
        case(
            target("reduction", 80, baseline=100, stretch=75, unit="件"), 70, "达到力争目标75件", id="from a baseline"
        ),
        case(target("growth", 9, **STRIVING), 10, "", id="one that the target has overtaken"),
    ],
)
def test_what_is_striven_for_is_said_when_reached_and_judges_nothing(t, actual, said):
    a, without = judged(t, "2020Q3", actual), judged(target(**{**fields_of(t), "stretch": None}), "2020Q3", actual)
    assert (a.light, a.status, a.gap, a.due) == (without.light, without.status, without.gap, without.due)
    assert "".join(a.notes) == said
    assert standing(a).endswith(said)


@pytest.mark.parametrize(("period", "said"), [("2020Q1", ""), ("2020Q3", ""), ("2020Q4", "达到力争目标10家")])
def test_a_ceiling_says_only_at_its_end_that_what_is_striven_for_was_kept(period, said):
    assert "".join(judged(target(value=12, comparator="<=", stretch=10), period, 9).notes) == said


def fields_of(t):
    """A target's fields as `target` takes them."""
    names = ("kind", "value", "comparator", "unit", "baseline")
    return {name: getattr(t, name) for name in names}


def test_what_is_striven_for_stands_behind_the_demand_and_not_in_what_is_due():
    a = judged(target("growth", 7, quote="增长7%以上、力争达到8%", **STRIVING), "2020Q3", 6)
    assert printed.demand(a.target, a.terms).text == "7%以上（力争8%）"
    assert printed.due(a).text == "7%以上"
    assert terms_at(target("growth", 9, **STRIVING), [], date(2020, 9, 30)).stretch is None
    changed = terms_at(a.target, [version("2020-08-01", 8)], date(2020, 9, 30))
    assert printed.demand(a.target, changed).text == "8%"
