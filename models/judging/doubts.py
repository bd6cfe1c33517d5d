"""Soft checks of a figure (features.md C27): each asks for a reason, none ever blocks."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from models.judging.figures import last_reported, total
from models.judging.terms import Terms
from models.plan.entities import Cadence, Kind, Progress, Target
from models.plan.ledger import Cells
from models.plan.period import Period, periods_until
from models.plan.quantity import plain, siblings, typed

TENFOLD, SLIP, OVER_PERCENT = 10, 1000, 150
ADVICE = "请核对原表"
DOUBLED = 100  # percent: a growth or fall as large as the whole
_FALLS = "累计数一般不会减少，可能是数字颠倒或口径变了"


def doubts(target: Target, terms: Terms, period: Period, field: str, new: Decimal, cells: Cells) -> list[str]:
    """Why a typed figure may be wrong, as sentences; `cells` are those before it is written.

    Looks at falls of a total, ten times the figure before, over 150% of the annual target and
    slips of the unit (万元 for 亿元).
    """
    if field not in {"value", "own", "this_total", "last_total"}:
        return []
    found = []
    before = _before(target, period, field, cells)
    size = _size_doubt(target, terms, new, before, field)
    if size:
        found.append(size)
    if target.kind is Kind.CUMULATIVE:
        found += _total_doubts(target, terms, period, field, new, cells, before)
    return found


def joined(sentences: Sequence[str]) -> str:
    """Several doubts of one figure as one sentence: the advice stands once, at its end."""
    return "；".join([*(s.removesuffix(ADVICE).rstrip("，。") for s in sentences[:-1]), *sentences[-1:]])


def _before(target: Target, period: Period, field: str, cells: Cells) -> tuple[str, Decimal] | None:
    """The latest earlier figure of the same field in the year, and its period as 上期值 beside it names it."""
    for at in reversed(periods_until(period)[:-1]):
        cell = cells.get(at.key)
        value = getattr(cell, field) if cell else None
        if value is not None:
            return _name_of(target, period, at, field, cells), value
    return None


def _name_of(target: Target, period: Period, at: Period, field: str, cells: Cells) -> str:
    """上期 or the period that 上期值 shows where it shows the same figure; else the figure's own period."""
    previous = period.previous
    shown = last_reported(target, previous, cells) if previous else None
    if shown is not None and getattr(cells[shown.key], field) == getattr(cells[at.key], field):
        return "上期" if previous is not None and shown.key == previous.key else shown.short
    return (Period.of_key(at.key) if target.cadence is Cadence.QUARTERLY else at).short


def _size_doubt(target: Target, terms: Terms, new: Decimal, before: tuple[str, Decimal] | None, field: str) -> str:
    if target.kind in (Kind.GROWTH, Kind.REDUCTION) and field == "value":
        doubled = abs(new) >= DOUBLED
        return f"{_amount(new, target)}，增减超过一倍。可能漏了小数点，也可能填成了总量。{ADVICE}" if doubled else ""
    slip = siblings(target.unit)
    annual = terms.value if field == "value" else None
    shown = typed(new) if field.endswith("total") else _amount(new, target)
    if slip and annual and annual > 0 and new >= annual * SLIP:
        return f"{shown}，全年目标只有{typed(annual)}。可能填成了“{slip[0]}”。{ADVICE}"
    if before is None or before[1] <= 0 or new <= 0:
        return ""
    at, old = before
    if slip and (new >= old * SLIP or new * SLIP <= old):
        return f"{shown}，{at}是{typed(old)}。可能填成了“{slip[0]}”。{ADVICE}"
    if new >= old * TENFOLD:
        goal = f"，全年目标只有{typed(annual)}" if annual and new > annual else ""
        yuan = f"，也可能填成了“{target.unit.replace('美', '')}”" if target.unit.endswith("美元") else ""
        return f"{shown}，{at}是{typed(old)}{goal}。可能多打了一个0{yuan}。{ADVICE}"
    if new * TENFOLD <= old:
        return f"{shown}，{at}是{typed(old)}。可能少打了一个0。{ADVICE}"
    return ""


def _total_doubts(
    target: Target,
    terms: Terms,
    period: Period,
    field: str,
    new: Decimal,
    cells: Cells,
    before: tuple[str, Decimal] | None,
) -> list[str]:
    found = []
    if field == "own":
        if new < 0:
            found.append(f"当期数{_amount(new, target)}是负数，会使累计数减少。{ADVICE}")
        key = period.key
        changed = Progress(id="", target_id=target.id, period=key, own=new)
        whole = total(target, period, {**cells, key: changed}).value
    else:
        whole = Fraction(new)
        if before and new < before[1]:
            at, old = before
            fall = plain(old - new)
            than = at if at == "上期" else f"{at}的"
            found.append(f"{_amount(new, target)}，比{than}{_amount(old, target)}少{fall}。{_FALLS}")
    if terms.value and not terms.lower and whole is not None and whole * 100 > terms.value * OVER_PERCENT:
        what = f"累计{_amount(new, target)}" if field == "value" else "加上当期数，累计"
        found.append(f"{what}超过全年目标{typed(terms.value)}的150%。{ADVICE}")
    return found


def _amount(value: Decimal, target: Target) -> str:
    return typed(value) + target.unit
