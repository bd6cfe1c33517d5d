"""Python's search for garbage, made by the window's own thread, in moments that nobody waits for.

Left to itself Python searches in whatever thread has just made an object. What it then frees may be a closed dialog,
and Qt allows that in the window's thread alone: in the one that owns the plan file the program may crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 200  # milliseconds between two glances at how much was made
ENOUGH = (10_000, 10, 50)  # things made, searches among the youngest, and among the younger, until the next search


def take_over(parent: QObject) -> None:
    """From now on Python searches no more by itself, but `look` does between events, as long as `parent` lives."""
    gc.disable()
    timer = QTimer(parent)
    timer.setInterval(EVERY)
    timer.timeout.connect(look)
    timer.start()


def look() -> None:
    """Search now, where enough was made since the last time."""
    made = gc.get_count()
    for generation in (2, 1, 0):
        if made[generation] >= ENOUGH[generation]:
            gc.collect(generation)
            return


def set_aside() -> None:
    """Search now, and from now on only among what comes after.

    To look through all that lives takes several frames with a large plan. What is set aside is still freed when
    nobody has it.
    """
    gc.collect()
    gc.freeze()


def take_back() -> None:
    """Another file is opened: what was set aside may be garbage by now."""
    gc.unfreeze()
