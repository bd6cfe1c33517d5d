"""What stands in the columns of a table, by their cells alone."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from models.words.columns import ATTRIBUTES, DUES, OFFICE, SERIALS, Role
from models.words.demands import is_quantity
from models.words.numbers import clean
from models.words.units import is_unit_alone

Rows: TypeAlias = Sequence[Sequence[str]]

_MOST_OF_AN_OFFICE = 40
_SAMPLE = 60  # filled cells


def mostly(body: Rows, at: int, fits: Callable[[str], bool]) -> bool:
    """Whether most of a column's filled cells pass a test."""
    cells = column(body, at)[:_SAMPLE]
    # two thirds: a column has remarks and sums in it, too
    return bool(cells) and sum(map(fits, cells)) * 3 >= len(cells) * 2


def column(body: Rows, at: int) -> list[str]:
    """The filled cells of a column; rows may be shorter."""
    return [row[at] for row in body if len(row) > at and row[at].strip()]


def content(body: Rows, at: int) -> Role:
    """What most cells of a column are; numbers of rows stand in the first column only."""
    for role, fits in _TESTS:
        if (role is not Role.ORDER or at == 0) and mostly(body, at, fits):
            return role
    return Role.UNUSED


def holds_words(body: Rows, at: int) -> bool:
    """Whether a column holds words, and nothing that is of a sort by itself."""
    return bool(column(body, at)) and content(body, at) is Role.UNUSED


def fits_role(role: Role, cell: str) -> bool:
    """Whether a cell is of what a column holds by its content."""
    return any(test(cell) for other, test in _TESTS if other is role)


def is_unit_word(cell: str) -> bool:
    """Whether a cell is a unit of measure and nothing else."""
    return is_unit_alone(clean(cell))


def is_attribute(cell: str) -> bool:
    """Whether a cell only says of what sort a target is: 预期性, 约束性."""
    return ATTRIBUTES.fullmatch(clean(cell)) is not None


def _is_serial(cell: str) -> bool:
    return SERIALS.fullmatch(clean(cell)) is not None


def _is_due(cell: str) -> bool:
    return DUES.fullmatch(clean(cell)) is not None


def _is_office(cell: str) -> bool:
    return len(cell) <= _MOST_OF_AN_OFFICE and OFFICE.fullmatch(clean(cell)) is not None


_TESTS: tuple[tuple[Role, Callable[[str], bool]], ...] = (
    (Role.ORDER, _is_serial),
    (Role.UNIT, is_unit_word),
    (Role.DUE, _is_due),
    (Role.VALUE, is_quantity),
    (Role.LEAD, _is_office),
)
FIGURES = frozenset({Role.VALUE, Role.UNIT, Role.LEAD, Role.DUE})  # the names stand before the first of these
