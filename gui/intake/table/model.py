"""A pasted block as a table: its cells as they are, each row tinted by what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gui.kit import theme
from models.intake.breakdown import BreakdownKind, BreakdownLine

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class BlockModel(QAbstractTableModel):
    """Rows of text; `lines` say which need a look and which are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Sequence[str]] = ()
        self._lines: Mapping[int, BreakdownLine] = {}

    def show(self, rows: Sequence[Sequence[str]], lines: Sequence[BreakdownLine]) -> None:
        """Show a block and what became of its rows."""
        self.beginResetModel()
        self._rows, self._lines = rows, {line.row: line for line in lines}
        self.endResetModel()

    def judge(self, lines: Sequence[BreakdownLine]) -> None:
        """The same block, its columns understood in another way."""
        self._lines = {line.row: line for line in lines}
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = _NONE) -> int:
        """Rows of the block."""
        if parent.isValid():
            return 0
        return len(self._rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Columns of the block."""
        if parent.isValid() or not self._rows:
            return 0
        return len(self._rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in one line, its whole text in the tooltip, tinted by its row's fate."""
        if not index.isValid():
            return None
        line, text = self._lines.get(index.row()), self._rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(text.split())  # rows are one line high
            case Qt.ItemDataRole.ToolTipRole:
                return _whole(text, line)
            case Qt.ItemDataRole.BackgroundRole:
                return _tint(line)
            case Qt.ItemDataRole.FontRole if line and line.kind is BreakdownKind.HEADING:
                return theme.bold()
        return None

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Row numbers; above the columns stand the choices."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if side is Qt.Orientation.Vertical:
            return str(section + 1)
        return ""


def _whole(text: str, line: BreakdownLine | None) -> str:
    """A cell's text as it was pasted, and below it what is to be said of its row."""
    said = [text]
    if line:
        said.append(line.doubt)
    return "\n".join(filter(None, said))


def _tint(line: BreakdownLine | None) -> QColor | None:
    """Grey where the row is left out, yellow where it needs a look."""
    if line is None:
        return None
    if line.kind is BreakdownKind.LEFT_OUT:
        return QColor(theme.HEADER)
    if line.doubt:
        return QColor(theme.YELLOW.tint)
    return None
