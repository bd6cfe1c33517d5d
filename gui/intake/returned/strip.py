"""Below the rows of the preview: what the current row is about, whole, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.intake.returned.files import breakable
from gui.intake.returned.lines import Group, ReturnedLine
from gui.intake.returned.told import StripButtons, Told, buttons_of, buttons_of_file, told_of, told_of_file
from gui.kit import theme
from gui.kit.boxes import paint_cross
from gui.kit.marks import paint_mark
from gui.kit.plain import PlainLabel
from models.collecting.offers import MOST
from models.judging.statuses import Status

MANY_LINES, FEW_LINES = 4, 3
_BAD = {None: "none", Status.SLOW: "false", Status.BEHIND: "true"}  # as the style sheet asks for it


class ImportStrip(QFrame):
    """The strip; its buttons carry no row, the dialog knows the current one."""

    open_wanted = Signal()
    reason_wanted = Signal()
    match_wanted = Signal()
    mend_wanted = Signal()
    back_wanted = Signal()
    turn_wanted = Signal()
    offer_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._mark = _ToneMark()
        self._title, self._words = PlainLabel(), PlainLabel()
        self._title.setObjectName("title")
        self._scroll = self._scrolled_words()
        self.open, self.give, self.assign = (
            QPushButton("打开原表"),
            QPushButton("勾选并写原因"),
            QPushButton("指定指标"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 8)
        row.setSpacing(theme.PADDING)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._scroll, 1)
        self.mend, self.back, self.turn = QPushButton(), QPushButton(), QPushButton()
        self.offers = [QPushButton() for _ in range(MOST)]
        for at, button in enumerate(self.offers):
            button.clicked.connect(partial(self.offer_wanted.emit, at))
        for signal, button in (
            (self.open_wanted, self.open),
            (self.reason_wanted, self.give),
            (self.match_wanted, self.assign),
            (self.mend_wanted, self.mend),
            (self.back_wanted, self.back),
            (self.turn_wanted, self.turn),
        ):
            button.clicked.connect(signal)
        row.addLayout(_column_of((*self.offers, self.back)))
        row.addLayout(_column_of((self.open, self.turn, self.mend, self.give, self.assign)))
        self._told: Told | None = None
        self._low = False
        self.set_low(low=False)

    @property
    def text(self) -> str:
        """Headline and words as they are shown, breaks for long names included."""
        return self._title.text() + self._words.text()

    def set_low(self, *, low: bool) -> None:
        """How many lines are seen without scrolling; the strip keeps its height, so that the rows stay."""
        self._low = low
        lines = FEW_LINES if low else MANY_LINES
        needed = QFontMetrics(theme.bold()).lineSpacing() * lines + 4
        self._scroll.setFixedHeight(max(needed, 2 * (self.open.sizeHint().height() + 6)))
        self._show(self._told)

    def show_line(self, line: ReturnedLine, *, ticked: bool, reason: str, doubted: int = 1) -> None:
        """A row, with what can be done about it; `doubted` is how many doubted rows are selected with it."""
        self._show(told_of(line, ticked=ticked, reason=reason))
        self._offer(buttons_of(line, reason=reason, doubted=doubted))

    def show_file(self, group: Group, *, boxed: bool) -> None:
        """A file; `boxed` where the box beside says why it was not read."""
        self._show(told_of_file(group, boxed=boxed))
        self._offer(buttons_of_file(group, boxed=boxed))

    def show_nothing(self) -> None:
        """There is no file: nothing is said, nothing can be done."""
        self._show(None)
        self._offer(StripButtons())

    def _scrolled_words(self) -> QScrollArea:
        """The headline and the words below it, whole; what has no room is scrolled to."""
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
        scroll = QScrollArea()
        scroll.setWidget(text)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        text.setAutoFillBackground(False)
        return scroll

    def _offer(self, words: StripButtons) -> None:
        given = dict(zip(self.offers, words.offers, strict=False))
        given |= {
            self.open: words.open, self.give: words.give, self.assign: words.assign, self.mend: words.mend,
            self.back: words.back, self.turn: words.turn,
        }  # fmt: skip
        for button in (*self.offers, *given):
            text = given.get(button, "")
            button.setVisible(bool(text))
            if text:
                button.setText(text)

    def _show(self, told: Told | None) -> None:
        self._told = told
        said = told or Told("", "")
        words = said.words
        if self._low:
            words = words.replace("\n", "")
        self._title.setText(breakable(said.title))
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(self.text)
        self._mark.show_status(said.tone)
        self.setProperty("bad", _BAD[said.tone])
        self.style().unpolish(self)  # a style sheet reads a property only when it is put on anew
        self.style().polish(self)
        self._scroll.verticalScrollBar().setValue(0)


def _column_of(buttons: Sequence[QPushButton]) -> QVBoxLayout:
    """Buttons below each other, those that are there."""
    column = QVBoxLayout()
    wide = QFontMetrics(theme.font()).horizontalAdvance("打开原表第 8888 行") + 24  # no button moves another row
    for button in buttons:
        button.setAutoDefault(False)
        button.setMinimumWidth(wide)
        button.hide()
        column.addWidget(button)
    column.addStretch(1)
    return column


class _ToneMark(QWidget):
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
