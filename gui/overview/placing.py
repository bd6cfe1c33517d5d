"""Where in 各任务亮灯 each label, cell, weighted bar and count stands, in pixels; arithmetic only, no Qt."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

LABEL, COUNTS, LINE_GAP = 104, 46, 4
_BESIDE, _AROUND = 1, 3  # a click this far beside a cell still means it


class CellBox(NamedTuple):
    """A rectangle as QRect takes it."""

    left: int
    top: int
    width: int
    height: int

    def is_near(self, x: int, y: int) -> bool:
        """Whether a click at this point means what stands here."""
        across = self.left - _BESIDE <= x < self.left + self.width + 2 * _BESIDE
        return across and self.top - _AROUND <= y < self.top + self.height + _AROUND


@dataclass(frozen=True, slots=True)
class LightSizes:
    """What the places depend on: the widget's width, the font, the theme."""

    width: int
    line: int  # from the top of one line of cells to the next
    bar: int  # a weighted bar with its number
    side: int
    gap: int
    cell_width: int
    cell_height: int
    cell_step: int  # from the left of one cell to the next

    @property
    def left(self) -> int:
        """Where the cells begin, behind the labels."""
        return self.side + LABEL + self.gap

    @property
    def counts_left(self) -> int:
        """Where the counts at the right begin."""
        return self.width - self.side - COUNTS

    @property
    def bar_left(self) -> int:
        """Where all weighted bars begin: before the counts."""
        return max(self.counts_left - self.gap - self.bar, self.left)

    @property
    def cells_a_line(self) -> int:
        """As many as fit, at least one."""
        return max((self.counts_left - self.left) // self.cell_step, 1)


class LightPlaces:
    """The places of all rows; `shape` has for each row how many cells it has and whether it has a weighted bar."""

    def __init__(self, shape: Sequence[tuple[int, bool]], sizes: LightSizes) -> None:
        self._shape, self._sizes = shape, sizes
        self._tops: list[int] = []
        top = LINE_GAP
        for cells, has_bar in shape:
            self._tops.append(top)
            top += self._lines(cells, has_bar=has_bar) * sizes.line
        self._end = top

    @property
    def height(self) -> int:
        """All rows together; nothing to show still has some height."""
        if not self._tops:
            return 40
        return self._end

    def rows_within(self, top: int, bottom: int) -> range:
        """The rows of which something stands between two heights."""
        first = bisect_right(self._tops, top) - 1
        return range(max(first, 0), bisect_right(self._tops, bottom))

    def label(self, row: int) -> CellBox:
        """The label of a row's task, at the left of its first line."""
        return CellBox(self._sizes.side, self._tops[row], LABEL, self._sizes.cell_height)

    def cell(self, row: int, cell: int) -> CellBox:
        """A cell, on whichever line of its row it is."""
        sizes = self._sizes
        line, at = divmod(cell, sizes.cells_a_line)
        left, top = sizes.left + at * sizes.cell_step, self._tops[row] + line * sizes.line
        return CellBox(left, top, sizes.cell_width, sizes.cell_height)

    def bar(self, row: int) -> CellBox:
        """A row's weighted bar and number: on its last line."""
        sizes = self._sizes
        return CellBox(sizes.bar_left, self._below(row) - sizes.line, sizes.bar, sizes.cell_height)

    def counts(self, row: int) -> CellBox:
        """The counts of a row, at the right of its first line."""
        return CellBox(self._sizes.counts_left, self._tops[row], COUNTS, self._sizes.cell_height)

    def row_at(self, y: int) -> int | None:
        """The row at a height."""
        row = bisect_right(self._tops, y) - 1
        if row < 0 or y >= self._end:
            return None
        return row

    def cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        """The row and the cell at a point or right beside it."""
        near = bisect_right(self._tops, y + _AROUND) - 1
        for row in (near, near - 1):
            if row < 0:
                continue
            for cell in range(self._shape[row][0]):
                if self.cell(row, cell).is_near(x, y):
                    return row, cell
        return None

    def nearest(self, row: int, cell: int) -> tuple[int, int]:
        """The cell that there is where a step would lead out of the rows or out of a row."""
        row = min(max(row, 0), len(self._shape) - 1)
        return row, min(max(cell, 0), self._shape[row][0] - 1)

    def _below(self, row: int) -> int:
        """Where a row ends and the next may begin."""
        if row + 1 < len(self._tops):
            return self._tops[row + 1]
        return self._end

    def _lines(self, cells: int, *, has_bar: bool) -> int:
        sizes = self._sizes
        lines = -(-cells // sizes.cells_a_line)  # rounded up
        if has_bar:
            on_last = cells - (lines - 1) * sizes.cells_a_line
            if sizes.left + on_last * sizes.cell_step > sizes.bar_left:
                lines += 1  # no room beside the cells: the bar has a line of its own
        return lines
