"""Lights and statuses (rules.md §3): which colour a gap has under each preset, and which word."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from models.judging.terms import Terms
from models.plan.entities import Kind
from models.plan.quantity import fraction
from models.plan.settings import RATIO_95, RATIO_100, YINCHUAN, Rule, ratio_bounds


class Light(StrEnum):
    """The colour; on screen and paper always with its shape and a word."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"

    @property
    def label(self) -> str:
        """Shape and word, readable without colour."""
        return {"green": "● 绿灯", "yellow": "▲ 黄灯", "red": "■ 红灯", "none": "—"}[self.value]


class Status(StrEnum):
    """The status word; the order of decision is that of rules.md §3."""

    NOT_APPLICABLE = "不适用"
    NOT_DUE = "未启动（未到期）"
    MISSING = "缺报"
    DONE = "已完成"
    OVERDUE = "逾期"
    AHEAD = "超序时"
    ON_PACE = "达序时"
    NEARLY = "基本达序时"
    SLOW = "略慢"
    BEHIND = "滞后"
    STATE = "定性"
    UNJUDGED = "无法判断"


REACHED = frozenset({Status.DONE, Status.AHEAD, Status.ON_PACE, Status.NEARLY})
LAGGING = frozenset({Status.OVERDUE, Status.BEHIND, Status.SLOW})
UNCOUNTED = frozenset({Status.NOT_APPLICABLE, Status.NOT_DUE, Status.STATE, Status.UNJUDGED})

_YINCHUAN_GREEN, _YINCHUAN_YELLOW = -10, -30
_WORDS = {Light.YELLOW: Status.SLOW, Light.RED: Status.BEHIND, Light.NONE: Status.UNJUDGED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A light, and whether it is green although short of the pace (基本达序时)."""

    light: Light
    nearly: bool = False


def by_pace(rule: Rule, share: Fraction, pace: Fraction) -> Verdict:
    """The light of a share done against the share due, both from 0 on (1 is the whole)."""
    if rule.preset in (RATIO_95, RATIO_100) and pace > 0:
        return Verdict(_by_ratio(rule, share / pace))
    if share >= pace:
        return Verdict(Light.GREEN)
    gap = (share - pace) * 100
    if rule.preset == YINCHUAN:
        if gap >= _YINCHUAN_GREEN:
            return Verdict(Light.GREEN, nearly=True)
        return Verdict(Light.YELLOW if gap >= _YINCHUAN_YELLOW else Light.RED)
    return Verdict(Light.YELLOW if gap >= -fraction(rule.pace_band) else Light.RED)


def directly(rule: Rule, terms: Terms, actual: Fraction, gap: Fraction | None) -> Verdict:
    """The light of a growth, a level or a fall compared with the annual target itself.

    A strict 超 or 低于 met exactly is as good as just short of it, at least yellow.
    """
    threshold = terms.threshold
    if threshold is None:
        return Verdict(Light.NONE)
    if actual == threshold and terms.strict:
        lenient = rule.preset == RATIO_95 and threshold > 0
        return Verdict(Light.GREEN if lenient else Light.YELLOW)
    met = terms.meets(actual)
    if (terms.lower and threshold == 0) or gap is None:
        return Verdict(Light.GREEN if met else Light.RED)
    if rule.preset in (RATIO_95, RATIO_100):
        if threshold <= 0 or met:
            return Verdict(Light.GREEN if met else Light.RED)
        return Verdict(_by_ratio(rule, threshold / actual if terms.lower else actual / threshold))
    if met:
        return Verdict(Light.GREEN)
    if terms.kind is Kind.LEVEL and terms.lower:
        return Verdict(Light.RED)
    return Verdict(Light.YELLOW if gap >= -fraction(rule.direct_band) else Light.RED)


def under_ceiling(limit: Fraction, total: Fraction, pace: Fraction) -> Verdict:
    """The light of an amount to be kept within a limit, the same in every preset."""
    if total <= limit * pace:
        return Verdict(Light.GREEN)
    return Verdict(Light.YELLOW if total <= limit else Light.RED)


def running_status(verdict: Verdict, gap: Fraction | None, rule: Rule) -> Status:
    """The status of a target that runs on: the word follows the light."""
    if verdict.light is not Light.GREEN:
        return _WORDS[verdict.light]
    if verdict.nearly:
        return Status.NEARLY
    return Status.AHEAD if gap is not None and gap >= fraction(rule.ahead) else Status.ON_PACE


def _by_ratio(rule: Rule, ratio: Fraction) -> Light:
    first, second = ratio_bounds(rule.preset)
    if ratio * 100 >= first:
        return Light.GREEN
    return Light.YELLOW if ratio * 100 >= second else Light.RED
