"""回收填报表: the returned files are chosen or dropped, previewed, and said what came of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.kit import ask
from gui.session.around import Around
from gui.session.session import NO_TARGETS, Session


class Returning:
    """Takes returned forms in, over the window; `below` makes the line that stands at the foot of the preview."""

    def __init__(self, session: Session, over: QWidget, around: Around, below: Callable[[], QWidget]) -> None:
        self._session, self._over, self._around, self._below = session, over, around, below

    def choose_books(self) -> None:
        """Ask which files came back, then preview them."""
        if self._around.refuses_writing():
            return
        paths = ask.open_files(self._over, "选择收回的填报表", ask.FORMS, self._session.path.parent)
        if paths:
            self.import_books(paths)

    def import_books(self, paths: Sequence[Path]) -> None:
        """Read returned forms and show what they would change; nothing is written before that. Folders count whole."""
        self._around.finish()
        if not self._session.has_targets:
            self._around.tell(NO_TARGETS)
            return
        if self._around.refuses_writing():
            return
        from db.actions.returned import books_of
        from gui.intake.returned.dialog import ImportDialog

        dialog = ImportDialog(self._over, self._session, books_of(paths), self._below())
        self._session.let_go(dialog)
        dialog.exec()
        if dialog.outcome:
            self._around.tell(dialog.outcome)
