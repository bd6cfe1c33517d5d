"""Which target an unrecognised row may be of: all of them, those most like it first."""

from models.plan.entities import Target
from models.plan.year import PlanYear

SAME_UNIT = 0.2  # as much likeness as a fifth of all letters


def likely(name: str, unit: str, ledger: PlanYear) -> list[tuple[str, Target]]:
    """All targets as they are offered, those most like a name and unit first; no two read the same."""
    labels = ledger.task_labels()

    def likeness(target: Target) -> float:
        return _likeness(target, name, unit)

    offered: dict[str, Target] = {}
    for target in sorted(ledger.targets, key=likeness, reverse=True):
        parts = (target.unit, ledger.lead_name(target), labels.get(target.heading_id or "", ""))
        words = f"{target.full_name}（{'，'.join(filter(None, parts))}）"
        text, number = words, 2
        while text in offered:
            text, number = f"{words}　{number}", number + 1
        offered[text] = target
    return list(offered.items())


def _likeness(target: Target, name: str, unit: str) -> float:
    """The share of letters that two names have in common, and a little more for the same unit."""
    ours, theirs = set(name), set(target.full_name)
    common = len(ours & theirs) / (len(ours | theirs) or 1)  # a row without a name has no letters
    if target.unit == unit:
        return common + SAME_UNIT
    return common
