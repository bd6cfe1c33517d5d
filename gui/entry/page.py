"""填报: the grid to type into, the form of one target beside it, and what asks for attention below."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from gui.dialogs.history import ActionsDialog, HistoryDialog
from gui.entry.entries import Entries
from gui.entry.form.form import EntryForm
from gui.entry.grid.columns import arrange
from gui.entry.grid.lines import GridColumn
from gui.entry.grid.model import EntryModel
from gui.entry.grid.view import EntryView
from gui.entry.head import EntryHead
from gui.entry.leaving import may_leave, save_elsewhere
from gui.entry.period import PeriodActions
from gui.entry.problems import Legend, ProblemStrip
from gui.entry.spots import Spot
from gui.kit import ask, theme
from gui.session.page import Page
from gui.session.session import Changed, Session
from models.judging.doubts import joined
from models.judging.groups import count
from models.plan.ledger import NO_UNIT, closed_words
from models.plan.period import Period

NARROW, SMALL, WIDE = 1280, 1000, 1600
FORM, FORM_WIDE, DRAWER, SCROLL_BAR = 440, 520, 400, 16  # the bar with the borders beside it


class EntryPage(Page):
    """The page of 填报."""

    help_name = "entry"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.entries = Entries(session)
        self.model = EntryModel(self.entries)
        self.view, self.form = EntryView(self.model), EntryForm(self.entries)
        self.head, self.strip = EntryHead(), ProblemStrip(self.entries)
        self._period = PeriodActions(self)
        self._window_width, self._drawer = WIDE, False
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
        self.view.grid_cursor.next_entry()

    def on_changed(self, change: Changed) -> None:
        """Show what changed; the cursor, the scroll and what is being typed stay."""
        self.entries.doubting.forget(change.targets)
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

    def current_target(self) -> str:
        """The target of the cursor's row."""
        target = self.model.target_at(self.view.currentIndex().row())
        return target.id if target else ""

    def filter_by(self, query: str) -> None:
        """Show the targets that the words, initials or unit fit."""
        if query != self.model.query:
            self.finish()
            self.model.query = query
            self._rebuild()

    def panels(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.view, self.strip.reason, self.strip.go, self.form.texts["progress"].edit]

    def fit(self, width: int) -> None:
        """Columns and the form's place by the window's width (screens.md §2.1)."""
        self._window_width = width
        drawer = width < NARROW
        if drawer != self._drawer:
            self._drawer = drawer
            self.form.setVisible(not drawer)
        self.form.setFixedWidth(DRAWER if drawer else FORM_WIDE if width >= WIDE else FORM)
        self.form.fold.setVisible(drawer)
        self._place()

    def may_leave(self) -> bool:
        """Ask once about figures that were refused or could not be saved; True when nothing is left."""
        self.finish()
        return may_leave(self)

    def save_elsewhere(self) -> None:
        """另存为: a copy of the whole file with what could not be saved; the window goes on with the copy."""
        self.finish()
        save_elsewhere(self)

    def finish(self) -> None:
        """Hand over what is being typed, in the grid and in the form."""
        self.view.finish_editing()
        self.form.save()

    def refresh(self, *_: object) -> None:
        """Counts, problems and the form."""
        self.view.nothing = self._nothing()
        if not self.session.has_plan:
            self.head.title.setText("填报")
            self.head.counts.setText("还没有计划。")
            return
        self.strip.refresh(self.entries.problems())
        doubted, wrong = self.strip.counts()
        session, period = self.session, self.entries.period
        counted = session.derived(count) if session.all_judged else None
        self.head.title.setText(f"{period.short}填报")
        day = session.ledger.report_by(period)
        parts = [f"已报 {counted.reported}/{counted.members}"] if counted else []
        parts.append(f"本次改动 {self.entries.cells.changed_count()} 格")
        parts += [f"{word} {number}" for word, number in (("提醒", doubted), ("错误", wrong)) if number]
        parts.append(closed_words(session.ledger, period) if self.entries.closed else f"{day.month}月{day.day}日前报")
        self.head.counts.setText(" · ".join(parts))
        self.head.counts.setToolTip(self.head.counts.text())
        self._show_form()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawer and the columns in place."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the form: Esc and F4 back to the grid, Ctrl+↓ to the next target, Ctrl+Enter breaks a line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is not self.view:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            text = watched if isinstance(watched, QPlainTextEdit) else None
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
                self._leave_form()
                return True
            if control and event.key() == Qt.Key.Key_Down:
                self.view.grid_cursor.next_target()
                return True
            if text and text.isReadOnly() and event.text().isprintable() and event.text() and not control:
                self.view.may_type(self.model.index(self.view.currentIndex().row(), GridColumn.VALUE))
                return True
            if text and control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                text.insertPlainText("\n")
                return True
        return super().eventFilter(watched, event)

    def _grid_panel(self) -> QWidget:
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        column.addWidget(self.strip)
        column.addWidget(Legend())
        return panel

    def _connect(self) -> None:
        self.entries.touched.connect(self.refresh)
        self.session.turning.connect(self.finish)
        self.entries.understood.connect(self.message)
        self.view.said.connect(self.message)
        self.view.moved.connect(self._show_form)
        self.view.unlock_wanted.connect(self.reopen)
        self.view.form_wanted.connect(self._enter_form)
        self.form.next_wanted.connect(self.view.grid_cursor.next_target)
        self.form.grid_wanted.connect(self._leave_form)
        self.form.history_wanted.connect(self._show_history)
        self.strip.spot_wanted.connect(self.show_spot)
        self.strip.reason_wanted.connect(self._ask_reason)
        self.strip.retry_wanted.connect(self.entries.retry)
        self.strip.copy_wanted.connect(self.save_elsewhere)
        self.view.copy_wanted.connect(lambda: self.strip.show_read_only(self.session.read_only))
        self.head.lead_chosen.connect(self._filter_lead)
        self.head.only_open.connect(self._filter_open)
        self.head.menu_opening.connect(self._fill_menu)
        self.head.form_wanted.connect(self._enter_form)
        for widget in self._form_fields():
            widget.installEventFilter(self)
        head, strip, form = self.head, self.strip, self.form
        order = [
            head.lead, head.open_box, head.menu, head.form_button, self.view, strip.back, strip.forward, strip.retry,
            strip.copy, strip.reason, strip.go, form.fold,
        ]  # fmt: skip
        for field in form.texts.values():
            order += [field.edit, field.take_over]
        for one, other in pairwise([*order, form.percent, form.nature, form.as_of, form.history, form.next]):
            QWidget.setTabOrder(one, other)

    def _form_fields(self) -> list[QWidget]:
        form = self.form
        return [*(field.edit for field in form.texts.values()), form.nature, form.as_of, form.percent, form.next]

    def _nothing(self) -> str:
        """Why no row is listed, and what to do."""
        if not self.session.has_targets:
            return "还没有指标。请先在总览里新建指标，再来填报。"
        if self.model.only_open and not (self.model.query or self.model.lead):
            return "没有待填和有提醒的指标。"
        return "没有这样的指标。请清空搜索，或换一个牵头单位。"

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        self.finish()
        self._period.fill(menu, self.entries.period)
        last = menu.addAction("显示上年同期数")
        last.setCheckable(True)
        last.setChecked(self.model.last_year)
        last.toggled.connect(self._filter_last_year)
        menu.addAction("全部收起", lambda: self.view.folds.fold_all(away=True))
        menu.addAction("全部展开", lambda: self.view.folds.fold_all(away=False))
        menu.addSeparator()
        menu.addAction("修改记录…", self.show_actions)

    def reopen(self) -> None:
        """解锁, asked for by typing into a locked cell."""
        self._period.reopen(self.entries.period)

    def show_actions(self) -> None:
        """修改记录 of the whole file."""
        self.finish()
        self._show(ActionsDialog(self.window(), self.session))

    def _ask_reason(self, spot: Spot) -> None:
        target = self.session.target(spot.target_id)
        name = target.full_name if target else ""
        reason = ask.ask_text(self, f"{name}：{joined(self.entries.sentences(spot))}。\n请写一句原因：")
        if reason:
            self.entries.give_reason(spot, reason)
            self.view.setFocus()

    def _show_history(self) -> None:
        target = self.model.target_at(self.view.currentIndex().row())
        if target is not None:
            self.finish()
            name = f"{target.full_name}　{self.entries.period.label}"
            self._show(HistoryDialog(self.window(), self.session, name, self.entries.cell(target.id).id))

    def _show(self, dialog: QDialog) -> None:
        self.session.let_go(dialog)
        dialog.exec()

    def show_spot(self, spot: Spot) -> None:
        """Put the cursor where a field is typed, in the grid or in the form, in whichever period."""
        if spot.period != self.entries.period.key:
            self.session.set_period(Period.of_key(spot.period))
        if not self.model.index_of(spot).isValid():
            self._show_all()
        self.view.go(self.model.index_of(spot))
        field = self.form.field_of(spot.field)
        if field is None:
            self.view.setFocus()
        else:
            self._enter_form()
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_all(self) -> None:
        self.finish()
        self.model.query, self.model.lead, self.model.only_open = "", "", False
        self.head.show_all()
        self._rebuild()

    def _filter_lead(self, lead: str) -> None:
        self.finish()
        self.model.lead = lead
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
        leads = self.session.ledger.by_lead() if self.session.has_plan else iter(())
        names = [unit.name if unit else NO_UNIT for unit, _ in leads]
        self.model.lead = self.head.show_leads(names, self.model.lead)

    def _rebuild(self) -> None:
        """Other rows, the same place: the cursor's target and what stood at the top."""
        moved = self.view.rebuild()
        self.view.nothing = self._nothing()
        if moved:
            self._show_form()

    def _show_form(self, *_: object) -> None:
        self.form.show_target(self.model.target_at(self.view.currentIndex().row()))

    def _enter_form(self) -> None:
        if self.view.folds.folded(self.view.currentIndex().row()):
            return
        self.form.show()
        self._place()
        self.form.texts["progress"].edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_form(self) -> None:
        self.form.save()
        self.form.setVisible(not self._drawer)
        self._place()
        self.view.setFocus()

    def _place(self) -> None:
        """What the rows and columns may take beside the form."""
        rows = theme.GRID_ROW_HEIGHT + (theme.ROOMY_MORE if self.window().height() >= theme.ROOMY_FROM else 0)
        self.view.verticalHeader().setDefaultSectionSize(max(rows, self.fontMetrics().height() + 7))
        shown = self.form.isVisibleTo(self)
        self.head.fit(small=self._window_width < SMALL, form_shown=shown, drawer=self._drawer)
        form = self.form.width() + theme.GAP if shown else 0
        arrange(self.view, self.width() - 2 * theme.GAP - form - SCROLL_BAR, few=self._window_width < SMALL)
