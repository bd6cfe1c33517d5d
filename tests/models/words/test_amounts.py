"""Planned amounts in words: 3月底前2家、6月底前4家, read and printed."""

from datetime import date
from decimal import Decimal

import pytest

from models.plan.entities import PlannedAmount
from models.words.amounts import amounts_text, read_amounts
from tests.models.build import case


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        case("3月底前2家、6月底前4家", "3月底2家、6月底4家", id="as rules.md writes them"),
        case("6月4；3月2", "3月底2家、6月底4家", id="by their days"),
        case("上半年完成1,200，年底2,400", "6月底1200家、12月底2400家", id="thousands"),
        case("一季度 2\n二季度 4\n前三季度 6", "3月底2家、6月底4家、9月底6家", id="quarters, a line each"),
        case("6月15日20家", "6月15日20家", id="a day and its number"),
        case("2020-06-15：2.5", "6月15日2.5家", id="a day as computers write it"),
        case("2020-3-3 12", "3月3日12家", id="a day and its amount apart"),
        case("2020-03-31 2家，2020-06-30 4家", "3月底2家、6月底4家", id="days after a comma"),
        case("３月底 ２", "3月底2家", id="full width"),
        case("2月底1", "2月底1家", id="a leap year"),
        case("", "", id="none"),
    ],
)
def test_what_is_read_is_printed_and_read_again(text, printed):
    amounts, odd = read_amounts(text, 2020, "家")
    assert (amounts_text(amounts, "家"), odd) == (printed, "")
    assert read_amounts(amounts_text(amounts), 2020, "家") == (amounts, "")


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("3月底2、看情况", "看情况"),
        ("3月底2、3月3", "3月3"),
        ("13月2", "13月2"),
        ("3月底多家", "3月底多家"),
        ("2", "2"),
        ("3月底2亩", "3月底2亩"),
        ("3月底增长2", "3月底增长2"),
    ],
)
def test_what_is_none_is_named(text, odd):
    assert read_amounts(text, 2020, "家") == ((), odd)


def test_a_rate_below_one_and_a_negative_one():
    amounts = (PlannedAmount(date(2020, 3, 31), Decimal("0.5")), PlannedAmount(date(2020, 6, 30), Decimal(-2)))
    assert read_amounts("3月底0.5、6月底-2", 2020, "%") == (amounts, "")
    assert read_amounts(amounts_text(amounts), 2020, "%") == (amounts, "")


def test_a_day_of_another_year_keeps_its_year():
    days = date(2020, 3, 31), date(2021, 3, 15), date(2021, 3, 31)
    amounts = tuple(PlannedAmount(day, Decimal(day.day)) for day in days)
    assert amounts_text(amounts, year=2020) == amounts_text(amounts) == "3月底31、2021年3月15日15、2021年3月底31"
    assert read_amounts(amounts_text(amounts, year=2020), 2020, "家") == (amounts, "")
    assert read_amounts(amounts_text(amounts[1:], year=2020), 2020, "家") == (amounts[1:], "")
