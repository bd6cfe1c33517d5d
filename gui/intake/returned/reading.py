"""Returned forms read on the store's thread: one reading at a time, what was read before stays."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.actions.returned import Import, Stray, match, mend, read_books
from db.disk import log
from gui.intake.returned.lines import ReturnedLine
from gui.kit.progress import ProgressPanel
from gui.session.session import Session
from models.plan.entities import Target


class ReturnedReader(QObject):
    """Reads files and keeps what they come to. `stopped` carries why: the clerk stopped it, or the ledger failed."""

    began = Signal()
    came = Signal()
    stopped = Signal(str)

    def __init__(self, session: Session, progress: ProgressPanel) -> None:
        super().__init__()
        self._session, self._progress = session, progress
        self._stopping = self._dropped = False
        self.busy = False
        self.found = Import()

    def read(self, paths: Sequence[Path]) -> None:
        """Read files; those read before stay, the same file again takes its own place."""
        if self.busy or not paths:
            return
        # Copied here: the store's thread must not see what changes while it reads.
        paths, period, earlier = list(paths), self._session.period, self.found
        steps = self._progress.start(len(paths), lambda n: f"正在读第 {n + 1}/{len(paths)} 个文件：{paths[n].name}")
        self.busy, self._stopping = True, False
        self.began.emit()
        self._session.ask(
            lambda store: read_books(store, paths, period=period, earlier=earlier, going=steps.going),
            self._came,
            self._failed,
        )

    def match(self, stray: Stray, target: Target) -> None:
        """The clerk says which target an unrecognised row is of; all rows in `found` are judged anew."""
        self.found = match(self.found, stray, target)

    def mend(self, line: ReturnedLine, text: str | None) -> None:
        """The clerk types over a row's value, None gives back what came; all rows in `found` are judged anew."""
        self.found = mend(self.found, line.place, line.column, text)

    def stop(self) -> bool:
        """Stop before the next file; False where nothing is read, or it was told to stop already."""
        if not self.busy or self._stopping:
            return False
        self._stopping = True
        self._progress.stop()
        return True

    def drop(self) -> None:
        """Nobody waits any more: whatever still comes is not told."""
        self._dropped = True

    def _came(self, found: Import) -> None:
        if not self._dropped:
            for key, count in (_refused(found) - _refused(self.found)).items():
                log.refused(key, count)
            self.busy, self.found = False, found
            self.came.emit()

    def _failed(self, sentence: str) -> None:
        if not self._dropped:
            self.busy = False
            self.stopped.emit(sentence)


def _refused(found: Import) -> Counter[str]:
    """How often each thing was said of a row that is not taken, by its key."""
    return Counter(refusal.reason.key for refusal in found.comparison.refusals)
