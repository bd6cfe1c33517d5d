"""Which of a file's sheets holds last year's figures: the one with the most periods above its columns."""

from collections.abc import Sequence

from models.intake.outside_table import OutsideTable
from models.intake.past_columns import FIGURES, recognise_past
from models.intake.past_turned import upright


def likely_past(tables: Sequence[OutsideTable], year: int) -> int:
    """The place of the table that most likely is meant, for a plan of this year; of several alike the first."""
    found = []
    for table in tables:
        columns = recognise_past(upright(table.rows), year)[1]
        found.append(len(FIGURES.intersection(columns)))
    return found.index(max(found))
