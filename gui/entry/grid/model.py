"""The grid of 填报 as an item model: it translates entries and assessments into cells, nothing else."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gui.entry.entries import Entries
from gui.entry.filters import Filters
from gui.entry.grid.cells import CellState, Painted, Shown
from gui.entry.grid.columns import side_of
from gui.entry.grid.lines import TITLES, GridColumn, GridLine, GridLineKind, lines_of
from gui.entry.spots import PAST, WORDS, Spot
from gui.kit.plain import plain_tip
from models.judging.assess import Assessment
from models.judging.groups import count
from models.plan.entities import Target
from models.plan.fields import choices
from models.plan.year import PlanYear

Index = QModelIndex | QPersistentModelIndex
SHOWN = Qt.ItemDataRole.UserRole
LINE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_COLUMNS = tuple(GridColumn)
_ENTERED = frozenset({GridColumn.PAST, GridColumn.VALUE, GridColumn.TEXT})
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable  # asked for twice a cell at each painting
_TYPED = _CHOSEN | Qt.ItemFlag.ItemIsEditable
OPEN_STATES = frozenset({CellState.WAITING, CellState.WRONG, CellState.DOUBTED})


class EntryModel(QAbstractTableModel):
    """Rows are tasks, their targets and the targets' second lines; filters never act while typing."""

    def __init__(self, entries: Entries, filters: Filters) -> None:
        super().__init__()
        self.entries = entries
        self.filters = filters
        self._lines: list[GridLine] = []
        self._rows: dict[str, list[int]] = {}
        self._painted: dict[str, Painted] = {}
        self._counts: dict[int, str] = {}
        self._ledger, self._made_for = self._plan(), self.filters.asked
        self._build(_lines(self._ledger, filters))
        entries.touched.connect(self.refresh)

    def rebuild(self) -> bool:
        """Filters, the plan or the period changed: returns whether the rows are others now."""
        before = self._lines
        self._painted.clear()
        self.filters.look_anew()
        same = self._plan() is self._ledger and self.filters.asked == self._made_for
        lines = before
        if not same:
            lines = _lines(self._plan(), self.filters)
        self._ledger, self._made_for = self._plan(), self.filters.asked
        if lines == before:
            self._counts.clear()
            self._tell_changed(0, len(before) - 1)
            return False
        self.beginResetModel()
        self._build(lines)
        self.endResetModel()
        return True

    def refresh(self, targets: frozenset[str] | None) -> None:
        """Show some targets anew; the rows stay as they are."""
        self._counts.clear()
        if targets is None:
            self._painted.clear()
            self._tell_changed(0, len(self._lines) - 1)
            return
        for target_id in targets:
            self._painted.pop(target_id, None)
            rows = self._rows.get(target_id)
            if rows:
                task = self._task_of(rows[0])
                self._tell_changed(rows[0], rows[-1])
                self._tell_changed(task, task)

    def _tell_changed(self, first: int, last: int) -> None:
        """Whole rows are shown anew; none where the last comes before the first."""
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(TITLES) - 1))

    def line(self, row: int) -> GridLine:
        """The row's task, target or second line."""
        return self._lines[row]

    def task_rows(self) -> Iterator[int]:
        """The rows where a task begins, from above."""
        return (row for row, line in enumerate(self._lines) if line.kind is GridLineKind.GROUP)

    def spot_at(self, index: Index) -> Spot | None:
        """The field that a cell fills; None where nothing is typed."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], _COLUMNS[index.column()]
        if column is GridColumn.VALUE and line.field:
            return self.entries.spot(line.target_id, line.field)
        if line.kind is not GridLineKind.MAIN:
            return None
        if column is GridColumn.TEXT:
            return self.entries.spot(line.target_id, WORDS.name)
        if column is GridColumn.PAST and line.past:
            return self.entries.spot(line.target_id, PAST.name)
        return None

    def index_of(self, spot: Spot) -> QModelIndex:
        """The cell that fills a field; the target's own cell where the field is of the form; else invalid."""
        rows = self._rows.get(spot.target_id)
        if rows is None:
            return QModelIndex()
        if spot.field == WORDS.name:
            return self.index(rows[0], GridColumn.TEXT)
        if spot.field == PAST.name:
            return self.index(rows[0], GridColumn.PAST)
        for row in rows:
            if self._lines[row].field == spot.field:
                return self.index(row, GridColumn.VALUE)
        return self.index(rows[0], GridColumn.VALUE)

    def index_of_target(self, target_id: str) -> QModelIndex:
        """A target's 本期值; invalid where it is filtered out."""
        rows = self._rows.get(target_id)
        if rows is None:
            return QModelIndex()
        return self.index(rows[0], GridColumn.VALUE)

    def target_at(self, row: int) -> Target | None:
        """The target of a row, None at a task and outside the rows."""
        if not 0 <= row < len(self._lines):
            return None
        return self.entries.session.target(self._lines[row].target_id)

    def choices_at(self, index: Index) -> tuple[str, ...]:
        """The stages or states to choose from in a cell; empty where a number or text is typed."""
        target, spot = self.target_at(index.row()), self.spot_at(index)
        if target is None or spot is None:
            return ()
        return choices(target, spot.field_row)

    def needs_attention(self, row: int) -> bool:
        """Whether a row's 本期值 is 待填 or has a problem."""
        line = self._lines[row]
        return bool(line.field) and self._shown(line, GridColumn.VALUE).state in OPEN_STATES

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a line."""
        if parent.isValid():
            return 0
        return len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Always the same."""
        if parent.isValid():
            return 0
        return len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names, numbers to the right."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side_of(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One look-up a role."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], _COLUMNS[index.column()]
        if role == LINE:
            return line
        if line.kind is GridLineKind.GROUP:
            return self._group_data(index.row(), line, column, role)
        match role:
            case Qt.ItemDataRole.UserRole:  # SHOWN, asked for at each painting
                return self._shown(line, column)
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(line, column).text
            case Qt.ItemDataRole.EditRole:
                return self._typed(index, line, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._shown(line, column).tip) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._paint(line).spoken(line, column)
        return None

    def _typed(self, index: Index, line: GridLine, column: GridColumn) -> str:
        """What an editor begins with, and what is copied: the text as it was typed."""
        spot = self.spot_at(index)
        if spot is None:
            return self._shown(line, column).text
        return self.entries.text(spot)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tasks are not selected; only what can be typed now is editable."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line, column = self._lines[index.row()], index.column()
        if line.kind is GridLineKind.GROUP:
            return Qt.ItemFlag.ItemIsEnabled
        if column in _ENTERED and self.entries.writable:
            spot = self.spot_at(index)
            if spot is not None and self.entries.cells.locked(spot) is None:
                return _TYPED
        return _CHOSEN

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed, also where the period was locked meanwhile; text that is refused is kept and shown."""
        spot = self.spot_at(index)
        if role != Qt.ItemDataRole.EditRole or spot is None or self.entries.session.read_only:
            return False
        self.entries.enter([(spot, str(value))])
        return True

    def _build(self, lines: list[GridLine]) -> None:
        self._lines = lines
        self._counts.clear()
        self._rows = {}
        for row, line in enumerate(self._lines):
            if line.target_id:
                self._rows.setdefault(line.target_id, []).append(row)

    def _plan(self) -> PlanYear | None:
        """The plan as read last; kept, for another one may come to lie where a forgotten one lay."""
        session = self.entries.session
        if not session.has_plan:
            return None
        return session.ledger

    def _paint(self, line: GridLine) -> Painted:
        painted = self._painted.get(line.target_id)
        if painted is None:
            painted = Painted(self.entries, self.entries.session.by_target[line.target_id])
            self._painted[line.target_id] = painted
        return painted

    def _shown(self, line: GridLine, column: GridColumn) -> Shown:
        return self._paint(line).cell(line, column)

    def _group_data(self, row: int, line: GridLine, column: GridColumn, role: int) -> Any:
        if role == SHOWN:
            return Shown(line.label, CellState.PLAIN, hint=self._group_count(row))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and column is GridColumn.NAME:
            return line.label
        return None

    def _task_of(self, row: int) -> int:
        """The row of the task that a row stands under."""
        while self._lines[row].kind is not GridLineKind.GROUP:
            row -= 1
        return row

    def _group_count(self, row: int) -> str:
        """已报 n/m of the task's targets that are shown."""
        if row not in self._counts:
            counted = count(list(self._members(row)))
            self._counts[row] = ""
            if counted.members:
                self._counts[row] = f"已报 {counted.reported}/{counted.members}"
        return self._counts[row]

    def _members(self, row: int) -> Iterator[Assessment]:
        """The targets that stand under the task of a row."""
        by_target = self.entries.session.by_target
        for line in islice(self._lines, row + 1, None):
            if line.kind is GridLineKind.GROUP:
                return
            if line.kind is GridLineKind.MAIN:
                yield by_target[line.target_id]


def _lines(ledger: PlanYear | None, filters: Filters) -> list[GridLine]:
    if ledger is None:
        return []
    return lines_of(ledger, filters.wants)
