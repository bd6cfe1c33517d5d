"""The window's search: pages filter while it is typed in, and the best hits drop down below it (screens.md §2)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.kit import theme
from gui.kit.icons import icon
from gui.kit.marks import paint_mark
from gui.kit.plain import plain_tip
from gui.session.search import matches
from gui.session.session import Session
from models.judging.assess import Assessment

MOST = 8
NOTHING = "没有找到。可以换个说法，或打拼音首字母，例如 htwz。"
_WIDTH, _PADDING, _SIGN = 440, 6, 16
_HIT = Qt.ItemDataRole.UserRole
_PATH = _HIT + 1  # where it stands in the plan


class SearchField(QLineEdit):
    """`chosen` carries the target that Enter or a click takes; the arrows move in the list, Esc clears."""

    chosen = Signal(str)

    def __init__(self, session: Session, tip: str) -> None:
        super().__init__()
        self._session = session
        self.setPlaceholderText("搜指标：拼音首字母或文字")
        self.setAccessibleName("搜索指标")
        self.setToolTip(plain_tip(tip))
        self.setClearButtonEnabled(True)
        self.setTextMargins(_SIGN + theme.GAP - 2, 0, 0, 0)
        self._sign = icon("search", theme.TEXT3)
        self.list = _Hits(self)
        self.textChanged.connect(self._show_hits)
        self.list.itemClicked.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows and Enter belong to the list, Esc clears."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.list.isVisible():
                self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.list.currentItem())
            case Qt.Key.Key_Escape:
                self.clear()
                self.list.hide()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        super().focusOutEvent(event)
        self.list.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What was searched is offered again."""
        super().focusInEvent(event)
        self._show_hits()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field with its sign; Qt's own place for it is not in the middle under a style sheet."""
        super().paintEvent(event)
        place = QRect(theme.GAP, (self.height() - _SIGN) // 2, _SIGN, _SIGN)
        self._sign.paint(QPainter(self), place)

    def hits(self) -> list[Assessment]:
        """The first targets in the plan's order that fit; those whose name does come first."""
        query, session = self.text().strip(), self._session
        if not query or not session.has_plan:
            return []
        ledger = session.ledger
        found = [t for t in ledger.targets if matches(query, t.full_name, t.unit, ledger.lead_name(t))]
        found.sort(key=lambda t: not matches(query, t.full_name))
        return [session.by_target[t.id] for t in found[:MOST]]

    def _show_hits(self, *_: object) -> None:
        if not self.text().strip() or not self.hasFocus() or not self._session.has_plan:
            self.list.hide()
            return
        hits = self.hits()
        paths = {h.target.id: _path(self._session, h.target.heading_id) for h in hits}
        self.list.show_hits(hits, paths)

    def _take(self, item: QListWidgetItem | None) -> None:
        hit = item.data(_HIT) if item else None
        if hit is not None:
            self.list.hide()
            self.chosen.emit(hit.target.id)


class _Hits(QListWidget):
    """At most eight rows below the field: light, name, where it stands. It never takes the focus."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self.setFrameShape(QFrame.Shape.Box)
        self.setObjectName("drop")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_HitDelegate(self))
        self.setAccessibleName("找到的指标")
        self.hide()

    def show_hits(self, hits: list[Assessment], paths: dict[str, str]) -> None:
        """Fill the list, the first row chosen, and lay it below the field over everything else."""
        self.clear()
        for hit in hits:
            name = hit.target.full_name
            item = QListWidgetItem(name)
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.ToolTipRole, plain_tip(paths[hit.target.id]))
            item.setData(_PATH, paths[hit.target.id])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}，{hit.word}，{paths[hit.target.id]}")
            self.addItem(item)
        if not hits:
            item = QListWidgetItem(NOTHING)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.setCurrentRow(0 if hits else -1)
        window = self._field.window()
        self.setParent(window)
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + 2))
        width = min(_WIDTH, window.width() - corner.x() - theme.GAP)
        high = self.sizeHintForRow(0) * self.count() + 2 * self.frameWidth()
        self.setGeometry(QRect(corner, QSize(width, high)))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Up or down, from the last to the first."""
        if self.count() and self.item(0).flags() & Qt.ItemFlag.ItemIsEnabled:
            self.setCurrentRow((self.currentRow() + by) % self.count())


class _HitDelegate(QStyledItemDelegate):
    """Paints a hit: mark, name, and at the right its place in the plan."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """One line of text with air."""
        return QSize(_WIDTH, option.fontMetrics.height() + 2 * _PADDING)  # type: ignore[attr-defined]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row."""
        self.initStyleOption(option, index)
        style = option.widget.style()  # type: ignore[attr-defined]
        rect, hit = QRect(option.rect), index.data(_HIT)  # type: ignore[attr-defined]
        if option.state & style.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour(theme.SELECTED))
            painter.fillRect(QRect(rect.left(), rect.top(), theme.EDGE_PX, rect.height()), theme.colour(theme.DATA))
        metrics, middle = option.fontMetrics, Qt.AlignmentFlag.AlignVCenter  # type: ignore[attr-defined]
        if hit is None:
            painter.setPen(theme.colour(theme.TEXT3))
            painter.drawText(rect.adjusted(theme.PADDING, 0, 0, 0), middle, str(index.data()))
            return
        top = rect.center().y() - theme.MARK_PX / 2 + 0.5
        paint_mark(painter, QRectF(rect.left() + theme.PADDING, top, theme.MARK_PX, theme.MARK_PX), hit.status)
        room = rect.adjusted(theme.PADDING + theme.MARK_PX + theme.GAP, 0, -theme.PADDING, 0)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(theme.colour(theme.TEXT))
        painter.drawText(room, middle, name)
        left = room.width() - metrics.horizontalAdvance(name) - 2 * theme.PADDING
        place = metrics.elidedText(str(index.data(_PATH)), Qt.TextElideMode.ElideRight, left)
        if left > metrics.horizontalAdvance("……"):
            painter.setPen(theme.colour(theme.TEXT3))
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, place)


def _path(session: Session, heading_id: str | None) -> str:
    """The heading that a target stands under, with the one above it."""
    heading = session.ledger.heading(heading_id)
    if heading is None:
        return ""
    above = session.ledger.heading(heading.parent_id)
    return " › ".join(h.label for h in (above, heading) if h)
