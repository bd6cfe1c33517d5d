"""The cursor of the grid under Excel's keys (screens.md §4): where it goes is reckoned in moves."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from gui.entry.grid import moves
from gui.entry.grid.moves import At, TypedTable

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class Going(Protocol):
    """Puts the cursor into a cell; with `extend` the selection grows from where it began."""

    def __call__(self, at: At, *, extend: bool = False) -> None:
        """Go to a cell; it is unfolded if need be."""


class GridCursor(QObject):
    """Moves the cursor of one grid. `said` is a line for the status bar."""

    said = Signal(str)

    def __init__(self, table: TypedTable, here: Callable[[], At | None], go: Going) -> None:
        super().__init__()
        self._table = table
        self._here = here
        self._go = go

    def step(self, *, back: bool = False) -> None:
        """Enter: down, or up, in the same column."""
        down = -1 if back else 1
        self._to(moves.beside(self._table, self._here(), down))

    def next_entry(self, *, back: bool = False) -> bool:
        """Tab: the next cell that is typed into; False at the end, where Tab leaves the grid."""
        following = moves.next_typed(self._table, self._here(), back=back)
        self._to(following)
        return following is not None

    def next_open(self, *, back: bool = False) -> None:
        """F3: the next 待填 or problem, round and round."""
        following = moves.next_open(self._table, self._here(), back=back)
        if following is None:
            self.said.emit("没有待填和有提醒的格子了。")
        self._to(following)

    def next_target(self) -> None:
        """Ctrl+↓ in the form: the 本期值 of the next target in view."""
        self._to(moves.next_target(self._table, self._here(), back=False))

    def key(self, key: int, *, control: bool, shift: bool, page: int) -> bool:
        """Whether a key moves the cursor; with Shift all but Enter and F3 select. A page is so many rows."""
        if key in ENTER:
            self.step(back=shift)
        elif key == Qt.Key.Key_F3:
            self.next_open(back=shift)
        elif key in _ARROWS:
            self._to(self._along(*_ARROWS[Qt.Key(key)], control=control), extend=shift)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to(self._far(back=key == Qt.Key.Key_Home, control=control), extend=shift)
        elif key in _PAGES and not control:
            self._to(moves.beside(self._table, self._here(), _PAGES[Qt.Key(key)] * page), extend=shift)
        else:
            return False
        return True

    def _along(self, down: int, right: int, *, control: bool) -> At | None:
        """Where an arrow leads, with Ctrl to an edge."""
        here = self._here()
        if not control:
            return moves.beside(self._table, here, down, right)
        if right:
            return moves.row_end(self._table, here, back=right < 0)
        return moves.column_edge(self._table, here, back=down < 0)

    def _far(self, *, back: bool, control: bool) -> At | None:
        """Where Home and End lead: with Ctrl to the first or last figure of all."""
        if not control:
            return moves.row_end(self._table, self._here(), back=back)
        if back:
            return moves.first_figure(self._table)
        return moves.last_figure(self._table)

    def _to(self, at: At | None, *, extend: bool = False) -> None:
        if at is not None:
            self._go(at, extend=extend)
