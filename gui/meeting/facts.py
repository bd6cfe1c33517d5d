"""The key row below a projected chart: what was asked for, what was due, what is, and what is between."""

from dataclasses import dataclass, replace

from gui.kit import theme
from gui.target.sentences import words_instead
from models.judging.assess import Assessment, is_paced
from models.judging.compare import last_year_figure
from models.judging.statuses import Status
from models.judging.terms import Terms
from models.plan.quantity import DASH, signed
from models.plan.year import PlanYear
from models.report import printed


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the key row."""

    label: str
    text: str
    token: str


def facts(ledger: PlanYear, a: Assessment) -> list[Fact]:
    """目标, 应达 (last year's figure where nothing runs with the months), 实际, 差; of stages 时限 and 现在."""
    if words_instead(a):
        return [Fact("时限", _deadline(a.terms), theme.TEXT), _now(a)]
    found = [Fact(printed.demand_name(a.terms), printed.demand(a.target, a.terms).text, theme.TEXT)]
    beside = _before(ledger, a)
    if is_paced(a.target):
        beside = _due(a)
    if beside is not None:
        found.append(beside)
    return [*found, _reported(a), _gap(a)]


def ink(a: Assessment) -> str:
    """The colour of a status' words: a grey one is darker than on the desk, to be read from afar."""
    mark = theme.MARKS[a.status]
    return theme.PROJECTOR_TEXT if mark in (theme.MISSING, theme.NONE) else mark.colour


def _deadline(terms: Terms) -> str:
    return printed.time_limit(terms) or DASH


def _now(a: Assessment) -> Fact:
    token = theme.DATA
    if a.status is Status.MISSING:
        token = theme.PROJECTOR_TEXT
    return Fact("现在", printed.figure(a).text, token)


def _due(a: Assessment) -> Fact:
    return Fact(printed.due_name(a.terms), printed.due(a).text, theme.TEXT)


def _before(ledger: PlanYear, a: Assessment) -> Fact | None:
    before = last_year_figure(ledger.past_of(a.target), a.judged or a.period)
    if before is None:
        return None
    return Fact("上年同期", printed.last_year(a.target, before).text, theme.TEXT)


def _reported(a: Assessment) -> Fact:
    """The figure, with its month where it is an earlier one; a status says why there is none.

    预计 stands above the number: beside it, in the size of the room, it would leave no place for the others.
    """
    made, month = printed.figure(a), ""
    if a.earlier and a.judged is not None:
        month = a.judged.short
    label = f"实际{printed.in_brackets(month, made.nature)}"
    token = theme.PROJECTOR_TEXT
    if made.number:
        token = theme.DATA
    return Fact(label, replace(made, nature="").text, token)


def _gap(a: Assessment) -> Fact:
    label = f"差（{a.gap_unit}）"
    if a.gap is None:
        return Fact(label, DASH, theme.PROJECTOR_TEXT)
    return Fact(label, signed(a.gap, a.rule.decimals), ink(a))
