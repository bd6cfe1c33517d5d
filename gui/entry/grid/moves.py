"""Where Enter, Tab, the arrows, Home, End and F3 lead in a table, as in Excel: arithmetic, known without a screen."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from gui.entry.grid.lines import GridColumn

T = TypeVar("T")


class At(NamedTuple):
    """A cell by its row and its column."""

    row: int
    column: int


class TypedTable(Protocol):
    """What is known of the table: its rows from above, folded and hidden ones too, and its columns in view."""

    def rows(self) -> int:
        """How many rows there are."""

    def columns(self) -> Sequence[GridColumn]:
        """The columns in view, from the left."""

    def hidden(self, row: int) -> bool:
        """Whether a row is folded away."""

    def stops(self, row: int) -> bool:
        """Whether the cursor stops at a row: a target's line in view, or a folded task."""

    def is_target(self, row: int) -> bool:
        """Whether a row is a target's own, where its 进展情况 stands."""

    def takes_figure(self, row: int) -> bool:
        """Whether a row's 本期值 is typed."""

    def takes_past(self, row: int) -> bool:
        """Whether a row's 上年同期 is typed."""

    def needs_attention(self, row: int) -> bool:
        """Whether a row is 待填 or has a problem."""

    def filled(self, at: At) -> bool:
        """Whether anything stands in a cell."""


def beside(table: TypedTable, at: At | None, down: int = 0, right: int = 0) -> At | None:
    """The cell some rows or columns on, at most the last; tasks are passed over. Without a cursor, the first figure."""
    if at is None:
        return first_figure(table)
    row, left_to_go = at.row, abs(down)
    for following in _rows_from(table, at.row, back=down < 0):
        if not left_to_go:
            break
        if table.stops(following):
            row, left_to_go = following, left_to_go - 1
    return At(row, _column_beside(table, at.column, right))


def _column_beside(table: TypedTable, column: int, right: int) -> int:
    columns = table.columns()
    place = 0
    if column in columns:
        place = columns.index(GridColumn(column))
    return columns[max(0, min(len(columns) - 1, place + right))]


def row_end(table: TypedTable, at: At | None, *, back: bool) -> At | None:
    """Home and End, and Ctrl with an arrow sideways: the first or last column in view."""
    if at is None:
        return None
    return At(at.row, _at_end(table.columns(), back=back))


def column_edge(table: TypedTable, at: At | None, *, back: bool) -> At | None:
    """Ctrl with an arrow up or down: the edge of the filled cells, else the next filled one, as in Excel."""
    if at is None:
        return None
    cells = [At(row, at.column) for row in _rows_from(table, at.row, back=back) if table.stops(row)]
    if not cells:
        return at
    if table.filled(at) and table.filled(cells[0]):
        return _last_filled(table, cells)
    return next(filter(table.filled, cells), cells[-1])


def _last_filled(table: TypedTable, cells: Sequence[At]) -> At:
    """The last of the filled cells that follow one another without a gap."""
    last = cells[0]
    for cell in cells:
        if not table.filled(cell):
            break
        last = cell
    return last


def first_figure(table: TypedTable) -> At | None:
    """Ctrl+Home: the first figure to type; None where there is none."""
    return _figure_of(table, range(table.rows()))


def last_figure(table: TypedTable) -> At | None:
    """Ctrl+End: the last figure to type; None where there is none."""
    return _figure_of(table, range(table.rows() - 1, -1, -1))


def _figure_of(table: TypedTable, rows: range) -> At | None:
    for row in rows:
        if table.takes_figure(row) and not table.hidden(row):
            return At(row, GridColumn.VALUE)
    return None


def typed_cells(table: TypedTable) -> Iterator[At]:
    """Every cell in view that is typed into, in reading order."""
    columns = table.columns()
    with_words, with_past = GridColumn.TEXT in columns, GridColumn.PAST in columns
    for row in range(table.rows()):
        if table.hidden(row):
            continue
        if with_past and table.takes_past(row):
            yield At(row, GridColumn.PAST)
        if table.takes_figure(row):
            yield At(row, GridColumn.VALUE)
        if with_words and table.is_target(row):
            yield At(row, GridColumn.TEXT)


def next_typed(table: TypedTable, at: At | None, *, back: bool) -> At | None:
    """Tab: the next cell that is typed into; None at the end, where Tab leaves the table."""
    cells = list(typed_cells(table))
    if at is not None and back:
        cells = [cell for cell in cells if cell < at]
    elif at is not None:
        cells = [cell for cell in cells if cell > at]
    if not cells:
        return None
    return _at_end(cells, back=not back)


def next_open(table: TypedTable, at: At | None, *, back: bool) -> At | None:
    """F3: the next 待填 or problem, folded ones too, round and round; None where there is none."""
    here = -1
    if at is not None:
        here = at.row
    around = [*_rows_from(table, here, back=back), *_rows_to(table, here, back=back)]
    row = next(filter(table.needs_attention, around), None)
    if row is None:
        return None
    return At(row, GridColumn.VALUE)


def next_target(table: TypedTable, at: At | None, *, back: bool) -> At | None:
    """The 本期值 of the next target in view; None after the last."""
    here = -1
    if at is not None:
        here = at.row
    for row in _rows_from(table, here, back=back):
        if table.is_target(row) and not table.hidden(row):
            return At(row, GridColumn.VALUE)
    return None


def _rows_from(table: TypedTable, row: int, *, back: bool) -> range:
    """The rows after one on the way, the nearest first."""
    if back:
        return range(row - 1, -1, -1)
    return range(row + 1, table.rows())


def _rows_to(table: TypedTable, row: int, *, back: bool) -> range:
    """The rows on the far side of one, and itself at last, as they follow where the way begins anew."""
    if back:
        return range(table.rows() - 1, max(row, 0) - 1, -1)
    return range(row + 1)


def _at_end(things: Sequence[T], *, back: bool) -> T:
    """The first where the way goes back, the last where it goes on."""
    if back:
        return things[0]
    return things[-1]
