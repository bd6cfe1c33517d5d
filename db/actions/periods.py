"""Closing and reopening periods, and the day to report by."""

from dataclasses import replace
from datetime import date

from db.disk.failures import Refusal
from db.ledger.access import Clock, now
from db.ledger.store import Store
from models.judging.closed import in_words
from models.plan.entities import PeriodState, period_state_id
from models.plan.period import Period, periods_until
from models.plan.said import Said
from models.plan.settings import Rule
from models.plan.year import PlanYear


def close_period(store: Store, plan_id: str, period: Period, *, clock: Clock = now) -> None:
    """Close a period with a stamp and the rule in force, and with it every earlier period of the year."""
    ledger = store.ledger(plan_id)
    rule = Rule.of(ledger.settings).dump()
    stamp = clock().isoformat(timespec="seconds")
    states = []
    for cell in [*periods_until(period)[:-1], period]:
        if not ledger.closed(cell):  # one that is closed keeps the rule and the name it was closed with
            states.append(replace(_state(ledger, cell), closed_at=stamp, closed_by=ledger.office.who, rule=rule))
    if all(map(ledger.closed, period.within)):
        raise Refusal(Said("closed-already", f"{period.label}已经锁定"))
    store.write(f"锁定{period.label}", states)


def reopen_period(store: Store, plan_id: str, period: Period, reason: str) -> None:
    """Reopen a period; the reason stands in the journal. A quarter reopens every period ending in it."""
    if not in_words(reason):
        raise Refusal(Said("reopen-reason", f"{period.label}没有解锁", todo="请写明原因"))
    ledger = store.ledger(plan_id)
    states = []
    for cell in filter(ledger.closed, period.within):
        states.append(replace(_state(ledger, cell), closed_at="", closed_by="", rule=""))
    if not states:
        raise Refusal(Said("not-closed", f"{period.label}没有锁定，不用解锁"))
    store.write(f"解锁{period.label}：{reason.strip()}", states, reason=reason)


def set_report_day(store: Store, plan_id: str, period: Period, day: date) -> None:
    """Set the day to report a period by, printed on 填报表 and reminders."""
    ledger = store.ledger(plan_id)
    what = f"{period.label}填报截止日改为{day:%Y-%m-%d}"
    store.write(what, [replace(_state(ledger, period), report_by=day)])


def _state(ledger: PlanYear, period: Period) -> PeriodState:
    key = period.key
    return ledger.states.get(key) or PeriodState(period_state_id(ledger.plan.id, key), ledger.plan.id, key)
