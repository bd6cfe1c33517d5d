"""Statuses in the order of rules.md §3, milestones and qualitative targets, versions."""

import pytest

from models.judging.statuses import Light, Status
from models.plan.presets import PRESETS
from tests.models.build import NA, case, ceiling, judged, limit, milestone, target, version

PLAN = ("主体完工 2020-03-31", "装修完成 2020-06-30", "竣工验收 2020-08-31", "投入使用 2020-09-30")
SCHOOL = milestone(stages=PLAN)
LATER = {"start_date": "2020-11-01"}
BY_MONTH = target(cadence="monthly", entry_mode="period")
MONTHS = {f"2020-0{m}": 10 for m in (1, 2, 3, 4, 5, 6, 8)}
JUNE = {"due_date": "2020-06-30"}
ZERO_FIRST = {"curve": [0, 30, 60, 100]}

GREEN, YELLOW, RED, NONE = Light.GREEN, Light.YELLOW, Light.RED, Light.NONE


@pytest.mark.parametrize(
    ("t", "period", "reported", "status", "light"),
    [
        case(target(**LATER), "2020Q3", NA, "不适用", NONE, id="不适用 before 未启动"),
        case(target(), "2020Q4", NA, "不适用", NONE, id="不适用 before 逾期"),
        case(target(**LATER), "2020Q3", None, "未启动（未到期）", NONE, id="starts after the period"),
        case(target(**LATER), "2020Q3", 5, "未启动（未到期）", NONE, id="starts after, though reported"),
        case(target(start_date="2020-08-20"), "2020-08-15", 5, "未启动（未到期）", NONE, id="starts after mid-month"),
        case(target(**ZERO_FIRST), "2020Q1", None, "未启动（未到期）", NONE, id="pace 0 and silent"),
        case(target(**ZERO_FIRST), "2020Q1", 0, "未启动（未到期）", NONE, id="pace 0 and 0"),
        case(target(**ZERO_FIRST), "2020Q1", "0.1", "达序时", GREEN, id="pace 0 and a value above 0"),
        case(target(**ZERO_FIRST), "2020Q1", 6, "超序时", GREEN, id="pace 0 and much"),
        case(target(cadence="yearly"), "2020Q3", None, "未启动（未到期）", NONE, id="yearly until Q4"),
        case(target(cadence="yearly"), "2020Q4", None, "缺报", NONE, id="yearly in Q4"),
        case(target("level", cadence="yearly"), "2020Q3", None, "未启动（未到期）", NONE, id="a yearly level until Q4"),
        case(target(), "2020-02", None, "未启动（未到期）", NONE, id="quarterly in February"),
        case(target(cadence="yearly", **JUNE), "2020-07", None, "缺报", NONE, id="silent after the due date"),
        case(target("level", cadence="yearly", **JUNE), "2020-07", None, "缺报", NONE, id="a level after its due date"),
        case(target(cadence="yearly", **JUNE), "2020-05", None, "未启动（未到期）", NONE, id="silent before it"),
        case(milestone(cadence="yearly", **JUNE), "2020Q2", None, "缺报", NONE, id="a milestone at its due date"),
        case(milestone(cadence="yearly", **JUNE), "2020-05", None, "未启动（未到期）", NONE, id="and before it"),
        case(target(), "2020Q3", None, "缺报", NONE, id="silent"),
        case(target(), "2020Q3", {"2020Q2": 99}, "缺报", NONE, id="an earlier quarter does not speak"),
        case(target(), "2020Q4", None, "缺报", NONE, id="缺报 before 逾期"),
        case(target("level"), "2020Q3", None, "缺报", NONE, id="a level silent"),
        case(target(), "2020Q3", {"progress": "正在推进"}, "缺报", NONE, id="words alone are no report"),
        case(target(), "2020Q3", 0, "滞后", RED, id="zero is not missing"),
        case(BY_MONTH, "2020-08", MONTHS, "缺报", NONE, id="a missing month of own amounts"),
        case(target(), "2020Q3", 100, "已完成", GREEN, id="an amount reached early"),
        case(target(), "2020Q4", 100, "已完成", GREEN, id="an amount reached at year end"),
        case(target("growth", 7), "2020Q3", 12, "超序时", GREEN, id="a growth is not done before year end"),
        case(target("growth", 7), "2020Q4", 7, "已完成", GREEN, id="a growth reached at year end"),
        case(limit(4), "2020Q3", 4, "达序时", GREEN, id="a level is not done early"),
        case(limit(4), "2020Q4", 4, "已完成", GREEN, id="a level kept at year end"),
        case(target("level", due_date="2020-08-20"), "2020-08-15", 100, "达序时", GREEN, id="before the due date"),
        case(target("level", due_date="2020-08-20"), "2020-08", 100, "已完成", GREEN, id="the period it is due"),
        case(target("reduction", 3), "2020Q3", 4, "达序时", GREEN, id="a fall is not done early"),
        case(target("reduction", 3), "2020Q4", 4, "已完成", GREEN, id="a fall reached at year end"),
        case(target("reduction", 80, baseline=100), "2020Q3", 80, "超序时", GREEN, id="a baseline is not done early"),
        case(target("reduction", 80, baseline=100), "2020Q4", 80, "已完成", GREEN, id="a baseline at year end"),
        case(ceiling(12), "2020Q3", 5, "达序时", GREEN, id="a ceiling is not done early, nor ahead"),
        case(ceiling(12), "2020Q4", 12, "已完成", GREEN, id="a ceiling kept"),
        case(target(value=0), "2020Q3", 0, "达序时", GREEN, id="nothing happened so far"),
        case(target(value=0), "2020Q4", 0, "已完成", GREEN, id="nothing happened all year"),
        case(target(), "2020Q4", "99.9", "逾期", RED, id="year end, short"),
        case(target(due_date="2020-09-30"), "2020Q3", "99.9", "逾期", RED, id="due date, short"),
        case(target("growth", 7), "2020Q4", "6.9", "逾期", RED, id="year end, growth short"),
        case(target("level", 95), "2020Q4", "94.9", "逾期", RED, id="year end, level short"),
        case(ceiling(12), "2020Q4", 13, "逾期", RED, id="year end, ceiling passed"),
        case(target("reduction", 80, baseline=100), "2020Q4", 81, "逾期", RED, id="year end, baseline short"),
        case(target(value=0), "2020Q4", 1, "逾期", RED, id="something happened"),
        case(target(), "2020Q3", 80, "超序时", GREEN, id="ahead by 5"),
        case(target(), "2020Q3", "79.9", "达序时", GREEN, id="ahead by less"),
        case(target(), "2020Q3", 75, "达序时", GREEN, id="on pace"),
        case(target(), "2020Q3", "74.9", "略慢", YELLOW, id="short of it"),
        case(target(), "2020Q3", "64.9", "滞后", RED, id="far short of it"),
        case(target(value=None), "2020Q3", 5, "无法判断", NONE, id="a target without a number"),
    ],
)  # fmt: skip
def test_status_in_its_order(t, period, reported, status, light):
    a = judged(t, period, reported)
    assert (a.status.value, a.light) == (status, light)
    assert a.word == status


def test_a_growth_that_cannot_be_reckoned_is_said_so():
    a = judged(target("growth", 7, entry_mode="both_years"), "2020Q3", {"this_total": 5, "last_total": 0})
    assert (a.status, a.light, a.actual.why) == (Status.UNJUDGED, NONE, "上年同期数不大于0，算不出增速")


def test_a_missing_month_is_named():
    assert judged(BY_MONTH, "2020-08", MONTHS).actual.why == "缺7月当期数"
    assert judged(BY_MONTH, "2020-08", {**MONTHS, "2020-07": 0}).actual.text == "70"


def test_an_amount_once_done_must_be_reported_again():
    assert judged(target(), "2020Q3", {"2020Q2": 100}).status is Status.MISSING


@pytest.mark.parametrize(
    ("t", "period", "reported", "status", "light"),
    [
        case(SCHOOL, "2020Q1", "主体完工", "达序时", GREEN, id="at the stage plan"),
        case(SCHOOL, "2020Q1", "装修完成", "达序时", GREEN, id="ahead of it"),
        case(SCHOOL, "2020Q2", "主体完工", "略慢", YELLOW, id="behind it"),
        case(SCHOOL, "2020Q1", "未启动", "略慢", YELLOW, id="not started though a stage was due"),
        case(SCHOOL, "2020-02", "未启动", "未启动（未到期）", NONE, id="not started, nothing due"),
        case(SCHOOL, "2020-08", "装修完成", "略慢", YELLOW, id="behind in August"),
        case(SCHOOL, "2020Q3", "竣工验收", "逾期", RED, id="due and not at the last stage"),
        case(SCHOOL, "2020-10", {"2020Q3": "竣工验收"}, "逾期", RED, id="long due"),
        case(SCHOOL, "2020Q3", "投入使用", "已完成", GREEN, id="done when due"),
        case(SCHOOL, "2020Q1", "投入使用", "已完成", GREEN, id="done early"),
        case(SCHOOL, "2020Q3", {"2020Q1": "投入使用"}, "已完成", GREEN, id="once done stays done"),
        case(SCHOOL, "2020Q3", {"2020Q1": "投入使用", "2020Q2": "装修完成"}, "缺报", NONE, id="unless corrected since"),
        case(SCHOOL, "2020Q3", None, "缺报", NONE, id="silent"),
        case(SCHOOL, "2020Q3", {"percent": 90}, "缺报", NONE, id="形象进度 alone"),
        case(SCHOOL, "2020-02", None, "未启动（未到期）", NONE, id="silent before the first quarter ends"),
        case(SCHOOL, "2020Q2", NA, "不适用", NONE, id="not applicable"),
        case(milestone(start_date="2020-07-01"), "2020Q2", None, "未启动（未到期）", NONE, id="starts later"),
        case(milestone(), "2020-08", "开工", "达序时", GREEN, id="without a plan: until nearly due"),
        case(milestone(due_date="2020-10-07"), "2020Q3", "开工", "略慢", YELLOW, id="due within 7 days"),
        case(milestone(due_date="2020-10-08"), "2020Q3", "开工", "达序时", GREEN, id="due in 8 days"),
        case(milestone(due_date="2020-10-07"), "2020Q3", "未启动", "略慢", YELLOW, id="not started and nearly due"),
        case(milestone(due="", due_date=None), "2020Q4", "完工", "逾期", RED, id="without a due date: by year end"),
        case(milestone(due="", due_date=None), "2020Q3", "完工", "达序时", GREEN, id="without a due date: time left"),
        case(milestone(), "2020Q2", "设计", "达序时", GREEN, id="the usual stages"),
    ],
)  # fmt: skip
def test_milestones(t, period, reported, status, light):
    for preset in PRESETS:
        a = judged(t, period, reported, preset=preset)
        assert (a.status.value, a.light) == (status, light)
        assert (a.completion, a.gap, a.pace, a.due) == (None, None, None, None)


def test_the_days_of_nearly_due_are_a_setting():
    t = milestone(due_date="2020-10-07")
    assert [judged(t, "2020Q3", "开工", near_days=d).light for d in (6, 7)] == [GREEN, YELLOW]


@pytest.mark.parametrize(
    ("due_date", "period", "reported", "status", "light", "word"),
    [
        case(None, "2020Q3", "推进中", Status.STATE, NONE, "推进中", id="no due date: its state"),
        case(None, "2020Q3", {"2020Q1": "已完成"}, Status.STATE, NONE, "已完成", id="no due date: state stands"),
        case(None, "2020Q3", None, Status.STATE, NONE, "—", id="no due date: never 缺报"),
        case(None, "2020Q4", "推进中", Status.STATE, NONE, "推进中", id="no due date: never 逾期"),
        case(None, "2020Q3", NA, Status.NOT_APPLICABLE, NONE, "不适用", id="no due date: not applicable"),
        case("2020-09-30", "2020Q2", "推进中", Status.ON_PACE, GREEN, "达序时", id="due later: green"),
        case("2020-09-30", "2020Q2", "已完成", Status.ON_PACE, GREEN, "达序时", id="done: word only when due"),
        case("2020-09-30", "2020Q2", "未启动", Status.NOT_DUE, NONE, "未启动（未到期）", id="due later, not started"),
        case("2020-07-05", "2020Q2", "推进中", Status.SLOW, YELLOW, "略慢", id="nearly due"),
        case("2020-07-05", "2020Q2", "已完成", Status.ON_PACE, GREEN, "达序时", id="nearly due, done"),
        case("2020-09-30", "2020Q3", "推进中", Status.OVERDUE, RED, "逾期", id="due, not done"),
        case("2020-09-30", "2020Q3", "已完成", Status.DONE, GREEN, "已完成", id="due, done"),
        case("2020-09-30", "2020Q4", {"2020Q3": "已完成"}, Status.DONE, GREEN, "已完成", id="once done stays done"),
        case("2020-09-30", "2020Q4", {"2020Q2": "推进中"}, Status.MISSING, NONE, "缺报", id="silent"),
    ],
)  # fmt: skip
def test_qualitative_targets(due_date, period, reported, status, light, word):
    for preset in PRESETS:
        a = judged(target("qualitative", due_date=due_date), period, reported, preset=preset)
        assert (a.status, a.light, a.word) == (status, light, word)


@pytest.mark.parametrize(
    ("period", "value", "adjusted", "demand", "status"),
    [("2020Q2", "6.9", False, 14, "略慢"), ("2020-08-15", 7, False, 14, "滞后"), ("2020Q3", 9, True, 12, "达序时")],
)
def test_a_period_uses_the_version_in_force_at_its_end(period, value, adjusted, demand, status):
    sewers = target(value=14, unit="公里")
    a = judged(sewers, period, value, versions=[version("2020-08-20", 12)])
    assert (a.adjusted, a.terms.value, a.status.value) == (adjusted, demand, status)


def test_an_earlier_value_is_judged_by_the_terms_of_the_report():
    a = judged(target(value=14), "2020-10", {"2020Q3": 9}, versions=[version("2020-10-20", 12)])
    assert (a.earlier, a.adjusted, a.gap) == (True, True, 0)


@pytest.mark.parametrize(
    ("due_date", "status"), [("2020-09-30", Status.OVERDUE), ("2020-10-31", Status.ON_PACE), (None, Status.ON_PACE)]
)
def test_a_version_moves_the_due_date_of_a_milestone(due_date, status):
    a = judged(
        milestone(),
        "2020Q3",
        "验收" if status is Status.DONE else "完工",
        versions=[version("2020-09-01", None, due_date=due_date)],
    )
    assert a.status is status
