"""What a plan's words demand: "增长7%以上", "6-6.5亿元", "≥85%", "2400万美元", "9月底前投入使用".

Numbers are exact. What cannot be read with certainty stays as words, with the reason why; what
was read but may mean something else carries a doubt.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from models.plan.entities import Direction, Kind
from models.plan.quantity import is_percent, normal, plain
from models.words.numbers import MAX_DIGITS, clean, read_number

_NUM = r"(?<![\d.A-Za-z])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.A-Za-z])"
_BASES = (
    "平方公里|平方千米|平方米|立方米|吨标准煤|微克/立方米|毫克/升|个百分点|百分点|人次|户次|千瓦时|兆瓦|千瓦|公里|千米|公顷|公斤|"
    "美元|元|亩|米|吨|度|家|个|项|名|人|户|条|座|处|所|件|套|台|幢|栋|间|位|次|场|期|篇|本|册|部|辆|艘|张|株|头|羽|只|"
    "批|对|支|款|类|宗|例|起|门|片|块|倍|级|岁|天|小时|分钟|分|方|村|社区|镇|万|亿|m2|m3|km2|%|‰"
)
_UNIT = rf"(?:千|百|十)?(?:万|亿)?(?:{_BASES})"
_RANGE = r"(?:-|~|〜|至|到)"
_QUANTITY = re.compile(
    rf"(?P<sign>(?<![\d%A-Za-z\u4e00-\u9fff])[-+]|负)?(?P<low>{_NUM})(?:(?P<low_unit>{_UNIT})?{_RANGE}(?P<high>{_NUM}))?"
    rf"(?P<unit>{_UNIT})?"
)
_BEFORE = (
    (">=", "≥|≧|>=|不低于|不少于|不小于|至少"), ("<=", "≤|≦|<=|控制在|不超过|不高于|不多于|不大于|不突破"),
    (">", ">|超过|突破|高于|大于|多于|超"), ("<", "<|低于|少于|小于"), ("~", "大约|约|近"),
)  # fmt: skip
_AFTER = (
    (">=", "及以上|或以上|以上"), ("<=", "及以下|或以下|以内|之内"), ("<", "以下"), ("~", "左右|上下"), (">", "余|多"),
)  # fmt: skip
_COMMITMENTS = ("力争", "确保")
_COMMITMENT = re.compile(f"({'|'.join(_COMMITMENTS)})")
_SAID = (
    "力争|确保|争取|保持在|稳定在|保持|同比|增长|增幅|增速|提高|上升|提升|下降|降低|减少|新增|"
    "完成|实现|达到|达|全年|年度|年均|累计|预期|目标|共|在|到|为|:|,|;"
)
_ALL_BEFORE = "|".join(words for _, words in _BEFORE)
_HEAD = re.compile(rf"(?:{_SAID}|{_ALL_BEFORE})*")
_HEAD_END = re.compile(rf"(?:{_ALL_BEFORE}|达到|达|完成|实现|力争|确保|争取|保持在|稳定在|在|到|为|:|,)+$")
_HEAD_START = re.compile(r"^(?:力争|确保|争取|全年|完成|实现)+")
_TAIL = re.compile("|".join(f"(?P<c{i}>{words})" for i, (_, words) in enumerate(_AFTER)))
_GROWTH = re.compile("增长|增速|增幅|涨幅|提速")
_FALL = re.compile("下降|降低|减少|降幅|压减")
_LEVEL = re.compile("指数|浓度|满意度|人均|均价|排名")
_LOWER = re.compile("失业率|死亡率|发生率|发案率|事故|浓度|PM2|涨幅|消费价格|CPI|投诉率|负债率")
_STEPS = re.compile("完成|建成|开工|竣工|投用|投入使用|启用|交付|验收|投产|运营|开业|挂牌|通车|落成")
_WORDED = re.compile(rf"[一二两三四五六七八九十百千]+(?:{_UNIT})|两位数|翻一?番|若干")
_VAGUE = re.compile("两位数|翻一?番|若干")
_DATES = re.compile(
    r"20\d\d年?(?:-|~|至|到)20\d\d年|(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|份|[上中下]旬)?|年)[底末]?(?:之?前|以前)|"
    r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|份|[上中下]旬)?[底末]?|20\d\d年(?:年?[底末])?|20\d\d[-./]\d{1,2}[-./]\d{1,2}|"
    r"第?[一二三四1-4]季度"
)
_KEPT, _NO_UNIT = "没有读出数，按文字保留", "没有单位"


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
        return Goal(
            unit=unit, doubt=f"“{_short(text)}”里有{len(quantities)}个数，分不清哪个是目标。{_KEPT}，可拆成几行再粘贴"
        )
    if not quantities:
        return _worded(text, body, unit)
    found = quantities[0]
    head, tail = body[: found.start()], body[found.end() :]
    goal = _measured(found, head, tail, unit, name, text)
    if goal.value is not None and not goal.doubt and (_HEAD.fullmatch(head) is None or not _is_after(tail)):
        return replace(goal, doubt=f"“{_short(text)}”读作{_shown(goal)}")
    return goal


def split_goal(text: str, unit: str) -> tuple[str, Goal]:
    """Read a target whose words hold its number: "新增规上企业18家" is 18家 of 新增规上企业."""
    whole, unit = text.strip(), clean(unit)
    body = clean(whole)
    bare = _DATES.sub(lambda m: " " * len(m.group()), body)
    found = [m for m in _QUANTITY.finditer(bare) if m["unit"] or _is_end(bare[m.end() :])]
    if not found:
        lacking = _VAGUE.search(body) or unit
        return whole, Goal(unit=unit, doubt=f"“{_short(whole)}”里没有数，按文字保留" if lacking else "")
    last = found[-1]
    if any(m["unit"] == last["unit"] for m in found[:-1]):
        return whole, Goal(unit=unit, doubt=f"“{_short(whole)}”里有几个数，分不清哪个是目标。{_KEPT}，可拆成几行再粘贴")
    head, tail = bare[: last.start()], bare[last.end() :]
    goal = _measured(last, head, tail, unit, head, whole)
    if goal.value is None:
        return whole, goal
    source = whole if len(whole) == len(body) else body
    name = _HEAD_END.sub("", source[: last.start()])
    sure = _is_after(tail)
    if not sure:
        name += source[last.end() :]
    name = _HEAD_START.sub("", name).strip("，。、；：:,;. ") or whole
    if not sure or len(re.findall(_NUM, bare)) > (2 if last["high"] else 1):
        goal = replace(goal, doubt=f"从“{_short(whole)}”里读出{_shown(goal)}")
    return name, goal


def due_words(text: str) -> str:
    """The words of a date within a longer text, "9月底前"; empty where there is none, or more than one."""
    found = [
        m.group() for m in _DATES.finditer(clean(text)) if not re.fullmatch(r"20\d\d年?.?20\d\d年|20\d\d年", m.group())
    ]
    return found[0] if len(found) == 1 else ""


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
    low, high = goal.value, goal.value_high
    return ("" if low is None else plain(low)) + ("" if high is None else "—" + plain(high)) + goal.unit


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
    written = found["unit"] or ""
    sign = "-" if found["sign"] in {"-", "负"} else ""
    own = found["low_unit"] or written
    if own and written and own != written:
        return Goal(unit=unit, doubt=f"“{_short(text)}”两头的单位不同，{_KEPT}")
    low, low_unit, doubt = _number(sign + found["low"], own, unit)
    high, _, _ = _number(found["high"], written, unit) if found["high"] else (None, "", "")
    if low is None or (found["high"] and (high is None or high < low)):
        return Goal(unit=unit, doubt=doubt or f"“{_short(text)}”{_KEPT}")
    if found["high"] and high == low:
        high = None
    kind = _kind(name + head + tail, low_unit)
    comparator = _comparator(head, tail)
    if comparator is None:
        return Goal(unit=unit, doubt=f"“{_short(text)}”前后的比较词矛盾，{_KEPT}")
    commitment = next((c for c in _COMMITMENTS if c in head), "")
    lower = comparator in {"<", "<="} and kind is not Kind.REDUCTION
    if not lower and kind in {Kind.LEVEL, Kind.GROWTH} and comparator in {"=", "~"} and _LOWER.search(name):
        lower, doubt = True, doubt or "按“越低越好”判断"
    if not low_unit:
        doubt = doubt or _NO_UNIT
    direction = Direction.LOWER if lower else Direction.HIGHER
    return Goal(low, high, comparator, low_unit, kind, direction, commitment, doubt)


def _number(text: str, written: str, unit: str) -> tuple[Decimal | None, str, str]:
    """A number in the unit of its column, else in its own; a doubt where somebody should look."""
    if len(re.findall(r"\d", text)) > MAX_DIGITS:
        return None, unit, f"“{_short(text)}”位数太多，{_KEPT}"
    if unit:
        reading = read_number(text + written, unit)
        if reading.value is None:
            return None, unit, f"写的是“{_short(text + written)}”，单位一栏是“{unit}”，对不上。{_KEPT}"
        told = reading.doubt or ("" if written in {"", unit} else reading.understood)
        if is_percent(unit) and not written and 0 < abs(reading.value) < 1:
            told = told or f"{plain(reading.value)}{unit}小于1，可能是把百分数填成了小数"
        return reading.value, unit, told
    value = normal(Decimal(text.replace(",", "")))
    match = re.fullmatch(r"(千|百|十)(万|亿)(.+)", written)
    if match:
        value = normal(value * {"千": 1000, "百": 100, "十": 10}[match[1]])
        written = match[2] + match[3]
    if written in {"万", "亿"}:
        return normal(value * {"万": 10**4, "亿": 10**8}[written]), "", ""
    return value, written, ""


def _kind(words: str, unit: str) -> Kind:
    """The kind that unit and words suggest; the clerk sees it and may choose another."""
    if is_percent(unit):
        if _FALL.search(words):
            return Kind.REDUCTION
        return Kind.GROWTH if _GROWTH.search(words) else Kind.LEVEL
    return Kind.LEVEL if unit == "‰" or "/" in unit or _LEVEL.search(words) else Kind.CUMULATIVE


def _comparator(head: str, tail: str) -> str | None:
    """The comparator that the words say; None where those before and behind contradict."""
    marks = [(m.start(), sign) for sign, words in _BEFORE for m in re.finditer(words, head) if _near(head, m.end())]
    before = min(marks)[1] if marks else ""
    match = _TAIL.match(tail)
    after = _AFTER[int((match.lastgroup or "c0")[1:])][0] if match else ""
    if not before or not after or before == after:
        return before or after or "="
    if {before, after} <= {"<", "<="}:
        return "<="
    if {before, after} <= {">", ">="}:
        return ">="
    return before if after == "~" else after if before == "~" else None


def _near(head: str, end: int) -> bool:
    """Whether only words that say nothing of their own stand between a comparator and the number."""
    return re.fullmatch(rf"(?:{_SAID}|{_ALL_BEFORE})*", head[end:]) is not None


def _is_after(tail: str) -> bool:
    """Whether what stands behind a quantity is a comparator's word, or nothing."""
    return _is_end(_TAIL.sub("", tail, count=1) if _TAIL.match(tail) else tail)


def _is_end(tail: str) -> bool:
    return not tail.strip("。.;,、，；()")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 24 else words[:23] + "…"
