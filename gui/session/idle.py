"""Long work in short slices between events, so that a key never waits for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

SLICE = 0.008  # seconds; half a frame


class Idle(QObject):
    """Runs `work`, which takes the seconds it may use and says whether all is done, until it is."""

    def __init__(self, parent: QObject, work: Callable[[float], bool]) -> None:
        super().__init__(parent)
        self._work = work
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._slice)

    @property
    def busy(self) -> bool:
        """Whether some of the work is still to be done."""
        return self._timer.isActive()

    def start(self) -> None:
        """Go on as soon as nothing else is waiting."""
        self._timer.start()

    def stop(self) -> None:
        """Leave the rest undone until `start`."""
        self._timer.stop()

    def _slice(self) -> None:
        if self._work(SLICE):
            self._timer.stop()
