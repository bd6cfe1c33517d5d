"""The head of the form: whose figures these are, what kind, and how they stand; a long name takes further lines."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from gui.kit import theme
from gui.kit.plain import PlainLabel
from gui.target.light import StatusLight
from models.judging.statuses import Status

NOTHING = "请在左边选一项指标"


class FormTitle(QWidget):
    """Name, kind and light in one line; where that has no room the name wraps and the kind stands below."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.PADDING, 6, theme.PADDING, 6)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(0)
        self.name, self.kind, self._light = PlainLabel(NOTHING), PlainLabel(), StatusLight()
        self._light.setContentsMargins(0, 0, 3, 1)
        self._light.hide()
        self.name.setObjectName("target")
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.kind.setObjectName("hint")
        self.fold = QPushButton("收起")
        self.fold.setObjectName("link")
        self.fold.setToolTip("收起表单（F4 或 Esc）")
        self._grid.addWidget(self._light, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.fold, 0, 3, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(1, 1)
        self._place()

    def show_target(self, name: str, kind: str, status: Status, word: str) -> None:
        """Show another target: its name, its unit, kind and lead unit in one text, and its light."""
        self.name.setText(name)
        self.kind.setText(kind)
        self._light.show_status(status, word)
        self._light.show()
        self._place()

    def show_nothing(self) -> None:
        """Say that no target is chosen, and where to choose one."""
        self.name.setText(NOTHING)
        self.kind.setText("")
        self._light.hide()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another arrangement."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        beside = 0
        for widget in (self._light, self.fold):
            if not widget.isHidden():
                beside += widget.sizeHint().width() + theme.GAP
        name = QFontMetrics(theme.bold(theme.TARGET_PX)).horizontalAdvance(self.name.text())
        kind = QFontMetrics(theme.font(theme.SMALL_PX)).horizontalAdvance(self.kind.text())
        one_line = name + kind + 2 * theme.GAP <= self.width() - beside - 2 * theme.PADDING
        self.name.setWordWrap(not one_line)
        self._grid.removeWidget(self.name)
        self._grid.removeWidget(self.kind)
        if one_line:
            self._grid.addWidget(self.name, 0, 0)
            self._grid.addWidget(self.kind, 0, 1)
        else:
            self._grid.addWidget(self.name, 0, 0, 1, 2)
            self._grid.addWidget(self.kind, 1, 0, 1, 4)
