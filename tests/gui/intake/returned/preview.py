"""What a clerk looks for and does in the preview of returned forms."""

import threading
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.plan.period import Period

Q3 = Period.parse("2020Q3")


def line(dialog, name, column="本期值", file=None):
    found = [x for x in dialog.model.ticks.lines() if (x.name, x.column) == (name, column)]
    return next(x for x in found if file is None or x.place.file == file)


def go(dialog, *lines):
    view = dialog.rows.view
    view.go_to(dialog.model.index_of(lines[0].key))
    for other in lines[1:]:
        flags = view.selectionModel().SelectionFlag
        view.selectionModel().select(dialog.model.index_of(other.key), flags.Select | flags.Rows)


def ticked(dialog):
    return {(x.name, x.column) for x in dialog.model.ticks.lines() if dialog.model.ticks.is_ticked(x)}


def held(session, name):
    found = next(t for t in session.ledger.targets if t.name == name)
    return session.ledger.cells_of(found).get(Q3.key)


def press(button: QPushButton):
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@contextmanager
def held_back(session):
    """The file's thread waits meanwhile: what is asked of it has not begun, however slow the machine is."""
    gate = threading.Event()
    session.ask(lambda _: gate.wait(), lambda _: None)
    try:
        yield
    finally:
        gate.set()
