"""The one thread that owns the plan file: work runs in order on it, answers arrive on the GUI's thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from db.disk import log
from db.disk.failures import Refusal

Answer = Callable[[Any], object]


class Worker(QObject):
    """Runs work one piece after the other on its own thread. Lives on the GUI's thread.

    A late answer of work that nobody waits for any more is dropped by `forget`.
    """

    _wanted = Signal(int, object)
    _over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName("store")
        self._runner = _Runner()
        self._runner.moveToThread(self._thread)
        self._wanted.connect(self._runner.run, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self._runner.end, Qt.ConnectionType.QueuedConnection)
        self._runner.finished.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._waiting: dict[int, tuple[Answer | None, Answer | None]] = {}
        self._leaving: set[int] = set()  # what only looks whether a closed dialog may go
        self._count = 0
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether work is queued or running."""
        return bool(self._waiting)

    def run(self, work: Callable[[], Any], done: Answer | None = None, failed: Answer | None = None) -> int:
        """Queue work; `done` gets its result, `failed` its exception (raised here where nobody takes it)."""
        self._count += 1
        self._waiting[self._count] = (done, failed)
        self._wanted.emit(self._count, work)
        return self._count

    def forget(self, number: int) -> None:
        """Nobody waits for this answer any more; the work itself is finished all the same."""
        if number in self._waiting:
            self._waiting[number] = (None, _dropped)

    def let_go(self, dialog: QDialog) -> None:
        """Delete a dialog once it is closed, but not before every answer on its way to it has come."""

        def answered(_: object = None) -> None:
            if self._waiting.keys() - self._leaving:  # not for one another: two dialogs would look for ever
                self._leaving.add(self.run(lambda: None, answered))
            elif isValid(dialog):  # else it went with its window
                dialog.deleteLater()

        dialog.finished.connect(answered, Qt.ConnectionType.SingleShotConnection)

    def stop(self) -> None:
        """Finish what is queued, then end the thread.

        The end is queued itself: told to quit from here, a busy thread leaves what waits undone, as the closing
        of the file, whose lock then stays behind.
        """
        self._over.emit()
        self._thread.wait()

    @Slot(int, object, object)
    def _answer(self, number: int, result: object, error: object) -> None:
        done, failed = self._waiting.pop(number)
        self._leaving.discard(number)
        if isinstance(error, BaseException):
            if failed is None:
                raise error
            failed(error)
        elif done is not None:
            done(result)


def _dropped(error: BaseException) -> None:
    """What went wrong with work that nobody waits for: a refusal is of no use any more, a mistake of ours is."""
    if isinstance(error, Refusal):
        log.expected(error)
    else:
        log.failed(error)


class _Runner(QObject):
    finished = Signal(int, object, object)

    @Slot(int, object)
    def run(self, number: int, work: Callable[[], Any]) -> None:
        try:
            result = work()
        except Exception as error:  # whatever it is, it belongs to who asked, who tells it
            log.expected(error)
            self.finished.emit(number, None, error)
        else:
            self.finished.emit(number, result, None)

    @Slot()
    def end(self) -> None:
        QThread.currentThread().quit()
