"""The keys of the form: Esc and F4 back to the grid, Ctrl+↓ to the next target, Ctrl+Enter breaks a line."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# not by a click, which is where one looks, nor when the window comes back, which moves nothing
_LED_BY = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    }
)


class FormKeys(QObject):
    """Watches the fields of a form; `typing_refused` says that a key was typed into a locked text.

    `entered` names a field that a key or the program led to, which may be out of view.
    """

    grid_wanted = Signal()
    next_wanted = Signal()
    typing_refused = Signal()
    entered = Signal(QWidget)

    def watch(self, fields: Iterable[QWidget]) -> None:
        """Take the keys of these fields before they do."""
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key of a field, or leave it to the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._takes(watched, event):
            return True
        led_to = isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _LED_BY
        if led_to and isinstance(watched, QWidget):
            self.entered.emit(watched)
        return super().eventFilter(watched, event)

    def _takes(self, watched: QObject, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
            self.grid_wanted.emit()
            return True
        if control and event.key() == Qt.Key.Key_Down:
            self.next_wanted.emit()
            return True
        return isinstance(watched, QPlainTextEdit) and self._takes_in_text(watched, event, control=control)

    def _takes_in_text(self, text: QPlainTextEdit, event: QKeyEvent, *, control: bool) -> bool:
        writes = bool(event.text()) and event.text().isprintable() and not control
        if text.isReadOnly() and writes:
            self.typing_refused.emit()
            return True
        if control and event.key() in _ENTER:
            text.insertPlainText("\n")
            return True
        return False
