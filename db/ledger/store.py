"""The plan file and its one way of writing: every change is one journalled, undoable transaction."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from db.disk.drives import drive_notice, drive_of
from db.disk.failures import Environment, Full, Refusal, sentences
from db.disk.files import replace as replace_file
from db.ledger import backups, journal, opening
from db.ledger.access import Clock, computer, creator_lock, last_action, now, system_user, writer_lock
from db.ledger.backups import Backup
from db.ledger.changes import apply_changes, changes_to, deletion_of, refuse_closed
from db.ledger.journal import Action, Change, Edit
from db.ledger.loading import load_cells, load_ledger, load_plans, load_settings
from db.ledger.lock import FileLock
from db.ledger.migrations import APPLICATION_ID, migrations
from db.ledger.rows import table_of
from models.plan.entities import Entity, Plan, Progress
from models.plan.ledger import Ledger

CHECKPOINT_EVERY = 1000
UNDONE, REDONE = "撤销：", "重做："


class Store:
    """An open plan file. `read_only` holds the sentence why nothing can be written, empty when it can.

    `notice` is what the user should know although the file is open (an upgrade, a failed backup,
    a USB drive). Use within one thread; close it, or use it as a context manager.
    """

    def __init__(self, path: Path, db: Database, *, lock: FileLock | None, reason: str, clock: Clock) -> None:
        self.path = path
        self.db = db
        self.drive = drive_of(path)
        self.read_only = reason
        self.notice = ""
        self._lock = lock
        self._clock = clock

    @classmethod
    def open(cls, path: Path, *, reading: bool = False, clock: Clock = now) -> Self:
        """Open a plan file, for writing where that is possible; raises Refusal with the way on.

        With `reading` no lock is taken and no backup made.
        """
        opening.identify(path)
        lock, reason = (None, "只为查看而打开。") if reading else writer_lock(path, clock)
        db = None
        try:
            db = opening.connect(path, writing=lock is not None)
            store = cls(path, db, lock=lock, reason=reason, clock=clock)
            store._verify()
        except BaseException:
            if db is not None:
                db.close()
            if lock:
                lock.release()
            raise
        return store

    @classmethod
    def create(cls, path: Path, fill: Callable[["Store"], object], *, clock: Clock = now) -> None:
        """Make a new plan file, filled by `fill`; it appears at its path only when complete."""
        part = path.with_name(f".{path.name}.part")
        with sentences(path), creator_lock(path, clock):
            if path.exists():
                raise Environment(f"已经有这个文件：{path}。没有覆盖它。请换一个名字。")
            backups.remove_part(part)  # of a process that died here
            try:
                part.touch(exist_ok=False)
                db = opening.connect(part, writing=True)
                try:
                    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
                    migrations.apply(db)
                    fill(cls(part, db, lock=None, reason="", clock=clock))
                finally:
                    db.close()
                backups.set_journal_aside(path, clock())
                replace_file(part, path)
            finally:
                backups.remove_part(part)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.db.close()
        if self._lock:
            self._lock.release()

    def plans(self) -> list[Plan]:
        """All plans of the file, by year and title."""
        with self._reading():
            return load_plans(self.db)

    def ledger(self, plan_id: str) -> Ledger:
        """A plan with all its targets, cells and earlier figures."""
        with self._reading():
            return load_ledger(self.db, plan_id)

    def cells(self, ids: Sequence[str]) -> list[Progress]:
        """Single cells by their ids, as they are kept now."""
        with self._reading():
            return load_cells(self.db, ids)

    def settings(self) -> dict[str, str]:
        """The office's settings."""
        with self._reading():
            return load_settings(self.db)

    def write(self, what: str, puts: Iterable[Entity] = (), deletes: Iterable[Entity] = ()) -> Action | None:
        """One user action: entities as they shall be, and those that go. None when nothing differs.

        Returns what changed, once it is on disk. Raises Closed for a closed period, Environment
        where it could not be saved; then nothing is.
        """
        going = {(type(e), e.id): e for e in deletes}
        wanted = {(type(e), e.id): e for e in puts}  # of two for one thing the later holds
        with self._transaction():
            changes = [c for key, e in wanted.items() if key not in going for c in changes_to(self.db, e)]
            changes += [deletion_of(self.db, e) for e in going.values()]
            return self._record(what, journal.DO, None, changes) if changes else None

    def undo(self) -> Action:
        """Take back the newest action that stands; the inverse is appended."""
        with self._transaction():
            return self._answer(journal.to_undo(self.db), journal.UNDO, UNDONE)

    def redo(self) -> Action:
        """Bring back the action undone last; gone when a new action came since."""
        with self._transaction():
            return self._answer(journal.to_redo(self.db), journal.REDO, REDONE)

    def revert(self, action_id: int) -> Action:
        """Take back any one action, as a new one, where nothing since touched what it changed."""
        with self._transaction():
            action = journal.action(self.db, action_id)
            if action is None:
                raise Refusal("修改记录里没有这一条。请刷新后再试。")
            changes = [c.inverse for c in reversed(action.changes)]
            return self._record(f"退回：{action.what}", journal.DO, None, changes, check=True)

    def refusal_to_revert(self, action_id: int) -> str:
        """Why an action cannot be taken back, empty when it can: tried out, and nothing kept of it."""
        action = self.action(action_id)
        if action is None or self.read_only:
            return self.read_only or "修改记录里没有这一条。"
        changes = [c.inverse for c in reversed(action.changes)]
        try:
            with sentences(self.path):
                self.db.execute("BEGIN IMMEDIATE")
                try:
                    self.db.execute("PRAGMA defer_foreign_keys=ON")
                    refuse_closed(self.db, changes)
                    apply_changes(self.db, changes, check=True)
                finally:
                    self.db.execute("ROLLBACK")
        except Refusal as refusal:
            return refusal.sentence
        return ""

    def next_undo(self) -> Action | None:
        """The action that undo would take back."""
        with self._reading():
            return self._named(journal.to_undo(self.db))

    def next_redo(self) -> Action | None:
        """The action that redo would bring back."""
        with self._reading():
            return self._named(journal.to_redo(self.db))

    def actions(
        self, limit: int = 200, before: int | None = None, words: Sequence[str] = (), targets: Collection[str] = ()
    ) -> list[Action]:
        """The newest actions, newest first (修改记录); with words those that hold them or changed these targets."""
        with self._reading():
            return journal.recent(self.db, limit, before, words, targets)

    def action(self, action_id: int) -> Action | None:
        """One action with its changes."""
        with self._reading():
            return journal.action(self.db, action_id)

    def history(self, kind: type, entity_id: str, field: str | None = None) -> list[Edit]:
        """Every change of an entity, or of one field of it, oldest first."""
        with self._reading():
            return journal.history(self.db, table_of(kind).name, entity_id, field)

    def backup(self, reason: str) -> Backup | None:
        """Back the file up unless the newest backup already holds it all; raises Refusal."""
        if self.read_only:
            raise Environment(self.read_only)
        newest = next((b for b in backups.backups_of(self.path) if b.reason != backups.BEFORE_RESTORE), None)
        if newest and last_action(newest.path) == journal.last(self.db):
            return None
        return backups.make(self.db.conn, self.path, reason, self._clock(), self._verify_copy)

    def check(self) -> int:
        """Check everything: pages, schema, the whole journal and every row; returns the actions verified."""
        return opening.check_all(self.db, self.path, whole=True)

    def _verify(self) -> None:
        """All checks of opening; then the migration and the backup that writing wants."""
        if opening.check_version(self.db, self.path):
            self._upgrade()
        opening.check_all(self.db, self.path)
        if self._lock is None:
            return
        with sentences(self.path):
            self.db.execute("PRAGMA journal_mode=DELETE")  # another program may have left it in WAL mode
        self.notice += drive_notice(self.drive)
        try:
            self._set_checkpoint()
            self.backup("打开")
        except Full:
            self.notice += "这次打开没有备份成：盘已满。台账没有动，可以看。请先清出空间再填数。"
        except Environment as error:
            self.notice += f"这次打开没有备份成：{error.sentence}"

    def _upgrade(self) -> None:
        opening.check_all(self.db, self.path, whole=True)
        if self._lock is None:
            raise Environment(
                f"这个台账是旧版软件做的，要先升级才能看：{self.path.name}。{self.read_only}请在能写的位置用要点通打开一次。"
            )
        before = backups.make(self.db.conn, self.path, "升级前", self._clock(), opening.verify_structure)
        opening.migrate(self.db, self.path)
        self.notice = f"台账已升级到新版格式，升级前的备份在：{before.path}。"

    def _verify_copy(self, copy: Path) -> None:
        opening.verify_structure(copy)
        if last_action(copy) != journal.last(self.db):
            raise Environment(f"备份没有做成：写出的备份与台账不一致。请检查{copy.parent}所在的盘。")

    def _set_checkpoint(self) -> None:
        """Remember how far the journal is verified, so that a long one opens fast."""
        newest = journal.last(self.db)
        point = self.db.execute("SELECT action_id FROM checkpoint").fetchone() or (0,)
        since = self.db.execute("SELECT count(*) FROM change WHERE action_id > ?", (point[0],)).fetchone()
        if newest[0] - point[0] >= CHECKPOINT_EVERY or since[0] > opening.CHECKED_WHOLE:
            with self._transaction():
                self.db.execute("INSERT OR REPLACE INTO checkpoint (id, action_id, hash) VALUES (1, ?, ?)", newest)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with opening.one_moment(self.db, self.path):
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise Environment(self.read_only)
        with sentences(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                self.db.execute("PRAGMA defer_foreign_keys=ON")
                yield
                self.db.execute("COMMIT")
            except BaseException as error:
                if self.db.conn.in_transaction:
                    self.db.execute("ROLLBACK")
                if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
                    raise Refusal("没有改成：还有别的内容用到它，或它所属的内容已不在。请先处理那些内容。") from error
                raise

    def _answer(self, action_id: int | None, kind: str, prefix: str) -> Action:
        action = journal.action(self.db, action_id) if action_id else None
        if action is None:
            raise Refusal("没有可以撤销的操作。" if kind == journal.UNDO else "没有可以重做的操作。")
        undoing = kind == journal.UNDO
        changes = [c.inverse for c in reversed(action.changes)] if undoing else list(action.changes)
        return self._record(prefix + action.what, kind, action.id, changes, check=True)

    def _record(
        self, what: str, kind: str, of: int | None, changes: Sequence[Change], *, check: bool = False
    ) -> Action:
        """Apply changes and append them to the journal, within the open transaction."""
        refuse_closed(self.db, changes)
        apply_changes(self.db, changes, check=check)
        number, previous = journal.last(self.db)
        draft = Action(
            id=number + 1,
            at=self._clock().isoformat(timespec="seconds"),
            who=load_settings(self.db).get("who", ""),
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
        journal.append(self.db, sealed, changes)
        return sealed

    def _named(self, action_id: int | None) -> Action | None:
        return journal.action(self.db, action_id) if action_id else None
