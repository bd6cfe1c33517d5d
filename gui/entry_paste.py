"""Blocks of cells to and from Excel and WPS: tab-separated text, read with the csv module, previewed when wide."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.entry_cells import TITLES, Column, LineKind
from gui.entry_model import EntryModel
from gui.entry_spots import Spot
from models.quantity import MINUS

_COLUMNS = ("指标", "栏目", "现在", "粘贴为")
_COMPUTED = "自动计算，不粘贴"


@dataclass(frozen=True, slots=True)
class Pasted:
    """One cell of a block and where it goes; no spot where nothing can be typed."""

    name: str
    column: Column
    text: str
    spot: Spot | None
    now: str


def read_block(text: str) -> list[list[str]]:
    """The rows of a copied block; line breaks within quoted cells are kept."""
    rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """A block as Excel reads it: a plain minus sign, quotes where a cell has line breaks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\r\n")
    writer.writerows([[cell.replace(MINUS, "-") for cell in row] for row in rows])
    return out.getvalue()


def place_block(
    model: EntryModel, block: Sequence[Sequence[str]], row: int, columns: Sequence[Column], height: int = 1
) -> list[Pasted]:
    """Where a block goes from a row on: tasks and computed lines are passed over; one cell fills the selection."""
    found: list[Pasted] = []
    rows = [r for r in range(row, model.rowCount()) if _takes(model, r, columns[0])]
    if len(block) == 1 and height > 1:
        block = [block[0]] * sum(r < row + height for r in rows)
    for at, cells in zip(rows, block, strict=False):
        target = model.target_at(at)
        for column, text in zip(columns, cells, strict=False):
            index = model.index(at, column)
            now = str(model.data(index))
            name = target.full_name if target else ""
            found.append(Pasted(name, column, text.strip(), model.spot_at(index), now))
    return found


def _takes(model: EntryModel, row: int, column: Column) -> bool:
    """Whether a row takes part when a block begins in a column."""
    line = model.line(row)
    return bool(line.field) if column is Column.VALUE else line.kind is LineKind.MAIN


class PastePreview(QDialog):
    """What a block of several columns would write, before it does; nothing is pasted unseen."""

    def __init__(self, parent: QWidget, pasted: Sequence[Pasted]) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴预览 — 要点通")
        self.resize(640, 460)
        writes = sum(p.spot is not None for p in pasted)
        column = QVBoxLayout(self)
        head = QLabel(f"将写入 {writes} 格，其余是自动计算的列，不粘贴。请核对每行是否对上了指标。")
        head.setWordWrap(True)
        column.addWidget(head)
        table = QTableWidget(len(pasted), len(_COLUMNS))
        table.setHorizontalHeaderLabels(list(_COLUMNS))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().resizeSection(3, 180)
        for row, cell in enumerate(pasted):
            words = (cell.name, TITLES[cell.column], cell.now, cell.text if cell.spot else _COMPUTED)
            for at, word in enumerate(words):
                item = QTableWidgetItem(word)
                if cell.spot is None:
                    item.setForeground(QColor(theme.TEXT3))
                table.setItem(row, at, item)
        column.addWidget(table, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel, write = QPushButton("取消"), QPushButton(f"写入 {writes} 格")
        write.setEnabled(writes > 0)
        cancel.clicked.connect(self.reject)
        write.clicked.connect(self.accept)
        write.setDefault(True)
        write.setFocus(Qt.FocusReason.OtherFocusReason)
        buttons.addWidget(cancel)
        buttons.addWidget(write)
        column.addLayout(buttons)
