"""Where a table's header stands: by words that head such columns, and by how it differs from what stands below."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from models.intake.column_contents import Rows, content, fits_role
from models.intake.outside_table import Span, Spot
from models.words.columns import Role, bare_head, is_head
from models.words.demands import is_quantity
from models.words.numbers import clean

HEAD_WITHIN = 12  # rows from the top among which the header is looked for
_DEEPEST = 3  # rows of a header
_NEAR = 15  # rows below a header that it is compared with
LONGEST_HEAD = 24  # characters: a longer cell is a sentence
_NUMBER = re.compile(r"[\d.,%]+")
_OF_MONTHS = re.compile(r"(?:20\d\d年)?\d{1,2}[-~—至到]\d{1,2}月")
_OWN_NUMBER = re.compile(r"20\d\d")  # years head columns


def header_row(rows: Rows) -> int | None:
    """The first row that heads a table; one of few such words, above one of many, is none."""
    found = {at: known for at, row in enumerate(rows[:HEAD_WITHIN]) if (known := _heads(rows, at, row))}
    most = max(found.values(), default=0)
    return next((at for at, known in found.items() if known * 2 > most), None)


def next_header(rows: Rows, after: int) -> int | None:
    """The next row that heads another table; it has to say so by its words alone."""
    for at in range(after, len(rows)):
        if any(map(_is_body, rows[at])):
            continue
        words = filled_words(rows[at])
        known = len(set(filter(is_head, words)))
        if known >= 3 and known * 2 >= len(words) and _may_head(rows[at]):
            return at
    return None


def header_depth(rows: Rows, first: int, spans: Mapping[Spot, Span]) -> int:
    """How many rows the header at `first` has: as deep as its merged cells, or while rows below it go on with it."""
    merged = [height for (row, _), (height, _) in spans.items() if row == first]
    depth = max(merged, default=1)
    if 1 < depth <= _DEEPEST and all(map(_may_head, rows[first : first + depth])):
        return depth
    depth = 1
    while depth < _DEEPEST and first + depth < len(rows) and _goes_on(rows[first + depth - 1], rows[first + depth]):
        depth += 1
    return depth


def filled_words(row: Sequence[str]) -> list[str]:
    """The bare words of a row's filled cells."""
    return list(filter(None, map(bare_head, row)))


def _heads(rows: Rows, at: int, row: Sequence[str]) -> int:
    """How many words of a row head a column, where it is a header; else 0."""
    words = filled_words(row)
    known = len(set(filter(is_head, words)))
    if len(set(words)) < 2 or not _may_head(row):
        return 0
    if known >= 2 and known * 2 >= len(words):
        return known
    contrasts = _contrasts(row, rows[at + 1 : at + 1 + _NEAR])
    enough = 2 if known >= 2 else 3
    if contrasts >= enough and contrasts + known >= len(words) / 2 and len(set(words)) == len(words):
        return max(known, contrasts)
    return 0


def _may_head(row: Sequence[str]) -> bool:
    """Whether a row holds short words only: a sentence makes it a title or a note, numbers and amounts a row."""
    cells = [cell for cell in row if cell.strip()]
    if any(len(bare_head(cell)) > LONGEST_HEAD for cell in cells):
        return False
    return not any(map(_is_amount, cells))


def _is_body(cell: str) -> bool:
    """Whether a cell stands in no header, seen at once: a number, or a sentence."""
    text = cell.strip()
    return len(text) > 2 * LONGEST_HEAD or (text.isdecimal() and _OWN_NUMBER.fullmatch(text) is None)


def _is_amount(cell: str) -> bool:
    text = clean(cell)
    if _OWN_NUMBER.fullmatch(text) or _OF_MONTHS.match(text) or is_head(bare_head(cell)):
        return False
    return _NUMBER.fullmatch(text) is not None or is_quantity(cell)


def _contrasts(row: Sequence[str], body: Rows) -> int:
    """How many columns hold below a row something of one sort that its own cell is not."""
    count = 0
    for at, cell in enumerate(row):
        role = content(body, at)
        if cell.strip() and role is not Role.UNUSED and not fits_role(role, cell):
            count += 1
    return count


def _goes_on(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row is the lower half of a header: all its own words head columns, or fill the gaps above."""
    own = [(at, word) for at, word in enumerate(map(bare_head, lower)) if word and word != _word(upper, at)]
    if not own or not _may_head(lower):
        return False
    if all(is_head(word) for _, word in own):
        return True
    places = [at for at, _ in own]
    inner, behind = _gaps(upper)
    return bool(inner or behind) and inner <= set(places) and _only_grouped(inner | behind, places)


def _word(row: Sequence[str], at: int) -> str:
    return bare_head(row[at]) if at < len(row) else ""


def _gaps(row: Sequence[str]) -> tuple[set[int], set[int]]:
    """The empty cells between filled ones, and those behind the last: a group's word may stand over them."""
    filled = [at for at, cell in enumerate(row) if cell.strip()]
    if not filled:
        return set(), set()
    return set(range(filled[0], filled[-1])) - set(filled), set(range(filled[-1] + 1, len(row)))


def _only_grouped(gaps: Collection[int], own: Iterable[int]) -> bool:
    """Whether words stand only below gaps and the group's word right before them."""
    return all(at in gaps or at + 1 in gaps for at in own)
