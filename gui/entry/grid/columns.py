"""The heads of the grid's columns, how wide they are, and which hide where there is little room (screens.md §2.1).

The grid never scrolls sideways: 指标 and the cell that is typed into are always in view, at every
width and with the form open; what hides stands in the form.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from gui.entry.grid.lines import RIGHT, TITLES, GridColumn
from gui.kit import theme

WIDTHS = {
    GridColumn.NAME: 178,
    GridColumn.UNIT: 58,
    GridColumn.DEMAND: 70,
    GridColumn.DUE: 64,
    GridColumn.LAST: 92,
    GridColumn.PAST: 92,
    GridColumn.VALUE: 92,
    GridColumn.RATE: 60,
    GridColumn.GAP: 62,
    GridColumn.STATUS: 84,
}
MIN_NAME, MIN_WORDS, MAX_WORDS = 140, 120, 560
ALWAYS = frozenset({GridColumn.NAME, GridColumn.UNIT, GridColumn.DUE, GridColumn.VALUE, GridColumn.STATUS})
_HIDE_FIRST = (GridColumn.LAST, GridColumn.RATE, GridColumn.DEMAND, GridColumn.GAP)


class GridHeader(QHeaderView):
    """The heads of the columns; the one that is typed into is tinted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setMinimumSectionSize(40)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 -- Qt's name
        """A name on its surface, with lines to the right and below."""
        surface, ink = theme.HEADER, theme.TEXT
        if section == GridColumn.VALUE:
            surface, ink = theme.SELECTED, theme.ON_SELECTED
        painter.save()
        painter.fillRect(rect, QColor(surface))
        painter.setPen(QColor(theme.LINE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.bold(theme.SMALL_PX))
        painter.setPen(QColor(ink))
        painter.drawText(rect.adjusted(8, 0, -8, 0), side_of(section), TITLES[section])
        painter.restore()


def side_of(section: int) -> Qt.AlignmentFlag:
    """Where the words of a column stand: numbers to the right, in its head as in its cells."""
    if section in RIGHT:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def shown_columns(room: int, *, few: bool, past: bool = False) -> set[GridColumn]:
    """The columns for a width: the five of a small window, else all that fit, 进展情况 only where it is legible.

    上年同期 stands where `past` asks for it, at any width: who chose it wants to type there.
    """
    asked = set()
    if past:
        asked.add(GridColumn.PAST)
    if few:
        return set(ALWAYS | asked)
    shown = set(WIDTHS) - {GridColumn.PAST} | asked
    for column in _HIDE_FIRST:
        if least_width(shown) > room:
            shown.discard(column)
    if room - sum(WIDTHS[column] for column in WIDTHS if column is not GridColumn.PAST or past) >= MIN_WORDS:
        shown.add(GridColumn.TEXT)
    return shown


def arrange(view: QTableView, room: int, *, few: bool, past: bool = False) -> None:
    """Fit the columns into a width: 进展情况 takes what is left, else 指标 does."""
    shown = shown_columns(room, few=few, past=past)
    header = view.horizontalHeader()
    filling = GridColumn.NAME
    if GridColumn.TEXT in shown:
        filling = GridColumn.TEXT
    more = max(0, room - least_width(shown) - MAX_WORDS)  # words in longer lines are hard to read
    widths = WIDTHS | {GridColumn.NAME: WIDTHS[GridColumn.NAME] + more}
    for column in GridColumn:
        view.setColumnHidden(column, column not in shown)
        mode = QHeaderView.ResizeMode.Fixed
        if column is filling:
            mode = QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(column, mode)
        if column in widths:
            view.setColumnWidth(column, widths[column])
    index = view.currentIndex()
    if index.column() == GridColumn.PAST and not past:  # the cursor leaves a column that is taken away
        view.setCurrentIndex(index.siblingAtColumn(GridColumn.VALUE))


def least_width(columns: set[GridColumn]) -> int:
    """The room that columns need: 指标 may be narrower where 进展情况 does not stand beside it."""
    width = sum(WIDTHS.get(column, 0) for column in columns)
    if GridColumn.NAME in columns and GridColumn.TEXT not in columns:
        width += MIN_NAME - WIDTHS[GridColumn.NAME]
    return width
