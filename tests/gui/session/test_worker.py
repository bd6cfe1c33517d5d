"""The thread of the file: what is queued is finished, and dialogs go when nothing is on its way to them."""

import threading

import pytest
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid


@pytest.mark.parametrize("number", [1, 2, 3])
def test_dialogs_closed_while_it_is_busy_all_go_and_it_comes_to_rest(worker, qtbot, number):
    """Two that were closed together each saw the other's look as work, and looked for ever."""
    held = threading.Event()
    worker.run(held.wait)
    dialogs = [QDialog() for _ in range(number)]
    for dialog in dialogs:
        worker.let_go(dialog)
        dialog.show()
        dialog.reject()
    held.set()
    qtbot.waitUntil(lambda: not worker.busy)
    qtbot.waitUntil(lambda: not any(map(isValid, dialogs)))


def test_a_dialog_stays_while_an_answer_may_come_to_it(worker, qtbot):
    """Also where an answer asks again: the second answer finds the dialog."""
    held, heard = threading.Event(), []
    dialog = QDialog()
    worker.run(held.wait, lambda _: worker.run(lambda: 2, lambda two: heard.append((two, isValid(dialog)))))
    worker.let_go(dialog)
    dialog.show()
    dialog.reject()
    held.set()
    qtbot.waitUntil(lambda: not worker.busy)
    assert heard == [(2, True)]
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_the_end_waits_for_what_is_queued(worker):
    done = []
    for i in range(20):
        worker.run(lambda n=i: done.append(n))
    worker.stop()
    assert done == list(range(20))
