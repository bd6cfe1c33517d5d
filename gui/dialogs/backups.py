"""备份与恢复: the list of backups, whether each is good, and putting one in the ledger's place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.disk import log
from db.disk.failures import Refusal
from db.ledger.backups import backups_of
from db.ledger.restoring import restore, verify_backup
from gui.kit import ask
from gui.kit.plain import PlainLabel
from gui.session.session import Session
from gui.session.worker import Worker

Work: TypeAlias = Callable[[], Any]
Told: TypeAlias = Callable[[Any], object]


class Files(NamedTuple):
    """What the dialog asks of whoever has the file: each takes work, who gets the result, who the sentence.

    `bring` closes the file first; `make` backs it up now, None where it cannot be opened.
    """

    path: Path
    run: Callable[[Work, Told, Told], object]
    bring: Callable[[Work, Told, Told], object]
    make: Callable[[Told, Told], object] | None


def of_session(session: Session) -> Files:
    """The backups of an open ledger."""

    def run(work: Work, done: Told, failed: Told) -> None:
        session.ask(lambda _: work(), done, failed)

    def make(done: Told, failed: Told) -> None:
        session.ask(lambda store: store.backup("手动"), done, failed)

    return Files(session.path, run, session.restore, None if session.read_only else make)


def of_damaged(path: Path, worker: Worker) -> Files:
    """The backups of a ledger that cannot be opened."""

    def run(work: Work, done: Told, failed: Told) -> None:
        def refused(error: BaseException) -> None:
            if not isinstance(error, Refusal):
                raise error
            log.refused(error.said.key)
            failed(error.sentence)

        worker.run(work, done, refused)

    return Files(path, run, run, None)


class BackupsDialog(QDialog):
    """`restored` carries the plan file, to be opened anew; `may_restore` asks about what is typed and in no file."""

    restored = Signal(object)

    def __init__(
        self, parent: QWidget, files: Files, *, read_only: bool = False, may_restore: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份与恢复 — 要点通")
        self.resize(620, 400)
        self._files, self._may_restore = files, may_restore
        column = QVBoxLayout(self)
        note = PlainLabel(
            "每次打开和每次回收填报表以前自动备份，留最近20份，放在台账旁边。恢复以前，现在的台账也会先备份，可以再恢复回来。"
        )
        note.setWordWrap(True)
        column.addWidget(note)
        self.list = QListWidget()
        self.list.setAccessibleName("备份")
        self.list.setObjectName("list")
        column.addWidget(self.list, 1)
        self.state = PlainLabel()
        self.state.setWordWrap(True)
        column.addWidget(self.state)
        buttons = QHBoxLayout()
        self.make, self.bring, self.close_button = (
            QPushButton("现在备份(&B)"),
            QPushButton("恢复所选(&R)"),
            QPushButton("关闭"),
        )
        self.make.setEnabled(files.make is not None)
        self._writable = not read_only
        for button in (self.make, self.bring, self.close_button):
            button.setAutoDefault(False)  # Enter in the list makes no backup
        for button in (self.make, self.bring):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)
        self.make.clicked.connect(self._make)
        self.bring.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.reject)
        self.list.currentItemChanged.connect(lambda item, _: self._verify(item))
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for backup in backups_of(self._files.path):
            item = QListWidgetItem(backup.label)
            item.setData(Qt.ItemDataRole.UserRole, backup.path)
            self.list.addItem(item)
        self.bring.setEnabled(self._writable and bool(self.list.count()))
        if not self.list.count():
            self.state.setText("还没有备份。")
        self.list.setCurrentRow(0)

    def _make(self) -> None:
        assert self._files.make is not None
        self._files.make(lambda _: self._fill(), self.state.setText)

    def _verify(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        path = item.data(Qt.ItemDataRole.UserRole)
        self.state.setText("正在检查这份备份…")
        self._files.run(lambda: verify_backup(path), lambda problem: self._told(path, problem), self.state.setText)

    def _told(self, path: Path, problem: str) -> None:
        item = self.list.currentItem()
        if item and item.data(Qt.ItemDataRole.UserRole) == path:  # else the list went on to another meanwhile
            self.state.setText(problem or "这份备份完好，可以恢复。")

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        question = f"用“{item.text()}”这份备份代替现在的台账？现在的台账会先备份，可以再恢复回来。"
        if ask.choose(self, question, ["恢复", "取消"]) != 0:
            return
        if not self._may_restore():
            self.reject()
            return
        self.bring.setEnabled(False)
        backup, path = item.data(Qt.ItemDataRole.UserRole), self._files.path
        self._files.bring(lambda: restore(path, backup), lambda _: self._done(path), self._failed)

    def _failed(self, sentence: str) -> None:
        self.bring.setEnabled(True)
        self.state.setText(sentence)

    def _done(self, path: Path) -> None:
        self.accept()
        self.restored.emit(path)
