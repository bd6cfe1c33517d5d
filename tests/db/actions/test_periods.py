"""Closing and reopening: stamps, the rule that was in force, every cell within a quarter; the day to report by."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from db.actions.periods import close_period, reopen_period, set_report_day
from db.disk.failures import Closed, Refusal
from db.ledger.store import Store
from models.plan.entities import PeriodState, Setting
from models.plan.period import Period
from models.plan.presets import RATIO_95
from models.plan.settings import Rule
from tests.db.sample import Q3, START, cell, entities, ticking

CLOCK = ticking()


def period(text):
    return Period.parse(text)


def close(store, text):
    close_period(store, "p2020", period(text), clock=CLOCK)


def closed(store):
    return [k for k, s in sorted(store.ledger("p2020").states.items()) if s.closed_at]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("2020Q1", ["2020-01", "2020-01-15", "2020-02", "2020-02-15", "2020-03", "2020-03-15"]),
        ("2020-02", ["2020-01", "2020-01-15", "2020-02", "2020-02-15"]),
        ("2020-02-15", ["2020-01", "2020-01-15", "2020-02-15"]),
    ],
)
def test_closing_closes_every_period_that_ends_in_it_and_every_earlier_one(store, text, keys):
    close(store, text)
    assert closed(store) == keys
    for key in keys:
        with pytest.raises(Closed, match=r"^没有改：2020年.*已锁定。请先在“填报”的“本期”里解锁.*，并写明原因，再改。$"):
            store.write("写", [cell("t2", key, 5)])
    assert store.write("别的期间照填", [cell("t2", "2020-04", 5), cell("t2", "2020-12", 5)])
    for key in keys:
        if store.ledger("p2020").closed(period(key)):
            reopen_period(store, "p2020", period(key), "漏报")
    assert closed(store) == []
    assert store.write("写", [cell("t2", key, 5) for key in keys])


def test_closing_leaves_a_stamp_and_is_one_action(store):
    close(store, "2020Q3")
    state = store.ledger("p2020").states["2020-09"]
    assert (state.closed_at, state.closed_by) == (START.isoformat(), "张敏")
    assert state.report_by is None
    action = store.actions(1)[0]
    assert action.what == "锁定2020年第三季度"
    assert len(store.action(action.id).changes) == 18
    assert [e.action.kind for e in store.history(PeriodState, state.id)] == ["do"]


def test_a_lock_is_opened_by_its_own_action_alone_never_by_undo_or_redo(store):
    close(store, "2020Q3")
    opened = "请在“填报”的“本期”里解锁一季度、二季度、三季度，并写明原因"
    with pytest.raises(Closed, match=f"^没有解锁：2020年一季度、二季度、三季度已锁定。{opened}。$"):
        store.undo()
    assert "已锁定" in str(store.refusal_to_revert(store.actions(1)[0].id))
    state = store.ledger("p2020").states["2020-09"]
    for opened in (replace(state, closed_at=""), replace(state, rule=""), replace(state, closed_by="别人")):
        with pytest.raises(Closed):
            store.write("改", [opened])
    with pytest.raises(Closed):
        store.write("删", deletes=[state])
    reopen_period(store, "p2020", Q3, "漏报")
    store.undo()  # closes it again, as it was closed
    assert store.ledger("p2020").states["2020-09"] == state
    with pytest.raises(Closed):
        store.redo()
    assert store.ledger("p2020").closed(Q3)


def test_what_is_closed_already_keeps_its_stamp(store):
    close_period(store, "p2020", period("2020-08"), clock=ticking(START.replace(day=1)))
    close(store, "2020Q3")
    states = store.ledger("p2020").states
    assert states["2020-08"].closed_at < states["2020-09"].closed_at
    with pytest.raises(Refusal, match=r"2020年第三季度已经锁定。"):
        close(store, "2020Q3")
    with pytest.raises(Refusal, match=r"2020年8月已经锁定。"):
        close(store, "2020-08")


def test_a_closed_period_keeps_the_rule_it_was_closed_with(store):
    old = Rule.of(store.settings())
    close(store, "2020Q3")
    store.write(
        "改规则", [Setting("rule.preset", RATIO_95), Setting("rule.ahead", "7.5"), Setting("rule.decimals", "2")]
    )
    ledger = store.ledger("p2020")
    assert ledger.rule(Q3) == ledger.rule(period("2020-09")) == ledger.rule(period("2020-07-15")) == old
    new = ledger.rule(period("2020-10"))
    assert (new.preset, new.ahead, new.decimals) == (RATIO_95, Decimal("7.5"), 2)
    close(store, "2020-10")
    store.write("又改", [Setting("rule.preset", "银川")])
    assert store.ledger("p2020").rule(period("2020-10")) == new
    reopen_period(store, "p2020", Q3, "漏报")
    assert store.ledger("p2020").rule(Q3).preset == "银川"
    store.undo()
    assert store.ledger("p2020").rule(Q3) == old


@pytest.mark.parametrize("reason", ["", "  ", "\n", "5", "3000", "29.5", "－12。"])
def test_reopening_wants_a_reason(store, reason):
    close(store, "2020Q3")
    before = entities(store)
    with pytest.raises(Refusal, match=r"2020年第三季度没有解锁。请写明原因。"):
        reopen_period(store, "p2020", Q3, reason)
    assert entities(store) == before
    reopen_period(store, "p2020", Q3, " 三季度外资更正 ")
    assert store.actions(1)[0].what == "解锁2020年第三季度：三季度外资更正"
    with pytest.raises(Refusal, match=r"2020年第三季度没有锁定，不用解锁。"):
        reopen_period(store, "p2020", Q3, "再来")


def test_the_day_to_report_by_is_set_for_one_period_and_survives_closing(store):
    ledger = store.ledger("p2020")
    assert ledger.report_by(Q3) == date(2020, 10, 15)
    store.write("改天数", [Setting("report_days", "5")])
    set_report_day(store, "p2020", Q3, date(2020, 10, 12))
    close(store, "2020Q3")
    reopen_period(store, "p2020", Q3, "漏报")
    ledger = store.ledger("p2020")
    assert ledger.report_by(Q3) == ledger.report_by(period("2020-09")) == date(2020, 10, 12)
    assert ledger.report_by(period("2020-10")) == date(2020, 11, 5)
    assert store.actions(3)[-1].what == "2020年第三季度填报截止日改为2020-10-12"
    count = len(store.actions())
    set_report_day(store, "p2020", Q3, date(2020, 10, 12))
    assert len(store.actions()) == count  # the same day again is no action


def test_words_and_targets_of_a_closed_period_cannot_change_either(store):
    store.write("填", [cell("t2", "2020Q3", 5, progress="推进")])
    close(store, "2020Q3")
    for change in (
        cell("t2", "2020Q3", 5, progress="推进。"),
        cell("t2", "2020Q3", 5, progress="推进", not_applicable=True),
        cell("t2", "2020Q3"),
        cell("t1", "2020Q3", 0),
    ):
        with pytest.raises(Closed):
            store.write("改", [cell("t2", "2020-10", 6), change])
    assert store.write("原样", [cell("t2", "2020Q3", 5, progress="推进")]) is None
    assert "2020-10" not in store.ledger("p2020").cells["t2"]


def test_a_closed_period_is_closed_to_the_next_user_too(small):
    with Store.open(small) as store:
        close(store, "2020Q3")
    with Store.open(small) as store:
        assert store.ledger("p2020").closed(Q3)
        with pytest.raises(Closed):
            store.write("写", [cell("t2", "2020Q3", 5)])
