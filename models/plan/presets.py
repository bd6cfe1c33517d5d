"""The presets of lights as one table: the name that a ledger keeps, the words printed, the bounds (rules.md §3).

How each manner judges stands in judging/presets.py; a preset that judges in one of these manners is a row here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Manner(Enum):
    """What a preset looks at."""

    GAP = auto()  # how far the figure is from what is due, in percentage points
    RATIO = auto()  # what share of what is due the figure makes


@dataclass(frozen=True, slots=True)
class Preset:
    """A preset: from `green` and from `yellow` on a target has these lights.

    The bounds of a gap are in percentage points and 0 or less, `yellow` None where the office sets it; those of a
    ratio in percent of what is due. The words may name `{pace}` and `{direct}`, the widths that the office set.
    """

    name: str
    manner: Manner
    green: int
    yellow: int | None
    sentence: str
    brief: str


BY_GAP, YINCHUAN, RATIO_95, RATIO_100 = "差值", "银川", "比率95/85", "比率100/90"


def _ratio(name: str, green: int, yellow: int) -> Preset:
    return Preset(
        name, Manner.RATIO, green, yellow,
        sentence=f"比率法：实际与应达之比不低于{green}%为绿灯，不低于{yellow}%为黄灯，再低为红灯",
        brief=f"比率法（实际÷应达：≥{green}% 绿灯，≥{yellow}% 黄灯，再低红灯）",
    )  # fmt: skip


# in the order in which they are offered; the first is the one in force until the office chooses
_TABLE = (
    Preset(
        BY_GAP, Manner.GAP, green=0, yellow=None,
        sentence=(
            "差值法：不低于序时为绿灯，低{pace}个百分点以内为黄灯，再低为红灯；"
            "增速、水平直接与目标比，低{direct}个百分点以内为黄灯，控制类水平指标超出即红灯"
        ),
        brief="差值法（≥0 达序时，−{pace}～0 略慢，低于 −{pace} 滞后；增速、水平 −{direct}～0 略慢）",
    ),
    Preset(
        YINCHUAN, Manner.GAP, green=-10, yellow=-30,  # 银川市 2025
        sentence=(
            "银川法：低于序时10个百分点以内为绿灯，低10至30个百分点为黄灯，再低为红灯；"
            "增速、水平直接与目标比，低{direct}个百分点以内为黄灯"
        ),
        brief="银川法（≥−10 绿灯，−30～−10 黄灯，再低红灯；增速、水平 −{direct}～0 黄灯）",
    ),
    _ratio(RATIO_95, 95, 85),
    _ratio(RATIO_100, 100, 90),
)  # fmt: skip
PRESET_ROWS: Mapping[str, Preset] = {preset.name: preset for preset in _TABLE}
PRESETS = tuple(PRESET_ROWS)
