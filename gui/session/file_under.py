"""The file under the window: whether it still is what is on the screen, and what is there now."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from db.ledger.guard import Held
from db.ledger.journal import Action
from db.ledger.store import Store
from gui.session.snapshot import Snapshot
from models.plan.said import Said


class Asked(Protocol):
    """The session as it is asked here."""

    def ask(
        self,
        question: Callable[[Store], object],
        done: Callable[[object], object],
        failed: Callable[[str], object] | None = None,
    ) -> int:
        """Read something from the file on its own thread."""

    def glance(self) -> bool:
        """Whether the system says of the file what it said last."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is at the file's path now; what was seen there before, and the steps of that which it does not have."""

    store: Store
    snapshot: Snapshot
    held: Held
    missing: tuple[Action, ...]


class FileUnder(QObject):
    """`why` says why the file is not what is on the screen, None where it is; `changed` tells of it each time.

    `looked` comes once it is known, after `look`.
    """

    changed = Signal()
    looked = Signal()

    def __init__(self, session: Asked) -> None:
        super().__init__()
        self._session = session
        self._looking = self._given_up = False
        self.why: Said | None = None

    @property
    def doubtful(self) -> bool:
        """Whether something was at the file that nobody looked into yet."""
        return self.why is None and not self._given_up and not self._session.glance()

    def look(self) -> None:
        """See whether the file is still the one that was read."""
        if not self._looking:
            self._looking = bool(self._session.ask(lambda store: store.look(), self._fine, self._over))

    def seen(self, why: Said | None) -> None:
        """What was found when the file was looked at or written."""
        if why is None and self.why is None:
            return
        self._given_up = False
        self.why = why
        self.changed.emit()

    def give_up(self) -> None:
        """What is on the screen is kept elsewhere, or nobody wants it any more."""
        self.why, self._given_up = None, True

    def _fine(self, answer: object) -> None:
        self.seen(None)
        self._over(answer)

    def _over(self, _: object) -> None:
        self._looking = False
        self.looked.emit()


def found_anew(store: Store, opened: Callable[[Path], tuple[Store, Snapshot]]) -> Found:
    """Open what is at a store's path now, with the lock that the store has; raises Refusal where that cannot be."""
    with Store.open(store.path, reading=True):  # before anything is given up
        pass
    held = store.held()
    assert held is not None
    store.let_go()
    fresh, snapshot = opened(store.path)
    return Found(fresh, snapshot, held, held.missing_in(fresh.db))
