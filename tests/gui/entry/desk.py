"""At the desk of 填报: typing as a clerk does, and asking where the cursor is and what is kept."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from gui.entry.grid.lines import GridColumn
from gui.entry.grid.model import SHOWN

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)

UNITS = ("合同外资", "实到外资（部口径）", "实到外资（嘉兴市口径）")  # three that follow one another


def write(widget, text):
    """Type a text; characters that no key has come as an input method sends them."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(widget, character)
        else:
            QGuiApplication.sendEvent(widget, QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier(0), character))
        widget = widget.window().focusWidget() or widget


def paste(keys, text):
    """Ctrl+V with a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
    keys(Qt.Key.Key_V, held=CTRL)


def target_of(page, name):
    return next(t for t in page.session.ledger.targets if t.full_name == name)


def at(page, name, column=None):
    """Put the cursor into a target's cell."""
    page.show_target(target_of(page, name).id)
    if column is not None:
        page.view.go(page.model.index(page.view.currentIndex().row(), column))


def here(page):
    index = page.view.currentIndex()
    return page.model.line(index.row()).label, GridColumn(index.column())


def shown(page, name, column=GridColumn.VALUE):
    row = page.model.index_of_target(target_of(page, name).id).row()
    return page.model.data(page.model.index(row, column), SHOWN)


def cell(page, name, key="2020-09"):
    return page.session.ledger.cells_of(target_of(page, name)).get(key)


def values(page):
    """What is kept of the three."""
    return [kept(page, name) for name in UNITS]


def kept(page, name, key="2020-09"):
    found = cell(page, name, key)
    return found.value if found else None
