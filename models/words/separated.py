"""Values separated by tabs, commas or semicolons (.csv, .tsv), cells with line breaks in quotes."""

import re
from collections import Counter

SEPARATORS = ("\t", ",", ";", "，", "；", "|")
_SAMPLE = 60  # lines by which the separator is found
_LOOKED_AT = 100_000  # characters of them: a line may be the whole of a hostile file
_SAID = "sep="  # Excel's own first line that names it


def separator_of(text: str) -> str:
    """The sign between the cells: the one that cuts most lines into as many cells, more than one; else empty."""
    said = text.lstrip("\ufeff")[:6].splitlines()
    if said and said[0].lower().startswith(_SAID) and len(said[0]) > len(_SAID):
        return said[0][len(_SAID)]
    best, most = "", 0
    sample = "\n".join(text[:_LOOKED_AT].splitlines()[:_SAMPLE])
    for sign in SEPARATORS:
        rows = _rows(sample, sign)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: item[1] * item[0], default=(0, 0))
        found = count * (width - 1)
        if found > most:
            best, most = sign, found
    return best


def read_separated(text: str) -> list[list[str]]:
    """The rows of a text of separated values, as they stand."""
    text = text.lstrip("\ufeff")
    rows = _rows(text, separator_of(text) or "\t")
    if rows and "".join(rows[0]).lower().startswith(_SAID):
        del rows[0]
    return rows


def _rows(text: str, sign: str) -> list[list[str]]:
    """The rows of a text; a quote that is never closed is an ordinary character and swallows nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # what a quote encloses is never given back: going back over millions of them takes a gigabyte
    cell = re.compile(rf'"((?:[^"]++|"")*+)"(?=[{re.escape(sign)}\n]|\Z)|([^{re.escape(sign)}\n]*)')
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        match = cell.match(text, at)
        assert match is not None  # the second half matches anything
        quoted = match[1]
        if quoted is None:
            rows[-1].append(match[2])
        else:
            rows[-1].append(quoted.replace('""', '"'))
        at = match.end() + 1
        if text[match.end() : at] == "\n":
            rows.append([])
    return rows
