"""What the cells of a target say: totals, own amounts, rates; and which cell speaks for a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from models.plan.entities import Cadence, EntryMode, Kind, Progress, Target
from models.plan.period import Period, cadence_points, key_of
from models.plan.quantity import fixed, fraction, normal, rounded, scaled, typed
from models.plan.year import Cells, Past


class InItsFigures(StrEnum):
    """Why something cannot be reckoned, where that lies in the target's own figures: it is printed for each one.

    What holds for every target of its kind, or for nothing reported, is no member.
    """

    NO_TARGET = "目标没有数值"
    NEGATIVE = "目标小于0"
    NOT_POSITIVE = "目标不大于0，算不出比例"
    ZERO = "目标为0，有无即是否达到"
    SAME_BASELINE = "基数与目标相同，算不出完成率"
    NO_LAST_YEAR = "上年同期数不大于0，算不出增速"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the target's unit, or None with the reason.

    `text` is the number as reported (typed figures stay as typed, §6); `computed` says that it
    was reckoned and so may be rounded on paper; `note` is a sentence worth printing, `also` what
    both years' totals give where that differs from the rate reported.
    """

    value: Fraction | None
    why: str = ""
    text: str = ""
    computed: bool = False
    note: str = ""
    also: str = ""


def is_reported(target: Target, cell: Progress | None) -> bool:
    """Whether a cell holds a report (zero included); words alone are none."""
    if cell is None:
        return False
    match target.kind:
        case Kind.MILESTONE:
            return bool(cell.stage)
        case Kind.QUALITATIVE:
            return bool(cell.state)
        case Kind.CUMULATIVE if target.entry_mode is EntryMode.PERIOD:
            return cell.own is not None
        case Kind.GROWTH:
            both = cell.this_total is not None and cell.last_total is not None
            return both or cell.value is not None
    return cell.value is not None


def parts(target: Target, period: Period) -> list[Period]:
    """The stretches whose own amounts make the total up to a period.

    Whole stretches of the target's cadence, then months, then a half month; none from before
    the target's start.
    """
    step = target.cadence.months * 2
    whole = period.halves - period.halves % step
    # behind the last whole stretch it goes by months
    ends = [*range(step, whole + 1, step), *range(whole + 2, period.halves + 1, 2)]
    if period.halves % 2:
        ends.append(period.halves)
    start = target.start_date
    first = start.month if start and start.year == period.year else 1
    quarterly = target.cadence is Cadence.QUARTERLY
    return [Period(period.year, end, quarterly=quarterly and end % 6 == 0) for end in ends if (end + 1) // 2 >= first]


def total(target: Target, period: Period, cells: Cells) -> Figure:
    """The cumulative total since 1 January; it exists only if every part does (rules.md §1)."""
    if target.entry_mode is not EntryMode.PERIOD:
        return _typed_value(cells.get(period.key))
    amounts = []
    for part in parts(target, period):
        cell = cells.get(part.key)
        # a total with a gap in it would be too small, and nobody would see it
        if cell is None or cell.own is None:
            return Figure(None, f"缺{part.short}当期数")
        amounts.append(fraction(cell.own))
    if not amounts:
        return Figure(None, "本期未报")
    whole = sum(amounts, Fraction(0))
    return Figure(whole, text=typed(as_decimal(whole)), computed=False)


def own_amount(target: Target, period: Period, cells: Cells) -> Figure:
    """The period's own amount: the total less the previous period's (the first has its total)."""
    here = total(target, period, cells)
    before = period.previous
    if here.value is None or before is None:
        return here
    earlier = total(target, before, cells)
    if earlier.value is None:
        return Figure(None, f"{before.short}未报")
    own = here.value - earlier.value
    return Figure(own, text=typed(as_decimal(own)), computed=True)


def growth_rate(cell: Progress | None, decimals: int) -> Figure:
    """The rate reported, or reckoned from both years' totals, in %; if they differ, both show."""
    if cell is None:
        return Figure(None, "本期未报")
    computed = None
    if cell.this_total is not None and cell.last_total is not None:
        if cell.last_total > 0:
            computed = (Fraction(cell.this_total) / Fraction(cell.last_total) - 1) * 100
        elif cell.value is None:
            return Figure(None, InItsFigures.NO_LAST_YEAR)
    if cell.value is not None:
        figure = _typed_value(cell)
        # to the digits typed or printed, whichever are more: a difference there is one that is seen
        shown = max(decimals, -int(normal(cell.value).as_tuple().exponent))
        if computed is not None and rounded(computed, shown) != cell.value:
            also = fixed(computed, shown)
            note = f"填报{figure.text}%，按两年数计算为{also}%"
            return Figure(figure.value, text=figure.text, note=note, also=also)
        return figure
    if computed is None:
        return Figure(None, "本期未报")
    return Figure(computed, text=fixed(computed, decimals), computed=True)


def actual(target: Target, period: Period, cells: Cells, decimals: int = 1) -> Figure:
    """The figure that is judged at a period, whatever the kind; stages and states have none."""
    match target.kind:
        case Kind.CUMULATIVE:
            return total(target, period, cells)
        case Kind.GROWTH:
            return growth_rate(cells.get(period.key), decimals)
        case Kind.LEVEL | Kind.REDUCTION:
            return _typed_value(cells.get(period.key))
    return Figure(None, f"{target.kind.label}，没有数值")


def last_reported(target: Target, period: Period, cells: Cells) -> Period | None:
    """The latest period of the year up to this one for which something was reported.

    不适用 counts as said.
    """
    for halves in range(period.halves, 0, -1) if cells else ():
        cell = cells.get(key_of(period.year, halves))
        if cell and (cell.not_applicable or is_reported(target, cell)):
            # the same cell is a quarter to who reports by quarters, and a month to who does not
            quarterly = halves % 6 == 0 and target.cadence is Cadence.QUARTERLY
            return period if halves == period.halves else Period(period.year, halves, quarterly=quarterly)
    return None


def silent_since(target: Target, period: Period) -> Period | None:
    """The latest point of the cadence up to a period: from here on silence is 缺报; None before the first."""
    start = target.start_date
    for point in reversed(cadence_points(period.year, target.cadence.months)):
        if point.halves <= period.halves:
            return None if start and point.end < start else point
    return None


def past_figures(target: Target, cells: Cells) -> dict[str, Decimal]:
    """A finished year's figures of a target, by period key, for comparison in the next year."""
    found: dict[str, Decimal] = {}
    for key in cells:
        period = Period.parse(key)
        value = actual(target, period, cells).value
        if value is not None:
            found[key] = as_decimal(value)
    return found


def merge_past(typed_in: Past, from_plan: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Earlier figures: what was typed for comparison holds over what an earlier plan reported."""
    # somebody typed it because the earlier plan has it not, or wrong
    return {**from_plan, **typed_in}


def _typed_value(cell: Progress | None) -> Figure:
    if cell is None or cell.value is None:
        return Figure(None, "本期未报")
    return Figure(fraction(cell.value), text=typed(cell.value))


def as_decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal: exact where it ends, else to ten digits (a computed rate kept as history)."""
    denominator = value.denominator
    # a fraction ends as a decimal where nothing but 2 and 5 divides its denominator
    for factor in (2, 5):
        while denominator % factor == 0:
            denominator //= factor
    if denominator == 1:
        digits = 0
        while 10**digits % value.denominator:
            digits += 1
        return scaled(value.numerator * 10**digits // value.denominator, -digits)
    return Decimal(round(value * 10**10)).scaleb(-10)
