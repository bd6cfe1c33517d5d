"""The journal: every change ever made, chained by hashes; undo, redo and history are read from it."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from db.ledger.rows import BY_NAME, Row, dumps

START = ""
DO, UNDO, REDO = "do", "undo", "redo"
_NO_ACTION_YET = 1 << 62  # no journal grows so long


@dataclass(frozen=True, slots=True)
class Change:
    """One field old → new, as JSON text; a creation or deletion has no field and one whole row."""

    entity: str
    entity_id: str
    field: str | None
    old: str | None
    new: str | None

    @property
    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.entity, self.entity_id, self.field, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Action:
    """One user action: who, when, what, and what it changed.

    `kind` is do, undo or redo; `of` the action that an undo or redo answers.
    """

    id: int
    at: str
    who: str
    system_user: str
    computer: str
    what: str
    kind: str
    of: int | None
    previous: str
    hash: str
    changes: tuple[Change, ...] = ()

    @property
    def inverse(self) -> list[Change]:
        """The changes that take this action back, the last first."""
        return [change.inverse for change in reversed(self.changes)]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a field in its history."""

    action: Action
    old: Any
    new: Any


def sealed(action: Action, changes: Sequence[Change]) -> str:
    """The hash of an action: over the hash before it, its own words and all its changes."""
    body = [
        action.previous, action.id, action.at, action.who, action.system_user, action.computer, action.what,
        action.kind, action.of, [[c.entity, c.entity_id, c.field, c.old, c.new] for c in changes],
    ]  # fmt: skip
    return hashlib.sha256(dumps(body).encode("utf-8")).hexdigest()


def last(db: Database) -> tuple[int, str]:
    """The newest action's id and hash; 0 and the empty text before the first."""
    row = db.execute("SELECT id, hash FROM action ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return 0, START
    return row[0], row[1]


def append(db: Database, action: Action, changes: Sequence[Change]) -> None:
    """Write an action with its changes; the caller holds the transaction."""
    db.execute(
        'INSERT INTO action (id, at, who, system_user, computer, what, kind, "of", previous, hash) '
        "VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            action.id, action.at, action.who, action.system_user, action.computer, action.what, action.kind,
            action.of, action.previous, action.hash,
        ),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO change (action_id, entity, entity_id, field, old, new) VALUES (?,?,?,?,?,?)",
        [(action.id, c.entity, c.entity_id, c.field, c.old, c.new) for c in changes],
    )


def read(db: Database, after: int = 0) -> Iterator[Action]:
    """Actions after one, oldest first, each with its changes."""
    changes: dict[int, list[Change]] = {}
    rows = db.execute(
        "SELECT action_id, entity, entity_id, field, old, new FROM change WHERE action_id > ? ORDER BY id", (after,)
    )
    for action_id, *change in rows:
        changes.setdefault(action_id, []).append(Change(*change))
    for row in db.execute(f"SELECT {_COLUMNS} FROM action WHERE id > ? ORDER BY id", (after,)).fetchall():
        yield replace(Action(*row), changes=tuple(changes.pop(row[0], ())))
    if changes:
        raise ValueError("有不属于任何操作的修改")


def action(db: Database, action_id: int) -> Action | None:
    """One action with its changes."""
    row = db.execute(f"SELECT {_COLUMNS} FROM action WHERE id = ?", (action_id,)).fetchone()
    if row is None:
        return None
    changes = db.execute(
        "SELECT entity, entity_id, field, old, new FROM change WHERE action_id = ? ORDER BY id", (action_id,)
    )
    return replace(Action(*row), changes=tuple(Change(*c) for c in changes))


def recent(
    db: Database, limit: int, before: int | None = None, words: Sequence[str] = (), targets: Collection[str] = ()
) -> list[Action]:
    """The newest actions, newest first, without their changes.

    With words, those that hold every one of them in what was done, by whom or when, or that
    changed one of the targets or its figures.
    """
    wanted: list[Any] = [_NO_ACTION_YET if before is None else before]
    where = "id < ?"
    if words:
        said = "what || ' ' || who || ' ' || system_user || ' ' || replace(substr(at, 1, 16), 'T', ' ')"
        where += f" AND ({' AND '.join([f'instr(lower({said}), ?) > 0'] * len(words))}"
        wanted += [w.lower() for w in words]
        if targets:
            holders = ",".join("?" * len(targets))
            # the id of a cell is its target's, an @, and the period
            of_cell = "WHEN 'progress' THEN rtrim(rtrim(entity_id, '0123456789-'), '@')"
            touched = f"SELECT action_id FROM change WHERE CASE entity {of_cell} ELSE entity_id END IN ({holders})"
            where += f" OR id IN ({touched})"
            wanted += list(targets)
        where += ")"
    rows = db.execute(f"SELECT {_COLUMNS} FROM action WHERE {where} ORDER BY id DESC LIMIT ?", [*wanted, limit])
    return [Action(*row) for row in rows]


def to_undo(db: Database) -> int | None:
    """The action that undo would take back: the newest that is done and not itself an undo or redo."""
    row = db.execute(
        f"SELECT id FROM action a WHERE kind = '{DO}' AND {_ANSWER} IS NOT '{UNDO}' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    return int(row[0])


def to_redo(db: Database) -> int | None:
    """The action that redo would bring back: the oldest undone since the newest new action."""
    newest = db.execute(f"SELECT max(id) FROM action WHERE kind = '{DO}'").fetchone()[0] or 0
    row = db.execute(
        f"SELECT min(a.\"of\") FROM action a WHERE a.kind = '{UNDO}' AND a.id > ? AND NOT EXISTS "
        '(SELECT 1 FROM action later WHERE later."of" = a."of" AND later.id > a.id)',
        (newest,),
    ).fetchone()
    if row[0] is None:
        return None
    return int(row[0])


def history(db: Database, entity: str, entity_id: str, field: str | None = None) -> list[Edit]:
    """Every change of a field (or of all fields) of an entity, oldest first, its creation included."""
    wanted, of = "", [entity, entity_id]
    if field is not None:
        wanted = "AND (c.field = ? OR c.field IS NULL)"
        of.append(field)
    columns = "a." + _COLUMNS.replace(", ", ", a.")
    rows = db.execute(
        f"SELECT {columns}, c.field, c.old, c.new FROM change c "
        f"JOIN action a ON a.id = c.action_id WHERE c.entity = ? AND c.entity_id = ? {wanted} ORDER BY c.id",
        of,
    )
    edits = []
    for *head, name, old, new in rows:
        before, after = _loaded(old), _loaded(new)
        if name is None and field is not None:  # it came or went as a whole
            before, after = _field_of(before, field), _field_of(after, field)
        edits.append(Edit(Action(*head), before, after))
    return edits


def _field_of(row: Any, field: str) -> Any:
    if not isinstance(row, dict):
        return None
    return row.get(field)


def broken_link(actions: Iterable[Action], after: int, previous: str) -> int | None:
    """The first action after one whose number, link or hash is wrong; None when the chain holds."""
    for expected, item in enumerate(actions, start=after + 1):
        if item.id != expected or item.previous != previous or sealed(item, item.changes) != item.hash:
            return item.id
        previous = item.hash
    return None


def replay(actions: Iterable[Action]) -> dict[tuple[str, str], Row | None]:
    """The rows that the journal says there are, for every entity that the actions touch.

    A row touched only in single fields holds just those; None is a deleted one.
    """
    state: dict[tuple[str, str], Row | None] = {}
    for item in actions:
        for change in item.changes:
            key = (change.entity, change.entity_id)
            new = _loaded(change.new)
            if change.field is None:
                state[key] = new
            else:
                row = state.get(key) or {}
                state[key] = {**row, change.field: new}
    return state


def mismatch(db: Database, state: dict[tuple[str, str], Row | None], *, whole: bool) -> str:
    """The first entity whose row is not what the journal says; empty when all agree.

    `whole` says that the state covers the journal from its start, so that no other row may be.
    Columns that a file of an earlier version does not have yet are not compared.
    """
    expected: dict[str, dict[str, Row | None]] = {}
    for (name, entity_id), wanted in state.items():
        expected.setdefault(name, {})[entity_id] = wanted
    for name, table in BY_NAME.items():
        wrong = _first_mismatch(db, name, expected.get(name, {}), whole=whole)
        if wrong is not None:
            return table.called(wrong)
    return ""


def _first_mismatch(db: Database, name: str, expected: dict[str, Row | None], *, whole: bool) -> str | None:
    """The id of the first row of a table that is not as expected, or with `whole` is not expected at all."""
    rows = {}
    for row in _rows(db, name, None if whole else list(expected)):
        rows[row["id"]] = row
    for entity_id, wanted in expected.items():
        full = wanted
        if whole and wanted is not None:
            full = BY_NAME[name].filled(wanted)
        if not _agrees(rows.pop(entity_id, None), full):
            return entity_id
    if whole:
        return next(iter(rows), None)
    return None


def _agrees(row: dict[str, Any] | None, wanted: Row | None) -> bool:
    """Whether a row is as the journal says, in the columns that the file has."""
    if row is None or wanted is None or row == wanted:
        return row == wanted
    shared = wanted.keys() & row.keys()
    return all(row[name] == wanted[name] for name in shared)


def _rows(db: Database, name: str, ids: list[str] | None) -> Iterator[dict[str, Any]]:
    if ids is None:
        yield from db.table(name).rows
        return
    # SQLite takes only so many parameters at once
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        yield from db.table(name).rows_where(f"id IN ({','.join('?' * len(part))})", part)


def _loaded(text: str | None) -> Any:
    if text is None:
        return None
    return json.loads(text)


_COLUMNS = 'id, at, who, system_user, computer, what, kind, "of", previous, hash'
_ANSWER = '(SELECT kind FROM action b WHERE b."of" = a.id ORDER BY b.id DESC LIMIT 1)'
