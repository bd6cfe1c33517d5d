"""The head of a table with a choice above each column: what the column is."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView

from models.table_columns import Role

_OPTIONS = tuple(Role)
_EDGE = 3


class RoleHeader(QHeaderView):
    """One drop-down a column; `changed` when the clerk corrected one."""

    changed = Signal()

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.boxes: list[QComboBox] = []
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionResized.connect(self._place)
        self.geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)

    @property
    def roles(self) -> tuple[Role, ...]:
        """What the columns are, as chosen."""
        return tuple(_OPTIONS[box.currentIndex()] for box in self.boxes)

    def show_roles(self, roles: Sequence[Role]) -> None:
        """Make a choice above each column."""
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = [self._box(i, role) for i, role in enumerate(roles)]
        self.updateGeometry()
        self._place()

    def choose(self, at: int, role: Role) -> None:
        """Show another role above a column, without saying that it changed."""
        self.boxes[at].blockSignals(True)
        self.boxes[at].setCurrentIndex(_OPTIONS.index(role))
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

    def _box(self, at: int, role: Role) -> QComboBox:
        box = QComboBox(self.viewport())
        box.addItems([r.value for r in _OPTIONS])
        box.setMaxVisibleItems(len(_OPTIONS))
        box.setCurrentIndex(_OPTIONS.index(role))
        box.setAccessibleName(f"第{at + 1}列是什么")
        box.setToolTip("这一列是什么；不对可以改")
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
