"""Cells of a report: numbers as they are to be shown, words where there is no number."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from models.judging.assess import PERCENT, POINTS, Assessment
from models.judging.figures import as_decimal
from models.judging.lights import Light, Status
from models.judging.terms import Terms, own_words
from models.plan.entities import EXPECTED, Kind, Target
from models.plan.period import Period
from models.plan.quantity import (
    DASH,
    fixed,
    is_percent,
    money_digits,
    normal,
    plain,
    rounded,
    telling_digits,
    trimmed,
    typed,
)

_MARKS = {
    Status.DONE: "✓ 绿灯",
    Status.AHEAD: "● 绿灯",
    Status.ON_PACE: "● 绿灯",
    Status.NEARLY: "● 绿灯",
    Status.SLOW: "▲ 黄灯",
    Status.BEHIND: "■ 红灯",
    Status.OVERDUE: "■ 红灯",
    Status.MISSING: "○ 缺报",
}


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
    return _MARKS.get(status, DASH)


def status_text(a: Assessment) -> str:
    """The status word with the mark 已调整."""
    return a.word + ("（已调整）" if a.adjusted else "")


def demand_cell(a: Assessment) -> Cell:
    """The annual target as a number with the plan's own words; a range and a due date are text."""
    terms = a.terms
    if terms.value is None:
        return terms.due or DASH
    if terms.value_high is not None:
        return f"{typed(terms.value)}—{typed(terms.value_high)}"
    before, after = own_words(a.target, terms)
    return Number(terms.value, before=before, after=after)


def actual_cell(a: Assessment) -> Cell:
    """The figure as typed, a computed rate rounded; 缺报 is said, never 0."""
    cell = a.cell
    if a.status is Status.MISSING:
        return "缺报"
    if a.status is Status.NOT_APPLICABLE:
        return "不适用"
    shown = _remarks(a)
    if a.target.kind in (Kind.MILESTONE, Kind.QUALITATIVE):
        word = (cell.stage or cell.state) if cell else ""
        percent = f"{plain(cell.percent)}%" if cell and cell.percent is not None else ""
        return f"{word}{percent}{shown}" if word else DASH
    if a.actual.value is None:
        return DASH
    if a.actual.computed:
        digits = a.rule.decimals
        return Number(rounded(a.actual.value, digits), digits, after=shown)
    return Number(as_decimal(a.actual.value), after=shown)


def _remarks(a: Assessment) -> str:
    """What stands behind a figure in brackets: expected, of an earlier period or day, reckoned otherwise."""
    cell, judged = a.cell, a.judged
    if cell is None or judged is None:
        return ""
    remarks = [
        EXPECTED if cell.nature == EXPECTED else "",
        Period.of_key(judged.key).short if a.earlier else "",
        f"截至{cell.as_of.month}月{cell.as_of.day}日" if cell.as_of and cell.as_of != judged.end else "",
        f"按两年数{a.actual.also}" if a.actual.also else "",
    ]
    return "".join(f"（{r}）" for r in remarks if r)


def percent_cell(value: Fraction | None, digits: int, *, short_of: int | None = None) -> Cell:
    """A percentage rounded once, "—" where there is none."""
    if value is None:
        return DASH
    digits = telling_digits(value, digits, short_of=short_of) if short_of else digits
    return Number(rounded(value, digits), digits)


def gap_cell(value: Fraction | None, unit: str, digits: int) -> Cell:
    """A gap or change with its sign and its unit, 百分点 or %."""
    if value is None:
        return DASH
    digits = telling_digits(value, digits)
    return Number(rounded(value, digits), digits, after=unit if unit in (POINTS, PERCENT) else "", signed=True)


def judged_cells(a: Assessment) -> tuple[Cell, ...]:
    """年度目标, 本期累计, 完成率, 应达进度, 序时差."""
    pace = None if a.pace is None else a.pace * 100
    digits = a.rule.decimals
    return (
        demand_cell(a),
        actual_cell(a),
        percent_cell(a.completion, digits, short_of=100),
        percent_cell(pace, digits),
        gap_cell(a.gap, a.gap_unit, digits),
    )


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
    number = typed(cell.value) if cell.digits is None else fixed(cell.value, cell.digits)
    return cell.before + number + cell.after


def figure_text(value: Decimal) -> str:
    """An earlier figure as typed; one that was reckoned keeps two decimals."""
    return typed(value) if -int(value.normalize().as_tuple().exponent) <= 3 else trimmed(value, 2)


def demand_figure(target: Target, terms: Terms) -> str:
    """The target with the plan's own words, % beside its number: "超1000", "4%以内", "6—6.5%"."""
    if terms.value is None:
        return DASH
    before, after = own_words(target, terms)
    high = f"—{typed(terms.value_high)}" if terms.value_high is not None else ""
    return f"{before}{typed(terms.value)}{high}{'%' if is_percent(target.unit) else ''}{after}"


def demand_word(terms: Terms) -> str:
    """What the target's line is called: 上限 where lower is better."""
    return "上限" if terms.lower else "目标"
