"""The files opened last: on the first window and in ≡, without waiting for a drive that does not answer."""

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from db.disk.drives import Drive
from gui.app import start
from gui.app.recent import RecentList
from gui.app.welcome import Welcome
from gui.shell.window import MainWindow
from gui.system import probing as looks
from gui.system import remembered
from gui.system.probing import Seen


@pytest.fixture
def ledgers(demo_made, tmp_path):
    return [Path(shutil.copy(demo_made, tmp_path / f"{name}.ydt")) for name in ("甲", "乙", "丙")]


@pytest.fixture
def opening(starter, qtbot):
    """Opens files one after the other and waits for each window."""

    def open_all(*paths):
        for path in paths:
            starter.open(path)
            qtbot.waitUntil(lambda p=path: isinstance(starter.window, MainWindow) and starter.window.session.path == p)

    return open_all


@pytest.fixture
def welcomed(starter, qtbot):
    """The first window, with everything known of its files."""

    def welcome():
        starter.welcome()
        qtbot.waitUntil(lambda: isinstance(starter.window, Welcome) and not starter.looks.busy)
        return starter.window

    return welcome


def menu_of(window, name):
    main = window.toolbar.menu_button.menu()
    main.aboutToShow.emit()
    return next(a for a in main.actions() if a.text() == name)


def test_newest_first_each_once_and_no_more_than_eight(tmp_path):
    paths = [tmp_path / f"{n}.ydt" for n in range(10)]
    for path in paths:
        remembered.keep_recent(path)
    assert remembered.recent() == paths[:1:-1]
    (tmp_path / "里").mkdir()
    remembered.keep_recent(tmp_path / "里" / ".." / "5.ydt")
    assert [p.stem for p in remembered.recent()] == ["5", "9", "8", "7", "6", "4", "3", "2"]
    remembered.forget_recent(tmp_path / "8.ydt")
    assert [p.stem for p in remembered.recent()] == ["5", "9", "7", "6", "4", "3", "2"]


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="links are needed")
def test_one_file_by_two_ways_is_one_entry(ledgers, opening, tmp_path):
    (tmp_path / "近路.ydt").symlink_to(ledgers[0])
    opening(ledgers[0], ledgers[1], tmp_path / "近路.ydt")
    assert remembered.recent() == [ledgers[0], ledgers[1]]


def test_what_was_opened_stands_below_the_cards_and_opens_again(ledgers, opening, welcomed, starter, qtbot):
    opening(*ledgers)
    page = welcomed()
    assert [row.path for row in page.recent.rows] == ledgers[::-1]
    row = page.recent.rows[1]
    assert (row.name.text(), row.folder.text(), row.note.text()) == ("乙", str(ledgers[1].parent), "")
    assert not row.off.isVisible()
    QTest.keyClick(row.open, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert starter.window.session.path == ledgers[1]


def test_tab_goes_from_the_cards_through_the_rows(ledgers, opening, welcomed):
    opening(*ledgers)
    page = welcomed()
    assert page.focusWidget() is page.cards[0]
    reached = []
    for _ in range(5):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        reached.append(page.focusWidget())
    assert reached == [*page.cards[1:], *(row.open for row in page.recent.rows)]


def test_a_file_that_is_gone_is_grey_and_can_be_taken_off(ledgers, opening, welcomed, starter):
    opening(*ledgers)
    ledgers[1].unlink()
    page = welcomed()
    there, gone, _ = page.recent.rows
    assert gone.note.text() == "找不到了"
    assert not gone.name.isEnabled()
    assert there.name.isEnabled()
    assert "找不到了" in gone.open.accessibleName()
    gone.off.click()
    assert remembered.recent() == [ledgers[2], ledgers[0]]
    assert [row.path for row in page.recent.rows] == [ledgers[2], ledgers[0]]
    assert page.focusWidget() is page.recent.rows[1].open
    QTest.keyClick(page.recent.rows[1].open, Qt.Key.Key_Delete)
    QTest.keyClick(page.recent.rows[0].open, Qt.Key.Key_Delete)
    assert remembered.recent() == []
    assert not page.recent.isVisible()
    assert ledgers[0].exists()  # the file itself is not touched


def test_opening_what_is_gone_says_so_and_offers_to_take_it_off(ledgers, opening, welcomed, starter, qtbot):
    opening(ledgers[0])
    page = welcomed()
    ledgers[0].unlink()
    page.recent.rows[0].open.click()
    qtbot.waitUntil(lambda: page.strip.text != "")
    assert page.strip.text.startswith(f"找不到：{ledgers[0]}。")
    next(b for b in page.strip.findChildren(QPushButton) if b.text() == "从最近打开里去掉").click()
    assert remembered.recent() == []
    assert page.recent.rows == []


@pytest.mark.parametrize(
    ("drive", "there", "words"),
    [
        (Drive.FIXED, True, ""),
        (Drive.UNKNOWN, True, ""),
        (Drive.REMOVABLE, True, "U盘或移动盘"),
        (Drive.NETWORK, False, "网络共享盘　找不到了"),
    ],
)
def test_drives_that_are_not_the_own_disk_are_named(dressed, qtbot, drive, there, words):
    listed = RecentList()
    qtbot.addWidget(listed)
    listed.show_files([Path("E:/甲.ydt")])
    listed.tell(Seen(Path("E:/甲.ydt"), there, drive))
    assert listed.rows[0].note.text() == words
    assert words.replace("　", "，") in listed.rows[0].open.accessibleName()


def test_a_low_window_shows_fewer_rows_and_whole_ones(dressed, qtbot):
    page = Welcome()
    qtbot.addWidget(page)
    page.recent.show_files([Path(f"/台账/{n}.ydt") for n in range(8)])
    page.show()
    shown = []
    for size in ((911, 442), (1093, 544), (1280, 650), (1920, 1010)):
        page.resize(*size)
        for _ in range(3):
            QApplication.processEvents()
        assert (page.width(), page.height()) == size
        rows = [row for row in page.recent.rows if row.isVisible()]
        shown.append(len(rows))
        assert all(row.geometry().bottom() <= page.recent.height() for row in rows)
        assert page.recent.geometry().bottom() < page.height()
    assert 1 <= shown[0] < shown[1]
    assert shown[-1] == 8


def test_the_menu_holds_the_others_and_opens_them(ledgers, opening, starter, qtbot):
    opening(ledgers[0])
    assert not menu_of(starter.window, "最近打开").isEnabled()
    opening(*ledgers[1:])
    entries = menu_of(starter.window, "最近打开").menu().actions()
    assert [a.toolTip() for a in entries] == [str(ledgers[1]), str(ledgers[0])]
    for number, (entry, path) in enumerate(zip(entries, (ledgers[1], ledgers[0]), strict=True), 1):
        assert entry.text().startswith(f"&{number}　{path.stem}　")  # the folder is shortened where it is long
    entries[1].trigger()
    qtbot.waitUntil(lambda: starter.window.session.path == ledgers[0])
    assert remembered.recent() == [ledgers[0], ledgers[2], ledgers[1]]


def test_from_the_menu_what_is_gone_leaves_the_ledger_open(ledgers, opening, starter, qtbot):
    opening(*ledgers[:2])
    ledgers[0].unlink()
    menu_of(starter.window, "最近打开").menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: starter.window.strip.text != "")
    assert starter.window.strip.text.startswith("找不到：")
    assert starter.window.session.path == ledgers[1]
    next(b for b in starter.window.strip.findChildren(QPushButton) if b.text() == "从最近打开里去掉").click()
    assert remembered.recent() == [ledgers[1]]


def test_back_to_the_first_window(ledgers, opening, starter, qtbot):
    opening(ledgers[0])
    menu_of(starter.window, "回到开始页").trigger()
    qtbot.waitUntil(lambda: isinstance(starter.window, Welcome))
    opening(ledgers[0])  # it was let go
    assert not starter.window.session.read_only


@pytest.fixture
def dead(monkeypatch):
    """A drive that does not answer until the test is over."""
    answered, asked = threading.Event(), []
    real = looks.drive_of

    def wait(path):
        if path.stem == "丙":
            asked.append(path)
            answered.wait(20)
        return real(path)

    monkeypatch.setattr(looks, "drive_of", wait)
    yield asked
    answered.set()


def test_a_dead_drive_holds_up_neither_the_window_nor_the_others(ledgers, opening, starter, qtbot, dead):
    opening(ledgers[0], ledgers[1], ledgers[2], ledgers[0])
    ledgers[1].unlink()
    starter.welcome()
    page = starter.window
    qtbot.waitUntil(lambda: page.recent.rows[2].note.text() == "找不到了")
    assert dead == [ledgers[2]]
    page.recent.rows[0].open.click()
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))  # the answer, if any, finds no page


def test_a_last_ledger_on_a_dead_drive_is_not_waited_for(ledgers, opening, starter, qtbot, dead, monkeypatch):
    remembered.keep_recent(ledgers[2])
    monkeypatch.setattr(start, "PATIENCE", 50)
    starter.last()
    assert starter.window is None
    qtbot.waitUntil(lambda: isinstance(starter.window, Welcome))
    assert [row.path for row in starter.window.recent.rows] == [ledgers[2]]


def test_a_share_out_of_reach_is_not_there(monkeypatch, tmp_path):
    def refuse(self):
        raise OSError(22, "out of reach")

    monkeypatch.setattr(Path, "exists", refuse)
    assert not looks.seen(tmp_path).there
