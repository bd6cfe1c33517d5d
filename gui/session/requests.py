"""What the window asks of the plan file, one after the other on the file's own thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog

from db.disk import log
from db.disk.failures import Refusal, Taken
from db.ledger.store import NOT_SAVED, Store
from gui.session.worker import Worker
from models.plan.said import Said

UNEXPECTED = Said(
    "unexpected",
    "程序出了错，没有做成",
    "台账停在上一次保存的样子",
    "请再试一次；还是不行，请把错误报告交给软件的维护者",
)
_GONE = Said(
    "ledger-restored",
    "没有保存：台账正从备份恢复，或已经恢复，这里是恢复以前的样子",
    todo="请关掉这个窗口，再打开台账",
)


class Requests:
    """The open file on its thread; `failed` takes what is said where nobody else wants to hear of it.

    `seen` is told whether the file is the one that was read (why it is not, or None), and whether it was to be changed.

    Work gets the store that is open by then: after a restore that failed it is another than before.
    """

    def __init__(self, store: Store, worker: Worker, failed: Callable[[Said], object]) -> None:
        self._store, self._worker, self._failed = store, worker, failed
        self.seen: Callable[[Said | None, bool], object] = lambda *_: None
        self._acts, self._closed, self._gone = 0, False, False

    @property
    def writing(self) -> bool:
        """Whether a change is on its way to the file, so that it may still fail."""
        return self._acts > 0

    def glance(self) -> bool:
        """Whether the system says of the file, as long as it is open, what it said last; at once, for any thread."""
        return self._gone or self._closed or self._store.glance()

    def put(
        self,
        work: Callable[[Store], Any],
        done: Callable[[Any], object],
        failed: Callable[[Said], object] | None = None,
        *,
        acts: bool = False,
    ) -> int:
        """Queue work, which changes the file where it `acts`; returns the number to forget it by, 0 for none."""

        def answered(result: Any) -> None:
            self._acts -= acts
            if self._closed:
                return
            if acts:
                self.seen(None, acts)
            done(result)

        def refused(error: BaseException) -> None:
            self._acts -= acts
            said = _said_of(error, acts=acts)
            taken = isinstance(error, Taken)
            if not self._closed:
                if taken:
                    self.seen(said, acts)
                if failed or not taken:  # else it was told just now
                    tell(said)
            if not isinstance(error, Refusal):
                raise error

        tell = failed or self._failed
        if self._closed:
            return 0
        if self._gone:
            log.refused(_GONE.key)
            tell(_GONE)
            return 0
        self._acts += acts
        return self._worker.run(lambda: work(self._store), answered, refused)

    def aside(self, work: Callable[[], object]) -> None:
        """Work in its turn on the thread that does not need the file."""
        self._worker.run(work)

    def forget(self, number: int) -> None:
        """Nobody waits for the answer of this request any more."""
        self._worker.forget(number)

    def let_go(self, dialog: QDialog) -> None:
        """Delete a dialog once it is closed, but not before every answer on its way to it has come."""
        self._worker.let_go(dialog)

    def restore(self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[Said], object]) -> None:
        """Close the file and do something to it; the window opens it anew afterwards. Where that fails it goes on."""

        def closed_first(store: Store) -> Any:
            _close(store)
            try:
                return work()
            except Exception:
                self._store = Store.open(store.path)
                self._gone = False
                raise

        self.put(closed_first, done, failed)
        self._gone = True

    def close(self) -> bool:
        """Close the file after everything queued is written; no answer is heard any more. False if it was closed."""
        if self._closed:
            return False

        self._closed = True
        self._worker.run(lambda: _close(self._store), lambda _: None, log.failed)  # whichever it is by then
        return True


def _said_of(error: BaseException, *, acts: bool) -> Said:
    """What is said of what went wrong, with what was not done because of it."""
    if not isinstance(error, Refusal):
        return UNEXPECTED
    log.refused(error.said.key)
    if acts and isinstance(error, Taken):
        return error.said.without_lead().under(NOT_SAVED)
    return error.said


def _close(store: Store) -> None:
    since = log.started()
    store.close()
    log.closed(since)
