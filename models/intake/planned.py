"""Columns of quarters or months in a 任务分解表: amounts planned by then, or the stages of a thing to be done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from models.intake.cell_words import one_line
from models.intake.table_columns import TableHead
from models.judging.planned import PlannedDays, days_until
from models.plan.entities import Kind, PlannedAmount
from models.plan.quantity import plain
from models.words.columns import Role, bare_head, planned_month
from models.words.demands import Goal, read_goal

_USUAL = {2: (6, 12), 3: (3, 6, 9), 4: (3, 6, 9, 12), 12: tuple(range(1, 13))}
_YEAR = re.compile(r"^20\d\d年?度?")
_PARTS = re.compile(r"[、，,；;\n]+")
_SAID = re.compile(
    r"(?:到)?(\d{1,2}月[底末份]?|第?[一二三四1-4]季度|上半年|前三季度|年底)[底末]?(?:之?前)?[:：]?(?:完成|达到|实现|累计)*(.+)"
)
_SINCE_JANUARY = re.compile(r"(?:(?:1|一)月?份?[-—~至到][\d一二三四五六七八九十]+个?月|前.+月|累计|上半年|前三季度)")
# beside 下半年 or 4—6月 the first half or quarter is an amount of its own, or may be
_OWN_PART = re.compile(r"下半年|(?<!\d)(?:[2-9]|1[0-2])月?份?[-—~至到]\d{1,2}月")
_DECEMBER = 12
_LONGEST_STAGE = 20


@dataclass(frozen=True, slots=True)
class Planned:
    """What columns of quarters say of a target: keys of the plan's JSON, words for the note, a doubt."""

    fields: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    doubt: str = ""
    kind: Kind | None = None


def months_of(head: TableHead) -> dict[int, int]:
    """The month to whose end each column of planned amounts runs: by its heading, else by how many there are."""
    columns = [at for at, role in enumerate(head.roles) if role is Role.PLANNED]
    words = dict(enumerate(head.words))  # a block without a header may have none
    months = {at: _month(words.get(at, "")) for at in columns}
    if all(months.values()) and len(set(months.values())) == len(columns):
        return months
    usual = dict(zip(columns, _USUAL.get(len(columns), ()), strict=False))
    if any(month and month != usual.get(at) for at, month in months.items()):
        return {}  # two columns of one month, or words that say otherwise
    return usual


def planned_of(
    row: Sequence[str], head: TableHead, months: Mapping[int, int], goal: Goal, year: int, due_date: date | None = None
) -> Planned:
    """What the planned cells of a row mean beside its target; `months` are those of the columns."""
    days = days_until(due_date, year, goal.value, goal.value_high, goal.unit)
    of_year = {at: month for at, month in months.items() if _year_of(head.words[at : at + 1]) in (0, year)}
    found = _placed(row, head, of_year, goal, days)
    later = _of_later_year(row, head, year)
    return replace(found, doubt="；".join(filter(None, (found.doubt, later))))


def _placed(row: Sequence[str], head: TableHead, months: Mapping[int, int], goal: Goal, days: PlannedDays) -> Planned:
    """What the cells of this year's months mean."""
    said = {} if months else _said_texts(row, head)
    if said:
        return _read(said, goal, days, {}, sure_totals=True)
    doubt = _unplaced(row, head, months)
    if doubt:
        return Planned(doubt=doubt)
    heads = {month: one_line(head.words[at]) for at, month in months.items() if at < len(head.words)}
    return _read(_texts(row, months), goal, days, heads, sure_totals=_are_totals(head))


def _of_later_year(row: Sequence[str], head: TableHead, year: int) -> str:
    """The doubt about amounts that are planned for a year after the plan's."""
    for words, role, cell in zip(head.words, head.roles, row, strict=False):
        dated = _year_of([words])
        if role is Role.UNUSED and dated > year and cell.strip() and _month(words):
            return f"“{one_line(words)}”是{dated}年的节点目标，没有用"
    return ""


def _year_of(words: Sequence[str]) -> int:
    """The year that a column's words begin with; 0 where they name none."""
    dated = _YEAR.match(bare_head("".join(words)))
    return int(dated.group()[:4]) if dated else 0


def _said_texts(row: Sequence[str], head: TableHead) -> dict[int, str]:
    """Amounts by month out of one cell that says them all (3月底前2家、6月底前4家); empty for any other."""
    columns = [at for at, role in enumerate(head.roles) if role is Role.PLANNED]
    if len(columns) != 1 or columns[0] >= len(row):
        return {}
    texts: dict[int, str] = {}
    for part in _PARTS.split(row[columns[0]].strip(" 。；;，,、\n")):
        said = _SAID.fullmatch(part.strip())
        month = planned_month(bare_head(said[1])) if said else 0
        if said is None or not month or month in texts:
            return {}
        texts[month] = said[2]
    return dict(sorted(texts.items()))


def _are_totals(head: TableHead) -> bool:
    """Whether the headings say that planned amounts count from January: 上半年, 1—9月."""
    words = [bare_head(word) for word, role in zip(head.words, head.roles, strict=False) if role is Role.PLANNED]
    return any(map(_SINCE_JANUARY.search, words)) and not any(map(_OWN_PART.search, words))


def _texts(row: Sequence[str], months: Mapping[int, int]) -> dict[int, str]:
    """The filled cells of those columns by their months, in the order of the year."""
    texts = {}
    for at, month in sorted(months.items(), key=lambda item: item[1]):
        if at < len(row) and row[at].strip(" -/—\n无"):
            texts[month] = " ".join(row[at].split())
    return texts


def _unplaced(row: Sequence[str], head: TableHead, months: Mapping[int, int]) -> str:
    """The doubt about planned amounts of which nobody can say when they are due."""
    for at, (role, cell) in enumerate(zip(head.roles, row, strict=False)):
        if role is Role.PLANNED and at not in months and cell.strip():
            named = f"“{one_line(head.words[at])}”一列的" if any(head.words[at : at + 1]) else ""
            return f"{named}“{cell.strip()[:20]}”认不出是哪一期的节点目标，没有用"
    return ""


def _read(
    texts: Mapping[int, str], goal: Goal, days: PlannedDays, heads: Mapping[int, str], *, sure_totals: bool
) -> Planned:
    """What the planned cells of a row mean beside its annual target; `sure_totals` by the words over them."""
    if not texts:
        return Planned()
    note = "节点目标：" + "，".join(f"{month}月底{text}" for month, text in texts.items())
    amounts = {month: _amount(text, goal) for month, text in texts.items()}
    known = {month: amount for month, amount in amounts.items() if amount is not None}
    if goal.value is None:
        return _without_target(texts, known, note, days.year)
    if len(known) < len(texts):
        return Planned(note=note, doubt="节点目标里有的没有读成数，记在说明里")
    if goal.kind is not Kind.CUMULATIVE:  # they are shown, and the annual target judges
        return Planned(_amounts(known, days.year))
    totals, doubt = _sure(known, goal.value) if sure_totals else _totals(known, goal.value, goal.unit)
    doubt = doubt or _outside(totals, days, heads)
    if doubt:
        return Planned(note=note, doubt=doubt)
    return Planned(_amounts(totals, days.year))


def _outside(totals: Mapping[int, Decimal], days: PlannedDays, heads: Mapping[int, str]) -> str:
    """The doubt about totals that are still below the target when it is due; the column is named."""
    for month, total in totals.items():
        odd = days.oddness(PlannedAmount(_end(days.year, month), total))
        if odd:
            return f"“{heads.get(month, f'{month}月底')}”的节点目标（累计{plain(total)}{days.unit}）{odd}，记在说明里"
    return ""


def _amounts(totals: Mapping[int, Decimal], year: int) -> dict[str, object]:
    """Planned amounts in the JSON form of a plan."""
    return {"planned": [{"until": _end(year, m).isoformat(), "value": value} for m, value in totals.items()]}


def _without_target(texts: Mapping[int, str], known: Mapping[int, Decimal], note: str, year: int) -> Planned:
    """Columns of a target without a number: stages of what is to be done, or numbers without their sum."""
    if known:
        return Planned(note=note, doubt="有节点目标，但没有全年目标值，记在说明里")
    stages: dict[str, date] = {}
    for month, text in texts.items():
        stages[text] = _end(year, month)  # a stage that goes on is planned for its last month
    if max(map(len, stages)) > _LONGEST_STAGE:
        return Planned(note=note, doubt="节点的文字太长，记在说明里，没有当作阶段")
    chain = [{"name": name, "due_date": day.isoformat()} for name, day in sorted(stages.items(), key=lambda s: s[1])]
    return Planned({"stages": chain}, kind=Kind.MILESTONE)


def _month(words: str) -> int:
    """The month that a column's words name, in one row or in the lower of two; the plan's year may stand before."""
    whole, lower = bare_head(words), bare_head(words.rsplit(" ", maxsplit=1)[-1])
    return next(filter(None, map(planned_month, (whole, lower, _YEAR.sub("", whole), _YEAR.sub("", lower)))), 0)


def _amount(text: str, goal: Goal) -> Decimal | None:
    read = read_goal(text, goal.unit, "")
    return None if read.value_high is not None else read.value


def _totals(known: Mapping[int, Decimal], target: Decimal, unit: str) -> tuple[dict[int, Decimal], str]:
    """Amounts as totals since January: they are it where the last is the target, own amounts where their sum is."""
    values = list(known.values())
    last, whole = values[-1] == target, sum(values) == target
    if last == whole:
        said = "、".join(map(plain, values))
        return (
            {},
            f"节点目标{said}的最后一个和合计都{'是' if last else '不是'}全年目标{plain(target)}{unit}，记在说明里",
        )
    if last:
        return dict(known), _not_rising(values, target)
    if min(values) < 0:
        return {}, "节点目标里有负数，记在说明里"
    totals: dict[int, Decimal] = {}
    so_far = Decimal(0)
    for month, value in known.items():
        so_far += value
        totals[month] = so_far
    return totals, ""


def _sure(known: Mapping[int, Decimal], target: Decimal) -> tuple[dict[int, Decimal], str]:
    """Amounts that are totals by their words; a doubt where they do not lead to the target."""
    doubt = _not_rising(list(known.values()), target)
    if not doubt and known.get(_DECEMBER, target) != target:
        doubt = "年底的节点目标不是全年目标，记在说明里"
    return dict(known), doubt


def _not_rising(values: Sequence[Decimal], target: Decimal) -> str:
    """Why totals cannot be a curve up to the target."""
    if list(values) != sorted(values) or values[0] < 0:
        return "节点目标有下降，记在说明里"
    if values[-1] > target or target <= 0:
        return "节点目标超过全年目标，记在说明里"
    return ""


def _end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
