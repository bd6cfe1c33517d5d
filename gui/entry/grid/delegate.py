"""Painting the grid's cells in all their states, and the editors that open in them."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.entry.grid.cells import CellState, Shown
from gui.entry.grid.columns import side_of
from gui.entry.grid.lines import GridColumn, GridLineKind
from gui.entry.grid.model import LINE, SHOWN, EntryModel
from gui.kit import theme
from gui.kit.editors import fill, text_in
from gui.kit.marks import paint_mark
from gui.target.choices import Choices
from models.judging.statuses import Status

Index = QModelIndex | QPersistentModelIndex
PAD, CORNER, MARK_PX, EDGE, ARROW = 8, 9, 12, 3, 4
NOTE = 8  # the radius of the mark of a 备注
TEXT_LINES = 4  # how high the editor of a text opens

_SURFACES = {
    CellState.COMPUTED: theme.COMPUTED,
    CellState.DOUBTED: theme.YELLOW.tint,
    CellState.WRONG: theme.RED.tint,
    CellState.LOCKED: theme.HEADER,
    CellState.NOT_APPLICABLE: theme.NONE.tint,
    CellState.NOT_DUE: theme.NONE.tint,
}
_PLAIN_COLUMNS = frozenset({GridColumn.NAME, GridColumn.UNIT, GridColumn.STATUS, GridColumn.TEXT})
_FIGURES = frozenset({GridColumn.PAST, GridColumn.VALUE})
_LIGHT_TEXT = frozenset({CellState.WAITING, CellState.NOT_DUE, CellState.NOT_APPLICABLE, CellState.LOCKED})


def paint_state(
    painter: QPainter, rect: QRectF, state: CellState, *, edited: bool = False, noted: bool = False
) -> None:
    """Paint the surface, border and sign of a state, and the marks in its corners; the grid and its legend use it."""
    painter.save()
    if state in _SURFACES:
        painter.fillRect(rect, QColor(_SURFACES[state]))
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    sign = QRectF(rect.left() + 5, rect.center().y() - 4.5, 9, 9)
    if state is CellState.WAITING:
        painter.fillRect(rect, QBrush(QColor(theme.TRACK), Qt.BrushStyle.BDiagPattern))
        pen = QPen(QColor(theme.INPUT_BORDER), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRect(inner)
    elif state is CellState.DOUBTED:
        painter.setPen(QPen(QColor(theme.YELLOW.colour), 1))
        painter.drawRect(inner)
        paint_mark(painter, sign, Status.SLOW)
    elif state is CellState.WRONG:
        painter.setPen(QPen(QColor(theme.RED.colour), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cross = sign.adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
    elif state is CellState.LOCKED:
        _paint_lock(painter, sign)
    _paint_corners(painter, rect, edited=edited, noted=noted)
    painter.restore()


def _paint_corners(painter: QPainter, rect: QRectF, *, edited: bool, noted: bool) -> None:
    """A triangle on the left of what was changed, a quarter of a disc on the right of what has a 备注."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if edited:
        painter.setBrush(QColor(theme.DATA))
        corner = rect.topLeft()
        painter.drawPolygon(QPolygonF([corner, corner + QPointF(CORNER, 0), corner + QPointF(0, CORNER)]))
    if noted:
        painter.setBrush(QColor(theme.TEXT2))
        disc = QRectF(rect.right() - NOTE, rect.top() - NOTE, 2 * NOTE, 2 * NOTE)
        painter.drawPie(disc, 180 * 16, 90 * 16)


def _paint_lock(painter: QPainter, box: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.TEXT3), 1.2))
    painter.drawRect(QRectF(box.left(), box.top() + 4, box.width(), box.height() - 4))
    painter.drawArc(QRectF(box.left() + 2, box.top(), box.width() - 4, 8), 0, 180 * 16)


class EntryDelegate(QStyledItemDelegate):
    """Paints cells and makes their editors. `left` says by which key an editor was left."""

    left = QtSignal(int, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fonts = {False: theme.font(), True: theme.bold()}
        self._small = theme.font(theme.SMALL_PX)
        self._small_bold = theme.bold(theme.SMALL_PX)
        self.folded: Callable[[int], bool] = lambda _: False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Surface, state, mark, text, and the frame of the current cell."""
        line, shown = index.data(LINE), index.data(SHOWN)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if line.kind is GridLineKind.GROUP:
            self._paint_group(painter, rect, shown, folded=self.folded(index.row()))
            if self._current().row() == index.row():
                painter.setPen(QPen(QColor(theme.DATA), 2))
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
        else:
            self._paint_cell(painter, option, index, shown)
            self._paint_grid(painter, rect)
            if index == self._current():
                painter.setPen(QPen(QColor(theme.DATA), 2))
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        """A line for numbers, a list for stages and states, several lines for words."""
        model = index.model()
        assert isinstance(model, EntryModel)
        offered = model.choices_at(index)
        editor: QWidget
        if offered:
            combo = Choices(parent, offered)
            combo.activated.connect(lambda _: self._finish(combo))
            editor = combo
        elif index.column() == GridColumn.TEXT:
            editor = QPlainTextEdit(parent)
            editor.setTabChangesFocus(True)
        else:
            editor = QLineEdit(parent)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            editor.setFont(self._fonts[True])
        editor.setProperty("filled", False)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill an editor once: what is being typed is never rewritten by a refresh."""
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        text = str(index.data(Qt.ItemDataRole.EditRole))
        fill(editor, text)
        if isinstance(editor, Choices) and editor.findText(text) < 0:  # refused, and stays so until one is chosen
            editor.unmatched = text

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed; the model reads it, and says what is none of the choices."""
        text = text_in(editor)
        if isinstance(editor, Choices) and editor.unmatched:
            text = editor.unmatched
        model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        """In the cell; words get several lines, upwards where there is no room below."""
        rect = option.rect  # type: ignore[attr-defined]
        parent = editor.parentWidget()
        if isinstance(editor, QPlainTextEdit) and parent is not None:
            height = QFontMetrics(editor.font()).lineSpacing() * TEXT_LINES + 12
            top = min(rect.top(), max(0, parent.height() - height))
            editor.setGeometry(rect.left(), top, rect.width(), height)
        else:
            editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab, arrows up and down finish and move on; Esc restores; Ctrl+Enter breaks a line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            key, held = event.key(), event.modifiers()
            shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
            control = bool(held & Qt.KeyboardModifier.ControlModifier)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if control and isinstance(editor, QPlainTextEdit):
                    editor.insertPlainText("\n")
                else:
                    self._finish(editor, key, back=shift)
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._finish(editor, Qt.Key.Key_Tab, back=key == Qt.Key.Key_Backtab or shift)
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and isinstance(editor, QLineEdit):
                self._finish(editor, Qt.Key.Key_Return, back=key == Qt.Key.Key_Up)
                return True
            if key in (Qt.Key.Key_F3, Qt.Key.Key_F4):
                self._finish(editor, key, back=shift)
                return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget, key: int = 0, *, back: bool = False) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(key, back)

    def _current(self) -> QModelIndex:
        view = self.parent()
        return view.currentIndex() if hasattr(view, "currentIndex") else QModelIndex()

    def _paint_group(self, painter: QPainter, rect: QRectF, shown: Shown, *, folded: bool) -> None:
        painter.fillRect(rect, QColor(theme.HEADER))
        self._paint_grid(painter, rect)
        _paint_arrow(painter, QPointF(rect.left() + PAD + ARROW, rect.center().y()), folded=folded)
        inside = rect.adjusted(PAD + 3 * ARROW, 0, -PAD, 0)
        painter.setFont(self._fonts[True])
        painter.setPen(QColor(theme.TEXT))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown.text)
        painter.setFont(self._small)
        painter.setPen(QColor(theme.TEXT3))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown.hint)

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, shown: Shown) -> None:
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        column, current = GridColumn(index.column()), self._current()
        in_row = current.isValid() and current.row() == index.row()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.fillRect(rect, QColor(_surface(column, in_row=in_row)))
        cell = rect.adjusted(0, 0, -1, -1)
        if shown.state is not CellState.COMPUTED or column in _FIGURES:
            paint_state(painter, cell, shown.state, edited=shown.edited, noted=shown.noted)
        elif shown.edited:
            paint_state(painter, cell, CellState.PLAIN, edited=True)
        if chosen and index != current:
            self._paint_chosen(painter, cell, shown, column)
        if in_row and column is GridColumn.NAME:
            painter.fillRect(QRectF(rect.left(), rect.top(), EDGE, rect.height() - 1), QColor(theme.DATA))
        self._paint_text(painter, rect, shown, column)

    def _paint_chosen(self, painter: QPainter, cell: QRectF, shown: Shown, column: GridColumn) -> None:
        """The selection: over a tinted cell a veil, so that its state stays to be seen."""
        surface = _veil()
        if shown.state is CellState.PLAIN or column in _PLAIN_COLUMNS:
            surface = QColor(theme.SELECTED)
        painter.fillRect(cell, surface)
        paint_state(painter, cell, CellState.PLAIN, edited=shown.edited, noted=shown.noted)

    def _paint_text(self, painter: QPainter, rect: QRectF, shown: Shown, column: GridColumn) -> None:
        inside = rect.adjusted(PAD, 0, -PAD, 0)
        if shown.status is not None:
            paint_mark(painter, QRectF(inside.left(), rect.center().y() - MARK_PX / 2, MARK_PX, MARK_PX), shown.status)
            inside.setLeft(inside.left() + MARK_PX + 5)
            painter.setFont(self._small_bold)
            painter.setPen(QColor(theme.MARKS[shown.status].colour))
        else:
            self._dress_text(painter, shown, column)
        metrics = painter.fontMetrics()
        if shown.state in (CellState.DOUBTED, CellState.WRONG, CellState.LOCKED):
            inside.setLeft(inside.left() + CORNER)
        text = metrics.elidedText(shown.text, Qt.TextElideMode.ElideRight, int(inside.width()) + 1)
        painter.drawText(inside, side_of(column), text)
        if shown.hint:
            inside.setLeft(inside.left() + metrics.horizontalAdvance(text) + 6)
            painter.setFont(self._small)
            painter.setPen(QColor(theme.TEXT3))
            if painter.fontMetrics().horizontalAdvance(shown.hint) <= inside.width() + 1:
                painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown.hint)

    def _dress_text(self, painter: QPainter, shown: Shown, column: GridColumn) -> None:
        """Font and colour of a text: what stands in place of a figure is light and small."""
        if column not in _FIGURES or shown.state not in _LIGHT_TEXT:
            painter.setFont(self._fonts[shown.bold])
            painter.setPen(QColor(shown.colour))
            return
        painter.setPen(QColor(theme.TEXT3))
        painter.setFont(self._small)
        if shown.state is CellState.LOCKED:
            painter.setFont(self._fonts[shown.bold])

    def _paint_grid(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QColor(theme.GRIDLINE))
        painter.drawLine(rect.bottomLeft() + QPointF(0, -0.5), rect.bottomRight() + QPointF(0, -0.5))
        painter.drawLine(rect.topRight() + QPointF(-0.5, 0), rect.bottomRight() + QPointF(-0.5, 0))


def _paint_arrow(painter: QPainter, centre: QPointF, *, folded: bool) -> None:
    """▾ of an open task, ▸ of a folded one."""
    half = ARROW / 2
    corners = [QPointF(-ARROW, -half), QPointF(ARROW, -half), QPointF(0, half)]
    if folded:
        corners = [QPointF(-half, -ARROW), QPointF(-half, ARROW), QPointF(half, 0)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.TEXT2))
    painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))
    painter.restore()


def _surface(column: GridColumn, *, in_row: bool) -> str:
    """The colour below a cell's state: that of the current row, of what is typed and said, or of what is reckoned."""
    if in_row:
        return theme.CURRENT_ROW
    if column in _PLAIN_COLUMNS or column in _FIGURES:
        return theme.PANEL
    return theme.COMPUTED


def _veil() -> QColor:
    """The colour of the selection, so thin that what is below is seen."""
    veil = QColor(theme.SELECTED)
    veil.setAlphaF(0.6)
    return veil
