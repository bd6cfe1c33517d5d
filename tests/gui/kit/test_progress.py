"""How far slow work is: told from its own thread, stopped before its next step, over whatever happens."""

import threading

import pytest
from PySide6.QtCore import QThread, QTimer

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
