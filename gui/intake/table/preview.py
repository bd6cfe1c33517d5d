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

    def __init__(self, columns: Sequence[str], widths: Sequence[int], stretched: int) -> None:
        super().__init__()
        self.setColumnCount(len(columns))
        self.setHeaderLabels(list(columns))
        self.setUniformRowHeights(True)
        self.setObjectName("list")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        self.itemChanged.connect(self._changed)

    def chosen(self) -> list[Any]:
        """The lines ticked, in the block's order."""
        found = [item.data(0, LINE) for item in self.items() if _is_ticked(item)]
        return sorted(found, key=lambda line: line.row)

    def to_doubt(self, step: int = 1) -> None:
        """Go to the next line that needs a look, round the end."""
        current = self.currentItem()
        items = [item for item in self.items() if _is_doubtful(item) or item is current]
        if items:
            turned = _turned(items, current, step)
            self.setCurrentItem(next(filter(_is_doubtful, turned), items[0]))

    def current_line(self) -> Any:
        """The line that is current; None on a heading that no row of the block made."""
        item = self.currentItem()
        if item is None:
            return None
        return item.data(0, LINE)

    def items(self) -> list[QTreeWidgetItem]:
        """All items, from the top."""
        found: list[QTreeWidgetItem] = []
        waiting = [self.invisibleRootItem()]
        while waiting:
            item = waiting.pop()
            found.append(item)
            waiting += [item.child(at) for at in reversed(range(item.childCount()))]
        return found[1:]

    def paint_row(self, item: QTreeWidgetItem, tint: str) -> None:
        """Tint a whole row with a colour of the theme."""
        for at in range(self.columnCount()):
            item.setBackground(at, QColor(tint))

    def _changed(self, _: QTreeWidgetItem, column: int) -> None:
        if column == 0:  # a hint or a tint of another column is no choice
            self.ticked.emit()


def _is_ticked(item: QTreeWidgetItem) -> bool:
    """Whether an item carries a line that is ticked, be it for some of what lies below it."""
    if item.data(0, LINE) is None or not item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        return False
    return item.checkState(0) is not Qt.CheckState.Unchecked


def _is_doubtful(item: QTreeWidgetItem) -> bool:
    line = item.data(0, LINE)
    return bool(line is not None and line.doubt and item.flags() & Qt.ItemFlag.ItemIsUserCheckable)


def _turned(items: list[QTreeWidgetItem], current: QTreeWidgetItem | None, step: int) -> list[QTreeWidgetItem]:
    """Items in the order in which they are come to from the current one, which is the last."""
    turned = list(items)
    if current in items:
        at = items.index(current)
        turned = items[at + 1 :] + items[: at + 1]
    if step > 0:
        return turned
    if current in items:
        return [*reversed(turned[:-1]), turned[-1]]
    return turned[::-1]
