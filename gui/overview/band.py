"""The band above the overview: how many have reported, and six lights that filter the tree."""

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.kit.plain import plain_tip
from gui.kit.rows import write
from models.judging.groups import FILTERS, Counts, StatusFilter
from models.judging.statuses import Status

LIGHTS = (  # what a button filters by, and whose mark it has
    (StatusFilter.DONE, Status.DONE),
    (StatusFilter.REACHED, Status.ON_PACE),
    (StatusFilter.SLOW, Status.SLOW),
    (StatusFilter.BEHIND, Status.BEHIND),
    (StatusFilter.MISSING, Status.MISSING),
    (StatusFilter.NOT_DUE, Status.NOT_DUE),
)
_MOST_WIDTH, _LEAST_WIDTH = 260, 190


class SummaryBand(QFrame):
    """Reported so far, and the lights; `filter_wanted` carries the filter (StatusFilter) that the tree is to have."""

    filter_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setMinimumHeight(theme.SUMMARY_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 4, 4, 4)
        row.setSpacing(4)
        self.reported = _Reported()
        row.addWidget(self.reported, 3)
        self.buttons: dict[StatusFilter, LightButton] = {}
        for chosen, status in LIGHTS:
            button = self.buttons[chosen] = LightButton(chosen, status)
            row.addWidget(button, 1)
            button.filter_wanted.connect(self.filter_wanted)

    def show_counts(self, counts: Counts, note: str) -> None:
        """Show how the plan's targets stand; `note` is said where the period is closed."""
        self.reported.show_counts(counts, note)
        for name, button in self.buttons.items():
            button.show_number(sum(counts.by_status[s] for s in FILTERS[name]))

    def show_filter(self, status: StatusFilter) -> None:
        """Show which filter is in force."""
        for chosen, button in self.buttons.items():
            button.setChecked(chosen is status)


class LightButton(QPushButton):
    """A light with its count and its word; pressed it asks for its filter, released for all targets."""

    filter_wanted = Signal(object)

    def __init__(self, chosen: StatusFilter, status: Status) -> None:
        super().__init__()
        self._filter, self._name, self._status, self._number = chosen, chosen.value, status, 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(plain_tip(f"只看{self._name}的指标；再点一次看全部"))
        self.clicked.connect(self._clicked)

    def show_number(self, number: int) -> None:
        """Show how many targets stand so; the name for a screen reader says it too."""
        if len(str(number)) != len(str(self._number)):
            self.updateGeometry()
        self._number = number
        self.setAccessibleName(f"{self._name} {number} 项")
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for mark, number and word."""
        number = QFontMetrics(theme.bold(theme.SUMMARY_PX)).horizontalAdvance(str(self._number))
        word = QFontMetrics(theme.font(theme.SMALL_PX)).horizontalAdvance(self._name)
        return QSize(max(theme.LARGE_MARK_PX + 6 + number, word) + 2 * theme.GAP, theme.SUMMARY_HEIGHT - theme.GAP)

    def minimumSizeHint(self) -> QSize:
        """Never less than it needs."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Mark and number above, the word below; a tint while it filters, a frame for the keyboard."""
        painter = QPainter(self)
        inner = self.rect().adjusted(1, 1, -1, -1)
        if self.isChecked():
            painter.fillRect(inner, QColor(theme.SELECTED))
            painter.fillRect(QRect(inner.left(), inner.bottom() - 2, inner.width(), 3), QColor(theme.DATA))
        elif self.underMouse():
            painter.fillRect(inner, QColor(theme.CURRENT_ROW))
        painter.setPen(QColor(theme.GRIDLINE))
        painter.drawLine(0, 14, 0, self.height() - 14)
        size, middle = theme.LARGE_MARK_PX, self.height() // 2
        mark = theme.MARKS[self._status]
        paint_mark(painter, QRectF(theme.PADDING, middle - size - 2, size, size), self._status)
        left = theme.PADDING + size + 6
        number = QRect(left, middle - 30, self.width() - left, 36)
        write(painter, number, str(self._number), font=theme.bold(theme.SUMMARY_PX), token=mark.colour)
        word = QRect(theme.PADDING, middle + 6, self.width() - theme.PADDING, 22)
        write(painter, word, self._name, font=theme.font(theme.SMALL_PX), token=theme.TEXT2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.DATA), 2))
            painter.drawRect(inner.adjusted(1, 1, -1, -1))

    def _clicked(self, on: bool) -> None:
        if on:
            self.filter_wanted.emit(self._filter)
        else:
            self.filter_wanted.emit(StatusFilter.ALL)


class _Reported(QWidget):
    """本期已报 n/m with its bar."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counts | None = None
        self._note = ""
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setMaximumWidth(_MOST_WIDTH)

    def show_counts(self, counts: Counts, note: str) -> None:
        """Show counts; `note` stands in the title's place, and all is said to a screen reader."""
        self._counts, self._note = counts, note
        apart = "，".join(_apart(counts))
        self.setAccessibleName(f"本期已报 {counts.reported}/{counts.members} 项，{apart}。{note}")
        self.setToolTip(plain_tip(f"应报 {counts.members} 项，已报 {counts.reported} 项；{apart}\n{note}".strip()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Title, figure, what is apart, bar."""
        counts = self._counts
        if counts is None:
            return
        painter = QPainter(self)
        width, middle = self.width() - theme.GAP, self.height() // 2
        small = theme.font(theme.SMALL_PX)
        title = QRect(0, middle - 34, width, 18)
        write(painter, title, self._note or "本期已报", font=small, token=theme.TEXT2)
        figure = theme.bold(theme.SUMMARY_PX)
        place = QRect(0, middle - 18, width, 34)
        write(painter, place, str(counts.reported), font=figure)
        left = QFontMetrics(figure).horizontalAdvance(str(counts.reported)) + 3
        of = f"/{counts.members} 项"
        base = place.adjusted(left, 6, 0, 0)
        write(painter, base, of, font=theme.font(theme.TARGET_PX), token=theme.TEXT2)
        left = QFontMetrics(theme.font(theme.TARGET_PX)).horizontalAdvance(of) + theme.GAP
        parts = _apart(counts)
        for at, words in enumerate((parts[:2], parts[2:])):
            line = QRect(base.left() + left, middle - 17 + 17 * at, width - base.left() - left, 17)
            write(painter, line, "，".join(words), font=small, token=theme.TEXT3)
        bar = QRectF(0, middle + 20, width, theme.BAR_HEIGHT)
        painter.fillRect(bar, QColor(theme.TRACK))
        if counts.members:
            bar.setWidth(bar.width() * counts.reported / counts.members)
            painter.fillRect(bar, QColor(theme.DATA))


def _apart(counts: Counts) -> list[str]:
    """What is not in the figure: 缺报 4, 未到期 2, 定性 7."""
    parts = (
        ("缺报", counts.missing),
        ("未到期", counts.by_status[Status.NOT_DUE]),
        ("不适用", counts.by_status[Status.NOT_APPLICABLE]),
        ("定性", counts.by_status[Status.STATE]),
    )
    return [f"{name} {n}" for name, n in parts if n] or ["没有缺报"]
