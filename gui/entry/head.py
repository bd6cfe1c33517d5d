"""Above the grid of 填报: the period with its counts, what narrows the rows down, and what is done to a period."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from gui.kit import theme
from gui.kit.elided import Elided

ALL = "全部"
LEAD_WIDTH = 170
OPEN, OPEN_SHORT = "只看待填和有提醒", "待填和提醒"


class EntryHead(QWidget):
    """The head of the grid. `menu_opening` asks for the actions of the period's menu to be filled in."""

    lead_chosen = Signal(str)
    only_open = Signal(bool)
    menu_opening = Signal(object)
    form_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 5, theme.PADDING, 5)
        row.setSpacing(theme.GAP)
        self.title, self.counts = QLabel(), Elided()
        self.title.setObjectName("title")
        self.counts.setObjectName("hint")
        self.lead = QComboBox()
        self.lead.setAccessibleName("牵头单位")
        self.lead.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lead.setMaximumWidth(LEAD_WIDTH)
        self.lead.activated.connect(lambda at: self.lead_chosen.emit(str(self.lead.itemData(at) or "")))
        self.open_box = QCheckBox(OPEN)
        self.open_box.setToolTip("只列出待填、有提醒和有错误的指标；填好后不会马上消失，重新勾选才更新")
        self.open_box.toggled.connect(self.only_open)
        self.menu = QToolButton()
        self.menu.setText("本期")
        self.menu.setAccessibleName("本期操作")
        self.menu.setToolTip("锁定本期、填报截止日、上年同期数、修改记录")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.menu)
        menu.aboutToShow.connect(lambda: self.menu_opening.emit(menu))
        self.menu.setMenu(menu)
        self.form_button = QPushButton("表单 F4")
        self.form_button.setToolTip("看原文，填进展情况、存在问题、下一步措施（F4）")
        self.form_button.clicked.connect(lambda _=False: self.form_wanted.emit())
        row.addWidget(self.title)
        row.addWidget(self.counts, 1)
        for widget in (self.lead, self.open_box, self.menu, self.form_button):
            row.addWidget(widget)

    def fit(self, *, small: bool, form_shown: bool, drawer: bool) -> None:
        """What is said shorter beside the open form of a small window; the form's own button while it is away."""
        self.open_box.setText(OPEN_SHORT if small and form_shown else OPEN)
        self.form_button.setVisible(drawer and not form_shown)

    def show_leads(self, names: Sequence[str], chosen: str) -> str:
        """Offer the lead units; returns the one that stays chosen, none where it is gone."""
        if self.lead.count() and [self.lead.itemData(i) for i in range(1, self.lead.count())] == list(names):
            return chosen
        self.lead.clear()
        self.lead.addItem(f"牵头：{ALL}", "")
        for name in names:
            self.lead.addItem(name, name)
        kept = chosen if chosen in names else ""
        self.lead.setCurrentIndex(self.lead.findData(kept))
        return kept

    def show_all(self) -> None:
        """No filter is on any more; says nothing of it."""
        self.open_box.blockSignals(True)
        self.open_box.setChecked(False)
        self.open_box.blockSignals(False)
        self.lead.setCurrentIndex(0)
