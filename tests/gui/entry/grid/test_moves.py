"""Where keys lead in the table, known without a screen."""

import subprocess
import sys

import pytest

from gui.entry.grid import moves
from gui.entry.grid.lines import GridColumn
from gui.entry.grid.moves import At

NAME, LAST, VALUE, TEXT = GridColumn.NAME, GridColumn.LAST, GridColumn.VALUE, GridColumn.TEXT
# Each row: what it is, then 5 in its 本期值 or _ empty, ! where it needs attention, - where it is folded away.
ROWS = (
    "task",          # 0
    "target 5",      # 1
    "target 5",      # 2
    "target _!",     # 3
    "reckoned 5",    # 4
    "folded task",   # 5
    "target 5!-",    # 6
    "target _-",     # 7
    "task",          # 8
    "second 5",      # 9
    "target 5",      # 10
    "target _",      # 11
    "target 5!",     # 12
)  # fmt: skip


class Table:
    """A table as written down."""

    def __init__(self, rows=ROWS, columns=(NAME, LAST, VALUE, TEXT)):
        self._rows, self._columns = rows, columns

    def rows(self):
        return len(self._rows)

    def columns(self):
        return self._columns

    def hidden(self, row):
        return "-" in self._rows[row]

    def stops(self, row):
        return not self.hidden(row) and self._rows[row] != "task"

    def is_target(self, row):
        return self._rows[row].startswith("target")

    def takes_figure(self, row):
        return self._rows[row].startswith(("target", "second"))

    def needs_attention(self, row):
        return "!" in self._rows[row]

    def filled(self, at):
        return at.column == VALUE and "5" in self._rows[at.row]


TABLE, EMPTY, ONLY_TASKS = Table(), Table(()), Table(("task", "task"))


@pytest.mark.parametrize(
    ("row", "down", "leads_to"),
    [
        (1, 1, 2),  # Enter, ↓
        (2, -1, 1),  # Shift+Enter, ↑
        (1, -1, 1),  # nothing above but the task
        (4, 1, 5),  # a folded task is stopped at
        (5, 1, 9),  # what is folded and the next task are passed over
        (9, -1, 5),
        (12, 1, 12),
        (1, 4, 5),  # PageDown
        (1, 99, 12),
        (12, -99, 1),
    ],
)
def test_down_and_up(row, down, leads_to):
    assert moves.beside(TABLE, At(row, VALUE), down) == At(leads_to, VALUE)


@pytest.mark.parametrize(
    ("column", "right", "leads_to"),
    [(NAME, 1, LAST), (NAME, -1, NAME), (LAST, 1, VALUE), (TEXT, 1, TEXT), (GridColumn.GAP, 1, LAST)],
)
def test_right_and_left_keep_to_the_columns_in_view(column, right, leads_to):
    assert moves.beside(TABLE, At(2, column), right=right) == At(2, leads_to)


@pytest.mark.parametrize(("back", "leads_to"), [(True, NAME), (False, TEXT)])
def test_home_and_end(back, leads_to):
    assert moves.row_end(TABLE, At(4, VALUE), back=back) == At(4, leads_to)


@pytest.mark.parametrize(
    ("row", "back", "leads_to"),
    [
        (1, False, 2),  # the last of the filled ones
        (2, False, 4),  # the next is empty: over the gap to the next filled one
        (3, False, 4),  # from an empty one to the next filled one
        (4, False, 9),  # the folded task is empty, what is folded is not seen
        (9, False, 10),
        (10, False, 12),
        (12, False, 12),
        (4, True, 2),
        (2, True, 1),
        (3, True, 2),
        (10, True, 9),
        (1, True, 1),
    ],
)
def test_ctrl_and_an_arrow_go_to_the_edge_of_what_is_filled(row, back, leads_to):
    assert moves.column_edge(TABLE, At(row, VALUE), back=back) == At(leads_to, VALUE)


@pytest.mark.parametrize(("back", "leads_to"), [(False, 12), (True, 1)])
def test_an_empty_column_is_gone_through_to_its_end(back, leads_to):
    assert moves.column_edge(TABLE, At(5, LAST), back=back) == At(leads_to, LAST)


def test_ctrl_home_and_end_go_to_the_first_and_last_figure():
    assert moves.first_figure(TABLE) == At(1, VALUE)
    assert moves.last_figure(TABLE) == At(12, VALUE)
    assert moves.last_figure(Table(ROWS[:8])) == At(3, VALUE)


@pytest.mark.parametrize(
    ("at", "back", "leads_to"),
    [
        (At(1, VALUE), False, At(1, TEXT)),
        (At(1, TEXT), False, At(2, VALUE)),
        (At(3, TEXT), False, At(9, VALUE)),  # over what is reckoned and what is folded
        (At(9, VALUE), False, At(10, VALUE)),  # a second line has no words
        (At(4, NAME), True, At(3, TEXT)),
        (At(1, VALUE), True, None),  # Shift+Tab leaves the table
        (At(12, TEXT), False, None),
        (None, False, At(1, VALUE)),
        (None, True, At(12, TEXT)),
    ],
)
def test_tab(at, back, leads_to):
    assert moves.next_typed(TABLE, at, back=back) == leads_to


def test_tab_passes_over_words_that_are_not_in_view():
    assert moves.next_typed(Table(columns=(NAME, VALUE)), At(1, VALUE), back=False) == At(2, VALUE)


@pytest.mark.parametrize(
    ("row", "back", "leads_to"),
    [
        (1, False, 3), (3, False, 6), (6, False, 12), (12, False, 3), (3, True, 12), (7, True, 6), (0, True, 12),
        (-1, False, 3), (-1, True, 12),
    ],
)  # fmt: skip
def test_f3_goes_round_and_finds_what_is_folded_too(row, back, leads_to):
    here = None if row < 0 else At(row, NAME)
    assert moves.next_open(TABLE, here, back=back) == At(leads_to, VALUE)


def test_f3_stays_at_the_only_one_and_finds_none_where_there_is_none():
    assert moves.next_open(Table(("target 5", "target _!")), At(1, VALUE), back=False) == At(1, VALUE)
    assert moves.next_open(Table(("target 5",)), At(0, VALUE), back=False) is None


@pytest.mark.parametrize(
    ("row", "back", "leads_to"), [(1, False, 2), (3, False, 10), (10, True, 3), (12, False, None), (1, True, None)]
)
def test_the_next_target(row, back, leads_to):
    assert moves.next_target(TABLE, At(row, TEXT), back=back) == (leads_to and At(leads_to, VALUE))


@pytest.mark.parametrize("table", [EMPTY, ONLY_TASKS])
def test_nothing_leads_anywhere_where_nothing_is_typed(table):
    assert moves.beside(table, None, 1) is None
    assert moves.row_end(table, None, back=False) is None
    assert moves.column_edge(table, None, back=True) is None
    assert moves.next_open(table, None, back=True) is None
    for back in (True, False):
        assert moves.next_typed(table, None, back=back) is None
        assert moves.next_target(table, None, back=back) is None


def test_it_is_arithmetic_without_qt():
    code = f"import sys, {moves.__name__}; sys.exit('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
