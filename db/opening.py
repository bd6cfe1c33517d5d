"""Opening a plan file: identity, version, integrity and the journal are checked before anything is read."""

import os
import sqlite3
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from db import journal
from db.failures import Environment, Foreign, Newer, damaged, sentences
from db.migrations import APPLICATION_ID, migrations

_MAGIC = b"SQLite format 3\0"
_ID_AT = slice(68, 72)
CHECKED_WHOLE = 20_000  # up to so many changes everything is compared at each opening
SYNCHRONOUS_EXTRA = 3


def identify(path: Path) -> None:
    """Refuse what is no plan file of ours, from its first bytes and without SQLite."""
    with sentences(path):
        with path.open("rb") as file:
            head = file.read(100)
        if not head:
            raise damaged(path, "文件是空的，0字节")
        if head[:16] != _MAGIC:
            raise Foreign(f"这不是要点通的台账：{path.name}。没有打开，文件没有动。请选扩展名为 .ydt 的台账文件。")
        if int.from_bytes(head[_ID_AT], "big") != APPLICATION_ID:
            raise Foreign(
                f"{path.name}是别的软件的数据库，不是要点通的台账。没有打开，文件没有动。请选 .ydt 台账文件。"
            )


def is_writable(path: Path) -> bool:
    """Whether the file and its folder (SQLite's journal lies there) may be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect(path: Path, *, writing: bool) -> Database:
    """A connection with the pragmas of the store; one per thread."""
    mode = "rw" if is_writable(path) else "ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=5)
    db = Database(connection, recursive_triggers=False, execute_plugins=False, strict=True)
    for pragma in (
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        f"synchronous={SYNCHRONOUS_EXTRA}",
        f"query_only={'OFF' if writing else 'ON'}",
    ):
        db.execute(f"PRAGMA {pragma}")
    return db


def check_version(db: Database, path: Path) -> bool:
    """Whether migrations are pending; refuses a file from a newer program."""
    known = {m.name for m in migrations.pending(Database(memory=True, execute_plugins=False))}
    applied = {m.name for m in migrations.applied(db)}
    if not applied:
        raise damaged(path, "没有版本记录")
    if applied - known:
        raise Newer(f"这个台账是新版软件做的，本机版本打不开：{path.name}。数据没有动。请用新版打开。")
    return bool(known - applied)


def check_structure(db: Database, path: Path) -> None:
    """SQLite's own check of pages and indexes, foreign keys, and that the schema is exactly ours."""
    if [row[0] for row in db.execute("PRAGMA integrity_check(1)")] != ["ok"]:
        raise damaged(path, "完整性检查没有通过")
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise damaged(path, "有的数据找不到它所属的指标或计划")
    if _schema(db) != expected_schema():
        raise damaged(path, "表结构不对")


def check_journal(db: Database, path: Path, *, whole: bool | None = None) -> int:
    """Verify the hash chain and that rows are what the journal says; returns the actions verified.

    By default everything in a file of ordinary size, else from the last checkpoint on.
    """
    point = db.execute("SELECT action_id, hash FROM checkpoint").fetchone() or (0, journal.START)
    if whole is None:
        whole = db.execute("SELECT count(*) FROM change").fetchone()[0] <= CHECKED_WHOLE
    known = db.execute("SELECT hash FROM action WHERE id = ?", (point[0],)).fetchone()
    if point[0] and (known is None or known[0] != point[1]):
        raise damaged(path, "修改记录与检查点不符")
    after, previous = (0, journal.START) if whole else (point[0], point[1])
    actions = list(journal.read(db, after))
    broken = journal.broken_link(actions, after, previous)
    if broken is not None:
        raise damaged(path, f"修改记录从第{broken}条起对不上")
    wrong = journal.mismatch(db, journal.replay(actions), whole=whole)
    if wrong:
        raise damaged(path, f"数据与修改记录不符：{wrong}")
    return len(actions)


def check_all(db: Database, path: Path, *, whole: bool | None = None) -> int:
    """Every check, with whatever a damaged file makes them stumble over turned into its sentence."""
    try:
        with sentences(path):
            check_structure(db, path)
            return check_journal(db, path, whole=whole)
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # rows that we cannot have written
        raise damaged(path, "内容读不出来") from error


def migrate(db: Database, path: Path) -> None:
    """Bring the schema up to this program's version, in one go or not at all, and check it."""
    with sentences(path):
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("BEGIN IMMEDIATE")
        try:
            migrations.apply(db)
            _refuse_misfit(db, path)
            db.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            raise
        db.execute("PRAGMA foreign_keys=ON")


def _refuse_misfit(db: Database, path: Path) -> None:
    if db.execute("PRAGMA foreign_key_check").fetchone() or _schema(db) != expected_schema():
        raise Environment(f"台账升级没有成功：{path.name}。文件没有变。请把文件交给软件的维护者。")


@cache
def expected_schema() -> tuple[tuple[str, ...], ...]:
    """The schema of a plan file of this version."""
    db = Database(memory=True, execute_plugins=False, strict=True)
    migrations.apply(db)
    schema = _schema(db)
    db.close()
    return schema


def _schema(db: Database) -> tuple[tuple[str, ...], ...]:
    return tuple(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall())
