"""Painting rows of targets: names with counts, lights with their word, bars with the pace tick, links."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.kit.rows import SIDE, edge, row_height, write
from gui.target.bars import paint_bar
from gui.target.light import ROW_WORDS
from gui.target.roles import ADJUSTED_ROLE, BAR_ROLE, COUNTS_ROLE, STATUS_ROLE
from models.judging.lights import Status

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOST_LETTERS = "基本达序时"
_BESIDE = 7  # pixels between a bar and its number


def status_width() -> int:
    """How wide a column must be for a mark and the longest usual word, with 调 beside it."""
    metrics = QFontMetrics(theme.bold(theme.SMALL_PX))
    return theme.MARK_PX + 3 * SIDE // 2 + metrics.horizontalAdvance(_MOST_LETTERS)


class RowDelegate(QStyledItemDelegate):
    """A plain cell: background of the row, elided text, a line below."""

    roomy = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """All rows are equally high."""
        return QSize(40, row_height(roomy=self.roomy))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Background, then what the cell is about."""
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        token = theme.PANEL
        if chosen:
            token = theme.SELECTED
        elif index.data(COUNTS_ROLE) is not None:
            token = theme.COMPUTED
        painter.fillRect(rect, QColor(token))
        painter.setPen(QColor(theme.GRIDLINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self.draw(painter, rect.adjusted(0, 0, 0, -1), index)
        if chosen and isinstance(self.parent(), QTableView):
            self._frame(painter, rect, index)
        painter.restore()

    def _frame(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """A table draws no rows: each cell has its part of the row's edge, and of the frame with the keyboard."""
        table = self.parent()
        assert isinstance(table, QTableView)
        if table.columnAt(0) == index.column():
            edge(painter, rect, focused=False)
        if table.hasFocus():
            painter.setPen(QColor(theme.DATA))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def draw(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """The cell's own content: its text."""
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole) or _LEFT
        write(painter, rect.adjusted(SIDE // 2, 0, -SIDE // 2, 0), str(index.data() or ""), alignment)


class NameDelegate(RowDelegate):
    """The name; a heading is bold with its counts at the right."""

    def draw(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """The name, elided before the counts that stand at the right of a heading."""
        counts = index.data(COUNTS_ROLE)
        inner = rect.adjusted(SIDE // 2, 0, -SIDE, 0)
        if counts is None:
            write(painter, inner, str(index.data() or ""))
            return
        font = theme.font(theme.SMALL_PX)
        width = QFontMetrics(font).horizontalAdvance(counts) + SIDE
        write(painter, inner, counts, _RIGHT, font, theme.TEXT3)
        write(painter, inner.adjusted(0, 0, -width, 0), str(index.data() or ""), font=theme.bold())


class StatusDelegate(RowDelegate):
    """The light: shape and word in its colour; 调 in a box where the target was changed with a document."""

    def draw(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """The mark, its word, and 调 right behind it."""
        if index.data(STATUS_ROLE) is None:
            return
        status = Status(index.data(STATUS_ROLE))  # Qt hands it back as a plain text
        size = theme.MARK_PX
        mark = QRectF(rect.left() + SIDE // 2, rect.center().y() - size / 2 + 0.5, size, size)
        paint_mark(painter, mark, status)
        text = ROW_WORDS.get(status, str(index.data() or ""))
        font = theme.bold(theme.SMALL_PX)
        inner = rect.adjusted(SIDE // 2 + size + 5, 0, -2, 0)
        write(painter, inner, text, font=font, token=theme.MARKS[status].colour)
        if index.data(ADJUSTED_ROLE):
            left = inner.left() + QFontMetrics(font).horizontalAdvance(text) + 3
            _box(painter, QRect(left, rect.center().y() - 7, 15, 15), "调")


class BarDelegate(RowDelegate):
    """The completion rate as a bar with its pace tick and its number; without a rate, words."""

    def __init__(self, parent: QObject | None = None, *, width: int = theme.BAR_PX) -> None:
        super().__init__(parent)
        self._width = width

    def draw(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Bar and number, or the words."""
        bar = index.data(BAR_ROLE)
        if bar is None:
            return
        inner = rect.adjusted(SIDE // 2, 0, -2, 0)
        metrics = QFontMetrics(theme.font())
        if bar.share is not None:
            width = max(0, min(self._width, inner.width() - _BESIDE - number_width(metrics, bar.text)))
            paint_bar(painter, QRectF(inner), bar, width)
            write(painter, inner.adjusted(width + _BESIDE, 0, 0, 0), bar.text)
            return
        if not bar.beside:
            write(painter, inner, bar.text, token=theme.TEXT2)
            return
        width = max(44, metrics.horizontalAdvance(bar.text) + 5)
        write(painter, inner, bar.text)
        for beside in (bar.beside, bar.brief):
            if width + metrics.horizontalAdvance(beside) <= inner.width():  # half a number says something else
                write(painter, inner.adjusted(width, 0, 0, 0), beside, token=theme.TEXT2)
                return


def number_width(metrics: QFontMetrics, text: str) -> int:
    """Pixels for a rate beside its bar: of 100 with as many places, so that usual bars of a column are equally long."""
    return max(metrics.horizontalAdvance(text), metrics.horizontalAdvance("100" + text.lstrip("−0123456789")))


class LinkDelegate(RowDelegate):
    """A word that is clicked, like 查看 and 去填报."""

    def draw(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """The word in the middle, underlined as a link is."""
        font = theme.font()
        font.setUnderline(True)
        write(painter, rect, str(index.data() or ""), Qt.AlignmentFlag.AlignCenter, font, theme.DATA)


def _box(painter: QPainter, rect: QRect, word: str) -> None:
    painter.setPen(QColor(theme.TEXT2))
    painter.drawRect(rect)
    painter.setFont(theme.font(theme.SMALL_PX))
    painter.drawText(rect.translated(QPoint(1, 0)), Qt.AlignmentFlag.AlignCenter, word)
