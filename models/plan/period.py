"""Periods of a plan year: half months, months and quarters, each ending on a day.

A quarter and its last month are one cell (rules.md §3), so a period is known by the number
of half months from 1 January to its end; being called a quarter only changes its name.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Self

from models.plan.numerals import chinese
from models.plan.said import Said

_FORM = re.compile(r"(\d{4})(?:[Qq]([1-4])|-(\d{2})(-15)?)")


class Span(StrEnum):
    """What a period is called after."""

    QUARTER = "quarter"
    MONTH = "month"
    HALF = "half"


WIDTHS: Mapping[Span, int] = {Span.QUARTER: 6, Span.MONTH: 2, Span.HALF: 1}  # in half months


class PeriodError(ValueError):
    """A period that cannot be read, with what is said of it."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


@dataclass(frozen=True, order=True)
class Period:
    """From 1 January to the end of a half month, month or quarter; `halves` is 1 to 24."""

    year: int
    halves: int
    # no part of what a period is: a quarter and its last month are one cell
    quarterly: bool = field(default=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2020Q3`, `2020-10` or `2020-08-15`; raises PeriodError with a sentence."""
        match = _FORM.fullmatch(text.strip())
        # the year 0000 is well formed, and no date has it
        if match and int(match[1]):
            year, quarter, month, half = match.groups()
            if quarter:
                return cls(int(year), int(quarter) * 6, quarterly=True)
            if 1 <= int(month) <= 12:
                # up to the 15th is one half month less than the whole one
                return cls(int(year), int(month) * 2 - bool(half))
        way_on = "请写成 2020Q3（季度）、2020-10（到10月底）或 2020-08-15（到8月中）"
        raise PeriodError(Said("no-period", f"“{text}”不是认得的期间", todo=way_on))

    @classmethod
    def of_month(cls, year: int, month: int, *, quarterly: bool = False) -> Self:
        """The period that ends with this month."""
        return cls(year, month * 2, quarterly=quarterly)

    @classmethod
    def of_key(cls, key: str) -> Self:
        """The period of a cell, called a quarter where its month ends one."""
        period = cls.parse(key)
        return cls(period.year, period.halves, quarterly=period.halves % 6 == 0)

    @property
    def key(self) -> str:
        """The name of the cell, one for a quarter and its last month: "2020-09", "2020-08-15"."""
        return key_of(self.year, self.halves)

    @property
    def written(self) -> str:
        """The period as the command line writes it."""
        if self.quarterly:
            return f"{self.year}Q{self.month // 3}"
        return self.key

    @property
    def span(self) -> Span:
        """Whether this is a quarter, a month or the first half of one."""
        if self.halves % 2:
            return Span.HALF
        if self.quarterly:
            return Span.QUARTER
        return Span.MONTH

    @property
    def month(self) -> int:
        """The month in which the period ends, 1 to 12."""
        return (self.halves + 1) // 2

    @property
    def months(self) -> Fraction:
        """Months elapsed since 1 January, 7.5 to mid-August."""
        return _months(self.halves)

    @property
    def end(self) -> date:
        """The last day of the period."""
        return _end(self.year, self.halves)

    @property
    def short(self) -> str:
        """The name within its year: 三季度, 10月, 8月上半月."""
        if self.span is Span.QUARTER:
            return f"{chinese(self.month // 3)}季度"
        if self.span is Span.HALF:
            return f"{self.month}月上半月"
        return f"{self.month}月"

    @property
    def label(self) -> str:
        """The full name: 2020年第三季度, 2020年10月, 2020年8月上半月."""
        if self.span is Span.QUARTER:
            return f"{self.year}年第{self.short}"
        return f"{self.year}年{self.short}"

    @property
    def reach(self) -> str:
        """The months that a total covers: 2020年1—9月; to mid-month with its day."""
        return f"{self.year}年{self.months_reached}"

    @property
    def months_reached(self) -> str:
        """The same without its year: 1—9月."""
        if self.halves % 2:
            return f"1月1日—{self.month}月15日"
        if self.month == 1:
            return "1月"
        return f"1—{self.month}月"

    @property
    def previous(self) -> Self | None:
        """The period of the same length before this one in the year; None for the first."""
        halves = self.halves - WIDTHS[self.span]
        if halves <= 0:
            return None
        return type(self)(self.year, halves, quarterly=self.quarterly)

    @property
    def beside(self) -> tuple[Self, ...]:
        """The periods of the same length before and after this one in the year."""
        width = WIDTHS[self.span]
        found = []
        for halves in (self.halves - width, self.halves + width):
            if 1 <= halves <= 24:
                found.append(type(self)(self.year, halves, quarterly=self.quarterly))
        return tuple(found)

    @property
    def last_year(self) -> Self:
        """The same period a year earlier."""
        return type(self)(self.year - 1, self.halves, quarterly=self.quarterly)

    @property
    def within(self) -> tuple[Self, ...]:
        """Every cell that ends in this period, itself last: what closing it closes."""
        first = self.halves - WIDTHS[self.span] + 1
        return (*(type(self)(self.year, h) for h in range(first, self.halves)), self)


def periods_until(period: Period) -> list[Period]:
    """Every cell of the year up to this period, the earliest first."""
    return [Period(period.year, halves) for halves in range(1, period.halves + 1)]


def stepped(period: Period, by: int, months: int) -> Period | None:
    """The period one step on (1) or back (-1) in an office's steps of 1 or 3 months; None outside the year.

    To the middle of a month it goes by half months. From a month within a quarter it goes to a quarter's end.
    """
    if period.span is Span.HALF:
        halves, quarterly = period.halves + by, False
    else:
        halves, quarterly = _whole_step(period.halves, by, months * 2), months == 3
    if not 1 <= halves <= 24:
        return None
    return Period(period.year, halves, quarterly=quarterly)


def _whole_step(halves: int, by: int, width: int) -> int:
    """The next multiple of a width above (1) or below (-1) a number of half months."""
    if by > 0:
        return (halves // width + 1) * width
    return ((halves - 1) // width) * width


@lru_cache
def cadence_points(year: int, months: int) -> tuple[Period, ...]:
    """The ends of the stretches of `months` months in a year (3: the quarters)."""
    return tuple(Period.of_month(year, m, quarterly=months == 3) for m in range(months, 13, months))


@lru_cache
def _months(halves: int) -> Fraction:
    return Fraction(halves, 2)


@lru_cache(1024)
def key_of(year: int, halves: int) -> str:
    """The name of the cell that ends so many half months after 1 January."""
    month = f"{year}-{(halves + 1) // 2:02d}"
    if halves % 2:
        return f"{month}-15"
    return month


# asked for once a target and period: made once for the whole plan
@lru_cache(1024)
def _end(year: int, halves: int) -> date:
    month = (halves + 1) // 2
    if halves % 2:
        return date(year, month, 15)
    return date(year, month, calendar.monthrange(year, month)[1])
