"""The key row below a projected chart: what was asked for, what was due, what is, and what is between."""

from dataclasses import dataclass

from gui.kit import theme
from gui.target.sentences import words_instead
from gui.trend.drawing import pace_word
from models.judging.assess import Assessment, is_paced
from models.judging.compare import last_year_figure
from models.judging.lights import Status
from models.judging.terms import Terms
from models.plan.entities import EXPECTED
from models.plan.ledger import Ledger
from models.plan.quantity import DASH, is_percent, money_digits, signed, trimmed
from models.report import printed


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the key row."""

    label: str
    text: str
    token: str


def facts(ledger: Ledger, a: Assessment) -> list[Fact]:
    """目标, 应达 (last year's figure where nothing runs with the months), 实际, 差; of stages 时限 and 现在."""
    if words_instead(a):
        return [Fact("时限", _deadline(a.terms), theme.TEXT), _now(a)]
    found = [Fact(printed.demand_name(a.terms), printed.demand(a.target, a.terms).text, theme.TEXT)]
    beside = _due(a) if is_paced(a.target) else _before(ledger, a)
    if beside is not None:
        found.append(beside)
    return [*found, _reported(a), _gap(a)]


def ink(a: Assessment) -> str:
    """The colour of a status' words: a grey one is darker than on the desk, to be read from afar."""
    mark = theme.MARKS[a.status]
    return theme.PROJECTOR_TEXT if mark in (theme.MISSING, theme.NONE) else mark.colour


def _deadline(terms: Terms) -> str:
    if terms.due:
        return terms.due
    if terms.due_date is None:
        return DASH
    return f"{terms.due_date.month}月{terms.due_date.day}日"


def _now(a: Assessment) -> Fact:
    if a.status is Status.MISSING:
        return Fact("现在", a.word, theme.PROJECTOR_TEXT)
    return Fact("现在", printed.figure(a).in_column, theme.DATA)


def _due(a: Assessment) -> Fact:
    text = DASH
    if a.due is not None:
        text = trimmed(a.due, money_digits(a.target.unit))
    return Fact(pace_word(a.terms), text, theme.TEXT)


def _before(ledger: Ledger, a: Assessment) -> Fact | None:
    before = last_year_figure(ledger.past_of(a.target), a.judged or a.period)
    if before is None:
        return None
    return Fact("上年同期", trimmed(before, 2) + _sign(a), theme.TEXT)


def _reported(a: Assessment) -> Fact:
    """The figure, with its month where it is an earlier one; a status says why there is none."""
    label = "实际"
    if a.earlier and a.judged is not None:
        label += f"（{a.judged.short}）"
    if a.cell is not None and a.cell.nature == EXPECTED:
        label += f"（{EXPECTED}）"
    if a.actual.value is not None:
        return Fact(label, a.actual.text + _sign(a), theme.DATA)
    if a.status is Status.MISSING:
        return Fact(label, a.word, theme.PROJECTOR_TEXT)
    return Fact(label, DASH, theme.PROJECTOR_TEXT)


def _gap(a: Assessment) -> Fact:
    label = f"差（{a.gap_unit}）"
    if a.gap is None:
        return Fact(label, DASH, theme.PROJECTOR_TEXT)
    return Fact(label, signed(a.gap, a.rule.decimals), ink(a))


def _sign(a: Assessment) -> str:
    return "%" if is_percent(a.target.unit) else ""
