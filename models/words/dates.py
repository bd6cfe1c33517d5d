"""What the words of a 完成时限 mean as a date: "9月底前" is 30 September of the plan's year."""

import re
from calendar import monthrange
from datetime import date

from models.plan.numerals import small_number
from models.words.numbers import clean, read_date
from models.words.periods import ENDLESS, QUARTER, UNTIL, YEAR

_OF_YEAR = rf"(?:({YEAR})年)?"
_ENDLESS = re.compile(ENDLESS)
_MONTH = re.compile(rf"(?:({YEAR})[年.\-/])?(\d{{1,2}})(月)?(?:份|[底末]|下旬)?")
_TENTH = re.compile(rf"{_OF_YEAR}(\d{{1,2}})月([上中])旬")
_DAY = re.compile(rf"{_OF_YEAR}(\d{{1,2}})月(\d{{1,2}})日?")
_YEAR_END = re.compile(rf"(?:({YEAR})年?|今年|本年|年)?年?(?:[底末]|内)?")
_QUARTER = re.compile(rf"{_OF_YEAR}{QUARTER}(?:末|底)?")
_HALF = re.compile(rf"{_OF_YEAR}([上下])半年")
_FILLER = re.compile(rf"({UNTIL})+$")
_LAST_DAYS = {"上": 10, "中": 20}  # of the first and second ten days of a month
_LAST_MONTHS = {"上": 6, "下": 12}  # of the halves of a year


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
    if day.year != year:
        return day, f"完成时限是{day.year}年的"
    return day, ""


def _day(body: str, year: int) -> date | None:
    """The day that cleaned words mean, `year` being the plan's; None where they mean none, or one that is not."""
    full = read_date(body)
    if full:
        return full
    try:
        return _within_month(body, year) or _end_of_months(body, year)
    except ValueError:  # 30 February, month 13
        return None


def _within_month(body: str, year: int) -> date | None:
    if m := _DAY.fullmatch(body):
        return date(int(m[1] or year), int(m[2]), int(m[3]))
    if m := _TENTH.fullmatch(body):
        return date(int(m[1] or year), int(m[2]), _LAST_DAYS[m[3]])
    return None


def _end_of_months(body: str, year: int) -> date | None:
    m = _MONTH.fullmatch(body)
    if m and (m[1] or m[3]):  # a bare "9" is no month
        return _month_end(int(m[1] or year), int(m[2]))
    if m := _QUARTER.fullmatch(body):
        return _month_end(int(m[1] or year), 3 * small_number(m[2]))
    if m := _HALF.fullmatch(body):
        return _month_end(int(m[1] or year), _LAST_MONTHS[m[2]])
    if m := _YEAR_END.fullmatch(body):
        return date(int(m[1] or year), 12, 31)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
