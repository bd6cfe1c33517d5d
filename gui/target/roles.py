"""What a row that shows a target answers besides its text."""

from PySide6.QtCore import Qt

_FIRST = Qt.ItemDataRole.UserRole + 1
STATUS_ROLE = _FIRST
BAR_ROLE = _FIRST + 1
TARGET_ROLE = _FIRST + 2
COUNTS_ROLE = _FIRST + 3
ADJUSTED_ROLE = _FIRST + 4
