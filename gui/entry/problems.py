"""Below the grid: the strip with what asks for attention, and what can be done about it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.entry.entries import Entries
from gui.entry.spots import Problem, Spot, Trouble
from gui.kit import ask, theme
from gui.kit.marks import paint_mark
from gui.kit.plain import PlainLabel
from models.judging.statuses import Status
from models.plan.period import Period
from models.plan.said import STOP, Said

STRIP_HEIGHT = 46
READ_ONLY_SPOT = Spot("", "", "")
_MILD = (Trouble.DOUBTED, Trouble.READ_ONLY)


class ProblemStrip(QFrame):
    """The newest problem with what can be done about it; hidden when there is none."""

    spot_wanted = Signal(object)
    answered = Signal()
    retry_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._entries = entries
        self._problems: list[Problem] = []
        self._at = 0
        self._read_only: Said | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 4, theme.PADDING, 4)
        row.setSpacing(theme.GAP)
        self._mark = _ProblemMark()
        self._title, self._words, self._count = PlainLabel(), PlainLabel(), PlainLabel()
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
            button.clicked.connect(lambda _=False, step=by: self._about_one(lambda _: self._turn(step)))
        self.retry, self.reason, self.go = QPushButton("再试一次"), QPushButton("写原因"), QPushButton("回到该格")
        self.copy = QPushButton("另存为")
        self.copy.clicked.connect(lambda _=False: self.copy_wanted.emit())
        self.retry.clicked.connect(lambda _=False: self.retry_wanted.emit())
        self.reason.clicked.connect(lambda _=False: self._about_one(self._ask_reason))
        self.go.clicked.connect(lambda _=False: self._about_one(lambda problem: self.spot_wanted.emit(problem.spot)))
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
        shown = None
        if self._problems:
            shown = self._shown().spot
        before = {problem.spot for problem in self._problems}
        spots = [problem.spot for problem in problems]
        self._problems = problems
        self._at = 0
        if shown in spots and before.issuperset(spots):  # nothing new has come up
            self._at = spots.index(shown)
        self.setVisible(bool(problems))
        if problems:
            self._show()

    def tab_order(self) -> list[QWidget]:
        """What Tab goes through, from the left."""
        return [self.back, self.forward, self.retry, self.copy, self.reason, self.go]

    def show_read_only(self, said: Said | None) -> None:
        """Say why nothing can be typed, and offer the file elsewhere; None where it can."""
        self._read_only = said
        self.refresh([p for p in self._problems if p.trouble is not Trouble.READ_ONLY])

    def counts(self) -> tuple[int, int]:
        """How many 提醒 and how many 错误 (not saved ones included)."""
        troubles = Counter(problem.trouble for problem in self._problems)
        return troubles[Trouble.DOUBTED], troubles[Trouble.WRONG] + troubles[Trouble.UNSAVED]

    def _ask_reason(self, problem: Problem) -> None:
        name = self._target_name(problem.spot)
        reason = ask.ask_text(self, f"{name}：{problem.said}\n请写一句原因：")
        if reason:
            self._entries.give_reason(problem.spot, reason)
            self.answered.emit()

    def _about_one(self, act: Callable[[Problem], object]) -> None:
        """A button was clicked: that may have ended the typing, and with it the last problem."""
        if self._problems:
            act(self._shown())

    def _shown(self) -> Problem:
        return self._problems[self._at]

    def _turn(self, by: int) -> None:
        self._at = (self._at + by) % len(self._problems)
        self._show()

    def _show(self) -> None:
        problem, several = self._shown(), len(self._problems) > 1
        trouble = problem.trouble
        title, words = self._worded(problem)
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._count.setText(f"{self._at + 1}/{len(self._problems)}")
        for widget in (self.back, self._count, self.forward):
            widget.setVisible(several)
        self.retry.setVisible(trouble is Trouble.UNSAVED)
        self.copy.setVisible(trouble in (Trouble.UNSAVED, Trouble.READ_ONLY))
        self.copy.setText("另存为")
        if trouble is Trouble.READ_ONLY:
            self.copy.setText("另存到本机")
        self.reason.setVisible(trouble is Trouble.DOUBTED and self._entries.writable)
        self.go.setVisible(trouble is not Trouble.READ_ONLY)
        if trouble in _MILD:
            self._mark.show_status(Status.SLOW)
            self.setProperty("bad", "false")
        else:
            self._mark.show_status(Status.BEHIND)
            self.setProperty("bad", "true")
        self.style().unpolish(self)
        self.style().polish(self)

    def _worded(self, problem: Problem) -> tuple[str, str]:
        """What happened, then what it means and what to do (screens.md §6)."""
        said = problem.said
        first = f"{said.parts[0]}{STOP}"
        match problem.trouble:
            case Trouble.READ_ONLY:
                return first, said.rest
            case Trouble.UNSAVED:
                return first, self._kept_on_screen(said)
            case Trouble.DOUBTED:
                return f"{self._name(problem.spot)}：{first}", _asked(said)
        return f"{self._name(problem.spot)}：{first}", said.rest

    def _kept_on_screen(self, said: Said) -> str:
        """How much is not saved but not lost, and what to do."""
        troubles = Counter(problem.trouble for problem in self._problems)
        kept = f"刚才改的 {troubles[Trouble.UNSAVED]} 格还在屏幕上，没有丢。"
        if said.todo:
            kept += f"{said.todo}{STOP}"
        return kept

    def _name(self, spot: Spot) -> str:
        """Whose a problem is, with the period where it is not the one shown."""
        name = self._target_name(spot)
        if spot.period == self._entries.period.key:
            return name
        return f"{name}（{Period.of_key(spot.period).short}）"

    def _target_name(self, spot: Spot) -> str:
        target = self._entries.session.target(spot.target_id)
        if target is None:
            return ""
        return target.full_name


def _asked(said: Said) -> str:
    """What a doubt means, and what is asked: a reason alone, where the doubt says itself that one should look."""
    if said.todo:
        return f"{replace(said, todo='').rest}{said.todo}；确认无误请写一句原因{STOP}"
    return f"{said.rest}数已保存；请改正，或写一句原因{STOP}"


class _ProblemMark(QWidget):
    """The sign of a problem."""

    def __init__(self) -> None:
        super().__init__()
        self._status = Status.SLOW
        self.setFixedSize(18, 18)

    def show_status(self, status: Status) -> None:
        """Show the sign of another problem: the triangle of a mild one, the square of a grave one."""
        self._status = status
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The shape."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(2, 2, 14, 14), self._status)
