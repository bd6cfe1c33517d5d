"""Above the grid of 填报: the period with its counts, what narrows the rows down, and what is done to a period."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from gui.entry.entries import Entries
from gui.entry.filters import Filters
from gui.kit import theme
from gui.kit.elided import Elided
from gui.kit.plain import PlainLabel, plain_tip
from gui.kit.wheel import turn_only_focused
from models.judging.groups import count
from models.plan.fields import WORDS_FIELDS
from models.plan.year import closed_words

ALL = "全部"
LEAD_WIDTH = 170
OPEN, OPEN_SHORT = "只看待填和有提醒", "待填和提醒"


class EntryHead(QWidget):
    """The head of the grid. `menu_opening` asks for the actions of the period's menu to be filled in."""

    menu_opening = Signal(object)
    form_wanted = Signal()

    def __init__(self, filters: Filters) -> None:
        super().__init__()
        self._filters = filters
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 5, theme.PADDING, 5)
        row.setSpacing(theme.GAP)
        self.title, self.counts = PlainLabel(), Elided()
        self.title.setObjectName("title")
        self.counts.setObjectName("hint")
        self.lead = QComboBox()
        turn_only_focused(self.lead)
        self.lead.setAccessibleName("牵头单位")
        self.lead.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lead.setMaximumWidth(LEAD_WIDTH)
        self.lead.activated.connect(lambda at: filters.show_lead(str(self.lead.itemData(at) or "")))
        self.open_box = QCheckBox(OPEN)
        self.open_box.setToolTip("只列出待填、有提醒和有错误的指标；填好后不会马上消失，重新勾选才更新")
        self.open_box.toggled.connect(filters.show_only_open)
        self.menu = QToolButton()
        self.menu.setText("本期")
        self.menu.setAccessibleName("本期操作")
        self.menu.setToolTip("锁定本期、填报截止日、上年同期数、修改记录")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.menu)
        menu.aboutToShow.connect(lambda: self.menu_opening.emit(menu))
        self.menu.setMenu(menu)
        self.form_button = QPushButton("表单 F4")
        words = "、".join(field.heading for field in WORDS_FIELDS)
        self.form_button.setToolTip(plain_tip(f"看原文，填{words}（F4）"))
        self.form_button.clicked.connect(lambda _=False: self.form_wanted.emit())
        row.addWidget(self.title)
        row.addWidget(self.counts, 1)
        for widget in (self.lead, self.open_box, self.menu, self.form_button):
            row.addWidget(widget)

    def fit(self, *, small: bool, form_shown: bool, drawer: bool) -> None:
        """What is said shorter beside the open form of a small window; the form's own button while it is away."""
        self.open_box.setText(OPEN)
        if small and form_shown:
            self.open_box.setText(OPEN_SHORT)
        self.form_button.setVisible(drawer and not form_shown)

    def tab_order(self) -> list[QWidget]:
        """What Tab goes through, from the left."""
        return [self.lead, self.open_box, self.menu, self.form_button]

    def show_counts(self, title: str, counts: str) -> None:
        """The period, and how much of it is done."""
        self.title.setText(title)
        self.counts.setText(counts)
        self.counts.setToolTip(plain_tip(counts))

    def show_leads(self, names: Sequence[str]) -> None:
        """Offer the lead units; the one that is chosen stays, and no filter is on where it is gone."""
        offered = [self.lead.itemData(at) for at in range(1, self.lead.count())]
        if self.lead.count() and offered == list(names):
            return
        self.lead.clear()
        self.lead.addItem(f"牵头：{ALL}", "")
        for name in names:
            self.lead.addItem(name, name)
        if self._filters.lead not in names:
            self._filters.lead = ""
        self.lead.setCurrentIndex(self.lead.findData(self._filters.lead))

    def show_all(self) -> None:
        """Take off what hides targets, here and in the rows."""
        self.open_box.blockSignals(True)  # the rows follow once, not once a filter
        self.open_box.setChecked(False)
        self.open_box.blockSignals(False)
        self.lead.setCurrentIndex(0)
        self._filters.show_all()


def counts_said(entries: Entries, doubted: int, wrong: int) -> str:
    """How far the period is: reported, changed, what asks for attention, and until when or since when it is closed."""
    session, period = entries.session, entries.period
    parts = []
    if session.all_judged:
        counted = session.derived(count)
        parts.append(f"已报 {counted.reported}/{counted.members}")
    parts.append(f"本次改动 {entries.cells.changed_count()} 格")
    if doubted:
        parts.append(f"提醒 {doubted}")
    if wrong:
        parts.append(f"错误 {wrong}")
    if entries.closed:
        parts.append(closed_words(session.ledger, period))
    else:
        day = session.ledger.report_by(period)
        parts.append(f"{day.month}月{day.day}日前报")
    return " · ".join(parts)
