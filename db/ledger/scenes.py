"""Where an action shows: the plan, period, target or heading that it changed, for going there before it is undone."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.ledger.journal import Change
from models.plan.period import Period


@dataclass(frozen=True, slots=True)
class Scene:
    """The one plan and period that changes concern, empty where there is none or more than one; the first target.

    Of periods that were locked or opened together it is the last.

    `past` says that they are earlier figures alone, which stand in the column of 上年同期.
    """

    plan_id: str = ""
    period: str = ""
    target_id: str = ""
    heading_id: str = ""
    past: bool = False


NOWHERE = Scene()


@dataclass(frozen=True, slots=True)
class ShownAt:
    """Where one change shows; what is empty it does not say."""

    plan_id: str = ""
    period: str = ""
    target_id: str = ""
    heading_id: str = ""


def scene_of(db: Database, changes: Iterable[Change]) -> Scene:
    """Where changes show, found in the rows as they are and in what the changes themselves hold."""
    spots: list[ShownAt] = []
    kinds: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for change in changes:
        if (change.entity, change.entity_id) not in seen:
            seen.add((change.entity, change.entity_id))
            kinds.add(change.entity)
            spots += _spots(db, change)
    plans, periods, headings, target = set[str](), set[str](), set[str](), ""
    for spot in spots:
        plans.add(spot.plan_id)
        periods.add(spot.period)
        headings.add(spot.heading_id)
        target = target or spot.target_id
    period = _only(periods)
    if kinds == {"period_state"}:  # with a quarter all that ends in it is closed or opened
        period = max(periods, key=lambda key: Period.parse(key).halves)
    return Scene(_only(plans), period, target, _only(headings), past=kinds == {"past_value"})


def _spots(db: Database, change: Change) -> list[ShownAt]:
    """Where one change shows: an earlier figure in each target that is compared with it."""
    before_at, _, period = change.entity_id.rpartition("@")
    match change.entity:
        case "plan":
            return [ShownAt(change.entity_id)]
        case "progress":
            return [ShownAt(_plan_of(db, before_at), period, before_at)]
        case "period_state":
            return [ShownAt(before_at, period)]
        case "past_value":
            return _compared_with(db, _row(db, change))
        case "heading":
            return [ShownAt(_text(_row(db, change), "plan_id"), heading_id=change.entity_id)]
        case "target":
            return [ShownAt(_text(_row(db, change), "plan_id"), target_id=change.entity_id)]
        case "target_version":
            target = _text(_row(db, change), "target_id")
            return [ShownAt(_plan_of(db, target), target_id=target)]
    return []


def _compared_with(db: Database, row: dict[str, Any]) -> list[ShownAt]:
    """The targets of the year after a figure of a series, and the period that it is 上年同期 of."""
    year, rest = _text(row, "period")[:4], _text(row, "period")[4:]
    if not year:
        return []
    found = db.execute(
        "SELECT t.plan_id, t.id FROM target t JOIN plan p ON p.id = t.plan_id WHERE t.series_id = ? AND p.year = ?",
        (_text(row, "series_id"), int(year) + 1),
    )
    return [ShownAt(plan_id, f"{int(year) + 1}{rest}", target_id) for plan_id, target_id in found.fetchall()]


def _row(db: Database, change: Change) -> dict[str, Any]:
    """The whole entity: of a creation or deletion as the change holds it, of a field as it is kept."""
    if change.field is None:
        return json.loads(change.new or change.old or "{}") or {}
    found = next(db.table(change.entity).rows_where("id = ?", [change.entity_id]), None)
    return found or {}


def _text(row: dict[str, Any], name: str) -> str:
    return str(row.get(name) or "")


def _plan_of(db: Database, target_id: str) -> str:
    found = db.execute("SELECT plan_id FROM target WHERE id = ?", (target_id,)).fetchone()
    if found is None:
        return ""
    return str(found[0])


def _only(found: set[str]) -> str:
    named = found - {""}
    if len(named) == 1:
        return named.pop()
    return ""
