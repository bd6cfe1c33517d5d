"""Starting the window: application, fonts, the first window, and what was not expected."""

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QSize, QSysInfo, Qt, QTimer, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

import resources
from db.actions.plans import create_demo, create_from_json, create_plan
from db.disk import error_report as reports_of_errors
from db.disk import log
from db.disk.failures import Damaged, Environment, Refusal
from db.disk.files import TABLES, free_path, safe_name
from db.ledger.access import now
from gui.app.mistakes import Mistakes
from gui.app.welcome import Welcome
from gui.dialogs.backups import BackupsDialog, of_damaged
from gui.dialogs.new_plan import NewPlanDialog
from gui.entry.leaving import hand_over, take_over
from gui.kit import ask, icons, theme
from gui.session import garbage
from gui.session.anew import Reread
from gui.session.session import Session
from gui.session.worker import Worker
from gui.shell.taken import WhatWasBefore
from gui.shell.window import USUAL_SIZE, MainWindow
from gui.system import places, remembered
from gui.system.clipboard import leave_behind
from gui.system.places import Place
from gui.system.probing import Looks, Seen
from models.intake.outside_table import OutsideTable
from models.intake.plan_file import Json
from models.plan.period import Period

PATIENCE = 1500  # milliseconds for the drive of the last ledger to answer, before the first window shows
MOST_OF_SCREEN = 0.9  # what a window takes that does not fill the screen, with room for its frame


class Starter:
    """Owns the application's one worker and shows either the welcome or a main window.

    New ledgers are proposed in `folder`. `place` is the data folder; it is the same one, unless a
    file elsewhere was opened by name.
    """

    def __init__(self, application: QApplication, folder: Path, place: Place | None = None) -> None:
        self.application = application
        self.folder = folder
        self.place = place or Place(folder)
        self.worker = Worker()
        self.looks = Looks()
        self.window: MainWindow | Welcome | None = None
        self.mistakes = Mistakes(lambda: self.window, folder, self.place.folder)
        application.aboutToQuit.connect(self.worker.stop)
        application.aboutToQuit.connect(leave_behind)

    def welcome(self) -> None:
        """Show the first window, in place of whichever is there."""
        page = Welcome()
        page.setWindowTitle("要点通")
        page.wanted.connect(self._chosen)
        page.dropped.connect(lambda name: self.open(Path(name)))
        place = self.place if self.place.folder == self.folder else Place(self.folder)
        page.show_place(place)
        recent = remembered.recent()
        page.recent.show_files(recent)
        page.recent.wanted.connect(self.open)
        page.recent.unwanted.connect(self._forget)
        self._replace(page)
        self.looks.look(self.folder, lambda seen: self._on_welcome(lambda shown: shown.show_place(place, seen.drive)))
        for path in recent:
            self.looks.look(path, lambda seen: self._on_welcome(lambda shown: shown.recent.tell(seen)))

    def last(self) -> None:
        """The ledger of last time where it still is, else the welcome (screens.md §3.8)."""
        newest = remembered.recent()[:1]
        if not newest:
            self.welcome()
            return

        def found(seen: Seen) -> None:
            if self.window is not None:
                return
            if seen.there:
                self.open(seen.path)
            else:
                self.welcome()

        def late() -> None:
            if self.looks.forget(asked) and self.window is None:
                self.welcome()

        asked = self.looks.look(newest[0], found)
        QTimer.singleShot(PATIENCE, late)

    def open(self, path: Path, then: Callable[[MainWindow], object] = lambda _: None) -> None:
        """Open a plan file, or make one: from a plan in JSON beside it, from a workbook where the clerk says.

        `then` gets the window once the file is open.
        """
        ending = path.suffix.lower()
        if ending in {".json", *TABLES} and self.window is None:
            self.welcome()  # something may have to be asked
        if ending == ".json":
            target = self._free(path.with_suffix(".ydt"))
            if target:
                self._create(target, lambda file: create_from_json(file, path))
        elif ending in TABLES:
            self.worker.run(lambda: _tables(path), lambda tables: self.new_ledger(tables, path.name), self._refused)
        else:
            Session.open(
                path, self.worker, lambda session: self.show(session, then), lambda error: self._refused(error, path)
            )

    def new_ledger(self, tables: Sequence[OutsideTable] = (), source: str = "") -> None:
        """新建台账: ask for its title, then where it lies; with tables that of a file follows."""
        parent = self.window
        assert parent is not None
        dialog = NewPlanDialog(parent, year=now().year, new_file=True, source=source)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def make(plan: Json) -> None:
            proposed = self.folder / f"{safe_name(str(plan['title']))}.ydt"
            with places.proposed(self.folder):
                wanted = ask.save_file(dialog, "新台账放在哪里", ask.PLAN_FILES, proposed, over=False)
            target = self._free(wanted, dialog) if wanted else None
            if target is None:
                return
            dialog.wait()
            follow = dialog.table_follows
            self.worker.run(
                lambda: _make_in(target, lambda: create_plan(target, plan)), lambda _: made(target, follow), failed
            )

        def failed(error: BaseException) -> None:
            if isValid(dialog):
                dialog.say(self._sentence(error))
            else:  # it went with its window, as another ledger came up
                self._refused(error)

        def made(target: Path, follow: bool) -> None:
            if isValid(dialog):
                dialog.accept()
            self.open(target, lambda window: window.plans.show_breakdown(tables, source) if follow else None)

        def other() -> None:
            dialog.reject()
            self._open_json()

        dialog.wanted.connect(make)
        dialog.file_wanted.connect(other)
        dialog.open()

    def demo(self, folder: Path | None = None) -> None:
        """A fresh demo ledger in the folder; where that cannot be written, in another one."""

        def failed(error: BaseException) -> None:
            ways = [("放到别的文件夹…", elsewhere)] if isinstance(error, Environment) else []
            self.say(self._sentence(error), ways)

        def elsewhere() -> None:
            assert self.window is not None
            wanted = ask.folder(self.window, "演示放在哪个文件夹", Path.home())
            if wanted:
                self.demo(wanted)

        target = free_path((folder or self.folder) / "要点通演示") / "濮院镇2020年工作要点.ydt"
        self._create(target, create_demo, failed)

    def _free(self, wanted: Path, parent: QWidget | None = None) -> Path | None:
        """A path for a new ledger; where one lies already nothing is overwritten, and the user says what to do."""
        wanted = wanted if wanted.suffix.lower() == ".ydt" else wanted.with_name(f"{wanted.name}.ydt")
        parent = parent or self.window
        if not wanted.exists() or parent is None:
            return wanted
        other = free_path(wanted)
        question = f"“{wanted.name}”已经在那里了，没有覆盖它。它可能是以前建成的台账。"
        chosen = ask.choose(parent, question, ["打开已有的台账", f"另建一本：{other.name}", "取消"])
        if chosen == 0:
            self._open_there(wanted, parent)
        return other if chosen == 1 else None

    def _open_there(self, path: Path, asked_by: QWidget) -> None:
        """Open a ledger instead of making a new one, unless it is the one that is open."""
        if isinstance(asked_by, QDialog):
            asked_by.reject()
        if isinstance(self.window, MainWindow) and self.window.session.path.resolve() == path.resolve():
            self.window.strip.show_message("这本台账正开着，就是现在这一本。")
        else:
            self.open(path)

    def _create(
        self, target: Path, make: Callable[[Path], object], failed: Callable[[BaseException], object] | None = None
    ) -> None:
        self.worker.run(
            lambda: _make_in(target, lambda: make(target)), lambda _: self.open(target), failed or self._refused
        )

    def _chosen(self, index: int) -> None:
        parent = self.window
        assert parent is not None
        if index == 0:
            self.new_ledger()
        elif index == 2:
            self.demo()
        else:
            path = ask.open_file(parent, "打开台账", ask.PLAN_FILES, self.folder)
            if path:
                self.open(path)

    def _open_json(self) -> None:
        assert self.window is not None
        path = ask.open_file(self.window, "打开计划文件", ask.JSON_FILES, self.folder)
        if path:
            self.open(path)

    def show(self, session: Session, then: Callable[[MainWindow], object]) -> None:
        """An open ledger in the main window, in place of the window before; `then` gets it."""
        window = MainWindow(session)
        remembered.keep_recent(session.path)
        window.other_file_wanted.connect(self.open)
        window.start_wanted.connect(self.welcome)
        window.restored.connect(lambda path: self.open(path, lambda fresh: _tell_restored(fresh, session.period)))
        window.reread.connect(self._reread)
        self._replace(window, lambda: then(window))

    def _reread(self, found: Reread) -> None:
        """Show the file as it is now in place of what was on the screen, with what was typed there."""
        assert isinstance(self.window, MainWindow)
        self.show(found.session, _carry(self.window, found))

    def _refused(self, error: BaseException, path: Path | None = None) -> None:
        """Say why, in the window that is there; a damaged ledger leads to its backups."""
        ways: list[tuple[str, Callable[[], object]]] = []
        if path and isinstance(error, Damaged):
            ways = [("从备份恢复…", lambda: self._restore(path))]
        elif path in remembered.recent() and isinstance(error.__cause__, FileNotFoundError):
            ways = [("从最近打开里去掉", lambda: self._forget(path))]
        self.say(self._sentence(error), ways)

    def say(self, sentence: str, ways: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Say why something was not done, in the window that is there."""
        if self.window is None:
            self.welcome()
        assert self.window is not None
        self.window.strip.show_message(sentence, ways, bad=True)

    def _sentence(self, error: BaseException) -> str:
        if isinstance(error, Refusal):
            log.refused(error.said.key)
            return error.sentence
        return reports_of_errors.keep(error, self.folder / "x", self.place.folder)

    def _forget(self, path: Path) -> None:
        """Take a file off the list of those opened last."""
        remembered.forget_recent(path)
        self._on_welcome(lambda page: page.recent.take_off(path))

    def _on_welcome(self, tell: Callable[[Welcome], object]) -> None:
        """Tell the welcome something, if it is still there."""
        if isinstance(self.window, Welcome):
            tell(self.window)

    def _restore(self, path: Path) -> None:
        assert self.window is not None
        dialog = BackupsDialog(self.window, of_damaged(path, self.worker))
        dialog.restored.connect(self.open)
        dialog.exec()

    def _replace(self, widget: MainWindow | Welcome, then: Callable[[], object] = lambda: None) -> None:
        """Show another window in the old one's place, unless something typed there is still wanted; `then` is next."""
        old = self.window
        if _later(old, lambda: self._replace(widget, then)):
            return
        if isinstance(old, MainWindow) and not old.may_close():
            _drop(widget)
            return
        if isinstance(old, MainWindow) and _unsettled(old, lambda: self._replace(widget, then)):
            return
        self.window = widget
        _place(widget, old.saveGeometry() if old is not None else remembered.geometry())
        widget.show()
        if old is not None:
            _drop(old)
        then()


def _drop(window: MainWindow | Welcome) -> None:
    """A window that is not wanted any more goes, and with it its file."""
    if isinstance(window, MainWindow):
        window.release()
    window.hide()
    window.deleteLater()


def _later(old: QWidget | None, again: Callable[[], object]) -> bool:
    """Whether a dialog is open, which would go with its window; `again` is called once it is closed."""
    over = QApplication.activeModalWidget()
    if old is None or not isinstance(over, QDialog):
        return False
    over.finished.connect(again, Qt.ConnectionType.SingleShotConnection)
    return True


def _unsettled(old: MainWindow, again: Callable[[], object]) -> bool:
    """Whether a change is still on its way to the file, or the file is looked at; `again` is called after that."""
    if old.session.writing:  # it may still fail
        old.session.ask(lambda _: None, lambda _: again())
        return True
    if old.session.file.doubtful:
        old.session.file.looked.connect(again, Qt.ConnectionType.SingleShotConnection)
        old.session.file.look()
        return True
    return False


def _place(window: QWidget, geometry: QByteArray) -> None:
    """Where the window before it is, or was last time; the very first fills the screen, as the mock-ups do."""
    window.resize(QSize(*USUAL_SIZE).boundedTo(window.screen().availableSize() * MOST_OF_SCREEN))
    if not window.restoreGeometry(geometry):
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _tell_restored(window: MainWindow, period: Period) -> None:
    """The file is another: say so, at the period that was shown before."""
    if window.session.has_plan and window.session.ledger.plan.year == period.year:
        window.session.set_period(period)
    window.strip.show_message("已从备份恢复。恢复前的台账也留在备份里，可以再恢复回来。")


def _carry(old: MainWindow, found: Reread) -> Callable[[MainWindow], object]:
    """Take what is in no file out of a window; the window that shows the file anew gets it."""
    period, typed = old.session.period, hand_over(old.entry.entries)
    old.session.file.give_up()

    def into(fresh: MainWindow) -> None:
        if fresh.session.has_plan and fresh.session.ledger.plan.year == period.year:
            fresh.session.set_period(period)
        WhatWasBefore(found, fresh, fresh).tell(take_over(fresh.entry.entries, typed))

    return into


def _make_in(target: Path, make: Callable[[], object]) -> None:
    """Make a file in a folder that may not be there yet."""
    places.make(target.parent)
    make()


def _tables(path: Path) -> list[OutsideTable]:
    from db.workbooks.outside_file import read_tables  # openpyxl is slow to load: on the worker, when it is needed

    return read_tables(path)


def run(path: Path | None, *, demo: bool = False) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    QApplication.setDesktopSettingsAware(False)  # Windows' fonts and dark colours for menus and messages: ours are set
    application = QApplication(sys.argv[:1])
    application.setApplicationName("要点通")
    garbage.take_over(application)
    _speak_chinese(application)
    _bring_font()
    theme.dress(application)
    application.setWindowIcon(icons.mark())
    place = places.here()
    if places.frozen():
        remembered.lie_in(place.folder)
    _keep_log(application)
    starter = Starter(application, path.absolute().parent if path else place.folder, place)
    starter.mistakes.watch()
    if demo:
        QTimer.singleShot(0, starter.demo)
    elif path:
        QTimer.singleShot(0, lambda: starter.open(path))
    else:
        QTimer.singleShot(0, starter.last)
    code = application.exec()
    log.ended()
    return code


def _keep_log(application: QApplication) -> None:
    """Tell from now on what is done, in a file beside the settings."""
    log.keep(remembered.file().parent)
    screen = application.primaryScreen()
    size, system = screen.size(), f"{QSysInfo.productType()}-{QSysInfo.productVersion()}"
    log.launched(resources.version(), system, (size.width(), size.height()), screen.devicePixelRatio())


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
    except ImportError as error:  # without it Chinese may show as boxes
        log.expected(error)
        return
    for font in Path(carried.__file__ or "").parent.rglob("*.[to]t[fc]"):
        QFontDatabase.addApplicationFont(str(font))
