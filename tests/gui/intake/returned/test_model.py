"""The preview's item model under Qt's tester: whatever is filtered, ticked and read anew."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from db.actions.returned import read_books
from db.ledger.store import Store
from gui.intake.returned.columns import PreviewColumn
from gui.intake.returned.grouping import groups_of
from gui.intake.returned.lines import ReturnedKind
from gui.intake.returned.model import ImportModel
from gui.intake.returned.ticks import Filter
from gui.intake.returned.view import ImportView
from models.plan.period import Period
from tests.db.workbooks.clerk import Returned
from tests.gui.intake.returned import files as returned_files

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
Q3 = Period.parse("2020Q3")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Two readings of the same files: as they came, and with one of them mended."""
    folder = tmp_path_factory.mktemp("表")
    file = returned_files.ledger(folder)
    paths = returned_files.usual(file, folder / "表")
    returned_files.with_stray(paths[1])
    with Store.open(file, reading=True) as store:
        before = groups_of(read_books(store, paths, period=Q3))
        Returned(paths[1]).fill("道路", 4).save()
        return before, groups_of(read_books(store, paths, period=Q3))


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("filter"), st.sampled_from(list(Filter)), st.booleans()),
            st.tuples(st.just("tick"), st.integers(0, 9), st.booleans()),
            st.tuples(st.just("reason"), st.integers(0, 9), st.booleans()),
            st.tuples(st.just("show"), st.integers(0, 2), st.booleans()),
            st.tuples(st.just("type"), st.integers(0, 9), st.booleans()),
        ),
        max_size=12,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_tester_is_content(dressed, read, steps):
    model = ImportModel()
    tester = QAbstractItemModelTester(model, STRICT)  # which lives as long as its name
    view = ImportView(model)
    model.typed_over.connect(lambda *_: model.show(read[1]))  # judged anew, whatever was typed
    model.show(read[0])
    for what, which, on in steps:
        lines = list(model.ticks.lines())
        if what == "filter":
            model.set_filter(which, same=on)
        elif what == "show":
            model.show([*read, ()][which])
        elif what == "type" and lines:
            value = model.index_of(lines[which % len(lines)].key)
            model.setData(value.siblingAtColumn(PreviewColumn.NEW), "7" if on else "")
        elif lines:
            line = lines[which % len(lines)]
            model.tick([line], on=on, reason="核对过" if what == "reason" else "")
        counts = model.ticks.counts()
        assert counts.chosen == len(model.ticks.chosen())
        assert counts.chosen + counts.skipped == counts.by_filter[Filter.ALL]
        for change in model.ticks.chosen():
            assert change.reason or not change.needs_reason
        assert len(model.shown_lines()) == sum(model.rowCount(model.index(i, 0)) for i in range(model.rowCount()))
    view.deleteLater()
    tester.deleteLater()


def test_ticks_stay_where_the_sheet_says_the_same(dressed, read):
    before, after = read
    model = ImportModel()
    model.show(before)
    by_name = {(x.name, x.column): x for x in model.ticks.lines()}
    model.tick([by_name["投资", "本期值"]], on=False)
    model.tick([by_name["外资", "本期值"]], on=True, reason="核对过")
    model.show(after)
    assert {(x.name, x.column) for x in model.ticks.lines() if model.ticks.is_ticked(x)} == {
        ("企业", "本期值"), ("企业", "进展情况"), ("外资", "本期值"), ("道路", "本期值"),
    }  # fmt: skip
    assert [c.reason for c in model.ticks.chosen() if c.doubts] == ["核对过"]


def test_a_row_is_told_to_a_screen_reader(dressed, read):
    model = ImportModel()
    model.show(read[0])
    doubted = next(x for x in model.ticks.lines() if x.kind is ReturnedKind.DOUBT)
    index = model.index_of(doubted.key)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("外资，本期值，未报 → 18750 万美元，未勾选，提醒，18750万美元，上期是1120")
    assert index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked.value or not model.ticks.is_ticked(
        doubted
    )
    assert model.headerData(PreviewColumn.NEW, Qt.Orientation.Horizontal) == "表中新值"
