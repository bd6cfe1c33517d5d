"""Python's search for garbage: by the window's thread alone, and not in what lives for long."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QPushButton

from gui.session import garbage


@pytest.fixture
def taken_over(dressed):
    """The search is the program's, until the test ends; before it was Python's."""
    gc.enable()
    parent = QObject()
    garbage.take_over(parent)
    return parent


class Asking(QDialog):
    """A class of ours: what is Qt's own PySide hands over to the window's thread by itself."""


def left_behind(heard):
    """A dialog that nobody has any more, but itself; tells in which thread it goes."""
    dialog = Asking()
    dialog.itself = dialog
    QPushButton("确定", dialog).clicked.connect(dialog.accept)
    dialog.destroyed.connect(lambda: heard.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)


def make_much(times):
    """What makes Python search, were it still its turn."""
    for _ in range(times):
        cells = [[] for _ in range(1_000)]
        cells.append(cells)


def test_a_closed_dialog_goes_in_the_windows_thread_whoever_makes_much(taken_over, worker, qtbot):
    heard, made = [], threading.Event()
    left_behind(heard)
    worker.run(lambda: (make_much(200), made.set()))
    made.wait()  # the window's thread makes nothing meanwhile
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [threading.main_thread()]


def test_what_many_acts_leave_behind_is_found(taken_over, qtbot):
    class Thing:
        pass

    thing = Thing()
    thing.itself = thing
    left = weakref.ref(thing)
    del thing
    make_much(20)
    qtbot.waitUntil(lambda: left() is None)


def test_old_garbage_is_found_too(taken_over, monkeypatch):
    searched = []
    monkeypatch.setattr(gc, "collect", searched.append)
    for made in [(9_999, 9, 49), (10_000, 0, 0), (10_000, 10, 0), (0, 10, 50)]:
        monkeypatch.setattr(gc, "get_count", lambda made=made: made)
        garbage.look()
    assert searched == [0, 1, 2]


def test_what_was_set_aside_is_not_looked_through_until_it_is_taken_back(taken_over):
    kept = []
    kept.append(kept)
    garbage.set_aside()
    assert not any(found is kept for found in gc.get_objects())
    garbage.take_back()
    assert any(found is kept for found in gc.get_objects())
    kept.clear()
    gc.collect()
    gc.freeze()
