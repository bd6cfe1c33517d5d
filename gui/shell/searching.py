"""What is typed into the window's search, and what the page in view does with it."""

from PySide6.QtCore import QObject, QTimer

from gui.session.session import SMALL, Session
from gui.shell.pages import Pages
from gui.shell.toolbar import Toolbar

_FRAME = 16  # milliseconds


class Searching(QObject):
    """Filters the page in view; Enter in the search goes to the target there."""

    def __init__(self, session: Session, bar: Toolbar, pages: Pages) -> None:
        super().__init__(bar)
        self._session, self._pages = session, pages
        self._soon = QTimer(self, singleShot=True, interval=_FRAME)
        self._soon.timeout.connect(lambda: pages.now.filter_by(bar.search.text()))
        bar.search_changed.connect(self._search)
        bar.search_entered.connect(self._jump)

    def _search(self, text: str) -> None:
        """In a large plan filter after the letter is painted, and once for letters in a row."""
        if self._session.has_plan and len(self._session.ledger.targets) > SMALL:
            self._soon.start()
        else:
            self._pages.now.filter_by(text)

    def _jump(self, target_id: str) -> None:
        self._pages.now.show_target(target_id)
        self._pages.now.setFocus()
