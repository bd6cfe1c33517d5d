"""What the words of a 完成时限 mean as a date: "9月底前" is 30 September of the plan's year."""

import re
from calendar import monthrange
from datetime import date

from models.plan.numerals import small_number
from models.words.days import day_of, day_words
from models.words.periods import ENDLESS, QUARTER, THIS_YEAR, UNTIL, YEAR

_OF_YEAR = rf"(?:({YEAR})年)?"
_ENDLESS = re.compile(ENDLESS)
_MONTH = re.compile(rf"(?:({YEAR})[年.\-/])?(\d{{1,2}})(月)?份?(?:[底末]|下旬)?")
_SIX = re.compile(rf"({YEAR})(0[1-9]|1[0-2])")
_TENTH = re.compile(rf"{_OF_YEAR}(\d{{1,2}})月([上中])旬")
_BARE = re.compile(r"(\d{1,2})[./-](\d{1,2})")  # 9.30 is 30 September, or 9.3 with a nought
_YEAR_END = re.compile(rf"(?:({YEAR})年?|年)?年?(?:[底末]|内)?")
_QUARTER = re.compile(rf"{_OF_YEAR}{QUARTER}(?:末|底)?")
_QUARTER_LETTER = re.compile(rf"(?:({YEAR})年?)?[Qq]([1-4])")
_HALF = re.compile(rf"{_OF_YEAR}([上下])半年[底末]?")
_FILLER = re.compile(rf"(\(含\)|{UNTIL})+$")
_BEFORE = re.compile("^(?:截至|截止到?|至|到)")
_THIS_YEAR = re.compile(f"^(?:{THIS_YEAR})")
_NEXT_YEAR = re.compile("^(?:明年|次年|下一年)")
_LAST_DAYS = {"上": 10, "中": 20}  # of the first and second ten days of a month
_LAST_MONTHS = {"上": 6, "下": 12}  # of the halves of a year


def read_due(words: str, year: int) -> tuple[date | None, str]:
    """The last day that the words mean, and a doubt where they should be looked at.

    Words of no end (长期, 全年) are no date and no doubt.
    """
    body = _bare(words)
    if not body or _ENDLESS.fullmatch(body):
        return None, ""
    day, doubt = read_day(words, year)
    if day is None:
        return None, f"完成时限“{_short(words)}”没有读成日期，按文字保留"
    if day.year != year:
        return day, f"完成时限是{day.year}年的"
    return day, doubt


def read_day(words: str, year: int) -> tuple[date | None, str]:
    """The last day that words name (9月25日, 9月底, 三季度), and a doubt where they may be something else."""
    body = _bare(words)
    if not body:
        return None, ""
    if _NEXT_YEAR.match(body):
        body, year = _NEXT_YEAR.sub("", body), year + 1
    body = _THIS_YEAR.sub("", body) or "年"
    try:
        day = day_of(body, year) or _end_of_tenth(body, year) or _end_of_months(body, year)
        if day is not None:
            if re.fullmatch(rf"{YEAR}\.1", body):  # what a cell of numbers makes of 2026.10
                return day, f"“{_short(words)}”读作1月，也可能是10月"
            return day, ""
        match = _BARE.fullmatch(body)
        if match is None:
            return None, ""
        day = date(year, int(match[1]), int(match[2]))
    except ValueError:  # 30 February, month 13
        return None, ""
    return day, f"“{_short(words)}”读作{day.month}月{day.day}日"


def _bare(words: str) -> str:
    """The words of a day without those that say that it is the last one."""
    return _BEFORE.sub("", _FILLER.sub("", day_words(words)))


def _short(words: str) -> str:
    return " ".join(words.split())[:20]


def _end_of_tenth(body: str, year: int) -> date | None:
    if m := _TENTH.fullmatch(body):
        return date(int(m[1] or year), int(m[2]), _LAST_DAYS[m[3]])
    return None


def _end_of_months(body: str, year: int) -> date | None:
    m = _MONTH.fullmatch(body)
    if m and (m[1] or m[3]):  # a bare "9" is no month
        return _month_end(int(m[1] or year), int(m[2]))
    if m := _SIX.fullmatch(body):
        return _month_end(int(m[1]), int(m[2]))
    return _end_of_part(body, year)


def _end_of_part(body: str, year: int) -> date | None:
    """The last day of a quarter, a half or the year itself."""
    if m := _QUARTER.fullmatch(body) or _QUARTER_LETTER.fullmatch(body):
        return _month_end(int(m[1] or year), 3 * small_number(m[2]))
    if m := _HALF.fullmatch(body):
        return _month_end(int(m[1] or year), _LAST_MONTHS[m[2]])
    if m := _YEAR_END.fullmatch(body):
        return date(int(m[1] or year), 12, 31)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
