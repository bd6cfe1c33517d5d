"""A block of cells as Excel and WPS copy it: tab-separated, cells with line breaks in quotes; Word writes no quotes."""

import re

from models.words.columns import DUES, OFFICE
from models.words.titles import ORDER, is_ranked

MAX_ROWS, MAX_COLUMNS = 3000, 60
MAX_AREA = 3_000_000  # cells of a block made square: rows by the widest of them
_MOST_LINES = 10 * MAX_ROWS  # cells may hold line breaks
_MOST_TEXT = 5_000_000
MAX_ALL_TEXT = 20_000_000  # characters of all cells: a file holds a text once that many cells show
_SHORT_REST = 3  # characters that are no heading
_WIDE = 3  # columns from which on a line with fewer cells is a piece of a row
_OWN_LINE = re.compile(
    r"(?:附?表[一二三四五六七八九十\d]|.{0,30}表$|注|备注|说明|附|单位|填表|填报|制表|合\s*计|总\s*计|小\s*计).*"
)
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*)')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# controls but line breaks and tabs, halves of characters, and what has no width and only hides differences
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ud800-\udfff\ufeff\ufffe\uffff]"
)


def unescaped(text: str) -> str:
    """A text of Excel's file without the escapes that stand for control characters: _x000D_ is a line's end."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


def cell_text(text: str) -> str:
    """A cell's text as it was meant: escapes of Excel's file undone, one kind of line break, nothing unseen in it."""
    return _UNSEEN.sub("", unescaped(text).replace("\r\n", "\n").replace("\r", "\n"))


def is_endless(text: str) -> bool:
    """Whether a copied text holds more than any block that is read, so that it is not even looked at."""
    text = _without_empty_end(text)
    lines = text.count("\n") + 1
    if lines > _MOST_LINES or len(text) > _MOST_TEXT:
        return True
    widest = max(line.count("\t") for line in text.split("\n")) + 1
    return lines * widest > MAX_AREA


def _without_empty_end(text: str) -> str:
    """A copied text without its last lines where these are empty: a column copied whole ends in a million of them."""
    end = text.find("\n", len(text.rstrip("\t\r\n")))
    if end < 0:
        return text
    return text[:end]


def read_block(text: str) -> list[list[str]]:
    """The rows of a copied block, all of one width; empty rows and columns at its ends are left out.

    A quote that is never closed is an ordinary character, so that one stray quote swallows nothing.
    """
    return squared(_rows(text))


def read_table_block(text: str) -> list[list[str]]:
    """The same of a whole table; lines that are pieces of a row, as Word breaks cells, become the row again."""
    return squared(whole_rows(_rows(text)))


def _rows(text: str) -> list[list[str]]:
    """The lines of a block as they are, each with as many cells as it has."""
    text = _UNSEEN.sub("", _without_empty_end(text).replace("\r\n", "\n").replace("\r", "\n"))
    rows: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        match = _CELL.match(text, at)
        assert match is not None  # the second half matches anything
        quoted = match[1]
        if quoted is None:
            quoted = match[2]
        else:
            quoted = quoted.replace('""', '"')
        rows[-1].append(cell_text(quoted))  # only now: an escape may mean a line break
        at = match.end() + 1
        if text[match.end() : at] == "\n":
            rows.append([])
    return rows


def whole_rows(rows: list[list[str]]) -> list[list[str]]:
    """Rows of tab-separated text whose cells were broken at line breaks, whole again.

    Excel fills each line up to the table's width; a line with fewer cells is a piece: its first
    cell goes on where the line before ended.
    """
    width = max(map(len, rows), default=0)
    if width < _WIDE:
        return rows
    found: list[list[str]] = []
    pieces: list[list[str]] = []
    for row in [*rows, [""] * width]:
        if len(row) < width:
            pieces.append(row)
            continue
        # what no row is made of may go on with the last cell of the row before
        found += _joined(pieces, width, found[-1] if found else None)
        pieces = []
        found.append(row)
    return found[:-1]


def _joined(pieces: list[list[str]], width: int, above: list[str] | None) -> list[list[str]]:
    """Lines between two whole rows: headings and notes alone, the others put together where whole rows come of it."""
    found: list[list[str]] = []
    row_above = list(above or ())  # changed only when all comes out whole
    last = row_above or None
    open_row: list[str] = []
    broken = max(map(len, pieces), default=0) > 1
    for piece in pieces:
        if open_row and _goes_on(open_row, piece, width):
            open_row[-1] += "\n" + piece[0]
            open_row += piece[1:]
        elif len(piece) > 1:
            open_row = list(piece)
            found.append(open_row)
        elif last is None or _stands_alone(piece[0], broken=broken):
            found.append(piece)
            last = None
        else:
            last[-1] += "\n" + piece[0]
        if len(open_row) == width:
            last, open_row = open_row, []
    if not _are_whole(found, pieces, width):
        return pieces
    if above:
        above[-1] = row_above[-1]
    return found


def _goes_on(row: list[str], piece: list[str], width: int) -> bool:
    """Whether a piece has room behind a row that is begun, and does not begin one by its number."""
    return len(row) + len(piece) - 1 <= width and ORDER.fullmatch(piece[0].strip()) is None


def _are_whole(found: list[list[str]], pieces: list[list[str]], width: int) -> bool:
    """Whether pieces made whole rows; many of one length are rows whose empty ends were left out."""
    lengths = [len(piece) for piece in pieces if len(piece) > 1]
    if len(lengths) > 2 and len(set(lengths)) == 1:
        return False
    return all(len(row) in {1, width} for row in found)


def _stands_alone(text: str, *, broken: bool) -> bool:
    """Whether a line of one cell is a heading or a note, not the rest of a cell; `broken`: others are pieces."""
    text = text.strip()
    if not text or is_ranked(text) or _OWN_LINE.fullmatch(text) or ORDER.fullmatch(text):
        return True
    if broken or len(text) <= _SHORT_REST:
        return False
    return OFFICE.fullmatch(text) is None and DUES.fullmatch(text) is None


def squared(rows: list[list[str]]) -> list[list[str]]:
    """Rows of one width, without the empty rows at the end and the empty columns on the right."""
    while rows and not any(c.strip() for c in rows[-1]):
        rows.pop()
    width = max(map(_filled_width, rows), default=0)
    return [[*r[:width], *[""] * (width - len(r))] for r in rows]


def _filled_width(row: list[str]) -> int:
    """How far a row is filled: the number of its last filled cell."""
    return max((at for at, cell in enumerate(row, start=1) if cell.strip()), default=0)
