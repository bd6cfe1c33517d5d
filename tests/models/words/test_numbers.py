"""What people type, understood and shown (rules.md §7)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.quantity import convert, plain, rounded
from models.plan.said import Said
from models.words.changes import AskedChange
from models.words.numbers import Reading, clean, decimal_of, read_cell_number, read_date, read_number
from tests.models.build import case

UNITS = ["", "%", "家", "元", "万元", "亿元", "万美元", "亩", "公顷", "公里", "万人", "个百分点"]
GROWTH, FALL = AskedChange.GROWTH, AskedChange.REDUCTION
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
        case("1千1百", "家", "1100", "“1千1百”读作1100家", id="1千1百"),
        case("1百20家", "家", "120", "“1百20家”读作120家", id="1百20"),
        case("3千5百20", "家", "3520", "“3千5百20”读作3520家", id="3千5百20"),
        case("1千零5", "家", "1005", "“1千零5”读作1005家", id="1千零5"),
        case("5百", "家", "500", "“5百”读作500家", id="5百"),
        case("5百多家", "家", "500", "“5百多家”读作500家", id="多 behind 百"),
        case("1.2千", "家", "1200", "“1.2千”读作1200家", id="1.2千"),
        case("3万5千", "家", "35000", "“3万5千”读作35000家", id="3万5千"),
        case("1万零500", "家", "10500", "“1万零500”读作10500家", id="1万零500"),
        case("2亿3千5百万元", "亿元", "2.35", "“2亿3千5百万元”读作235000000元 = 2.35亿元", id="2亿3千5百万元"),
        case("1百20万元", "万元", "120", "“1百20万元”读作120万元", id="1百20万"),
        case("1.2万平方米", "万平方米", "1.2", "", id="a unit with 万 of its own"),
        case("1.2万人", "万人", "1.2", "", id="万人"),
        case("5000人", "万人", "0.5", "5000人 = 0.5万人", id="人 in 万人"),
        case("=165+158", "家", "323", "“=165+158”算作323家", id="a sum"),
        case("＝１６５＋１５８", "家", "323", "“＝１６５＋１５８”算作323家", id="a full-width sum"),
        case("=2×(3+4)÷7-0.1", "家", "1.9", "“=2×(3+4)÷7-0.1”算作1.9家", id="all four signs"),
        case("=10/3", "家", "3.33333333", "“=10/3”算作3.33333333家（除不尽，四舍五入）", id="a sum that does not end"),
        case("6。1", "%", "6.1", "“6。1”读作6.1%", id="a Chinese full stop"),
        case(".5", "家", "0.5", "“.5”读作0.5家", id="nothing before the point"),
        case("-.5", "家", "-0.5", "“-.5”读作−0.5家", id="nor behind the sign"),
        case("1.23E+05", "元", "123000", "“1.23E+05”读作123000元", id="an exponent"),
        case("1e5", "家", "100000", "“1e5”读作100000家", id="a small exponent"),
        case("1.2E-02", "家", "0.012", "“1.2E-02”读作0.012家", id="an exponent below 0"),
        case("¥12", "元", "12", "“¥12”读作12元", id="a sign of money"),
        case("￥1.2万", "万元", "1.2", "“￥1.2万”读作1.2万元", id="money in 万"),
        case("二十", "家", "20", "“二十”读作20家", id="二十"),
        case("一百零五家", "家", "105", "“一百零五家”读作105家", id="一百零五"),
        case("两千万元", "万元", "2000", "“两千万元”读作2000万元", id="两千万"),
        case("十二点五", "%", "12.5", "“十二点五”读作12.5%", id="十二点五"),
        case("百分之五", "%", "5", "“百分之五”读作5%", id="百分之五"),
        case("百分之0.5", "%", "0.5", "“百分之0.5”读作0.5%", id="百分之 says that it is a percentage"),
        case("1200余万元", "万元", "1200", "“1200余万元”读作1200万元", id="余 before the unit"),
        case("30多家", "家", "30", "“30多家”读作30家", id="多 before the unit"),
        case("3万余户", "户", "30000", "“3万余户”读作30000户", id="余 behind 万"),
        case("1.2个亿", "元", "120000000", "“1.2个亿”读作120000000元", id="个 before 亿"),
        case("不少于12", "家", "12", "“不少于12”读作12家", id="no fewer"),
        case("12亿斤", "亿斤", "12", "", id="its own unit with 亿"),
        case("50m²", "m2", "50", "", id="a raised 2 of a unit"),
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
        case("3千5", "家", "“3千5”读不准", id="3千5 may be 3500"),
        case("1百2", "家", "“1百2”", id="1百2 may be 120"),
        case("3百六十", "家", "“3百六十”", id="spelled in two ways"),
        case("2-3千家", "家", "“2-3千家”", id="a range"),
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
        case("1e99", "家", "“1e99”不是数字", id="an exponent beyond measure"),
        case("5²", "家", "“5²”不是数字", id="a raised digit"),
        case("九", "家", "“九”不是数字", id="one digit in words"),
        case("30.", "家", "“30.”不是数字", id="nothing behind the point"),
        case("①", "家", "“①”不是数字", id="a digit in a circle"),
        case("①12", "家", "“①12”不是数字", id="a digit in a circle before a number"),
        case("½", "家", "“½”不是数字", id="a fraction in one character"),
        case("Ⅲ", "家", "“Ⅲ”不是数字", id="a Roman numeral"),
        case("#DIV/0!", "家", "“#DIV/0!”是Excel的错误值，不是数字", id="an error value"),
        case("#N/A", "%", "“#N/A”是Excel的错误值，不是数字", id="another error value"),
        case("2020-09-25", "家", "“2020-09-25”不是数字", id="a whole date"),
        case("9月25日", "家", "“9月25日”不是数字", id="a day"),
        case("12:30", "家", "“12:30”不是数字", id="a time"),
        case("2020年", "家", "“2020年”不是数字", id="a year"),
        case("上百", "家", "“上百”不是数字", id="上百"),
        case("近百", "家", "“近百”不是数字", id="近百"),
        case("十几", "家", "“十几”不是数字", id="十几"),
        case("数十家", "家", "“数十家”不是数字", id="数十"),
        case("三四十", "家", "“三四十”不是数字", id="三四十"),
        case("一百二", "家", "“一百二”不是数字", id="一百二 is said for 120"),
        case("二分之一", "%", "“二分之一”不是数字", id="a half in words"),
        case("两位数", "%", "“两位数”不是数字", id="two digits"),
        case("翻一番", "%", "“翻一番”不是数字", id="doubled"),
        case("第3", "家", "“第3”不是数字", id="an ordinal"),
        case("50%—60%", "%", "“50%—60%”不是数字", id="a range of percentages"),
        case("12,34.5", "家", "“12,34.5”不是数字", id="wrong groups"),
        case("¥12", "家", "“¥12”带着“¥”，单位是家", id="money of firms"),
        case("¥12", "万美元", "“¥12”带着“¥”，单位是万美元", id="yuan of dollars"),
        case("增长12", "家", "“增长12”说的是增减，这一项要填的不是增减", id="a rise of an amount"),
        case("NaN", "家", "“NaN”不是数字", id="NaN"),
        case("=SUM(A1:A3)", "家", "“=SUM(A1:A3)”是公式，没有算出的数。请直接填数字", id="a formula"),
        case("=1/0", "家", "“=1/0”是公式，没有算出的数", id="divided by 0"),
        case("=1,200+3", "家", "“=1,200+3”是公式，没有算出的数", id="a comma in a sum"),
        case("=165+", "家", "“=165+”是公式，没有算出的数", id="half a sum"),
        case("9" * 21, "家", "“" + "9" * 21 + "…”太长，不像一个数字。请只填数字", id="21 digits"),
        case("字" * 41, "家", "“" + "字" * 40 + "…”太长", id="a sentence"),
        case("9" * 15 + "亿" + "9" * 6 + "万", "元", "“999999999999999亿999999万…”太长", id="digits beyond exactness"),
    ],
)
def test_what_is_not_a_number_says_what_to_do(text, unit, start):
    made = read_number(text, unit)
    assert made.value is None
    assert made.problem.text.startswith(start)


@pytest.mark.parametrize(
    ("text", "change", "value", "doubt"),
    [
        case("增长8.4%", GROWTH, "8.4", ""),
        case("同比增长8.4个百分点", GROWTH, "8.4", "百分点说的是增速本身的升降"),
        case("下降5.6%", GROWTH, "-5.6", ""),
        case("同比+3", GROWTH, "3", ""),
        case("同比-3", GROWTH, "-3", ""),
        case("负增长3%", GROWTH, "-3", ""),
        case("增长-3.2%", GROWTH, "-3.2", ""),
        case("比上年同期增长百分之五", GROWTH, "5", ""),
        case("与去年同期持平", GROWTH, "0", ""),
        case("零增长", GROWTH, "0", ""),
        case("下降5.6%", FALL, "5.6", ""),
        case("同比-3", FALL, "3", ""),
        case("上升3", FALL, "-3", "不是下降，是上升"),
        case("同比+3", FALL, "-3", "不是下降，是上升"),
        case("增长8.4%", AskedChange.UNKNOWN, "8.4", "请确认这一项填的是增减"),
    ],
)
def test_words_of_a_rise_or_a_fall_have_the_sign_of_the_kind(text, change, value, doubt):
    made = read_number(text, "%", change=change)
    assert made.value == Decimal(value)
    assert text in made.understood
    assert doubt in (made.doubt.text if made.doubt else "")
    assert bool(made.doubt) == bool(doubt)


@pytest.mark.parametrize(
    ("text", "change"), [("下降-5.6", GROWTH), ("增长3亿元", GROWTH), ("增长8.4%", AskedChange.BARRED)]
)
def test_a_change_that_may_mean_either_or_is_not_asked_for_is_refused(text, change):
    made = read_number(text, "%", change=change)
    assert (made.value, made.problem is None) == (None, False)


@pytest.mark.parametrize(
    "text", ["12(预计)", "12（预计）", "12家（预计数）", "预计12家", "预计数：12", "（预计）12", "12预计"]
)
def test_a_nature_beside_the_figure_is_told_apart(text):
    made = read_number(text, "家")
    assert (made.value, made.nature, text in made.understood) == (12, "预计", True)


@pytest.mark.parametrize(
    ("text", "unit", "aim", "doubted"),
    [
        case("0.061", "%", None, True),
        case("-0.021", "%", "7", True),
        case("0.061%", "%", "7", False, id="marked as a percentage"),
        case("百分之0.5", "%", "7", False, id="and in words"),
        case("0.5", "%", "0.8", False, id="the target is below 1"),
        case("0.5", "‰", "3", True, id="per thousand"),
        case("0.5‰", "‰", "3", False, id="per thousand, marked"),
        case("0", "%", "7", False, id="zero"),
        case("1", "%", "7", False, id="one"),
        case("0.5", "家", "7", False, id="an amount"),
    ],
)
def test_a_share_below_one_is_a_doubt_in_a_text_as_in_a_number(text, unit, aim, doubted):
    aim = aim and Decimal(aim)
    assert (read_number(text, unit, aim=aim).doubt is not None) is doubted
    if text.strip("-.0123456789") == "":
        cell = read_cell_number(float(text), unit, percent_format=False, aim=aim)
        assert cell == read_number(text, unit, aim=aim)


def test_money_without_its_unit_asks():
    made = read_number("¥12", "万元")
    assert (made.value, made.doubt.text) == (12, "“¥12”没有写单位，按12万元算。请确认")


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
        (20200930, date(2020, 9, 30)),
        (20200931, None),
        ("44104", date(2020, 9, 30)),
        ("20200930", date(2020, 9, 30)),
        ("2020/9/30 0:00", date(2020, 9, 30)),
        ("2020年9月30日（周三）", date(2020, 9, 30)),
        ("2020年9月30号", date(2020, 9, 30)),
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
    made = read_number(plain(value), unit)
    assert replace(made, doubt=None) == Reading(value)
    assert (made.doubt is not None) == (unit in {"%", "个百分点"} and 0 < abs(value) < 1)
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
        assert any(c.isdigit() or c in "千百十" for c in clean(text))


@given(st.one_of(st.floats(), st.integers(), st.booleans(), st.text(max_size=9), st.dates(), st.none()), st.booleans())
def test_any_cell_is_a_number_or_a_problem(value, percent_format):
    made = read_cell_number(value, "%", percent_format=percent_format)
    assert (made.value is None) == bool(made.problem)
    day = read_date(value)
    assert day is None or isinstance(day, date)


@given(st.floats(-1e15, 1e15))
def test_a_float_is_the_fifteen_digits_that_excel_shows(value):
    assert decimal_of(value) == Decimal(format(value, ".15g")) or abs(value) < 1e-20


def test_an_amount_with_decimals_is_no_day():
    assert read_number("23950.08", "万元").doubt is None


@pytest.mark.parametrize(
    ("text", "unit", "value", "understood"),
    [
        ("1千", "万元", "0.1", "1000元 = 0.1万元"),
        ("1千5百左右", "万元", "0.15", "1500元 = 0.15万元"),
        ("5百", "亿元", "0.000005", "500元 = 0.000005亿元"),
        ("3千", "万人", "0.3", "3000人 = 0.3万人"),
    ],
)
def test_a_number_with_small_scales_beside_a_large_unit_is_as_doubtful_as_one_with_large_ones(
    text, unit, value, understood
):
    reading = read_number(text, unit)
    assert reading.value == Decimal(value)
    assert reading.doubt is not None
    assert reading.doubt.what.endswith(f"按{understood}算")
