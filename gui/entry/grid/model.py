"""The grid of 填报 as an item model: it translates entries and assessments into cells, nothing else."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gui.entry.entries import Entries
from gui.entry.grid.cells import CellState, Painted, Shown
from gui.entry.grid.lines import RIGHT, TITLES, GridColumn, GridLine, GridLineKind, lines_of
from gui.entry.spots import Spot
from gui.session.search import matches
from models.judging.groups import count
from models.judging.lights import Status
from models.plan.entities import Target
from models.plan.fields import choices
from models.plan.ledger import Ledger

Index = QModelIndex | QPersistentModelIndex
SHOWN = Qt.ItemDataRole.UserRole
LINE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_COLUMNS = tuple(GridColumn)
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable  # asked for twice a cell at each painting
_TYPED = _CHOSEN | Qt.ItemFlag.ItemIsEditable
OPEN_STATES = frozenset({CellState.WAITING, CellState.WRONG, CellState.DOUBTED})


class EntryModel(QAbstractTableModel):
    """Rows are tasks, their targets and the targets' second lines; filters never act while typing."""

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self.entries = entries
        self.query, self.lead, self.only_open, self.last_year = "", "", False, False
        self._open: frozenset[str] = frozenset()
        self._lines: list[GridLine] = []
        self._rows: dict[str, list[int]] = {}
        self._painted: dict[str, Painted] = {}
        self._counts: dict[int, str] = {}
        self._ledger, self._made_for = self._plan(), self._asked()
        self._build(self._wanted_lines())
        entries.touched.connect(self.refresh)

    def rebuild(self) -> bool:
        """Filters, the plan or the period changed: returns whether the rows are others now."""
        before = self._lines
        self._painted.clear()
        if self.only_open:
            self._open = frozenset(self._needing())
        same = self._plan() is self._ledger and self._asked() == self._made_for
        lines = before if same else self._wanted_lines()
        self._ledger, self._made_for = self._plan(), self._asked()
        if lines == before:
            self._counts.clear()
            if before:
                self.dataChanged.emit(self.index(0, 0), self.index(len(before) - 1, len(TITLES) - 1))
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
            if self._lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(TITLES) - 1))
            return
        for target_id in targets:
            self._painted.pop(target_id, None)
            rows = self._rows.get(target_id)
            if rows:
                for first, last in ((rows[0], rows[-1]), (head := self._head(rows[0]), head)):
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
        if column is GridColumn.TEXT and line.kind is GridLineKind.MAIN:
            return self.entries.spot(line.target_id, "progress")
        return None

    def index_of(self, spot: Spot) -> QModelIndex:
        """The cell that fills a field; the target's own cell where the field is of the form; else invalid."""
        rows = self._rows.get(spot.target_id, [])
        if spot.field == "progress" and rows:
            return self.index(rows[0], GridColumn.TEXT)
        row = next((r for r in rows if self._lines[r].field == spot.field), rows[0] if rows else -1)
        return self.index(row, GridColumn.VALUE)

    def index_of_target(self, target_id: str) -> QModelIndex:
        """A target's 本期值; invalid where it is filtered out."""
        return self.index(self._rows.get(target_id, [-1])[0], GridColumn.VALUE)

    def target_at(self, row: int) -> Target | None:
        """The target of a row, None at a task."""
        return self.entries.session.target(self._lines[row].target_id) if 0 <= row < len(self._lines) else None

    def choices_at(self, index: Index) -> tuple[str, ...]:
        """The stages or states to choose from in a cell; empty where a number or text is typed."""
        target = self.target_at(index.row())
        return choices(target) if target and index.column() == GridColumn.VALUE and self.spot_at(index) else ()

    def needs_attention(self, row: int) -> bool:
        """Whether a row's 本期值 is 待填 or has a problem."""
        line = self._lines[row]
        return bool(line.field) and self._shown(line, GridColumn.VALUE).state in OPEN_STATES

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Always the same."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names, numbers to the right."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One look-up a role."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        column = _COLUMNS[index.column()]
        if role == SHOWN and line.kind is not GridLineKind.GROUP:
            return self._shown(line, column)
        if line.kind is GridLineKind.GROUP:
            return self._group_data(index.row(), line, column, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(line, column).text
            case Qt.ItemDataRole.EditRole:
                spot = self.spot_at(index)
                return self.entries.text(spot) if spot else self._shown(line, column).text
            case Qt.ItemDataRole.ToolTipRole:
                return self._shown(line, column).tip or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._paint(line).spoken(line, column)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tasks are not selected; only what can be typed now is editable."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line, column = self._lines[index.row()], index.column()
        if line.kind is GridLineKind.GROUP:
            return Qt.ItemFlag.ItemIsEnabled
        figure = column == GridColumn.VALUE and bool(line.field)
        words = column == GridColumn.TEXT and line.kind is GridLineKind.MAIN
        if (figure or words) and self.entries.writable:
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

    def _plan(self) -> Ledger | None:
        """The plan as read last; kept, for another one may come to lie where a forgotten one lay."""
        session = self.entries.session
        return session.ledger if session.has_plan else None

    def _asked(self) -> tuple[object, ...]:
        """What else the rows depend on, so that another period need not list them anew."""
        return self.query, self.lead, self._open if self.only_open else None, self.last_year

    def _wanted_lines(self) -> list[GridLine]:
        session = self.entries.session
        if not session.has_plan:
            return []
        return lines_of(session.ledger, self._is_wanted, last_year=self.last_year)

    def _is_wanted(self, target: Target) -> bool:
        if self.only_open and target.id not in self._open:
            return False
        if not self.query and not self.lead:
            return True
        lead = self.entries.session.ledger.lead_name(target)
        return self.lead in ("", lead) and matches(self.query, target.full_name, target.unit, lead)

    def _needing(self) -> Iterator[str]:
        """Targets that are 待填 or have a problem."""
        session = self.entries.session
        yield from (a.target.id for a in session.assessments if a.status is Status.MISSING)
        yield from (p.spot.target_id for p in self.entries.problems())

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

    def _head(self, row: int) -> int:
        """The row of the task that a row stands under."""
        return next(at for at in range(row, -1, -1) if self._lines[at].kind is GridLineKind.GROUP)

    def _group_count(self, row: int) -> str:
        """已报 n/m of the task's targets that are shown."""
        if row not in self._counts:
            members, by_target = [], self.entries.session.by_target
            for at in range(row + 1, len(self._lines)):
                line = self._lines[at]
                if line.kind is GridLineKind.GROUP:
                    break
                if line.kind is GridLineKind.MAIN:
                    members.append(by_target[line.target_id])
            counted = count(members)
            self._counts[row] = f"已报 {counted.reported}/{counted.members}" if counted.members else ""
        return self._counts[row]
