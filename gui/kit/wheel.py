"""The wheel turns a field only while it has the focus; over any other the page scrolls, and nothing changes."""

from functools import cache

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QTabBar

Turned = QComboBox | QAbstractSpinBox | QTabBar


class _Still(QObject):
    """Leaves the wheel of a field without the focus to what the field lies in."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Not heard by the field and not accepted: Qt goes on with what holds it."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, Turned) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


@cache
def _still() -> _Still:
    return _Still()


def turn_only_focused(*fields: Turned) -> None:
    """The wheel neither turns these fields nor brings the focus to them; a click or a key does that."""
    for field in fields:
        if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(_still())
