"""Keys of a window or of a part of it."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def shortcut(owner: QWidget, keys: str | QKeySequence.StandardKey, call: Callable[[], object]) -> QAction:
    """A key of the whole window."""
    action = QAction(owner)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _=False: call())
    owner.addAction(action)
    return action
