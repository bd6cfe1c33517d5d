"""The sentences of a notice (通报), as real ones say them (rules.md §6)."""

from collections.abc import Sequence
from fractions import Fraction

from models.judging.assess import PERCENT, POINTS, Assessment, is_paced
from models.judging.figures import as_decimal
from models.judging.groups import Counts, behind, count, missing
from models.judging.statuses import Status
from models.plan.entities import EntryMode, Kind
from models.plan.period import Period, Span
from models.plan.quantity import DASH, MINUS, fixed, signed, telling_digits, typed
from models.plan.settings import Rule
from models.plan.year import PlanYear
from models.report import printed

MOVEMENT_ORDER = (
    Status.DONE,
    Status.AHEAD,
    Status.ON_PACE,
    Status.NEARLY,
    Status.SLOW,
    Status.BEHIND,
    Status.OVERDUE,
    Status.MISSING,
)


def summary(counts: Counts, absent: Sequence[Assessment], rule: Rule) -> str:
    """The summary with the rule in brackets; 缺报 leaves the total and is named after it."""
    total, reached = counts.reported, counts.reached
    if not total:
        text = "本期没有可以通报的量化指标"
    else:
        share = Fraction(100 * reached, total)
        text = (
            f"列入本次通报的量化指标共{total}项，达到序时进度{reached}项、占{fixed(share, 1)}%；"
            f"未达到{total - reached}项、占{fixed(100 - share, 1)}%"
        )
    text += f"（{rule.sentence}）。"
    if absent:
        names = "、".join(a.target.full_name for a in absent)
        text += f"另有{len(absent)}项缺报，未计入：{names}。"
    return text


def behind_sentence(order: int, ordinal: int | str, a: Assessment) -> str:
    """One line of the behind list: "1.地区生产总值（第1项）：增长6.1%，低于目标0.9个百分点。"."""
    return f"{order}.{a.target.full_name}（{printed.item(ordinal)}）：{standing(a)}。"


def standing(a: Assessment) -> str:
    """How a target stands, in words, without the full stop."""
    text = _figure_phrase(a)
    gap = gap_phrase(a)
    parts = [p for p in (text, gap) if p]
    if a.status is Status.ON_PACE and a.terms.lower and is_paced(a.target):
        parts.append("控制在序时内")  # of what is to be kept low none is ahead
    if a.status is Status.OVERDUE and is_paced(a.target):
        parts.append("已到期未完成")
    if a.earlier and a.judged:
        parts.append(f"为{a.judged.short}数")
    return "，".join([*parts, *printed.notes(a)]) or a.word


def gap_phrase(a: Assessment, pace: str = "序时进度") -> str:
    """The distance in words: 低于序时进度21.7个百分点, 低于目标0.9个百分点, 高于控制目标0.3个百分点.

    `pace` is what the pace is called.
    """
    if a.gap is None:
        return ""
    unit: str = PERCENT
    if a.gap_unit == POINTS:
        unit = f"个{POINTS}"
    size = f"{_size(a.gap, a.rule.decimals)}{unit}"
    if is_paced(a.target):
        return _from_pace(a, a.gap, size, pace)
    if a.terms.comparator == "~" and (a.gap < 0 or (a.gap == 0 and not a.terms.lower)):
        return _from_about(a, a.gap)
    if a.terms.lower:
        return _from_limit(a, a.gap, size)
    if a.gap == 0:
        return "与目标持平"
    return f"{_above_or_below(a.gap)}目标{size}"


def _from_pace(a: Assessment, gap: Fraction, size: str, pace: str) -> str:
    if not a.terms.lower:
        if gap == 0:
            return f"与{pace}持平"
        return f"{_above_or_below(gap)}{pace}{size}"
    if gap > 0:
        return f"低于控制进度{size}"
    if gap < 0:
        return f"超出控制进度{size}"
    return "与控制进度持平"


def _from_about(a: Assessment, gap: Fraction) -> str:
    """A figure that is 左右, or short of where that begins, which is printed exactly."""
    if gap == 0:
        return f"在{_limit(a)}左右的范围内"
    edge = f"{typed(as_decimal(a.terms.threshold or Fraction(0)))}{a.target.unit}"
    if a.terms.lower:
        return f"高于{_limit(a)}左右的上限{edge}"
    return f"低于{_limit(a)}左右的下限{edge}"


def _from_limit(a: Assessment, gap: Fraction, size: str) -> str:
    """A rate or level to be kept within its limit: a gap of more than nothing is on the right side."""
    if gap < 0:
        return f"高于控制目标{size}"
    if a.terms.comparator == "~":
        return f"符合{_limit(a)}左右的控制目标"
    if gap > 0:
        return f"低于{_limit(a)}的控制目标"
    return f"与{_limit(a)}的控制目标持平"


def _above_or_below(gap: Fraction) -> str:
    if gap > 0:
        return "高于"
    return "低于"


def movement(now: Counts, before: Counts, previous: Period) -> str:
    """What moved since the previous period: "与二季度相比，已完成增加4项，滞后减少2项。"."""
    moved = []
    for status in MOVEMENT_ORDER:
        change = now.by_status[status] - before.by_status[status]
        if change:
            moved.append(_moved_by(status, change))
    if not moved:
        moved.append("各状态项数没有变化")
    return f"与{previous.short}相比，{'，'.join(moved)}。"


def _moved_by(status: Status, change: int) -> str:
    if change > 0:
        return f"{status.value}增加{change}项"
    return f"{status.value}减少{-change}项"


def notice(ledger: PlanYear, period: Period, now: Sequence[Assessment], before: Sequence[Assessment]) -> list[str]:
    """The sentences that open the report, ready to be copied into a notice: summary, behind, movement."""
    lines = [summary(count(now), missing(now), ledger.rule(period))]
    lagging = behind(now)
    if lagging:
        lines.append(f"未达到序时进度或目标的有{len(lagging)}项：")
        lines += [behind_sentence(i, ledger.ordinals[a.target.id], a) for i, a in enumerate(lagging, start=1)]
    elif count(now).reported:
        lines.append("本期没有滞后指标。")
    previous = period.previous
    if previous and count(before).reported:  # to compare with a period nobody reported says nothing
        lines.append(movement(count(now), count(before), previous))
    return lines


def rule_line(rule: Rule) -> str:
    """The rule in force as printed on every page."""
    return f"预警规则：{rule.sentence}。"


def percent_text(value: Fraction | None, rule: Rule, *, short_of: int | None = None) -> str:
    """A percentage as printed, "—" where there is none."""
    if value is None:
        return DASH
    digits = rule.decimals
    if short_of:
        digits = telling_digits(value, digits, short_of=short_of)
    return fixed(value, digits)


def period_reach(period: Period) -> str:
    """How a title names the stretch judged: 前三季度, 1—10月."""
    if period.span is Span.QUARTER:
        return {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}[period.month]
    return period.months_reached


def _figure_phrase(a: Assessment) -> str:
    target, value = a.target, a.actual.value
    expected = printed.in_brackets(printed.nature_of(a.cell))
    match target.kind:
        case Kind.MILESTONE | Kind.QUALITATIVE:
            return _stage_phrase(a)
        case Kind.GROWTH if value is not None:
            return _moved("增长", "下降", a, value) + expected
        case Kind.REDUCTION if value is not None and target.baseline is None:
            return _moved("下降", "上升", a, value) + expected
        case Kind.LEVEL if value is not None:
            return f"{a.actual.text}{target.unit}{expected}"
    if value is None:
        return ""
    if a.completion is None:
        return f"{a.actual.text}{target.unit}{expected}"
    goal = "年度目标"
    if a.terms.lower:
        goal = "年度控制目标"
    return f"完成{goal}的{percent_text(a.completion, a.rule, short_of=100)}%{expected}"


def _moved(up: str, down: str, a: Assessment, value: Fraction) -> str:
    size = a.actual.text.removeprefix(MINUS)
    unit = a.target.unit
    if a.target.entry_mode is EntryMode.BOTH_YEARS:
        unit = PERCENT
    if value < 0:
        return f"{down}{size}{unit}"
    return f"{up}{size}{unit}"


def _stage_phrase(a: Assessment) -> str:
    parts = [_stage_goal(a)]
    now, share = printed.state_of(a.cell), printed.share_of(a.cell)
    if now:
        parts.append(f"目前为“{now}”")
    if share:
        parts.append(f"形象进度{share}")
    if a.status is Status.OVERDUE:
        parts.append("已逾期")
    return "，".join(filter(None, parts))


def _stage_goal(a: Assessment) -> str:
    """By when what is to be reached; empty for a state that is not judged."""
    target, terms = a.target, a.terms
    goal = "完成"
    if target.kind is Kind.MILESTONE:
        goal = target.stage_names[-1]
    elif terms.due_date is None:
        return ""
    if terms.due:
        return f"应于{terms.due}{goal}"
    if terms.due_date:
        return f"应于{printed.month_and_day(terms.due_date)}前{goal}"
    return f"应于年底前{goal}"


def _size(gap: Fraction, decimals: int) -> str:
    return signed(gap, decimals).lstrip("+−")


def _limit(a: Assessment) -> str:
    return f"{typed(a.terms.end_of_range)}{a.target.unit}"
