"""The block as it was pasted, with a choice above each column: what the column is."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.intake.table.model import BlockModel
from gui.intake.table.role_header import RoleHeader
from gui.intake.table.roles import corrected
from gui.kit import theme

_WIDEST = 260
_MEASURED = 60  # rows whose texts make the width; a block may have thousands


class BlockTable(QTableView):
    """Shows a block; `corrected` when the clerk said that a column is something else. `roles` are what they are.

    `header_wanted` when the clerk said that a row is the header; −1 where it is to be looked for again.
    """

    corrected = Signal()
    header_wanted = Signal(int)

    def __init__(self, options: type[StrEnum], several: Collection[StrEnum]) -> None:
        super().__init__()
        self.block = BlockModel()
        self.head = RoleHeader(self, options)
        self.roles: tuple[StrEnum, ...] = ()
        self._several = several
        self.setModel(self.block)
        self.setHorizontalHeader(self.head)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        self.setAccessibleName("粘贴的表")
        self.setObjectName("list")
        self.setMinimumHeight(self.head.sizeHint().height() + 3 * theme.ROW_HEIGHT)
        self.head.changed.connect(self._correct)
        self._add_actions()

    def show_block(self, rows: Sequence[Sequence[str]], first: int, roles: Sequence[StrEnum]) -> None:
        """Show a block whose table begins at row `first`, each column as wide as its choice and its texts need."""
        self.block.show(rows, ())
        self.roles = tuple(roles)
        self.head.show_roles(roles)
        for at, box in enumerate(self.head.boxes):
            shown = [" ".join(row[at].split()) for row in rows[first:_MEASURED]]
            longest = max(map(self.fontMetrics().horizontalAdvance, shown), default=0)
            least = box.sizeHint().width() + 4
            self.setColumnWidth(at, max(least, min(longest + 18, _WIDEST)))

    def _add_actions(self) -> None:
        """The menu of a row: it is the header, or the header is looked for again."""
        this, again = QAction("这一行是表头(&H)", self), QAction("重新认表头(&R)", self)
        this.setShortcut(QKeySequence("Ctrl+H"))
        this.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        this.triggered.connect(lambda: self._point(self.currentIndex().row()))
        again.triggered.connect(lambda: self._point(-1))
        self.addActions([this, again])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _point(self, row: int) -> None:
        if self.model().rowCount():
            self.header_wanted.emit(row)

    def _correct(self) -> None:
        chosen = self.head.roles
        if chosen == self.roles:
            return
        self.roles = corrected(chosen, self.roles, self._several, self.head.unused)
        for at, role in enumerate(self.roles):
            if role != chosen[at]:
                self.head.choose(at, role)
        self.corrected.emit()
