"""Cells of a report: numbers that carry what is shown and no more, words where there is none."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judging.statuses import LAGGING, REACHED, Status
from models.plan.quantity import DASH
from models.report import printed
from models.report.cells import (
    Number,
    amount_cell,
    gap_cell,
    mark,
    percent_cell,
)
from models.report.report import judged_cells
from tests.models.build import NA, case, judged, limit, milestone, target, version
from tests.models.drawn import AMOUNTS, PERIODS, RULES, measured_targets
from tests.models.judging.test_assess_properties import judge, of_value
from tests.models.plan.test_quantity import FRACTIONS, half_up

BOTH = target("growth", 10, entry_mode="both_years")


def num(value, digits=None, **around):
    return Number(Decimal(str(value)), digits, **around)


@pytest.mark.parametrize(
    ("t", "cell"),
    [
        (target(value="647.4"), num("647.4")),
        (target(value=1000, comparator=">", quote="超1000亿元"), num(1000, before="超")),
        (limit(4, quote="4%以内"), num(4, after="以内")),
        (limit(4), num(4, before="≤")),
        (target("growth", 6, value_high="6.5"), "6—6.5"),
        (target("growth", 6, value_high="6.5", comparator=">=", quote="增长6—6.5%以上"), "6—6.5以上"),
        (target("growth", -2), num(-2)),
        (milestone(), "9月"),
        (target("qualitative"), DASH),
    ],
)
def test_the_annual_target(t, cell):
    a = judged(t, "2020Q3")
    assert printed.demand(a.target, a.terms).cell == cell


@pytest.mark.parametrize(
    ("t", "period", "reported", "cell"),
    [
        case(target(), "2020Q3", "12.50", num("12.5"), id="as typed"),
        case(target(), "2020Q3", 0, num(0), id="zero"),
        case(target(), "2020Q3", None, "缺报", id="missing is never 0"),
        case(target(), "2020Q3", NA, "不适用", id="not applicable"),
        case(target(cadence="yearly"), "2020Q3", None, DASH, id="not due"),
        case(target(entry_mode="period"), "2020Q2", {"2020Q1": "1.5", "2020Q2": 2}, num("3.5"), id="a sum stays exact"),
        case(target(), "2020Q3", {"value": 5, "nature": "预计"}, num(5, after="（预计）"), id="expected"),
        case(target(), "2020Q3", {"value": 5, "nature": "快报"}, num(5), id="early figures"),
        case(
            target(),
            "2020Q3",
            {"value": 5, "as_of": "2020-09-25"},
            num(5, after="（截至9月25日）"),
            id="of another day",
        ),
        case(target(), "2020Q3", {"value": 5, "as_of": "2020-09-30"}, num(5), id="of the period's end"),
        case(target(), "2020-10", {"2020Q3": 70}, num(70, after="（三季度）"), id="of the quarter before"),
        case(BOTH, "2020Q3", {"this_total": 10, "last_total": 3}, num("233.3", 1), id="computed: rounded"),
        case(
            BOTH,
            "2020Q3",
            {"value": 6, "this_total": 10000, "last_total": 9443},
            num(6, after="（按两年数5.9）"),
            id="both",
        ),
        case(BOTH, "2020Q3", {"this_total": 5, "last_total": 0}, DASH, id="not to be computed"),
        case(milestone(), "2020Q2", {"stage": "开工", "percent": 30}, "开工（30%）", id="stage"),
        case(target("qualitative"), "2020Q2", {"state": "推进中", "nature": "预计"}, "推进中（预计）", id="state"),
        case(target("qualitative"), "2020Q2", None, DASH, id="no state"),
    ],
)
def test_the_figure(t, period, reported, cell):
    assert printed.figure(judged(t, period, reported)).cell == cell


def test_a_whole_row_of_jiangmen():
    a = judged(target(value="647.4", unit="亿元"), "2020-10", "629.0")
    gap = num("13.8", 1, after="百分点", signed=True)
    assert judged_cells(a) == (num("647.4"), num(629), num("97.2", 1), num("83.3", 1), gap)


def test_a_completion_short_of_100_is_not_shown_as_100():
    a = judged(target(value=10000), "2020Q4", "9999.9")
    assert judged_cells(a)[2:] == (num("99.999", 3), num("100.0", 1), num("-0.001", 3, after="百分点", signed=True))


def test_a_row_without_rates():
    a = judged(target("growth", 7), "2020Q3", "6.1")
    assert judged_cells(a) == (num(7), num("6.1"), DASH, DASH, num("-0.9", 1, after="百分点", signed=True))


@pytest.mark.parametrize(
    ("value", "unit", "cell"),
    [
        ("13.825", "百分点", num("13.8", 1, after="百分点", signed=True)),
        ("-0.04", "百分点", num("-0.04", 2, after="百分点", signed=True)),
        ("-5", "%", num("-5.0", 1, after="%", signed=True)),
    ],
)
def test_a_gap_with_its_unit(value, unit, cell):
    assert gap_cell(Fraction(value), unit, 1) == cell


def test_short_of_100_and_nothing():
    assert percent_cell(Fraction("99.96"), 1, short_of=100) == num("99.96", 2)
    assert percent_cell(Fraction("99.96"), 1) == num("100.0", 1)
    assert percent_cell(None, 1) == gap_cell(None, "%", 1) == amount_cell(None, "家") == DASH


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [("13.50", "家", "13.5"), ("40", "家", "40"), ("1.3875", "亿元", "1.39"), ("0", "家", "0")],
)
def test_computed_amounts_are_rounded_once(value, unit, shown):
    assert amount_cell(Fraction(value), unit) == num(shown)


def test_the_mark_of_an_adjusted_target_stands_beside_the_status():
    a = judged(target(value=14), "2020Q3", 9, versions=[version("2020-08-20", 12)])
    assert printed.status_words(a) == "达序时（已调整）"
    assert printed.status_words(judged(target(value=14), "2020Q3", 9)) == "滞后"


def test_a_light_has_shape_and_word():
    assert {mark(s) for s in REACHED} == {"✓ 绿灯", "● 绿灯"}
    assert {mark(s) for s in LAGGING} == {"▲ 黄灯", "■ 红灯"}
    assert (mark(Status.MISSING), mark(Status.NOT_DUE), mark(Status.STATE)) == ("○ 缺报", DASH, DASH)


@given(FRACTIONS, st.integers(1, 2))
def test_a_number_carries_what_is_shown_and_no_more(value, digits):
    cell = percent_cell(value, digits)
    assert (cell.value, cell.digits) == (half_up(value, digits), digits)
    assert -cell.value.as_tuple().exponent <= digits


@given(measured_targets(), PERIODS, RULES, AMOUNTS)
def test_every_figure_of_a_row_is_a_number_or_words(t, period, rule, value):
    a = judge(t, period, of_value(t, period, value), rule=rule)
    for cell in judged_cells(a):
        assert isinstance(cell, Number) or cell
    assert (judged_cells(a)[2] == DASH) == (a.completion is None)
    assert (judged_cells(a)[4] == DASH) == (a.gap is None)
