"""What stands beside the list: a sentence, the panes, or the same numbers as a table."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from gui.charts.arrangement import columns_of
from gui.charts.pane import Pane
from gui.charts.table import Twin
from gui.kit import theme
from gui.kit.plain import PlainLabel
from gui.trend.drawing import Drawing
from models.judging.assess import Assessment

EMPTY = "左边勾选 1—4 项指标，这里就画图。"
EMPTY_NARROW = "点左边的“选指标”，勾选 1—4 项，这里就画图。"


class Chart(NamedTuple):
    """A target in view with its number among the chosen; without a drawing its words are shown."""

    number: int
    assessment: Assessment
    drawing: Drawing | None


class Board(QStackedWidget):
    """Panes, table and sentence on one place; the page turns to one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.panes: list[Pane] = []
        self.grid, self.table, self.empty = QWidget(), Twin(), PlainLabel(EMPTY)
        self._places = QGridLayout(self.grid)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(theme.GAP)
        self.empty.setObjectName("key")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.empty, self.grid, self.table):
            self.addWidget(widget)

    def show_charts(self, charts: Sequence[Chart], month: str) -> None:
        """Draw these, a pane each; `month` is named where it is not the window's."""
        while len(self.panes) < len(charts):
            self.panes.append(Pane())
        self._place(len(charts))
        for pane, chart in zip(self.panes, charts, strict=False):
            pane.show_target(chart.number, chart.assessment, chart.drawing, month)
        # panes are kept: making one anew takes longer than hiding it
        for i, pane in enumerate(self.panes):
            pane.setVisible(i < len(charts))

    def laid_out(self) -> QWidget:
        """The panes at the size that they have in view, also behind the table."""
        self.grid.resize(self.size())
        self._places.activate()
        return self.grid

    def _place(self, count: int) -> None:
        columns = columns_of(count)
        for i, pane in enumerate(self.panes[:count]):
            self._places.addWidget(pane, i // columns, i % columns)
        for at in range(2):
            # a row or column that is empty takes no room
            self._places.setColumnStretch(at, int(at < columns))
            self._places.setRowStretch(at, int(at * columns < count))
