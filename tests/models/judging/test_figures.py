"""What the cells say: totals and own amounts, rates, and which cell speaks (rules.md §1 and §3)."""

from fractions import Fraction

import pytest

from models.judging.figures import (
    actual,
    growth_rate,
    is_reported,
    last_reported,
    merge_past,
    own_amount,
    parts,
    past_figures,
    silent_since,
    total,
)
from models.plan.period import Period
from tests.models.build import NA, case, cells, milestone, number, target

BY_MONTH = target(cadence="monthly", entry_mode="period")
BY_QUARTER = target(cadence="quarterly", entry_mode="period")
BOTH = target("growth", 10, entry_mode="both_years")


def figure(t, period, reported):
    made = total(t, Period.parse(period), cells(t, reported))
    return made.text if made.value is not None else made.why


@pytest.mark.parametrize(
    ("t", "period", "reported", "text"),
    [
        case(target(), "2020Q3", {"2020Q3": "629.0"}, "629", id="a total stands as typed"),
        case(target(), "2020Q3", {"2020Q3": 0}, "0", id="zero is a figure"),
        case(target(), "2020Q3", {"2020Q2": 5}, "本期未报", id="silence is none"),
        case(target(), "2020Q3", {"2020Q3": {"own": 5}}, "本期未报", id="an own amount is no total"),
        case(BY_MONTH, "2020-03", {"2020-01": 1, "2020-02": "2.5", "2020-03": 0}, "3.5", id="months add up"),
        case(BY_MONTH, "2020-08", {f"2020-0{m}": 1 for m in (1, 2, 3, 4, 5, 6, 8)}, "缺7月当期数", id="missing month"),
        case(BY_MONTH, "2020Q1", {"2020-01": 1, "2020-02": 2, "2020Q1": 4}, "7", id="a quarter is its last month"),
        case(BY_QUARTER, "2020Q3", {"2020Q1": 1, "2020Q2": 2, "2020Q3": 4}, "7", id="quarters add up"),
        case(BY_QUARTER, "2020-08", {"2020Q1": 1, "2020Q2": 2, "2020-07": 4, "2020-08": 8}, "15", id="then months"),
        case(BY_QUARTER, "2020Q3", {"2020Q1": 1, "2020Q3": 2}, "缺二季度当期数", id="a missing quarter"),
        case(BY_MONTH, "2020-02-15", {"2020-01": 1, "2020-02-15": 2}, "3", id="and a half month"),
    ],
)  # fmt: skip
def test_a_total_exists_only_if_every_part_does(t, period, reported, text):
    assert figure(t, period, reported) == text


@pytest.mark.parametrize(
    ("fields", "period", "names"),
    [
        ({"cadence": "monthly"}, "2020-04", ["1月", "2月", "3月", "4月"]),
        ({"cadence": "quarterly"}, "2020-08", ["一季度", "二季度", "7月", "8月"]),
        ({"cadence": "quarterly"}, "2020-08-15", ["一季度", "二季度", "7月", "8月上半月"]),
        ({"cadence": "half-yearly"}, "2020Q4", ["6月", "12月"]),
        ({"cadence": "yearly"}, "2020Q4", ["12月"]),
        ({"cadence": "monthly", "start_date": "2020-03-10"}, "2020-04", ["3月", "4月"]),
        ({"cadence": "quarterly", "start_date": "2020-05-01"}, "2020Q3", ["二季度", "三季度"]),
        ({"cadence": "monthly", "start_date": "2019-03-10"}, "2020-02", ["1月", "2月"]),
    ],
)
def test_the_parts_of_a_total(fields, period, names):
    assert [p.short for p in parts(target(**fields), Period.parse(period))] == names


@pytest.mark.parametrize(
    ("t", "period", "reported", "own"),
    [
        case(target(), "2020Q2", {"2020Q1": 10, "2020Q2": "25.5"}, "15.5", id="from totals"),
        case(target(), "2020Q1", {"2020Q1": 10}, "10", id="the first has its total"),
        case(target(), "2020Q2", {"2020Q2": 25}, "一季度未报", id="no total before"),
        case(target(), "2020Q2", {"2020Q1": 25, "2020Q2": 20}, "−5", id="a fall"),
        case(BY_MONTH, "2020-02", {"2020-01": 1, "2020-02": 2}, "2", id="from own amounts"),
    ],
)
def test_the_other_of_total_and_own_amount_is_computed(t, period, reported, own):
    made = own_amount(t, Period.parse(period), cells(t, reported))
    assert (made.text if made.value is not None else made.why) == own


@pytest.mark.parametrize(
    ("fields", "text", "note"),
    [
        ({"value": "6.1"}, "6.1", ""),
        ({"this_total": 68375, "last_total": 62500}, "9.4", ""),
        ({"this_total": 16554, "last_total": 18600}, "−11.0", ""),
        ({"value": "9.4", "this_total": 68375, "last_total": 62500}, "9.4", ""),
        ({"value": "5.9", "this_total": 10000, "last_total": 9443}, "5.9", ""),
        ({"value": "5.90", "this_total": 10000, "last_total": 9443}, "5.9", ""),
        ({"value": "5.89", "this_total": 10000, "last_total": 9443}, "5.89", "填报5.89%，按两年数计算为5.90%"),
        ({"value": 6, "this_total": 10000, "last_total": 9443}, "6", "填报6%，按两年数计算为5.9%"),
        ({"value": 6, "this_total": 5, "last_total": 0}, "6", ""),
        ({"this_total": 5, "last_total": 0}, "上年同期数不大于0，算不出增速", ""),
        ({"this_total": 5, "last_total": -1}, "上年同期数不大于0，算不出增速", ""),
        ({"this_total": 5}, "本期未报", ""),
        ({}, "本期未报", ""),
    ],
)
def test_a_growth_is_entered_or_computed_and_if_they_differ_both_show(fields, text, note):
    cell = cells(BOTH, {"2020Q3": fields})["2020-09"]
    made = growth_rate(cell, 1)
    assert (made.text if made.value is not None else made.why, made.note) == (text, note)


def test_without_a_cell_there_is_no_growth():
    assert growth_rate(None, 1).why == "本期未报"


def test_a_computed_growth_is_exact_and_only_printed_rounded():
    made = growth_rate(cells(BOTH, {"2020Q3": {"this_total": 10, "last_total": 3}})["2020-09"], 2)
    assert (made.value, made.text, made.computed) == (Fraction(700, 3), "233.33", True)


@pytest.mark.parametrize(
    ("t", "fields", "reported"),
    [
        (target(), {"value": 0}, True),
        (target(), {"own": 5}, False),
        (target(), {"progress": "正在推进"}, False),
        (target(), {"percent": 50}, False),
        (BY_MONTH, {"own": 0}, True),
        (BY_MONTH, {"value": 5}, False),
        (target("growth"), {"value": 0}, True),
        (BOTH, {"this_total": 5}, False),
        (BOTH, {"this_total": 5, "last_total": 0}, True),
        (BOTH, {"value": 5}, True),
        (target("growth"), {"this_total": 5, "last_total": 4}, True),
        (target("level"), {"value": 0}, True),
        (target("reduction"), {"value": -1}, True),
        (milestone(), {"stage": "开工"}, True),
        (milestone(), {"percent": 30}, False),
        (target("qualitative"), {"state": "推进中"}, True),
        (target("qualitative"), {"progress": "已印发方案"}, False),
    ],
)
def test_what_counts_as_reported(t, fields, reported):
    assert is_reported(t, cells(t, {"2020Q3": fields})["2020-09"]) is reported
    assert not is_reported(t, None)


def test_a_level_a_fall_and_a_stage_have_their_figures():
    of = [
        (target("level"), "4.02"),
        (target("reduction"), "4.4"),
        (milestone(), "开工"),
        (target("qualitative"), "推进中"),
    ]
    made = [actual(t, Period.parse("2020Q3"), cells(t, {"2020Q3": v})) for t, v in of]
    assert [(m.text, m.why) for m in made] == [
        ("4.02", ""),
        ("4.4", ""),
        ("", "节点型，没有数值"),
        ("", "定性型，没有数值"),
    ]


@pytest.mark.parametrize(
    ("cadence", "period", "reported", "short"),
    [
        ("quarterly", "2020-10", {"2020Q3": 5}, "三季度"),
        ("monthly", "2020-10", {"2020-09": 5}, "9月"),
        ("quarterly", "2020-10", {"2020-10": 5, "2020Q3": 4}, "10月"),
        ("quarterly", "2020-10", {"2020-08": 5}, "8月"),
        ("quarterly", "2020Q3", {"2020-09": 5}, "三季度"),
        ("quarterly", "2020-10", {"2020Q2": 5, "2020Q3": NA}, "三季度"),
        ("quarterly", "2020-10", {"2020Q2": 5, "2020Q3": {"progress": "只写了字"}}, "二季度"),
        ("quarterly", "2020Q3", {"2020-10": 5}, None),
        ("quarterly", "2020Q3", {}, None),
    ],
)
def test_the_latest_report_of_the_year(cadence, period, reported, short):
    t = target(cadence=cadence)
    found = last_reported(t, Period.parse(period), cells(t, reported))
    assert (found.short if found else None) == short


@pytest.mark.parametrize(
    ("cadence", "period", "point"),
    [
        ("monthly", "2020-10", "2020-10"),
        ("monthly", "2020-10-15", "2020-09"),
        ("monthly", "2020-01-15", None),
        ("quarterly", "2020-10", "2020Q3"),
        ("quarterly", "2020-02", None),
        ("half-yearly", "2020Q3", "2020-06"),
        ("yearly", "2020Q3", None),
        ("yearly", "2020Q4", "2020-12"),
    ],
)
def test_the_cadence_says_from_when_silence_counts(cadence, period, point):
    since = silent_since(target(cadence=cadence), Period.parse(period))
    assert (since.written if since else None) == point


def test_silence_before_the_start_does_not_count():
    assert silent_since(target(start_date="2020-07-01"), Period.parse("2020-08")) is None
    assert silent_since(target(start_date="2020-06-30"), Period.parse("2020-08")).written == "2020Q2"


def test_a_finished_years_figures_become_history():
    t = target(entry_mode="period")
    assert past_figures(t, cells(t, {"2020Q1": "1.5", "2020Q2": 2, "2020Q4": 4})) == {
        "2020-03": number("1.5"),
        "2020-06": number("3.5"),
    }
    third = past_figures(BOTH, cells(BOTH, {"2020Q1": {"this_total": 4, "last_total": 3}}))
    assert third == {"2020-03": number("33.3333333333")}


def test_what_was_typed_for_comparison_holds_over_the_earlier_plan():
    assert merge_past({"2019-12": number(5)}, {"2019-12": number(4), "2019-11": number(3)}) == {
        "2019-12": number(5),
        "2019-11": number(3),
    }
