"""A stage for pictures: an application without a screen, ledgers made once, windows opened as a user would."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from db.ledger import access
from gui.app.start import Starter
from gui.kit import theme
from gui.session import session, snapshot
from gui.shell.window import MainWindow
from tests.screens import clock, ledgers
from tests.screens.clipped import cut_off

PAUSE = 60  # milliseconds for layouts; answers of the worker are waited for


class Stage:
    """Keeps pictures into a folder and collects what is cut off in them."""

    def __init__(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out = out
        self.folder = Path(tempfile.gettempdir()) / "要点通图片"  # always the same: it is written in pictures
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        clock.stop(access, session, snapshot)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(self.folder))
        self.application = QApplication.instance() or QApplication([])
        theme.dress(self.application)
        self.findings: list[str] = []
        self.kept = 0

    def wait(self, milliseconds: int = PAUSE) -> None:
        """Let the event loop run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def keep(self, widget, name: str) -> None:
        """One picture, and what is cut off in it."""
        self.wait()
        widget.grab().save(str(self.out / f"{name}.png"))
        self.findings += [f"{name}: {line}" for line in cut_off(widget)]
        self.kept += 1

    @contextmanager
    def starter(self, place=None):
        """What starts the program, with nothing opened yet."""
        made = Starter(self.application, place.folder if place else self.folder, place)
        yield made
        if made.window is not None:
            made.window.close()
        self.settle(made)
        made.worker.stop()

    @contextmanager
    def window(self, name: str):
        """The main window on one of the ledgers."""
        path = self.folder / name / "濮院镇2020年工作要点.ydt"
        if not path.exists():
            path.parent.mkdir()
            getattr(ledgers, name)(path)
        with self.opened(path) as window:
            yield window

    @contextmanager
    def opened(self, path: Path):
        """The main window on a ledger."""
        with self.starter() as starter:
            starter.open(path)
            while not isinstance(starter.window, MainWindow):
                self.wait(10)
            self._worker = starter.worker
            self.settle(starter)
            yield starter.window

    def settle_window(self) -> None:
        """Wait until everything asked of the file of the window is answered."""
        while self._worker.busy:
            self.wait(10)
        self.wait()

    def settle(self, starter: Starter) -> None:
        """Wait until everything asked of the file is answered."""
        while starter.worker.busy or starter.looks.busy:
            self.wait(10)
        self.wait()
