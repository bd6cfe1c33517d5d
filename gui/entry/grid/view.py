"""The grid's view: Excel's keys (screens.md §4); the place is never lost."""

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

from gui.entry.entries import drop_refused
from gui.entry.grid.blocks import COMPUTED_SAID, Blocks
from gui.entry.grid.columns import GridHeader
from gui.entry.grid.cursor import ENTER, GridCursor
from gui.entry.grid.delegate import EntryDelegate
from gui.entry.grid.folds import Folds
from gui.entry.grid.lines import TITLES, GridColumn, GridLineKind
from gui.entry.grid.model import EntryModel
from gui.entry.grid.moves import At
from gui.entry.grid.table import TableInView
from gui.kit import theme
from models.plan.entities import Target

Index = QModelIndex | QPersistentModelIndex
_BLOCK_KEYS = {
    Qt.Key.Key_C: Blocks.copy,
    Qt.Key.Key_X: Blocks.cut,
    Qt.Key.Key_V: Blocks.paste,
    Qt.Key.Key_D: Blocks.fill_down,
}


class EntryView(QTableView):
    """The grid. `moved` follows the cursor; `said` is a line for the status bar."""

    moved = Signal(object)
    copy_wanted = Signal()
    form_wanted = Signal()
    said = Signal(str)

    def __init__(self, model: EntryModel) -> None:
        super().__init__()
        self.grid = model
        self.folds = Folds(model, self)
        table = TableInView(model, self.folds, self.isRowHidden, self.isColumnHidden)
        self.grid_cursor = GridCursor(table, self._here, self._go_to)
        self.blocks = Blocks(model, table, self)
        self._connect_parts()
        self.nothing = ""  # what stands in the grid while no row does
        self._anchor = QPersistentModelIndex()
        self._extending = False
        self.setHorizontalHeader(GridHeader(self))
        self.setModel(model)
        self._paint_by(EntryDelegate(self))
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

    def _connect_parts(self) -> None:
        for part in (self.blocks, self.grid_cursor, self.folds):
            part.said.connect(self.said)
        self.folds.said.connect(lambda _: self.viewport().update())  # the arrow of the task

    def _paint_by(self, delegate: EntryDelegate) -> None:
        delegate.folded = self.folds.folded
        delegate.left.connect(self._editor_left)
        self.setItemDelegate(delegate)

    def span_groups(self) -> None:
        """A task's name goes over the whole width; what was folded is so again."""
        self.clearSpans()
        for row in self.grid.task_rows():
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

    def current_target(self) -> Target | None:
        """The target of the cursor's row, None on a task."""
        return self.grid.target_at(self.currentIndex().row())

    def rebuild(self) -> bool:
        """Other rows, the same place: the cursor's target and what stood at the top; whether the cursor moved."""
        index, bar = self.currentIndex(), self.verticalScrollBar()
        target, scrolled = self.grid.target_at(index.row()), bar.value()
        kept = QPersistentModelIndex(index)
        if not self.grid.rebuild() or kept.isValid():
            return False
        again = index
        if target is not None:
            again = self.grid.index_of_target(target.id)
        bar.setValue(scrolled)
        if again.isValid():
            self.go(self.grid.index(again.row(), max(0, index.column())))
        else:
            self.grid_cursor.next_entry()
        return True

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
            or self.grid_cursor.key(key, control=control, shift=shift, page=self._rows_in_view())
            or self._acts(key, control=control, shift=shift)
        ):
            event.accept()
        elif control or not event.text().isprintable() or not event.text() or self.may_type(self.currentIndex()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a task folds it; the cursor stays."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.grid.line(index.row()).kind is GridLineKind.GROUP:
            self.finish_editing()
            self.folds.turn(index.row())
            event.accept()
        else:
            super().mousePressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 -- Qt's name
        """Typing overwrites; it does not search."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 -- Qt's name and form
        """Tab goes to the next entry cell, and out of the grid after the last."""
        return self.grid_cursor.next_entry(back=not forward) or super().focusNextPrevChild(forward)

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

    def _here(self) -> At | None:
        current = self.currentIndex()
        if not current.isValid():
            return None
        return At(current.row(), current.column())

    def _go_to(self, at: At, *, extend: bool = False) -> None:
        self.go(self.grid.index(*at), extend=extend)

    def _rows_in_view(self) -> int:
        """How many rows PageDown goes on: one of those in view stays to be seen."""
        return max(1, self.viewport().height() // max(1, self.rowHeight(0)) - 1)

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
            drop_refused(self.grid.entries, self.grid.spot_at(self.currentIndex()))
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
        if not index.isValid() or self.grid.line(index.row()).kind is GridLineKind.GROUP:
            return False
        if self.grid.spot_at(index) is None:
            self.said.emit(COMPUTED_SAID)
            return False
        if entries.session.read_only:
            self.said.emit(entries.session.read_only)
            self.copy_wanted.emit()
            return False
        locked = entries.cells.locked(self.grid.spot_at(index))
        if locked is not None:  # said and nothing else: what opens the lock is in the menu 本期
            self.said.emit(str(locked))
            return False
        return True

    def say_why_not(self) -> None:
        """Say why nothing can be typed for the target of the cursor's row."""
        self.may_type(self.grid.index(self.currentIndex().row(), GridColumn.VALUE))

    def _editor(self) -> QWidget | None:
        """The open editor; one that was closed is hidden, and may not be gone yet."""
        found = [w for w in self.viewport().children() if isinstance(w, QWidget) and not w.isHidden()]
        return next((w for w in found if w.property("filled") is not None), None)

    def _editor_left(self, key: int, back: bool) -> None:
        self.setFocus()
        if key in ENTER:
            self.grid_cursor.step(back=back)
        elif key == Qt.Key.Key_Tab:
            self.grid_cursor.next_entry(back=back)
        elif key == Qt.Key.Key_F3:
            self.grid_cursor.next_open(back=back)
        elif key == Qt.Key.Key_F4:
            self.form_wanted.emit()
