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

Index: TypeAlias = QModelIndex | QPersistentModelIndex
ROWS = "application/x-yaodian-rows"
HEADING, TARGET = "h:", "t:"
_EXPAND_AFTER = 700  # milliseconds over a closed heading until it opens


class DraggedRows(QAbstractItemModel):
    """A model of rows with keys (h: a heading, t: a target) that can be dragged; headings can be dropped on."""

    def key(self, index: Index) -> str:
        """A row's name."""
        raise TypeError(index)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be dragged, a heading and the plan itself dropped on."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled
        return usual | Qt.ItemFlag.ItemIsDropEnabled if self.key(index).startswith(HEADING) else usual

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
        self._show_mark(self._where(event) if event.isAccepted() else None)

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
        y = max(row.top(), 1) if self.dropIndicatorPosition() == spot.AboveItem else row.bottom() + 1
        return QRect(row.left(), y, row.width(), 0)

    def _show_mark(self, mark: QRect | None) -> None:
        if mark != self._mark:
            self._mark = mark
            self.viewport().update()

    def _place(self, event: QDropEvent) -> tuple[str, str] | None:
        index = self.indexAt(event.position().toPoint()).siblingAtColumn(0)
        headings = all(key.startswith(HEADING) for key in _keys(event))
        if not index.isValid():
            return ("", "") if headings else None
        on = self.dropIndicatorPosition()
        return self._heading_place(index, on) if headings else self._target_place(index, on)

    def _target_place(self, index: QModelIndex, on: QAbstractItemView.DropIndicatorPosition) -> tuple[str, str]:
        """Under the heading of the row beside which the line is drawn."""
        spot = QAbstractItemView.DropIndicatorPosition
        key = self._key(index)
        if on == spot.AboveItem and key.startswith(HEADING):
            index, on = self.indexAbove(index).siblingAtColumn(0), spot.BelowItem
            key = self._key(index)
            if key.startswith(HEADING):
                return key, ""
        if not key.startswith(HEADING):
            after = index if on == spot.AboveItem else index.siblingAtRow(index.row() + 1)
            return self._key(index.parent()), self._only(after, TARGET)
        return key, "" if on == spot.OnItem else self._only(self.model().index(0, 0, index), TARGET)

    def _heading_place(self, index: QModelIndex, on: QAbstractItemView.DropIndicatorPosition) -> tuple[str, str] | None:
        """Onto a heading as its last, or between headings; targets are no place for one."""
        spot = QAbstractItemView.DropIndicatorPosition
        key = self._key(index)
        if not key.startswith(HEADING):
            return None
        if on == spot.OnItem:
            return key, ""
        if on == spot.AboveItem:
            return self._key(index.parent()), key
        below = [self.model().index(row, 0, index) for row in range(self.model().rowCount(index))]
        first = next((self._key(i) for i in below if self._key(i).startswith(HEADING)), "")
        if first and self.isExpanded(index):
            return key, first
        return self._key(index.parent()), self._key(index.siblingAtRow(index.row() + 1))

    def _only(self, index: QModelIndex, kind: str) -> str:
        """A row's key if it is of this kind."""
        key = self._key(index)
        return key if key.startswith(kind) else ""

    def _key(self, index: QModelIndex) -> str:
        model = self.model()
        return model.key(index) if isinstance(model, DraggedRows) and index.isValid() else ""


def _keys(event: QDropEvent) -> list[str]:
    return bytes(event.mimeData().data(ROWS).data()).decode().split("\n")
