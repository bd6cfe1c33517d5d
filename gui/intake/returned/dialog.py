"""回收填报表: what the returned forms would change, ticked where it is sure; nothing is read in silently.

A dialog as large as the window, not a page of it: while it is open nothing else may change the
ledger that the sheets are compared with, and Esc leaves everything as it was.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.actions.returned import Import, books_of, match, read_books, write_changes
from db.disk.files import free_path
from db.ledger.backups import backups_of
from db.workbooks.problem_book import problem_book_name, write_problems
from gui.intake.returned.bars import Bottom, Head, Rows
from gui.intake.returned.files import FilesPanel
from gui.intake.returned.lines import Group, Kind, Line, groups_of, likely
from gui.intake.returned.model import Filter, ImportModel
from gui.intake.returned.strip import Told, told_of, told_of_file
from gui.kit import ask, theme
from gui.kit.progress import Progress
from gui.session.session import Session
from gui.system.programs import open_path
from models.collecting.problems import problems

LEFT, LEFT_MIDDLE, LEFT_NARROW = 300, 240, 190
WIDE, NARROW, LOW = 1280, 1000, 560
USUAL_REASON = "已与单位核对"
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
        self._found = Import()
        self._busy = self._writing = self._leaving = self._gone = False
        self._last_reason = USUAL_REASON
        self.outcome = ""
        self.model = ImportModel(self)
        self.head, self.files, self.rows, self.bottom = Head(session.period), FilesPanel(), Rows(self.model), Bottom()
        self.progress = Progress()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.progress)
        self._stack.addWidget(self._body())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self._stack, below):
            column.addWidget(widget, 1 if widget is self._stack else 0)
        self._connect()
        self._place(parent)
        self.read(paths)

    @property
    def found(self) -> Import:
        """What was read."""
        return self._found

    @property
    def reading(self) -> bool:
        """Whether files are being read, or the rows written."""
        return self._busy

    def read(self, paths: Sequence[Path]) -> None:
        """Read files on the store's thread; those read before stay, the same file again takes its own place."""
        if self._busy or not paths:
            return
        session, earlier, paths = self._session, self._found, list(paths)
        period = session.period
        steps = self.progress.start(len(paths), lambda n: f"正在读第 {n + 1}/{len(paths)} 个文件：{paths[n].name}")
        self._set_busy(busy=True)
        self._stack.setCurrentIndex(_READING)
        self.progress.stop_button.setFocus()
        session.ask(
            lambda store: read_books(store, paths, period=period, earlier=earlier, going=steps.going),
            self._show,
            self._stopped,
        )

    def reject(self) -> None:
        """Esc and 取消 leave everything as it was; reading is stopped first, a second Esc does not wait for that.

        While rows are written it stays open, for the answer may be that they were not.
        """
        if self._writing:
            return
        if self._busy and not self._leaving:
            self._leaving = True
            self.progress.stop()
            return
        self._gone = True
        super().reject()

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
        self.files.setFixedWidth(LEFT_NARROW if narrow else LEFT if self.width() >= WIDE else LEFT_MIDDLE)
        self.files.set_boxed(boxed=not narrow and not low)
        self.rows.strip.set_low(low=low)
        self.bottom.set_low(low=low)
        self._tell(self.rows.view.current_line())

    def _body(self) -> QWidget:
        body = QWidget()
        panels = QHBoxLayout()
        panels.setSpacing(theme.GAP)
        panels.addWidget(self.files)
        panels.addWidget(self.rows, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addLayout(panels, 1)
        column.addWidget(self.bottom)
        return body

    def _connect(self) -> None:
        view, strip = self.rows.view, self.rows.strip
        self.head.add.clicked.connect(self._add)
        self.head.filter_wanted.connect(self._filter)
        self.files.chosen.connect(self._go_to_file)
        view.tick_wanted.connect(lambda lines, on: self._tick(lines, on=on))
        view.line_shown.connect(self._tell)
        self.model.ticked.connect(self._count)
        self.model.modelReset.connect(self._say_if_empty)
        strip.open_wanted.connect(self._open_book)
        strip.reason_wanted.connect(self._accept_doubts)
        strip.match_wanted.connect(self._match)
        self.bottom.export.clicked.connect(self._export)
        self.bottom.cancel.clicked.connect(self.reject)
        self.bottom.write.clicked.connect(self._write)

    def _place(self, window: QWidget) -> None:
        """Over the window, maximised where it is."""
        self.setGeometry(window.window().geometry())
        if window.window().isMaximized():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _show(self, found: Import) -> None:
        if self._gone:
            return
        self._found = found
        self._set_busy(busy=False)
        groups = groups_of(found)
        self.files.show_groups(groups)
        self.model.show(groups)
        view, lines = self.rows.view, self.model.shown_lines()
        if lines and view.current_line() is None:
            doubted = [line for line in lines if line.kind is not Kind.SURE]
            view.go_to(self.model.index_of((doubted or lines)[0].key))
        self._stack.setCurrentIndex(_PREVIEW)
        (view if lines else self.files.list if groups else self.bottom.cancel).setFocus()
        self._tell(view.current_line())

    def _stopped(self, sentence: str) -> None:
        """Reading was stopped, or the ledger could not be read: back to what was there, else away."""
        if self._gone:
            return
        self._set_busy(busy=False)
        self.outcome = sentence
        if self._found.books:
            self._stack.setCurrentIndex(_PREVIEW)
            self.bottom.say(sentence)
        else:
            super().reject()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy, self._writing, self._leaving = busy, False, False
        self.head.setEnabled(not busy)
        self._stack.widget(_PREVIEW).setEnabled(not busy)

    def _add(self) -> None:
        self.read(ask.open_files(self, "选择收回的填报表", ask.BOOKS, self._session.path.parent))

    def _filter(self, wanted: Filter, same: bool) -> None:
        """List only some rows; the current one stays, else the first is."""
        self.model.set_filter(wanted, same=same)
        view, lines = self.rows.view, self.model.shown_lines()
        if lines and view.current_line() is None:
            view.go_to(self.model.index_of(lines[0].key))

    def _tick(self, lines: Sequence[Line], *, on: bool) -> None:
        """Tick rows or not; for doubted ones a reason is asked first, one for all of them."""
        lacking = self.model.lacking_reason(lines) if on else []
        reason = self._ask_reason(lacking) if lacking else ""
        left_out = {line.key for line in lacking} if not reason else set()
        self.model.tick([line for line in lines if line.key not in left_out], on=on, reason=reason)
        self._tell(self.rows.view.current_line())

    def _accept_doubts(self) -> None:
        """勾选并写原因: for the rows selected that are doubted; a reason given before can be mended."""
        lines = [line for line in self.rows.view.selected_lines() if line.kind is Kind.DOUBT]
        wanting = [line for line in lines if line.change and line.change.needs_reason]
        reason = self._ask_reason(wanting) if wanting else ""
        if reason or not wanting:
            self.model.tick(lines, on=True, reason=reason)
            self._tell(self.rows.view.current_line())

    def _ask_reason(self, lines: Sequence[Line]) -> str:
        """Why doubted rows are right; empty when nothing was said."""
        what = f"“{lines[0].name}”有提醒：{lines[0].hint}" if len(lines) == 1 else f"选中的 {len(lines)} 行有提醒"
        proposed = self.model.reason(lines[0]) or self._last_reason
        reason = ask.ask_text(self, f"{what}。\n确认无误请写一句原因，会记在台账里：", proposed) or ""
        self._last_reason = reason or self._last_reason
        return reason

    def _tell(self, line: Line | None) -> None:
        """The strip about the current row, else about the current file where the box has no room."""
        strip, current = self.rows.strip, self.files.current
        group = self.model.group(self.rows.view.currentIndex())
        if group and group is not current:
            self.files.go_to(group.book.name)
        told: Told | None = None
        if line:
            told = told_of(line, ticked=self.model.is_ticked(line), reason=self.model.reason(line))
        elif current:
            told = told_of_file(current, boxed=self.files.boxed)
        strip.show_told(told)
        strip.open.setVisible(bool(line or current))
        strip.open.setText(f"打开原表第 {line.place.row} 行" if line and line.place.row else "打开原表")
        strip.give.setVisible(bool(line and line.kind is Kind.DOUBT))
        if line and line.change:
            needed = line.change.needs_reason
            strip.give.setText("选这一行" if not needed else "改写原因" if self.model.reason(line) else "勾选并写原因")
        strip.assign.setVisible(bool(line and line.stray))
        strip.assign.setText("改指定" if line and line.kind is not Kind.STRAY else "指定指标")

    def _go_to_file(self, name: str) -> None:
        index = self.model.index_of_file(name)
        view = self.rows.view
        if index.isValid():
            view.go_to(index)
        else:
            view.clearSelection()
            view.setCurrentIndex(index)
        self._tell(view.current_line())

    def _open_book(self) -> None:
        line = self.rows.view.current_line()
        name = line.place.file if line else self.files.current.book.name if self.files.current else ""
        path = next((b.path for b in self._found.books if b.name == name), None)
        if path and (why := open_path(path)):
            self.bottom.say(why, bad=True)

    def _match(self) -> None:
        """The clerk says which target an unrecognised row is of; the row is then judged like any other."""
        line = self.rows.view.current_line()
        if line is None or line.stray is None:
            return
        ledger = self._found.ledgers[line.stray.plan_id]
        offered = likely(line.stray.row.name, line.stray.row.unit or "", ledger)
        names = [name for name, _ in offered]
        picked = ask.pick(self, f"原表第 {line.place.row} 行写的是“{line.stray.row.name}”。它是哪一项指标：", names)
        if picked in names:
            self._found = match(self._found, line.stray, offered[names.index(picked)][1])
            groups = groups_of(self._found)
            self.files.show_groups(groups)
            self.model.show(groups)
            first = next((x for x in self.model.shown_lines() if x.place == line.place), None)
            if first:
                self.rows.view.go_to(self.model.index_of(first.key))

    def _count(self) -> None:
        counts = self.model.counts()
        self.head.show_counts(counts, len(self._found.books))
        self.bottom.show_counts(counts, bool(self._problems()))

    def _say_if_empty(self) -> None:
        counts = self.model.counts()
        groups = self.model.groups
        if self.model.shown_lines():
            self.rows.say("")
        elif self.model.filter is not Filter.ALL:
            self.rows.say("没有提醒的行。" if self.model.filter is Filter.DOUBTS else "没有错误的行。")
        elif groups and all(g.refusal for g in groups):
            self.rows.say("这些文件都没有读入，没有要写入的内容。\n原因在左边，点一个文件看它的原因。")
        elif groups and not counts.by_filter[Filter.ALL]:
            self.rows.say("这些表与台账一致，没有要写入的内容。")

    def _problems(self) -> list[Group]:
        return [g for g in self.model.groups if g.refusal or g.count(Kind.DOUBT, Kind.ERROR, Kind.STRAY)]

    def _export(self) -> None:
        """导出问题清单: what was doubted and refused, as a sheet to send to the units."""
        period, comparison = self._session.period, self._found.comparison
        refused = [(b.name, b.refusal) for b in self._found.books if b.refusal]
        typed = {line.key: line.new for line in self.model.lines()}
        grid = problems(refused, comparison.changes, comparison.refusals, self.model.chosen(), typed)
        proposed = free_path(self._session.path.parent / problem_book_name(period))
        path = ask.save_file(self, "问题清单保存到", ask.BOOKS, proposed)
        if path:
            self._session.ask(
                lambda _: write_problems(grid, f"{period.label}填报表问题清单", path),
                lambda written: self.bottom.say(f"问题清单已写好：{written.name}（{len(grid.lines)} 条）。", written),
                lambda sentence: self.bottom.say(sentence, bad=True),
            )

    def _write(self) -> None:
        """Write what is ticked as one action; where that fails, ticks and reasons are all still here."""
        chosen, found = self.model.chosen(), self._found
        if self._busy or not chosen:
            return
        counts = self.model.counts()
        self._set_busy(busy=True)
        self._writing = True
        self.bottom.say("正在写入…")

        def done() -> None:
            number = len(backups_of(self._session.path))
            self.outcome = (
                f"已写入 {counts.chosen} 行，跳过 {counts.skipped} 行。"
                f"写入前的备份：第 {number} 份。Ctrl+Z 可整批撤销。"
            )
            self._set_busy(busy=False)
            self.accept()

        def failed(sentence: str) -> None:
            self._set_busy(busy=False)
            self.bottom.say(sentence, bad=True)

        self._session.act(lambda store: write_changes(store, found, chosen), done=done, failed=failed)
