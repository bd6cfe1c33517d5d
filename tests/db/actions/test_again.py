"""Steps done once more in another state of their file: each is written, or left with the reason that is true of it."""

import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from db.actions.again import write_again
from db.actions.outlines import remove
from db.actions.periods import close_period, reopen_period, set_report_day
from db.ledger.store import Store
from models.plan.entities import Heading
from models.plan.period import Period
from tests.db.sample import NAME, cell, entities

PLAN = "p2020"
Q1, Q2 = Period.parse("2020Q1"), Period.parse("2020Q2")


@pytest.fixture
def other(small_made, tmp_path):
    """An older copy of the ledger, as it comes into the place of ours."""
    (tmp_path / "同事").mkdir()
    with Store.open(shutil.copy(small_made, tmp_path / "同事" / NAME)) as opened:
        yield opened


def steps_since(store, number):
    return [store.action(a.id) for a in reversed(store.actions(50)) if a.id > number]


def target(store, target_id="t2"):
    return store.ledger(PLAN).by_id[target_id]


def figure(store):
    store.write("填", [cell("t2", "2020Q1", 5)])


def lock(store):
    close_period(store, PLAN, Q1)


def nothing(_):
    pass


def unlock(store):
    reopen_period(store, PLAN, Q1, "漏报")


def edit(store):
    store.write("改目标", [replace(target(store), value=Decimal(20))])


def colleague(store):
    store.write("同事填", [cell("t2", "2020Q1", 9)])


def under_heading(store):
    store.write("归入", [replace(target(store), heading_id="h9")])


def new_heading(store):
    store.write("章", [Heading("h9", PLAN, None, 9, 1, "九、", "九")])


# what both files had, what was done here, what somebody did there; then the key, and what to do now
LEFT = {
    "a figure": (nothing, figure, colleague, "not-as-then", "请核对后手工改"),
    "a lock": (nothing, lock, nothing, "closes-as-then", "请核对现在的数，再在“填报”的“本期”里锁定一季度"),
    "an unlocking": (lock, unlock, nothing, "opens-by-reason", "请在“填报”的“本期”里解锁一季度，并写明原因"),
    "a figure there locked": (
        nothing, figure, lock, "closed", "请先在“填报”的“本期”里解锁一季度，并写明原因，再照样做一次",
    ),
    "an edit there locked": (nothing, edit, lock, "alters-closed", "请先在“填报”的“本期”里解锁一季度"),
    "a deletion there locked": (
        figure, lambda s: remove(s, PLAN, ["t2"]), lock, "goes-with-closed", "请先在“填报”的“本期”里解锁一季度",
    ),
    "what is gone there": (
        new_heading, under_heading, lambda s: s.write("删章", deletes=[s.ledger(PLAN).headings[-1]]),
        "still-used", "请先处理那些内容",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("both", "here", "there", "key", "todo"), LEFT.values(), ids=LEFT)
def test_a_step_that_is_left_says_why_by_its_own_kind(store, other, both, here, there, key, todo):
    """What was seen: 那里后来有别的改动 over a lock, where nobody had changed anything."""
    both(store)
    both(other)
    since = store.actions(1)[0].id
    here(store)
    there(other)
    before = entities(other)
    (left,) = write_again(other, steps_since(store, since))
    assert (left.action.id, left.why.key) == (since + 1, key)
    assert left.why.todo.startswith(todo)
    assert entities(other) == before


def test_what_fits_is_written_around_a_lock_that_is_left(store, other):
    since = store.actions(1)[0].id
    figure(store)
    lock(store)
    set_report_day(store, PLAN, Q2, Q2.end)
    store.write("填", [cell("t1", "2020Q2", 5)])
    left = write_again(other, steps_since(store, since))
    assert [step.action.what for step in left] == ["锁定2020年第一季度"]
    lock(other)  # what the sentence says
    assert told(other) == told(store)


def told(store):
    ledger = store.ledger(PLAN)
    return ledger.cells, {key: (bool(s.closed_at), s.rule, s.report_by) for key, s in ledger.states.items()}
