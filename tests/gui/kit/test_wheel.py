"""The wheel turns what has the focus; over anything else the page scrolls."""

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QScrollArea, QSpinBox, QTabBar, QVBoxLayout, QWidget

from gui.kit.wheel import turn_only_focused
from tests.screens.turned import roll, turned

DOWN = -120


def combo():
    made = QComboBox()
    made.addItems(["累计型", "增速型", "水平型"])
    made.setCurrentIndex(1)
    return made


def editable():
    made = combo()
    made.setEditable(True)
    return made


def spin():
    made = QSpinBox()
    made.setValue(5)
    return made


def tabs():
    made = QTabBar()
    for name in "一二三":
        made.addTab(name)
    made.setCurrentIndex(1)
    return made


KINDS = {"combo": combo, "editable": editable, "spin": spin, "date": QDateEdit, "tabs": tabs}


@pytest.fixture
def page(dressed, qtbot):
    """A page that scrolls, with room for one field."""
    made, inside = QScrollArea(), QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(inside)
    column.addWidget(QLabel("高"))
    column.addSpacing(2000)
    made.setWidget(inside)
    made.setWidgetResizable(True)
    made.resize(300, 200)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def put(page, field):
    page.widget().layout().insertWidget(0, field)
    field.show()


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_without_the_focus_is_not_turned_and_the_page_scrolls(page, qtbot, kind):
    field = KINDS[kind]()
    put(page, field)
    assert turned(page)  # Qt's own way, which the finder finds
    turn_only_focused(field)
    page.setFocus()
    assert turned(page) == []
    assert page.verticalScrollBar().value() == 0
    place = QPointF(field.mapTo(page, field.rect().center()))
    QTest.wheelEvent(page.windowHandle(), place, QPoint(0, DOWN))
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert page.verticalScrollBar().value() > 0
    assert not field.hasFocus()


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "tabs"])
def test_a_field_with_the_focus_is_turned(page, kind):
    field = KINDS[kind]()
    put(page, field)
    turn_only_focused(field)
    field.setFocus()
    assert field.hasFocus()
    before = field.text() if hasattr(field, "text") else field.currentIndex()
    roll(field, -DOWN)
    assert (field.text() if hasattr(field, "text") else field.currentIndex()) != before
