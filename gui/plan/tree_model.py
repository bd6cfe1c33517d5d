"""The plan as a tree of headings and targets for Qt: it translates the rows, and follows the session narrowly.

An index carries its row's number: Qt does not keep Python objects alive. A reset happens only when the rows
themselves differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.kit.plain import in_role, plain_tip
from gui.plan.tree_drag import DraggedRows
from gui.plan.tree_rows import ROOT, Node, TreeRows
from gui.target.bars import bar_of
from gui.target.roles import ADJUSTED_ROLE, BAR_ROLE, COUNTS_ROLE, STATUS_ROLE, TARGET_ROLE
from gui.target.texts import HEADERS, TreeColumn, accessible, text, tooltip
from models.judging.assess import Assessment
from models.judging.statuses import Status
from models.plan.entities import Heading, Target
from models.plan.year import PlanYear

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TOLD = {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}


class TreeModel(DraggedRows):
    """Headings with their counts, targets with their status.

    `refreshed` says that every row may show something else: saying so of each would take longer
    than painting those in view.
    """

    refreshed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = TreeRows()

    @property
    def filtered(self) -> bool:
        """Whether some targets may be hidden."""
        return self._rows.is_filtered

    def show(
        self, ledger: PlanYear | None, by_target: Mapping[str, Assessment], changed: frozenset[str] | None = None
    ) -> None:
        """Follow the session; `changed` are the targets whose figures did, None means anything."""
        if self._rows.follow(ledger, by_target):
            self._replace(self._rows.made(), None)
        elif self._rows.is_by_status and self._rows.all_judged:
            self._replace(self._rows.made(), changed)
        else:
            self._tell(changed)

    def recount(self) -> None:
        """All targets are judged now: counts and the filter by status follow."""
        self._rows.forget_counts()
        if self._rows.is_by_status:
            self._replace(self._rows.made(), None)
        else:
            self._tell(None)

    def set_filter(self, query: str, statuses: Iterable[Status] = ()) -> None:
        """Show only targets that match the words and have one of the statuses; none of them means all."""
        nodes = self._rows.filter(query, statuses)
        if nodes is not None:
            self._replace(nodes, frozenset())

    def target(self, index: Index) -> Target | None:
        """The target of a row, None for a heading."""
        return self._node(index).target

    def heading(self, index: Index) -> Heading | None:
        """The heading of a row, None for a target."""
        return self._node(index).heading

    def key(self, index: Index) -> str:
        """A row's name that outlives a reset."""
        return self._node(index).key

    def index_of(self, key: str) -> QModelIndex:
        """The row of a key or of a target's id; invalid where it is not shown."""
        return self._index(self._rows.number_of(key))

    def rows(self, wanted: Callable[[Node], bool] = lambda _: True) -> Iterator[QModelIndex]:
        """All rows from top to bottom, expanded or not."""
        return map(self._index, self._rows.numbers(wanted))

    def in_order(self, ids: set[str]) -> list[Target]:
        """Targets in the plan's order."""
        return self._rows.in_order(ids)

    def shown_targets(self) -> int:
        """How many targets pass the filter."""
        return len(self._rows.shown)

    def find(self, typed: str, start: Index) -> QModelIndex:
        """The next row from `start` on whose name, or its pinyin initials, begins with what was typed."""
        return self._index(self._rows.find(typed, self._number(start)))

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        children = self._node(parent).children
        if 0 <= row < len(children) and 0 <= column < len(HEADERS) and parent.column() <= 0:
            return self.createIndex(row, column, children[row])
        return _NOWHERE

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        """The index of a row's parent."""
        return self._index(self._node(index).parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many children a row has."""
        if parent.column() > 0:
            return 0
        return len(self._node(parent).children)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether a row has any; a tree that expands asks it of every row."""
        return self.rowCount(parent) > 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """The fixed columns."""
        return len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(HEADERS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if role != Qt.ItemDataRole.TextAlignmentRole:
            return None
        if section == TreeColumn.DEMAND:
            return _RIGHT
        return _LEFT

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        node = self._node(index)
        if node.heading:
            return self._heading_data(node.heading, index.column(), role)
        if node.target:
            return self._target_data(node.target, index.column(), role)
        return None

    def _heading_data(self, heading: Heading, column: int, role: int) -> Any:
        if role == COUNTS_ROLE:
            return self._rows.count_text(heading.id)
        if column != TreeColumn.NAME:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading.label
        if role in _TOLD:
            return in_role(f"{heading.label}，{self._rows.count_text(heading.id)}", role)
        return None

    def _target_data(self, target: Target, column: int, role: int) -> Any:
        a = self._rows.assessment(target)
        if a is None:
            if role == Qt.ItemDataRole.DisplayRole and column == TreeColumn.NAME:
                return target.full_name
            return None
        if role >= Qt.ItemDataRole.UserRole:
            return _of_target(a, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text(a, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(tooltip(a))
            case Qt.ItemDataRole.AccessibleTextRole if column == TreeColumn.NAME:
                return accessible(a)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{HEADERS[column]}，{text(a, column)}"
            case Qt.ItemDataRole.TextAlignmentRole if column == TreeColumn.DEMAND:
                return _RIGHT
        return None

    def _number(self, index: Index) -> int:
        """The number of a row; of no row that of the root, which is the parent of the first."""
        if not index.isValid():
            return ROOT
        return int(index.internalId())

    def _node(self, index: Index) -> Node:
        return self._rows.nodes[self._number(index)]

    def _index(self, number: int | None, column: int = 0) -> QModelIndex:
        """The index of a row; invalid for none and for the root."""
        if number is None or number == ROOT:
            return QModelIndex()
        return self.createIndex(self._rows.nodes[number].row, column, number)

    def _replace(self, nodes: dict[int, Node], changed: frozenset[str] | None) -> None:
        """Take other rows; a reset only where they differ from those shown."""
        # a reset costs the view its place, which it then has to find again
        if self._rows.differ(nodes):
            self.beginResetModel()
            self._rows.nodes = nodes
            self.endResetModel()
        else:
            self._rows.nodes = nodes
            self._tell(changed)

    def _tell(self, changed: frozenset[str] | None) -> None:
        """Say which rows show something else: those of the targets, and the headings above them."""
        if changed is None:
            self.refreshed.emit()
            return
        for number in self._rows.touched(changed):
            self.dataChanged.emit(self._index(number), self._index(number, TreeColumn.UNIT))


def _of_target(a: Assessment, role: int) -> Any:
    """What the painting of a row asks for."""
    if role == TARGET_ROLE:
        return a.target.id
    if role == STATUS_ROLE:
        return a.status
    if role == BAR_ROLE:
        return bar_of(a)
    if role == ADJUSTED_ROLE:
        return a.adjusted
    return None
