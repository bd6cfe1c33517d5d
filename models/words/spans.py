"""What heads a figure of last year: which year, which months, whether a total or the months' own amount.

A head is taken apart from left to right by one table of words; what the table does not know is no such head.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from models.plan.numerals import small_number
from models.words.numbers import clean
from models.words.periods import LAST_YEAR, THIS_YEAR
from models.words.units import is_unit_alone


@dataclass(frozen=True, slots=True)
class SpanWords:
    """What one head says; 0, empty and False are what it does not say.

    `first` and `last` are months. `total` and `own` are said in words, or by months that begin in January.
    `rate` and `aim` are figures of another sort; `whole` is 合计, whose months the columns beside it say.
    `bare` is a number alone, a month only beside others. `doubt` says what had to be guessed.
    """

    year: int = 0
    last_year: bool = False
    same: bool = False
    this_year: bool = False
    first: int = 0
    last: int = 0
    total: bool = False
    own: bool = False
    rate: bool = False
    aim: bool = False
    whole: bool = False
    bare: bool = False
    unit: str = ""
    doubt: str = ""

    @property
    def is_period(self) -> bool:
        """Whether a year or months are named."""
        return bool(self.last) or self.whole or self.is_dated

    @property
    def is_dated(self) -> bool:
        """Whether it is said of which year the figure is."""
        return bool(self.year) or self.last_year or self.same or self.this_year

    @property
    def is_amount(self) -> bool:
        """Whether the figure is neither a rate nor an aim."""
        return not (self.rate or self.aim)

    @property
    def sums_up(self) -> bool:
        """Whether only 累计 or 当月 is said: of which months, other words tell."""
        return not self.is_period and (self.total or self.own)

    def is_before(self, year: int) -> bool:
        """Whether the figure is of the year before the plan's; what names no year is."""
        if self.year == year:
            return (self.last_year or self.same) and not self.this_year
        if self.year:
            return self.year == year - 1
        return self.last_year or self.same or not self.this_year


_N = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_Q = "[一二三四1-4]"
_ENGLISH = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_IN_ENGLISH = rf"({_ENGLISH})[a-z]*\.?"
_MONTHS_OF = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TO = "(?:-+|至|到|~)"
_CENTURY = 2000
_DASHES = str.maketrans(dict.fromkeys("—–－‐−﹣〜～∼─", "-"))
# a number that Excel shows for a day between 2000 and 2050
_SERIAL = re.compile(r"(?:3[7-9]|4\d|5[0-4])\d{3}")
_TIME = re.compile(r"(?<=\d)[\sT]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$")  # which Excel adds to a date
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_UNIT_MARK = re.compile(r"^(?:计量)?单位[:：]?")


# what heads say together if one of them does
_EITHER = ("year", "last_year", "same", "this_year", "total", "own", "rate", "aim", "whole", "bare")


def _number(text: str) -> int:
    if text.startswith("十") and len(text) > 1:
        return 10 + small_number(text[1:])
    return small_number(text)


def _month(match: re.Match[str]) -> SpanWords:
    month = _number(match[1])
    return SpanWords(first=month, last=month)


def _dated(year: int, month: int, day: int) -> SpanWords:
    """A head that became a date: the first or last day stands for its month, others are 1-3 typed into Excel."""
    if not 1 <= month <= 12:
        return _NO_FIGURE
    if day == 1 or day >= 28:
        return SpanWords(year=year, first=month, last=month)
    if month < day <= 12:
        # the year is then the one in which it was typed
        return SpanWords(first=month, last=day, doubt=f"表头成了日期“{month}月{day}日”，按{month}—{day}月读")
    return _NO_FIGURE


def _day(match: re.Match[str]) -> SpanWords:
    return _dated(int(match[1]), int(match[2]), int(match[3]))


def _day_alone(match: re.Match[str]) -> SpanWords:
    return _dated(0, int(match[1]), int(match[2]))


def _year_month(match: re.Match[str]) -> SpanWords:
    return SpanWords(year=int(match[1]), first=int(match[2]), last=int(match[2]))


def _year(match: re.Match[str]) -> SpanWords:
    return SpanWords(year=_whole_year(match[1]))


def _whole_year(digits: str) -> int:
    year = int(digits)
    if year < 100:
        year += _CENTURY
    return year


def _english(match: re.Match[str]) -> SpanWords:
    month = _MONTHS_OF.index(match[1][:3]) + 1
    return SpanWords(first=month, last=month)


def _english_year(match: re.Match[str]) -> SpanWords:
    return replace(_english(match), year=_whole_year(match[2]))


def _year_english(match: re.Match[str]) -> SpanWords:
    month = _MONTHS_OF.index(match[2][:3]) + 1
    said = SpanWords(first=month, last=month)
    if int(match[1]) > 12:  # 19-Mar is a year, 1-Mar a day
        said = replace(said, year=_whole_year(match[1]))
    return said


def _months(match: re.Match[str]) -> SpanWords:
    first, last = _number(match[1]), _number(match[2])
    if first >= last:
        return _NO_FIGURE
    return SpanWords(first=first, last=last)


def _until(match: re.Match[str]) -> SpanWords:
    return SpanWords(first=1, last=_number(match[1]), total=True)


def _quarters(match: re.Match[str]) -> SpanWords:
    words = next(filter(None, match.groups()))
    return SpanWords(first=1, last=3 * small_number(words.replace("两", "二")))


def _quarter(match: re.Match[str]) -> SpanWords:
    last = 3 * small_number(next(filter(None, match.groups())))
    return SpanWords(first=last - 2, last=last)


def _last_year(match: re.Match[str]) -> SpanWords:
    return SpanWords(last_year=True, same=match[1] is not None)


def _always(said: SpanWords) -> Callable[[re.Match[str]], SpanWords]:
    return lambda _: said


_NO_FIGURE = SpanWords(aim=True)
_RATES = "同比|环比|比增|增速|增长率?|增幅|增减|升降|幅度|占比|比重|完成率|进度|±|百分比|排名|位次"
_NOTHING = (
    "完成|实际|实绩|实现|数据|数值|数量|数额|数|总额|总量|金额|指标值|值|量|额|情况|发生|的|为|度|份|全部|绝对|"
    "[:,、.;/_-]"
)
# the first whose words stand at the place is taken; longer words stand before those they begin with
_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], SpanWords]], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?(?![\d月-])", _day),
        (r"(20\d\d)(0[1-9]|1[0-2])(?!\d)", _year_month),
        (rf"(20\d\d)[-./](1[0-2]|0?[1-9])(?:月份?)?(?![\d月])(?!{_TO}\d)", _year_month),
        (r"前年度?|20\d\d年?以前", _always(SpanWords(aim=True))),
        (r"(20\d\d)(?:年度?|[-./_]|(?!\d))", _year),
        (r"(\d\d)年度?", _year),
        (rf"{_IN_ENGLISH}[-/]?(20\d\d|\d\d)(?!\d)", _english_year),
        (rf"(\d\d?)[-/]?{_IN_ENGLISH}", _year_english),
        (_IN_ENGLISH, _english),
        (rf"(?:{LAST_YEAR})度?(同期)?", _last_year),
        ("同期|基期", _always(SpanWords(same=True))),
        (f"{THIS_YEAR}|报告期|本期", _always(SpanWords(this_year=True))),
        (rf"(?:1|一){_TO}([二三四2-4])季度?|前([两二三23])个?季度?", _quarters),
        (rf"(?:第?[一1]季度?|q1){_TO}(?:第?({_Q})季度?|q([2-4]))", _quarters),
        (rf"(?:截至|截止|至|到)第?({_Q})季度?", _quarters),
        (rf"第?({_Q})季度?|q([1-4])|([1-4])q", _quarter),
        (rf"({_N})月?份?{_TO}({_N})月份?", _months),
        (rf"({_N}){_TO}({_N})(?=$|累)", _months),
        (rf"前({_N})个?月", _until),
        (rf"(?:截至到|截止到|截至|截止|1月起至|至|到)({_N})月份?", _until),
        (r"(1[0-2]|[1-9])月(\d\d?)日", _day_alone),
        (rf"({_N})月份?", _month),
        ("上?半年度?|h1", _always(SpanWords(first=1, last=6))),
        ("下半年度?|h2", _always(SpanWords(first=7, last=12))),
        ("全年度?|整年|年度?累计|年度?合计|年度|年底|年末|年终", _always(SpanWords(first=1, last=12, total=True))),
        ("合计数?|总计数?|小计|总和", _always(SpanWords(whole=True, total=True))),
        ("累计|累积|累加|累|为止|截至|截止|年初至今|止|底|末", _always(SpanWords(total=True))),
        ("当月|当季度?|单月|单季度?|本月|本季度?|当期|单期", _always(SpanWords(own=True))),
        (_RATES, _always(SpanWords(rate=True))),
        ("目标|计划|任务|预期|预计|序时|备注|说明", _always(SpanWords(aim=True))),
        (_NOTHING, _always(SpanWords())),
    )
)


# the same heads are asked for at every figure below them
@lru_cache(4096)
def read_span(text: str) -> SpanWords | None:
    """What a head says of year and months; None where it says anything else besides, or nothing."""
    word = clean(_TIME.sub("", text)).translate(_DASHES).lower()
    if not word:
        return None
    if _SERIAL.fullmatch(word):
        day = date(1899, 12, 30) + timedelta(days=int(word))
        return _dated(day.year, day.month, day.day)
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 12:
        return SpanWords(first=int(word), last=int(word), bare=True)
    unit, beside = _brackets(word)
    outside = _taken_apart(_BRACKETS.sub("", word))
    if outside is None:
        return None
    parts = [outside, *filter(None, map(_taken_apart, beside))]
    whole = together(parts)
    return replace(whole, unit=unit, aim=whole.aim or _differ(parts))


def _brackets(word: str) -> tuple[str, list[str]]:
    """The unit in a head's brackets, and what else stands in them."""
    unit, beside = "", []
    for inner in _BRACKETS.findall(word):
        bare = _UNIT_MARK.sub("", inner)
        if is_unit_alone(bare):
            unit = bare
        else:
            beside.append(inner)
    return unit, beside


def _taken_apart(word: str) -> SpanWords | None:
    said: list[SpanWords] = []
    at = 0
    while at < len(word):
        after_year = bool(said and said[-1].year)
        step = _step(word[at:], after_year=after_year)
        if step is None:
            return None
        said.append(step[0])
        at += step[1]
    whole = together(said)
    return replace(whole, aim=whole.aim or _differ(said))


def _differ(parts: Iterable[SpanWords]) -> bool:
    """Whether one head names different months."""
    return len({(part.first, part.last) for part in parts if part.last}) > 1


def _step(rest: str, *, after_year: bool) -> tuple[SpanWords, int] | None:
    """The first words of what is left, and how long they are."""
    for pattern, meaning in _WORDS:
        match = pattern.match(rest)
        if match:
            return meaning(match), match.end()
    bare = re.match(r"(1[0-2]|0?[1-9])(?!\d)", rest)
    if bare and after_year:
        return SpanWords(first=int(bare[1]), last=int(bare[1])), bare.end()
    return None


def together(parts: Iterable[SpanWords]) -> SpanWords:
    """What heads above each other, or the words of one, say as a whole; of months the last ones named."""
    whole = SpanWords()
    for part in parts:
        whole = _joined(whole, part)
    return whole


def _joined(one: SpanWords, other: SpanWords) -> SpanWords:
    said: dict[str, Any] = {name: getattr(one, name) or getattr(other, name) for name in _EITHER}
    if other.last:
        said |= {"first": other.first, "last": other.last}
    if other.year and one.year and other.year != one.year:
        said["aim"] = True  # 2019—2020年: of no one year
    return replace(one, **said, unit=other.unit or one.unit, doubt=other.doubt or one.doubt)
