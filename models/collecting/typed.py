"""What is typed into a field of a report or stands in its cell of a returned 填报表, and what that means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from decimal import Decimal

from models.judging.doubts import past_doubts
from models.plan.entities import Target
from models.plan.fields import (
    LAST_TOTAL,
    VALUE,
    Field,
    Takes,
    as_text,
    choices,
    clean_text,
    field_under,
    unit_of,
)
from models.plan.period import Period
from models.plan.quantity import base_unit, plain, siblings
from models.plan.said import Said
from models.words.changes import change_of
from models.words.dates import read_day
from models.words.moments import quoted
from models.words.numbers import (
    CLEAR,
    NOT_APPLICABLE,
    Reading,
    clean,
    decimal_of,
    read_cell_number,
    read_date,
    read_past_number,
)

MAX_TEXT = 5000
_HALF_A_YEAR, _A_YEAR_OFF = 183, 330  # days
_NAMES_A_DAY = re.compile(r"^截.*日|[底末旬]|^\D*\d{1,2}[./-]\d{1,2}\D*$")
_BARE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?")
NOT_APPLICABLE_FIELD = "not_applicable"


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as read: its value, and whether its number format is a percentage; or why it has no value.

    `by_hand`: it was typed over in the window, and means what it would mean in the grid.
    """

    value: object
    percent_format: bool = False
    problem: Said | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where something stands, for the message about it."""

    file: str
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a form as read. `handed` are digests of what the ledger held when it went out.

    `doubts` are about the whole row: whether it is this target's at all.
    """

    place: SheetPlace
    target: Target
    period: Period
    cells: dict[str, RawCell]
    handed: dict[str, str] | None = None
    unit: str | None = None
    doubts: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text's meaning: the field it fills and the value, what was understood and doubted; or why it has none.

    `nature` is what a figure said of itself, 12(预计); `signed` that it was marked as a percentage.
    """

    value: object = None
    note: str = ""
    doubts: tuple[Said, ...] = ()
    problem: Said | None = None
    field: str = ""
    cleared: bool = False
    nature: str = ""
    signed: bool = dataclass_field(default=False, compare=False)


def says_not_applicable(row: RawRow) -> bool:
    """Whether the row says 不适用 instead of a figure."""
    raw = row.cells.get(VALUE)
    return raw is not None and isinstance(raw.value, str) and clean(raw.value) == NOT_APPLICABLE


def parse(row: RawRow, column: str, raw: RawCell, *, aim: Decimal | None = None) -> Parsed:
    """What a cell of a returned row means for its field, or why it cannot be read; `aim` as in `read`."""
    field = field_under(row.target, column)
    if raw.problem is not None:
        is_day = field is not None and field.takes is Takes.DAY
        return Parsed(problem=_not_a_day(row.period, "这一格") if is_day else raw.problem)
    if field is None:
        return Parsed(problem=Said("not-asked", f"“{row.target.full_name}”不用填“{column}”，没有读入"))
    if raw.by_hand:
        return typed(row.target, row.period, field, str(raw.value), aim=aim)
    return read(row.target, row.period, field, raw, printed_unit=row.unit, aim=aim)


def typed(target: Target, period: Period, field: Field, text: str, *, aim: Decimal | None = None) -> Parsed:
    """What a text typed in the window means for a field: empty takes away what was there, 清除 a figure too."""
    word = clean(text)
    if not word or (word == CLEAR and field.judged):
        return Parsed(field.empty, field=field.name, cleared=True)
    return read(target, period, field, RawCell(text), aim=aim)


def typed_last_year(
    target: Target, text: str, period: Period | None = None, past: Mapping[str, Decimal] | None = None
) -> Parsed:
    """What a text typed for the same period last year means; empty and 清除 take the figure away.

    `past` are the figures of that year; with them and their period it is compared with those before.
    """
    word = clean(text)
    if not word or word == CLEAR:
        return Parsed(None, cleared=True)
    parsed = _of_reading(read_past_number(target, text))
    if not isinstance(parsed.value, Decimal) or period is None:
        return parsed
    further = past_doubts(target, period, parsed.value, past or {}, signed=parsed.signed)
    return replace(parsed, doubts=(*parsed.doubts, *further))


def read(
    target: Target,
    period: Period,
    field: Field,
    raw: RawCell,
    *,
    printed_unit: str | None = None,
    aim: Decimal | None = None,
) -> Parsed:
    """What a text or a cell's value means for a field of a target at a period, or why it cannot be read.

    `printed_unit` is the unit that stands beside the cell, where it may have been changed on the way; `aim` is the
    target's number in force at the period, where that is another than its first.
    """
    if aim is None:
        aim = target.value
    parsed = _read(target, period, field, raw, _Beside(printed_unit, aim))
    return replace(parsed, field=parsed.field or field.name)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a cell and says how its figure is meant."""

    unit: str | None
    aim: Decimal | None


def _read(target: Target, period: Period, field: Field, raw: RawCell, beside: _Beside) -> Parsed:
    word = clean(raw.value) if isinstance(raw.value, str) else ""
    if word == CLEAR:
        doubt = Said("cleared", f"要清除{field.heading}，清除后算作没有填")
        return Parsed(field.empty, doubts=(doubt,), cleared=True)
    if word == NOT_APPLICABLE and field.heading == VALUE:
        return Parsed(True, field=NOT_APPLICABLE_FIELD)
    if word == NOT_APPLICABLE and field.heading == LAST_TOTAL:
        return Parsed(problem=_NO_LAST_TOTAL)
    match field.takes:
        case Takes.CHOICE:
            return _choice(raw, choices(target, field))
        case Takes.DAY:
            return _day(period, raw)
        case Takes.FIGURE:
            return _figure(target, field, raw, beside)
        case Takes.SHARE:
            return _share(target, field, raw)
    return _words(raw)


_NO_LAST_TOTAL = Said("no-last-total", f"{LAST_TOTAL}没有就留空", f"整项不用报，请在“{VALUE}”填“{NOT_APPLICABLE}”")


def _day(period: Period, raw: RawCell) -> Parsed:
    """A day; one that leaves its year out is of the period's, and asks where that is far from the period.

    One written whole asks where it is about a year off: a form of last year, filled in again.
    """
    day, unsure = read_date(raw.value), ""
    if day is None and isinstance(raw.value, str):
        if read_date(raw.value, period.year) or _NAMES_A_DAY.search(clean(raw.value)):  # 9月底, but no month alone
            day, unsure = read_day(raw.value, period.year)
        if day is not None and abs((day - period.end).days) > _HALF_A_YEAR:
            unsure = f"“{raw.value.strip()}”读作{day}"
    if day is None:
        return Parsed(problem=_not_a_day(period, f"“{quoted(raw.value)}”"))
    if abs(day.year - period.year) > 1:  # 9.25 in a date cell is 1900-01-09
        return Parsed(problem=Said("other-year", f"“{day}”不是{period.year}年的日期", todo=f"请写成 {period.end}"))
    if not unsure and abs((day - period.end).days) > _A_YEAR_OFF:
        unsure = f"{day}离{period.label}差不多一年"
    if unsure:
        return Parsed(day, doubts=(Said("unsure-day", unsure, todo="请确认"),))
    return Parsed(day)


def _not_a_day(period: Period, what: str) -> Said:
    return Said("not-a-day", f"{what}不是日期", todo=f"请写成 {period.end}")


def _words(raw: RawCell) -> Parsed:
    text = _typed_text(raw.value)
    if len(text) > MAX_TEXT:
        return Parsed(problem=Said("too-long", f"这一格有{len(text)}字，太长了", todo=f"请压缩到{MAX_TEXT}字以内"))
    return Parsed(text)


def _figure(target: Target, field: Field, raw: RawCell, beside: _Beside) -> Parsed:
    unit = unit_of(target, field)
    changed = field.heading == VALUE and beside.unit is not None and clean(beside.unit) != clean(target.unit)
    if changed and beside.unit:
        raw = _with_unit(raw, clean(beside.unit))
    change = change_of(target, field.name)
    reading = read_cell_number(raw.value, unit, percent_format=raw.percent_format, change=change, aim=beside.aim)
    parsed = _of_reading(reading)
    if parsed.problem or not changed:
        return parsed
    if parsed.note and _converts(clean(beside.unit or ""), clean(target.unit)):
        return parsed  # shown in the note
    doubt = Said("unit-changed", f"表中单位改成了“{beside.unit}”，台账是“{target.unit}”")
    return replace(parsed, doubts=(*parsed.doubts, doubt))


def _with_unit(raw: RawCell, unit: str) -> RawCell:
    """A bare number with the unit that stands beside it; a text that says more speaks for itself."""
    if isinstance(raw.value, int | float | Decimal) and not isinstance(raw.value, bool):
        number = decimal_of(raw.value)
        if number is not None:
            return RawCell(f"{plain(number)}{unit}")
    if isinstance(raw.value, str) and _BARE.fullmatch(clean(raw.value)):
        return RawCell(f"{clean(raw.value)}{unit}")
    return raw


def _converts(unit: str, into: str) -> bool:
    """Whether amounts in one unit are amounts in another: 万元 and 亿元, 人 and 万人."""
    return unit in siblings(into) or base_unit(unit) == base_unit(into)


def _share(target: Target, field: Field, raw: RawCell) -> Parsed:
    reading = read_cell_number(raw.value, unit_of(target, field), percent_format=raw.percent_format)
    if reading.value is not None and not 0 <= reading.value <= 100:
        outside = f"形象进度{as_text(reading.value)}不在0到100之间"
        return Parsed(problem=Said("not-a-share", outside, todo="请填百分数，例如 60"))
    return _of_reading(reading)


def _of_reading(reading: Reading) -> Parsed:
    if reading.problem is not None:
        return Parsed(problem=reading.problem)
    doubts = () if reading.doubt is None else (reading.doubt,)
    return Parsed(reading.value, reading.understood, doubts, nature=reading.nature, signed=reading.signed)


def _choice(raw: RawCell, allowed: Sequence[str]) -> Parsed:
    text = clean(quoted(raw.value))
    for word in allowed:
        if clean(word) == text:
            return Parsed(word)
    listed = f"请从下拉列表选：{'、'.join(allowed)}"
    return Parsed(problem=Said("not-a-choice", f"“{quoted(raw.value)}”不在可选的内容里", todo=listed))


def _typed_text(value: object) -> str:
    """A cell as text: a date and a number as Excel shows them, not as Python does."""
    number = decimal_of(value) if isinstance(value, int | float | Decimal) else None
    return clean_text(quoted(value) if number is None else plain(number))
