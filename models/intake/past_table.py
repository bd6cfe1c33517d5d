"""Last year's figures out of a table: a column of names, a column for each month or quarter.

Every filled cell below a month becomes a line: a figure for a target, or the reason why it is none.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from models.plan.entities import Kind, PastValue, Target, past_id
from models.plan.numerals import NUMERAL, small_number
from models.plan.period import Period
from models.plan.year import PlanYear, said_held
from models.words.columns import PAST_NAME, PAST_UNIT
from models.words.numbers import clean, read_number
from models.words.periods import LAST_YEAR, QUARTER, YEAR

# rows from the top; what stands above a header is a title and notes
HEAD_WITHIN = 12


class PastColumn(StrEnum):
    """What a column holds; a month means the total since 1 January, or the rate or level at its end."""

    UNUSED = "不用"
    NAME = "指标"
    UNIT = "计量单位"
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


MONTHS: Mapping[PastColumn, int] = {c: int(c.name[1:]) for c in PastColumn if c.name[1:].isdecimal()}
_OF_MONTH = {month: column for column, month in MONTHS.items()}
SEVERAL = frozenset({PastColumn.UNUSED})
_YEAR = rf"(?:({YEAR})年?|{LAST_YEAR}|上年度)?"
_SUM = "(?:累计|止|数|值|完成)*"
_MONTH = re.compile(rf"{_YEAR}(?:同期)?(?:1[-~至到])?(\d{{1,2}})月?[底末]?{_SUM}")
_QUARTER = re.compile(rf"{_YEAR}(?:同期)?{QUARTER}[底末]?(?:累计|数|值|完成)*")
_HALF = re.compile(rf"{_YEAR}上半年(?:累计|数|值|完成)*")
_WHOLE = re.compile(
    rf"(?:({YEAR})年?|{LAST_YEAR}|上年度|全年)(?:全年|年底|年末|同期)?(?:完成|实际|实绩|累计)?(?:数|值|情况|数据)?"
)
_NUMBER_BEFORE = re.compile(rf"^(?:[(]?\d+[).、]|{NUMERAL}、)")
_FIGURE = re.compile(r"[+-]?[\d,.]+%?")
# people and Excel write 1—3月 with any of these
_DASHES = str.maketrans("—–－", "---")


@dataclass(frozen=True, slots=True)
class PastLine:
    """A filled cell: the figure of a target for a period of last year.

    `value` is None where it cannot be written, `doubt` then says why; with a value it says what
    somebody should look at. `old` is the figure that the ledger holds.
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

    @property
    def entity(self) -> PastValue | None:
        """What is written for it."""
        if self.target is None or self.period is None or self.value is None:
            return None
        key = self.period.key
        return PastValue(past_id(self.target.series_id, key), self.target.series_id, key, self.value)


def recognise_past(rows: Sequence[Sequence[str]], year: int) -> tuple[int, tuple[PastColumn, ...]]:
    """The rows that stand above the figures, and what each column is; `year` is the plan's."""
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        found = _once([_column(cell, year) for cell in row])
        if PastColumn.NAME in found and not MONTHS.keys().isdisjoint(found):
            return at + 1, found
    return 0, _guess(rows)


def _guess(rows: Sequence[Sequence[str]]) -> tuple[PastColumn, ...]:
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
    """Whether more than half of a column, its empty cells counted, pass a test."""
    return sum(map(fits, cells)) * 2 > len(cells)


def read_past(
    rows: Sequence[Sequence[str]], first: int, columns: Sequence[PastColumn], ledger: PlanYear
) -> list[PastLine]:
    """A line for every filled cell below a month, in the table's order."""
    found: list[PastLine] = []
    for at, row in enumerate(rows[first:], start=first):
        found += _read_row(at, row, columns, ledger)
    return _first_only(found)


def _read_row(at: int, row: Sequence[str], columns: Sequence[PastColumn], ledger: PlanYear) -> list[PastLine]:
    cells = list(zip(columns, row, strict=False))
    name = _cell(cells, PastColumn.NAME)
    unit = _cell(cells, PastColumn.UNIT)
    words = "　".join(filter(None, map(_in_one_line, row)))
    target, doubt = _target(name, unit, ledger)
    found = []
    for column, cell in cells:
        if column not in MONTHS or not cell.strip():
            continue
        line = PastLine(at, words, _in_one_line(name), cell.strip(), doubt=doubt)
        if target:
            line = _read(line, target, unit, MONTHS[column], ledger)
        found.append(line)
    return found


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(cells: Sequence[tuple[PastColumn, str]], wanted: PastColumn) -> str:
    for column, cell in cells:
        if column is wanted:
            return cell.strip()
    return ""


def _read(line: PastLine, target: Target, unit: str, month: int, ledger: PlanYear) -> PastLine:
    period = Period.of_month(ledger.plan.year - 1, month)
    old = ledger.past_of(target).get(period.key)
    value, odd = _figure(line.text, target, unit)
    doubt = "；".join(filter(None, (line.doubt, odd)))
    if value is not None and value != old and ledger.is_held(target, period.key):
        value, doubt = None, said_held(target, period.key).text
    return replace(line, target=target, period=period, value=value, old=old, doubt=doubt)


def _figure(text: str, target: Target, unit: str) -> tuple[Decimal | None, str]:
    """A cell's figure in the target's unit, and a doubt; `unit` is that of the table's own column."""
    if target.kind in {Kind.MILESTONE, Kind.QUALITATIVE}:
        return None, f"{target.kind.label}指标没有上年数"
    whole = text
    if unit and clean(unit) != clean(target.unit) and re.fullmatch(r"[\d.,\-]+", clean(text)):
        whole += unit  # a table in 万元 for a target in 亿元
    reading = read_number(whole, target.unit)
    told = reading.problem or reading.doubt
    if told is not None:
        return reading.value, told.text
    if whole != text:
        return reading.value, reading.understood
    return reading.value, ""


def _target(name: str, unit: str, ledger: PlanYear) -> tuple[Target | None, str]:
    """The target of that name; a doubt where there is none, or more than one."""
    wanted = clean(name)
    if not wanted:
        return None, "这一行没有指标名称"
    names = {wanted, _NUMBER_BEFORE.sub("", wanted)}
    cores = {_core(_NUMBER_BEFORE.sub("", wanted))}
    # a name that is the same goes before one that is only alike
    for spelled, known in ((_full, names), (_short, names), (_bare, cores)):
        alike = [t for t in ledger.targets if spelled(t) in known]
        if unit and len(alike) > 1:
            # 合同外资 in 万美元 and in 亿元 may both be in a plan
            alike = [t for t in alike if clean(t.unit) == clean(unit)]
        if len(alike) > 1:
            return None, f"计划里有{len(alike)}项指标叫这个名字，分不清是哪一项"
        if alike:
            return alike[0], _likeness(alike[0], names)
    return None, "计划里没有这个名字的指标"


def _likeness(target: Target, names: set[str]) -> str:
    """The doubt where a target was found by a name that is only like its own."""
    if names & {_full(target), _short(target)}:
        return ""
    return f"按相近的名字对上“{target.full_name}”"


def _full(target: Target) -> str:
    return clean(target.full_name)


def _short(target: Target) -> str:
    return clean(target.name)


def _bare(target: Target) -> str:
    return _core(target.full_name)


def _first_only(lines: list[PastLine]) -> list[PastLine]:
    """Of two figures for one target and period the second is not written, and says so."""
    seen: dict[tuple[str, str], int] = {}
    kept = []
    for line in lines:
        entity = line.entity
        first = line.row
        if entity is not None:
            first = seen.setdefault((entity.series_id, entity.period), line.row)
        if first == line.row:
            kept.append(line)
        else:
            kept.append(replace(line, value=None, doubt=f"和第{first + 1}行是同一项，没有读入"))
    return kept


def _column(cell: str, year: int) -> PastColumn:
    word = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)).translate(_DASHES)
    word = re.sub(r"[(][^()]*[)]", "", word)
    if PAST_NAME.fullmatch(word):
        return PastColumn.NAME
    if PAST_UNIT.fullmatch(word):
        return PastColumn.UNIT
    return _OF_MONTH.get(_month(word, year), PastColumn.UNUSED)


def _month(word: str, year: int) -> int:
    """The month up to whose end a heading has last year's figures; 0 where it has none, or another year's."""
    if _is_of(_WHOLE.fullmatch(word), year):
        return 12
    if _is_of(_HALF.fullmatch(word), year):
        return 6
    match = _QUARTER.fullmatch(word)
    if match and _is_of(match, year):
        return 3 * small_number(match[2])
    match = _MONTH.fullmatch(word)
    if match and _is_of(match, year):
        return int(match[2])
    return 0


def _is_of(match: re.Match[str] | None, year: int) -> bool:
    """Whether a heading names no year, or the one before the plan's."""
    return match is not None and (match[1] is None or int(match[1]) == year - 1)


def _once(columns: Sequence[PastColumn]) -> tuple[PastColumn, ...]:
    """Each column once, the first of two: the second is not used."""
    found: list[PastColumn] = []
    for column in columns:
        if column in found:
            found.append(PastColumn.UNUSED)
        else:
            found.append(column)
    return tuple(found)


def _is_words(cell: str) -> bool:
    return bool(cell.strip()) and not _is_figure(cell)


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(clean(cell)) is not None


def _core(name: str) -> str:
    """A name without brackets and the words that tables add or leave out."""
    return re.sub(r"[(][^()]*[)]|增速|增长|率$|同比", "", clean(name)) or clean(name)
