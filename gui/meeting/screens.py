"""Which screen is projected on: the one chosen last on this machine, else one without the main window."""

from collections.abc import Sequence

from PySide6.QtGui import QScreen

from gui.system import remembered


def key_of(screen: QScreen) -> str:
    """What tells a screen from others, also after it was unplugged."""
    return "|".join((screen.name(), screen.model(), screen.serialNumber()))


def title_of(screen: QScreen, screens: Sequence[QScreen]) -> str:
    """A screen by number, size and name: "屏幕 2（1920×1080，EPSON）"."""
    size, number = screen.size() * screen.devicePixelRatio(), [*screens].index(screen) + 1
    said = f"{size.width()}×{size.height()}"
    name = screen.model() or screen.name()
    if name:
        said += f"，{name}"
    return f"屏幕 {number}（{said}）"


def remember(screen: QScreen) -> None:
    """The operator chose this screen."""
    remembered.keep_text(remembered.SCREEN, key_of(screen))


def screen_for(screens: Sequence[QScreen], operators: QScreen) -> QScreen:
    """The screen remembered, else the first on which the operator's window is not, else the only one."""
    wanted = remembered.text(remembered.SCREEN)
    for screen in screens:
        if key_of(screen) == wanted:
            return screen
    for screen in screens:
        if screen is not operators:
            return screen
    return operators
