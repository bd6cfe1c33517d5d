"""A 任务分解表, read row by row: which headings and targets it holds, and what somebody should look at.

Every row that holds anything becomes a line: a heading, a target, or one that is left out with the
reason. Nothing is dropped unseen; what cannot be read as a number stays as words.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from models.intake.table_columns import Head, is_header, is_unit_word
from models.plan.entities import Kind
from models.plan.numerals import NUMERAL as NUMERALS
from models.words.columns import HEADINGS, Role
from models.words.dates import read_due
from models.words.demands import Goal, due_words, is_step, read_goal, split_goal
from models.words.numbers import clean, read_number
from models.words.titles import NUMBERED, Place, Title, bare_title, depth_first, place_of, rank_of, title_of

_SERIAL = re.compile(r"(?:[(（]\d+[)）]|\d+[.．、)）](?!\d))\s*")
_ORDER = re.compile(r"[(（]?\d+(?:[.-]\d+)*[)）.、．]?")
_FOOT = re.compile(
    r"(?:注|备注|说明|附注|填表说明|填报说明|制表|填表|填报单位|审核|联系电话|合计|总计|小计)(?:[:：0-9].*|人[:：].*|日期.*)?",
    re.DOTALL,
)
_MEASURED = re.compile(r"(.+)[(（]([^()（）]+)[)）]")
_CALIBRE = re.compile(r"(.+)[(（]([^()（）]*口径)[)）]")
_NAMES = re.compile(r"[、，,;；\n/\s]+")
_BLANKS = frozenset({"-", "--", "/", "\\", "无", "—", "——", "－"})
_CARRIED = (Role.LEAD, Role.CO, Role.LEADER, Role.CONTACT, Role.DUE)
_LEVELS = {Role.SECTION: 1, Role.AREA: 2, Role.TASK: 3}


class LineKind(StrEnum):
    """What a row became."""

    HEADING = "heading"
    TARGET = "target"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the block, counted from 0: what it became, under which headings.

    `fields` is a target in the JSON form of a plan; `doubt` says why somebody should look at the
    line, or why it is left out; `known` that the plan holds such a target already.
    """

    row: int
    kind: LineKind
    path: tuple[Title, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    doubt: str = ""
    words: str = ""
    known: bool = False


def read_breakdown(
    rows: Sequence[Sequence[str]],
    head: Head,
    year: int,
    *,
    merged: bool = False,
    known: Collection[tuple[str, str]] = (),
) -> list[Line]:
    """A line for every row that holds anything.

    With `merged` the cells that Excel merged are filled already; else an empty cell of a unit or
    leader repeats the one above, where the column is filled from the table's first row on, and
    that of a date within its task. `known` are the names and units that the plan holds.
    """
    reader = _Reader(head, year, merged=merged, known=known)
    banners = [reader.banner(r) for r in rows[head.body :]]
    reader.ranks = sorted({rank_of(b) for b in banners if b})
    first = next((r for r, b in zip(rows[head.body :], banners, strict=True) if not b and any(map(str.strip, r))), ())
    reader.repeats = {r for r, c in zip(head.roles, first, strict=False) if c.strip()}
    return [line for at, row in enumerate(rows) if (line := reader.read(at, row))]


def target_key(name: str, calibre: str, unit: str) -> tuple[str, str]:
    """What tells two targets apart in a table: the full name and the unit."""
    return clean(f"{name}({calibre})" if calibre else name), clean(unit)


def outline_places(lines: Iterable[Line]) -> dict[Place, Title]:
    """The headings of lines, each place once, in the order of an outline."""
    places: dict[Place, Title] = {}
    for line in lines:
        for depth in range(1, len(line.path) + 1):
            places.setdefault(place_of(line.path[:depth]), line.path[depth - 1])
    return {p: places[p] for p in depth_first(list(places))}


def plan_items(lines: Sequence[Line]) -> dict[str, object]:
    """The headings and targets of lines in the JSON form of a plan; one place has a title once."""
    places = outline_places(lines)
    index = {p: str(i) for i, p in enumerate(places)}  # numbers of a plan are decimals or their text
    targets = [
        {**line.fields, "heading": index.get(place_of(line.path))} for line in lines if line.kind is LineKind.TARGET
    ]
    outline = [{"level": str(t.level), "number": t.number, "title": t.title} for t in places.values()]
    return {"outline": outline, "targets": targets}


class _Reader:
    """Reads rows in order; remembers the headings and the merged cells above."""

    def __init__(self, head: Head, year: int, *, merged: bool, known: Collection[tuple[str, str]]) -> None:
        self.head, self.year, self.merged, self.known = head, year, merged, known
        self.ranks: list[int] = []
        self.repeats: set[Role] = set()
        self.path: dict[int, Title] = {}
        self.carried: dict[Role, str] = {}
        self.name = ""
        self.seen: dict[tuple[object, ...], int] = {}
        self.lowest = min((_LEVELS[r] for r in head.roles if r in _LEVELS), default=4)

    def read(self, at: int, row: Sequence[str]) -> Line | None:
        words = "　".join(dict.fromkeys(_line(c) for c in row if c.strip()))
        if not words:
            return None
        reason = self._left_out(at, row, words)
        if reason:
            return Line(at, LineKind.LEFT_OUT, doubt=reason, words=words)
        banner = self.banner(row)
        if banner:
            self._open(banner)
            return Line(at, LineKind.HEADING, self._path(), words=words)
        cells = self._cells(row)
        self._descend(cells)
        if not any(cells.get(r) for r in (Role.NAME, Role.VALUE)):
            return self._without_name(at, cells, words)
        return self._target(at, cells, words)

    def banner(self, row: Sequence[str]) -> Title | None:
        """A row that only holds a heading, over the whole width or with a Chinese number before it."""
        roles = self.head.roles
        if len({c.strip() for c in row[: len(roles)]} - {""}) > 2:  # a number and a title at most
            return None
        filled = [(i, _line(c)) for i, c in enumerate(row[: len(roles)]) if c.strip()]
        rest = [(i, t) for i, t in filled if roles[i] is not Role.ORDER]
        order = next((t for i, t in filled if roles[i] is Role.ORDER), "")
        chinese = re.fullmatch(rf"[(（]?{NUMERALS}[)）、.]?", order)
        if not rest:
            return None if not order or _ORDER.fullmatch(order) or chinese else title_of(order, 0)
        at, text = rest[0]
        different = len({clean(t) for _, t in rest if clean(t) != clean(order)}) > 1
        if different or (roles[at] in HEADINGS and len(rest) == 1):
            return None
        numbered = NUMBERED.match(text)
        if chinese:
            title = title_of(text, 0)
            return title if numbered else replace(title, number=order if order[-1] in ")）、." else order + "、")
        marked = numbered is not None and re.match(rf"第|[(（]?{NUMERALS}", numbered.group()) is not None
        spread = len(rest) >= 3 or clean(order) == clean(text)
        aside = Role.NAME in roles and at < roles.index(Role.NAME)
        return title_of(text, 0) if marked or spread or aside else None

    def _left_out(self, at: int, row: Sequence[str], words: str) -> str:
        if at < self.head.first:
            return "表头以上的文字"
        if at < self.head.body:
            return "表头"
        if is_header(row, self.head):
            return "重复的表头"
        filled = [_line(c) for c in row if c.strip()]
        if len(filled) <= 2 and _FOOT.fullmatch(filled[0]):
            return "表注或合计，不是指标"
        return "只有序号，没有内容" if _ORDER.fullmatch(words) and len(filled) == 1 else ""

    def _cells(self, row: Sequence[str]) -> dict[Role, str]:
        cells: dict[Role, str] = {}
        for role, cell in zip(self.head.roles, row, strict=False):
            text = _line(cell)
            if role is Role.UNUSED or not text or (text in _BLANKS and role not in _LEVELS and role is not Role.NAME):
                continue
            if role in {Role.LEAD, Role.CO, Role.NOTE}:
                text = cell.strip()
            cells[role] = f"{cells[role]}\n{text}" if role in cells else text
        return cells

    def _open(self, banner: Title) -> None:
        """Go under a banner; banners stand above the table's own columns of headings."""
        place = self.ranks.index(rank_of(banner)) if self.ranks else 0
        level = max(1, self.lowest - len(self.ranks) + place)
        self._enter(Title(level, banner.number, banner.title))
        self.carried.clear()
        self.name = ""

    def _descend(self, cells: Mapping[Role, str]) -> None:
        """Go under the headings of a row; an empty one repeats the one above."""
        for role in HEADINGS:
            text = cells.get(role)
            above = [bare_title(t.title) for level, t in self.path.items() if level < _LEVELS[role]]
            if text and bare_title(text) not in above[-1:]:  # one cell merged over two columns is one heading
                title = title_of(text, _LEVELS[role])
                now = self.path.get(title.level)
                if now is None or bare_title(now.title) != bare_title(title.title):
                    self.carried.pop(Role.DUE, None)
                    if role is not Role.TASK:
                        self.carried.clear()
                    self._enter(title)
                    self.name = ""

    def _enter(self, title: Title) -> None:
        self.path = {level: t for level, t in self.path.items() if level < title.level} | {title.level: title}

    def _path(self) -> tuple[Title, ...]:
        return tuple(self.path[level] for level in sorted(self.path))

    def _without_name(self, at: int, cells: Mapping[Role, str], words: str) -> Line:
        """A row without a target: its headings, or something that is left out with the reason."""
        if any(cells.get(r) for r in HEADINGS):
            self._carry(cells)
            return Line(at, LineKind.HEADING, self._path(), words=words)
        return Line(at, LineKind.LEFT_OUT, doubt="没有指标名称和目标值，认不出属于哪一项", words=words)

    def _carry(self, cells: Mapping[Role, str]) -> dict[Role, str]:
        """The row's cells with those of the merged ones above."""
        if self.merged:
            return dict(cells)
        if Role.LEAD in cells:
            self.carried.pop(Role.CO, None)
        self.carried |= {r: cells[r] for r in _CARRIED if r in cells and r in self.repeats}
        if self.lowest > max(_LEVELS.values()):  # no task within which a date could repeat
            self.carried.pop(Role.DUE, None)
        return {**self.carried, **cells}

    def _target(self, at: int, own: Mapping[Role, str], words: str) -> Line:
        cells, doubts = self._carry(own), []
        written = _SERIAL.sub("", cells.get(Role.NAME, ""), count=1)
        if not written:
            last = self._path()[-1].title if self.path else cells[Role.VALUE]
            written = self.name or last
            doubts.append(f"没有指标名称，暂用“{written}”")
        self.name = written
        name, goal = _goal(written, cells.get(Role.VALUE, ""), cells.get(Role.UNIT, ""))
        doubts.append(goal.doubt)
        value_text = cells.get(Role.VALUE, "")
        due = own.get(Role.DUE, "") or due_words(value_text) or due_words(written) or cells.get(Role.DUE, "")
        due_date, doubt = read_due(due, self.year)
        doubts.append(doubt)
        kind = goal.kind
        if goal.value is None and due_date and is_step(written + value_text):
            kind = Kind.MILESTONE
        units = _names(cells.get(Role.LEAD, ""))
        others = [n for n in dict.fromkeys((*units[1:], *_names(cells.get(Role.CO, "")))) if n not in units[:1]]
        note = cells.get(Role.NOTE, "").strip()
        people = {r: re.split(r"[、，,;；\n/]+", cells.get(r, "")) for r in (Role.LEADER, Role.CONTACT)}
        for role, names in people.items():
            if len(names) > 1:
                doubts.append(f"{role}有{len(names)}人，取第一位，其余记在说明里")
                note = "\n".join(n for n in (note, f"{role}：{'、'.join(names)}") if n)
        calibre = _CALIBRE.fullmatch(name)
        full = (calibre[1], calibre[2]) if calibre else (name, "")
        key = target_key(*full, goal.unit)
        known = key in self.known
        doubts.append("这个计划里已有同名指标，没有勾选" if known else self._twin(at, key))
        history, doubt = _last_year(cells.get(Role.LAST, ""), goal, self.year)
        doubts.append(doubt)
        quote = "" if value_text and re.fullmatch(r"[\d.,]*", clean(value_text)) else f"{written} {value_text}".strip()
        fields: dict[str, object] = {
            "name": full[0], "calibre": full[1], "kind": kind.value, "direction": goal.direction.value,
            "comparator": goal.comparator, "value": goal.value, "value_high": goal.value_high, "unit": goal.unit,
            "commitment": goal.commitment, "due": due, "due_date": due_date.isoformat() if due_date else "",
            "unit_lead": units[0] if units else "", "units_co": others,
            "leader": _person(people[Role.LEADER]), "contact": _person(people[Role.CONTACT]),
            "quote": "" if quote == name else quote, "note": note, "history": history,
        }  # fmt: skip
        return Line(at, LineKind.TARGET, self._path(), fields, "；".join(d for d in doubts if d), words, known)

    def _twin(self, at: int, key: tuple[str, str]) -> str:
        place = (place_of(self._path()), *key)
        first = self.seen.setdefault(place, at)
        return "" if first == at else f"和第{first + 1}行同名"


def _goal(written: str, value: str, unit: str) -> tuple[str, Goal]:
    """A target's name and demand, from its cells; the unit may stand in brackets behind the name."""
    if not unit and (match := _MEASURED.fullmatch(written)) and is_unit_word(match[2]):
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
    return {f"{year - 1}-12": reading.value}, reading.doubt and f"上年数：{reading.doubt}"


def _names(text: str) -> list[str]:
    return [n for n in dict.fromkeys(p.strip("。.：:") for p in _NAMES.split(text)) if n and n not in _BLANKS]


def _person(names: Sequence[str]) -> str:
    return re.sub(r"\s+", "", names[0]) if names else ""


def _line(text: str) -> str:
    """A cell in one line: breaks within Chinese words close up."""
    return re.sub(r"[ \t\u3000]+", " ", re.sub(r"\s*\n\s*", "", text)).strip()
