"""What becomes of a dialog whose matter goes: it is closed unasked, a question over it is answered first."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from gui.session.session import Session


class GoesWithPlan(QObject):
    """Closes a dialog about the plan shown when another comes up, as after an undo on its way.

    What is in the dialog belonged to the one before. The signal has a slot of its own: `reject` would be called even
    after the dialog is deleted.
    """

    def __init__(self, dialog: QDialog, session: Session) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        session.turning.connect(self._go)

    def _go(self) -> None:
        close_unasked(self._dialog)


def close_unasked(dialog: QDialog) -> None:
    """Close a dialog that asks nothing and keeps nothing, a question over it first."""
    question = QApplication.activeModalWidget()
    if isinstance(question, QDialog) and _stands_over(question, dialog):
        question.reject()  # answered by Esc; who asked still has to hear it, before the dialog may be deleted
        QTimer.singleShot(0, dialog, lambda: close_unasked(dialog))
    else:
        QDialog.reject(dialog)


def _stands_over(question: QDialog, dialog: QDialog) -> bool:
    above: QObject | None = question.parent()
    while above is not None and above is not dialog:
        above = above.parent()
    return above is not None
