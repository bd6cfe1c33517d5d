"""The kind of a target by its words and its unit."""

import re
from decimal import Decimal

from models.plan.entities import Kind
from models.plan.quantity import is_percent
from models.words.comparators import LIMITS
from models.words.falls import FALL, LEVEL
from models.words.units import TIMES

_GROWTH = re.compile("增长|增速|增幅|涨幅|提速")
# amounts: a target in % of one is how much it grows (固定资产投资 | 10%)
_AMOUNTS = re.compile(
    r"^[^占率比]*(?:增加值|总?产值|生产总值|GDP|投资|收入|零售(?:总)?额|销售额|营业额|营收|税收|出口|进出口|交易额|成交额|利润)"
    r"(?:[(（][^()（）]*[)）])?(?:力争|确保|确保达到|达到|≥|>|不低于|左右|以上)*$"
)
_MOST_GROWTH = 50  # in %: above it is a share that is done


def kind_by_words(words: str, unit: str, comparator: str = "=", value: Decimal | None = None) -> Kind:
    """The kind that unit and words suggest; the clerk sees it and may choose another."""
    if is_percent(unit):
        if FALL.search(words):
            return Kind.REDUCTION
        if _GROWTH.search(words):
            return Kind.GROWTH
        if value is not None and value < _MOST_GROWTH and _AMOUNTS.search(words):
            return Kind.GROWTH
        return Kind.LEVEL
    if unit == "‰" or "/" in unit or LEVEL.search(words):
        return Kind.LEVEL
    if unit in TIMES and comparator in LIMITS:  # within 30分钟: nothing adds up to it
        return Kind.LEVEL
    return Kind.CUMULATIVE
