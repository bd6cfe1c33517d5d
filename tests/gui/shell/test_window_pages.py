"""The window's pages: made when needed, told nothing while hidden, right when shown; searching keeps the keys."""

import shutil
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.entry.grid.lines import GridColumn
from gui.meeting.playlist import projected
from gui.meeting.projection import Projection
from gui.shell.pages import ENTRY, OVERVIEW
from gui.shell.window import MainWindow
from models.plan.entities import Progress, progress_id
from models.plan.period import Period
from tests.performance import big


def shown_targets(model):
    targets = (model.target_at(row) for row in range(model.rowCount()))
    return len({target.id for target in targets if target is not None})


@pytest.fixture
def window(qtbot, session):
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 698)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_figures_page_comes_by_itself_and_takes_no_focus(window, qtbot):
    window.toolbar.search.setFocus()
    QTest.keyClicks(window.toolbar.search, "ht")
    qtbot.waitUntil(lambda: window.pages.is_made(ENTRY))
    assert window.focusWidget() is window.toolbar.search
    assert window.current_page() is window.overview
    QTest.keyClicks(window.focusWidget(), "wz")
    assert window.toolbar.search.text() == "htwz"


def test_a_window_closed_before_all_its_pages_came_says_nothing(session, qtbot, settled):
    window = MainWindow(session)
    window.show()
    qtbot.waitUntil(lambda: window.pages.coming)
    window.close()
    window.deleteLater()
    settled()
    qtbot.wait(50)


def test_the_figures_page_is_there_when_it_is_asked_for(window):
    window.show_page(ENTRY)
    assert window.current_page() is window.entry
    assert window.entry.view.hasFocus()


def test_a_hidden_page_catches_up_with_period_and_figures(window, session, settled):
    window.show_page(ENTRY)
    window.show_page(OVERVIEW)
    target = session.ledger.targets[0]
    cell = Progress(progress_id(target.id, "2020-12"), target.id, "2020-12", value=Decimal("8.8"))
    session.set_period(Period.parse("2020Q4"))
    session.write("填", [cell])
    settled()
    assert window.entry.entries.period == Period.parse("2020Q3")  # nothing is done for what nobody sees
    window.open_target(target.id)
    assert window.entry.entries.period == session.period
    index = window.entry.model.index_of_target(target.id)
    assert (index.column(), index.data()) == (GridColumn.VALUE, "8.8")


def test_what_is_typed_is_kept_for_its_period_when_the_page_is_left(window, session, settled):
    window.open_target(session.ledger.targets[0].id)
    QTest.keyClicks(window.entry.view, "7")
    window.show_page(OVERVIEW)
    session.set_period(Period.parse("2020Q2"))
    window.show_page(ENTRY)
    settled()
    kept = session.ledger.cells[session.ledger.targets[0].id]
    assert kept["2020-09"].value == Decimal(7)
    assert kept["2020-06"].value != Decimal(7)


def test_in_a_large_plan_the_letter_comes_first_and_then_what_it_finds(qtbot, opened, tmp_path):
    path = tmp_path / "made" / "large.ydt"
    path.parent.mkdir()
    big.create(path, 8)
    session = opened(shutil.copy(path, tmp_path / "large.ydt"))
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    model, every = window.overview.panel.model, len(session.ledger.targets)
    QTest.keyClicks(window.toolbar.search, "htwz")
    assert window.toolbar.search.text() == "htwz"
    assert model.shown_targets() == every
    qtbot.waitUntil(lambda: model.shown_targets() == 8)
    window.show_page(ENTRY)
    window.toolbar.search.clear()
    qtbot.waitUntil(lambda: shown_targets(window.entry.model) == every)
    window.show_page(OVERVIEW)
    assert model.shown_targets() == every


class TestProjectingFromHere:
    """F5 with nothing ticked in 图表 begins with the target where the user is."""

    OTHER = "puyuan2020-47"

    def projected(self, window, qtbot, *, first=False):
        """The targets of the projection that F5 or Shift+F5 opens; it is ended again."""
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        modifier = Qt.KeyboardModifier.ShiftModifier if first else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F5, modifier)
        shown = next(p for p in window.children() if isinstance(p, Projection) and p.isVisible())
        found = [t for page in shown.pages for t in page]
        assert shown.page == 0
        with qtbot.waitSignal(shown.destroyed):
            shown.close()
        return found

    @pytest.fixture
    def most_behind(self, window):
        found = projected(window.session.assessments)
        assert len(found) == 2
        assert self.OTHER not in found
        return found

    def test_a_heading_or_nothing_projects_the_most_behind(self, window, qtbot, most_behind):
        assert window.overview.current_target() == ""
        assert self.projected(window, qtbot) == most_behind
        assert window.current_page() is window.overview

    def test_the_tree_row_is_the_first(self, window, qtbot, most_behind):
        window.overview.show_target(self.OTHER)
        assert self.projected(window, qtbot) == [self.OTHER, most_behind[0]]
        assert self.projected(window, qtbot, first=True) == most_behind

    def test_the_row_of_a_list_with_the_focus_is_the_first(self, window, qtbot):
        window.overview.show_target(self.OTHER)
        table = window.overview.behind.table
        table.selectRow(3)
        table.setFocus()
        wanted = table.list_model.members[3].target.id
        assert self.projected(window, qtbot)[0] == wanted
        window.overview.panel.tree.setFocus()
        assert self.projected(window, qtbot)[0] == self.OTHER

    def test_the_row_of_the_grid_is_the_first_and_not_twice(self, window, qtbot, most_behind):
        window.open_target(self.OTHER)
        assert self.projected(window, qtbot) == [self.OTHER, most_behind[0]]
        window.open_target(most_behind[1])
        assert self.projected(window, qtbot) == [most_behind[1], most_behind[0]]

    def test_what_is_ticked_comes_before(self, window, qtbot, most_behind):
        window.charts.picker.choose([most_behind[1]])
        window.overview.show_target(self.OTHER)
        assert self.projected(window, qtbot) == [most_behind[1]]
