"""What the words of a 完成时限 mean as a date: "9月底前" is 30 September of the plan's year."""

import re
from calendar import monthrange
from datetime import date

from models.words.numbers import clean, read_date

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ENDLESS = re.compile("长期.*|常年.*|全年.*|持续.*|每年|每月|每季度?|常态.*|年度|按.*|根据.*|待定|适时")
_MONTH = re.compile(r"(?:(20\d\d)[年.\-/])?(\d{1,2})月?(?:份|[底末]|下旬)?")
_TENTH = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月([上中])旬")
_DAY = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日?")
_YEAR_END = re.compile(r"(?:(20\d\d)年?|今年|本年|年)?年?(?:[底末]|内)?")
_QUARTER = re.compile(r"(?:(20\d\d)年)?第?([一二三四1-4])季度(?:末|底)?")
_HALF = re.compile(r"(?:(20\d\d)年)?([上下])半年")
_FILLER = re.compile(r"(之?前|以前|前完成|完成|内完成|以内|止|为止)+$")


def read_due(words: str, year: int) -> tuple[date | None, str]:
    """The last day that the words mean, and a doubt where they should be looked at.

    Words of no end (长期, 全年) are no date and no doubt.
    """
    body = _FILLER.sub("", clean(words))
    if not body or _ENDLESS.fullmatch(body):
        return None, ""
    day = _day(body, year)
    if day is None:
        return None, f"完成时限“{' '.join(words.split())[:20]}”没有读成日期，按文字保留"
    return day, "" if day.year == year else f"完成时限是{day.year}年的"


def _day(body: str, year: int) -> date | None:
    full = read_date(body)
    if full:
        return full
    try:
        if m := _DAY.fullmatch(body):
            return date(int(m[1] or year), int(m[2]), int(m[3]))
        if m := _TENTH.fullmatch(body):
            return date(int(m[1] or year), int(m[2]), 10 if m[3] == "上" else 20)
        if (m := _MONTH.fullmatch(body)) and ("月" in body or m[1]):
            return _month_end(int(m[1] or year), int(m[2]))
        if m := _QUARTER.fullmatch(body):
            return _month_end(int(m[1] or year), 3 * _QUARTERS[m[2]])
        if m := _HALF.fullmatch(body):
            return _month_end(int(m[1] or year), 6 if m[2] == "上" else 12)
        if m := _YEAR_END.fullmatch(body):
            return date(int(m[1] or year), 12, 31)
    except ValueError:
        return None
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
