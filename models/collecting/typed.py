"""The cells of a returned 填报表 as they were read, and what each means for its field."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from models.plan.entities import NATURES, Target
from models.plan.fields import (
    AS_OF,
    LAST_TOTAL,
    NATURE,
    PERCENT,
    VALUE,
    as_text,
    choices,
    clean_text,
    field_of,
    value_unit,
)
from models.plan.period import Period
from models.plan.quantity import plain
from models.words.numbers import CLEAR, NOT_APPLICABLE, clean, decimal_of, read_cell_number, read_date

MAX_TEXT = 5000
_NUMBER_FIELDS = ("value", "own", "this_total", "last_total", "percent")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as read: its value, and whether its number format is a percentage; or why it has no value."""

    value: object
    percent_format: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, for the message about it."""

    file: str
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a form as read. `handed` are digests of what the ledger held when it went out."""

    place: Place
    target: Target
    period: Period
    cells: dict[str, RawCell]
    handed: dict[str, str] | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell's meaning: the field it fills and the value, what was understood and doubted; or why it has none."""

    value: object = None
    note: str = ""
    doubts: tuple[str, ...] = ()
    problem: str = ""
    field: str = ""
    cleared: bool = False


def says_not_applicable(row: RawRow) -> bool:
    """Whether the row says 不适用 instead of a figure."""
    raw = row.cells.get(VALUE)
    return raw is not None and isinstance(raw.value, str) and clean(raw.value) == NOT_APPLICABLE


def parse(row: RawRow, column: str, raw: RawCell) -> Parsed:
    """What a cell means for its field, or why it cannot be read."""
    name = field_of(row.target, column)
    if raw.problem:
        return Parsed(problem=_not_a_day(row, "这一格") if column == AS_OF else raw.problem)
    if name is None:
        return Parsed(problem=f"“{row.target.full_name}”不用填“{column}”，没有读入")
    parsed = _parse_value(row, column, name, raw)
    return replace(parsed, field=parsed.field or name)


def _parse_value(row: RawRow, column: str, name: str, raw: RawCell) -> Parsed:
    """A cell's meaning by what its field takes."""
    word = clean(raw.value) if isinstance(raw.value, str) else ""
    if word == CLEAR:
        empty = None if name in (*_NUMBER_FIELDS, "as_of") else ""
        return Parsed(empty, doubts=(f"要清除{column}，清除后算作没有填",), cleared=True)
    if word == NOT_APPLICABLE and column == VALUE:
        return Parsed(True, field="not_applicable")
    if word == NOT_APPLICABLE and column == LAST_TOTAL:
        return Parsed(problem=f"{LAST_TOTAL}没有就留空。整项不用报，请在“{VALUE}”填“{NOT_APPLICABLE}”")
    match column:
        case _ if column == VALUE and choices(row.target):
            return _choice(raw, choices(row.target))
        case _ if column == NATURE:
            return _choice(raw, NATURES)
        case _ if column == AS_OF:
            day = read_date(raw.value)
            if day and abs(day.year - row.period.year) > 1:  # 9.25 in a date cell is 1900-01-09
                return Parsed(problem=f"“{day}”不是{row.period.year}年的日期。请写成 {row.period.end}")
            return Parsed(day) if day else Parsed(problem=_not_a_day(row, f"“{raw.value}”"))
        case _ if column in (VALUE, LAST_TOTAL, PERCENT):
            return _number(row, column, raw)
    text = _typed_text(raw.value)
    if len(text) > MAX_TEXT:
        return Parsed(problem=f"这一格有{len(text)}字，太长了。请压缩到{MAX_TEXT}字以内")
    return Parsed(text)


def _not_a_day(row: RawRow, what: str) -> str:
    return f"{what}不是日期。请写成 {row.period.end}"


def _number(row: RawRow, column: str, raw: RawCell) -> Parsed:
    unit = "%" if column == PERCENT else value_unit(row.target)
    changed_unit = row.unit is not None and column == VALUE and clean(row.unit) != clean(row.target.unit)
    if changed_unit and isinstance(raw.value, int | float | Decimal) and row.unit:
        number = decimal_of(raw.value)
        raw = RawCell(f"{'' if number is None else plain(number)}{clean(row.unit)}")
    reading = read_cell_number(raw.value, unit, percent_format=raw.percent_format)
    if reading.value is None:
        return Parsed(problem=reading.problem)
    if column == PERCENT and not 0 <= reading.value <= 100:
        return Parsed(problem=f"形象进度{as_text(reading.value)}不在0到100之间。请填百分数，例如 60")
    found = [reading.doubt] if reading.doubt else []
    if changed_unit:
        found.append(f"表中单位改成了“{row.unit}”，台账是“{row.target.unit}”")
    return Parsed(reading.value, reading.understood, tuple(found))


def _choice(raw: RawCell, allowed: Sequence[str]) -> Parsed:
    text = clean(str(raw.value))
    for word in allowed:
        if clean(word) == text:
            return Parsed(word)
    return Parsed(problem=f"“{raw.value}”不在可选的内容里。请从下拉列表选：{'、'.join(allowed)}")


def _typed_text(value: object) -> str:
    """A cell as text: a date and a number as Excel shows them, not as Python does."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    number = decimal_of(value) if isinstance(value, int | float | Decimal) else None
    return clean_text(str(value) if number is None else plain(number))
