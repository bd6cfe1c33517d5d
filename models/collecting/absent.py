"""Rows that a form had when it was sent and that did not come back: overwritten, cut away or deleted on their way."""

from collections.abc import Container
from dataclasses import dataclass

from models.collecting.typed import SheetPlace
from models.judging.figures import is_reported
from models.plan.entities import Target
from models.plan.period import Period
from models.plan.said import Said
from models.plan.year import PlanYear


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """A target that a form asked for and that the returned sheet has no row of; the place is the sheet."""

    place: SheetPlace
    target: Target
    period: Period
    reason: Said


def absent_row(ledger: PlanYear, place: SheetPlace, target: Target, period: Period) -> AbsentRow:
    """A row that did not come back, with what is said of it."""
    means = "可能是被删掉、剪走，或被别的行盖住了；这一项没有读入"
    if is_reported(target, ledger.cells_of(target).get(period.key)):
        means = f"{means}，台账里已有的数不变"
    what = "这张表发出时还有这一项，交回来的表里没有这一行"
    return AbsentRow(place, target, period, Said("row-absent", what, means, "请与填报单位核对；要报的补在原来的行里"))


def is_asked(ledger: PlanYear, target: Target, period: Period, units: Container[str | None]) -> bool:
    """Whether a form sent today to one of these lead units would still ask for a target."""
    cell = ledger.cells_of(target).get(period.key)
    if cell is not None and cell.not_applicable:
        return False
    return target.listed_by(period.end) and target.lead_id in units
