"""How cells look: fonts, borders, colours and number formats, each made once and shared by its cells."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from models.judging.statuses import Light, Status
from models.plan.quantity import MINUS
from models.report.cells import Number
from resources import colours

TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋"
GENERAL = "General"


def solid(token: str) -> str:
    """A colour as Excel writes it: with its opacity before it, without the #."""
    return "FF" + token.removeprefix("#")


_INK, _LINE, _HEAD, _ENTRY = map(solid, (colours.TEXT, colours.INPUT_BORDER, colours.HEADER, colours.ENTRY))
_LIGHT_INK: Mapping[Light, str] = {
    Light.GREEN: solid(colours.GREEN),
    Light.YELLOW: solid(colours.YELLOW_TEXT),
    Light.RED: solid(colours.RED),
    Light.NONE: _INK,
}
_LIGHT_FILL: Mapping[Light, str] = {
    Light.GREEN: solid(colours.GREEN_TINT),
    Light.YELLOW: solid(colours.YELLOW_TINT),
    Light.RED: solid(colours.RED_TINT),
    Light.NONE: "",
}


class Look(NamedTuple):
    """How a cell looks; equal looks share one style. A tuple, as each cell looks its style up by it."""

    align: str = "left"
    font: str = BODY_FONT
    size: float = 10.5
    bold: bool = False
    border: bool = True
    wrap: bool = True
    fill: str = ""
    ink: str = _INK
    number_format: str = GENERAL
    entry: bool = False
    indent: int = 0


HEAD = Look(align="center", font=HEAD_FONT, bold=False, fill=_HEAD)
PLAIN = Look(border=False, wrap=False)


def light_look(light: Light, status: Status | None) -> Look:
    """The look of a status or light cell; colour always goes with shape and word."""
    if status is Status.MISSING:
        return Look("center", ink=solid(colours.MISSING))
    return Look("center", fill=_LIGHT_FILL[light], ink=_LIGHT_INK[light])


def number_format(number: Number) -> str:
    """Excel's format for a number: as typed or with fixed decimals, real minus, words around it."""
    digits = number.digits
    if digits is None:
        digits = _decimals(number.value)
    return _code(digits, number.before, number.after, signed=number.signed, below=number.value < 0)


def _decimals(value: Decimal) -> int:
    """How many decimals a figure was typed with."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):  # NaN and the infinite, which no report holds
        return 0
    return max(-exponent, 0)


@cache
def _code(digits: int, before: str, after: str, *, signed: bool, below: bool) -> str:
    body = "0." + "0" * digits if digits else "0"
    before, after = _quoted(before), _quoted(after)
    positive = f"{before}{body}{after}"
    negative = f"{before}{_quoted(MINUS)}{body}{after}"
    if signed:
        return f"+{positive};{negative};{positive}"
    if below:
        return f"{positive};{negative}"
    return positive


def dress(cell: Any, look: Look) -> None:
    """Give a cell a look."""
    cell.font = _font(look.font, look.size, look.bold, look.ink)
    cell.alignment = _alignment(look.align, look.wrap, look.indent)
    if look.border:
        cell.border = _BORDER
    if look.entry:
        cell.protection = _UNLOCKED
    if look.fill:
        cell.fill = _fill(look.fill)
    elif look.entry:
        cell.fill = _fill(_ENTRY)
    cell.number_format = look.number_format


def _quoted(text: str) -> str:
    if not text:
        return ""
    return f'"{text}"'.replace('""', "")


@cache
def _font(name: str, size: float, bold: bool, ink: str) -> Font:
    return Font(name=name, size=size, bold=bold, color=ink)


@cache
def _alignment(align: Any, wrap: bool, indent: int) -> Alignment:
    return Alignment(horizontal=align, vertical="center", wrap_text=wrap, indent=indent, shrink_to_fit=False)


@cache
def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


_SIDE = Side(style="thin", color=_LINE)
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_UNLOCKED = Protection(locked=False)
