"""How wide the grid's columns are, and which hide where there is little room (screens.md §2.1)."""

from PySide6.QtWidgets import QHeaderView, QTableView

from gui.entry_cells import Column

WIDTHS = {
    Column.NAME: 178, Column.UNIT: 58, Column.DEMAND: 70, Column.DUE: 64, Column.LAST: 92, Column.VALUE: 92,
    Column.RATE: 60, Column.GAP: 62, Column.STATUS: 84,
}  # fmt: skip
MIN_WORDS, MAX_WORDS = 120, 560
FEW = frozenset({Column.NAME, Column.UNIT, Column.DUE, Column.VALUE, Column.STATUS})


def arrange(view: QTableView, room: int, *, few: bool) -> None:
    """Fit the columns into a width: 进展情况 takes what is left, or hides and leaves it to 指标."""
    fixed = sum(width for column, width in WIDTHS.items() if not few or column in FEW)
    words = not few and room - fixed >= MIN_WORDS
    header = view.horizontalHeader()
    fill = Column.TEXT if words else Column.NAME
    for column in Column:
        view.setColumnHidden(column, (few and column not in FEW) or (column is Column.TEXT and not words))
        stretch = QHeaderView.ResizeMode.Stretch if column is fill else QHeaderView.ResizeMode.Interactive
        header.setSectionResizeMode(column, stretch)
        if column in WIDTHS:
            more = max(0, room - fixed - MAX_WORDS) if column is Column.NAME else 0
            view.setColumnWidth(column, WIDTHS[column] + more)
