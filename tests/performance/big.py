"""Plans of any size: the demo plan many times over, with all its progress, through the real store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import resources
from db.actions.plans import BUILT_IN, add_plan, create_demo, new_id
from db.ledger.store import Store
from models.intake.plan_file import Json, loads
from models.plan.entities import Plan, Progress, TargetVersion, Unit, progress_id
from models.plan.period import Period
from models.plan.year import PlanYear

PERIOD = Period.parse("2020Q3")
NEXT = Period.parse("2020Q4")


def create(path: Path, times: int) -> Plan:
    """A plan file holding the demo plan `times` over: headings, targets, text, earlier figures, progress.

    The lead units stay those of the demo, so that each unit's form grows with the plan.
    """
    if times == 1:
        return create_demo(path)
    small = path.with_name(f"small-{path.name}")
    demo = create_demo(small)
    with Store.open(small, reading=True) as store:
        ledger = store.ledger(demo.id)
    made: list[Plan] = []

    def fill(store: Store) -> None:
        names = sorted(ledger.units.values(), key=lambda u: u.position)
        store.write("设置单位", [Unit(new_id(), u.name, u.position) for u in names])
        made.append(add_plan(store, _plan(times), demo=True))
        for quarter in ("2020Q1", "2020Q2", "2020Q3"):
            period = Period.parse(quarter)
            store.write(f"演示数据：{period.short}填报", _cells(ledger, period, times))
        store.write("演示数据：目标变更", _versions(ledger, times))

    Store.create(path, fill)
    return made[0]


def _plan(times: int) -> Json:
    """The plan JSON `times` over; each copy has its own ids, series, headings and stretch of text."""
    plan: Any = dict(loads(resources.read_text("plans", BUILT_IN)))
    demo: Any = loads(resources.read_text("demo", BUILT_IN))
    text, outline = plan["text"], plan["outline"]
    targets = [
        {**t, **demo["targets"].get(t["id"], {}), "history": demo["history"].get(t["id"], {})} for t in plan["targets"]
    ]
    copies = range(times)
    plan["text"] = text * times
    plan["outline"] = [_moved(h, i * len(text)) for i in copies for h in outline]
    plan["targets"] = [
        _moved(
            {
                **t,
                "id": _copied(t["id"], i),
                "series": f"{t['series']}{i}",
                "name": f"{t['name']}{i}",
                "heading": t["heading"] + i * len(outline),
            },
            i * len(text),
        )
        for i in copies
        for t in targets
    ]
    made: Json = plan
    return made


def _moved(item: dict[str, Any], by: int) -> dict[str, Any]:
    span = {k: item[k] + by for k in ("start", "end") if item.get(k) is not None}
    return {**item, **span}


def _copied(target_id: str, copy: int) -> str:
    return f"{target_id}-{copy}"


def _cells(ledger: PlanYear, period: Period, times: int) -> Iterator[Progress]:
    keys = {p.key for month in range(period.month - 2, period.month + 1) for p in Period.of_month(2020, month).within}
    for i in range(times):
        for cells in ledger.cells.values():
            for cell in cells.values():
                if cell.period in keys:
                    target_id = _copied(cell.target_id, i)
                    yield replace(cell, id=progress_id(target_id, cell.period), target_id=target_id)


def _versions(ledger: PlanYear, times: int) -> Iterator[TargetVersion]:
    for i in range(times):
        for versions in ledger.versions.values():
            for version in versions:
                yield replace(version, id=new_id(), target_id=_copied(version.target_id, i))
