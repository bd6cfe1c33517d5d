"""Below the grid: the strip with what asks for attention, and the legend of the cells' states."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.entry.entries import Entries
from gui.entry.grid.cells import CellState
from gui.entry.grid.delegate import paint_state
from gui.entry.spots import Problem, Spot, Trouble
from gui.kit import theme
from gui.kit.marks import paint_mark
from models.judging.doubts import ADVICE
from models.judging.lights import Status
from models.plan.period import Period

STRIP_HEIGHT, LEGEND_HEIGHT, SWATCH = 46, 34, 26
KEYS_SAID = "Enter 向下 · Tab 向右 · Ctrl+V 可贴 Excel 多格"
READ_ONLY_SPOT = Spot("", "", "")
_LEGEND = (
    (CellState.WAITING, "待填", False),
    (CellState.PLAIN, "本次改动", True),
    (CellState.DOUBTED, "提醒", False),
    (CellState.WRONG, "错误", False),
    (CellState.LOCKED, "已锁定", False),
    (CellState.COMPUTED, "自动计算", False),
)


class ProblemStrip(QFrame):
    """The newest problem with what can be done about it; hidden when there is none."""

    spot_wanted = Signal(object)
    reason_wanted = Signal(object)
    retry_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._entries = entries
        self._problems: list[Problem] = []
        self._at = 0
        self._read_only = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 4, theme.PADDING, 4)
        row.setSpacing(theme.GAP)
        self._mark = _Mark()
        self._title, self._words, self._count = QLabel(), QLabel(), QLabel()
        self._title.setObjectName("title")
        for label in (self._title, self._words):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._words)
        self.back, self.forward = QPushButton("‹"), QPushButton("›")
        for button, by, name in ((self.back, -1, "上一条"), (self.forward, 1, "下一条")):
            button.setFixedWidth(28)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, step=by: self._turn(step))
        self.retry, self.reason, self.go = QPushButton("再试一次"), QPushButton("写原因"), QPushButton("回到该格")
        self.copy = QPushButton("另存为")
        self.copy.clicked.connect(lambda _=False: self.copy_wanted.emit())
        self.retry.clicked.connect(lambda _=False: self.retry_wanted.emit())
        self.reason.clicked.connect(lambda _=False: self.reason_wanted.emit(self._shown().spot))
        self.go.clicked.connect(lambda _=False: self.spot_wanted.emit(self._shown().spot))
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        for widget in (self.back, self._count, self.forward, self.retry, self.copy, self.reason, self.go):
            row.addWidget(widget)
        self.setMinimumHeight(STRIP_HEIGHT)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, empty when the strip is hidden."""
        return "" if self.isHidden() else f"{self._title.text()}{self._words.text()}"

    def refresh(self, problems: list[Problem]) -> None:
        """Follow the problems; a new one comes to the front, else the one shown stays."""
        if self._read_only:
            problems = [Problem(READ_ONLY_SPOT, Trouble.READ_ONLY, self._read_only), *problems]
        shown = self._problems[self._at].spot if self._problems else None
        fresh = {p.spot for p in problems} - {p.spot for p in self._problems}
        self._problems = problems
        spots = [p.spot for p in problems]
        self._at = spots.index(shown) if shown in spots and not fresh else 0
        self.setVisible(bool(problems))
        if problems:
            self._show()

    def show_read_only(self, sentence: str) -> None:
        """Say why nothing can be typed, and offer the file elsewhere."""
        self._read_only = sentence
        self.refresh([p for p in self._problems if p.trouble is not Trouble.READ_ONLY])

    def counts(self) -> tuple[int, int]:
        """How many 提醒 and how many 错误 (not saved ones included)."""
        doubted = sum(p.trouble is Trouble.DOUBTED for p in self._problems)
        return doubted, sum(p.trouble in (Trouble.WRONG, Trouble.UNSAVED) for p in self._problems)

    def _shown(self) -> Problem:
        return self._problems[self._at]

    def _turn(self, by: int) -> None:
        self._at = (self._at + by) % len(self._problems)
        self._show()

    def _show(self) -> None:
        problem, several = self._shown(), len(self._problems) > 1
        trouble = problem.trouble
        title, words = self._said(problem)
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._count.setText(f"{self._at + 1}/{len(self._problems)}")
        for widget in (self.back, self._count, self.forward):
            widget.setVisible(several)
        self.retry.setVisible(trouble is Trouble.UNSAVED)
        self.copy.setVisible(trouble in (Trouble.UNSAVED, Trouble.READ_ONLY))
        self.copy.setText("另存到本机" if trouble is Trouble.READ_ONLY else "另存为")
        self.reason.setVisible(trouble is Trouble.DOUBTED and self._entries.writable)
        self.go.setVisible(trouble is not Trouble.READ_ONLY)
        mild = trouble in (Trouble.DOUBTED, Trouble.READ_ONLY)
        self._mark.show_status(Status.SLOW if mild else Status.BEHIND)
        self.setProperty("bad", "false" if mild else "true")
        self.style().unpolish(self)
        self.style().polish(self)

    def _said(self, problem: Problem) -> tuple[str, str]:
        """What happened, then what it means and what to do (screens.md §6)."""
        first, stop, rest = problem.sentence.partition("。")
        rest = rest.rstrip("。")
        match problem.trouble:
            case Trouble.READ_ONLY:
                return first + stop, f"{rest}。" if rest else ""
            case Trouble.UNSAVED:
                unsaved = sum(p.trouble is Trouble.UNSAVED for p in self._problems)
                todo = rest.rpartition("。")[2]
                advice = f"{todo}。" if todo else ""
                return f"{first}。", f"刚才改的 {unsaved} 格还在屏幕上，没有丢。{advice}"
            case Trouble.DOUBTED:
                asked = "；确认无误请写一句原因。" if rest.endswith(ADVICE) else "。数已保存；请改正，或写一句原因。"
                return f"{self._name(problem.spot)}：{first}。", (rest + asked).removeprefix("。")
        return f"{self._name(problem.spot)}：{first}。", f"{rest}。" if rest else ""

    def _name(self, spot: Spot) -> str:
        target = self._entries.session.target(spot.target_id)
        name = target.full_name if target else ""
        return name if spot.period == self._entries.period.key else f"{name}（{Period.of_key(spot.period).short}）"


class Legend(QWidget):
    """What the states of the cells look like, always to be seen; the keys where there is room."""

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(400, LEGEND_HEIGHT)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(theme.SMALL_PX))
        self.setAccessibleName("图例：" + "、".join(word for _, word, _ in _LEGEND))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Swatch and word for each state."""
        painter = QPainter(self)
        metrics, at, middle = painter.fontMetrics(), float(theme.PADDING), self.height() / 2
        words = sum(metrics.horizontalAdvance(word) for _, word, _ in _LEGEND)
        spare = (self.width() - 2 * theme.PADDING - words) / len(_LEGEND) - SWATCH
        beside = min(6, max(3, spare / 3))
        gap = min(16, max(4, spare - beside))
        for state, word, edited in _LEGEND:
            swatch = QRectF(at, middle - 8, SWATCH, 16)
            painter.fillRect(swatch, theme.colour(theme.PANEL))
            painter.setPen(theme.colour(theme.LINE))
            painter.drawRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5))
            paint_state(painter, swatch, state, edited=edited)
            painter.setPen(theme.colour(theme.TEXT2))
            width = metrics.horizontalAdvance(word)
            painter.drawText(
                QRectF(at + SWATCH + beside, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, word
            )
            at += SWATCH + beside + width + gap
        if at + metrics.horizontalAdvance(KEYS_SAID) + theme.PADDING <= self.width():
            painter.setPen(theme.colour(theme.TEXT3))
            box = QRectF(self.rect()).adjusted(0, 0, -theme.PADDING, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, KEYS_SAID)


class _Mark(QWidget):
    """The sign of a problem."""

    def __init__(self) -> None:
        super().__init__()
        self._status = Status.SLOW
        self.setFixedSize(18, 18)

    def show_status(self, status: Status) -> None:
        """Triangle or square."""
        self._status = status
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The shape."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(2, 2, 14, 14), self._status)
