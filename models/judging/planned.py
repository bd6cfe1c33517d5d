"""Planned amounts (节点目标) against their target: whether they can be its curve, and which lie outside its days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from models.plan.entities import Kind, PlannedAmount, Target
from models.plan.quantity import plain
from models.words.amounts import amounts_text


@dataclass(frozen=True, slots=True)
class PlannedDays:
    """The days of a year within which amounts may be planned for a target, and what is to be reached at their end.

    `ends_early` says that `last` is the target's own due day; `value` is the annual target, `high` that of a range.
    """

    year: int
    first: date
    last: date
    ends_early: bool = False
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""

    def holds(self, day: date) -> bool:
        """Whether an amount of this day shapes the way to the target; on the last day the target itself is due."""
        return self.first <= day < self.last

    def oddness(self, amount: PlannedAmount) -> str:
        """Why an amount has no place among the days, as half a sentence; empty where it has, or says nothing else."""
        if amount.until.year != self.year:
            return f"不在{self.year}年"
        if amount.until < self.first:
            return f"在开始日期{self.first}以前" if amount.value else ""
        if amount.until < self.last or self._is_whole(amount.value):
            return ""
        return f"{self._when(amount.until)}，还不到全年目标{plain(self.value or Decimal(0))}{self.unit}"

    def _is_whole(self, value: Decimal) -> bool:
        """Whether an amount at the end says what is due then anyway: the last of four quarters is the target."""
        return self.value is None or self.value <= value <= (self.high or self.value)

    def _when(self, day: date) -> str:
        if not self.ends_early:
            return "在年底"
        if day == self.last:
            return f"正是完成时限{self.last}"
        return f"在完成时限{self.last}以后"


def planned_days(target: Target, due_date: date | None, year: int) -> PlannedDays:
    """The days of a target within a year; dates outside the year mean its first or last day."""
    days = days_until(due_date, year, target.value, target.value_high, target.unit)
    if target.start_date and target.start_date.year == year:
        days = replace(days, first=target.start_date)
    return days


def days_until(due_date: date | None, year: int, value: Decimal | None, high: Decimal | None, unit: str) -> PlannedDays:
    """The days from the year's first to the day when a demand is due."""
    last = date(year, 12, 31)
    if due_date and due_date.year == year:
        last = due_date
    return PlannedDays(year, date(year, 1, 1), last, last != date(year, 12, 31), value, high, unit)


def planned_problem(target: Target) -> str:
    """Why planned amounts cannot be a curve up to the target, as half a sentence; empty when they can."""
    amounts = [amount.value for amount in target.planned]
    if not amounts or target.kind is not Kind.CUMULATIVE or target.value is None:
        return ""
    if any(later < earlier for earlier, later in pairwise(amounts)) or amounts[0] < 0:
        return "节点目标有下降或负数"
    if amounts[-1] > max(target.value, target.value_high or target.value):
        return "节点目标超过全年目标"
    return ""


def planned_outside(target: Target, due_date: date | None, year: int) -> str:
    """Which planned amounts lie outside the days of a target, as half a sentence; empty when none does.

    Of a kind that is not judged by them only another year is wrong.
    """
    days = planned_days(target, due_date, year)
    if target.kind is not Kind.CUMULATIVE:
        days = days_until(None, year, None, None, target.unit)
    return outside(target.planned, days)


def outside(planned: Sequence[PlannedAmount], days: PlannedDays) -> str:
    """The first of some amounts that has no place among the days, and why; empty when all have one."""
    for amount in planned:
        odd = days.oddness(amount)
        if odd:
            return f"节点目标“{amounts_text((amount,), days.unit, days.year)}”{odd}"
    return ""
