"""Soft checks of a figure (features.md C27): each asks for a reason, none ever blocks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from models.judging.figures import last_reported, total
from models.judging.terms import Terms
from models.plan.entities import Cadence, Kind, Progress, Target, WorkState
from models.plan.fields import FIGURES, Way, way_to_report
from models.plan.period import Period, periods_until
from models.plan.quantity import plain, slip_of, typed
from models.plan.said import Said
from models.plan.year import Cells
from models.words.numbers import share_factor

TENFOLD, SLIP, OVER_PERCENT = 10, 1000, 150
ADVICE = "请核对原表"
# doubts that mean one slip of typing, which says more in a few words than the figures that gave it away
SLIPS = frozenset(
    {"doubt-unit", "doubt-unit-of-year", "doubt-tenfold", "doubt-tenth", "doubt-doubled", "doubt-fall-for-value"}
)
DOUBLED = 100  # percent: a growth or fall as large as the whole
_WHOLE = 100  # percent of 形象进度
_FALLS = "累计数一般不会减少，可能是数字颠倒或口径变了"
_SCALES = ("", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿")
_YUAN = {f"{scale}美元": f"{scale}元" for scale in _SCALES}  # ten times: about the rate of the dollar


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest earlier figure of the same field in the year, and its period as 上期值 beside it names it."""

    at: str
    value: Decimal
    is_last: bool  # of the period right before: 上期

    @property
    def of_it(self) -> str:
        """The period before its figure: 上期4.85, 一季度的6."""
        return self.at if self.is_last else f"{self.at}的"


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure that was typed: of which target, period and field, and the cells before it is written."""

    target: Target
    terms: Terms
    period: Period
    field: str
    new: Decimal
    cells: Cells

    @property
    def amount(self) -> str:
        """The figure with its unit."""
        return _amount(self.new, self.target)

    @property
    def shown(self) -> str:
        """The figure as a doubt of its size begins: totals of a growth are in no unit of the target."""
        if self.field.endswith("total"):
            return typed(self.new)
        return self.amount


def doubts(target: Target, terms: Terms, period: Period, field: str, new: Decimal, cells: Cells) -> list[Said]:
    """Why a typed figure may be wrong; `cells` are those before it is written.

    Looks at falls of a total, ten times the figure before, over 150% of the annual target, slips of
    the unit (万元 for 亿元) and what is below 0.
    """
    if field not in FIGURES:
        return []
    figure = TypedFigure(target, terms, period, field, new, cells)
    before = _before(figure)
    found = [_size_doubt(figure, before), _negative_doubt(figure)]
    if target.kind is Kind.CUMULATIVE:
        found += _total_doubts(figure, before)
    return [said for said in found if said]


def share_doubt(
    target: Target,
    terms: Terms,
    period: Period,
    field: str,
    new: Decimal,
    cells: Cells,
    past: Mapping[str, Decimal],
) -> Said | None:
    """Why a percentage typed without its sign may be a decimal: it is a tenth of the figure before it, or less.

    That is the newest earlier one of the year, else that of last year's same period (rules.md §7). What is below 1
    is doubted by who reads it.
    """
    figure = TypedFigure(target, terms, period, field, new, cells)
    if field != "value" or not _may_be_share(target, terms.value, new):
        return None
    before = _before(figure)
    size = _size_doubt(figure, before)
    if size is not None and size.key == "doubt-tenth":  # says as much
        return None
    if before is None and period.last_year.key in past:
        before = Earlier("上年同期", past[period.last_year.key], is_last=True)
    if before is None or not _is_tenth(new, before.value):
        return None
    return _share_doubt(figure.amount, f"{before.at}{typed(before.value)}")


def stage_doubt(target: Target, cell: Progress) -> Said | None:
    """Why a stage or state and its 形象进度 cannot both be so: 100% before the last one, less than that at it."""
    last = {Kind.MILESTONE: target.stage_names[-1], Kind.QUALITATIVE: str(WorkState.DONE)}.get(target.kind)
    now = cell.stage or cell.state
    if last is None or not now or cell.percent is None or cell.not_applicable:
        return None
    if (now == last) is (cell.percent >= _WHOLE):
        return None
    share = f"形象进度{plain(cell.percent)}%"
    if now == last:
        means = "可能是百分数没有改，也可能是还没有到这一步"
        return Said("doubt-stage-early", f"已报“{now}”，{share}", means, ADVICE)
    means = f"可能是忘了改成“{last}”，也可能是百分数填错了"
    return Said("doubt-stage-late", f"还在“{now}”，{share}", means, ADVICE)


def past_doubts(
    target: Target, period: Period, new: Decimal, past: Mapping[str, Decimal], *, signed: bool
) -> list[Said]:
    """Why a figure of last year may be wrong; `past` are the others of its series by period's key."""
    found = []
    if new < 0 and target.kind is not Kind.GROWTH:
        found.append(_below_zero(_amount(new, target)))
    if signed or not _may_be_share(target, target.value, new):
        return found
    earlier = [at for at in reversed(periods_until(period)[:-1]) if at.key in past]
    if earlier and _is_tenth(new, past[earlier[0].key]):
        found.append(_share_doubt(_amount(new, target), f"{earlier[0].short}{typed(past[earlier[0].key])}"))
    return found


def _may_be_share(target: Target, aim: Decimal | None, new: Decimal) -> bool:
    """Whether a figure in % or ‰ could be a decimal that its reader did not doubt already."""
    if share_factor(target.unit) is None or aim is None or abs(aim) < 1:
        return False
    return not 0 < abs(new) < 1


def _is_tenth(new: Decimal, before: Decimal) -> bool:
    return before != 0 and abs(new) * TENFOLD <= abs(before)


def _share_doubt(amount: str, before: str) -> Said:
    return Said("doubt-share", f"{amount}，不超过{before}的十分之一", "可能是把百分数填成了小数", ADVICE)


def _negative_doubt(figure: TypedFigure) -> Said | None:
    """What is below 0 in any kind but growth; own amounts of a total are looked at with the total."""
    if figure.new >= 0 or figure.target.kind is Kind.GROWTH or figure.field == "own":
        return None
    return _below_zero(figure.shown)


def _below_zero(amount: str) -> Said:
    return Said("doubt-below-zero", f"{amount}是负数", todo=ADVICE)


def joined(found: Sequence[Said]) -> Said:
    """Several doubts of one figure, at least one, as one thing said: what to do stands once, at its end."""
    return reduce(_with_another, found)


def _with_another(said: Said, doubt: Said) -> Said:
    if said.means:
        more = replace(doubt, todo="").text
        return replace(said, means=f"{said.means}；{more}", todo=doubt.todo)
    what = f"{said.what}；{doubt.lead}{doubt.what}"
    return replace(said, what=what, means=doubt.means, todo=doubt.todo)


def _before(figure: TypedFigure) -> Earlier | None:
    for at in reversed(periods_until(figure.period)[:-1]):
        cell = figure.cells.get(at.key)
        value = getattr(cell, figure.field) if cell else None
        if value is not None:
            return _named(figure, at, value)
    return None


def _named(figure: TypedFigure, at: Period, value: Decimal) -> Earlier:
    """上期 or the period that 上期值 shows where it shows the same figure; else the figure's own period."""
    previous = figure.period.previous
    shown = last_reported(figure.target, previous, figure.cells) if previous else None
    if shown is not None and getattr(figure.cells[shown.key], figure.field) == value:
        if previous is not None and shown.key == previous.key:
            return Earlier("上期", value, is_last=True)
        return Earlier(shown.short, value, is_last=False)
    if figure.target.cadence is Cadence.QUARTERLY:
        at = Period.of_key(at.key)
    return Earlier(at.short, value, is_last=False)


def _size_doubt(figure: TypedFigure, before: Earlier | None) -> Said | None:
    """A figure far too large or too small for its target, or for what was reported before."""
    if figure.field == "value" and way_to_report(figure.target) in (Way.RATE, Way.BOTH_YEARS, Way.FALL):
        return _rate_doubt(figure)
    annual = figure.terms.value if figure.field == "value" else None
    fall = _fall_doubt(figure)
    if fall is not None:
        return fall
    if annual and 0 < annual * SLIP <= figure.new:
        near = before.value if before and before.value > 0 else annual
        slip = slip_of(figure.new, figure.target.unit, near)
        what = f"{figure.shown}，全年目标只有{typed(annual)}"
        if slip:
            return Said("doubt-unit-of-year", what, f"可能填成了“{slip}”", ADVICE)
    if before is None or min(before.value, figure.new) <= 0:
        return None
    return _jump_doubt(figure, before, annual)


def _rate_doubt(figure: TypedFigure) -> Said | None:
    if abs(figure.new) < DOUBLED:
        return None
    perhaps = "可能漏了小数点，也可能填成了总量"
    return Said("doubt-doubled", f"{figure.amount}，增减超过一倍", perhaps, ADVICE)


def _fall_doubt(figure: TypedFigure) -> Said | None:
    """Far below what a reduction is to come down to, and no more than it is to fall by: the fall in place of it."""
    annual, baseline = figure.terms.value, figure.target.baseline
    if figure.field != "value" or way_to_report(figure.target) is not Way.LOWERED or not annual or baseline is None:
        return None
    if not 0 < figure.new <= baseline - annual or figure.new * 2 >= annual:
        return None
    what = f"{figure.shown}，是要从{typed(baseline)}降到{typed(annual)}"
    return Said("doubt-fall-for-value", what, "可能填成了下降的数，这里要填降后的数", ADVICE)


def _jump_doubt(figure: TypedFigure, before: Earlier, annual: Decimal | None) -> Said | None:
    """Ten times the figure before or a tenth of it; a thousand, where another unit comes nearer to it."""
    new, old = figure.new, before.value
    slip = slip_of(new, figure.target.unit, old)
    compared = f"{figure.shown}，{before.at}是{typed(old)}"
    if slip and (new >= old * SLIP or new * SLIP <= old):
        return Said("doubt-unit", compared, f"可能填成了“{slip}”", ADVICE)
    if new >= old * TENFOLD:
        return _tenfold_doubt(figure, before, compared, annual)
    if new * TENFOLD <= old:
        return Said("doubt-tenth", compared, f"可能少打了{_zeros(old, new)}", ADVICE)
    return None


def _zeros(large: Decimal, small: Decimal) -> str:
    """How many zeros lie between two figures: one, or several."""
    return "几个0" if large >= small * TENFOLD**2 else "一个0"


def _tenfold_doubt(figure: TypedFigure, before: Earlier, compared: str, annual: Decimal | None) -> Said:
    if annual and figure.new > annual:
        compared += f"，全年目标只有{typed(annual)}"
    perhaps = f"可能多打了{_zeros(figure.new, before.value)}"
    yuan = _YUAN.get(figure.target.unit)
    if yuan:
        perhaps += f"，也可能填成了“{yuan}”"
    return Said("doubt-tenfold", compared, perhaps, ADVICE)


def _total_doubts(figure: TypedFigure, before: Earlier | None) -> Iterator[Said]:
    """A total that falls, or runs far over the year's target."""
    target, new, annual = figure.target, figure.new, figure.terms.value
    what = f"累计{figure.amount}" if figure.field == "value" else "加上当期数，累计"
    whole: Fraction | None = Fraction(new)
    if figure.field == "own":
        if new < 0:
            yield Said("doubt-negative", f"当期数{figure.amount}是负数，会使累计数减少", todo=ADVICE)
        key = figure.period.key
        changed = Progress(id="", target_id=target.id, period=key, own=new)
        whole = total(target, figure.period, {**figure.cells, key: changed}).value
    elif before and new < before.value:
        fall = f"比{before.of_it}{_amount(before.value, target)}少{plain(before.value - new)}"
        yield Said("doubt-falls", fall, _FALLS, lead=f"{figure.amount}，")
    if annual and not figure.terms.lower and whole is not None and whole * 100 > annual * OVER_PERCENT:
        yield Said("doubt-over", f"{what}超过全年目标{typed(annual)}的{OVER_PERCENT}%", todo=ADVICE)


def _amount(value: Decimal, target: Target) -> str:
    return typed(value) + target.unit
