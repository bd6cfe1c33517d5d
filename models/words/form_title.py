"""Reading the words above the table of a returned 填报表."""

import re

from models.plan.period import Period
from models.words.numbers import clean

_PERIOD = re.compile(r"(\d{4})年(?:第?([一二三四1-4])季度|(\d{1,2})月(上半月)?(?!\d*日))")
_QUARTERS, _FORM = "一二三四", "填报表"


def period_in(words: str) -> Period | None:
    """The period that a form's title names, else the only one that stands above its table."""
    text = clean(words)
    named = [_period(match) for match in _PERIOD.finditer(text) if text.startswith(_FORM, match.end())]
    found = set(filter(None, named or map(_period, _PERIOD.finditer(text))))
    if len(found) != 1:
        return None
    return found.pop()


def _period(match: re.Match[str]) -> Period | None:
    year, quarter, month, half = match.groups()
    if quarter:
        number = _QUARTERS.find(quarter) + 1 or int(quarter)
        return Period.of_month(int(year), number * 3, quarterly=True)
    if 1 <= int(month) <= 12:
        return Period(int(year), int(month) * 2 - bool(half), quarterly=int(month) % 3 == 0 and not half)
    return None
