"""Columns that say beside a target's value how it binds (≥, 不低于) and which way is better (正向, 越低越好).

They fill in what the target's own words leave open; where they contradict the words, the words hold, with a doubt.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from models.intake.target_cells import Demand
from models.plan.entities import Direction, Kind
from models.words.columns import Role
from models.words.comparators import AFTER, BEFORE, FLOORS, LIMITS
from models.words.demands import BY_NAME, Goal
from models.words.numbers import clean

_HIGHER = re.compile(r"(?:越[高大多快优好]越好?|正向?|↑|上升|提高|增长|增加|望大|高优|极大型?)(?:型|性|指标|优)*")
_LOWER = re.compile(r"(?:越[低小少慢]越好?|[逆负反]向?|↓|下降|降低|减少|望小|低优|极小型?|控制)(?:型|性|指标|优)*")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_EQUAL = {"=": "=", "等于": "=", "大于等于": ">=", "大于或等于": ">=", "小于等于": "<=", "小于或等于": "<=", "≈": "~"}
_SIGNS = {**{bound.word: bound.comparator for bound in (*BEFORE, *AFTER)}, **_EQUAL, "⩾": ">=", "⩽": "<=", "=>": ">="}


def direction_in(cell: str) -> Direction | None:
    """Which way is better, as a cell of such a column says it; None for anything else."""
    word = clean(cell)
    if _HIGHER.fullmatch(word):
        return Direction.HIGHER
    return Direction.LOWER if _LOWER.fullmatch(word) else None


def is_direction(cell: str) -> bool:
    """Whether a cell says which way is better."""
    return direction_in(cell) is not None


def _sign_in(head: str, goal: Goal) -> str:
    """The sign in brackets over a target's column (目标值（≤）), for a number beside which none is written."""
    found = _IN_BRACKETS.search(head)
    if found is None or goal.value is None or goal.comparator != "=":
        return ""
    return found[1] if clean(found[1]) in _SIGNS else ""


def with_said(demand: Demand, cells: Mapping[Role, str], head: str) -> Demand:
    """A demand with what the cells of those columns say, else the words over the target's column."""
    sign = cells.get(Role.SIGN, "") or _sign_in(head, demand.goal)
    return _with_direction(_with_sign(demand, sign), cells.get(Role.DIRECTION, ""))


def _with_sign(demand: Demand, cell: str) -> Demand:
    if not cell:
        return demand
    goal, sign = demand.goal, _SIGNS.get(clean(cell), "")
    if not sign:
        return _doubted(demand, f"比较符“{cell[:12]}”不认得，没有用")
    if goal.value is None:
        return _doubted(demand, f"比较符“{cell[:12]}”没有数可比，没有用")
    if sign in (goal.comparator, "="):
        return demand
    if goal.comparator != "=":
        return _doubted(demand, f"比较符一栏是“{cell[:12]}”，和目标值里写的不一致，按目标值里写的")
    found = replace(goal, comparator=sign)
    if sign in LIMITS and goal.kind is not Kind.REDUCTION:
        return replace(demand, goal=_turned(found, Direction.LOWER))
    if sign in FLOORS and goal.direction is Direction.LOWER:
        return _doubted(replace(demand, goal=found), f"比较符“{cell[:12]}”和“越低越好”不一致")
    return replace(demand, goal=found)


def _with_direction(demand: Demand, cell: str) -> Demand:
    if not cell:
        return demand
    goal, wanted = demand.goal, direction_in(cell)
    if wanted is None:
        return _doubted(demand, f"方向“{cell[:12]}”不认得，没有用")
    if goal.value is None:
        return _doubted(demand, f"方向“{cell[:12]}”没有数可用，没有用")
    if goal.kind is Kind.REDUCTION:  # 能耗下降3%: the fall is better the larger it is, the 能耗 the lower
        return demand
    against = LIMITS if wanted is Direction.HIGHER else FLOORS
    if goal.comparator in against:
        return _doubted(demand, f"方向“{cell[:12]}”和“{goal.comparator}”不一致，按目标值的比较词")
    if wanted is goal.direction:
        return replace(demand, goal=_turned(goal, wanted))
    found = replace(demand, goal=_turned(goal, wanted))
    if wanted is Direction.HIGHER:
        return _doubted(found, f"方向一栏是“{cell[:12]}”，和指标的名称或目标值不一致")
    return found


def _turned(goal: Goal, direction: Direction) -> Goal:
    """A goal whose direction is said: what was guessed of it by its name is no doubt any more."""
    doubt = "" if goal.doubt == BY_NAME else goal.doubt
    return replace(goal, direction=direction, doubt=doubt)


def _doubted(demand: Demand, doubt: str) -> Demand:
    return replace(demand, doubts=(*demand.doubts, doubt))
