"""What a cell of a returned form is offered in one click: own amounts, numbers and stages understood, slips."""

from decimal import Decimal

import pytest

from models.collecting.offers import offers_for_doubted, offers_for_refused
from models.collecting.typed import typed
from models.judging.doubts import doubts
from models.judging.terms import terms_at
from models.plan.fields import field_under
from models.plan.period import Period
from models.plan.said import Said
from tests.models.build import case, ceiling, ledger, milestone, target, version

Q3 = Period.parse("2020Q3")
FIRMS, MONEY, RATE = target(value=240), target(value=10, unit="亿元"), target("level", 97, unit="%")
FALLS = (Said("doubt-falls", "比上期少"),)
PEOPLE = target(value=40, unit="万家")
FALL = target("reduction", 3, unit="%")


def refused(t, text, heading="本期值"):
    field = field_under(t, heading)
    assert typed(t, Q3, field, text).problem is not None
    return [(offer.words, offer.text) for offer in offers_for_refused(t, Q3, field, text)]


def doubted(t, value, reported=None, *, text="", doubts=FALLS, period=Q3, **given):
    held = ledger(t, reported={t.id: reported or {}}, **given)
    found = offers_for_doubted(held, t, period, field_under(t, "本期值"), Decimal(value), text, doubts)
    return [(offer.words, offer.text) for offer in found]


@pytest.mark.parametrize(
    ("t", "reported", "value", "words"),
    [
        case(FIRMS, {"2020Q2": 158}, "165", [], id="not smaller"),
        case(FIRMS, {"2020Q2": 185}, "158", ["按当期数累加 = 343"], id="below half as much again"),
        case(FIRMS, {"2020Q2": 185}, "175", ["按当期数累加 = 360"], id="half as much again itself"),
        case(FIRMS, {"2020Q2": 185}, "176", [], id="beyond it"),
        case(FIRMS, {"2020Q2": 185}, "0", ["按当期数累加 = 185"], id="nothing in the period"),
        case(FIRMS, {"2020Q2": 185}, "-3", [], id="a negative one"),
        case(FIRMS, {"2020Q1": 185}, "158", [], id="the period before is missing"),
        case(FIRMS, {"2020Q2": 150, "2020-08": 185}, "158", [], id="a later one between"),
        case(FIRMS, {}, "158", [], id="nothing before"),
        case(MONEY, {"2020Q2": "4.85"}, "1.2", ["按当期数累加 = 6.05"], id="decimals are exact"),
        case(ceiling(30), {"2020Q2": 12}, "7", ["按当期数累加 = 19"], id="a ceiling adds up too"),
        case(target("level", 97), {"2020Q2": 90}, "80", [], id="levels add up to nothing"),
        case(target(value=None), {"2020Q2": 90}, "80", [], id="no target"),
    ],
)  # fmt: skip
def test_an_own_amount_added_to_the_total_directly_before(t, reported, value, words):
    assert [offered for offered, _ in doubted(t, value, reported)] == words


def test_the_target_in_force_bounds_it():
    changed = version("2020-07-01", 100)
    assert doubted(FIRMS, "58", {"2020Q2": 95}, versions={FIRMS.id: [changed]}) == []


@pytest.mark.parametrize(
    ("t", "text", "offers"),
    [
        case(FIRMS, "31家（含规下6个村）", ["31"], id="the one with the unit"),
        case(FIRMS, "9月底累计已完成31家", ["31"], id="a month is none"),
        case(FIRMS, "三季度新增31家，比去年多", ["31"], id="a quarter is none"),
        case(FIRMS, "31个左右吧", ["31"], id="another counter"),
        case(FIRMS, "12家，其中规上3家", ["12", "3"], id="two: both"),
        case(FIRMS, "1家2家3家", [], id="three: which is meant nobody knows"),
        case(FIRMS, "还没有统计", [], id="no number"),
        case(PEOPLE, "36.9万家左右（部门数）", ["36.9"], id="with its scale"),
        case(MONEY, "76500万元（预估数字）", ["7.65"], id="converted"),
        case(MONEY, "约7.65亿元上下浮动", ["7.65"], id="words around"),
        case(RATE, "参保率96.5%（全口径）", ["96.5"], id="per cent"),
        case(FIRMS, "完成率96%，还差一点", [], id="a per cent of something else"),
        case(FIRMS, "企业投资31万元吧", [], id="another unit"),
        case(FIRMS, "已建成四家", ["4"], id="one numeral before the unit"),
        case(FIRMS, "四", [], id="a numeral alone may count anything"),
        case(FIRMS, "5～6家吧", [], id="a range"),
        case(MONEY, "100万-200万之间", [], id="a range with scales"),
        case(FIRMS, "3/4", [], id="a fraction"),
        case(FIRMS, "1.2.3", [], id="a line's number"),
        case(FIRMS, "见附注①", [], id="a number in a circle"),
        case(FIRMS, "#DIV/0!", [], id="an error value"),
        case(FIRMS, "2020-09-30", [], id="a day"),
        case(FIRMS, "八九家", [], id="about so many, in numerals"),
        case(FIRMS, "约三四家", [], id="two numerals side by side"),
        case(FIRMS, "已完成1千1百左右吧", ["1100"], id="with scales behind each digit"),
        case(FIRMS, "完成1百20，还差一些", ["120"], id="and digits behind a scale"),
        case(FIRMS, "完成1万零500家吧", ["10500"], id="and 零 between"),
        case(FIRMS, "完成3万5左右吧", [], id="what may mean two is no part of it"),
        case(FIRMS, "完成1百2", [], id="nor is 1百2"),
        case(FIRMS, "完成3百六十家吧", [], id="nor what is spelled in two ways"),
        case(FIRMS, "完成2亿3千万家吧", ["230000000"], id="with two scales"),
        case(FIRMS, "完成120，还差一些", ["120"], id="a comma behind"),
        case(MONEY, "完成1亿2千万元左右吧", ["1.2"], id="and whole where it can be read"),
        case(FIRMS, "7 24.3", [], id="torn apart, or two"),
        case(FIRMS, "12 5家", [], id="two with a blank between"),
        case(RATE, "68‰", [], id="per mille is no per cent"),
        case(FIRMS, "未发生", ["0"], id="nothing happened"),
        case(FIRMS, "无", ["0"], id="none may mean 0, when somebody says so"),
        case(FIRMS, "零", ["0"], id="0 in a numeral"),
        case(FIRMS, "/", [], id="a stroke means nothing"),
    ],
)  # fmt: skip
def test_the_numbers_of_a_text_that_was_refused(t, text, offers):
    assert refused(t, text) == [(f"按{number}", number) for number in offers]


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("主体已完工", ["完工"]),
        ("正在招标，设计完成", ["设计", "招标"]),
        ("还未开工", []),
        ("准备招标中", []),
        ("第四阶段", []),
    ],
)
def test_the_stages_that_a_text_names(text, offers):
    assert refused(milestone(), text) == [(f"按“{word}”", word) for word in offers]


def test_a_fall_is_never_offered_as_a_rise():
    growth = target("growth", 7, unit="%")
    assert refused(growth, "比去年下降8.4%吧") in ([], [("按-8.4", "-8.4")])


def test_words_of_a_share_are_read_too():
    assert refused(milestone(), "大概60%吧", "形象进度(%)") == [("按60", "60")]


def test_a_share_below_one_as_the_per_cent_it_may_be():
    below = (Said("share-below-one", "小于1"),)
    assert doubted(RATE, "0.961", doubts=below) == [("按96.1%", "96.1%")]


@pytest.mark.parametrize(
    ("t", "text", "offers"),
    [
        case(target("growth", 8, unit="‰"), "0.0061", [("按6.1‰", "6.1‰")], id="per mille by a thousand"),
        case(FALL, "-2.9%", [("按下降2.9%", "下降2.9%")], id="a fall with a minus"),
        case(FALL, "-0.4%", [("按下降0.4%", "下降0.4%")], id="a small one has its sign: no share"),
        case(FALL, "上升0.5%", [], id="a rise is meant as one"),
        case(target("reduction", 31, unit="微克", baseline=35), "-2.9", [], id="a value after a fall has no sign"),
        case(RATE, "-2.9", [], id="and a level is no fall"),
    ],
)
def test_a_share_or_a_fall_is_offered_as_it_was_written(t, text, offers):
    field = field_under(t, "本期值")
    read = typed(t, Q3, field, text)
    found = (*read.doubts, *doubts(t, terms_at(t, [], Q3.end), Q3, "value", read.value, {}))
    assert doubted(t, read.value, text=text, doubts=found) == offers
    for _, offered in offers:
        assert typed(t, Q3, field, offered).doubts == ()


def test_a_slip_of_the_unit_in_the_other_unit():
    slip = (Said("doubt-unit-of-year", "可能填成了“万元”"),)
    assert doubted(MONEY, "58000", doubts=slip) == [("按58000万元", "58000万元")]


@pytest.mark.parametrize(
    ("t", "value", "reported", "offer"),
    [
        case(MONEY, "485000000", {"2020Q2": "4.85"}, "485000000元", id="the smallest"),
        case(target(value=90000, unit="万元"), "5.2", {"2020Q2": 48500}, "5.2亿元", id="a larger one"),
        case(PEOPLE, "360000", {"2020Q2": 35}, "360000家", id="without its scale"),
        case(target(value=3000, unit="亩"), "200000", {}, "", id="none comes nearer"),
    ],
)
def test_the_unit_offered_is_the_one_that_the_doubt_names(t, value, reported, offer):
    cells = ledger(t, reported={t.id: reported}).cells_of(t)
    said = doubts(t, terms_at(t, (), Q3.end), Q3, "value", Decimal(value), cells)
    named = [s for s in said if s.key in {"doubt-unit", "doubt-unit-of-year"}]
    assert doubted(t, value, reported, doubts=said)[-1:] == [(f"按{offer}", offer)] * bool(offer)
    assert all(f"“{offer.removeprefix(value)}”" in s.text for s in named)
    assert bool(named) == bool(offer)


def test_a_text_that_had_to_be_understood_as_the_number_read():
    unsure = typed(PEOPLE, Q3, field_under(PEOPLE, "本期值"), "36.9万左右").doubts
    assert doubted(PEOPLE, "36.9", text="36.9万左右", doubts=unsure) == [("按36.9", "36.9")]


def test_nothing_is_offered_for_a_number_that_says_itself():
    over = (Said("doubt-over", "超过全年目标"),)
    assert doubted(FIRMS, "500", text="500", doubts=over) == []
    assert doubted(FIRMS, "500", text="500家", doubts=over) == []
