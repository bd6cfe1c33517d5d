"""The file's own thread ends only when everything that was asked of it is done."""

import threading

import pytest

from db.disk import log
from db.disk.failures import disk_full
from gui.session.worker import Worker


@pytest.fixture
def worker(qapp):
    made = Worker()
    yield made
    made.stop()


def test_what_is_asked_while_the_thread_is_busy_is_done_before_it_ends(worker):
    began, go, done = threading.Event(), threading.Event(), []

    def slow():
        began.set()
        go.wait()
        done.append("slow")

    worker.run(slow)
    began.wait()
    worker.run(lambda: done.append("close"))
    go.set()
    worker.stop()
    assert done == ["slow", "close"]


def test_a_mistake_that_nobody_waits_for_is_logged_a_refusal_is_not(worker, qtbot, tmp_path):
    log.keep(tmp_path)
    try:
        for error in (disk_full(tmp_path), ValueError("没有人知道")):

            def fail(error=error):
                raise error

            worker.forget(worker.run(fail))
        qtbot.waitUntil(lambda: not worker.busy)
        told = log.text().splitlines()
    finally:
        log.stop()
    assert [line.split()[2:4] for line in told] == [["failed", "ValueError"]]
