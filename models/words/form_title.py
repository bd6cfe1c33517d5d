"""Reading the words above the table of a returned 填报表."""

import re

from models.plan.period import Period
from models.words.numbers import clean

_PERIOD = re.compile(r"(\d{4})年(?:第?([一二三四1-4])季度|(\d{1,2})月(上半月)?(?!\d*日))")
_QUARTERS = "一二三四"


def period_in(words: str) -> Period | None:
    """The period that the title of a form names: the last, for the plan's own title may name a year."""
    found = None
    for year, quarter, month, half in _PERIOD.findall(clean(words)):
        if quarter:
            number = _QUARTERS.find(quarter) + 1 or int(quarter)
            found = Period.of_month(int(year), number * 3, quarterly=True)
        elif 1 <= int(month) <= 12:
            found = Period(int(year), int(month) * 2 - bool(half), quarterly=int(month) % 3 == 0 and not half)
    return found
