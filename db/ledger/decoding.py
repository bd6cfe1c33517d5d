"""Every row of a plan file decoded, and every change of its journal: what we cannot have written is found.

Hashes hold and rows agree with the journal also where somebody altered both; then a value may still be none that the
program has a meaning for.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, get_args

from sqlite_utils import Database

from db.disk import log
from db.ledger.journal import DO, REDO, UNDO, Action, Change
from db.ledger.rows import BY_NAME, TABLES, Table, table_of
from models.plan.entities import (
    COMMITMENTS,
    COMPARATORS,
    CURVE_PRESETS,
    NATURES,
    STATES,
    Heading,
    PastValue,
    PeriodState,
    Plan,
    PlannedAmount,
    Progress,
    Stage,
    Target,
    TargetVersion,
    past_id,
    period_state_id,
    progress_id,
)
from models.plan.period import Period
from models.plan.settings import Rule

_MOST = 2**31 - 1  # of a whole number: windows count no further
_LONGEST_NUMBER = 100  # characters; twenty digits can be typed
_YEARS = range(2, 9999)  # those that have a year before and after them
_WORDS: Mapping[str, tuple[str, ...]] = {
    "comparator": COMPARATORS,
    "commitment": ("", *COMMITMENTS),
    "nature": ("", *NATURES),
    "state": ("", *STATES),
}


def undecodable(db: Database) -> str:
    """The first value of a file that no ledger of ours has, in a few words; empty where every row is well."""
    rows: dict[type, dict[str, Any]] = {}
    for table in TABLES:
        rows[table.kind] = {}
        names = ", ".join(f'"{name}"' for name in table.names)
        for row in db.execute(f'SELECT {names} FROM "{table.name}"'):
            entity = _entity(table, row)
            if entity is None:
                return table.called(row[0])
            rows[table.kind][row[0]] = entity
    for kind, found in rows.items():
        check = _CHECKS.get(kind)
        for entity in found.values() if check else ():
            if check and not check(entity, rows):
                return table_of(kind).called(entity.id)
    return _circle(rows[Heading])


def misshapen(actions: Iterable[Action]) -> int | None:
    """The first action of a journal that cannot be shown, undone or done again; None where all can."""
    for action in actions:
        if action.kind not in {DO, UNDO, REDO} or not _is_moment(action.at):
            return action.id
        if not all(map(_is_legible, (action.who, action.what, action.system_user, action.computer))):
            return action.id
        if not all(map(_is_change, action.changes)):
            return action.id
    return None


def _entity(table: Table, row: tuple[Any, ...]) -> Any:
    """A row as an entity; None where a column of it cannot be read."""
    values = []
    for column, kind, kept in zip(table.columns, _kinds(table), row, strict=True):
        try:
            value = column.decode(kept)
        except (ValueError, TypeError, ArithmeticError, RecursionError) as error:
            log.expected(error)
            return None
        if not _fits(value, kind) or (column.name in _WORDS and value not in _WORDS[column.name]):
            return None
        values.append(value)
    return table.kind(*values)


@cache
def _kinds(table: Table) -> list[Any]:
    return [field.type for field in fields(table.kind)]


def _fits(value: Any, kind: Any) -> bool:
    """Whether a decoded value is of the type that its field has, and no larger than anything of ours."""
    if value is None:
        return isinstance(kind, UnionType) and type(None) in get_args(kind)
    if isinstance(value, str):
        return _is_legible(value)
    if isinstance(value, tuple):
        return all(map(_is_part, value))
    if isinstance(value, Decimal):
        return len(str(value)) <= _LONGEST_NUMBER
    if isinstance(value, int):
        return abs(value) <= _MOST
    return isinstance(value, date)


def _is_part(value: Any) -> bool:
    """Whether something in a list is a name, a point of a curve, a stage, or an amount planned by a day."""
    if isinstance(value, PlannedAmount):
        return _fits(value.value, Decimal)
    if isinstance(value, Stage):
        return isinstance(value.name, str) and _is_legible(value.name)
    return isinstance(value, str | Decimal) and _fits(value, str)


def _is_legible(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half a character
        log.expected(error)
        return False
    return True


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        log.expected(error)
        return False
    return True


def _is_change(change: Change) -> bool:
    """Whether a change names a field of ours, and its old and new are what stands in one."""
    table = BY_NAME.get(change.entity)
    if table is None:
        return False
    old, new = (None if text is None else json.loads(text) for text in (change.old, change.new))
    if change.field is not None:
        return change.field in table.names and change.field != "id" and _is_stored(old) and _is_stored(new)
    return (old is None) != (new is None) and _is_row(old or new, table, change.entity_id)


def _is_row(row: Any, table: Table, entity_id: str) -> bool:
    if not isinstance(row, dict) or row.get("id") != entity_id:
        return False
    return row.keys() <= set(table.names) and all(map(_is_stored, row.values()))


def _is_stored(value: Any) -> bool:
    if isinstance(value, str):
        return _is_legible(value)
    return value is None or (isinstance(value, int) and abs(value) <= _MOST)


def _circle(headings: Mapping[str, Heading]) -> str:
    """A heading that stands above itself; empty where there is none."""
    ends: set[str] = set()
    for heading in headings.values():
        way: list[str] = []
        at = heading.id
        while at and at not in ends and at not in way:
            way.append(at)
            at = headings[at].parent_id or ""
        if at and at not in ends:
            return table_of(Heading).called(at)
        ends.update(way)
    return ""


_Rows = Mapping[type, Mapping[str, Any]]


def _plan(plan: Plan, _: _Rows) -> bool:
    return plan.year in _YEARS


def _heading(heading: Heading, rows: _Rows) -> bool:
    above = rows[Heading].get(heading.parent_id or "")
    return _within(heading, rows) and (above is None or above.plan_id == heading.plan_id)


def _target(target: Target, rows: _Rows) -> bool:
    above = rows[Heading].get(target.heading_id or "")
    known = target.curve in CURVE_PRESETS if isinstance(target.curve, str) else bool(target.curve)
    days = [amount.until for amount in target.planned]
    known = known and days == sorted(set(days))
    return known and _within(target, rows) and (above is None or above.plan_id == target.plan_id)


def _within(part: Heading | Target, rows: _Rows) -> bool:
    """Whether the span of a part lies in its plan's text."""
    if part.start is None or part.end is None:
        return part.start is part.end
    return 0 <= part.start <= part.end <= len(rows[Plan][part.plan_id].text)


def _progress(cell: Progress, _: _Rows) -> bool:
    return _is_key(cell.period) and cell.id == progress_id(cell.target_id, cell.period)


def _past(past: PastValue, _: _Rows) -> bool:
    return _is_key(past.period) and past.id == past_id(past.series_id, past.period)


def _state(state: PeriodState, _: _Rows) -> bool:
    if not _is_key(state.period) or state.id != period_state_id(state.plan_id, state.period):
        return False
    try:
        Rule.load(state.rule)
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        log.expected(error)
        return False
    return not state.closed_at or _is_moment(state.closed_at)


def _version(version: TargetVersion, _: _Rows) -> bool:
    return version.since.year in _YEARS


def _is_key(key: str) -> bool:
    try:
        period = Period.parse(key)
    except ValueError as error:
        log.expected(error)
        return False
    return period.key == key and period.year in _YEARS


_CHECKS: Mapping[type, Callable[[Any, _Rows], bool]] = {
    Plan: _plan,
    Heading: _heading,
    Target: _target,
    Progress: _progress,
    PastValue: _past,
    PeriodState: _state,
    TargetVersion: _version,
}
