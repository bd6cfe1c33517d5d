"""Somebody who types figures in 填报 as fast as the window takes them: `python -m tests.gui.walks.typist FILE SEED`.

Says `ready`, then `typed` with each figure before its last key, and `saved` with each figure that the
window calls saved, at that moment. It types until it is killed.
"""

import os
import random
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.app.start import Starter
from gui.entry.grid.lines import GridColumn
from gui.session.session import Changed
from gui.shell.pages import ENTRY
from gui.shell.window import MainWindow
from models.plan.entities import Progress
from models.plan.period import Period

QUARTERS = ("2020Q1", "2020Q2", "2020Q3", "2020Q4")
MIXED = 0.15  # how often the period or the page is changed in between


class Typist:
    """Types one figure a turn of the event loop: the keys, Enter, and so on down the grid."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window, self._pick = window, random.Random(seed)
        window.show_page(ENTRY)
        window.activateWindow()
        window.entry.view.setFocus()
        window.session.changed.connect(self._saved)
        self._go_somewhere()
        _say("ready")
        self._timer = QTimer(window, interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        page = self._window.entry
        if self._pick.random() < MIXED:
            self._go_somewhere()
        spot = page.model.spot_at(page.view.currentIndex())
        if spot is None or page.view.currentIndex().column() != GridColumn.VALUE:
            self._go_somewhere()
            return
        if page.model.choices_at(page.view.currentIndex()):
            QTest.keyClick(page.view, Qt.Key.Key_Down)
            return
        text = f"{self._pick.randrange(1, 99999)}.{self._pick.randrange(1, 9)}"
        for key in text:
            QTest.keyClicks(self._focused(), key)
        _say("typed", spot.target_id, spot.period, text)
        QTest.keyClick(self._focused(), Qt.Key.Key_Return)

    def _go_somewhere(self) -> None:
        """Another period, another page and back, another target."""
        window = self._window
        way = self._pick.randrange(3)
        if way == 0:
            window.session.set_period(Period.parse(self._pick.choice(QUARTERS)))
        elif way == 1:
            QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        window.open_target(self._pick.choice(window.session.ledger.targets).id)

    def _focused(self) -> object:
        return self._window.focusWidget() or self._window.entry.view

    def _saved(self, change: Changed) -> None:
        """The session has answered: what the status bar says now, and which figures it is about."""
        session = self._window.session
        said = self._window.statusbar._saved.text()
        for target_id in change.targets or ():
            for period, cell in session.ledger.cells[target_id].items():
                if said.startswith("已保存"):
                    _say("saved", target_id, period, figure(cell))


def figure(cell: Progress) -> str:
    """The figure of a cell, whichever field the target's way of reporting fills."""
    return next((str(v) for v in (cell.own, cell.this_total, cell.value) if v is not None), "")


def _say(*words: str) -> None:
    os.write(1, ("\t".join(words) + "\n").encode())


def _main(path: Path, seed: int) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication([])
    starter = Starter(application, path.parent)
    starter.open(path)
    kept: list[Typist] = []

    def begin() -> None:
        if isinstance(starter.window, MainWindow):
            waiting.stop()
            kept.append(Typist(starter.window, seed))

    waiting = QTimer(interval=5)
    waiting.timeout.connect(begin)
    waiting.start()
    application.exec()


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]))
