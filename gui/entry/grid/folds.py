"""Tasks folded away in the grid: remembered by task while the window lives, through filters and periods."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from gui.entry.grid.cells import Column, LineKind

if TYPE_CHECKING:
    from gui.entry.grid.view import EntryView

_OPEN = frozenset({Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Right})
_CLOSE = frozenset({Qt.Key.Key_Minus, Qt.Key.Key_Left})
_TURN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Folds:
    """Which tasks of one grid are folded; their rows stay in the model and are hidden in the view."""

    def __init__(self, view: "EntryView") -> None:
        self._view = view
        self._folded: set[str] = set()
        self._hiding = False

    def folded(self, row: int) -> bool:
        """Whether a row is a task that is folded."""
        return self._is_task(row) and self._task(row) in self._folded

    def stops(self, row: int) -> bool:
        """Whether the cursor stops at a row: a target's line in view, or a folded task."""
        return not self._view.isRowHidden(row) and (not self._is_task(row) or self.folded(row))

    def apply(self) -> None:
        """Hide what is folded, after the rows became others."""
        if not self._folded and not self._hiding:
            return
        view, away = self._view, False
        for row in range(view.grid.rowCount()):
            away = self.folded(row) if self._is_task(row) else away
            hidden = away and not self._is_task(row)
            if view.isRowHidden(row) != hidden:
                view.setRowHidden(row, hidden)
        self._hiding = bool(self._folded)

    def fold(self, row: int, *, away: bool) -> None:
        """Fold or unfold the task of a row; the cursor waits on the task's own row."""
        task = self._task_row(row)
        if task < 0 or self.folded(task) == away:
            return
        (self._folded.add if away else self._folded.discard)(self._task(task))
        self.apply()
        view = self._view
        current = view.currentIndex()
        if away and current.isValid() and view.isRowHidden(current.row()):
            view.go(view.grid.index(task, current.column()))
        elif not away and current.row() == task:
            view.go(view.grid.index(task + 1, Column.VALUE))
        view.viewport().update()
        view.said.emit(f"{'已收起' if away else '已展开'}：{view.grid.line(task).label}")

    def turn(self, row: int) -> None:
        """Fold what is open, open what is folded."""
        self.fold(row, away=not self.folded(row))

    def fold_all(self, *, away: bool) -> None:
        """Fold or unfold every task."""
        for row in list(self._view.grid.groups()):
            self.fold(row, away=away)

    def key(self, key: int, *, control: bool) -> bool:
        """Ctrl and + or − anywhere, and on a folded task + − ← → Enter Space; False for any other key."""
        row = self._view.currentIndex().row()
        if row < 0 or not (control or self._is_task(row)):
            return False
        arrows = {Qt.Key.Key_Left, Qt.Key.Key_Right}
        if control and key in arrows:
            return False
        if key in _OPEN or key in _CLOSE:
            self.fold(row, away=key in _CLOSE)
        elif key in _TURN and not control:
            self.turn(row)
        else:
            return False
        return True

    def _is_task(self, row: int) -> bool:
        grid = self._view.grid
        return 0 <= row < grid.rowCount() and grid.line(row).kind is LineKind.GROUP

    def _task_row(self, row: int) -> int:
        return next((r for r in range(row, -1, -1) if self._is_task(r)), -1)

    def _task(self, row: int) -> str:
        """What a task's row is known by: its heading, which its first target names."""
        target = self._view.grid.target_at(row + 1)
        return (target.heading_id or "") if target else ""
