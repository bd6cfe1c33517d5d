"""Rows of a 任务分解表 that are a heading and nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from models.intake.cell_words import one_line
from models.words.columns import HEADINGS, Role
from models.words.numbers import clean
from models.words.titles import CHINESE_ORDER, NUMBERED, ORDER, Title, is_ranked, title_of

_WHOLE_WIDTH = 3  # cells with the same words: merged ones, filled by Excel's reader


def banner_of(row: Sequence[str], roles: Sequence[Role]) -> Title | None:
    """The heading that a row is, where it holds nothing else; None for every other row."""
    cells = row[: len(roles)]
    if len(set(map(str.strip, cells)) - {""}) > 2:  # a number and a title at most
        return None
    order = ""
    rest = []
    for at, text in enumerate(map(one_line, cells)):
        if text and roles[at] is not Role.ORDER:
            rest.append((at, text))
        order = order or _order_in(roles[at], text)
    if not rest:
        return _in_the_order(order)
    return _over_the_width(order, rest, roles)


def _order_in(role: Role, text: str) -> str:
    """The number of a row that a cell holds; empty where its column is for something else."""
    if role is Role.ORDER:
        return text
    return ""


def _over_the_width(order: str, rest: Sequence[tuple[int, str]], roles: Sequence[Role]) -> Title | None:
    """The heading that a row with one text is, by its number, its width or its place; None where it is none."""
    at, text = rest[0]
    others = {clean(other) for _, other in rest} - {clean(order)}
    if len(others) > 1 or (len(rest) == 1 and roles[at] in HEADINGS):
        return None
    if CHINESE_ORDER.fullmatch(order):
        return _numbered(title_of(text, 0), order)
    spread = len(rest) >= _WHOLE_WIDTH or clean(order) == clean(text)
    if is_ranked(text) or spread or _before_the_name(at, roles):
        return title_of(text, 0)
    return None


def _in_the_order(order: str) -> Title | None:
    """A heading that stands in the column of numbers; a number by itself is none."""
    if not order or ORDER.fullmatch(order) or CHINESE_ORDER.fullmatch(order):
        return None
    return title_of(order, 0)


def _numbered(title: Title, order: str) -> Title:
    """A heading with the number in the cell before it, unless it has one of its own."""
    if title.number or NUMBERED.match(title.title):
        return title
    if order[-1] not in ")）、.":
        order += "、"
    return replace(title, number=order)


def _before_the_name(at: int, roles: Sequence[Role]) -> bool:
    """Whether a column stands left of the targets' names, where a row's only words are a heading."""
    return Role.NAME in roles and at < roles.index(Role.NAME)
