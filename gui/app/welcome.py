"""The first window: three ways in, the first has the focus; a dropped file opens (screens.md §3.8).

Below them the files opened last, as far as there is room, and where ledgers are put.
"""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpacerItem, QVBoxLayout, QWidget

from db.disk.drives import Drive
from gui.app.recent import RecentList
from gui.kit import theme
from gui.kit.elided import Elided
from gui.kit.plain import PlainLabel, plain_tip
from gui.kit.strip import Strip
from gui.system.places import Place

_HIGH, _ROOMY = 272, 600  # a card's height as in the picture, where the window is at least this high
_LOW = 160  # a card's least height
_WIDE, _BETWEEN = 360, 24  # a card's greatest width, and the gap between two
CARDS = (
    ("新建台账", "从 Excel 任务分解表粘贴，或打开计划文件（.json），也可以自己录入。"),
    ("打开已有台账", "打开别人发来的，或上次做的 .ydt 文件。"),
    ("看演示", "用濮院镇2020年工作要点演示，数字为虚构，不影响您的数据。"),
)


class Welcome(QWidget):
    """Three buttons: a ledger of one's own, an existing one, the demo. `wanted` carries which."""

    wanted = Signal(int)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.strip = Strip()
        outer = QVBoxLayout(self)
        outer.addWidget(self.strip)
        outer.addStretch(2)
        content = QWidget()
        content.setMaximumWidth(3 * _WIDE + 2 * _BETWEEN)
        middle = QVBoxLayout(content)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(10)
        for label in _heading():
            middle.addWidget(label)
        self._below_title = QSpacerItem(0, 32)
        middle.addItem(self._below_title)
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        self.cards = [_Card(i, name, text) for i, (name, text) in enumerate(CARDS)]
        for card in self.cards:
            card.clicked.connect(lambda _=False, at=card.index: self.wanted.emit(at))
            row.addWidget(card)
        middle.addLayout(row)
        middle.addSpacing(8)
        self.recent, self.place = RecentList(), Elided(mode=Qt.TextElideMode.ElideMiddle)
        self.place.setObjectName("hint")
        self.place.hide()
        middle.addWidget(self.recent)
        middle.addSpacing(4)
        middle.addWidget(self.place)
        self._middle = middle
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addWidget(content, 4)
        holder.addStretch(1)
        outer.addLayout(holder)
        outer.addStretch(3)
        self.cards[0].setFocus()

    def show_place(self, place: Place, drive: Drive = Drive.UNKNOWN) -> None:
        """Where ledgers are put; the whole path stands in the tooltip."""
        line = place.line(drive)
        self.place.setText(line)
        self.place.setToolTip(plain_tip(str(place.folder) if place.name else line))
        self.place.setAccessibleName(line)
        self.place.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards are as high as in the picture where there is room."""
        super().resizeEvent(event)
        roomy = self.height() >= _ROOMY
        for card in self.cards:
            card.fit(roomy=roomy)
        self._below_title.changeSize(0, 32 if roomy else 8)
        self._middle.invalidate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+1, 2, 3 choose a card."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.text() in {"1", "2", "3"}:
            self.wanted.emit(int(event.text()) - 1)
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first file dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.dropped.emit(urls[0].toLocalFile())


def _heading() -> tuple[QLabel, QLabel]:
    """The program's name, and in one line what it is for."""
    title = PlainLabel("要点通")
    line = PlainLabel("年度工作要点，一次录入，看进度、出季报。不联网，数据只在您自己的台账文件里。")
    title.setFont(theme.bold(30))
    line.setFont(theme.font(16))
    line.setWordWrap(True)
    return title, line


class _Card(QPushButton):
    """A large button: its name, what it does, its key."""

    def __init__(self, index: int, name: str, text: str) -> None:
        super().__init__()
        self.index = index
        self.setObjectName("card")
        self.setAccessibleName(f"{name}。{text}")
        self.setMinimumSize(200, _LOW)
        self.setMaximumSize(_WIDE, _HIGH)
        column = QVBoxLayout(self)
        self._column = column
        self.icon_place = _Sign(index)
        self.fit(roomy=True)
        column.addWidget(self.icon_place)
        column.addSpacing(theme.PADDING)
        heading, words, key = PlainLabel(name), PlainLabel(text), PlainLabel(f"Alt+{index + 1}")
        heading.setFont(theme.bold(20))
        words.setFont(theme.font(14))
        key.setObjectName("hint")
        for label in (heading, words, key):
            label.setWordWrap(label is not key)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column.addWidget(heading)
        column.addSpacing(8)
        column.addWidget(words)
        column.addStretch(1)
        column.addWidget(key)

    def fit(self, *, roomy: bool) -> None:
        """As in the picture where there is room; lower and without its sign where there is not."""
        self.setMinimumHeight(_HIGH if roomy else _LOW)
        self.icon_place.setVisible(roomy)
        self._column.setContentsMargins(*(28, 28, 28, 24) if roomy else (20, 4, 20, 12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As in the picture."""
        return QSize(317, _HIGH)


class _Sign(QWidget):
    """A card's sign in lines: a sheet, a folder, a board with a curve."""

    _LINES = (
        (((5, 3), (20, 3), (27, 10), (27, 37), (5, 37), (5, 3)), ((20, 3), (20, 10), (27, 10)), ((10, 18), (22, 18)),
         ((10, 24), (22, 24)), ((10, 30), (18, 30))),
        (((3, 8), (14, 8), (18, 13), (37, 13), (37, 34), (3, 34), (3, 8)), ((3, 18), (37, 18))),
        (((3, 5), (37, 5), (37, 28), (3, 28), (3, 5)), ((20, 28), (20, 36)), ((13, 36), (27, 36)),
         ((10, 21), (16, 15), (21, 19), (30, 11))),
    )  # fmt: skip

    def __init__(self, index: int) -> None:
        super().__init__()
        self._lines = self._LINES[index]
        self.setFixedSize(40, 40)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(theme.NEUTRAL_ICON), 2.4, j=Qt.PenJoinStyle.RoundJoin))
        for line in self._lines:
            painter.drawPolyline([QPointF(x, y) for x, y in line])
