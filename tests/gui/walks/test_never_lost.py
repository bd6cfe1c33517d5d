"""What is typed is saved for what it was typed for, whatever else happens at that moment, and nothing else is."""

import shutil
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from db.actions.periods import close_period
from db.actions.plans import add_plan, delete_plan
from db.disk.failures import Environment
from db.ledger.backups import backups_of
from db.ledger.restoring import restore
from gui.dialogs import backups as backups_dialog
from gui.dialogs.backups import BackupsDialog
from gui.entry.spots import Trouble
from gui.kit import ask
from gui.shell.pages import ENTRY
from gui.shell.window import MainWindow
from models.plan.period import Period
from models.plan.said import Said
from tests.gui.entry.desk import CTRL, at, cell, kept, target_of, write

KEY = Qt.Key
FOREIGN, SCHOOL = "合同外资", "濮新学校（一期）投入使用"
LAST = Period.of_month(2020, 12, quarterly=True)
NEXT_YEAR = {"title": "濮院镇2021年工作要点", "year": "2021", "issuer": "濮院镇", "number": "", "date": ""}
LONG = "落实责任，倒排工期。" * 480


@pytest.fixture
def asked(monkeypatch):
    """What was asked; each is answered with 回去改."""
    made = []
    monkeypatch.setattr(ask, "choose", lambda _, text, *__, **___: made.append(text) or 0)
    return made


def type_in(page, *typed):
    for key in typed:
        widget = page.window().focusWidget() or page.view
        if isinstance(key, str):
            write(widget, key)
        else:
            QTest.keyClick(widget, key)


def changed_since(session, before):
    return {
        (target, key): found
        for target, cells in session.ledger.cells.items()
        for key, found in cells.items()
        if found != before.get(target, {}).get(key)
    }


def all_cells(session):
    return {target: dict(cells) for target, cells in session.ledger.cells.items()}


class TestAnotherPlanComesUp:
    @pytest.fixture
    def other(self, session, settled):
        made = []
        session.act(lambda store: made.append(add_plan(store, NEXT_YEAR)))
        settled()
        return made[0].id

    def test_a_figure_in_its_editor_goes_into_its_own_plan(self, entry_page, session, other, settled):
        first = session.ledger.plan.id
        at(entry_page, FOREIGN)
        type_in(entry_page, "3456")
        session.set_plan(other)
        settled()
        assert session.ledger.plan.id == other
        assert session.ledger.cells == {}
        session.set_plan(first)
        settled()
        assert kept(entry_page, FOREIGN) == Decimal(3456)

    def test_what_is_written_while_it_comes_does_not_bring_back_the_first(self, entry_page, session, other, settled):
        at(entry_page, FOREIGN)
        session.set_plan(other)
        type_in(entry_page, "3456", KEY.Key_Return)
        settled()
        assert session.ledger.plan.id == other
        assert session.ledger.cells == {}

    @pytest.mark.usefixtures("other")
    def test_a_figure_of_a_plan_that_is_deleted_is_asked_for(self, entry_page, session, settled, asked):
        first = session.ledger.plan.id
        at(entry_page, FOREIGN)
        type_in(entry_page, "3456")
        session.act(lambda store: delete_plan(store, first))
        settled()
        assert not entry_page.may_leave()
        assert FOREIGN in asked[0]

    def test_the_filter_for_what_is_open_stays_when_the_last_plan_goes(self, entry_page, session, settled):
        plan = session.ledger.plan.id
        entry_page.head.open_box.setChecked(True)
        session.act(lambda store: delete_plan(store, plan))
        settled()
        assert entry_page.model.rowCount() == 0
        session.undo()
        settled()
        assert entry_page.model.rowCount() > 0

    def test_looking_for_doubts_ends_with_the_last_plan(self, entry_page, session, settled):
        plan = session.ledger.plan.id
        session.act(lambda store: delete_plan(store, plan))
        settled()
        entry_page.entries.doubting.forget(None)
        assert entry_page.entries.doubting.look_on(0.01)


class TestOnlyWhatWasTypedIsWritten:
    def test_a_word_does_not_bring_back_a_figure_that_is_being_undone(self, entry_page, session, settled):
        page, target = entry_page, target_of(entry_page, FOREIGN)
        before = kept(page, FOREIGN)
        at(page, FOREIGN)
        type_in(page, "3456", KEY.Key_Return)
        session.undo()
        page.entries.enter([(page.entries.spot(target.id, "problem"), "签约推后")])
        settled()
        assert (kept(page, FOREIGN), cell(page, FOREIGN).problem) == (before, "签约推后")

    def test_of_two_figures_the_second_stands_where_only_the_first_failed(self, entry_page, session, settled):
        page, target = entry_page, target_of(entry_page, FOREIGN)
        spots = [page.entries.spot(target.id, name) for name in ("value", "progress", "problem", "next_step")]
        room = "PRAGMA max_page_count="
        pages = []
        session.ask(lambda store: pages.append(store.db.execute("PRAGMA page_count").fetchone()[0]), lambda _: None)
        session.ask(lambda store: store.db.execute(f"{room}{pages[0]}"), lambda _: None)
        page.entries.enter(zip(spots, ("3000", LONG, LONG, LONG), strict=True))
        session.ask(lambda store: store.db.execute(f"{room}{1 << 18}"), lambda _: None)
        page.entries.enter([(spots[0], "3001")])
        settled()
        assert kept(page, FOREIGN) == Decimal(3001)
        assert page.entries.text(spots[0]) == "3001"
        unsaved = {p.spot.field for p in page.entries.problems() if p.trouble is Trouble.UNSAVED}
        assert unsaved == {"progress", "problem", "next_step"}

    def test_a_figure_typed_while_its_period_is_locked_is_kept_and_asked_for(self, entry_page, session, settled, asked):
        page, plan, period = entry_page, session.ledger.plan.id, session.period
        at(page, FOREIGN)
        type_in(page, "3456")
        session.act(lambda store: close_period(store, plan, period))
        settled()
        page.finish()
        settled()
        assert not page.may_leave()
        assert FOREIGN in asked[0]
        assert page.entries.text(page.entries.spot(target_of(page, FOREIGN).id, "value")) == "3456"


class TestTheFormsFields:
    """A date or percentage is saved for the target and the period it was typed for."""

    @pytest.fixture(params=["period", "target"])
    def goes_on(self, request, session):
        def go(widget):
            if request.param == "period":
                session.set_period(LAST)
            else:
                QTest.keyClick(widget, KEY.Key_Down, CTRL)

        return go

    def test_a_percentage(self, entry_page, session, settled, goes_on):
        page, before = entry_page, all_cells(session)
        at(page, SCHOOL)
        page.form.percent.setFocus()
        page.form.percent.selectAll()
        write(page.form.percent, "77")
        goes_on(page.form.percent)
        page.view.setFocus()
        settled()
        changed = changed_since(session, before)
        assert {key: c.percent for key, c in changed.items()} == {(target_of(page, SCHOOL).id, "2020-09"): Decimal(77)}

    def test_a_date(self, entry_page, session, settled, goes_on):
        page, before = entry_page, all_cells(session)
        at(page, FOREIGN)
        page.form.as_of.setFocus()
        page.form.as_of.setDate(QDate(2020, 9, 11))
        goes_on(page.form.as_of)
        page.view.setFocus()
        settled()
        changed = changed_since(session, before)
        days = {key: f"{c.as_of}" for key, c in changed.items()}
        assert days == {(target_of(page, FOREIGN).id, "2020-09"): "2020-09-11"}

    def test_being_in_a_field_is_not_typing(self, entry_page, session, settled, goes_on):
        page, before = entry_page, all_cells(session)
        at(page, FOREIGN)
        page.form.as_of.setFocus()
        goes_on(page.form.as_of)
        page.view.setFocus()
        settled()
        assert changed_since(session, before) == {}


class TestAnotherFile:
    @pytest.fixture
    def starter(self, starter, monkeypatch):
        yield starter
        monkeypatch.setattr(ask, "choose", lambda *_, **__: 1)
        starter.window.close()

    @pytest.fixture
    def window(self, starter, demo_made, tmp_path, qtbot):
        starter.open(shutil.copy(demo_made, tmp_path / "demo.ydt"))
        qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
        starter.window.show_page(ENTRY)
        return starter.window

    def test_words_that_fail_at_the_last_moment_keep_the_window(
        self, starter, window, demo_made, tmp_path, qtbot, asked
    ):
        def fill(store):
            pages = store.db.execute("PRAGMA page_count").fetchone()[0]
            store.db.execute(f"PRAGMA max_page_count={pages}")

        at(window.entry, FOREIGN)
        window.session.ask(fill, lambda _: None)
        field = window.entry.form.texts["progress"].edit
        field.setFocus()
        field.setPlainText(LONG)
        window.want_file(shutil.copy(demo_made, tmp_path / "other.ydt"))
        qtbot.waitUntil(lambda: bool(asked))
        qtbot.waitUntil(lambda: not starter.worker.busy)
        assert asked[0].startswith("还有 ")
        assert starter.window is window
        assert field.toPlainText() == LONG

    def test_a_restore_that_fails_leaves_the_ledger_open(self, starter, window, qtbot, monkeypatch):
        def fails(*_):
            raise Environment(Said("full", "没有恢复成：磁盘已满"))

        monkeypatch.setattr(backups_dialog, "restore", fails)
        self._restore(starter, window, qtbot, monkeypatch, [0])
        at(window.entry, FOREIGN)
        type_in(window.entry, "3456", KEY.Key_Return)
        qtbot.waitUntil(lambda: not starter.worker.busy)
        assert kept(window.entry, FOREIGN) == Decimal(3456)
        assert window.entry.may_leave()

    def test_a_refused_figure_holds_the_restore_up_until_it_is_given_up(self, starter, window, qtbot, monkeypatch):
        at(window.entry, FOREIGN)
        type_in(window.entry, "很多")
        asked = self._restore(starter, window, qtbot, monkeypatch, [0, 0])
        assert asked[1].startswith("还有 1 格没有保存")
        assert starter.window is window
        self._restore(starter, window, qtbot, monkeypatch, [0, 1])
        qtbot.waitUntil(lambda: starter.window is not window)

    def test_what_is_typed_after_a_restore_is_not_lost_without_a_word(self, starter, window, qtbot, asked):
        path = window.session.path
        backup = backups_of(path)[0].path
        at(window.entry, FOREIGN)
        wanted = window.other_file_wanted.emit
        window.session.restore(lambda: restore(path, backup), lambda _: wanted(path), lambda _: None)
        type_in(window.entry, "3456", KEY.Key_Return)
        qtbot.waitUntil(lambda: bool(asked))
        assert "恢复" in asked[0]
        assert starter.window is window

    def _restore(self, starter, window, qtbot, monkeypatch, answers):
        asked = []
        monkeypatch.setattr(ask, "choose", lambda _, text, *__, **___: asked.append(text) or answers.pop(0))

        def execute(dialog):
            qtbot.waitUntil(lambda: not starter.worker.busy)
            dialog.bring.click()

        monkeypatch.setattr(BackupsDialog, "exec", execute)
        window.commands["backups"].call()
        qtbot.waitUntil(lambda: not starter.worker.busy)
        return asked
