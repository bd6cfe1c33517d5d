"""The words of a report in the form of 填报: a text beside last period's, saved when left or after a pause."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.entry.entries import Entries
from gui.entry.spots import Spot
from gui.kit import theme

QUIET = 2000  # milliseconds without a key after which a text is saved
LAST_WIDTH = 158
LINES = 2
TAKEN_OVER = "沿用上期"


class Words(QPlainTextEdit):
    """A text of a few lines that takes the room there is, and asks for no more than its least."""

    def sizeHint(self) -> QSize:
        """A few lines."""
        return QSize(200, self.minimumHeight())


class WordsField(QWidget):
    """One of 进展情况, 存在问题, 下一步措施. What is being typed is never rewritten."""

    def __init__(self, entries: Entries, title: str, field: str) -> None:
        super().__init__()
        self._entries = entries
        self._field = field
        self._spot: Spot | None = None
        self._last = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = QLabel(title)
        self._label.setObjectName("title")
        self.said = QLabel()
        self.said.setObjectName("hint")
        head = QHBoxLayout()
        head.addWidget(self._label, 1)
        head.addWidget(self.said)
        self.edit = Words()
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(title.split("(", maxsplit=1)[0])
        self._label.setBuddy(self.edit)
        lines = self.edit.fontMetrics().lineSpacing() * LINES + 14
        self.edit.setMinimumHeight(lines)
        self.edit.installEventFilter(self)
        self._panel, self._when, self._words, self.take_over = self._last_panel()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self._panel)
        column.addLayout(head)
        column.addLayout(row)
        self.quiet = QTimer(self)
        self.quiet.setSingleShot(True)
        self.quiet.setInterval(QUIET)
        self.quiet.timeout.connect(self.save)
        self.edit.textChanged.connect(self._typed)

    def show_spot(self, spot: Spot, last: str, when: str, *, writable: bool) -> None:
        """Show a target's text; what was typed for the one before is saved first."""
        if spot != self._spot or not writable:
            self.save()
        if spot != self._spot:
            self._spot = None
        self._last = last
        self._show_last(last, when, writable=writable)
        self._lock(writable=writable)
        self._fill(spot)
        self._spot = spot
        self._count()

    def _show_last(self, last: str, when: str, *, writable: bool) -> None:
        """What stood there a period ago, and in which; no period, no panel."""
        said, words = "", ""
        if when:
            said, words = f"上期（{when}）", last or "上期没有填写。"
        self._when.setText(said)
        if self._words.toPlainText() != words:
            self._words.setPlainText(words)
        self.take_over.setVisible(bool(last) and writable)
        self._panel.setVisible(bool(when))

    def _lock(self, *, writable: bool) -> None:
        if self.edit.isReadOnly() is writable:
            self.edit.setReadOnly(not writable)
            self.edit.setProperty("locked", not writable)
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def _fill(self, spot: Spot) -> None:
        """The text of a field, unless it is just being typed."""
        kept = self._entries.text(spot)
        busy = spot == self._spot and (self.quiet.isActive() or self.edit.hasFocus())
        if not busy and self.edit.toPlainText() != kept:
            self.edit.blockSignals(True)  # nobody has typed it
            self.edit.setPlainText(kept)
            self.edit.blockSignals(False)

    def save(self) -> None:
        """Hand over what was typed, if it was."""
        self.quiet.stop()
        if self._spot is not None and not self.edit.isReadOnly():
            text = self.edit.toPlainText()
            if text.strip() != self._entries.text(self._spot).strip():
                self._entries.enter([(self._spot, text)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field saves it."""
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.save()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self.quiet.start()
        self._count()

    def _count(self) -> None:
        text = self.edit.toPlainText().strip()
        said = f"{len(text)} 字"
        if text and text == self._last.strip():
            said = f"{TAKEN_OVER} · {said}"
        self.said.setText(said)

    def _take_over(self) -> None:
        self.edit.setPlainText(self._last)
        self.edit.setFocus()
        self.save()

    def _last_panel(self) -> tuple[QFrame, QLabel, Words, QPushButton]:
        panel = QFrame()
        panel.setObjectName("last")
        panel.setFixedWidth(LAST_WIDTH)
        column = QVBoxLayout(panel)
        column.setContentsMargins(8, 0, 2, 2)
        column.setSpacing(0)
        head = QHBoxLayout()
        when, words = QLabel(), Words()
        when.setObjectName("hint")
        words.setReadOnly(True)
        words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        words.setAccessibleName(f"上期{self.edit.accessibleName()}")
        words.document().setDocumentMargin(0)
        words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.setMinimumHeight(QFontMetrics(theme.font(theme.SMALL_PX)).lineSpacing() * LINES + 5)
        take_over = _link("用上期", self._take_over)
        head.addWidget(when, 1)
        head.addWidget(take_over)
        column.addLayout(head)
        column.addWidget(words, 1)
        return panel, when, words, take_over


def _link(text: str, call: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("link")
    button.clicked.connect(lambda _=False: call())
    return button
