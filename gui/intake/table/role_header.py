"""The head of a table with a choice above each column: what the column is."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView

_EDGE = 3
_MOST_SHOWN = 20  # what a small screen has room for; the rest is scrolled


class RoleHeader(QHeaderView):
    """One drop-down a column; `changed` when the clerk corrected one."""

    changed = Signal()

    def __init__(self, table: QTableView, options: type[StrEnum]) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._options = tuple(options)
        self.boxes: list[QComboBox] = []
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionResized.connect(self._place)
        self.geometriesChanged.connect(self._place)
        self._bar = table.horizontalScrollBar()
        self._bar.valueChanged.connect(self._place)

    @property
    def roles(self) -> tuple[StrEnum, ...]:
        """What the columns are, as chosen."""
        return tuple(self._options[box.currentIndex()] for box in self.boxes)

    @property
    def unused(self) -> StrEnum:
        """The choice that a column is not used: the first."""
        return self._options[0]

    def show_roles(self, roles: Sequence[StrEnum]) -> None:
        """Make a choice above each column."""
        for box in self.boxes:
            box.hide()  # it is deleted later, and until then would lie over the new one
            box.deleteLater()
        self.boxes = [self._box(i, role) for i, role in enumerate(roles)]
        self.updateGeometry()
        self._place()

    def choose(self, at: int, role: StrEnum) -> None:
        """Show another role above a column, without saying that it changed."""
        self.boxes[at].blockSignals(True)
        self.boxes[at].setCurrentIndex(self._options.index(role))
        self.boxes[at].blockSignals(False)

    def sizeHint(self) -> QSize:
        """High enough for the choices."""
        size = super().sizeHint()
        high = max((box.sizeHint().height() for box in self.boxes), default=0) + 2 * _EDGE
        return QSize(size.width(), max(size.height(), high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the choices above their columns."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A choice that gets the focus comes into view; the wheel only turns the one that has it."""
        if event.type() == QEvent.Type.FocusIn and watched in self.boxes:
            self._bring(self.boxes.index(watched))
        elif event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _bring(self, at: int) -> None:
        left, wide = self.sectionPosition(at), self.viewport().width()
        right = left + self.sectionSize(at)
        if left < self.offset():
            self._bar.setValue(left)
        elif right > self.offset() + wide:
            self._bar.setValue(min(left, right - wide))

    def _box(self, at: int, role: StrEnum) -> QComboBox:
        box = QComboBox(self.viewport())
        box.addItems([r.value for r in self._options])
        box.setMaxVisibleItems(min(len(self._options), _MOST_SHOWN))
        box.setCurrentIndex(self._options.index(role))
        box.setAccessibleName(f"第{at + 1}列是什么")
        box.setToolTip("这一列是什么；不对可以改")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)
        box.currentIndexChanged.connect(self.changed)
        box.show()
        return box

    def _place(self) -> None:
        for at, box in enumerate(self.boxes):
            if at < self.count():
                wide = self.sectionSize(at)
                box.setGeometry(
                    self.sectionViewportPosition(at) + 2, _EDGE, max(wide - 4, 0), max(self.height() - 2 * _EDGE, 0)
                )
