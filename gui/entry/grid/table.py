"""The grid in view, as the arithmetic of the cursor asks for it."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from gui.entry.grid.folds import Folds
from gui.entry.grid.lines import GridColumn, GridLineKind
from gui.entry.grid.model import EntryModel
from gui.entry.grid.moves import At


class TableInView:
    """The rows of a model with what a view folds and hides of them."""

    def __init__(
        self,
        model: EntryModel,
        folds: Folds,
        row_hidden: Callable[[int], bool],
        column_hidden: Callable[[int], bool],
    ) -> None:
        self._model = model
        self._folds = folds
        self._row_hidden = row_hidden
        self._column_hidden = column_hidden

    def rows(self) -> int:
        """How many rows there are, folded ones too."""
        return self._model.rowCount()

    def columns(self) -> list[GridColumn]:
        """The columns in view, from the left."""
        return [column for column in GridColumn if not self._column_hidden(column)]

    def hidden(self, row: int) -> bool:
        """Whether a row is folded away."""
        return self._row_hidden(row)

    def stops(self, row: int) -> bool:
        """Whether the cursor stops at a row: a target's line in view, or a folded task."""
        return self._folds.stops(row)

    def is_target(self, row: int) -> bool:
        """Whether a row is a target's own."""
        return self._model.line(row).kind is GridLineKind.MAIN

    def takes_figure(self, row: int) -> bool:
        """Whether a row's 本期值 is typed."""
        return bool(self._model.line(row).field)

    def takes_past(self, row: int) -> bool:
        """Whether a row's 上年同期 is typed."""
        return self._model.line(row).past

    def needs_attention(self, row: int) -> bool:
        """Whether a row is 待填 or has a problem."""
        return self._model.needs_attention(row)

    def filled(self, at: At) -> bool:
        """Whether anything stands in a cell, as it would be edited."""
        return bool(self._model.data(self._model.index(*at), Qt.ItemDataRole.EditRole))
