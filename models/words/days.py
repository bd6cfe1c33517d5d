"""One day as people and Excel write it: 2020-09-30, 20200930, 9月30日（周三）, 3月31号, 2026/3/31 0:00, 44104."""

import re
import unicodedata
from datetime import date, timedelta

from models.words.folded import clean, clean_figure, has_counted
from models.words.spelled import SPELLED, spelled_number

_EPOCH = date(1899, 12, 30)  # Excel's day 0, as it counts since March 1900
_SERIALS = (20000, 80000)  # 1954 to 2119: smaller and larger numbers are something else
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
_TIME_BEHIND = re.compile(rf"(?<=[\d日号)])(?:\s+|T)(?:上午|下午)?{_CLOCK}(?:\s*[AP]M)?Z?\s*(?=\D*$)", re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    rf"(?<=[日号])(?:上午|下午|中午|晚上?)?(?:{_CLOCK}|\d{{1,2}}[时点](?:\d{{1,2}}分|整)?)?(?=\D*$)"
)
_WEEKDAY = re.compile(r"(?<=[\d日号])\(?(?:周|星期|礼拜)[一二三四五六日天]\)?")
_SPELLED_PART = re.compile(rf"({SPELLED})(?=[年月日号])")
_YEAR_DIGITS = re.compile(r"[一二三四五六七八九〇零○]{4}(?=年)")
_DIGIT_OF = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_YEAR = r"(?P<year>(?:20|19)\d\d|(?<!\d)\d\d(?=年))"
_WHOLE = re.compile(rf"{_YEAR}[-./年、](?P<month>\d{{1,2}})[-./月、](?P<day>\d{{1,2}})[日号]?\.?")
_EIGHT = re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_WITHIN_YEAR = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def day_words(text: str) -> str:
    """The words of a day, cleaned, with Arabic digits, without the time of day and the day of the week."""
    if has_counted(clean_figure(text)):  # ①月 is no January
        return clean_figure(text)
    spaced = unicodedata.normalize("NFKC", text).strip()
    body = clean(_TIME_BEHIND.sub("", spaced))
    body = _YEAR_DIGITS.sub(lambda year: "".join(_DIGIT_OF[digit] for digit in year.group()), body)
    body = _SPELLED_PART.sub(_in_digits, body)
    return _TIME_OF_DAY.sub("", _WEEKDAY.sub("", body))


def _in_digits(numeral: re.Match[str]) -> str:
    number = spelled_number(numeral[1])
    return numeral[1] if number is None else str(number)


def day_of(body: str, year: int | None = None) -> date | None:
    """The one day that such words name, of the year given where they leave it out; None where they name none."""
    if _SERIAL.fullmatch(body):
        return day_of_number(float(body))
    match = _WHOLE.fullmatch(body) or _EIGHT.fullmatch(body)
    if match is None and year is not None:
        match = _WITHIN_YEAR.fullmatch(body)
    if match is None:
        return None
    found = match.groupdict()
    written = found.get("year") or str(year)
    if len(written) == 2:  # 26年3月31日
        written = f"20{written}"
    return _day(written, found["month"], found["day"])


def day_of_number(value: float) -> date | None:
    """A day that Excel keeps as a number: its serial, or the digits of a date (20200930)."""
    if _SERIALS[0] < value < _SERIALS[1]:
        return _EPOCH + timedelta(days=int(value))
    match = _EIGHT.fullmatch(f"{value:.0f}")
    if match is None or value != int(value):
        return None
    return _day(*match.groups())


def _day(*parts: str) -> date | None:
    """A day of a year, a month and a day in digits; None where the calendar has none."""
    year, month, day = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
