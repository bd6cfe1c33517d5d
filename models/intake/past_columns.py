"""What the columns of a table of last year's figures are, by one or more rows of heads, or by what fills them.

A table whose rows are months is turned first (`upright`), so that every other part knows one way of lying.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from operator import itemgetter

from models.intake.past_sums import Sort, Stretch
from models.words.columns import HEADS, PAST_CORNER, PAST_NAME, PAST_UNIT
from models.words.numbers import clean
from models.words.spans import SpanWords, read_span, together
from models.words.units import is_unit_alone

# rows from the top; what stands above a header is a title and notes
HEAD_WITHIN = 12
_HEAD_ROWS = 3  # year, quarter, month

Rows = Sequence[Sequence[str]]


class PastColumn(StrEnum):
    """What a column holds; a single month or quarter is a total or its own amount, as the figures show."""

    UNUSED = "不用"
    NAME = "指标"
    UNIT = "计量单位"
    PERIOD = "期间（每行一个）"
    FIGURE = "上年数（期间在行里）"
    M1 = "上年1月"
    M2 = "上年1—2月"
    M3 = "上年1—3月（一季度末）"
    M4 = "上年1—4月"
    M5 = "上年1—5月"
    M6 = "上年1—6月（二季度末）"
    M7 = "上年1—7月"
    M8 = "上年1—8月"
    M9 = "上年1—9月（三季度末）"
    M10 = "上年1—10月"
    M11 = "上年1—11月"
    M12 = "上年全年"
    P2 = "上年2月（累计或当月看数）"
    P3 = "上年3月（累计或当月看数）"
    P4 = "上年4月（累计或当月看数）"
    P5 = "上年5月（累计或当月看数）"
    P6 = "上年6月（累计或当月看数）"
    P7 = "上年7月（累计或当月看数）"
    P8 = "上年8月（累计或当月看数）"
    P9 = "上年9月（累计或当月看数）"
    P10 = "上年10月（累计或当月看数）"
    P11 = "上年11月（累计或当月看数）"
    P12 = "上年12月（累计或当月看数）"
    Q2 = "上年二季度（累计或当季看数）"
    Q3 = "上年三季度（累计或当季看数）"
    Q4 = "上年四季度（累计或当季看数）"
    O2 = "上年2月当月"
    O3 = "上年3月当月"
    O4 = "上年4月当月"
    O5 = "上年5月当月"
    O6 = "上年6月当月"
    O7 = "上年7月当月"
    O8 = "上年8月当月"
    O9 = "上年9月当月"
    O10 = "上年10月当月"
    O11 = "上年11月当月"
    O12 = "上年12月当月"
    R2 = "上年二季度当季"
    R3 = "上年三季度当季"
    R4 = "上年四季度当季"
    S2 = "上年下半年"


def _stretch(column: PastColumn) -> Stretch | None:
    letter, number = column.name[0], column.name[1:]
    if not number.isdecimal():
        return None
    at = int(number)
    return {
        "M": Stretch(1, at, Sort.TOTAL),
        "P": Stretch(at, at, Sort.OPEN),
        "Q": Stretch(3 * at - 2, 3 * at, Sort.OPEN),
        "O": Stretch(at, at, Sort.OWN),
        "R": Stretch(3 * at - 2, 3 * at, Sort.OWN),
        "S": Stretch(7, 12, Sort.OWN),
    }[letter]


STRETCHES: Mapping[PastColumn, Stretch] = {c: s for c in PastColumn if (s := _stretch(c))}
_OF_STRETCH = {stretch: column for column, stretch in STRETCHES.items()}
# columns that figures stand in
FIGURES = frozenset({*STRETCHES, PastColumn.FIGURE})
SEVERAL = frozenset({PastColumn.UNUSED, PastColumn.PERIOD, PastColumn.FIGURE})
_SILENT = SpanWords(aim=True)
_FIGURE = re.compile(r"[+-]?[\d,.]+%?")
_YEAR_IN = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class PastHead:
    """How a table is understood: rows `top` to `first` are its head, `columns` what its columns are.

    `words` are the heads' words from the top, `doubts` by column what had to be guessed. `rates` says that
    some columns are of rates, `only_rates` that no others are of last year.
    """

    top: int
    first: int
    columns: tuple[PastColumn, ...]
    words: tuple[str, ...] = ()
    doubts: Mapping[int, str] = field(default_factory=dict)
    rates: bool = False
    only_rates: bool = False


def recognise_past(rows: Rows, year: int) -> tuple[int, tuple[PastColumn, ...]]:
    """The rows that stand above the figures, and what each column is; `year` is the plan's."""
    head = past_head(rows, year)
    return head.first, head.columns


def past_head(rows: Rows, year: int) -> PastHead:
    """How a table that lies with its months side by side is understood."""
    for at in range(min(HEAD_WITHIN, len(rows))):
        name = _name_column(rows, at)
        if name is None:
            continue
        top, first = _head_rows(rows, at, name)
        parts = _parts(rows[top:first])
        if any(map(_tells_period, parts)):
            return _understood(rows, top, first, name, parts, year)
    columns = _guess(rows)
    return PastHead(0, 0, columns, doubts=dict.fromkeys(range(len(columns)), "没有认出表头，按上年全年读"))


def head_spans(row: Sequence[str]) -> list[SpanWords | None]:
    """What each cell of a row says as a head; numbers alone are months where they rise from cell to cell."""
    spans = [read_span(cell) for cell in row]
    bare = [span.last for span in spans if span and span.bare]
    if len(bare) < 2 or any(later <= earlier for earlier, later in pairwise(bare)):
        spans = [None if span and span.bare else span for span in spans]
    return spans


@dataclass(frozen=True, slots=True)
class _Part:
    """A cell of the head, or one above that stands for several columns."""

    words: str
    said: SpanWords | None


def _word(cell: str) -> str:
    """A head in one line, without what stands in brackets."""
    return re.sub(r"[(][^()]*[)]", "", clean(cell))


def _is_name(cell: str) -> bool:
    return bool(PAST_NAME.fullmatch(_word(cell)) or PAST_CORNER.fullmatch(_word(cell)))


def _is_head(cell: str, said: SpanWords | None) -> bool:
    """Whether a cell is blank or stands in heads only."""
    word = _word(cell)
    if not word or said is not None or _is_name(cell) or PAST_UNIT.fullmatch(word):
        return True
    return any(re.fullmatch(pattern, word) for _, pattern in HEADS)


def _name_column(rows: Rows, at: int) -> int | None:
    """The column of names if a row may be a head: by its word, or by nothing standing left of the first month."""
    row, below = rows[at], rows[at + 1 :]
    for column, cell in enumerate(row):
        if PAST_NAME.fullmatch(_word(cell)):
            return column
    corners = [column for column, cell in enumerate(row) if PAST_CORNER.fullmatch(_word(cell))]
    filled = [column for column, cell in enumerate(row) if cell.strip() and column not in corners]
    said = head_spans(row)
    if corners:
        return _name_of_corners(below, corners, [*filled, len(row)][0])
    if filled and (first := said[filled[0]]) and first.is_period:
        return _names_beside(below, filled[0], first)
    return None


def _cells_of(rows: Rows, column: int) -> list[str]:
    return list(map(itemgetter(column), rows))


def _names_beside(below: Rows, at: int, first: SpanWords) -> int | None:
    """The column of names left of the first period, or below it: a year may stand in the corner."""
    if _is_only_year(first) and _most(_cells_of(below, at), _is_words):
        return at
    return _names_before(below, at)


def _is_only_year(said: SpanWords) -> bool:
    return said.is_dated and not (said.last or said.whole or said.sums_up)


def _name_of_corners(below: Rows, corners: Sequence[int], end: int) -> int:
    """Of columns headed 月份, 时间, 任务 the one with names; months there may have the names beside them."""
    for column in corners:
        if not _most(_cells_of(below, column), is_period):
            return column
    for column in range(end):
        if _most(_cells_of(below, column), _is_words) and column not in corners:
            return column
    names = _names_before(below, corners[0])
    if names is None:
        return corners[0]
    return names


def _names_before(rows: Rows, end: int) -> int | None:
    """The first column of words left of another; the first where none is, None where there is no column."""
    for column in range(end):
        cells = _cells_of(rows, column)
        if _most(list(filter(str.strip, cells)), _is_words):
            return column
    if end:
        return 0
    return None


def _head_rows(rows: Rows, at: int, name: int) -> tuple[int, int]:
    """The first row of a head and the one behind its last: a year may stand above the months, or below a word."""
    top, first = at, at + 1
    while top > 0 and first - top < _HEAD_ROWS and _all_periods(rows[top - 1]):
        top -= 1
    while first < len(rows) and first - top < _HEAD_ROWS and _is_below(rows[first], rows[at], name):
        first += 1
    return top, first


def _all_periods(row: Sequence[str]) -> bool:
    """Whether a row above a head has years and months, and nothing else."""
    said = [span for span, cell in zip(head_spans(row), row, strict=True) if cell.strip()]
    return bool(said) and all(said)


def _is_below(row: Sequence[str], above: Sequence[str], name: int) -> bool:
    """Whether a row goes on with the head: no name, and only words that stand in heads."""
    if row[name].strip() and row[name] != above[name] and not _is_name(row[name]):
        return False
    spans = head_spans(row)
    return any(spans) and all(_is_head(cell, said) for cell, said in zip(row, spans, strict=True))


def _parts(head: Rows) -> list[list[_Part]]:
    """For each column its heads from the top; what is merged over several columns counts for each of them."""
    parts: list[list[_Part]] = [[] for _ in head[0]]
    for at, row in enumerate(head):
        over: _Part | None = None
        for column, (cell, said) in enumerate(zip(row, head_spans(row), strict=True)):
            if cell.strip():
                over = _Part(" ".join(cell.split()), said)
                parts[column].append(over)
            elif over and over.said and any(below[column].strip() for below in head[at + 1 :]):
                parts[column].append(over)
    return parts


def _understood(rows: Rows, top: int, first: int, name: int, parts: list[list[_Part]], year: int) -> PastHead:
    words = ["·".join(dict.fromkeys(part.words for part in column)) for column in parts]
    said = [_said(column) for column in parts]
    fixed = _fixed(rows[first:], parts, name)
    table = _ColumnsTogether(said, fixed, year)
    corner = [part.words for part in parts[name]]
    doubts = _doubts(table, "".join([*map("".join, rows[:top]), *corner]))
    for used, rival in table.rivals().items():
        if any(row[used].strip() != row[rival].strip() for row in rows[first:]):
            doubts[used] = "；".join(filter(None, (doubts.get(used), f"另有一列“{words[rival]}”，没有用")))
    return PastHead(top, first, table.roles, tuple(words), doubts, table.has_rates, table.only_rates)


def _tells_period(parts: Sequence[_Part]) -> bool:
    return any(part.said and part.said.is_period for part in parts)


def _said(parts: Sequence[_Part]) -> SpanWords:
    """What a column's heads say together; no figure of ours where one of them says something else."""
    known = [part.said for part in parts if part.said]
    if not known or len(known) < len(parts):
        return _SILENT
    return together(known)


def _fixed(data: Rows, parts: Sequence[Sequence[_Part]], name: int) -> dict[int, PastColumn]:
    """Columns of names, units and periods: by their words, or by what fills them."""
    found = {name: PastColumn.NAME}
    for column, heads in enumerate(parts):
        if column == name or any(part.said for part in heads):
            continue
        cells = _cells_of(data, column)
        role = _fixed_role([_word(part.words) for part in heads], list(filter(str.strip, cells)))
        if role in SEVERAL or role not in found.values():
            found[column] = role
    return found


def _fixed_role(words: Sequence[str], cells: Sequence[str]) -> PastColumn:
    """What a column is whose heads name no month."""
    if any(map(PAST_UNIT.fullmatch, words)):
        return PastColumn.UNIT
    if not all(map(PAST_CORNER.fullmatch, words)):
        return PastColumn.UNUSED
    if _most(cells, is_period):
        return PastColumn.PERIOD
    if _most(cells, _is_unit):
        return PastColumn.UNIT
    return PastColumn.UNUSED


def is_period(cell: str) -> bool:
    """Whether a cell of a row says of which year or months the row is, or whether it has totals."""
    said = read_span(cell)
    return said is not None and (said.is_period or said.sums_up)


def _is_unit(cell: str) -> bool:
    return is_unit_alone(clean(cell))


class _ColumnsTogether:
    """The columns of a table, understood beside each other."""

    def __init__(self, said: Sequence[SpanWords], fixed: Mapping[int, PastColumn], year: int) -> None:
        self.year, self.fixed = year, fixed
        self.in_rows = PastColumn.PERIOD in fixed.values()
        if not self.in_rows:
            said = _months_from_the_left(said)
        self.said = _with_whole(_of_this_year(said), year)
        usable = list(filter(self._is_usable, self.said))
        self.has_rates = any(s.rate for s in self.said)
        self.only_rates = bool(usable) and all(s.rate for s in usable)
        self.roles = self._roles()

    def _is_usable(self, said: SpanWords) -> bool:
        """Whether a column may have figures of last year."""
        if said.aim or not said.is_before(self.year):
            return False
        return said.is_period or self.in_rows

    def _roles(self) -> tuple[PastColumn, ...]:
        roles = [self.fixed.get(column, PastColumn.UNUSED) for column in range(len(self.said))]
        # of two columns for the same months the one with its year is meant
        for column in sorted(range(len(roles)), key=lambda at: _vagueness(self.said[at])):
            role = self._role(self.said[column])
            if column in self.fixed or (role in roles and role not in SEVERAL):
                continue
            roles[column] = role
        return tuple(roles)

    def rivals(self) -> dict[int, int]:
        """The columns that are not used and say the same as one that is, by that one."""
        found = {}
        for column, said in enumerate(self.said):
            role = self._role(said)
            taken = column in self.fixed or self.roles[column] is not PastColumn.UNUSED
            if taken or said.same or role not in self.roles:
                continue
            used = self.roles.index(role)
            if role is not PastColumn.UNUSED and _vagueness(said) == _vagueness(self.said[used]):
                found[used] = column
        return found

    def _role(self, said: SpanWords) -> PastColumn:
        if not self._is_usable(said) or (said.rate and not self.only_rates):
            return PastColumn.UNUSED
        if said.last:
            return _OF_STRETCH.get(stretch_of(said), PastColumn.UNUSED)
        if self.in_rows:
            return PastColumn.FIGURE
        return PastColumn.M12


def _vagueness(said: SpanWords) -> tuple[bool, bool]:
    """How little a head says of its year, then of its months: 上年同期 beside 上年全年 is not the whole year."""
    return not said.is_dated, said.same and not said.last


def stretch_of(said: SpanWords) -> Stretch:
    """The months that words name, and whether they are a total: from January, or in words."""
    if said.total or said.first == 1:
        return Stretch(1, said.last, Sort.TOTAL)
    if said.own or said.last - said.first > 2:
        return Stretch(said.first, said.last, Sort.OWN)
    return Stretch(said.first, said.last, Sort.OPEN)


def _months_from_the_left(said: Sequence[SpanWords]) -> list[SpanWords]:
    """上年同期 and 累计 without months are of the months left of them."""
    found: list[SpanWords] = []
    left = _SILENT
    for s in said:
        told = s
        if left.last and not s.last and (s.same or s.sums_up):
            told = replace(together([_only_year(left, s), s]), first=left.first, last=left.last)
        if told.last and told.is_amount:
            left = told
        found.append(told)
    return found


def _only_year(left: SpanWords, s: SpanWords) -> SpanWords:
    """The year of the column to the left, where a column names none."""
    if s.is_dated:
        return SpanWords()
    return SpanWords(year=left.year, last_year=left.last_year, same=left.same, this_year=left.this_year)


def _of_this_year(said: Sequence[SpanWords]) -> list[SpanWords]:
    """Beside 上年同期 what names no year is of this one."""
    if not any(s.same for s in said):
        return list(said)
    return [replace(s, this_year=not s.is_dated or s.this_year) for s in said]


def _with_whole(said: Sequence[SpanWords], year: int) -> list[SpanWords]:
    """合计 is up to the last month that stands beside it, of its year."""
    found: list[SpanWords] = []
    for s in said:
        told = s
        if s.whole and not s.last:
            beside = [other.last for other in said if other.is_before(year) == s.is_before(year)]
            told = replace(s, first=1, last=max(beside, default=0) or 12)
        found.append(told)
    return found


def _doubts(table: _ColumnsTogether, title: str) -> dict[int, str]:
    """By column what had to be guessed of its year or months."""
    years = sorted({int(year) for year in _YEAR_IN.findall(clean(title))})
    undated = ""
    if years and table.year - 1 not in years:
        undated = f"标题写的是{'、'.join(map(str, years))}年，这里要{table.year - 1}年的数"
    elif not years and any(s.year or s.this_year for s in table.said):
        # 上年全年 beside 一季度 is how last year's tables look; a number of a year beside it is not
        undated = "这一列的表头没有写是哪一年"
    found: dict[int, str] = {}
    for column, said in enumerate(table.said):
        if table.roles[column] in FIGURES:
            doubts = [said.doubt, _doubt_of_months(said, in_rows=table.in_rows), _doubt_of_year(said, table.year)]
            if not said.is_dated:
                doubts.append(undated)
            found[column] = "；".join(filter(None, doubts))
    return found


def _doubt_of_months(said: SpanWords, *, in_rows: bool) -> str:
    if said.same and not said.last and not in_rows:
        return "表头没有写到几月，按全年读"
    return ""


def _doubt_of_year(said: SpanWords, year: int) -> str:
    if said.year == year - 1 and said.last_year and said.same:
        return f"{said.year}年的上年同期像是{said.year - 1}年的数"
    return ""


def _guess(rows: Rows) -> tuple[PastColumn, ...]:
    """Without a header: the first column of words has the names, the last one of figures the year."""
    by_column = list(zip(*rows, strict=True))
    columns = [PastColumn.UNUSED] * len(by_column)
    for at, cells in enumerate(by_column):
        if _most(cells, _is_words):
            columns[at] = PastColumn.NAME
            break
    # from the right: the total of the year stands last
    for at in reversed(range(len(by_column))):
        if _most(by_column[at], _is_figure):
            columns[at] = PastColumn.M12
            break
    return tuple(columns)


def _most(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    """Whether more than half of some cells pass a test."""
    return sum(map(fits, cells)) * 2 > len(cells)


def _is_words(cell: str) -> bool:
    return bool(cell.strip()) and not _is_figure(cell)


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(clean(cell)) is not None
