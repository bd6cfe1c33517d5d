"""When something else changed, replaced or moved the open file: what the clerk is told and may do."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from db.actions.again import LeftStep, write_again
from db.ledger.copies import save_held
from db.ledger.journal import Action
from db.ledger.store import Store
from gui.kit import ask
from gui.session.anew import Reread, read_anew
from gui.session.around import Around, Way
from gui.session.session import Session

if TYPE_CHECKING:
    from gui.entry.page import EntryPage

SAVE_SCREEN, READ_NOW, AGAIN, SAVE_BEFORE = "把屏幕上的另存…", "读现在的文件", "再写进这个文件", "把原来的另存…"
_EVERY = 10_000  # milliseconds: a folder that synchronises takes longer, a clerk types a figure or two
NAMED = 3  # steps named in the strip; the rest is counted


class TakenFile(QObject):
    """Tells of it over the window; `reread` carries the file as it is now, to be shown in another window."""

    reread = Signal(object)

    def __init__(self, session: Session, over: QWidget, around: Around, entry: Callable[[], "EntryPage"]) -> None:
        super().__init__(over)
        self._session, self._over, self._around, self._entry = session, over, around, entry
        session.file.changed.connect(self._tell)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.watch)
        if not session.read_only:
            self._timer.start(_EVERY)

    def watch(self) -> None:
        """See whether the file is still the one on the screen, though nobody writes or comes back to the window.

        On the file's thread, where asking a drive that is gone may take its time; nothing is read of a file that the
        system says nothing new of.
        """
        if not self._session.read_only:
            self._session.file.watch()

    def may_close(self) -> bool:
        """Whether what is on the screen is in the file, or is given up."""
        why = self._session.file.why
        if why is None:
            return True
        question = f"{why.what}。现在关闭，屏幕上有而文件里没有的内容就没有了。"
        if ask.choose(self._over, question, ["回去", "不要了，关闭"], safe=0) == 1:
            self._session.file.give_up()
            return True
        return False

    def read_anew(self) -> None:
        """读现在的文件: what was typed and what was done and is not in it is carried along."""
        self._around.finish()

        def failed(sentence: str) -> None:
            self._around.tell(f"现在的文件读不了：{sentence}", self._ways(), bad=True)

        read_anew(self._session, self.reread.emit, failed)

    def _tell(self) -> None:
        why = self._session.file.why
        if why is None:
            self._around.tell("台账文件又是原来的了，可以接着填。")
        else:
            self._around.tell(str(why), self._ways(), bad=True)

    def _save_screen(self) -> None:
        self._entry().save_elsewhere()

    def _ways(self) -> list[Way]:
        return [(SAVE_SCREEN, self._save_screen), (READ_NOW, self.read_anew)]


class WhatWasBefore:
    """Over the window that shows the file anew: what was on the screen before and is not in it."""

    def __init__(self, reread: Reread, over: QWidget, around: Around) -> None:
        self._session, self._held, self._missing = reread.session, reread.held, reread.missing
        self._over, self._around = over, around

    def tell(self, typed: int) -> None:
        """Say what is missing in the file, and offer to write it again or elsewhere; `typed` texts came along."""
        said = "读的是现在的文件。"
        if self._held.image is not None:
            said += "原来的一份留在备份里（读新文件前）。"
        if typed:
            said += f"没有保存的 {typed} 格还在“填报”里，可以再试一次。"
        if not self._missing:
            self._around.tell(said)
            return
        said += f"原来保存过、现在的文件里没有的 {len(self._missing)} 步：{_named(self._missing)}。"
        self._around.tell(said, [(AGAIN, self._write_again), (SAVE_BEFORE, self._save_before)], bad=True)

    def _write_again(self) -> None:
        left: list[LeftStep] = []

        def work(store: Store) -> None:
            left.extend(write_again(store, self._missing))

        self._session.act(work, done=lambda: self._written(left), failed=self._failed)

    def _written(self, left: list[LeftStep]) -> None:
        done = len(self._missing) - len(left)
        if not left:
            self._around.tell(f"{done} 步都已重新写进这个文件。")
            return
        said = f"{done} 步已重新写进；{len(left)} 步没有写：{_why(left)}"
        self._around.tell(said, [(SAVE_BEFORE, self._save_before)], bad=True)

    def _failed(self, sentence: str) -> None:
        self._around.tell(sentence, [(AGAIN, self._write_again), (SAVE_BEFORE, self._save_before)], bad=True)

    def _save_before(self) -> None:
        """另存 the ledger as it was on the screen before; the window stays with the file."""
        home = self._session.path
        path = ask.save_file(self._over, "另存为", ask.PLAN_FILES, Path.home() / home.name)
        ways: list[Way] = [(SAVE_BEFORE, self._save_before)]
        if path is None:
            self._around.tell("原来的内容没有另存。", ways)
            return
        self._session.ask(
            lambda _: save_held(self._held, path, home),
            lambda _: self._around.tell(f"原来的已另存为：{path.name}"),
            lambda sentence: self._around.tell(sentence, ways, bad=True),
        )


def _why(left: Sequence[LeftStep]) -> str:
    """Which steps were not written, each with its own reason, and what to do about those named."""
    named = left[:NAMED]
    steps, ways = list[str](), list[str]()
    for step in named:
        steps.append(f"{step.action.what}（{step.why.without_lead().what}）")
        if step.why.todo and step.why.todo not in ways:
            ways.append(step.why.todo)
    said = "；".join(steps)
    if len(left) > NAMED:
        said += "等"
    return f"{'。'.join((said, *ways))}。"


def _named(steps: list[Action] | tuple[Action, ...]) -> str:
    named = "；".join(step.what for step in steps[:NAMED])
    if len(steps) > NAMED:
        named += "等"
    return named
