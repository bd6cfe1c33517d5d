"""The main window: it only places the frame and the pages, and passes on what one asks of another."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from db.disk import log
from gui.dialogs.help import HelpDialog
from gui.intake.returned.take import Returning
from gui.kit.commands import Offered
from gui.kit.keys import shortcut
from gui.kit.plain import as_title
from gui.kit.strip import Strip
from gui.meeting.playlist import projected
from gui.output.reporting import Reporting
from gui.session.around import Way
from gui.session.page import Page
from gui.session.session import Session
from gui.shell import double_click, run_log
from gui.shell.commands import Parts, window_commands
from gui.shell.dialogs import Dialogs
from gui.shell.ledgers import Ledgers
from gui.shell.pages import CHARTS, ENTRY, OVERVIEW, PAGES, Pages, Services
from gui.shell.plans import Plans
from gui.shell.searching import Searching
from gui.shell.statusbar import StatusBar
from gui.shell.steps import StepsInView
from gui.shell.taken import TakenFile
from gui.shell.toolbar import Toolbar
from gui.system import remembered

if TYPE_CHECKING:
    from gui.charts.page import ChartsPage
    from gui.entry.page import EntryPage
    from gui.overview.page import OverviewPage

NOTHING_TO_PROJECT = "没有可以投影的指标。请先在“图表”里勾选。"
USUAL_SIZE = (1366, 698)
_SOON = 100  # milliseconds


class MainWindow(QMainWindow):
    """One open plan file.

    `other_file_wanted` asks the starter to open another in its place, `restored` the same one,
    brought back from a backup, `reread` what is at its path now, after something else was at it; `start_wanted` to
    show the first window again.
    """

    other_file_wanted = Signal(object)
    start_wanted = Signal()
    restored = Signal(object)
    reread = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setMinimumSize(880, 430)
        self.setAcceptDrops(True)
        self.statusbar, self.strip = StatusBar(session), Strip()
        self.reporting = Reporting(session, self, self)
        self.returning = Returning(session, self, self, lambda: StatusBar(session))
        self.plans = Plans(session, self, self)
        self.commands = window_commands(self._parts())
        self.toolbar = Toolbar(session, self.commands)
        self.pages = Pages(self._services(), self._page_made)
        self._at = PAGES[0].name
        self._searching = Searching(session, self.toolbar, self.pages)
        self.taken = TakenFile(session, self, self, lambda: self.entry)
        self._lay_out()
        self._listen_to_keys()
        self._connect()
        self.show_page(self._at)
        self._retitle()
        QTimer.singleShot(_SOON, self, self.pages.prepare)
        self._say_how_it_was_opened()

    @property
    def overview(self) -> "OverviewPage":
        """The page of 总览, which every window begins with."""
        return cast("OverviewPage", self.pages.of(OVERVIEW))

    @property
    def entry(self) -> "EntryPage":
        """The page of 填报, made at its first use, or soon after the window shows, which need not wait for it."""
        return cast("EntryPage", self.pages.of(ENTRY))

    @property
    def charts(self) -> "ChartsPage":
        """The page of charts, made at its first use."""
        return cast("ChartsPage", self.pages.of(CHARTS))

    def show_page(self, name: str) -> None:
        """Open a page; the place in the others is kept. What is typed and not saved asks first."""
        if name != self._at and not self.pages.now.may_leave():
            self.toolbar.set_page(self._at)
            return
        self._at = name
        page = self.pages.show(name)
        page.filter_by(self.toolbar.search.text())
        self.toolbar.set_page(name)
        for key, action in self._keys.items():
            action.setEnabled(key not in page.own_keys)
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
        here = "" if from_first else self.pages.now.current_target()
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
        self.pages.now.finish()

    def current_page(self) -> Page:
        """The page in view, whichever it is."""
        return self.pages.now

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
        HelpDialog(self, self.pages.now.help_name).show()

    def cycle(self, by: int) -> None:
        """F6 and Shift+F6: to the next part of the window that can be seen."""
        parts = [self.toolbar.search, *self.pages.now.panels()]
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
            self._log_barred()
            self.strip.show_message(self.session.read_only, bad=True)
        return bool(self.session.read_only)

    def may_close(self) -> bool:
        """Hand over what is being typed; whether nothing is left that is in no file, or it is given up."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        for page in self.pages.made:
            if not page.may_leave():
                self.show_page(self.pages.name_of(page))
                return False
        return self.taken.may_close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything queued is written first, and what could not be written asks."""
        if not self.may_close():
            event.ignore()
            return
        self.pages.forget()
        if self.session.writing:  # a write may still fail: come back when it is answered
            self.session.ask(lambda _: None, lambda _: self.close())
            event.ignore()
            return
        if self.session.file.doubtful:
            self.session.file.looked.connect(self.close, Qt.ConnectionType.SingleShotConnection)
            self.session.file.look()
            event.ignore()
            return
        self.release()
        super().closeEvent(event)

    def release(self) -> None:
        """Let go of the file, once what is queued is written."""
        remembered.keep_geometry(self.saveGeometry())
        self.pages.forget()
        self.session.close()

    def changeEvent(self, event: QEvent) -> None:
        """When somebody comes back to the window its file may be another."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.session.file.doubtful:
            self.session.file.look()

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
        elif paths and self.plans.wants_a_table:
            self.plans.read_breakdown(paths[0])
        elif paths:
            self.returning.import_books(paths)

    def _parts(self) -> Parts:
        """What the commands call; the pages and the toolbar are only there when they do."""

        def to_search() -> None:
            self.toolbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.toolbar.search.selectAll()

        def steps() -> StepsInView:
            return StepsInView(self.session, self.pages, self.show_page)

        def open_menu(name: str) -> None:
            self.toolbar.open_menu(name)

        def show_history() -> None:
            self.entry.show_actions()

        return Parts(
            session=self.session,
            plans=self.plans,
            ledgers=Ledgers(self.session, self, self.want_file, self.other_file_wanted.emit),
            reporting=self.reporting,
            returning=self.returning,
            dialogs=Dialogs(self.session, self, self.may_close, self.restored.emit),
            show_page=self.show_page,
            to_search=to_search,
            undo=lambda: steps().undo(),
            redo=lambda: steps().redo(),
            project=self.project,
            project_from_first=lambda: self.project(from_first=True),
            cycle=self.cycle,
            open_menu=open_menu,
            show_history=show_history,
            show_help=self.show_help,
            to_start=self.start_wanted.emit,
            reset_layout=self.reset_layout,
            ask_about_double_click=lambda: double_click.ask_about(self, self),
            copy_log=lambda: run_log.copy(self.say),
        )

    def _say_how_it_was_opened(self) -> None:
        session = self.session

        def save_elsewhere() -> None:
            self.entry.save_elsewhere()

        if session.read_only:
            self._log_barred()
            again = ("重新打开", lambda: self.other_file_wanted.emit(session.path))
            self.tell(f"只读打开：{session.read_only}", [again, ("另存到本机…", save_elsewhere)])
        elif session.notice:
            self.tell(session.notice)

    def _log_barred(self) -> None:
        if self.session.barred is not None:
            log.refused(self.session.barred.key)

    def _services(self) -> Services:
        return Services(
            self.session,
            new_plan=self.plans.new_plan,
            paste_breakdown=self.plans.paste_breakdown,
            add_plan_file=self.plans.add_plan_file,
            collect_missing=lambda: self.reporting.collect(only_missing=True),
            project=self.project,
        )

    def _lay_out(self) -> None:
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.toolbar)
        self._column.addWidget(self.strip)
        self._column.addWidget(self.pages.stack, 1)
        self._column.addWidget(self.statusbar)
        self.setCentralWidget(holder)

    def _listen_to_keys(self) -> None:
        """The keys of the table, but for those that a button listens to itself."""
        self._keys: dict[str, QAction] = {}
        for command in self.commands:
            if not command.offered & Offered.OPENER:
                for key in command.keys:
                    self._keys[key] = shortcut(self, key, command.call)

    def _connect(self) -> None:
        session = self.session
        session.failed.connect(lambda sentence: self.strip.show_message(sentence, bad=True))
        session.told.connect(self.statusbar.say)
        session.changed.connect(lambda _: self._retitle())
        self.taken.reread.connect(self.reread)

    def _page_made(self, page: Page) -> None:
        page.target_wanted.connect(self.open_target)
        page.message.connect(self.statusbar.say)
        page.file_wanted.connect(self.other_file_wanted)
        page.fit(self.width())
        self.commands.add(page.commands())

    def _fit(self) -> None:
        self.toolbar.fit(self.width())
        self.statusbar.fit(self.width())
        for page in self.pages.made:
            page.fit(self.width())

    def _retitle(self) -> None:
        title = self.session.path.stem
        if self.session.has_plan:
            title = self.session.ledger.plan.title
        self.setWindowTitle(as_title(f"{title} — 要点通"))
