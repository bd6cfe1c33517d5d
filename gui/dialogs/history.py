"""修改记录: the history of one cell, and every action with 退回 where nothing since touched it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.disk import log
from db.ledger.journal import Action, Change, Edit
from db.ledger.store import Store
from gui.dialogs.history_words import changed_words, line_of, when, who
from gui.kit import ask
from gui.kit.plain import PlainLabel, plain_tip
from gui.session.search import matches
from gui.session.session import Session
from models.plan.entities import Progress
from models.plan.said import Said

PAGE = 200  # actions listed at a time
LINES = 500  # changes of one action that are listed; the rest is counted
_QUIET = 250  # milliseconds without a key after which the list follows the words
CHOOSE = "选一条操作，看它改了什么。"


class CellHistory(QObject):
    """Counts and lists a cell's changes; answers that nobody waits for any more are dropped."""

    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted = ""

    def count(self, cell_id: str) -> None:
        """Ask how often a cell was changed."""
        self._wanted = cell_id

        def answered(edits: list[Edit]) -> None:
            if cell_id == self._wanted:
                self.counted.emit(len(edits))

        self._session.ask(lambda store: store.history(Progress, cell_id), answered)


class HistoryDialog(QDialog):
    """Every change of one cell, the newest first: when, who, what, old → new, and by which action or workbook."""

    def __init__(self, parent: QWidget, session: Session, name: str, cell_id: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录 — 要点通")
        self.resize(ask.within(parent, 900, 440))
        column = QVBoxLayout(self)
        head = PlainLabel(name)
        head.setObjectName("target")
        head.setWordWrap(True)
        column.addWidget(head)
        self.table = _table(("时间", "谁", "栏目", "原来", "改为", "操作"), wide=4)
        self.table.setAccessibleName("这一格的修改记录")
        self.table.horizontalHeader().resizeSection(5, 240)
        column.addWidget(self.table, 1)
        column.addLayout(_closing(self))
        session.ask(lambda store: _cell_changes(store, cell_id), self._fill)

    def _fill(self, rows: list[tuple[Action, Change]]) -> None:
        listed: list[tuple[str, ...]] = []
        for action, change in rows:
            for column, old, new in changed_words(change):
                listed.append((when(action), who(action), column, old or "空", new or "空", action.what))
        self.table.setRowCount(len(listed))
        for row, texts in enumerate(listed):
            _fill_row(self.table, row, texts)
        self.table.resizeRowsToContents()
        self.table.setCurrentCell(0, 0)


class ActionsDialog(QDialog):
    """All actions, the newest first; any one can be taken back where nothing since touched what it changed."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录 — 要点通")
        self.resize(ask.within(parent, 860, 520))
        self._session = session
        self._actions: list[Action] = []
        self._asked = 0
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET)
        self._quiet.timeout.connect(self.search)
        column = QVBoxLayout(self)
        column.addLayout(self._filter_row())
        self.table = _table(("时间", "谁", "操作"), wide=2)
        self.table.setAccessibleName("全部操作")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.detail = QPlainTextEdit(CHOOSE)
        self.detail.setReadOnly(True)
        self.detail.setTabChangesFocus(True)
        self.detail.setAccessibleName("这条操作改了什么")
        self.detail.setFixedHeight(self.detail.fontMetrics().lineSpacing() * 4 + 16)
        self.why = PlainLabel()
        self.why.setObjectName("hint")
        self.why.setWordWrap(True)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addWidget(self.why)
        self.more, self.revert = QPushButton("更早的(&B)"), QPushButton("退回这一条(&R)")
        self.more.clicked.connect(lambda _=False: self._ask(self._actions[-1].id))  # enabled only with some listed
        self.revert.clicked.connect(self._revert)
        self.revert.setEnabled(False)
        buttons = _closing(self)
        for at, button in enumerate((self.more, self.revert)):
            button.setAutoDefault(False)
            buttons.insertWidget(at, button)
        column.addLayout(buttons)
        self._ask(None)

    def search(self) -> None:
        """List what fits the words, anew."""
        self._quiet.stop()
        self._ask(None)

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.words, self.count = QLineEdit(), PlainLabel()
        self.words.setPlaceholderText("指标、操作、姓名或日期，空格隔开")
        self.words.setAccessibleName("筛选")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _: self._quiet.start())
        self.words.returnPressed.connect(self.search)
        label = PlainLabel("筛选(&F)")
        label.setBuddy(self.words)
        self.count.setObjectName("hint")
        row.addWidget(label)
        row.addWidget(self.words, 1)
        row.addWidget(self.count)
        return row

    def _ask(self, before: int | None, keep: int | None = None) -> None:
        """Ask for a page of actions; an answer to an earlier question is dropped."""
        self._asked += 1
        self.more.setEnabled(False)
        asked, words = self._asked, self.words.text().split()
        targets = self._targets(words)

        def answered(found: list[Action]) -> None:
            if asked == self._asked:
                self._add(found, before, keep)

        self._session.ask(lambda store: store.actions(PAGE, before, words, targets), answered)

    def _targets(self, words: Sequence[str]) -> list[str]:
        """The targets that all words fit, by name or pinyin: what was done to them is listed too."""
        if not words or not self._session.has_plan:
            return []
        targets = self._session.ledger.targets
        for word in words:
            targets = [target for target in targets if matches(word, target.full_name)]
        return [target.id for target in targets]

    def _add(self, found: list[Action], before: int | None, keep: int | None) -> None:
        if before is None:
            self._actions = []
            self.table.setRowCount(0)
            self._explain(None, None)
        first = self._append(found)
        self.more.setEnabled(len(found) == PAGE)
        count = f"{len(self._actions)} 条"
        if self.more.isEnabled():
            count += "，更早的还有"
        self.count.setText(count)
        if before is not None and found:
            self.table.scrollTo(self.table.model().index(first, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        if not self._actions:
            self.detail.setPlainText("没有这样的操作。" if self.words.text().strip() else "还没有改过什么。")
        if keep is not None:
            ids = [action.id for action in self._actions]
            self.table.selectRow(ids.index(keep) if keep in ids else 0)

    def _append(self, found: list[Action]) -> int:
        """List further actions below; returns the row of the first."""
        first = self.table.rowCount()
        self._actions += found
        self.table.setRowCount(len(self._actions))
        for row, action in enumerate(found, start=first):
            _fill_row(self.table, row, (when(action), who(action), action.what))
        return first

    def _current(self) -> Action | None:
        row = self.table.currentRow()
        if not self.table.selectedItems() or not 0 <= row < len(self._actions):
            return None
        return self._actions[row]

    def _chosen(self) -> None:
        action = self._current()
        self.revert.setEnabled(False)
        self.why.setText("")
        if action is None:
            return

        def answered(found: tuple[Action | None, Said | None]) -> None:
            current = self._current()
            if current is not None and current.id == action.id:
                self._explain(*found)

        self._session.ask(lambda store: (store.action(action.id), store.refusal_to_revert(action.id)), answered)

    def _explain(self, action: Action | None, refusal: Said | None) -> None:
        """What an action changed, and why it cannot be taken back where it cannot."""
        self.revert.setEnabled(action is not None and not refusal)
        self.why.setText("")
        if refusal is not None:
            log.refused(refusal.key)
            self.why.setText(f"不能退回：{refusal.without_lead()}")
        if action is None:
            self.detail.setPlainText(CHOOSE)
            return
        lines = [line_of(self._session, change) for change in action.changes[:LINES]]
        left = len(action.changes) - len(lines)
        if left > 0:
            lines.append(f"另有 {left} 处")
        self.detail.setPlainText("\n".join(lines))

    def _revert(self) -> None:
        action = self._current()
        if action is None:
            return
        self.revert.setEnabled(False)
        self._session.act(
            lambda store: store.revert(action.id),
            done=lambda: self._ask(None, keep=action.id),
            failed=self.why.setText,
        )


def _cell_changes(store: Store, cell_id: str) -> list[tuple[Action, Change]]:
    """A cell's changes with their actions, the newest first."""
    found: list[tuple[Action, Change]] = []
    edits = store.history(Progress, cell_id)
    for number in dict.fromkeys(e.action.id for e in reversed(edits)):
        action = store.action(number)
        if action is not None:
            found += [(action, c) for c in action.changes if c.entity == "progress" and c.entity_id == cell_id]
    return found


def _fill_row(table: QTableWidget, row: int, texts: Sequence[str]) -> None:
    for at, text in enumerate(texts):
        item = QTableWidgetItem(text)
        item.setToolTip(plain_tip(text))
        table.setItem(row, at, item)


def _table(columns: tuple[str, ...], wide: int) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setHorizontalHeaderLabels(list(columns))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setObjectName("list")
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().resizeSection(0, 130)
    table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    return table


def _closing(dialog: QDialog) -> QHBoxLayout:
    row, close = QHBoxLayout(), QPushButton("关闭")
    close.setAutoDefault(False)
    close.clicked.connect(dialog.accept)
    row.addStretch(1)
    row.addWidget(close)
    return row
