"""The main window: it only places the frame and the pages, and passes on what one asks of another."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui.frame import StatusBar, Toolbar, shortcut
from gui.menus import Menus
from gui.overview_page import OverviewPage
from gui.pages import Page
from gui.reporting import Reporting
from gui.session import SMALL, Session
from gui.strip import Strip

if TYPE_CHECKING:
    from gui.entry_page import EntryPage

OVERVIEW, ENTRY, CHARTS = range(3)
_FRAME, _SOON = 16, 100  # milliseconds


class MainWindow(QMainWindow):
    """One open plan file. `other_file_wanted` asks the starter to open another in its place."""

    other_file_wanted = Signal(object)
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setMinimumSize(880, 430)
        self.setAcceptDrops(True)
        self.toolbar, self.statusbar, self.strip = Toolbar(session), StatusBar(session), Strip()
        self.pages = QStackedWidget()
        self.overview = OverviewPage(session)
        self._entry: EntryPage | None = None
        self._charts: Page | None = None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.strip)
        column.addWidget(self.pages, 1)
        column.addWidget(self.statusbar)
        self.setCentralWidget(holder)
        self._add_page(self.overview)
        self.reporting = Reporting(self)
        self.menus = Menus(self)
        self._connect()
        self.show_page(OVERVIEW)
        self._retitle()
        self._coming = 0
        QTimer.singleShot(_SOON, self, self._prepare_entry)
        if session.read_only:
            self.strip.show_message(f"只读打开：{session.read_only}")
        elif session.notice:
            self.strip.show_message(session.notice)

    @property
    def entry(self) -> "EntryPage":
        """The page of 填报, made at its first use, or soon after the window shows, which need not wait for it."""
        if self._entry is None:
            from gui.entry_page import EntryPage

            self._entry = page = EntryPage(self.session)
            self._add_page(page)
            page.fit(self.width())
        return self._entry

    @property
    def charts(self) -> Page:
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
        """Open a page; the place in the others is kept."""
        page = self.overview if index == OVERVIEW else self.entry if index == ENTRY else self.charts
        self.pages.setCurrentWidget(page)
        page.filter_by(self.toolbar.search.text())
        self.toolbar.set_page(index)
        page.setFocus()

    def open_target(self, target_id: str) -> None:
        """Put the cursor into a target's cell in 填报."""
        self.show_page(ENTRY)
        self.entry.show_target(target_id)

    def project(self, targets: list[str] | None = None) -> None:
        """The projection of the chosen charts, else of the most behind."""
        from gui.charts.projection import project

        chosen = getattr(self._charts, "chosen", None)
        self._projection = project(self.session, targets or chosen or self.reporting.projected(), self)

    def current_page(self) -> Page:
        """The page in view."""
        page = self.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the width (screens.md §2.1)."""
        super().resizeEvent(event)
        self.toolbar.fit(self.width())
        for i in range(self.pages.count()):
            page = self.pages.widget(i)
            if isinstance(page, Page):
                page.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything queued is written before the file closes."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # an open editor hands over what was typed
        self.session.forget(self._coming)
        self.session.close()
        self.closed.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Returned forms and plan files may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Workbooks are read in, a plan file is opened."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        plans = [p for p in paths if p.suffix.lower() in {".ydt", ".json"}]
        if plans:
            self.other_file_wanted.emit(plans[0])
        elif paths:
            self.reporting.import_books(paths)

    def _add_page(self, page: Page) -> None:
        self.pages.addWidget(page)
        page.target_wanted.connect(self.open_target)
        page.message.connect(self.statusbar.say)

    def _connect(self) -> None:
        bar, session = self.toolbar, self.session
        bar.page_wanted.connect(self.show_page)
        self._searching = QTimer(self, singleShot=True, interval=_FRAME)
        self._searching.timeout.connect(lambda: self.current_page().filter_by(bar.search.text()))
        bar.search_changed.connect(self._search)
        bar.search_entered.connect(lambda: self.current_page().setFocus())
        bar.project_button.clicked.connect(lambda _=False: self.project())
        bar.export_button.clicked.connect(self.reporting.export)
        session.failed.connect(lambda sentence: self.strip.show_message(sentence, bad=True))
        session.changed.connect(lambda _: self._retitle())
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
        ):
            shortcut(self, keys, call)

    def _prepare_entry(self) -> None:
        """Load 填报 on the other thread, then make its page."""
        self._coming = self.session.ask(lambda _: import_module("gui.entry_page"), lambda _: self.entry)

    def _search(self, text: str) -> None:
        """Filter the page; in a large plan after the letter is painted, and once for letters in a row."""
        if self.session.has_plan and len(self.session.ledger.targets) > SMALL:
            self._searching.start()
        else:
            self.current_page().filter_by(text)

    def _to_search(self) -> None:
        self.toolbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.search.selectAll()

    def _retitle(self) -> None:
        title = self.session.ledger.plan.title if self.session.has_plan else self.session.path.stem
        self.setWindowTitle(f"{title} — 要点通")
