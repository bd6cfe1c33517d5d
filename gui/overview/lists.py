"""滞后清单 and 缺报清单: tables of targets with a word at the end of each row that leads to 填报."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout

from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.kit.plain import PlainLabel, in_role
from gui.kit.rows import SIDE, row_height, write
from gui.target.bars import RateBar, bar_of, gap_text
from gui.target.delegates import BarDelegate, LinkDelegate, RowDelegate, StatusDelegate
from gui.target.roles import ADJUSTED_ROLE, BAR_ROLE, STATUS_ROLE, TARGET_ROLE
from gui.target.texts import accessible
from models.judging.assess import Assessment
from models.plan.year import PlanYear
from models.report import printed
from models.report.phrase import standing

Index: TypeAlias = QModelIndex | QPersistentModelIndex
LONG_BAR = theme.LONG_BAR_PX
_LEAST_NAME = 124
_TIPS = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its heading, its text, its width (0 stretches), in which order it goes when it is narrow."""

    heading: str
    text: Callable[[int, Assessment, PlanYear], str]
    width: int = 0
    right: bool = False
    paint: type[RowDelegate] = RowDelegate
    goes: int = 0

    @property
    def side(self) -> Qt.AlignmentFlag:
        """At which side heading and texts stand."""
        if self.right:
            return _RIGHT
        return _LEFT


class NumberDelegate(RowDelegate):
    """The gap, heavier and in the light's colour."""

    def draw(self, painter: QPainter, rect: Any, index: Index) -> None:
        """The number at the right."""
        status = index.data(STATUS_ROLE)
        token = theme.MARKS[status].colour
        write(painter, rect.adjusted(0, 0, -SIDE, 0), str(index.data()), _RIGHT, theme.bold(), token)


class MarkedDelegate(RowDelegate):
    """A name behind its mark."""

    def draw(self, painter: QPainter, rect: Any, index: Index) -> None:
        """The mark at the left, the name elided behind it."""
        size = theme.MARK_PX
        box = QRectF(rect.left() + SIDE, rect.center().y() - size / 2 + 0.5, size, size)
        paint_mark(painter, box, index.data(STATUS_ROLE))
        write(painter, rect.adjusted(size + 2 * SIDE, 0, -4, 0), str(index.data()))


class LongBarDelegate(BarDelegate):
    """The longer bar of the behind list."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent, width=LONG_BAR)


BEHIND = (
    ListColumn("#", lambda row, _a, _l: str(row + 1), 30, right=True, goes=1),
    ListColumn("状态", lambda _r, a, _l: a.word, 66, paint=StatusDelegate),
    ListColumn("指标", lambda _r, a, _l: a.target.full_name),
    ListColumn("本期累计", lambda _r, a, _l: printed.figure(a).in_column, 82, right=True),
    ListColumn("年度目标", lambda _r, a, _l: printed.demand(a.target, a.terms).in_column, 70, right=True, goes=3),
    ListColumn("单位", lambda _r, a, _l: a.target.unit, 52, goes=2),
    ListColumn("完成率", lambda _r, a, _l: behind_bar(a).words, LONG_BAR + 54, paint=LongBarDelegate),
    ListColumn("差（百分点）", lambda _r, a, _l: gap_text(a), 90, right=True, paint=NumberDelegate),
    ListColumn("牵头单位", lambda _r, a, ledger: ledger.lead_name(a.target), 78, goes=4),
    ListColumn("", lambda _r, _a, _l: "查看", 46, paint=LinkDelegate),
)
MISSING = (
    ListColumn("指标", lambda _r, a, _l: a.target.full_name, paint=MarkedDelegate),
    ListColumn("牵头单位", lambda _r, a, ledger: ledger.lead_name(a.target), 76),
    ListColumn("", lambda _r, _a, _l: "去填报", 54, paint=LinkDelegate),
)


def behind_bar(a: Assessment) -> RateBar:
    """The bar of a lagging target; what has none says how it is judged, stages where they stand."""
    bar = bar_of(a)
    if bar.share is not None:
        return RateBar(bar.share, bar.pace, f"{bar.text}%")
    if a.gap is None:
        return RateBar(text=standing(a))
    return RateBar(text=a.why.get("completion", bar.text))


class ListModel(QAbstractTableModel):
    """Targets as rows; a reset only when they are others."""

    def __init__(self, columns: Sequence[ListColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._ledger: PlanYear | None = None
        self.members: list[Assessment] = []

    def show(self, ledger: PlanYear | None, members: list[Assessment]) -> None:
        """Show these targets; where they are the ones shown, only what is said of them is other."""
        if _ids(members) == _ids(self.members):
            self._ledger, self.members = ledger, members
            if members:
                self.dataChanged.emit(self.index(0, 0), self.index(len(members) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._ledger, self.members = ledger, members
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row a target."""
        if parent.isValid():
            return 0
        return len(self.members)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns given."""
        if parent.isValid():
            return 0
        return len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].side
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or self._ledger is None:
            return None
        a, column = self.members[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(index.row(), a, self._ledger)
        if role in _TIPS:
            told = f"{accessible(a)}，牵头：{self._ledger.lead_name(a.target)}"
            return in_role(told, role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.side
        return _painted(a, role)


def _ids(members: Sequence[Assessment]) -> list[str]:
    return [a.target.id for a in members]


def _painted(a: Assessment, role: int) -> Any:
    """What the painting of a row asks for."""
    if role == TARGET_ROLE:
        return a.target.id
    if role == STATUS_ROLE:
        return a.status
    if role == BAR_ROLE:
        return behind_bar(a)
    if role == ADJUSTED_ROLE:
        return a.adjusted
    return None


class ListTable(QTableView):
    """A list whose rows open a target: Enter, double click, or a click on the last word."""

    opened = Signal(str)

    def __init__(self, columns: Sequence[ListColumn], name: str) -> None:
        super().__init__()
        self.list_model = ListModel(columns, self)
        self.setModel(self.list_model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())
        self._delegates = [column.paint(self) for column in columns]
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        for at, column in enumerate(columns):
            self.setItemDelegateForColumn(at, self._delegates[at])
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            if column.width:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(at, column.width)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._clicked)

    def show_members(self, ledger: PlanYear | None, members: list[Assessment]) -> None:
        """Show these targets; the current one and the scroll stay."""
        current = self.currentIndex().data(TARGET_ROLE)
        scrolled = self.verticalScrollBar().value()
        self.list_model.show(ledger, members)
        ids = _ids(members)
        if current not in ids:
            return
        row = ids.index(current)
        if self.currentIndex().row() != row:
            self.selectRow(row)
            self.verticalScrollBar().setValue(scrolled)  # selecting a row brings it into view

    def full_height(self, most: int) -> int:
        """How high it must be to show its rows, at most so many, without scrolling."""
        header = self.horizontalHeader()
        rows = min(max(len(self.list_model.members), 2), most)
        height = rows * self.verticalHeader().defaultSectionSize()
        if not header.isHidden():
            height += header.height()
        return height

    def fit_rows(self, *, roomy: bool) -> None:
        """Higher rows in high windows."""
        self.verticalHeader().setDefaultSectionSize(row_height(roomy=roomy))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns go, one after the other, until the name has room."""
        columns = self.list_model.columns
        room = self.viewport().width() - _LEAST_NAME - sum(c.width for c in columns)
        for column in sorted(columns, key=lambda c: c.goes):
            if not column.goes:
                continue
            self.setColumnHidden(columns.index(column), room < 0)
            if room < 0:
                room += column.width
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row's target."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over the words that are clicked."""
        super().mouseMoveEvent(event)
        shape = Qt.CursorShape.ArrowCursor
        if self._is_link(self.indexAt(event.position().toPoint())):
            shape = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def _clicked(self, index: QModelIndex) -> None:
        if self._is_link(index):
            self._open(index)

    def _is_link(self, index: QModelIndex) -> bool:
        """Whether a cell has the word that leads to 填报: the last one of a row."""
        return index.isValid() and index.column() == len(self.list_model.columns) - 1

    def _open(self, index: QModelIndex) -> None:
        target_id = index.data(TARGET_ROLE)
        if target_id:
            self.opened.emit(target_id)


class ListPanel(QFrame):
    """A list with its title, a hint, and a sentence where there is nothing to list."""

    def __init__(self, title: str, columns: Sequence[ListColumn], *, header: bool) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.table = ListTable(columns, title)
        self.table.horizontalHeader().setVisible(header)
        self.hint = PlainLabel()
        self.hint.setObjectName("hint")
        self._empty = PlainLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._empty.setContentsMargins(theme.PADDING, theme.GAP, theme.PADDING, theme.GAP)
        self._empty.setWordWrap(True)
        name = PlainLabel(title)
        name.setObjectName("title")
        self.head = QHBoxLayout()
        self.head.setContentsMargins(theme.PADDING, 4, theme.GAP, 4)
        self.head.setSpacing(theme.GAP)
        self.head.addWidget(name)
        self.head.addWidget(self.hint, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.GAP)
        self.foot.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self._empty, 1)
        column.addWidget(self.table, 1)
        column.addLayout(self.foot)

    def show_members(self, ledger: PlanYear | None, members: list[Assessment], hint: str, empty: str) -> None:
        """Show targets, or the sentence."""
        self.table.show_members(ledger, members)
        self.hint.setText(hint)
        said = empty
        if members:
            said = ""
        self._empty.setText(said)
        self._empty.setVisible(not members)
        self.table.setVisible(bool(members))

    @property
    def sentence(self) -> str:
        """What is said where there is nothing to list."""
        return self._empty.text()
