"""同比, 环比, forecast and what each month left needs (rules.md §5)."""

from fractions import Fraction

import pytest

from models.judging.compare import Outlook, last_year_figure, on_previous, outlook, year_on_year
from models.plan.period import Period
from models.plan.quantity import signed
from tests.models.build import NA, case, ceiling, cells, judged, limit, milestone, past, target

ENDED, LIMIT, FALL = "已到完成时限，不作预测", "控制类指标，不作预测", "降低型，不作预测"
BOTH = target("growth", 10, entry_mode="both_years")


def shown(change):
    return signed(change.value, 1) + change.unit if change.value is not None else change.why


@pytest.mark.parametrize(
    ("t", "value", "before", "text"),
    [
        case(target(), 110, 100, "+10.0%", id="amount: %"),
        case(target(), 0, 100, "−100.0%", id="amount of 0"),
        case(target(), 50, 0, "上年同期数不大于0", id="amount: base 0"),
        case(target(), 50, -5, "上年同期数不大于0", id="amount: base below 0"),
        case(target(), 50, None, "没有上年同期数", id="amount: no base"),
        case(target(), None, 100, "本期未报", id="amount: missing"),
        case(target(), NA, 100, "不适用", id="amount: not applicable"),
        case(target(unit="%"), 110, 100, "+10.0%", id="amount, whatever its unit: %"),
        case(target("growth", 7), "6.1", "7.4", "−1.3百分点", id="growth: points"),
        case(target("growth", 7), 5, "-2", "+7.0百分点", id="growth: points from below 0"),
        case(BOTH, {"this_total": 110, "last_total": 100}, 4, "+6.0百分点", id="a computed growth: points"),
        case(target("level", 95), "94.5", 93, "+1.5百分点", id="level in %: points"),
        case(target("level", 95, unit="所"), 90, 80, "+12.5%", id="level not in %: %"),
        case(target("level", 95, unit="所"), 90, 0, "上年同期数不大于0", id="level not in %: base 0"),
        case(target("reduction", 3), "4.4", "3.2", "+1.2百分点", id="fall: points"),
        case(target("reduction", 80, baseline=100, unit="微克"), 88, 110, "−20.0%", id="baseline, not in %: %"),
        case(target("reduction", 3, baseline=5), 4, 5, "−1.0百分点", id="baseline in %: points"),
        case(limit(4), "3.9", "4.2", "−0.3百分点", id="limit: points"),
        case(milestone(), "开工", 5, "节点型，不作同比", id="milestone"),
        case(target("qualitative"), "推进中", 5, "定性型，不作同比", id="qualitative"),
    ],
)
def test_year_on_year(t, value, before, text):
    figures = {} if before is None else {"2019Q3": before}
    assert shown(year_on_year(judged(t, "2020Q3", value), past(figures))) == text


def test_an_earlier_value_is_compared_with_the_same_period_of_last_year():
    figures = past({"2019-09": 100, "2019-10": 150})
    assert shown(year_on_year(judged(target(), "2020-10", {"2020Q3": 120}), figures)) == "+20.0%"


def test_last_years_figure_is_that_of_the_same_cell():
    figures = past({"2019-08-15": 5, "2019Q3": 7})
    assert [last_year_figure(figures, Period.parse(p)) for p in ("2020-08-15", "2020-09", "2020-08")] == [5, 7, None]


@pytest.mark.parametrize(
    ("t", "period", "reported", "figures", "text"),
    [
        case(target(), "2020Q2", {"2020Q1": 20, "2020Q2": 50}, {}, "+50.0%", id="30 after 20"),
        case(target(), "2020Q3", {"2020Q1": 20, "2020Q2": 50, "2020Q3": 50}, {}, "−100.0%", id="nothing after 30"),
        case(target(), "2020-03", {"2020-01": 10, "2020-02": 30, "2020-03": 40}, {}, "−50.0%", id="months"),
        case(target(), "2020Q2", {"2020Q2": 50}, {}, "一季度未报", id="no total before"),
        case(target(), "2020Q3", {"2020Q2": 50, "2020Q3": 60}, {}, "没有上期数", id="the one before unknown"),
        case(target(), "2020Q3", {"2020Q1": 50, "2020Q2": 50, "2020Q3": 60}, {}, "上期数不大于0", id="base 0"),
        case(target(), "2020Q1", {"2020Q1": 30}, {"2019Q3": 80, "2019Q4": 100}, "+50.0%", id="after last year's end"),
        case(target(), "2020-01", {"2020-01": 30}, {"2019-11": 80, "2019-12": 100}, "+50.0%", id="after December"),
        case(target(), "2020Q1", {"2020Q1": 30}, {"2019Q4": 100}, "没有上期数", id="last year's end unknown"),
        case(target(), "2020Q1", {}, {}, "本期未报", id="missing"),
        case(target(), "2020-10", {"2020Q1": 20, "2020Q2": 40, "2020Q3": 70}, {}, "+50.0%", id="October shows Q3"),
        case(target(entry_mode="period"), "2020Q2", {"2020Q1": 20, "2020Q2": 25}, {}, "+25.0%", id="own amounts"),
        case(target("growth"), "2020Q2", {"2020Q2": 5}, {}, "增速型，不作环比", id="growth"),
        case(target("level"), "2020Q2", {"2020Q2": 5}, {}, "水平型，不作环比", id="level"),
        case(milestone(), "2020Q2", {"2020Q2": "开工"}, {}, "节点型，不作环比", id="milestone"),
    ],
)  # fmt: skip
def test_on_the_previous_period(t, period, reported, figures, text):
    assert shown(on_previous(judged(t, period, reported), cells(t, reported), past(figures))) == text


@pytest.mark.parametrize(
    ("t", "period", "value", "forecast", "needed"),
    [
        case(target(), "2020Q1", 20, 80, Fraction(80, 9), id="from a quarter of the pace"),
        case(target(), "2020-02", 20, "应达进度不到25%，不作预测", 8, id="not before"),
        case(target(), "2020Q3", 60, 80, Fraction(40, 3), id="third"),
        case(target(), "2020-11", 88, 96, 12, id="one month left"),
        case(target(), "2020-12", 90, ENDED, ENDED, id="the year's end: its sentence speaks of the target"),
        case(target(), "2020-12-15", 90, Fraction(2160, 23), "已到最后一个月", id="in the last month"),
        case(target(), "2020Q3", 150, 200, 0, id="never below 0"),
        case(target(due_date="2020-09-30"), "2020Q2", 60, 90, Fraction(40, 3), id="left to the due date"),
        case(target(due_date="2020-09-30"), "2020Q3", 90, ENDED, ENDED, id="the period of the due date"),
        case(target(due_date="2020-09-10"), "2020-09", 90, ENDED, ENDED, id="a due date within it"),
        case(target(due_date="2020-09-30"), "2020-10", 90, ENDED, ENDED, id="after the due date"),
        case(target(due_date="2020-09-30"), "2020-09-15", 90, Fraction(90 * 9 * 2, 17), "已到最后一个月", id="before"),
        case(target(start_date="2020-04-01"), "2020Q2", 30, 90, Fraction(70, 6), id="started in April"),
        case(target(curve="前低后高"), "2020Q1", 15, "应达进度不到25%，不作预测", Fraction(85, 9), id="own curve"),
        case(target(comparator="~"), "2020Q3", 60, 80, Fraction(40, 3), id="or so: to the number"),
        case(target(comparator="~"), "2020Q3", "94.9", Fraction(1898, 15), Fraction(51, 30), id="or so: just short"),
        case(target(comparator="~"), "2020Q3", 95, Fraction(380, 3), 0, id="or so: reached at 95%, nothing is needed"),
        case(target(value_high=120), "2020Q3", 60, 80, Fraction(40, 3), id="a range: to its low end"),
        case(target(comparator=">"), "2020Q3", 100, Fraction(400, 3), 0, id="a strict one met exactly"),
        case(target(value=0), "2020Q3", 0, 0, 0, id="a target of 0"),
        case(target(comparator="~", direction="lower"), "2020Q3", 5, LIMIT, LIMIT, id="kept about a number"),
        case(target("reduction", 80, baseline=100), "2020Q3", 88, FALL, FALL, id="a fall from a baseline"),
        case(target(), "2020Q3", None, "本期未报", "本期未报", id="missing"),
        case(target(), "2020Q3", NA, "不适用", "不适用", id="not applicable"),
        case(target(value=None), "2020Q3", 5, "目标没有数值", "目标没有数值", id="no number"),
        case(ceiling(12), "2020Q3", 5, LIMIT, LIMIT, id="ceiling"),
        case(target("growth"), "2020Q3", 5, "增速型，不作预测", "增速型，不作预测", id="growth"),
        case(target("level"), "2020Q3", 5, "水平型，不作预测", "水平型，不作预测", id="level"),
        case(target("reduction"), "2020Q3", 5, FALL, FALL, id="fall"),
        case(milestone(), "2020Q3", "开工", "节点型，不作预测", "节点型，不作预测", id="milestone"),
    ],
)  # fmt: skip
def test_forecast_and_what_each_month_left_needs(t, period, value, forecast, needed):
    def part(x):
        return (None, x) if isinstance(x, str) else (x, "")

    made = outlook(judged(t, period, value))
    (f, why_f), (n, why_n) = part(forecast), part(needed)
    assert made == Outlook(f, n, why_f, why_n)
