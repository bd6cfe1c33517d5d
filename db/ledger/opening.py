"""Opening a plan file: identity, version, integrity and the journal are checked before anything is read."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from db.disk import log
from db.disk.failures import Environment, Foreign, Newer, damaged, sentences
from db.ledger import decoding, journal
from db.ledger.backups import folder_of
from db.ledger.migrations import APPLICATION_ID, migrations
from models.plan.said import Said

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_ID_AT = slice(68, 72)
_MISREAD = (
    sqlite3.OperationalError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
CHECKED_WHOLE = 20_000  # up to so many changes everything is compared at each opening
SYNCHRONOUS_EXTRA = 3


def identify(path: Path) -> None:
    """Refuse what is no plan file of ours; one that cannot be told any more, but has backups, is damaged.

    SQLite looks first: on Linux, closing a second handle of our own on a file that this process
    has open would drop SQLite's locks on it.
    """
    if _is_ours(path):
        return
    with sentences(path), path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    if not head:
        raise damaged(path, "文件是空的，0字节")
    if not any(head):
        raise damaged(path, "文件内容全是零")
    known = head[:16] == _MAGIC[: len(head)]
    if known and len(head) < _HEADER_BYTES:
        raise damaged(path, "文件不完整")
    if known and int.from_bytes(head[_ID_AT], "big") == APPLICATION_ID:
        return
    if folder_of(path).is_dir():
        raise damaged(path, "开头认不出来")
    what = "是别的软件的数据库，不是要点通的台账" if known else "不是要点通的台账"
    raise Foreign(Said("foreign", what, "没有打开，文件没有动", "请选扩展名为 .ydt 的台账文件", lead=path.name))


def _is_ours(path: Path) -> bool:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    except sqlite3.Error as error:
        log.expected(error)
        return False
    try:
        return bool(connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))
    except (sqlite3.Error, ValueError) as error:  # no database, damaged, or busy: its first bytes will tell
        log.expected(error)
        return False
    finally:
        connection.close()


def is_writable(path: Path) -> bool:
    """Whether the file and its folder (SQLite's journal lies there) may be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect(path: Path, *, writing: bool) -> Database:
    """A connection with the pragmas of the store; one per thread. Raises Refusal where the file cannot be read."""
    mode = "rw" if is_writable(path) else "ro"
    with _legible(path), sentences(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=5)
        try:
            db = Database(connection, recursive_triggers=False, execute_plugins=False, strict=True)
            for pragma in (
                "foreign_keys=ON",
                "trusted_schema=OFF",
                "cell_size_check=ON",
                f"synchronous={SYNCHRONOUS_EXTRA}",
                f"query_only={'OFF' if writing else 'ON'}",
            ):
                db.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
    return db


@contextmanager
def one_moment(db: Database, path: Path) -> Iterator[None]:
    """Several reads that see one moment of the file, even while another process writes it."""
    with sentences(path):
        db.execute("BEGIN")
        try:
            yield
        finally:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")


def check_version(db: Database, path: Path) -> bool:
    """Whether migrations are pending; refuses a file from a newer program."""
    with _legible(path), one_moment(db, path):
        applied = [m.name for m in migrations.applied(db)]
    if not applied:
        raise damaged(path, "没有版本记录")
    steps = step_names()
    if set(applied) - set(steps):
        what = f"这个台账是新版软件做的，本机版本打不开：{path.name}"
        raise Newer(Said("newer", what, "数据没有动", "请用新版打开"))
    if applied != list(steps[: len(applied)]):
        raise damaged(path, "版本记录不对")
    return len(applied) < len(steps)


def check_structure(db: Database, path: Path) -> None:
    """SQLite's own check of pages and indexes, foreign keys, and that the schema is exactly ours.

    A file of an earlier version has the schema of the steps that it has taken.
    """
    if db.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise damaged(path, "完整性检查没有通过")
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise damaged(path, "有的数据找不到它所属的指标或计划")
    if _schema(db) != expected_schema(len(migrations.applied(db))):
        raise damaged(path, "表结构不对")


def check_journal(db: Database, path: Path, *, whole: bool | None = None) -> int:
    """Verify the hash chain and that rows are what the journal says; returns the actions verified.

    By default everything in a file of ordinary size, else from the last checkpoint on.
    """
    points = db.execute("SELECT id, action_id, hash FROM checkpoint").fetchall()
    point = points[0][1:] if points else (0, journal.START)
    known = db.execute("SELECT hash FROM action WHERE id = ?", (point[0],)).fetchone()
    if points and (len(points) > 1 or points[0][0] != 1 or known != (point[1],)):
        raise damaged(path, "修改记录与检查点不符")
    if whole is None:
        whole = db.execute("SELECT count(*) FROM change").fetchone()[0] <= CHECKED_WHOLE
    after, previous = (0, journal.START) if whole else point
    actions = list(journal.read(db, after))
    broken = journal.broken_link(actions, after, previous)
    if broken is not None:
        raise damaged(path, f"修改记录从第{broken}条起对不上")
    illegible = decoding.misshapen(actions)
    if illegible is not None:
        raise damaged(path, f"修改记录第{illegible}条读不懂")
    wrong = journal.mismatch(db, journal.replay(actions), whole=whole)
    if wrong:
        raise damaged(path, f"数据与修改记录不符：{wrong}")
    return len(actions)


def check_all(db: Database, path: Path, *, whole: bool | None = None) -> int:
    """Every check, of a file of this version or of one that is still to be migrated."""
    with _legible(path), one_moment(db, path):
        check_structure(db, path)
        if not db.table("action").exists():  # the first step of the schema had no journal yet
            return 0
        actions = check_journal(db, path, whole=whole)
        if len(migrations.applied(db)) == len(step_names()):  # else it is decoded once it is brought up to date
            wrong = decoding.undecodable(db)
            if wrong:
                raise damaged(path, f"有的内容读不懂：{wrong}")
        return actions


def verify_structure(copy: Path) -> None:
    """Open a backup just made and see that it is whole; raises Refusal."""
    identify(copy)
    db = connect(copy, writing=False)
    try:
        with _legible(copy), one_moment(db, copy):
            check_structure(db, copy)
    finally:
        db.close()


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


def step_names() -> tuple[str, ...]:
    """The steps of the schema that this program knows, in order."""
    db = Database(memory=True, execute_plugins=False)
    names = tuple(m.name for m in migrations.pending(db))
    db.close()
    return names


@cache
def expected_schema(steps: int) -> tuple[tuple[str, ...], ...]:
    """The schema of a plan file that has taken so many steps."""
    db = Database(memory=True, execute_plugins=False, strict=True)
    migrations.apply(db, stop_before=step_names()[steps:])
    schema = _schema(db)
    db.close()
    return schema


def _refuse_misfit(db: Database, path: Path) -> None:
    """After a migration, before it is kept: keys, schema, and every row still what the journal says."""
    misfit = (
        db.execute("PRAGMA foreign_key_check").fetchone()
        or _schema(db) != expected_schema(len(step_names()))
        or journal.mismatch(db, journal.replay(journal.read(db)), whole=True)
    )
    if misfit:
        what = f"台账升级没有成功：{path.name}"
        raise Environment(Said("not-upgraded", what, "文件没有变", "请把文件交给软件的维护者"))


@contextmanager
def _legible(path: Path) -> Iterator[None]:
    """What a damaged file makes our own reading stumble over, as the sentence for damage."""
    try:
        yield
    except _MISREAD as error:
        raise damaged(path, "内容读不出来") from error  # rows that we cannot have written


def _schema(db: Database) -> tuple[tuple[str, ...], ...]:
    return tuple(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall())
