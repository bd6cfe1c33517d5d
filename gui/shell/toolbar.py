"""The toolbar: pages, period, search, undo and redo, what comes in, projection, and the one accent button."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QWidget

from gui.kit import theme
from gui.kit.command_menu import CommandMenu
from gui.kit.commands import MAIN_MENU, Command, Commands, Offered
from gui.kit.icons import icon
from gui.kit.plain import plain_tip
from gui.kit.widths import NARROW, SMALL
from gui.session.session import Session
from gui.shell.periods import PeriodSwitch
from gui.shell.search_field import SearchField

_HIGH = 32
_SEARCH = (230, 160, 132)  # the search field in wide, narrow and small windows


class Toolbar(QWidget):
    """Every button is a command of the table; its words, tooltip and key are the command's."""

    search_changed = Signal(str)
    search_entered = Signal(str)

    def __init__(self, session: Session, commands: Commands) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.TOOLBAR_HEIGHT)
        self._session, self._commands = session, commands
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        self._row.setSpacing(theme.GAP)
        self.menu_button = self._menu_button("menu", "menu", commands.groups(MAIN_MENU))
        self.menu_button.setObjectName("bare")
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._views = self._view_switch()
        self.period = PeriodSwitch(session, commands["period"], commands["period.before"], commands["period.next"])
        self._row.addLayout(self.period)
        self.search = SearchField(session, commands["search"].tooltip)
        self.search.setMinimumHeight(_HIGH)
        self.search.textChanged.connect(self.search_changed)
        self.search.chosen.connect(self.search_entered)
        self._row.addWidget(self.search)
        self.undo_button = self._command_button("undo", "undo")
        self.redo_button = self._command_button("redo", "redo")
        for button in (self.undo_button, self.redo_button):
            button.setObjectName("bare")
        self._row.addStretch(1)
        self.import_button = self._menu_button("incoming", "import", commands.groups([Offered.INCOMING]))
        self.project_button = self._command_button("project", "project", with_key=True)
        first = commands["project.first"]
        self.project_button.setToolTip(plain_tip(f"投影（{commands['project'].keys[0]}；{first.keys[0]} {first.tip}）"))
        self.export_button = self._accent_button(commands["report.export"])
        session.steps_changed.connect(self.refresh)
        session.period_changed.connect(self.refresh)
        session.changed.connect(self.refresh)
        self.refresh()

    def set_page(self, name: str) -> None:
        """Show which page is open."""
        self._views[name].setChecked(True)

    def open_menu(self, name: str) -> None:
        """Open the menu of the command `menu`, `incoming` or `period`."""
        openers = {"menu": self.menu_button, "incoming": self.import_button, "period": self.period.button}
        openers[name].showMenu()

    def fit(self, width: int) -> None:
        """What shrinks at which width of the window (screens.md §2.1): words go, icons with tooltips stay."""
        wide, narrow, small = _SEARCH
        style = Qt.ToolButtonStyle.ToolButtonIconOnly
        if width >= NARROW:
            self.search.setFixedWidth(wide)
            self.search.setPlaceholderText("搜指标：拼音首字母或文字")
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        else:
            self.search.setFixedWidth(narrow if width >= SMALL else small)
            self.search.setPlaceholderText(f"搜指标 {self._commands['search'].keys[0]}")
        for button in (self.undo_button, self.redo_button, self.import_button, self.project_button):
            button.setToolButtonStyle(style)

    def refresh(self, *_: object) -> None:
        """Follow the session: period, steps to undo and redo, what may be written."""
        self.period.refresh()
        self._show_step(self.undo_button, self._commands["undo"], self._session.undo_step)
        self._show_step(self.redo_button, self._commands["redo"], self._session.redo_step)

    def _show_step(self, button: QToolButton, command: Command, step: str) -> None:
        why_not = command.why_not()
        button.setEnabled(not why_not)
        button.setToolTip(plain_tip(why_not or f"{command.words}：{step}（{command.keys[0]}）"))
        button.setAccessibleName(f"{command.words} {step}")

    def _view_switch(self) -> dict[str, QPushButton]:
        group, buttons = QButtonGroup(self), {}
        group.setExclusive(True)
        holder = QHBoxLayout()
        holder.setSpacing(0)
        offered = self._commands.at(Offered.PAGES)
        for command in offered:
            button = QPushButton(command.words)
            button.setObjectName("segment")
            button.setProperty("place", "middle")
            button.setCheckable(True)
            button.setMinimumHeight(_HIGH)
            button.setToolTip(plain_tip(command.tooltip))
            button.clicked.connect(lambda _=False, wanted=command: wanted.call())
            group.addButton(button)
            holder.addWidget(button)
            buttons[command.name] = button
        buttons[offered[0].name].setProperty("place", "first")
        buttons[offered[-1].name].setProperty("place", "last")
        self._row.addLayout(holder)
        return buttons

    def _command_button(self, name: str, sign: str, *, with_key: bool = False) -> QToolButton:
        command = self._commands[name]
        words = command.words
        if with_key:
            words = f"{words} {command.keys[0]}"
        button = self._button(command, words, sign)
        button.clicked.connect(lambda _=False: command.call())
        return button

    def _menu_button(self, name: str, sign: str, groups: Sequence[Sequence[Command]]) -> QToolButton:
        command = self._commands[name]
        button = self._button(command, command.words, sign)
        button.setShortcut(QKeySequence(command.keys[0]))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(CommandMenu(groups, button))
        return button

    def _button(self, command: Command, words: str, sign: str) -> QToolButton:
        button = QToolButton()
        button.setText(f" {words}")  # air between icon and word
        button.setIcon(icon(sign))
        button.setAccessibleName(command.words)
        button.setToolTip(plain_tip(command.tooltip))
        button.setMinimumSize(_HIGH, _HIGH)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row.addWidget(button)
        return button

    def _accent_button(self, command: Command) -> QPushButton:
        button = QPushButton(command.words)
        button.setMinimumHeight(_HIGH)
        button.setToolTip(plain_tip(command.tooltip))
        button.setObjectName("accent")
        button.clicked.connect(lambda _=False: command.call())
        self._row.addWidget(button)
        return button
