"""Bringing plans into a ledger: from plan JSON, the built-in one, and the demo with its invented figures."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import resources
from db.disk.failures import Refusal, sentences
from db.ledger.access import Clock, now
from db.ledger.journal import Action
from db.ledger.store import Store
from models.intake.breakdown import BreakdownLine, plan_items
from models.intake.joining import join
from models.intake.plan_file import Json, PlanError, loads
from models.intake.plan_json import Directory, PlanContent, read_plan
from models.plan.entities import Entity, Plan, Progress, TargetVersion, Unit, progress_id
from models.plan.period import Period
from models.plan.said import Said

BUILT_IN = "puyuan-2020.json"
MAX_BYTES = 40_000_000


def new_id() -> str:
    """A fresh id for anything that has none yet."""
    # short enough to stand in a cell of a workbook, long enough never to come twice in a ledger
    return uuid.uuid4().hex[:12]


def read_json(plan_file: Path) -> Json:
    """The contents of a plan file in JSON; raises Refusal."""
    with sentences(plan_file):
        if plan_file.stat().st_size > MAX_BYTES:
            what = f"计划文件太大（超过40 MB），没有打开：{plan_file.name}"
            raise Refusal(Said("plan-too-large", what, todo="请检查是不是选错了文件"))
        raw = plan_file.read_bytes()
    lead = f"{plan_file.name}："
    try:
        # Notepad puts a mark before the text
        return loads(raw.decode("utf-8-sig"))
    except PlanError as error:
        raise Refusal(error.said.under(lead)) from error
    except UnicodeDecodeError as error:
        what = "这个文件不是UTF-8编码的文本，读不通"
        raise Refusal(Said("plan-no-utf8", what, todo="请检查是不是选错了文件", lead=lead)) from error


def create_from_json(path: Path, plan_file: Path, *, clock: Clock = now) -> Plan:
    """A new plan file holding the plan of a JSON file; raises Refusal."""
    return create_plan(path, read_json(plan_file), clock=clock)


def create_plan(path: Path, data: Json, *, clock: Clock = now) -> Plan:
    """A new plan file holding one plan, which may be empty; raises Refusal."""
    # what fills a new file answers nothing: the plan comes out this way
    made: list[Plan] = []
    Store.create(path, lambda store: made.append(add_plan(store, data)), clock=clock)
    return made[0]


def add_plan(store: Store, data: Json, *, demo: bool = False) -> Plan:
    """Add a plan to a ledger as one action; raises Refusal with what is wrong in it."""
    try:
        content = read_plan(data, directory_of(store), demo=demo)
    except PlanError as error:
        raise Refusal(error.said) from error
    store.write(f"新建计划：{content.plan.title}", _entities(content))
    return content.plan


def add_breakdown(
    store: Store, plan_id: str, lines: Sequence[BreakdownLine], reason: str | None = None
) -> Action | None:
    """Add headings and targets of a 任务分解表 to a plan, as one undoable action; raises Refusal."""
    ledger = store.ledger(plan_id)
    data = {"title": ledger.plan.title, "year": str(ledger.plan.year), **plan_items(lines)}
    try:
        content = read_plan(data, directory_of(store))
    except PlanError as error:
        raise Refusal(error.said) from error
    return store.write(f"粘贴任务分解表：{len(content.targets)}项指标", join(content, ledger), reason=reason)


def directory_of(store: Store) -> Directory:
    """The names and ids that a ledger has already, those that no plan uses (yet) included."""
    directory = Directory(new_id)
    for table, names in (("unit", directory.units), ("person", directory.persons), ("series", directory.series)):
        names.update(store.db.execute(f'SELECT name, id FROM "{table}"').fetchall())
    for table in ("plan", "heading", "target"):
        for (entity_id,) in store.db.execute(f'SELECT id FROM "{table}"'):
            directory.taken.add(entity_id)
    return directory


def create_demo(path: Path, *, clock: Clock = now) -> Plan:
    """A new plan file with the built-in plan of 濮院镇2020 and invented progress marked 演示数据."""
    plan = dict(loads(resources.read_text("plans", BUILT_IN)))
    demo: Any = loads(resources.read_text("demo", BUILT_IN))
    plan["targets"] = [_with_demo(target, demo) for target in _list(plan["targets"])]
    made: list[Plan] = []

    def fill(store: Store) -> None:
        units: list[Unit] = []
        for name in demo["units"]:
            units.append(Unit(new_id(), name, len(units) + 1))
        store.write("设置单位", units)
        made.append(add_plan(store, plan, demo=True))
        for quarter in (3, 6, 9):
            cells = _demo_cells(demo["progress"], range(quarter - 2, quarter + 1))
            store.write(f"演示数据：{Period.of_month(made[0].year, quarter, quarterly=True).short}填报", cells)
        store.write("演示数据：目标变更", map(_demo_version, demo["versions"]))

    Store.create(path, fill, clock=clock)
    return made[0]


def delete_plan(store: Store, plan_id: str, reason: str | None = None) -> None:
    """Remove a plan with all that hangs on it, as one undoable action; with closed periods only for a reason."""
    ledger = store.ledger(plan_id)
    made: list[Entity] = [ledger.plan, *ledger.headings, *ledger.targets, *ledger.states.values()]
    for versions in ledger.versions.values():
        made += versions
    for cells in ledger.cells.values():
        made += cells.values()
    what = f"删除计划：{ledger.plan.title}"
    store.write(what, deletes=reversed(made), reason=reason)  # undo brings them back in this order


def choose_plan(store: Store, title: str = "", year: int | None = None) -> Plan:
    """The plan meant: the only one of its year, or the one of that title; raises Refusal."""
    plans = store.plans()
    fitting = [p for p in plans if title in ("", p.title) and year in (None, p.year)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        several = f"台账里有{len(fitting)}个符合的计划：{_titles(fitting)}"
        raise Refusal(Said("several-plans", several, todo="请用 --plan 写明标题"))
    if not plans:
        raise Refusal(Said("no-plans", "台账里还没有计划", todo="请先新建计划"))
    asked, of_year = "", ""
    if title:
        asked = f"标题是“{title}”的"
    if year:
        of_year = f"{year}年"
    none = f"台账里没有{of_year}{asked}计划"
    raise Refusal(Said("no-such-plan", none, f"现有：{_titles(plans)}", "请检查期间的年份或 --plan 的标题"))


def _titles(plans: Iterable[Plan]) -> str:
    return "、".join(f"“{p.title}”" for p in plans)


def _entities(content: PlanContent) -> list[Entity]:
    return [
        *content.units,
        *content.persons,
        *content.series,
        content.plan,
        *content.headings,
        *content.targets,
        *content.past,
    ]


def _with_demo(target: Mapping[str, Any], demo: Mapping[str, Any]) -> dict[str, Any]:
    target_id = target["id"]
    return {**target, **demo["targets"].get(target_id, {}), "history": demo["history"].get(target_id, {})}


def _demo_cells(progress: Mapping[str, Any], months: range) -> list[Progress]:
    cells = []
    for target_id, by_period in progress.items():
        for key, fields in by_period.items():
            period = Period.parse(key)
            if period.month in months:
                cell = Progress(progress_id(target_id, key), target_id, key, **fields)
                cells.append(_with_day(cell))
    return cells


def _with_day(cell: Progress) -> Progress:
    """A cell of the demo, whose file has its day as text."""
    if not cell.as_of:
        return cell
    return replace(cell, as_of=date.fromisoformat(str(cell.as_of)))


def _demo_version(item: Mapping[str, Any]) -> TargetVersion:
    value = item["value"]
    if not isinstance(value, Decimal):  # a version that moves only the day has none
        value = None
    return TargetVersion(
        id=new_id(),
        target_id=item["target"],
        since=date.fromisoformat(item["date"]),
        number=item["number"],
        reason=item["reason"],
        value=value,
        comparator=item.get("comparator", "="),
    )


def _list(value: object) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        return []
    return value
