"""A stage for pictures: an application without a screen, ledgers made once, windows opened as a user would."""

from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from db.ledger import access
from gui.app.start import Starter
from gui.session import session, snapshot
from gui.shell.pages import ENTRY
from gui.shell.window import MainWindow
from tests.screens import clock, ledgers
from tests.screens.clipped import cut_off
from tests.screens.turned import turned

FIRST_SIZE = 1366, 698  # of a window that opens; the size of most screens it is made for
PAUSE = 60  # milliseconds for layouts; answers of the worker are waited for


class Stage:
    """Pictures windows, with ledgers in `folder`, into `out`; finds what is cut off or turned by the wheel.

    Where the ledgers lie is written in pictures; the folder is made, and belongs to this stage alone. Without `out`
    no picture is kept.
    """

    def __init__(self, application: QApplication, folder: Path, out: Path | None = None) -> None:
        folder.mkdir(parents=True)
        self.out, self.folder = out, folder
        clock.stop(access, session, snapshot)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(self.folder))
        self.application = application
        self.findings: list[str] = []
        self.kept = 0

    def wait(self, milliseconds: int = PAUSE) -> None:
        """Let the event loop run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def resize(self, window: QWidget, width: int, height: int) -> None:
        """Another size, with everything in its place before anything else happens."""
        window.resize(width, height)
        self.wait()

    def keep(self, widget, name: str) -> None:
        """One picture, and what is wrong in it."""
        self.wait()
        picture = widget.grab()  # which lays out what is still to be laid out
        if self.out is not None:
            picture.save(str(self.out / f"{name}.png"))
        self.findings += [f"{name}: {line}" for line in (*cut_off(widget), *turned(widget))]
        self.kept += 1

    @contextmanager
    def starter(self, place=None):
        """What starts the program, with nothing opened yet."""
        made = Starter(self.application, place.folder if place else self.folder, place)
        yield made
        if made.window is not None:
            made.window.close()
            made.window.deleteLater()
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
            # As on a screen: in its size before 填报 is made, which lays itself out for the size that it is made in.
            starter.open(path, lambda window: window.resize(*FIRST_SIZE))
            while not isinstance(starter.window, MainWindow):
                self.wait(10)
            self._worker = starter.worker
            # The window makes this page soon after it shows; a picture must not depend on how soon.
            while not starter.window.pages.is_made(ENTRY):
                self.wait(10)
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
