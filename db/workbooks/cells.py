"""Cells of a sheet, of whatever file, as a table of text: what each shows, what is merged, hidden, crossed out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from models.intake.outside_table import OutsideTable, Span, Spot, merged_table
from models.words.formats import number_text
from models.words.moments import moment_text
from models.words.numbers import decimal_of


@dataclass(slots=True)
class SheetGrid:
    """A sheet while it is read: texts, merged ranges, crossed out cells and hidden rows, counted from 1."""

    texts: dict[Spot, str] = field(default_factory=dict)
    spans: dict[Spot, Span] = field(default_factory=dict)
    struck: set[Spot] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)

    def fill(self, rows: Iterable[tuple[int, list[Any]]]) -> None:
        """Take cells that have openpyxl's names, by row."""
        for row, cells in rows:
            for cell in cells:
                self.texts[row, cell.column] = shown(cell)
                if _is_struck(cell):
                    self.struck.add((row, cell.column))

    def merge(self, first: Spot, last: Spot) -> None:
        """A merged range by its corners; what reaches beyond the table is cut off later."""
        self.spans[first] = (last[0] - first[0] + 1, last[1] - first[1] + 1)

    def table(self, name: str) -> OutsideTable:
        """The rows from the first to the last that hold anything."""
        if not self.texts:
            return OutsideTable([], name, True)
        rows, columns = zip(*self.texts, strict=True)
        first, last, width = min(rows), max(rows), max(columns)
        texts = []
        for row in range(first, last + 1):
            texts.append([self.texts.get((row, column), "") for column in range(1, width + 1)])
        spans = {}
        for (row, column), (height, wide) in self.spans.items():
            if (row, column) in self.texts:
                spans[row - first, column - 1] = (min(height, last - row + 1), min(wide, width - column + 1))
        hidden = frozenset(row - first for row in self.hidden if first <= row <= last)
        struck = frozenset((row - first, column - 1) for row, column in self.struck)
        return merged_table(texts, spans, name=name, hidden=hidden, struck=struck)


def shown(cell: Any) -> str:
    """A cell as Excel shows it: percentages with their sign, dates without a time, numbers without an exponent."""
    value, shape = cell.value, cell.number_format or ""
    if cell.data_type == "f":
        return "=（公式没有存下结果）"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        if "d" not in shape.lower() and "m" in shape.lower():
            return f"{value.year}年{value.month}月"
        return moment_text(value)
    if isinstance(value, int | float | Decimal):
        number = decimal_of(value)
        if number is None:
            return str(value)
        return number_text(number, shape)
    if isinstance(value, time | timedelta):
        return moment_text(value)
    return str(value)


def _is_struck(cell: Any) -> bool:
    """Whether a cell's font is crossed out."""
    font = getattr(cell, "font", None)
    return bool(getattr(cell, "struck", False) or getattr(font, "strike", False))
