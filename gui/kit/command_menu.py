"""A menu made from commands; before it opens every line is asked whether it can be done, and says why not."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gui.kit.commands import Command, MenuLine
from gui.kit.plain import no_key, plain_tip


class CommandMenu(QMenu):
    """The commands of each group, with a line between two groups."""

    def __init__(self, groups: Iterable[Sequence[Command]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._offered: list[tuple[QAction, Command]] = []
        self._submenus: dict[str, QMenu] = {}
        for group in groups:
            if self._offered:
                self.addSeparator()
            for command in group:
                self._offered.append((self._line(command), command))
        self.aboutToShow.connect(self.refresh)

    def refresh(self) -> None:
        """Ask every command anew whether it can be done, and fill the submenus."""
        for action, command in self._offered:
            why_not = command.why_not()
            if command.lines is not None:
                _fill(self._submenus[command.name], command.lines())
            action.setEnabled(not why_not)
            action.setToolTip(plain_tip(why_not))

    def _line(self, command: Command) -> QAction:
        if command.lines is None:
            action = self.addAction(command.words)
            action.triggered.connect(lambda _=False: command.call())
            return action
        submenu = QMenu(command.words, self)
        submenu.setToolTipsVisible(True)
        self._submenus[command.name] = submenu
        return self.addMenu(submenu)


def _fill(menu: QMenu, lines: Sequence[MenuLine]) -> None:
    menu.clear()
    for line in lines:
        action = menu.addAction(_written(menu, line))
        action.setToolTip(plain_tip(line.tip))
        action.triggered.connect(lambda _=False, chosen=line: chosen.call())
        if line.ticked is not None:
            action.setCheckable(True)
            action.setChecked(line.ticked)


def _written(menu: QMenu, line: MenuLine) -> str:
    """The line's words, in which & is no key."""
    words = line.words
    if line.most:
        words = menu.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, line.most)
    words = no_key(words)
    if line.key:
        return f"&{line.key}　{words}"
    return words
