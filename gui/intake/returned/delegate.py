"""Painting the rows of the preview: tick boxes, tints, marks, the heads of files."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from gui.intake.returned.lines import Kind, Line
from gui.intake.returned.model import GROUP, LINE, NUMBERS, REASON, Column, ImportModel, told
from gui.kit import theme
from gui.kit.boxes import paint_box, paint_cross
from gui.kit.marks import paint_mark
from gui.kit.rows import row_height, write
from models.judging.lights import Status

PAD = 8
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MARKED = {Kind.DOUBT: Status.SLOW, Kind.ERROR: Status.BEHIND, Kind.STRAY: Status.BEHIND}
_TINT = {Kind.DOUBT: theme.YELLOW.tint, Kind.ERROR: theme.RED.tint, Kind.STRAY: theme.RED.tint}
_FAINT = {Column.ROW, Column.COLUMN, Column.UNIT, Column.BEFORE, Column.OLD, Column.ARROW}


class LineDelegate(QStyledItemDelegate):
    """Cells by their kind; the head of a file over the whole width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """All rows are equally high."""
        return QSize(40, row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Surface, then what the cell shows."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        line, chosen = index.data(LINE), bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if line is None:
            self._paint_head(painter, rect, index)
        else:
            painter.fillRect(rect, QColor(_surface(line, chosen=chosen)))
            self._paint_cell(painter, rect, line, index)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, rect: QRect, line: Line, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        column, text = index.column(), str(index.data() or "")
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if column == Column.TICK:
            paint_box(painter, rect, index.data(Qt.ItemDataRole.CheckStateRole))
        elif column == Column.HINT:
            self._paint_hint(painter, inner, line, text, settled=bool(index.data(REASON)))
        elif column == Column.NEW and line.kind is not Kind.SAME:
            write(painter, inner, text, _RIGHT, theme.bold(), theme.ON_SELECTED)
        elif column == Column.ARROW:
            write(painter, rect, text, Qt.AlignmentFlag.AlignCenter, token=theme.TEXT2)
        else:
            faint = column in _FAINT or line.kind is Kind.SAME
            side = _RIGHT if column in NUMBERS else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            write(painter, inner, text, side, token=theme.TEXT2 if faint else theme.TEXT)

    def _paint_hint(self, painter: QPainter, rect: QRect, line: Line, text: str, *, settled: bool) -> None:
        status = _MARKED.get(line.kind)
        if status is None:
            write(painter, rect, text, font=theme.font(theme.SMALL_PX), token=theme.TEXT3)
            return
        size = theme.MARK_PX
        box = QRectF(rect.left(), rect.center().y() - size / 2 + 0.5, size, size)
        if status is Status.SLOW:
            paint_mark(painter, box, status)
        else:
            paint_cross(painter, box, theme.RED.colour)
        token = theme.YELLOW_TEXT if status is Status.SLOW else theme.RED.colour
        font = theme.font(theme.SMALL_PX) if settled else theme.bold(theme.SMALL_PX)
        write(painter, rect.adjusted(size + 6, 0, 0, 0), text, font=font, token=token)

    def _paint_head(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        view, group = self.parent(), index.data(GROUP)
        if group is None or not isinstance(view, QTreeView):
            return
        painter.fillRect(rect, QColor(theme.WINDOW))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.TEXT2))
        at = QPointF(rect.left() + PAD + 4, rect.center().y() + 0.5)
        model = index.model()
        assert isinstance(model, ImportModel)
        open_ = view.isExpanded(model.index(index.row(), 0))
        down = ((-4, -2.5), (4, -2.5), (0, 3.5)) if open_ else ((-2.5, -4), (-2.5, 4), (3.5, 0))
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in down]))
        inner = rect.adjusted(PAD + 12, 0, -PAD, 0)
        title = theme.bold()
        write(painter, inner, group.title, font=title)
        width = view.fontMetrics().horizontalAdvance(group.title) + 3 * PAD // 2
        write(painter, inner.adjusted(width, 0, 0, 0), told(group, same_shown=model.same_shown), token=theme.TEXT2)


def _surface(line: Line, *, chosen: bool) -> str:
    if chosen:
        return {Kind.DOUBT: theme.QUOTE}.get(line.kind, _TINT.get(line.kind, theme.SELECTED))
    return _TINT.get(line.kind, theme.COMPUTED if line.kind is Kind.SAME else theme.PANEL)
