"""A target judged at the period that the charts look at, which may differ from the window's."""

from gui.session.session import Session
from models.judging.assess import Assessment, assess
from models.plan.period import Period


def judged_at(session: Session, target_id: str, period: Period) -> Assessment | None:
    """The judgement at a period, None where the plan has no such target; the window's own is not made twice."""
    target = session.target(target_id) if session.has_plan else None
    if target is None:
        return None
    if period == session.period and target_id in session.by_target:
        return session.by_target[target_id]
    return assess(session.ledger, target, period)
