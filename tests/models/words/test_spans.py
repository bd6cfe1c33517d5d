"""What heads of last year's figures say of year and months, in every way they are written."""

import pytest

from models.words.spans import SpanWords, read_span
from tests.models.build import case

S = SpanWords
MARCH, TO_MARCH = S(first=3, last=3), S(first=1, last=3)


@pytest.mark.parametrize("word", ["3月", "３月", "3月份", "三月", "03月", " 3 月 ", "3月完成数", "3月（完成）"])
def test_a_single_month(word):
    assert read_span(word) == MARCH


@pytest.mark.parametrize(
    "word",
    [
        *(
            "1-3月",
            "1—3月",
            "1–3月",
            "1～3月",
            "1~3月",
            "1至3月",
            "1到3月",
            "1月-3月",
            "1月份至3月份",
            "一至三月",
            "1-3",
        ),
        *("一季度", "第一季度", "1季度", "Q1", "q1", "1Q"),
    ],
)
def test_months_from_january(word):
    assert read_span(word) == TO_MARCH


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        case("上半年", 1, 6),
        case("下半年", 7, 12),
        case("前三季度", 1, 9),
        case("前3季度", 1, 9),
        case("一至三季度", 1, 9),
        case("1-3季度", 1, 9),
        case("Q1-Q3", 1, 9),
        case("一季度至三季度", 1, 9),
        case("前两季度", 1, 6),
        case("三季度", 7, 9),
        case("至三季度", 1, 9),
        case("Q4", 10, 12),
        case("4-6月", 4, 6),
        case("十二月", 12, 12),
        case("11月", 11, 11),
    ],
)
def test_other_months(word, first, last):
    assert read_span(word) == S(first=first, last=last)


@pytest.mark.parametrize(
    ("word", "last"),
    [
        case("1-3月累计", 3),
        case("一季度累计", 3),
        case("二季度末", 6),
        case("截至3月底", 3),
        case("前9个月", 9),
        case("全年", 12),
        case("年底", 12),
        case("全年累计", 12),
        case("年累计", 12),
        case("年度累计", 12),
        case("6月末", 6),
        case("1-11月止累计完成", 11),
    ],
)
def test_totals_by_their_words(word, last):
    said = read_span(word)
    assert (said.last, said.total) == (last, True)


@pytest.mark.parametrize(
    "word",
    [
        *("2019年3月", "2019.3", "2019/3", "2019-03", "2019-3", "201903", "19年3月", "2019 年 3 月"),
        *("2019-03-01", "2019-03-31", "2019-03-01 00:00:00", "2019/3/1 0:00", "2019年3月1日", "2019.3.1", "43525"),
        *("Mar-19", "Mar 2019", "mar.2019", "19-Mar", "March 2019"),
    ],
)
def test_a_month_with_its_year_and_a_head_that_became_a_date(word):
    assert read_span(word) == S(year=2019, first=3, last=3)


@pytest.mark.parametrize("word", ["2019Q1", "2019年一季度", "Q1 2019", "2019年第一季度", "2019年1-3月", "2019.1-3月"])
def test_a_quarter_with_its_year(word):
    assert read_span(word) == S(year=2019, first=1, last=3)


@pytest.mark.parametrize(
    ("word", "last"), [case("1月3日", 3), case("2020-01-06", 6), case("2026/1/12", 12), case("2019年1月9日", 9)]
)
def test_months_that_excel_made_a_day_of_are_read_with_a_doubt(word, last):
    said = read_span(word)
    assert (said.year, said.first, said.last) == (0, 1, last)
    assert "表头成了日期" in said.doubt


@pytest.mark.parametrize(
    ("word", "said"),
    [
        case("上年数", S(last_year=True)),
        case("上年同期", S(last_year=True, same=True)),
        case("去年同期数", S(last_year=True, same=True)),
        case("同期", S(same=True)),
        case("去年1-9月", S(last_year=True, first=1, last=9)),
        case("2019年完成", S(year=2019)),
        case("今年", S(this_year=True)),
        case("2019年增速", S(year=2019, rate=True)),
        case("2020年目标", S(year=2020, aim=True)),
        case("合计", S(whole=True, total=True)),
        case("当月", S(own=True)),
        case("3月（当月）", S(first=3, last=3, own=True)),
        case("全年（万元）", S(first=1, last=12, total=True, unit="万元")),
        case("3", S(first=3, last=3, bare=True)),
    ],
)
def test_years_and_sorts(word, said):
    assert read_span(word) == said


@pytest.mark.parametrize(
    "word",
    ["", "  ", "指标", "13月", "0月", "第五季度", "12.5", "0.3", "新增规上企业", "3家", "1,200", "很多", "20190", "-3"],
)
def test_what_is_no_head_of_figures(word):
    assert read_span(word) is None


@pytest.mark.parametrize("word", ["6-3月", "3月1-9月", "2019-2020年", "2019-13-01", "3月15日"])
def test_months_that_cannot_be_are_no_amount(word):
    said = read_span(word)
    assert said is None or said.aim
