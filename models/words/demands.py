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
from models.words.chains import has_verb
from models.words.comparators import AFTER, BEFORE, FLOORS, LIMITS, either
from models.words.falls import (
    COMMITTED,
    DONE,
    KEEPING,
    LOWER,
    SAID,
    falls_by,
    falls_to,
    kind_of_fall,
    without_turn,
)
from models.words.folded import clean, clean_figure
from models.words.kinds import kind_by_words
from models.words.numbers import MAX_DIGITS, gap_in_number, read_number
from models.words.odd_heads import odd_head
from models.words.one_way import in_one_way, is_scaled
from models.words.periods import YEAR
from models.words.spelled import TORN_SCALES
from models.words.turns import TAKEN_OFF
from models.words.units import LATIN, NO_UNIT, UNIT, longest_first

_LETTERS = rf"(?!\d|\.|(?!(?:{longest_first(LATIN)})(?![A-Za-z0-9]))[A-Za-z])"  # 5G is no 5, 12km is 12
_NUM = rf"(?<![\d.A-Za-z])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{{1,2}})?{_LETTERS}"
_CLOSING = either(AFTER)
# 百亿元 is 100亿元; 三百亿 is spelled, 上百亿 has no value, and 千亿级产业 is a name
_HUNDRED = (
    rf"(?<![\d一二两三四五六七八九十百千几数上])[百千](?=[万亿](?:(?:元|美元|斤|千瓦时|立方米)"
    rf"(?!级|产业|企业|园|项目|工程|集群|村|镇)|{_CLOSING}|$|[,;。、]))"
)
_HUNDREDS = {"百": "100", "千": "1000"}
_RANGE = r"(?:-|~|〜|至|到)"
_QUANTITY = re.compile(
    rf"(?P<sign>(?<![\d%A-Za-z\u4e00-\u9fff])[-+]|(?<!减)负)?(?P<low>{_NUM}|{_HUNDRED})(?:(?P<low_unit>{UNIT})?{_RANGE}(?P<high>{_NUM}))?"
    rf"(?P<unit>{UNIT})?"
)
_COMMITMENT = re.compile(f"({'|'.join(COMMITMENTS)})")
_ALL_BEFORE = either(BEFORE)
# no way back into the words: 达到 is 达 and 到, too, and many of them would be parted in all ways
_HEAD = re.compile(rf"(?:{SAID}|{DONE}|{TAKEN_OFF}|{_ALL_BEFORE})*+")
# 控制新增债务不超过 | 2000: the name says how the number binds; 节约 and 网签 are other words
_BOUND_BY_NAME = re.compile(
    rf"(?:{either(bound for bound in BEFORE if len(bound.word) > 1 or not bound.word.isalpha())})(?:{SAID})*+$"
)
_BARE = re.compile(
    rf"(?:{SAID}|{_ALL_BEFORE})*+(?P<verb>(?:{DONE}|{TAKEN_OFF})*+)(?:{SAID}|{_ALL_BEFORE})*+{_NUM}(?:{UNIT}|$)"
)
_HEAD_END = re.compile(rf"(?:{_ALL_BEFORE}|达到|达|完成|实现|{COMMITTED}|{KEEPING}|在|到|为|:|,)++$")
_HEAD_START = re.compile(rf"^(?:{COMMITTED}|全年|完成|实现)+")
_TAIL = re.compile(_CLOSING)
_CONTROLLED = re.compile(f"控制[在到于]({SAID})*+(?P<about>大约|约|近)?(?:{SAID})*+$")
_HIGHER_STILL = re.compile(
    f"[、,;]?(?:并|且)?(?:{COMMITTED}|努力|奋力)?(?:实现|取得|做到)?更[高好快多优大低](?:水平|成绩|目标|速度)?"
)
_ERROR_VALUE = re.compile(r"#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|#{2,}")
_UNKNOWN = re.compile(rf"(?P<unit>[\u4e00-\u9fff]{{1,2}}?)(?={_CLOSING}|$|[,;。、()])")
_STEPS = re.compile("交付|运营|挂牌")  # beside the verbs that a chain of stages ends with
_ABOUT_TEN = re.compile(r"\d[几数]")
_SOME = "[几数]?[一二两三四五六七八九十百千]+[几余多]?"
_VAGUE = re.compile(
    r"两位数|翻[一两]?番|若干|零增长|(?:上|近|过|超|突破|达到?|逾)[十百千万]+|[几数][十百千万]+|[十百千]几"
)
_WORDED = re.compile(rf"{_SOME}(?:{UNIT})|^[万亿](?:{UNIT})|零|百分之|分之|持平|{_VAGUE.pattern}")
# spelled amounts within a sentence: only what is no part of other words (三治融合, 第二批, 一次性)
_SPELLED_AMOUNT = re.compile(
    r"(?<![第一二两三四五六七八九十百千])(?:[二两三四五六七八九](?:家|个|所|座|户|处|条|项|套|幢|公里|亩|万元|亿元)|"
    rf"[一二两三四五六七八九十百千]{{2,}}(?:{UNIT})(?<![百千][万亿]))(?![\u4e00-\u9fff]?[化性级])"
)
_PART = r"(?:\d{1,2}[日号](?:\(?(?:周|星期)[一二三四五六日天]\)?)?|份|[上中下]旬)"  # of a month
_DATES = re.compile(
    rf"{YEAR}年?(?:-|~|至|到){YEAR}年|(?:{YEAR}年)?(?:\d{{1,2}}月{_PART}?|年)[底末]?(?:之?前|以前)|"
    rf"(?:{YEAR}年)?\d{{1,2}}月{_PART}?[底末]?|{YEAR}年(?:年?[底末])?|{YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}|"
    r"第?[一二三四1-4]季度"
)
_WHOLE_YEARS = re.compile(rf"{YEAR}年?.?{YEAR}年|{YEAR}年")
BY_NAME = "按“越低越好”判断"  # guessed by the target's name
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
    whole, unit = clean_figure(text), clean(unit)
    odd = _odd(text, whole, unit, name)
    if odd is not None:
        return odd
    body, stopped = in_one_way(_DATES.sub("", whole))
    quantities = list(_QUANTITY.finditer(body))
    if len(quantities) != 1 or TORN_SCALES.search(body):
        return _not_one(text, body, unit, len(quantities))
    found = quantities[0]
    head, tail = body[: found.start()], body[found.end() :]
    unknown = _unknown_unit(found, tail, unit)
    goal = _measured(found, head or _bound_by(name), tail.removeprefix(unknown), unit or unknown, name, text)
    if goal.value is None or goal.doubt:
        return goal
    if any((stopped, unknown, is_scaled(found["unit"], whole, unit), not _HEAD.fullmatch(head), not _is_after(tail))):
        return replace(goal, doubt=f"“{_short(text)}”读作{_shown(goal)}")
    return goal


def _not_one(text: str, body: str, unit: str, count: int) -> Goal:
    """A demand without a number, or with what may be several."""
    if TORN_SCALES.search(body):
        return Goal(unit=unit, doubt=f"“{_short(text)}”读不准，{_KEPT}")
    if count > 1:
        return Goal(unit=unit, doubt=f"“{_short(text)}”里有{count}个数，分不清哪个是目标。{_KEPT}，{_SPLIT}")
    return _worded(text, body, unit)


def _bound_by(name: str) -> str:
    """The words with which a name ends that say how its number binds: 新增债务不超过."""
    bound = _BOUND_BY_NAME.search(clean(name))
    return bound.group() if bound else ""


def _odd(text: str, body: str, unit: str, name: str) -> Goal | None:
    """What is no demand in words: error values, formulas, figures torn apart; None for all others."""
    if _ERROR_VALUE.search(body):
        return Goal(unit=unit, doubt=f"“{_short(text)}”是公式或Excel的错误值，{_KEPT}")
    if _is_torn(text):
        return Goal(unit=unit, doubt=f"“{_short(text)}”像是两个数，{_KEPT}")
    if _ABOUT_TEN.search(body):
        return Goal(unit=unit, doubt=f"“{_short(text)}”不是确切的数，{_KEPT}")
    if not body.startswith("="):
        return None
    reading = read_number(body, unit, aim=Decimal(0))
    if reading.value is None:
        return Goal(unit=unit, doubt=f"“{_short(text)}”是公式或Excel的错误值，{_KEPT}")
    return Goal(reading.value, unit=unit, kind=kind_by_words(name, unit), doubt=reading.understood)


def _is_torn(text: str) -> bool:
    """Whether a blank stands within a number, unless the blanks only space single digits out (" 1 8 ")."""
    return gap_in_number(text) and re.search(r"\d\d", text) is not None


def _unknown_unit(found: re.Match[str], tail: str, unit: str) -> str:
    """A word right behind a number that nobody knows as a unit, and is one by where it stands: 50盆."""
    if found["unit"] or unit or _TAIL.match(tail):
        return ""
    match = _UNKNOWN.match(tail)
    if match is None or NO_UNIT.match(match["unit"]):
        return ""
    return match["unit"]


def split_goal(text: str, unit: str) -> tuple[str, Goal]:
    """Read a target whose words hold its number: "新增规上企业18家" is 18家 of 新增规上企业."""
    whole, unit = text.strip(), clean(unit)
    body = clean_figure(whole)
    if _is_unreadable(whole, body):
        return whole, Goal(unit=unit, doubt=f"“{_short(whole)}”{_KEPT}")
    bare, stopped = in_one_way(_DATES.sub(_blanked, body))
    if TORN_SCALES.search(bare):
        return whole, Goal(unit=unit, doubt=f"“{_short(whole)}”读不准，{_KEPT}")
    found = _measures(bare)
    if not found:
        return whole, Goal(unit=unit, doubt=_lacking(whole, bare, unit))
    last = found[-1]
    if any(m.unit == last.unit for m in found[:-1]):
        return whole, Goal(unit=unit, doubt=f"“{_short(whole)}”里有几个数，分不清哪个是目标。{_KEPT}，{_SPLIT}")
    head, tail = bare[: last.start], bare[last.end :]
    goal = _measured(last.match, head, tail, unit or last.unknown, head, whole)
    if goal.value is None:
        return whole, goal
    sure = _is_after(tail)
    name = _name_within(whole, body, bare, last, sure=sure)
    others = len(re.findall(_NUM, bare)) > _numbers_in(last.match)
    if any((stopped, last.unknown, others, not sure, is_scaled(last.unit, body, unit))):
        goal = replace(goal, doubt=f"从“{_short(whole)}”里读出{_shown(goal)}")
    return name, goal


@dataclass(frozen=True, slots=True)
class _Measure:
    """A quantity within words; `unknown` is a unit behind it that nobody knows."""

    match: re.Match[str]
    unknown: str

    @property
    def start(self) -> int:
        """The place where its number begins."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where what is behind the unit begins."""
        return self.match.end() + len(self.unknown)

    @property
    def unit(self) -> str:
        """The unit written behind the number."""
        return self.match["unit"] or self.unknown


def _is_unreadable(text: str, body: str) -> bool:
    """Whether words hold an error value, 10几家 or a number that a blank tears apart."""
    return bool(_ERROR_VALUE.search(body) or _ABOUT_TEN.search(body)) or _is_torn(text)


def _name_within(whole: str, body: str, bare: str, last: _Measure, *, sure: bool) -> str:
    """The words of a target without its number; what stands behind that belongs to it unless it is sure to be none."""
    source = next(words for words in (whole, body, bare) if len(words) == len(bare))  # where places are those in bare
    name = _HEAD_END.sub("", without_turn(source[: last.start]))
    if not sure:
        bound = _TAIL.match(bare[last.end :])
        behind = last.end + (bound.end() if bound else 0)
        name += source[behind:]
    return _HEAD_START.sub("", name).strip("，。、；：:,;. ") or whole


def _blanked(date: re.Match[str]) -> str:
    """As many spaces as a date is long: what follows keeps its place."""
    return " " * len(date.group())


def _measures(bare: str) -> list[_Measure]:
    """The quantities within words: those with a unit, or at the end."""
    found = []
    for match in _QUANTITY.finditer(bare):
        tail = bare[match.end() :]
        measure = _Measure(match, _unknown_unit(match, tail, ""))
        if measure.unit or _is_after(tail):
            found.append(measure)
    return found


def _numbers_in(quantity: re.Match[str]) -> int:
    if quantity["high"]:
        return 2
    return 0 if quantity["low"] in _HUNDREDS else 1


def _lacking(whole: str, bare: str, unit: str) -> str:
    """The doubt about words without a number where there should be one, or with one that was not read."""
    if re.search(r"\d(?!\.$)|\d\d", bare):
        return f"“{_short(whole)}”里的数{_KEPT}"
    if unit or _VAGUE.search(bare):
        return f"“{_short(whole)}”里没有数，按文字保留"
    if _SPELLED_AMOUNT.search(bare):
        return f"“{_short(whole)}”不是阿拉伯数字，{_KEPT}"
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


def verb_of_bare(text: str) -> str | None:
    """The verb of words that demand and name nothing: 新建 of 新建1所, nothing of 力争30亿元; None of all others."""
    body, _ = in_one_way(_DATES.sub("", clean_figure(text)))
    bare = _BARE.match(body)
    if bare is None or not (_is_after(body[bare.end() :]) or re.search(r"\d", body[bare.end() :])):
        return None
    return bare["verb"]


def is_step(text: str) -> bool:
    """Whether words name something that is done at one moment (投入使用, 开工)."""
    return has_verb(text) or bool(_STEPS.search(text))


def is_quantity(text: str) -> bool:
    """Whether a cell is a quantity and nothing else."""
    goal = read_goal(text, "", "")
    return goal.value is not None and (not goal.doubt or goal.doubt == _NO_UNIT)


def _shown(goal: Goal) -> str:
    ends = [plain(end) for end in (goal.value, goal.value_high) if end is not None]
    return "—".join(ends) + goal.unit


def _worded(text: str, body: str, unit: str) -> Goal:
    """Words without a usable number."""
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
    kind = kind_by_words(name + head + tail, low_unit, comparator, low)
    direction, doubts = Direction.HIGHER, [doubt]
    is_come_to = falls_to(head, name)
    if is_come_to:
        kind = Kind.LEVEL
    elif falls_by(head, name) and not is_percent(low_unit):
        kind, by_amount = kind_of_fall(name, head, low_unit)
        doubts.append(by_amount)
    if _is_limit(comparator, head):
        if kind is not Kind.REDUCTION:
            direction = Direction.LOWER
    elif is_come_to or _is_better_low(kind, comparator, name):
        direction = Direction.LOWER
        doubts.append(BY_NAME)
    doubts += _odd_amount(low, low_unit, kind)
    doubts += odd_head(head, low_unit)
    commitment = next((c for c in COMMITMENTS if c in head), "")
    return Goal(low, high, comparator, low_unit, kind, direction, commitment, next(filter(None, doubts), ""))


def _odd_amount(value: Decimal, unit: str, kind: Kind) -> list[str]:
    """Why a number as such should be looked at: no unit, or below 0."""
    if not unit:
        return [_NO_UNIT]
    if value < 0 and kind is not Kind.GROWTH:
        return [f"{plain(value)}{unit}是负数"]
    return []


def _is_limit(comparator: str, head: str) -> bool:
    """Whether less is better: below a limit, or kept about a number (控制在4.8%左右)."""
    return comparator in LIMITS or (comparator == "~" and _CONTROLLED.search(head) is not None)


def _is_better_low(kind: Kind, comparator: str, name: str) -> bool:
    """Whether a rate or level without a word of its own is one that should be low, by the target's name."""
    return kind in {Kind.LEVEL, Kind.GROWTH} and comparator in {"=", "~"} and LOWER.search(name) is not None


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
    text = _HUNDREDS.get(text, text)
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
    reading = read_number(text + written, unit, aim=Decimal(0))
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


def _comparator(head: str, tail: str) -> str | None:
    """The comparator that the words say; None where those before and behind contradict."""
    before, after = _before(head), _after(tail)
    if before == "<=" and _is_kept_about(head, after):
        return "~"
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


def _is_kept_about(head: str, after: str) -> bool:
    """Whether a number is to be kept about: 控制在4.8%左右, 控制在约4.8%."""
    controlled = _CONTROLLED.search(head)
    return controlled is not None and (after == "~" or controlled["about"] is not None)


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
    return re.fullmatch(rf"(?:{SAID}|{_ALL_BEFORE})*+", head[end:]) is not None


def _is_after(tail: str) -> bool:
    """Whether what stands behind a quantity is a comparator's word, or nothing."""
    match = _TAIL.match(tail)
    if match:
        tail = tail[match.end() :]
    higher = _HIGHER_STILL.match(tail)
    if higher:
        tail = tail[higher.end() :]
    return _is_end(tail)


def _is_end(tail: str) -> bool:
    return not tail.strip("。.;,、，；()")


def _short(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _MOST_QUOTED:
        return words
    return words[: _MOST_QUOTED - 1] + "…"
