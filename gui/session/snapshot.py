"""What the store says after an action: nothing changed, single cells did, or the plan is read anew."""

from dataclasses import dataclass, field
from datetime import datetime

from db.disk.failures import sentences
from db.ledger import journal
from db.ledger.journal import Action
from db.ledger.scenes import NOWHERE, Scene
from db.ledger.store import Store
from models.plan.entities import Plan, Progress
from models.plan.period import Period, cadence_points
from models.plan.year import PlanYear


@dataclass(frozen=True, slots=True)
class Step:
    """A step to undo or redo: what was done, and where it shows; without words there is none."""

    words: str = ""
    scene: Scene = NOWHERE


NO_STEP = Step()


@dataclass(slots=True)
class Snapshot:
    """What the store says after an action: the plan as it is now, and the steps to undo and redo.

    Where only cells changed, `touched` has their ids and `cells` those that are left of them,
    and there is no ledger; where nothing did, `same` is set.
    """

    plans: list[Plan]
    ledger: PlanYear | None
    undo: Step = NO_STEP
    redo: Step = NO_STEP
    touched: list[str] = field(default_factory=list)
    cells: list[Progress] = field(default_factory=list)
    same: bool = False

    @property
    def size(self) -> int:
        """How many targets the plan has; 0 where there is none."""
        if self.ledger is None:
            return 0
        return len(self.ledger.targets)


def snapshot_of(store: Store, plan_id: str) -> Snapshot:
    """The whole plan as it is kept, and the steps to undo and redo."""
    plans = store.plans()
    ids = [plan.id for plan in plans]
    if not ids:
        return Snapshot(plans, None, *_steps(store))
    if plan_id not in ids:
        plan_id = ids[-1]
    return Snapshot(plans, store.ledger(plan_id), *_steps(store))


def newest(store: Store) -> int:
    """The number of the newest action; raises Refusal where the file cannot be read, or is another one."""
    store.look()
    with sentences(store.path):
        return journal.last(store.db)[0]


def after(store: Store, read: PlanYear | None, before: int) -> Snapshot:
    """What is to be known after the actions since `before`: nothing, single cells of the plan read last, or all."""
    last = newest(store)
    if last == before:
        return Snapshot([], None, same=True)
    done = store.action(last) if last == before + 1 else None
    known = read.by_id if read else {}
    if (
        done
        and done.changes
        and all(c.entity == "progress" and c.entity_id.rpartition("@")[0] in known for c in done.changes)
    ):
        touched = list(dict.fromkeys(c.entity_id for c in done.changes))
        return Snapshot([], None, *_steps(store), touched, store.cells(touched))
    return snapshot_of(store, read.plan.id if read else "")


def take_cells(ledger: PlanYear, snapshot: Snapshot) -> frozenset[str]:
    """Put the single cells of a snapshot into the plan in memory, or take them out; the ids of their targets."""
    targets = set()
    for touched in snapshot.touched:
        target_id, _, key = touched.rpartition("@")
        targets.add(target_id)
        ledger.cells.get(target_id, {}).pop(key, None)
    for cell in snapshot.cells:
        ledger.cells.setdefault(cell.target_id, {})[cell.period] = cell
    return frozenset(targets)


def _steps(store: Store) -> tuple[Step, Step]:
    """The steps that undo and redo would take."""
    return _step(store, store.next_undo()), _step(store, store.next_redo())


def _step(store: Store, action: Action | None) -> Step:
    """A step by what was done, with its period; where the file holds several plans it names its own."""
    if action is None:
        return NO_STEP
    scene, words, plans = store.scene(action), action.what, store.plans()
    period = _called(scene.period)
    if period and period not in words:
        words = f"{words}（{period}）"
    of = {plan.id: plan.title for plan in plans}.get(scene.plan_id, "")
    if of and len(plans) > 1 and of not in words:
        words = f"{words}（{of}）"
    return Step(words, scene)


def _called(key: str) -> str:
    """A period by its short name; empty where there is none."""
    if not key:
        return ""
    return Period.of_key(key).short


def first_period(ledger: PlanYear | None) -> Period:
    """The latest quarter for which something was reported, else this year's last that has ended, else the first."""
    today = datetime.now().astimezone().date()
    if ledger is None:
        return Period.of_month(today.year, 3, quarterly=True)
    points = cadence_points(ledger.plan.year, ledger.office.step_months)
    reported: set[str] = set().union(*ledger.cells.values())
    for point in reversed(points):
        if point.key in reported:
            return point
    latest = points[0]
    for point in points:
        if point.year == today.year and point.end < today:
            latest = point
    return latest
