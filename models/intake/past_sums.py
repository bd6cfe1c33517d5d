"""Totals out of a table's row of months and quarters, which may be totals or each month's own amount (rules.md §7).

Where a total is known (全年, 上半年, 一季度) the row is what fits it; nothing is chosen in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias


class Sort(StrEnum):
    """What a column's words say of its figure: a total since January, the months' own amount, or neither."""

    TOTAL = "total"
    OWN = "own"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months of a year, and what stands for them."""

    first: int
    last: int
    sort: Sort

    @property
    def width(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1

    @property
    def label(self) -> str:
        """The months as they are said."""
        if self.sort is Sort.TOTAL and self.last > 1:
            return "全年" if self.last == 12 else f"1—{self.last}月"
        if self.width == 1:
            return f"{self.last}月"
        return f"{self.first}—{self.last}月"


@dataclass(frozen=True, slots=True)
class Settled:
    """What a figure comes to: a total, or None with the reason; `unused` where another stands for the same months."""

    value: Decimal | None = None
    doubt: str = ""
    note: str = ""
    unused: bool = False


_UNSAID = "表里有的列写明是累计或当期，这一列没有写，分不清"
Amounts: TypeAlias = Mapping[Stretch, Decimal]
Totals: TypeAlias = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """How figures of one width are to be read; `sort` is OPEN where nothing tells, `doubt` says why it is no more sure.

    With `torn` the total that they were held against may be the wrong one.
    """

    sort: Sort = Sort.OPEN
    doubt: str = ""
    torn: bool = False


@dataclass(frozen=True, slots=True)
class PastRow:
    """A target's figures in a table; `year` is what the ledger holds for the whole year, `aim` this year's target."""

    amounts: Amounts
    year: Decimal | None = None
    aim: Decimal | None = None


def settle(rows: Sequence[PastRow]) -> list[dict[Stretch, Settled]]:
    """Each row's figures as totals."""
    verdicts = [_verdicts(row.amounts, row.year) for row in rows]
    as_own = any(_is_own(row.amounts, verdict) for row, verdict in zip(rows, verdicts, strict=True))
    unsure = any(map(_has_doubt, verdicts))
    found = []
    for row, verdict in zip(rows, verdicts, strict=True):
        final = {}
        for width, told in verdict.items():
            final[width] = _final(row, width, told, as_own=as_own, unsure=unsure)
        found.append(_Settling(row.amounts, final).settled())
    return found


def as_they_stand(amounts: Amounts) -> dict[Stretch, Settled]:
    """Rates and levels: a total goes before a quarter, a quarter before a month that ends with it."""
    order = (Sort.TOTAL, Sort.OPEN, Sort.OWN)
    kept: dict[int, Stretch] = {}
    found: dict[Stretch, Settled] = {}
    for stretch in sorted(amounts, key=lambda s: (order.index(s.sort), -s.width)):
        other = kept.setdefault(stretch.last, stretch)
        if other is stretch:
            found[stretch] = Settled(amounts[stretch])
            continue
        found[stretch] = Settled(note=f"已有{other.label}的数，不用这一个", unused=True)
        if other.sort is stretch.sort and amounts[stretch] != amounts[other]:
            found[other] = Settled(amounts[other], f"和{stretch.label}的数不一样")
    for whole, amount in amounts.items():
        if not found[whole].unused and _is_sum(whole, amounts):
            found[whole] = Settled(amount, "正好是各期的数相加，比率和水平不能相加")
    return found


def _is_sum(whole: Stretch, amounts: Amounts) -> bool:
    """Whether a figure is what several shorter stretches within its own add up to."""
    parts = []
    for stretch, amount in amounts.items():
        if stretch != whole and whole.first <= stretch.first and stretch.last <= whole.last:
            parts.append(amount)
    return len(parts) > 1 and amounts[whole] != 0 and sum(parts) == amounts[whole]


def _final(row: PastRow, width: int, verdict: RowVerdict, *, as_own: bool, unsure: bool) -> RowVerdict:
    """What is done where no total tells how a row is to be read; its table may tell it."""
    if verdict.sort is not Sort.OPEN:
        return verdict
    if as_own:
        return RowVerdict(Sort.OWN, "没有全年数可对，表里有的数比前一个小，像是当期数，已按当期数累加")
    if unsure:
        return RowVerdict(Sort.TOTAL, _UNSAID)
    line, last = _line(row.amounts, width), _opens(row.amounts, width)[-1].last
    if row.aim and line[-1] * 12 / last * 5 < row.aim * 2 and sum(line) * 12 / last * 2 > row.aim:
        return RowVerdict(Sort.TOTAL, f"当累计数比今年目标{row.aim}小得多，连续加起来是{sum(line)}，请看是不是当期数")
    return RowVerdict(Sort.TOTAL)


def _has_doubt(verdicts: Mapping[int, RowVerdict]) -> bool:
    return any(verdict.doubt for verdict in verdicts.values())


def _is_own(row: Amounts, verdicts: Mapping[int, RowVerdict]) -> bool:
    """Whether a row tells that its table has own amounts: by a total that they sum up to, or by a fall."""
    told = {verdict.sort for verdict in verdicts.values()}
    if Sort.OWN in told:
        return True
    return any(v.sort is Sort.OPEN and _falls(row, width) for width, v in verdicts.items())


def _opens(row: Amounts, width: int) -> list[Stretch]:
    found = [s for s in row if s.sort is Sort.OPEN and s.width == width]
    return sorted(found, key=lambda s: s.last)


def _line(row: Amounts, width: int) -> list[Decimal]:
    """The open figures of one width in their order, the first month or quarter among them."""
    first = [row[s] for s in row if s.sort is Sort.TOTAL and s.last == width]
    return first + [row[s] for s in _opens(row, width)]


def _falls(row: Amounts, width: int) -> bool:
    """Whether a figure is less than the one before it."""
    return any(map(_is_less, pairwise(_line(row, width))))


def _verdicts(row: Amounts, year: Decimal | None) -> dict[int, RowVerdict]:
    """How the months and the quarters of a row are to be read; what is told of one helps the other."""
    totals = {s.last: value for s, value in row.items() if s.sort is Sort.TOTAL}
    widths = [width for width in (3, 1) if _opens(row, width)]
    verdicts: dict[int, RowVerdict] = {}
    for width in [*widths, *widths[:1]]:
        if verdicts.get(width, RowVerdict()) == RowVerdict():
            verdicts[width] = _verdict(row, width, totals)
        if not verdicts[width].doubt:
            totals |= _read_as(row, width, verdicts[width].sort, totals)
    for width in widths:
        if verdicts[width] == RowVerdict() and year is not None and 12 not in totals:
            verdicts[width] = _held_against(row, width, totals, year)
    return verdicts


def _read_as(row: Amounts, width: int, sort: Sort, totals: Totals) -> dict[int, Decimal]:
    """The totals that open figures come to if they are of a sort."""
    opens = _opens(row, width)
    if sort is Sort.TOTAL:
        return {s.last: row[s] for s in opens}
    sums: dict[int, Decimal] = {}
    if sort is Sort.OWN:
        for s in opens:
            before = sums.get(s.first - 1, totals.get(s.first - 1))
            if before is not None:
                sums[s.last] = before + row[s]
    return sums


def _verdict(row: Amounts, width: int, totals: Totals) -> RowVerdict:
    """How open figures fit the totals beside them."""
    as_totals, as_own = (_read_as(row, width, sort, totals) for sort in (Sort.TOTAL, Sort.OWN))
    fits_totals, fits_own = _fits(as_totals, totals), _fits(as_own, totals)
    if fits_totals and not fits_own and not _tells(row, width, totals):
        fits_totals = None
    if fits_totals and fits_own and as_totals != as_own:
        return RowVerdict(Sort.TOTAL, "当累计数、当当期数都和累计列相合，分不清")
    if fits_totals:
        return RowVerdict(Sort.TOTAL)
    if fits_own:
        return RowVerdict(Sort.OWN)
    return _unfit(row, width, totals, torn=fits_totals is False and fits_own is False)


def _unfit(row: Amounts, width: int, totals: Totals, *, torn: bool) -> RowVerdict:
    """What is made of open figures that no total confirms; beside totals a month alone may well be its own amount."""
    beside = [month for month in totals if month > 1 and month != width]
    if not beside and all(s.sort is not Sort.OWN for s in row):
        return RowVerdict()
    why = _why_unfit(row, width, beside)
    if _is_no_row_of_totals(row, width, totals):
        return RowVerdict(Sort.OWN, why, torn)
    if _line(row, width)[-1] == totals.get(12):
        return RowVerdict(Sort.TOTAL)  # nothing came after it
    return RowVerdict(Sort.TOTAL, why, torn)


def _why_unfit(row: Amounts, width: int, beside: Sequence[int]) -> str:
    """The doubt of open figures beside totals that do not confirm them."""
    if _adds_up(row, width):
        return "加起来正好是全年的数，可月份不全，已按当期数累加"
    last = _opens(row, width)[-1].last
    whole = min((month for month in beside if month >= last), default=0)
    if not whole:
        return _UNSAID
    named = Stretch(1, whole, Sort.TOTAL).label
    return f"最后一个数不等于{named}的数，连续加起来也不等于，累计还是当期分不清"


def _is_no_row_of_totals(row: Amounts, width: int, totals: Totals) -> bool:
    """Whether open figures fall among the totals, or come to the year's with a gap between them."""
    together = {**_read_as(row, width, Sort.TOTAL, totals), **totals}
    line = [together[month] for month in sorted(together)]
    return any(map(_is_less, pairwise(line))) or _falls(row, width) or _adds_up(row, width)


def _is_less(pair: tuple[Decimal, Decimal]) -> bool:
    """Whether the second of two is less than the first."""
    return pair[1] < pair[0]


def _adds_up(row: Amounts, width: int) -> bool:
    """Whether figures with a gap between them come to the year's."""
    year = row.get(Stretch(1, 12, Sort.TOTAL))
    return year is not None and sum(_line(row, width)) == year


def _fits(found: Totals, totals: Totals) -> bool | None:
    """Whether totals are as they are known; None where none of them is."""
    shared = found.keys() & totals.keys()
    if not shared:
        return None
    return all(found[month] == totals[month] for month in shared)


def _tells(row: Amounts, width: int, totals: Totals) -> bool:
    """Whether an open figure that equals a total says how the row is meant: not where nothing came before it."""
    opens = _opens(row, width)
    if len(opens) == 1:
        return True
    earliest = min((s.last for s in row if row[s]), default=12)
    return any(s.last in totals and s.last > earliest for s in opens)


def _held_against(row: Amounts, width: int, totals: Totals, year: Decimal) -> RowVerdict:
    """How open figures fit the year's that the ledger holds, which may itself be wrong; a fall says more."""
    if _falls(row, width) or _opens(row, width)[-1].last < 12:
        return RowVerdict()
    verdict = _verdict(row, width, {**totals, 12: year})
    if not verdict.doubt:
        return verdict
    line = _line(row, width)
    if abs(line[-1] - year) > abs(sum(line) - year):
        return RowVerdict(Sort.TOTAL, f"和台账里的上年全年数{year}对不上，连续加起来是{sum(line)}，请看是不是当期数")
    return RowVerdict()


@dataclass(slots=True)
class _Settling:
    """One row on its way to totals."""

    amounts: Amounts
    verdicts: Mapping[int, RowVerdict]
    totals: dict[int, Decimal] = field(default_factory=dict)
    source: dict[int, Stretch] = field(default_factory=dict)
    found: dict[Stretch, Settled] = field(default_factory=dict)
    doubts: dict[Stretch, list[str]] = field(default_factory=dict)

    def settled(self) -> dict[Stretch, Settled]:
        """Explicit totals first, then what is read as totals, then sums of own amounts; then all against each other."""
        own = [s for s in self.amounts if s.sort is Sort.OWN]
        for s in self.amounts:
            if s.sort is Sort.TOTAL:
                self._take(s, self.amounts[s])
        for width, verdict in self.verdicts.items():
            opens = _opens(self.amounts, width)
            self._doubt_all(width, opens, verdict)
            if verdict.sort is Sort.OWN:
                own += opens
                continue
            for s in opens:
                self._take(s, self.amounts[s])
        for s in sorted(own, key=lambda s: (s.last, s.width)):
            self._add(s)
        self._look_for_falls()
        return {s: self._with_doubts(s) for s in self.amounts}

    def _doubt_all(self, width: int, opens: Sequence[Stretch], verdict: RowVerdict) -> None:
        if not verdict.doubt:
            return
        doubted = [*opens]
        for s in self.amounts:
            if s.sort is Sort.TOTAL and (s.last == width or verdict.torn):
                doubted.append(s)
        for s in doubted:
            self.doubts.setdefault(s, []).append(verdict.doubt)

    def _take(self, s: Stretch, value: Decimal, note: str = "") -> None:
        if s.last not in self.totals:
            self.totals[s.last], self.source[s.last] = value, s
            self.found[s] = Settled(value, note=note)
            return
        other = self.source[s.last]
        self.found[s] = Settled(note=f"已有{other.label}的数，不用这一个", unused=True)
        # a single month read as a total that is none is what the explicit total is there for
        if value != self.totals[s.last] and other.sort is s.sort:
            self._contradict(s, other)

    def _add(self, s: Stretch) -> None:
        """A months' own amount: the total up to its end, or a test of it where that is known."""
        before = self.totals.get(s.first - 1)
        if s.first == 1:
            before = Decimal(0)
        if before is None:
            self._miss(s)
            return
        self._inherit_doubt(s)
        value = before + self.amounts[s]
        known = self.totals.get(s.last)
        if known is not None and known != value:
            self._contradict(s, self.source[s.last])
        self._take(s, value, note=f"当期数{self.amounts[s]}，累计到{value}")

    def _inherit_doubt(self, s: Stretch) -> None:
        """What is added to a doubtful total is as doubtful."""
        base = self.source.get(s.first - 1)
        if base in self.doubts and not self.doubts.get(s):
            self.doubts[s] = [f"是在{base.label}的数上加的，那个数存疑"]

    def _miss(self, s: Stretch) -> None:
        if s.last in self.totals:
            self._take(s, self.totals[s.last])
            return
        self.found[s] = Settled()
        missing = f"缺1—{s.first - 1}月的累计数，当期数算不出累计"
        self.doubts.setdefault(s, []).append(missing)

    def _contradict(self, one: Stretch, other: Stretch) -> None:
        for s, beside in ((one, other), (other, one)):
            self.doubts.setdefault(s, []).append(f"和{beside.label}的数对不上")

    def _look_for_falls(self) -> None:
        for earlier, later in pairwise(sorted(self.totals)):
            if self.totals[later] < self.totals[earlier]:
                fallen = f"{later}月的累计数比{earlier}月的小"
                for month in (earlier, later):
                    self.doubts.setdefault(self.source[month], []).append(fallen)

    def _with_doubts(self, s: Stretch) -> Settled:
        found = self.found[s]
        doubt = "；".join(dict.fromkeys(self.doubts.get(s, ())))
        if found.unused:  # nothing is written for it, and what it is at odds with is doubted
            return found
        return Settled(found.value, doubt, found.note)
