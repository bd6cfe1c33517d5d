"""Soft checks of a typed figure: each asks for a reason, none blocks."""

import pytest

from models.judging.doubts import doubts, joined, share_doubt, stage_doubt
from models.judging.terms import terms_at
from models.plan.period import Period
from models.plan.said import Said
from tests.models.build import NA, case, ceiling, cells, milestone, number, past, target

FUNDS = target(value=10, unit="亿元")
YUAN = target(value=90000, unit="万元")
DOLLARS = target(value=2400, unit="万美元")
FIRMS = target(value=120)
BY_MONTH = target(value=100, cadence="monthly", entry_mode="period")
SHARE = target("level", 95, cadence="monthly")
BOTH = target("growth", 10, cadence="monthly", entry_mode="both_years")
FALLS = "{}，比{}{}少{}。累计数一般不会减少，可能是数字颠倒或口径变了"


def of(t, new, reported, *, field="value", period="2020Q3"):
    at = Period.parse(period)
    return [d.text for d in found_of(t, new, reported, field=field, at=at)]


def found_of(t, new, reported, *, field="value", at):
    return doubts(t, terms_at(t, [], at.end), at, field, number(new), cells(t, reported))


@pytest.mark.parametrize(
    ("t", "new", "reported", "found"),
    [
        case(FUNDS, "7.5", {"2020Q2": "4.85"}, [], id="plausible"),
        case(FUNDS, "4.58", {"2020Q2": "4.85"},
             [FALLS.format("4.58亿元", "上期", "4.85亿元", "0.27")], id="a total falls"),
        case(FUNDS, "4.85", {"2020Q2": "4.85"}, [], id="it may stand still"),
        case(FUNDS, 5, {"2020Q1": 6, "2020Q2": NA},
             [FALLS.format("5亿元", "一季度的", "6亿元", "1")], id="across 不适用"),
        case(FUNDS, 5, {"2020Q1": 6}, [FALLS.format("5亿元", "一季度的", "6亿元", "1")], id="the latest before it"),
        case(FUNDS, 5, {"2020Q4": 9}, [], id="later ones do not count"),
        case(FIRMS, 90, {"2020Q2": 9}, ["90家，上期是9。可能多打了一个0。请核对原表"], id="ten times"),
        case(FIRMS, 120, {"2020Q2": 12}, ["120家，上期是12。可能多打了一个0。请核对原表"], id="not over the year"),
        case(FIRMS, 89, {"2020Q2": 9}, [], id="not quite ten times"),
        case(FIRMS, 130, {"2020Q2": 9},
             ["130家，上期是9，全年目标只有120。可能多打了一个0。请核对原表"], id="and over the year"),
        case(FIRMS, 9, {"2020Q2": 90},
             ["9家，上期是90。可能少打了一个0。请核对原表",
              FALLS.format("9家", "上期", "90家", "81")], id="a tenth"),
        case(FIRMS, 180, {"2020Q2": 100}, [], id="150% exactly"),
        case(FIRMS, 181, {"2020Q2": 100}, ["累计181家超过全年目标120的150%。请核对原表"], id="over 150%"),
        case(FIRMS, 5, {"2020Q2": 0}, [], id="from 0 anything"),
        case(FIRMS, 0, {}, [], id="0 at first"),
        case(ceiling(12), 30, {"2020Q2": 5}, [], id="a ceiling passed is no slip"),
        case(target(value=None), 5000, {}, [], id="no target"),
        case(target(value=0), 5, {}, [], id="target 0"),
        case(target(value=2400, unit="万美元"), 18750, {"2020Q2": 1120},
             ["18750万美元，上期是1120，全年目标只有2400。可能多打了一个0，也可能填成了“万元”。请核对原表",
              "累计18750万美元超过全年目标2400的150%。请核对原表"], id="dollars may be yuan"),
        case(FUNDS, "4.58", {"2020Q2": "4.85", "2020-08": "6.74"},
             [FALLS.format("4.58亿元", "8月的", "6.74亿元", "2.16")], id="a month later than what 上期值 shows"),
        case(FUNDS, "4.58", {"2020Q2": "6.74", "2020-08": "6.74"},
             [FALLS.format("4.58亿元", "上期", "6.74亿元", "2.16")], id="a later month of the same figure"),
    ],
)  # fmt: skip
def test_totals(t, new, reported, found):
    assert of(t, new, reported) == found


@pytest.mark.parametrize(
    ("t", "new", "reported", "start"),
    [
        case(FUNDS, 48500, {"2020Q2": "4.85"}, "48500亿元，全年目标只有10。可能填成了“万元”", id="against the year"),
        case(FUNDS, "0.002", {"2020Q2": "4.85"}, "0.002亿元，上期是4.85。可能少打了几个0", id="no unit is larger"),
        case(FUNDS, 485000000, {"2020Q2": "4.85"}, "485000000亿元，全年目标只有10。可能填成了“元”", id="the smallest"),
        case(FUNDS, 58000, {}, "58000亿元，全年目标只有10。可能填成了“万元”", id="by the year alone"),
        case(YUAN, "5.2", {"2020Q2": 48500}, "5.2万元，上期是48500。可能填成了“亿元”", id="a larger unit"),
        case(
            target(value=5, unit="万人"),
            46000,
            {},
            "46000万人，全年目标只有5。可能填成了“人”",
            id="a unit with its scale",
        ),
        case(
            target(value=50),
            60000,
            {"2020Q2": 20},
            "60000家，上期是20，全年目标只有50。可能多打了几个0",
            id="no unit at all",
        ),
        case(DOLLARS, 1120000, {"2020Q2": 1120}, "1120000万美元，上期是1120。可能填成了“美元”", id="a thousand"),
        case(target(value=3, unit="公里"), 3000, {}, "3000公里，全年目标只有3。可能填成了“米”", id="metres"),
        case(target(value=3000, unit="亩"), 2, {"2020Q2": 2500}, "2亩，上期是2500。可能填成了“平方公里”", id="land"),
    ],
)
def test_slips_of_the_unit(t, new, reported, start):
    assert of(t, new, reported)[0].startswith(start)


@pytest.mark.parametrize(
    ("t", "field", "new", "reported", "found"),
    [
        case(BY_MONTH, "own", 12, {"2020-01": 10}, [], id="plausible"),
        case(BY_MONTH, "own", -3, {"2020-01": 10}, ["当期数-3家是负数，会使累计数减少。请核对原表"], id="below 0"),
        case(BY_MONTH, "own", 141, {"2020-01": 20},
             ["加上当期数，累计超过全年目标100的150%。请核对原表"], id="over 150% in all"),
        case(BY_MONTH, "own", 200, {"2020-01": 20},
             ["200家，上期是20。可能多打了一个0。请核对原表",
              "加上当期数，累计超过全年目标100的150%。请核对原表"], id="both"),
        case(BY_MONTH, "own", 149, {}, [], id="a missing month: no total"),
        case(target("growth"), "value", 80, {"2020-01": 3}, [], id="a rate jumps"),
        case(target("growth"), "value", "99.9", {}, [], id="a rate just below double"),
        case(target("growth"), "value", 520, {},
             ["520%，增减超过一倍。可能漏了小数点，也可能填成了总量。请核对原表"], id="no decimal point"),
        case(target("growth"), "value", -100, {},
             ["-100%，增减超过一倍。可能漏了小数点，也可能填成了总量。请核对原表"], id="a fall to nothing"),
        case(target("reduction"), "value", 80, {"2020-01": 3}, [], id="a fall jumps"),
        case(SHARE, "value", "9.5", {"2020-01": 95},
             ["9.5%，上期是95。可能少打了一个0。请核对原表"], id="level"),
        case(BOTH, "this_total", 700, {"2020-01": {"this_total": 70}},
             ["700，1月是70。可能多打了一个0。请核对原表"], id="sum"),
        case(BOTH, "last_total", 70, {"2020-01": {"last_total": 60}}, [], id="last year's"),
        case(milestone(), "percent", 5, {"2020-01": {"percent": 90}}, [], id="percent is not looked at"),
    ],
)  # fmt: skip
def test_other_fields(t, field, new, reported, found):
    made = of(t, new, reported, field=field, period="2020-02")
    assert [d.replace("−", "-") for d in made] == found


@pytest.mark.parametrize(
    ("t", "field", "new", "found"),
    [
        case(FIRMS, "value", -3, "-3家是负数。请核对原表", id="an amount"),
        case(SHARE, "value", "-0.5", "-0.5%是负数。请核对原表", id="a level"),
        case(target("reduction"), "value", "-4.4", "-4.4%是负数。请核对原表", id="a fall that is a rise"),
        case(target("growth"), "value", "-4.4", "", id="a growth may be below 0"),
        case(BOTH, "this_total", -5, "", id="and so may its totals"),
        case(FIRMS, "value", 0, "", id="0 is not"),
    ],
)
def test_below_zero_is_a_doubt_in_every_kind_but_growth(t, field, new, found):
    made = [d.replace("−", "-") for d in of(t, new, {}, field=field)]
    assert made == ([found] if found else [])


DUST = target("reduction", 31, unit="微克/立方米", baseline=35)


@pytest.mark.parametrize(
    ("t", "new", "reported", "found"),
    [
        case(DUST, "32.5", {"2020Q2": 33}, [], id="plausible"),
        case(DUST, "2.5", {"2020Q2": 33},
             ["2.5微克/立方米，是要从35降到31。可能填成了下降的数，这里要填降后的数。请核对原表"], id="the fall"),
        case(DUST, "2.5", {},
             ["2.5微克/立方米，是要从35降到31。可能填成了下降的数，这里要填降后的数。请核对原表"], id="at first, too"),
        case(DUST, 330, {"2020Q2": 33},
             ["330微克/立方米，上期是33，全年目标只有31。可能多打了一个0。请核对原表"], id="ten times is no rate"),
        case(DUST, "3.2", {"2020Q2": 33},
             ["3.2微克/立方米，是要从35降到31。可能填成了下降的数，这里要填降后的数。请核对原表"], id="a tenth, too"),
        case(target("reduction", 30, unit="件", baseline=100), 25, {"2020Q2": 45}, [], id="further down than asked"),
        case(target("reduction", 80, unit="件", baseline=100), 15, {"2020Q2": 90},
             ["15件，是要从100降到80。可能填成了下降的数，这里要填降后的数。请核对原表"], id="a large fall"),
        case(target("reduction", 3), 2, {}, [], id="by rate the fall is what is asked"),
    ],
)  # fmt: skip
def test_a_reduction_to_a_value_asks_for_the_value_and_not_for_the_fall(t, new, reported, found):
    assert of(t, new, reported) == found


RATE = target("growth", 7)


@pytest.mark.parametrize(
    ("t", "new", "reported", "last_year", "found"),
    [
        case(RATE, "1.05", {"2020Q2": "10.5"}, {}, "1.05%，不超过上期10.5的十分之一", id="a tenth exactly"),
        case(RATE, "1.06", {"2020Q2": "10.5"}, {}, "", id="more than a tenth"),
        case(RATE, "-1", {"2020Q2": "10.5"}, {}, "-1%，不超过上期10.5的十分之一", id="by its size"),
        case(RATE, "1", {"2020Q2": "-10.5"}, {}, "1%，不超过上期-10.5的十分之一", id="and by that before"),
        case(RATE, 0, {"2020Q2": "10.5"}, {}, "0%，不超过上期10.5的十分之一", id="0 as well"),
        case(RATE, "1", {"2020Q2": 0}, {}, "", id="after 0 anything"),
        case(RATE, "1", {"2020Q1": "10.5", "2020Q2": "5"}, {}, "", id="the newest before it counts"),
        case(RATE, "1", {}, {"2019Q3": "10.5"}, "1%，不超过上年同期10.5的十分之一", id="else last year's"),
        case(RATE, "1", {"2020Q2": "5"}, {"2019Q3": "10.5"}, "", id="but not beside one of this year"),
        case(RATE, "1", {}, {"2019Q2": "10.5"}, "", id="last year's of another period"),
        case(RATE, "0.5", {"2020Q2": "10.5"}, {}, "", id="below 1 its reader doubts"),
        case(target("growth", "0.8"), "1", {"2020Q2": "10.5"}, {}, "", id="a target below 1"),
        case(target("level", 30, unit="‰"), "2", {}, {"2019Q3": "20"}, "2‰，不超过上年同期20的十分之一", id="‰"),
        case(SHARE, "9.5", {"2020-08": 95}, {}, "", id="what a tenth is doubted for already"),
        case(FIRMS, "1", {}, {"2019Q3": 50}, "", id="no percentage"),
    ],
)
def test_a_percentage_a_tenth_of_the_one_before_may_be_a_decimal(t, new, reported, last_year, found):
    at = Period.parse("2020Q3")
    made = share_doubt(t, terms_at(t, [], at.end), at, "value", number(new), cells(t, reported), past(last_year))
    assert (made.what.replace("−", "-") if made else "") == found


def test_several_doubts_give_their_advice_once():
    found = found_of(FIRMS, 9, {"2020Q2": 90}, at=Period.parse("2020Q3"))
    assert joined(found).text == (
        "9家，上期是90。可能少打了一个0；9家，比上期90家少81。累计数一般不会减少，可能是数字颠倒或口径变了"
    )
    one, other = Said("one", "甲", todo="请核对原表"), Said("other", "乙", "丙", "请核对原表")
    both = joined([one, other])
    assert (both.what, both.means, both.todo) == ("甲；乙", "丙", "请核对原表")
    three = joined([one, other, one])
    assert (three.what, three.means, three.todo) == ("甲；乙", "丙；甲", "请核对原表")
    assert joined([other]) == other


ROAD = milestone(stages=["开工", "完工", "通车"])
LATE = "还在“{}”，形象进度100%。可能是忘了改成“{}”，也可能是百分数填错了。请核对原表"
EARLY = "已报“{}”，形象进度{}%。可能是百分数没有改，也可能是还没有到这一步。请核对原表"


@pytest.mark.parametrize(
    ("t", "cell", "found"),
    [
        case(ROAD, {"stage": "开工", "percent": 60}, "", id="under way"),
        case(ROAD, {"stage": "完工", "percent": 100}, LATE.format("完工", "通车"), id="100% before it"),
        case(ROAD, {"stage": "未启动", "percent": 100}, LATE.format("未启动", "通车"), id="not begun"),
        case(ROAD, {"stage": "完工", "percent": "99.9"}, "", id="nearly"),
        case(ROAD, {"stage": "通车", "percent": 100}, "", id="done"),
        case(ROAD, {"stage": "通车", "percent": 80}, EARLY.format("通车", 80), id="done at 80%"),
        case(ROAD, {"stage": "通车", "percent": 0}, EARLY.format("通车", 0), id="done at 0%"),
        case(ROAD, {"stage": "通车"}, "", id="a percentage is not asked for"),
        case(ROAD, {"percent": 100}, "", id="no stage said"),
        case(ROAD, {"stage": "完工", "percent": 100, **NA}, "", id="not applicable"),
        case(milestone(), {"stage": "完工", "percent": 100}, LATE.format("完工", "验收"), id="the old chain"),
        case(milestone(stages=["开工"]), {"stage": "开工", "percent": 20}, EARLY.format("开工", 20), id="one stage"),
        case(target("qualitative"), {"state": "推进中", "percent": 100}, LATE.format("推进中", "已完成"), id="a state"),
        case(target("qualitative"), {"state": "已完成", "percent": 60}, EARLY.format("已完成", 60), id="a state done"),
        case(target(), {"value": 5, "percent": 100}, "", id="an amount has no stage"),
    ],
)
def test_a_stage_and_its_percentage_must_agree(t, cell, found):
    said = stage_doubt(t, cells(t, {"2020Q3": cell})["2020-09"])
    assert (said.text if said else "") == found
