"""Dragging rows within the tree: targets between rows or onto a heading, a heading among headings.

The model hands out the keys of rows and never changes by itself: the drop is a wish, carried out as one
action of the ledger, and the tree follows as with any other.
"""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from gui.kit import theme
from gui.plan.row_keys import heading_in, target_in

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROWS = "application/x-yaodian-rows"
_EXPAND_AFTER = 700  # milliseconds over a closed heading until it opens


class DraggedRows(QAbstractItemModel):
    """A model of rows with keys (row_keys) that can be dragged; headings can be dropped on."""

    def key(self, index: Index) -> str:
        """The name under which a row is dragged (row_keys); every model of such rows gives its own."""
        raise TypeError(index)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be dragged, a heading and the plan itself dropped on."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled
        if heading_in(self.key(index)):
            return usual | Qt.ItemFlag.ItemIsDropEnabled
        return usual

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Rows of a tree and nothing else."""
        return [ROWS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The keys of the dragged rows."""
        made = QMimeData()
        made.setData(ROWS, "\n".join(dict.fromkeys(self.key(i) for i in indexes)).encode())
        return made

    def dropMimeData(self, *_: object) -> bool:
        """Nothing changes here: the view passes the wish on."""
        return False


class DropTree(QTreeView):
    """A tree that says where rows were dropped: their keys, the heading they go under, the row before which."""

    dropped = Signal(list, str, str)
    _mark: QRect | None = None

    @property
    def drop_mark(self) -> QRect | None:
        """Where it is marked that the rows would go: a frame around a heading, a line of no height between rows."""
        return self._mark

    def allow_drops(self) -> None:
        """Let rows be dragged within the tree."""
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(_EXPAND_AFTER)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Only where the rows can go."""
        super().dragMoveEvent(event)
        if event.isAccepted() and self._place(event) is None:
            event.ignore()
        mark = None
        if event.isAccepted():
            mark = self._where(event)
        self._show_mark(mark)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing is marked any more."""
        super().dragLeaveEvent(event)
        self._show_mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass the wish on."""
        place = self._place(event)
        super().dropEvent(event)
        self._show_mark(None)
        if place is not None:
            self.dropped.emit(_keys(event), *place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line where the rows would go, a frame around the heading they would go under."""
        super().paintEvent(event)
        if self._mark is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour(theme.DATA), 2))
            painter.drawRect(self._mark)

    def _where(self, event: QDropEvent) -> QRect | None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return None
        spot, row = QAbstractItemView.DropIndicatorPosition, self.visualRect(index.siblingAtColumn(0))
        row.setRight(self.viewport().width() - 2)
        if self.dropIndicatorPosition() == spot.OnItem:
            return row.adjusted(0, 1, 0, -1)
        y = row.bottom() + 1
        if self.dropIndicatorPosition() == spot.AboveItem:
            y = max(row.top(), 1)  # above the first row it would be cut off
        return QRect(row.left(), y, row.width(), 0)

    def _show_mark(self, mark: QRect | None) -> None:
        if mark != self._mark:
            self._mark = mark
            self.viewport().update()

    def _place(self, event: QDropEvent) -> tuple[str, str] | None:
        """The keys of the heading and of the row before which they would go; None where they cannot."""
        index = self.indexAt(event.position().toPoint()).siblingAtColumn(0)
        if not all(heading_in(key) for key in _keys(event)):
            if not index.isValid():
                return None
            return self._target_place(index, self.dropIndicatorPosition())
        if not index.isValid():
            return "", ""
        return self._heading_place(index, self.dropIndicatorPosition())

    def _target_place(self, index: QModelIndex, on: QAbstractItemView.DropIndicatorPosition) -> tuple[str, str]:
        """Under the heading of the row beside which the line is drawn."""
        spot = QAbstractItemView.DropIndicatorPosition
        key = self._key(index)
        if on == spot.AboveItem and heading_in(key):  # the line above a heading ends the group before it
            index, on = self.indexAbove(index).siblingAtColumn(0), spot.BelowItem
            key = self._key(index)
            if heading_in(key):
                return key, ""
        if heading_in(key) and on == spot.OnItem:
            return key, ""
        if heading_in(key):
            return key, self._target_at(self.model().index(0, 0, index))
        after = index
        if on != spot.AboveItem:
            after = index.siblingAtRow(index.row() + 1)
        return self._key(index.parent()), self._target_at(after)

    def _heading_place(self, index: QModelIndex, on: QAbstractItemView.DropIndicatorPosition) -> tuple[str, str] | None:
        """Onto a heading as its last, or between headings; targets are no place for one."""
        spot = QAbstractItemView.DropIndicatorPosition
        key = self._key(index)
        if not heading_in(key):
            return None
        if on == spot.OnItem:
            return key, ""
        if on == spot.AboveItem:
            return self._key(index.parent()), key
        first = self._first_heading(index)
        if first and self.isExpanded(index):
            return key, first
        return self._key(index.parent()), self._key(index.siblingAtRow(index.row() + 1))

    def _first_heading(self, index: QModelIndex) -> str:
        """The key of the first heading below one; its own targets stand before it."""
        for row in range(self.model().rowCount(index)):
            key = self._key(self.model().index(row, 0, index))
            if heading_in(key):
                return key
        return ""

    def _target_at(self, index: QModelIndex) -> str:
        """A row's key if it is a target's."""
        key = self._key(index)
        if not target_in(key):
            return ""
        return key

    def _key(self, index: QModelIndex) -> str:
        model = self.model()
        if not isinstance(model, DraggedRows) or not index.isValid():
            return ""
        return model.key(index)


def _keys(event: QDropEvent) -> list[str]:
    return bytes(event.mimeData().data(ROWS).data()).decode().split("\n")
