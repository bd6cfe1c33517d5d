"""How far slow work is: told from its own thread, stopped before its next step, over whatever happens."""

import threading

import pytest
from PySide6.QtCore import Qt, QThread, QTimer
from PySide6.QtTest import QTest

from gui.kit.progress import ProgressDialog, Steps


def test_steps_are_told_on_the_window_s_thread(dressed, qtbot):
    told = []
    steps = Steps(lambda n: f"第{n}步")
    steps.said.connect(lambda n, sentence: told.append((n, sentence, QThread.currentThread())))
    steps.ended.connect(lambda: told.append("完"))
    answers = []
    work = threading.Thread(target=lambda: answers.append(steps.through(lambda: [steps.going(n) for n in range(3)])))
    work.start()
    work.join()
    assert told == []  # not from that thread
    qtbot.waitUntil(lambda: told[-1:] == ["完"])
    here = QThread.currentThread()
    assert told[:-1] == [(n, f"第{n}步", here) for n in range(3)]
    assert answers == [[True, True, True]]


def test_a_mistake_of_ours_ends_it_too(dressed, qtbot):
    steps = Steps(str)
    with qtbot.waitSignal(steps.ended), pytest.raises(ZeroDivisionError):
        steps.through(lambda: 1 // 0)


def test_the_window_shows_itself_only_for_slow_work(dressed, qtbot):
    dialog = ProgressDialog(None)
    qtbot.addWidget(dialog)
    steps = dialog.start(14, lambda n: f"正在写 {n + 1}/14…")
    assert dialog.isHidden()
    qtbot.waitUntil(dialog.isVisible)
    steps.going(5)
    assert (dialog.progress.bar.value(), dialog.progress.label.text()) == (5, "正在写 6/14…")
    dialog.reject()
    assert not steps.going(6)
    assert dialog.progress.label.text() == "正在停下…"
    assert dialog.isVisible()
    dialog.end()
    assert dialog.isHidden()
    dialog.start(3, str)
    dialog.end()  # before anybody got impatient
    assert not dialog.findChild(QTimer).isActive()  # nothing shows it later
    assert dialog.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_key_that_began_the_work_does_not_stop_it(dressed, qtbot, key):
    dialog = ProgressDialog(None)
    qtbot.addWidget(dialog)
    steps = dialog.start(14, str)
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClick(dialog.focusWidget() or dialog, key)
    assert steps.going(1)
    assert dialog.isVisible()


def test_enter_does_not_stop_it_on_the_button_either_but_space_and_esc_do(dressed, qtbot):
    dialog = ProgressDialog(None)
    qtbot.addWidget(dialog)
    steps = dialog.start(14, str)
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.progress.stop_button
    QTest.keyClick(dialog.progress.stop_button, Qt.Key.Key_Return)
    assert steps.going(1)
    QTest.keyClick(dialog.progress.stop_button, Qt.Key.Key_Space)
    assert not steps.going(2)
    steps = dialog.start(14, str)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not steps.going(1)
