"""Pace, completion, gap and due amount of a target: the rows of rules.md §2, named after their documents."""

from fractions import Fraction

import pytest

from models.judging.assess import assess, assess_all
from models.judging.statuses import Light, Status
from models.plan.period import Period
from models.plan.quantity import money_digits, trimmed
from models.report.phrase import percent_text
from tests.models.build import case, ceiling, closed, each_preset, figures, judged, ledger, limit, rule, target

GDP = target("growth", 7, name="地区生产总值")
BASELINE = target("reduction", 80, baseline=100, unit="微克")
APPROX_BASELINE = target("reduction", 80, baseline=100, comparator="~")
RANGED_BASELINE = target("reduction", 80, value_high=85, baseline=100)
KEPT = target("level", "4.8", direction="lower", comparator="~")
APPROX_CEILING = target(value=5, unit="起", comparator="~", direction="lower")
FALL = target("reduction", 3)
DUST = target("reduction", 2, unit="微克/立方米")
RANGE_OR_SO = target("growth", 6, value_high="6.5", comparator="~")
KEPT_RANGE = target("level", 3, value_high=4, direction="lower", comparator="~")
ANNUAL = {"direction": "lower", "unit": "%"}


@pytest.mark.parametrize(
    ("t", "period", "value", "completion", "gap", "pace"),
    [
        case(target(value="647.4", unit="亿元"), "2020-10", "629.0", "97.2", "+13.8", "83.3", id="jiangmen: 13.825"),
        case(target(value=100), "2020-11", 100, "100.0", "+8.3", "91.7", id="xuancheng-2020: January-November"),
        case(target(value=100), "2017-08-15", "61.14", "61.1", "−1.4", "62.5", id="yunfu-2017: 1.36 below"),
        case(target(value=100), "2019Q3", "53.3", "53.3", "−21.7", "75.0", id="lianyungang-2019: third quarter"),
        case(target(value=100), "2020-11", "131.4", "131.4", "+39.7", "91.7", id="131.4: never capped"),
        case(target(start_date="2020-04-01"), "2020Q2", 30, "30.0", "−3.3", "33.3", id="started in April: 3/9"),
        case(target(due_date="2020-09-30"), "2020Q2", 70, "70.0", "+3.3", "66.7", id="due in September: 6/9"),
        case(target(curve="前低后高"), "2020Q2", 38, "38.0", "−2.0", "40.0", id="lianyungang-2025: own curve"),
        case(target(curve=[10, 30, 60, 100]), "2020Q3", 61, "61.0", "+1.0", "60.0", id="si-lv: own curve by quarter"),
        case(GDP, "2019Q3", "6.1", "—", "−0.9", "—", id="lianyungang-2019: growth 6.1 against 7"),
        case(GDP, "2020Q3", -8, "—", "−15.0", "—", id="xuancheng-2020: growth -8 against 7"),
        case(target("growth", 6, value_high="6.5"), "2019Q4", "6.1", "—", "+0.1", "—", id="guowuyuan-2019: range, 6.1"),
        case(limit("4.5"), "2016Q4", "4.02", "—", "+0.5", "—", id="guowuyuan-2016: 4.02 within 4.5"),
        case(limit(4), "2020Q3", "4.3", "—", "−0.3", "—", id="above the limit: 4.3 against 4"),
        case(target("growth", 3, comparator="<="), "2020Q3", "2.5", "—", "+0.5", "—", id="CPI within 3"),
        case(target("growth", 3, direction="lower", comparator="~"), "2020Q3", "3.2", "—", "−0.1", "—", id="CPI ~3"),
        case(target("level", 95, comparator=">="), "2020Q3", "94.5", "—", "−0.5", "—", id="level in %: points"),
        case(target("level", 200, unit="所"), "2020Q3", 190, "—", "−5.0", "—", id="level not in %: relative"),
        case(limit(200, unit="件"), "2020Q3", 190, "—", "+5.0", "—", id="and lower is better"),
        case(FALL, "2019Q4", "4.4", "146.7", "+1.4", "—", id="guowuyuan-2019: a fall of 4.4 against 3"),
        case(FALL, "2020Q3", -1, "−33.3", "−4.0", "—", id="a rise is a negative fall"),
        case(BASELINE, "2020Q2", 88, "60.0", "+10.0", "50.0", id="guiyang: 12 of 20 down by June"),
        case(BASELINE, "2020Q3", 86, "70.0", "−5.0", "75.0", id="guiyang: 14 of 20 down by September"),
        case(BASELINE, "2020Q3", 102, "−10.0", "−85.0", "75.0", id="above the baseline"),
        case(ceiling(12), "2020Q2", 5, "41.7", "+8.3", "50.0", id="ceiling: pace less share"),
        case(ceiling(12), "2020Q2", 13, "108.3", "−58.3", "50.0", id="ceiling passed"),
        case(target(value=100, comparator="~"), "2020Q3", 71, "71.0", "−0.3", "75.0", id="100 or so: short by 95"),
        case(target(value=100, comparator="~"), "2020Q3", "71.25", "71.3", "0.0", "75.0", id="or so from there on"),
        case(target(value=100, comparator="~"), "2020Q3", 75, "75.0", "0.0", "75.0", id="or so to the number"),
        case(target(value=100, comparator="~"), "2020Q3", 76, "76.0", "+1.0", "75.0", id="beyond it: by the number"),
        case(APPROX_CEILING, "2020Q2", "2.6", "52.0", "0.0", "50.0", id="a ceiling or so"),
        case(APPROX_CEILING, "2020Q2", "3", "60.0", "−7.1", "50.0", id="a ceiling or so, passed: by 5.25"),
        case(APPROX_CEILING, "2020Q2", "2", "40.0", "+10.0", "50.0", id="a ceiling or so, kept: by 5"),
        case(target("growth", "6.5", comparator="~"), "2020Q3", 6, "—", "−0.2", "—", id="6.5% or so: short"),
        case(target("growth", "6.5", comparator="~"), "2020Q3", "6.2", "—", "0.0", "—", id="6.5% or so"),
        case(target("growth", "6.5", comparator="~"), "2020Q3", 7, "—", "+0.5", "—", id="6.5% or so: beyond"),
        case(KEPT, "2020Q3", "4.9", "—", "0.0", "—", id="4.8% kept"),
        case(KEPT, "2020Q3", "4.5", "—", "+0.3", "—", id="below it"),
        case(target("level", 200, unit="所", comparator="~"), "2020Q3", 195, "—", "0.0", "—", id="a level or so"),
        case(target("level", 200, unit="所", comparator="~"), "2020Q3", 210, "—", "+5.0", "—", id="a level beyond"),
        case(APPROX_BASELINE, "2020Q4", 84, "80.0", "0.0", "100.0", id="from 100 to 80 or so: by 84"),
        case(APPROX_BASELINE, "2020Q4", 85, "75.0", "−6.3", "100.0", id="from 100 to 80 or so: short"),
        case(APPROX_BASELINE, "2020Q2", 80, "100.0", "+50.0", "50.0", id="from 100 to 80 or so: beyond"),
        case(RANGE_OR_SO, "2020Q3", "5.7", "—", "0.0", "—", id="6-6.5% or so: 5% on the end that counts"),
        case(RANGE_OR_SO, "2020Q3", "5.6", "—", "−0.1", "—", id="6-6.5% or so: short"),
        case(KEPT_RANGE, "2020Q3", "4.2", "—", "0.0", "—", id="3-4% or so, lower is better: 5% on the high end"),
        case(KEPT_RANGE, "2020Q3", "4.3", "—", "−0.1", "—", id="3-4% or so: above"),
        case(target("reduction", 5, unit="天"), "2020Q3", 4, "80.0", "−20.0", "—", id="a fall by 5天: relative"),
        case(DUST, "2020Q3", "2.5", "125.0", "+25.0", "—", id="a fall by 2微克/立方米: relative"),
        case(target(value=100, value_high=120), "2020Q3", 75, "75.0", "0.0", "75.0", id="a range: its low end"),
        case(target("growth", 7, unit="亿元"), "2020Q3", "6.1", "—", "−0.9", "—", id="a growth of what is in 亿元"),
        case(RANGED_BASELINE, "2020Q4", 85, "100.0", "0.0", "100.0", id="from 100 to 80-85: the end nearer to it"),
        case(RANGED_BASELINE, "2020Q2", 94, "40.0", "−10.0", "50.0", id="from 100 to 80-85: short by June"),
        case(target(value=0), "2020Q3", 0, "—", "—", "75.0", id="a target of 0"),
        case(target(value=-5), "2020Q3", 0, "—", "—", "75.0", id="a target below 0"),
        case(target(value=None), "2020Q3", 5, "—", "—", "75.0", id="a target without a number"),
        case(target(value=10000), "2020Q3", "7499.9", "75.0", "−0.001", "75.0", id="a shortfall never prints as 0.0"),
        case(target(value=10000), "2020Q4", "9999.9", "99.999", "−0.001", "100.0", id="nor a completion as 100.0"),
    ],
)  # fmt: skip
def test_completion_gap_and_pace(t, period, value, completion, gap, pace):
    assert figures(judged(t, period, value)) == (completion, gap, pace)


def test_jiangmen_is_rounded_once():
    a = judged(target(value="647.4"), "2020-10", "629.0")
    assert a.gap == Fraction("629.0") / Fraction("647.4") * 100 - Fraction(1000, 12)
    assert figures(judged(target(value="647.4"), "2020-10", "629.0", decimals=2))[:2] == ("97.16", "+13.82")


@pytest.mark.parametrize(
    ("t", "unit"),
    [
        (target(), "百分点"),
        (GDP, "百分点"),
        (target("level", 95), "百分点"),
        (target("level", 95, unit="所"), "%"),
        (FALL, "百分点"),
        (BASELINE, "百分点"),
        (target("growth", 7, unit="亿元", entry_mode="both_years"), "百分点"),
    ],
)
def test_differences_of_percentages_are_points(t, unit):
    assert judged(t, "2020Q3", 5).gap_unit == unit


@pytest.mark.parametrize(
    ("t", "period", "value", "due"),
    [
        case(target(value=18), "2020Q3", 5, "13.5", id="13.5 of 18 firms"),
        case(target(value="5.55", unit="亿元"), "2020Q1", 5, "1.39", id="money has two digits"),
        case(target(value=100), "2020Q1", None, "25", id="though nothing is reported"),
        case(BASELINE, "2020Q2", 88, "90", id="a baseline: 100 less half of 20"),
        case(target(value=100, baseline=40), "2020Q1", 5, "25", id="an amount has no baseline"),
        case(ceiling(12), "2020Q2", 5, "6", id="a ceiling: its share"),
        case(target(value=100, comparator="~"), "2020Q2", 5, "50", id="or so: by the number"),
        case(APPROX_BASELINE, "2020Q2", 88, "90", id="a baseline, or so: by the number"),
        case(GDP, "2020Q2", 5, "7", id="growth: the target itself"),
        case(target("level", 3, value_high=4, **ANNUAL), "2020Q2", 5, "4", id="a level: the end that counts"),
    ],
)
def test_the_due_amount(t, period, value, due):
    assert trimmed(judged(t, period, value).due, money_digits(t.unit)) == due


@pytest.mark.parametrize(
    ("t", "value", "which", "reason"),
    [
        case(GDP, 5, "completion", "增速型，直接与目标比", id="growth"),
        case(GDP, 5, "pace", "增速型，直接与目标比", id="growth has no pace"),
        case(target("level"), 5, "completion", "水平型，直接与目标比", id="level"),
        case(FALL, 5, "pace", "降低型，直接与目标比", id="a fall has no pace"),
        case(target(value=0), 5, "completion", "目标为0，有无即是否达到", id="target of 0"),
        case(target(value=0), 5, "gap", "目标为0，有无即是否达到", id="gap to 0"),
        case(target(value=-1), 5, "completion", "目标小于0", id="below 0"),
        case(target("level", 0, unit="件"), 5, "gap", "目标不大于0，算不出比例", id="relative to 0"),
        case(target(value=None), 5, "completion", "目标没有数值", id="no number"),
        case(target(value=None), 5, "due", "目标没有数值", id="no number, no due amount"),
        case(target("growth", None), 5, "due", "目标没有数值", id="no rate, no due amount"),
        case(target(), None, "completion", "本期未报", id="nothing reported"),
        case(target(), None, "gap", "本期未报", id="nothing reported, no gap"),
        case(target("milestone"), "开工", "completion", "节点型，没有数值", id="milestone"),
        case(target("qualitative"), "推进中", "gap", "定性型，没有数值", id="qualitative"),
        case(target(start_date="2020-11-01"), None, "pace", "还没有到开始的时间", id="not started"),
    ],
)
def test_what_is_undefined_has_a_reason(t, value, which, reason):
    a = judged(t, "2020Q3", value)
    assert getattr(a, which) is None
    assert a.why[which] == reason


@pytest.mark.parametrize(
    ("fields", "period", "reported", "actual", "gap", "of"),
    [
        case({"cadence": "quarterly"}, "2020-10", {"2020Q3": 80}, "80", "+5.0", "三季度", id="October shows Q3"),
        case({"cadence": "quarterly"}, "2020-10", {"2020Q3": 80, "2020-10": 81}, "81", "−2.3", "10月", id="if silent"),
        case({"cadence": "quarterly"}, "2020-08", {"2020-07": 60}, "60", "+1.7", "7月", id="a month between"),
        case({"cadence": "half-yearly"}, "2020Q3", {"2020Q2": 60}, "60", "+10.0", "6月", id="Q3 shows June"),
        case({"cadence": "yearly"}, "2020Q3", {"2020Q1": 30}, "30", "+5.0", "3月", id="yearly: any month reported"),
        case({"cadence": "monthly"}, "2020-08-15", {"2020-07": 60}, "60", "+1.7", "7月", id="mid-month"),
    ],
)  # fmt: skip
def test_a_value_is_judged_against_the_pace_of_its_own_period(fields, period, reported, actual, gap, of):
    a = judged(target(**fields), period, reported)
    assert (a.actual.text, figures(a)[1], a.judged.short, a.earlier) == (actual, gap, of, a.period != a.judged)


def test_a_level_shown_from_an_earlier_period_is_compared_with_the_year():
    a = judged(target("level", 95), "2020-10", {"2020Q3": "94.5"})
    assert (a.earlier, a.gap, a.light) == (True, Fraction("-0.5"), Light.YELLOW)


def test_a_quarter_and_its_last_month_are_judged_alike():
    as_quarter, as_month = (judged(target(), p, {"2020-09": 70}) for p in ("2020Q3", "2020-09"))
    assert figures(as_quarter) == figures(as_month)
    assert not as_quarter.earlier


def test_two_calibres_are_two_targets():
    ministry, city = (target(id=c, name="实到外资", calibre=c, value=2400) for c in ("部口径", "嘉兴市口径"))
    of = ledger(ministry, city, reported={"部口径": {"2020Q3": 2000}})
    assert [(a.target.full_name, a.status) for a in assess_all(of, Period.parse("2020Q3"))] == [
        ("实到外资（部口径）", Status.AHEAD),
        ("实到外资（嘉兴市口径）", Status.MISSING),
    ]


def test_the_note_of_a_curve_and_of_a_rate_is_kept():
    assert judged(target(curve="按上年实际"), "2020Q3", 5).notes == ("上年各月数不全或有下降，按线性序时计算",)
    both = target("growth", 10, entry_mode="both_years")
    a = judged(both, "2020Q3", {"value": 6, "this_total": 10000, "last_total": 9443})
    assert a.notes == ("填报6%，按两年数计算为5.9%",)


def test_a_closed_period_keeps_the_rule_it_was_closed_with():
    t = target()
    now = {"rule.preset": "比率95/85", "rule.decimals": "2"}
    reported = {"t": {"2020Q2": 48, "2020Q3": 72}}
    of = ledger(t, reported=reported, settings=now, states=closed("2020Q2", rule(preset="差值")))
    second, third = (assess(of, t, Period.parse(p)) for p in ("2020Q2", "2020Q3"))
    assert (second.rule.preset, second.light, third.rule.preset, third.light) == (
        "差值",
        Light.YELLOW,
        "比率95/85",
        Light.GREEN,
    )
    assert (percent_text(second.completion, second.rule), percent_text(third.completion, third.rule)) == (
        "48.0",
        "72.00",
    )


@each_preset
def test_another_rule_can_be_asked_for(preset):
    t = target()
    of = ledger(t, reported={"t": {"2020Q3": 70}}, states=closed("2020Q3"))
    assert assess(of, t, Period.parse("2020Q3"), rule(preset=preset)).rule.preset == preset
