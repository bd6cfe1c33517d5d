"""粘贴任务分解表: a block of Excel, what its columns are, what it will make; nothing is written unseen."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.breakdown_book import read_table
from db.plans import add_breakdown
from gui import ask, theme
from gui.breakdown_model import BlockModel
from gui.breakdown_preview import BreakdownPreview
from gui.role_header import RoleHeader
from gui.session import Session
from gui.strip import Strip
from models.block import MAX_COLUMNS, MAX_ROWS, read_block
from models.breakdown import Line, LineKind, read_breakdown, target_key
from models.joining import new_places
from models.table_columns import SEVERAL, Head, Role, recognise
from models.titles import place_of

_HOW = (
    "在 Excel 或 WPS 里选中整张任务分解表（连表头），复制，回到这里按 Ctrl+V。\n"
    "合并单元格、换行、全角数字都认得；列的顺序不限，认错了可以在列头改。"
)
_LEVEL_WORDS = {1: "章", 2: "领域", 3: "任务"}
_WIDEST, _ROWS_SHOWN = 260, 6


class BreakdownDialog(QDialog):
    """Takes a block, shows how it is understood, and writes what is ticked as one action."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[list[str]] = []
        self._head = Head(0, 0, (), ())
        self._merged = False
        self._source = ""
        self.lines: list[Line] = []
        self.written = ""
        self.setWindowTitle(f"粘贴任务分解表：{session.ledger.plan.title} — 要点通")
        self.setAcceptDrops(True)
        self.paste_button, self.open_button = QPushButton("从剪贴板粘贴(&V)"), QPushButton("打开 Excel 文件(&O)…")
        self.strip, self.note, self.summary = Strip(), QLabel(), QLabel()
        self.table, self.model, self.preview = QTableView(), BlockModel(), BreakdownPreview()
        self.head = RoleHeader(self.table)
        self.detail = QLabel()
        self.next_button = QPushButton("下一处请核对(&N)")
        self.write_button, self.cancel_button = QPushButton("写入"), QPushButton("取消")
        self._lay_out()
        self._connect()
        self._show_block()

    def show_rows(self, rows: list[list[str]], *, merged: bool = False, source: str = "") -> None:
        """Take a block; with `merged` it comes from a workbook, whose merged cells are filled."""
        if len(rows) > MAX_ROWS or (rows and len(rows[0]) > MAX_COLUMNS):
            self.strip.show_message(
                f"这块表有{len(rows)}行{len(rows[0])}列，超过{MAX_ROWS}行或{MAX_COLUMNS}列，没有读入。请只复制任务分解表。",
                bad=True,
            )
            return
        self.strip.hide()
        self._rows, self._merged, self._source = rows, merged, source
        self._head = recognise(rows, self._session.ledger.plan.year)
        self._show_block()

    def paste(self) -> None:
        """Take the block on the clipboard."""
        rows = read_block(QGuiApplication.clipboard().text())
        if rows:
            self.show_rows(rows)
        else:
            self.strip.show_message("剪贴板里没有文字。请先在 Excel 或 WPS 里选中任务分解表并复制，再回来粘贴。")

    def choose_book(self) -> None:
        """Take the table of a workbook."""
        path = ask.open_file(self, "打开任务分解表", ask.BOOKS, self._session.path.parent)
        if path:
            self.read_book(path)

    def read_book(self, path: Path) -> None:
        """Read a workbook off the window's thread."""
        self.note.setText(f"正在读 {path.name}…")
        self._session.ask(
            lambda _: read_table(path),
            lambda rows: self.show_rows(rows, merged=True, source=path.name),
            self._say,
        )

    def write(self) -> None:
        """Write what is ticked; the dialog stays open until it is on disk."""
        chosen, plan_id = self.preview.chosen(), self._session.ledger.plan.id
        self.write_button.setEnabled(False)
        self._session.act(
            lambda store: add_breakdown(store, plan_id, chosen),
            done=self._written,
            failed=self._say,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A workbook may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the first file dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.read_book(Path(urls[0].toLocalFile()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PADDING, theme.PADDING, theme.PADDING, theme.PADDING)
        column.setSpacing(theme.GAP)
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        self.note.setObjectName("hint")
        for button in (self.paste_button, self.open_button):
            top.addWidget(button)
        top.addWidget(self.note, 1)
        column.addLayout(top)
        column.addWidget(self.strip)
        self.empty = QLabel(_HOW)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setObjectName("panel")
        self._set_up_table()
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
        column.addWidget(self.stack, 1)
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(2 * self.detail.fontMetrics().lineSpacing() + 2)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.detail)
        bottom = QHBoxLayout()
        self.next_button.setToolTip("下一处请核对（F3），上一处（Shift+F3）")
        self.write_button.setObjectName("accent")
        self.write_button.setDefault(True)
        self.summary.setWordWrap(True)
        bottom.addWidget(self.summary, 1)
        bottom.addWidget(self.next_button)
        bottom.addWidget(self.write_button)
        bottom.addWidget(self.cancel_button)
        column.addLayout(bottom)
        screen = self.screen().availableGeometry()
        self.resize(min(1180, screen.width() - 40), min(700, screen.height() - 60))

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setHorizontalHeader(self.head)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        table.setAccessibleName("粘贴的表")
        table.setMinimumHeight(self.head.sizeHint().height() + 3 * theme.ROW_HEIGHT)

    def _connect(self) -> None:
        self.paste_button.clicked.connect(self.paste)
        self.open_button.clicked.connect(self.choose_book)
        self.write_button.clicked.connect(self.write)
        self.cancel_button.clicked.connect(self.reject)
        self.head.changed.connect(self._corrected)
        self.preview.ticked.connect(self._count)
        self.preview.currentItemChanged.connect(lambda *_: self._follow_preview())
        self.next_button.clicked.connect(lambda _=False: self.preview.to_doubt())
        QShortcut(QKeySequence("F3"), self).activated.connect(self.preview.to_doubt)
        QShortcut(QKeySequence("Shift+F3"), self).activated.connect(lambda: self.preview.to_doubt(-1))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self).activated.connect(self.paste)

    def _show_block(self) -> None:
        self.stack.setCurrentWidget(self.splitter if self._rows else self.empty)
        self.model.show(self._rows, ())
        self.head.show_roles(self._head.roles)
        metrics = self.table.fontMetrics()
        for at, box in enumerate(self.head.boxes):
            shown = [" ".join(r[at].split()) for r in self._rows[self._head.first : 60]]
            longest = max(map(metrics.horizontalAdvance, shown), default=0)
            least = box.sizeHint().width() + 4
            self.table.setColumnWidth(at, max(least, min(longest + 18, _WIDEST)))
        self._read()

    def _corrected(self) -> None:
        """A column was said to be something: no other column is that, where only one can be."""
        roles, sender = list(self.head.roles), self._head.roles
        changed = next((i for i, (new, old) in enumerate(zip(roles, sender, strict=True)) if new is not old), None)
        if changed is None:
            return
        for at, role in enumerate(roles):
            if at != changed and role is roles[changed] and role not in SEVERAL:
                self.head.choose(at, Role.UNUSED)
                roles[at] = Role.UNUSED
        self._head = Head(self._head.first, self._head.rows, self._head.words, tuple(roles))
        self._read()

    def _read(self) -> None:
        """Read the block with the columns as they are said to be."""
        ledger = self._session.ledger
        known = {target_key(t.name, t.calibre, t.unit) for t in ledger.targets}
        self.lines = read_breakdown(self._rows, self._head, ledger.plan.year, merged=self._merged, known=known)
        self._new = new_places(self.lines, ledger)
        self.model.judge(self.lines)
        self.preview.show_lines(self.lines, self._new)
        self._describe()
        self._count()

    def _describe(self) -> None:
        """Beside the buttons: where the block is from, and what of it is not used."""
        if not self._rows:
            self.note.setText("")
            return
        words = self._head.words or ("",) * len(self._head.roles)
        unused = [
            word or f"第{i + 1}列"
            for i, (word, role) in enumerate(zip(words, self._head.roles, strict=True))
            if role is Role.UNUSED and any(r[i].strip() for r in self._rows[self._head.body :])
        ]
        said = [f"{self._source}，{len(self._rows)} 行" if self._source else f"粘贴了 {len(self._rows)} 行"]
        if not self._head.rows:
            said.append("没有认出表头，请在列头选定每一列是什么")
        elif Role.NAME not in self._head.roles:
            said.append("没有认出“指标”是哪一列，请在列头选定")
        if unused:
            said.append(f"不用的列：{'、'.join(unused)}")
        self.note.setText("。".join(said) + "。")

    def _count(self) -> None:
        chosen = self.preview.chosen()
        places = {place_of(line.path[:n]) for line in chosen for n in range(1, len(line.path) + 1)} & self._new
        levels = Counter(min(p[-1][0], 3) for p in places)
        targets = [line for line in chosen if line.kind is LineKind.TARGET]
        parts = [f"{levels[n]} 个{word}" for n, word in _LEVEL_WORDS.items() if levels[n]]
        parts.append(f"{len(targets)} 项指标")
        doubtful = sum(bool(line.doubt) for line in self.lines if line.kind is LineKind.TARGET)
        self.next_button.setEnabled(bool(doubtful))
        text = f"将新增 {'、'.join(parts)}"
        if doubtful:
            text += f"；{doubtful} 行请核对"
        self.summary.setText(f"{text}。整批可以一次撤销。" if self._rows else "")
        headings = len(places)
        self.write_button.setText(f"写入 {len(targets)} 项" if targets or not headings else f"写入 {headings} 个标题")
        self.write_button.setEnabled(bool(targets or headings) and not self._session.read_only)

    def _follow_preview(self) -> None:
        line = self.preview.current_line()
        self.detail.setText(f"第{line.row + 1}行：{line.words}\n{line.doubt}" if line else "")
        if line:
            self.table.selectRow(line.row)

    def _written(self) -> None:
        self.written = self.write_button.text().replace("写入", "已写入")
        self.accept()

    def _say(self, sentence: str) -> None:
        self._count()
        self._describe()
        self.strip.show_message(sentence, bad=True)


def open_breakdown(
    parent: QWidget, session: Session, rows: Sequence[Sequence[str]] = (), *, source: str = ""
) -> BreakdownDialog:
    """Show the dialog above a window; with rows it begins with a workbook's table."""
    dialog = BreakdownDialog(parent, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if rows:
        dialog.show_rows([list(r) for r in rows], merged=True, source=source)
    dialog.open()
    return dialog
