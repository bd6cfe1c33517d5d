"""The plan file and its one way of writing: every change is one journalled, undoable transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from db.disk import log
from db.disk.drives import drive_notice, drive_of
from db.disk.failures import Environment, Full, Refusal, Taken, sentences
from db.disk.files import replace as replace_file
from db.ledger import backups, journal, left_behind, opening
from db.ledger.access import Clock, creator_lock, holder, last_action, now, writer_lock
from db.ledger.backups import Backup, Reason
from db.ledger.closed import ASKING, REDOING, REVERTING, UNDOING, WRITING, Door
from db.ledger.guard import Guard, Held
from db.ledger.journal import Action, Change
from db.ledger.lock import FileLock
from db.ledger.migrations import APPLICATION_ID, migrations
from db.ledger.reading import LedgerReader
from db.ledger.recording import changes_of, record, transaction, try_out, would_write
from db.ledger.upgrading import set_checkpoint, upgrade
from models.plan.entities import Entity
from models.plan.said import Said

UNDONE, REDONE = "撤销：", "重做："
ONLY_READING = Said("only-reading", "只为查看而打开")
NO_SUCH_ACTION = Said("no-such-action", "修改记录里没有这一条")
NOT_SAVED = "没有保存成功："
NOT_BACKED_UP = "这次打开没有备份成："


class Store(LedgerReader):
    """An open plan file. `barred` says why nothing can be written, None when it can.

    `notices` are what the user should know although the file is open (an upgrade, a failed backup,
    a USB drive). Use within one thread; close it, or use it as a context manager.
    """

    def __init__(self, path: Path, db: Database, *, lock: FileLock | None, barred: Said | None, clock: Clock) -> None:
        super().__init__(path, db)
        self.drive = drive_of(path)
        self.barred = barred
        self.notices: list[Said] = []
        self._lock = lock
        self._clock = clock
        self._guard: Guard | None = None  # of a file that is written and that others can reach

    @classmethod
    def open(cls, path: Path, *, reading: bool = False, clock: Clock = now) -> Self:
        """Open a plan file, for writing where that is possible; raises Refusal with the way on.

        With `reading` no lock is taken and no backup made.
        """
        since = log.started()
        opening.identify(path)
        lock, barred = (None, ONLY_READING) if reading else writer_lock(path, clock)
        db = None
        try:
            if lock:
                left_behind.clear(path, holder(clock))
            db = opening.connect(path, writing=lock is not None)
            store = cls(path, db, lock=lock, barred=barred, clock=clock)
            actions = store._prepare()
        except BaseException:
            if db is not None:
                db.close()
            if lock:
                lock.release()
            raise
        log.opened(since, actions=actions, writable=lock is not None)
        return store

    @classmethod
    def create(cls, path: Path, fill: Callable[["Store"], object], *, clock: Clock = now) -> None:
        """Make a new plan file, filled by `fill`; it appears at its path only when complete."""
        part = path.with_name(f".{path.name}.part")
        with sentences(path), creator_lock(path, clock):
            if path.exists():
                there = f"已经有这个文件：{path}"
                raise Environment(Said("ledger-there", there, "没有覆盖它", "请换一个名字"))
            backups.remove_part(part)  # of a process that died here
            try:
                part.touch(exist_ok=False)
                db = opening.connect(part, writing=True)
                try:
                    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
                    migrations.apply(db)
                    fill(cls(part, db, lock=None, barred=None, clock=clock))
                finally:
                    db.close()
                backups.set_journal_aside(path, clock())
                replace_file(part, path)
            finally:
                backups.remove_part(part)

    @property
    def read_only(self) -> str:
        """The sentence why nothing can be written, empty when it can."""
        return str(self.barred or "")

    @property
    def clock(self) -> Clock:
        """What time it is for this ledger."""
        return self._clock

    @property
    def notice(self) -> str:
        """All notices as they are shown, one behind the other."""
        return "".join(map(str, self.notices))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.db.close()
        if self._lock:
            self._lock.release()

    def write(
        self,
        what: str,
        puts: Iterable[Entity] = (),
        deletes: Iterable[Entity] = (),
        *,
        reason: str | None = None,
        backup: str = "",
    ) -> Action | None:
        """One user action: entities as they shall be, and those that go. None when nothing differs.

        Returns what changed, once it is on disk; raises Closed, AltersClosed or Environment, and then nothing is.
        An empty reason is asked for by the caller, None by nobody. `backup`: what for, where it can be written.
        """
        since, door = log.started(), WRITING if reason is None else ASKING
        puts, deletes = list(puts), list(deletes)
        if backup and would_write(self.db, self.path, puts, deletes, reason or "", door):
            self.backup(backup)
        with self.transaction():
            changes = changes_of(self.db, puts, deletes, reason or "")
            if not changes:
                return None
            made = record(self.db, self._clock, what, changes, reason=reason or "", door=door)
        return _logged(since, made)

    def undo(self) -> Action:
        """Take back the newest action that stands; the inverse is appended."""
        since = log.started()
        with self.transaction():
            action = self._named(journal.to_undo(self.db))
            if action is None:
                raise Refusal(Said("nothing-to-undo", "没有可以撤销的操作"))
            made = self._answer(UNDONE, journal.UNDO, action, action.inverse, UNDOING)
        return _logged(since, made)

    def redo(self) -> Action:
        """Bring back the action undone last; gone when a new action came since."""
        since = log.started()
        with self.transaction():
            action = self._named(journal.to_redo(self.db))
            if action is None:
                raise Refusal(Said("nothing-to-redo", "没有可以重做的操作"))
            made = self._answer(REDONE, journal.REDO, action, action.changes, REDOING)
        return _logged(since, made)

    def revert(self, action_id: int) -> Action:
        """Take back any one action, as a new one, where nothing since touched what it changed."""
        since = log.started()
        with self.transaction():
            action = self._named(action_id)
            if action is None:
                raise Refusal(Said("action-gone", NO_SUCH_ACTION.what, todo="请刷新后再试"))
            made = self._answer("退回：", journal.DO, action, action.inverse, REVERTING)
        return _logged(since, made)

    def refusal_to_revert(self, action_id: int) -> Said | None:
        """Why an action cannot be taken back, None when it can: tried out, and nothing kept of it."""
        action = self.action(action_id)
        if action is None or self.barred:
            return self.barred or NO_SUCH_ACTION
        try:
            try_out(self.db, self.path, action.inverse, REVERTING)
        except Refusal as refusal:
            log.expected(refusal)
            return refusal.said
        return None

    def look(self) -> None:
        """See that the file at the path is the one that was read; raises Taken where something else was at it."""
        if self._guard:
            self._guard.look()

    def glance(self) -> bool:
        """Whether the system says of the file what it said last; for any thread, at once."""
        return self._guard is None or self._guard.glance()

    def held(self) -> Held | None:
        """The ledger as it was last seen, whatever became of its file; None where it was opened for reading."""
        return self._guard.held if self._guard else None

    def let_go(self) -> None:
        """Give the lock back, so that the file at the path can be opened anew; nothing is written any more."""
        self.barred = ONLY_READING
        if self._lock:
            self._lock.release()

    def backup(self, reason: str) -> Backup | None:
        """Back the file up unless the newest backup already holds it all; raises Refusal."""
        if self.barred:
            raise Environment(self.barred)
        since = log.started()
        self.look()
        newest = next((b for b in backups.backups_of(self.path) if b.is_verified), None)
        if newest and last_action(newest.path) == journal.last(self.db):
            return None
        made = backups.make(self.db.conn, self.path, reason, self._clock(), self._verify_copy)
        log.done(since, log.Work.BACKUP)
        return made

    def _prepare(self) -> int:
        """All checks of opening, and the migration and the backup that writing wants; returns the actions verified."""
        if opening.check_version(self.db, self.path):
            self.notices.append(upgrade(self.db, self.path, self.barred, self._clock))
        actions = opening.check_all(self.db, self.path)
        if self._lock is None:
            return actions
        with sentences(self.path):
            self.db.execute("PRAGMA journal_mode=DELETE")  # another program may have left it in WAL mode
        notice = drive_notice(self.drive)
        if notice:
            self.notices.append(notice)
        try:
            set_checkpoint(self.db, self.path)
            self.backup(Reason.OPENED)
        except Full as error:
            log.refused(error.said.key)
            way_on = "请先清出空间再填数"
            self.notices.append(Said("full-at-opening", f"{NOT_BACKED_UP}盘已满", "台账没有动，可以看", way_on))
        except Environment as error:
            log.refused(error.said.key)
            self.notices.append(error.said.under(NOT_BACKED_UP))
        self._guard = Guard(self.path, self.db)
        return actions

    def _verify_copy(self, copy: Path) -> None:
        opening.verify_structure(copy)
        if last_action(copy) != journal.last(self.db):
            what, todo = "备份没有做成：写出的备份与台账不一致", f"请检查{copy.parent}所在的盘"
            raise Environment(Said("backup-differs", what, todo=todo))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is recorded inside goes into the file that was read, whole or not at all; raises Refusal."""
        if self.barred:
            raise Environment(self.barred)
        if self._guard is None:  # a new file that nobody else knows yet
            with transaction(self.db, self.path):
                yield
            return
        try:
            self._guard.look()
            with transaction(self.db, self.path):
                self._guard.confirm()
                yield
                made = self._guard.made()
            self._guard.written(made)
        except Taken as taken:
            raise Taken(taken.said.under(NOT_SAVED)) from taken

    @contextmanager
    def _reading(self) -> Iterator[None]:
        self.look()  # what another file says does not belong to what is on the screen
        with super()._reading():
            yield

    def _answer(self, prefix: str, kind: str, action: Action, changes: Sequence[Change], door: Door) -> Action:
        """An undo or redo of an action, or its revert as a new one, within the open transaction."""
        of = None if kind == journal.DO else action.id
        return record(self.db, self._clock, prefix + action.what, changes, kind=kind, of=of, check=True, door=door)


def _logged(since: float, made: Action) -> Action:
    log.written(since, made.kind, (change.entity for change in made.changes))
    return made
