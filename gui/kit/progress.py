"""How far slow work is, with a way to stop it: as a panel of a dialog, or as a dialog of its own."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.kit import theme
from gui.kit.plain import PlainLabel

PATIENCE = 300  # milliseconds before anything is shown: quick work needs no words
Result = TypeVar("Result")
_OVER = -1


class Steps(QObject):
    """The steps of work on another thread, told on the GUI's.

    `said` carries each step's number and sentence; `ended` comes however the work ends, its own
    mistakes included.
    """

    said = Signal(int, str)
    ended = Signal()
    _went = Signal(int)

    def __init__(self, say: Callable[[int], str]) -> None:
        super().__init__()
        self._say = say
        self.stopped = False
        self._went.connect(self._tell)

    def going(self, step: int) -> bool:
        """From the work's own thread: this step, counted from 0, begins now; False when it shall stop."""
        self._went.emit(step)
        return not self.stopped

    def through(self, work: Callable[[], Result]) -> Result:
        """Do the work, on its own thread."""
        try:
            return work()
        finally:
            self._went.emit(_OVER)

    def _tell(self, step: int) -> None:
        if step == _OVER:
            self.ended.emit()
        elif not self.stopped:
            self.said.emit(step, self._say(step))


class ProgressPanel(QWidget):
    """A sentence, a bar, 取消, which stops the work before its next step.

    It takes the focus itself: the Enter or Space that began the work, pressed once more, must not stop it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._steps = Steps(str)
        self.label, self.bar, self.stop_button = PlainLabel(), QProgressBar(), QPushButton("取消")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(360)
        self.bar.setAccessibleName("进度")
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setSpacing(theme.PADDING)
        column.addStretch(1)
        column.addWidget(self.label)
        for widget in (self.bar, self.stop_button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def start(self, total: int, say: Callable[[int], str]) -> Steps:
        """Begin anew; `say` makes the sentence of a step. Returns the steps that the work takes."""
        self._steps = Steps(say)
        self._steps.said.connect(self._show)
        self.bar.setRange(0, total)
        self.stop_button.setEnabled(True)
        self._show(0, say(0))
        return self._steps

    def stop(self) -> None:
        """Stop before the next step."""
        self._steps.stopped = True
        self.label.setText("正在停下…")
        self.stop_button.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does nothing here, on 取消 neither; Esc is the dialog's."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _show(self, step: int, sentence: str) -> None:
        self.bar.setValue(step)
        self.label.setText(sentence)


class ProgressDialog(QDialog):
    """Progress in a small window over the main one; it shows itself only when the work takes a while."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("要点通")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.progress = ProgressPanel()
        column = QVBoxLayout(self)
        column.addWidget(self.progress)
        self.resize(440, 140)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.show)

    def start(self, total: int, say: Callable[[int], str]) -> Steps:
        """Begin; returns the steps that the work takes."""
        self._patience.start()
        return self.progress.start(total, say)

    def end(self) -> None:
        """The work is over, however it went; who waits until no dialog is open hears that this one is not."""
        self._patience.stop()
        self.done(QDialog.DialogCode.Accepted)

    def reject(self) -> None:
        """Esc and the window's own button stop the work; the window goes when it has stopped."""
        self.progress.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """The focus is on no button."""
        super().showEvent(event)
        self.progress.setFocus()
