"""The same numbers as a chart's, as a table: for the twin of the page and for the clipboard."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QTableView

from gui.kit import theme
from gui.kit.plain import in_role
from gui.target.sentences import words, words_instead
from gui.trend.drawing import ChartLine, due_in
from models.judging.assess import Assessment
from models.judging.figures import actual, as_decimal
from models.judging.statuses import Status
from models.judging.trend import TrendPoint, trend
from models.plan.entities import Target
from models.plan.period import Period
from models.plan.quantity import money_digits, trimmed, typed
from models.plan.year import PlanYear
from models.report import printed

MONTHS = tuple(f"{m}月" for m in range(1, 13))
_WHOSE = ("指标", "单位")
COLUMNS = (*_WHOSE, "项目", *MONTHS)
_CELL, _FIRST = 10, 64  # pixels around a number, and of the first column at least
_LINE = len(_WHOSE)  # name and unit stand in the headings, not in columns
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROOT = QModelIndex()


class NumberRow(NamedTuple):
    """A line of a chart by month; without a line, a text across all months (a heading, stages in words)."""

    name: str
    unit: str
    line: ChartLine | None
    word: str
    months: tuple[str, ...] = ("",) * len(MONTHS)

    @property
    def shown(self) -> tuple[str, ...]:
        """The row as in the table below the charts: whose it is stands in the heading."""
        return (self.word, *self.months)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as in a sheet, in the order of COLUMNS."""
        return (self.name, self.unit, self.word, *self.months)


def rows_of(ledger: PlanYear, a: Assessment) -> list[NumberRow]:
    """A target's rows: reported, due, target and last year by month; gaps say 缺报, never 0."""
    target, unit = a.target, a.target.unit
    name = target.full_name
    if words_instead(a):
        return [NumberRow(name, unit, None, words(a))]
    points = trend(ledger, target, a.period).points
    reported = tuple(_reported(ledger, a, p.period) for p in points)
    demand = tuple(_target(p) for p in points)
    rows = [NumberRow(name, unit, ChartLine.ACTUAL, "实际", reported)]
    pace = _pace_by_month(points, unit)
    if any(pace):
        rows.append(NumberRow(name, unit, ChartLine.PACE, printed.due_name(a.terms), pace))
    rows.append(NumberRow(name, unit, ChartLine.DEMAND, printed.demand_name(a.terms), demand))
    past = tuple(_past(target, p) for p in points)
    if any(past):
        rows.append(NumberRow(name, unit, ChartLine.LAST_YEAR, "上年", past))
    return rows


def as_text(rows: Iterable[NumberRow]) -> str:
    """Rows for pasting into a sheet, below the names of the columns."""
    return "\n".join(["\t".join(COLUMNS), *map(_as_line, rows)])


class NumbersModel(QAbstractTableModel):
    """The table twin of the charts: a heading for each target, its lines below, a column for each month."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[NumberRow] = []

    @property
    def headings(self) -> list[int]:
        """The rows that are one text across all columns."""
        return [i for i, row in enumerate(self._rows) if row.line is None]

    def set_rows(self, rows: list[NumberRow]) -> None:
        """Show other rows, as `rows_of` makes them."""
        self.beginResetModel()
        self._rows, above = [], ("", "")
        for row in rows:
            if (row.name, row.unit) != above:
                above = row.name, row.unit
                title = f"{row.name}{printed.in_brackets(row.unit)}"
                self._rows.append(NumberRow(row.name, row.unit, None, title))
            self._rows.append(row)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """A heading and one row a line of a chart."""
        if parent.isValid():
            return 0
        return len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """The line and twelve months."""
        if parent.isValid():
            return 0
        return 1 + len(MONTHS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text; numbers stand right; what is reported and whose it is stands out."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return in_role(row.shown[column], role)
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(row, column)
            case Qt.ItemDataRole.TextAlignmentRole if column:
                return _RIGHT
            case Qt.ItemDataRole.FontRole:
                return _font(row)
            case Qt.ItemDataRole.BackgroundRole if row.line is None:
                return theme.colour(theme.HEADER)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section + _LINE]
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
        self.setTabKeyNavigation(False)  # Tab leaves the table as it leaves every panel

    def show_rows(self, rows: list[NumberRow]) -> None:
        """Show other numbers, the place kept where it still exists."""
        at = self.currentIndex()
        self.rows.set_rows(rows)
        self.clearSpans()
        for row in self.rows.headings:
            self.setSpan(row, 0, 1, self.rows.columnCount())
        # a reset forgets where one was
        self.setCurrentIndex(self.rows.index(at.row(), at.column()))
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The months share the width."""
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C takes the block as a sheet would."""
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            return
        by_row: dict[int, dict[int, str]] = {}
        for index in self.selectedIndexes():
            by_row.setdefault(index.row(), {})[index.column()] = str(index.data())
        lines = []
        for _, cells in sorted(by_row.items()):
            lines.append("\t".join(text for _, text in sorted(cells.items())))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _share_width(self) -> None:
        """Each month as wide as the widest needs, what is left shared out; the sideways bar only beyond that."""
        needed = self._needed()
        alike = max(needed[1:])
        if needed[0] + alike * len(MONTHS) <= self.viewport().width():
            needed[1:] = [alike] * len(MONTHS)
        spare = max(self.viewport().width() - sum(needed), 0) / len(MONTHS)
        edge = float(needed[0])
        self.setColumnWidth(0, needed[0])
        for column, wide in enumerate(needed[1:], start=1):
            # rounded at the edges: the last month ends at the border
            self.setColumnWidth(column, int(edge + wide + spare) - int(edge))
            edge += wide + spare

    def _needed(self) -> list[int]:
        """How wide each column must be for its texts; headings go across and need nothing."""
        metrics = QFontMetrics(theme.bold(theme.SMALL_PX))
        across = set(self.rows.headings)
        lines = [row for row in range(self.rows.rowCount()) if row not in across]
        needed = []
        for column in range(self.rows.columnCount()):
            widest = metrics.horizontalAdvance(COLUMNS[column + _LINE])
            for row in lines:
                widest = max(widest, metrics.horizontalAdvance(str(self.rows.index(row, column).data())))
            needed.append(widest + _CELL)
        needed[0] = max(needed[0], _FIRST)
        return needed


def _spoken(row: NumberRow, column: int) -> str:
    """A cell for a screen reader: whose it is, which line, the month and the figure with its unit."""
    if row.line is None:
        return row.word
    if not column:
        return f"{row.name}，{row.word}"
    figure = row.months[column - 1] or "空"
    return f"{row.name}，{row.word}，{MONTHS[column - 1]}，{figure}{row.unit}"


def _font(row: NumberRow) -> QFont:
    if row.line in (None, ChartLine.ACTUAL):
        return theme.bold(theme.SMALL_PX)
    return theme.font(theme.SMALL_PX)


def _as_line(row: NumberRow) -> str:
    """A row of a sheet; a tab or a new line in a text would begin another cell."""
    return "\t".join(text.replace("\t", " ").replace("\n", " ") for text in row.cells)


def _pace_by_month(points: Sequence[TrendPoint], unit: str) -> tuple[str, ...]:
    digits = money_digits(unit)
    return tuple(_pace(p, digits) for p in points)


def _pace(point: TrendPoint, digits: int) -> str:
    if point.pace is None:
        return ""
    return trimmed(point.pace, digits)


def _target(point: TrendPoint) -> str:
    """The number that the line has in this month, without the plan's words around it."""
    if point.target is None:
        return ""
    return typed(as_decimal(point.target))


def _past(target: Target, point: TrendPoint) -> str:
    if point.last_year is None:
        return ""
    return printed.last_year(target, point.last_year).in_column


def _reported(ledger: PlanYear, a: Assessment, period: Period) -> str:
    """A month's figure, or why there is none; later months are empty."""
    if period.halves > a.period.halves:
        return ""
    cells = ledger.cells_of(a.target)
    cell = cells.get(period.key)
    if cell is not None and cell.not_applicable:
        return Status.NOT_APPLICABLE.value
    decimals = a.rule.decimals
    made = printed.figure_of(a.target, actual(a.target, period, cells, decimals), cell, decimals)
    if made:
        return made.in_column
    if due_in(a, period):
        return Status.MISSING.value
    return ""
