"""Lines of a block as a tree with ticks; what needs a look is tinted and reached one after the other."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

LINE = Qt.ItemDataRole.UserRole


class LinePreview(QTreeWidget):
    """A tree whose items carry lines (with `row`, `words`, `doubt`). `ticked` when a choice changed."""

    ticked = Signal()

    def __init__(self, columns: Sequence[str], widths: Sequence[int], stretched: str) -> None:
        super().__init__()
        self.setColumnCount(len(columns))
        self.setHeaderLabels(list(columns))
        self.setUniformRowHeights(True)
        self.setObjectName("list")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(list(columns).index(stretched), QHeaderView.ResizeMode.Stretch)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        self.itemChanged.connect(self._changed)

    def chosen(self) -> list[Any]:
        """The lines ticked, in the block's order."""
        checkable = Qt.ItemFlag.ItemIsUserCheckable
        found = [
            line
            for item in self.items()
            if (line := item.data(0, LINE)) is not None
            and item.flags() & checkable
            and item.checkState(0) is not Qt.CheckState.Unchecked
        ]
        return sorted(found, key=lambda line: line.row)

    def to_doubt(self, step: int = 1) -> None:
        """Go to the next line that needs a look, round the end."""
        items = [i for i in self.items() if _is_doubtful(i) or i is self.currentItem()]
        if not items:
            return
        at = items.index(self.currentItem()) if self.currentItem() in items else -min(step, 0) - 1
        turned = items[at + 1 :] + items[: at + 1] if step > 0 else (items[at:] + items[:at])[::-1]
        self.setCurrentItem(next((i for i in turned if _is_doubtful(i)), items[0]))

    def current_line(self) -> Any:
        """The line that is current."""
        item = self.currentItem()
        return item.data(0, LINE) if item else None

    def items(self) -> list[QTreeWidgetItem]:
        """All items, from the top."""
        waiting, found = [self.topLevelItem(i) for i in range(self.topLevelItemCount())][::-1], []
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(i) for i in range(item.childCount())][::-1]
        return found

    def paint_row(self, item: QTreeWidgetItem, tint: str) -> None:
        """Tint a whole row."""
        for at in range(self.columnCount()):
            item.setBackground(at, QColor(tint))

    def _changed(self, _: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.ticked.emit()


def _is_doubtful(item: QTreeWidgetItem) -> bool:
    line = item.data(0, LINE)
    return bool(line is not None and line.doubt and item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
