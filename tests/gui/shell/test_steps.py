"""Ctrl+Z and Ctrl+Y: what a cell refused goes first, and nothing is taken back that is not in view."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions.plans import add_plan
from gui.shell.pages import CHARTS, ENTRY, OVERVIEW
from gui.shell.window import MainWindow
from models.plan.period import Period
from tests.gui.entry.desk import CTRL, at, cell, kept, shown, target_of

KEY = Qt.Key
NAME, OTHER = "合同外资", "新增规上企业"
Q2, Q3 = Period.parse("2020Q2"), Period.parse("2020Q3")
NEXT_YEAR = {"title": "濮院镇2021年工作要点", "year": "2021", "issuer": "濮院镇", "number": "", "date": ""}


@pytest.fixture
def window(session, qtbot, settled):
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 698)
    with qtbot.waitExposed(made):
        made.show()
    made.show_page(ENTRY)
    session.set_period(Q3)
    settled()
    return made


@pytest.fixture
def undo(window, settled):
    def press():
        window.commands["undo"].call()
        settled()

    return press


def enter(page, name, text):
    page.entries.enter([(page.entries.spot(target_of(page, name).id, "value"), text)])


def test_what_a_cell_refused_goes_before_any_step(window, undo, settled):
    page = window.entry
    enter(page, NAME, "3000")
    settled()
    enter(page, OTHER, "四条")
    at(page, NAME)
    undo()
    assert shown(page, OTHER).text == str(kept(page, OTHER))
    assert page.current_target() == target_of(page, OTHER).id
    assert str(kept(page, NAME)) == "3000"
    assert "四条" in window.statusbar.text
    undo()
    assert str(kept(page, NAME)) != "3000"


def test_esc_in_the_cell_drops_what_it_refused(window, settled):
    page = window.entry
    before = str(kept(page, NAME))
    enter(page, NAME, "四条")
    at(page, NAME)
    assert shown(page, NAME).text == "四条"
    QTest.keyClick(page.view, KEY.Key_Escape)
    assert shown(page, NAME).text == before
    assert not page.entries.left()


def test_a_step_of_another_period_is_gone_to_and_then_undone(window, undo, settled, session):
    page = window.entry
    enter(page, NAME, "3000")
    settled()
    session.set_period(Q2)
    settled()
    undo()
    assert session.period == Q3
    assert page.current_target() == target_of(page, NAME).id
    assert str(kept(page, NAME)) != "3000"
    session.set_period(Q2)
    window.commands["redo"].call()
    settled()
    assert (session.period, str(kept(page, NAME))) == (Q3, "3000")


@pytest.mark.parametrize("page", [OVERVIEW, CHARTS])
def test_a_figure_is_undone_where_it_shows(window, undo, settled, page):
    enter(window.entry, NAME, "3000")
    settled()
    window.show_page(page)
    undo()
    assert window.current_page() is window.entry
    assert window.entry.current_target() == target_of(window.entry, NAME).id


def test_a_row_that_a_filter_hides_comes_into_view(window, undo, settled):
    page = window.entry
    enter(page, NAME, "3000")
    settled()
    page.filter_by("新增规上")
    assert not page.model.index_of_target(target_of(page, NAME).id).isValid()
    undo()
    assert page.current_target() == target_of(page, NAME).id


def test_a_step_of_another_plan_names_it_and_is_gone_to(window, undo, settled, session):
    enter(window.entry, NAME, "3000")
    settled()
    old = session.ledger.plan
    session.act(lambda store: add_plan(store, NEXT_YEAR))
    settled()
    session.undo()
    settled()
    session.redo()
    settled()
    new = next(plan for plan in session.plans if plan.id != old.id)
    session.set_plan(old.id)
    settled()
    enter(window.entry, NAME, "3100")
    settled()
    session.set_plan(new.id)
    settled()
    assert old.title in session.undo_step
    undo()
    assert session.ledger.plan.id == old.id
    assert str(kept(window.entry, NAME)) == "3000"


def test_words_of_the_form_are_undone_in_view_too(window, undo, settled):
    page = window.entry
    target = target_of(page, NAME)
    page.entries.enter([(page.entries.spot(target.id, "progress"), "新签两个项目")])
    settled()
    at(page, OTHER)
    QTest.keyClick(page.view, KEY.Key_Z, CTRL)
    settled()
    assert cell(page, NAME).progress != "新签两个项目"
    assert page.current_target() == target.id


def test_what_was_typed_last_is_undone_even_while_it_is_being_written(window, settled, session):
    page = window.entry
    enter(page, NAME, "3000")
    settled()
    session.set_period(Q2)
    settled()
    before = str(kept(page, OTHER))
    enter(page, OTHER, "7")
    window.commands["undo"].call()
    settled()
    settled()
    assert (session.period, str(kept(page, OTHER))) == (Q2, before)
