"""Exact quantities: one form in the file, one rounding on paper, units that convert."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.quantity import (
    base_unit,
    convert,
    exact,
    fixed,
    is_percent,
    is_unit,
    money_digits,
    normal,
    plain,
    rounded,
    siblings,
    signed,
    telling_digits,
    trimmed,
    typed,
    with_minus,
)

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6)
FRACTIONS = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=5000)
FAMILIES = [
    ("元", "万元", "亿元"),
    ("美元", "万美元", "亿美元"),
    ("亩", "公顷", "平方公里", "万亩"),
    ("米", "公里"),
    ("人", "万人", "亿人"),
]


def half_up(value, digits):
    """The reference: the decimal module's own rounding of a division to 200 digits."""
    with localcontext(Context(prec=200)):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return quotient.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("12.50", "12.5"),
        ("1E+3", "1000"),
        ("-0", "0"),
        ("0.00", "0"),
        ("100", "100"),
        ("-3.40", "-3.4"),
        ("1E-7", "0.0000001"),
    ],
)
def test_one_form_in_the_file(text, kept):
    assert plain(Decimal(text)) == kept
    assert str(normal(Decimal(text))) == str(Decimal(kept))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_never_kept(value):
    with pytest.raises(ValueError, match="不是有限小数"):
        plain(Decimal(value))


@pytest.mark.parametrize("text", ["", "1e3", " 1", "1.", ".5", "+1", "１", "NaN", "1,000"])
def test_only_plain_decimal_text_is_exact(text):
    with pytest.raises(ValueError, match="不是规范的小数"):
        exact(text)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (Fraction("1.35"), 1, "1.4"),
        (Fraction("-1.35"), 1, "−1.4"),
        (Fraction("1.34999"), 1, "1.3"),
        (Fraction("0.05"), 1, "0.1"),
        (Fraction("-0.04"), 1, "0.0"),
        (Fraction(200, 3), 2, "66.67"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "−3"),
        (Fraction(75), 1, "75.0"),
    ],
)
def test_half_up_away_from_zero(value, digits, text):
    assert fixed(value, digits) == text


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        ("13.825", "+13.8"),
        ("-0.9", "−0.9"),
        ("0", "0.0"),
        ("0.04", "0.0"),
        ("-0.04", "−0.04"),
        ("-0.004", "−0.004"),
        ("-0.0004", "−0.0004"),
        ("-0.00004", "−0.0000"),
    ],
)
def test_a_negative_gap_never_prints_as_nothing(gap, text):
    assert signed(Fraction(gap), 1) == text


@pytest.mark.parametrize(
    ("completion", "digits", "needed"),
    [
        ("99.96", 1, 2),
        ("99.996", 1, 3),
        ("99.99996", 1, 4),
        ("99.9", 1, 1),
        ("100", 1, 1),
        ("100.04", 1, 1),
        ("99.96", 2, 2),
    ],
)
def test_a_completion_short_of_100_never_prints_as_it(completion, digits, needed):
    assert telling_digits(Fraction(completion), digits, short_of=100) == needed


@pytest.mark.parametrize(
    ("value", "digits", "text"), [("13.50", 1, "13.5"), ("13.0", 1, "13"), ("0.125", 2, "0.13"), ("-1.0", 1, "−1")]
)
def test_computed_amounts_drop_trailing_zeros(value, digits, text):
    assert trimmed(Decimal(value), digits) == text


def test_reported_figures_print_as_typed():
    assert [typed(Decimal("4.58")), typed(Decimal("-1.25")), typed(None)] == ["4.58", "−1.25", "—"]


@pytest.mark.parametrize(("unit", "digits"), [("元", 2), ("亿元", 2), ("万美元", 2), ("家", 1), ("亩", 1), ("", 1)])
def test_money_has_two_digits_all_else_one(unit, digits):
    assert money_digits(unit) == digits


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        ("12000", "元", "亿元", Fraction(12, 100000)),
        ("1.5", "亿元", "万元", 15000),
        ("3", "公顷", "亩", 45),
        ("1", "平方公里", "公顷", 100),
        ("1", "亩", "公顷", Fraction(1, 15)),
        ("2.5", "公里", "米", 2500),
        ("2", "千米", "公里", 2),
        ("5", "亿美元", "万美元", 50000),
        ("5000", "人", "万人", Fraction(1, 2)),
        ("2", "万亩", "公顷", Fraction(4000, 3)),
        ("7", "家", "家", 7),
        ("1", "美元", "元", None),
        ("1", "亩", "米", None),
        ("1", "家", "个", None),
        ("1", "", "元", None),
    ],
)
def test_conversion_is_exact_within_a_family_and_none_across(value, source, target, result):
    assert convert(Decimal(value), source, target) == result


def test_units_know_their_kin():
    assert siblings("亿元") == ("元", "万元")
    assert siblings("家") == ()
    assert [is_unit(u) for u in ("亩", "家", "%")] == [True, False, False]
    assert [is_percent(u) for u in ("%", "％", "百分点", "亿元")] == [True, True, True, False]
    assert [base_unit(u) for u in ("亿元", "万人", "万", "家", "")] == ["元", "人", "万", "家", ""]


@given(FRACTIONS, st.integers(0, 4))
def test_rounding_agrees_with_the_decimal_module(value, digits):
    assert rounded(value, digits) == half_up(value, digits)


@given(st.integers(-(10**6), 10**6), st.integers(0, 4))
def test_ties_go_away_from_zero(steps, digits):
    tie = Fraction(2 * steps + 1, 2 * 10**digits)
    assert rounded(tie, digits) == half_up(tie, digits)
    assert abs(rounded(tie, digits)) > abs(tie)


@given(FRACTIONS, st.integers(1, 2))
def test_a_sign_is_printed_and_true(value, digits):
    text = signed(value, digits)
    assert text.startswith("−") == (value < 0)
    assert abs(Decimal(text.replace("−", "-")) - half_up(value, 6)) <= Decimal(5).scaleb(-digits - 1) + Decimal("1e-6")


@given(DECIMALS)
def test_plain_text_reads_back_equal_and_is_the_only_form(value):
    assert exact(plain(value)) == value
    assert plain(normal(value)) == plain(value)
    assert with_minus(plain(value)) == typed(value)


@given(DECIMALS, st.sampled_from(FAMILIES), st.data())
def test_units_convert_there_and_back(value, family, data):
    source, target = data.draw(st.sampled_from(family)), data.draw(st.sampled_from(family))
    there = convert(value, source, target)
    factor = convert(Decimal(1), target, source)
    assert there * factor == Fraction(value)
