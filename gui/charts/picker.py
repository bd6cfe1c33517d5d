"""Choosing what to draw: a list by task with check boxes, lights and order numbers; at most four."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from gui.charts.arrangement import MOST
from gui.charts.picker_model import FoldedRole, Index, OrderRole, PickerModel, StatusRole, TargetRole
from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.kit.plain import PlainLabel
from gui.session.session import Session
from gui.target.light import CHIP, paint_chip
from models.judging.statuses import Status

FULL = "最多同时看 4 项，请先去掉一项。"
WIDTH, BOX = 248, 14
_OPEN, _FOLDED = ((-4, -2), (4, -2), (0, 3)), ((-2, -4), (-2, 4), (3, 0))  # arrows around their middle
_TICK = ((0.22, 0.52), (0.42, 0.72), (0.8, 0.3))  # in shares of the box
TYPED_WITHIN = 1000  # milliseconds between two letters of one word


class PickerDelegate(QStyledItemDelegate):
    """Paints a row: heading, or check box, name, order number and light."""

    roomy = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if index.data(TargetRole):
            self._target(painter, rect, index)
        else:
            self._heading(painter, rect, index)
        self._focus(painter, rect, option)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows as high as in the tree."""
        more = theme.ROOMY_MORE if self.roomy else 0
        return QSize(100, theme.ROW_HEIGHT + more)

    def _target(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """A target: box and name from the left, light and order number from the right."""
        order, status = int(index.data(OrderRole)), index.data(StatusRole)
        if order:
            painter.fillRect(rect, theme.colour(theme.CURRENT_ROW))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour(theme.DATA))
        self._box(painter, QRectF(rect.left() + 12, rect.center().y() - BOX / 2, BOX, BOX), checked=bool(order))
        right = rect.right() - theme.GAP
        if status:
            paint_mark(painter, QRectF(right - 12, rect.center().y() - 6, 12, 12), Status(status))
        right -= 18
        if order:
            paint_chip(painter, QRectF(right - CHIP, rect.center().y() - CHIP / 2, CHIP, CHIP), order)
            right -= CHIP + 4
        place = QRectF(rect.left() + 34, rect.top(), right - rect.left() - 36, rect.height())
        self._text(painter, place, str(index.data()), bold=bool(order))

    def _heading(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        """A task: an arrow that points down when it is open, and how many are chosen in it when it is not."""
        painter.fillRect(rect, theme.colour(theme.HEADER))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.TEXT2))
        x, y = rect.left() + 15, rect.center().y()
        arrow = _OPEN
        if index.data(FoldedRole):
            arrow = _FOLDED
        painter.drawPolygon([QPointF(x + dx, y + dy) for dx, dy in arrow])
        text, chosen = str(index.data()), int(index.data(OrderRole))
        if chosen:
            text += f"（已选 {chosen}）"
        self._text(painter, rect.adjusted(24, 0, -theme.GAP, 0), text, bold=True)

    def _focus(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(theme.DATA), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _box(self, painter: QPainter, rect: QRectF, *, checked: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(theme.DATA if checked else theme.INPUT_BORDER), 1))
        painter.setBrush(theme.colour(theme.DATA if checked else theme.PANEL))
        painter.drawRoundedRect(rect, 2, 2)
        if checked:
            painter.setPen(QPen(theme.colour(theme.ON_ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            left, top, wide, high = rect.left(), rect.top(), rect.width(), rect.height()
            painter.drawPolyline([QPointF(left + x * wide, top + y * high) for x, y in _TICK])

    def _text(self, painter: QPainter, rect: QRectF, text: str, *, bold: bool) -> None:
        font = theme.bold() if bold else theme.font()
        painter.setFont(font)
        painter.setPen(theme.colour(theme.TEXT))
        short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, short)


class PickerList(QListView):
    """The list; Space, Enter and a click tick a target or fold a task, ← → + − * as in a tree, letters jump."""

    ticked = Signal(str)

    def __init__(self, model: PickerModel) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.delegate = PickerDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)  # else every row is measured whenever one changes
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("选指标")
        self.clicked.connect(self._tick)
        self._typed, self._since = "", QElapsedTimer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ticking and folding by keyboard."""
        key, row = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tick(self.currentIndex())
        elif key == Qt.Key.Key_Asterisk:
            self._keep_place(self.rows.open_all)
        elif row >= 0 and key in (Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self._fold(row, folded=True)
        elif row >= 0 and key in (Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self._fold(row, folded=False)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Jump to the next row that begins with the letters typed, also by pinyin."""
        goes_on = self._since.isValid() and self._since.elapsed() < TYPED_WITHIN
        at = self.currentIndex().row()
        if goes_on:
            self._typed += search
        else:
            self._typed = search
            at += 1  # a new word leads away from where one is
        self._since.start()
        if not self.rows.rowCount():
            return
        row = self.rows.starting_with(self._typed, max(at, 0))
        if row >= 0:
            self.make_current(row)

    def make_current(self, row: int) -> None:
        """Put the focus of the list on a row and bring it into view."""
        self.setCurrentIndex(self.rows.index(row))
        self.scrollTo(self.rows.index(row))

    def _tick(self, index: QModelIndex) -> None:
        target_id = index.data(TargetRole)
        if target_id:
            self.ticked.emit(target_id)
        elif index.isValid():
            self._fold(index.row(), folded=not index.data(FoldedRole))

    def _fold(self, row: int, *, folded: bool) -> None:
        """← on a target goes to its task first, as in a tree."""
        index = self.rows.index(row)
        if index.data(TargetRole):
            if folded:
                self.make_current(self.rows.heading_of(row))
        elif folded != bool(index.data(FoldedRole)):
            self._keep_place(lambda: self.make_current(self.rows.fold(row, folded=folded)))

    def _keep_place(self, call: Callable[[], object]) -> None:
        place, current = self.verticalScrollBar().value(), str(self.currentIndex().data(TargetRole) or "")
        call()
        if current and self.rows.row_of(current) >= 0:
            self.setCurrentIndex(self.rows.index(self.rows.row_of(current)))
        self.verticalScrollBar().setValue(place)


class Picker(QFrame):
    """The left panel: heading with count, search, list. `changed` says that other targets are chosen."""

    changed = Signal()
    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self.model = PickerModel(session)
        self._count, self.full = PlainLabel(), PlainLabel(FULL)
        self._count.setObjectName("hint")
        self.full.setWordWrap(True)
        self.full.setContentsMargins(theme.PADDING, 2, theme.PADDING, 2)
        self.full.hide()
        self.clear_button = QPushButton("清空")
        self.clear_button.setObjectName("link")
        self.clear_button.clicked.connect(lambda: self.choose([]))
        self.search = QLineEdit()
        self.search.setPlaceholderText("如 htwz 或 外资")
        self.search.setAccessibleName("搜要画的指标")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(26)
        self.search.textChanged.connect(self.model.refill)
        self.search.installEventFilter(self)
        self.list = PickerList(self.model)
        self.list.ticked.connect(self.toggle)
        title = PlainLabel("选指标")
        title.setObjectName("title")
        head, find, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setContentsMargins(theme.PADDING, 6, theme.GAP, 2)
        find.setContentsMargins(theme.GAP, 0, theme.GAP, 6)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head.setSpacing(theme.GAP)
        head.addWidget(title)
        head.addWidget(self._count, 1)
        head.addWidget(self.clear_button)
        find.addWidget(self.search)
        column.addLayout(head)
        column.addLayout(find)
        column.addWidget(self.full)
        column.addWidget(self.list, 1)
        self.model.refill()
        self._say()

    @property
    def chosen(self) -> list[str]:
        """The targets chosen, in the order in which they were ticked."""
        return list(self.model.chosen)

    def choose(self, targets: Sequence[str]) -> None:
        """Choose these instead, at most four."""
        wanted = list(targets)[:MOST]
        if wanted != self.model.chosen:
            self.model.chosen = wanted
            self.full.hide()
            self._say()
            self.model.refresh()
            self.changed.emit()

    def toggle(self, target_id: str) -> None:
        """Tick or untick a target; a fifth is refused with a sentence."""
        chosen = self.chosen
        if target_id in chosen:
            self.choose([t for t in chosen if t != target_id])
        elif len(chosen) >= MOST:
            self.full.show()
            self.message.emit(FULL)
        else:
            self.choose([*chosen, target_id])

    def reveal(self, target_id: str) -> None:
        """Bring a target into view and make it current."""
        if self.model.row_of(target_id) < 0:
            self.search.clear()
            self.model.open_task_of(target_id)
        row = self.model.row_of(target_id)
        if row >= 0:
            self.list.make_current(row)

    def follow(self, known: Sequence[str]) -> None:
        """The plan changed: forget targets that are gone, keep the place."""
        place = self.list.verticalScrollBar().value()
        self.model.refill(self.search.text())
        self.list.verticalScrollBar().setValue(place)
        left = set(known)
        self.choose([t for t in self.model.chosen if t in left])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and ↓ in the search go on to the first target found."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress:
            return False
        key, first = cast("QKeyEvent", event).key(), self.model.first_target()
        if key not in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) or first < 0:
            return False
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        self.list.make_current(first)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are higher in a high window."""
        super().resizeEvent(event)
        roomy = self.window().height() >= theme.ROOMY_FROM
        if roomy != self.list.delegate.roomy:
            self.list.delegate.roomy = roomy
            self.list.scheduleDelayedItemsLayout()

    def _say(self) -> None:
        self._count.setText(f"已选 {len(self.model.chosen)}，最多 {MOST}")
        self.clear_button.setVisible(bool(self.model.chosen))
