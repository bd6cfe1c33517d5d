"""Around the rows of the preview: the head with its filter, the rows with their strip, the bottom line."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.intake.returned.lines import ReturnedKind
from gui.intake.returned.model import ImportModel
from gui.intake.returned.strip import ImportStrip
from gui.intake.returned.ticks import Filter, TickCounts, nothing_listed
from gui.intake.returned.view import ImportView
from gui.kit import theme
from gui.kit.plain import PlainLabel, plain_tip
from gui.system.programs import open_path
from models.plan.period import Period

PROMISE = "写入前自动备份；整批可用 Ctrl+Z 一次撤销，关掉软件后也能在“修改记录”里退回"


class ReturnedHead(QWidget):
    """Title, period, 添加文件, and what is listed."""

    filter_wanted = Signal(object, bool)

    def __init__(self, period: Period) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.TOOLBAR_HEIGHT)
        self.period = period
        title = PlainLabel("回收填报表")
        title.setObjectName("target")
        self.hint = PlainLabel()
        self.hint.setObjectName("hint")
        self.add, self.same = QPushButton("添加文件"), QPushButton()
        self.same.setCheckable(True)
        self.same.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        row.setSpacing(theme.GAP)
        for widget in (title, self.hint, self.add):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.same)
        self.filters: dict[Filter, QPushButton] = {}
        holder, group = QHBoxLayout(), QButtonGroup(self)
        holder.setSpacing(0)
        for wanted in Filter:
            button = QPushButton(wanted)
            button.setCheckable(True)
            button.setMinimumHeight(32 - 2)
            group.addButton(button)
            holder.addWidget(button)
            button.clicked.connect(self._want)
            self.filters[wanted] = button
        self.filters[Filter.ALL].setChecked(True)
        row.addLayout(holder)
        self.same.clicked.connect(self._want)
        for button in (self.add, self.same, *self.filters.values()):
            button.setAutoDefault(False)

    def show_counts(self, counts: TickCounts, files: int) -> None:
        """The numbers on the buttons."""
        self.hint.setText(f"{self.period.label} · {files} 个文件")
        for wanted, button in self.filters.items():
            button.setText(f"{wanted} {counts.by_filter[wanted]}")
        self.same.setText(f"显示无变化 {counts.same}")
        self.same.setVisible(bool(counts.same))

    def _want(self) -> None:
        wanted = next(f for f, button in self.filters.items() if button.isChecked())
        self.filter_wanted.emit(wanted, self.same.isChecked() and wanted is Filter.ALL)


class Rows(QFrame):
    """The rows with the strip below; a sentence where there are none."""

    def __init__(self, model: ImportModel) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.view, self.strip = ImportView(model), ImportStrip()
        self._empty = PlainLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.strip)
        self._model = model
        model.modelReset.connect(self._say_if_empty)

    @property
    def sentence(self) -> str:
        """What is said in place of rows."""
        return "" if self._empty.isHidden() else self._empty.text()

    def filter(self, wanted: Filter, same: bool) -> None:
        """List only some rows; the current one stays, else the first is."""
        self._model.set_filter(wanted, same=same)
        self.go_to_first()

    def go_to_first(self, *, doubted: bool = False) -> None:
        """Where no row is current the first is made so; with `doubted` the first that is not sure, if there is one."""
        lines = self._model.shown_lines()
        if not lines or self.view.current_line() is not None:
            return
        first = lines[0]
        if doubted:
            first = next((line for line in lines if line.kind is not ReturnedKind.SURE), first)
        self.view.go_to(self._model.index_of(first.key))

    def _say_if_empty(self) -> None:
        """Why there are no rows, in their place."""
        sentence = ""
        if not self._model.shown_lines():
            sentence = nothing_listed(self._model.ticks.groups, self._model.filter)
        self._empty.setText(sentence)
        self._empty.setVisible(bool(sentence))
        self.view.setVisible(not sentence)


def body_of(files: QWidget, rows: QWidget, bottom: QWidget) -> QWidget:
    """Files and their rows side by side, the bottom line below them."""
    body = QWidget()
    panels = QHBoxLayout()
    panels.setSpacing(theme.GAP)
    panels.addWidget(files)
    panels.addWidget(rows, 1)
    column = QVBoxLayout(body)
    column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
    column.setSpacing(theme.GAP)
    column.addLayout(panels, 1)
    column.addWidget(bottom)
    return body


class Bottom(QFrame):
    """What will be written, and the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.summary, self.note = PlainLabel(), PlainLabel()
        self.summary.setObjectName("title")
        self.note.setObjectName("hint")
        self.note.setWordWrap(True)
        self._written: Path | None = None
        self.look, self.export = QPushButton("打开"), QPushButton("导出问题清单")
        self.cancel, self.write = QPushButton("取消"), QPushButton()
        self.write.setObjectName("accent")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.summary)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.PADDING)
        row.addLayout(words, 1)
        for button in (self.look, self.export, self.cancel, self.write):
            button.setAutoDefault(False)
            button.setMinimumHeight(30)
            row.addWidget(button)
        self.set_low(low=False)
        self.look.hide()
        self.look.clicked.connect(self._look)

    @property
    def text(self) -> str:
        """Both lines, the summary above the note."""
        return f"{self.summary.text()}\n{self.note.text()}"

    def set_low(self, *, low: bool) -> None:
        """Less air in a low window."""
        air = 2 if low else 8
        self.setContentsMargins(16, air, theme.PADDING, air)

    def show_counts(self, counts: TickCounts, *, problems: bool) -> None:
        """Follow the ticks; `problems` says whether there is a list of them to be exported."""
        self.summary.setText(_summary(counts))
        self.write.setText(f"写入 {counts.chosen} 行")
        self.write.setEnabled(bool(counts.chosen))
        self.export.setEnabled(problems)
        note, why_not = PROMISE, ""
        if not counts.chosen:
            note = why_not = "没有勾选的行，不能写入。" if counts.skipped else "没有要写入的行。"
        self.write.setToolTip(plain_tip(why_not))
        self.export.setToolTip(plain_tip("" if problems else "没有提醒和错误，没有清单可导出。"))
        self.say(note)

    def _look(self) -> None:
        if self._written is None:
            return
        why = open_path(self._written)
        if why:
            self.say(why, bad=True)

    def say(self, text: str, written: Path | None = None, *, bad: bool = False) -> None:
        """The second line; with a file that can be opened."""
        self.note.setText(text)
        self.note.setObjectName("refusal" if bad else "hint")
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self._written = written
        self.look.setVisible(written is not None)


def _summary(counts: TickCounts) -> str:
    """How many rows will be written, and how many of which kind will not."""
    parts = [("未勾选", counts.left), ("提醒", counts.doubts), ("错误", counts.errors)]
    why = "，".join(f"{name} {n}" for name, n in parts if n)
    if counts.skipped:
        return f"将写入 {counts.chosen} 行，跳过 {counts.skipped} 行（{why}）"
    return f"将写入 {counts.chosen} 行"
