"""总览: the tree on the left; on the right how it stands, the lights by task, who lacks, who lags (screens.md §3.1)."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.kit import theme
from gui.kit.veil import Veil
from gui.kit.widths import NARROW, SMALL
from gui.overview.band import SummaryBand
from gui.overview.empty import EmptyPlan
from gui.overview.lights import LightsWidget, TaskLights, task_lights
from gui.overview.lists import BEHIND, MISSING, ListPanel
from gui.plan.tree_view import TreePanel, panel_width
from gui.session.page import Page
from gui.session.session import Changed, Session
from gui.system import remembered
from gui.target.roles import TARGET_ROLE
from models.judging.assess import Assessment, assess_all
from models.judging.groups import ALL, behind, count, missing
from models.plan.ledger import closed_words
from models.report.phrase import notice
from models.report.reminders import reminders

_USUAL = 1340  # from this width of the window the lights have the room they want
_ROOMY_PAGE = theme.ROOMY_FROM - theme.TOOLBAR_HEIGHT - theme.STATUS_HEIGHT
_LEAST, _HEAD, _FOOT, _MOST_ROWS = 150, 44, 46, 12  # the least height of a panel; its parts and rows in one column


class OverviewPage(Page):
    """The plan at one glance; every row leads to its cell in 填报."""

    collect_wanted = Signal()
    help_name = "overview"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._width = NARROW
        self.panel, self.band, self.lights = TreePanel(session), SummaryBand(), LightsWidget()
        self.missing = ListPanel("缺报清单", MISSING, header=False)
        self.behind = ListPanel("滞后清单", BEHIND, header=True)
        self.copy_button, self.remind_button = QPushButton("复制通报文字"), QToolButton()
        self.collect_button, self.directory_button = QPushButton("导出填报表"), QPushButton("目录")
        self._tabs, self._lights_hint = QTabBar(), QLabel()
        self._no_plan, self._no_targets = self.empty_pages = EmptyPlan(), EmptyPlan()
        self._lay_out()
        self._connect()
        self.on_changed(Changed())
        self.fit(NARROW)
        self.setFocusProxy(self.panel.tree)

    def on_changed(self, change: Changed) -> None:
        """Follow the session: the tree at once, what needs every target when all are judged."""
        session = self.session
        self._no_plan.setVisible(not session.has_plan)
        self._splitter.setVisible(session.has_plan)
        self.panel.refresh(change)
        self._show_empty()
        if not session.has_plan:
            return
        if session.all_judged:
            self._show_standing()
        else:
            self._veil.wait()

    def on_judged(self) -> None:
        """All targets of a large plan are judged now."""
        self.panel.model.recount()
        self._show_standing()

    def show_target(self, target_id: str) -> None:
        """Make a target current in the tree and among the lights."""
        self.panel.show_target(target_id)
        self.lights.select(target_id)

    def current_target(self) -> str:
        """The row's in the list that has the focus, else the tree's."""
        view = next((t for t in (self.missing.table, self.behind.table) if t.hasFocus()), self.panel.tree)
        return str(view.currentIndex().data(TARGET_ROLE) or "")

    def filter_by(self, query: str) -> None:
        """Filter the tree; a narrow window shows it while it is searched."""
        self.panel.filter_by(query)
        if query.strip():
            self._show_directory()

    def panels(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.panel.tree, self.lights, self.missing.table, self.behind.table]

    def fit(self, width: int) -> None:
        """Three arrangements: beside each other, without columns and with tabs, and one column."""
        self._width = width
        small, narrow = width < SMALL, width < NARROW
        self.panel.fit(narrow=narrow and not small, roomy=self._roomy())
        self.directory_button.setVisible(small and self.session.has_plan)
        self._tabs.setVisible(narrow and not small and self.session.has_targets)
        vertical = QBoxLayout.Direction.TopToBottom if small else QBoxLayout.Direction.LeftToRight
        self._middle.setDirection(vertical)
        for at, share in enumerate((64, 36) if width >= _USUAL else (58, 42)):
            self._middle.setStretch(at, share)
        self._fit_heights()
        self._show_tab()
        self._show_sides()
        mine = panel_width(self.panel, width)
        self._splitter.setSizes(remembered.sizes(self._breakpoint()) or [mine, max(width - mine, 1)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """High windows have higher rows."""
        super().resizeEvent(event)
        roomy = self._roomy()
        self.panel.fit(narrow=SMALL <= self._width < NARROW, roomy=roomy)
        for listing in (self.missing, self.behind):
            listing.table.fit_rows(roomy=roomy)

    def copy_notice(self) -> None:
        """复制通报文字: the sentences that open the report."""
        session, period = self.session, self.session.period
        before = assess_all(session.ledger, period.previous) if period.previous else []
        lines = notice(session.ledger, period, session.assessments, before)
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.message.emit("已复制通报文字，可以粘贴到文档里")

    def _show_standing(self) -> None:
        """Counts, lights and lists."""
        self._veil.lift()
        session = self.session
        ledger, counts = session.ledger, session.derived(count)
        absent, lagging = session.derived(missing), session.derived(behind)
        self.band.show_counts(counts, self._closed_note())
        self.lights.show_rows(session.derived(self._rows_of))
        self._lights_hint.setText(self.lights.hint)
        day = ledger.report_by(session.period)
        until = f"截止 {day.month}月{day.day}日"
        full = f"应报的 {counts.members} 项全部已报。" if counts.members else "本期没有应报的指标。"
        self.missing.show_members(ledger, absent, f"{len(absent)} 项 · {until}" if absent else until, full)
        hint = f"{len(lagging)} 项 · 红灯在前，差距大的在前 · 黑线为应达进度" if lagging else ""
        self.behind.show_members(ledger, lagging, hint, "本期没有滞后指标。" if counts.reported else "本期还没有报数。")
        self.copy_button.setEnabled(session.has_targets)
        self.remind_button.setVisible(bool(absent))
        self.collect_button.setVisible(bool(absent))
        self._fit_heights()
        self._tabs.setTabText(1, f"缺报清单 {len(absent)}")

    def _show_empty(self) -> None:
        """Where there is no target there is nothing to summarise, but a way on."""
        session = self.session
        filled, writable = session.has_targets, not session.read_only
        self._no_plan.tell(has_plan=False, writable=writable)
        self._no_targets.tell(has_plan=True, writable=writable)
        self._no_targets.setVisible(session.has_plan and not filled)
        for part in (self.band, self._upper, self.behind):
            part.setVisible(filled)
        self._tabs.setVisible(filled and SMALL <= self._width < NARROW)

    def _rows_of(self, now: list[Assessment]) -> list[TaskLights]:
        return task_lights(self.session.ledger, now)

    def _closed_note(self) -> str:
        """Who closed the period and when; empty while it is open."""
        session = self.session
        closed = session.ledger.closed(session.period)
        return session.period.short + closed_words(session.ledger, session.period) if closed else ""

    def _fill_reminders(self) -> None:
        menu = self.remind_button.menu()
        menu.clear()
        session = self.session
        texts = reminders(session.ledger, session.period, missing(session.assessments))
        for unit, text in texts.items():
            menu.addAction(unit).triggered.connect(lambda _=False, one=text, name=unit: self._copy_reminder(one, name))
        menu.addSeparator()
        every = "\n".join(texts.values())
        action = menu.addAction(f"全部 {len(texts)} 个单位")
        action.triggered.connect(lambda: self._copy_reminder(every, f"{len(texts)} 个单位"))

    def _copy_reminder(self, text: str, name: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.message.emit(f"已复制催报文字：{name}")

    def _lay_out(self) -> None:
        self._lights_panel = self._make_lights_panel()
        self._fill_panels()
        self._upper = QWidget()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._upper)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(theme.GAP)
        self._middle.addWidget(self._lights_panel)
        self._middle.addWidget(self.missing)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._no_targets, 100)
        column.addWidget(self.band)
        column.addWidget(self._tabs)
        column.addWidget(self._upper, 54)
        column.addWidget(self.behind, 46)
        self._area = QScrollArea()
        self._veil = Veil(self._area)
        self._area.setWidget(centre)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.GAP)
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(self._area)
        self._splitter.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        outer.setSpacing(theme.GAP)
        outer.addWidget(self.directory_button, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self._splitter, 1)
        outer.addWidget(self._no_plan, 1)

    def _make_lights_panel(self) -> QFrame:
        panel = QFrame()
        panel.setObjectName("panel")
        title = QLabel("各任务亮灯")
        title.setObjectName("title")
        self._lights_hint.setObjectName("hint")
        head = QHBoxLayout()
        head.setContentsMargins(theme.PADDING, 4, theme.GAP, 4)
        head.setSpacing(theme.GAP)
        head.addWidget(title)
        head.addWidget(self._lights_hint, 1)
        area = QScrollArea()
        area.setWidget(self.lights)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lights_area = area
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        return panel

    def _fill_panels(self) -> None:
        self.behind.head.addWidget(self.copy_button)
        self.copy_button.setToolTip("把总体情况、滞后指标和变化写成通报的句子，放到剪贴板")
        self.remind_button.setText("复制催报文字")
        self.remind_button.setToolTip("按牵头单位，把还没有报的指标写成一段话，放到剪贴板")
        self.remind_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.remind_button.setMenu(QMenu(self.remind_button))
        self.missing.foot.setContentsMargins(theme.PADDING, theme.GAP, theme.PADDING, theme.GAP)
        self.collect_button.setToolTip("只给有缺报的牵头单位各出一张填报表，放到一个文件夹")
        self.missing.foot.addWidget(self.collect_button)
        self.missing.foot.addWidget(self.remind_button)
        self.missing.foot.addStretch(1)
        self.directory_button.setCheckable(True)
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._tabs.setAccessibleName("亮灯或缺报清单")
        for name in ("各任务亮灯", "缺报清单"):
            self._tabs.addTab(name)

    def _connect(self) -> None:
        self.panel.target_wanted.connect(self.target_wanted)
        self.panel.message.connect(self.message)
        self.panel.current_changed.connect(self.lights.select)
        self.panel.filter_changed.connect(self.band.show_filter)
        self.band.filter_wanted.connect(self._filter_status)
        self.lights.chosen.connect(self._light_chosen)
        self.lights.height_changed.connect(self._fit_heights)
        self.lights.opened.connect(self.target_wanted)
        for listing in (self.missing, self.behind):
            listing.table.opened.connect(self.target_wanted)
        self.copy_button.clicked.connect(self.copy_notice)
        self.collect_button.clicked.connect(lambda _=False: self.collect_wanted.emit())
        self.remind_button.menu().aboutToShow.connect(self._fill_reminders)
        self.directory_button.toggled.connect(self._show_sides)
        self._tabs.currentChanged.connect(self._show_tab)
        self._splitter.splitterMoved.connect(self._keep_sizes)
        order = (self.panel.target_button, self.panel.status_button, self.panel.tree, *self.band.buttons.values(),
                 self._tabs, self.lights, self.missing.table, self.collect_button, self.remind_button, self.copy_button,
                 self.behind.table)  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _filter_status(self, name: str) -> None:
        self.panel.filter_status(name)
        self.band.show_filter(self.panel.status_filter)
        if name != ALL:
            self._show_directory()

    def _light_chosen(self, target_id: str) -> None:
        self.panel.show_target(target_id)
        place = self.lights.place_of(target_id)
        self._lights_area.ensureVisible(place.center().x(), place.center().y())

    def _fit_heights(self) -> None:
        """In small windows the page scrolls, not what is in it; in others nothing above is higher than it needs."""
        small = self._width < SMALL
        heights = {
            self._lights_panel: self.lights.sizeHint().height() + _HEAD,
            self.missing: self.missing.table.full_height(_MOST_ROWS) + _HEAD + _FOOT,
            self.behind: self.behind.table.full_height(_MOST_ROWS) + _HEAD,
        }
        for panel, high in heights.items():
            panel.setMinimumHeight(high if small else _LEAST)
        needed = max(heights[self._lights_panel], heights[self.missing], _LEAST)
        self._upper.setMaximumHeight(sum(heights.values()) if small else needed)

    def _show_directory(self) -> None:
        if self._width < SMALL:
            self.directory_button.setChecked(True)

    def _show_sides(self) -> None:
        """In small windows either the tree or the rest."""
        small, tree = self._width < SMALL, self.directory_button.isChecked()
        self.directory_button.setText("返回总览" if tree else "目录")
        self.panel.setVisible(tree or not small)
        self._area.setVisible(not (small and tree))

    def _show_tab(self) -> None:
        """In middling windows either the lights or the missing list."""
        tabbed = SMALL <= self._width < NARROW
        self._lights_panel.setVisible(not tabbed or self._tabs.currentIndex() == 0)
        self.missing.setVisible(not tabbed or self._tabs.currentIndex() == 1)

    def _breakpoint(self) -> str:
        size = "small" if self._width < SMALL else "narrow" if self._width < NARROW else "wide"
        return f"overview-{size}"

    def _keep_sizes(self) -> None:
        """The splitter's sizes are remembered for each arrangement once the user has moved it."""
        remembered.keep_sizes(self._breakpoint(), self._splitter.sizes())

    def _roomy(self) -> bool:
        return self.height() >= _ROOMY_PAGE
