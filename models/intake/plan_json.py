"""A plan in the JSON form of design.md, read into entities.

Numbers are exact decimals; absent fields take their defaults; a field that cannot be used is
refused with a sentence that names the target.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import starmap
from typing import Any, NoReturn, TypeVar

from models.intake.plan_file import Json, PlanError, decimal, short, too_many
from models.judging.judgeable import target_problem
from models.judging.planned import planned_outside, planned_problem
from models.plan.entities import (
    COMMITMENTS,
    COMPARATORS,
    LINEAR,
    Cadence,
    Curve,
    Direction,
    EntryMode,
    Heading,
    Kind,
    PastValue,
    Person,
    Plan,
    PlannedAmount,
    Series,
    Stage,
    Target,
    Unit,
    full_name,
    past_id,
)
from models.plan.period import Period, PeriodError
from models.plan.quantity import normal
from models.plan.said import Said
from models.words.chains import stage_chain
from models.words.numbers import clean
from models.words.titles import number_of_item

E = TypeVar("E", bound=StrEnum)
MAX_TARGETS, MAX_HEADINGS, MAX_TEXT = 5_000, 20_000, 5_000_000  # the last one in bytes
MAX_PARTS = 50_000  # of all targets together: figures of the year before, stages, names
_FARTHEST, _MOST_DIGITS = 30, 60  # of a number: its first digit from the point, and all of them
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)


@dataclass(slots=True)
class PlanContent:
    """All that a plan document brings into a ledger."""

    plan: Plan
    headings: list[Heading] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    past: list[PastValue] = field(default_factory=list)


@dataclass(slots=True)
class Directory:
    """Ids for names, those of the ledger first: one name is one unit, person or series."""

    new_id: Callable[[], str]
    units: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    looks: dict[str, str] | None = None  # the ids of units by what their names look like

    def unit_like(self, name: str) -> str | None:
        """The unit of that name, or the one that only looks like it: in width of brackets, or what nobody sees."""
        if name in self.units:
            return self.units[name]
        if self.looks is None:
            self.looks = {clean(known): its_id for known, its_id in self.units.items()}
        return self.looks.get(clean(name))

    def new_unit(self, name: str) -> str:
        """The id of a unit that nobody had yet."""
        self.units[name] = its_id = self.new_id()
        if self.looks is not None:
            self.looks[clean(name)] = its_id
        return its_id

    def own_id(self, wanted: str) -> str:
        """The id that the plan gives, unless the ledger has it already or it cannot be carried in a workbook."""
        chosen = wanted
        # | and @ join ids in workbooks and in the ids of cells
        if not wanted or wanted in self.taken or set(wanted) & set("|@\n\t") or len(wanted) > 60:
            chosen = self.new_id()
        self.taken.add(chosen)
        return chosen


def read_plan(data: Json, directory: Directory, *, demo: bool = False) -> PlanContent:
    """Turn plan JSON into entities; raises PlanError with a sentence."""
    _refuse_large(data)
    title, year = _text(data, "title", "计划"), _number(data, "year", "计划")
    if not title:
        raise PlanError(Said("plan-no-title", "计划没有标题（title）", todo="请补上标题再打开"))
    if year is None or year != int(year) or not 1990 <= year <= 2100:
        raise PlanError(Said("plan-no-year", "计划没有可用的年份（year），应是1990到2100之间的整数"))
    plan = Plan(
        id=directory.own_id(_text(data, "id", "计划")),
        year=int(year),
        title=title,
        issuer=_text(data, "issuer", "计划"),
        number=_text(data, "number", "计划"),
        issued=_day(data, "date", "计划"),
        text=_text(data, "text", "计划"),
        campaigns=_names(data, "campaigns", "计划"),
        demo=demo,
    )
    content = PlanContent(plan)
    # before the targets, which name their heading by its place
    content.headings = _read_outline(_items(data, "outline", "计划"), plan, directory)
    for position, item in enumerate(_items(data, "targets", "计划")):
        _read_target(item, position, content, directory)
    content.past = _once_each(content)
    return content


def _refuse_large(data: Json) -> None:
    """A plan that nobody wrote is refused before anything is made of it."""
    for key, most, what in (("targets", MAX_TARGETS, "项指标"), ("outline", MAX_HEADINGS, "个标题")):
        count = len(_items(data, key, "计划"))
        if count > most:
            raise too_many(f"{most}{what}", f"有{count}{what}，")
    parts = len(_list(data, "campaigns"))
    for item in _items(data, "targets", "计划"):
        for key in ("units_co", "campaigns", "stages", "curve", "history", "planned"):
            parts += len(_list(item, key))
    if parts > MAX_PARTS:
        raise too_many(f"{MAX_PARTS}个", f"的上年数、节点、单位和行动共有{parts}个，")
    if len(_text(data, "text", "计划").encode()) > MAX_TEXT:
        said = f"这份计划的原文（text）超过{MAX_TEXT // 1_000_000} MB，没有打开"
        raise PlanError(Said("plan-long-text", said, todo="请检查是不是选错了文件，或只留工作要点的正文"))


def _list(data: Json, key: str) -> Sequence[object] | Mapping[str, object]:
    """What stands under a key where it has any length; what it should be is asked by those who read it."""
    value = data.get(key)
    if isinstance(value, list | dict):
        return value
    return ()


def _once_each(content: PlanContent) -> list[PastValue]:
    """Last year's figures, each period of a series once; raises PlanError where it has two different ones."""
    found: dict[str, PastValue] = {}
    for past in content.past:
        first = found.setdefault(past.id, past)
        if first.value != past.value:
            name = next(t.full_name for t in content.targets if t.series_id == past.series_id)
            when = Period.of_key(past.period).label
            what = f"指标“{short(name)}”的上年数据里，{when}有两个数：{first.value}和{past.value}"
            todo = "季度和它的最后一个月是同一期，请只留一个"
            raise PlanError(Said("history-twice", what, todo=todo))
    return list(found.values())


def _read_outline(items: list[Json], plan: Plan, directory: Directory) -> list[Heading]:
    """Headings nested by their levels."""
    found: list[Heading] = []
    open_ones: list[Heading] = []
    for position, item in enumerate(items):
        where = f"第{position + 1}个标题"
        level = _level(item, where)
        # a heading stands under the nearest one before it of a smaller level
        while open_ones and open_ones[-1].level >= level:
            open_ones.pop()
        parent_id = None
        if open_ones:
            parent_id = open_ones[-1].id
        start, end = _span(item, plan.text, where)
        heading = Heading(
            id=directory.own_id(_text(item, "id", where)),
            plan_id=plan.id,
            parent_id=parent_id,
            position=position,
            level=level,
            number=_text(item, "number", where),
            title=_text(item, "title", where),
            start=start,
            end=end,
        )
        found.append(heading)
        open_ones.append(heading)
    return found


def _read_target(item: Json, position: int, content: PlanContent, directory: Directory) -> None:
    name = _text(item, "name", f"第{position + 1}个指标")
    if not name:
        raise PlanError(Said("target-no-name", f"第{position + 1}个指标没有名称（name）", todo="请补上名称再打开"))
    where = f"指标“{short(name)}”"
    calibre = _text(item, "calibre", where)
    start, end = _span(item, content.plan.text, where)
    units = [_unit(n, content, directory) for n in (_text(item, "unit_lead", where), *_names(item, "units_co", where))]
    target = Target(
        id=directory.own_id(_text(item, "id", where)),
        plan_id=content.plan.id,
        heading_id=_heading_id(item, where, content),
        series_id=_series(_text(item, "series", where) or full_name(name, calibre), content, directory),
        position=position,
        name=name,
        calibre=calibre,
        kind=_choice(item, "kind", where, Kind, Kind.CUMULATIVE),
        direction=_choice(item, "direction", where, Direction, Direction.HIGHER),
        comparator=_one_of(item, "comparator", where, COMPARATORS, "="),
        value=_number(item, "value", where),
        value_high=_number(item, "value_high", where),
        unit=_text(item, "unit", where),
        commitment=_one_of(item, "commitment", where, ("", *COMMITMENTS), ""),
        baseline=_number(item, "baseline", where),
        weight=_number(item, "weight", where),
        start_date=_day(item, "start_date", where),
        due=_text(item, "due", where),
        due_date=_day(item, "due_date", where),
        cadence=_choice(item, "cadence", where, Cadence, Cadence.QUARTERLY),
        entry_mode=_choice(item, "entry_mode", where, EntryMode, EntryMode.TOTAL),
        curve=_curve(item, where),
        stages=_stages(item, where, name),
        lead_id=units[0],
        co_ids=tuple(u for u in units[1:] if u),
        leader_id=_person(_text(item, "leader", where), units[0], content, directory),
        contact_id=_person(_text(item, "contact", where), units[0], content, directory),
        campaigns=_names(item, "campaigns", where),
        quote=_text(item, "quote", where),
        start=start,
        end=end,
        **_besides(item, where),
    )
    _refuse_unjudgeable(target, content.plan.year, where)
    content.targets.append(target)
    content.past += _history(item, where, target.series_id)


def _besides(item: Json, where: str) -> dict[str, Any]:
    """What a plan says of a target besides its demand."""
    return {
        "note": _text(item, "note", where),
        "listed": _day(item, "listed", where),
        "ordinal": number_of_item(_text(item, "ordinal", where)),
        "stretch": _number(item, "stretch", where),
        "planned": _planned(item, where),
    }


def _stages(item: Json, where: str, name: str) -> tuple[Stage, ...]:
    """The stages as they are given; a milestone without any has those of the plan's own verb."""
    stages = [Stage(_text(s, "name", where), _day(s, "due_date", where)) for s in _items(item, "stages", where)]
    if item.get("kind") == Kind.MILESTONE and not stages:
        return tuple(map(Stage, stage_chain(name, _text(item, "quote", where))))
    return tuple(stages)


def _planned(item: Json, where: str) -> tuple[PlannedAmount, ...]:
    """Totals by the day, the earliest first; raises PlanError where a day has none, or two that differ."""
    found: dict[date, Decimal] = {}
    for amount in _items(item, "planned", where):
        until, value = _day(amount, "until", where), _number(amount, "value", where)
        if until is None or value is None:
            _wrong(where, "planned")
        if found.setdefault(until, value) != value:
            what = f"{where}的节点目标里，{until:%Y-%m-%d}有两个数：{found[until]}和{value}"
            raise PlanError(Said("planned-twice", what, todo="请只留一个"))
    return tuple(starmap(PlannedAmount, sorted(found.items())))


def _refuse_unjudgeable(target: Target, year: int, where: str) -> None:
    problem = target_problem(target, year) or planned_problem(target) or planned_outside(target, target.due_date, year)
    if problem:
        raise PlanError(Said("target-problem", problem, lead=f"{where}："))


def _heading_id(item: Json, where: str, content: PlanContent) -> str | None:
    index = _number(item, "heading", where)
    if index is None:
        return None
    if index != int(index) or not 0 <= index < len(content.headings):
        raise PlanError(Said("target-no-heading", f"{where}的标题序号（heading）{index:f}不在目录里"))
    return content.headings[int(index)].id


def _history(item: Json, where: str, series_id: str) -> list[PastValue]:
    history = item.get("history") or {}
    if not isinstance(history, dict):
        raise PlanError(Said("history-no-object", f"{where}的上年数据（history）应是“期间: 数”的对应"))
    found = []
    for key in history:
        try:
            period = Period.parse(short(str(key))).key
        except PeriodError as error:
            raise PlanError(error.said.under(f"{where}的上年数据：")) from error
        value = _number(history, key, where)
        if value is not None:
            found.append(PastValue(past_id(series_id, period), series_id, period, value))
    return found


def _unit(name: str, content: PlanContent, directory: Directory) -> str | None:
    if not name:
        return None
    known = directory.unit_like(name)
    if known:
        return known
    unit_id = directory.new_unit(name)
    content.units.append(Unit(unit_id, name, len(directory.units)))
    return unit_id


def _person(name: str, unit_id: str | None, content: PlanContent, directory: Directory) -> str | None:
    if not name:
        return None
    if name not in directory.persons:
        directory.persons[name] = directory.new_id()
        content.persons.append(Person(directory.persons[name], name, unit_id))
    return directory.persons[name]


def _series(name: str, content: PlanContent, directory: Directory) -> str:
    if name not in directory.series:
        directory.series[name] = directory.new_id()
        content.series.append(Series(directory.series[name], name))
    return directory.series[name]


def _curve(item: Json, where: str) -> Curve:
    curve = item.get("curve") or LINEAR
    if isinstance(curve, list):
        points = []
        for point in curve:
            if not isinstance(point, Decimal) or not _is_usable(point):
                _wrong(where, "curve")
            points.append(normal(point))
        return tuple(points)
    if not isinstance(curve, str):
        _wrong(where, "curve")
    return curve


def _level(item: Json, where: str) -> int:
    level = _number(item, "level", where) or Decimal(1)
    if level != int(level) or not 1 <= level <= 9:
        _wrong(where, "level")
    return int(level)


def _span(item: Json, text: str, where: str) -> tuple[int | None, int | None]:
    start, end = _number(item, "start", where), _number(item, "end", where)
    if start is None or end is None:
        return None, None
    if not 0 <= start <= end <= len(text):
        raise PlanError(Said("span-outside", f"{where}的原文位置（start、end）超出了原文"))
    return int(start), int(end)


def _items(data: Json, key: str, where: str) -> list[Json]:
    items = data.get(key) or []
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        raise PlanError(Said("plan-no-list", f"{where}的“{key}”应是一列对象", todo="请检查计划文件"))
    return items


def _text(data: Json, key: str, where: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        if not _is_usable(value):
            _wrong(where, key)
        return format(value, "f")
    if not isinstance(value, str):
        _wrong(where, key)
    return value


def _names(data: Json, key: str, where: str) -> tuple[str, ...]:
    value = data.get(key) or []
    if not isinstance(value, list) or not all(isinstance(n, str) for n in value):
        _wrong(where, key)
    return tuple(filter(None, value))


def _number(data: Json, key: str, where: str) -> Decimal | None:
    value = data.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):  # Decimal would take 1_000 and the digits of every script
            _wrong(where, key)
        value = decimal(value)
    if not isinstance(value, Decimal) or not _is_usable(value):
        _wrong(where, key)
    return normal(value)


def _is_usable(value: Decimal) -> bool:
    """Whether a number is one that somebody can mean: 1e999999 takes all memory once it is written out."""
    return value.is_finite() and abs(value.adjusted()) <= _FARTHEST and len(value.as_tuple().digits) <= _MOST_DIGITS


def _day(data: Json, key: str, where: str) -> date | None:
    value = data.get(key)
    if not value:
        return None
    if not isinstance(value, str | Decimal):
        _wrong(where, key)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        what = f"{where}的“{key}”不是日期：“{short(str(value))}”"
        # what Python says of it is English and says no more
        raise PlanError(Said("plan-no-date", what, todo="请写成 2020-09-30")) from None


def _one_of(data: Json, key: str, where: str, allowed: tuple[str, ...], default: str) -> str:
    value = data.get(key) or default
    if not isinstance(value, str) or value not in allowed:
        _wrong(where, key)
    return value


def _choice(data: Json, key: str, where: str, kind: type[E], default: E) -> E:
    try:
        return kind(str(data.get(key) or default))
    except ValueError:
        _wrong(where, key)


def _wrong(where: str, key: str) -> NoReturn:
    raise PlanError(Said("plan-unusable", f"{where}的“{key}”不是可用的内容", todo="请检查计划文件"))
