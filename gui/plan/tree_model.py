"""The plan as a tree of headings and targets: it says what each row shows, and follows the session narrowly.

Rows have whole numbers as ids, looked up in a dict: Qt does not keep Python objects alive. Filtering
rebuilds the lists of ids; a reset happens only when the rows themselves differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count as counting
from typing import Any, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.plan.tree_drag import DraggedRows
from gui.session.judged import Judged
from gui.session.search import initials, matches
from gui.target.bars import bar_of
from gui.target.roles import ADJUSTED_ROLE, BAR_ROLE, COUNTS_ROLE, STATUS_ROLE, TARGET_ROLE
from gui.target.texts import HEADERS, Column, accessible, text, tooltip
from models.judging.assess import Assessment
from models.judging.groups import count
from models.judging.lights import Status
from models.plan.entities import Heading, Target
from models.plan.ledger import Ledger
from models.words.titles import NUMBER_MARKS

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROOT = 0


@dataclass(slots=True)
class Node:
    """A row: a heading or a target, the id of its parent, its place there, the ids of its children."""

    parent: int
    row: int = 0
    heading: Heading | None = None
    target: Target | None = None
    children: list[int] = field(default_factory=list)


class TreeModel(DraggedRows):
    """Headings with their counts, targets with their status.

    `refreshed` says that every row may show something else: saying so of each would take longer
    than painting those in view.
    """

    refreshed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._by_target: Mapping[str, Assessment] = {}
        self._query = ""
        self._statuses: frozenset[Status] = frozenset()
        self._fresh = counting(ROOT + 1)
        self._ids: dict[str, int] = {}
        self._nodes: dict[int, Node] = {ROOT: Node(ROOT)}
        self._whole: dict[int, Node] = {}  # the rows without a filter
        self._shown: Sequence[Target] = ()
        self._members: dict[str, list[str]] = {}
        self._counts: dict[str, str] = {}

    @property
    def filtered(self) -> bool:
        """Whether some targets may be hidden."""
        return bool(self._query or self._statuses)

    def show(
        self, ledger: Ledger | None, by_target: Mapping[str, Assessment], changed: frozenset[str] | None = None
    ) -> None:
        """Follow the session; `changed` are the targets whose figures did, None means anything."""
        self._by_target = by_target
        new = ledger is not self._ledger
        if new:
            self._ledger, self._whole = ledger, {}
            self._members = _members(ledger) if ledger else {}
            changed = None
        self._counts.clear()
        if new or (self._statuses and self._all_judged):
            self._rebuild(changed)
        else:
            self._tell(changed)

    def recount(self) -> None:
        """All targets are judged now: counts and the filter by status follow."""
        self._counts.clear()
        if self._statuses:
            self._rebuild(None)
        else:
            self._tell(None)

    def set_filter(self, query: str, statuses: Iterable[Status] = ()) -> None:
        """Show only targets that match the words and have one of the statuses; none of them means all."""
        wanted = frozenset(statuses)
        if (query.strip(), wanted) != (self._query, self._statuses):
            narrower = query.strip().lower().startswith(self._query.lower()) and wanted == self._statuses
            self._query, self._statuses = query.strip(), wanted
            self._rebuild(frozenset(), self._shown if narrower else None)

    def target(self, index: Index) -> Target | None:
        """The target of a row, None for a heading."""
        return self._nodes[index.internalId()].target if index.isValid() else None

    def heading(self, index: Index) -> Heading | None:
        """The heading of a row, None for a target."""
        return self._nodes[index.internalId()].heading if index.isValid() else None

    def key(self, index: Index) -> str:
        """A row's name that outlives a reset."""
        if not index.isValid():
            return ""
        node = self._nodes[index.internalId()]
        return _key(node.heading, node.target)

    def index_of(self, key: str) -> QModelIndex:
        """The row of a key or of a target's id; invalid where it is not shown."""
        number = self._ids.get(key) or self._ids.get(f"t:{key}")
        if number is None or number not in self._nodes:
            return QModelIndex()
        return self.createIndex(self._nodes[number].row, 0, number)

    def rows(self, wanted: Callable[[Node], bool] = lambda _: True) -> Iterator[QModelIndex]:
        """All rows from top to bottom, expanded or not."""
        waiting = list(reversed(self._nodes[ROOT].children))
        while waiting:
            number = waiting.pop()
            node = self._nodes[number]
            waiting.extend(reversed(node.children))
            if wanted(node):
                yield self.createIndex(node.row, 0, number)

    def in_order(self, ids: set[str]) -> list[Target]:
        """Targets in the plan's order."""
        return [t for t in self._ledger.targets if t.id in ids] if self._ledger and ids else []

    def shown_targets(self) -> int:
        """How many targets pass the filter."""
        return len(self._shown)

    def find(self, typed: str, start: Index) -> QModelIndex:
        """The next row from `start` on whose name, or its pinyin initials, begins with what was typed."""
        rows = list(self.rows())
        here = next((i for i, row in enumerate(rows) if row.internalId() == start.internalId()), 0)
        wanted = typed.lower()
        for row in rows[here:] + rows[:here]:
            name = str(self.data(row)).lower()
            bare = name.lstrip(NUMBER_MARKS)
            if name.startswith(wanted) or any(i.startswith(wanted) for i in initials(bare)):
                return row
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        children = self._nodes[parent.internalId() if parent.isValid() else ROOT].children
        if 0 <= row < len(children) and 0 <= column < len(HEADERS) and parent.column() <= 0:
            return self.createIndex(row, column, children[row])
        return _NOWHERE

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        """The index of a row's parent."""
        if not index.isValid():
            return QModelIndex()
        number = self._nodes[index.internalId()].parent
        return QModelIndex() if number == ROOT else self.createIndex(self._nodes[number].row, 0, number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many children a row has."""
        if not parent.isValid():
            return len(self._nodes[ROOT].children)
        return 0 if parent.column() > 0 else len(self._nodes[parent.internalId()].children)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether a row has any; a tree that expands asks it of every row."""
        return self.rowCount(parent) > 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """The fixed columns."""
        return len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(HEADERS):
            if role == Qt.ItemDataRole.DisplayRole:
                return HEADERS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if section == Column.DEMAND else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        if node.heading:
            return self._heading_data(node.heading, index.column(), role)
        target = node.target
        return self._target_data(target, index.column(), role) if target else None

    def _heading_data(self, heading: Heading, column: int, role: int) -> Any:
        if role == COUNTS_ROLE:
            return self._count_text(heading.id)
        if column != Column.NAME:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading.label
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{heading.label}，{self._count_text(heading.id)}"
        return None

    def _target_data(self, target: Target, column: int, role: int) -> Any:
        a = self._by_target.get(target.id)
        if a is None:
            return target.full_name if role == Qt.ItemDataRole.DisplayRole and column == Column.NAME else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text(a, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(a)
            case Qt.ItemDataRole.AccessibleTextRole:
                return accessible(a) if column == Column.NAME else f"{HEADERS[column]}，{text(a, column)}"
            case Qt.ItemDataRole.TextAlignmentRole if column == Column.DEMAND:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == TARGET_ROLE:
            return target.id
        if role == STATUS_ROLE:
            return a.status
        if role == BAR_ROLE:
            return bar_of(a)
        return a.adjusted if role == ADJUSTED_ROLE else None

    @property
    def _all_judged(self) -> bool:
        return not isinstance(self._by_target, Judged) or self._by_target.complete

    def _count_text(self, heading_id: str) -> str:
        """The counts of a heading; nothing while targets of a large plan are still being judged."""
        if not self._all_judged:
            return ""
        if heading_id not in self._counts:
            ids = self._members.get(heading_id, [])
            self._counts[heading_id] = count(self._by_target[i] for i in ids if i in self._by_target).text
        return self._counts[heading_id]

    def _rebuild(self, changed: frozenset[str] | None, among: Sequence[Target] | None = None) -> None:
        """Make the rows anew, of all targets or of some; a reset only where they differ from those shown."""
        targets = self._ledger.targets if self._ledger and among is None else among or []
        self._shown = [t for t in targets if self._passes(t)] if self.filtered else targets
        if self.filtered or not self._whole:
            nodes = self._build(self._shown)
            self._whole = self._whole if self.filtered else nodes
        else:
            nodes = self._whole
        old = self._nodes
        same = nodes.keys() == old.keys() and all(n.children == old[i].children for i, n in nodes.items())
        if same:
            self._nodes = nodes
            self._tell(changed)
            return
        self.beginResetModel()
        self._nodes = nodes
        self.endResetModel()

    def _build(self, shown: Sequence[Target]) -> dict[int, Node]:
        nodes = {ROOT: Node(ROOT)}
        if self._ledger is None:
            return nodes
        ids = {t.id for t in shown}
        kept = {h for h, members in self._members.items() if not ids.isdisjoint(members)} if self.filtered else None
        place = {h.id: h for h in self._ledger.headings}

        def add(parent: int, heading: Heading | None, target: Target | None) -> int:
            number = self._id(_key(heading, target))
            siblings = nodes[parent].children
            nodes[number] = Node(parent, len(siblings), heading, target)
            siblings.append(number)
            return number

        under: dict[str | None, list[Target]] = {}
        for target in shown:
            under.setdefault(target.heading_id if target.heading_id in place else None, []).append(target)
        numbers: dict[str | None, int] = {None: ROOT}
        for target in under.get(None, []):
            add(ROOT, None, target)
        for heading in self._ledger.headings:
            if kept is None or heading.id in kept:
                parent = numbers.get(heading.parent_id, ROOT)
                numbers[heading.id] = add(parent, heading, None)
                for target in under.get(heading.id, []):
                    add(numbers[heading.id], None, target)
        return nodes

    def _passes(self, target: Target) -> bool:
        a = self._by_target.get(target.id)
        if self._statuses and (a is None or a.status not in self._statuses):
            return False
        if not self._query or self._ledger is None:
            return True
        return matches(self._query, target.full_name, target.unit, self._ledger.lead_name(target))

    def _id(self, key: str) -> int:
        if key not in self._ids:
            self._ids[key] = next(self._fresh)
        return self._ids[key]

    def _tell(self, changed: frozenset[str] | None) -> None:
        """Say which rows show something else: those of the targets, and the headings above them."""
        if changed is None:
            self.refreshed.emit()
            return
        rows: set[int] = set()
        for target_id in changed:
            number = self._ids.get(f"t:{target_id}", ROOT)
            while number != ROOT and number in self._nodes and number not in rows:
                rows.add(number)
                number = self._nodes[number].parent
        for number in rows:
            row = self._nodes[number].row
            self.dataChanged.emit(self.createIndex(row, 0, number), self.createIndex(row, Column.UNIT, number))


def _key(heading: Heading | None, target: Target | None) -> str:
    return f"h:{heading.id}" if heading else f"t:{target.id}" if target else ""


def _members(ledger: Ledger) -> dict[str, list[str]]:
    """For each heading the ids of all targets below it."""
    above = {h.id: h.parent_id for h in ledger.headings}
    found: dict[str, list[str]] = {}
    for target in ledger.targets:
        heading = target.heading_id
        while heading in above and heading is not None:
            found.setdefault(heading, []).append(target.id)
            heading = above[heading]
    return found
