"""What the processes do that get killed: every kind of action on a plan file, said before and after.

A line is `begin`, the kind and what; `saved` when the store has answered (of an action its hash);
then `rows` and the fingerprint of the rows as they are.
"""

import random
from collections.abc import Callable
from pathlib import Path

from db.actions.outlines import remove
from db.actions.periods import close_period, reopen_period, set_report_day
from db.actions.plans import add_plan, choose_plan, create_demo
from db.disk.failures import Closed, Refusal
from db.ledger.backups import backups_of
from db.ledger.journal import Action
from db.ledger.restoring import restore
from db.ledger.store import Store
from models.plan.entities import Series, Setting, Target, Unit
from models.plan.period import Period
from models.plan.said import Said
from tests.db.ledger.newer import next_version
from tests.db.ledger.process import Say
from tests.db.sample import cell, fingerprint, small_plan, version

PERIODS = ("2020Q1", "2020Q2", "2020Q3", "2020-10", "2020-10-15", "2020-11")
YEAR = 2020
STEPS = 9


def keep_working(path: Path, seed: int, say: Say) -> None:
    """Open a ledger and do whatever comes, as fast as the disk allows."""
    pick = random.Random(seed)
    say("begin", "open")
    with Store.open(path) as store:
        say("saved", "open")
        say("rows", fingerprint(store))
        for number in range(STEPS):
            act = pick.choice(ACTS)
            try:
                act(store, pick, say, f"第{seed}轮第{number}步")
            except Refusal as error:  # nothing to undo, closed, nothing to delete: nothing is done
                say("refused", type(error).__name__)


def create(path: Path, say: Say) -> None:
    """Make a new plan file, the largest that the program makes by itself."""
    say("begin", "create")
    create_demo(path)
    say("saved", "create")


def upgrade(path: Path, say: Say) -> None:
    """Open a ledger with a newer program, which migrates it."""
    with next_version():
        say("begin", "upgrade")
        with Store.open(path):
            say("saved", "upgrade")


def put_back(path: Path, say: Say) -> None:
    """Put the oldest backup in the ledger's place."""
    say("begin", "restore")
    say("saved", "restore", restore(path, backups_of(path)[-1].path))


def _saved(store: Store, say: Say, done: Action | None = None) -> None:
    action = done or store.actions(1)[0]
    say("saved", "action", action.hash)
    say("rows", fingerprint(store))


def _write(store: Store, say: Say, what: str, *puts: object) -> None:
    say("begin", "action", what)
    action = store.write(what, puts)
    if action is None:
        say("refused", "same")
    else:
        _saved(store, say, action)


def _targets(store: Store) -> list[Target]:
    return store.ledger(choose_plan(store, year=YEAR).id).targets


def one_cell(store: Store, pick: random.Random, say: Say, what: str) -> None:
    target = pick.choice(_targets(store))
    _write(store, say, what, cell(target.id, pick.choice(PERIODS), pick.randrange(9999), progress=what))


def a_batch(store: Store, pick: random.Random, say: Say, what: str) -> None:
    period, words = pick.choice(PERIODS), "推进有序。" * pick.randrange(200)
    _write(store, say, what, *(cell(t.id, period, pick.randrange(9999), progress=words) for t in _targets(store)))


def many_kinds(store: Store, pick: random.Random, say: Say, what: str) -> None:
    target = pick.choice(_targets(store))
    new = [Unit(what, what, 1), Series(what, what), version(target.id, what, pick.randrange(999))]
    _write(store, say, what, *new, Setting("who", what))


def undo(store: Store, pick: random.Random, say: Say, what: str) -> None:
    say("begin", "action", what)
    _saved(store, say, store.undo())


def redo(store: Store, pick: random.Random, say: Say, what: str) -> None:
    say("begin", "action", what)
    _saved(store, say, store.redo())


def revert(store: Store, pick: random.Random, say: Say, what: str) -> None:
    say("begin", "action", what)
    _saved(store, say, store.revert(pick.choice(store.actions(12)).id))


def another_plan(store: Store, pick: random.Random, say: Say, what: str) -> None:
    say("begin", "action", what)
    add_plan(store, small_plan(title=what, year=2019))
    _saved(store, say)


def drop_target(store: Store, pick: random.Random, say: Say, what: str) -> None:
    plan = choose_plan(store, year=YEAR)
    say("begin", "action", what)
    remove(store, plan.id, [pick.choice(_targets(store)).id])
    _saved(store, say)


def close(store: Store, pick: random.Random, say: Say, what: str) -> None:
    say("begin", "action", what)
    close_period(store, choose_plan(store, year=YEAR).id, Period.parse(pick.choice(PERIODS)))
    _saved(store, say)


def reopen(store: Store, pick: random.Random, say: Say, what: str) -> None:
    ledger = store.ledger(choose_plan(store, year=YEAR).id)
    closed = [s.period for s in ledger.states.values() if s.closed_at]
    if not closed:
        raise Closed(Said("none-closed", "没有锁定的期间"))
    say("begin", "action", what)
    reopen_period(store, ledger.plan.id, Period.parse(pick.choice(closed)), what)
    _saved(store, say)


def report_day(store: Store, pick: random.Random, say: Say, what: str) -> None:
    period = Period.parse(pick.choice(PERIODS))
    day = period.end.replace(day=pick.randrange(1, 28))
    ledger = store.ledger(choose_plan(store, year=YEAR).id)
    if ledger.report_by(period) != day:
        say("begin", "action", what)
        set_report_day(store, ledger.plan.id, period, day)
        _saved(store, say)


def back_up(store: Store, pick: random.Random, say: Say, what: str) -> None:
    say("begin", "backup")
    made = store.backup(what)
    say("saved", "backup", made.path if made else "")


ACTS: tuple[Callable[[Store, random.Random, Say, str], None], ...] = (
    one_cell, one_cell, one_cell, a_batch, a_batch, many_kinds, undo, undo, redo, revert, another_plan, drop_target,
    close, reopen, reopen, report_day, back_up,
)  # fmt: skip
