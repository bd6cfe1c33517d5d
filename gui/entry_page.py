"""填报: the grid to type into, the form of one target beside it, and what asks for attention below."""

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import ask, theme
from gui.entry_columns import arrange
from gui.entry_edits import Entries
from gui.entry_form import EntryForm
from gui.entry_keys import EntryView
from gui.entry_model import EntryModel
from gui.entry_period import PeriodActions, closed_words
from gui.entry_problems import Legend, ProblemStrip
from gui.entry_spots import Spot
from gui.history_dialog import ActionsDialog, HistoryDialog
from gui.pages import Page
from gui.session import Changed, Session
from models.groups import count
from models.period import Period

NARROW, SMALL, WIDE = 1280, 1000, 1600
FORM, FORM_WIDE, DRAWER = 440, 520, 400
ALL = "全部"


class EntryPage(Page):
    """The page of 填报."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.entries = Entries(session)
        self.model = EntryModel(self.entries)
        self.view = EntryView(self.model)
        self.form = EntryForm(self.entries)
        self.strip = ProblemStrip(self.entries)
        self._period = PeriodActions(self)
        self._window_width = WIDE
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        self._row.setSpacing(theme.GAP)
        self._row.addWidget(self._grid_panel(), 1)
        self._row.addWidget(self.form)
        self._connect()
        self.view.setFocus()
        self.setFocusProxy(self.view)
        self._fill_leads()
        self.refresh()
        self.view.next_entry()

    def on_changed(self, change: Changed) -> None:
        """Show what changed; the cursor, the scroll and what is being typed stay."""
        self.entries.forget_judged(change.targets)
        if change.targets is None:
            self._fill_leads()
            self._rebuild()
        else:
            self.model.refresh(change.targets)
        self.refresh()

    def on_period(self) -> None:
        """What is being typed goes to the period it was typed for; then the other period is shown."""
        self.finish()
        self.entries.show_period(self.session.period)
        self._rebuild()
        self.refresh()

    def on_judged(self) -> None:
        """All targets of a large plan are judged: the count is known."""
        self.refresh()

    def show_target(self, target_id: str) -> None:
        """Put the cursor into a target's cell; filters that hide it are taken off."""
        if not self.model.index_of_target(target_id).isValid():
            self._show_all()
        self.view.go(self.model.index_of_target(target_id))
        self.view.setFocus()

    def filter_by(self, query: str) -> None:
        """Show the targets that the words, initials or unit fit."""
        if query != self.model.query:
            self.finish()
            self.model.query = query
            self._rebuild()

    def fit(self, width: int) -> None:
        """Columns and the form's place by the window's width (screens.md §2.1)."""
        self._window_width = width
        drawer = width < NARROW
        if drawer != (self._row.indexOf(self.form) < 0):
            if drawer:
                self._row.removeWidget(self.form)
                self.form.hide()
            else:
                self._row.addWidget(self.form)
                self.form.show()
        self.form.setFixedWidth(DRAWER if drawer else FORM_WIDE if width >= WIDE else FORM)
        self.form.fold.setVisible(drawer)
        self._form_button.setVisible(drawer)
        self._place()

    def finish(self) -> None:
        """Hand over everything that is being typed."""
        self.view.finish_editing()
        self.form.save()

    def refresh(self, *_: object) -> None:
        """Counts, problems and the form."""
        if not self.session.has_plan:
            self._counts.setText("还没有计划。")
            return
        self.strip.refresh(self.entries.problems())
        doubted, wrong = self.strip.counts()
        session, period = self.session, self.entries.period
        counted = session.derived(count) if session.all_judged else None
        self._title.setText(f"{period.short}填报")
        day = session.ledger.report_by(period)
        parts = [f"已报 {counted.reported}/{counted.members}"] if counted else []
        parts.append(f"本次改动 {self.entries.changed_count()} 格")
        parts += [f"提醒 {doubted}"] if doubted else []
        parts += [f"错误 {wrong}"] if wrong else []
        parts.append(closed_words(session, period) if self.entries.closed else f"{day.month}月{day.day}日前报")
        self._counts.setText(" · ".join(parts))
        self._counts.setToolTip(self._counts.text())
        self._show_form()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawer and the columns in place."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and F4 lead back from the form to the grid, Ctrl+↓ to the next target."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is not self.view:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
                self._leave_form()
                return True
            if control and event.key() == Qt.Key.Key_Down:
                self.view.next_target()
                return True
        return super().eventFilter(watched, event)

    def _grid_panel(self) -> QWidget:
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._header())
        column.addWidget(self.view, 1)
        column.addWidget(self.strip)
        column.addWidget(Legend())
        return panel

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.PADDING, 5, theme.PADDING, 5)
        row.setSpacing(theme.GAP)
        self._title, self._counts, self._lead = QLabel(), QLabel(), QComboBox()
        self._title.setObjectName("title")
        self._counts.setObjectName("hint")
        self._counts.setMinimumWidth(60)
        self._lead.setAccessibleName("牵头单位")
        self._lead.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._lead.setMaximumWidth(170)
        self._only_open = QCheckBox("只看待填和有提醒")
        self._only_open.setToolTip("只列出待填、有提醒和有错误的指标；填好后不会马上消失，重新勾选才更新")
        self._menu = QToolButton()
        self._menu.setText("本期")
        self._menu.setAccessibleName("本期操作")
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._menu)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        self._menu.setMenu(menu)
        row.addWidget(self._title)
        row.addWidget(self._counts, 1)
        self._form_button = QPushButton("表单 F4")
        self._form_button.setToolTip("看原文，填进展情况、存在问题、下一步措施（F4）")
        self._form_button.clicked.connect(lambda _=False: self._enter_form())
        for widget in (self._lead, self._only_open, self._menu, self._form_button):
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.entries.touched.connect(self.refresh)
        self.entries.understood.connect(self.message)
        self.view.said.connect(self.message)
        self.view.moved.connect(self._show_form)
        self.view.unlock_wanted.connect(self.reopen)
        self.view.form_wanted.connect(self._enter_form)
        self.form.next_wanted.connect(self.view.next_target)
        self.form.grid_wanted.connect(self._leave_form)
        self.form.history_wanted.connect(self._show_history)
        self.strip.spot_wanted.connect(self._show_spot)
        self.strip.reason_wanted.connect(self._ask_reason)
        self.strip.retry_wanted.connect(self.entries.retry)
        self._lead.activated.connect(self._filter_lead)
        self._only_open.toggled.connect(self._filter_open)
        for widget in self._form_fields():
            widget.installEventFilter(self)

    def _form_fields(self) -> list[QWidget]:
        form = self.form
        return [*(field.edit for field in form.texts.values()), form.nature, form.as_of, form.percent, form.next]

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        self.finish()
        self._period.fill(menu, self.entries.period)
        last = menu.addAction("显示上年同期数")
        last.setCheckable(True)
        last.setChecked(self.model.last_year)
        last.toggled.connect(self._filter_last_year)
        menu.addSeparator()
        menu.addAction("修改记录…", self.show_actions)

    def reopen(self) -> None:
        """解锁, asked for by typing into a locked cell."""
        self._period.reopen(self.entries.period)

    def show_actions(self) -> None:
        """修改记录 of the whole file."""
        self.finish()
        _show(ActionsDialog(self.window(), self.session))

    def _ask_reason(self, spot: Spot) -> None:
        target = self.session.target(spot.target_id)
        name = target.full_name if target else ""
        reason = ask.ask_text(self, f"{name}：" + "；".join(self.entries.sentences(spot)) + "。\n请写一句原因：")
        if reason:
            self.entries.give_reason(spot, reason)

    def _show_history(self) -> None:
        target = self.model.target_at(self.view.currentIndex().row())
        if target is not None:
            self.finish()
            name = f"{target.full_name}　{self.entries.period.label}"
            _show(HistoryDialog(self.window(), self.session, name, self.entries.cell(target.id).id))

    def _show_spot(self, spot: Spot) -> None:
        if spot.period != self.entries.period.key:
            self.session.set_period(Period.of_key(spot.period))
        if not self.model.index_of(spot).isValid():
            self._show_all()
        self.view.go(self.model.index_of(spot))
        self.view.setFocus()

    def _show_all(self) -> None:
        self.finish()
        self.model.query, self.model.lead, self.model.only_open = "", "", False
        self._only_open.blockSignals(True)
        self._only_open.setChecked(False)
        self._only_open.blockSignals(False)
        self._lead.setCurrentIndex(0)
        self._rebuild()

    def _filter_lead(self, at: int) -> None:
        self.finish()
        self.model.lead = str(self._lead.itemData(at) or "")
        self._rebuild()

    def _filter_open(self, checked: bool) -> None:
        self.finish()
        self.model.only_open = checked
        self._rebuild()

    def _filter_last_year(self, checked: bool) -> None:
        self.finish()
        self.model.last_year = checked
        self._rebuild()

    def _fill_leads(self) -> None:
        if not self.session.has_plan:
            return
        names = [unit.name if unit else "未分工" for unit, _ in self.session.ledger.by_lead()]
        if [self._lead.itemData(i) for i in range(1, self._lead.count())] != names:
            self._lead.clear()
            self._lead.addItem(f"牵头：{ALL}", "")
            for name in names:
                self._lead.addItem(name, name)
            self.model.lead = self.model.lead if self.model.lead in names else ""
            self._lead.setCurrentIndex(self._lead.findData(self.model.lead))

    def _rebuild(self) -> None:
        """Other rows, the same place: the cursor's target and what stood at the top."""
        index, bar = self.view.currentIndex(), self.view.verticalScrollBar()
        target, scrolled = self.model.target_at(index.row()), bar.value()
        kept = QPersistentModelIndex(index)
        if not self.model.rebuild() or kept.isValid():
            return
        again = self.model.index_of_target(target.id) if target else index
        bar.setValue(scrolled)
        if again.isValid():
            self.view.go(self.model.index(again.row(), max(0, index.column())))
        else:
            self.view.next_entry()
        self._show_form()

    def _show_form(self, *_: object) -> None:
        self.form.show_target(self.model.target_at(self.view.currentIndex().row()))

    def _enter_form(self) -> None:
        if self._window_width < NARROW and self.form.isHidden():
            self.form.show()
            self._place()
        self.form.texts["progress"].edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_form(self) -> None:
        self.form.save()
        if self._window_width < NARROW:
            self.form.hide()
        self.view.setFocus()

    def _place(self) -> None:
        """The drawer over the grid's right side, and what the columns may take."""
        if self._row.indexOf(self.form) < 0:
            self.form.setParent(self)
            self.form.setGeometry(self.width() - DRAWER - theme.GAP, theme.GAP, DRAWER, self.height() - 2 * theme.GAP)
            self.form.raise_()
        rows = theme.GRID_ROW_HEIGHT + (theme.ROOMY_MORE if self.window().height() >= theme.ROOMY_FROM else 0)
        self.view.verticalHeader().setDefaultSectionSize(max(rows, self.fontMetrics().height() + 7))
        form = self.form.width() + theme.GAP if self._row.indexOf(self.form) >= 0 else 0
        arrange(self.view, self.width() - 2 * theme.GAP - form - 16, few=self._window_width < SMALL)


def _show(dialog: QDialog) -> None:
    """A dialog that goes when it is closed, not before answers on their way to it have come."""
    dialog.exec()
    dialog.setParent(None)
