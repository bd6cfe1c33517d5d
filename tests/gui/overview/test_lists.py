"""The lists' model under Qt's tester: other targets, other figures, another order, none."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.overview.lists import BEHIND, MISSING, ListModel, behind_bar
from gui.target.roles import BAR_ROLE, STATUS_ROLE, TARGET_ROLE
from models.plan.entities import Progress, progress_id
from tests.gui.plan.test_tree_model import Q3, judged, make_ledger

ROLE = Qt.ItemDataRole
SHOWN = st.lists(st.integers(0, 9), unique=True, max_size=6)
FIGURES = st.dictionaries(st.integers(0, 9), st.integers(0, 150), max_size=4)


def figure(target_id, value):
    return Progress(progress_id(target_id, Q3.key), target_id, Q3.key, value=Decimal(value))


@given(st.sampled_from([BEHIND, MISSING]), st.lists(st.tuples(SHOWN, FIGURES), max_size=8))
def test_qt_is_content_with_the_list_whatever_it_shows(dressed, columns, steps):
    ledger, model = make_ledger(), ListModel(columns)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets = []
    model.modelReset.connect(lambda: resets.append(None))
    for which, figures in steps:
        for number, value in figures.items():
            ledger.cells[f"t{number}"] = {Q3.key: figure(f"t{number}", value)}
        assessments = judged(ledger)
        members = [assessments[f"t{number}"] for number in which]
        before, resets[:] = [a.target.id for a in model.members], []
        model.show(ledger if members else None, members)
        check(model, ledger, members)
        assert bool(resets) == (before != [a.target.id for a in members])  # else the cursor would be lost
    tester.deleteLater()


def check(model, ledger, members):
    """Every cell says what its column says of the target, and every row the whole of it."""
    assert (model.rowCount(QModelIndex()), model.columnCount()) == (len(members), len(model.columns))
    for row, a in enumerate(members):
        for at, column in enumerate(model.columns):
            index = model.index(row, at)
            assert index.data() == column.text(row, a, ledger)
            assert index.data(ROLE.TextAlignmentRole) == model.headerData(
                at, Qt.Orientation.Horizontal, ROLE.TextAlignmentRole
            )
            assert a.target.full_name in index.data(ROLE.ToolTipRole)
            assert (index.data(TARGET_ROLE), index.data(STATUS_ROLE)) == (a.target.id, a.status)
            assert index.data(BAR_ROLE) == behind_bar(a)
