"""Which of the chosen targets are in view, in which columns, and at which month; knows no widgets."""

from collections.abc import Sequence

from models.plan.period import Period

MOST = 4  # targets beside each other: more cannot be compared
DECEMBER = 12


class PaneArrangement:
    """So many targets at once, from one of the chosen on."""

    def __init__(self) -> None:
        self.wanted = MOST
        self.most = MOST
        self._first = 0

    @property
    def size(self) -> int:
        """How many are in view at once: what was wanted, as far as there is room."""
        return min(self.wanted, self.most)

    @property
    def first(self) -> int:
        """The first in view, counted from 0 among the chosen."""
        return self._first

    @property
    def group(self) -> int:
        """Which group of panes is in view, from 0."""
        return self._first // self.size

    def groups(self, count: int) -> int:
        """In how many groups so many chosen are shown, one where none is."""
        return max(1, -(-count // self.size))

    def in_view(self, chosen: Sequence[str]) -> list[str]:
        """Those in view of all chosen."""
        return list(chosen[self._first : self._first + self.size])

    def turn(self, by: int, count: int) -> None:
        """Go on by groups; beyond the first and the last nothing moves."""
        last = (count - 1) // self.size * self.size
        self._first = max(0, min(self._first + by * self.size, last))

    def keep_within(self, count: int) -> None:
        """Fewer are chosen, or others fit beside each other: a group still begins where groups begin."""
        self._first = min(self._first, max(0, count - 1)) // self.size * self.size


def columns_of(count: int) -> int:
    """One pane alone, two beside each other, more in two rows."""
    return 1 if count == 1 else 2


def stepped(period: Period, by: int) -> Period | None:
    """The end of the month so many away, None outside the year; the middle of a month is followed by its end."""
    month = period.month + by
    if period.halves % 2:
        month = period.month if by > 0 else period.month - 1
    if not 1 <= month <= DECEMBER:
        return None
    return Period.of_month(period.year, month)
