"""Numbers spelled in Chinese: 二十, 一百零五, 两千万, 十二点五. Words of about a number (十几, 上百) have none."""

import re
from decimal import Decimal

from models.plan.numerals import DIGITS, SCALES

_VALUES = {digit: value for value, digit in enumerate(DIGITS[:9], start=1)} | {"两": 2}
_ZEROS = "零〇"
SPELLED = f"[{''.join(_VALUES)}{_ZEROS}十百千万亿]+(?:点[{''.join(_VALUES)}{_ZEROS}]+)?"
_PARTS = re.compile(r"(?:(.+)亿)?(?:([^亿]+)万)?([^亿万]*)")
_MOST = 10**4  # what a part before 万 or 亿 stays below


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
