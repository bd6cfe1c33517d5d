"""Finds fields that the wheel turns though they have no focus: everything in view that has a wheel of its own."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)

NOTCHES = (-120, 120)


def turned(root):
    """Fields without the focus that a notch of the wheel changed or brought the focus to, each as a line."""
    found = []
    for field in root.findChildren(QWidget):
        if _has_a_wheel(field) and field.isVisible() and not field.hasFocus():
            found += _turned(field)
    return found


def _has_a_wheel(widget):
    if isinstance(widget, QScrollBar):
        return False
    return isinstance(widget, QAbstractSpinBox | QComboBox | QTabBar | QAbstractSlider)


def _turned(field):
    for notch in NOTCHES:
        before = _state(field)
        roll(field, notch)
        if _state(field) != before:
            return [f"turned by the wheel: {field.accessibleName() or type(field).__name__} {before} → {_state(field)}"]
    return []


def roll(widget, notch):
    """One notch of the wheel for this widget alone: what it leaves goes to no other."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, notch), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def _state(field):
    match field:
        case QComboBox():
            return field.currentIndex(), field.hasFocus()
        case QTabBar():
            return field.currentIndex(), field.hasFocus()
        case QAbstractSpinBox():
            return field.text(), field.hasFocus()
        case _:
            return field.value(), field.hasFocus()
