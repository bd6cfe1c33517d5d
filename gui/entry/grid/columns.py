"""The heads of the grid's columns, how wide they are, and which hide where there is little room (screens.md §2.1).

The grid never scrolls sideways: 指标 and the cell that is typed into are always in view, at every
width and with the form open; what hides stands in the form.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from gui.entry.grid.cells import RIGHT, TITLES, Column
from gui.kit import theme

WIDTHS = {
    Column.NAME: 178, Column.UNIT: 58, Column.DEMAND: 70, Column.DUE: 64, Column.LAST: 92, Column.VALUE: 92,
    Column.RATE: 60, Column.GAP: 62, Column.STATUS: 84,
}  # fmt: skip
MIN_NAME, MIN_WORDS, MAX_WORDS = 140, 120, 560
ALWAYS = frozenset({Column.NAME, Column.UNIT, Column.DUE, Column.VALUE, Column.STATUS})
_HIDE_FIRST = (Column.LAST, Column.RATE, Column.DEMAND, Column.GAP)


class GridHeader(QHeaderView):
    """The heads of the columns; the one that is typed into is tinted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setMinimumSectionSize(40)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 -- Qt's name
        """A name on its surface, with lines to the right and below."""
        entry = section == Column.VALUE
        painter.save()
        painter.fillRect(rect, QColor(theme.SELECTED if entry else theme.HEADER))
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.bold(theme.SMALL_PX))
        painter.setPen(QColor(theme.ON_SELECTED if entry else theme.TEXT))
        side = Qt.AlignmentFlag.AlignRight if section in RIGHT else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect.adjusted(8, 0, -8, 0), side | Qt.AlignmentFlag.AlignVCenter, TITLES[section])
        painter.restore()


def shown_columns(room: int, *, few: bool) -> set[Column]:
    """The columns for a width: the five of a small window, else all that fit, 进展情况 only where it is legible."""
    shown = set(ALWAYS if few else WIDTHS)
    for column in _HIDE_FIRST:
        if _sum(shown) > room:
            shown.discard(column)
    if not few and room - sum(WIDTHS.values()) >= MIN_WORDS:
        shown.add(Column.TEXT)
    return shown


def arrange(view: QTableView, room: int, *, few: bool) -> None:
    """Fit the columns into a width: 进展情况 takes what is left, else 指标 does."""
    shown = shown_columns(room, few=few)
    header = view.horizontalHeader()
    words = Column.TEXT in shown
    left = room - _sum(shown)
    for column in Column:
        view.setColumnHidden(column, column not in shown)
        fills = column is (Column.TEXT if words else Column.NAME)
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if fills else QHeaderView.ResizeMode.Fixed)
        if column in WIDTHS:
            more = max(0, left - MAX_WORDS) if column is Column.NAME else 0
            view.setColumnWidth(column, WIDTHS[column] + more)


def _sum(columns: set[Column]) -> int:
    return sum(MIN_NAME if c is Column.NAME and Column.TEXT not in columns else WIDTHS.get(c, 0) for c in columns)
