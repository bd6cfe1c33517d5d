"""Changes of rows: what would differ, what may not, and applying it within an open transaction."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlite_utils import Database

from db.disk.failures import ChangedSince
from db.ledger.journal import Change
from db.ledger.rows import BY_NAME, Row, dumps, table_of
from models.plan.entities import Entity
from models.plan.said import Said


def changes_to(db: Database, entity: Entity) -> list[Change]:
    """What has to change so that an entity is as given: its creation, or the fields that differ."""
    table = table_of(entity)
    new = table.row(entity)
    old = _row(db, table.name, entity.id)
    if old is None:
        return [Change(table.name, entity.id, None, None, dumps(new))]
    return [
        Change(table.name, entity.id, name, dumps(old[name]), dumps(value))
        for name, value in new.items()
        if old[name] != value
    ]


def deletion_of(db: Database, entity: Entity) -> Change:
    """The removal of an entity; raises ChangedSince when it is gone already."""
    name = table_of(entity).name
    row = _row(db, name, entity.id)
    if row is None:
        raise ChangedSince(Said("gone", "没有删除：它已经不在台账里了", todo="请刷新后再试"))
    return Change(name, entity.id, None, dumps(row), None)


def apply_changes(db: Database, changes: Sequence[Change], *, check: bool) -> None:
    """Apply changes; with `check` (undo, redo, revert) each may only meet the value it expects."""
    if check:
        for change in changes:
            _refuse_changed(db, change)
            _apply(db, change)
        return
    fresh: dict[str, list[list[Any]]] = {}
    for change in changes:
        if change.field is None and change.new is not None:
            row = json.loads(change.new)
            fresh.setdefault(change.entity, []).append(BY_NAME[change.entity].values(row))
        else:
            _apply(db, change)
    # at once by kind: a new plan is thousands of rows
    for name, rows in fresh.items():
        db.conn.executemany(_insert(name), rows)


def _apply(db: Database, change: Change) -> None:
    table = BY_NAME[change.entity]
    if change.field is not None:
        value = json.loads(change.new or "null")
        db.execute(f'UPDATE "{table.name}" SET "{change.field}" = ? WHERE id = ?', (value, change.entity_id))
    elif change.new is None:
        db.execute(f'DELETE FROM "{table.name}" WHERE id = ?', (change.entity_id,))
    else:
        row = table.filled(json.loads(change.new))
        db.execute(_insert(table.name), table.values(row))


def _refuse_changed(db: Database, change: Change) -> None:
    """An inverse may only meet what its action left behind."""
    if not _is_as_left(_row(db, change.entity, change.entity_id), change):
        what, todo = "这一处后来又改过，改回会盖掉后来的数", "请在修改记录里查看，再手工改"
        raise ChangedSince(Said("changed-since", what, todo=todo, lead="没有改回："))


def _is_as_left(row: Row | None, change: Change) -> bool:
    """Whether a row (None: there is none) is what a change expects to meet."""
    if change.old is None and change.field is None:
        return row is None
    if row is None:
        return False
    old = json.loads(change.old or "null")
    if change.field is None:
        return row == BY_NAME[change.entity].filled(old)
    return bool(row[change.field] == old)


def _row(db: Database, name: str, entity_id: str) -> Row | None:
    found = db.execute(_select(name), (entity_id,)).fetchone()
    if found is None:
        return None
    return dict(zip(BY_NAME[name].names, found, strict=True))


@cache
def _insert(name: str) -> str:
    names = BY_NAME[name].names
    columns = ", ".join(f'"{n}"' for n in names)
    return f'INSERT INTO "{name}" ({columns}) VALUES ({", ".join("?" * len(names))})'


@cache
def _select(name: str) -> str:
    columns = ", ".join(f'"{n}"' for n in BY_NAME[name].names)
    return f'SELECT {columns} FROM "{name}" WHERE id = ?'
