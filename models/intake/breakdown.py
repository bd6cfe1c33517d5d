"""A 任务分解表, read row by row: which headings and targets it holds, and what somebody should look at.

Every row that holds anything becomes a line: a heading, a target, or one that is left out with the
reason. Nothing is dropped unseen; what cannot be read as a number stays as words.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.intake.banners import banner_of
from models.intake.cell_words import EMPTY, filled_lines, one_line
from models.intake.outside_table import OutsideTable
from models.intake.planned import months_of, planned_of
from models.intake.row_points import points_of
from models.intake.said_columns import with_said
from models.intake.table_columns import TableHead, is_header, tables_of, unit_said
from models.intake.target_cells import (
    Units,
    due_of,
    has_amount,
    last_year,
    named_by_task,
    quote_of,
    read_demand,
    target_fields,
)
from models.plan.quantity import is_money
from models.words.columns import HEADINGS, Role, bare_head, may_demand
from models.words.dates import read_due
from models.words.demands import split_goal
from models.words.falls import says_rate
from models.words.numbers import clean
from models.words.titles import (
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
    r"(?:注|备注|说明|附注|填表说明|填报说明|制表|填表|填报单位|审核|联系电话)(?:[:：0-9].*|人[:：].*|日期.*)?",
    re.DOTALL,
)
_TOTAL = re.compile(
    r"(?:全[镇县市区乡村]|各[项类]|本[页类项章部]|以上|分类|部分|工作|指标|项目|\d+项?|[一二三四五六七八九十]+[项、]?)?"
    r"(?:小计|合计|总计|共计|总和|平均|平均值|平均数)(?:[(（].*[)）])?[:：]?\d*[项个]?"
)
_NAMING = frozenset({Role.ORDER, *HEADINGS, Role.NAME, Role.LEAD})  # where a row's own word stands
_FIGURES = (Role.VALUE, Role.LAST, Role.PLANNED)
_TABLE_TITLE = re.compile(r".*(?:表|清单|一览|汇总|附件\d*|\d+月\d*日?)[)）]?|.*[:：].*")
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
    line, or why it is left out; `known` that the plan holds such a target already. A row that
    names several targets has a line for each.
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
    """The lines of rows of text, of which nothing is known but whether merged cells are filled already."""
    return read_outside(OutsideTable(rows, merges_known=merged), head, year, known=known)


def read_outside(
    table: OutsideTable, head: TableHead, year: int, *, known: Collection[tuple[str, str]] = ()
) -> list[BreakdownLine]:
    """A line for every row that holds anything, of each table that stands on the sheet.

    Where merges are known an empty cell is empty; else that of a unit or leader repeats the one
    above, where the column is filled from the table's first row on, and that of a date within its
    task. `known` are the names and units that the plan holds.
    """
    tables = tables_of(table, head, year)
    ends = [start for start, _ in tables[1:]] + [len(table.rows)]
    seen: dict[tuple[object, ...], int] = {}
    found = []
    for (start, its_head), end in zip(tables, ends, strict=True):
        reader = _Reader(its_head, year, table, known, seen, follows=start > 0)
        reader.look_ahead(start, end)
        for at in range(start, end):
            found += reader.read(at, table.rows[at])
    return found


def _due_above(own: Mapping[Role, str], cells: Mapping[Role, str]) -> str:
    """The doubt about a date of the row above, where this row writes its task out: its date may just be empty."""
    if Role.DUE in own or Role.DUE not in cells or not any(map(own.get, HEADINGS)):
        return ""
    return f"完成时限空着，用了上面的“{cells[Role.DUE]}”，请核对"


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


def _in_headings(own: Mapping[Role, str]) -> list[str]:
    """The headings of a row whose numbers became no target's."""
    found = []
    for role in HEADINGS:
        _, goal = split_goal(SERIAL.sub("", own.get(role, ""), count=1), "")
        if goal.value is not None:
            found.append(f"“{own[role][:24]}”里有数，没有读成目标值")
    return found


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
    """Reads rows of one table in order; remembers the headings and the merged cells above."""

    def __init__(
        self,
        head: TableHead,
        year: int,
        table: OutsideTable,
        known: Collection[tuple[str, str]],
        seen: dict[tuple[object, ...], int],
        *,
        follows: bool,
    ) -> None:
        self.head, self.year, self.table, self.known, self.seen = head, year, table, known, seen
        self.follows = follows  # another table stands above it
        self.ranks: list[int] = []  # of the banners that the table has
        self.repeats: frozenset[Role] = frozenset()
        self.path: dict[int, Title] = {}
        self.carried: dict[Role, str] = {}
        self.name = ""
        self.lowest = min((_LEVELS[r] for r in head.roles if r in _LEVELS), default=4)
        self.months = months_of(head)
        self.beside = head.beside
        self.shared = _shared_figures(head, table)

    def look_ahead(self, start: int, end: int) -> None:
        """What the reading of a row has to know of the others: the ranks of banners, the columns that are filled."""
        above = [self.banner(at, self.table.rows[at]) for at in range(start, self.head.first)]
        body = self.table.rows[self.head.body : end]
        banners = [banner_of(row, self.head.roles) for row in body]
        self.ranks = sorted(set(map(rank_of, filter(None, [*above, *banners]))))
        self.repeats = _filled_from_the_first(self.head, body, banners)

    def read(self, at: int, row: Sequence[str]) -> list[BreakdownLine]:
        """The lines of a row: none where it is empty, several where it names several targets."""
        filled = filled_lines(row)
        words = "　".join(dict.fromkeys(filled))
        if not words:
            return []
        banner = self.banner(at, row)
        reason = self._left_out(at, row, filled, banner)
        if reason:
            return [BreakdownLine(at, BreakdownKind.LEFT_OUT, doubt=reason, words=words)]
        if banner:
            self._open(banner)
            return [BreakdownLine(at, BreakdownKind.HEADING, self._path(), words=words)]
        found = []
        rows, apart = points_of(self._raw_cells(row))
        for raw in rows:
            cells = {role: _tidy(role, text) for role, text in raw.items()}
            self._descend(cells)
            cells = named_by_task(cells, self.path.get(_LEVELS[Role.TASK]), grouped=self.head.groups >= 0)
            if not cells.get(Role.NAME) and not cells.get(Role.VALUE):
                found.append(self._without_name(at, cells, words))
            else:
                found.append(self._target(at, cells, words, apart))
        return found

    def banner(self, at: int, row: Sequence[str]) -> Title | None:
        """A row that only holds a heading, over the whole width or with a Chinese number before it."""
        found = banner_of(row, self.head.roles)
        if found is None or at >= self.head.first:
            return found
        # above the header: a chapter's number tells a heading from a title; a second table's title may be one, too
        text = found.number + found.title
        if is_ranked(text) or (self.follows and not _TABLE_TITLE.fullmatch(text)):
            return found
        return None

    def _left_out(self, at: int, row: Sequence[str], filled: Sequence[str], banner: Title | None) -> str:
        if at < self.head.first:
            return "" if banner else "表头以上的文字"
        if at < self.head.body:
            return "表头"
        if is_header(row, self.head):
            return "重复的表头"
        return self._no_target(row, filled)

    def _no_target(self, row: Sequence[str], filled: Sequence[str]) -> str:
        """Why a row below the header is neither a heading nor a target; empty for every other."""
        if len(filled) <= 2 and _FOOT.fullmatch(filled[0]):
            return "表注或合计，不是指标"
        if self._is_total(row):
            return "表注或合计，不是指标"
        if len(filled) == 1 and unit_said(row):
            self.head = replace(self.head, unit=unit_said(row))
            return "单位，用于下面各行"
        if len(filled) == 1 and ORDER.fullmatch(filled[0]):
            return "只有序号，没有内容"
        return ""

    def _is_total(self, row: Sequence[str]) -> bool:
        """Whether a row sums others up: 小计, 合 计 where its number or name should stand."""
        cells = zip(self.head.roles, row, strict=False)
        return any(role in _NAMING and _TOTAL.fullmatch(clean(cell)) for role, cell in cells)

    def _raw_cells(self, row: Sequence[str]) -> dict[Role, str]:
        """The row's texts by what they are, as written; columns of one role are joined by line breaks."""
        cells: dict[Role, str] = {}
        for role, cell in zip(self.head.roles, row, strict=False):
            text = cell.strip()
            if role in {Role.UNUSED, Role.PLANNED} or not text or (text in EMPTY and role not in _NEVER_BLANK):
                continue
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
        if self.table.merges_known:
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

    def _target(self, at: int, own: Mapping[Role, str], words: str, apart: str) -> BreakdownLine:
        cells = self._carry(own)
        written, unnamed = self._written_name(cells)
        self.name = written
        demand = read_demand(
            written,
            cells.get(Role.VALUE, ""),
            Units(cells.get(Role.UNIT, ""), _headed(self.head, Role.VALUE, cells, written)),
            self.year,
        )
        demand = with_said(demand, cells, self.head.word_of(Role.VALUE))
        goal = demand.goal
        fields, doubts = target_fields(demand, cells, due_of(own, cells, written), self.year)
        history, odd_history = last_year(
            cells.get(Role.LAST, demand.last),
            goal,
            self.year,
            _headed(self.head, Role.LAST, cells, written),
            self.head.unit,
        )
        due_date, _ = read_due(str(fields["due"]), self.year)
        planned = planned_of(self.table.rows[at], self.head, self.months, goal, self.year, due_date)
        fields |= {"quote": quote_of(written, cells.get(Role.VALUE, ""), demand.name), "history": history}
        fields |= planned.fields
        if planned.kind:
            fields["kind"] = planned.kind.value
        if planned.note:
            fields["note"] = "\n".join(filter(None, (str(fields["note"]), planned.note)))
        key = target_key(str(fields["name"]), str(fields["calibre"]), goal.unit)
        if goal.value is None and not goal.doubt:
            doubts += _passed_over(self.head, self.table.rows[at], self.year)
            doubts += _in_headings(own)
        said = [
            unnamed, apart, *doubts, _due_above(own, cells), planned.doubt,
            self._twin(at, key), odd_history, *self._marks(at),
        ]  # fmt: skip
        told = "；".join(filter(None, said))
        return BreakdownLine(at, BreakdownKind.TARGET, self._path(), fields, told, words, key in self.known)

    def _marks(self, at: int) -> list[str]:
        """What the source says of a row beside its texts: hidden, struck out, a figure merged over several rows."""
        said = []
        if self.head.odd_year:
            said.append(f"目标值一列是{self.head.odd_year}年的")
        if self.head.guessed:
            said.append(f"目标值取自“{self.head.guessed}”一列，表头的词不认得")
        if self.beside and any(map(str.strip, self.table.rows[at][self.beside :])):
            said.append("右边并排的另一张表没有读，请分开粘贴")
        if at in self.shared:
            said.append(f"数合并在{self.shared[at]}行上，分不清是各项都是还是合计")
        if at in self.table.hidden:
            said.append("这一行在表里是隐藏的")
        if any((at, column) in self.table.struck for column in range(len(self.head.roles))):
            said.append("这一行有划掉的字")
        return said

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


def _headed(head: TableHead, role: Role, cells: Mapping[Role, str], name: str) -> str:
    """The unit in the heading of a column, or in a line above the table; none where each row has its own.

    One of money is not said of a row that is named as a rate.
    """
    if cells.get(Role.UNIT):
        return ""
    unit = head.unit
    if role in head.roles:
        unit = head.unit_of(head.roles.index(role))
    if is_money(unit) and says_rate(name):
        return ""
    return unit


def _passed_over(head: TableHead, row: Sequence[str], year: int) -> list[str]:
    """The doubts about numbers of a row that has no target, in columns whose words say nothing to us."""
    said = []
    for word, role, cell in zip(head.words, head.roles, row, strict=False):
        if role is Role.UNUSED and word and may_demand(bare_head(word), year) and has_amount(cell):
            said.append(f"“{word}”一列写着“{one_line(cell)[:20]}”，没有用")
    return said


def _shared_figures(head: TableHead, table: OutsideTable) -> dict[int, int]:
    """The rows over which a figure is merged with others, and how many they are."""
    found = {}
    for (first, column), (height, _) in table.spans.items():
        # a range may lie outside what is filled
        inside = head.body <= first < len(table.rows) and column < min(len(head.roles), table.width)
        if inside and height > 1 and head.roles[column] in _FIGURES and table.rows[first][column].strip():
            for at in range(first, first + height):
                found[at] = height
    return found


def _tidy(role: Role, text: str) -> str:
    """A cell's text for reading; where several things may stand one below the other its breaks are kept."""
    return text if role in _WITH_BREAKS else one_line(text)
