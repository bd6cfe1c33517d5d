"""A pasted block as a table: its cells as they are, each row tinted by what became of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from gui.kit import theme
from gui.kit.plain import plain_tip
from models.intake.breakdown import BreakdownKind, BreakdownLine
from models.intake.outside_table import Spot

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class BlockModel(QAbstractTableModel):
    """Rows of text; `lines` say which need a look and which are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Sequence[str]] = ()
        self._lines: Mapping[int, BreakdownLine] = {}
        self._hidden: Collection[int] = ()
        self._struck: Collection[Spot] = ()

    def show(self, rows: Sequence[Sequence[str]], lines: Sequence[BreakdownLine]) -> None:
        """Show a block and what became of its rows."""
        self.beginResetModel()
        self._rows, self._lines = rows, _by_row(lines)
        self._hidden, self._struck = (), ()
        self.endResetModel()

    def mark(self, hidden: Collection[int], struck: Collection[Spot]) -> None:
        """Mark the rows that their program hides and the cells that are crossed out."""
        self._hidden, self._struck = hidden, struck
        if self._rows:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)
            self._repaint()

    def judge(self, lines: Sequence[BreakdownLine]) -> None:
        """The same block, its columns understood in another way."""
        self._lines = _by_row(lines)
        if self._rows:
            self._repaint()

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
                return plain_tip(_whole(text, line))
            case Qt.ItemDataRole.BackgroundRole:
                return _tint(line)
            case Qt.ItemDataRole.FontRole:
                return self._font(index, line)
        return None

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Row numbers; above the columns stand the choices."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if side is Qt.Orientation.Vertical:
            if section in self._hidden:
                return f"{section + 1} 隐藏"
            return str(section + 1)
        return ""

    def _font(self, index: Index, line: BreakdownLine | None) -> QFont | None:
        """Headings are bold, rows that are hidden slanted, what is crossed out is crossed out."""
        heading = line is not None and line.kind is BreakdownKind.HEADING
        hidden, struck = index.row() in self._hidden, (index.row(), index.column()) in self._struck
        if not (heading or hidden or struck):
            return None
        font = theme.font()
        if heading:
            font = theme.bold()
        font.setItalic(hidden)
        font.setStrikeOut(struck)
        return font

    def _repaint(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))


def _by_row(lines: Sequence[BreakdownLine]) -> dict[int, BreakdownLine]:
    """The line that speaks for each row: of several the first that needs a look."""
    found: dict[int, BreakdownLine] = {}
    for line in lines:
        first = found.setdefault(line.row, line)
        if line.doubt and not first.doubt:
            found[line.row] = line
    return found


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
