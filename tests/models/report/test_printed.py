"""A target is printed by one writer: the same words, number and remark wherever, with the sign or without."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judging.terms import terms_at
from models.plan.entities import Kind
from models.plan.quantity import DASH
from models.report import printed
from models.report.cells import Number, text_of
from models.report.stages import StageState, stages_of
from tests.models import drawn
from tests.models.build import judged, milestone, target, version


def terms(t, *versions):
    return terms_at(t, versions, date(2020, 9, 30))


@pytest.mark.parametrize(
    ("t", "text", "in_column"),
    [
        (
            target("growth", 6, value_high="6.5", unit="%", comparator=">=", quote="6—6.5%以上"),
            "6—6.5%以上",
            "6—6.5以上",
        ),
        (target("level", 4, unit="%", comparator="<=", quote="控制在4%以内"), "4%以内", "4以内"),
        (target("level", 5000, unit="人", comparator="<=", quote="控制在5000人"), "控制在5000", "控制在5000"),
        (target(value=1000, unit="亿元", comparator=">", quote="超1000亿元"), "超1000", "超1000"),
        (milestone(), "9月", "9月"),
        (target("qualitative"), DASH, DASH),
    ],
)
def test_the_demand(t, text, in_column):
    made = printed.demand(t, terms_at(t, (), date(2020, 12, 31)))
    assert (made.text, made.in_column) == (text, in_column)
    assert text_of(made.cell) == in_column


@pytest.mark.parametrize(
    ("t", "reported", "text", "cell"),
    [
        (target("growth", 6, unit="%"), {"value": "6.1", "nature": "预计"}, "6.1%（预计）", "6.1（预计）"),
        (target(value=18, unit="家"), {"value": 15, "as_of": "2020-09-25"}, "15", "15（截至9月25日）"),
        (milestone(), {"stage": "开工", "percent": 60}, "开工（60%）", "开工（60%）"),
        (milestone(), {"stage": "开工", "percent": 60, "nature": "预计"}, "开工（60%）（预计）", "开工（60%）（预计）"),
        (target("qualitative"), "推进中", "推进中", "推进中"),
        (target(), None, "缺报", "缺报"),
    ],
)
def test_the_figure(t, reported, text, cell):
    made = printed.figure(judged(t, "2020Q3", reported))
    assert made.text == text
    assert text_of(made.cell) == cell


@given(
    drawn.any_targets(),
    st.sampled_from(["2020Q1", "2020-05", "2020-08-15", "2020Q4"]),
    st.one_of(st.none(), drawn.AMOUNTS),
)
def test_whatever_is_printed_is_the_same_in_a_column_a_cell_and_a_sentence(t, period, value):
    a = judged(t, period, None if t.kind in printed.WORDY else value)
    for made in (printed.demand(a.target, a.terms), printed.figure(a), printed.due(a)):
        if made.number:
            assert made.text == made.in_column.replace(made.number, made.number + made.sign, 1)
        else:
            assert made.text == made.in_column
        cell = made.cell
        assert text_of(cell).startswith(made.in_column.removesuffix(printed.in_brackets(made.nature)))
        assert not isinstance(cell, Number) or cell.value == made.value


@pytest.mark.parametrize(
    ("comparator", "value", "quote", "text"),
    [
        (">", 1000, "力争市场成交额超1000亿元", "超1000"),
        (">", 500, "电商交易额突破500亿元", "突破500"),
        (">", 500, "超过500亿元", "超过500"),
        (">=", 95, "开工率95%以上", "95以上"),
        (">=", 95, "养老保险参保率不低于95%", "不低于95"),
        (">=", 7, "新增高新技术企业、省科技型企业各7家、13家以上", "7以上"),
        (">=", 5, "新增15家，其中高新达到5家", "达到5"),
        (">=", 5, "开工率达到5.5%，失业人数50人以上、至少5人", "至少5"),
        ("<=", 4, "城镇失业率控制在4%以内", "4以内"),
        ("<=", 4, "失业率不超过4%", "不超过4"),
        ("<", 4, "低于4%", "低于4"),
        ("~", 3, "CPI涨幅3%左右", "3左右"),
        ("~", 3, "CPI涨幅约3%", "约3"),
        (">", 3, "", ">3"),
        (">=", 3, "", "≥3"),
        ("<=", 3, "", "≤3"),
        ("<", 3, "", "<3"),
        ("~", 3, "", "约3"),
        ("=", 3, "新增3家以上", "3"),
        (">=", -3, "", "≥−3"),
    ],
)
def test_the_plans_own_words_are_printed_back(comparator, value, quote, text):
    t = target("level", value, comparator=comparator, quote=quote)
    assert printed.demand(t, terms(t)).in_column == text


def test_a_changed_target_has_its_sign_not_the_old_words():
    t = target(value=14, comparator=">=", quote="14公里以上")
    assert printed.own_words(t, terms(t, version("2020-08-20", 12, comparator=">="))) == ("≥", "")


@pytest.mark.parametrize(
    ("t", "text"),
    [
        (target("reduction", 3, quote="能耗下降3%"), "下降3%"),
        (target("reduction", 3, comparator=">=", quote="下降3%以上"), "下降3%以上"),
        (target("reduction", 3, comparator="~"), "下降约3%"),
        (target("reduction", 3, value_high=4), "下降3—4%"),
        (target("reduction", 3, baseline=5), "3%"),
    ],
)
def test_a_fall_by_a_rate_prints_its_word_and_a_value_to_fall_to_does_not(t, text):
    assert printed.demand(t, terms(t)).text == text


def test_a_range_prints_both_ends_and_a_milestone_its_words():
    t = target("growth", 6, value_high="6.5")
    assert printed.demand(t, terms(t)).in_column == "6—6.5"
    assert [printed.demand(x, terms(x)).in_column for x in (milestone(), target("qualitative"))] == ["9月", DASH]


@given(drawn.measured_targets())
def test_the_words_stand_around_the_number(t):
    made = terms(t)
    before, after = printed.own_words(t, made)
    fall = "下降" if t.kind is Kind.REDUCTION and t.baseline is None else ""
    assert printed.demand(t, made).in_column.startswith(f"{fall}{before}")
    assert printed.demand(t, made).in_column.endswith(after)


@pytest.mark.parametrize(
    ("t", "reported", "said"),
    [
        (target(value=1000, unit="万美元"), "2960", "2960 万美元"),
        (target("growth", 6, unit="%"), {"value": "6.1", "nature": "预计"}, "6.1%（预计）"),
        (milestone(), {"stage": "开工", "percent": 60}, "开工（60%）"),
        (target(), None, "缺报"),
    ],
)
def test_the_unit_stands_with_the_number(t, reported, said):
    assert printed.figure(judged(t, "2020Q3", reported)).with_unit(" ") == said


@pytest.mark.parametrize(
    ("value", "unit", "text"), [("5180", "万美元", "5180"), ("3.125", "%", "3.125%"), ("6.1234567891", "%", "6.12%")]
)
def test_a_figure_of_last_year_is_as_typed_and_a_reckoned_one_has_two_decimals(value, unit, text):
    assert printed.last_year(target("level", 3, unit=unit), Decimal(value)).text == text


@pytest.mark.parametrize(
    ("t", "value", "said"),
    [
        (target(value=1000, comparator=">", unit="亿元", quote="市场成交额超1000亿元"), 1000, "未超过1000亿元"),
        (target("growth", 7, comparator=">"), 7, "未超过7%"),
        (target("level", 95, comparator=">", quote="参保率突破95%"), 95, "未突破95%"),
        (target("level", 4, comparator="<"), 4, "未低于4%"),
        (target("reduction", 3, comparator=">"), 3, "未超过3%"),
        (target("reduction", 5, comparator=">", unit="天"), 5, "未超过5天"),
        (target("level", 200, comparator=">", unit="所"), 200, "未超过200所"),
        (target("reduction", 50, baseline=100, comparator="<", unit="微克"), 50, "未低于50微克"),
    ],
)
def test_a_strict_threshold_met_exactly_is_said(t, value, said):
    for period in ("2020Q3", "2020Q4"):
        assert printed.notes(judged(t, period, value)) == (said,)
    assert printed.notes(judged(t, "2020Q4", "49.9" if t.baseline else value - 1)) == ()


def test_the_chain_of_stages():
    t = milestone(stages=["招标 2020-04-30", "开工 2020-06-30", "主体 2020-08-31", "完工"])
    listed = stages_of(judged(t, "2020Q3", "开工"))
    assert [(stage.number, stage.state) for stage in listed] == [
        (1, StageState.DONE),
        (2, StageState.DONE),
        (3, StageState.OVERDUE),
        (4, StageState.OPEN),
    ]
    assert [stage.text for stage in listed[2:]] == ["3. 主体（计划8月31日）　到期未完成", "4. 完工　未完成"]
    assert stages_of(judged(target(), "2020Q3", 1)) == []
