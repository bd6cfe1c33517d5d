"""Reading a plan out of the file into memory."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from db.disk.failures import Refusal
from db.ledger.rows import BY_NAME
from models.judging.figures import merge_past, past_figures
from models.plan.entities import Plan, Progress, Target
from models.plan.ordinals import Came, ordinals
from models.plan.said import Said
from models.plan.year import PlanYear

_OF_PLAN = "plan_id = ?"
_LISTED = "(SELECT value FROM json_each(?))"  # any number of ids as one parameter
_OF_TARGETS = "target_id IN (SELECT id FROM target WHERE plan_id = ?)"


def load_plans(db: Database) -> list[Plan]:
    """All plans, by year and title."""
    return sorted(_all(db, "plan"), key=lambda p: (p.year, p.title, p.id))


def load_settings(db: Database) -> dict[str, str]:
    """The office's settings by name."""
    return dict(db.execute("SELECT id, value FROM setting").fetchall())


def load_ledger(db: Database, plan_id: str) -> PlanYear:
    """A plan with its targets, cells, versions, states, directory and its series' earlier figures."""
    plan: Plan | None = next(iter(_all(db, "plan", "id = ?", plan_id)), None)
    if plan is None:
        raise Refusal(Said("plan-gone", "台账里没有这个计划了", todo="请重新打开台账"))
    ledger = PlanYear(
        plan=plan,
        headings=list(_all(db, "heading", _OF_PLAN, plan_id)),
        targets=list(_all(db, "target", _OF_PLAN, plan_id)),
        series=_by_id(db, "series"),
        units=_by_id(db, "unit"),
        persons=_by_id(db, "person"),
        states={s.period: s for s in _all(db, "period_state", _OF_PLAN, plan_id)},
        settings=load_settings(db),
        ordinals=load_ordinals(db, plan_id),
    )
    for version in sorted(_all(db, "target_version", _OF_TARGETS, plan_id), key=lambda v: v.since):
        ledger.versions.setdefault(version.target_id, []).append(version)
    for cell in _all(db, "progress", _OF_TARGETS, plan_id):
        ledger.cells.setdefault(cell.target_id, {})[cell.period] = cell
    _load_past(db, ledger)
    return ledger


def load_part(db: Database, plan_id: str, target_ids: Sequence[str]) -> PlanYear:
    """A plan with some of its targets and all that judging them needs, without headings and directory."""
    ids = json.dumps(list(target_ids))
    part = PlanYear(
        plan=next(_all(db, "plan", "id = ?", plan_id)),
        targets=list(_all(db, "target", f"id IN {_LISTED}", ids)),
        states={s.period: s for s in _all(db, "period_state", _OF_PLAN, plan_id)},
        settings=load_settings(db),
    )
    for version in sorted(_all(db, "target_version", f"target_id IN {_LISTED}", ids), key=lambda v: v.since):
        part.versions.setdefault(version.target_id, []).append(version)
    for cell in _all(db, "progress", f"target_id IN {_LISTED}", ids):
        part.cells.setdefault(cell.target_id, {})[cell.period] = cell
    _load_past(db, part)
    return part


def load_ordinals(db: Database, plan_id: str) -> dict[str, str]:
    """What the targets of a plan are called by, those that are gone included: the journal knows when each came."""
    rows = db.execute(
        "SELECT action_id, entity_id, json_extract(new, '$.ordinal') FROM change WHERE entity = 'target' "
        "AND field IS NULL AND json_extract(new, '$.plan_id') = ? ORDER BY id",
        (plan_id,),
    )
    return ordinals(Came(action, target_id, str(own or "")) for action, target_id, own in rows)


def load_cells(db: Database, ids: Sequence[str]) -> list[Progress]:
    """Single cells by their ids, those that exist."""
    found: list[Progress] = []
    # SQLite takes only so many parameters at once
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        found += _all(db, "progress", f"id IN ({','.join('?' * len(part))})", *part)
    return found


def _load_past(db: Database, ledger: PlanYear) -> None:
    """Earlier years of each series: what earlier plans reported, and what was typed for comparison."""
    plan, wanted = ledger.plan, json.dumps(sorted({t.series_id for t in ledger.targets}))
    of_series = f"series_id IN {_LISTED}"
    before = f"plan_id IN (SELECT id FROM plan WHERE year < ?) AND {of_series}"
    earlier: Sequence[Target] = list(_all(db, "target", before, plan.year, wanted))
    cells: dict[str, dict[str, Progress]] = {}
    closed: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    if earlier:
        titles = dict(db.execute("SELECT id, title FROM plan").fetchall())
        for plan_id, key in db.execute("SELECT plan_id, period FROM period_state WHERE closed_at <> ''"):
            closed.setdefault(plan_id, set()).add(key)
        for cell in _all(db, "progress", f"target_id IN {_LISTED}", json.dumps([t.id for t in earlier])):
            cells.setdefault(cell.target_id, {})[cell.period] = cell
    for target in earlier:
        figures = past_figures(target, cells.get(target.id, {}))
        ledger.past.setdefault(target.series_id, {}).update(figures)
        held_keys = ledger.held.setdefault(target.series_id, {})
        for key in closed.get(target.plan_id, set()).intersection(figures):
            held_keys.setdefault(key, []).append(titles[target.plan_id])
    typed: dict[str, dict[str, Any]] = {}
    for past in _all(db, "past_value", of_series, wanted):
        typed.setdefault(past.series_id, {})[past.period] = past.value
    for series_id, values in typed.items():
        held = ledger.held.get(series_id, {})  # a closed year's own figure goes before one typed earlier
        open_ones = {key: value for key, value in values.items() if key not in held}
        ledger.past[series_id] = merge_past(open_ones, ledger.past.get(series_id, {}))


def _by_id(db: Database, name: str) -> dict[str, Any]:
    """A whole table by its ids, in the order in which its rows came."""
    return {entity.id: entity for entity in _all(db, name)}


def _all(db: Database, name: str, where: str = "1", *parameters: Any) -> Iterator[Any]:
    table = BY_NAME[name]
    columns = ", ".join(f'"{n}"' for n in table.names)
    converted = [(i, c.decode) for i, c in enumerate(table.columns) if c.decode is not c.encode]  # others are as kept
    kind = table.kind
    # in the order of writing, so that one file always loads alike
    for row in db.execute(f'SELECT {columns} FROM "{name}" WHERE {where} ORDER BY rowid', parameters):
        values = list(row)
        for i, decode in converted:
            values[i] = decode(values[i])
        yield kind(*values)
