"""A dialog that shows what the ledger holds, told anew of it while it is open."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from db.ledger.store import Store
from gui.session.session import Session


class Following(QObject):
    """Asks the ledger whenever it changes, until the dialog is closed; `answer` gets what `question` comes to."""

    def __init__(
        self,
        dialog: QDialog,
        session: Session,
        question: Callable[[Store], Any],
        answer: Callable[[Any], object],
    ) -> None:
        super().__init__(dialog)
        self._session, self._question, self._answer = session, question, answer
        session.changed.connect(self.ask)
        dialog.finished.connect(self._stop, Qt.ConnectionType.SingleShotConnection)

    def ask(self, *_: object) -> None:
        """Ask at once, whether anything changed or not."""
        self._session.ask(self._question, self._answer)

    def _stop(self) -> None:
        self._session.changed.disconnect(self.ask)
