"""What a plan's words demand: "增长7%以上", "6-6.5亿元", "≥85%", "2400万美元", "9月底前投入使用".

Numbers are exact. What cannot be read with certainty stays as words, with the reason why; what
was read but may mean something else carries a doubt.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from models.plan.entities import COMMITMENTS, Direction, Kind
from models.plan.numerals import SCALES
from models.plan.quantity import is_percent, normal, plain
from models.words.comparators import AFTER, BEFORE, FLOORS, LIMITS, either
from models.words.numbers import MAX_DIGITS, clean, read_number
from models.words.periods import YEAR
from models.words.units import UNIT

_NUM = r"(?<![\d.A-Za-z])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.A-Za-z])"
_RANGE = r"(?:-|~|〜|至|到)"
_QUANTITY = re.compile(
    rf"(?P<sign>(?<![\d%A-Za-z\u4e00-\u9fff])[-+]|负)?(?P<low>{_NUM})(?:(?P<low_unit>{UNIT})?{_RANGE}(?P<high>{_NUM}))?"
    rf"(?P<unit>{UNIT})?"
)
_COMMITMENT = re.compile(f"({'|'.join(COMMITMENTS)})")
_COMMITTED = "|".join((*COMMITMENTS, "争取"))
_KEEPING = "保持在|稳定在"
# words between a name and its number that bind it to nothing
_SAID = (
    f"{_COMMITTED}|{_KEEPING}|保持|同比|增长|增幅|增速|提高|上升|提升|下降|降低|减少|新增|"
    "完成|实现|达到|达|全年|年度|年均|累计|预期|目标|共|在|到|为|:|,|;"
)
_ALL_BEFORE = either(BEFORE)
_HEAD = re.compile(rf"(?:{_SAID}|{_ALL_BEFORE})*")
_HEAD_END = re.compile(rf"(?:{_ALL_BEFORE}|达到|达|完成|实现|{_COMMITTED}|{_KEEPING}|在|到|为|:|,)+$")
_HEAD_START = re.compile(rf"^(?:{_COMMITTED}|全年|完成|实现)+")
_TAIL = re.compile(either(AFTER))
_GROWTH = re.compile("增长|增速|增幅|涨幅|提速")
_FALL = re.compile("下降|降低|减少|降幅|压减")
_LEVEL = re.compile("指数|浓度|满意度|人均|均价|排名")
_LOWER = re.compile("失业率|死亡率|发生率|发案率|事故|浓度|PM2|涨幅|消费价格|CPI|投诉率|负债率")
_STEPS = re.compile("完成|建成|开工|竣工|投用|投入使用|启用|交付|验收|投产|运营|开业|挂牌|通车|落成")
_WORDED = re.compile(rf"[一二两三四五六七八九十百千]+(?:{UNIT})|两位数|翻一?番|若干")
_VAGUE = re.compile("两位数|翻一?番|若干")
_PART = r"(?:\d{1,2}日|份|[上中下]旬)"  # of a month
_DATES = re.compile(
    rf"{YEAR}年?(?:-|~|至|到){YEAR}年|(?:{YEAR}年)?(?:\d{{1,2}}月{_PART}?|年)[底末]?(?:之?前|以前)|"
    rf"(?:{YEAR}年)?\d{{1,2}}月{_PART}?[底末]?|{YEAR}年(?:年?[底末])?|{YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}|"
    r"第?[一二三四1-4]季度"
)
_WHOLE_YEARS = re.compile(rf"{YEAR}年?.?{YEAR}年|{YEAR}年")
_MOST_QUOTED = 24  # characters
_KEPT, _NO_UNIT, _SPLIT = "没有读出数，按文字保留", "没有单位", "可拆成几行再粘贴"


@dataclass(frozen=True, slots=True)
class Goal:
    """A demand as read. `doubt` says why somebody should look at it; the words are then kept as they are."""

    value: Decimal | None = None
    value_high: Decimal | None = None
    comparator: str = "="
    unit: str = ""
    kind: Kind = Kind.QUALITATIVE
    direction: Direction = Direction.HIGHER
    commitment: str = ""
    doubt: str = ""


def read_goal(text: str, unit: str, name: str) -> Goal:
    """Read the cell of a target's value; `unit` is its column's, which may be empty, `name` the target's."""
    body, unit = _DATES.sub("", clean(text)), clean(unit)
    quantities = list(_QUANTITY.finditer(body))
    if len(quantities) > 1:
        return Goal(unit=unit, doubt=f"“{_short(text)}”里有{len(quantities)}个数，分不清哪个是目标。{_KEPT}，{_SPLIT}")
    if not quantities:
        return _worded(text, body, unit)
    found = quantities[0]
    head, tail = body[: found.start()], body[found.end() :]
    goal = _measured(found, head, tail, unit, name, text)
    if goal.value is None or goal.doubt:
        return goal
    if _HEAD.fullmatch(head) is None or not _is_after(tail):
        return replace(goal, doubt=f"“{_short(text)}”读作{_shown(goal)}")
    return goal


def split_goal(text: str, unit: str) -> tuple[str, Goal]:
    """Read a target whose words hold its number: "新增规上企业18家" is 18家 of 新增规上企业."""
    whole, unit = text.strip(), clean(unit)
    body = clean(whole)
    bare = _DATES.sub(_blanked, body)
    found = _measures(bare)
    if not found:
        return whole, Goal(unit=unit, doubt=_lacking(whole, body, unit))
    last = found[-1]
    if any(m["unit"] == last["unit"] for m in found[:-1]):
        return whole, Goal(unit=unit, doubt=f"“{_short(whole)}”里有几个数，分不清哪个是目标。{_KEPT}，{_SPLIT}")
    head, tail = bare[: last.start()], bare[last.end() :]
    goal = _measured(last, head, tail, unit, head, whole)
    if goal.value is None:
        return whole, goal
    source = whole
    if len(whole) != len(body):  # places in one are not places in the other
        source = body
    sure = _is_after(tail)
    name = _HEAD_END.sub("", source[: last.start()])
    if not sure:
        name += source[last.end() :]
    name = _HEAD_START.sub("", name).strip("，。、；：:,;. ") or whole
    if not sure or len(re.findall(_NUM, bare)) > _numbers_in(last):
        goal = replace(goal, doubt=f"从“{_short(whole)}”里读出{_shown(goal)}")
    return name, goal


def _blanked(date: re.Match[str]) -> str:
    """As many spaces as a date is long: what follows keeps its place."""
    return " " * len(date.group())


def _measures(bare: str) -> list[re.Match[str]]:
    """The quantities within words: those with a unit, or at the end."""
    return [m for m in _QUANTITY.finditer(bare) if m["unit"] or _is_end(bare[m.end() :])]


def _numbers_in(quantity: re.Match[str]) -> int:
    if quantity["high"]:
        return 2
    return 1


def _lacking(whole: str, body: str, unit: str) -> str:
    """The doubt about words without a number where there should be one."""
    if unit or _VAGUE.search(body):
        return f"“{_short(whole)}”里没有数，按文字保留"
    return ""


def due_words(text: str) -> str:
    """The words of a date within a longer text, "9月底前"; empty where there is none, or more than one."""
    written = [m.group() for m in _DATES.finditer(clean(text))]
    found = [words for words in written if not _WHOLE_YEARS.fullmatch(words)]
    if len(found) != 1:
        return ""
    return found[0]


def commitment_runs(text: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is a commitment (力争, 确保); joined they are the text."""
    return [(piece, i % 2 == 1) for i, piece in enumerate(_COMMITMENT.split(text))]


def is_step(text: str) -> bool:
    """Whether words name something that is done at one moment (投入使用, 开工)."""
    return bool(_STEPS.search(text))


def is_quantity(text: str) -> bool:
    """Whether a cell is a quantity and nothing else."""
    goal = read_goal(text, "", "")
    return goal.value is not None and (not goal.doubt or goal.doubt == _NO_UNIT)


def _shown(goal: Goal) -> str:
    ends = [plain(end) for end in (goal.value, goal.value_high) if end is not None]
    return "—".join(ends) + goal.unit


def _worded(text: str, body: str, unit: str) -> Goal:
    """Words without a usable number."""
    if body[:1] in {"#", "="}:
        return Goal(unit=unit, doubt=f"“{_short(text)}”是公式或Excel的错误值，{_KEPT}")
    if _WORDED.search(body):
        return Goal(unit=unit, doubt=f"“{_short(text)}”不是阿拉伯数字，{_KEPT}")
    if re.search(r"\d", body):
        return Goal(unit=unit, doubt=f"“{_short(text)}”{_KEPT}")
    if body and unit:
        return Goal(unit=unit, doubt=f"有单位“{unit}”，但“{_short(text)}”里没有数，按文字保留")
    return Goal(unit=unit)


def _measured(found: re.Match[str], head: str, tail: str, unit: str, name: str, text: str) -> Goal:
    """A quantity with the words around it."""
    low, high, low_unit, doubt = _ends(found, unit, text)
    if low is None:
        return Goal(unit=unit, doubt=doubt)
    comparator = _comparator(head, tail)
    if comparator is None:
        return Goal(unit=unit, doubt=f"“{_short(text)}”前后的比较词矛盾，{_KEPT}")
    kind = _kind(name + head + tail, low_unit)
    direction = Direction.HIGHER
    if comparator in LIMITS and kind is not Kind.REDUCTION:
        direction = Direction.LOWER
    elif _is_better_low(kind, comparator, name):
        direction = Direction.LOWER
        doubt = doubt or "按“越低越好”判断"
    if not low_unit:
        doubt = doubt or _NO_UNIT
    commitment = next((c for c in COMMITMENTS if c in head), "")
    return Goal(low, high, comparator, low_unit, kind, direction, commitment, doubt)


def _is_better_low(kind: Kind, comparator: str, name: str) -> bool:
    """Whether a rate or level without a word of its own is one that should be low, by the target's name."""
    return kind in {Kind.LEVEL, Kind.GROWTH} and comparator in {"=", "~"} and _LOWER.search(name) is not None


def _ends(found: re.Match[str], unit: str, text: str) -> tuple[Decimal | None, Decimal | None, str, str]:
    """The low and the high end of a quantity, its unit and a doubt; no low end where it cannot be read."""
    written = found["unit"] or ""
    own = found["low_unit"] or written
    if own and written and own != written:
        return None, None, unit, f"“{_short(text)}”两头的单位不同，{_KEPT}"
    low, low_unit, doubt = _number(_sign(found["sign"]) + found["low"], own, unit)
    unread = doubt or f"“{_short(text)}”{_KEPT}"
    if low is None:
        return None, None, unit, unread
    if not found["high"]:
        return low, None, low_unit, doubt
    high, _, _ = _number(found["high"], written, unit)
    if high is None or high < low:
        return None, None, unit, unread
    if high == low:
        return low, None, low_unit, doubt
    return low, high, low_unit, doubt


def _sign(written: str | None) -> str:
    if written in {"-", "负"}:
        return "-"
    return ""


def _number(text: str, written: str, unit: str) -> tuple[Decimal | None, str, str]:
    """A number in the unit of its column, else in its own; a doubt where somebody should look."""
    if len(re.findall(r"\d", text)) > MAX_DIGITS:
        return None, unit, f"“{_short(text)}”位数太多，{_KEPT}"
    if unit:
        return _in_column(text, written, unit)
    value = normal(Decimal(text.replace(",", "")))
    match = re.fullmatch(r"(千|百|十)(万|亿)(.+)", written)
    if match:
        value = normal(value * SCALES[match[1]])
        written = match[2] + match[3]
    if written in {"万", "亿"}:
        return normal(value * SCALES[written]), "", ""
    return value, written, ""


def _in_column(text: str, written: str, unit: str) -> tuple[Decimal | None, str, str]:
    """A number whose column has a unit; another written behind the number is converted, and shown."""
    reading = read_number(text + written, unit)
    if reading.value is None:
        return None, unit, f"写的是“{_short(text + written)}”，单位一栏是“{unit}”，对不上。{_KEPT}"
    told = ""
    if reading.doubt is not None:
        told = reading.doubt.text
    if not told and written not in {"", unit}:
        told = reading.understood
    if not told and not written and is_percent(unit) and 0 < abs(reading.value) < 1:
        told = f"{plain(reading.value)}{unit}小于1，可能是把百分数填成了小数"
    return reading.value, unit, told


def _kind(words: str, unit: str) -> Kind:
    """The kind that unit and words suggest; the clerk sees it and may choose another."""
    if is_percent(unit):
        if _FALL.search(words):
            return Kind.REDUCTION
        if _GROWTH.search(words):
            return Kind.GROWTH
        return Kind.LEVEL
    if unit == "‰" or "/" in unit or _LEVEL.search(words):
        return Kind.LEVEL
    return Kind.CUMULATIVE


def _comparator(head: str, tail: str) -> str | None:
    """The comparator that the words say; None where those before and behind contradict."""
    before, after = _before(head), _after(tail)
    if not before or not after or before == after:
        return before or after or "="
    # 不超过…以内 and 超…以上 are no stricter than their milder half says
    if {before, after} <= LIMITS:
        return "<="
    if {before, after} <= FLOORS:
        return ">="
    if after == "~":
        return before
    if before == "~":
        return after
    return None


def _before(head: str) -> str:
    """The comparator of the words before a number, the first of several; empty where none belongs to it."""
    first, sign = len(head), ""
    for bound in BEFORE:
        for match in re.finditer(re.escape(bound.word), head):
            if match.start() < first and _near(head, match.end()):
                first, sign = match.start(), bound.comparator
    return sign


def _after(tail: str) -> str:
    """The comparator of the word right behind a number."""
    match = _TAIL.match(tail)
    return next((bound.comparator for bound in AFTER if match and bound.word == match.group()), "")


def _near(head: str, end: int) -> bool:
    """Whether only words that say nothing of their own stand between a comparator and the number."""
    return re.fullmatch(rf"(?:{_SAID}|{_ALL_BEFORE})*", head[end:]) is not None


def _is_after(tail: str) -> bool:
    """Whether what stands behind a quantity is a comparator's word, or nothing."""
    match = _TAIL.match(tail)
    if match:
        return _is_end(tail[match.end() :])
    return _is_end(tail)


def _is_end(tail: str) -> bool:
    return not tail.strip("。.;,、，；()")


def _short(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _MOST_QUOTED:
        return words
    return words[: _MOST_QUOTED - 1] + "…"
