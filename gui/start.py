"""Starting the window: application, fonts, the first window, and what was not expected."""

import importlib
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from db import reports_of_errors
from db.failures import Damaged, Refusal
from db.plans import create_demo, create_from_json
from gui import ask, icons, remembered, theme
from gui.backups_dialog import BackupsDialog, of_damaged
from gui.mistakes import Mistakes
from gui.session import Session
from gui.welcome import Welcome
from gui.window import USUAL_SIZE, MainWindow
from gui.worker import Worker


class Starter:
    """Owns the application's one worker and shows either the welcome or a main window."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.application = application
        self.folder = folder
        self.worker = Worker()
        self.window: MainWindow | Welcome | None = None
        self.mistakes = Mistakes(lambda: self.window, folder)
        application.aboutToQuit.connect(self.worker.stop)

    def welcome(self) -> None:
        """The first window."""
        page = Welcome()
        page.setWindowTitle("要点通")
        page.resize(1366, 698)
        page.wanted.connect(self._chosen)
        page.dropped.connect(lambda name: self.open(Path(name)))
        self._replace(page)

    def last(self) -> None:
        """The ledger of last time where it still is, else the welcome (screens.md §3.8)."""
        path = remembered.text(remembered.LAST_FILE)
        if path and Path(path).is_file():
            self.open(Path(path))
        else:
            self.welcome()

    def open(self, path: Path) -> None:
        """Open a plan file, or make one from a plan in JSON beside it."""
        if path.suffix.lower() == ".json":
            self._create(path.with_suffix(".ydt"), lambda target: create_from_json(target, path))
            return
        Session.open(path, self.worker, self._show, lambda error: self._refused(error, path))

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
        window.resize(*USUAL_SIZE)
        window.restoreGeometry(remembered.geometry())
        remembered.keep_text(remembered.LAST_FILE, str(session.path.absolute()))
        window.other_file_wanted.connect(self.open)
        self._replace(window)

    def _refused(self, error: BaseException, path: Path | None = None) -> None:
        """Say why, in the window that is there; a damaged ledger leads to its backups."""
        sentence = error.sentence if isinstance(error, Refusal) else reports_of_errors.keep(error, self.folder / "x")
        if self.window is None:
            self.welcome()
        window = self.window
        assert window is not None
        ways = [("从备份恢复…", lambda: self._restore(path))] if path and isinstance(error, Damaged) else []
        window.strip.show_message(sentence, ways, bad=True)

    def _restore(self, path: Path) -> None:
        assert self.window is not None
        dialog = BackupsDialog(self.window, of_damaged(path, self.worker))
        dialog.restored.connect(self.open)
        dialog.exec()

    def _replace(self, widget: MainWindow | Welcome) -> None:
        old, self.window = self.window, widget
        widget.show()
        if old is not None:
            old.close()
            old.deleteLater()


def run(path: Path | None, *, demo: bool = False) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("要点通")
    _speak_chinese(application)
    _bring_font()
    theme.dress(application)
    application.setWindowIcon(icons.mark())
    starter = Starter(application, path.parent if path else Path.cwd())
    starter.mistakes.watch()
    if demo:
        QTimer.singleShot(0, starter.demo)
    elif path:
        QTimer.singleShot(0, lambda: starter.open(path))
    else:
        QTimer.singleShot(0, starter.last)
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
