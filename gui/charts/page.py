"""The page 图表: up to four targets beside each other with one period cursor."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.charts.arrangement import MOST, PaneArrangement, stepped
from gui.charts.bar import ChartsBar
from gui.charts.board import EMPTY, EMPTY_NARROW, Board, Chart
from gui.charts.handout import SVG, Handout, file_name
from gui.charts.pane import Pane
from gui.charts.picker import Picker
from gui.charts.side import Side
from gui.charts.table import NumberRow, rows_of
from gui.kit import ask, theme
from gui.kit.commands import Command, Offered
from gui.kit.keys import shortcut
from gui.kit.widths import NARROW, SMALL
from gui.session.page import Page
from gui.session.session import Changed, Session
from gui.trend.drawing import draw, month_text
from models.judging.assess import Assessment
from models.plan.period import Period

SVG_FILES = "矢量图 (*.svg)"


class ChartsPage(Page):
    """Charts of the chosen targets.

    `project_wanted` asks the window for their projection, `month_moved` says which period the panes show now.
    """

    project_wanted = Signal()
    month_moved = Signal(object)

    help_name = "charts"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.picker, self.bar, self.board = Picker(session), ChartsBar(), Board()
        self.side = Side(self.picker)
        self._cursor = session.period
        self._arrangement = PaneArrangement()
        self._query = ""
        right, row = QVBoxLayout(), QHBoxLayout(self)
        right.setSpacing(theme.GAP)
        right.addWidget(self.bar)
        right.addWidget(self.board, 1)
        row.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(self.side)
        row.addLayout(right, 1)
        self._connect()
        self.setFocusProxy(self.side)
        self.fit(self.width())
        self._redraw()

    @property
    def chosen(self) -> list[str]:
        """The targets chosen, in order."""
        return self.picker.chosen

    @property
    def month(self) -> Period:
        """The period that the panes show."""
        return self._cursor

    @property
    def panes(self) -> list[Pane]:
        """The panes made so far; those that are hidden have nothing to show now."""
        return self.board.panes

    @property
    def in_view(self) -> list[str]:
        """The targets whose panes are in view."""
        return self._arrangement.in_view(self.chosen)

    @property
    def focused(self) -> str:
        """The target of the pane with the keyboard; empty where none has it."""
        at = self.window().focusWidget()
        for pane in self.panes:
            if pane is at and pane.assessment is not None:
                return pane.assessment.target.id
        return ""

    def on_changed(self, change: Changed) -> None:
        """Figures changed: redraw what is concerned; the plan changed: forget what is gone."""
        if change.targets is None:
            targets = self.session.ledger.targets if self.session.has_plan else []
            self.picker.follow([target.id for target in targets])
        else:
            self.picker.model.refresh()
            # others are not drawn: typing in 填报 must not cost a redraw
            if not change.targets & set(self.chosen):
                return
        self._redraw()

    def on_period(self) -> None:
        """The cursor starts at the window's period."""
        self._cursor = self.session.period
        self.picker.model.refresh()
        self._redraw()

    def show_target(self, target_id: str) -> None:
        """Draw a target too, if there is room, and make it current in the list."""
        self.picker.reveal(target_id)
        if target_id not in self.chosen:
            self.picker.toggle(target_id)

    def filter_by(self, query: str) -> None:
        """The window's search filters the list; what was typed here stays until it says something else."""
        if query != self._query:
            self._query = query
            self.picker.search.setText(query)

    def commands(self) -> Sequence[Command]:
        """The same numbers as a table, and back."""
        turn = self.bar.table.toggle
        return [Command("charts.table", "表格", turn, Offered.CONTEXT, ("Ctrl+T",), "同样的数字，列成表")]

    def panels(self) -> list[QWidget]:
        """What F6 goes through, in its order."""
        return [self.side.open_button, self.picker.list, *self.panes, self.board.table]

    def fit(self, width: int) -> None:
        """At most four, two or one pane; the list becomes a strip where the window is narrow (screens.md §2.1)."""
        narrow = width < NARROW
        self.side.set_narrow(narrow)
        self.board.empty.setText(EMPTY_NARROW if narrow else EMPTY)
        most = MOST
        if width < SMALL:
            most = 1
        elif narrow:
            most = 2
        if most != self._arrangement.most:
            self._arrangement.most = most
            self._redraw()

    def set_up(self, number: int) -> None:
        """How many panes at once, as far as there is room."""
        self._arrangement.wanted = number
        self._redraw()

    def step_month(self, by: int) -> None:
        """Move the cursor by months; only the panes follow."""
        wanted = stepped(self._cursor, by)
        if wanted is None:
            return
        self._cursor = wanted
        if wanted == self.session.period:
            self._cursor = self.session.period  # the same time, but a quarter's, as the window has it
        self.month_moved.emit(self._cursor)
        self._redraw()

    def turn(self, by: int) -> None:
        """The next or previous panes where not all chosen are in view."""
        self._arrangement.turn(by, len(self.chosen))
        self._redraw()

    def copy(self) -> None:
        """The picture and its numbers to the clipboard; with the table open the numbers of all chosen."""
        if not self.chosen:
            return
        targets = self.chosen if self.bar.table.isChecked() else self.in_view
        self._handout().copy(self._rows(targets))
        self.message.emit("已复制图片和数字：可以粘贴到文档里，也可以粘贴到表格里。")

    def save_picture(self, path: Path) -> bool:
        """Write what is in view as PNG or SVG; False when it could not be written."""
        done = self._handout().write(path)
        if done:
            self.message.emit(f"已导出：{path.name}")
        else:
            self.message.emit(f"没有写成：{path.name}。请换个名字或文件夹再导出。")
        return done

    def show_table(self, on: bool) -> None:
        """The table twin instead of the panes."""
        self.bar.table.setChecked(on)
        self._redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies picture and numbers."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _handout(self) -> Handout:
        return Handout(self.board.laid_out(), self.session.ledger, self._cursor)

    def _redraw(self) -> None:
        """Bring panes, table and bar up to date."""
        chosen, arrangement, board = self.chosen, self._arrangement, self.board
        arrangement.keep_within(len(chosen))
        board.show_charts(self._charts(), "" if self._cursor == self.session.period else self._cursor.short)
        table = self.bar.table.isChecked() and bool(chosen)
        if table:
            board.table.show_rows(self._rows(chosen))
            board.setCurrentWidget(board.table)
        elif chosen:
            board.setCurrentWidget(board.grid)
        else:
            board.setCurrentWidget(board.empty)
        self.side.show_number(len(chosen))
        self.bar.show_state(
            up=arrangement.size,
            most=arrangement.most,
            chosen=len(chosen),
            month=month_text(self._cursor),
            page=arrangement.group,
            pages=1 if table else arrangement.groups(len(chosen)),
        )

    def _charts(self) -> list[Chart]:
        charts = []
        for number, a in enumerate(self._assessed(self.in_view), start=self._arrangement.first + 1):
            charts.append(Chart(number, a, draw(self.session.ledger, a)))
        return charts

    def _rows(self, targets: Sequence[str]) -> list[NumberRow]:
        rows: list[NumberRow] = []
        for a in self._assessed(targets):
            rows += rows_of(self.session.ledger, a)
        return rows

    def _assessed(self, targets: Sequence[str]) -> list[Assessment]:
        """Targets judged at the period the panes show."""
        found = [self.session.judged_at(target_id, self._cursor) for target_id in targets]
        return [a for a in found if a is not None]

    def _save(self, suffix: str, kinds: str) -> None:
        """Ask where to, and write."""
        targets = [self.session.target(target_id) for target_id in self.chosen]
        name = file_name(target for target in targets if target is not None)
        path = ask.save_file(self, "导出图片", kinds, self.session.path.with_name(f"{name}{suffix}"))
        if path:
            self.save_picture(path)

    def _connect(self) -> None:
        bar = self.bar
        self.picker.changed.connect(self._redraw)
        self.picker.message.connect(self.message)
        # what the bar wants, and who does it
        wired: list[tuple[object, Callable[..., object]]] = [
            (bar.up_wanted, self.set_up), (bar.month_step, self.step_month), (bar.turn, self.turn),
            (bar.copy_wanted, self.copy), (bar.table_wanted, self.show_table),
            (bar.png_wanted, lambda: self._save(".png", ask.PICTURES)),
            (bar.svg_wanted, lambda: self._save(SVG, SVG_FILES)),
            (bar.project_wanted, self.project_wanted.emit),
        ]  # fmt: skip
        for signal, call in wired:
            signal.connect(call)  # type: ignore[attr-defined]
        (table,) = self.commands()
        turned = shortcut(self, table.keys[0], table.call)
        turned.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
