"""Choosing what to draw: a list by task with check boxes, lights and order numbers; at most four."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from gui import theme
from gui.charts.pane import CHIP, paint_chip
from gui.marks import paint_mark
from gui.search import matches
from gui.session import Session
from models.lights import Status

MOST = 4
FULL = "最多同时看 4 项，请先去掉一项。"
WIDTH, BOX = 248, 14
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TargetRole, StatusRole, OrderRole = (Qt.ItemDataRole.UserRole + i for i in range(3))


class PickerModel(QAbstractListModel):
    """Tasks and their targets in the plan's order; rows of tasks cannot be chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: list[tuple[str, str]] = []  # target's id ("" for a task), text
        self.chosen: list[str] = []

    def refill(self, query: str = "") -> None:
        """Show what matches; a task is shown with its targets."""
        self.beginResetModel()
        self._rows = []
        if self._session.has_plan:
            ledger = self._session.ledger
            labels, last = ledger.task_labels(), None
            for target in ledger.targets:
                if not matches(query, target.full_name, target.unit, ledger.lead_name(target)):
                    continue
                if target.heading_id != last or not self._rows:
                    last = target.heading_id
                    self._rows.append(("", labels.get(last or "", "（未归任务）")))
                self._rows.append((target.id, target.full_name))
        self.endResetModel()

    def refresh(self) -> None:
        """Lights or order numbers changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_of(self, target_id: str) -> int:
        """Where a target stands, -1 where it is not shown."""
        return next((i for i, (shown, _) in enumerate(self._rows) if shown == target_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Tasks and targets shown."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tasks are only headings."""
        if not index.isValid() or not self._rows[index.row()][0]:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, check, light and order number of a row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        target_id, text = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == TargetRole:
            return target_id
        a = self._session.by_target.get(target_id)
        order = self.chosen.index(target_id) + 1 if target_id in self.chosen else 0
        if role == Qt.ItemDataRole.CheckStateRole and target_id:
            return Qt.CheckState.Checked if order else Qt.CheckState.Unchecked
        if role == StatusRole:
            return a.status.value if a else ""
        if role == OrderRole:
            return order
        if role == Qt.ItemDataRole.AccessibleTextRole and a:
            return f"{text}，{a.word}" + (f"，第 {order} 图" if order else "")
        return None


class PickerDelegate(QStyledItemDelegate):
    """Paints a row: heading, or check box, name, order number and light."""

    roomy = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        text = str(index.data())
        painter.save()
        if not index.data(TargetRole):
            painter.fillRect(rect, theme.colour(theme.HEADER))
            self._text(painter, rect.adjusted(theme.GAP, 0, -theme.GAP, 0), text, bold=True)
            painter.restore()
            return
        order, word = int(index.data(OrderRole)), index.data(StatusRole)
        if order:
            painter.fillRect(rect, theme.colour(theme.CURRENT_ROW))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour(theme.DATA))
        self._box(painter, QRectF(rect.left() + 12, rect.center().y() - BOX / 2, BOX, BOX), checked=bool(order))
        right = rect.right() - theme.GAP
        if word:
            paint_mark(painter, QRectF(right - 12, rect.center().y() - 6, 12, 12), Status(word))
        right -= 18
        if order:
            paint_chip(painter, QRectF(right - CHIP, rect.center().y() - CHIP / 2, CHIP, CHIP), order)
            right -= CHIP + 4
        self._text(painter, QRectF(rect.left() + 34, rect.top(), right - rect.left() - 36, rect.height()), text,
                   bold=bool(order))  # fmt: skip
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(theme.DATA), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Rows as high as in the tree."""
        return QSize(100, theme.ROW_HEIGHT + (theme.ROOMY_MORE if self.roomy else 0))

    def _box(self, painter: QPainter, rect: QRectF, *, checked: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(theme.DATA if checked else theme.INPUT_BORDER), 1))
        painter.setBrush(theme.colour(theme.DATA if checked else theme.PANEL))
        painter.drawRoundedRect(rect, 2, 2)
        if checked:
            painter.setPen(QPen(theme.colour(theme.ON_ACCENT), 2))
            points = [(0.22, 0.52), (0.42, 0.72), (0.8, 0.3)]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                [QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()) for x, y in points]
            )

    def _text(self, painter: QPainter, rect: QRectF, text: str, *, bold: bool) -> None:
        font = theme.bold() if bold else theme.font()
        painter.setFont(font)
        painter.setPen(theme.colour(theme.TEXT))
        short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, short)


class PickerList(QListView):
    """The list; Space, Enter and a click tick a target, arrows pass over headings."""

    ticked = Signal(str)

    def __init__(self, model: PickerModel) -> None:
        super().__init__()
        self.setModel(model)
        self.delegate = PickerDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("选指标")
        self.clicked.connect(self._tick)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ticking by keyboard."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tick(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _tick(self, index: QModelIndex) -> None:
        target_id = index.data(TargetRole)
        if target_id:
            self.ticked.emit(target_id)


class Picker(QFrame):
    """The left panel: heading with count, search, list. `changed` says that other targets are chosen."""

    changed = Signal()
    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self.model = PickerModel(session)
        self._count, self._full = QLabel(), QLabel(FULL)
        self._count.setObjectName("hint")
        self._full.setWordWrap(True)
        self._full.setContentsMargins(theme.PADDING, 2, theme.PADDING, 2)
        self._full.hide()
        self.clear_button = QPushButton("清空")
        self.clear_button.setObjectName("link")
        self.clear_button.clicked.connect(lambda: self.choose([]))
        self.search = QLineEdit()
        self.search.setPlaceholderText("如 htwz 或 外资")
        self.search.setAccessibleName("搜要画的指标")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(26)
        self.search.textChanged.connect(self.model.refill)
        self.list = PickerList(self.model)
        self.list.ticked.connect(self.toggle)
        title = QLabel("选指标")
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
        column.addWidget(self._full)
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
            self._full.hide()
            self._say()
            self.model.refresh()
            self.changed.emit()

    def toggle(self, target_id: str) -> None:
        """Tick or untick a target; a fifth is refused with a sentence."""
        chosen = self.chosen
        if target_id in chosen:
            self.choose([t for t in chosen if t != target_id])
        elif len(chosen) >= MOST:
            self._full.show()
            self.message.emit(FULL)
        else:
            self.choose([*chosen, target_id])

    def reveal(self, target_id: str) -> None:
        """Bring a target into view and make it current."""
        if self.model.row_of(target_id) < 0:
            self.search.clear()
        row = self.model.row_of(target_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.scrollTo(self.model.index(row))

    def follow(self, known: Sequence[str]) -> None:
        """The plan changed: forget targets that are gone, keep the place."""
        place = self.list.verticalScrollBar().value()
        self.model.refill(self.search.text())
        self.list.verticalScrollBar().setValue(place)
        gone = [t for t in self.model.chosen if t not in set(known)]
        self.choose([t for t in self.model.chosen if t not in gone])

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
