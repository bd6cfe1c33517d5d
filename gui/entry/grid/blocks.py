"""What Ctrl+C, X, V, D and Del do with the selected block of the grid."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from gui.entry.grid.paste import Pasted, PastePreview, free_rows, place_block, write_block
from gui.entry.spots import Spot
from models.words.block import read_block

if TYPE_CHECKING:
    from gui.entry.grid.view import EntryView

COMPUTED_SAID = "此格自动计算，不用填。"


class Blocks:
    """The blocks of one grid; each change is one action, undone at once."""

    def __init__(self, view: "EntryView") -> None:
        self._view = view

    def copy(self) -> None:
        """The selected block to the clipboard, without tasks, as Excel reads it."""
        chosen = {(i.row(), i.column()) for i in self._selected()}
        if not chosen:
            return
        columns = sorted({c for _, c in chosen})
        rows = sorted({r for r, _ in chosen})
        block = [[self._copied(r, c) if (r, c) in chosen else "" for c in columns] for r in rows]
        QGuiApplication.clipboard().setText(write_block(block))
        self._view.said.emit(f"已复制 {len(chosen)} 格。")

    def paste(self) -> None:
        """A block from the clipboard; more than one column is shown before it is written."""
        block = read_block(QGuiApplication.clipboard().text())
        current = self._view.currentIndex()
        if not block or not current.isValid() or not self._may_write():
            return
        rows = [i.row() for i in self._selected()] or [current.row()]
        first_column = min((i.column() for i in self._selected()), default=current.column())
        columns = [c for c in self._view.columns() if c >= first_column]
        grid, top = self._view.grid, min(rows)
        hidden = self._view.isRowHidden
        pasted = place_block(grid, block, top, columns, max(rows) - top + 1, hidden=hidden)
        written = [(p.spot, p.text) for p in pasted if p.spot is not None and p.text]
        spare = len(block) - len([r for r in free_rows(grid, top, columns[0]) if not hidden(r)])
        left = f"下面的行不够，剪贴板里最后 {spare} 行没有地方放。" if spare > 0 else ""
        if max(len(r) for r in block) > 1:
            if not self._agreed(pasted, left):
                return
        elif not written:
            self._view.said.emit(COMPUTED_SAID)
        self._enter("粘贴", written)
        if left:
            self._view.said.emit(left)

    def fill_down(self) -> None:
        """The uppermost cell of each selected column into those below; a single cell takes the one above."""
        if not self._may_write():
            return
        columns: dict[int, list[QModelIndex]] = {}
        for index in self._selected():
            if self._view.grid.spot_at(index):
                columns.setdefault(index.column(), []).append(index)
        written: list[tuple[Spot, str]] = []
        for column, found in columns.items():
            indexes = found
            if len(indexes) == 1:
                above = [r for r, c in self._view.entry_cells() if c == column and r < indexes[0].row()]
                indexes = [self._view.grid.index(above[-1], column), *indexes] if above else indexes
            text = str(indexes[0].data(Qt.ItemDataRole.EditRole))
            written += [(spot, text) for i in indexes[1:] if (spot := self._view.grid.spot_at(i))]
        self._enter("向下填充", written)

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear("剪切")

    def clear(self, what: str = "清除") -> None:
        """Del: the selected figures and words go, 待填 again."""
        if not self._may_write():
            return
        spots = [spot for i in self._selected() if (spot := self._view.grid.spot_at(i))]
        if not spots:
            self._view.said.emit(COMPUTED_SAID)
        self._enter(what, [(spot, "") for spot in spots])

    def _enter(self, what: str, written: list[tuple[Spot, str]]) -> None:
        entries = self._view.grid.entries
        count = len(written)
        entries.enter(written, f"{what} {count} 格（{entries.period.short}）" if count > 1 else "")

    def _agreed(self, pasted: list[Pasted], left: str) -> bool:
        return PastePreview(self._view.window(), pasted, left).exec() == QDialog.DialogCode.Accepted

    def _selected(self) -> list[QModelIndex]:
        """The selected cells in view (Qt leaves out what is hidden or folded), from the top left."""
        return sorted(self._view.selectedIndexes(), key=lambda i: (i.row(), i.column()))

    def _may_write(self) -> bool:
        """Whether anything may be typed into the selection; says why where not."""
        spots = (i for i in self._selected() if self._view.grid.spot_at(i))
        return self._view.may_type(next(spots, self._view.currentIndex()))

    def _copied(self, row: int, column: int) -> str:
        index = self._view.grid.index(row, column)
        return str(index.data(Qt.ItemDataRole.EditRole))
