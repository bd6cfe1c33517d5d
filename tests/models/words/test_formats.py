"""What a cell's number is, when its format draws it smaller or puts a unit behind it."""

from decimal import Decimal

import pytest

from models.words.formats import is_scaling, number_text
from tests.models.build import case


@pytest.mark.parametrize(
    ("number", "shape", "text"),
    [
        case("123456", '0.00,"千元"', "123456元"),
        case("123456", '0!.0,"万元"', "123456元"),
        case("123456", '0!.0000"万元"', "123456元"),
        case("123456", '0\\.0,"万元"', "123456元"),
        case("123456789", '0.00,,"百万元"', "123456789元"),
        case("250000", '#,##0.0,"千人"', "250000人"),
        case("123456", "#,##0.00,", "123456"),
        case("123456", "0!.0,", "123456"),
        case("18", '0"家"', "18家"),
        case("1234.5", '#,##0.00"万元"', "1234.5万元"),
        case("1234.5", '#,##0.00_ "亿元"', "1234.5亿元"),
        case("1234.5", "#,##0.00_ ", "1234.5"),
        case("1234.5", "General", "1234.5"),
        case("12", '0"万元";-0"万元"', "12万元"),
        case("0.0715", "0.00%", "7.15%"),
        case("12", '[红色]0"家"', "12家"),
        case("12", '"约"0', "12"),
        case("12", "¥#,##0.00", "12"),
        case("1200000", '0.0,,"百万"', "1200000"),
        case("12", "0亩", "12亩"),
        case("7", "", "7"),
    ],
)
def test_a_number_by_its_format(number, shape, text):
    assert number_text(Decimal(number), shape) == text


def test_which_formats_draw_a_number_smaller():
    assert [is_scaling(s) for s in ("0,", "#,##0", '0.0,,"百万"', '0!.0"万"', "General")] == [
        True, False, True, True, False,
    ]  # fmt: skip
