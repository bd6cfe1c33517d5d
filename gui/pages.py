"""What every page of the main window is: it reads the session and refreshes on its signals."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.session import Changed, Session


class Page(QWidget):
    """A page: overview, figures or charts. The window only places it and tells it what it needs to know.

    `target_wanted` asks the window to open a target's cell in 填报, `message` puts one line into
    the status bar, `file_wanted` asks for another plan file in this one's place; `help_name` is
    the page's help in resources/help.
    """

    target_wanted = Signal(str)
    message = Signal(str)
    file_wanted = Signal(object)
    help_name = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.changed.connect(self.on_changed)
        session.period_changed.connect(self.on_period)

    def on_changed(self, change: Changed) -> None:
        """Figures or the plan changed: refresh what is concerned, keep the place."""

    def on_period(self) -> None:
        """The window shows another period."""
        self.on_changed(Changed())

    def may_leave(self) -> bool:
        """Whether the page may be left or the window closed; asks where something typed would be lost."""
        return True

    def show_target(self, target_id: str) -> None:
        """Bring a target into view and make it current."""

    def filter_by(self, query: str) -> None:
        """Filter by the window's search field; the empty text shows all."""

    def panels(self) -> list[QWidget]:
        """What F6 goes through, in reading order; hidden ones are left out by the window."""
        return [self]

    def fit(self, width: int) -> None:
        """Arrange for a window of this logical width (screens.md §2.1)."""
