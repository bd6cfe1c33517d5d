"""Cells of a report: numbers as they are to be shown, words where there is no number."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from models.judging.assess import PERCENT, POINTS
from models.judging.statuses import LIGHT_WORDS, ROWS, SIGNS, Light, Status
from models.plan.quantity import (
    DASH,
    fixed,
    money_digits,
    normal,
    rounded,
    telling_digits,
    typed,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is to be shown: decimals, words around it, sign.

    `value` carries all that is shown and no more; `digits` None shows a reported figure as typed.
    """

    value: Decimal
    digits: int | None = None
    before: str = ""
    after: str = ""
    signed: bool = False


Cell: TypeAlias = Number | str | int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its cells in the order of the columns, and its colour."""

    cells: tuple[Cell, ...]
    light: Light = Light.NONE
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings and rows; `empty` is said where there is no row."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    empty: str = ""


def mark(status: Status) -> str:
    """Shape and word of a status' light: shape and word carry it in black and white."""
    row = ROWS[status]
    if row.light is not Light.NONE:
        return f"{SIGNS[row.shape]} {LIGHT_WORDS[row.light]}"
    if row.in_m:
        return f"{SIGNS[row.shape]} {status}"
    return DASH


def percent_cell(value: Fraction | None, digits: int, *, short_of: int | None = None) -> Cell:
    """A percentage rounded once, "—" where there is none."""
    if value is None:
        return DASH
    if short_of:
        digits = telling_digits(value, digits, short_of=short_of)
    return Number(rounded(value, digits), digits)


def gap_cell(value: Fraction | None, unit: str, digits: int) -> Cell:
    """A gap or change with its sign and its unit, 百分点 or %."""
    if value is None:
        return DASH
    digits, after = telling_digits(value, digits), ""
    if unit in (POINTS, PERCENT):
        after = unit
    return Number(rounded(value, digits), digits, after=after, signed=True)


def amount_cell(value: Fraction | None, unit: str) -> Cell:
    """A computed amount, rounded once, trailing zeros dropped."""
    if value is None:
        return DASH
    shown = normal(rounded(value, money_digits(unit)))
    return Number(shown)


def text_of(cell: Cell) -> str:
    """A cell of a report as text; numbers with their words, signs and digits."""
    if not isinstance(cell, Number):
        return str(cell)
    number = typed(cell.value)
    if cell.digits is not None:
        number = fixed(cell.value, cell.digits)
    return cell.before + number + cell.after
