"""A table of last year's figures whose months go down, turned so that they lie side by side."""

import re
from collections.abc import Sequence

from models.intake.past_columns import FIGURES, HEAD_WITHIN, Rows, head_spans, is_period, past_head
from models.words.block import MAX_ROWS
from models.words.columns import PAST_CORNER
from models.words.numbers import clean
from models.words.spans import SpanWords, read_span

_FIRST_COLUMNS = 3  # where months stand that go down: 年份 and 季度 may stand before them
_HEAD_ROWS = 3
_WORDS = re.compile("[\u4e00-\u9fff]{2}")
_AMOUNT = re.compile(r"[^\d]?[\d.,]+\D{0,4}")


def upright(rows: Rows) -> list[list[str]]:
    """The table with its months side by side; as it is where they do not go down, or a name stands beside each.

    What stands above a table that is turned becomes its first row.
    """
    width = len(rows[0]) if rows else 0
    for column in range(min(_FIRST_COLUMNS, width - 1)):
        first = _first_month(rows, column)
        if first is not None and not _has_names(rows, first, column):
            return _turned(rows, first, column)
    return [list(row) for row in rows]


def likely_past(tables: Sequence[Rows], year: int) -> int:
    """The place of the table with the most columns of last year's figures; of several alike the longest, the first."""
    return max(range(len(tables)), key=lambda at: (*_likeness(tables[at], year), -at), default=0)


def _likeness(rows: Rows, year: int) -> tuple[int, int]:
    """How many columns of figures a table has below a head, and how many rows."""
    if len(rows) > MAX_ROWS:
        return -1, 0
    head = past_head(upright(rows), year)
    if not head.first:
        return 0, len(rows)
    return sum(column in FIGURES for column in head.columns), len(rows)


def _first_month(rows: Rows, column: int) -> int | None:
    """The row where months begin to go down in a column; None where they do not."""
    said = head_spans([row[column] for row in rows])
    months = [at for at, span in enumerate(said) if span and span.last]
    if len(months) < 2 or months[0] > HEAD_WITHIN:
        return None
    first = months[0]
    below = list(filter(str.strip, (row[column] for row in rows[first:])))
    if len(months) * 2 <= len(below) or _are_row_numbers(rows[:first], said, column):
        return None
    if not all(_only_periods(row[:column]) for row in rows[first:]):
        return None
    return first


def _are_row_numbers(above: Rows, said: Sequence[SpanWords | None], column: int) -> bool:
    """Whether what goes down are numbers alone, and their head does not call them months."""
    heads = "".join(row[column] for row in above)
    return all(span.bare for span in filter(None, said)) and "月" not in heads


def _only_periods(cells: Sequence[str]) -> bool:
    return all(is_period(cell) for cell in cells if cell.strip())


def _has_names(rows: Rows, first: int, months: int) -> bool:
    """Whether a column beside the months names a target in each row: such a table lies as it should."""
    for column in range(len(rows[0])):
        cells = list(filter(str.strip, (row[column] for row in rows[first:])))
        if column != months and sum(map(_names_something, cells)) * 2 > len(cells):
            return True
    return False


def _names_something(cell: str) -> bool:
    """Whether a cell has words that are neither a figure with its unit nor a period."""
    word = clean(cell)
    return _WORDS.search(word) is not None and _AMOUNT.fullmatch(word) is None and read_span(cell) is None


def _turned(rows: Rows, first: int, column: int) -> list[list[str]]:
    top = first
    if top > 0 and _heads_figures(rows[top - 1], column):
        top -= 1
    while 0 < top < first and first - top < _HEAD_ROWS and _is_filled(rows[top - 1]):
        top -= 1
    body = [list(row) for row in rows[top:]]
    if top == first:  # nothing heads the columns: their names stand above, or nowhere
        body.insert(0, [""] * len(rows[0]))
    turned = [list(cells) for cells in zip(*body, strict=True)]
    title = "　".join(filter(None, map(_in_one_line, rows[:top])))
    if title:
        turned.insert(0, [title, *[""] * (len(turned[0]) - 1)])
    return turned


def _in_one_line(row: Sequence[str]) -> str:
    return "　".join(filter(None, map(str.strip, row)))


def _heads_figures(row: Sequence[str], column: int) -> bool:
    """Whether the row above the months is their head, and no title that begins at the left."""
    return _is_corner(row[column]) or any(cell.strip() for cell in row[column + 1 :])


def _is_corner(cell: str) -> bool:
    return PAST_CORNER.fullmatch(clean(cell)) is not None


def _is_filled(row: Sequence[str]) -> bool:
    """Whether a row heads several columns and is no title."""
    return sum(bool(cell.strip()) for cell in row) > 1
