"""Excel's number formats: what a cell's number shows as, where its format scales it or puts a unit behind it."""

import re
from decimal import Decimal

from models.plan.quantity import normal, plain

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|!(.)|_.|\*.|\[[^\]]*\]')
_SCALING = re.compile(r"[0#?],+(?![0#?,])")
_MOVED_POINT = re.compile(r"[0#?](?:[!\\]\.|\"\.\")[0#?]")  # 0!.0000"万元": a point that divides nothing is only drawn
_UNQUOTED = re.compile("[\u3400-\u9fff]+")
_PERCENT = re.compile(r"%|‰")
_SCALE = re.compile(r"^(?:[十百千万亿]|百万|千万)+")
_MOST_OF_A_UNIT = 6


def number_text(number: Decimal, shape: str) -> str:
    """A number as its cell means it: with the unit of its format, exact; one that is drawn smaller is not scaled.

    A cell of 123456 with the format 0.00,"千元" shows 123.46千元; what is stored is 123456元.
    """
    positive = shape.split(";", maxsplit=1)[0]
    literal = "".join("".join(filter(None, found)) for found in _QUOTED.findall(positive)).strip()
    bare = _QUOTED.sub("", positive)
    if _PERCENT.search(bare):
        return plain(normal(number * 100)) + "%"
    literal += "".join(_UNQUOTED.findall(bare))
    unit = literal.replace(".", "").strip("() （）¥￥$")
    if is_scaling(shape):
        unit = _SCALE.sub("", unit)
    # a word that is no unit, and one before the number, say nothing of the amount
    if not unit or len(unit) > _MOST_OF_A_UNIT or re.search(r"\d", unit) or not _is_behind(positive):
        return plain(number)
    return plain(number) + unit


def is_scaling(shape: str) -> bool:
    """Whether a format draws a number smaller than it is: by commas behind the digits, or by a point that is drawn."""
    positive = shape.split(";", maxsplit=1)[0]
    return _SCALING.search(_QUOTED.sub("", positive)) is not None or _MOVED_POINT.search(positive) is not None


def _is_behind(shape: str) -> bool:
    """Whether the words of a format stand behind the digits."""
    return re.search(r'[0#?,.)\s_]\s*(?:"[^"]*"|[^\d#?"]+)$', shape) is not None
