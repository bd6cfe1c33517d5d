"""What the operator sees of a projection: pages, keys handed back, screens that come and go."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gui.kit import theme
from gui.meeting import screens
from gui.meeting.operator import LOST, STEERS, Operator
from gui.meeting.projection import Projection, project
from models.plan.period import Period
from tests import ROOT

ID = "puyuan2020-"
FIVE = [ID + n for n in ("29", "30", "15", "47", "23")]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def strip(qtbot, session, dressed):
    owner = QWidget()
    qtbot.addWidget(owner)
    window = Projection(session, FIVE, owner)
    window.resize(1920, 1080)
    window.show()
    made = Operator(window)  # goes with the projection, which goes with its owner
    made.resize(900, 44)
    made.show()
    yield made
    owner.close()


def texts(strip):
    return [strip.list.item(i).text() for i in range(strip.list.count())]


def test_the_pages_stand_in_a_row_with_the_current_one_marked(strip):
    assert texts(strip)[0].startswith("1. 合同外资、")
    assert len(texts(strip)) == len(strip.projection.pages) == 3
    assert strip.list.currentRow() == 0
    assert strip.list.item(0).font().bold() or strip.list.item(0).font().weight() > 500
    assert not strip.back.isEnabled()
    QTest.keyClick(strip.projection, Qt.Key.Key_End)
    assert strip.list.currentRow() == 2
    assert not strip.forward.isEnabled()
    assert "第 3 页" in strip.list.item(2).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_click_turns_the_page_and_hands_the_keys_back(strip, qtbot):
    strip.activateWindow()
    qtbot.waitUntil(lambda: strip.state.text() == LOST)
    place = strip.list.visualItemRect(strip.list.item(1)).center()
    qtbot.mouseClick(strip.list.viewport(), LEFT, pos=place)
    assert strip.projection.page == 1
    qtbot.waitUntil(lambda: strip.state.text() == STEERS)
    strip.activateWindow()
    qtbot.mouseClick(strip.forward, LEFT)
    assert strip.projection.page == 2
    qtbot.waitUntil(strip.projection.isActiveWindow)
    qtbot.mouseClick(strip.back, LEFT)
    assert strip.projection.page == 1


def test_arrows_in_the_list_turn_the_pages(strip, qtbot):
    strip.activateWindow()
    strip.list.setFocus()
    QTest.keyClick(strip.list, Qt.Key.Key_Right)
    assert strip.projection.page == 1
    assert strip.list.hasFocus() or strip.focusWidget() is strip.list


def test_black_white_pair_and_last_year(strip, qtbot):
    shown = strip.projection
    qtbot.mouseClick(strip.black, LEFT)
    assert shown.covered == theme.BLACK
    assert strip.black.isChecked()
    QTest.keyClick(shown, Qt.Key.Key_B)
    assert not strip.black.isChecked()
    strip.fill_menu()
    actions = {a.text(): a for a in strip.menu.actions()}
    actions["一页两图（S）"].trigger()
    assert len(shown.pages) == 5
    assert len(texts(strip)) == 5
    actions["上年线（L）"].trigger()
    assert not shown.last_year
    actions["白屏（W）"].trigger()
    assert shown.covered == theme.PANEL


def test_the_strip_goes_with_the_projection(strip, qtbot):
    with qtbot.waitSignal(strip.destroyed):
        qtbot.mouseClick(strip.end, LEFT)


def test_nothing_in_it_is_clipped(strip):
    for button in (strip.back, strip.forward, strip.black, strip.options, strip.end, strip.state):
        assert button.width() >= button.sizeHint().width()
        assert button.height() >= min(button.sizeHint().height(), 26)
    for i in range(strip.list.count()):
        item = strip.list.item(i)
        assert strip.list.visualItemRect(item).width() >= strip.list.fontMetrics().horizontalAdvance(item.text())


class Screen:
    """A screen as far as it is asked for its name."""

    def __init__(self, name):
        self._name = name

    def name(self):
        return self._name

    def model(self):
        return ""

    def serialNumber(self):  # noqa: N802
        return ""


def test_which_screen_is_taken():
    laptop, wall, other = Screen("LAPTOP"), Screen("WALL"), Screen("OTHER")
    assert screens.screen_for([laptop], laptop) is laptop
    assert screens.screen_for([laptop, wall], laptop) is wall
    assert screens.screen_for([laptop, wall], wall) is laptop
    screens.remember(other)
    assert screens.screen_for([laptop, wall, other], laptop) is other
    assert screens.screen_for([laptop, wall], laptop) is wall
    screens.remember(laptop)
    assert screens.screen_for([laptop, wall], laptop) is laptop


def test_a_lost_screen_that_comes_back_is_filled_again(strip, qapp):
    shown, told = strip.projection, []
    shown.message.connect(told.append)
    only = QGuiApplication.primaryScreen()
    shown.open_on(only)
    shown.cover(theme.BLACK)
    qapp.screenRemoved.emit(only)
    assert shown.covered == ""
    assert "断开了" in told[0]
    assert any("断开了" in w.text for w in shown.slide.written())
    qapp.screenAdded.emit(only)
    assert "接回来了" in told[1]
    qapp.screenAdded.emit(only)
    assert len(told) == 2


def test_a_projection_that_ended_hears_nothing_any_more(qtbot, session):
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    shown = project(session, FIVE, owner)
    with qtbot.waitSignal(shown.destroyed):
        shown.close()
        shown.deleteLater()
    with qtbot.captureExceptions() as mistakes:
        session.set_period(Period.parse("2020Q2"))
    assert not mistakes


TWO = [
    {"name": "LAPTOP", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1},
    {"name": "WALL", "x": 1366, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1},
]


def test_on_two_screens_the_second_is_filled_and_the_choice_remembered(tmp_path):
    configuration = tmp_path / "screens.json"
    configuration.write_text(json.dumps({"screens": TWO}), encoding="utf-8")
    given = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={configuration}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", f"{__package__}.on_two_screens", str(tmp_path)]
    done = subprocess.run(command, env=given, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    first, menu, moved, texts, again = done.stdout.splitlines()
    assert first == "WALL 1366 0 1920 1080 True 1"
    assert menu == "投影到屏幕 1（1366×768，LAPTOP） 投影到屏幕 2（1920×1080，WALL） [False, True]"
    assert moved == "LAPTOP 0 0 1366 768 True 1"
    assert texts == "0 True"  # charts are laid out anew for the other screen
    assert again == moved
