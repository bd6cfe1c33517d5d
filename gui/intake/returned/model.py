"""The item model of the preview: files and their rows; it translates what `Ticks` holds, nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.intake.returned.columns import ALL_OR_NONE, HEADINGS, NUMBERS, PreviewColumn, cell_texts, spoken, told
from gui.intake.returned.lines import Group, LineKey, ReturnedLine
from gui.intake.returned.ticks import Filter, Ticks, listed
from gui.kit.plain import in_role

Index: TypeAlias = QModelIndex | QPersistentModelIndex
LINE, GROUP, REASON = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 3))
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SPOKEN = {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}


class ImportModel(QAbstractItemModel):
    """Two levels: files, and under each its rows that pass the filter. `ticked` when a tick changed.

    `typed_over` carries a row and the text that was typed over its value; who hears it has all judged anew.
    """

    ticked = Signal()
    typed_over = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ticks = Ticks()
        self.filter = Filter.ALL
        self.same_shown = False
        self._shown: list[tuple[Group, list[ReturnedLine]]] = []

    def show(self, groups: Sequence[Group]) -> None:
        """Show other files; the ticks of rows that read as before are kept, new sure rows are ticked."""
        self.beginResetModel()
        self.ticks.take(groups)
        self._shown = listed(self.ticks.groups, self.filter, same=self.same_shown)
        self.endResetModel()
        self.ticked.emit()

    def set_filter(self, wanted: Filter, *, same: bool = False) -> None:
        """List only some rows; `same` adds those without a change."""
        self.beginResetModel()
        self.filter, self.same_shown = wanted, same
        self._shown = listed(self.ticks.groups, wanted, same=same)
        self.endResetModel()

    def shown_lines(self) -> list[ReturnedLine]:
        """The rows that pass the filter."""
        found = []
        for _, lines in self._shown:
            found += lines
        return found

    def tick(self, lines: Iterable[ReturnedLine], *, on: bool, reason: str = "") -> None:
        """Tick rows or not; doubted ones need their reason, of two for one cell only one can be ticked."""
        for line in lines:
            self.ticks.tick(line, on=on, reason=reason)
        # A tick may take another row's away, in another file too: all rows are told of it.
        for row, (_, shown) in enumerate(self._shown):
            if shown:
                parent = self.index(row, 0)
                last = self.index(len(shown) - 1, len(PreviewColumn) - 1, parent)
                self.dataChanged.emit(self.index(0, 0, parent), last)
        self.ticked.emit()

    def line(self, index: Index) -> ReturnedLine | None:
        """The row at an index; None on a file."""
        at = index.internalId()
        if not index.isValid() or not at:
            return None
        return self._shown[at - 1][1][index.row()]

    def group(self, index: Index) -> Group | None:
        """The file at or above an index."""
        if not index.isValid():
            return None
        at = index.internalId()
        if at:
            return self._shown[at - 1][0]
        return self._shown[index.row()][0]

    def index_of(self, key: LineKey) -> QModelIndex:
        """Where a row is; invalid when it is not listed."""
        for row, (_, lines) in enumerate(self._shown):
            for i, line in enumerate(lines):
                if line.key == key:
                    return self.index(i, 0, self.index(row, 0))
        return QModelIndex()

    def index_of_file(self, name: str) -> QModelIndex:
        """Where a file is; invalid when it is not listed."""
        for row, (group, _) in enumerate(self._shown):
            if group.book.name == name:
                return self.index(row, 0)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Files have id 0, a row the number of its file from 1."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        file = parent.row() + 1 if parent.isValid() else 0
        return self.createIndex(row, column, file)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """A row's file."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Files, and each file's rows."""
        if not parent.isValid():
            return len(self._shown)
        if parent.internalId() or parent.column():
            return 0
        return len(self._shown[parent.row()][1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """The columns of picture 07."""
        return len(PreviewColumn)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A row that cannot be written cannot be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.line(index)
        if line and line.change and index.column() == PreviewColumn.TICK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if line and line.entry is not None and index.column() == PreviewColumn.NEW:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What was typed over a row's value; what stood there already is nothing new."""
        line = self.line(index)
        if line is None or role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if value.strip() != line.entry:
            self.typed_over.emit(line, value.strip())
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        if role in _SPOKEN and section == PreviewColumn.TICK:
            return ALL_OR_NONE
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        line = self.line(index)
        if line is None:
            return self._of_group(index, role)
        ticked, reason = self.ticks.is_ticked(line), self.ticks.reason(line)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_texts(line, ticked=ticked, reason=reason)[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return line.entry if index.column() == PreviewColumn.NEW else None
        if role in _SPOKEN:
            return in_role(spoken(line, ticked=ticked, reason=reason), role)
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(index.column())
            case Qt.ItemDataRole.CheckStateRole:
                return self._box(line, index.column())
        return {LINE: line, REASON: reason}.get(role)

    def _box(self, line: ReturnedLine, column: int) -> Qt.CheckState | None:
        """The tick of a row; None where there is no box."""
        if column != PreviewColumn.TICK or line.change is None:
            return None
        if self.ticks.is_ticked(line):
            return Qt.CheckState.Checked
        return Qt.CheckState.Unchecked

    def _of_group(self, index: Index, role: int) -> Any:
        group = self._shown[index.row()][0]
        if role == GROUP:
            return group
        if index.column() or not (role == Qt.ItemDataRole.DisplayRole or role in _SPOKEN):
            return None
        return in_role(f"{group.title}，{told(group, same_shown=self.same_shown)}", role)


def _side(column: int) -> Qt.AlignmentFlag:
    if column in NUMBERS:
        return _RIGHT
    return _LEFT
