"""Exact quantities: decimal text, units that convert into each other, rounding once.

Figures are `Decimal` where they are kept and `Fraction` where they are reckoned with
(10/12 is no decimal); `rounded` is the one place where digits are lost.
"""

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from models.plan.numerals import SCALES

MINUS = "\N{MINUS SIGN}"
DASH = "—"
MAX_EXTRA_DIGITS = 4

_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


class UnitFamily(StrEnum):
    """What units that convert into each other measure."""

    YUAN = "人民币"
    DOLLAR = "美元"
    AREA = "面积"
    LENGTH = "长度"


# unit -> (family, how many of the family's smallest unit)
_UNITS: dict[str, tuple[str, int]] = {
    "元": (UnitFamily.YUAN, 1),
    "万元": (UnitFamily.YUAN, 10**4),
    "亿元": (UnitFamily.YUAN, 10**8),
    "美元": (UnitFamily.DOLLAR, 1),
    "万美元": (UnitFamily.DOLLAR, 10**4),
    "亿美元": (UnitFamily.DOLLAR, 10**8),
    "亩": (UnitFamily.AREA, 1),
    "公顷": (UnitFamily.AREA, 15),
    "平方公里": (UnitFamily.AREA, 1500),
    "米": (UnitFamily.LENGTH, 1),
    "公里": (UnitFamily.LENGTH, 1000),
    "千米": (UnitFamily.LENGTH, 1000),
}
_MONEY = frozenset({UnitFamily.YUAN, UnitFamily.DOLLAR})
_LARGE = {word: SCALES[word] for word in ("万", "亿")}  # what a unit may begin with
PERCENT_UNITS = frozenset({"%", "％", "百分点", "个百分点"})


def exact(text: str) -> Decimal:
    """Read plain decimal text ("-12.5"); anything else raises ValueError."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"不是规范的小数：{text!r}")
    return Decimal(text)


def plain(value: Decimal) -> str:
    """Decimal text as it is kept in the file: no exponent, no trailing zeros, no "-0"."""
    if not value.is_finite():
        raise ValueError("数值不是有限小数")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        return "0"
    return text


def normal(value: Decimal) -> Decimal:
    """The same number in the one form that the file keeps."""
    return Decimal(plain(value))


@lru_cache(maxsize=20_000)
def fraction(value: Decimal) -> Fraction:
    """A decimal as it is reckoned with; the figures of a plan come again at every judgement."""
    return Fraction(value)


def rounded(value: Fraction | Decimal, digits: int) -> Decimal:
    """Round half up, away from zero (rules.md, head): 1.35 and -1.35 become 1.4 and -1.4."""
    numerator, denominator = value.as_integer_ratio()
    whole = (2 * abs(numerator) * 10**digits + denominator) // (2 * denominator)
    if numerator < 0:
        whole = -whole
    return scaled(whole, -digits)


def scaled(whole: int, exponent: int) -> Decimal:
    """A whole number times a power of ten, with just the digits that this leaves; there is no -0."""
    return Decimal((int(whole < 0), tuple(map(int, str(abs(whole)))), exponent))


def telling_digits(value: Fraction | Decimal, digits: int, *, short_of: int | None = None) -> int:
    """Decimals needed so that a shortfall does not vanish (rules.md §2, last sentence).

    A negative gap that would print as 0.0, and a completion short of `short_of` that would
    print as it, get more digits until they do not, at most four.
    """
    edge = short_of or 0
    hides = value < edge
    while hides and digits < MAX_EXTRA_DIGITS and rounded(value, digits) == edge:
        digits += 1
    return digits


def money_digits(unit: str) -> int:
    """Decimals of a computed amount: two for money, one for everything else (rules.md §6)."""
    return 2 if is_money(unit) else 1


def is_money(unit: str) -> bool:
    """Whether a unit is one of money that converts (万元, 亿美元); 元/亩 is none."""
    family, _ = _UNITS.get(unit, ("", 0))
    return family in _MONEY


def with_minus(text: str) -> str:
    """A number's text with the typographic minus sign."""
    return text.replace("-", MINUS)


def typed(value: Decimal | None) -> str:
    """A reported figure as typed, with the real minus sign; nothing prints as the dash."""
    if value is None:
        return DASH
    return with_minus(plain(value))


def fixed(value: Fraction | Decimal, digits: int) -> str:
    """Rounded once to exactly `digits` decimals: 75 prints as "75.0"."""
    return with_minus(format(rounded(value, digits), "f"))


def trimmed(value: Fraction | Decimal, digits: int) -> str:
    """Rounded once, trailing zeros dropped: the due amount 13.50 prints as "13.5"."""
    return with_minus(plain(rounded(value, digits)))


def signed(value: Fraction | Decimal, digits: int) -> str:
    """A gap or a change with its sign: "+1.4", "−0.9", "0.0"; a shortfall never prints as zero."""
    digits = telling_digits(value, digits)
    text = fixed(value, digits)
    if Fraction(value) < 0 and not text.startswith(MINUS):
        return MINUS + text
    if rounded(value, digits) > 0:
        return f"+{text}"
    return text


def is_percent(unit: str) -> bool:
    """Whether differences of this unit are percentage points."""
    return unit in PERCENT_UNITS


def sign_of(unit: str) -> str:
    """What of a unit stands right behind its number: % does; a word like 百分点 is said elsewhere."""
    if unit == "%":
        return unit
    return ""


def siblings(unit: str) -> tuple[str, ...]:
    """The other units of the same family, the likely slips of somebody who fills in a form."""
    family = _UNITS.get(unit, ("", 0))[0]
    if not family and unit[:1] in _LARGE and unit[1:]:
        return (unit[1:],)  # 万人
    found = []
    for other, (other_family, _) in _UNITS.items():
        if other_family == family and other != unit:
            found.append(other)
    return tuple(found)


def slip_of(value: Decimal, unit: str, near: Decimal) -> str:
    """The unit in which a figure comes nearest to another one of its target; empty where its own comes as near."""
    if value <= 0 or near <= 0:
        return ""

    def apart(written: str) -> Fraction:
        share = (convert(value, written, unit) or Fraction(0)) / Fraction(near)
        return max(share, 1 / share) if share else Fraction(10**30)

    found = min(siblings(unit), key=apart, default="")
    if not found or apart(found) >= apart(unit):
        return ""
    return found


def is_unit(text: str) -> bool:
    """Whether the text is a unit that can be converted."""
    return text in _UNITS


def base_unit(unit: str) -> str:
    """The unit that 万 or 亿 multiplies: 元 of 亿元, 人 of 万人; others are their own."""
    # 万 by itself is a unit, too, with nothing behind it to multiply
    if unit[:1] in _LARGE and len(unit) > 1:
        return unit[1:]
    return unit


def convert(value: Decimal, source: str, target: str) -> Fraction | None:
    """Convert exactly within a family (元/万元/亿元, 亩/公顷/平方公里, 人/万人, …); None across families."""
    family, factor = _family(source)
    other, divisor = _family(target)
    if family != other:
        return None
    return Fraction(value) * factor / divisor


def _family(unit: str) -> tuple[str, int]:
    """A unit's family and size in it; a unit of no family is one by itself, with its 万 and 亿."""
    if unit in _UNITS:
        return _UNITS[unit]
    base = base_unit(unit)
    family, size = _UNITS.get(base, (base, 1))
    if base != unit:
        size *= _LARGE[unit[0]]
    return family, size
