"""Tasks folded away in the grid: remembered by task while the window lives, through filters and periods."""

from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from gui.entry.grid.lines import GridColumn, GridLineKind
from gui.entry.grid.model import EntryModel

_OPEN = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Right})
_CLOSE = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Left})
_TURN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_SIDEWAYS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})  # with Ctrl they go to the edge of the row


class FoldableRows(Protocol):
    """The rows of a view: some of them hidden, one with the cursor."""

    def isRowHidden(self, row: int) -> bool:  # noqa: N802 -- Qt's name
        """Whether a row is not in view."""

    def setRowHidden(self, row: int, hide: bool) -> None:  # noqa: N802 -- Qt's name and form
        """Take a row out of view, or back."""

    def currentIndex(self) -> QModelIndex:  # noqa: N802 -- Qt's name
        """The cell with the cursor."""

    def go(self, index: QModelIndex) -> None:
        """Move the cursor to a cell."""


class Folds(QObject):
    """Which tasks of one grid are folded; their rows stay in the model and are hidden in the view."""

    said = Signal(str)

    def __init__(self, model: EntryModel, rows: FoldableRows) -> None:
        super().__init__()
        self._model = model
        self._rows = rows
        self._folded: set[str] = set()
        self._hiding = False

    def folded(self, row: int) -> bool:
        """Whether a row is a task that is folded."""
        return self._is_task(row) and self._task(row) in self._folded

    def stops(self, row: int) -> bool:
        """Whether the cursor stops at a row: a target's line in view, or a folded task."""
        return not self._rows.isRowHidden(row) and (not self._is_task(row) or self.folded(row))

    def apply(self) -> None:
        """Hide what is folded, after the rows became others."""
        if not self._folded and not self._hiding:
            return
        away = False
        for row in range(self._model.rowCount()):
            is_task = self._is_task(row)
            if is_task:
                away = self.folded(row)
            hidden = away and not is_task
            if self._rows.isRowHidden(row) != hidden:  # each call lays the whole table out anew
                self._rows.setRowHidden(row, hidden)
        self._hiding = bool(self._folded)

    def fold(self, row: int, *, away: bool) -> None:
        """Fold or unfold the task of a row; the cursor waits on the task's own row."""
        task = self._task_row(row)
        if task < 0 or self.folded(task) == away:
            return
        if away:
            self._folded.add(self._task(task))
        else:
            self._folded.discard(self._task(task))
        self.apply()
        current = self._rows.currentIndex()
        if away and current.isValid() and self._rows.isRowHidden(current.row()):
            self._rows.go(self._model.index(task, current.column()))
        elif not away and current.row() == task:
            self._rows.go(self._model.index(task + 1, GridColumn.VALUE))
        done = "已收起" if away else "已展开"
        self.said.emit(f"{done}：{self._model.line(task).label}")

    def turn(self, row: int) -> None:
        """Fold what is open, open what is folded."""
        self.fold(row, away=not self.folded(row))

    def fold_all(self, *, away: bool) -> None:
        """Fold or unfold every task."""
        for row in list(self._model.task_rows()):
            self.fold(row, away=away)

    def key(self, key: int, *, control: bool) -> bool:
        """Ctrl and + or − anywhere, and on a folded task + − ← → Enter Space; False for any other key."""
        row = self._rows.currentIndex().row()
        if row < 0 or not (control or self._is_task(row)):
            return False
        if control and key in _SIDEWAYS:
            return False
        if key in _OPEN or key in _CLOSE:
            self.fold(row, away=key in _CLOSE)
        elif key in _TURN and not control:
            self.turn(row)
        else:
            return False
        return True

    def _is_task(self, row: int) -> bool:
        return 0 <= row < self._model.rowCount() and self._model.line(row).kind is GridLineKind.GROUP

    def _task_row(self, row: int) -> int:
        return next(filter(self._is_task, range(row, -1, -1)), -1)

    def _task(self, row: int) -> str:
        """What a task's row is known by: its heading, which its first target names."""
        target = self._model.target_at(row + 1)
        if target is None:
            return ""
        return target.heading_id or ""
