"""Starting: the ledger of last time, a damaged one leads to its backups, our own mistakes are told once."""

import shutil
import subprocess
import sys
import threading
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from db.actions.plans import create_plan
from db.disk.failures import Refusal
from db.ledger.store import Store
from gui.app.crash_dialog import CrashDialog
from gui.app.mistakes import Mistakes
from gui.app.welcome import Welcome
from gui.dialogs.backups import BackupsDialog, of_damaged, of_session
from gui.kit import ask
from gui.kit.progress import ProgressDialog
from gui.plan.target_dialog import TargetDialog
from gui.session import snapshot
from gui.shell.window import MainWindow
from gui.system import remembered
from models.plan.fields import value_field
from models.plan.period import Period
from models.plan.said import Said
from tests import ROOT


@pytest.fixture
def ledger(demo_made, tmp_path):
    path = shutil.copy(demo_made, tmp_path / "demo.ydt")
    Store.open(path).close()  # makes a backup
    return path


def button(window, text):
    return next(b for b in window.strip.findChildren(QPushButton) if b.text() == text)


def test_the_first_start_welcomes_the_next_opens_the_last_ledger(starter, ledger, qtbot) -> None:
    starter.last()
    assert isinstance(starter.window, Welcome)
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert remembered.recent() == [ledger]
    starter.window.close()
    starter.window = None
    starter.last()
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert starter.window.session.path == ledger


def test_enter_opens_the_card_that_has_the_focus(dressed, qtbot) -> None:
    welcome, wanted = Welcome(), []
    qtbot.addWidget(welcome)
    welcome.wanted.connect(wanted.append)
    welcome.show()
    for at, key in ((1, Qt.Key.Key_Return), (2, Qt.Key.Key_Enter)):
        welcome.cards[at].setFocus()
        QTest.keyClick(welcome.cards[at], key)
    assert wanted == [1, 2]


@pytest.mark.parametrize(
    ("today", "opens"), [((2026, 11, 25), "2026Q3"), ((2026, 2, 3), "2026Q1"), ((2027, 1, 8), "2026Q1")]
)
def test_a_new_plan_opens_at_the_quarter_that_is_due(starter, qtbot, tmp_path, monkeypatch, today, opens) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(*today, tzinfo=tz)

    monkeypatch.setattr(snapshot, "datetime", Clock)
    create_plan(path := tmp_path / "new.ydt", {"title": "镇2026年工作要点", "year": "2026"})
    starter.open(path)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert starter.window.session.period == Period.parse(opens)


def test_a_ledger_that_is_gone_is_not_asked_for(starter, ledger, qtbot) -> None:
    remembered.keep_recent(ledger.with_name("gone.ydt"))
    starter.last()
    qtbot.waitUntil(lambda: isinstance(starter.window, Welcome))


def test_a_figure_typed_while_another_ledger_opens_is_not_lost(starter, ledger, qtbot, monkeypatch) -> None:
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    window = starter.window
    entries, target = window.entry.entries, window.session.ledger.targets[0]

    def refuse(*_: object) -> None:
        raise Refusal(Said("full", "没有保存成功：D盘已满"))

    asked = []
    monkeypatch.setattr(ask, "choose", lambda _, question, *__, **___: asked.append(question) or 0)
    other = shutil.copy(ledger, ledger.with_name("另一本.ydt"))
    monkeypatch.setattr(Store, "write", refuse)
    starter.open(other)
    entries.enter([(entries.spot(target.id, value_field(target)), "7")])
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: not starter.worker.busy)
    assert starter.window is window
    assert len(entries.left()) == 1
    entries.drop(entries.left())  # the test's end closes the window, and no question waits there


def test_another_ledger_comes_up_only_when_no_dialog_is_open(starter, ledger, qtbot, tmp_path) -> None:
    """It would go with its window, and what was typed in it with it."""
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    first = starter.window
    dialog = TargetDialog(first, first.session, first.session.ledger.targets[0])
    dialog.open()
    told = []
    starter.open(shutil.copy(ledger, tmp_path / "另一本.ydt"), told.append)
    qtbot.waitUntil(lambda: not starter.worker.busy)
    assert (starter.window, told) == (first, [])
    assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: starter.window is not first)
    assert told == [starter.window]
    assert starter.window.session.path.name == "另一本.ydt"


def test_a_ledger_that_waits_for_the_end_of_the_forms_comes_up(starter, ledger, qtbot, tmp_path, monkeypatch) -> None:
    """The small window of progress is no dialog that anybody closes: it ends itself."""
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    first, drive, forms, answered = starter.window, threading.Event(), threading.Event(), []
    starter.worker.run(lambda: drive.wait(60))  # it is slow
    starter.open(shutil.copy(ledger, tmp_path / "另一本.ydt"))
    starter.worker.run(lambda: None, answered.append)
    starter.worker.run(lambda: forms.wait(60))
    monkeypatch.setattr(ask, "folder", lambda *_: tmp_path)
    first.reporting.collect()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ProgressDialog))
    drive.set()
    qtbot.waitUntil(lambda: bool(answered))
    assert starter.window is first
    forms.set()
    qtbot.waitUntil(lambda: not starter.worker.busy)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert starter.window is not first


def test_the_first_windows_fill_the_screen_until_one_was_made_smaller(starter, ledger, qtbot) -> None:
    starter.welcome()
    assert starter.window.isMaximized()
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert starter.window.isMaximized()
    starter.window.showNormal()
    starter.welcome()
    qtbot.waitUntil(lambda: isinstance(starter.window, Welcome))
    assert not starter.window.isMaximized()


def test_the_window_comes_back_where_it_was(starter, ledger, qtbot) -> None:
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    starter.window.showNormal()
    starter.window.resize(1111, 555)
    starter.window.close()
    starter.window = None
    starter.last()
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert starter.window.height() == 555  # the screen of the tests is narrower than any window


def test_a_damaged_ledger_leads_to_its_backups_and_back_into_work(starter, ledger, qtbot, monkeypatch) -> None:
    ledger.write_bytes(ledger.read_bytes()[:5000])
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, Welcome))
    assert "损坏" in starter.window.strip.text
    shown = []

    def restore(dialog):
        shown.append(dialog)
        assert not dialog.make.isEnabled()
        qtbot.waitUntil(lambda: "完好" in dialog.state.text())
        dialog.bring.click()
        qtbot.waitUntil(lambda: dialog.result() == 1)

    monkeypatch.setattr(BackupsDialog, "exec", restore)
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    button(starter.window, "从备份恢复…").click()
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert shown
    assert len(starter.window.session.ledger.targets) == 54
    kept = [p for p in ledger.with_name("demo-备份").iterdir() if "恢复前" in p.name]
    assert [p.stat().st_size for p in kept] == [5000]


def test_what_was_restored_is_said_at_the_period_shown_before(starter, ledger, qtbot, monkeypatch) -> None:
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    window = starter.window
    window.session.set_period(Period.parse("2020Q2"))

    def restore(dialog):
        qtbot.waitUntil(lambda: "完好" in dialog.state.text())
        with qtbot.waitSignal(dialog.accepted):
            dialog.bring.click()

    monkeypatch.setattr(BackupsDialog, "exec", restore)
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    window.commands["backups"].call()
    qtbot.waitUntil(lambda: starter.window is not window)
    assert starter.window.strip.text.startswith("已从备份恢复。")
    assert starter.window.session.period == Period.parse("2020Q2")


def test_backups_are_listed_made_and_checked_from_the_window(session, qtbot, settled) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    dialog = BackupsDialog(parent, of_session(session))
    before = dialog.list.count()
    session.write("改标题", [session.ledger.plan.__class__(**{**_fields(session.ledger.plan), "title": "新标题"})])
    settled()
    dialog.make.click()
    settled()
    assert dialog.list.count() == before + 1
    qtbot.waitUntil(lambda: dialog.state.text() == "这份备份完好，可以恢复。")


def test_nothing_is_restored_over_what_is_typed_and_in_no_file(session, qtbot, settled, monkeypatch) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    session.ask(lambda store: store.backup("手动"), lambda _: None)
    settled()
    asked, restored = [], []
    dialog = BackupsDialog(parent, of_session(session), may_restore=lambda: bool(asked.append("left")))
    dialog.restored.connect(restored.append)
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    dialog.bring.click()
    settled()
    assert (asked, restored, dialog.result()) == (["left"], [], 0)
    session.write("改标题", [session.ledger.plan.__class__(**{**_fields(session.ledger.plan), "title": "新标题"})])
    settled()
    assert session.ledger.plan.title == "新标题"  # the file is still open


def _fields(plan):
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


def test_no_backup_no_restoring(qtbot, worker, tmp_path) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    dialog = BackupsDialog(parent, of_damaged(tmp_path / "x.ydt", worker))
    assert dialog.state.text() == "还没有备份。"
    assert not dialog.bring.isEnabled()
    assert not dialog.make.isEnabled()


@pytest.fixture
def mistakes(dressed, qtbot, tmp_path):
    over = QLabel("窗口")
    qtbot.addWidget(over)
    over.show()
    made = Mistakes(lambda: over, tmp_path)
    yield made
    if made.dialog is not None:
        made.dialog.close()
    QApplication.processEvents()


def test_our_mistake_is_told_once_with_its_report(mistakes, qtbot, tmp_path) -> None:
    for _ in range(50):
        mistakes.take(ZeroDivisionError, ZeroDivisionError("x"), None)
    assert mistakes.dialog is None  # never from inside what went wrong
    qtbot.waitUntil(lambda: mistakes.dialog is not None)
    dialog = mistakes.dialog
    assert isinstance(dialog, CrashDialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "数据是安全的" in said
    assert "Zero" not in said
    dialog.copy_button.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    dialog.show_button.click()
    assert dialog.details.isVisible()
    dialog.close()
    qtbot.waitUntil(lambda: mistakes.dialog is None)
    assert (tmp_path / "要点通错误报告.txt").read_text(encoding="utf-8").count("ZeroDivisionError") == 50


def test_a_mistake_on_another_thread_reaches_the_window(mistakes, qtbot) -> None:
    thread = threading.Thread(target=lambda: mistakes.take(ValueError, ValueError("there"), None))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: mistakes.dialog is not None)


def test_a_copied_picture_does_not_bring_down_the_end() -> None:
    ended = subprocess.run([sys.executable, "-m", f"{__package__}.copy_and_end"], cwd=ROOT, check=False)
    assert ended.returncode == 0
