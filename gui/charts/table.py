"""The same numbers as a chart's, as a table: for the twin of the page and for the clipboard."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QTableView

from gui.kit import theme
from gui.target.sentences import words, words_instead
from gui.trend.drawing import due_in
from models.judging.assess import Assessment
from models.judging.figures import actual, as_decimal
from models.judging.trend import trend
from models.plan.ledger import Ledger
from models.plan.period import Period
from models.plan.quantity import money_digits, trimmed, typed
from models.report.cells import demand_word, figure_text

MONTHS = tuple(f"{m}月" for m in range(1, 13))
COLUMNS = ("指标", "单位", "项目", *MONTHS)
_CELL, _FIRST = 10, 64  # pixels around a number, and of the first column at least
_ROOT = QModelIndex()


def rows_of(ledger: Ledger, a: Assessment) -> list[list[str]]:
    """A target's rows: reported, due, target and last year by month; gaps say 缺报, never 0."""
    target = a.target
    name, unit = target.full_name, target.unit
    if words_instead(a):
        return [[name, unit, words(a), *[""] * 12]]
    points = trend(ledger, target, a.period).points
    digits = money_digits(unit)
    rows = [[name, unit, "实际", *[_reported(ledger, a, p.period) for p in points]]]
    if any(p.pace is not None for p in points):
        word = "控制进度" if a.terms.lower else "应达"
        rows.append([name, unit, word, *["" if p.pace is None else trimmed(p.pace, digits) for p in points]])
    demand = ["" if p.target is None else typed(as_decimal(p.target)) for p in points]
    rows.append([name, unit, demand_word(a.terms), *demand])
    if any(p.last_year is not None for p in points):
        rows.append([name, unit, "上年", *["" if p.last_year is None else figure_text(p.last_year) for p in points]])
    return rows


def as_text(rows: Iterable[list[str]]) -> str:
    """Rows for pasting into a sheet."""
    return "\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) for row in (COLUMNS, *rows))


class NumbersModel(QAbstractTableModel):
    """The table twin of the charts: a heading for each target, its lines below, a column for each month."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[str]] = []

    @property
    def headings(self) -> list[int]:
        """The rows that are one text across all columns."""
        return [i for i, row in enumerate(self._rows) if not any(row[3:])]

    def set_rows(self, rows: list[list[str]]) -> None:
        """Show other rows, as `rows_of` makes them."""
        self.beginResetModel()
        self._rows = []
        for row in rows:
            if not self._rows or self._rows[-1][:2] != row[:2]:
                self._rows.append([*row[:2], f"{row[0]}（{row[1]}）" if row[1] else row[0], *[""] * len(MONTHS)])
            self._rows.append(row)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """A heading and one row a line of a chart."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """The line and twelve months."""
        return 0 if parent.isValid() else len(COLUMNS) - 2

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text; numbers stand right; what is reported and whose it is stands out."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column() + 2
        heading = not any(row[3:])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [row[2]] if heading else [row[0], row[2], *([COLUMNS[column]] if column > 2 else [])]
            return "，".join([*parts, (row[column] or "空") + row[1]] if column > 2 and not heading else parts)
        if role == Qt.ItemDataRole.TextAlignmentRole and column > 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return theme.bold(theme.SMALL_PX) if heading or row[2] == "实际" else theme.font(theme.SMALL_PX)
        if role == Qt.ItemDataRole.BackgroundRole and heading:
            return theme.colour(theme.HEADER)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section + 2]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole and not section:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class Twin(QTableView):
    """The table: as wide as its place wherever the numbers allow it; Ctrl+C copies the block selected."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = NumbersModel()
        self.setModel(self.rows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.GRID_ROW_HEIGHT)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName("图上的数字")
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def show_rows(self, rows: list[list[str]]) -> None:
        """Show other numbers, the place kept where it still exists."""
        at = self.currentIndex()
        self.rows.set_rows(rows)
        self.clearSpans()
        for row in self.rows.headings:
            self.setSpan(row, 0, 1, self.rows.columnCount())
        self.setCurrentIndex(self.rows.index(at.row(), at.column()))
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The months share the width."""
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C takes the block as a sheet would."""
        if event.matches(QKeySequence.StandardKey.Copy):
            by_row: dict[int, dict[int, str]] = {}
            for index in self.selectedIndexes():
                by_row.setdefault(index.row(), {})[index.column()] = str(index.data())
            lines = ["\t".join(cells[c] for c in sorted(cells)) for _, cells in sorted(by_row.items())]
            QGuiApplication.clipboard().setText("\n".join(lines))
            return
        super().keyPressEvent(event)

    def _share_width(self) -> None:
        """Each month as wide as the widest needs, what is left shared out; the sideways bar only beyond that."""
        metrics = QFontMetrics(theme.bold(theme.SMALL_PX))
        lines = [r for r in range(self.rows.rowCount()) if r not in set(self.rows.headings)]
        needed = []
        for column in range(self.rows.columnCount()):
            texts = [COLUMNS[column + 2], *(str(self.rows.index(r, column).data()) for r in lines)]
            needed.append(max(metrics.horizontalAdvance(t) for t in texts) + _CELL)
        needed[0] = max(needed[0], _FIRST)
        alike = max(needed[1:])
        if needed[0] + alike * len(MONTHS) <= self.viewport().width():
            needed[1:] = [alike] * len(MONTHS)
        spare = max(self.viewport().width() - sum(needed), 0) / len(MONTHS)
        edge = float(needed[0])
        self.setColumnWidth(0, needed[0])
        for column, wide in enumerate(needed[1:], start=1):
            self.setColumnWidth(column, int(edge + wide + spare) - int(edge))
            edge += wide + spare


def _reported(ledger: Ledger, a: Assessment, period: Period) -> str:
    if period.halves > a.period.halves:
        return ""
    cells = ledger.cells_of(a.target)
    cell = cells.get(period.key)
    if cell and cell.not_applicable:
        return "不适用"
    figure = actual(a.target, period, cells, a.rule.decimals)
    if figure.value is None:
        return "缺报" if due_in(a, period) else ""
    return figure.text + (f"（{cell.nature}）" if cell and cell.nature == "预计" else "")
