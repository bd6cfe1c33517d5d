"""The table of the directory: a unit or person a row; whatever is listed anew, the current one stays."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from gui.kit.plain import plain_tip
from gui.kit.rows import row_height
from gui.target.delegates import RowDelegate

_ID = Qt.ItemDataRole.UserRole
_MIDDLE = Qt.AlignmentFlag.AlignVCenter

Entry = tuple[str, tuple[str | int, ...]]  # an id, and what stands in the columns


class DirectoryTable(QTableWidget):
    """Rows known by the id of their unit or person.

    `wide` are the columns that share the room; the others hold counts.
    """

    def __init__(self, name: str, columns: Sequence[str], wide: Sequence[int]) -> None:
        super().__init__(0, len(columns))
        self.setHorizontalHeaderLabels(list(columns))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setHighlightSections(False)
        for column in range(len(columns)):
            self._set_up_column(column, wide=column in wide)

    @property
    def current_id(self) -> str:
        """The id of the current row; empty where there is none."""
        return self._id_at(self.currentRow())

    def show_rows(self, rows: Sequence[Entry]) -> None:
        """Fill the table; the row that was current stays, or the one that took its place."""
        at, current, scrolled = self.currentRow(), self.current_id, self.verticalScrollBar().value()
        ids = [entity_id for entity_id, _ in rows]
        self.blockSignals(True)  # whoever follows the current row is told once, by whoever fills it
        self.setRowCount(len(rows))
        for row, (entity_id, cells) in enumerate(rows):
            for column, value in enumerate(cells):
                self.setItem(row, column, _item(entity_id, value))
        at = min(max(at, 0), len(rows) - 1)
        if current in ids:
            at = ids.index(current)
        self.setCurrentCell(at, 0)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)

    def go_to(self, entity_id: str) -> None:
        """Make a unit or person current, if it is listed."""
        for row in range(self.rowCount()):
            if self._id_at(row) == entity_id:
                self.setCurrentCell(row, 0)
                return

    def _id_at(self, row: int) -> str:
        item = self.item(row, 0)
        if item is None:
            return ""
        return str(item.data(_ID))

    def _set_up_column(self, column: int, *, wide: bool) -> None:
        fit, side = QHeaderView.ResizeMode.ResizeToContents, Qt.AlignmentFlag.AlignRight
        if wide:
            fit, side = QHeaderView.ResizeMode.Stretch, Qt.AlignmentFlag.AlignLeft
        self.horizontalHeader().setSectionResizeMode(column, fit)
        title = self.horizontalHeaderItem(column)
        if title is not None:
            title.setTextAlignment(side | _MIDDLE)


def _item(entity_id: str, value: str | int) -> QTableWidgetItem:
    item = QTableWidgetItem(str(value))
    item.setToolTip(plain_tip(str(value)))
    if isinstance(value, int):
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | _MIDDLE)
    item.setData(_ID, entity_id)
    return item
