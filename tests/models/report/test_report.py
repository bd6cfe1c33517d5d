"""The content of the quarter's report: tables and notes as the issue asks for them."""

from datetime import date

import pytest

from models.judging.statuses import Light, Status
from models.plan.entities import Heading, Person, Unit
from models.plan.period import Period
from models.plan.quantity import DASH
from models.report.cells import Number
from models.report.report import build
from tests.models.build import NA, case, closed, demo_ledger, ledger, milestone, number, past, rule, target, version

THIRD = Period.parse("2020Q3")
TASK = {"heading_id": "h"}
GDP = target("growth", 7, id="gdp", name="地区生产总值", series_id="gdp", leader_id="p", lead_id="u1", **TASK)
FUNDS = target(value=10, id="funds", name="实到资金", unit="亿元", lead_id="u2", campaigns=("行动甲",), **TASK)
PHD = target(value=3, id="phd", name="引进博士", lead_id="u2", contact_id="p", campaigns=("行动乙", "行动甲"))
SCHOOL = milestone(id="school", name="学校", lead_id="u1")
WORDS = target("qualitative", id="words", name="作风建设")
ROOT = {
    "headings": [Heading("h", "plan", None, 0, 3, "6.", "强化项目推进")],
    "units": [Unit("u1", "建设办", 1), Unit("u2", "招商办", 0)],
    "persons": {"p": Person("p", "负责人甲")},
    "plan": {"campaigns": ("行动甲", "行动乙", "行动丙"), "issuer": "镇政府"},
}
REPORTED = {
    "gdp": {"2020Q2": "7.2", "2020Q3": {"value": "6.1", "progress": "回升", "problem": "慢", "next_step": "抓"}},
    "funds": {"2020Q2": "4.85", "2020Q3": "5.33"},
    "school": {"2020Q3": {"stage": "验收"}},
    "words": {"2020Q3": "推进中"},
}


def report(*targets, reported=None, period=THIRD, chosen=(), made_on="", **given):
    root = {k: v for k, v in ROOT.items() if k not in given}
    of = ledger(*(targets or (GDP, FUNDS, PHD, SCHOOL, WORDS)), reported=reported or REPORTED, **root, **given)
    return build(of, period, chosen=chosen, made_on=made_on)


def column(grid, name):
    return [line.cells[grid.columns.index(name)] for line in grid.lines]


def text(*cells):
    return [str(c.value) + c.after if isinstance(c, Number) else c for c in cells]


def test_titles_and_the_stretch():
    made = report()
    assert made.title == "工作要点2020年第三季度进展季报"
    assert made.subtitle == "数据截至2020年9月30日（前三季度）"
    assert (made.organisation, made.demo, made.plan_title) == ("镇政府", False, "工作要点")
    monthly = report(period=Period.parse("2020-10"), plan={"demo": True}, settings={"organisation": "濮院镇党政办"})
    assert (monthly.title, monthly.organisation) == ("工作要点2020年10月进展报告（演示数据）", "濮院镇党政办")


def test_the_detail_has_every_target_in_the_plans_order():
    detail = report(past={"gdp": past({"2019Q3": "7.3"})}).detail
    assert "、".join(detail.columns) == (
        "序号、任务、指标、单位、年度目标、本期累计、完成率(%)、应达进度(%)、序时差、上年同期、同比、状态、预警、"
        "牵头单位、责任领导、进展情况、存在问题、下一步措施、备注"
    )
    by_name = {line.cells[2]: line for line in detail.lines}
    assert list(by_name) == ["引进博士", "学校", "作风建设", "地区生产总值", "实到资金"]
    assert text(*by_name["地区生产总值"].cells) == [
        4, "6.强化项目推进", "地区生产总值", "%", "7", "6.1", DASH, DASH, "-0.9百分点", "7.3", "-1.2百分点",
        "略慢", "▲ 黄灯", "建设办", "负责人甲", "回升", "慢", "抓", "",
    ]  # fmt: skip
    assert text(*by_name["实到资金"].cells) == [
        5, "6.强化项目推进", "实到资金", "亿元", "10", "5.33", "53.3", "75.0", "-21.7百分点", DASH, DASH,
        "滞后", "■ 红灯", "招商办", "", "", "", "", "",
    ]  # fmt: skip
    assert text(*by_name["引进博士"].cells)[4:13] == ["3", "缺报", DASH, "75.0", DASH, DASH, DASH, "缺报", "○ 缺报"]
    assert text(*by_name["学校"].cells)[4:13] == ["9月", "验收", DASH, DASH, DASH, DASH, DASH, "已完成", "✓ 绿灯"]
    assert text(*by_name["作风建设"].cells)[4:13] == [DASH, "推进中", DASH, DASH, DASH, DASH, DASH, "推进中", DASH]
    assert (by_name["地区生产总值"].light, by_name["引进博士"].status) == (Light.YELLOW, Status.MISSING)


def test_the_behind_list_is_in_its_order_with_forecast_and_need():
    behind = report().behind
    assert column(behind, "指标") == ["实到资金", "地区生产总值"]
    assert column(behind, "项次") == ["第5项", "第4项"]
    assert text(*column(behind, "预计全年"), *column(behind, "月均需完成")) == ["7.11", DASH, "1.56", DASH]


def test_the_missing_list_says_when_it_was_last_heard_of():
    both = target("growth", 10, id="both", name="税收", entry_mode="both_years")
    rate = target("growth", 10, id="rate", name="投资", entry_mode="both_years")
    reported = {
        "funds": {"2020Q2": "4.85"},
        "phd": {"2020Q1": NA},
        "school": {"2020Q2": "完工"},
        "both": {"2020Q2": {"this_total": 42745, "last_total": 41500}},
        "rate": {"2020Q2": {"value": "6.1"}},
    }
    missing = report(FUNDS, PHD, SCHOOL, GDP, both, rate, reported=reported, headings=[]).missing
    assert dict(zip(column(missing, "指标"), column(missing, "最近一次填报"), strict=True)) == {
        "实到资金": "二季度：4.85亿元",
        "引进博士": "一季度：不适用",
        "学校": "二季度：完工",
        "地区生产总值": "今年没有报过",
        "税收": "二季度：42745",
        "投资": "二季度：6.1%",
    }
    assert set(column(missing, "原因")) == {"本期未报"}
    assert column(missing, "联系人")[1] == "负责人甲"


def test_empty_lists_say_so():
    made = report(SCHOOL)
    assert (made.behind.lines, made.behind.empty) == ((), "本期没有滞后指标。")
    assert (made.missing.lines, made.missing.empty) == ((), "本期应报的指标全部已报。")
    nothing = build(ledger(), THIRD)
    assert (nothing.detail.lines, nothing.detail.empty, nothing.by_campaign.lines) == ((), "计划里还没有指标。", ())


def test_totals_by_status_of_what_was_reported():
    totals = report().totals
    assert [text(*line.cells) for line in totals.lines] == [
        ["✓ 已完成", 1, "33.3%"],
        ["● 达序时（含超序时）", 0, "0.0%"],
        ["▲ 略慢", 1, "33.3%"],
        ["■ 滞后（含逾期）", 1, "33.3%"],
        ["○ 缺报", 1, DASH],
        ["– 未启动（未到期）", 0, DASH],
        ["– 不适用", 0, DASH],
        ["– 定性（不亮灯）", 1, DASH],
        ["合计", 5, "已报3/4，缺报1"],
    ]


def test_a_share_has_one_decimal():
    assert report().totals.lines[0].cells[2] == Number(number("33.3"), 1, after="%")


def test_groups_are_counts_and_never_rates():
    made = report()
    units = [(line.cells[0], line.cells[1:5], line.cells[-1]) for line in made.units.lines]
    assert units == [("招商办", (2, 2, 1, 0), "0/2"), ("建设办", (2, 2, 2, 1), "1/2"), ("未分工", (1, 0, 0, 0), DASH)]
    assert column(made.by_task, "任务") == ["（未归任务）", "6.强化项目推进"]
    assert column(made.by_campaign, "行动") == ["行动甲", "行动乙"]
    assert column(made.by_campaign, "指标数") == [2, 1]
    assert "完成率" not in "".join(made.units.columns)


def test_units_are_ranked_only_where_the_office_wants_it():
    assert report().units.columns[0] == "牵头单位"
    ranked = report(settings={"ranking": "1"}).units
    assert ranked.columns[:2] == ("名次", "牵头单位")
    assert [line.cells[:2] for line in ranked.lines] == [(1, "建设办"), (2, "招商办"), (3, "未分工")]


@pytest.mark.parametrize(
    ("chosen", "drawn"),
    [
        case((), ["funds", "gdp"], id="the most behind"),
        case(("gdp", "phd"), ["gdp", "phd"], id="those chosen, in their order"),
        case(("school", "没有了", "funds"), ["funds"], id="only those with figures"),
    ],
)
def test_trends(chosen, drawn):
    made = report(chosen=chosen)
    assert [t.target.id for t in made.trends] == drawn
    assert made.trends_chosen is bool(chosen)


def test_no_more_than_six_trends():
    many = [target(id=f"t{i}") for i in range(9)]
    assert len(report(*many, reported={t.id: {"2020Q3": 5} for t in many}).trends) == 6


def test_the_notes_name_the_rule_the_counts_and_what_changed():
    noted = target(value=14, id="pipe", name="管网", unit="公里", note="含支管", curve="按上年实际")
    made = report(
        noted,
        target(value=0, id="zero", name="事故", unit="起"),
        reported={"pipe": {"2020Q3": 9}, "zero": {"2020Q3": 0}},
        versions={"pipe": [version("2020-09-30", 12), version("2020-10-01", 10)]},
        states=closed("2020Q3", rule(pace_band=8)),
        made_on="2020-10-20",
        plan={"number": "濮政〔2020〕1号", "issued": date(2020, 3, 1), "demo": True},
    )
    notes = dict(made.notes)
    assert notes["计划"] == "《工作要点》（濮政〔2020〕1号，2020-03-01印发）"
    assert notes["期间"] == "2020年第三季度，前三季度，数据截至2020-09-30"
    assert notes["预警规则"] == made.rule == rule(pace_band=8).sentence
    assert notes["填报情况"].startswith("指标共2项，应报2项，已报2项，缺报0项；")
    assert [n for k, n in made.notes if k == "目标变更"] == ["管网：2020-09-30起改为12公里，濮政〔2020〕18号。调整"]
    assert notes["指标说明"] == "管网：含支管"
    assert [n for k, n in made.notes if k == "逐项说明"] == [
        "管网：上年各月数不全或有下降，按线性序时计算",
        "事故：写“—”，因为目标为0，有无即是否达到",
    ]
    assert (notes["演示数据"], notes["制表"]) == (
        "本表的单位、人员、进度和上年数均为虚构，只作演示，不得引用",
        "要点通，2020-10-20",
    )


def test_the_sentences_open_it():
    made = report()
    assert made.sentences[0].startswith(
        "列入本次通报的量化指标共3项，达到序时进度1项、占33.3%；未达到2项、占66.7%（差值法："
    )
    assert made.sentences[-1] == "与二季度相比，已完成增加1项，达序时减少1项，滞后增加1项，缺报减少1项。"


def test_the_demo_makes_a_whole_report():
    made = build(demo_ledger(), THIRD)
    assert len(made.detail.lines) == 54
    assert len(made.by_campaign.lines) == 7
    assert sum(column(made.by_task, "指标数")) == sum(column(made.units, "指标数")) == 54
    for grid in (made.detail, made.behind, made.missing, made.units, made.by_task, made.by_campaign):
        assert all(len(line.cells) == len(grid.columns) for line in grid.lines)
        assert not [c for line in grid.lines for c in line.cells if "None" in str(c).replace("digits=None", "")]
