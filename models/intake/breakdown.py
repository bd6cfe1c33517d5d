"""A 任务分解表, read row by row: which headings and targets it holds, and what somebody should look at.

Every row that holds anything becomes a line: a heading, a target, or one that is left out with the
reason. Nothing is dropped unseen; what cannot be read as a number stays as words.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.intake.column_contents import is_unit_word
from models.intake.table_columns import TableHead, is_header
from models.plan.entities import Kind
from models.words.columns import HEADINGS, Role
from models.words.dates import read_due
from models.words.demands import Goal, due_words, is_step, read_goal, split_goal
from models.words.names import BLANKS, OFFICES, PERSONS
from models.words.numbers import clean, read_number
from models.words.titles import (
    CHINESE_ORDER,
    NUMBERED,
    ORDER,
    SERIAL,
    Place,
    Title,
    bare_title,
    depth_first,
    is_ranked,
    place_of,
    rank_of,
    title_of,
)

_FOOT = re.compile(
    r"(?:注|备注|说明|附注|填表说明|填报说明|制表|填表|填报单位|审核|联系电话|合计|总计|小计)(?:[:：0-9].*|人[:：].*|日期.*)?",
    re.DOTALL,
)
_MEASURED = re.compile(r"(.+)[(（]([^()（）]+)[)）]")
_CALIBRE = re.compile(r"(.+)[(（]([^()（）]*口径)[)）]")
_BLANKS = BLANKS | {"—", "——", "－"}
_PLAIN_NUMBER = re.compile(r"[\d.,]*")
_WHOLE_WIDTH = 3  # cells with the same words: merged ones, filled by Excel's reader
_CARRIED = (Role.LEAD, Role.CO, Role.LEADER, Role.CONTACT, Role.DUE)
_LEVELS = {Role.SECTION: 1, Role.AREA: 2, Role.TASK: 3}
_NEVER_BLANK = frozenset({*_LEVELS, Role.NAME})  # "无" may be a heading or a name
_WITH_BREAKS = frozenset({Role.LEAD, Role.CO, Role.NOTE})


class BreakdownKind(StrEnum):
    """What a row of the table became in the plan."""

    HEADING = "heading"
    TARGET = "target"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class BreakdownLine:
    """A row of the block, counted from 0: what it became, under which headings.

    `fields` is a target in the JSON form of a plan; `doubt` says why somebody should look at the
    line, or why it is left out; `known` that the plan holds such a target already.
    """

    row: int
    kind: BreakdownKind
    path: tuple[Title, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    doubt: str = ""
    words: str = ""
    known: bool = False


def read_breakdown(
    rows: Sequence[Sequence[str]],
    head: TableHead,
    year: int,
    *,
    merged: bool = False,
    known: Collection[tuple[str, str]] = (),
) -> list[BreakdownLine]:
    """A line for every row that holds anything.

    With `merged` the cells that Excel merged are filled already; else an empty cell of a unit or
    leader repeats the one above, where the column is filled from the table's first row on, and
    that of a date within its task. `known` are the names and units that the plan holds.
    """
    reader = _Reader(head, year, merged=merged, known=known)
    body = rows[head.body :]
    banners = list(map(reader.banner, body))
    reader.ranks = sorted(set(map(rank_of, filter(None, banners))))
    reader.repeats = _filled_from_the_first(head, body, banners)
    lines = []
    for at, row in enumerate(rows):
        line = reader.read(at, row)
        if line:
            lines.append(line)
    return lines


def _filled_from_the_first(
    head: TableHead, body: Sequence[Sequence[str]], banners: Sequence[Title | None]
) -> frozenset[Role]:
    """The columns that the first row below the header fills: their empty cells may repeat the one above."""
    for row, banner in zip(body, banners, strict=True):
        if not banner and any(map(str.strip, row)):
            return frozenset(_filled(zip(head.roles, row, strict=False)))
    return frozenset()


def _filled(cells: Iterable[tuple[Role, str]]) -> Iterator[Role]:
    """The roles of cells that hold anything."""
    for role, cell in cells:
        if cell.strip():
            yield role


def target_key(name: str, calibre: str, unit: str) -> tuple[str, str]:
    """What tells two targets apart in a table: the full name and the unit."""
    if calibre:
        name = f"{name}({calibre})"
    return clean(name), clean(unit)


def outline_places(lines: Iterable[BreakdownLine]) -> dict[Place, Title]:
    """The headings of lines, each place once, in the order of an outline."""
    places: dict[Place, Title] = {}
    for line in lines:
        for depth, title in enumerate(line.path, start=1):
            places.setdefault(place_of(line.path[:depth]), title)
    return {p: places[p] for p in depth_first(list(places))}


def plan_items(lines: Sequence[BreakdownLine]) -> dict[str, object]:
    """The headings and targets of lines in the JSON form of a plan; one place has a title once."""
    places = outline_places(lines)
    outline: list[dict[str, object]] = []
    index: dict[Place, str] = {}
    for place, title in places.items():
        index[place] = str(len(outline))  # numbers of a plan are decimals or their text
        outline.append({"level": str(title.level), "number": title.number, "title": title.title})
    targets = []
    for line in lines:
        if line.kind is BreakdownKind.TARGET:
            targets.append({**line.fields, "heading": index.get(place_of(line.path))})
    return {"outline": outline, "targets": targets}


class _Reader:
    """Reads rows in order; remembers the headings and the merged cells above."""

    def __init__(self, head: TableHead, year: int, *, merged: bool, known: Collection[tuple[str, str]]) -> None:
        self.head, self.year, self.merged, self.known = head, year, merged, known
        self.ranks: list[int] = []  # of the banners that the table has
        self.repeats: frozenset[Role] = frozenset()
        self.path: dict[int, Title] = {}
        self.carried: dict[Role, str] = {}
        self.name = ""
        self.seen: dict[tuple[object, ...], int] = {}
        self.lowest = min((_LEVELS[r] for r in head.roles if r in _LEVELS), default=4)

    def read(self, at: int, row: Sequence[str]) -> BreakdownLine | None:
        words = "　".join(dict.fromkeys(_lines(row)))
        if not words:
            return None
        reason = self._left_out(at, row, words)
        if reason:
            return BreakdownLine(at, BreakdownKind.LEFT_OUT, doubt=reason, words=words)
        banner = self.banner(row)
        if banner:
            self._open(banner)
            return BreakdownLine(at, BreakdownKind.HEADING, self._path(), words=words)
        cells = self._cells(row)
        self._descend(cells)
        if not cells.get(Role.NAME) and not cells.get(Role.VALUE):
            return self._without_name(at, cells, words)
        return self._target(at, cells, words)

    def banner(self, row: Sequence[str]) -> Title | None:
        """A row that only holds a heading, over the whole width or with a Chinese number before it."""
        return banner_of(row, self.head.roles)

    def _left_out(self, at: int, row: Sequence[str], words: str) -> str:
        if at < self.head.first:
            return "表头以上的文字"
        if at < self.head.body:
            return "表头"
        if is_header(row, self.head):
            return "重复的表头"
        filled = _lines(row)
        if len(filled) <= 2 and _FOOT.fullmatch(filled[0]):
            return "表注或合计，不是指标"
        if len(filled) == 1 and ORDER.fullmatch(words):
            return "只有序号，没有内容"
        return ""

    def _cells(self, row: Sequence[str]) -> dict[Role, str]:
        """The row's texts by what they are; columns of one role are joined by line breaks."""
        cells: dict[Role, str] = {}
        for role, cell in zip(self.head.roles, row, strict=False):
            text = _line(cell)
            if role is Role.UNUSED or not text or (text in _BLANKS and role not in _NEVER_BLANK):
                continue
            if role in _WITH_BREAKS:
                text = cell.strip()
            if role in cells:
                text = f"{cells[role]}\n{text}"
            cells[role] = text
        return cells

    def _open(self, banner: Title) -> None:
        """Go under a banner; banners stand above the table's own columns of headings."""
        # the lowest banner stands right above the first column of headings
        level = self.lowest - len(self.ranks) + self.ranks.index(rank_of(banner))
        self._enter(Title(max(1, level), banner.number, banner.title))
        self.carried.clear()
        self.name = ""

    def _descend(self, cells: Mapping[Role, str]) -> None:
        """Go under the headings of a row; an empty one repeats the one above."""
        for role in HEADINGS:
            text = cells.get(role, "")
            if text and bare_title(text) != self._title_above(_LEVELS[role]):
                self._go_under(title_of(text, _LEVELS[role]), role)

    def _title_above(self, level: int) -> str | None:
        """The bare title of the nearest heading above a level: one cell merged over two columns is one heading."""
        above = None
        for other, title in self.path.items():
            if other < level:
                above = bare_title(title.title)
        return above

    def _go_under(self, title: Title, role: Role) -> None:
        """Leave the heading that stands at this level, with what was carried within it, unless it is the same."""
        now = self.path.get(title.level)
        if now is not None and bare_title(now.title) == bare_title(title.title):
            return
        self.carried.pop(Role.DUE, None)
        if role is not Role.TASK:
            self.carried.clear()
        self._enter(title)
        self.name = ""

    def _enter(self, title: Title) -> None:
        for level in list(self.path):
            if level >= title.level:
                del self.path[level]
        self.path[title.level] = title

    def _path(self) -> tuple[Title, ...]:
        return tuple(title for _, title in sorted(self.path.items()))

    def _without_name(self, at: int, cells: Mapping[Role, str], words: str) -> BreakdownLine:
        """A row without a target: its headings, or something that is left out with the reason."""
        if any(map(cells.get, HEADINGS)):
            self._carry(cells)
            return BreakdownLine(at, BreakdownKind.HEADING, self._path(), words=words)
        return BreakdownLine(at, BreakdownKind.LEFT_OUT, doubt="没有指标名称和目标值，认不出属于哪一项", words=words)

    def _carry(self, cells: Mapping[Role, str]) -> dict[Role, str]:
        """The row's cells with those of the merged ones above."""
        if self.merged:
            return dict(cells)
        # the units that assist belong to the lead above, not to this one
        if Role.LEAD in cells:
            self.carried.pop(Role.CO, None)
        for role in _CARRIED:
            if role in cells and role in self.repeats:
                self.carried[role] = cells[role]
        if self.lowest > max(_LEVELS.values()):  # no task within which a date could repeat
            self.carried.pop(Role.DUE, None)
        return {**self.carried, **cells}

    def _target(self, at: int, own: Mapping[Role, str], words: str) -> BreakdownLine:
        cells = self._carry(own)
        written, unnamed = self._written_name(cells)
        self.name = written
        value = cells.get(Role.VALUE, "")
        name, goal = _goal(written, value, cells.get(Role.UNIT, ""))
        due = own.get(Role.DUE) or due_words(value) or due_words(written) or cells.get(Role.DUE, "")
        due_date, odd_due = read_due(due, self.year)
        kind = goal.kind
        if goal.value is None and due_date and is_step(written + value):
            kind = Kind.MILESTONE
        people = _people(cells)
        quote = _quote(written, value, name)
        name, calibre = _with_calibre(name)
        key = target_key(name, calibre, goal.unit)
        history, odd_history = _last_year(cells.get(Role.LAST, ""), goal, self.year)
        fields: dict[str, object] = {
            "name": name, "calibre": calibre, "kind": kind.value, "direction": goal.direction.value,
            "comparator": goal.comparator, "value": goal.value, "value_high": goal.value_high, "unit": goal.unit,
            "commitment": goal.commitment, "due": due, "due_date": _day_text(due_date), **_units(cells),
            "leader": people.leader, "contact": people.contact, "quote": quote,
            "note": people.note, "history": history,
        }  # fmt: skip
        doubts = [unnamed, goal.doubt, odd_due, *people.doubts, self._twin(at, key), odd_history]
        told = "；".join(filter(None, doubts))
        return BreakdownLine(at, BreakdownKind.TARGET, self._path(), fields, told, words, key in self.known)

    def _written_name(self, cells: Mapping[Role, str]) -> tuple[str, str]:
        """A target's name as written; without one, that of the row or the heading above, and a doubt."""
        written = SERIAL.sub("", cells.get(Role.NAME, ""), count=1)
        if written:
            return written, ""
        heading = ""
        if self.path:
            heading = self._path()[-1].title
        above = (self.name, heading, cells.get(Role.VALUE), cells.get(Role.NAME))
        written = next(filter(None, above))
        return written, f"没有指标名称，暂用“{written}”"

    def _twin(self, at: int, key: tuple[str, str]) -> str:
        """The doubt about a target that the plan, or the table under this heading, has already."""
        if key in self.known:
            return "这个计划里已有同名指标，没有勾选"
        place = (place_of(self._path()), *key)
        first = self.seen.setdefault(place, at)
        if first == at:
            return ""
        return f"和第{first + 1}行同名"


def banner_of(row: Sequence[str], roles: Sequence[Role]) -> Title | None:
    """The heading that a row is, where it holds nothing else; None for every other row."""
    cells = row[: len(roles)]
    if len(set(map(str.strip, cells)) - {""}) > 2:  # a number and a title at most
        return None
    order = ""
    rest = []
    for at, text in enumerate(map(_line, cells)):
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


def _goal(written: str, value: str, unit: str) -> tuple[str, Goal]:
    """A target's name and demand, from its cells; the unit may stand in brackets behind the name."""
    match = _MEASURED.fullmatch(written)
    if match and not unit and is_unit_word(match[2]):
        written, unit = match[1], match[2]
    if value:
        return written, read_goal(value, unit, written)
    return split_goal(written, unit)


def _last_year(text: str, goal: Goal, year: int) -> tuple[dict[str, Decimal], str]:
    """Last year's figure by its period's key; a doubt where it cannot be read."""
    if not text:
        return {}, ""
    reading = read_number(text, goal.unit)
    if reading.value is None or goal.value is None:
        return {}, f"上年数“{text[:20]}”没有读入"
    doubt = ""
    if reading.doubt is not None:
        doubt = f"上年数：{reading.doubt.text}"
    return {f"{year - 1}-12": reading.value}, doubt


@dataclass(frozen=True, slots=True)
class _People:
    """Leader and contact of a target; of several the first, the others in the note, with a doubt."""

    leader: str
    contact: str
    note: str
    doubts: tuple[str, ...]


def _people(cells: Mapping[Role, str]) -> _People:
    notes, doubts = [cells.get(Role.NOTE, "").strip()], []
    first = {}
    for role in (Role.LEADER, Role.CONTACT):
        names = PERSONS.split(cells.get(role, ""))
        first[role] = re.sub(r"\s+", "", names[0])
        if len(names) > 1:
            doubts.append(f"{role}有{len(names)}人，取第一位，其余记在说明里")
            notes.append(f"{role}：{'、'.join(names)}")
    note = "\n".join(filter(None, notes))
    return _People(first[Role.LEADER], first[Role.CONTACT], note, tuple(doubts))


def _units(cells: Mapping[Role, str]) -> dict[str, object]:
    """The lead, the first unit named, and the others, each once."""
    leads, others = _names(cells.get(Role.LEAD, "")), _names(cells.get(Role.CO, ""))
    named = list(dict.fromkeys((*leads[1:], *others)))
    lead = next(iter(leads), "")
    if lead in named:
        named.remove(lead)
    return {"unit_lead": lead, "units_co": named}


def _with_calibre(name: str) -> tuple[str, str]:
    """A name, and the calibre in brackets behind it: two calibres of one indicator are two targets."""
    found = _CALIBRE.fullmatch(name)
    if found:
        return found[1], found[2]
    return name, ""


def _quote(written: str, value: str, name: str) -> str:
    """The plan's own words, where they say more than name and number do."""
    # a bare number is kept as the value, and quotes nothing
    if value and _PLAIN_NUMBER.fullmatch(clean(value)):
        return ""
    words = f"{written} {value}".strip()
    if words == name:
        return ""
    return words


def _day_text(day: date | None) -> str:
    if day is None:
        return ""
    return day.isoformat()


def _names(text: str) -> list[str]:
    """The offices of a cell, each once."""
    names: dict[str, None] = {}  # a set that keeps the order
    for part in OFFICES.split(text):
        name = part.strip("。.：:")
        if name and name not in _BLANKS:
            names[name] = None
    return list(names)


def _lines(row: Sequence[str]) -> list[str]:
    """A row's filled cells, each in one line."""
    return [_line(cell) for cell in row if cell.strip()]


def _line(text: str) -> str:
    """A cell in one line: breaks within Chinese words close up."""
    return re.sub(r"[ \t\u3000]+", " ", re.sub(r"\s*\n\s*", "", text)).strip()
