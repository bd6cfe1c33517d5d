"""Painting the rows of the preview: tick boxes, tints, marks, the heads of files."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeView

from gui.intake.returned.columns import NUMBERS, PreviewColumn, told
from gui.intake.returned.editing import ValueDelegate
from gui.intake.returned.lines import ReturnedKind, ReturnedLine
from gui.intake.returned.model import GROUP, LINE, REASON, ImportModel
from gui.kit import theme
from gui.kit.boxes import paint_box, paint_cross
from gui.kit.marks import paint_mark
from gui.kit.rows import row_height, write
from models.judging.statuses import Status

PAD, CORNER = 8, 9
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MARKED = {
    ReturnedKind.DOUBT: Status.SLOW,
    ReturnedKind.ABSENT: Status.SLOW,
    ReturnedKind.ERROR: Status.BEHIND,
    ReturnedKind.STRAY: Status.BEHIND,
}
_TINT = {
    ReturnedKind.DOUBT: theme.YELLOW.tint,
    ReturnedKind.ABSENT: theme.YELLOW.tint,
    ReturnedKind.ERROR: theme.RED.tint,
    ReturnedKind.STRAY: theme.RED.tint,
}
_OPEN = [QPointF(-4, -2.5), QPointF(4, -2.5), QPointF(0, 3.5)]
_FOLDED = [QPointF(-2.5, -4), QPointF(-2.5, 4), QPointF(3.5, 0)]
_FAINT = {
    PreviewColumn.ROW,
    PreviewColumn.COLUMN,
    PreviewColumn.UNIT,
    PreviewColumn.DEMAND,
    PreviewColumn.BEFORE,
    PreviewColumn.REMARK,
    PreviewColumn.OLD,
    PreviewColumn.ARROW,
}


class LineDelegate(ValueDelegate):
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
        self, painter: QPainter, rect: QRect, line: ReturnedLine, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        column, text = index.column(), str(index.data() or "")
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if column == PreviewColumn.TICK:
            paint_box(painter, rect, index.data(Qt.ItemDataRole.CheckStateRole))
        elif column == PreviewColumn.HINT:
            self._paint_hint(painter, inner, line, text, settled=bool(index.data(REASON)))
        elif column == PreviewColumn.NEW and line.kind not in (ReturnedKind.SAME, ReturnedKind.ABSENT):
            write(painter, inner, text, _RIGHT, theme.bold(), theme.ON_SELECTED)
            if line.came:
                _paint_corner(painter, rect)
        elif column == PreviewColumn.ARROW:
            write(painter, rect, text, Qt.AlignmentFlag.AlignCenter, token=theme.TEXT2)
        else:
            side = _RIGHT if column in NUMBERS else _LEFT
            token = theme.TEXT2 if column in _FAINT or line.kind is ReturnedKind.SAME else theme.TEXT
            write(painter, inner, text, side, token=token)

    def _paint_hint(self, painter: QPainter, rect: QRect, line: ReturnedLine, text: str, *, settled: bool) -> None:
        status = _MARKED.get(line.kind)
        if status is None:
            write(painter, rect, text, font=theme.font(theme.SMALL_PX), token=theme.TEXT3)
            return
        size = theme.MARK_PX
        box = QRectF(rect.left(), rect.center().y() - size / 2 + 0.5, size, size)
        if status is Status.SLOW:
            token = theme.YELLOW_TEXT
            paint_mark(painter, box, status)
        else:
            token = theme.RED.colour
            paint_cross(painter, box, token)
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
        painter.drawPolygon(QPolygonF(_OPEN if open_ else _FOLDED).translated(at))
        inner = rect.adjusted(PAD + 12, 0, -PAD, 0)
        title = theme.bold()
        write(painter, inner, group.title, font=title)
        width = view.fontMetrics().horizontalAdvance(group.title) + 3 * PAD // 2
        write(painter, inner.adjusted(width, 0, 0, 0), told(group, same_shown=model.same_shown), token=theme.TEXT2)


def _paint_corner(painter: QPainter, rect: QRect) -> None:
    """The mark of what was typed over, as 填报 has it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.DATA))
    painter.drawPolygon(QPolygonF([QPointF(0, 0), QPointF(CORNER, 0), QPointF(0, CORNER)]).translated(rect.topLeft()))


def _surface(line: ReturnedLine, *, chosen: bool) -> str:
    if chosen and line.kind is ReturnedKind.DOUBT:
        return theme.QUOTE
    if line.kind in _TINT:
        return _TINT[line.kind]
    if chosen:
        return theme.SELECTED
    if line.kind is ReturnedKind.SAME:
        return theme.COMPUTED
    return theme.PANEL
