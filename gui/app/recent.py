"""The plan files opened last, as a short list below the cards of the first window."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from db.disk.drives import Drive
from gui.kit import theme
from gui.kit.elided import Elided
from gui.kit.plain import PlainLabel, plain_tip
from gui.system.places import NAMED
from gui.system.probing import Seen

GONE = "找不到了"
_PAD, _GAP = 3, 2  # pixels above and below a row's text, and between rows


class RecentList(QWidget):
    """Rows that open their file; one that is gone may be taken off the list, with its button or with Del."""

    wanted = Signal(object)
    unwanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._heading = PlainLabel("最近打开")
        self._heading.setFont(theme.bold(14))
        self._column.addWidget(self._heading)
        self._column.addStretch(1)
        self.hide()

    def show_files(self, paths: Sequence[Path]) -> None:
        """The files, newest first; what is known of their drives comes later, by `tell`."""
        for row in self.rows:
            row.deleteLater()
        self.rows = [Row(path) for path in paths]
        for row in self.rows:
            row.open.clicked.connect(lambda _=False, path=row.path: self.wanted.emit(path))
            row.off.clicked.connect(lambda _=False, path=row.path: self.unwanted.emit(path))
            self._column.insertWidget(self._column.count() - 1, row)
        self._fit()

    def tell(self, seen: Seen) -> None:
        """What the file system says of a file."""
        for row in self.rows:
            if row.path == seen.path:
                row.tell(seen)

    def take_off(self, path: Path) -> None:
        """A file is on the list no longer; the focus stays in the list."""
        at = next((i for i, row in enumerate(self.rows) if row.path == path), -1)
        if at < 0:
            return
        gone = self.rows.pop(at)
        gone.hide()
        gone.deleteLater()
        self._fit()
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].open.setFocus()

    def sizeHint(self) -> QSize:
        """Room for all files."""
        return QSize(200, self._heading.sizeHint().height() + len(self.rows) * self._each())

    def minimumSizeHint(self) -> QSize:
        """In a low window the cards come first."""
        return QSize(200, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many rows as have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Whole rows only, and none without their heading."""
        room = (self.height() - self._heading.sizeHint().height()) // self._each()
        self._heading.setVisible(room > 0)
        for i, row in enumerate(self.rows):
            row.setVisible(i < room)
        self.setVisible(bool(self.rows))
        self.updateGeometry()

    def _each(self) -> int:
        return _row_height(self) + _GAP


class Row(QWidget):
    """One file: its name, its folder, what is to be known of its drive."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.open, self.off = _RowButton(), QPushButton("去掉")
        self.off.setObjectName("link")
        self.off.setAccessibleName(f"从最近打开里去掉：{path.stem}")
        keep = self.off.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.off.setSizePolicy(keep)
        self.off.hide()
        line.addWidget(self.open, 1)
        line.addWidget(self.off)
        inside = QHBoxLayout(self.open)
        inside.setContentsMargins(8, 0, 8, 0)
        inside.setSpacing(16)
        self.name, self.folder, self.note = Elided(), Elided(mode=Qt.TextElideMode.ElideMiddle), PlainLabel()
        self._labels: tuple[QLabel, ...] = (self.name, self.folder, self.note)
        for elided, text, share in ((self.name, path.stem, 3), (self.folder, str(path.parent), 4)):
            elided.setText(text)
            elided.setToolTip(plain_tip(text))
            elided.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            inside.addWidget(elided, share)
        self.folder.setObjectName("hint")
        self.note.setObjectName("hint")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.note.setMinimumWidth(self.note.fontMetrics().horizontalAdvance(f"{Drive.REMOVABLE.value}　{GONE}"))
        inside.addWidget(self.note)
        for label in self._labels:
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.open.setToolTip(plain_tip(str(path)))
        self.open.setAccessibleName(f"{path.stem}，在{path.parent}")

    def tell(self, seen: Seen) -> None:
        """Its drive, where that is not the own disk; grey, and to be taken off, where the file is gone."""
        words = [seen.drive.value] if seen.drive in NAMED else []
        if not seen.there:
            words.append(GONE)
        self.note.setText("　".join(words))
        self.open.setAccessibleName("，".join([f"{self.path.stem}，在{self.path.parent}", *words]))
        for label in self._labels:
            label.setEnabled(seen.there)
        self.off.setVisible(not seen.there)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes it off the list."""
        if event.key() == Qt.Key.Key_Delete:
            self.off.click()
        else:
            super().keyPressEvent(event)


def _row_height(widget: QWidget) -> int:
    return widget.fontMetrics().height() + 2 * _PAD + 2


class _RowButton(QPushButton):
    """As high as its text."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("row")

    def sizeHint(self) -> QSize:
        """Its text stands in labels."""
        return QSize(200, _row_height(self))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its text."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
