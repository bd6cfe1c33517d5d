"""The file under the window: overwritten, replaced, deleted while somebody types; nothing goes in silence."""

import os
import shutil
from dataclasses import replace as replaced
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from db.actions.periods import close_period
from db.actions.plans import create_demo
from db.ledger.backups import Reason, folder_of
from db.ledger.store import Store
from gui.kit import ask
from gui.shell.pages import ENTRY
from gui.shell.taken import AGAIN, READ_NOW, SAVE_BEFORE, SAVE_SCREEN
from gui.shell.window import MainWindow
from tests.gui.entry.desk import at, kept, shown, target_of, write

WINDOWS = os.name == "nt"


@pytest.fixture
def window(starter, demo_made, tmp_path, qtbot):
    starter.open(shutil.copy(demo_made, tmp_path / "demo.ydt"))
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    starter.window.show_page(ENTRY)
    starter.window.activateWindow()
    qtbot.waitUntil(starter.window.isActiveWindow)
    yield starter.window
    starter.window.session.file.give_up()


@pytest.fixture
def names(window):
    """Three targets with a figure of their own."""
    return [t.full_name for t in window.session.ledger.targets if t.kind == "cumulative"][:3]


@pytest.fixture
def enter(qtbot):
    """Types a figure into a target's cell and waits for the answer."""

    def typed(window, name, text):
        at(window.entry, name)
        write(window.entry.view, text)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.session.writing)

    return typed


def press(window, text):
    next(b for b in window.strip.findChildren(QPushButton) if b.text() == text and not b.isHidden()).click()


def overwrite(path, older):
    with path.open("r+b") as file:
        file.write(older)
        file.truncate()


def replace(path, older):
    aside = path.with_suffix(".tmp")
    aside.write_bytes(older)
    aside.replace(path)


def spot_text(window, name):
    return shown(window.entry, name).text


@pytest.fixture
def read_now(starter, qtbot):
    def read():
        old = starter.window
        press(old, READ_NOW)
        qtbot.waitUntil(lambda: starter.window is not old)
        qtbot.waitUntil(lambda: not starter.worker.busy)
        return starter.window

    return read


@pytest.mark.parametrize("take", [overwrite] if WINDOWS else [overwrite, replace])
def test_three_figures_that_were_saved_and_one_that_was_not_survive_an_older_copy(
    window, names, enter, read_now, take, qtbot
):
    """What was seen: three figures said to be saved were gone, and stayed on the screen."""
    path = window.session.path
    older = path.read_bytes()
    for name, text in zip(names, ("11", "22", "33"), strict=True):
        enter(window, name, text)
    assert "已保存" in window.statusbar.saved.text()
    take(path, older)
    enter(window, names[0], "44")
    assert "已保存" not in window.statusbar.saved.text()
    assert window.strip.text.endswith("另存一份，或读现在的文件。")
    assert spot_text(window, names[0]) == "44"
    fresh = read_now()
    assert fresh.session.path == path
    assert not fresh.session.read_only
    assert spot_text(fresh, names[0]) == "44"
    assert kept(fresh.entry, names[1]) != 22
    assert "3 步" in fresh.strip.text
    press(fresh, AGAIN)
    qtbot.waitUntil(lambda: fresh.strip.text.startswith("3 步都已重新写进"))
    assert [kept(fresh.entry, n) for n in names] == [11, 22, 33]
    fresh.entry.entries.retry()
    qtbot.waitUntil(lambda: kept(fresh.entry, names[0]) == 44)
    assert fresh.entry.entries.left() == {}
    with Store.open(path, reading=True) as store:
        store.check()
        assert store.actions(1)[0].what.startswith("再次保存")


@pytest.mark.skipif(WINDOWS, reason="an open file cannot be moved there")
@pytest.mark.parametrize("how", ["removed", "renamed", "folder gone"])
def test_a_file_that_is_gone_is_noticed_when_the_window_is_come_back_to(window, names, enter, qtbot, how):
    path = window.session.path
    enter(window, names[0], "11")
    match how:
        case "removed":
            path.unlink()
        case "renamed":
            path.rename(path.with_name("别的名.ydt"))
        case _:
            path.parent.rename(path.parent.with_name("搬走的"))
    explorer = QWidget()
    qtbot.addWidget(explorer)
    explorer.show()
    explorer.activateWindow()
    qtbot.waitUntil(explorer.isActiveWindow)
    assert window.session.file.why is None
    window.activateWindow()
    qtbot.waitUntil(lambda: window.session.file.why is not None)
    assert window.strip.text.startswith("台账文件已被移走、改名或换掉：")
    assert "已保存" not in window.statusbar.saved.text()
    press(window, READ_NOW)
    qtbot.waitUntil(lambda: window.strip.text.startswith("现在的文件读不了："))
    assert spot_text(window, names[0]) == "11"


def test_the_screen_is_saved_elsewhere_with_all_that_was_typed(
    window, starter, names, enter, tmp_path, qtbot, monkeypatch
):
    path, target = window.session.path, tmp_path / "另存.ydt"
    for name, text in zip(names, ("11", "22", "33"), strict=True):
        enter(window, name, text)
    overwrite(path, b"")
    enter(window, names[0], "44")
    monkeypatch.setattr(ask, "save_file", lambda *_, **__: target)
    press(window, SAVE_SCREEN)
    qtbot.waitUntil(lambda: starter.window is not window)
    fresh = starter.window
    assert fresh.session.path == target
    assert not fresh.session.read_only
    fresh.show_page(ENTRY)
    assert [kept(fresh.entry, n) for n in names] == [44, 22, 33]
    assert path.read_bytes() == b""


def test_the_window_does_not_close_over_what_is_in_no_file(window, names, enter, qtbot, monkeypatch):
    enter(window, names[0], "11")
    overwrite(window.session.path, b"")
    asked, answers = [], [0, 1]

    def choose(_, question, __, **___):
        asked.append(question)
        return answers[len(asked) - 1]

    monkeypatch.setattr(ask, "choose", choose)
    window.close()
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert window.isVisible()
    assert "文件里没有的内容就没有了" in asked[0]
    window.close()
    assert not window.isVisible()


@pytest.mark.skipif(WINDOWS, reason="an open file cannot be moved there")
def test_a_file_put_back_goes_on_as_if_nothing_had_been(window, names, enter, qtbot):
    path = window.session.path
    away = path.with_name("别的名.ydt")
    path.rename(away)
    enter(window, names[0], "11")
    assert window.session.file.why is not None
    away.rename(path)
    window.entry.entries.retry()
    qtbot.waitUntil(lambda: kept(window.entry, names[0]) == 11)
    assert window.session.file.why is None
    assert window.strip.text == "台账文件又是原来的了，可以接着填。"


def test_steps_that_no_longer_fit_are_named_and_what_was_before_is_saved(
    window, names, enter, read_now, tmp_path, qtbot, monkeypatch
):
    """A colleague wrote another figure into the same cell of an older copy."""
    path = window.session.path
    other = shutil.copy(path, tmp_path / "同事的.ydt")
    target = target_of(window.entry, names[0])
    enter(window, names[0], "11")
    enter(window, names[1], "22")
    with Store.open(other) as theirs:
        (mine,) = [c for c in window.session.ledger.cells[target.id].values() if c.period == window.session.period.key]
        theirs.write("同事填", [replaced(mine, value=Decimal(99))])
    overwrite(path, other.read_bytes())
    window.session.file.look()
    qtbot.waitUntil(lambda: window.session.file.why is not None)
    fresh = read_now()
    press(fresh, AGAIN)
    qtbot.waitUntil(lambda: fresh.strip.text.startswith("1 步已重新写进；1 步没有写"))
    assert [kept(fresh.entry, n) for n in names[:2]] == [99, 22]
    monkeypatch.setattr(ask, "save_file", lambda *_, **__: tmp_path / "原来的.ydt")
    press(fresh, SAVE_BEFORE)
    qtbot.waitUntil(lambda: fresh.strip.text == "原来的已另存为：原来的.ydt")
    with Store.open(tmp_path / "原来的.ydt", reading=True) as before:
        assert [a.what[:4] for a in before.actions(2)]
        before.check()


def test_another_ledger_in_the_place_gets_none_of_our_steps(window, names, enter, read_now, tmp_path):
    enter(window, names[0], "11")
    create_demo(tmp_path / "新.ydt")
    overwrite(window.session.path, (tmp_path / "新.ydt").read_bytes())
    enter(window, names[0], "22")
    fresh = read_now()
    assert AGAIN not in [b.text() for b in fresh.strip.buttons]
    assert folder_of(fresh.session.path).is_dir()
    before = next(folder_of(fresh.session.path).glob(f"*{Reason.BEFORE_READING}*.ydt"))
    with Store.open(before, reading=True) as store:  # 11 was said to be saved, and no other file has it
        figures = [cell.value for cells in store.ledger(store.plans()[0].id).cells.values() for cell in cells.values()]
    assert Decimal(11) in figures
    assert "留在备份里" in fresh.strip.text


def test_a_lock_that_was_not_written_again_says_how_to_lock(window, names, enter, read_now, qtbot):
    """What was seen: 那里后来有别的改动 over a lock, where nobody had changed anything."""
    session = window.session
    older = session.path.read_bytes()
    enter(window, names[0], "11")
    plan, period = session.ledger.plan.id, session.period
    session.act(lambda store: close_period(store, plan, period))
    qtbot.waitUntil(lambda: not session.writing)
    overwrite(session.path, older)
    session.file.look()
    qtbot.waitUntil(lambda: session.file.why is not None)
    fresh = read_now()
    press(fresh, AGAIN)
    qtbot.waitUntil(lambda: fresh.strip.text.startswith("1 步已重新写进；1 步没有写：锁定2020年第三季度（"))
    assert fresh.strip.text.endswith("。请核对现在的数，再在“填报”的“本期”里锁定三季度。")
    assert "别的改动" not in fresh.strip.text
    assert not fresh.session.ledger.closed(period)


def test_the_file_is_looked_at_from_time_to_time_and_told_of_once(window, names, enter, qtbot):
    """Nobody leaves the window, nobody types: an older copy comes all the same."""
    session = window.session
    enter(window, names[0], "11")
    told = []
    session.file.changed.connect(lambda: told.append(session.file.why))
    (clock,) = window.taken.findChildren(QTimer)
    assert clock.isActive()
    clock.timeout.emit()
    qtbot.waitUntil(lambda: not session.worker.busy)
    assert told == []
    overwrite(session.path, b"")
    for _ in range(2):
        window.taken.watch()
        qtbot.waitUntil(lambda: not session.worker.busy)
    assert [bool(why) for why in told] == [True]
    assert window.strip.text.endswith("另存一份，或读现在的文件。")
    enter(window, names[1], "22")  # who writes is told again
    assert len(told) > 1


def test_a_file_opened_for_reading_is_not_watched(opened, demo_made, tmp_path, qtbot, worker):
    path = shutil.copy(demo_made, tmp_path / "demo.ydt")
    with Store.open(path):  # somebody else writes it
        session = opened(path)
        window = MainWindow(session)
        qtbot.addWidget(window)
        overwrite(path, b"")
        qtbot.waitUntil(lambda: not worker.busy)
        window.taken.watch()
        assert not worker.busy
        assert session.file.why is None
