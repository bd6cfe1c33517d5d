"""A dialog about the plan that is shown, which goes with it."""

from PySide6.QtWidgets import QDialog, QWidget

from gui.session.session import Session


class PlanDialog(QDialog):
    """Closed unasked when another plan comes up, as after an undo on its way: what is in it belonged to the one before.

    The signal has a slot of its own: `reject` would be called even after the dialog is deleted.
    """

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent)
        self.session = session
        session.turning.connect(self._give_up)

    def _give_up(self) -> None:
        QDialog.reject(self)
