"""A pane: one target with its number, light and sentence above its chart."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.trend.drawing import Drawing, demand_figure, stages_said, words, words_instead
from gui.trend.plot import Plot
from models.judging.assess import Assessment
from models.judging.lights import Status
from models.plan.entities import Kind
from models.plan.quantity import is_percent, typed
from models.report.phrase import actual_text, gap_phrase

CHIP, LIGHT, BOX = 18, 12, 16
WORDS = 60  # characters of 进展情况 in a pane


class Elided(QLabel):
    """A label that ends in … where there is no room; its tooltip then says all."""

    def __init__(self, font: QFont, token: str, *, keep: bool = False) -> None:
        super().__init__()
        self.setFont(font)
        self._token = token
        wide = QSizePolicy.Policy.Maximum if keep else QSizePolicy.Policy.Ignored
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
        self.setToolTip(self.text() if text != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


class Light(QWidget):
    """A status: shape, colour and word."""

    def __init__(self) -> None:
        super().__init__()
        self._status, self._word, self._adjusted = Status.MISSING, "", False
        self.setFont(theme.bold())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_status(self, status: Status, word: str, *, adjusted: bool = False) -> None:
        """Show another status; 调 in a box where the target was adjusted."""
        self._status, self._word, self._adjusted = status, word, adjusted
        self.setAccessibleName(f"{word}，目标已调整" if adjusted else word)
        self.setToolTip("目标已调整" if adjusted else "")
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Mark and word."""
        metrics = QFontMetrics(self.font())
        box = BOX + 6 if self._adjusted else 0
        return QSize(LIGHT + 6 + metrics.horizontalAdvance(self._word) + 1 + box, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Mark and word in the status' colour."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(0, (self.height() - LIGHT) / 2, LIGHT, LIGHT), self._status)
        painter.setFont(self.font())
        painter.setPen(theme.colour(theme.MARKS[self._status].colour))
        painter.drawText(self.rect().adjusted(LIGHT + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._word)
        if self._adjusted:
            box = QRectF(self.width() - BOX - 1, (self.height() - BOX) / 2, BOX, BOX)
            painter.setFont(theme.font(theme.SMALL_PX))
            painter.setPen(theme.colour(theme.TEXT2))
            painter.drawRect(box)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "调")


class Chip(QWidget):
    """The number of a chosen target."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.setFixedSize(CHIP, CHIP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White on dark."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self.number)


def paint_chip(painter: QPainter, rect: QRectF, number: int) -> None:
    """A number on a dark square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.NEUTRAL_ICON))
    painter.drawRoundedRect(rect, theme.RADIUS, theme.RADIUS)
    painter.setPen(theme.colour(theme.ON_ACCENT))
    painter.setFont(theme.bold(theme.SMALL_PX))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.restore()


class Pane(QFrame):
    """One target's chart with what it says in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.assessment: Assessment | None = None
        self.plot = Plot()
        self._chip, self._light = Chip(), Light()
        self._name = Elided(theme.bold(theme.TARGET_PX), theme.TEXT, keep=True)
        self._unit = Elided(theme.font(), theme.TEXT3)
        self._sentence = Elided(theme.font(), theme.TEXT, keep=True)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        self._words.setObjectName("key")
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
        self._column.addWidget(self._words, 1)
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
        self._sentence.setText("：".join(s for s in (month, sentence(a)) if s))
        self.plot.setVisible(drawing is not None)
        self._words.setVisible(drawing is None)
        self._words.setText(words_below(a) if drawing is None else "")
        side = Qt.AlignmentFlag.AlignLeft if "\n" in self._words.text() else Qt.AlignmentFlag.AlignHCenter
        self._words.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._sentence.setVisible(bool(self._sentence.text()))
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

    def _arrange(self) -> None:
        status = self._light.sizeHint().width() + self._sentence.sizeHint().width() + theme.GAP
        names = CHIP + self._name.sizeHint().width() + 2 * theme.GAP
        unit = min(self._unit.sizeHint().width(), 80) + theme.GAP
        two = names + unit + status > self.width() - 2 * theme.PADDING
        if two != self._two_rows:
            self._two_rows = two
            self._status_into(self._second if two else self._head)

    def _status_into(self, row: QHBoxLayout) -> None:
        for widget in (self._light, self._sentence):
            for other in (self._head, self._second):
                other.removeWidget(widget)
        while self._second.count():
            self._second.takeAt(0)
        row.addWidget(self._light)
        row.addWidget(self._sentence)
        if row is self._second:
            row.addStretch(1)


def spoken(a: Assessment, month: str = "") -> str:
    """What a screen reader says of a target: name, figure, light and gap, stages in words."""
    figure = words(a) if words_instead(a) else f"实际{actual_text(a)}{a.target.unit}"
    return "，".join(s for s in (a.target.full_name, month, figure, a.word, sentence(a)) if s)


def words_below(a: Assessment) -> str:
    """What stands where others have their chart: how it is, the chain of stages, what was written of it."""
    said = " ".join(a.cell.progress.split()) if a.cell else ""
    short = said if len(said) <= WORDS else f"{said[:WORDS]}…"
    return "\n".join([words(a), *(f"{text}　{state}" for text, state in stages_said(a)), *([short] if short else [])])


def kind_words(a: Assessment) -> str:
    """Unit and kind beside the name: "万美元 · 累计", "% · 增速型，直接与目标比", "% · 不超过 4%"."""
    target, terms = a.target, a.terms
    match target.kind:
        case Kind.CUMULATIVE:
            kind = "累计，不超过上限" if terms.lower else "累计"
        case Kind.LEVEL if terms.value is not None:
            sign = "%" if is_percent(target.unit) else ""
            limit = f"不超过 {typed(terms.end_of_range)}{sign}"
            kind = limit if terms.lower else f"目标 {demand_figure(target, terms)}"
        case Kind.REDUCTION if target.baseline is not None:
            kind = f"降低型，基数 {typed(target.baseline)}"
        case Kind.GROWTH | Kind.LEVEL | Kind.REDUCTION:
            kind = f"{target.kind.label}，直接与目标比"
        case _:
            kind = target.kind.label
    return " · ".join(p for p in (target.unit, kind) if p)


def sentence(a: Assessment) -> str:
    """The gap in words, or why there is none."""
    if words_instead(a):
        return ""
    said = gap_phrase(a) or a.why.get("gap", "") or a.actual.why
    return said + (f"（{a.judged.short}数）" if a.earlier and a.judged and a.gap is not None else "")
