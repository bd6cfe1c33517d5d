"""The one dialog around form rows: what is wrong stands above 保存 and 取消; what was typed stays until written."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.disk import log
from db.ledger.store import Store
from gui.kit import ask, theme
from gui.kit.fields import FieldProblem, FormRows
from gui.kit.plain import PlainLabel, as_title
from gui.session.reasons import act_for_reason
from gui.session.session import Session

_WIDTH, _HIGHEST, _AROUND = 720, 660, 60  # the usual width, the most height, what a title bar and a task bar take


class FormDialog(QDialog):
    """A form that scrolls where the screen is low. Subclasses fill `rows`, then `fit`, and write in `submit`.

    `first` is the row that has the cursor when it opens, else the uppermost.
    """

    first = ""

    def __init__(self, parent: QWidget, session: Session, title: str, *, save: str = "保存") -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(as_title(f"{title} — 要点通"))
        self.rows = FormRows()
        self.head = PlainLabel()
        self.problem = PlainLabel()
        self.save_button, self.cancel_button = QPushButton(save), QPushButton("取消")
        self.made: Any = None
        self._writing = False
        self._opened: dict[str, str] = {}  # empty until it is shown
        self._lay_out()
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)

    @property
    def writing(self) -> bool:
        """Whether nobody knows yet if what was typed is on disk."""
        return self._writing

    def submit(self) -> None:
        """Read the rows and `act`; raises FieldProblem where something cannot be used."""
        raise TypeError(self)

    def save(self) -> None:
        """Write what was typed, or say why not and go there."""
        try:
            self.submit()
        except FieldProblem as problem:
            name = self.rows.name(problem.key) if problem.key else ""
            where = "" if name in str(problem) else f"“{name}”："
            self.say(f"没有保存。{where}{problem}。")
            to = problem.key or next(iter(self.rows.fields))
            log.refused(f"form-{to}")
            self._go_to(to)

    def act(self, action: Callable[[Store], Any]) -> None:
        """Write; the dialog stays open until it is on disk, and `made` is then what the action returned."""

        def work(store: Store) -> None:
            self.made = action(store)

        self._wait()
        self.session.act(work, done=self.accept, failed=self.say)

    def act_for_reason(self, action: Callable[[Store, str], Any]) -> None:
        """The same for what may alter a closed period: the reason is asked for where it does."""

        def work(store: Store, reason: str) -> None:
            self.made = action(store, reason)

        self._wait()
        act_for_reason(self, self.session, work, lambda _: self.accept(), self.say)

    def say(self, sentence: str) -> None:
        """What is wrong; the form can be saved again."""
        self.save_button.setEnabled(not self.session.read_only)
        self._writing = False
        before = self.sizeHint().height()
        self.problem.setText(sentence)
        self.problem.show()
        more = self.sizeHint().height() - before
        self.resize(self.width(), min(self.height() + max(more, 0), max(self.height(), self._highest())))

    def renew(self, key: str, value: Any) -> None:
        """Show what the ledger says of a row now, unless something was typed into it."""
        field = self.rows.fields[key]
        if self._opened and field.text != self._opened[key]:
            return
        field.show(value)
        if self._opened:
            self._opened[key] = field.text

    def fit(self, width: int = _WIDTH) -> None:
        """As high as the rows want and the screen has."""
        self.ensurePolished()
        self._inside.ensurePolished()
        layout, bar = self._inner, self._area.verticalScrollBar().sizeHint().width()
        for inner in (self.rows.layout(), layout):
            if inner is not None:
                inner.invalidate()
                inner.activate()
        least = layout.minimumSize().width() + bar + 2
        width = max(width, least)
        self._area.setMinimumWidth(least)
        rest = self.sizeHint().height() - self._area.sizeHint().height()
        high = max(layout.totalHeightForWidth(width - bar), layout.totalSizeHint().height())
        wanted = high + rest + 4
        self.resize(width, min(wanted, _HIGHEST, self._highest()))

    def showEvent(self, event: QShowEvent) -> None:
        """Remember what stood there when it opened."""
        super().showEvent(event)
        if not self._opened:
            self._opened = self.rows.typed()
            self._go_to(self.first or next(iter(self.rows.fields)))

    def reject(self) -> None:
        """取消 and Esc; what was typed is only given up on purpose, and not while it is being written."""
        if self._writing:
            return
        if (
            self._opened in ({}, self.rows.typed())
            or ask.choose(self, "填的内容还没有保存，关掉就没有了。", ["不保存，关掉", "接着填"]) == 0
        ):
            super().reject()

    def _wait(self) -> None:
        """Nothing is saved or given up until it is known whether it is on disk."""
        self._writing = True
        self.save_button.setEnabled(False)

    def _go_to(self, key: str) -> None:
        self.rows.point_at(key)
        self._area.ensureWidgetVisible(self.rows.fields[key].widget)

    def _highest(self) -> int:
        return self.screen().availableGeometry().height() - _AROUND

    def _lay_out(self) -> None:
        self._inside = QWidget()
        inner = self._inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self.head.setWordWrap(True)
        self.head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.head.setContentsMargins(theme.PADDING, theme.GAP, theme.PADDING, 0)
        self.head.hide()
        inner.addWidget(self.head)
        inner.addWidget(self.rows)
        inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.problem.setObjectName("refusal")
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        self.problem.hide()
        self.save_button.setObjectName("accent")
        self.save_button.setDefault(True)
        self.save_button.setEnabled(not self.session.read_only)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.PADDING)
        column.addWidget(self._area, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
