"""What stands around the targets of a projected page: task and period above, page, rule and tag below."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.judging.assess import Assessment, is_paced
from models.plan.period import Period
from models.plan.quantity import fixed
from models.plan.year import PlanYear


@dataclass(frozen=True, slots=True)
class PageText:
    """The words around the targets; `demo` marks invented figures."""

    task: str
    period: str
    page: str
    rule: str
    demo: bool


def page_text(ledger: PlanYear, shown: Sequence[Assessment], period: Period, page: str, note: str) -> PageText:
    """The words around these targets; a note stands where the rule is read otherwise."""
    labels = ledger.task_labels()
    tasks = dict.fromkeys(labels.get(a.target.heading_id or "", "") for a in shown)
    reach = period.reach
    if any(is_paced(a.target) for a in shown):
        reach += f" · 序时 {fixed(period.months / 12 * 100, 1)}%"
    rule = note or f"规则：{ledger.rule(period).sentence}。"
    return PageText("　".join(filter(None, tasks)), reach, page, rule, demo=ledger.plan.demo)
