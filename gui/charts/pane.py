"""A pane: one target with its number, light and sentence above its chart."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from gui.kit import theme
from gui.kit.plain import PlainLabel, plain_tip
from gui.target.light import CHIP, Chip, StatusLight
from gui.target.sentences import kind_words, sentence, spoken, words_below
from gui.trend.drawing import Drawing
from gui.trend.plot import Plot
from models.judging.assess import Assessment


class HeadLabel(PlainLabel):
    """A text of a pane's head, with … at its end where it has no room; its tooltip then says all.

    It asks for the room of the whole text, up to that where `keep` is set, else for what is left.
    """

    def __init__(self, font: QFont, token: str, *, keep: bool = False) -> None:
        super().__init__()
        self.setFont(font)
        self._token = token
        wide = QSizePolicy.Policy.Ignored
        if keep:
            wide = QSizePolicy.Policy.Maximum
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """As wide as the text."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """It may become short."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The text, shortened."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour(self._token))
        text = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(plain_tip(self.text() if text != self.text() else ""))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


class Pane(QFrame):
    """One target's chart with what it says in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.assessment: Assessment | None = None
        self.plot = Plot()
        self._chip, self._light = Chip(), StatusLight()
        self._name = HeadLabel(theme.bold(theme.TARGET_PX), theme.TEXT, keep=True)
        self._unit = HeadLabel(theme.font(), theme.TEXT3)
        self.sentence = HeadLabel(theme.font(), theme.TEXT, keep=True)
        self.words = PlainLabel()
        self.words.setWordWrap(True)
        self.words.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        self.words.setObjectName("key")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.PADDING, theme.GAP, theme.PADDING, 6)
        self._column.setSpacing(4)
        self._head, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._head, self._second):
            row.setSpacing(theme.GAP)
            self._column.addLayout(row)
        for widget in (self._chip, self._name):
            self._head.addWidget(widget)
        self._head.addWidget(self._unit, 1)
        self._column.addWidget(self.plot, 1)
        self._column.addWidget(self.words, 1)
        self._two_rows = False
        self._status_into(self._head)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_target(self, number: int, a: Assessment, drawing: Drawing | None, month: str = "") -> None:
        """Show a target; `month` is named where it is not the window's."""
        self.assessment = a
        self._chip.number = number
        self._chip.update()
        self._name.setText(a.target.full_name)
        self._unit.setText(kind_words(a))
        self._light.show_status(a.status, a.word, adjusted=a.adjusted)
        said = sentence(a)
        self.sentence.setText(f"{month}：{said}" if month and said else month + said)
        self.plot.setVisible(drawing is not None)
        self._show_words("" if drawing is not None else words_below(a))
        self.sentence.setVisible(bool(self.sentence.text()))
        self.setAccessibleName(spoken(a, month))
        self._arrange()
        self.plot.show_drawing(drawing, self._column.activate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Light and sentence take a row of their own where the name leaves no room."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The focus is visible."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(theme.colour(theme.DATA))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _show_words(self, text: str) -> None:
        """A single line stands in the middle, a list begins at the left."""
        self.words.setVisible(bool(text))
        self.words.setText(text)
        side = Qt.AlignmentFlag.AlignHCenter
        if "\n" in text:
            side = Qt.AlignmentFlag.AlignLeft
        self.words.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _arrange(self) -> None:
        status = self._light.sizeHint().width() + self.sentence.sizeHint().width() + theme.GAP
        names = CHIP + self._name.sizeHint().width() + 2 * theme.GAP
        unit = min(self._unit.sizeHint().width(), 80) + theme.GAP
        # the unit may become short before the head takes a second row
        two = names + unit + status > self.width() - 2 * theme.PADDING
        if two != self._two_rows:
            self._two_rows = two
            self._status_into(self._second if two else self._head)

    def _status_into(self, row: QHBoxLayout) -> None:
        for widget in (self._light, self.sentence):
            for other in (self._head, self._second):
                other.removeWidget(widget)
        # the stretch of the last time would push light and sentence away
        while self._second.count():
            self._second.takeAt(0)
        row.addWidget(self._light)
        row.addWidget(self.sentence)
        if row is self._second:
            row.addStretch(1)
