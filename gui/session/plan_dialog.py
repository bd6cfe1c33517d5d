"""A dialog about the plan that is shown, which goes with it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

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
        question = QApplication.activeModalWidget()
        if isinstance(question, QDialog) and _stands_over(question, self):
            question.reject()  # answered by Esc; who asked still has to hear it, before the dialog may be deleted
            QTimer.singleShot(0, self, self._give_up)
        else:
            QDialog.reject(self)


def _stands_over(question: QDialog, dialog: QDialog) -> bool:
    above: QObject | None = question.parent()
    while above is not None and above is not dialog:
        above = above.parent()
    return above is not None
