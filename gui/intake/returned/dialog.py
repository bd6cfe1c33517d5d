"""回收填报表: what the returned forms would change, ticked where it is sure; nothing is read in silently.

A dialog as large as the window, not a page of it: while it is open nothing else may change the
ledger that the sheets are compared with, and Esc leaves everything as it was.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.actions.returned import Import, books_of
from db.disk.files import free_path
from db.workbooks.problem_book import problem_book_name
from gui.intake.returned.asking import ReturnedQuestions
from gui.intake.returned.bars import Bottom, ReturnedHead, Rows, body_of
from gui.intake.returned.corrections import Corrections
from gui.intake.returned.files import FilesPanel
from gui.intake.returned.grouping import groups_of
from gui.intake.returned.lines import Group, ReturnedKind, ReturnedLine
from gui.intake.returned.model import ImportModel
from gui.intake.returned.reading import ReturnedReader
from gui.intake.returned.writing import ReturnedWriter
from gui.kit import ask
from gui.kit.progress import ProgressPanel
from gui.session.plan_dialog import GoesWithPlan
from gui.session.session import Session
from gui.system.programs import open_path
from models.plan.period import Period

LEFT, LEFT_MIDDLE, LEFT_NARROW = 300, 240, 190
WIDE, NARROW, LOW = 1280, 1000, 560
_READING, _PREVIEW = range(2)


class ImportDialog(QDialog):
    """Reads files and shows what they would change; `below` stands at its foot, `outcome` says what was written."""

    def __init__(self, parent: QWidget, session: Session, paths: Sequence[Path], below: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("回收填报表 — 要点通")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setMinimumSize(880, 430)
        self.setAcceptDrops(True)
        self._session = session
        self._before = session.period  # shown again where nothing is taken in
        self.outcome = ""
        self.model = ImportModel(self)
        self.head, self.files = ReturnedHead(session.period), FilesPanel()
        self.rows, self.bottom = Rows(self.model), Bottom()
        self.progress = ProgressPanel()
        self._reader = ReturnedReader(session, self.progress)
        self._writer = ReturnedWriter(self, session, self.model.ticks)
        self._questions = ReturnedQuestions(self, self.model)
        self.corrections = Corrections(session, self._reader, self._questions, self.rows, self._show_groups)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.progress)
        self._stack.addWidget(body_of(self.files, self.rows, self.bottom))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(below)
        self._connect()
        GoesWithPlan(self, session)
        self._place(parent)
        self.read(paths)

    @property
    def found(self) -> Import:
        """What was read, judged with the targets that the clerk gave to unrecognised rows."""
        return self._reader.found

    @property
    def reading(self) -> bool:
        """Whether files are being read, or the rows written."""
        return self._reader.busy or self._writer.busy

    def read(self, paths: Sequence[Path]) -> None:
        """Read files on the store's thread; those read before stay, the same file again takes its own place."""
        if not self.reading:
            self._reader.read(paths)

    def reject(self) -> None:
        """Esc and 取消 leave everything as it was; reading is stopped first, a second Esc does not wait for that.

        While rows are written it stays open, for the answer may be that they were not.
        """
        if self._writer.busy or self._reader.stop():
            return
        self._give_up()

    def done(self, result: int) -> None:
        """However it is closed, also when its plan goes: a reading is waited for by nobody, and stops."""
        self._reader.stop()
        self._reader.drop()  # a workbook that takes long may still be read when the dialog is gone
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and no other."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Further files may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read them too."""
        self.read(books_of([Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is narrower and lower in a small window."""
        super().resizeEvent(event)
        narrow, low = self.width() < NARROW, self.height() < LOW
        self.files.setFixedWidth(_files_width(self.width()))
        self.files.set_boxed(boxed=not narrow and not low)
        self.rows.strip.set_low(low=low)
        self.bottom.set_low(low=low)
        self._tell(self.rows.view.current_line())  # why a file was not read stands in the box or in the strip

    def _connect(self) -> None:
        view, strip = self.rows.view, self.rows.strip
        self._reader.began.connect(self._began)
        self._reader.came.connect(self._show)
        self._reader.stopped.connect(self._stopped)
        self.head.add.clicked.connect(self._add)
        self.head.filter_wanted.connect(self.rows.filter)
        self.files.chosen.connect(self._go_to_file)
        view.tick_wanted.connect(self._tick)
        view.line_shown.connect(self._tell)
        view.selectionModel().selectionChanged.connect(lambda: self._tell(view.current_line()))
        self.model.ticked.connect(self._count)
        self.files.turn_wanted.connect(self.corrections.turn)
        self.corrections.follow(self.rows, self.model)
        strip.open_wanted.connect(self._open_book)
        strip.reason_wanted.connect(self._accept_doubts)
        strip.turn_wanted.connect(lambda: self.corrections.turn(_period_of(self.files.current)))
        self.bottom.export.clicked.connect(self._export)
        self.bottom.cancel.clicked.connect(self.reject)
        self.bottom.write.clicked.connect(self._write)

    def _place(self, window: QWidget) -> None:
        """Over the window, maximised where it is."""
        self.setGeometry(window.window().geometry())
        if window.window().isMaximized():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _began(self) -> None:
        self._follow_work()
        self._stack.setCurrentIndex(_READING)
        self.progress.setFocus()

    def _show(self) -> None:
        """What was read; the first row that needs a look is the current one."""
        self._follow_work()
        self.head.period = self._session.period
        self._show_groups()
        view = self.rows.view
        self.rows.go_to_first(doubted=True)
        self._stack.setCurrentIndex(_PREVIEW)
        if self.model.shown_lines():
            view.setFocus()
        elif self.model.ticks.groups:
            self.files.list.setFocus()
        else:
            self.bottom.cancel.setFocus()
        self._tell(view.current_line())

    def _show_groups(self) -> None:
        groups = groups_of(self.found)
        self.files.show_groups(groups)
        self.model.show(groups)

    def _stopped(self, sentence: str) -> None:
        """Reading was stopped, or the ledger could not be read: back to what was there, else away."""
        self._follow_work()
        self._session.set_period(self.head.period)
        self.outcome = sentence
        if self.found.books:
            self._stack.setCurrentIndex(_PREVIEW)
            self.bottom.say(sentence)
        else:
            self._give_up()

    def _give_up(self) -> None:
        """Away, with nothing taken in: the period that was shown comes back."""
        self._session.set_period(self._before)
        super().reject()

    def _follow_work(self) -> None:
        """Nothing can be chosen while files are read or rows are written."""
        self.head.setEnabled(not self.reading)
        self._stack.widget(_PREVIEW).setEnabled(not self.reading)

    def _add(self) -> None:
        self.read(ask.open_files(self, "选择收回的填报表", ask.FORMS, self._session.path.parent))

    def _tick(self, lines: Sequence[ReturnedLine], on: bool) -> None:
        """Tick rows or not; for doubted ones a reason is asked first, without one they stay as they are."""
        self._questions.tick(lines, on=on)
        self._tell(self.rows.view.current_line())

    def _accept_doubts(self) -> None:
        """勾选并写原因: for the rows selected that are doubted, on a file's head for all of it; it can be mended."""
        selected, group = self._doubted(), self.files.current
        if not selected and group and self.rows.view.current_line() is None:
            selected = group.wanting_reason
        self._questions.accept(selected)
        self._tell(self.rows.view.current_line())

    def _doubted(self) -> list[ReturnedLine]:
        return [line for line in self.rows.view.selected_lines() if line.kind is ReturnedKind.DOUBT]

    def _tell(self, line: ReturnedLine | None) -> None:
        """The strip about the current row, else about the current file where the box has no room."""
        strip, ticks = self.rows.strip, self.model.ticks
        group = self.model.group(self.rows.view.currentIndex())
        if group and group is not self.files.current:
            self.files.go_to(group.book.name)
        if line:
            doubted = len([x for x in self._doubted() if x.needs_reason])
            strip.show_line(line, ticked=ticks.is_ticked(line), reason=ticks.reason(line), doubted=doubted)
        elif self.files.current:
            strip.show_file(self.files.current, boxed=self.files.boxed)
        else:
            strip.show_nothing()

    def _go_to_file(self, name: str) -> None:
        self.rows.view.go_to_file(name)
        self._tell(self.rows.view.current_line())

    def _open_book(self) -> None:
        """The workbook of the current row, else of the current file."""
        path = _path_of(self.found, self.rows.view.current_line(), self.files.current)
        why = open_path(path) if path else None
        if why:
            self.bottom.say(why, bad=True)

    def _count(self) -> None:
        counts = self.model.ticks.counts()
        self.head.show_counts(counts, len(self.found.books))
        self.bottom.show_counts(counts, problems=any(group.has_problems for group in self.model.ticks.groups))

    def _export(self) -> None:
        """导出问题清单: ask where to; a name that is free is proposed."""
        proposed = free_path(self._session.path.parent / problem_book_name(self._session.period))
        path = ask.save_file(self, "问题清单保存到", ask.BOOKS, proposed)
        if path:
            self._writer.export(self.found, path, self.bottom.say, lambda why: self.bottom.say(why, bad=True))

    def _write(self) -> None:
        """Write what is ticked as one action; where that fails, ticks and reasons are all still here."""
        if self.reading or not self.model.ticks.chosen():
            return

        def done(outcome: str) -> None:
            self.outcome = outcome
            self._follow_work()
            self.accept()

        def failed(sentence: str) -> None:
            self._follow_work()
            self.bottom.say(sentence, bad=True)

        self.bottom.say("正在写入…")  # before: a ledger that is gone is refused at once
        self._writer.write(self.found, done, failed)
        self._follow_work()


def _path_of(found: Import, line: ReturnedLine | None, group: Group | None) -> Path | None:
    """The file of a row, else of a file's head; None where there is neither."""
    if line:
        return next((book.path for book in found.books if book.name == line.place.file), None)
    return group.book.path if group else None


def _period_of(group: Group | None) -> Period | None:
    """The period for which a file can be read that was refused for this one."""
    return group.book.of if group else None


def _files_width(whole: int) -> int:
    """How wide the list of files is in a dialog so wide."""
    if whole < NARROW:
        return LEFT_NARROW
    if whole >= WIDE:
        return LEFT
    return LEFT_MIDDLE
