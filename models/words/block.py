"""A block of cells as Excel and WPS copy it: tab-separated, cells with line breaks in quotes."""

import re

MAX_ROWS, MAX_COLUMNS = 3000, 60
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*)')
_UNCLEAN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_block(text: str) -> list[list[str]]:
    """The rows of a copied block, all of one width; empty rows and columns at its ends are left out.

    A quote that is never closed is an ordinary character, so that one stray quote swallows nothing.
    """
    text = _UNCLEAN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        match = _CELL.match(text, at)
        assert match is not None  # the second half matches anything
        quoted = match[1]
        if quoted is None:
            rows[-1].append(match[2])
        else:
            rows[-1].append(quoted.replace('""', '"'))
        at = match.end() + 1
        if text[match.end() : at] == "\n":
            rows.append([])
    return squared(rows)


def squared(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one width, without the empty rows at the end and the empty columns on the right."""
    while rows and not any(c.strip() for c in rows[-1]):
        rows.pop()
    width = max(map(_filled_width, rows), default=0)
    return [[*r[:width], *[""] * (width - len(r))] for r in rows]


def _filled_width(row: list[str]) -> int:
    """How far a row is filled: the number of its last filled cell."""
    return max((at for at, cell in enumerate(row, start=1) if cell.strip()), default=0)
