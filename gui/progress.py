"""How far slow work is, with a way to stop it: as a panel of a dialog, or as a dialog of its own."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

PATIENCE = 300  # milliseconds before anything is shown: quick work needs no words


class Progress(QWidget):
    """A sentence, a bar, 取消. Work on another thread calls `going`, which is safe there.

    `said` carries each sentence, for somebody who shows it elsewhere.
    """

    _went = Signal(int)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._say: Callable[[int], str] = str
        self._stopped = False
        self.label, self.bar, self.stop_button = QLabel(), QProgressBar(), QPushButton("取消")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(360)
        self.bar.setAccessibleName("进度")
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stop)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (self.label, self.bar, self.stop_button):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        self._went.connect(self._show)

    def start(self, total: int, say: Callable[[int], str]) -> None:
        """Begin anew: `say` makes the sentence of a step, counted from 0."""
        self._say, self._stopped = say, False
        self.bar.setRange(0, total)
        self.stop_button.setEnabled(True)
        self._show(0)

    def going(self, step: int) -> bool:
        """From the work's own thread: this step begins now; False when it shall stop."""
        self._went.emit(step)
        return not self._stopped

    def stop(self) -> None:
        """Stop before the next step."""
        self._stopped = True
        self.label.setText("正在停下…")
        self.stop_button.setEnabled(False)

    def _show(self, step: int) -> None:
        if not self._stopped:
            self.bar.setValue(step)
            self.label.setText(self._say(step))
            self.said.emit(self.label.text())


class ProgressDialog(QDialog):
    """Progress in a small window over the main one; it shows itself only when the work takes a while."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("要点通")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.progress = Progress()
        column = QVBoxLayout(self)
        column.addWidget(self.progress)
        self.resize(440, 140)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.show)

    def start(self, total: int, say: Callable[[int], str]) -> None:
        """Begin."""
        self.progress.start(total, say)
        self._patience.start()

    def end(self) -> None:
        """The work is over."""
        self._patience.stop()
        self.hide()

    def reject(self) -> None:
        """Esc and the window's own button stop the work; the window goes when it has stopped."""
        self.progress.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.progress.stop_button.hasFocus():
            self.progress.stop()
        else:
            super().keyPressEvent(event)
