"""The date that the words of a 完成时限 mean."""

from datetime import date

import pytest

from models.words.dates import read_day, read_due
from tests.models.build import case


@pytest.mark.parametrize(
    ("words", "day"),
    [
        case("9月", "2020-09-30"),
        case("9月底前", "2020-09-30"),
        case("2020年9月", "2020-09-30"),
        case("２月底", "2020-02-29"),
        case("9月15日前", "2020-09-15"),
        case("2020-09-30", "2020-09-30"),
        case("2020/9/30", "2020-09-30"),
        case("2020.9", "2020-09-30"),
        case("9月中旬", "2020-09-20"),
        case("年底", "2020-12-31"),
        case("2020年底前", "2020-12-31"),
        case("年内", "2020-12-31"),
        case("第三季度", "2020-09-30"),
        case("三季度末", "2020-09-30"),
        case("上半年", "2020-06-30"),
        case("6月底前完成", "2020-06-30"),
        case("9月25日", "2020-09-25"),
        case("3月31号", "2020-03-31"),
        case("3月31号前", "2020-03-31"),
        case("20200331", "2020-03-31"),
        case("2020/3/31 0:00", "2020-03-31"),
        case("2020-03-31 08:30:15", "2020-03-31"),
        case("2020-03-31T00:00:00", "2020-03-31"),
        case("6月30日（周二）", "2020-06-30"),
        case("6月30日（周二）前", "2020-06-30"),
        case("9月30日（星期三）", "2020-09-30"),
        case("9月30日 星期三", "2020-09-30"),
        case("9月30日（含）", "2020-09-30"),
        case("44074", "2020-08-31"),
        case("44074.5", "2020-08-31"),
        case("202003", "2020-03-31"),
        case("2020-9", "2020-09-30"),
        case("九月底前", "2020-09-30"),
        case("十二月三十一日", "2020-12-31"),
        case("二〇二〇年九月", "2020-09-30"),
        case("20年9月30日", "2020-09-30"),
        case("今年9月底", "2020-09-30"),
        case("9月份底前", "2020-09-30"),
        case("12月31日24时前", "2020-12-31"),
        case("9月30日下午5时", "2020-09-30"),
        case("2020Q3", "2020-09-30"),
        case("3季度末", "2020-09-30"),
        case("下半年", "2020-12-31"),
    ],
)
def test_dates(words, day):
    assert read_due(words, 2020) == (date.fromisoformat(day), "")


@pytest.mark.parametrize("words", ["", "长期", "全年", "持续推进", "每季度"])
def test_no_end_is_no_date_and_no_doubt(words):
    assert read_due(words, 2020) == (None, "")


@pytest.mark.parametrize(
    "words",
    [
        "13月",
        "2月30日",
        "春节前后",
        "看情况",
        "9",
        "2020.9.31",
        "20200231",
        "9月31号",
        "1-9月",
        "6月30日、12月31日",
        "①月",
    ],
)
def test_what_is_no_date_stays_as_words_and_says_so(words):
    day, doubt = read_due(words, 2020)
    assert day is None
    assert "没有读成日期，按文字保留" in doubt


def test_another_year_is_kept_and_said():
    assert read_due("2021年6月", 2020) == (date(2021, 6, 30), "完成时限是2021年的")


def test_a_month_and_a_day_without_their_words_ask():
    assert read_due("9.30", 2020) == (date(2020, 9, 30), "“9.30”读作9月30日")
    assert read_due("9/30前", 2020) == (date(2020, 9, 30), "“9/30前”读作9月30日")
    assert read_due("明年3月", 2020) == (date(2021, 3, 31), "完成时限是2021年的")


@pytest.mark.parametrize("words", ["", "前", "截至"])
def test_no_words_are_no_day(words):
    assert read_day(words, 2020) == (None, "")
