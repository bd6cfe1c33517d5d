"""The file under the window: whether it still is what is on the screen."""

from PySide6.QtCore import QObject, Signal

from gui.session.requests import Requests
from models.plan.said import Said


class FileUnder(QObject):
    """`why` says why the file is not what is on the screen, None where it is; `changed` tells of it each time.

    `looked` comes once it is known, after `look`.
    """

    changed = Signal()
    looked = Signal()

    def __init__(self, requests: Requests) -> None:
        super().__init__()
        self._requests = requests
        requests.seen = self.seen
        self._looking = self._given_up = False
        self.why: Said | None = None

    @property
    def doubtful(self) -> bool:
        """Whether something was at the file that nobody looked into yet."""
        return self.why is None and not self._given_up and not self._requests.glance()

    def look(self) -> None:
        """See whether the file is still the one that was read."""
        if not self._looking:
            self._looking = bool(self._requests.put(lambda store: store.look(), self._fine, self._over))

    def watch(self) -> None:
        """Look, from time to time; what was told of is looked at when somebody writes, reads it anew or comes back."""
        if self.why is None and not self._given_up:
            self.look()

    def seen(self, why: Said | None, acting: bool) -> None:
        """What was found when the file was looked at or written; what was given up is asked for again by writing."""
        if why is None and self.why is None:
            return
        if self._given_up and not acting:
            return
        self._given_up = False
        self.why = why
        self.changed.emit()

    def give_up(self) -> None:
        """What is on the screen is kept elsewhere, or nobody wants it any more."""
        self.why, self._given_up = None, True

    def _fine(self, answer: object) -> None:
        self.seen(None, False)
        self._over(answer)

    def _over(self, _: object) -> None:
        self._looking = False
        self.looked.emit()
