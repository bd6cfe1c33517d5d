"""Numbers spelled in Chinese: 二十, 一百零五, 两千万, 十二点五, and in digits with scales: 1千1百, 2亿3千万.

Words of about a number (十几, 上百) have none, and what may mean two (一百二, 3万5) stays as it is written.
"""

import re
from decimal import Decimal

from models.plan.numerals import DIGITS, SCALES
from models.plan.quantity import plain

_VALUES = {digit: value for value, digit in enumerate(DIGITS[:9], start=1)} | {"两": 2}
_ZEROS = "零〇"
SPELLED = f"[{''.join(_VALUES)}{_ZEROS}十百千万亿]+(?:点[{''.join(_VALUES)}{_ZEROS}]+)?"
_PARTS = re.compile(r"(?:(.+)亿)?(?:([^亿]+)万)?([^亿万]*)")
_MOST = 10**4  # what a part before 万 or 亿 stays below
# 5千瓦, 3千米 and 6百分点 are units, 10百强 and 5百货 names; 3百六十 is spelled in two ways
_SCALE = rf"(?:千(?![瓦米克伏兆赫])|百(?![分强佳货姓日])|十(?![大佳强项几]))(?![{''.join(_VALUES)}]|[{_ZEROS}](?!\d))"
_MIXED = re.compile(
    rf"(?<![\d.,A-Za-z])(?P<first>\d{{1,2}}(?:\.\d+)?){_SCALE}(?:零?\d{_SCALE})*(?P<rest>零\d{{1,2}}|\d{{1,3}})?(?![\d.]|,\d)"
)
_PART = re.compile(r"(零?)(\d+(?:\.\d+)?)([千百十]?)")
_RANGE_FROM = re.compile(r"\d[-~〜—至到]$")  # 2-3千家 are 2000 to 3000
_JOINED = re.compile(
    r"(?<![\d.,])(?:(?P<yi>\d+(?:\.\d+)?)亿(?P<wan>\d{1,4}(?:\.\d+)?)(?P<scale>[十百千]?)万|(?P<whole>\d{1,4})万(?P<rest>\d{4}|零\d{1,3}))(?![\d.,十百千万亿])"
)
# two parts of a number of which nobody knows what the second counts: 3万5, 1百2
TORN_SCALES = re.compile(r"\d[十百千万亿]零?\d+(?![\d.,]*[-~〜—至到:/])")


def spelled_number(text: str) -> Decimal | None:
    """The number that Chinese numerals spell; None where they spell none, or may mean two ("一百二", "三万五")."""
    whole, point, behind = text.partition("点")
    if whole in {*_ZEROS} and not point:
        return Decimal(0)
    number = _whole(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    digits = "".join("0" if c in _ZEROS else str(_VALUES[c]) for c in behind)
    return Decimal(f"{number}.{digits}")


def scales_in_digits(body: str) -> str:
    """Cleaned words with numbers as 1千1百, 5百 and 3千5百20 in digits; 3百万 is read as it is, 1百2 may be 120."""
    if not re.search(r"\d[十百千]", body):
        return body
    return _MIXED.sub(_mixed_in_digits, body)


def joined_scales(body: str) -> str:
    """The same, and one number of what 万 and 亿 part: 2亿3千万元 is 2.3亿元, 3万5000 is 35000."""
    return _JOINED.sub(_joined_in_digits, scales_in_digits(body))


def _mixed_in_digits(match: re.Match[str]) -> str:
    """A number of falling scales in digits; as it is where it may mean two, or begins in a range."""
    parts = _PART.findall(match.group())
    alone = len(parts) == 1 and match.string[match.end() : match.end() + 1] in {"万", "亿"}
    if alone or _RANGE_FROM.search(match.string[: match.start()]):
        return match.group()
    total, below = Decimal(0), _MOST * 10
    for zero, digits, scale in parts:
        factor = SCALES.get(scale, 1)
        if factor >= below or (not scale and not zero and len(digits) != len(str(below)) - 1):
            return match.group()
        total, below = total + Decimal(digits) * factor, factor
    if "." in match["first"] and len(parts) > 1:
        return match.group()
    return plain(total)


def _joined_in_digits(match: re.Match[str]) -> str:
    if match["whole"]:
        return match["whole"] + match["rest"].removeprefix("零").zfill(4)
    wan = Decimal(match["wan"]) * SCALES.get(match["scale"], 1)
    return plain(Decimal(match["yi"]) + wan / SCALES["万"]) + "亿"


def _whole(text: str) -> int | None:
    match = _PARTS.fullmatch(text)
    if match is None or not text:
        return None
    yi, wan, rest = match.groups()
    if (yi or wan) and len(rest) == 1:  # 三万五 is said for 35000
        return None
    total = 0
    for part, scale in ((yi, SCALES["亿"]), (wan, SCALES["万"]), (rest, 1)):
        if part:
            number = _below_wan(part)
            if number is None:
                return None
            total += number * scale
    return total


def _below_wan(text: str) -> int | None:
    """A number below 10,000 whose scales fall; None for anything else."""
    total, digit, scale = 0, "", _MOST
    zero = False
    for character in text:
        if character in SCALES:
            factor = SCALES[character]
            if factor >= scale or not (digit or (character == "十" and not total)):
                return None
            total += _VALUES.get(digit, 1) * factor
            digit, scale, zero = "", factor, False
        elif digit:
            return None  # two digits side by side: 三四十, 二五
        elif character in _ZEROS:
            zero = True
        else:
            digit = character
    if digit and scale not in {_MOST, 10} and not zero:  # 一百二 is said for 120
        return None
    return total + _VALUES.get(digit, 0)
