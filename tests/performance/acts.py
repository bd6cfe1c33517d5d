"""What a user waits for in the window, in a process of its own: `python -m tests.performance.acts FILE`.

Each act is measured from the event to the end of painting (`painted`) and by the longest stretch in
which no key would be taken (`blocked`), both of the processor in the window's thread, which
neighbours on the machine do not change; and by the clock until nothing more is painted (`settled`).
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.kit import theme
from gui.session import garbage
from gui.session.session import Session
from gui.session.worker import Worker
from gui.shell.pages import CHARTS, ENTRY, OVERVIEW
from gui.shell.window import MainWindow
from models.judging.trend import has_trend
from models.plan.period import Period

SIZE = (1366, 698)
SEARCHED = ("htwz", "gd", "zb1")
QUIET, LONGEST = 0.05, 10.0  # seconds without painting that end an act; after which it is given up
YEAR = 2020


@dataclass(frozen=True, slots=True)
class Act:
    """Seconds of one kind of act: medians, and the worst painting."""

    name: str
    repeated: int
    painted: float
    worst: float
    settled: float
    blocked: float


class Desk(QObject):
    """The window with somebody at it."""

    def __init__(self, application: QApplication, path: Path) -> None:
        super().__init__()
        self._painted = False
        self.application = application
        self.worker = Worker()
        opened: list[Session] = []
        Session.open(path, self.worker, opened.append, print)
        while not opened:
            application.processEvents()
        self.session = opened[0]
        self.window = MainWindow(self.session)
        self.window.resize(*SIZE)
        self.window.installEventFilter(self)
        self.window.show()
        self.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the window is painted."""
        self._painted = self._painted or event.type() == QEvent.Type.UpdateRequest
        return super().eventFilter(watched, event)

    def settle(self) -> tuple[float, float]:
        """Let everything happen that is under way; when the last painting ended, and the longest stretch."""
        begun = last = busy = time.perf_counter()
        longest = 0.0
        while (now := time.perf_counter()) - busy < QUIET and now - begun < LONGEST:
            self._painted = False
            before = time.thread_time()
            self.application.processEvents()
            taken = time.thread_time() - before
            longest = max(longest, taken)
            if self._painted:
                last = time.perf_counter()
            if self._painted or taken > 0.001 or self.worker.busy:
                busy = time.perf_counter()
            time.sleep(0.0005)
        return last, longest

    def timed(self, act: Callable[[], object]) -> tuple[float, float, float]:
        """Seconds until painted, until settled, and the longest stretch."""
        begun, used = time.perf_counter(), time.thread_time()
        act()
        self.application.sendPostedEvents()
        painted = time.thread_time() - used
        shown = time.perf_counter()
        last, longest = self.settle()
        return painted, max(last, shown) - begun, max(longest, painted)

    def press(self, widget: QWidget, key: Qt.Key) -> Callable[[], object]:
        """A key on a widget."""
        return lambda: QTest.keyClick(widget, key)


def measure(desk: Desk) -> Iterator[Act]:
    """All acts; those on periods first, while none but the first is judged."""
    window, session = desk.window, desk.session
    first = session.period
    for page, name in ((OVERVIEW, "总览"), (ENTRY, "填报")):
        window.show_page(page)
        desk.settle()
        months = (1, 6, 10) if page == OVERVIEW else (2, 8, 12)
        far = [Period.of_month(YEAR, month) for month in months]
        yield _act(f"{name}: another period, not seen before", desk, [lambda p=p: session.set_period(p) for p in far])
        known = far[:2] * 3
        yield _act(f"{name}: a period seen before", desk, [lambda p=p: session.set_period(p) for p in known])
        session.set_period(first)
        desk.settle()
        after, before = window.commands["period.next"].call, window.commands["period.before"].call
        steps = [after, *[before] * 3, *[after] * 2]
        yield _act(f"{name}: the next or previous period", desk, steps)
        session.set_period(first)
        desk.settle()
        yield _act(f"{name}: a key in the search", desk, list(_typing(desk)))
    window.show_page(ENTRY)
    window.entry.view.setFocus()
    desk.settle()
    yield _act("填报: the next target, with its form", desk, [desk.press(window.entry.view, Qt.Key.Key_Down)] * 30)
    window.show_page(OVERVIEW)
    tree = window.overview.panel.tree
    desk.settle()
    yield _act("总览: the next target in the tree", desk, [desk.press(tree, Qt.Key.Key_Down)] * 30)
    charted = [t.id for t in session.ledger.targets if has_trend(t)][:4]
    window.show_page(CHARTS)
    for target_id in charted:
        window.charts.show_target(target_id)
    desk.settle()
    turns = [lambda at=at: window.show_page(at) for at in (ENTRY, OVERVIEW, CHARTS) * 5]
    yield _act("another page", desk, turns)


def _typing(desk: Desk) -> Iterator[Callable[[], object]]:
    field = desk.window.toolbar.search
    for text in SEARCHED:
        for letter in text:
            yield desk.press(field, Qt.Key(ord(letter.upper())))
        for _ in text:
            yield desk.press(field, Qt.Key.Key_Backspace)


def _act(name: str, desk: Desk, acts: list[Callable[[], object]]) -> Act:
    times = [desk.timed(act) for act in acts]
    painted, settled, blocked = ([t[i] for t in times] for i in range(3))
    return Act(name, len(acts), median(painted), max(painted), median(settled), max(blocked))


def _main(path: Path) -> None:
    application = QApplication(sys.argv[:1])
    garbage.take_over(application)
    theme.dress(application)
    desk = Desk(application, path)
    acts = [asdict(act) for act in measure(desk)]
    targets = len(desk.session.ledger.targets)
    desk.window.close()
    desk.worker.stop()
    sys.stdout.write(json.dumps({"targets": targets, "acts": acts}))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
