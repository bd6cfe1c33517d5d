"""A copy of an open plan file elsewhere (另存为): whole or not at all, with what could not be saved at home."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from db.disk import log
from db.disk.failures import Environment, Refusal, Taken, sentences
from db.disk.files import replace
from db.ledger import backups, journal, opening
from db.ledger.access import Clock, creator_lock, last_action, now
from db.ledger.guard import Held
from db.ledger.store import Store
from models.plan.entities import Entity
from models.plan.said import Said


def save_copy(
    store: Store,
    path: Path,
    puts: Iterable[Entity] = (),
    deletes: Iterable[Entity] = (),
    *,
    reason: str | None = None,
    clock: Clock = now,
) -> None:
    """Copy the whole ledger with its history to a path, then write the given entities there as one action.

    Where they would alter a closed period a `reason` is wanted, as by `Store.write`; nothing is copied without it. The
    file that is open stays as it is. Where something else was at it, the ledger goes there as it was last seen.
    Raises Refusal: the path is taken, full or not to be written.
    """
    since = log.started()
    _refuse_taken(path, store.path)
    unsaved = list(puts), list(deletes)
    with last_seen(store) as db:
        _copy(db, path, clock, lambda part: _write(part, *unsaved, reason, clock))
    log.done(since, log.Work.COPY)


@contextmanager
def last_seen(store: Store) -> Iterator[Database]:
    """The ledger of a store: its file, or where something else was at that, what was last seen of it."""
    held = store.held()
    try:
        store.look()
    except Taken as taken:
        if held is None:
            raise
        log.expected(taken)
        db = held.database()
        try:
            yield db
        finally:
            db.close()
    else:
        yield store.db


def keep_held(held: Held, home: Path, *, clock: Clock = now) -> None:
    """Lay a ledger as it was last seen among the backups at `home`, where another file is now; raises Refusal."""
    db = held.database()
    try:
        backups.make(db.conn, home, backups.Reason.BEFORE_READING, clock(), opening.verify_structure)
    finally:
        db.close()


def save_held(held: Held, path: Path, home: Path, *, clock: Clock = now) -> None:
    """Write a ledger as it was last seen, of which the file at `home` is not the one any more; raises Refusal."""
    _refuse_taken(path, home)
    db = held.database()
    try:
        _copy(db, path, clock)
    finally:
        db.close()


def _refuse_taken(path: Path, home: Path) -> None:
    why = ""
    if path.exists():
        why = "已经有这个文件，没有覆盖它"
    if os.path.realpath(path) == os.path.realpath(home):  # Path.resolve fails on a link that leads to itself
        why = "这就是现在打开的台账"
    if why:
        raise Refusal(Said("copy-taken", f"没有另存成：{why}：{path}", todo="请换一个名字或位置"))


def _copy(db: Database, path: Path, clock: Clock, then: Callable[[Path], object] = lambda _: None) -> None:
    with sentences(path), creator_lock(path, clock):
        part = path.with_name(f".{path.name}.part")
        backups.remove_part(part)  # of a process that died here
        try:
            copy = sqlite3.connect(part)
            try:
                db.conn.backup(copy)
            finally:
                copy.close()
            opening.verify_structure(part)
            if last_action(part) != journal.last(db):
                todo = f"请检查{path.parent}所在的盘"
                raise Environment(Said("copy-differs", "没有另存成：写出的文件与台账不一致", todo=todo))
            then(part)
            backups.set_journal_aside(path, clock())
            replace(part, path)
        finally:
            backups.remove_part(part)


def _write(part: Path, puts: list[Entity], deletes: list[Entity], reason: str | None, clock: Clock) -> None:
    if not puts and not deletes:
        return
    db = opening.connect(part, writing=True)
    try:
        written = Store(part, db, lock=None, barred=None, clock=clock)
        what = f"另存为时写入没有保存成的 {len(puts) + len(deletes)} 格"
        written.write(what, puts, deletes, reason=reason)
    finally:
        db.close()
