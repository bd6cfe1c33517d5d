"""A stage for pictures: an application without a screen, ledgers made once, windows opened as a user would."""

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

PAUSE = 60  # milliseconds; answers of the worker are waited for


def dressed() -> QApplication:
    """The application as the program dresses it, at an hour that does not pass."""
    application = QApplication.instance() or QApplication([])
    theme.dress(application)
    clock.stop(access, session, snapshot)
    return application


class Stage:
    """Takes pictures and collects what is cut off in them; the ledgers lie in a folder of its own.

    Pictures are kept in the folder `out`, if one is given. `pause` is how long each is left to itself, once
    nothing is asked of a file any more. Wants an application that is dressed.
    """

    def __init__(self, folder: Path, out: Path | None = None, pause: int = PAUSE) -> None:
        folder.mkdir(parents=True)
        self.folder, self.out, self.pause = folder, out, pause
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
        self.findings: list[str] = []
        self.kept = 0

    def wait(self, milliseconds: int) -> None:
        """Let the event loop run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def keep(self, widget, name: str) -> None:
        """One picture, and what is cut off in it."""
        self.settle_window()
        picture = widget.grab()
        if self.out:
            picture.save(str(self.out / f"{name}.png"))
        self.findings += [f"{name}: {line}" for line in cut_off(widget)]
        self.kept += 1

    @contextmanager
    def starter(self, place=None):
        """What starts the program, with nothing opened yet."""
        self._starter = made = Starter(QApplication.instance(), place.folder if place else self.folder, place)
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
            self.settle(starter)
            yield starter.window

    def settle_window(self) -> None:
        """Wait until everything asked of the file of the window is answered, and laid out."""
        self.settle(self._starter)

    def settle(self, starter: Starter) -> None:
        """Wait until everything asked of the file is answered."""
        while starter.worker.busy or starter.looks.busy:
            self.wait(10)
        self.wait(self.pause)
