"""What the operator sees of a projection: pages, keys handed back, screens that come and go."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.charts import screens
from gui.charts.operator_strip import LOST, STEERS, Operator
from gui.charts.projection import Projection, project
from models.period import Period

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


def test_a_lost_screen_that_comes_back_is_filled_again(strip):
    shown, told = strip.projection, []
    shown.message.connect(told.append)
    only = QGuiApplication.primaryScreen()
    shown.open_on(only)
    shown.cover(theme.BLACK)
    shown._screen_gone(only)
    assert shown.covered == ""
    assert "断开了" in told[0]
    assert any("断开了" in w.text for w in shown.slide.written())
    shown._screen_came(only)
    assert "接回来了" in told[1]
    shown._screen_came(only)
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
ON_TWO_SCREENS = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from db.plans import create_demo
from gui import theme
from gui.charts.operator_strip import Operator
from gui.charts.projection import project
from gui.session import Session
from gui.worker import Worker

folder = Path(sys.argv[1])
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
application, worker, found = QApplication([]), Worker(), []
theme.dress(application)
create_demo(folder / "demo.ydt")
Session.open(folder / "demo.ydt", worker, found.append, print)
while not found:
    QTest.qWait(20)
owner = QWidget()
owner.show()
shown = project(found[0], ["puyuan2020-29", "puyuan2020-30"], owner)
strip = Operator(shown)

def say(window):
    QTest.qWait(50)
    at = window.geometry()
    print(window.screen().name(), at.x(), at.y(), at.width(), at.height(), window.isFullScreen(), len(window.pages))

say(shown)
strip.fill_menu()
print(*(a.text() for a in strip.menu.actions()[-2:]), [a.isChecked() for a in strip.menu.actions()[-2:]])
texts = [t for pool in shown.slide.plots[0]._texts.values() for t in pool]
strip.menu.actions()[-2].trigger()
say(shown)
print(sum(t.scene() is not None for t in texts), len(shown.slide.plots[0].labels()) > 0)
again = project(found[0], ["puyuan2020-29"], owner)
say(again)
again.close()
found[0].close()
while worker.busy:
    QTest.qWait(20)
worker.stop()
"""


def test_on_two_screens_the_second_is_filled_and_the_choice_remembered(tmp_path):
    configuration = tmp_path / "screens.json"
    configuration.write_text(json.dumps({"screens": TWO}), encoding="utf-8")
    root = Path(__file__).parents[2]
    given = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={configuration}", "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", ON_TWO_SCREENS, str(tmp_path)]
    done = subprocess.run(command, env=given, capture_output=True, text=True, encoding="utf-8", check=False, cwd=root)
    assert done.returncode == 0, done.stderr
    first, menu, moved, texts, again = done.stdout.splitlines()
    assert first == "WALL 1366 0 1920 1080 True 1"
    assert menu == "投影到屏幕 1（1366×768，LAPTOP） 投影到屏幕 2（1920×1080，WALL） [False, True]"
    assert moved == "LAPTOP 0 0 1366 768 True 1"
    assert texts == "0 True"  # charts are laid out anew for the other screen
    assert again == moved
