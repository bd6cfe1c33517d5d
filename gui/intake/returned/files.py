"""The files of the preview: each with how it stands; why one was not read, whole, in the box below."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from gui.intake.returned.lines import Group, ReturnedKind
from gui.intake.returned.told import BETWEEN, state_of, state_words, turn_words
from gui.kit import theme
from gui.kit.boxes import paint_cross
from gui.kit.marks import paint_mark
from gui.kit.plain import PlainLabel, plain_tip
from gui.kit.rows import edge, write
from models.judging.statuses import Status
from models.plan.period import Period
from models.plan.said import STOP

_GROUP = Qt.ItemDataRole.UserRole
_PAD, _MARK = 12, 12
_COLOURS = {None: theme.TEXT2, Status.SLOW: theme.YELLOW_TEXT, Status.BEHIND: theme.RED.colour}


class FilesPanel(QFrame):
    """The list of files; `chosen` carries the name of the one that the user went to, `turn_wanted` a file's period."""

    chosen = Signal(str)
    turn_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        title = PlainLabel("文件")
        title.setObjectName("title")
        self.hint = PlainLabel()
        self.hint.setObjectName("hint")
        head = QHBoxLayout()
        head.setContentsMargins(_PAD, 6, _PAD, 6)
        head.setSpacing(theme.GAP)
        head.addWidget(title)
        head.addWidget(self.hint, 1)
        self.list = QListWidget()
        self.list.setAccessibleName("文件")
        self.list.setItemDelegate(_FileDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        title.setBuddy(self.list)
        self.box = _RefusalBox()
        holder = QVBoxLayout()
        holder.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        holder.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(holder)
        self._holder = holder
        self.boxed = True
        self.list.currentItemChanged.connect(lambda item, _: self._went(item))
        self.box.turn.clicked.connect(lambda: self.turn_wanted.emit(self.box.period))

    @property
    def current(self) -> Group | None:
        """The file that is current."""
        item = self.list.currentItem()
        if item is None:
            return None
        group: Group = item.data(_GROUP)
        return group

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show files; the current one stays current where it is still there."""
        current = self.current
        self.list.blockSignals(True)  # what becomes current while it is filled nobody went to
        self.list.clear()
        for group in groups:
            item = QListWidgetItem(f"{group.book.name}，{state_words(group)}")
            item.setData(_GROUP, group)
            item.setToolTip(plain_tip(f"{group.book.path}\n{group.said or state_words(group)}"))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.go_to(current.book.name if current else "")
        refused = sum(bool(g.said) for g in groups)
        hint = f"{len(groups) - refused} 个可用"
        if refused:
            hint += f"，{refused} 个未读入"
        self.hint.setText(hint)
        self._tell()

    def go_to(self, name: str) -> None:
        """Make a file current, without saying so."""
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_GROUP).book.name == name:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._tell()

    def set_boxed(self, *, boxed: bool) -> None:
        """Whether there is room for the box here; else the strip says it."""
        self.boxed = boxed
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current file stays in view."""
        super().resizeEvent(event)
        item = self.list.currentItem()
        if item:
            self.list.scrollToItem(item)

    def _went(self, item: QListWidgetItem | None) -> None:
        self._tell()
        if item:
            self.chosen.emit(item.data(_GROUP).book.name)

    def _tell(self) -> None:
        """The sentence of the current file, else of the first that was not read."""
        refused = [group for group in self._groups() if group.said]
        shown, current = None, self.current
        if current and current.said:
            shown = current
        elif refused:
            shown = refused[0]
        visible = self.boxed and shown is not None
        if shown and shown.said:
            self.box.show_refusal(shown, more=len(refused) - 1)
        self.box.setVisible(visible)
        pad = _PAD if visible else 0
        self._holder.setContentsMargins(pad, pad, pad, pad)

    def _groups(self) -> list[Group]:
        return [self.list.item(row).data(_GROUP) for row in range(self.list.count())]


class _RefusalBox(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self.setProperty("bad", "true")
        self.title, self.words = PlainLabel(), PlainLabel()
        self.title.setObjectName("title")
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, 8, _PAD, 8)
        column.setSpacing(2)
        for label in (self.title, self.words):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        self.turn = QPushButton()
        self.turn.setAutoDefault(False)
        self.turn.hide()
        self.period: Period | None = None
        column.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def text(self) -> str:
        """The whole refusal, breaks for long names included."""
        return self.title.text() + self.words.text()

    def show_refusal(self, group: Group, *, more: int) -> None:
        said = group.said
        if said is None:
            return
        self.period = group.book.of
        self.turn.setText(turn_words(group))
        self.turn.setVisible(self.period is not None)
        self.title.setText(f"{breakable(said.parts[0])}{STOP}")
        words = breakable(said.rest)
        if more > 0:
            words += f"\n另有 {more} 个文件没有读入，点它看原因。"
        self.words.setText(words)
        self.setAccessibleName(str(said))


def breakable(text: str) -> str:
    """Text in which a long file name may break anywhere a line ends."""
    # A zero-width space: Qt breaks a line there and shows nothing.
    return text.replace("_", "_\u200b").replace(".", ".\u200b")


class _FileDelegate(QStyledItemDelegate):
    """Two lines: mark and name, then how the file stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """Two lines and air."""
        lines = QFontMetrics(theme.font()).height() + QFontMetrics(theme.font(theme.SMALL_PX)).height()
        return QSize(100, lines + 16)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Mark, name, state."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]
        group: Group = index.data(_GROUP)
        painter.save()
        surface = theme.CURRENT_ROW if chosen else theme.PANEL
        painter.fillRect(rect, QColor(surface))
        painter.setPen(QColor(theme.GRIDLINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        height = QFontMetrics(theme.font()).height()
        first = QRect(rect.left() + _PAD + _MARK + 9, rect.top() + 8, rect.width() - 2 * _PAD - _MARK - 9, height)
        second = QRect(first.left(), first.bottom(), first.width(), rect.bottom() - 8 - first.bottom())
        self._paint_mark(painter, QRectF(rect.left() + _PAD, first.center().y() - 5.5, _MARK, _MARK), group)
        write(painter, first, group.book.name)
        self._paint_state(painter, second, group)
        if chosen:
            edge(painter, rect, focused=focused)
        painter.restore()

    def _paint_mark(self, painter: QPainter, box: QRectF, group: Group) -> None:
        if group.said or group.count(ReturnedKind.ERROR, ReturnedKind.STRAY):
            paint_cross(painter, box, theme.RED.colour)
        elif group.count(ReturnedKind.DOUBT, ReturnedKind.ABSENT):
            paint_mark(painter, box, Status.SLOW)
        else:
            paint_mark(painter, box, Status.DONE)

    def _paint_state(self, painter: QPainter, rect: QRect, group: Group) -> None:
        """The parts one after the other, 提醒 and 错误 in their colours; in fewer words where they do not fit."""
        plain, strong = theme.font(theme.SMALL_PX), theme.bold(theme.SMALL_PX)
        parts, between = [(part.words, part.tone) for part in state_of(group)], BETWEEN
        if QFontMetrics(strong).horizontalAdvance(state_words(group)) > rect.width():
            parts, between = [(part.few, part.tone) for part in state_of(group)], " "
        left = rect.left()
        for number, (words, tone) in enumerate(parts):
            if number:
                left = _write_on(painter, rect, left, between, plain, theme.TEXT2)
            left = _write_on(painter, rect, left, words, strong if tone else plain, _COLOURS[tone])


def _write_on(painter: QPainter, rect: QRect, left: int, text: str, font: QFont, token: str) -> int:
    """Write a part of a line from `left` on; returns where the next one begins."""
    write(painter, QRect(left, rect.top(), rect.right() - left, rect.height()), text, font=font, token=token)
    return left + QFontMetrics(font).horizontalAdvance(text)
