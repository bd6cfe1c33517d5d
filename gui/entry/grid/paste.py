"""Blocks of cells to and from Excel and WPS: where each cell goes, previewed when the block is wide."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.entry.grid.lines import TITLES, GridColumn, GridLine, GridLineKind
from gui.entry.grid.model import EntryModel
from gui.entry.spots import Spot
from gui.kit import ask, theme
from gui.kit.plain import PlainLabel, plain_tip
from models.collecting.typed import NOT_APPLICABLE_FIELD
from models.plan.entities import Target
from models.plan.fields import as_text
from models.plan.quantity import MINUS, with_minus
from models.words.numbers import NOT_APPLICABLE

_COLUMNS = ("指标", "栏目", "现在", "粘贴为")
_COMPUTED, _EMPTY = "自动计算，不粘贴", "空格，不改"


@dataclass(frozen=True, slots=True)
class Pasted:
    """One cell of a block and where it goes; no spot where nothing can be typed, no text where nothing changes.

    A locked cell has no spot, and its `problem` says so.
    `read` is what the text means, `problem` why it will be refused.
    """

    name: str
    column: GridColumn
    text: str
    spot: Spot | None
    now: str
    read: str = ""
    problem: str = ""

    @property
    def writes(self) -> bool:
        """Whether anything is written: an empty cell changes nothing, as in a returned workbook."""
        return self.spot is not None and bool(self.text)


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """A block as Excel reads it: a plain minus sign, quotes where a cell has line breaks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\r\n")
    writer.writerows([[cell.replace(MINUS, "-") for cell in row] for row in rows])
    return out.getvalue()


def place_block(
    model: EntryModel,
    block: Sequence[Sequence[str]],
    row: int,
    columns: Sequence[GridColumn],
    height: int = 1,
    *,
    hidden: Callable[[int], bool] = lambda _: False,
) -> list[Pasted]:
    """Where a block goes from a row on: tasks and computed lines are passed over; one cell fills the selection."""
    found: list[Pasted] = []
    rows = [r for r in free_rows(model, row, columns[0]) if not hidden(r)]
    if len(block) == 1 and height > 1:
        block = [block[0]] * sum(r < row + height for r in rows)
    for at, cells in zip(rows, block, strict=False):
        target = model.target_at(at)
        name = ""
        if target is not None:
            name = target.full_name
        for column, text in zip(columns, cells, strict=False):
            index = model.index(at, column)
            now = str(model.data(index))
            spot, kept = model.spot_at(index), text.strip()
            read, problem = _understood(model, target, spot, kept)
            locked = spot and model.entries.cells.locked(spot)
            if locked:
                spot, problem = None, locked.what
            found.append(Pasted(name, column, kept, spot, now, read, problem))
    return found


def _understood(model: EntryModel, target: Target | None, spot: Spot | None, text: str) -> tuple[str, str]:
    """What a text will be kept as, or the start of the sentence why it will not."""
    if target is None or spot is None or not text:
        return "", ""
    parsed = model.entries.read(target, spot, text)
    if parsed.problem:
        return "", parsed.problem.what
    if parsed.field == NOT_APPLICABLE_FIELD:
        return NOT_APPLICABLE, ""
    return with_minus(as_text(parsed.value)), ""


def free_rows(model: EntryModel, row: int, column: GridColumn) -> list[int]:
    """The rows from one on that take part when a block begins in a cell: those of its own kind, never others.

    Begun in 上年同期数 of a growth a block fills the like lines alone, begun elsewhere the targets' own lines.
    """
    begun = model.line(row)
    if column is GridColumn.VALUE and begun.kind is GridLineKind.SECOND and begun.field:
        return [r for r in range(row, model.rowCount()) if _is_like(model.line(r), begun)]
    main = [r for r in range(row, model.rowCount()) if model.line(r).kind is GridLineKind.MAIN]
    if column is GridColumn.PAST:
        return [r for r in main if model.line(r).past]
    return main


def _is_like(line: GridLine, begun: GridLine) -> bool:
    return line.kind is begun.kind and line.field == begun.field


def begins_at(columns: Sequence[GridColumn]) -> Sequence[GridColumn]:
    """The columns that a block fills: one that begins in 上年同期 stays there (rules.md §3)."""
    if columns[0] is GridColumn.PAST:
        return columns[:1]
    return columns


def passes_typed_lines(model: EntryModel, rows: Sequence[int]) -> bool:
    """Whether between the rows that a block fills a target's further lines are typed into: it may be meant for them."""
    targets = {model.line(row).target_id for row in rows}
    between = range(rows[0], rows[-1]) if rows else ()
    return any(model.line(r).field for r in between if r not in rows and model.line(r).target_id in targets)


class PastePreview(QDialog):
    """What a block of several columns would write, before it does; nothing is pasted unseen."""

    def __init__(self, parent: QWidget, pasted: Sequence[Pasted], left: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴预览 — 要点通")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(ask.within(parent, 680, 460))
        writes = sum(p.writes for p in pasted)
        wrong = sum(bool(p.problem and p.spot) for p in pasted)
        column = QVBoxLayout(self)
        said = f"将写入 {writes} 格；空格不改，自动计算的列不粘贴。请核对每行是否对上了指标。"
        if wrong:
            said += f"其中 {wrong} 格读不出来，粘贴后留在格里等改正。"
        self.head = PlainLabel(said + left)
        self.head.setWordWrap(True)
        column.addWidget(self.head)
        self.table = _table(pasted)
        column.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel, self.write = QPushButton("取消"), QPushButton(f"写入 {writes} 格")
        self.write.setEnabled(writes > 0)
        self.cancel.clicked.connect(self.reject)
        self.write.clicked.connect(self.accept)
        self.write.setDefault(True)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.write)
        column.addLayout(buttons)
        focused = self.cancel
        if writes:
            focused = self.write
        focused.setFocus(Qt.FocusReason.OtherFocusReason)


def _table(pasted: Sequence[Pasted]) -> QTableWidget:
    """The cells of a block, one a line."""
    table = QTableWidget(len(pasted), len(_COLUMNS))
    table.setHorizontalHeaderLabels(list(_COLUMNS))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setObjectName("list")
    table.setAccessibleName("将要粘贴的格")
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().resizeSection(3, 240)
    for row, cell in enumerate(pasted):
        for at, (word, colour) in enumerate(_preview(cell)):
            item = QTableWidgetItem(word)
            item.setToolTip(plain_tip(word))
            item.setForeground(QColor(colour))
            table.setItem(row, at, item)
    return table


def _preview(cell: Pasted) -> list[tuple[str, str]]:
    """The words of one line of the preview and their colours."""
    colour = theme.TEXT3
    if cell.writes:
        colour = theme.TEXT
    last, last_colour = cell.read, colour
    if cell.spot is None:
        last = cell.problem or _COMPUTED
    elif not cell.text:
        last = _EMPTY
    elif cell.problem:
        last, last_colour = cell.problem, theme.RED.colour
    return [(cell.name, colour), (TITLES[cell.column], colour), (cell.now, colour), (last, last_colour)]
