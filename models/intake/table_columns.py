"""What the columns of a 任务分解表 are: by the words of its header row in any order, else by what stands in them."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from models.words.columns import AIM, DONE_IN, DUES, DUTY, HEADINGS, HEADS, OFFICE, SERIALS, SEVERAL, Role
from models.words.demands import is_quantity
from models.words.numbers import clean
from models.words.units import is_unit_alone

Rows: TypeAlias = Sequence[Sequence[str]]

HEAD_WITHIN = 12  # rows from the top among which the header is looked for
_SAMPLE = 200
_MOST_OF_A_HEAD = 24  # characters: a longer cell is a sentence
_MOST_OF_AN_OFFICE = 40


@dataclass(frozen=True, slots=True)
class TableHead:
    """The header: its rows (none where there is no header), its words and what the columns are."""

    first: int
    rows: int
    words: tuple[str, ...]
    roles: tuple[Role, ...]

    @property
    def body(self) -> int:
        """The first row behind the header."""
        return self.first + self.rows


def recognise(rows: Rows, year: int = 0) -> TableHead:
    """Find the header row and say what each column is; `year` is the plan's, whose year before is 上年数."""
    width = max((len(r) for r in rows), default=0)
    at = _header_row(rows[:HEAD_WITHIN])
    if at is None:
        return TableHead(0, 0, ("",) * width, _by_content(rows[:_SAMPLE], width))
    words, depth = _cells(rows[at], width), 1
    if at + 1 < len(rows) and _is_second(rows[at + 1]):
        lower, depth = _cells(rows[at + 1], width), 2
        for column, low in enumerate(lower):
            words[column] = low or words[column]
    body = rows[at + depth : at + depth + _SAMPLE]
    roles = _by_words(list(map(_bare, words)), body, year)
    return TableHead(at, depth, tuple(words), roles)


def _header_row(rows: Rows) -> int | None:
    """The row with the most words that head a column: two at least, and half of its cells."""
    best, most = None, 1
    for at, row in enumerate(rows):
        words = _filled(row)
        known = len(set(filter(_known, words)))
        # a row with a sentence in it is a title or a note, whatever words it has
        short = max(map(len, words), default=0) <= _MOST_OF_A_HEAD
        if short and known > most and known * 2 >= len(words):
            best, most = at, known
    return best


def is_header(row: Sequence[str], head: TableHead) -> bool:
    """Whether a row is the header once more, as it stands on each printed page."""
    words = _cells(row, len(head.words))
    if not head.rows or not any(words):
        return False
    return list(map(_bare, words)) == list(map(_bare, head.words))


def _by_words(words: list[str], body: Rows, year: int) -> tuple[Role, ...]:
    """The roles that the bare words of a header give, decided together where one word may be two things."""
    roles = list(map(_role, words))
    # a word that may be two things is decided once the others are known
    _give_duties(roles, words)
    if Role.NAME not in roles and roles.count(Role.TASK) > 1:
        roles[_last(roles, Role.TASK)] = Role.NAME
    _give_aims(roles, words, body)
    if Role.NAME not in roles:
        _give_name(roles)
    if roles.count(Role.AREA) > 1 and Role.SECTION not in roles:
        roles[roles.index(Role.AREA)] = Role.SECTION
    decided = list(once(roles))
    for at, word in enumerate(words):
        done = DONE_IN.fullmatch(word)
        if done and int(done[1]) == year - 1:
            decided[at] = Role.LAST
    return once(decided)


def _give_name(roles: list[Role]) -> None:
    """The last column of headings holds the targets' names where no column says that it does."""
    for at in reversed(range(len(roles))):
        if roles[at] in HEADINGS:
            roles[at] = Role.NAME
            return


def _give_duties(roles: list[Role], words: list[str]) -> None:
    """责任单位 is the lead where no other column is."""
    for at, word in enumerate(words):
        if DUTY.fullmatch(word) and Role.LEAD in roles:
            roles[at] = Role.CO
        elif DUTY.fullmatch(word):
            roles[at] = Role.LEAD


def _give_aims(roles: list[Role], words: list[str], body: Rows) -> None:
    """目标 is the target's name where another column has its value, or where it holds words only."""
    for at, word in enumerate(words):
        if roles[at] is not Role.UNUSED or not AIM.fullmatch(word):
            continue
        alone = Role.NAME not in roles and Role.UNIT not in roles
        if Role.VALUE in roles or (alone and not _mostly(body, at, is_quantity)):
            roles[at] = Role.NAME
        else:
            roles[at] = Role.VALUE


def _last(roles: list[Role], role: Role) -> int:
    return len(roles) - 1 - roles[::-1].index(role)


def once(roles: Sequence[Role]) -> tuple[Role, ...]:
    """Each role for one column only, the first; a second 责任单位 stays as 配合单位."""
    seen: set[Role] = set()
    found = []
    for role in roles:
        if role not in seen or role in SEVERAL:
            found.append(role)
        elif role is Role.LEAD:
            found.append(Role.CO)
        else:
            found.append(Role.UNUSED)
        seen.add(role)
    return tuple(found)


def _by_content(body: Rows, width: int) -> tuple[Role, ...]:
    """A guess without a header, from what stands in the columns."""
    roles = [_content(body, at) for at in range(width)]
    texts = []
    for at, role in enumerate(roles):
        if role in _FIGURES:
            break
        if role is Role.UNUSED and _column(body, at):
            texts.append(at)
    for at, role in zip(reversed(texts), (Role.NAME, Role.TASK, Role.AREA, Role.SECTION), strict=False):
        roles[at] = role
    return once(roles)


def _content(body: Rows, at: int) -> Role:
    """What most cells of a column are; numbers of rows stand in the first column only."""
    for role, fits in _TESTS:
        if (role is not Role.ORDER or at == 0) and _mostly(body, at, fits):
            return role
    return Role.UNUSED


def _mostly(body: Rows, at: int, fits: Callable[[str], bool]) -> bool:
    """Whether most of a column's filled cells pass a test."""
    cells = _column(body, at)
    # two thirds: a column has remarks and sums in it, too
    return bool(cells) and sum(map(fits, cells)) * 3 >= len(cells) * 2


def _column(body: Rows, at: int) -> list[str]:
    """The filled cells of a column; rows may be shorter."""
    return [row[at] for row in body if len(row) > at and row[at].strip()]


def is_unit_word(cell: str) -> bool:
    """Whether a cell is a unit of measure and nothing else."""
    return is_unit_alone(clean(cell))


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
_FIGURES = frozenset({Role.VALUE, Role.UNIT, Role.LEAD, Role.DUE})  # the names stand before the first of these


def _role(word: str) -> Role:
    if not word:
        return Role.UNUSED
    for role, words in HEADS:
        if re.fullmatch(words, word):
            return role
    return Role.UNUSED


def _known(word: str) -> bool:
    if _role(word) is not Role.UNUSED:
        return True
    return AIM.fullmatch(word) is not None or DUTY.fullmatch(word) is not None


def _is_second(row: Sequence[str]) -> bool:
    """Whether a row is the lower half of a header of two rows."""
    words = _filled(row)
    return bool(words) and all(map(_known, words))


def _filled(row: Sequence[str]) -> list[str]:
    """The bare words of a row's filled cells."""
    return list(filter(None, map(_bare, row)))


def _cells(row: Sequence[str], width: int) -> list[str]:
    return [" ".join(c.split()) for c in row[:width]] + [""] * (width - len(row))


def _bare(word: str) -> str:
    """A heading without spaces, brackets and marks."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", word)).lower()
    return re.sub(r"[*★:]", "", re.sub(r"[(（][^()（）]*[)）]", "", text)) or text
