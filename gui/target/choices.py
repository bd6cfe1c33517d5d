"""The list of stages or states in a cell: chosen by Alt+↓, by arrows, or by typing how a choice begins."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from gui.session.search import initials

PAUSE = 1000  # milliseconds after which typing begins anew


class Choices(QComboBox):
    """A list with an empty first entry; typed characters or pinyin initials choose the first that begins so.

    `unmatched` is what was typed last and begins none of them, empty once one is chosen.
    """

    def __init__(self, parent: QWidget, offered: Sequence[str]) -> None:
        super().__init__(parent)
        self.addItems(["", *offered])
        self.setStyleSheet("combobox-popup: 0")  # a list below the cell: over it, Qt's is too low and cuts a choice
        self.setMaxVisibleItems(self.count())
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._typed = self.unmatched = ""
        self._since = QElapsedTimer()
        self.currentIndexChanged.connect(lambda _: self._forget())
        self.activated.connect(lambda _: self._forget())  # the one that stood there may be chosen again

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Characters choose, Del and Backspace empty."""
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._typed = self.unmatched = ""
            self.setCurrentIndex(0)
        elif event.text().strip() and event.text().isprintable() and not held:
            self._search(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Characters from an input method choose too."""
        if event.commitString().strip():
            self._search(event.commitString().strip())
        event.accept()

    def _search(self, text: str) -> None:
        fresh = not self._since.isValid() or self._since.hasExpired(PAUSE)
        so_far = self._typed
        if fresh:
            so_far = self.unmatched = ""
        self._typed = so_far + text
        self._since.restart()
        at = self._first(self._typed)
        if at < 0:
            self._typed = text
            at = self._first(text)
        if at >= 0:
            self.unmatched = ""
            self.setCurrentIndex(at)
        else:
            self.unmatched = (self.unmatched or so_far) + text

    def _forget(self) -> None:
        self.unmatched = ""

    def _first(self, typed: str) -> int:
        """The first choice that begins as typed, -1 where none does."""
        for at in range(1, self.count()):
            offered = self.itemText(at)
            if offered.startswith(typed) or any(i.startswith(typed.lower()) for i in initials(offered)):
                return at
        return -1
