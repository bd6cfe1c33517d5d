"""Handing out many targets at once: their lead unit, their leader, their campaign."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from gui.kit import ask
from gui.plan.moving import Told, naming
from gui.plan.new_names import NewNames
from gui.session.session import Session
from models.plan.entities import Entity, Target

NOBODY, NO_CAMPAIGN = "（不设）", "（不属于任何行动）"


class HandingOut:
    """Each is one action of the ledger, with the names that are new; `parent` is what questions stand over."""

    def __init__(self, parent: QWidget, session: Session, done: Told) -> None:
        self._parent, self._session, self._done = parent, session, done

    def set_lead(self, targets: Sequence[Target]) -> None:
        """设牵头单位: one unit leads all of them."""
        ledger = self._session.ledger

        def lead(target: Target, new: NewNames, name: str) -> Target:
            unit = new.unit(name)
            others = tuple(u for u in target.co_ids if u != unit)  # who leads does not assist
            return replace(target, lead_id=unit, co_ids=others)

        now = ""
        if targets and targets[0].lead_id:
            now = ledger.lead_name(targets[0])
        self._hand_out("牵头单位", targets, ledger.unit_names(), now, lead)

    def set_leader(self, targets: Sequence[Target]) -> None:
        """设责任领导: one person answers for all of them."""
        ledger = self._session.ledger

        def leader(target: Target, new: NewNames, name: str) -> Target:
            return replace(target, leader_id=new.person(name, target.lead_id))

        now = ""
        if targets:
            now = ledger.person_name(targets[0].leader_id)
        self._hand_out("责任领导", targets, ledger.person_names(), now, leader)

    def set_campaign(self, targets: Sequence[Target]) -> None:
        """设行动: all of them join a campaign, or leave every one."""
        if not targets:
            return
        plan = self._session.ledger.plan
        offered: dict[str, str | None] = {name: name for name in plan.campaigns}
        offered[NO_CAMPAIGN] = None  # what is picked is looked up: a new name is itself
        question = f"{naming(targets)}加入哪个行动（可填新的）"
        picked = ask.pick(self._parent, question, list(offered), editable=True)
        if picked is None:
            return
        campaign = offered.get(picked, picked)
        puts: list[Entity] = []
        if campaign is not None and campaign not in plan.campaigns:
            puts.append(replace(plan, campaigns=(*plan.campaigns, campaign)))
        for target in targets:
            puts.append(_joined(target, campaign))
        self._write(f"设行动：{naming(targets)}→{picked}", puts)

    def _hand_out(
        self,
        what: str,
        targets: Sequence[Target],
        names: Sequence[str],
        now: str,
        change: Callable[[Target, NewNames, str], Target],
    ) -> None:
        """Ask for a name, one of those there are or a new one, and change the targets by it; nobody is no name."""
        if not targets:
            return
        offered = {name: name for name in names}
        offered[NOBODY] = ""
        options, at = list(offered), 0
        if now in options:
            at = options.index(now)
        picked = ask.pick(self._parent, f"{naming(targets)}的{what}（可填新的）", options, at, editable=True)
        if picked is None:
            return
        new = NewNames(self._session.ledger)  # one for all targets, so that a new name is made once
        changed = [change(target, new, offered.get(picked, picked)) for target in targets]
        self._write(f"设{what}：{naming(targets)}→{picked}", [*new.made, *changed])

    def _write(self, what: str, puts: Sequence[Entity]) -> None:
        self._session.write(what, puts, done=lambda: self._done(f"已{what}", ""))


def _joined(target: Target, campaign: str | None) -> Target:
    """A target in a campaign besides those it is in; in none where there is none."""
    if campaign is None:
        return replace(target, campaigns=())
    if campaign in target.campaigns:
        return target
    return replace(target, campaigns=(*target.campaigns, campaign))
