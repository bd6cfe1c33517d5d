"""总览: the tree on the left; on the right how it stands, the lights by task, who lacks, who lags (screens.md §3.1)."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from gui.kit import theme
from gui.kit.widths import NARROW
from gui.overview.arrangement import Arrangement
from gui.overview.copying import Copying
from gui.overview.empty import EmptyPlan
from gui.overview.standing import Standing
from gui.plan.tree_view import TreePanel, panel_width
from gui.session.page import Page
from gui.session.session import Changed, Session
from gui.system import remembered
from gui.target.roles import TARGET_ROLE
from models.judging.groups import StatusFilter

_ROOMY_PAGE = theme.ROOMY_FROM - theme.TOOLBAR_HEIGHT - theme.STATUS_HEIGHT


class OverviewPage(Page):
    """The plan at one glance; every row leads to its cell in 填报."""

    collect_wanted = Signal()
    help_name = "overview"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._arrangement = Arrangement(NARROW)
        self.panel, self.standing = TreePanel(session), Standing(session)
        self.band, self.lights = self.standing.band, self.standing.lights
        self.missing, self.behind = self.standing.missing, self.standing.behind
        self.directory_button = QPushButton("目录")
        self.no_plan, self.no_targets = EmptyPlan(), self.standing.no_targets
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._copying = Copying(session, self.message.emit)
        self._lay_out()
        self._connect()
        self._order_tabs()
        self.on_changed(Changed())
        self.fit(NARROW)  # until the window says how wide it is
        self.setFocusProxy(self.panel.tree)

    @property
    def empty_pages(self) -> tuple[EmptyPlan, EmptyPlan]:
        """What stands here without a plan, and without targets."""
        return self.no_plan, self.no_targets

    def on_changed(self, change: Changed) -> None:
        """Follow the session: the tree at once, what needs every target when all are judged."""
        session = self.session
        self.no_plan.tell(has_plan=False, writable=not session.read_only)
        self.no_plan.setVisible(not session.has_plan)
        self.splitter.setVisible(session.has_plan)
        self.panel.refresh(change)
        self.standing.follow()

    def on_judged(self) -> None:
        """All targets of a large plan are judged now."""
        self.panel.model.recount()
        self.standing.show_standing()

    def show_target(self, target_id: str) -> None:
        """Make a target current in the tree and among the lights."""
        self.panel.show_target(target_id)
        self.lights.select(target_id)

    def show_heading(self, heading_id: str) -> None:
        """Make a heading current in the tree; a narrow window shows the tree for it."""
        self.panel.show_heading(heading_id)
        self._show_directory()

    def current_target(self) -> str:
        """The row's in the list that has the focus, else the tree's."""
        index = self.panel.tree.currentIndex()
        for table in (self.missing.table, self.behind.table):
            if table.hasFocus():
                index = table.currentIndex()
        return str(index.data(TARGET_ROLE) or "")

    def filter_by(self, query: str) -> None:
        """Filter the tree; a narrow window shows it while it is searched."""
        self.panel.filter_by(query)
        if query.strip():
            self._show_directory()

    def panels(self) -> list[QWidget]:
        """What F6 goes through, one after the other."""
        return [self.panel.tree, self.lights, self.missing.table, self.behind.table]

    def fit(self, width: int) -> None:
        """Take the arrangement for a width of the window, with the sizes that the user gave it."""
        self._arrangement = Arrangement(width)
        self._fit_panel()
        self.directory_button.setVisible(self._arrangement.is_small and self.session.has_plan)
        self.standing.fit(self._arrangement)
        self._show_sides()
        mine = panel_width(self.panel, width)
        self.splitter.setSizes(remembered.sizes(self._arrangement.name) or [mine, max(width - mine, 1)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """High windows have higher rows."""
        super().resizeEvent(event)
        self._fit_panel()
        self.standing.fit_rows(roomy=self._is_roomy())

    def copy_notice(self) -> None:
        """复制通报文字: the sentences that open the report."""
        self._copying.copy_notice()

    def _lay_out(self) -> None:
        self.directory_button.setCheckable(True)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.GAP)
        self.splitter.addWidget(self.panel)
        self.splitter.addWidget(self.standing)
        self.splitter.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        outer.setSpacing(theme.GAP)
        outer.addWidget(self.directory_button, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self.splitter, 1)
        outer.addWidget(self.no_plan, 1)

    def _connect(self) -> None:
        self.panel.target_wanted.connect(self.target_wanted)
        self.panel.message.connect(self.message)
        self.panel.current_changed.connect(self.lights.select)
        self.panel.filter_changed.connect(self.band.show_filter)
        self.band.filter_wanted.connect(self._filter_status)
        standing, reminders = self.standing, self.standing.remind_button.menu()
        standing.light_chosen.connect(self.panel.show_target)
        standing.opened.connect(self.target_wanted)
        standing.copy_button.clicked.connect(self.copy_notice)
        standing.collect_button.clicked.connect(lambda _=False: self.collect_wanted.emit())
        reminders.aboutToShow.connect(lambda: self._copying.fill(reminders))
        self.directory_button.toggled.connect(self._show_sides)
        self.splitter.splitterMoved.connect(self._keep_sizes)

    def _order_tabs(self) -> None:
        panel, standing = self.panel, self.standing
        order = [panel.target_button, panel.status_button, panel.tree, *self.band.buttons.values(), standing.tabs]
        order += [self.lights, self.missing.table, standing.collect_button, standing.remind_button]
        order += [standing.copy_button, self.behind.table]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _filter_status(self, status: StatusFilter) -> None:
        self.panel.filter_status(status)
        self.band.show_filter(self.panel.status_filter)
        if status is not StatusFilter.ALL:
            self._show_directory()

    def _fit_panel(self) -> None:
        self.panel.fit(narrow=self._arrangement.is_tabbed, roomy=self._is_roomy())

    def _show_directory(self) -> None:
        if self._arrangement.is_small:
            self.directory_button.setChecked(True)

    def _show_sides(self) -> None:
        """In small windows either the tree or the rest."""
        asked = self.directory_button.isChecked()
        words = "目录"
        if asked:
            words = "返回总览"
        self.directory_button.setText(words)
        self.panel.setVisible(self._arrangement.shows_tree(directory=asked))
        self.standing.setVisible(self._arrangement.shows_standing(directory=asked))

    def _keep_sizes(self) -> None:
        """The splitter's sizes are remembered for each arrangement once the user has moved it."""
        remembered.keep_sizes(self._arrangement.name, self.splitter.sizes())

    def _is_roomy(self) -> bool:
        return self.height() >= _ROOMY_PAGE
