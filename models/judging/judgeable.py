"""Whether a target can be judged as it stands."""

from models.judging.pace import curve_problem, window
from models.plan.entities import Direction, EntryMode, Kind, Target


def target_problem(target: Target, year: int) -> str:
    """Why a target cannot be judged as it stands, as half a sentence; empty when it can."""
    problem = figure_problem(target) or _direction_problem(target) or _entry_problem(target) or _stage_problem(target)
    return problem or curve_problem(target.curve, window(target, year, target.due_date))


def figure_problem(target: Target) -> str:
    """Why nothing could be measured by a target's numbers, as half a sentence; empty when it can."""
    if target.value_high is not None and (target.value is None or target.value_high < target.value):
        return "目标范围的高值小于低值"
    numbers = (target.value, target.value_high)
    if target.kind is Kind.REDUCTION and target.baseline is not None and target.baseline in numbers:
        return "基数与目标相同，算不出进度，请改正基数或目标"
    return ""


def _direction_problem(target: Target) -> str:
    """A fall is entered as a positive number, or falls from a baseline: which way is better is the kind's own."""
    if target.kind is Kind.REDUCTION and target.direction is Direction.LOWER:
        return "降低型按降了多少（或从基数降到多少）判断，不用“越低越好”；控制在某数以内的请用水平型或累计型"
    return ""


def _entry_problem(target: Target) -> str:
    if target.entry_mode is EntryMode.BOTH_YEARS and target.kind is not Kind.GROWTH:
        return "“今年数与上年数”只用于增速型指标"
    if target.entry_mode is EntryMode.PERIOD and target.kind is not Kind.CUMULATIVE:
        return "“当期数”只用于累计型指标"
    return ""


def _stage_problem(target: Target) -> str:
    """What is wrong with dates or stages."""
    if target.start_date and target.due_date and target.start_date > target.due_date:
        return "开始日期晚于完成时限"
    names = [s.name for s in target.stages]
    if target.kind is Kind.MILESTONE and not all(names):
        return "有的阶段没有名称"
    if len(set(names)) != len(names):
        return "阶段的名称有重复"
    return ""
