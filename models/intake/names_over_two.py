"""One word that heads two columns of names: 指标 over 工业 | 产值."""

from collections.abc import Mapping, Sequence

from models.intake.column_contents import Rows, column, holds_words
from models.intake.outside_table import Span, Spot
from models.words.columns import Role


def names_over_two(
    roles: Sequence[Role], words: Sequence[str], body: Rows, spans: Mapping[Spot, Span], lines: range
) -> tuple[tuple[Role, ...], int]:
    """The roles where one word heads two columns of words: the left one groups the names in the right one."""
    found = list(roles)
    at = found.index(Role.NAME) if Role.NAME in found else len(found)
    right = at + 1
    if right >= len(found) or words[right] or found[right] is not Role.UNUSED or not holds_words(body, right):
        return tuple(found), -1
    is_merged = any(spans.get((line, at), (1, 1))[1] > 1 for line in lines)
    is_full = len(column(body, right)) >= len(column(body, at))
    if not (is_merged or is_full) or {Role.TASK, Role.AREA} <= set(found):
        return tuple(found), -1
    if Role.TASK in found:
        found[found.index(Role.TASK)] = Role.AREA
    found[at], found[right] = Role.TASK, Role.NAME
    return tuple(found), at
