"""What the columns of a 任务分解表 are: by the words of its header row in any order, else by what stands in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.intake.banners import banner_of
from models.intake.column_contents import (
    FIGURES,
    Rows,
    column,
    content,
    holds_words,
    is_attribute,
    is_unit_word,
    mostly,
)
from models.intake.header_rows import LONGEST_HEAD, header_depth, header_row, next_header
from models.intake.names_over_two import names_over_two
from models.intake.outside_table import OutsideTable, Span, Spot
from models.intake.said_columns import is_direction
from models.intake.target_cells import has_amount
from models.words.columns import (
    AIM,
    DONE_IN,
    DUTY,
    HEADINGS,
    IN_YEAR,
    MEASURE,
    SEVERAL,
    Role,
    bare_head,
    is_aside,
    is_head,
    planned_month,
    role_of,
)
from models.words.demands import is_quantity, is_step, split_goal
from models.words.numbers import clean
from models.words.titles import is_ranked

_SAMPLE = 200
_LEAST_OF_TWINS = 2  # words of a header that stands twice in a row
_BARE_STEP = 4  # characters
_SORT = re.compile("性质|属性|类型|类别|向")  # of a target
_LEVEL = re.compile("[一二三四]级指标.*")
_SUM = re.compile("(?:全年|年度)?(?:合计|总计|总数)")
_BARE_YEAR = re.compile(r"20\d\d年?度?")
_LAST_YEARS = {1: Role.LAST}  # by how many years they are before the plan's
_PLANNED = {0: Role.PLANNED}
_UNIT_LINE = re.compile(r"(?:.*[(（])?(?:计量|金额|数量)?单位[:：]\s*([^()（）:：]+?)[)）]?")
_UNIT_IN_HEAD = re.compile(r"[(（](?:单位[:：])?([^()（）]+)[)）]")


@dataclass(frozen=True, slots=True)
class TableHead:
    """The header: its rows (none where there is no header), its words and what the columns are.

    `unit` stands in a line above it ("单位：亿元"); `printed` are its rows as they are, for
    knowing them again on the next page; `odd_year` is that of the targets' column, where it is not the plan's;
    `guessed` heads it where the word is not known, and only its cells look like targets; `groups` is the column
    that groups the names right of it, where one word heads both (指标 over 工业 | 产值).
    """

    first: int
    rows: int
    words: tuple[str, ...]
    roles: tuple[Role, ...]
    unit: str = ""
    printed: tuple[tuple[str, ...], ...] = ()
    odd_year: int = 0
    guessed: str = ""
    groups: int = -1

    @property
    def first_words(self) -> frozenset[str]:
        """The bare words with which its rows begin."""
        rows = (tuple(map(bare_head, self.words)), *self.printed)
        return frozenset(next(filter(None, row), "") for row in rows)

    @property
    def beside(self) -> int:
        """The column from which another table stands beside this one; 0 where none does."""
        return _repeated_from(list(map(bare_head, self.words)))

    @property
    def body(self) -> int:
        """The first row behind the header."""
        return self.first + self.rows

    def word_of(self, role: Role) -> str:
        """The words over the first column of a role; empty where none is."""
        at = self.roles.index(role) if role in self.roles else len(self.words)
        return self.words[at] if at < len(self.words) else ""

    def unit_of(self, at: int) -> str:
        """The unit that a column's heading has in brackets, else that of the line above the table."""
        found = _UNIT_IN_HEAD.findall(self.words[at]) if at < len(self.words) else []
        return next((clean(unit) for unit in found if is_unit_word(unit)), self.unit)


def recognise(rows: Rows, year: int = 0) -> TableHead:
    """Find the header row and say what each column is; `year` is the plan's, whose year before is 上年数."""
    return recognise_table(OutsideTable(rows), year)


def recognise_table(table: OutsideTable, year: int = 0, header: int | None = None) -> TableHead:
    """The same of a table from outside; `header` is the row that the clerk says is the header."""
    at = header_row(table.rows) if header is None else header
    if at is None:
        width = max(map(len, table.rows), default=0)
        return TableHead(0, 0, ("",) * width, _by_content(table.rows[:_SAMPLE], width))
    return _head_at(table.rows, at, 0, table.spans, year)


def tables_of(table: OutsideTable, head: TableHead, year: int) -> list[tuple[int, TableHead]]:
    """Each table of a sheet with the row where it begins: that of `head`, and those whose own headers stand below.

    A later one begins with the titles and empty rows right above its header.
    """
    found = [(0, head)]
    now = head
    at = next_header(table.rows, head.body)
    while at is not None:
        after = at + 1
        if not is_header(table.rows[at], now):
            below = _head_at(table.rows, at, at, table.spans, year)
            start = _titles_above(table.rows, below, now.body)
            now = replace(below, unit=_unit_above(table.rows[start:at]))
            found.append((start, now))
            after = now.body
        at = next_header(table.rows, after)
    return found


def is_header(row: Sequence[str], head: TableHead) -> bool:
    """Whether a row is the header once more, as it stands on each printed page."""
    first = next(filter(None, map(str.strip, row)), "")
    if not head.rows or len(first) > LONGEST_HEAD or bare_head(first) not in head.first_words:
        return False
    words = tuple(map(bare_head, _cells(row, len(head.words))))
    return words == tuple(map(bare_head, head.words)) or words in head.printed


def _titles_above(rows: Rows, head: TableHead, least: int) -> int:
    """The first of the rows with a heading or one text at most that stand right above a header."""
    at = head.first
    while at > least and _is_title(rows[at - 1], head):
        at -= 1
    return at


def _is_title(row: Sequence[str], head: TableHead) -> bool:
    if len({cell.strip() for cell in row} - {""}) <= 1:
        return True
    banner = banner_of(row, head.roles)
    return banner is not None and is_ranked(banner.number + banner.title)


def _head_at(rows: Rows, at: int, start: int, spans: Mapping[Spot, Span], year: int) -> TableHead:
    """The header at a row, of a table that begins at `start`."""
    width = max(map(len, rows), default=0)
    depth = header_depth(rows, at, spans)
    lines = [_cells(row, width) for row in rows[at : at + depth]]
    parts = _stacked(lines, _reach(at, spans))
    body = rows[at + depth : at + depth + _SAMPLE]
    deciding = [_deciding(part, year) for part in parts]
    words = tuple(" ".join(dict.fromkeys(part)) for part in parts)
    own = deciding[: _repeated_from(deciding) or width]
    roles, odd_year = _by_words(list(own), body, year)
    roles, guessed = _fill_unknown(roles, own, body)
    roles, groups = names_over_two(roles, words, body, spans, range(at, at + depth))
    roles += (Role.UNUSED,) * (width - len(own))
    printed = tuple(tuple(map(bare_head, line)) for line in lines)
    return TableHead(at, depth, words, roles, _unit_above(rows[start:at]), printed, odd_year, guessed, groups)


def _repeated_from(words: Sequence[str]) -> int:
    """The column from which a header says the same once more, where two tables stand side by side; 0 for none."""
    filled = [word for word in words if word]
    half = len(filled) // 2
    if half < _LEAST_OF_TWINS or filled[:half] != filled[half:]:
        return 0
    return [at for at, word in enumerate(words) if word][half]


def _reach(at: int, spans: Mapping[Spot, Span]) -> dict[int, int]:
    """How many columns each merged cell of the header's first row covers."""
    return {column: width for (row, column), (_, width) in spans.items() if row == at}


def _stacked(lines: Sequence[Sequence[str]], reach: Mapping[int, int]) -> list[list[str]]:
    """The words over each column, from the top; a group's word stands over all columns up to the next word."""
    parts: list[list[str]] = []
    group, left = "", 0
    for at, words in enumerate(zip(*lines, strict=True)):
        upper, lower = words[0], [word for word in words[1:] if word]
        if upper:
            group, left = upper, reach.get(at, len(lines[0]))
        elif lower and left > 0:
            upper = group
        left -= 1
        parts.append([word for word in (upper, *lower) if word])
    return parts


def _deciding(part: Sequence[str], year: int) -> str:
    """Of the words over one column the bare one that says what it is."""
    bare = list(dict.fromkeys(map(bare_head, part)))
    if len(bare) < 2:
        return "".join(bare)
    upper, joined, lower = bare[0], "".join(bare), bare[-1]
    if is_head(joined) and not IN_YEAR.fullmatch(joined):
        return joined
    dated = IN_YEAR.fullmatch(upper)
    if is_aside(upper) or role_of(upper) is Role.LAST or (dated and year and int(dated[1]) != year):
        return joined if dated else upper
    return lower if is_head(lower) else upper


def _unit_above(rows: Rows) -> str:
    """The unit that a line above the header says for the whole table."""
    return next(filter(None, map(unit_said, rows)), "")


def unit_said(row: Sequence[str]) -> str:
    """The unit that a cell of a row says for what stands below: 单位：亿元; empty where none does."""
    for cell in row:
        found = _UNIT_LINE.fullmatch(cell.strip())
        if found and is_unit_word(found[1]):
            return clean(found[1])
    return ""


def _by_words(words: list[str], body: Rows, year: int) -> tuple[tuple[Role, ...], int]:
    """The roles that the bare words of a header give, decided together where one word may be two things."""
    roles = list(map(role_of, words))
    _give_levels(roles, words)
    dated = _by_year(roles, words, year, body)
    # a word that may be two things is decided once the others are known
    _drop_sums(roles, words)
    _drop_attributes(roles, body)
    _give_directions(roles, words, body)
    _give_offices(roles, words, body)
    _give_duties(roles, words)
    if Role.NAME not in roles and roles.count(Role.TASK) > 1:
        roles[_last(roles, Role.TASK)] = Role.NAME
    _give_measured(roles, words, body)
    _give_aims(roles, words, body, dated)
    if Role.NAME not in roles:
        _give_name(roles, words, body)
    if roles.count(Role.AREA) > 1 and Role.SECTION not in roles:
        roles[roles.index(Role.AREA)] = Role.SECTION
    found = once(roles)
    odd_year = 0
    if Role.VALUE in found:
        odd_year = dated.get(found.index(Role.VALUE), year)
    return found, 0 if odd_year == year or not year else odd_year


def _drop_sums(roles: list[Role], words: Sequence[str]) -> None:
    """合计 is the target where nothing else is: beside 年度目标 it adds up marks or several years."""
    sums = [at for at in _of_role(roles, Role.VALUE) if _SUM.fullmatch(words[at])]
    if len(sums) < roles.count(Role.VALUE) or any(map(AIM.fullmatch, words)):
        for at in sums:
            roles[at] = Role.UNUSED


def _by_year(roles: list[Role], words: list[str], year: int, body: Rows) -> dict[int, int]:
    """Give the columns of years: the plan's is the target, what was done in the year before is 上年数.

    Returns the years of the columns that may hold a target.
    """
    dated: dict[int, int] = {}
    for at, word in enumerate(words):
        done, found = DONE_IN.fullmatch(word), IN_YEAR.fullmatch(word)
        if done:
            roles[at] = _LAST_YEARS.get(year - int(done[1]), Role.UNUSED)
        elif found and planned_month(found[2]):
            roles[at] = _PLANNED.get(year - int(found[1]), Role.UNUSED)
        elif found and not is_aside(found[2]):
            dated[at] = int(found[1])
    ours = _of_the_plan(roles, words, dated, year, body)
    if year and ours:
        _drop_other_years(roles, words, dated, year)
    return dated


def _of_the_plan(roles: list[Role], words: Sequence[str], dated: Mapping[int, int], year: int, body: Rows) -> list[int]:
    """The columns of the plan's own target: those that say so, else the one of the plan's year."""
    said = [at for at in _aims(roles, words) if not _BARE_YEAR.fullmatch(words[at])]
    ours = [at for at in said if dated.get(at, year) == year]
    if ours:
        return ours
    found = _under_the_year(words, [at for at, its in dated.items() if its == year], body, alone=not said)
    for at in found:
        roles[at] = Role.VALUE
    return found


def _under_the_year(words: Sequence[str], ours: Sequence[int], body: Rows, *, alone: bool) -> list[int]:
    """Of the columns under the plan's year the one with nothing else over it, or, `alone`, the first of amounts."""
    bare = [at for at in ours if _BARE_YEAR.fullmatch(words[at])]
    if bare or not alone:
        return bare
    return [at for at in ours if mostly(body, at, is_quantity)][:1]


def _aims(roles: Sequence[Role], words: Sequence[str]) -> list[int]:
    """The columns that say by their words that they hold the target."""
    return [at for at, word in enumerate(words) if roles[at] is Role.VALUE or AIM.fullmatch(word)]


def _drop_other_years(roles: list[Role], words: list[str], dated: Mapping[int, int], year: int) -> None:
    """Targets of other years are none of this plan's."""
    for at, its in dated.items():
        if its != year:
            roles[at], words[at] = Role.UNUSED, ""


def _drop_attributes(roles: list[Role], body: Rows) -> None:
    """A column of 预期性 and 约束性 heads nothing, whatever it is called."""
    for at, role in enumerate(roles):
        if role in HEADINGS and mostly(body, at, is_attribute):
            roles[at] = Role.UNUSED


def _give_directions(roles: list[Role], words: Sequence[str], body: Rows) -> None:
    """The column that says which way is better, by its cells: 方向 may head other words, and 指标性质 directions."""
    for at, role in enumerate(roles):
        directed = mostly(body, at, is_direction)
        if role is Role.DIRECTION and not directed:
            roles[at] = Role.UNUSED
        elif role is Role.UNUSED and directed and (Role.DIRECTION not in roles) and _SORT.search(words[at]):
            roles[at] = Role.DIRECTION


def _give_offices(roles: list[Role], words: list[str], body: Rows) -> None:
    """单位 over a column of offices is no unit of measure."""
    for at, role in enumerate(roles):
        if role is Role.UNIT and content(body, at) is Role.LEAD:
            roles[at], words[at] = Role.UNUSED, "责任单位"


def _fill_unknown(roles: Sequence[Role], words: Sequence[str], body: Rows) -> tuple[tuple[Role, ...], str]:
    """The columns under words that say nothing to us, by their cells.

    One that holds amounts may be the target's, where no other is; of two nobody can say which, and neither is taken.
    """
    found = list(roles)
    amounts = []
    for at, word in enumerate(words):
        if not word or is_head(word) or roles[at] is not Role.UNUSED:
            continue
        sort = content(body, at)
        if sort is Role.VALUE:
            amounts.append(at)
        elif sort is not Role.UNUSED and sort not in found:
            found[at] = sort
    if len(amounts) != 1 or Role.VALUE in roles or Role.NAME not in roles:
        return tuple(found), ""
    if mostly(body, roles.index(Role.NAME), _says_amount):
        return tuple(found), ""
    found[amounts[0]] = Role.VALUE
    return tuple(found), words[amounts[0]]


def _says_amount(cell: str) -> bool:
    """Whether a target's own words hold its number."""
    return split_goal(cell, "")[1].value is not None


def _give_name(roles: list[Role], words: list[str], body: Rows) -> None:
    """The targets' names where no column says that it holds them: what is to be done, else the narrowest heading."""
    measures = [at for at, word in enumerate(words) if MEASURE.fullmatch(word)]
    tasks = _of_role(roles, Role.TASK)
    # what is done for it says more than the task, unless the task has a figure of its own
    found = [*tasks, *measures] if Role.VALUE in roles else [*measures, *tasks]
    found += _unknown_words(words, body)
    found += _of_role(roles, Role.AREA)
    found += _of_role(roles, Role.SECTION)
    if found:
        roles[found[0]] = Role.NAME


def _of_role(roles: Sequence[Role], wanted: Role) -> list[int]:
    """The columns of a role, the last first: it is the narrowest."""
    return [at for at, role in enumerate(roles) if role is wanted][::-1]


def _unknown_words(words: Sequence[str], body: Rows) -> list[int]:
    """The columns under a word that says nothing to us, which hold words themselves."""
    return [at for at, word in enumerate(words) if word and not is_head(word) and holds_words(body, at)]


def _give_duties(roles: list[Role], words: list[str]) -> None:
    """责任单位 is the lead where no other column is."""
    for at, word in enumerate(words):
        if DUTY.fullmatch(word) and Role.LEAD in roles:
            roles[at] = Role.CO
        elif DUTY.fullmatch(word):
            roles[at] = Role.LEAD


def _undecided_aims(roles: Sequence[Role], words: Sequence[str]) -> list[int]:
    return [at for at, word in enumerate(words) if roles[at] is Role.UNUSED and AIM.fullmatch(word)]


def _has_amounts(body: Rows, at: int) -> bool:
    return any(map(has_amount, column(body, at)))


def _give_measured(roles: list[Role], words: Sequence[str], body: Rows) -> None:
    """目标任务 beside 量化指标 heads it, or is its name, where only the second holds numbers."""
    aims = _undecided_aims(roles, words)
    if len(aims) != 1 or Role.NAME not in roles or not {Role.VALUE, Role.UNIT}.isdisjoint(roles):
        return
    at, named = aims[0], roles.index(Role.NAME)
    if _has_amounts(body, at) or not _has_amounts(body, named):
        return
    if mostly(body, named, is_quantity):
        roles[at], roles[named] = Role.NAME, Role.VALUE
    elif Role.TASK not in roles and at < named:
        roles[at] = Role.TASK


def _give_aims(roles: list[Role], words: list[str], body: Rows, dated: Mapping[int, int]) -> None:
    """目标 is the target's name where another column has its value, or where it holds words only."""
    aims = _undecided_aims(roles, words)
    # of two the one with amounts is the value
    for at in sorted(aims, key=lambda at: not mostly(body, at, is_quantity)):
        alone = Role.NAME not in roles and Role.UNIT not in roles
        worded = alone and not mostly(body, at, is_quantity) and not mostly(body, at, _is_bare_step)
        if Role.VALUE in roles and at in dated:
            continue  # two columns of years are two values of one target
        if Role.VALUE in roles or worded:
            roles[at] = _beside_value(roles, at)
        else:
            roles[at] = Role.VALUE


def _beside_value(roles: Sequence[Role], at: int) -> Role:
    """What a column of aims is beside one of values: the name, or a heading before it."""
    if Role.NAME not in roles:
        return Role.NAME
    if at < roles.index(Role.NAME) and Role.TASK not in roles:
        return Role.TASK
    return Role.UNUSED


def _give_levels(roles: list[Role], words: Sequence[str]) -> None:
    """一级, 二级 and 三级指标: the deepest names the target, those above it head it."""
    levels = {word[0]: at for at, word in enumerate(words) if _LEVEL.fullmatch(word)}
    deep = [levels[word] for word in "一二三四" if word in levels]
    if len(deep) < 2:
        return
    for at, role in zip(deep[:-1], (Role.SECTION, Role.AREA, Role.TASK), strict=False):
        roles[at] = role
    roles[deep[-1]] = Role.NAME


def _is_bare_step(cell: str) -> bool:
    """Whether a cell only says what is done with what stands before it: 投入使用."""
    return is_step(cell) and len(clean(cell)) <= _BARE_STEP


def _last(roles: Sequence[Role], role: Role) -> int:
    return len(roles) - 1 - list(roles)[::-1].index(role)


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
    roles = [content(body, at) for at in range(width)]
    figures = [at for at, role in enumerate(roles) if role in FIGURES]
    texts = [at for at in range(min(figures, default=width)) if roles[at] is Role.UNUSED and column(body, at)]
    for at, role in zip(reversed(texts), (Role.NAME, Role.TASK, Role.AREA, Role.SECTION), strict=False):
        roles[at] = role
    return once(roles)


def _cells(row: Sequence[str], width: int) -> list[str]:
    return [" ".join(c.split()) for c in row[:width]] + [""] * (width - len(row))
