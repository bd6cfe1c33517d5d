"""The models of 图表 under Qt's tester: what is searched and folded, other targets, other figures, none."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.charts.picker_model import PickerModel, TargetRole
from gui.charts.table import MONTHS, NumbersModel, rows_of
from models.plan.entities import Progress, progress_id
from tests.gui.plan.test_tree_model import Q3, judged, make_ledger

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
CHOSEN = st.lists(st.integers(0, 9), unique=True, max_size=4)
FIGURES = st.dictionaries(st.integers(0, 9), st.integers(0, 150), max_size=4)


@given(st.lists(st.tuples(CHOSEN, FIGURES), max_size=6))
def test_qt_is_content_with_the_numbers_whatever_is_chosen(dressed, steps):
    ledger, model = make_ledger(), NumbersModel()
    tester = QAbstractItemModelTester(model, STRICT)
    for chosen, figures in steps:
        for number, value in figures.items():
            key = f"t{number}"
            figure = Progress(progress_id(key, Q3.key), key, Q3.key, value=Decimal(value))
            ledger.cells[key] = {Q3.key: figure}
        assessments = judged(ledger)
        rows = []
        for number in chosen:
            rows += rows_of(ledger, assessments[f"t{number}"])
        model.set_rows(rows)
        check(model, rows, len(chosen))
    tester.deleteLater()


def check(model, rows, targets):
    """A heading for each target; below it the lines of its chart, month by month."""
    assert model.columnCount() == 1 + len(MONTHS)
    assert model.rowCount(QModelIndex()) == len(rows) + targets
    assert len(model.headings) == targets
    lines = [row for row in range(model.rowCount()) if row not in model.headings]
    for shown, row in zip(lines, rows, strict=True):
        assert [model.index(shown, at).data() for at in range(model.columnCount())] == [row.word, *row.months]
        assert row.name in model.index(shown, 1).data(Qt.ItemDataRole.AccessibleTextRole)


STEPS = st.one_of(
    st.tuples(st.just("seek"), st.sampled_from(["", "wz", "htwz", "招商", "没有这样的"])),
    st.tuples(st.just("fold"), st.integers(0, 99)),
    st.tuples(st.just("unfold"), st.integers(0, 99)),
    st.tuples(st.just("open all"), st.none()),
    st.tuples(st.just("judge"), st.none()),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=10))
def test_qt_is_content_with_the_list_whatever_is_sought_and_folded(dressed, session, steps):
    model = PickerModel(session)
    tester = QAbstractItemModelTester(model, STRICT)
    model.refill()
    for what, which in steps:
        rows = model.rowCount()
        match what:
            case "seek":
                model.refill(which)
            case "fold" | "unfold" if rows:
                model.fold(which % rows, folded=what == "fold")
            case "open all":
                model.open_all()
            case "judge":
                model.refresh()
        shown = [model.index(row).data(TargetRole) for row in range(model.rowCount())]
        assert all(model.index(row).data() for row in range(model.rowCount()))
        assert [model.row_of(target) for target in filter(None, shown)] == [r for r, t in enumerate(shown) if t]
    tester.deleteLater()
