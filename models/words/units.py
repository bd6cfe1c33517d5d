"""Units of measure as words: which are read behind a number, which make a column of units, which only count.

What units convert into stands in models/plan/quantity.py.
"""

import re

from models.plan.quantity import is_percent, is_unit

# counters that may stand behind a reported figure whatever its target counts: "4个" for a target in 家
COUNTERS = ("家", "个", "项", "人", "名", "条", "处", "座", "次", "户", "件", "幢", "所", "台", "套")

# with those, what in a cell by itself is a unit; the others are common words, too (村, 天, 对)
_ALONE = (
    "场", "期", "篇", "亩", "吨", "米", "公里", "元", "美元", "平方米", "度", "分", "位", "辆", "本", "株",
    "人次", "户次", "家次", "场次", "批次", "工作日", "个工作日",
)  # fmt: skip

# with those, what is a unit right behind a number
_BEHIND_A_NUMBER = (
    "平方公里", "平方千米", "立方米", "吨标准煤", "微克/立方米", "毫克/升", "个百分点", "百分点",
    "班次", "台次", "辆次", "千瓦时", "兆瓦", "千瓦", "千米", "公顷", "公斤", "栋", "间", "册", "部", "艘", "张", "头",
    "羽", "只", "批", "对",
    "支", "款", "类", "宗", "例", "起", "门", "片", "块", "倍", "级", "岁", "天", "小时", "分钟", "方", "村", "社区",
    "镇", "万", "亿", "%", "‰",
    "盏", "眼", "棵", "斤", "千克", "立方", "床", "张床位", "床位", "车位", "泊位", "个泊位", "标箱", "根", "口井",
    "箱", "桶", "袋", "瓶", "盒", "枚", "窝", "尾", "堂", "课时", "学时", "车次", "架次", "座次", "件次",
    "例次", "趟", "人天", "工日", "千伏安", "兆伏安", "吉瓦", "兆瓦时", "吨标煤", "标准立方米", "标方", "延米",
    "华里", "厘米", "毫米", "幅", "樘", "丛", "穴", "元/平方米", "元/亩", "元/吨", "万元/亩", "吨/万元",
    "人/平方公里", "平米", "微克", "毫克", "分贝",
)  # fmt: skip

# those in Latin letters: behind a number no other letter is a unit (5G, 3A)
LATIN = (
    "km2", "m2", "m3", "km", "kg", "kWh", "MWh", "kW", "MW", "GW", "mg", "mg/L", "mg/m3", "μg", "μg/m3", "ug/m3", "dB",
)  # fmt: skip
TIMES = frozenset({"分钟", "小时", "个小时", "天", "日", "工作日", "个工作日"})
# what an amount may be for each of (30万元/亩, 吨标准煤/万元); for each 日, 月 or 村 it is no amount of the year
_FOR_EACH = (
    "人", "百人", "千人", "万人", "十万人", "百万人", "户", "百户", "千户", "万户", "亩", "公顷", "平方公里",
    "平方千米", "平方米", "立方米", "立方厘米", "升", "公斤", "吨", "万吨", "公里", "千米", "元", "万元", "亿元",
    "千瓦时", "台", "辆", "家", "头", "套", "张", "床", "m2", "m3", "km2", "L",
)  # fmt: skip

_LARGE = "(?:千|百|十)?(?:万|亿)?"  # 百亿元, 千万元


def longest_first(words: tuple[str, ...]) -> str:
    """A pattern of words, of which one may begin with another."""
    return "|".join(sorted(words, key=len, reverse=True))


UNIT = (
    f"{_LARGE}(?:(?:{longest_first(LATIN)})(?![A-Za-z0-9])|{longest_first(COUNTERS + _ALONE + _BEHIND_A_NUMBER)})"
    f"(?:/(?:{longest_first(_FOR_EACH)}))?"
)
# what a number that is no amount stands before: years, days, ranks, and the words that begin a comparator
NO_UNIT = re.compile("[年月日号周时点第级强型大小以之及或左上余多几为和与到至增降减升翻]|个百|万|亿")
_UNIT_ALONE = re.compile(f"{_LARGE}(?:{longest_first(COUNTERS + _ALONE)})")


def is_unit_alone(text: str) -> bool:
    """Whether a cleaned cell is a unit of measure and nothing else."""
    return is_unit(text) or is_percent(text) or text == "‰" or _UNIT_ALONE.fullmatch(text) is not None
