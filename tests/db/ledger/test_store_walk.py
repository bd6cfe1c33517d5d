"""Whatever is done in whatever order: undo and redo return to the very same rows, and nothing that is past changes."""

import tempfile
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from db.actions.outlines import remove
from db.actions.periods import close_period, reopen_period, set_report_day
from db.actions.plans import add_plan, delete_plan
from db.disk.failures import AltersClosed, Closed, Refusal
from db.ledger.journal import read
from db.ledger.rows import BY_NAME
from db.ledger.store import Store
from models.plan.entities import Heading, PastValue, Person, Progress, Series, Setting, Unit, past_id
from models.plan.period import Period
from tests.db.sample import NAME, cell, entities, make_small, small_plan, version

TARGETS = st.sampled_from(["t1", "t2", "t3", "t4"])
PERIODS = st.sampled_from(["2020Q1", "2020-04", "2020Q2", "2020-09-15", "2020Q3"])
NUMBERS = st.integers(-3, 3)
NAMES = st.sampled_from(["甲", "乙", "丙"])


@cache
def small_ledger():
    with tempfile.TemporaryDirectory() as folder:
        return make_small(Path(folder) / NAME).read_bytes()


class Walk(RuleBasedStateMachine):
    """A ledger, beside it a plain stack of the rows before each action."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / NAME
        self.undone, self.done = [], []
        self.store = None

    @initialize()
    def begin(self):
        self.path.write_bytes(small_ledger())
        self.store = Store.open(self.path)
        self.chain = [a.hash for a in read(self.store.db)]

    def teardown(self):
        if self.store:
            self.store.check()
            self.store.close()
        self.folder.cleanup()

    def act(self, action, *, undo=False, redo=False):
        """Do something; it is journalled and undoable, or refused without a trace."""
        before, closed = entities(self.store), self.closed_figures()
        try:
            action()
        except Refusal as refusal:
            assert entities(self.store) == before
            assert self.journal() == self.chain
            return refusal
        after, chain = entities(self.store), self.journal()
        assert chain[: len(self.chain)] == self.chain, "the journal only grows"
        assert len(chain) == len(self.chain) + (after != before)
        assert all(self.figures(period) == rows for period, rows in closed.items()), "a closed period changed"
        if after != before:
            self.chain = chain
            if not (undo or redo):
                self.done.append((before, after))
                self.undone.clear()
        return None

    def journal(self):
        return [a.hash for a in read(self.store.db)]

    def figures(self, period):
        return self.store.db.execute("SELECT * FROM progress WHERE period = ? ORDER BY id", (period,)).fetchall()

    def closed_figures(self):
        closed = self.store.db.execute("SELECT period FROM period_state WHERE closed_at <> ''").fetchall()
        return {p: self.figures(p) for (p,) in closed}

    def is_closed(self, period):
        states = self.store.ledger("p2020").states
        state = states.get(Period.parse(period).key)
        return bool(state and state.closed_at)

    def put(self, *things):
        return self.act(lambda: self.store.write("改", things))

    def plan_is_there(self):
        return self.store and any(p.id == "p2020" for p in self.store.plans())

    @rule(which=TARGETS, period=PERIODS, value=NUMBERS)
    def one_cell(self, which, period, value):
        if not self.plan_is_there() or which not in {t.id for t in self.store.ledger("p2020").targets}:
            return
        wanted = cell(which, period, value)
        old = self.store.ledger("p2020").cells.get(which, {}).get(wanted.period)
        refused = self.put(wanted)
        if isinstance(refused, AltersClosed):  # a later period is closed, for which this one's figure speaks
            assert not self.is_closed(period)
        else:
            assert isinstance(refused, Closed) == (self.is_closed(period) and old != wanted)
        if not refused and old != wanted:
            edit = self.store.history(Progress, wanted.id, "value")[-1]
            assert edit.new == str(value)
            if old is None or old.value != wanted.value:
                assert edit.old == (str(old.value) if old else None)

    @rule(period=PERIODS, value=NUMBERS, words=st.text(max_size=5))
    def a_batch(self, period, value, words):
        if self.plan_is_there():
            words = words.encode("utf-8", "ignore").decode()
            self.put(*(cell(t.id, period, value, problem=words) for t in self.store.ledger("p2020").targets))

    @rule(name=NAMES, number=NUMBERS)
    def directory(self, name, number):
        self.put(Unit("u1", name, number), Person("甲", name, "u1"), Setting("organisation", name))

    @rule(name=NAMES, value=NUMBERS)
    def years_before(self, name, value):
        self.put(Series("s1", name), PastValue(past_id("s1", "2019-12"), "s1", "2019-12", Decimal(value)))

    @rule(which=TARGETS, value=NUMBERS, name=NAMES)
    def versions(self, which, value, name):
        self.put(version(which, name, value))

    @rule(name=NAMES, position=NUMBERS)
    def headings(self, name, position):
        self.put(Heading("h2", "p2020", "h1", position, 2, "1.", name), Heading("h3", "p2020", "h2", 9, 3, "", name))

    @rule(kind=st.sampled_from(["unit", "person", "heading", "target_version", "series", "setting"]))
    def deletions(self, kind):
        found = next(self.store.db.table(kind).rows_where(order_by="id"), None)
        if found:
            self.act(lambda: self.store.write("删", deletes=[BY_NAME[kind].entity(found)]))

    @rule(which=TARGETS)
    def drop_target(self, which):
        self.act(lambda: remove(self.store, "p2020", [which]))

    @rule(name=NAMES)
    def plans(self, name):
        self.act(lambda: add_plan(self.store, small_plan(year=2021, title=name)))

    @rule()
    def drop_plan(self):
        plans = self.store.plans()
        if plans:
            self.act(lambda: delete_plan(self.store, plans[0].id))

    @rule(period=PERIODS)
    def close(self, period):
        self.act(lambda: close_period(self.store, "p2020", Period.parse(period)))

    @rule(period=PERIODS)
    def open_again(self, period):
        self.act(lambda: reopen_period(self.store, "p2020", Period.parse(period), "更正"))

    @rule(period=PERIODS, day=st.integers(1, 28))
    def report_day(self, period, day):
        self.act(lambda: set_report_day(self.store, "p2020", Period.parse(period), date(2020, 10, day)))

    @rule(times=st.integers(1, 4))
    def undo(self, times):
        for _ in range(times):
            if not self.done:
                break
            before, after = self.done.pop()
            refused = self.act(self.store.undo, undo=True)
            if refused is not None:  # it would open a lock, or alter what is locked
                assert isinstance(refused, Closed)
                self.done.append((before, after))
                break
            assert entities(self.store) == before
            self.undone.append((before, after))

    @rule(times=st.integers(1, 4))
    def redo(self, times):
        for _ in range(times):
            if not self.undone:
                assert self.act(self.store.redo, redo=True) is not None
                break
            before, after = self.undone.pop()
            refused = self.act(self.store.redo, redo=True)
            if refused is not None:
                assert isinstance(refused, Closed)
                self.undone.append((before, after))
                break
            assert entities(self.store) == after
            self.done.append((before, after))

    @rule(back=st.integers(0, 8))
    def revert(self, back):
        action = self.store.actions(back + 1)[-1]
        if action.id > 2:
            self.act(lambda: self.store.revert(action.id))

    @precondition(lambda self: self.store)
    @rule()
    def start_again(self):
        before = entities(self.store)
        self.store.close()
        self.store = Store.open(self.path)
        assert entities(self.store) == before

    @invariant()
    def next_ones_are_named(self):
        if self.store:
            following = self.store.next_undo()
            assert (following.id > 2) == bool(self.done)
            assert bool(self.store.next_redo()) == bool(self.undone)


TestWalk = Walk.TestCase
TestWalk.settings = settings(
    max_examples=30,
    stateful_step_count=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
