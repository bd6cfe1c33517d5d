"""An open plan file as the window sees it: the plan in memory, its period, and the one bus of changes.

Pages read `ledger` and `by_target`, ask for writes, and refresh on `changed`; nothing else knows
the store. Judging thousands of targets takes long: `by_target` judges each when it is looked at,
and `judged` says when all are there (at once in a plan of some hundred). What needs all of them
waits for `judged`, or asks for `assessments`, which is always complete. The periods beside the
one shown are judged while nothing else happens.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from db.disk import log
from db.ledger.store import Store
from gui.session.file_under import FileUnder
from gui.session.garbage import set_aside, take_back
from gui.session.idle import Idle
from gui.session.judged import Judgement
from gui.session.requests import Requests
from gui.session.search import prepare
from gui.session.snapshot import Snapshot, after, first_period, newest, snapshot_of, take_cells
from gui.session.worker import Worker
from models.judging.assess import Assessment
from models.plan.entities import Entity, Target
from models.plan.period import Period
from models.plan.said import Said
from models.plan.year import PlanYear

T = TypeVar("T")
Done: TypeAlias = Callable[[Any], object]
Failed: TypeAlias = Callable[[str], object] | None  # gets the whole sentence
Refused: TypeAlias = Callable[[Said], object] | None  # gets what is said in its parts
SMALL = 300  # so many targets are judged at once; more in slices
NO_TARGETS = "台账里还没有指标。请先新建指标，或打开计划文件。"


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed: the targets whose figures did, or everything (None)."""

    targets: frozenset[str] | None = None


class Session(QObject):
    """One open plan file. `turning` says that another plan comes up: what is being typed goes into the one before."""

    changed = Signal(object)
    period_changed = Signal()
    judged = Signal()
    saved = Signal()
    turning = Signal()
    failed = Signal(str)
    told = Signal(str)
    steps_changed = Signal()

    def __init__(self, store: Store, worker: Worker, snapshot: Snapshot) -> None:
        super().__init__()
        self._requests = Requests(store, worker, lambda said: self.failed.emit(str(said)))
        self.file = FileUnder(self._requests)
        self.worker, self.path = worker, store.path
        self.barred: Said | None = store.barred
        self.notice: str = store.notice
        self.drive = store.drive
        self.plans = snapshot.plans
        self._keep_steps(snapshot)
        self.saved_at: datetime | None = None
        self._ledger = self._read = snapshot.ledger
        self.period = first_period(self._ledger)
        self._judgement = Judgement(self._ledger, self.period, self.judged.emit, SMALL)
        self._idle = Idle(self, self._judge_on)
        self._searchable: PlanYear | None = None
        take_back()
        self._idle.start()

    @classmethod
    def open(
        cls, path: Path, worker: Worker, done: Callable[["Session"], object], failed: Callable[[Any], object]
    ) -> None:
        """Open a plan file on the worker; `done` gets the session, `failed` the Refusal."""
        worker.run(lambda: opened(path), lambda found: done(cls(found[0], worker, found[1])), failed)

    @property
    def ledger(self) -> PlanYear:
        """The plan that is shown."""
        assert self._ledger is not None
        return self._ledger

    @property
    def has_plan(self) -> bool:
        """Whether the file holds a plan."""
        return self._ledger is not None

    @property
    def has_targets(self) -> bool:
        """Whether the plan shown has any target."""
        return self._ledger is not None and bool(self._ledger.targets)

    @property
    def read_only(self) -> str:
        """The sentence why nothing can be written, empty when it can."""
        return str(self.barred or "")

    @property
    def writing(self) -> bool:
        """Whether a change is on its way to the file, so that it may still fail."""
        return self._requests.writing

    @property
    def by_target(self) -> Mapping[str, Assessment]:
        """The targets judged at the period shown, each when it is first looked at."""
        return self._judgement.now

    @property
    def assessments(self) -> list[Assessment]:
        """All targets judged at the period shown, in the plan's order; what is missing is judged now."""
        return self._judgement.now.all()

    @property
    def all_judged(self) -> bool:
        """Whether all targets are judged, so that asking for `assessments` takes no time."""
        return self._judgement.now.complete

    @property
    def judging(self) -> bool:
        """Whether targets are still being judged while nothing else happens, of this period or those beside it."""
        return self._idle.busy

    def derived(self, make: Callable[[list[Assessment]], T]) -> T:
        """What a function makes of all assessments, made once until a figure or the period changes.

        What was asked for once is made in time for the other periods, too.
        """
        return self._judgement.derived(make)

    def judged_at(self, target_id: str, period: Period) -> Assessment | None:
        """A target judged at a period that may differ from the window's; None where the plan has no such target."""
        return self._judgement.at(target_id, period)

    def target(self, target_id: str) -> Target | None:
        """A target of the plan shown."""
        return self._ledger.by_id.get(target_id) if self._ledger else None

    def set_period(self, period: Period) -> None:
        """Show another period; the whole window follows."""
        if period == self.period and period.quarterly == self.period.quarterly:
            return
        self.period = period
        self._judgement.turn(period)
        self._idle.start()
        self.period_changed.emit()

    def set_plan(
        self,
        plan_id: str,
        done: Callable[[], object] = lambda: None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Show another plan of the file; `done` once it is shown."""

        def taken(snapshot: Snapshot) -> None:
            self._follow(snapshot.ledger)
            self.period_changed.emit()
            self.changed.emit(Changed())
            done()

        self._requests.put(lambda store: self._reading(snapshot_of(store, plan_id)), taken, _as_sentence(failed))

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
        self.act(lambda store: store.undo(), done=lambda: self.told.emit(f"已撤销：{self.redo_step}"))

    def redo(self) -> None:
        """Bring back the action undone last."""
        self.act(lambda store: store.redo(), done=lambda: self.told.emit(f"已重做：{self.undo_step}"))

    def act(
        self,
        action: Callable[[Store], Any],
        *,
        done: Callable[[], object] | None = None,
        failed: Failed = None,
        refused: Refused = None,
    ) -> None:
        """Anything that changes the file, on its own thread; the plan in memory follows.

        Where it is not done, `failed` gets the whole sentence, or `refused` what is said in its parts.
        """

        def work(store: Store) -> Snapshot:
            before = newest(store)
            action(store)
            return self._reading(after(store, self._read, before))

        def taken(snapshot: Snapshot) -> None:
            self._take(snapshot)
            if done:
                done()

        self._requests.put(work, taken, refused or _as_sentence(failed), acts=True)

    def ask(
        self, question: Callable[[Store], Any], done: Done, failed: Failed = None, *, refused: Refused = None
    ) -> int:
        """Read something from the file on its own thread; returns the number to forget it by. `failed` as in `act`."""
        return self._requests.put(question, done, refused or _as_sentence(failed))

    def forget(self, number: int) -> None:
        """Nobody waits for the answer of this question any more."""
        self._requests.forget(number)

    def let_go(self, dialog: QDialog) -> None:
        """Delete a dialog once it is closed, but not before every answer on its way to it has come."""
        self._requests.let_go(dialog)

    def restore(self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[str], object]) -> None:
        """Close the file and do something to it; the window opens it anew afterwards. Where that fails it goes on."""
        self._requests.restore(work, done, lambda said: failed(str(said)))

    def close(self) -> None:
        """Close the file after everything queued is written; nobody hears of the answers any more."""
        if self._requests.close():
            self._idle.stop()

    def _reading(self, snapshot: Snapshot) -> Snapshot:
        """On the store's thread: keep which plan was read last, as the window shows it when the answer is there."""
        if not snapshot.same and not snapshot.touched:
            self._read = snapshot.ledger
        return snapshot

    def _take(self, snapshot: Snapshot) -> None:
        """Follow what the store did: single cells narrowly, anything else as a whole, nothing not at all."""
        if snapshot.same:
            return
        self._keep_steps(snapshot)
        self.saved_at = datetime.now().astimezone()
        if snapshot.touched and self._ledger:
            targets = take_cells(self._ledger, snapshot)
            self._judgement.again(targets)
            self._idle.start()
            change = Changed(targets)
        else:
            self.plans = snapshot.plans
            if self._follow(snapshot.ledger):  # another plan came up, by undo or deletion
                self.period_changed.emit()
            change = Changed()
        self.steps_changed.emit()
        self.saved.emit()
        self.changed.emit(change)

    def _keep_steps(self, snapshot: Snapshot) -> None:
        """What undo and redo would do, and where that shows."""
        self.undo_step, self.redo_step = snapshot.undo.words, snapshot.redo.words
        self.undo_scene, self.redo_scene = snapshot.undo.scene, snapshot.redo.scene

    def _follow(self, ledger: PlanYear | None) -> bool:
        """Another plan, or the plan read anew: nothing judged before holds. Whether the period is another, too."""
        if self._ledger and (ledger is None or ledger.plan.id != self._ledger.plan.id):
            self.turning.emit()
        self._ledger = ledger
        moved = ledger is not None and ledger.plan.year != self.period.year
        if moved:
            self.period = first_period(ledger)
        self._judgement.follow(ledger, self.period)
        self._idle.start()
        return moved

    def _judge_on(self, seconds: float) -> bool:
        """While nothing else happens: judge on, then make ready what the first search would wait for."""
        if not self._judgement.go_on(seconds):
            return False
        if self._judgement.grown():
            set_aside()
        ledger = self._ledger
        if ledger is not None and self._searchable is not ledger:
            self._searchable = ledger
            self._requests.aside(lambda: prepare(ledger))
        return True


def _as_sentence(failed: Callable[[str], object] | None) -> Callable[[Said], object] | None:
    """What is said handed on as one sentence."""
    if failed is None:
        return None
    return lambda said: failed(str(said))


def opened(path: Path) -> tuple[Store, Snapshot]:
    """A plan file with what it shows first: its newest plan."""
    store, since = Store.open(path), log.started()
    plans = store.plans()
    newest = ""
    if plans:
        newest = plans[-1].id
    snapshot = snapshot_of(store, newest)
    log.loaded(since, plans=len(plans), targets=snapshot.size)
    return store, snapshot
