"""A table that somebody else made, by whatever file or clipboard: texts, and what its program knows beside them.

The doors (db/workbooks, the clipboard) make one; `table_columns` and `breakdown` read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from models.words.block import cell_text, squared

Spot: TypeAlias = tuple[int, int]  # row and column, counted from 0
Span: TypeAlias = tuple[int, int]  # rows and columns that a merged cell covers


@dataclass(frozen=True, slots=True)
class OutsideTable:
    """Rows of one width, each cell as its program shows it; an amount of a scaling format as its stored value and 元.

    `merges_known` says that the source tells which cells are merged: those below a merged one
    then say what it says, and an empty cell is empty. `spans` are the merged cells by their first
    spot. `hidden` are rows that the source does not show, `struck` cells crossed out; `name` is the sheet's.
    """

    rows: Sequence[Sequence[str]]
    name: str = ""
    merges_known: bool = False
    spans: Mapping[Spot, Span] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    struck: frozenset[Spot] = frozenset()

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def length(self) -> int:
        """How many characters all its cells hold, a merged one in each of its rows."""
        return sum(sum(map(len, row)) for row in self.rows)


def plain_table(rows: Sequence[Sequence[str]], name: str = "") -> OutsideTable:
    """A table of nothing but texts, as a .csv or the clipboard's plain text has it."""
    return OutsideTable(squared([list(map(cell_text, row)) for row in rows]), name)


def merged_table(
    rows: Sequence[Sequence[str]],
    spans: Mapping[Spot, Span],
    *,
    name: str = "",
    hidden: frozenset[int] = frozenset(),
    struck: frozenset[Spot] = frozenset(),
) -> OutsideTable:
    """A table whose merges are known: a cell merged downwards says in each of its rows what its first one says."""
    texts = squared([list(map(cell_text, row)) for row in rows])
    for (first, column), (height, _) in spans.items():
        _fill_down(texts, first, column, height)
    return OutsideTable(texts, name, True, spans, hidden, struck)


def _fill_down(texts: list[list[str]], first: int, column: int, height: int) -> None:
    """Repeat a merged cell's text below it, down to what is written there: ranges may lie over each other."""
    if first >= len(texts) or column >= len(texts[first]) or not texts[first][column].strip():
        return
    for row in texts[first + 1 : first + height]:
        if row[column].strip():
            break
        row[column] = texts[first][column]
