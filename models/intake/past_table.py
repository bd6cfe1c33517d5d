"""Last year's figures out of a table: a column of names, a column for each month or quarter.

Every filled cell below a month becomes a line: a figure for a target, or the reason why it is none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from models.intake.past_columns import (
    FIGURES,
    STRETCHES,
    PastColumn,
    PastHead,
    Rows,
    is_period,
    past_head,
    stretch_of,
)
from models.intake.past_names import PastNames, unit_behind
from models.intake.past_sums import PastRow, Settled, Sort, Stretch, as_they_stand, settle
from models.plan.entities import Kind, PastValue, Target, past_id
from models.plan.period import Period
from models.plan.quantity import is_percent, plain, with_minus
from models.plan.year import PlanYear, said_held
from models.words.numbers import clean, read_number, read_past_number, share_factor
from models.words.spans import SpanWords, read_span, together

_BARE = re.compile(r"[-+]?[\d.,]+")  # a figure without a unit of its own
_MOST_NAMED = 3  # of the rows that have another figure for the same
NOTHING = {"", "-", "--", "—", "——", "－", "–", "/"}  # what stands in a cell without a figure


@dataclass(frozen=True, slots=True)
class PastLine:
    """A filled cell: the figure of a target for a period of last year.

    `value` is None where it cannot be written, `doubt` then says why; with a value it says what
    somebody should look at. `note` says what was made of the cell, `head` are the words above it.
    `unused` is a figure that another one stands for. `old` is the figure that the ledger holds.
    """

    row: int
    words: str
    name: str
    text: str
    target: Target | None = None
    period: Period | None = None
    value: Decimal | None = None
    old: Decimal | None = None
    doubt: str = ""
    note: str = ""
    head: str = ""
    stretch: Stretch | None = None
    unused: bool = False

    @property
    def entity(self) -> PastValue | None:
        """What is written for it."""
        if self.target is None or self.period is None or self.value is None:
            return None
        key = self.period.key
        return PastValue(past_id(self.target.series_id, key), self.target.series_id, key, self.value)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row below the head: whose figures it has, in what unit, and what it says of their months.

    `noted` is a unit above the table that is not the target's: it may or may not be meant for this row.
    """

    at: int
    words: str
    name: str
    unit: str
    said: SpanWords
    target: Target | None
    doubt: str
    noted: str = ""


def read_past(rows: Rows, first: int, columns: Sequence[PastColumn], ledger: PlanYear) -> list[PastLine]:
    """A line for every filled cell below a month, in the table's order."""
    year = ledger.plan.year
    head = past_head(rows, year)
    if head.first != first:
        head = PastHead(first, first, tuple(columns))
    targets = PastNames(ledger.targets, rows[: head.top], _names(rows[first:], columns))
    named = _unit_of_names(head)
    found: list[PastLine] = []
    name = ""
    for at, cells in enumerate(rows[first:], start=first):
        row = _row(at, cells, columns, name, targets, named)
        name = row.name
        for column, cell in enumerate(cells):
            if column < len(columns) and columns[column] in FIGURES and cell.strip() not in NOTHING:
                found.append(_line(row, cell.strip(), column, columns[column], head, ledger))
    return [_not_held(line, ledger) for line in _not_tenths(_settled(_first_only(found), ledger))]


def _names(rows: Rows, columns: Sequence[PastColumn]) -> list[str]:
    """All that the column of names says."""
    return [_cell(zip(columns, row, strict=False), PastColumn.NAME) for row in rows]


def columns_left(rows: Rows, first: int, columns: Sequence[PastColumn], year: int) -> list[str]:
    """The heads of the columns that are filled and not used."""
    head = past_head(rows, year)
    left = []
    for column, role in enumerate(columns):
        filled = any(row[column].strip() for row in rows[first:])
        if role is PastColumn.UNUSED and filled:
            words = head.words[column] if head.first == first and column < len(head.words) else ""
            left.append(words or f"第{column + 1}列")
    return left


def _unit_of_names(head: PastHead) -> str:
    """The unit in the head of the column of names: 指标（万元）."""
    for words, role in zip(head.words, head.columns, strict=False):
        if role is PastColumn.NAME:
            return next(filter(None, map(unit_behind, reversed(words.split("·")))), "")
    return ""


def _row(
    at: int, cells: Sequence[str], columns: Sequence[PastColumn], above: str, targets: PastNames, named: str
) -> _Row:
    """What a row says of all its figures; a row without a name that has a period goes on with the one above."""
    beside = list(zip(columns, cells, strict=False))
    periods = [cell for column, cell in beside if column is PastColumn.PERIOD]
    name, unit = _cell(beside, PastColumn.NAME), _cell(beside, PastColumn.UNIT)
    if not name and any(cell.strip() for cell in periods):
        name = above
    called = name
    if not name or is_period(name):
        periods, called = [*periods, name], targets.titled
    said = together(filter(None, map(read_span, periods)))
    target, doubt = targets.find(called, unit)
    unit = unit or unit_behind(name) or targets.unit_over(target, called, named)
    noted = "" if unit else targets.other_unit_above(target, called)
    words = "　".join(filter(None, map(_in_one_line, cells)))
    return _Row(at, words, _in_one_line(name), unit, said, target, doubt, noted)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(cells: Iterable[tuple[PastColumn, str]], wanted: PastColumn) -> str:
    for column, cell in cells:
        if column is wanted:
            return cell.strip()
    return ""


def _line(row: _Row, text: str, column: int, role: PastColumn, head: PastHead, ledger: PlanYear) -> PastLine:
    """One filled cell: its months, its figure, and what is doubtful of either."""
    year = ledger.plan.year
    words, unit, guessed = "", row.unit, ""
    if column < len(head.words):
        words = head.words[column]
        unit = row.unit or _unit_of(words)
    if head.columns[column] is role:
        guessed = head.doubts.get(column, "")
    if not row.said.is_before(year):
        return PastLine(row.at, row.words, row.name, text, doubt="这一行不是上年的数", head=words, unused=True)
    stretch = _stretch(role, row.said)
    if row.target is None or stretch is None:
        doubt = row.doubt or "这一行没有写是哪几个月的数"
        return PastLine(row.at, row.words, row.name, text, doubt=doubt, head=words)
    value, odd = _figure(text, row.target, unit)
    other = ""
    if value is not None:
        other = _and(_other_sort(text, row.target, stretch, head), _other_unit(text, row.target, row, unit, head))
    told = _and(row.doubt, row.said.doubt, guessed, odd, other)
    period = Period.of_month(year - 1, stretch.last)
    old = ledger.past_of(row.target).get(period.key)
    # a row of months makes a dozen of them, a table tens of thousands: each is made once, not filled in step by step
    return PastLine(
        row.at, row.words, row.name, text, row.target, period, value, old, told, head=words, stretch=stretch
    )


def _other_unit(text: str, target: Target, row: _Row, unit: str, head: PastHead) -> str:
    """A doubt where a note above the table names another unit than the target's, and nothing nearer says one."""
    if unit or not row.noted or not _BARE.fullmatch(clean(text)):
        return ""
    if head.only_rates and share_factor(target.unit):  # the heads of the columns say so themselves
        return ""
    return f"表上注明单位是{row.noted}，这一项是{target.unit}"


def _unit_of(words: str) -> str:
    said = filter(None, map(read_span, reversed(words.split("·"))))
    return next((span.unit for span in said if span.unit), "")


def _stretch(role: PastColumn, said: SpanWords) -> Stretch | None:
    """The months of a cell: its column's, or those of its row; 当月 or 累计 of the row says what they are."""
    if role is PastColumn.FIGURE:
        if said.last:
            return stretch_of(said)
        if said.year or said.last_year or said.same:
            return Stretch(1, 12, Sort.TOTAL)
        return None
    stretch = STRETCHES[role]
    if stretch.sort is not Sort.OPEN:
        return stretch
    return stretch_of(SpanWords(first=stretch.first, last=stretch.last, total=said.total, own=said.own))


def _other_sort(text: str, target: Target, stretch: Stretch, head: PastHead) -> str:
    """A doubt where a column does not seem to have what a target of its kind reports."""
    if target.kind is Kind.GROWTH and head.rates and not head.only_rates and "%" not in clean(text):
        return "表里另有增速的列，这一个像是总量"
    if target.kind is Kind.GROWTH and stretch.sort is Sort.OWN:
        return "这是当期的增速，不是累计增速"
    if target.kind is not Kind.GROWTH and head.only_rates and not is_percent(target.unit):
        return "这一列像是增速或占比"
    return ""


def _figure(text: str, target: Target, unit: str) -> tuple[Decimal | None, str]:
    """A cell's figure in the target's unit, and a doubt; `unit` is that of the table's own column."""
    if target.kind in {Kind.MILESTONE, Kind.QUALITATIVE}:
        return None, f"{target.kind.label}指标没有上年数"
    if unit and clean(unit) != clean(target.unit):
        return _from_other_unit(text, target, unit)
    reading = read_past_number(target, text)
    told = reading.problem or reading.doubt
    if told is not None:
        return reading.value, told.text
    return reading.value, _odd(reading.value, text, target)


def _from_other_unit(text: str, target: Target, unit: str) -> tuple[Decimal | None, str]:
    """A figure of a table in 万元 for a target in 亿元: what is written beside it goes with the table's unit."""
    first = read_number(text, unit)
    told = first.problem or first.doubt
    doubt = told.text if told else ""
    if first.value is None:
        return None, doubt
    reading = read_past_number(target, plain(first.value) + unit)
    if reading.problem is not None and reading.problem.key == "no-number":  # the number is one, its unit is wrong
        return None, f"表里的单位是{unit}，换算不成{target.unit}"
    told = reading.problem or reading.doubt
    converted = told.text if told else reading.understood
    return reading.value, _and(doubt, converted, _odd(reading.value, text, target))


def _odd(value: Decimal | None, text: str, target: Target) -> str:
    """A doubt of a figure that is well written and still seems wrong."""
    if value is None:
        return ""
    if value < 0 and target.kind is not Kind.GROWTH:
        return f"{with_minus(plain(value))}是负数"
    large = target.value is None or abs(target.value) >= 1
    if is_percent(target.unit) and large and 0 < abs(value) < 1 and not re.search("[%％‰]", text):
        return f"{with_minus(plain(value))}小于1，可能是把百分数填成了小数"
    return ""


def _not_tenths(lines: Sequence[PastLine]) -> list[PastLine]:
    """A percentage of a tenth of the figure before it may be a decimal (rules.md §7); below 1 it is doubted already."""
    found, before = list(lines), dict[str, Decimal]()
    order = sorted(range(len(lines)), key=lambda at: _end_of(lines[at]))
    for at in order:
        line = lines[at]
        if line.target is None or line.value is None or not share_factor(line.target.unit):
            continue
        last = before.get(line.target.id)
        if last and _is_tenth(line.value, last, line.target.value) and not re.search("[%％‰]", line.text):
            said = f"不超过前一个数{plain(last)}的十分之一，可能是把百分数填成了小数"
            found[at] = replace(line, doubt=_and(line.doubt, said))
        else:
            before[line.target.id] = line.value
    return found


def _end_of(line: PastLine) -> str:
    return line.period.key if line.period else ""


def _is_tenth(value: Decimal, last: Decimal, aim: Decimal | None) -> bool:
    return aim is not None and abs(aim) >= 1 and abs(value) * 10 <= abs(last)


def _not_held(line: PastLine, ledger: PlanYear) -> PastLine:
    """A figure that a closed period of the year before reported stays as it is."""
    if line.target is None or line.period is None or line.value in {None, line.old}:
        return line
    holders = ledger.holders(line.target, line.period.key)
    if not holders:
        return line
    return replace(line, value=None, doubt=said_held(line.target, line.period.key, holders).text)


def _settled(lines: Sequence[PastLine], ledger: PlanYear) -> list[PastLine]:
    """The same with totals: what is its months' own amount is summed up, where several stand for months one is used."""
    by_target: dict[str, dict[Stretch, int]] = {}
    for at, line in enumerate(lines):
        if line.target and line.stretch and line.value is not None:
            by_target.setdefault(line.target.id, {})[line.stretch] = at
    found = list(lines)
    summed: list[PastRow] = []
    places: list[Mapping[Stretch, int]] = []
    for target_id, place in by_target.items():
        target = ledger.by_id[target_id]
        amounts = {stretch: value for stretch, at in place.items() if (value := lines[at].value) is not None}
        if target.kind is Kind.CUMULATIVE:
            year = ledger.past_of(target).get(Period.of_month(ledger.plan.year - 1, 12).key)
            summed.append(PastRow(amounts, year, target.value))
            places.append(place)
        else:
            _tell(found, place, as_they_stand(amounts))
    for whose, settled in zip(places, settle(summed), strict=True):
        _tell(found, whose, settled)
    return found


def _tell(lines: list[PastLine], place: Mapping[Stretch, int], settled: Mapping[Stretch, Settled]) -> None:
    """Say in a target's lines what their figures come to."""
    for stretch, at in place.items():
        lines[at] = _told(lines[at], settled[stretch])


def _told(line: PastLine, settled: Settled) -> PastLine:
    """A line with what its figure comes to."""
    doubt = _and(line.doubt, settled.doubt)
    if settled.value == line.value and doubt == line.doubt and not (settled.note or settled.unused):
        return line
    if settled.unused:
        return replace(line, value=None, unused=True, doubt=settled.note, note=settled.note)
    return replace(line, value=settled.value, doubt=doubt, note=settled.note)


def _first_only(lines: Sequence[PastLine]) -> list[PastLine]:
    """Of several figures for one target and the same months the first is written; all say so where they differ."""
    seen: dict[tuple[str, Stretch], int] = {}
    others: dict[int, list[int]] = {}
    kept: list[PastLine] = []
    for at, line in enumerate(lines):
        kept.append(line)
        if line.target is None or line.stretch is None or line.value is None:
            continue
        first = seen.setdefault((line.target.series_id, line.stretch), at)
        if first == at:
            continue
        same = lines[first].value == line.value
        kept[at] = replace(line, value=None, unused=same, doubt=f"和第{lines[first].row + 1}行是同一项，没有读入")
        if not same:
            others.setdefault(first, []).append(line.row + 1)
    for first, rows in others.items():
        kept[first] = replace(kept[first], doubt=_and(kept[first].doubt, _also_in(rows)))
    return kept


def _also_in(rows: Sequence[int]) -> str:
    """The doubt that other rows have another figure for the same; of many rows the first are named."""
    named = "、".join(f"第{row}行" for row in rows[:_MOST_NAMED])
    if len(rows) > _MOST_NAMED:
        named += f"等{len(rows)}行"
    return f"{named}也有这一项，数不一样"


def _and(*doubts: str) -> str:
    """Several doubts as one, each said once."""
    said = list(filter(None, doubts))
    if len(said) < 2:  # as most figures of most tables
        return "".join(said)
    return "；".join(dict.fromkeys(said))
