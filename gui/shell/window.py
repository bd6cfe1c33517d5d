"""The main window: it only places the frame and the pages, and passes on what one asks of another."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui.dialogs.help import HelpDialog
from gui.intake.returned.take import Returning
from gui.kit.keys import shortcut
from gui.kit.strip import Strip
from gui.meeting.playlist import projected
from gui.output.reporting import Reporting
from gui.overview.page import OverviewPage
from gui.session.around import Way
from gui.session.page import Page
from gui.session.session import SMALL, Session
from gui.shell.menus import Menus
from gui.shell.statusbar import StatusBar
from gui.shell.toolbar import Toolbar
from gui.system import remembered

if TYPE_CHECKING:
    from gui.charts.page import ChartsPage
    from gui.entry.page import EntryPage

OVERVIEW, ENTRY, CHARTS = range(3)
NOTHING_TO_PROJECT = "没有可以投影的指标。请先在“图表”里勾选。"
USUAL_SIZE = (1366, 698)
_FRAME, _SOON = 16, 100  # milliseconds


class MainWindow(QMainWindow):
    """One open plan file.

    `other_file_wanted` asks the starter to open another in its place, `restored` the same one,
    brought back from a backup, `start_wanted` to show the first window again.
    """

    other_file_wanted = Signal(object)
    start_wanted = Signal()
    restored = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setMinimumSize(880, 430)
        self.setAcceptDrops(True)
        self.toolbar, self.statusbar, self.strip = Toolbar(session), StatusBar(session), Strip()
        self.pages = QStackedWidget()
        self.overview = OverviewPage(session)
        self._entry: EntryPage | None = None
        self._charts: ChartsPage | None = None
        self._at = OVERVIEW
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.toolbar)
        self._column.addWidget(self.strip)
        self._column.addWidget(self.pages, 1)
        self._column.addWidget(self.statusbar)
        self.setCentralWidget(holder)
        self._add_page(self.overview)
        self.reporting = Reporting(session, self, self)
        self.returning = Returning(session, self, self, lambda: StatusBar(session))
        self.menus = Menus(self)
        self._connect()
        self.show_page(OVERVIEW)
        self._retitle()
        self._coming = 0
        QTimer.singleShot(_SOON, self, self._prepare_entry)
        if session.read_only:
            ways = [
                ("重新打开", lambda: self.other_file_wanted.emit(session.path)),
                ("另存到本机…", self._save_elsewhere),
            ]
            self.strip.show_message(f"只读打开：{session.read_only}", ways)
        elif session.notice:
            self.strip.show_message(session.notice)

    @property
    def entry(self) -> "EntryPage":
        """The page of 填报, made at its first use, or soon after the window shows, which need not wait for it."""
        if self._entry is None:
            from gui.entry.page import EntryPage

            self._entry = page = EntryPage(self.session)
            self._add_page(page)
            page.fit(self.width())
        return self._entry

    @property
    def charts(self) -> "ChartsPage":
        """The page of charts, made at its first use: pyqtgraph takes its time to load."""
        if self._charts is None:
            from gui.charts.page import ChartsPage

            page = ChartsPage(self.session)
            page.project_wanted.connect(self.project)
            self._charts = page
            self._add_page(page)
            page.fit(self.width())
        return self._charts

    def show_page(self, index: int) -> None:
        """Open a page; the place in the others is kept. What is typed and not saved asks first."""
        if not self._may_leave(self.pages.currentWidget(), index):
            self.toolbar.set_page(self._at)
            return
        self._at = index
        page = self.overview if index == OVERVIEW else self.entry if index == ENTRY else self.charts
        self.pages.setCurrentWidget(page)
        page.filter_by(self.toolbar.search.text())
        self.toolbar.set_page(index)
        self._slash.setEnabled(index != ENTRY)  # there it is typed into a cell
        page.setFocus()

    def open_target(self, target_id: str) -> None:
        """Put the cursor into a target's cell in 填报."""
        self.show_page(ENTRY)
        self.entry.show_target(target_id)

    def project(self, *, from_first: bool = False) -> None:
        """The projection of the chosen charts, else of the page's current target and the most behind.

        The operator's strip comes with it.
        """
        if not self.session.has_plan:
            self.statusbar.say("台账里还没有计划，没有可以投影的指标。")
            return
        from gui.meeting.operator import Operator
        from gui.meeting.projection import project

        charts = self.charts
        here = "" if from_first else self.current_page().current_target()
        targets = charts.chosen or projected(self.session.assessments, here)
        if not targets:
            self.say(NOTHING_TO_PROJECT)
            return
        start = "" if from_first else charts.focused or next(iter(charts.in_view), "")
        made = project(self.session, targets, self, self.strip.show_message, period=charts.month, start=start)
        charts.month_moved.connect(made.set_period)
        self._column.insertWidget(2, Operator(made))

    def say(self, sentence: str) -> None:
        """One line in the status bar."""
        self.statusbar.say(sentence)

    def hush(self) -> None:
        """What the status bar says holds no longer."""
        self.statusbar.hush()

    def tell(self, sentence: str, ways: Sequence[Way] = (), *, bad: bool = False) -> None:
        """The strip over the page."""
        self.strip.show_message(sentence, ways, bad=bad)

    def finish(self) -> None:
        """Hand over what is being typed in the page in view."""
        self.current_page().finish()

    def current_page(self) -> Page:
        """The page in view."""
        page = self.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def reset_layout(self) -> None:
        """恢复默认布局: sizes as on the first day."""
        remembered.forget_layout()
        self.showMaximized()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the width (screens.md §2.1)."""
        super().resizeEvent(event)
        self._fit()

    def show_help(self) -> None:
        """F1: the help of the page in view, beside it."""
        for child in self.children():
            if isinstance(child, HelpDialog):
                child.close()
        HelpDialog(self, self.current_page().help_name).show()

    def cycle(self, by: int) -> None:
        """F6 and Shift+F6: to the next part of the window that can be seen."""
        parts = [self.toolbar.search, *self.current_page().panels()]
        seen = [p for p in parts if p.isVisible() and p.isEnabled()]
        focused = self.focusWidget()
        at = next((i for i, p in enumerate(seen) if focused and (p is focused or p.isAncestorOf(focused))), -by)
        seen[(at + by) % len(seen)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def want_file(self, path: Path) -> None:
        """Another plan file is to be opened, unless it is this one."""
        session = self.session
        if not session.read_only and path.exists() and session.path.exists() and path.samefile(session.path):
            self.statusbar.say("现在开着的就是这本台账。")
        else:
            self.other_file_wanted.emit(path)

    def refuses_writing(self) -> bool:
        """Say so where the file may only be read."""
        if self.session.read_only:
            self.strip.show_message(self.session.read_only, bad=True)
        return bool(self.session.read_only)

    def may_close(self) -> bool:
        """Hand over what is being typed; whether nothing is left that is in no file, or it is given up."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        if self._entry is None or self._entry.may_leave():
            return True
        self.show_page(ENTRY)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything queued is written first, and what could not be written asks."""
        if not self.may_close():
            event.ignore()
            return
        self.session.forget(self._coming)
        if self.session.writing:  # a write may still fail: come back when it is answered
            self.session.ask(lambda _: None, lambda _: self.close())
            event.ignore()
            return
        self.release()
        super().closeEvent(event)

    def release(self) -> None:
        """Let go of the file, once what is queued is written."""
        remembered.keep_geometry(self.saveGeometry())
        self.session.forget(self._coming)
        self.session.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Returned forms and plan files may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Workbooks are read in, a plan file is opened; an empty plan takes a 任务分解表."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        plans = [p for p in paths if p.suffix.lower() in {".ydt", ".json"}]
        if plans:
            self.want_file(plans[0])
        elif paths:
            self.menus.take_books(paths)

    def _add_page(self, page: Page) -> None:
        self.pages.addWidget(page)
        page.target_wanted.connect(self.open_target)
        page.message.connect(self.statusbar.say)
        page.file_wanted.connect(self.other_file_wanted)

    def _connect(self) -> None:
        bar, session = self.toolbar, self.session
        bar.page_wanted.connect(self.show_page)
        self._searching = QTimer(self, singleShot=True, interval=_FRAME)
        self._searching.timeout.connect(lambda: self.current_page().filter_by(bar.search.text()))
        bar.search_changed.connect(self._search)
        bar.search_entered.connect(self._jump)
        bar.project_button.clicked.connect(lambda _=False: self.project())
        bar.export_button.clicked.connect(self.reporting.export)
        self.overview.collect_wanted.connect(lambda: self.reporting.collect(only_missing=True))
        session.failed.connect(lambda sentence: self.strip.show_message(sentence, bad=True))
        session.told.connect(self.statusbar.say)
        session.changed.connect(lambda _: self._retitle())
        self._slash = shortcut(self, "/", self._to_search)
        for keys, call in (
            ("Ctrl+1", lambda: self.show_page(OVERVIEW)),
            ("Ctrl+2", lambda: self.show_page(ENTRY)),
            ("Ctrl+3", lambda: self.show_page(CHARTS)),
            ("Ctrl+Z", session.undo),
            ("Ctrl+Y", session.redo),
            ("Ctrl+F", self._to_search),
            ("Ctrl+PgUp", bar.previous_period),
            ("Ctrl+PgDown", bar.next_period),
            ("Ctrl+E", self.reporting.export),
            ("Ctrl+S", self.reporting.backup),
            ("F5", self.project),
            ("Shift+F5", lambda: self.project(from_first=True)),
            ("F1", self.show_help),
            ("F6", lambda: self.cycle(1)),
            ("Shift+F6", lambda: self.cycle(-1)),
        ):
            shortcut(self, keys, call)

    def _save_elsewhere(self) -> None:
        self.entry.save_elsewhere()

    def _may_leave(self, page: QWidget | None, index: int) -> bool:
        return index == self._at or not isinstance(page, Page) or page.may_leave()

    def _jump(self, target_id: str) -> None:
        """Enter in the search: to that target in the page in view."""
        self.current_page().show_target(target_id)
        self.current_page().setFocus()

    def _prepare_entry(self) -> None:
        """Load 填报 on the other thread, then make its page."""
        self._coming = self.session.ask(lambda _: _load_entry(), lambda _: self.entry)

    def _search(self, text: str) -> None:
        """Filter the page; in a large plan after the letter is painted, and once for letters in a row."""
        if self.session.has_plan and len(self.session.ledger.targets) > SMALL:
            self._searching.start()
        else:
            self.current_page().filter_by(text)

    def _to_search(self) -> None:
        self.toolbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.search.selectAll()

    def _fit(self) -> None:
        self.toolbar.fit(self.width())
        self.statusbar.fit(self.width())
        for i in range(self.pages.count()):
            page = self.pages.widget(i)
            if isinstance(page, Page):
                page.fit(self.width())

    def _retitle(self) -> None:
        title = self.session.ledger.plan.title if self.session.has_plan else self.session.path.stem
        self.setWindowTitle(f"{title} — 要点通")


def _load_entry() -> None:
    """What the page of 填报 needs, on the store's thread while nothing is asked of it."""
    import gui.entry.page  # noqa: F401
