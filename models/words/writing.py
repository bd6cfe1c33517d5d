"""The many ways of writing one number, made into one: 6。1, .5, 1.23E+05, 1.2个亿, 30余家, 二十, 百分之五, 12(预计)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from models.plan.entities import NATURES
from models.plan.numerals import SCALES
from models.plan.quantity import plain
from models.words.spelled import SPELLED, scales_in_digits, spelled_number
from models.words.units import UNIT

MOST_DIGITS = 20  # before the point, of a number with an exponent
_NATURE_WORDS = "|".join(NATURES)
_NATURE_BEHIND = re.compile(rf"\(?({_NATURE_WORDS})(?:数|值|完成)?\)?$")
_NATURE_BEFORE = re.compile(rf"^\(?({_NATURE_WORDS})(?:数|值)?\)?:?")
_IN_BRACKETS = re.compile(rf"(?<=\d)\(({UNIT})\)$")
_STOP = re.compile(r"(?<=\d)[。](?=\d)")
_NO_WHOLE = re.compile(r"(?<![\d.])\.(?=\d)")
_EXPONENT = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)[eE]([+-]?\d{1,3})(?![\d.])")
PIECES = re.compile(r"(?<=\d)个(?=[十百千]?[万亿])")  # 1.2个亿
_MORE = re.compile(rf"(?<=[\d万亿])[余多](?=(?:{UNIT})|[万亿])")  # 30余家, 3万余户
_SHARE = re.compile(r"([百千])分之(\d+(?:\.\d+)?)")
_SPELLED = re.compile(rf"(?P<before>[^\d]*?)(?P<share>[百千]分之)?(?P<number>{SPELLED})(?P<behind>[^\d]*)")
_WAN_AND_ZERO = re.compile(r"(?<=\d万)零(\d{1,3})(?![\d.])")
_SHARES = {"百": "%", "千": "‰"}


@dataclass(frozen=True, slots=True)
class FigureText:
    """A figure with its nature taken off: 12(预计) is 12, 预计."""

    body: str
    nature: str = ""


def without_nature(body: str) -> FigureText:
    """A cleaned figure without the word of its nature behind or before it."""
    match = _NATURE_BEHIND.search(body)
    if match:
        return FigureText(body[: match.start()], match[1])
    match = _NATURE_BEFORE.match(body)
    if match:
        return FigureText(body[match.end() :], match[1])
    return FigureText(body)


def in_one_way(body: str) -> str:
    """A cleaned figure in the way that is read; what is no number stays what it was."""
    body = _NO_WHOLE.sub("0.", _STOP.sub(".", body))
    body = _EXPONENT.sub(_without_exponent, body)
    body = _IN_BRACKETS.sub(r"\1", body)
    if not re.search(r"\d", body):
        body = _in_digits(body)
    body = _MORE.sub("", PIECES.sub("", _WAN_AND_ZERO.sub(_filled, scales_in_digits(body))))
    return _SHARE.sub(lambda share: share[2] + _SHARES[share[1]], body)


def _filled(rest: re.Match[str]) -> str:
    """The places that 零 stands for: 1万零500 is 1万0500."""
    return rest[1].zfill(len(str(SCALES["万"])) - 1)


def _without_exponent(match: re.Match[str]) -> str:
    """A number with its exponent written out; one that is out of all measure stays."""
    number = Decimal(match[1]).scaleb(int(match[2]))
    if number and abs(number.adjusted()) > MOST_DIGITS:
        return match.group()
    return plain(number)


def _in_digits(body: str) -> str:
    """A number in Chinese numerals in digits. One digit alone (九, 四条) may be an ordinal and stays (screens.md)."""
    match = _SPELLED.fullmatch(body)
    if match is None:
        return body
    number = spelled_number(match["number"])
    if number is None or (len(match["number"]) == 1 and not match["share"]):
        return body
    digits = plain(number)
    if "万" in match["number"] or "亿" in match["number"]:  # 两千万 is read as 2000万 is, which asks for its unit
        digits = plain(number / SCALES["万"]) + "万"
    return match["before"] + (match["share"] or "") + digits + match["behind"]
