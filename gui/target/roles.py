"""What a row that shows a target answers besides its text."""

from PySide6.QtCore import Qt

STATUS_ROLE, BAR_ROLE, TARGET_ROLE, COUNTS_ROLE, ADJUSTED_ROLE = (Qt.ItemDataRole.UserRole + i for i in range(1, 6))
