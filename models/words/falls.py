"""Falls in a plan's words: by how much (压减10亿元), or to what (压减到10亿元); names of stocks and of rates.

A fall of a stock by an amount adds up through the year, that of a rate or a concentration does not; what a number is
come to is a level of what stands before the verb.
"""

import re

from models.plan.entities import COMMITMENTS, Kind
from models.words.comparators import BEFORE, either
from models.words.turns import FALLS, RISES, TAKEN_OFF

COMMITTED = "|".join((*COMMITMENTS, "争取"))
KEEPING = "保持在|稳定在"
# words between a name and its number that bind it to nothing
SAID = (
    f"{COMMITTED}|{KEEPING}|保持|同比|增长|增幅|增速|提高|上升|提升|{FALLS}|新增|"
    "完成|实现|达到|达|全年|年度|年均|累计|预期|目标|共|在|到|为|:|,|;"
)
# what is done so that a number comes to be: 高标准农田 | 改造提升0.5万亩
DONE = "新建|改建|扩建|改扩建|建成|建设|改造|修建|培育|引进|招引|创建|打造|开展|举办|组织|投放|安装|铺设|种植|整治"
_ALL_BEFORE = either(BEFORE)
FALL = re.compile(f"(?:{FALLS})(?!到|至|为)|降幅")
_TO = "(?:到|至|为)"
_FALLS_TO = re.compile(f"(?:{FALLS}|{TAKEN_OFF}|降|减){_TO}")
# a verb with 到 says how the number is come to, and is no part of the name
_TURNED_TO = re.compile(
    f"(?:逐步|进一步|稳步|大幅)?(?:{FALLS}|{TAKEN_OFF}|{RISES}){_TO}(?:{_ALL_BEFORE}|{COMMITTED}|在|:|,)*$"
)
# a fall by an amount, and what is taken off a stock, add up through the year whatever the stock's own figure does
_FALLS_BY = re.compile(
    rf"^(?>{SAID})*(?:{FALLS}|{TAKEN_OFF})(?!{_TO}|率|[^,;]*率)|"
    rf"(?:{FALLS}|{TAKEN_OFF})(?:额|量|数|数额|金额|规模|总额)?(?:{SAID}|{_ALL_BEFORE})*+$"
)
LEVEL = re.compile(
    "指数|浓度|满意度|亩产|单产|[人亩户地]均|平均|均价|排名|劳动生产率|每[百千万]|"
    "稳定在|保持在?|保有|存量|存栏|余额|总量|里程|常住人口|发展到"
)
_INTENSE = re.compile(
    "指数|浓度|[人亩户地]均|平均|均价|每[百千万]|率|强度|时间|时限|用时|周期|/"
)  # what no amounts add up to
# names of rates, to which a unit of money cannot belong; 劳动生产率 and 产出率 are measured in it
_RATE = re.compile(
    "(?<!生产)(?<!产出)率(?!先)|占比|比重|比例|增速|增幅|涨幅|降幅|提速|(?:增长|下降|降低)(?![额量数点极])"
)
LOWER = re.compile("失业率|死亡率|发生率|发案率|事故|浓度|PM2|涨幅|消费价格|CPI|投诉率|负债率")


def says_rate(name: str) -> bool:
    """Whether a name is that of a rate or a share, whatever unit stands over the table: 参保率, 占比, 增加值增长."""
    return _RATE.search(name) is not None


def falls_to(head: str, name: str) -> bool:
    """Whether a number is what something falls to, by the words before it or those that end the name."""
    return _FALLS_TO.search(head) is not None or (_TURNED_TO.search(name) and _FALLS_TO.search(name)) is not None


def falls_by(head: str, name: str) -> bool:
    """Whether a number is by how much something falls, by the words before it, else by the target's name.

    A time or an average of what is taken off is a level: 处置平均用时3天.
    """
    if _INTENSE.search(name) and not re.search(f"{FALLS}|降|减", head + name):
        return False
    return any(_FALLS_BY.search(words) for words in (head, name) if words)


def kind_of_fall(name: str, head: str, unit: str) -> tuple[Kind, str]:
    """The kind of a fall by an amount, and a doubt where its name is that of a figure of another sort."""
    words = name + head
    if _INTENSE.search(words + unit):
        return Kind.REDUCTION, "按降了多少读，不是降到多少"
    says_so = re.search(TAKEN_OFF, name) and not re.search(FALLS, words)
    if not says_so and (LEVEL.search(words) or LOWER.search(words)):
        return Kind.CUMULATIVE, "按全年减少的数额读（累计），不是减少以后的数"
    return Kind.CUMULATIVE, ""


def without_turn(words: str) -> str:
    """The words before a number without the verb that says how it is come to: 债务余额下降到 is 债务余额."""
    return _TURNED_TO.sub("", words)
