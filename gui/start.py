"""Starting the window: application, fonts, the first window, and what was not expected."""

import gc
import importlib
import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from db import reports_of_errors
from db.failures import Refusal
from db.plans import create_demo, create_from_json
from gui import ask, theme
from gui.session import Session
from gui.welcome import Welcome
from gui.window import MainWindow
from gui.worker import Worker

_LOG = logging.getLogger(__name__)
_TOLD_EVERY = 5000  # milliseconds between two dialogs about our own mistakes
GARBAGE = (10_000, 10, 50)  # things made before Python looks for garbage; the usual 700 hits every page


class Starter:
    """Owns the application's one worker and shows either the welcome or a main window."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.application = application
        self.folder = folder
        self.worker = Worker()
        self.window: QWidget | None = None
        application.aboutToQuit.connect(self.worker.stop)

    def welcome(self, sentence: str = "") -> None:
        """The first window, with a sentence where something could not be opened."""
        page = Welcome()
        page.setWindowTitle("要点通")
        page.resize(1366, 698)
        page.wanted.connect(self._chosen)
        page.dropped.connect(lambda name: self.open(Path(name)))
        self._replace(page)
        if sentence:
            page.strip.show_message(sentence, bad=True)

    def open(self, path: Path) -> None:
        """Open a plan file, or make one from a plan in JSON beside it."""
        if path.suffix.lower() == ".json":
            self._create(path.with_suffix(".ydt"), lambda target: create_from_json(target, path))
            return
        Session.open(path, self.worker, self._show, self._refused)

    def demo(self) -> None:
        """A fresh demo ledger in the folder."""
        from db.files import free_path

        def make(target: Path) -> None:
            target.parent.mkdir()
            create_demo(target)

        self._create(free_path(self.folder / "要点通演示") / "濮院镇2020年工作要点.ydt", make)

    def _create(self, target: Path, make: object) -> None:
        assert callable(make)
        self.worker.run(lambda: make(target), lambda _: self.open(target), self._refused)

    def _chosen(self, index: int) -> None:
        parent = self.window
        assert parent is not None
        if index == 2:
            self.demo()
            return
        kinds = ask.PLAN_FILES if index else f"{ask.JSON_FILES};;{ask.PLAN_FILES}"
        path = ask.open_file(parent, "打开台账" if index else "打开计划文件", kinds, self.folder)
        if path:
            self.open(path)

    def _show(self, session: Session) -> None:
        window = MainWindow(session)
        window.resize(1366, 698)
        window.other_file_wanted.connect(self.open)
        self._replace(window)

    def _refused(self, error: BaseException) -> None:
        sentence = error.sentence if isinstance(error, Refusal) else reports_of_errors.keep(error, self.folder / "x")
        if isinstance(self.window, MainWindow):
            self.window.strip.show_message(sentence, bad=True)
        else:
            self.welcome(sentence)

    def _replace(self, widget: QWidget) -> None:
        old, self.window = self.window, widget
        widget.show()
        if old is not None:
            old.close()
            old.deleteLater()


def run(path: Path | None, *, demo: bool = False) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    gc.set_threshold(*GARBAGE)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("要点通")
    _speak_chinese(application)
    _bring_font()
    theme.dress(application)
    starter = Starter(application, path.parent if path else Path.cwd())
    _catch_mistakes(starter)
    if demo:
        QTimer.singleShot(0, starter.demo)
    elif path:
        QTimer.singleShot(0, lambda: starter.open(path))
    else:
        starter.welcome()
    return application.exec()


def _speak_chinese(application: QApplication) -> None:
    """Qt's own words in Chinese; the translator must stay alive."""
    QLocale.setDefault(QLocale("zh_CN"))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def _bring_font() -> None:
    """Where no Chinese font is installed (some Linux machines), take the one that comes as a package."""
    if theme.has_chinese_font():
        return
    try:
        carried = importlib.import_module("cvttf_NotoSansCJK_Regular")
    except ImportError:
        return
    for font in Path(carried.__file__ or "").parent.rglob("*.[to]t[fc]"):
        QFontDatabase.addApplicationFont(str(font))


def _catch_mistakes(starter: Starter) -> None:
    """Our own mistakes: logged, told at most every few seconds, never from inside painting."""
    waiting = QTimer()
    waiting.setSingleShot(True)

    def note(error: BaseException) -> None:
        sentence = reports_of_errors.keep(error, starter.folder / "x")
        _LOG.error(sentence, exc_info=error)
        if not waiting.isActive() and isinstance(starter.window, MainWindow):
            waiting.start(_TOLD_EVERY)
            starter.window.strip.show_message(sentence, bad=True)

    def hook(_: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        QTimer.singleShot(0, starter.application, lambda: note(error.with_traceback(trace)))

    sys.excepthook = hook
    threading.excepthook = lambda a: hook(a.exc_type, a.exc_value or RuntimeError(), a.exc_traceback)
