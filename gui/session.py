"""An open plan file as the window sees it: the plan in memory, its period, and the one bus of changes.

Pages read `ledger` and `assessments`, ask for writes, and refresh on `changed`; nothing else
knows the store.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from db.backups import backups_of
from db.failures import Refusal
from db.journal import Action
from db.store import Store
from gui.worker import Worker
from models.assess import Assessment, assess
from models.entities import Entity, Plan, Progress, Target
from models.ledger import Ledger
from models.period import Period


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed: the targets whose figures did, or everything (None)."""

    targets: frozenset[str] | None = None


@dataclass(slots=True)
class Snapshot:
    """What the store says after an action: the plan as it is now, and the steps to undo and redo."""

    plans: list[Plan]
    ledger: Ledger | None
    undo: str = ""
    redo: str = ""
    cells: list[Progress] = field(default_factory=list)


class Session(QObject):
    """One open plan file."""

    changed = Signal(object)
    period_changed = Signal()
    saved = Signal()
    failed = Signal(str)
    steps_changed = Signal()

    def __init__(self, store: Store, worker: Worker, snapshot: Snapshot) -> None:
        super().__init__()
        self._store = store
        self._worker = worker
        self.path: Path = store.path
        self.read_only: str = store.read_only
        self.notice: str = store.notice
        self.plans = snapshot.plans
        self.undo_step, self.redo_step = snapshot.undo, snapshot.redo
        self.saved_at: datetime | None = None
        self._ledger = snapshot.ledger
        self.period = self._first_period()
        self.assessments: list[Assessment] = []
        self.by_target: dict[str, Assessment] = {}
        self._judge_all()

    @classmethod
    def open(
        cls, path: Path, worker: Worker, done: Callable[["Session"], object], failed: Callable[[Any], object]
    ) -> None:
        """Open a plan file on the worker; `done` gets the session, `failed` the Refusal."""

        def work() -> tuple[Store, Snapshot]:
            store = Store.open(path)
            plans = store.plans()
            return store, _snapshot(store, plans[-1].id if plans else "")

        worker.run(work, lambda opened: done(cls(opened[0], worker, opened[1])), failed)

    @property
    def ledger(self) -> Ledger:
        """The plan that is shown."""
        assert self._ledger is not None
        return self._ledger

    @property
    def has_plan(self) -> bool:
        """Whether the file holds a plan."""
        return self._ledger is not None

    @property
    def busy(self) -> bool:
        """Whether something asked of the file is not answered yet."""
        return self._worker.busy

    @property
    def last_backup(self) -> str:
        """When the newest backup was made, and how many there are."""
        found = backups_of(self.path)
        return f"备份：{found[0].at:%m-%d %H:%M}，共 {len(found)} 份" if found else "还没有备份"

    def target(self, target_id: str) -> Target | None:
        """A target of the plan shown."""
        return self._ledger.by_id.get(target_id) if self._ledger else None

    def set_period(self, period: Period) -> None:
        """Show another period; the whole window follows."""
        if period == self.period and period.quarterly == self.period.quarterly:
            return
        self.period = period
        self._judge_all()
        self.period_changed.emit()

    def set_plan(self, plan_id: str, done: Callable[[], object] = lambda: None) -> None:
        """Show another plan of the file; `done` once it is shown."""

        def taken(snapshot: Snapshot) -> None:
            self._take_other_plan(snapshot)
            done()

        self._run(lambda: _snapshot(self._store, plan_id), taken)

    def write(
        self,
        what: str,
        puts: Iterable[Entity] = (),
        deletes: Iterable[Entity] = (),
        *,
        done: Callable[[], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """One user action; `done` once it is on disk, `failed` with the sentence when it is not."""
        puts, deletes = list(puts), list(deletes)
        self.act(lambda store: store.write(what, puts, deletes), done=done, failed=failed)

    def undo(self) -> None:
        """Take back the newest action."""
        self.act(lambda store: store.undo())

    def redo(self) -> None:
        """Bring back the action undone last."""
        self.act(lambda store: store.redo())

    def act(
        self,
        action: Callable[[Store], Any],
        *,
        done: Callable[[], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Anything that changes the file, on its own thread; the plan in memory follows."""
        plan_id = self._ledger.plan.id if self._ledger else ""

        def work() -> Snapshot:
            touched = _cells_touched(action(self._store))
            return _snapshot(self._store, plan_id, cells=self._store.cells(touched) if touched else None)

        def taken(snapshot: Snapshot) -> None:
            self._take(snapshot)
            if done:
                done()

        self._run(work, taken, failed)

    def ask(
        self,
        question: Callable[[Store], Any],
        done: Callable[[Any], object],
        failed: Callable[[str], object] | None = None,
    ) -> int:
        """Read something from the file on its own thread; returns the number to forget it by."""
        return self._run(lambda: question(self._store), done, failed)

    def restore(self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[str], object]) -> None:
        """Close the file and do something to it; the window opens it anew afterwards."""

        def closed_first() -> Any:
            self._store.close()
            return work()

        self._run(closed_first, done, failed)

    def close(self) -> None:
        """Close the file after everything queued is written."""
        self._worker.run(self._store.close, lambda _: None, lambda _: None)

    def _run(
        self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[str], object] | None = None
    ) -> int:
        def refused(error: BaseException) -> None:
            if not isinstance(error, Refusal):
                raise error
            (failed or self.failed.emit)(error.sentence)

        return self._worker.run(work, done, refused)

    def _take(self, snapshot: Snapshot) -> None:
        """Follow what the store did: single cells narrowly, anything else as a whole."""
        self.undo_step, self.redo_step = snapshot.undo, snapshot.redo
        self.saved_at = datetime.now().astimezone()
        if snapshot.ledger is None and snapshot.cells and self._ledger:
            targets = frozenset(c.target_id for c in snapshot.cells)
            for cell in snapshot.cells:
                self._ledger.cells.setdefault(cell.target_id, {})[cell.period] = cell
            rule = self.ledger.rule(self.period)
            for i, old in enumerate(self.assessments):
                if old.target.id in targets:
                    self.assessments[i] = self.by_target[old.target.id] = assess(
                        self.ledger, old.target, self.period, rule
                    )
            change = Changed(targets)
        else:
            self.plans = snapshot.plans
            self._ledger = snapshot.ledger
            if self._ledger and self._ledger.plan.year != self.period.year:  # another plan came up by undo or deletion
                self.period = self._first_period()
                self.period_changed.emit()
            self._judge_all()
            change = Changed()
        self.steps_changed.emit()
        self.saved.emit()
        self.changed.emit(change)

    def _take_other_plan(self, snapshot: Snapshot) -> None:
        self._ledger = snapshot.ledger
        if self._ledger and self._ledger.plan.year != self.period.year:
            self.period = self._first_period()
        self._judge_all()
        self.period_changed.emit()
        self.changed.emit(Changed())

    def _judge_all(self) -> None:
        if self._ledger is None:
            self.assessments, self.by_target = [], {}
            return
        rule = self._ledger.rule(self.period)
        self.assessments = [assess(self._ledger, t, self.period, rule) for t in self._ledger.targets]
        self.by_target = {a.target.id: a for a in self.assessments}

    def _first_period(self) -> Period:
        """The latest quarter of the plan's year for which something was reported, else its first."""
        if self._ledger is None:
            return Period.of_month(datetime.now().astimezone().year, 3, quarterly=True)
        year = self._ledger.plan.year
        reported = {key for cells in self._ledger.cells.values() for key in cells}
        for month in (12, 9, 6, 3):
            period = Period.of_month(year, month, quarterly=True)
            if period.key in reported:
                return period
        return Period.of_month(year, 3, quarterly=True)


def _snapshot(store: Store, plan_id: str, *, cells: list[Progress] | None = None) -> Snapshot:
    """What the window needs to know; the whole plan unless only single cells changed."""
    undo, redo = store.next_undo(), store.next_redo()
    undo_step, redo_step = undo.what if undo else "", redo.what if redo else ""
    if cells:
        return Snapshot([], None, undo_step, redo_step, cells)
    plans = store.plans()
    known = next((p for p in plans if p.id == plan_id), plans[-1] if plans else None)
    return Snapshot(plans, store.ledger(known.id) if known else None, undo_step, redo_step)


def _cells_touched(result: object) -> list[str]:
    """The ids of the cells that an action touched, where it touched nothing else and removed none."""
    if not isinstance(result, Action) or any(c.entity != "progress" or c.new is None for c in result.changes):
        return []
    return list(dict.fromkeys(c.entity_id for c in result.changes))
