"""The words of a report in the form of 填报: a text beside last period's, saved when left or after a pause."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.entry.entries import Entries
from gui.entry.spots import Spot
from gui.kit import theme
from gui.kit.plain import PlainLabel, plain_tip

QUIET = 2000  # milliseconds without a key after which a text is saved
LAST_WIDTH = 158
LINES = 2
AROUND = 14  # pixels of frame and margins above and below the lines
TAKEN_OVER = "沿用上期"


class Words(QPlainTextEdit):
    """A text of a few lines that takes the room there is, and asks for no more than its least."""

    def sizeHint(self) -> QSize:
        """A few lines."""
        return QSize(200, self.minimumHeight())


class KeptWords(Words):
    """The words of one field of a cell, saved when left. What is being typed is never rewritten."""

    def __init__(self, entries: Entries, called: str, lines: int) -> None:
        super().__init__()
        self._entries = entries
        self._spot: Spot | None = None
        self.setTabChangesFocus(True)
        self.setAccessibleName(called)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + AROUND)
        self.quiet = QTimer(self)
        self.quiet.setSingleShot(True)
        self.quiet.setInterval(QUIET)
        self.quiet.timeout.connect(self.save)
        self.textChanged.connect(self.quiet.start)

    def show_spot(self, spot: Spot, *, writable: bool) -> None:
        """Show the words of a cell; what was typed for the one before is saved first."""
        if spot != self._spot or not writable:
            self.save()
        if spot != self._spot:
            self._spot = None
        self._lock(writable=writable)
        self._fill(spot)
        self._spot = spot

    def save(self) -> None:
        """Hand over what was typed, if it was."""
        self.quiet.stop()
        if self._spot is not None and not self.isReadOnly():
            text = self.toPlainText()
            if text.strip() != self._entries.text(self._spot).strip():
                self._entries.enter([(self._spot, text)])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field saves it."""
        super().focusOutEvent(event)
        self.save()

    def _lock(self, *, writable: bool) -> None:
        if self.isReadOnly() is writable:
            self.setReadOnly(not writable)
            self.setProperty("locked", not writable)
            self.style().unpolish(self)
            self.style().polish(self)

    def _fill(self, spot: Spot) -> None:
        """The text of a field, unless it is just being typed."""
        kept = self._entries.text(spot)
        busy = spot == self._spot and (self.quiet.isActive() or self.hasFocus())
        if not busy and self.toPlainText() != kept:
            self.blockSignals(True)  # nobody has typed it
            self.setPlainText(kept)
            self.blockSignals(False)


class WordsField(QWidget):
    """Words of several lines beside those of last period, which may be taken over; how many they are."""

    def __init__(self, entries: Entries, called: str, letter: str) -> None:
        super().__init__()
        self._last = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.edit = KeptWords(entries, called, LINES)
        label = _label(called, letter, self.edit)
        label.setObjectName("title")
        self.said = PlainLabel()
        self.said.setObjectName("hint")
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self.said)
        self._panel, self._when, self._words, self.take_over = self._last_panel()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self._panel)
        column.addLayout(head)
        column.addLayout(row)
        self.edit.textChanged.connect(self._count)

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in reading order."""
        return [self.edit, self.take_over]

    def show_last(self, last: str, when: str, *, writable: bool) -> None:
        """What stood there a period ago, and in which; no period, no panel. Comes behind the words of the cell."""
        self._last = last
        said, words = "", ""
        if when:
            said, words = f"上期（{when}）", last or "上期没有填写。"
        self._when.setText(said)
        if self._words.toPlainText() != words:
            self._words.setPlainText(words)
        self.take_over.setVisible(bool(last) and writable)
        self._panel.setVisible(bool(when))
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
        self.edit.save()

    def _last_panel(self) -> tuple[QFrame, QLabel, Words, QPushButton]:
        panel = QFrame()
        panel.setObjectName("last")
        panel.setFixedWidth(LAST_WIDTH)
        column = QVBoxLayout(panel)
        column.setContentsMargins(8, 0, 2, 2)
        column.setSpacing(0)
        head = QHBoxLayout()
        when, words = PlainLabel(), Words()
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


class NoteField(QWidget):
    """Words in one line beside their label; those that are longer are read in full in the tooltip."""

    def __init__(self, entries: Entries, called: str, letter: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.edit = KeptWords(entries, called, 1)
        self.edit.setMaximumHeight(self.edit.minimumHeight())
        self.edit.setLineWrapMode(KeptWords.LineWrapMode.NoWrap)
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit.document().contentsChanged.connect(lambda: self.edit.setToolTip(plain_tip(self.edit.toPlainText())))
        label = _label(called, letter, self.edit)
        label.setObjectName("title")
        row.addWidget(label)
        row.addWidget(self.edit, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


def _label(called: str, letter: str, edit: QWidget) -> QLabel:
    """A label whose key leads to its field."""
    label = PlainLabel(f"{called}(&{letter})")
    label.setBuddy(edit)
    return label


def _link(text: str, call: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("link")
    button.clicked.connect(lambda _=False: call())
    return button
