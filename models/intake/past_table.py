"""Last year's figures out of a table: a column of names, a column for each month or quarter.

Every filled cell below a month becomes a line: a figure for a target, or the reason why it is none.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from models.plan.entities import Kind, PastValue, Target, past_id
from models.plan.ledger import Ledger
from models.plan.period import Period
from models.words.numbers import clean, read_number

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
_YEAR = r"(?:(20\d\d)年?|上年|去年|上一年|上年度)?"
_MONTH = re.compile(_YEAR + r"(?:同期)?(?:1[-~至到])?(\d{1,2})月?[底末]?(?:累计|止|数|值|完成)*")
_QUARTER = re.compile(_YEAR + r"(?:同期)?第?([一二三四1-4])季度[底末]?(?:累计|数|值|完成)*")
_HALF = re.compile(_YEAR + r"上半年(?:累计|数|值|完成)*")
_WHOLE = re.compile(
    r"(?:(20\d\d)年?|上年|去年|上一年|上年度|全年)(?:全年|年底|年末|同期)?(?:完成|实际|实绩|累计)?(?:数|值|情况|数据)?"
)
_NAME = re.compile(r"(?:考核|主要|量化)?指标(?:名称)?|项目(?:名称)?|名称|目标任务")
_UNIT = re.compile(r"(?:计量)?单位")


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
    width = len(rows[0]) if rows else 0
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        found = _once([_column(cell, year) for cell in row])
        if PastColumn.NAME in found and any(c in MONTHS for c in found):
            return at + 1, found
    guess = [PastColumn.UNUSED] * width
    texts = [i for i in range(width) if sum(not _is_figure(r[i]) for r in rows if r[i].strip()) * 2 > len(rows)]
    numbers = [i for i in range(width) if sum(_is_figure(r[i]) for r in rows) * 2 > len(rows)]
    if texts:
        guess[texts[0]] = PastColumn.NAME
    if numbers:
        guess[numbers[-1]] = PastColumn.M12
    return 0, tuple(guess)


def read_past(
    rows: Sequence[Sequence[str]], first: int, columns: Sequence[PastColumn], ledger: Ledger
) -> list[PastLine]:
    """A line for every filled cell below a month, in the table's order."""
    found: list[PastLine] = []
    for at, row in enumerate(rows[first:], start=first):
        cells = list(zip(columns, row, strict=False))
        name = next((c.strip() for column, c in cells if column is PastColumn.NAME), "")
        unit = next((c.strip() for column, c in cells if column is PastColumn.UNIT), "")
        words = "　".join(" ".join(c.split()) for c in row if c.strip())
        target, doubt = _target(name, unit, ledger)
        for column, cell in cells:
            if column in MONTHS and cell.strip():
                line = PastLine(at, words, " ".join(name.split()), cell.strip(), doubt=doubt)
                found.append(_read(line, target, unit, MONTHS[column], ledger) if target else line)
    return _first_only(found)


def _read(line: PastLine, target: Target, unit: str, month: int, ledger: Ledger) -> PastLine:
    period = Period.of_month(ledger.plan.year - 1, month)
    old = ledger.past_of(target).get(period.key)
    text = line.text
    if unit and clean(unit) != clean(target.unit) and re.fullmatch(r"[\d.,\-]+", clean(text)):
        text += unit  # a table in 万元 for a target in 亿元
    value, doubt = None, ""
    if target.kind in {Kind.MILESTONE, Kind.QUALITATIVE}:
        doubt = f"{target.kind.label}指标没有上年数"
    else:
        reading = read_number(text, target.unit)
        value, doubt = reading.value, reading.problem or reading.doubt
        if value is not None and clean(line.text) != clean(text):
            doubt = doubt or reading.understood
    doubt = "；".join(d for d in (line.doubt, doubt) if d)
    return replace(line, target=target, period=period, value=value, old=old, doubt=doubt)


def _target(name: str, unit: str, ledger: Ledger) -> tuple[Target | None, str]:
    """The target of that name; a doubt where there is none, or more than one."""
    wanted = clean(name)
    if not wanted:
        return None, "这一行没有指标名称"
    bare = re.sub(r"^(?:[(]?\d+[).、]|[一二三四五六七八九十]+、)", "", wanted)
    for alike in (
        [t for t in ledger.targets if clean(t.full_name) in {wanted, bare}],
        [t for t in ledger.targets if clean(t.name) in {wanted, bare}],
        [t for t in ledger.targets if _core(t.full_name) == _core(bare)],
    ):
        fitting = [t for t in alike if clean(t.unit) == clean(unit)] if unit and len(alike) > 1 else alike
        if len(fitting) == 1:
            exact = clean(fitting[0].full_name) in {wanted, bare} or clean(fitting[0].name) in {wanted, bare}
            return fitting[0], "" if exact else f"按相近的名字对上“{fitting[0].full_name}”"
        if fitting:
            return None, f"计划里有{len(fitting)}项指标叫这个名字，分不清是哪一项"
    return None, "计划里没有这个名字的指标"


def _first_only(lines: list[PastLine]) -> list[PastLine]:
    """Of two figures for one target and period the second is not written, and says so."""
    seen: dict[tuple[str, str], int] = {}
    kept = []
    for line in lines:
        entity = line.entity
        if entity is not None:
            first = seen.setdefault((entity.series_id, entity.period), line.row)
            if first != line.row:
                doubt = f"和第{first + 1}行是同一项，没有读入"
                kept.append(replace(line, value=None, doubt=doubt))
                continue
        kept.append(line)
    return kept


def _column(cell: str, year: int) -> PastColumn:
    word = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)).translate(str.maketrans("—–－", "---"))
    word = re.sub(r"[(][^()]*[)]", "", word)
    if _NAME.fullmatch(word):
        return PastColumn.NAME
    if _UNIT.fullmatch(word):
        return PastColumn.UNIT
    for pattern in (_WHOLE, _HALF, _QUARTER, _MONTH):
        match = pattern.fullmatch(word)
        if match and (match[1] is None or int(match[1]) == year - 1):
            group = match[2] if pattern in {_QUARTER, _MONTH} else ""
            month = {_WHOLE: 12, _HALF: 6}.get(pattern) or (
                3 * ("一二三四".find(group) + 1 or int(group)) if pattern is _QUARTER else int(group)
            )
            return _OF_MONTH.get(month, PastColumn.UNUSED)
    return PastColumn.UNUSED


def _once(columns: list[PastColumn]) -> tuple[PastColumn, ...]:
    return tuple(c if c not in columns[:i] else PastColumn.UNUSED for i, c in enumerate(columns))


def _is_figure(cell: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[\d,.]+%?", clean(cell)))


def _core(name: str) -> str:
    """A name without brackets and the words that tables add or leave out."""
    return re.sub(r"[(][^()]*[)]|增速|增长|率$|同比", "", clean(name)) or clean(name)
