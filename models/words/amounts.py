"""Planned amounts (节点目标) as they are written: 3月底2家、6月底4家, each a day and the total by then."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from models.plan.entities import PlannedAmount
from models.plan.quantity import typed
from models.words.changes import AskedChange
from models.words.dates import read_day
from models.words.numbers import clean, read_number

_APART = re.compile(r"[、；;\n]|[，,](?!\d{3}(?!\d))")
_SAID = re.compile(
    r"到?(?P<day>(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[底末份])?|\d{4}-\d{1,2}-\d{1,2}|第?[一二三四1-4]季度[底末]?|上半年|前三季度|年[底末]|全年)"
    r"(?:之前|以前|前)?:?(?:累计|完成|达到|实现)*(?P<amount>.+)"
)
_AFTER_DAY = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})\s+")  # without the blank 2020-3-3 12 would be 2020-3-31 and 2
_OTHER_NAMES = {"前三季度": "三季度", "全年": "年底"}  # of the days with which they end


def amounts_text(planned: Sequence[PlannedAmount], unit: str = "", year: int = 0) -> str:
    """Planned amounts as they are printed; `read_amounts` reads them back. Another year than this is named.

    Where no year is said it is that of the first.
    """
    if not year and planned:
        year = planned[0].until.year
    return "、".join(f"{_by_day(amount.until, year)}{typed(amount.value)}{unit}" for amount in planned)


def read_amounts(text: str, year: int, unit: str) -> tuple[tuple[PlannedAmount, ...], str]:
    """Planned amounts as typed, by their days; last the words that could not be read as one, empty where all could."""
    found: dict[date, PlannedAmount] = {}
    for part in filter(None, map(clean, _APART.split(_AFTER_DAY.sub(r"\1:", text)))):
        said = _SAID.fullmatch(part)
        if said is None:
            return (), part
        day, doubt = read_day(_OTHER_NAMES.get(said["day"], said["day"]), year)
        reading = read_number(said["amount"], unit, change=AskedChange.BARRED, aim=Decimal(0))
        if day is None or doubt or reading.value is None or reading.doubt or found.get(day):
            return (), part
        found[day] = PlannedAmount(day, reading.value)
    return tuple(map(found.__getitem__, sorted(found))), ""


def _by_day(day: date, year: int) -> str:
    of = "" if day.year == year else f"{day.year}年"
    if (day + timedelta(days=1)).month != day.month:
        return f"{of}{day.month}月底"
    return f"{of}{day.month}月{day.day}日"
