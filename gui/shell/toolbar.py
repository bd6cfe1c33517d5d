"""The frame around the pages: the toolbar, with one period for the whole window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from gui.kit import theme
from gui.kit.icons import icon
from gui.kit.widths import NARROW, SMALL
from gui.session.session import Session
from gui.shell.search_field import SearchField
from models.plan.period import Period, stepped

PAGES = ("总览", "填报", "图表")
_HIGH = 32
_SEARCH = (230, 160, 132)  # the search field in wide, narrow and small windows


class Toolbar(QWidget):
    """Views, period, search, undo and redo, what comes in, projection, and the one accent button."""

    page_wanted = Signal(int)
    search_changed = Signal(str)
    search_entered = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.TOOLBAR_HEIGHT)
        self._session = session
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        self._row.setSpacing(theme.GAP)
        self.menu_button = self._menu_button("菜单", "menu", "菜单（Alt+M）")
        self.menu_button.setObjectName("bare")
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._views = self._view_switch()
        self._period = self._period_switch()
        self.search = SearchField(session)
        self.search.setMinimumHeight(_HIGH)
        self.search.textChanged.connect(self.search_changed)
        self.search.chosen.connect(self.search_entered)
        self._row.addWidget(self.search)
        self.undo_button = self._button("撤销", "undo")
        self.redo_button = self._button("重做", "redo")
        for button in (self.undo_button, self.redo_button):
            button.setObjectName("bare")
        self._row.addStretch(1)
        self.import_button = self._menu_button("导入", "import", "导入计划、任务分解表、填报表（Alt+I）")
        self.project_button = self._button("投影 F5", "project", "投影（F5；Shift+F5 从第一页起）")
        self.export_button = QPushButton("一键导出季报")
        self.export_button.setMinimumHeight(_HIGH)
        self.export_button.setToolTip("一键导出季报（Ctrl+E）")
        self.export_button.setObjectName("accent")
        self._row.addWidget(self.export_button)
        self.undo_button.clicked.connect(session.undo)
        self.redo_button.clicked.connect(session.redo)
        session.steps_changed.connect(self.refresh)
        session.period_changed.connect(self.refresh)
        session.changed.connect(self.refresh)
        self.refresh()

    def set_page(self, index: int) -> None:
        """Show which page is open."""
        self._views[index].setChecked(True)

    def fit(self, width: int) -> None:
        """What shrinks at which width of the window (screens.md §2.1): words go, icons with tooltips stay."""
        self.search.setFixedWidth(_SEARCH[0] if width >= NARROW else _SEARCH[1] if width >= SMALL else _SEARCH[2])
        self.search.setPlaceholderText("搜指标：拼音首字母或文字" if width >= NARROW else "搜指标 Ctrl+F")
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonTextBesideIcon if width >= NARROW else styles.ToolButtonIconOnly
        for button in (self.undo_button, self.redo_button, self.import_button, self.project_button):
            button.setToolButtonStyle(style)

    def refresh(self, *_: object) -> None:
        """Follow the session: period, steps to undo and redo, what may be written."""
        session = self._session
        self._period.setText(_period_title(session.period))
        self._period.setShortcut(QKeySequence("Alt+Q"))  # a new text takes it away
        for button, step, word, key in (
            (self.undo_button, session.undo_step, "撤销", "Ctrl+Z"),
            (self.redo_button, session.redo_step, "重做", "Ctrl+Y"),
        ):
            button.setEnabled(bool(step) and not session.read_only)
            button.setToolTip(f"{word}：{step}（{key}）" if step else f"没有可以{word}的操作")
            button.setAccessibleName(f"{word} {step}")

    def _add_period(self, menu: QMenu, period: Period) -> None:
        closed = self._session.has_plan and self._session.ledger.closed(period)
        action = menu.addAction(period.label + ("（已锁定）" if closed else ""))
        action.triggered.connect(lambda: self._session.set_period(period))

    def _step(self, by: int) -> None:
        session = self._session
        period = stepped(session.period, by, session.ledger.office.step_months if session.has_plan else 3)
        if period:
            session.set_period(period)

    def previous_period(self) -> None:
        """The period before."""
        self._step(-1)

    def next_period(self) -> None:
        """The period after."""
        self._step(1)

    def _view_switch(self) -> list[QPushButton]:
        group, buttons = QButtonGroup(self), []
        group.setExclusive(True)
        holder = QHBoxLayout()
        holder.setSpacing(0)
        for i, name in enumerate(PAGES):
            button = QPushButton(name)
            button.setObjectName("segment")
            button.setProperty("place", ("first", "middle", "last")[i])
            button.setCheckable(True)
            button.setMinimumHeight(_HIGH)
            button.setToolTip(f"{name}（Ctrl+{i + 1}）")
            button.clicked.connect(lambda _=False, at=i: self.page_wanted.emit(at))
            group.addButton(button)
            holder.addWidget(button)
            buttons.append(button)
        self._row.addLayout(holder)
        return buttons

    def _period_switch(self) -> QToolButton:
        holder = QHBoxLayout()
        holder.setSpacing(0)
        middle = QToolButton()
        middle.setMinimumHeight(_HIGH)
        middle.setFont(theme.bold())
        middle.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        middle.setAccessibleName("期间")
        middle.setToolTip("换一个期间（Alt+Q）")
        menu = QMenu(middle)
        self._months, self._halves = QMenu("按月", menu), QMenu("到月中", menu)
        menu.aboutToShow.connect(lambda: self._fill_period_menu(menu))
        middle.setMenu(menu)
        for place, sign, call, name, key in (
            ("first", "back", self.previous_period, "上一期", "Ctrl+PgUp"),
            ("last", "forward", self.next_period, "下一期", "Ctrl+PgDn"),
        ):
            button = QPushButton()
            button.setObjectName("segment")
            button.setProperty("place", place)
            button.setProperty("narrow", "true")
            button.setIcon(icon(sign))
            button.setFixedSize(_HIGH, _HIGH)
            button.setAccessibleName(name)
            button.setToolTip(f"{name}（{key}）")
            button.clicked.connect(call)
            holder.addWidget(button)
        holder.insertWidget(1, middle)
        middle.setObjectName("segment")
        middle.setProperty("place", "middle")
        self._row.addLayout(holder)
        return middle

    def _fill_period_menu(self, menu: QMenu) -> None:
        """The periods of the plan's year: quarters first, then months and half months."""
        for emptied in (menu, self._months, self._halves):
            emptied.clear()
        year = self._session.period.year
        for month in (3, 6, 9, 12):
            self._add_period(menu, Period.of_month(year, month, quarterly=True))
        menu.addSeparator()
        for month in range(1, 13):
            self._add_period(self._months, Period.of_month(year, month))
            self._add_period(self._halves, Period(year, month * 2 - 1))
        menu.addMenu(self._months)
        menu.addMenu(self._halves)

    def _button(self, text: str, sign: str, said: str = "") -> QToolButton:
        button = QToolButton()
        button.setText(f" {text}")  # air between icon and word
        button.setIcon(icon(sign))
        button.setAccessibleName(text.split(maxsplit=1)[0])
        button.setToolTip(said)
        button.setMinimumSize(_HIGH, _HIGH)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row.addWidget(button)
        return button

    def _menu_button(self, text: str, sign: str, said: str) -> QToolButton:
        button = self._button(text, sign, said)
        button.setShortcut(QKeySequence(said.rpartition("（")[2].rstrip("）")))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        return button


def _period_title(period: Period) -> str:
    return period.label.replace("年", "年 ", 1)
