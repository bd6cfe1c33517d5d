"""The sentences of a notice, word for word (rules.md §6)."""

from collections import Counter

import pytest
from hypothesis import given

from models.judging.assess import assess_all
from models.judging.groups import Counts, count, missing
from models.judging.statuses import Status
from models.plan.period import Period
from models.plan.presets import RATIO_100
from models.report.phrase import (
    behind_sentence,
    gap_phrase,
    movement,
    notice,
    percent_text,
    period_reach,
    rule_line,
    standing,
    summary,
)
from models.report.printed import figure
from tests.models.build import NA, case, ceiling, judged, ledger, limit, milestone, rule, target
from tests.models.plan.test_period import ANY

GDP = target("growth", 7, name="地区生产总值")
GAP_RULE = (
    "（差值法：不低于序时为绿灯，低10个百分点以内为黄灯，再低为红灯；"
    "增速、水平直接与目标比，低1个百分点以内为黄灯，控制类水平指标超出即红灯）"
)
BOTH = target("growth", 10, entry_mode="both_years")


def counts(**by_name):
    return Counts(Counter({Status[name]: n for name, n in by_name.items()}))


def test_the_summary_of_55_targets_with_44_on_pace():
    text = summary(counts(DONE=4, AHEAD=20, ON_PACE=20, SLOW=6, BEHIND=4, OVERDUE=1), [], rule())
    assert text == f"列入本次通报的量化指标共55项，达到序时进度44项、占80.0%；未达到11项、占20.0%{GAP_RULE}。"


def test_missing_ones_leave_the_total_and_are_named_after_it():
    of = ledger(target(id="a", name="合同外资"), target(id="b", name="实到外资", calibre="部口径"), target(id="c"))
    now = assess_all(_reported(of, c=80), Period.parse("2020Q3"))
    text = summary(count(now), missing(now), rule(preset=RATIO_100))
    assert text == (
        "列入本次通报的量化指标共1项，达到序时进度1项、占100.0%；未达到0项、占0.0%"
        "（比率法：实际与应达之比不低于100%为绿灯，不低于90%为黄灯，再低为红灯）。"
        "另有2项缺报，未计入：合同外资、实到外资（部口径）。"
    )


def test_what_is_not_counted_is_not_in_the_summary():
    text = summary(counts(NOT_APPLICABLE=3, NOT_DUE=2, STATE=7, UNJUDGED=1, MISSING=1, NEARLY=1), [], rule())
    assert text.startswith("列入本次通报的量化指标共1项，达到序时进度1项、占100.0%；")
    nothing = summary(counts(STATE=7, MISSING=2), [], rule())
    assert nothing == f"本期没有可以通报的量化指标{GAP_RULE}。"


def _reported(of, **values):
    for t in of.targets:
        if t.id in values:
            of.cells[t.id] = ledger(t, reported={t.id: {"2020Q3": values[t.id]}}).cells[t.id]
    return of


@pytest.mark.parametrize(
    ("t", "period", "reported", "sentence"),
    [
        case(GDP, "2020Q3", "6.1", "增长6.1%，低于目标0.9个百分点", id="lianyungang-2019: growth"),
        case(GDP, "2020Q3", -8, "下降8%，低于目标15.0个百分点", id="xuancheng-2020: a fall"),
        case(GDP, "2020Q3", 0, "增长0%，低于目标7.0个百分点", id="no growth"),
        case(GDP, "2020Q3", 7, "增长7%，与目标持平", id="growth met"),
        case(GDP, "2020Q3", "7.5", "增长7.5%，高于目标0.5个百分点", id="growth above"),
        case(BOTH, "2020Q3", {"this_total": 16554, "last_total": 18600},
             "下降11.0%，低于目标21.0个百分点", id="computed"),
        case(target(), "2019Q3", "53.3",
             "完成年度目标的53.3%，低于序时进度21.7个百分点", id="lianyungang-2019: amount"),
        case(target(), "2020Q3", 75, "完成年度目标的75.0%，与序时进度持平", id="on pace"),
        case(target(), "2020-11", "131.4", "完成年度目标的131.4%，高于序时进度39.7个百分点", id="131.4"),
        case(target(), "2020Q4", 99, "完成年度目标的99.0%，低于序时进度1.0个百分点，已到期未完成", id="overdue"),
        case(target(value=10000), "2020Q3", "7499.9", "完成年度目标的75.0%，低于序时进度0.001个百分点", id="tiny gap"),
        case(target(value=0), "2020Q3", 3, "3家", id="of 0"),
        case(limit("4.5"), "2020Q3", "4.02", "4.02%，低于4.5%的控制目标", id="guowuyuan-2016: within 4.5"),
        case(limit(4), "2020Q3", "4.3", "4.3%，高于控制目标0.3个百分点", id="above the limit"),
        case(limit(4, quote="失业率控制在4%以内"), "2020Q3", 4, "4%，与4%的控制目标持平", id="at the limit"),
        case(target("growth", 3, comparator="~", direction="lower"), "2020Q3", "3.1",
             "增长3.1%，符合3%左右的控制目标", id="~3"),
        case(target("growth", 3, comparator="~", direction="lower"), "2020Q3", "3.2",
             "增长3.2%，高于3%左右的上限3.15%", id="above ~3"),
        case(target("growth", "6.5", comparator="~"), "2020Q3", "6.2", "增长6.2%，在6.5%左右的范围内", id="~6.5"),
        case(target("growth", "6.5", comparator="~"), "2020Q3", 6, "增长6%，低于6.5%左右的下限6.175%", id="short"),
        case(target("growth", "6.5", comparator="~"), "2020Q3", 7, "增长7%，高于目标0.5个百分点", id="beyond ~6.5"),
        case(target("level", 3, value_high=4, direction="lower"), "2020Q3", "3.5",
             "3.5%，低于4%的控制目标", id="in a range"),
        case(target("level", 95), "2020Q3", "94.5", "94.5%，低于目标0.5个百分点", id="level in %"),
        case(target("level", 200, unit="所"), "2020Q3", 190, "190所，低于目标5.0%", id="level not in %"),
        case(target("reduction", 3), "2020Q4", "4.4", "下降4.4%，高于目标1.4个百分点", id="guowuyuan-2019: fall"),
        case(target("reduction", 3), "2020Q3", -1, "上升1%，低于目标4.0个百分点", id="a rise"),
        case(target("reduction", 80, baseline=100), "2020Q2", 88,
             "完成年度目标的60.0%，高于序时进度10.0个百分点", id="baseline"),
        case(ceiling(12), "2020Q2", 5, "完成年度控制目标的41.7%，低于控制进度8.3个百分点，控制在序时内", id="ceiling"),
        case(ceiling(12), "2020Q2", 9, "完成年度控制目标的75.0%，超出控制进度25.0个百分点", id="ceiling passed"),
        case(ceiling(12), "2020Q2", 6, "完成年度控制目标的50.0%，与控制进度持平，控制在序时内", id="ceiling met"),
        case(target(), "2020-10", {"2020Q3": 70},
             "完成年度目标的70.0%，低于序时进度5.0个百分点，为三季度数", id="of Q3"),
        case(GDP, "2020Q3", {"value": "6.1", "nature": "预计"}, "增长6.1%（预计），低于目标0.9个百分点", id="expected"),
        case(target(value=1000, comparator=">", unit="亿元"), "2020Q4", 1000,
             "完成年度目标的100.0%，与序时进度持平，已到期未完成，未超过1000亿元", id="strict"),
        case(milestone(), "2020Q3", {"stage": "完工", "percent": 92},
             "应于9月验收，目前为“完工”，形象进度92%，已逾期", id="stage"),
        case(milestone(due="", due_date="2020-10-05"), "2020Q3", "开工",
             "应于10月5日前验收，目前为“开工”", id="its date"),
        case(milestone(due="", due_date=None), "2020Q4", "开工",
             "应于年底前验收，目前为“开工”，已逾期", id="year end"),
        case(target("qualitative", due="6月", due_date="2020-06-30"), "2020Q2", "推进中",
             "应于6月完成，目前为“推进中”，已逾期", id="qualitative"),
    ],
)  # fmt: skip
def test_how_a_target_stands(t, period, reported, sentence):
    assert standing(judged(t, period, reported)) == sentence


def test_a_line_of_the_behind_list():
    a = judged(GDP, "2020Q3", "6.1")
    assert behind_sentence(1, 1, a) == "1.地区生产总值（第1项）：增长6.1%，低于目标0.9个百分点。"


def test_without_a_gap_there_is_no_phrase():
    assert gap_phrase(judged(target(), "2020Q3")) == ""


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        ({"DONE": 6, "BEHIND": 8}, {"DONE": 2, "BEHIND": 8}, "与二季度相比，已完成增加4项。"),
        ({"DONE": 1, "SLOW": 2}, {"SLOW": 1, "MISSING": 3}, "与二季度相比，已完成增加1项，略慢增加1项，缺报减少3项。"),
        ({"DONE": 1}, {"DONE": 1}, "与二季度相比，各状态项数没有变化。"),
        ({"STATE": 7}, {}, "与二季度相比，各状态项数没有变化。"),
    ],
)
def test_movement_since_the_previous_period(now, before, sentence):
    assert movement(counts(**now), counts(**before), Period.parse("2020Q2")) == sentence


def test_a_notice_says_summary_behind_and_movement():
    of = ledger(
        GDP,
        target(id="b", name="合同外资"),
        target(id="c", name="引进博士"),
        reported={"t": {"2020Q2": 8, "2020Q3": "6.1"}, "b": {"2020Q2": 10, "2020Q3": "53.3"}, "c": {"2020Q3": 80}},
    )
    third = Period.parse("2020Q3")
    now, before = assess_all(of, third), assess_all(of, third.previous)
    assert notice(of, third, now, before)[1:] == [
        "未达到序时进度或目标的有2项：",
        "1.合同外资（第2项）：完成年度目标的53.3%，低于序时进度21.7个百分点。",
        "2.地区生产总值（第1项）：增长6.1%，低于目标0.9个百分点。",
        "与二季度相比，超序时增加1项，达序时减少1项，略慢增加1项，缺报减少1项。",
    ]


def test_a_notice_when_nothing_is_behind_and_in_the_first_period():
    of = ledger(target(), reported={"t": {"2020Q1": 50}})
    first = Period.parse("2020Q1")
    lines = notice(of, first, assess_all(of, first), [])
    assert lines[1:] == ["本期没有滞后指标。"]
    silent = notice(ledger(target()), first, assess_all(ledger(target()), first), [])
    assert silent == [f"本期没有可以通报的量化指标{GAP_RULE}。另有1项缺报，未计入：甲。"]


@pytest.mark.parametrize(
    ("t", "reported", "text"),
    [
        (target(), "12.5", "12.5"),
        (target(), 0, "0"),
        (target("growth"), "-1.5", "−1.5"),
        (target(), {"value": 5, "nature": "预计"}, "5（预计）"),
        (target(), {"value": 5, "nature": "快报"}, "5"),
        (BOTH, {"this_total": 5, "last_total": 3}, "66.7"),
        (milestone(), {"stage": "开工", "percent": 30}, "开工（30%）"),
        (target("qualitative"), "推进中", "推进中"),
        (target("qualitative"), None, "—"),
        (milestone(), None, "缺报"),
        (target(), None, "缺报"),
        (target(), NA, "不适用"),
    ],
)
def test_the_figure_as_printed(t, reported, text):
    assert figure(judged(t, "2020Q3", reported)).in_column == text


def test_a_percentage_as_printed():
    a = judged(target(), "2020Q3", "99.96")
    assert percent_text(a.completion, rule()) == "100.0"
    assert percent_text(a.completion, rule(), short_of=100) == "99.96"
    assert percent_text(None, rule()) == "—"


def test_the_rule_is_named_on_every_page():
    assert rule_line(rule(preset=RATIO_100)) == (
        "预警规则：比率法：实际与应达之比不低于100%为绿灯，不低于90%为黄灯，再低为红灯。"
    )


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("2020Q1", "一季度"),
        ("2020Q2", "上半年"),
        ("2020Q3", "前三季度"),
        ("2020Q4", "全年"),
        ("2020-10", "1—10月"),
        ("2020-01", "1月"),
        ("2020-08-15", "1月1日—8月15日"),
    ],
)
def test_how_a_title_names_the_stretch(period, name):
    assert period_reach(Period.parse(period)) == name


@given(ANY)
def test_every_period_has_a_stretch(period):
    assert period_reach(period)
