"""The content of a 填报表: which rows, what each asks, what the ledger held when it went out."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from models.collecting.form import digest, forms, handed_out
from models.plan.entities import Heading, PeriodState, Progress, Unit
from models.plan.fields import (
    BY_NAME,
    COLUMNS,
    FIELDS,
    Takes,
    as_text,
    choices,
    field_under,
    stored_text,
    unit_of,
    value_field,
    way_to_report,
)
from models.plan.period import Period
from models.report.cells import Number
from tests.models.build import NA, case, ceiling, cells, closed, ledger, limit, milestone, target, version

THIRD = Period.parse("2020Q3")
BOTH = target("growth", 10, id="both", entry_mode="both_years")
BY_MONTH = target(cadence="monthly", entry_mode="period")
UNITS = [Unit("u2", "招商办", 1), Unit("u1", "建设办", 0)]
KINDS = [
    case(target(), "累计", "value", "家", id="amount"),
    case(BY_MONTH, "当期数", "own", "家", id="own amount"),
    case(target("level"), "水平", "value", "%", id="level"),
    case(target("growth"), "增速", "value", "%", id="growth"),
    case(BOTH, "今年数与上年数", "this_total", "", id="both years"),
    case(target("reduction"), "降幅", "value", "%", id="fall"),
    case(target("reduction", 80, baseline=100, unit="微克"), "降后值", "value", "微克", id="baseline"),
    case(milestone(), "阶段", "stage", "", id="milestone"),
    case(target("qualitative"), "状态", "state", "", id="qualitative"),
]


def form(*targets, period="2020Q3", **given):
    (made,) = forms(ledger(*targets, **given), Period.parse(period))
    return made


def row(t, reported=None, **given):
    return form(t, reported={t.id: reported or {}}, **given).rows[0]


@pytest.mark.parametrize(("t", "way", "field", "unit"), KINDS)
def test_what_each_kind_asks(t, way, field, unit):
    assert (way_to_report(t), value_field(t), unit_of(t, BY_NAME[value_field(t)])) == (way, field, unit)
    assert row(t).way == way


@pytest.mark.parametrize(
    ("t", "offered"),
    [
        (milestone(), ("未启动", "设计", "招标", "开工", "完工", "验收")),
        (milestone(stages=["主体完工", "投入使用"]), ("未启动", "主体完工", "投入使用")),
        (milestone(stages=["未启动", "投入使用"]), ("未启动", "投入使用")),
        (target("qualitative"), ("未启动", "推进中", "已完成")),
        (target(), ()),
        (target("growth"), ()),
    ],
)
def test_stages_and_states_are_chosen_from(t, offered):
    assert choices(t, BY_NAME[value_field(t)]) == offered
    assert row(t).choices == offered


@pytest.mark.parametrize(
    ("column", "of_amount", "of_both", "of_milestone"),
    [
        ("本期值", "value", "this_total", "stage"),
        ("上年同期数", None, "last_total", None),
        ("形象进度(%)", "percent", "percent", "percent"),
        ("数据性质", "nature", "nature", "nature"),
        ("截至", "as_of", "as_of", "as_of"),
        ("进展情况", "progress", "progress", "progress"),
        ("存在问题", "problem", "problem", "problem"),
        ("下一步措施", "next_step", "next_step", "next_step"),
        ("备注", "comment", "comment", "comment"),
        ("指标", None, None, None),
        ("", None, None, None),
        ("随便", None, None, None),
    ],
)
def test_the_field_that_a_column_fills(column, of_amount, of_both, of_milestone):
    found = [field_under(t, column) for t in (target(), BOTH, milestone())]
    assert [field and field.name for field in found] == [of_amount, of_both, of_milestone]


def test_every_field_of_a_report_is_a_row():
    assert {field.name for field in FIELDS} == {f.name for f in fields(Progress)} - {"id", "target_id", "period"}
    assert len(BY_NAME) == len(FIELDS)
    assert all(field.called for field in FIELDS)
    assert all(bool(field.heading) == (field.takes is not Takes.NOTHING) for field in FIELDS)
    assert COLUMNS[-1] == "备注"  # asked for last: a form sent before it was there has the others where they are


def test_the_columns_and_last_years_only_where_it_is_asked():
    usual = (
        "序号",
        "任务",
        "指标",
        "单位",
        "年度目标",
        "应达",
        "填报方式",
        "上期值",
        "本期值",
        "形象进度(%)",
        "数据性质",
        "截至",
    )
    words = ("进展情况", "存在问题", "下一步措施", "备注")
    assert form(target()).columns == (*usual, *words)
    assert form(target(), BOTH).columns == (*usual[:9], "上年同期数", *usual[9:], *words)


@pytest.mark.parametrize(
    ("t", "demand", "due"),
    [
        case(target(value=18), Number(Decimal(18)), Number(Decimal("13.5")), id="13.5 of 18"),
        case(
            target(value="5.55", unit="亿元"), Number(Decimal("5.55")), Number(Decimal("4.16")), id="money, two digits"
        ),
        case(target(value=40), Number(Decimal(40)), Number(Decimal(30)), id="whole"),
        case(target("growth", 7), Number(Decimal(7)), Number(Decimal(7)), id="growth: the target"),
        case(
            limit(4, quote="4%以内"), Number(Decimal(4), after="以内"), Number(Decimal(4), after="以内"), id="its words"
        ),
        case(target("growth", 6, value_high="6.5"), "6—6.5", "6—6.5", id="a range"),
        case(ceiling(12), Number(Decimal(12), before="≤"), Number(Decimal(9)), id="ceiling"),
        case(target(start_date="2020-11-01"), Number(Decimal(100)), "—", id="not started"),
        case(target(curve=[0, 0, 0, 100]), Number(Decimal(100)), Number(Decimal(0)), id="nothing due yet"),
        case(target(value=None), "—", "—", id="no number"),
        case(milestone(), "9月", "9月", id="milestone: when due"),
        case(target("qualitative"), "—", "—", id="qualitative"),
    ],
)
def test_the_annual_target_and_the_due_amount(t, demand, due):
    made = row(t)
    assert (made.demand, made.due) == (demand, due)


def test_the_due_amount_is_that_of_the_forms_period_whatever_was_reported():
    reported = {"2020Q3": 5}
    assert row(target(value=120), reported, period="2020-10").due == Number(Decimal(100))
    assert row(target(value=120), {"2020-10": NA}, period="2020-10").due == Number(Decimal(100))


def test_a_changed_target_is_asked_as_changed():
    made = form(target(value=14), versions={"t": [version("2020-08-20", 12)]}).rows[0]
    assert (made.demand, made.due) == (Number(Decimal(12)), Number(Decimal(9)))


@pytest.mark.parametrize(
    ("t", "period", "reported", "previous"),
    [
        case(target(), "2020Q3", {"2020Q2": 40}, Number(Decimal(40)), id="the quarter before"),
        case(target(), "2020Q3", {"2020Q2": 0}, Number(Decimal(0)), id="zero"),
        case(target(), "2020Q3", {"2020Q1": 20}, Number(Decimal(20), after="（一季度）"), id="an earlier one, named"),
        case(target(), "2020Q3", {}, "—", id="nothing before"),
        case(target(), "2020Q1", {}, "—", id="the first"),
        case(target(), "2020Q3", {"2020Q2": NA}, "不适用", id="not applicable"),
        case(target(), "2020Q3", {"2020-07": 50, "2020-08": 55}, "—", id="months within the quarter do not count"),
        case(BY_MONTH, "2020-08", {"2020-07": 3}, Number(Decimal(3)), id="own amounts"),
        case(
            BOTH, "2020Q3", {"2020Q2": {"this_total": 5, "last_total": 4}}, Number(Decimal(5)), id="this year's total"
        ),
        case(BOTH, "2020Q3", {"2020Q2": {"value": 5}}, "—", id="a rate where totals are asked"),
        case(milestone(), "2020Q3", {"2020Q2": "完工"}, "完工", id="stage"),
        case(milestone(), "2020Q3", {"2020Q1": "开工"}, "开工（一季度）", id="an earlier stage"),
        case(target("qualitative"), "2020Q3", {"2020Q2": "推进中"}, "推进中", id="state"),
    ],
)
def test_the_previous_value(t, period, reported, previous):
    assert row(t, reported, period=period).previous == previous


def test_one_form_per_lead_unit_in_the_directorys_order():
    leads = [("a", "u2"), ("b", None), ("c", "u1"), ("d", "u2")]
    made = list(forms(ledger(*(target(id=i, lead_id=u) for i, u in leads), units=UNITS), THIRD))
    assert [(f.unit_name, [(r.number, r.target.id) for r in f.rows]) for f in made] == [
        ("建设办", [(1, "c")]),
        ("招商办", [(1, "a"), (2, "d")]),
        ("未分工", [(1, "b")]),
    ]


def test_a_form_names_plan_period_unit_and_the_day_to_report_by():
    states = {"2020-09": PeriodState("i", "plan", "2020-09", report_by=date(2020, 10, 12))}
    made = form(
        target(heading_id="h"), headings=[Heading("h", "plan", None, 0, 3, "6.", "强化项目推进")], states=states
    )
    assert (made.plan_id, made.title, made.unit_name) == ("plan", "工作要点　2020年第三季度填报表", "未分工")
    assert (made.report_by, made.demo, made.rows[0].task) == (date(2020, 10, 12), False, "6.强化项目推进")
    assert form(target(), plan={"demo": True}).title == "工作要点　2020年第三季度填报表（演示数据）"


def test_what_is_there_already_is_handed_out_with_it():
    made = row(target(), {"2020Q3": {"value": "7.50", "progress": "已完成一半"}}, states=closed("2020Q2"))
    assert made.cell.value == Decimal("7.5")
    assert row(target()).cell is None


def test_digests_tell_what_the_ledger_held():
    held = cells(target(), {"2020Q3": {"value": "7.50", "as_of": "2020-09-30", "progress": "好"}})["2020-09"]
    assert handed_out(held) == f"value={digest('7.5')};as_of={digest('2020-09-30')};progress={digest('好')}"
    assert handed_out(None) == ""
    assert handed_out(cells(target(), {"2020Q3": NA})["2020-09"]) == f"not_applicable={digest('True')}"


def test_a_digest_is_short_stable_and_empty_for_nothing():
    assert digest("") == ""
    assert digest("7.5") == digest("7.5") != digest("7.50")
    assert len(digest("长" * 999)) == len(digest("\ud800")) == 10


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("7.50"), "7.5"),
        (Decimal(0), "0"),
        (date(2020, 9, 30), "2020-09-30"),
        ("好", "好"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_field_as_the_text_that_is_kept(value, text):
    assert as_text(value) == text


def test_nothing_is_kept_of_a_cell_that_is_not_there():
    assert stored_text(None, "value") == ""
    assert stored_text(cells(target(), {"2020Q3": 0})["2020-09"], "value") == "0"


def test_a_target_stands_in_no_form_of_a_period_before_it_was_listed():
    year = ledger(target(id="a"), target(id="b", listed=date(2020, 7, 1)))
    assert [row.target.id for form in forms(year, Period.parse("2020Q2")) for row in form.rows] == ["a"]
    assert [row.target.id for form in forms(year, THIRD) for row in form.rows] == ["a", "b"]
    only = ledger(target(id="b", listed=date(2020, 7, 1)))
    assert list(forms(only, Period.parse("2020Q2"))) == []
