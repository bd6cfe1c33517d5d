"""What Ctrl+C, X, V, D and Del do with the selected block of the grid."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from gui.entry.grid.lines import GridColumn
from gui.entry.grid.model import EntryModel
from gui.entry.grid.moves import TypedTable, typed_cells
from gui.entry.grid.paste import (
    Pasted,
    PastePreview,
    begins_at,
    free_rows,
    passes_typed_lines,
    place_block,
    write_block,
)
from gui.entry.spots import Spot
from models.words.block import is_endless, read_block

COMPUTED_SAID = "此格自动计算，不用填。"
ENDLESS_SAID = "剪贴板里的内容太多，没有粘贴。请只复制要填的那几行。"


class Selection(Protocol):
    """The cells that are selected, as the view knows them."""

    def selectedIndexes(self) -> list[QModelIndex]:  # noqa: N802 -- Qt's name
        """The selected cells; Qt leaves out what is hidden or folded."""

    def currentIndex(self) -> QModelIndex:  # noqa: N802 -- Qt's name
        """The cell with the cursor."""

    def may_type(self, index: QModelIndex) -> bool:
        """Whether a cell takes text; says why where it does not."""

    def window(self) -> QWidget:
        """What a dialog stands over."""


class Blocks(QObject):
    """The blocks of one grid; each change is one action, undone at once. `said` is a line for the status bar."""

    said = Signal(str)

    def __init__(self, model: EntryModel, table: TypedTable, selection: Selection) -> None:
        super().__init__()
        self._model = model
        self._table = table
        self._selection = selection

    def copy(self) -> None:
        """The selected block to the clipboard, without tasks, as Excel reads it."""
        chosen = {(index.row(), index.column()) for index in self._selected()}
        if not chosen:
            return
        rows = sorted({row for row, _ in chosen})
        columns = sorted({column for _, column in chosen})
        block = [[self._copied(row, column, chosen) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(write_block(block))
        self.said.emit(f"已复制 {len(chosen)} 格。")

    def paste(self) -> None:
        """A block from the clipboard; more than one column is shown before it is written."""
        text = QGuiApplication.clipboard().text()
        if is_endless(text):
            self.said.emit(ENDLESS_SAID)
            return
        block = read_block(text)
        current = self._selection.currentIndex()
        if not block or not current.isValid() or not self._may_write():
            return
        chosen = self._selected() or [current]
        top, bottom = chosen[0].row(), chosen[-1].row()
        first_column = min(index.column() for index in chosen)
        columns = begins_at([column for column in self._table.columns() if column >= first_column])
        rows = [row for row in free_rows(self._model, top, columns[0]) if not self._table.hidden(row)]
        pasted = place_block(self._model, block, top, columns, bottom - top + 1, hidden=self._table.hidden)
        shown = max(map(len, block)) > 1 or passes_typed_lines(self._model, rows[: len(block)])
        self._write_pasted(pasted, _left_over(block, rows, columns), shown=shown)

    def _write_pasted(self, pasted: list[Pasted], left_over: str, *, shown: bool) -> None:
        """Write a block; one that is wide, or passes over lines that it may be meant for, is `shown` before."""
        written = [(cell.spot, cell.text) for cell in pasted if cell.spot is not None and cell.text]
        refused = next((cell.problem for cell in pasted if cell.problem and cell.spot is None), "")
        if shown:
            if not self._agreed(pasted, left_over):
                return
        elif not written:
            self.said.emit(refused or COMPUTED_SAID)
        self._enter("粘贴", written)
        for said in filter(None, (refused, left_over)):
            self.said.emit(said)

    def fill_down(self) -> None:
        """The uppermost cell of each selected column into those below; a single cell takes the one above."""
        if not self._may_write():
            return
        columns: dict[int, list[QModelIndex]] = {}
        for index in self._selected():
            if self._model.spot_at(index):
                columns.setdefault(index.column(), []).append(index)
        written: list[tuple[Spot, str]] = []
        for below in columns.values():
            from_above = below
            if len(below) == 1:
                from_above = [*self._above(below[0]), *below]
            text = str(from_above[0].data(Qt.ItemDataRole.EditRole))
            written += self._with_text(from_above[1:], text)
        self._enter("向下填充", written)

    def _above(self, index: QModelIndex) -> list[QModelIndex]:
        """The next cell above that is typed into; empty where there is none."""
        column = index.column()
        rows = [cell.row for cell in typed_cells(self._table) if cell.column == column]
        above = [row for row in rows if row < index.row()]
        return [self._model.index(row, column) for row in above[-1:]]

    def cut(self) -> None:
        """Copy the block, then clear it, which alone can be undone."""
        self.copy()
        self.clear("剪切")

    def clear(self, what: str = "清除") -> None:
        """Del: the selected figures and words go, 待填 again."""
        if not self._may_write():
            return
        written = self._with_text(self._selected(), "")
        if not written:
            self.said.emit(COMPUTED_SAID)
        self._enter(what, written)

    def _with_text(self, indexes: Sequence[QModelIndex], text: str) -> list[tuple[Spot, str]]:
        """A text for each of the cells that is typed into."""
        spots = [self._model.spot_at(index) for index in indexes]
        return [(spot, text) for spot in spots if spot is not None and self._model.entries.cells.locked(spot) is None]

    def _enter(self, what: str, written: list[tuple[Spot, str]]) -> None:
        entries = self._model.entries
        count = len(written)
        step = ""  # a single cell's step is named by its target and figures
        if count > 1:
            step = f"{what} {count} 格（{entries.period.short}）"
        entries.enter(written, step)

    def _agreed(self, pasted: list[Pasted], left_over: str) -> bool:
        return PastePreview(self._selection.window(), pasted, left_over).exec() == QDialog.DialogCode.Accepted

    def _selected(self) -> list[QModelIndex]:
        """The selected cells in view (Qt leaves out what is hidden or folded), from the top left."""
        return sorted(self._selection.selectedIndexes(), key=lambda index: (index.row(), index.column()))

    def _may_write(self) -> bool:
        """Whether anything may be typed into the selection; says why where not."""
        typed = filter(self._model.spot_at, self._selected())
        return self._selection.may_type(next(typed, self._selection.currentIndex()))

    def _copied(self, row: int, column: int, chosen: set[tuple[int, int]]) -> str:
        """A cell's text; an empty one where it is not selected, so that Excel keeps the columns."""
        if (row, column) not in chosen:
            return ""
        return str(self._model.index(row, column).data(Qt.ItemDataRole.EditRole))


def _left_over(block: Sequence[Sequence[str]], rows: Sequence[int], columns: Sequence[GridColumn]) -> str:
    """Says how much of a block finds no place in the grid; empty where all does."""
    said = ""
    spare = len(block) - len(rows)
    if spare > 0:
        said = f"下面的行不够，剪贴板里最后 {spare} 行没有地方放。"
    wide = max(map(len, block))
    if columns[0] is GridColumn.PAST and wide > 1:
        said += f"从上年同期开始的只粘贴这一列，右边 {wide - 1} 列没有粘贴。"
    return said
