"""A block pasted from Excel or read from a workbook: what its columns are, what it will make, then written.

The frame of 粘贴任务分解表 and 粘贴上年数据; each says what columns there are and what becomes of the rows.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.intake.table.block_table import BlockTable
from gui.intake.table.foot import BlockFoot
from gui.intake.table.preview import LinePreview
from gui.intake.table.source import BlockSource
from gui.kit import theme
from gui.kit.plain import PlainLabel
from gui.kit.strip import Strip
from gui.session.plan_dialog import GoesWithPlan
from gui.session.session import Session
from models.intake.outside_table import OutsideTable


class BlockDialog(QDialog):
    """Takes a block and shows how it is understood. `several` are the roles that many columns may have.

    A subclass implements `likely`, `recognised`, `understand`, `remarks`, `count` and `write`.
    """

    def __init__(
        self,
        parent: QWidget | None,
        session: Session,
        preview: LinePreview,
        options: type[StrEnum],
        several: Collection[StrEnum],
        how: str,
    ) -> None:
        super().__init__(parent)
        self.session = session
        GoesWithPlan(self, session)
        self.block: list[list[str]] = []
        self.header: int | None = None  # the row that the clerk says is the header
        self.source = BlockSource(session, self.likely)
        self.written = self.reason = ""  # what was written, and the reason it wanted; empty where it wanted none
        self._writing = False
        self.setAcceptDrops(True)
        self.paste_button, self.open_button = self.source.paste_button, self.source.open_button
        self.strip, self.note, self.detail = Strip(), self.source.note, PlainLabel()
        self.table, self.preview, self.foot = BlockTable(options, several), preview, BlockFoot()
        self.head, self.model = self.table.head, self.table.block
        self.summary, self.next_button = self.foot.summary, self.foot.next_button
        self.write_button, self.cancel_button = self.foot.write_button, self.foot.cancel_button
        self._lay_out(how)
        self._connect()
        self._show_block(0, ())

    @property
    def outside(self) -> OutsideTable:
        """The table as it came, with what its program knows of it."""
        return self.source.table

    @property
    def read_rows(self) -> list[list[str]]:
        """The rows to be read: what stands above the header that the clerk pointed at is empty."""
        first = self.header or 0
        return [[""] * len(row) for row in self.block[:first]] + self.block[first:]

    def likely(self, tables: Sequence[OutsideTable]) -> int:
        """Which of several tables is meant, by its place."""
        raise TypeError(tables)

    def recognised(self) -> tuple[int, Sequence[StrEnum]]:
        """The row where the table begins, and what each column of the block is."""
        raise TypeError(self)

    def understand(self, roles: Sequence[StrEnum]) -> None:
        """Read the block with its columns as they are said to be, and show what it will make."""
        raise TypeError(roles)

    def remarks(self) -> list[str]:
        """What is to be said of the block beside the buttons: what is missing, what is not used."""
        raise TypeError(self)

    def describe(self) -> None:
        """Beside the buttons: where the block is from, what is marked in it, and the remarks."""
        if not self.block:
            self.note.clear()
            return
        said = [*self.source.said, *self.remarks()]
        self.note.setText("".join(f"{sentence}。" for sentence in said))

    def count(self) -> None:
        """What will be written, in words and on the button (`offer`)."""
        raise TypeError(self)

    def offer(self, what: str, *, possible: bool) -> None:
        """Say on the button what will be written, as "54 项"; it can be pressed where that is possible."""
        self.foot.offer(what, possible=possible and not self.session.read_only)

    def write(self) -> None:
        """Write what is ticked as one action; `done_writing` or `say` follows, and nothing closes before."""
        raise TypeError(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A workbook may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the first file dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.source.read_book(Path(urls[0].toLocalFile()))

    def reject(self) -> None:
        """取消 and Esc; not while it is being written, for the answer may be that it was not."""
        if not self._writing:
            super().reject()

    def _lay_out(self, how: str) -> None:
        self._set_up_stack(how)
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(2 * self.detail.fontMetrics().lineSpacing() + 2)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PADDING, theme.PADDING, theme.PADDING, theme.PADDING)
        column.setSpacing(theme.GAP)
        column.addWidget(self.source)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        column.addWidget(self.detail)
        column.addWidget(self.foot)
        screen = self.screen().availableGeometry()
        self.resize(min(1180, screen.width() - 40), min(700, screen.height() - 60))

    def _set_up_stack(self, how: str) -> None:
        """How a block gets here, until one is here; then the block above what it will make."""
        self.empty = PlainLabel(how)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setObjectName("panel")
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.preview)
        self.splitter.setSizes([200, 360])
        for at, share in enumerate((2, 3)):
            self.splitter.setStretchFactor(at, share)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.splitter)

    def _follow_preview(self) -> None:
        line = self.preview.current_line()
        if line is None:
            self.detail.clear()
            return
        self.detail.setText(f"第{line.row + 1}行：{line.words}\n{line.doubt}")
        self.table.selectRow(line.row)

    def _write(self) -> None:
        self._writing = True
        self.write_button.setEnabled(False)  # a second Enter must not write it twice
        self.write()

    def done_writing(self, reason: str) -> None:
        """What was offered is on disk; `written` says so to whoever opened the dialog."""
        self.written, self.reason = self.foot.written, reason
        self.accept()

    def say(self, sentence: str) -> None:
        """What went wrong; everything stays as it was."""
        self._writing = False
        self.count()
        self.describe()
        self.strip.show_message(sentence, bad=True)

    def _connect(self) -> None:
        self.source.taken.connect(self._take)
        self.source.told.connect(self._tell)
        self.table.header_wanted.connect(self._head_at)
        self.write_button.clicked.connect(self._write)
        self.cancel_button.clicked.connect(self.reject)
        self.finished.connect(self.source.forget)
        self.table.corrected.connect(self._understand)
        self.preview.ticked.connect(self.count)
        self.preview.currentItemChanged.connect(lambda *_: self._follow_preview())
        self.next_button.clicked.connect(lambda _=False: self.preview.to_doubt())
        QShortcut(QKeySequence("F3"), self).activated.connect(self.preview.to_doubt)
        QShortcut(QKeySequence("Shift+F3"), self).activated.connect(lambda: self.preview.to_doubt(-1))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self.source.paste)

    def _take(self) -> None:
        """Another table is there: from the clipboard, a file, or another sheet of it."""
        self.strip.hide()
        self.header = None
        self.block = [list(row) for row in self.outside.rows]
        self._show_block(*self.recognised())

    def _head_at(self, row: int) -> None:
        """Read the block again with this row as its header; below 0 it is looked for again."""
        self.header = None
        if row >= 0:
            self.header = row
        self._show_block(*self.recognised())
        self.table.selectRow(max(row, 0))

    def _tell(self, sentence: str, bad: bool) -> None:
        self.describe()
        self.strip.show_message(sentence, bad=bad)

    def _show_block(self, first: int, roles: Sequence[StrEnum]) -> None:
        self.stack.setCurrentWidget(self.splitter if self.block else self.empty)
        self.table.show_block(self.block, first, roles)
        if self.block == [list(row) for row in self.outside.rows]:  # months downwards are turned, and the marks are not
            self.model.mark(self.outside.hidden, self.outside.struck)
        self._understand()

    def _understand(self) -> None:
        self.understand(self.table.roles)
        self.describe()
        self.count()
        self._follow_preview()
