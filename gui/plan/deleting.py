"""删除 headings and targets: what is asked before it, and which row is shown after it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from db.actions.outlines import remove
from gui.kit import ask
from gui.plan.moving import Told
from gui.plan.row_keys import heading_key, target_key
from gui.session.reasons import act_for_reason
from gui.session.session import Session
from models.plan.outline import Extent
from models.plan.year import PlanYear

BACK = "可用 Ctrl+Z 撤销。"


def delete(parent: QWidget, session: Session, ids: Sequence[str], done: Told) -> None:
    """Delete headings and targets of these ids as one action, after saying how much goes with them."""
    if not ids:
        return
    ledger = session.ledger
    gone = Extent.of(ledger, ids)
    if ask.choose(parent, question(gone, ledger.closed_until), ["删除", "取消"]) != 0:
        return
    shown = neighbour(ledger, gone)
    act_for_reason(
        parent,
        session,
        lambda store, reason: remove(store, ledger.plan.id, ids, reason),
        lambda reason: done(f"已删除：{gone.name}。{way_back(reason)}", shown),
    )


def way_back(reason: str) -> str:
    """How to take a deletion back; nothing of one for a reason, which took something out of a closed period."""
    if reason:
        return ""
    return BACK


def question(gone: Extent, until: date | None = None) -> str:
    """What is asked: the name, what goes with it, and that it can be undone.

    What is listed in a closed period, the last of which ends at `until`, does not come back by undoing.
    """
    kind, it, below = gone.kind, "它", ""
    if len(gone.chosen) > 1:
        it = "它们"
    elif gone.headings:
        below = "下面"
    else:
        kind = ""  # a single target's name says enough
    goes = f"后，{it}不再出现在台账里"
    if gone.besides:
        goes = f"会同时删去{it}{below}的 {gone.besides}"
    if until is not None and any(target.listed_by(until) for target in gone.targets):
        return f"删除{kind}“{gone.name}”{goes}。"
    return f"删除{kind}“{gone.name}”{goes}，{BACK}"


def neighbour(ledger: PlanYear, gone: Extent) -> str:
    """The key of the row to go to when these are gone: the nearest after or before them that stays; else empty."""
    rows = _keys(ledger)
    going = {heading_key(h.id) for h in gone.headings} | {target_key(t.id) for t in gone.targets}
    at = min(map(rows.index, going))
    for row in [*rows[at:], *reversed(rows[:at])]:
        if row not in going:
            return row
    return ""


def _keys(ledger: PlanYear) -> list[str]:
    """The keys of all rows as the plan reads, each heading followed by its own targets."""
    under: dict[str | None, list[str]] = {}
    for target in ledger.targets:
        under.setdefault(target.heading_id, []).append(target_key(target.id))
    rows = under.get(None, [])
    for heading in ledger.headings:
        rows += [heading_key(heading.id), *under.get(heading.id, [])]
    return rows
