"""A row that names several targets: numbered points in its cells, or a sentence that shares its amounts out."""

from collections.abc import Mapping

from models.intake.cell_words import one_line
from models.words.columns import Role
from models.words.demands import is_quantity
from models.words.turns import items_of, shared_out


def points_of(cells: Mapping[Role, str]) -> tuple[list[dict[Role, str]], str]:
    """The cells of each target that a row names, and the doubt that it was taken apart; one row as it is without."""
    name, value = cells.get(Role.NAME, ""), cells.get(Role.VALUE, "")
    names, values = items_of(name), _amounts(value)
    if len(names) > 1 and len(values) == len(names):
        return _each(cells, names, values), f"一格里有{len(names)}条，拆成{len(names)}项"
    if not value.strip() and len(names) > 1:
        return _each(cells, names, [""] * len(names)), f"一格里有{len(names)}条，拆成{len(names)}项"
    plain_names = [part for part in name.split("\n") if part.strip()]
    if len(values) > 1 and len(values) == len(plain_names):
        return _each(cells, plain_names, values), f"一格里有{len(values)}行，拆成{len(values)}项"
    shared = shared_out(one_line(name) + one_line(value))
    if shared:
        return _each(cells, shared, [""] * len(shared)), f"“分别”拆成{len(shared)}项"
    return [dict(cells)], ""


def _amounts(value: str) -> list[str]:
    """The lines of a cell, each an amount of its own; empty where any is none."""
    parts = items_of(value) or [part for part in value.split("\n") if part.strip()]
    if all(map(is_quantity, parts)):
        return parts
    return []


def _each(cells: Mapping[Role, str], names: list[str], values: list[str]) -> list[dict[Role, str]]:
    found = []
    for name, value in zip(names, values, strict=True):
        one = {**cells, Role.NAME: name, Role.VALUE: value}
        if not value:
            del one[Role.VALUE]
        found.append(one)
    return found
