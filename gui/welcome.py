"""The first window: three ways in, the first has the focus; a dropped file opens (screens.md §3.8)."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.strip import Strip

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
        middle = QVBoxLayout()
        middle.setSpacing(10)
        title, line = QLabel("要点通"), QLabel("年度工作要点，一次录入，看进度、出季报。不联网，数据只在这台电脑上。")
        title.setFont(theme.bold(30))
        line.setFont(theme.font(16))
        line.setWordWrap(True)
        middle.addWidget(title)
        middle.addWidget(line)
        middle.addSpacing(32)
        row = QHBoxLayout()
        row.setSpacing(24)
        self.cards = [_Card(i, name, text) for i, (name, text) in enumerate(CARDS)]
        for card in self.cards:
            card.clicked.connect(lambda _=False, at=card.index: self.wanted.emit(at))
            row.addWidget(card)
        middle.addLayout(row)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addLayout(middle, 4)
        holder.addStretch(1)
        outer.addLayout(holder)
        outer.addStretch(3)
        self.cards[0].setFocus()

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


class _Card(QPushButton):
    """A large button: its name, what it does, its key."""

    def __init__(self, index: int, name: str, text: str) -> None:
        super().__init__()
        self.index = index
        self.setObjectName("card")
        self.setAccessibleName(f"{name}。{text}")
        self.setMinimumSize(200, 200)
        self.setMaximumSize(360, 272)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 28, 28, 24)
        heading, words, key = QLabel(name), QLabel(text), QLabel(f"Alt+{index + 1}")
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

    def sizeHint(self) -> QSize:
        """As in the picture."""
        return QSize(317, 272)
