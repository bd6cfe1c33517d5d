"""What every page of the main window is: it reads the session and refreshes on its signals."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gui.kit.commands import Command
from gui.session.session import Changed, Session


class Page(QWidget):
    """A page: overview, figures or charts. The window only places it and tells it what it needs to know.

    A page that another hides is told nothing; when it is shown it catches up with what it missed.

    `target_wanted` asks the window to open a target's cell in 填报, `message` puts one line into
    the status bar, `file_wanted` asks for another plan file in this one's place; `help_name` is
    the page's help in resources/help, `own_keys` are keys of the window that are typed in here.
    """

    target_wanted = Signal(str)
    message = Signal(str)
    file_wanted = Signal(object)
    help_name = ""
    own_keys: frozenset[str] = frozenset()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._missed: Changed | None = None
        self._missed_period = self._missed_judged = False
        session.changed.connect(self._changed)
        session.period_changed.connect(self._period_changed)
        session.judged.connect(self._judged)

    def on_changed(self, change: Changed) -> None:
        """Figures or the plan changed: refresh what is concerned, keep the place."""

    def on_period(self) -> None:
        """The window shows another period."""
        self.on_changed(Changed())

    def commands(self) -> Sequence[Command]:
        """What can be done in the page, for its menus, its help and the window's table of commands."""
        return ()

    def finish(self) -> None:
        """Hand over what is being typed, before something is made of the figures."""

    def drop_refused(self) -> bool:
        """Give up the text typed last that is in no file because it was refused; whether there was one."""
        return False

    def may_leave(self) -> bool:
        """Whether the page may be left or the window closed; asks where something typed would be lost."""
        return True

    def on_judged(self) -> None:
        """All targets of a large plan are judged, some time after the period or the plan changed."""

    def show_target(self, target_id: str) -> None:
        """Bring a target into view and make it current."""

    def show_past(self, target_id: str) -> None:
        """Bring a target's figure of the same period last year into view."""

    def show_heading(self, heading_id: str) -> None:
        """Bring a heading into view and make it current."""

    def current_target(self) -> str:
        """The target where the user is, which F5 begins with; empty where there is none."""
        return ""

    def filter_by(self, query: str) -> None:
        """Filter by the window's search field; the empty text shows all."""

    def panels(self) -> list[QWidget]:
        """What F6 goes through, in reading order; hidden ones are left out by the window."""
        return [self]

    def fit(self, width: int) -> None:
        """Arrange for a window of this logical width (screens.md §2.1)."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was missed."""
        super().showEvent(event)
        change, period, judged = self._missed, self._missed_period, self._missed_judged
        self._missed, self._missed_period, self._missed_judged = None, False, False
        if period:
            self.on_period()
        if change is not None:
            self.on_changed(change)
        if judged and not period and change is None:
            self.on_judged()

    def _hidden(self) -> bool:
        """Whether nobody sees the page; one that was never shown is being built and follows all the same."""
        put_away = self.isWindow() and self.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        return not self.isVisible() and (self.window().isVisible() or put_away)

    def _changed(self, change: Changed) -> None:
        if not self._hidden():
            self.on_changed(change)
        elif self._missed is None or change.targets is None:
            self._missed = change
        elif self._missed.targets is not None:
            self._missed = Changed(self._missed.targets | change.targets)

    def _period_changed(self) -> None:
        if self._hidden():
            self._missed_period = True
        else:
            self.on_period()

    def _judged(self) -> None:
        if self._hidden():
            self._missed_judged = True
        else:
            self.on_judged()
