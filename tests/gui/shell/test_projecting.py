"""F5 in the window: what is projected, from where, in which period, and what goes on when the panes move."""

import pytest
from PySide6.QtCore import Qt

from gui.meeting.operator import Operator
from gui.meeting.projection import Projection
from gui.shell.pages import CHARTS
from gui.shell.window import NOTHING_TO_PROJECT, MainWindow
from models.plan.period import Period

ID = "puyuan2020-"
FOUR = [ID + n for n in ("29", "23", "15", "47")]


@pytest.fixture
def window(qtbot, session):
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=lambda shown: [p.close() for p in shown.findChildren(Projection)])
    made.resize(1366, 698)
    made.show()
    made.show_page(CHARTS)
    return made


def projected(window):
    """The projection that is shown, the newest one."""
    return window.findChildren(Projection)[-1]


def test_what_is_projected_is_what_is_chosen(window, qtbot):
    window.charts.picker.choose(FOUR[:2])
    qtbot.mouseClick(window.charts.bar.project, Qt.MouseButton.LeftButton)
    shown = projected(window)
    assert [target for page in shown.pages for target in page] == FOUR[:2]
    assert window.findChild(Operator).projection is shown


def test_the_projection_shows_the_month_that_the_panes_show(window, session):
    page = window.charts
    page.picker.choose(FOUR)
    page.step_month(-1)
    page.set_up(1)
    page.turn(2)
    window.project()
    shown = projected(window)
    assert FOUR[2] in shown.pages[shown.page]
    assert any("2020年1—8月" in w.text for w in shown.slide.written())
    page.step_month(-1)
    assert any("2020年1—7月" in w.text for w in shown.slide.written())
    session.set_period(Period.parse("2020Q2"))
    assert any("2020年1—6月" in w.text for w in shown.slide.written())
    window.project(from_first=True)
    again = projected(window)
    assert again is not shown
    assert again.page == 0
    again.close()
    page.step_month(1)  # nothing is projected any more


def test_it_begins_with_the_pane_that_has_the_keyboard(window, qtbot):
    window.charts.picker.choose(FOUR)
    window.charts.set_up(4)
    qtbot.waitUntil(window.isActiveWindow)
    window.charts.panes[3].setFocus()
    window.project()
    shown = projected(window)
    assert FOUR[3] in shown.pages[shown.page]


def test_where_nothing_is_chosen_the_most_behind_are_shown(window):
    window.project()
    shown = [target for page in projected(window).pages for target in page]
    assert len(shown) == 2
    assert window.session.by_target[shown[0]].gap < 0


def test_a_plan_without_figures_has_nothing_to_project(window, monkeypatch):
    monkeypatch.setattr(type(window.session), "assessments", [])
    window.project()
    assert window.findChildren(Projection) == []
    assert window.statusbar.text == NOTHING_TO_PROJECT
