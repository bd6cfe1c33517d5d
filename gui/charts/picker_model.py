"""The rows of the list of targets: tasks that fold, and under each its targets that can be chosen."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from gui.session.search import initials, matches
from gui.session.session import Session
from models.words.titles import NUMBERING

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TargetRole, StatusRole, OrderRole, FoldedRole = (Qt.ItemDataRole.UserRole + i for i in range(4))


class PickerModel(QAbstractListModel):
    """Tasks and their targets in the plan's order; a task is a heading that folds."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: list[tuple[str, str, str]] = []  # target's id ("" for a task), text, the task
        self._folded: set[str] = set()
        self._query = ""
        self.chosen: list[str] = []

    def refill(self, query: str = "") -> None:
        """Show what matches; a task is shown with its targets, and a search opens it."""
        self.beginResetModel()
        self._query, self._rows = query.strip(), []
        if self._session.has_plan:
            ledger = self._session.ledger
            labels, last = ledger.task_labels(), None
            for target in ledger.targets:
                if not matches(query, target.full_name, target.unit, ledger.lead_name(target)):
                    continue
                task = target.heading_id or ""
                if task != last:
                    last = task
                    self._rows.append(("", labels.get(task, "（未归任务）"), task))
                if self._query or task not in self._folded:
                    self._rows.append((target.id, target.full_name, task))
        self.endResetModel()

    def fold(self, row: int, *, folded: bool) -> int:
        """Fold or open the task of a row; returns the row of its heading."""
        task = self._rows[row][2]
        (self._folded.add if folded else self._folded.discard)(task)
        self.refill(self._query)
        return next((i for i, (shown, _, at) in enumerate(self._rows) if at == task and not shown), 0)

    def open_all(self) -> None:
        """Open every task."""
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
        return next((i for i, (shown, *_) in enumerate(self._rows) if shown == target_id), -1)

    def first_target(self) -> int:
        """The first row that is a target, -1 where none is shown."""
        return next((i for i, (shown, *_) in enumerate(self._rows) if shown), -1)

    def starting_with(self, typed: str, after: int) -> int:
        """The next row, at or after one, whose text or pinyin initials begin with what was typed; -1 for none."""
        typed, count = typed.lower(), len(self._rows)
        for i in ((after + step) % count for step in range(count)):
            text = NUMBERING.sub("", self._rows[i][1].lower())
            if text.startswith(typed) or any(letters.startswith(typed) for letters in initials(text)):
                return i
        return -1

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Tasks and targets shown."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Targets can be ticked, tasks only folded."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsUserCheckable if self._rows[index.row()][0] else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, check, light and order number of a row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        target_id, text, task = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == TargetRole:
            return target_id
        return self._of_target(target_id, text, role) if target_id else self._of_task(task, text, role)

    def _of_task(self, task: str, text: str, role: int) -> object:
        folded = task in self._folded and not self._query
        if role == FoldedRole:
            return folded
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text}，{'已收起' if folded else '已展开'}"
        if role == OrderRole:  # how many of a folded task's targets are chosen
            ledger = self._session.ledger
            return sum((t.heading_id or "") == task and t.id in self.chosen for t in ledger.targets) if folded else 0
        return None

    def _of_target(self, target_id: str, text: str, role: int) -> object:
        a = self._session.by_target.get(target_id)
        order = self.chosen.index(target_id) + 1 if target_id in self.chosen else 0
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if order else Qt.CheckState.Unchecked
        if role == StatusRole:
            return a.status.value if a else ""
        if role == OrderRole:
            return order
        if role == Qt.ItemDataRole.AccessibleTextRole and a:
            return f"{text}，{a.word}" + (f"，第 {order} 图" if order else "")
        return None
