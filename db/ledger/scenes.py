"""Where an action shows: the plan, the period and the target that it changed, for going there before it is undone."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from db.ledger.journal import Change


@dataclass(frozen=True, slots=True)
class Scene:
    """The one plan, period and target that changes concern; empty where there is none, or more than one."""

    plan_id: str = ""
    period: str = ""
    target_id: str = ""


NOWHERE = Scene()


def scene_of(db: Database, changes: Iterable[Change]) -> Scene:
    """Where changes show, found in the rows as they are and in what the changes themselves hold."""
    plans, periods, targets = set[str](), set[str](), set[str]()
    for change in changes:
        row = _row(change)
        target, period = _cell(change, row)
        targets.add(target)
        periods.add(period)
        plans.add(str(row.get("plan_id") or "") or _plan_of(db, target))
        if change.entity == "plan":
            plans.add(change.entity_id)
    return Scene(_only(plans), _only(periods), _only(targets))


def _cell(change: Change, row: dict[str, object]) -> tuple[str, str]:
    """The target and the period of one change."""
    if change.entity == "progress":
        target, _, period = change.entity_id.rpartition("@")
        return target, period
    if change.entity == "target":
        return change.entity_id, ""
    return str(row.get("target_id") or ""), ""


def _row(change: Change) -> dict[str, object]:
    """The whole entity of a creation or deletion; nothing of a field."""
    text = change.new or change.old
    if change.field is not None or text is None:
        return {}
    row: dict[str, object] = json.loads(text)
    return row


def _plan_of(db: Database, target_id: str) -> str:
    found = db.execute("select plan_id from target where id = ?", [target_id]).fetchone()
    if found is None:
        return ""
    return str(found[0])


def _only(found: set[str]) -> str:
    named = found - {""}
    if len(named) == 1:
        return named.pop()
    return ""
