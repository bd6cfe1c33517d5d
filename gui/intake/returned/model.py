"""The item model of the preview: files, their rows, which of them are ticked and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.intake.returned.lines import Group, Key, Kind, Line
from models.collecting.returned import CellChange

Index: TypeAlias = QModelIndex | QPersistentModelIndex
LINE, GROUP, REASON = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 3))
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SPOKEN = {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
_TONE = {Kind.DOUBT: "提醒", Kind.ERROR: "错误", Kind.STRAY: "未识别", Kind.SAME: "没有变化", Kind.SURE: ""}


class Column(IntEnum):
    """The columns of picture 07."""

    TICK = 0
    ROW = 1
    NAME = 2
    COLUMN = 3
    UNIT = 4
    BEFORE = 5
    OLD = 6
    ARROW = 7
    NEW = 8
    BY = 9
    HINT = 10


HEADINGS = ("", "表行", "指标", "栏目", "单位", "上期值", "台账现值", "", "表中新值", "变化", "提示")
ALL_OR_NONE = "勾选全部没有提醒的行，或都不勾"
NUMBERS = {Column.BEFORE, Column.OLD, Column.NEW, Column.BY}


class Filter(StrEnum):
    """What is listed."""

    ALL = "全部"
    DOUBTS = "只看提醒"
    ERRORS = "只看错误"


FILTERED = {
    Filter.ALL: {Kind.SURE, Kind.DOUBT, Kind.ERROR, Kind.STRAY},
    Filter.DOUBTS: {Kind.DOUBT},
    Filter.ERRORS: {Kind.ERROR, Kind.STRAY},
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are, and how many will be written; `left` are sure ones without a tick."""

    by_filter: dict[Filter, int]
    chosen: int
    left: int
    doubts: int
    errors: int
    same: int

    @property
    def skipped(self) -> int:
        """Rows that will not be written."""
        return self.left + self.doubts + self.errors


class ImportModel(QAbstractItemModel):
    """Two levels: files, and under each its rows that pass the filter. `ticked` when a tick changed."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: list[Group] = []
        self._shown: list[tuple[Group, list[Line]]] = []
        self._ticked: set[Key] = set()
        self._reasons: dict[Key, str] = {}
        self._disputed: dict[tuple[str, str, str], list[Line]] = {}
        self.filter = Filter.ALL
        self.same_shown = False

    def show(self, groups: Sequence[Group]) -> None:
        """Show other files; the ticks of rows that read as before are kept, new sure rows are ticked."""
        before = {line.key: line.change for line in self.lines()}
        now = {line.key: line for group in groups for line in group.lines}
        kept = {key for key, line in now.items() if key in before and before[key] == line.change}
        fresh = {key for key, line in now.items() if key not in kept and line.kind is Kind.SURE}
        self._ticked = (self._ticked & kept) | fresh
        self._reasons = {key: why for key, why in self._reasons.items() if key in kept}
        self._disputed = {}
        for line in now.values():
            if line.change and line.change.disputed:
                self._disputed.setdefault(line.change.slot, []).append(line)
        self.beginResetModel()
        self.groups = list(groups)
        self._filter()
        self.endResetModel()
        self.ticked.emit()

    def set_filter(self, wanted: Filter, *, same: bool = False) -> None:
        """List only some rows; `same` adds those without a change."""
        self.beginResetModel()
        self.filter, self.same_shown = wanted, same
        self._filter()
        self.endResetModel()

    def lines(self) -> Iterable[Line]:
        """All rows, whatever the filter."""
        return (line for group in self.groups for line in group.lines)

    def shown_lines(self) -> list[Line]:
        """The rows that pass the filter."""
        return [line for _, lines in self._shown for line in lines]

    def is_ticked(self, line: Line) -> bool:
        """Whether a row will be written."""
        return line.key in self._ticked

    def reason(self, line: Line) -> str:
        """Why a doubted row is written all the same."""
        return self._reasons.get(line.key, "")

    def lacking_reason(self, lines: Iterable[Line]) -> list[Line]:
        """Those of the rows that can only be ticked with a reason that nobody gave yet."""
        return [line for line in lines if line.change and line.change.needs_reason and not self.reason(line)]

    def tick(self, lines: Iterable[Line], *, on: bool, reason: str = "") -> None:
        """Tick rows or not; doubted ones need their reason, of two for one cell only one can be ticked."""
        for line in lines:
            if line.change is None:
                continue
            if not on:
                self._ticked.discard(line.key)
                continue
            if reason and line.change.needs_reason:
                self._reasons[line.key] = reason
            if not self.lacking_reason([line]):
                self._ticked -= {other.key for other in self.rivals(line)}
                self._ticked.add(line.key)
        for row, (_, shown) in enumerate(self._shown):
            if shown:
                parent = self.index(row, 0)
                last = self.index(len(shown) - 1, len(Column) - 1, parent)
                self.dataChanged.emit(self.index(0, 0, parent), last)
        self.ticked.emit()

    def rivals(self, line: Line) -> list[Line]:
        """Other rows that fill the same cell."""
        slot = line.change.slot if line.change else None
        return [o for o in self._disputed.get(slot, ()) if o.key != line.key] if slot else []

    def chosen(self) -> list[CellChange]:
        """The changes ticked, each with its reason."""
        return [
            replace(line.change, reason=self.reason(line))
            for line in self.lines()
            if line.change and self.is_ticked(line)
        ]

    def counts(self) -> Counts:
        """The numbers of the filter and of the bottom line."""
        kinds = {wanted: sum(line.kind in kinds for line in self.lines()) for wanted, kinds in FILTERED.items()}
        open_ones = [line for line in self.lines() if not self.is_ticked(line)]
        return Counts(
            by_filter=kinds,
            chosen=len(self._ticked),
            left=sum(line.kind is Kind.SURE for line in open_ones),
            doubts=sum(line.kind is Kind.DOUBT for line in open_ones),
            errors=kinds[Filter.ERRORS],
            same=sum(line.kind is Kind.SAME for line in self.lines()),
        )

    def line(self, index: Index) -> Line | None:
        """The row at an index; None on a file."""
        at = index.internalId()
        return self._shown[at - 1][1][index.row()] if index.isValid() and at else None

    def group(self, index: Index) -> Group | None:
        """The file at or above an index."""
        if not index.isValid():
            return None
        at = index.internalId()
        return self._shown[at - 1 if at else index.row()][0]

    def index_of(self, key: Key) -> QModelIndex:
        """Where a row is; invalid when it is not listed."""
        for row, (_, lines) in enumerate(self._shown):
            for i, line in enumerate(lines):
                if line.key == key:
                    return self.index(i, 0, self.index(row, 0))
        return QModelIndex()

    def index_of_file(self, name: str) -> QModelIndex:
        """Where a file is; invalid when it is not listed."""
        rows = (row for row, (group, _) in enumerate(self._shown) if group.book.name == name)
        row = next(rows, None)
        return QModelIndex() if row is None else self.index(row, 0)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Files have id 0, a row the number of its file from 1."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """A row's file."""
        at = index.internalId() if index.isValid() else 0
        return self.createIndex(at - 1, 0, 0) if at else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Files, and each file's rows."""
        if not parent.isValid():
            return len(self._shown)
        return 0 if parent.internalId() or parent.column() else len(self._shown[parent.row()][1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """The columns of picture 07."""
        return len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A row that cannot be written cannot be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.line(index)
        if line and line.change and index.column() == Column.TICK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role in _SPOKEN and section == Column.TICK:
            return ALL_OR_NONE
        return (_RIGHT if section in NUMBERS else _LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid():
            return None
        line = self.line(index)
        if line is None:
            return self._of_group(index, role)
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role in _SPOKEN:
            return self._spoken(line)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in NUMBERS else _LEFT
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.TICK and line.change:
            return Qt.CheckState.Checked if self.is_ticked(line) else Qt.CheckState.Unchecked
        return self.reason(line) if role == REASON else None

    def _of_group(self, index: Index, role: int) -> Any:
        group = self._shown[index.row()][0]
        if role == GROUP:
            return group
        said = role == Qt.ItemDataRole.DisplayRole or role in _SPOKEN
        return f"{group.title}，{told(group, same_shown=self.same_shown)}" if said and not index.column() else None

    def _text(self, line: Line, column: int) -> str:
        row = str(line.place.row) if line.place.row else ""
        arrow = "→" if line.old else ""
        reason = self.reason(line) if self.is_ticked(line) else ""
        hint = f"原因：{reason}" if reason else line.hint
        texts = (
            "", row, line.name, line.column, line.unit, line.before, line.old, arrow, line.new, line.by, hint,
        )  # fmt: skip
        return texts[column]

    def _spoken(self, line: Line) -> str:
        """A row for a screen reader, and whole in the tooltip."""
        state = "已勾选" if self.is_ticked(line) else "未勾选" if line.change else "不能勾选"
        figures = f"{line.old} → {line.new} {line.unit}".strip() if line.old else line.new
        said = (line.name, line.column, figures, state, _TONE[line.kind], *line.why, line.note, self.reason(line))
        return "，".join(part for part in said if part)

    def _filter(self) -> None:
        wanted = FILTERED[self.filter] | ({Kind.SAME} if self.same_shown else set())
        self._shown = []
        for group in self.groups:
            lines = [line for line in group.lines if line.kind in wanted]
            if lines or (self.filter is Filter.ALL and not group.refusal):
                self._shown.append((group, lines))


def told(group: Group, *, same_shown: bool = False) -> str:
    """A file's head: how many rows change, and how many do not."""
    same = group.count(Kind.SAME)
    folded = "" if same_shown else "已折叠"
    parts = [f"{group.changed} 行变化"] if group.changed else []
    parts += [f"{same} 行无变化{folded}"] if same else []
    return "，".join(parts) or "没有变化"
