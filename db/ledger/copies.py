"""A copy of an open plan file elsewhere (另存为): whole or not at all, with what could not be saved at home."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from db.disk import log
from db.disk.failures import Environment, Refusal, sentences
from db.disk.files import replace
from db.ledger import backups, journal, opening
from db.ledger.access import Clock, creator_lock, last_action, now
from db.ledger.store import Store
from models.plan.entities import Entity
from models.plan.said import Said


def save_copy(
    store: Store, path: Path, puts: Iterable[Entity] = (), deletes: Iterable[Entity] = (), *, clock: Clock = now
) -> None:
    """Copy the whole ledger with its history to a path, then write the given entities there as one action.

    The file that is open stays as it is. Raises Refusal: the path is taken, full or not to be written.
    """
    since = log.started()
    if path.exists():
        why = "这就是现在打开的台账" if path.samefile(store.path) else "已经有这个文件，没有覆盖它"
        raise Refusal(Said("copy-taken", f"没有另存成：{why}：{path}", todo="请换一个名字或位置"))
    with sentences(path), creator_lock(path, clock):
        part = path.with_name(f".{path.name}.part")
        backups.remove_part(part)  # of a process that died here
        try:
            copy = sqlite3.connect(part)
            try:
                store.db.conn.backup(copy)
            finally:
                copy.close()
            opening.verify_structure(part)
            if last_action(part) != journal.last(store.db):
                todo = f"请检查{path.parent}所在的盘"
                raise Environment(Said("copy-differs", "没有另存成：写出的文件与台账不一致", todo=todo))
            _write(part, list(puts), list(deletes), clock)
            backups.set_journal_aside(path, clock())
            replace(part, path)
        finally:
            backups.remove_part(part)
    log.done(since, log.Work.COPY)


def _write(part: Path, puts: list[Entity], deletes: list[Entity], clock: Clock) -> None:
    if not puts and not deletes:
        return
    db = opening.connect(part, writing=True)
    try:
        written = Store(part, db, lock=None, barred=None, clock=clock)
        written.write(f"另存为时写入没有保存成的 {len(puts) + len(deletes)} 格", puts, deletes)
    finally:
        db.close()
