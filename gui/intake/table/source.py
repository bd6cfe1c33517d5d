"""Where a block comes from: the clipboard or a file, and which of its sheets."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.disk import log
from db.workbooks.outside_file import read_tables
from gui.kit import ask, theme
from gui.kit.plain import PlainLabel
from gui.kit.wheel import turn_only_focused
from gui.session.session import Session
from models.intake.copied import CopiedTooMuch, copied_tables
from models.intake.outside_table import OutsideTable
from models.words.block import MAX_COLUMNS, MAX_ROWS


class BlockSource(QWidget):
    """The buttons above a block. `taken` when there is another table, `told` what is to be said (and if it is bad).

    `likely` says which of several tables is meant; the clerk can choose another one.
    """

    taken = Signal()
    told = Signal(str, bool)

    def __init__(self, session: Session, likely: Callable[[Sequence[OutsideTable]], int]) -> None:
        super().__init__()
        self._session, self._likely = session, likely
        self._tables: Sequence[OutsideTable] = ()
        self.table = OutsideTable(())
        self.name, self._asked = "", 0
        self.paste_button, self.open_button = QPushButton("从剪贴板粘贴(&V)"), QPushButton("打开表格文件(&O)…")
        self.sheets, self.note, self._choice = QComboBox(), PlainLabel(), QWidget()
        turn_only_focused(self.sheets)
        self.sheets.setAccessibleName("工作表")
        self.sheets.setToolTip("读的是哪一张工作表；不对可以换")
        self.sheets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.note.setObjectName("hint")
        self.note.setWordWrap(True)
        self._lay_out()
        self.paste_button.clicked.connect(self.paste)
        self.open_button.clicked.connect(self.choose_book)
        self.sheets.currentIndexChanged.connect(self._turn)

    @property
    def said(self) -> list[str]:
        """Where the table is from, how long it is, and what its program hides or crosses out."""
        where = "粘贴了 "
        if self.name:
            where = f"{self.name}，"
        found = [f"{where}{len(self.table.rows)} 行"]
        if self.table.hidden:
            found.append(f"其中隐藏的 {len(self.table.hidden)} 行也读了，已标出")
        if self.table.struck:
            found.append(f"划掉的 {len(self.table.struck)} 格已标出")
        return found

    def take(self, tables: Sequence[OutsideTable], name: str = "") -> None:
        """Take tables, and of them the likely one."""
        readable = [at for at, table in enumerate(tables) if not _is_large(table)]
        if not readable:
            self._refuse(tables[0])
            return
        at = readable[self._likely([tables[number] for number in readable])]
        self._tables, self.name = tables, name
        self._show_sheets(at)
        self._set(at)

    def paste(self) -> None:
        """Take the block on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        try:
            tables = copied_tables(data.text(), data.html())
        except CopiedTooMuch as error:
            log.expected(error)
            self.told.emit(f"剪贴板里有{error.lines}行，远超{MAX_ROWS}行，没有读入。请只复制需要的那张表。", True)
            return
        if tables:
            self.take(tables)
        else:
            self.told.emit("剪贴板里没有文字。请先在 Excel 或 WPS 里选中表格并复制，再回来粘贴。", False)

    def choose_book(self) -> None:
        """Take a table of a file."""
        path = ask.open_file(self, "打开表格文件", ask.TABLES, self._session.path.parent)
        if path:
            self.read_book(path)

    def read_book(self, path: Path) -> None:
        """Read a file off the window's thread."""
        self.note.setText(f"正在读 {path.name}…")
        self._asked = self._session.ask(
            lambda _: read_tables(path),
            lambda tables: self.take(tables, path.name),
            lambda sentence: self.told.emit(sentence, True),
        )

    def forget(self) -> None:
        """Nobody waits any more for the file that is being read."""
        self._session.forget(self._asked)

    def _lay_out(self) -> None:
        """The buttons and what is said; below them the choice of sheets, whose names are long."""
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        for line in (column, row):
            line.setSpacing(theme.GAP)
        row.addWidget(self.paste_button)
        row.addWidget(self.open_button)
        row.addWidget(self.note, 1)
        column.addLayout(row)
        below = QHBoxLayout(self._choice)
        below.setContentsMargins(0, 0, 0, 0)
        label = PlainLabel("工作表(&S)")
        label.setBuddy(self.sheets)
        below.addWidget(label)
        below.addWidget(self.sheets, 1)
        column.addWidget(self._choice)
        self._choice.hide()

    def _show_sheets(self, at: int) -> None:
        """A choice of sheets, where there are several."""
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for number, table in enumerate(self._tables, start=1):
            self.sheets.addItem(f"{table.name or f'第{number}张表'}（{len(table.rows)}行）")
        self.sheets.setCurrentIndex(at)
        self.sheets.blockSignals(False)
        self._choice.setVisible(len(self._tables) > 1)

    def _turn(self, at: int) -> None:
        """Another sheet was chosen; one that is too large is not read, and the choice goes back."""
        if at < 0:
            return
        if _is_large(self._tables[at]):
            self._refuse(self._tables[at])
            self._show_sheets(list(map(id, self._tables)).index(id(self.table)))
            return
        self._set(at)

    def _set(self, at: int) -> None:
        self.table = self._tables[at]
        self.taken.emit()

    def _refuse(self, table: OutsideTable) -> None:
        size = f"{len(table.rows)}行{table.width}列，超过{MAX_ROWS}行或{MAX_COLUMNS}列"
        self.told.emit(f"这块表有{size}，没有读入。请只复制需要的那张表。", True)


def _is_large(table: OutsideTable) -> bool:
    return len(table.rows) > MAX_ROWS or table.width > MAX_COLUMNS
