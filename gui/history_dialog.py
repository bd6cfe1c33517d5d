"""修改记录: the history of one cell, and every action with 退回 where nothing since touched it."""

import json
import re
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
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

from db.journal import Action, Change, Edit
from gui.session import Session
from models.entities import Progress
from models.form import AS_OF, LAST_TOTAL, NATURE, PERCENT, TEXTS, VALUE
from models.period import Period, PeriodError
from models.quantity import with_minus

FIELDS = {
    "value": VALUE, "own": "当期数", "this_total": "今年数", "last_total": LAST_TOTAL, "stage": "阶段",
    "state": "状态", "percent": PERCENT, "nature": NATURE, "as_of": AS_OF, "remark": "原因", "not_applicable": "不适用",
} | {field: column for column, field in TEXTS.items()}  # fmt: skip
_ENTITIES = {
    "progress": "填报数", "target": "指标", "heading": "标题", "plan": "计划", "unit": "单位", "person": "人员",
    "series": "指标系列", "target_version": "目标变更", "past_value": "上年数", "period_state": "期间",
    "setting": "设置",
}  # fmt: skip
_PAGE = 200
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


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
    """Every change of one cell, the newest first: when, who, what, old → new."""

    def __init__(self, parent: QWidget, session: Session, name: str, cell_id: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录 — 要点通")
        self.resize(900, 440)
        column = QVBoxLayout(self)
        head = QLabel(name)
        head.setObjectName("target")
        column.addWidget(head)
        self.table = _table(("时间", "谁", "栏目", "原来", "改为", "操作"), wide=4)
        self.table.horizontalHeader().resizeSection(5, 220)
        column.addWidget(self.table, 1)
        column.addLayout(_closing(self))
        session.ask(lambda store: _cell_changes(store.history(Progress, cell_id), cell_id, store), self._fill)

    def _fill(self, rows: list[tuple[Action, Change]]) -> None:
        listed = [(action, *words) for action, change in rows for words in _changed_words(change)]
        self.table.setRowCount(len(listed))
        for row, (action, column, old, new) in enumerate(listed):
            for at, text in enumerate((when(action), who(action), column, old, new, action.what)):
                self.table.setItem(row, at, _item(text))
        self.table.resizeRowsToContents()


class ActionsDialog(QDialog):
    """All actions, the newest first; any one can be taken back where nothing since touched what it changed."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录 — 要点通")
        self.resize(860, 520)
        self._session = session
        self._actions: list[Action] = []
        column = QVBoxLayout(self)
        self.table = _table(("时间", "谁", "操作"), wide=2)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.detail = QLabel("选一条操作，看它改了什么。")
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(64)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self.more, self.revert = QPushButton("更早的"), QPushButton("退回这一条")
        self.more.clicked.connect(lambda _=False: self._ask(self._actions[-1].id if self._actions else None))
        self.revert.clicked.connect(self._revert)
        self.revert.setEnabled(False)
        buttons = _closing(self)
        buttons.insertWidget(0, self.more)
        buttons.insertWidget(1, self.revert)
        column.addLayout(buttons)
        self._ask(None)

    def _ask(self, before: int | None) -> None:
        self._session.ask(lambda store: store.actions(_PAGE, before), lambda found: self._add(found, before))

    def _add(self, found: list[Action], before: int | None) -> None:
        if before is None:
            self._actions = []
            self.table.setRowCount(0)
        self._actions += found
        self.more.setVisible(len(found) == _PAGE)
        first = self.table.rowCount()
        self.table.setRowCount(len(self._actions))
        for row, action in enumerate(self._actions[first:], start=first):
            for at, text in enumerate((when(action), who(action), action.what)):
                self.table.setItem(row, at, _item(text))

    def _current(self) -> Action | None:
        row = self.table.currentRow()
        return self._actions[row] if 0 <= row < len(self._actions) else None

    def _chosen(self) -> None:
        action = self._current()
        self.revert.setEnabled(action is not None and not self._session.read_only)
        if action is not None:
            self._session.ask(lambda store: store.action(action.id), self._explain)

    def _explain(self, action: Action | None) -> None:
        current = self._current()
        if action is None or current is None or action.id != current.id:
            return
        lines = [self._line(change) for change in action.changes[:6]]
        left = len(action.changes) - len(lines)
        self.detail.setText("\n".join(lines) + (f"\n……另有 {left} 处" if left > 0 else ""))

    def _line(self, change: Change) -> str:
        target_id, _, key = change.entity_id.rpartition("@")
        target = self._session.target(target_id or change.entity_id) if self._session.has_plan else None
        name = target.full_name if target else _ENTITIES.get(change.entity, change.entity)
        place = f"{name}（{_period(key)}）" if change.entity == "progress" and target else name
        words = _changed_words(change)
        if change.entity != "progress":
            return f"{_ENTITIES.get(change.entity, change.entity)}：{name}{'' if change.field else _came(change)}"
        return "；".join(f"{place}　{column}：{old or '空'} → {new or '空'}" for column, old, new in words[:4])

    def _revert(self) -> None:
        action = self._current()
        if action is None:
            return
        self.revert.setEnabled(False)
        self._session.act(
            lambda store: store.revert(action.id),
            done=lambda: self._reverted(f"已退回：{action.what}"),
            failed=self._reverted,
        )

    def _reverted(self, sentence: str) -> None:
        self.detail.setText(sentence)
        self._ask(None)


def when(action: Action) -> str:
    """When an action was done, to the minute."""
    return f"{datetime.fromisoformat(action.at):%Y-%m-%d %H:%M}"


def who(action: Action) -> str:
    """Who did it: the name set in the settings, else the computer's user."""
    return action.who or action.system_user


def _cell_changes(edits: list[Edit], cell_id: str, store: object) -> list[tuple[Action, Change]]:
    """A cell's changes with their actions, the newest first."""
    from db.store import Store

    assert isinstance(store, Store)
    found: list[tuple[Action, Change]] = []
    for number in dict.fromkeys(e.action.id for e in reversed(edits)):
        action = store.action(number)
        if action is not None:
            found += [(action, c) for c in action.changes if c.entity == "progress" and c.entity_id == cell_id]
    return found


def _changed_words(change: Change) -> list[tuple[str, str, str]]:
    """Column, old and new of a change; a creation lists what it filled."""
    old, new = (json.loads(t) if t is not None else None for t in (change.old, change.new))
    if change.field is not None:
        return [(FIELDS.get(change.field, change.field), _words(old), _words(new))]
    before, after = old or {}, new or {}
    fields = [f for f in FIELDS if _words(before.get(f)) or _words(after.get(f))]
    return [(FIELDS[f], _words(before.get(f)), _words(after.get(f))) for f in fields]


def _words(value: object) -> str:
    if value in (None, "", 0, False):
        return ""
    if value in (1, True):
        return "是"
    return with_minus(str(value)) if _NUMBER.fullmatch(str(value)) else str(value)


def _came(change: Change) -> str:
    return "（新增）" if change.old is None else "（删除）"


def _period(key: str) -> str:
    try:
        return Period.of_key(key).short
    except PeriodError:
        return key


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    return item


def _table(columns: tuple[str, ...], wide: int) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setHorizontalHeaderLabels(list(columns))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.horizontalHeader().resizeSection(0, 130)
    table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    return table


def _closing(dialog: QDialog) -> QHBoxLayout:
    row, close = QHBoxLayout(), QPushButton("关闭")
    close.clicked.connect(dialog.accept)
    row.addStretch(1)
    row.addWidget(close)
    return row
