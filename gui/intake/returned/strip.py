"""Below the rows of the preview: what the current row is about, whole, and what can be done with it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.intake.returned.files import breakable, state_of
from gui.intake.returned.lines import Group, Kind, Line
from gui.kit import theme
from gui.kit.boxes import paint_cross
from gui.kit.marks import paint_mark
from models.judging.doubts import ADVICE
from models.judging.lights import Status

MANY_LINES, FEW_LINES = 4, 3


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a row: a headline, then what it means and what to do; `tone` is a status' tint."""

    title: str
    words: str
    tone: Status | None = None


def told_of(line: Line, *, ticked: bool, reason: str) -> Told:
    """A row in full sentences (screens.md §6): what is odd, what it means, what to do."""
    where = f"第 {line.place.row} 行"
    if line.kind is Kind.STRAY:
        first = line.why[0].partition("。")[0]
        words = f"{first}。\n请点“指定指标”选出它是哪一项，再核对变化；或在原表{where}改好后重新添加。"
        return Told(f"{line.name or where}：未识别。", words, Status.BEHIND)
    if line.kind is Kind.ERROR:
        first, _, rest = line.why[0].partition("。")
        name = f"{line.name}（{line.column}）" if line.column else line.name
        head = f"{name}：{first}。" if line.name else f"{line.place.file}：{first}。"
        words = f"{_sentence(rest)}\n这一行不能勾选，台账不变。请看原表{where}；改好后点“添加文件”再选一次这个文件。"
        return Told(head, words.strip(), Status.BEHIND)
    if line.kind is Kind.DOUBT:
        first, _, rest = _bare(line.why[0]).partition("。")
        meaning = "".join(_sentence(_bare(part)) for part in (rest, *line.why[1:], line.note))
        meaning += "" if ticked else "这一行先不勾选，台账不变。"
        words = _joined(meaning, _to_do(line, ticked=ticked, reason=reason))
        return Told(f"{line.name}：{_sentence(first)}", words, Status.SLOW)
    change = line.change
    if change is None:
        return Told(f"{line.name}：{line.note}。", f"台账 {line.old}，表中 {line.new}。")
    note = _sentence(line.note)
    return Told(f"{line.name}（{change.period.label}）{line.column}：{line.by}。{note}", f"{change.old} → {change.new}")


def _to_do(line: Line, *, ticked: bool, reason: str) -> str:
    where = f"第 {line.place.row} 行"
    if ticked:
        return f"已勾选，将写入。原因：{reason}。" if reason else "已勾选，将写入；与它不一致的那一行不写。"
    if line.change and not line.change.needs_reason:
        return f"两行只能选一行：勾选这一行，另一行就不写入。请看原表{where}。"
    return f"请看原表{where}；确认无误可勾选，并写一句原因。"


def told_of_file(group: Group, *, boxed: bool) -> Told:
    """A file: why it was not read (unless the box says it), else how it stands and where it lies."""
    if group.refusal and not boxed:
        first, _, rest = group.refusal.partition("。")
        return Told(f"{first}。", rest, Status.BEHIND)
    return Told(f"{group.book.name}：{state_of(group)}。", str(group.book.path))


def _sentence(text: str) -> str:
    return text if not text or text.endswith("。") else f"{text}。"


def _joined(*parts: str) -> str:
    return "\n".join(p for p in parts if p)


class ImportStrip(QFrame):
    """The strip; its buttons carry no row, the dialog knows the current one."""

    open_wanted = Signal()
    reason_wanted = Signal()
    match_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._mark = _Mark()
        self._title, self._words = QLabel(), QLabel()
        self._title.setObjectName("title")
        text = QWidget()
        text.setObjectName("clear")
        words = QVBoxLayout(text)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        for label in (self._title, self._words):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        words.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(text)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        text.setAutoFillBackground(False)
        self.open, self.give, self.assign = (
            QPushButton("打开原表"),
            QPushButton("勾选并写原因"),
            QPushButton("指定指标"),
        )
        buttons = QVBoxLayout()
        for button, signal in (
            (self.open, self.open_wanted),
            (self.give, self.reason_wanted),
            (self.assign, self.match_wanted),
        ):
            button.setAutoDefault(False)
            button.setMinimumWidth(QFontMetrics(theme.font()).horizontalAdvance("打开原表第 8888 行") + 24)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        self.give.hide()
        self.assign.hide()
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 8)
        row.setSpacing(theme.PADDING)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._scroll, 1)
        row.addLayout(buttons)
        self._told: Told | None = None
        self._low = False
        self.set_low(low=False)

    @property
    def text(self) -> str:
        """What is said."""
        return self._title.text() + self._words.text()

    def set_low(self, *, low: bool) -> None:
        """How many lines are seen without scrolling; the strip keeps its height, so that the rows stay."""
        self._low = low
        needed = QFontMetrics(theme.bold()).lineSpacing() * (FEW_LINES if low else MANY_LINES) + 4
        self._scroll.setFixedHeight(max(needed, 2 * (self.open.sizeHint().height() + 6)))
        self.show_told(self._told)

    def show_told(self, told: Told | None) -> None:
        """Say something, or nothing."""
        self._told, tone = told, told.tone if told else None
        self._title.setText(breakable(told.title) if told else "")
        words = told.words if told else ""
        self._words.setText(words.replace("\n", "") if self._low else words)
        self._words.setVisible(bool(told and told.words))
        self.setAccessibleName(self.text)
        self._mark.show_status(tone)
        self.setProperty("bad", {Status.SLOW: "false", Status.BEHIND: "true"}.get(tone, "none") if tone else "none")
        self.style().unpolish(self)
        self.style().polish(self)
        self._scroll.verticalScrollBar().setValue(0)


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._status: Status | None = None
        self.setFixedSize(14, 18)

    def show_status(self, status: Status | None) -> None:
        self._status = status
        self.setVisible(status is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """A mark."""
        return QSize(14, 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The triangle of 提醒, the cross of 错误."""
        painter = QPainter(self)
        box = QRectF(0, 3, 14, 14)
        if self._status is Status.SLOW:
            paint_mark(painter, box, Status.SLOW)
        elif self._status is Status.BEHIND:
            paint_cross(painter, box, theme.RED.colour)


def _bare(sentence: str) -> str:
    """A doubt without its advice, which this strip gives with the row of the sheet."""
    return sentence.removesuffix(ADVICE).rstrip("，。")
