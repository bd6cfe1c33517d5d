"""The rows of the list of targets: tasks that fold, and under each its targets that can be chosen."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gui.kit.plain import in_role
from gui.session.search import initials, matches
from gui.session.session import Session
from models.plan.entities import Heading

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TargetRole, StatusRole, OrderRole, FoldedRole = (Qt.ItemDataRole.UserRole + i for i in range(4))


class PickerRow(NamedTuple):
    """A task, or a target in it; `sought` is what letters typed are held against, without a task's number."""

    task: str
    text: str
    sought: str
    target: str = ""


class PickerModel(QAbstractListModel):
    """Tasks and their targets in the plan's order; a task is a heading that folds."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: list[PickerRow] = []
        self._folded: set[str] = set()
        self._query = ""
        self.chosen: list[str] = []  # in the order in which they were ticked: it is the order of the panes

    def refill(self, query: str = "") -> None:
        """Show what matches; a task is shown with its targets, and a search opens it."""
        self.beginResetModel()
        self._query, self._rows = query.strip(), []
        if self._session.has_plan:
            self._fill(query)
        self.endResetModel()

    def fold(self, row: int, *, folded: bool) -> int:
        """Fold or open the task of a row; returns the row of its heading."""
        task = self._rows[row].task
        if folded:
            self._folded.add(task)
        else:
            self._folded.discard(task)
        self.refill(self._query)
        for i, shown in enumerate(self._rows):
            if shown.task == task and not shown.target:
                return i
        return 0

    def open_all(self) -> None:
        """Open every task that is folded."""
        self._folded.clear()
        self.refill(self._query)

    def open_task_of(self, target_id: str) -> None:
        """Open the task in which a target is folded away."""
        target = self._session.target(target_id) if self._session.has_plan else None
        if target is not None and (target.heading_id or "") in self._folded:
            self._folded.discard(target.heading_id or "")
            self.refill(self._query)

    def refresh(self) -> None:
        """Lights or order numbers changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_of(self, target_id: str) -> int:
        """Where a target stands, -1 where it is not shown."""
        for i, row in enumerate(self._rows):
            if row.target == target_id:
                return i
        return -1

    def first_target(self) -> int:
        """The first row that is a target, -1 where none is shown."""
        for i, row in enumerate(self._rows):
            if row.target:
                return i
        return -1

    def heading_of(self, row: int) -> int:
        """The row of the task that a row belongs to; a task is its own."""
        while self._rows[row].target:
            row -= 1
        return row

    def starting_with(self, typed: str, after: int) -> int:
        """The next row, at or after one, whose text or pinyin initials begin with what was typed; -1 for none."""
        typed, count = typed.lower(), len(self._rows)
        for step in range(count):
            at = (after + step) % count
            sought = self._rows[at].sought.lower()
            if sought.startswith(typed) or any(letters.startswith(typed) for letters in initials(sought)):
                return at
        return -1

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Tasks and targets shown."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Targets can be ticked, tasks only folded."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._rows[index.row()].target:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, check, light and order number of a row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return in_role(row.text, role)
        if role == TargetRole:
            return row.target
        return self._of_target(row, role) if row.target else self._of_task(row, role)

    def _fill(self, query: str) -> None:
        ledger = self._session.ledger
        headings, last = {heading.id: heading for heading in ledger.headings}, None
        for target in ledger.targets:
            if not matches(query, target.full_name, target.unit, ledger.lead_name(target)):
                continue
            task = target.heading_id or ""
            if task != last:
                last = task
                self._rows.append(_task_row(task, headings.get(task)))
            if self._query or task not in self._folded:
                self._rows.append(PickerRow(task, target.full_name, target.full_name, target.id))

    def _of_task(self, row: PickerRow, role: int) -> object:
        folded = row.task in self._folded and not self._query
        if role == FoldedRole:
            return folded
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = "已收起" if folded else "已展开"
            return f"{row.text}，{state}"
        if role == OrderRole:
            return self._chosen_in(row.task) if folded else 0
        return None

    def _chosen_in(self, task: str) -> int:
        """How many of a task's targets are chosen."""
        inside = [target.id for target in self._session.ledger.targets if (target.heading_id or "") == task]
        return len(set(inside) & set(self.chosen))

    def _of_target(self, row: PickerRow, role: int) -> object:
        a = self._session.by_target.get(row.target)
        order = 0
        if row.target in self.chosen:
            order = self.chosen.index(row.target) + 1
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if order else Qt.CheckState.Unchecked
        if role == OrderRole:
            return order
        if role == StatusRole:
            return a.status.value if a is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and a is not None:
            place = f"，第 {order} 图" if order else ""
            return f"{row.text}，{a.word}{place}"
        return None


def _task_row(task: str, heading: Heading | None) -> PickerRow:
    if heading is None:
        return PickerRow(task, "（未归任务）", "（未归任务）")
    return PickerRow(task, heading.label, heading.title)
