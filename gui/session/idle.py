"""Long work in short slices between events, so that a key never waits for it; and looking for garbage then."""

import gc
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


def set_aside() -> None:
    """Look for garbage now, and from now on only among what comes after.

    Python looks through all that lives whenever a quarter has been added: with a large plan that
    takes several frames, at some key or other. What is set aside is still freed when nobody has it.
    """
    gc.collect()
    gc.freeze()


def take_back() -> None:
    """Another file is opened: what was set aside may be garbage by now."""
    gc.unfreeze()
