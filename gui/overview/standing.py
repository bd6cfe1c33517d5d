"""How the plan stands, beside the tree: counts, lights by task, who lacks, who lags, or that there is no target yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.kit import theme
from gui.kit.veil import Veil
from gui.kit.wheel import turn_only_focused
from gui.kit.widths import NARROW
from gui.overview.arrangement import FOOT, HEAD, MOST_ROWS, Arrangement, PanelHeights
from gui.overview.band import SummaryBand
from gui.overview.empty import EmptyPlan
from gui.overview.lights import LightsPanel
from gui.overview.lists import BEHIND, MISSING, ListPanel
from gui.overview.tasks import TaskLights, task_lights
from gui.session.session import Session
from models.judging.assess import Assessment
from models.judging.groups import Counts, behind, count, missing
from models.plan.year import closed_words

_LIGHTS, _MISSING = range(2)  # the tabs


class Standing(QScrollArea):
    """The panels of the session's period; `opened` asks for a target's cell, `light_chosen` is a cell of the lights."""

    opened = Signal(str)
    light_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._arrangement = Arrangement(NARROW)  # until the page knows its window's width
        self.band, self.no_targets = SummaryBand(), EmptyPlan()
        self.lights_panel = LightsPanel()
        self.lights = self.lights_panel.lights
        self.missing = ListPanel("缺报清单", MISSING, header=False)
        self.behind = ListPanel("滞后清单", BEHIND, header=True)
        self.copy_button, self.remind_button = QPushButton("复制通报文字"), QToolButton()
        self.collect_button, self.tabs = QPushButton("导出填报表"), QTabBar()
        turn_only_focused(self.tabs)
        self._fill_panels()
        self._lay_out()
        self.veil = Veil(self)
        self.lights.chosen.connect(self._light_chosen)
        self.lights.height_changed.connect(self._fit_heights)
        self.tabs.currentChanged.connect(self._show_tab)
        for source in (self.lights, self.missing.table, self.behind.table):
            source.opened.connect(self.opened)

    def follow(self) -> None:
        """Show what the session has; where it is still judging, a veil waits until `show_standing`."""
        session = self._session
        filled = session.has_targets
        self.no_targets.tell(has_plan=True, writable=not session.read_only)
        self.no_targets.setVisible(session.has_plan and not filled)
        for part in (self.band, self._upper, self.behind):
            part.setVisible(filled)
        self.tabs.setVisible(filled and self._arrangement.is_tabbed)
        if not session.has_plan:
            return
        if session.all_judged:
            self.show_standing()
        else:
            self.veil.wait()

    def show_standing(self) -> None:
        """Show counts, lights and lists; every target is judged now."""
        self.veil.lift()
        session = self._session
        counts = session.derived(count)
        self.band.show_counts(counts, self._closed_note())
        self.lights_panel.show_rows(session.derived(self._rows_of))
        self._show_missing(session.derived(missing), counts)
        self._show_behind(session.derived(behind), counts)
        self.copy_button.setEnabled(session.has_targets)
        self._fit_heights()

    def fit(self, arrangement: Arrangement) -> None:
        """Take another arrangement: tabs, one column or two, heights."""
        self._arrangement = arrangement
        self.tabs.setVisible(arrangement.is_tabbed and self._session.has_targets)
        direction = QBoxLayout.Direction.LeftToRight
        if arrangement.is_small:
            direction = QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)
        for at, share in enumerate(arrangement.upper_shares):
            self._beside.setStretch(at, share)
        self._fit_heights()
        self._show_tab()

    def fit_rows(self, *, roomy: bool) -> None:
        """Give the lists higher rows, or usual ones."""
        for listing in (self.missing, self.behind):
            listing.table.fit_rows(roomy=roomy)

    def _show_missing(self, absent: list[Assessment], counts: Counts) -> None:
        ledger = self._session.ledger
        day = ledger.report_by(self._session.period)
        hint = f"截止 {day.month}月{day.day}日"
        if absent:
            hint = f"{len(absent)} 项 · {hint}"
        nothing = "本期没有应报的指标。"
        if counts.members:
            nothing = f"应报的 {counts.members} 项全部已报。"
        self.missing.show_members(ledger, absent, hint, nothing)
        self.remind_button.setVisible(bool(absent))
        self.collect_button.setVisible(bool(absent))
        self.tabs.setTabText(_MISSING, f"缺报清单 {len(absent)}")

    def _show_behind(self, lagging: list[Assessment], counts: Counts) -> None:
        hint = ""
        if lagging:
            hint = f"{len(lagging)} 项 · 红灯在前，差距大的在前 · 黑线为应达进度"
        nothing = "本期还没有报数。"
        if counts.reported:
            nothing = "本期没有滞后指标。"
        self.behind.show_members(self._session.ledger, lagging, hint, nothing)

    def _rows_of(self, now: list[Assessment]) -> list[TaskLights]:
        return task_lights(self._session.ledger, now)

    def _closed_note(self) -> str:
        """Who closed the period and when; empty while it is open."""
        ledger, period = self._session.ledger, self._session.period
        if not ledger.closed(period):
            return ""
        return period.short + closed_words(ledger, period)

    def _light_chosen(self, target_id: str) -> None:
        self.light_chosen.emit(target_id)
        self.lights_panel.reveal(target_id)

    def _fit_heights(self) -> None:
        """Nothing above the behind list is higher than it needs."""
        needed = PanelHeights(
            self.lights_panel.needed_height,
            self.missing.table.full_height(MOST_ROWS) + HEAD + FOOT,
            self.behind.table.full_height(MOST_ROWS) + HEAD,
        )
        least = self._arrangement.least_heights(needed)
        self.lights_panel.setMinimumHeight(least.lights)
        self.missing.setMinimumHeight(least.missing)
        self.behind.setMinimumHeight(least.behind)
        self._upper.setMaximumHeight(self._arrangement.most_above(needed))

    def _show_tab(self) -> None:
        """Where there are tabs, what belongs to the other one is hidden."""
        current = self.tabs.currentIndex()
        self.lights_panel.setVisible(self._arrangement.shows_tab(_LIGHTS, current))
        self.missing.setVisible(self._arrangement.shows_tab(_MISSING, current))

    def _lay_out(self) -> None:
        self._upper = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._upper)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(theme.GAP)
        self._beside.addWidget(self.lights_panel)
        self._beside.addWidget(self.missing)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.no_targets, 100)  # alone where it is seen, so it takes all
        column.addWidget(self.band)
        column.addWidget(self.tabs)
        column.addWidget(self._upper, 54)
        column.addWidget(self.behind, 46)
        self.setWidget(centre)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

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
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("亮灯或缺报清单")
        for name in ("各任务亮灯", "缺报清单"):
            self.tabs.addTab(name)
