"""A pasted block's model under Qt's tester: other blocks, other columns, none."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.intake.table.model import BlockModel
from gui.kit import theme
from models.intake.breakdown import BreakdownKind, read_breakdown
from models.intake.table_columns import TableHead, once
from models.words.block import squared
from models.words.columns import Role

ROLE = Qt.ItemDataRole
CELLS = st.sampled_from(["", "合同外资", "18", "四条", "家", "一、项目", "两\n行", "  空  格 ", "招商办"])
BLOCKS = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5).map(squared)
HEADS = st.lists(st.sampled_from(list(Role)), min_size=4, max_size=4)


@given(st.lists(st.one_of(st.tuples(BLOCKS, HEADS), HEADS), max_size=8))
def test_qt_is_content_with_the_block_however_it_is_understood(dressed, steps):
    model = BlockModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = []
    for step in steps:
        if isinstance(step, tuple):
            rows, roles = step
            model.show(rows, lines_of(rows, roles))
        else:
            roles = step
            model.judge(lines_of(rows, roles))
        check(model, rows, {line.row: line for line in reversed(lines_of(rows, roles))})
    tester.deleteLater()


def lines_of(rows, roles):
    width = len(rows[0]) if rows else 0
    return read_breakdown(rows, TableHead(0, 0, ("",) * width, once(roles[:width])), 2020)


def check(model, rows, lines):
    """Every cell in one line, whole in its tooltip; tinted where its row is left out or in doubt."""
    assert model.rowCount(QModelIndex()) == len(rows)
    assert model.columnCount() == (len(rows[0]) if rows else 0)
    for row, cells in enumerate(rows):
        line = lines.get(row)
        assert model.headerData(row, Qt.Orientation.Vertical) == str(row + 1)
        for at, text in enumerate(cells):
            index = model.index(row, at)
            assert index.data() == " ".join(text.split())
            assert (index.data(ROLE.ToolTipRole) or "").startswith(text)
            assert (index.data(ROLE.BackgroundRole) is not None) == needs_a_look(line)
            assert index.data(ROLE.FontRole) == (theme.bold() if line and line.kind is BreakdownKind.HEADING else None)


def needs_a_look(line):
    return line is not None and (line.kind is BreakdownKind.LEFT_OUT or bool(line.doubt))
