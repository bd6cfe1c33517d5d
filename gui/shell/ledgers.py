"""Other ledgers: chosen in the system's dialog, or from those opened last."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.kit import ask
from gui.kit.commands import MenuLine
from gui.session.session import Session
from gui.system import remembered

_WIDTH = 480  # pixels of a line in 最近打开


class Ledgers:
    """Over the window `over`: `want` is told of a file that was chosen, `open_again` of one opened before."""

    def __init__(
        self,
        session: Session,
        over: QWidget,
        want: Callable[[Path], object],
        open_again: Callable[[Path], object],
    ) -> None:
        self._session, self._over = session, over
        self._want, self._open_again = want, open_again

    def choose(self) -> None:
        """打开台账: ask for a file; nothing happens where none is chosen."""
        path = ask.open_file(self._over, "打开台账", ask.PLAN_FILES, self._session.path.parent)
        if path:
            self._want(path)

    def lines(self) -> list[MenuLine]:
        """The other files opened last, with their folders; nobody asks drives that may be gone."""
        here = self._session.path.resolve()
        others = [path for path in remembered.recent() if path != here]
        lines = []
        for number, path in enumerate(others, 1):
            words = f"{path.stem}　{path.parent}"
            lines.append(MenuLine(words, self._opening(path), key=str(number), tip=str(path), most=_WIDTH))
        return lines

    def _opening(self, path: Path) -> Callable[[], object]:
        return lambda: self._open_again(path)
