"""The window's one period: the switch in the toolbar, and the step to the one before or after."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton

from gui.kit import theme
from gui.kit.commands import Command
from gui.kit.icons import icon
from gui.kit.plain import plain_tip
from gui.session.session import Session
from models.plan.period import Period, Span, stepped

_HIGH = 32
_QUARTER = 3  # months; a file without a plan has no office to say otherwise


def step_period(session: Session, by: int) -> None:
    """The next period of the office's cadence, or with -1 the one before; nothing at the ends of the year."""
    months = _QUARTER
    if session.has_plan:
        months = session.ledger.office.step_months
    period = stepped(session.period, by, months)
    if period:
        session.set_period(period)


class PeriodSwitch(QHBoxLayout):
    """‹ the period ›, whose menu has the quarters, months and half months of the plan's year."""

    def __init__(self, session: Session, choose: Command, before: Command, after: Command) -> None:
        super().__init__()
        self._session = session
        self._key = QKeySequence(choose.keys[0])
        self.setSpacing(0)
        self.button = QToolButton()
        self.button.setMinimumHeight(_HIGH)
        self.button.setFont(theme.bold())
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setAccessibleName(choose.words)
        self.button.setToolTip(plain_tip(choose.tooltip))
        self.button.setObjectName("segment")
        self.button.setProperty("place", "middle")
        menu = QMenu(self.button)
        self._months, self._halves = QMenu("按月", menu), QMenu("到月中", menu)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.button.setMenu(menu)
        self.addWidget(_step_button(before, "first", "back"))
        self.addWidget(self.button)
        self.addWidget(_step_button(after, "last", "forward"))

    def refresh(self) -> None:
        """Show which period the session is at."""
        period = self._session.period
        short = period.short
        if period.span is Span.QUARTER:
            short = f"第{short}"
        self.button.setText(f"{period.year}年 {short}")
        self.button.setShortcut(self._key)  # a new text takes it away

    def _fill(self, menu: QMenu) -> None:
        """The periods of the plan's year: quarters first, then months and half months."""
        for emptied in (menu, self._months, self._halves):
            emptied.clear()
        year = self._session.period.year
        for month in (3, 6, 9, 12):
            self._add(menu, Period.of_month(year, month, quarterly=True))
        menu.addSeparator()
        for month in range(1, 13):
            self._add(self._months, Period.of_month(year, month))
            self._add(self._halves, Period(year, month * 2 - 1))
        menu.addMenu(self._months)
        menu.addMenu(self._halves)

    def _add(self, menu: QMenu, period: Period) -> None:
        words = period.label
        if self._session.has_plan and self._session.ledger.closed(period):
            words += "（已锁定）"
        action = menu.addAction(words)
        action.triggered.connect(lambda: self._session.set_period(period))


def _step_button(command: Command, place: str, sign: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName("segment")
    button.setProperty("place", place)
    button.setProperty("narrow", "true")
    button.setIcon(icon(sign))
    button.setFixedSize(_HIGH, _HIGH)
    button.setAccessibleName(command.words)
    button.setToolTip(plain_tip(command.tooltip))
    button.clicked.connect(lambda _=False: command.call())
    return button
