"""The one way of writing: changes are applied and journalled together, within one transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from db.disk.failures import Refusal, sentences
from db.ledger import journal
from db.ledger.access import Clock, computer, system_user
from db.ledger.changes import apply_changes, changes_to, deletion_of
from db.ledger.closed import WRITING, ClosedPeriods, Door, as_added, days_open
from db.ledger.journal import Action, Change
from db.ledger.loading import load_settings
from models.judging.closed import in_words
from models.plan.entities import Entity
from models.plan.said import Said


@contextmanager
def transaction(db: Database, path: Path) -> Iterator[None]:
    """What is written inside is kept as a whole or not at all; raises Refusal."""
    with sentences(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            db.execute("PRAGMA defer_foreign_keys=ON")
            yield
            db.execute("COMMIT")
        except BaseException as error:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
                raise still_used() from error
            raise


def still_used() -> Refusal:
    """Something is to go that another thing names, or to come under one that is gone."""
    why = "没有改成：还有别的内容用到它，或它所属的内容已不在"
    return Refusal(Said("still-used", why, todo="请先处理那些内容"))


def record(
    db: Database,
    clock: Clock,
    what: str,
    changes: Sequence[Change],
    *,
    kind: str = journal.DO,
    of: int | None = None,
    check: bool = False,
    reason: str = "",
    door: Door = WRITING,
) -> Action:
    """Apply changes and append them to the journal; the caller holds the transaction.

    With `check` each change may only meet the value it expects. What alters a closed period needs a reason, which
    is kept in what the action is called; without one the `door` says what to do. Raises Closed and ChangedSince.
    """
    if apply_watched(db, changes, check=check, reason=reason, door=door) and reason.strip() not in what:
        what = f"{what}（已锁定的期间有改动，原因：{reason.strip()}）"
    number, previous = journal.last(db)
    draft = Action(
        id=number + 1,
        at=clock().isoformat(timespec="seconds"),
        who=load_settings(db).get("who", ""),
        system_user=system_user(),
        computer=computer(),
        what=what,
        kind=kind,
        of=of,
        previous=previous,
        hash="",
        changes=tuple(changes),
    )
    sealed = replace(draft, hash=journal.sealed(draft, changes))
    journal.append(db, sealed, changes)
    return sealed


def apply_watched(
    db: Database, changes: Sequence[Change], *, check: bool, reason: str = "", door: Door = WRITING
) -> bool:
    """Apply changes; returns whether a closed period says otherwise now, which only a reason allows."""
    closed = ClosedPeriods(db, changes, reason, door)
    apply_changes(db, changes, check=check)
    return bool(closed.compare())


def try_out(db: Database, path: Path, changes: Sequence[Change], door: Door, reason: str = "") -> None:
    """Apply changes as `record` with a check would, and keep nothing of it; raises what it would raise."""
    with sentences(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            db.execute("PRAGMA defer_foreign_keys=ON")
            apply_watched(db, changes, check=True, reason=reason, door=door)
        finally:
            db.execute("ROLLBACK")


def would_write(
    db: Database, path: Path, puts: Iterable[Entity], deletes: Iterable[Entity], reason: str, door: Door
) -> bool:
    """Whether anything would be written; raises what writing it would raise, and keeps nothing of it."""
    changes = changes_of(db, puts, deletes, reason)
    if changes:
        try_out(db, path, changes, door, reason)
    return bool(changes)


def changes_of(db: Database, puts: Iterable[Entity], deletes: Iterable[Entity], reason: str) -> list[Change]:
    """What differs from what is kept; what is new to a plan with closed periods is listed after them."""
    changes: list[Change] = []
    days = {} if in_words(reason) else days_open(db)
    going = {(type(e), e.id): e for e in deletes}
    wanted = {(type(e), e.id): e for e in puts}  # of two for one thing the later holds
    for key, entity in wanted.items():
        if key not in going:
            changes += changes_to(db, as_added(db, entity, days))
    for entity in going.values():
        changes.append(deletion_of(db, entity))
    return changes
