"""The grid's view: Excel's keys (screens.md §4); the place is never lost."""

from collections.abc import Iterator

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QTableView, QWidget

from gui.entry.grid.blocks import COMPUTED_SAID, Blocks
from gui.entry.grid.cells import TITLES, Column, LineKind
from gui.entry.grid.columns import GridHeader
from gui.entry.grid.delegate import EntryDelegate
from gui.entry.grid.folds import Folds
from gui.entry.grid.model import EntryModel
from gui.kit import theme

Index = QModelIndex | QPersistentModelIndex
_BLOCK_KEYS = {
    Qt.Key.Key_C: Blocks.copy,
    Qt.Key.Key_X: Blocks.cut,
    Qt.Key.Key_V: Blocks.paste,
    Qt.Key.Key_D: Blocks.fill_down,
}
_ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class EntryView(QTableView):
    """The grid. `moved` follows the cursor; `said` is a line for the status bar."""

    moved = Signal(object)
    unlock_wanted = Signal()
    copy_wanted = Signal()
    form_wanted = Signal()
    said = Signal(str)

    def __init__(self, model: EntryModel) -> None:
        super().__init__()
        self.grid = model
        self.blocks = Blocks(self)
        self.folds = Folds(self)
        self.nothing = ""  # what stands in the grid while no row does
        self._anchor = QPersistentModelIndex()
        self._extending = False
        delegate = EntryDelegate(self)
        delegate.folded = self.folds.folded
        delegate.left.connect(self._editor_left)
        self.setHorizontalHeader(GridHeader(self))
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("填报表格")
        model.modelReset.connect(self.span_groups)
        self.span_groups()

    def span_groups(self) -> None:
        """A task's name goes over the whole width; what was folded is so again."""
        self.clearSpans()
        for row in self.grid.groups():
            self.setSpan(row, 0, 1, len(TITLES))
        self.folds.apply()

    def go(self, index: QModelIndex, *, extend: bool = False) -> None:
        """Move the cursor; with `extend` the selection grows from where it began."""
        if not index.isValid():
            return
        if self.isRowHidden(index.row()):
            self.folds.fold(index.row(), away=False)
        if extend and self._anchor.isValid():
            self._extending = True
            block = QItemSelection(self.grid.index(self._anchor.row(), self._anchor.column()), index)
            self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._extending = False
        else:
            # not setCurrentIndex: with Ctrl held that would add to the selection, and Del clear both
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def step(self, *, back: bool = False) -> None:
        """Enter: down, or up, in the same column."""
        self.go(self._beside(-1 if back else 1, 0))

    def next_entry(self, *, back: bool = False) -> bool:
        """Tab: the next cell that is typed into; False at the end, where Tab leaves the grid."""
        current = self.currentIndex()
        cells = list(self.entry_cells())
        at = (current.row(), current.column())
        following = [c for c in cells if (c < at if back else c > at)] if current.isValid() else cells
        if not following:
            return False
        self.go(self.grid.index(*(following[-1] if back else following[0])))
        return True

    def next_open(self, *, back: bool = False) -> None:
        """F3: the next 待填 or problem, round and round."""
        here = self.currentIndex().row()
        rows = [r for r in range(self.grid.rowCount()) if self.grid.needs_attention(r)]
        if not rows:
            self.said.emit("没有待填和有提醒的格子了。")
            return
        after = [r for r in rows if (r < here if back else r > here)]
        edge = rows[-1] if back else rows[0]
        row = (after[-1] if back else after[0]) if after else edge
        self.go(self.grid.index(row, Column.VALUE))

    def next_target(self, *, back: bool = False) -> None:
        """The next target's 本期值."""
        here = self.currentIndex().row()
        rows = range(here - 1, -1, -1) if back else range(here + 1, self.grid.rowCount())
        row = next((r for r in rows if self.grid.line(r).kind is LineKind.MAIN and not self.isRowHidden(r)), -1)
        self.go(self.grid.index(row, Column.VALUE))

    def finish_editing(self) -> None:
        """Hand over what stands in an open editor, before anything moves under it."""
        editor = self._editor()
        if editor is not None and self.state() == QAbstractItemView.State.EditingState:
            self.commitData(editor)
            self.closeEditor(editor, EntryDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Excel's keys; everything else opens the editor or goes to the window."""
        key, held = event.key(), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if held & Qt.KeyboardModifier.AltModifier:
            if key == Qt.Key.Key_Down and self.grid.choices_at(self.currentIndex()):
                self._edit()
            else:
                event.ignore()
        elif (
            self.folds.key(key, control=control)
            or self._moves(key, control=control, shift=shift)
            or self._acts(key, control=control, shift=shift)
        ):
            event.accept()
        elif control or not event.text().isprintable() or not event.text() or self.may_type(self.currentIndex()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a task folds it; the cursor stays."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.grid.line(index.row()).kind is LineKind.GROUP:
            self.finish_editing()
            self.folds.turn(index.row())
            event.accept()
        else:
            super().mousePressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 -- Qt's name
        """Typing overwrites; it does not search."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 -- Qt's name and form
        """Tab goes to the next entry cell, and out of the grid after the last."""
        return self.next_entry(back=not forward) or super().focusNextPrevChild(forward)

    def edit(self, index: Index, trigger: object = None, event: object = None) -> bool:  # type: ignore[override]
        """Open an editor; a list opens at once, a refused cell says why."""
        if trigger is None:
            super().edit(index)
            return True
        if trigger == QAbstractItemView.EditTrigger.DoubleClicked and not self.may_type(self.currentIndex()):
            return False
        return bool(super().edit(index, trigger, event))  # type: ignore[call-overload]

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 -- Qt's name
        """Follow the cursor; whole rows are painted anew."""
        super().currentChanged(current, previous)
        if not self._extending:
            self._anchor = QPersistentModelIndex(current)
        self.viewport().update()
        self.moved.emit(current)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, or why there are none."""
        super().paintEvent(event)
        if not self.grid.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.TEXT2))
            box = self.viewport().rect().adjusted(theme.PADDING, 0, -theme.PADDING, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cursor stays in view where something comes up below the grid."""
        seen = QRect(QPoint(0, 0), event.oldSize()).intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        if seen and event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def _moves(self, key: int, *, control: bool, shift: bool) -> bool:
        current = self.currentIndex()
        if key in _ARROWS:
            down, right = _ARROWS[Qt.Key(key)]
            target = self._edge(down, right) if control else self._beside(down, right)
            self.go(target, extend=shift)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = key == Qt.Key.Key_End
            columns = self.columns()
            row = self._edge_row(1 if last else -1) if control else current.row()
            column = Column.VALUE if control else columns[-1 if last else 0]
            self.go(self.grid.index(row, column), extend=shift)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and not control:
            page = max(1, self.viewport().height() // max(1, self.rowHeight(0)) - 1)
            self.go(self._beside(page if key == Qt.Key.Key_PageDown else -page, 0), extend=shift)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(back=shift)
        elif key == Qt.Key.Key_F3:
            self.next_open(back=shift)
        else:
            return False
        return True

    def _acts(self, key: int, *, control: bool, shift: bool) -> bool:
        if control and not shift and key in _BLOCK_KEYS:
            _BLOCK_KEYS[Qt.Key(key)](self.blocks)
        elif key == Qt.Key.Key_F2:
            self._edit()
        elif key == Qt.Key.Key_F4:
            self.form_wanted.emit()
        elif key == Qt.Key.Key_Delete:
            self.blocks.clear()
        elif key == Qt.Key.Key_Backspace:
            self._edit(empty=True)
        elif key == Qt.Key.Key_Escape:
            self.go(self.currentIndex())
        else:
            return False
        return True

    def _edit(self, *, empty: bool = False) -> None:
        """F2 and Alt+Down: the editor with the cursor behind the text, a list opened."""
        index = self.currentIndex()
        if not self.may_type(index):
            return
        if self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)
        editor = self._editor()
        if isinstance(editor, QLineEdit):
            editor.deselect()
            editor.end(False)
            if empty:
                editor.clear()
        elif isinstance(editor, QComboBox):
            editor.showPopup()

    def may_type(self, index: Index) -> bool:
        """Whether a cell takes text; says why where it does not."""
        entries = self.grid.entries
        if not index.isValid() or self.grid.line(index.row()).kind is LineKind.GROUP:
            return False
        if self.grid.spot_at(index) is None:
            self.said.emit(COMPUTED_SAID)
            return False
        if entries.session.read_only:
            self.said.emit(entries.session.read_only)
            self.copy_wanted.emit()
            return False
        if entries.closed:
            self.unlock_wanted.emit()
            return False
        return True

    def columns(self) -> list[Column]:
        """The columns in view."""
        return [c for c in Column if not self.isColumnHidden(c)]

    def entry_cells(self) -> Iterator[tuple[int, int]]:
        """Rows and columns of every cell that is typed into, in reading order."""
        words = not self.isColumnHidden(Column.TEXT)
        for row in range(self.grid.rowCount()):
            line = self.grid.line(row)
            if self.isRowHidden(row):
                continue
            if line.field:
                yield row, Column.VALUE
            if words and line.kind is LineKind.MAIN:
                yield row, Column.TEXT

    def _editor(self) -> QWidget | None:
        """The open editor; one that was closed is hidden, and may not be gone yet."""
        found = [w for w in self.viewport().children() if isinstance(w, QWidget) and not w.isHidden()]
        return next((w for w in found if w.property("filled") is not None), None)

    def _beside(self, down: int, right: int) -> QModelIndex:
        """The cell some rows or columns on; tasks are passed over."""
        current = self.currentIndex()
        columns = self.columns()
        if not current.isValid():
            return self.grid.index(self._edge_row(-1), Column.VALUE)
        at = columns.index(Column(current.column())) if current.column() in columns else 0
        column = columns[max(0, min(len(columns) - 1, at + right))]
        row, passed, wanted = current.row(), 0, abs(down)
        for r in range(row + 1, self.grid.rowCount()) if down > 0 else range(row - 1, -1, -1):
            if passed == wanted:
                break
            if self.folds.stops(r):
                row, passed = r, passed + 1
        return self.grid.index(row, column)

    def _edge(self, down: int, right: int) -> QModelIndex:
        """Ctrl and an arrow: the edge of the filled cells, else the next filled one, as in Excel."""
        current = self.currentIndex()
        if right:
            columns = self.columns()
            return self.grid.index(current.row(), columns[-1 if right > 0 else 0])
        rows = range(current.row() + 1, self.grid.rowCount()) if down > 0 else range(current.row() - 1, -1, -1)
        lines = [r for r in rows if self.folds.stops(r)]
        filled = [self._filled(r, current.column()) for r in lines]
        if not lines:
            return current
        if filled[0] and self._filled(current.row(), current.column()):
            end = filled.index(False) - 1 if False in filled else -1
        else:
            end = filled.index(True) if True in filled else -1
        return self.grid.index(lines[end], current.column())

    def _filled(self, row: int, column: int) -> bool:
        return bool(self.grid.data(self.grid.index(row, column), Qt.ItemDataRole.EditRole))

    def _edge_row(self, way: int) -> int:
        """The first or last row with a figure to type."""
        rows = [r for r in range(self.grid.rowCount()) if self.grid.line(r).field and not self.isRowHidden(r)]
        return rows[-1 if way > 0 else 0] if rows else -1

    def _editor_left(self, key: int, back: bool) -> None:
        self.setFocus()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(back=back)
        elif key == Qt.Key.Key_Tab:
            self.next_entry(back=back)
        elif key == Qt.Key.Key_F3:
            self.next_open(back=back)
        elif key == Qt.Key.Key_F4:
            self.form_wanted.emit()
