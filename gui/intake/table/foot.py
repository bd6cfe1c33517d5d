"""Below a block: what will be written of it, the way to the next doubt, and the buttons."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.kit import theme
from gui.kit.plain import PlainLabel


class BlockFoot(QWidget):
    """A summary, and on the button what it writes."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = PlainLabel()
        self.next_button = QPushButton("下一处请核对(&N)")
        self.write_button, self.cancel_button = QPushButton("写入"), QPushButton("取消")
        self._offered = ""
        self.next_button.setToolTip("下一处请核对（F3），上一处（Shift+F3）")
        self.write_button.setObjectName("accent")
        self.write_button.setDefault(True)
        self.summary.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.summary, 1)
        for button in (self.next_button, self.write_button, self.cancel_button):
            row.addWidget(button)

    @property
    def written(self) -> str:
        """What was offered, once it is on disk."""
        return f"已写入 {self._offered}"

    def offer(self, what: str, *, possible: bool) -> None:
        """Say on the button what will be written, as "54 项"; it can be pressed where that is possible."""
        self._offered = what
        self.write_button.setText(f"写入 {what}")
        self.write_button.setEnabled(possible)
