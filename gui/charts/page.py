"""The page 图表: up to four targets beside each other with one period cursor."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.charts import picture
from gui.charts.bar import Bar
from gui.charts.pane import Pane
from gui.charts.picker import MOST, Picker
from gui.charts.table import Twin, as_text, rows_of
from gui.kit import ask, theme
from gui.kit.commands import Command, Offered
from gui.kit.keys import shortcut
from gui.kit.widths import NARROW, SMALL
from gui.session.page import Page
from gui.session.session import Changed, Session
from gui.system.clipboard import Copied
from gui.trend.drawing import draw
from models.judging.assess import Assessment
from models.plan.period import Period
from models.report.phrase import rule_line

EMPTY = "左边勾选 1—4 项指标，这里就画图。"
EMPTY_NARROW = "点左边的“选指标”，勾选 1—4 项，这里就画图。"
STRIP = 40
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
        self.picker, self.bar = Picker(session), Bar()
        self.panes: list[Pane] = []
        self._cursor = session.period
        self._up = self._most = MOST
        self._first = 0
        self._query = ""
        self.table = Twin()
        self._strip = self._make_strip()
        self._stack, self._grid = self._make_stack()
        right, row = QVBoxLayout(), QHBoxLayout(self)
        right.setSpacing(theme.GAP)
        right.addWidget(self.bar)
        right.addWidget(self._stack, 1)
        row.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(self._strip)
        row.addWidget(self.picker)
        row.addLayout(right, 1)
        self._connect()
        self.setFocusProxy(self.picker.list)
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
    def in_view(self) -> list[str]:
        """The targets whose panes are in view."""
        return self.chosen[self._first : self._first + min(self._up, self._most)]

    @property
    def focused(self) -> str:
        """The target of the pane with the keyboard; empty where none has it."""
        at = self.window().focusWidget()
        return next((p.assessment.target.id for p in self.panes if p.assessment and p is at), "")

    def on_changed(self, change: Changed) -> None:
        """Figures changed: redraw what is concerned; the plan changed: forget what is gone."""
        if change.targets is None:
            self.picker.follow([t.id for t in self.session.ledger.targets] if self.session.has_plan else [])
        else:
            self.picker.model.refresh()
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
        """What F6 goes through."""
        return [self._open_button, self.picker.list, *self.panes, self.table]

    def fit(self, width: int) -> None:
        """At most four, two or one pane; the list becomes a strip where the window is narrow (screens.md §2.1)."""
        narrow = width < NARROW
        most = 4 if not narrow else 2 if width >= SMALL else 1
        self._strip.setVisible(narrow)
        if narrow != self._strip.property("narrow"):
            self._strip.setProperty("narrow", narrow)
            at = self.window().focusWidget()
            here = at is not None and (at is self._open_button or self.picker.isAncestorOf(at))
            self._open_button.setChecked(False)
            self.picker.setVisible(not narrow)
            self._empty.setText(EMPTY_NARROW if narrow else EMPTY)
            self.setFocusProxy(self._open_button if narrow else self.picker.list)
            if here:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        if most != self._most:
            self._most = most
            self._redraw()

    def set_up(self, number: int) -> None:
        """How many panes at once."""
        self._up = number
        self._redraw()

    def step_month(self, by: int) -> None:
        """Move the cursor by months; only the panes follow."""
        month = self._cursor.month + (by if self._cursor.halves % 2 == 0 or by > 0 else 0)
        if self._cursor.halves % 2:
            month = self._cursor.month - (1 if by < 0 else 0)
        if 1 <= month <= 12:
            wanted = Period.of_month(self._cursor.year, month)
            self._cursor = self.session.period if wanted == self.session.period else wanted
            self.month_moved.emit(self._cursor)
            self._redraw()

    def turn(self, by: int) -> None:
        """The next or previous panes where not all chosen are in view."""
        size = min(self._up, self._most)
        self._first = max(0, min(self._first + by * size, (len(self.chosen) - 1) // size * size))
        self._redraw()

    def copy(self) -> None:
        """The picture and its numbers to the clipboard."""
        if not self.chosen:
            return
        image = picture.image(self._laid_out(), self._footer())
        text = as_text(self._rows(self.chosen if self.bar.table.isChecked() else self.in_view))
        QGuiApplication.clipboard().setMimeData(Copied(image, text))
        self.message.emit("已复制图片和数字：可以粘贴到文档里，也可以粘贴到表格里。")

    def save_picture(self, path: Path) -> bool:
        """Write what is in view as PNG or SVG."""
        write = picture.write_svg if path.suffix.lower() == ".svg" else picture.write_png
        done = write(self._laid_out(), self._footer(), path)
        self.message.emit(f"已导出：{path.name}" if done else f"没有写成：{path.name}。请换个名字或文件夹再导出。")
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

    def _laid_out(self) -> QWidget:
        """The panes at the size that they have in view, also behind the table."""
        self._grid.resize(self._stack.size())
        self._panes.activate()
        return self._grid

    def _assessment(self, target_id: str) -> Assessment | None:
        return self.session.judged_at(target_id, self._cursor)

    def _redraw(self) -> None:
        """Bring panes, table and bar up to date."""
        chosen, size = self.chosen, min(self._up, self._most)
        self._first = min(self._first, max(0, len(chosen) - 1)) // size * size
        shown = chosen[self._first : self._first + size]
        moved = self._cursor != self.session.period
        month = self._cursor.short if moved else ""
        while len(self.panes) < len(shown):
            self.panes.append(Pane())
        self._place(len(shown))
        for i, target_id in enumerate(shown):
            a = self._assessment(target_id)
            if a is not None:
                self.panes[i].show_target(self._first + i + 1, a, draw(self.session.ledger, a), month)
        for i, pane in enumerate(self.panes):
            pane.setVisible(i < len(shown))
        table = self.bar.table.isChecked() and bool(chosen)
        if table:
            self.table.show_rows(self._rows(chosen))
        self._stack.setCurrentIndex(0 if not chosen else 2 if table else 1)
        self._open_button.setText("\n".join(f"选指标{len(chosen) or ''}"))
        self.bar.show_state(
            up=size, most=self._most, chosen=len(chosen),
            month=f"{self._cursor.month}月" + ("中" if self._cursor.halves % 2 else ""),
            page=self._first // size, pages=1 if table else -(-len(chosen) // size) or 1,
        )  # fmt: skip

    def _place(self, count: int) -> None:
        """One pane, two beside each other, or two rows."""
        columns = 1 if count == 1 else 2
        for i, pane in enumerate(self.panes[:count]):
            self._panes.addWidget(pane, i // columns, i % columns)
        for at in range(2):
            self._panes.setColumnStretch(at, 1 if at < columns else 0)
            self._panes.setRowStretch(at, 1 if at * columns < count else 0)

    def _rows(self, targets: Sequence[str]) -> list[list[str]]:
        found = (self._assessment(t) for t in targets)
        return [row for a in found if a for row in rows_of(self.session.ledger, a)]

    def _footer(self) -> str:
        """What stands below a picture: plan, period, rule, and whether the figures are invented."""
        plan, period = self.session.ledger.plan, self._cursor
        demo = "　演示数据" if plan.demo else ""
        return f"{plan.title}　{period.reach}{demo}　{rule_line(self.session.ledger.rule(period))}"

    def _save(self, suffix: str, kinds: str) -> None:
        names = [t.full_name for t in map(self.session.target, self.chosen) if t]
        name = "".join(c for c in "、".join(names) if c not in '\\/:*?"<>|')[:60]
        path = ask.save_file(self, "导出图片", kinds, self.session.path.with_name(f"{name}{suffix}"))
        if path:
            self.save_picture(path)

    def _open_picker(self, on: bool) -> None:
        """The list beside the strip; the focus goes along."""
        self.picker.setVisible(on)
        if on:
            self.picker.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._strip.isVisible():
            self._open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_picker(self) -> None:
        """Esc takes back the search first, then the list where it lies over the charts."""
        if self.picker.search.text():
            self.picker.search.clear()
        else:
            self._open_button.setChecked(False)

    def _make_strip(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(STRIP)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self._open_button = QPushButton()
        self._open_button.setCheckable(True)
        self._open_button.setFixedWidth(STRIP - 4)
        self._open_button.setMinimumHeight(110)
        self._open_button.setToolTip("打开或收起选指标的列表")
        self._open_button.setAccessibleName("选指标")
        column.addWidget(self._open_button)
        column.addStretch(1)
        return holder

    def _make_stack(self) -> tuple[QStackedWidget, QWidget]:
        stack, grid = QStackedWidget(), QWidget()
        self._panes = QGridLayout(grid)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(theme.GAP)
        self._empty = QLabel(EMPTY)
        self._empty.setObjectName("key")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self._empty, grid, self.table):
            stack.addWidget(widget)
        return stack, grid

    def _connect(self) -> None:
        bar = self.bar
        self.picker.changed.connect(self._redraw)
        self.picker.message.connect(self.message)
        self._open_button.toggled.connect(self._open_picker)
        wired: list[tuple[object, Callable[..., object]]] = [
            (bar.up_wanted, self.set_up), (bar.month_step, self.step_month), (bar.turn, self.turn),
            (bar.copy_wanted, self.copy), (bar.table_wanted, self.show_table),
            (bar.png_wanted, lambda: self._save(".png", ask.PICTURES)),
            (bar.svg_wanted, lambda: self._save(".svg", SVG_FILES)),
            (bar.project_wanted, self.project_wanted.emit),
        ]  # fmt: skip
        for signal, call in wired:
            signal.connect(call)  # type: ignore[attr-defined]
        self._close_list = shortcut(self.picker, "Esc", self._leave_picker)
        (table,) = self.commands()
        for action in (shortcut(self, table.keys[0], table.call), self._close_list):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
