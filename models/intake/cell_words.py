"""The words of cells: in one line, names of offices and persons, whatever stands between them."""

import re
from collections.abc import Sequence

from models.words.names import BLANKS, PERSONS, offices

EMPTY = BLANKS | {"—", "——", "－"}
_LABEL = re.compile(r"(?:牵头|主办|责任|配合|协办|协同)(?:责任)?(?:单位|部门)?[:：]")
_HELPING = re.compile(r"配合|协办|协同")
_LEADING = re.compile(r"[(（]?(?:牵头|主办)[)）]?$")
_AFTER = re.compile(r"[(（]?(?:配合|协办|协同)[)）]?$")


def one_line(text: str) -> str:
    """A cell in one line: breaks within Chinese words close up."""
    return re.sub(r"[ \t\u3000]+", " ", re.sub(r"\s*\n\s*", "", text)).strip()


def filled_lines(row: Sequence[str]) -> list[str]:
    """A row's filled cells, each in one line."""
    return [one_line(cell) for cell in row if cell.strip()]


def units_of(lead_cell: str, co_cell: str) -> dict[str, object]:
    """The lead, the first unit named or the one that is said to lead, and the others, each once."""
    leads, helping = _sorted(lead_cell)
    more, others = _sorted(co_cell)
    named = list(dict.fromkeys((*leads[1:], *helping, *more, *others)))
    lead = next(iter(leads), "")
    if lead in named:
        named.remove(lead)
    return {"unit_lead": lead, "units_co": named}


def _sorted(text: str) -> tuple[list[str], list[str]]:
    """The offices of a cell, each once: those that lead or just stand there, and those that are said to help."""
    own: dict[str, None] = {}  # a set that keeps the order
    helping: dict[str, None] = {}
    first: list[str] = []
    into = own
    for part in offices(_LABEL.sub(lambda m: f"\n{m.group()}\n", text)):
        if _LABEL.fullmatch(part):
            into = helping if _HELPING.search(part) else own
            continue
        name = _AFTER.sub("", _LEADING.sub("", part)).strip("。.：:")
        if not name or name in EMPTY:
            continue
        if _LEADING.search(part):
            first.append(name)
        (helping if _AFTER.search(part) else into)[name] = None
    ordered = dict.fromkeys((*first, *own))
    return list(ordered), [name for name in helping if name not in ordered]


def persons_of(text: str) -> list[str]:
    """The persons of a cell as they are written."""
    return [name.strip() for name in PERSONS.split(text)]
