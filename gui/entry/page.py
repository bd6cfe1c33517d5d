"""填报: the grid to type into, the form of one target beside it, and what asks for attention below."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.dialogs.history import ActionsDialog, HistoryDialog
from gui.entry.entries import Entries
from gui.entry.filters import Filters, lead_names
from gui.entry.form.form import WIDE, TargetForm
from gui.entry.grid.columns import arrange
from gui.entry.grid.folds import Folds
from gui.entry.grid.legend import Legend
from gui.entry.grid.model import EntryModel
from gui.entry.grid.view import EntryView
from gui.entry.head import EntryHead, counts_said
from gui.entry.leaving import may_leave, save_elsewhere
from gui.entry.period import PeriodMenu, Row
from gui.entry.problems import ProblemStrip
from gui.entry.spots import PAST, Spot, Trouble
from gui.kit import theme
from gui.session.page import Page
from gui.session.session import Changed, Session
from models.plan.period import Period

SMALL = 1000  # width of the window below which five columns are left
SCROLL_BAR = 16  # with the borders beside it


class EntryPage(Page):
    """The page 填报: typed into like a table, saved field by field; nothing typed is lost by leaving it."""

    help_name = "entry"
    own_keys = frozenset({"/"})  # as in 2020/9

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.entries = Entries(session)
        self.filters = Filters(self.entries)
        self.model = EntryModel(self.entries, self.filters)
        self.view, self.form = EntryView(self.model), TargetForm(self.entries)
        self.head, self.strip = EntryHead(self.filters), ProblemStrip(self.entries)
        self._period = PeriodMenu(
            self, self.entries, self.filters, [*_fold_rows(self.view.folds), ("修改记录…", self.show_actions)]
        )
        self._window_width = WIDE
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(_panel(self.head, self.view, self.strip), 1)
        row.addWidget(self.form)
        self._connect()
        order = [*self.head.tab_order(), self.view, *self.strip.tab_order(), *self.form.tab_order()]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)
        self.view.setFocus()
        self.setFocusProxy(self.view)
        self.head.show_leads(lead_names(session))
        self.refresh()
        self.view.grid_cursor.next_entry()

    def on_changed(self, change: Changed) -> None:
        """Show what changed; the cursor, the scroll and what is being typed stay."""
        self.entries.doubting.forget(change.targets)
        if change.targets is None:
            self.head.show_leads(lead_names(self.session))
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
            self.head.show_all()
        self.view.go(self.model.index_of_target(target_id))
        self.view.setFocus()

    def show_past(self, target_id: str) -> None:
        """The same for the figure of 上年同期, whose column is shown for it."""
        if not self.filters.last_year:
            self.filters.show_last_year(True)
        self.show_target(target_id)
        self.view.go(self.model.index_of(self.entries.spot(target_id, PAST.name)))

    def drop_refused(self) -> bool:
        """Ctrl+Z first takes back what was typed last and refused: its cell shows again what is kept."""
        refused = [problem.spot for problem in self.entries.problems() if problem.trouble is Trouble.WRONG]
        if not refused:
            return False
        spot = refused[0]  # the newest
        text = self.entries.text(spot)
        self.show_spot(spot)
        self.entries.drop([spot])
        self.message.emit(f"已放弃没有存进去的“{text}”。")
        return True

    def show_spot(self, spot: Spot) -> None:
        """Put the cursor where a field is typed, in the grid or in the form, in whichever period."""
        if spot.period != self.entries.period.key:
            self.session.set_period(Period.of_key(spot.period))
        if not self.model.index_of(spot).isValid():
            self.head.show_all()
        self.view.go(self.model.index_of(spot))
        field = self.form.field_of(spot.field)
        if field is None:
            self.view.setFocus()
        else:
            _enter_form(self)
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def current_target(self) -> str:
        """The target of the cursor's row; empty on a task."""
        target = self.view.current_target()
        if target is None:
            return ""
        return target.id

    def filter_by(self, query: str) -> None:
        """Show the targets that the words, initials or unit fit."""
        self.filters.search(query)

    def panels(self) -> list[QWidget]:
        """What F6 goes through, from the grid over the strip to the form."""
        return [self.view, self.strip.reason, self.strip.go, self.form.texts["progress"].edit]

    def fit(self, width: int) -> None:
        """Columns and the form's place by the window's width (screens.md §2.1)."""
        self._window_width = width
        self.form.fit(width)

    def may_leave(self) -> bool:
        """Ask once about figures that were refused or could not be saved; True when nothing is left."""
        self.finish()
        return may_leave(self, self.entries, self.show_spot)

    def save_elsewhere(self) -> None:
        """另存为: a copy of the whole file with what could not be saved; the window goes on with the copy."""
        self.finish()
        save_elsewhere(self, self.entries, self.message.emit, self.file_wanted.emit)

    def finish(self) -> None:
        """Hand over what is being typed, in the grid and in the form."""
        self.view.finish_editing()
        self.form.save()

    def show_actions(self) -> None:
        """修改记录 of the whole file."""
        self.finish()
        _open(self.session, ActionsDialog(self.window(), self.session))

    def refresh(self, *_: object) -> None:
        """Counts, problems and the form."""
        self.view.nothing = self.filters.why_nothing()
        self.strip.refresh(self.entries.problems())
        if not self.session.has_plan:
            self.head.title.setText("填报")
            self.head.counts.setText("还没有计划。")
            return
        title = f"{self.entries.period.short}填报"
        self.head.show_counts(title, counts_said(self.entries, *self.strip.counts()))
        self._show_form()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drawer and the columns in place."""
        super().resizeEvent(event)
        self._place()

    def _connect(self) -> None:
        self.entries.touched.connect(self.refresh)
        self.session.turning.connect(self.finish)
        for said in (self.entries.understood, self.view.said, self._period.said):
            said.connect(self.message)
        self.filters.changing.connect(self.finish)
        self.filters.changed.connect(self._rebuild)
        self.filters.changed.connect(self._place)
        self.view.moved.connect(self._show_form)
        self.view.copy_wanted.connect(lambda: self.strip.show_read_only(self.session.barred))
        self.form.next_wanted.connect(self.view.grid_cursor.next_target)
        self.form.grid_wanted.connect(self.view.setFocus)
        self.form.history_wanted.connect(lambda: _show_history(self))
        self.form.typing_refused.connect(self.view.say_why_not)
        self.form.placed.connect(self._place)
        self.strip.spot_wanted.connect(self.show_spot)
        self.strip.answered.connect(self.view.setFocus)
        self.strip.retry_wanted.connect(self.entries.retry)
        self.strip.copy_wanted.connect(self.save_elsewhere)
        self.head.menu_opening.connect(self.finish)
        self.head.menu_opening.connect(self._period.fill)
        for wanted in (self.head.form_wanted, self.view.form_wanted):
            wanted.connect(lambda: _enter_form(self))

    def _rebuild(self) -> None:
        moved = self.view.rebuild()
        self.view.nothing = self.filters.why_nothing()
        if moved:
            self._show_form()

    def _show_form(self, *_: object) -> None:
        self.form.show_target(self.view.current_target())

    def _place(self) -> None:
        """What the rows and columns may take beside the form."""
        height = theme.GRID_ROW_HEIGHT
        if self.window().height() >= theme.ROOMY_FROM:
            height += theme.ROOMY_MORE
        self.view.verticalHeader().setDefaultSectionSize(max(height, self.fontMetrics().height() + 7))
        small = self._window_width < SMALL
        self.head.fit(small=small, form_shown=not self.form.isHidden(), drawer=self.form.in_drawer)
        room = self.width() - 2 * theme.GAP - self.form.taken - SCROLL_BAR
        arrange(self.view, room, few=small, past=self.filters.last_year)


def _panel(head: QWidget, view: QWidget, strip: QWidget) -> QWidget:
    """The grid between its head and what stands below it."""
    panel = QFrame()
    panel.setObjectName("panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(1, 0, 1, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(view, 1)
    column.addWidget(strip)
    column.addWidget(Legend())
    return panel


def _fold_rows(folds: Folds) -> list[Row]:
    return [
        ("全部收起", lambda: folds.fold_all(away=True)),
        ("全部展开", lambda: folds.fold_all(away=False)),
    ]


def _open(session: Session, dialog: QDialog) -> None:
    session.let_go(dialog)
    dialog.exec()


def _show_history(page: EntryPage) -> None:
    target = page.view.current_target()
    if target is not None:
        page.finish()
        name = f"{target.full_name}　{page.entries.period.label}"
        cell = page.entries.cell(target.id)
        _open(page.session, HistoryDialog(page.window(), page.session, name, cell.id))


def _enter_form(page: EntryPage) -> None:
    if not page.view.folds.folded(page.view.currentIndex().row()):
        page.form.enter()
