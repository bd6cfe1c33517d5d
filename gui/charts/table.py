"""The same numbers as a chart's, as a table: for the twin of the page and for the clipboard."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gui import theme
from gui.charts.drawing import demand_word, due_in, figure_text, words, words_instead
from models.assess import Assessment
from models.figures import actual, as_decimal
from models.ledger import Ledger
from models.period import Period
from models.quantity import money_digits, trimmed, typed
from models.trend import trend

MONTHS = tuple(f"{m}月" for m in range(1, 13))
COLUMNS = ("指标", "单位", "项目", *MONTHS)
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
    """The table twin of the charts: only shows rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[str]] = []

    def set_rows(self, rows: list[list[str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """One row a line of a chart."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Name, unit, line, and twelve months."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text; numbers stand right."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            repeated = column < 2 and row and self._rows[row - 1][0] == self._rows[row][0]
            return "" if repeated else self._rows[row][column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._rows[row][column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column > 2:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and self._rows[row][2] == "实际" and column:
            return theme.bold()
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None


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
