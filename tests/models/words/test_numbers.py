"""What people type, understood and shown (rules.md §7)."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.quantity import convert, plain, rounded
from models.plan.said import Said
from models.words.numbers import Reading, clean, decimal_of, read_cell_number, read_date, read_number
from tests.models.build import case

UNITS = ["", "%", "家", "元", "万元", "亿元", "万美元", "亩", "公顷", "公里", "万人", "个百分点"]
FIGURES = st.decimals(-(10**9), 10**9, places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "unit", "value", "understood"),
    [
        case("12", "家", "12", "", id="plain"),
        case("１２．５", "家", "12.5", "", id="full width"),
        case("12,000", "家", "12000", "", id="thousands"),
        case("1，234，567.8", "家", "1234567.8", "", id="full-width thousands"),
        case(" 1 200 ", "家", "1200", "", id="spaces"),
        case("1\u00a0234 567.8", "家", "1234567.8", "", id="groups of three"),
        case("−3.5", "%", "-3.5", "", id="minus sign"),
        case("－3", "%", "-3", "", id="full-width minus"),
        case("负3", "%", "-3", "", id="minus in words"),
        case("+3", "家", "3", "", id="plus"),
        case("0", "家", "0", "", id="zero is zero"),
        case("3.50", "家", "3.5", "", id="trailing zero"),
        case("约5000", "家", "5000", "“约5000”读作5000家", id="about 5000"),
        case("50%以上", "%", "50", "“50%以上”读作50%", id="50% and more"),
        case("超过1000", "亿元", "1000", "“超过1000”读作1000亿元", id="over 1000"),
        case("累计完成12家", "家", "12", "“累计完成12家”读作12家", id="words before"),
        case("30余", "家", "30", "“30余”读作30家", id="some 30"),
        case("12家左右", "家", "12", "“12家左右”读作12家", id="or so"),
        case("6.1%", "%", "6.1", "", id="6.1%"),
        case("6.1", "%", "6.1", "", id="6.1 is 6.1%"),
        case("6.1％", "%", "6.1", "", id="full-width percent"),
        case("1.2个百分点", "%", "1.2", "读作1.2%", id="points"),
        case("12家", "家", "12", "", id="its unit"),
        case("12个", "家", "12", "“12个”读作12家", id="another counter"),
        case("3.5万元", "亿元", "0.00035", "3.5万元 = 0.00035亿元", id="another money unit"),
        case("1.5亿元", "万元", "15000", "1.5亿元 = 15000万元", id="亿元 in 万元"),
        case("3公顷", "亩", "45", "3公顷 = 45亩", id="hectares"),
        case("1亩", "公顷", "0.06666667", "1亩 = 0.06666667公顷（除不尽，四舍五入）", id="not ending"),
        case("2500米", "公里", "2.5", "2500米 = 2.5公里", id="metres"),
        case("1.2万", "家", "12000", "“1.2万”读作12000家", id="1.2万 firms"),
        case("1.2万家", "家", "12000", "“1.2万家”读作12000家", id="1.2万家"),
        case("-1.2万", "家", "-12000", "“-1.2万”读作−12000家", id="below 0"),
        case("1亿2千万", "元", "120000000", "“1亿2千万”读作120000000元", id="1亿2千万"),
        case("1亿2000万元", "万元", "12000", "“1亿2000万元”读作120000000元 = 12000万元", id="1亿2000万元"),
        case("1亿2千万元", "万元", "12000", "“1亿2千万元”读作120000000元 = 12000万元", id="1亿2千万元"),
        case("3千万元", "万元", "3000", "“3千万元”读作30000000元 = 3000万元", id="3千万元"),
        case("5百万", "亩", "5000000", "“5百万”读作5000000亩", id="百万"),
        case("约1.2万", "", "12000", "“约1.2万”读作12000", id="without a unit"),
        case("1万2000", "元", "12000", "“1万2000”读作12000元", id="written out"),
        case("1.2万平方米", "万平方米", "1.2", "", id="a unit with 万 of its own"),
        case("1.2万人", "万人", "1.2", "", id="万人"),
        case("5000人", "万人", "0.5", "5000人 = 0.5万人", id="人 in 万人"),
    ],
)
def test_what_is_understood_and_shown(text, unit, value, understood):
    assert read_number(text, unit) == Reading(Decimal(value), understood)


@pytest.mark.parametrize(
    ("text", "unit", "value", "doubt"),
    [
        ("1.2万", "亿元", "0.00012", "“1.2万”没有写“元”，按12000元 = 0.00012亿元算。请确认"),
        ("1.2万", "万元", "1.2", "“1.2万”没有写“元”，按12000元 = 1.2万元算。请确认"),
        ("1.2亿", "万美元", "12000", "“1.2亿”没有写“美元”，按120000000美元 = 12000万美元算。请确认"),
        ("1.2万", "万人", "1.2", "“1.2万”没有写“人”，按12000人 = 1.2万人算。请确认"),
    ],
)
def test_wan_without_its_unit_means_the_small_one_and_asks(text, unit, value, doubt):
    made = read_number(text, unit)
    assert (made.value, made.doubt.text) == (Decimal(value), doubt)


@pytest.mark.parametrize(
    ("text", "unit", "start"),
    [
        case("四条", "条", "“四条”不是数字。本格没有保存，完成率暂不计算。请填阿拉伯数字，例如 4", id="screens: 四条"),
        case("无", "家", "“无”不是数字。没有变化请留空，是零请填0，不用报请填“不适用”", id="none"),
        case("—", "家", "“—”不是数字。没有变化请留空", id="a dash"),
        case("/", "家", "“/”不是数字。没有变化请留空", id="a stroke"),
        case("6.1%", "家", "“6.1%”带着百分号，但单位是家。请按家填数字", id="percent of firms"),
        case("6.1%", "", "“6.1%”带着百分号，但单位是空。请按计数填数字", id="percent of nothing"),
        case("5万美元", "亿元", "“5万美元”的单位是万美元，换算不成亿元。请按亿元填数字", id="another currency"),
        case("5元", "", "“5元”的单位是元，换算不成没有单位的数。请按计数填数字", id="money where none is asked"),
        case("5千万美元", "亿元", "“5千万美元”的单位换算不成亿元。请按亿元填数字", id="scaled and another currency"),
        case("1.2万", "%", "“1.2万”不像一个百分比", id="万 of percent"),
        case("1亿2", "元", "“1亿2”读不准", id="1亿2 may be 1.2亿"),
        case("1万2", "家", "“1万2”读不准", id="1万2 may be 1.2万"),
        case("1万200", "家", "“1万200”读不准", id="1万200 wants a zero"),
        case("1亿2千", "元", "“1亿2千”读不准", id="1亿2千 may be 1.2亿"),
        case("12家", "亿元", "“12家”不是数字", id="firms in money"),
        case("12家", "万户", "“12家”不是数字", id="a counter in 万"),
        case("--5", "家", "“--5”不是数字", id="two signs"),
        case("负-5", "家", "“负-5”不是数字", id="two signs in words"),
        case("1,23", "家", "“1,23”不是数字", id="a stray comma"),
        case("1.2.3", "家", "“1.2.3”不是数字", id="two points"),
        case("2960 3000", "家", "“2960 3000”像是两个数，读不准", id="two figures"),
        case("2960\n3000", "家", "“2960\n3000”像是两个数，读不准", id="two figures in two lines"),
        case("1 2345", "家", "“1 2345”像是两个数，读不准", id="no group of three"),
        case("3 .5", "家", "“3 .5”像是两个数，读不准", id="a space before the point"),
        case("5-6", "家", "“5-6”不是数字", id="a range"),
        case("2020-09", "家", "“2020-09”不是数字", id="a date"),
        case("1/2", "家", "“1/2”不是数字", id="a fraction"),
        case("1e5", "家", "“1e5”不是数字", id="an exponent"),
        case("NaN", "家", "“NaN”不是数字", id="NaN"),
        case("=1+1", "家", "“=1+1”不是数字", id="a formula"),
        case("9" * 21, "家", "“" + "9" * 21 + "…”太长，不像一个数字。请只填数字", id="21 digits"),
        case("字" * 41, "家", "“" + "字" * 40 + "…”太长", id="a sentence"),
        case("9" * 15 + "亿" + "9" * 6 + "万", "元", "“999999999999999亿999999万…”太长", id="digits beyond exactness"),
    ],
)
def test_what_is_not_a_number_says_what_to_do(text, unit, start):
    made = read_number(text, unit)
    assert made.value is None
    assert made.problem.text.startswith(start)


def test_a_problem_is_told_in_its_parts():
    said = read_number("四条", "条").problem
    assert (said.key, said.what, said.means, said.todo) == (
        "no-number", "“四条”不是数字", "本格没有保存，完成率暂不计算", "请填阿拉伯数字，例如 4",
    )  # fmt: skip


def below_one(value, doubt):
    return Reading(Decimal(value), doubt=Said("share-below-one", doubt))


@pytest.mark.parametrize(
    ("value", "unit", "percent_format", "reading"),
    [
        case(12, "家", False, Reading(Decimal(12)), id="whole"),
        case(0, "家", False, Reading(Decimal(0)), id="zero"),
        case(0.1 + 0.2, "亿元", False, Reading(Decimal("0.3")), id="fifteen digits"),
        case(4.85, "亿元", False, Reading(Decimal("4.85")), id="as typed"),
        case(0.061, "%", True, Reading(Decimal("6.1"), "百分比格式，读作6.1%"), id="percentage format"),
        case(1, "%", True, Reading(Decimal(100), "百分比格式，读作100%"), id="100% of format"),
        case(0.29, "%", True, Reading(Decimal(29), "百分比格式，读作29%"), id="from its decimal text"),
        case(0.95, "%", False, below_one("0.95", "0.95%小于1，可能是把95%填成了小数"), id="below 1: a doubt"),
        case(-0.5, "%", False, below_one("-0.5", "−0.5%小于1，可能是把−50%填成了小数"), id="and below 0"),
        case(0, "%", False, Reading(Decimal(0)), id="zero is no doubt"),
        case(1, "%", False, Reading(Decimal(1)), id="one is no doubt"),
        case(0.95, "家", False, Reading(Decimal("0.95")), id="nor in another unit"),
        case("6.1%", "%", False, Reading(Decimal("6.1")), id="text is read as text"),
    ],
)
def test_a_workbook_cell(value, unit, percent_format, reading):
    assert read_cell_number(value, unit, percent_format=percent_format) == reading


@pytest.mark.parametrize(
    ("value", "percent_format", "problem"),
    [
        (True, False, "“True”不是数字。请填阿拉伯数字，例如 4"),
        (date(2020, 9, 30), False, "“2020-09-30”不是数字。请填阿拉伯数字，例如 4"),
        (float("inf"), False, "这一格的数字太大或不是有限的数，读不出来。请重新填写"),
        (float("nan"), False, "这一格的数字太大或不是有限的数，读不出来。请重新填写"),
        (1e300, False, "这一格的数字太大或不是有限的数，读不出来。请重新填写"),
        (0.5, True, "这一格设成了百分比格式，但单位是家。请改回常规格式再填数字"),
    ],
)
def test_a_workbook_cell_that_is_no_number(value, percent_format, problem):
    made = read_cell_number(value, "家", percent_format=percent_format)
    assert (made.value, made.problem.text, made.doubt) == (None, problem, None)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2020, 9, 30), date(2020, 9, 30)),
        (datetime.fromisoformat("2020-09-30 08:30"), date(2020, 9, 30)),
        (44104, date(2020, 9, 30)),
        (44104.5, date(2020, 9, 30)),
        ("2020-09-30", date(2020, 9, 30)),
        ("2020.9.30", date(2020, 9, 30)),
        ("2020/9/30", date(2020, 9, 30)),
        ("2020-9-3", date(2020, 9, 3)),
        ("２０２０年９月３０日", date(2020, 9, 30)),
        (" 2020年9月30日 ", date(2020, 9, 30)),
        ("2020-02-30", None),
        ("0000-01-01", None),
        ("9月30日", None),
        ("三季度", None),
        (12, None),
        (True, None),
        (float("nan"), None),
    ],
)
def test_dates(value, day):
    assert read_date(value) == day


def test_cleaning_leaves_one_kind_of_sign_and_no_space():
    assert clean("　１ ２\u200b－３％\ufeff\n") == "12-3%"


@given(FIGURES, st.sampled_from(UNITS))
def test_a_number_printed_plainly_reads_back_equal(value, unit):
    assert read_number(plain(value), unit) == Reading(value)
    assert read_number(f"{value:,f}", unit).value == value


@given(st.decimals(-(10**14), 10**14, places=1, allow_nan=False), st.sampled_from(["家", "亿元", "亩"]))
def test_a_number_with_its_unit_reads_back_equal(value, unit):
    assert read_number(plain(value) + unit, unit).value == value


@given(
    FIGURES,
    st.sampled_from(
        [("万元", "亿元"), ("亿元", "元"), ("公顷", "亩"), ("亩", "平方公里"), ("米", "公里"), ("人", "万人")]
    ),
)
def test_a_number_in_another_unit_is_converted_and_shown(value, units):
    source, unit = units
    made = read_number(plain(value) + source, unit)
    assert made.value == rounded(convert(value, source, unit), 8)
    assert plain(made.value).replace("-", "−") + unit in made.understood


@given(st.text(max_size=60), st.sampled_from(UNITS))
def test_any_text_is_a_number_or_a_problem(text, unit):
    made = read_number(text, unit)
    assert (made.value is None) == bool(made.problem)
    assert made.value is None or plain(made.value)


@given(st.text("0123456789.,+-−负约近超万亿千百十元美家%以上余 ", max_size=14), st.sampled_from(UNITS))
def test_anything_like_a_number_is_a_number_or_a_problem(text, unit):
    made = read_number(text, unit)
    assert (made.value is None) == bool(made.problem)
    if made.value is not None:
        assert any(c.isdigit() for c in clean(text))


@given(st.one_of(st.floats(), st.integers(), st.booleans(), st.text(max_size=9), st.dates(), st.none()), st.booleans())
def test_any_cell_is_a_number_or_a_problem(value, percent_format):
    made = read_cell_number(value, "%", percent_format=percent_format)
    assert (made.value is None) == bool(made.problem)
    day = read_date(value)
    assert day is None or isinstance(day, date)


@given(st.floats(-1e15, 1e15))
def test_a_float_is_the_fifteen_digits_that_excel_shows(value):
    assert decimal_of(value) == Decimal(format(value, ".15g")) or abs(value) < 1e-20
