"""催报文字: what a lead unit is told that it still has to report, ready to be pasted into a message."""

from collections.abc import Iterable

from models.judging.assess import Assessment
from models.plan.period import Period
from models.plan.year import PlanYear


def reminders(ledger: PlanYear, period: Period, absent: Iterable[Assessment]) -> dict[str, str]:
    """For each lead unit's name its text, in the order in which the units first lack something."""
    lacking: dict[str, list[str]] = {}
    for a in absent:
        lacking.setdefault(ledger.lead_name(a.target), []).append(a.target.full_name)
    day = ledger.report_by(period)
    until = f"{day.year}年{day.month}月{day.day}日"
    return {
        unit: f"{unit}：《{ledger.plan.title}》{period.label}还有{len(names)}项没有报：{'、'.join(names)}。"
        f"请于{until}前报送。"
        for unit, names in lacking.items()
    }
