"""The frame around the pages: toolbar above, status bar below, one period for the whole window."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gui import theme
from gui.session import Session
from models.period import Period
from models.phrase import rule_line

PAGES = ("总览", "填报", "图表")
NARROW, SMALL = 1280, 1000


class Toolbar(QWidget):
    """Views, period, search, undo and redo, what comes in, projection, and the one accent button."""

    page_wanted = Signal(int)
    search_changed = Signal(str)
    search_entered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.TOOLBAR_HEIGHT)
        self._session = session
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        self._row.setSpacing(theme.GAP)
        self.menu_button = self._menu_button("≡", "菜单(&M)")
        self._views = self._view_switch()
        self._period = self._period_switch()
        self.search = self._search_field()
        self.undo_button = self._button("撤销", "Ctrl+Z")
        self.redo_button = self._button("重做", "Ctrl+Y")
        self._row.addStretch(1)
        self.import_button = self._menu_button("导入", "导入")
        self.project_button = self._button("投影", "F5")
        self.export_button = self._button("一键导出季报", "Ctrl+E")
        self.export_button.setObjectName("accent")
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
        """What hides at which width of the window (screens.md §2.1)."""
        narrow = width < NARROW
        self.search.setFixedWidth(160 if narrow else 230)
        for button, text, short in (
            (self.undo_button, "撤销", "撤"),
            (self.redo_button, "重做", "重"),
            (self.import_button, "导入", "导入"),
            (self.project_button, "投影", "投影"),
        ):
            button.setText(short if narrow else text)
        self.undo_button.setVisible(width >= SMALL)
        self.redo_button.setVisible(width >= SMALL)

    def refresh(self, *_: object) -> None:
        """Follow the session: period, steps to undo and redo, what may be written."""
        session = self._session
        self._period.setText(_period_title(session.period))
        for button, step, word, key in (
            (self.undo_button, session.undo_step, "撤销", "Ctrl+Z"),
            (self.redo_button, session.redo_step, "重做", "Ctrl+Y"),
        ):
            button.setEnabled(bool(step) and not session.read_only)
            button.setToolTip(f"{word}：{step}（{key}）" if step else f"没有可以{word}的操作")
            button.setAccessibleName(f"{word} {step}")

    def period_menu(self) -> QMenu:
        """The periods of the plan's year: quarters first, then months and half months."""
        menu = QMenu(self)
        year = self._session.period.year
        for month in (3, 6, 9, 12):
            self._add_period(menu, Period.of_month(year, month, quarterly=True))
        menu.addSeparator()
        months = menu.addMenu("按月")
        halves = menu.addMenu("到月中")
        for month in range(1, 13):
            self._add_period(months, Period.of_month(year, month))
            self._add_period(halves, Period(year, month * 2 - 1))
        return menu

    def _add_period(self, menu: QMenu, period: Period) -> None:
        closed = self._session.has_plan and self._session.ledger.closed(period)
        action = menu.addAction(period.label + ("（已锁定）" if closed else ""))
        action.triggered.connect(lambda: self._session.set_period(period))

    def _step(self, by: int) -> None:
        period = self._session.period
        width = {"quarter": 6, "month": 2, "half": 1}[period.span.value]
        halves = period.halves + by * width
        if 1 <= halves <= 24:
            self._session.set_period(Period(period.year, halves, quarterly=period.quarterly))

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
            button.setCheckable(True)
            button.setMinimumHeight(32)
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
        back, forward = QPushButton("‹"), QPushButton("›")
        for button, call, name in ((back, self.previous_period, "上一期"), (forward, self.next_period, "下一期")):
            button.setFixedSize(32, 32)
            button.setAccessibleName(name)
            button.setToolTip(f"{name}（{'Ctrl+PgUp' if button is back else 'Ctrl+PgDn'}）")
            button.clicked.connect(call)
        middle = QToolButton()
        middle.setMinimumHeight(32)
        middle.setFont(theme.bold())
        middle.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        middle.setAccessibleName("期间")
        menu = QMenu(middle)
        menu.aboutToShow.connect(lambda: self._fill_period_menu(menu))
        middle.setMenu(menu)
        for widget in (back, middle, forward):
            holder.addWidget(widget)
        self._row.addLayout(holder)
        return middle

    def _fill_period_menu(self, menu: QMenu) -> None:
        menu.clear()
        self._filled = self.period_menu()
        menu.addActions(self._filled.actions())

    def _search_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText("搜指标：拼音首字母或文字")
        field.setAccessibleName("搜索指标")
        field.setFixedWidth(230)
        field.setMinimumHeight(32)
        field.setClearButtonEnabled(True)
        field.textChanged.connect(self.search_changed)
        field.returnPressed.connect(self.search_entered)
        cleared = QShortcut(QKeySequence("Esc"), field, context=Qt.ShortcutContext.WidgetShortcut)
        cleared.activated.connect(field.clear)
        self._row.addWidget(field)
        return field

    def _button(self, text: str, key: str) -> QPushButton:
        button = QPushButton(text)
        button.setMinimumHeight(32)
        button.setToolTip(f"{text}（{key}）")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row.addWidget(button)
        return button

    def _menu_button(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name.replace("(&M)", ""))
        button.setMinimumSize(32, 32)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        self._row.addWidget(button)
        return button


class StatusBar(QWidget):
    """File, saved time and backup on the left; the rule in force, always, and 演示数据 on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.STATUS_HEIGHT)
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        row.setSpacing(16)
        self._file, self._saved, self._backup, self._rule = QLabel(), QLabel(), QLabel(), _Shortened()
        self._demo = QLabel("演示数据")
        self._demo.setObjectName("demo")
        self._rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._rule.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (self._file, self._saved, self._backup):
            row.addWidget(label)
        row.addWidget(self._rule, 1)
        row.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignVCenter)
        session.saved.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.period_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Follow the session."""
        session = self._session
        self._file.setText(f"台账：{session.path.name}")
        self._file.setToolTip(str(session.path))
        saved = f"已保存 {session.saved_at:%H:%M:%S}" if session.saved_at else ""
        self._saved.setText("只读" if session.read_only else saved)
        self._backup.setText(session.last_backup)
        rule = rule_line(session.ledger.rule(session.period)) if session.has_plan else ""
        self._rule.setToolTip(rule)
        self._rule.setText(rule)
        self._demo.setVisible(session.has_plan and session.ledger.plan.demo)

    def say(self, text: str) -> None:
        """One line for a moment: success is no dialog."""
        self._saved.setText(text)


class _Shortened(QLabel):
    """A line that ends in … where it has no room; the whole stands in the tooltip."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The text, shortened."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), text)


def shortcut(owner: QWidget, keys: str | QKeySequence.StandardKey, call: Callable[[], object]) -> QAction:
    """A key of the whole window."""
    action = QAction(owner)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _=False: call())
    owner.addAction(action)
    return action


def _period_title(period: Period) -> str:
    return period.label.replace("年", "年 ", 1)
