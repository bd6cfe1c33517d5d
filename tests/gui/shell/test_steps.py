"""Ctrl+Z and Ctrl+Y: what a cell refused goes first, and nothing is taken back that is not in view."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.actions.outlines import remove
from db.actions.periods import close_period, reopen_period, set_report_day
from db.actions.plans import add_plan, delete_plan
from db.ledger.scenes import Scene
from gui.entry.grid.lines import GridColumn
from gui.shell.pages import CHARTS, ENTRY, OVERVIEW
from gui.shell.window import MainWindow
from models.plan.entities import PastValue, TargetVersion, past_id
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


@pytest.fixture
def next_year(session, do, settled):
    """A plan of the next year, shown; a target of it goes on the series of a target of the old one."""
    old = session.ledger
    do(lambda store: add_plan(store, NEXT_YEAR))
    new = next(plan for plan in session.plans if plan.id != old.plan.id)
    goes_on = replace(target_by_name(old, NAME), id="next", plan_id=new.id, heading_id=None)
    do(lambda store: store.write("新增", [goes_on]))
    session.set_plan(new.id)
    settled()
    return old, new


def target_by_name(ledger, name):
    return next(t for t in ledger.targets if t.full_name == name)


@pytest.mark.parametrize(("how", "page"), [("unlock", CHARTS), ("day", OVERVIEW), ("another day", ENTRY)])
def test_what_was_done_to_a_period_is_undone_in_that_period_of_that_plan(
    window, undo, do, next_year, session, settled, page, how
):
    """What was seen: a quarter of last year's plan was locked again by Ctrl+Z, over another plan."""
    old, new = next_year
    plan = old.plan.id
    match how:
        case "unlock":
            do(lambda store: close_period(store, plan, Q2))
            do(lambda store: reopen_period(store, plan, Q2, "更正"))
        case "day":
            do(lambda store: set_report_day(store, plan, Q2, Q2.end))
        case _:  # a field of a row that is there
            do(lambda store: set_report_day(store, plan, Q2, Q2.end))
            do(lambda store: set_report_day(store, plan, Q2, Q2.end.replace(day=1)))
    assert old.plan.title in session.undo_step
    assert "二季度" in session.undo_step
    session.set_plan(new.id)
    settled()
    window.show_page(page)
    undo()
    settled()
    assert session.ledger.plan.id == plan
    assert session.period == Q2
    assert window.current_page() is window.entry


@pytest.mark.parametrize("page", [OVERVIEW, ENTRY])
def test_a_figure_of_last_year_is_undone_in_its_column(window, undo, session, settled, page):
    entry = window.entry
    target = target_of(entry, OTHER)
    before = dict(session.ledger.past_of(target))
    entry.entries.enter([(entry.entries.spot(target.id, "past"), "77")])
    settled()
    assert session.ledger.past_of(target)["2019-09"] == 77
    session.set_period(Q2)
    window.show_page(page)
    settled()
    undo()
    assert session.period == Q3
    assert window.current_page() is entry
    assert entry.current_target() == target.id
    assert entry.view.currentIndex().column() == GridColumn.PAST
    assert not entry.view.isColumnHidden(GridColumn.PAST)
    assert session.ledger.past_of(target) == before


def test_a_figure_of_last_year_is_undone_in_the_plan_that_shows_it(window, undo, do, next_year, session, settled):
    old, new = next_year
    series = target_by_name(old, NAME).series_id
    do(lambda store: store.write("上年数", [PastValue(past_id(series, "2019-06"), series, "2019-06", Decimal(5))]))
    assert session.undo_scene == Scene(old.plan.id, "2020-06", target_by_name(old, NAME).id, past=True)
    session.set_plan(new.id)
    settled()
    undo()
    settled()
    assert (session.ledger.plan.id, session.period) == (old.plan.id, Q2)


@pytest.mark.parametrize("page", [ENTRY, CHARTS])
def test_a_heading_is_renamed_back_in_the_tree(window, undo, do, next_year, session, settled, page):
    old, new = next_year
    heading = old.headings[3]
    do(lambda store: store.write("改标题", [replace(heading, title="改过的标题")]))
    session.set_plan(new.id)
    settled()
    window.show_page(page)
    undo()
    settled()
    assert session.ledger.plan.id == old.plan.id
    assert window.current_page() is window.overview
    assert window.overview.panel.tree.currentIndex().data() == heading.label


@pytest.mark.parametrize("edited", [False, True])
def test_a_change_of_a_target_is_undone_where_the_target_is(window, undo, do, next_year, session, settled, edited):
    old, new = next_year
    target = target_by_name(old, NAME)
    version = TargetVersion("v9", target.id, date(2020, 7, 1), "政办9号", "下调", Decimal(9))
    do(lambda store: store.write("目标变更", [version]))
    if edited:
        do(lambda store: store.write("变更日期", [replace(version, since=date(2020, 8, 1))]))
    session.set_plan(new.id)
    settled()
    window.show_page(OVERVIEW)
    undo()
    settled()
    assert session.ledger.plan.id == old.plan.id
    assert window.overview.current_target() == target.id


def test_a_target_that_the_period_does_not_list_is_undone_in_the_tree(window, undo, do, session, settled):
    target = target_of(window.entry, NAME)
    do(lambda store: store.write("改", [replace(target, listed=date(2020, 12, 1), note="十二月起")]))
    undo()
    settled()
    assert window.current_page() is window.overview
    assert window.overview.current_target() == target.id


def test_several_figures_are_undone_at_the_first_of_them(window, undo, session, settled):
    page = window.entry
    first, second = target_of(page, NAME), target_of(page, OTHER)
    page.entries.enter([(page.entries.spot(t.id, "value"), "7") for t in (first, second)])
    settled()
    window.show_page(OVERVIEW)
    session.set_period(Q2)
    settled()
    undo()
    assert (window.current_page(), session.period) == (page, Q3)
    assert page.current_target() == first.id


def test_what_comes_back_is_gone_to_afterwards(window, undo, do, session, settled):
    target = target_of(window.entry, NAME)
    do(lambda store: remove(store, session.ledger.plan.id, [target.id]))
    window.show_page(OVERVIEW)
    undo()
    settled()
    assert session.target(target.id) is not None
    assert window.current_page().current_target() == target.id


def test_a_plan_of_one_heading_comes_back_where_no_plan_is_left(window, undo, do, settled, session):
    do(lambda store: delete_plan(store, session.ledger.plan.id))
    do(lambda store: add_plan(store, {**NEXT_YEAR, "outline": [{"kind": "chapter", "title": "总体要求"}]}))
    undo()
    assert not session.has_plan
    window.commands["redo"].call()
    settled()
    assert [heading.title for heading in session.ledger.headings] == ["总体要求"]


def test_pasted_figures_of_several_months_of_last_year_are_gone_to_before_they_are_taken_back(
    window, undo, session, settled
):
    target = target_of(window.entry, NAME)
    series = target.series_id
    past = [PastValue(past_id(series, key), series, key, Decimal(5)) for key in ("2019-03", "2019-06")]
    session.write("粘贴上年数据：2个数", past)
    settled()
    window.show_page(OVERVIEW)
    undo()
    assert window.pages.name_of(window.pages.now) == ENTRY
    assert window.entry.current_target() == target.id
    assert window.entry.filters.last_year
