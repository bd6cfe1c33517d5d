"""What of 总览 stands where in a window of which width (screens.md §2.1): arithmetic only, no Qt."""

from dataclasses import dataclass
from typing import NamedTuple

from gui.kit.widths import NARROW, SMALL

USUAL = 1340  # from this width of the window the lights have the room they want
LEAST, HEAD, FOOT = 150, 44, 46  # the least height of a panel; what a list has above and below its rows
MOST_ROWS = 12  # of a list that does not scroll


class PanelHeights(NamedTuple):
    """A number of pixels for each panel: as high as each has to be to show all its rows."""

    lights: int
    missing: int
    behind: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One of three: all beside each other; without columns and with tabs; everything in one column that scrolls."""

    width: int

    @property
    def is_small(self) -> bool:
        """Either the tree or the rest is seen, and the rest is one column."""
        return self.width < SMALL

    @property
    def is_tabbed(self) -> bool:
        """Either the lights or the missing list is seen, and the tree has fewer columns."""
        return SMALL <= self.width < NARROW

    @property
    def name(self) -> str:
        """Under which the sizes that the user gave it are remembered."""
        if self.is_small:
            return "overview-small"
        if self.is_tabbed:
            return "overview-narrow"
        return "overview-wide"

    @property
    def upper_shares(self) -> tuple[int, int]:
        """How lights and missing list share the width they have, in percent."""
        if self.width >= USUAL:
            return 64, 36
        return 58, 42

    def least_heights(self, needed: PanelHeights) -> PanelHeights:
        """No panel scrolls in a small window, the page does; in others each may."""
        if self.is_small:
            return needed
        return PanelHeights(LEAST, LEAST, LEAST)

    def most_above(self, needed: PanelHeights) -> int:
        """How high lights and missing list may be together: never higher than they need."""
        if self.is_small:
            return sum(needed)
        return max(needed.lights, needed.missing, LEAST)

    def shows_tree(self, *, directory: bool) -> bool:
        """Whether the tree is seen; `directory` says that the user asked for it in a small window."""
        return directory or not self.is_small

    def shows_standing(self, *, directory: bool) -> bool:
        """Whether all but the tree is seen."""
        return not (self.is_small and directory)

    def shows_tab(self, tab: int, current: int) -> bool:
        """Whether what belongs to a tab is seen."""
        return not self.is_tabbed or tab == current
