"""Words of a rise or a fall typed before a figure: 增长8.4%, 下降5.6%, 同比+3, 上升3, 持平."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from models.plan.entities import Kind, Target

_RISES = "增长率?|增加|增幅|增速|涨幅|上升|上涨|提高|提升|增|升|涨"
_FALLS = "负增长|下降|降低|下跌|下滑|减少|降幅|跌幅|压减|压降|削减|缩减|缩短|回落|减|降|跌"
_THAN = "(?:与|同|比|较)?(?:上年|去年)?(?:度)?(?:同期|同比)?(?:相比)?(?:累计)?,?"
_CHANGE = re.compile(
    rf"(?:累计)?(?P<lead>{_THAN})(?:(?P<fall>{_FALLS})|(?P<rise>{_RISES}))?(?:了|为|率|:)?"
    r"(?P<rest>[-+负约近超]?[\d.,一二两三四五六七八九十百零].*)"
)
_NONE = re.compile(rf"(?:累计)?{_THAN}(?:基本)?(?:持平|[零0]增长|无增减|不增不减)")
_SIGNED = ("-", "+", "负")


class AskedChange(Enum):
    """What words of a rise or a fall mean for a figure."""

    UNKNOWN = auto()  # the target is not known: read as growth, and doubted
    BARRED = auto()  # the figure is none of change: refused with a sentence
    GROWTH = auto()  # a fall is negative
    REDUCTION = auto()  # a fall is positive


@dataclass(frozen=True, slots=True)
class Turn:
    """A figure without its words of change: `rest` has the figure, `falls` says whether the words were of a fall."""

    rest: str
    falls: bool = False


def change_of(target: Target, field: str = "value") -> AskedChange:
    """What words of change mean in a field of a target: only a rate of growth or fall takes them."""
    if field != "value":
        return AskedChange.BARRED
    if target.kind is Kind.GROWTH:
        return AskedChange.GROWTH
    if target.kind is Kind.REDUCTION and target.baseline is None:
        return AskedChange.REDUCTION
    return AskedChange.BARRED


def without_change(body: str) -> Turn | None:
    """A cleaned figure without its words of change; None where it has none, or words that contradict its sign."""
    if _NONE.fullmatch(body):
        return Turn("0")
    match = _CHANGE.fullmatch(body)
    if match is None or not (match["lead"] or match["fall"] or match["rise"]):
        return None
    rest = match["rest"]
    if not match["fall"]:
        return Turn(rest)
    if rest.startswith(_SIGNED):  # 下降-5.6 may mean either
        return None
    return Turn(rest, falls=True)
