"""Several things typed in one line: names, percentages; whatever people put between them."""

from decimal import Decimal

from models.words.changes import AskedChange
from models.words.names import SEPARATORS
from models.words.numbers import read_number


def parts_of(text: str) -> list[str]:
    """What stands between separators, without spaces around it and without empty parts."""
    parts = [part.strip() for part in SEPARATORS.split(text)]
    return [part for part in parts if part]


def percentages(text: str) -> tuple[Decimal, ...] | None:
    """Percentages, each with its sign or without; None where one cannot be read."""
    found = []
    for part in parts_of(text):
        value = read_number(part.rstrip("%％"), "%", change=AskedChange.BARRED).value
        if value is None:
            return None
        found.append(value)
    return tuple(found)
