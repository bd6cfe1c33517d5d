"""How the presets judge (rules.md §3): what the colour of a gap, or of a ratio, is.

A preset looks at the facts of the period judged and, where it must, at those of the target's other periods.
What is the same in every preset stands in lights.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from models.judging.statuses import Light
from models.judging.terms import Terms
from models.plan.entities import Kind
from models.plan.period import Period
from models.plan.presets import PRESET_ROWS, Manner, Preset
from models.plan.quantity import fraction
from models.plan.settings import Rule


@dataclass(frozen=True, slots=True)
class Verdict:
    """A light, and whether it is green although short of the pace (基本达序时)."""

    light: Light
    nearly: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so of a target at a period, as a preset sees it.

    `gap` is above 0 where more is done than is due, None where it cannot be reckoned; `share` and `pace`, 1 being
    the whole, are of what is judged against pace, and None for what is compared with the target itself.
    """

    rule: Rule
    terms: Terms
    period: Period
    value: Fraction
    gap: Fraction | None
    share: Fraction | None = None
    pace: Fraction | None = None

    @property
    def preset(self) -> Preset:
        """The row of the preset in force."""
        return PRESET_ROWS[self.rule.preset]


# the facts of a period, and those of the target's other periods, the earliest first
Judge: TypeAlias = Callable[[Facts, Sequence[Facts]], Verdict]


def verdict(facts: Facts, others: Sequence[Facts] = ()) -> Verdict:
    """The light under the preset in force; the facts must have a gap."""
    return JUDGES[facts.preset.manner](facts, others)


def _by_gap(facts: Facts, _others: Sequence[Facts]) -> Verdict:
    gap = _known(facts)
    if gap >= 0:
        return Verdict(Light.GREEN)
    if facts.pace is None:
        return Verdict(_direct_band(facts, gap))
    if gap >= facts.preset.green:
        return Verdict(Light.GREEN, nearly=True)
    return Verdict(_at_least(gap, _lowest_yellow(facts)))


def _by_ratio(facts: Facts, others: Sequence[Facts]) -> Verdict:
    gap = _known(facts)
    if facts.pace is None and gap >= 0:
        return Verdict(Light.GREEN)
    ratio = _ratio(facts)
    if ratio is None:
        return _without_ratio(facts, others)
    preset = facts.preset
    assert preset.yellow is not None  # every row of a ratio has both bounds
    if ratio * 100 >= preset.green:
        return Verdict(Light.GREEN)
    return Verdict(_at_least(ratio * 100, Fraction(preset.yellow)))


JUDGES: Mapping[Manner, Judge] = {Manner.GAP: _by_gap, Manner.RATIO: _by_ratio}


def _ratio(facts: Facts) -> Fraction | None:
    """What is done to what is due; None where nothing is due, or the target is 0 or less."""
    if facts.pace is not None:
        if facts.share is None or facts.pace <= 0:
            return None
        return facts.share / facts.pace
    threshold = facts.terms.threshold
    if threshold is None or threshold <= 0:
        return None
    if facts.terms.lower:
        return threshold / facts.value
    return facts.value / threshold


def _without_ratio(facts: Facts, others: Sequence[Facts]) -> Verdict:
    """A target of 0 or less is met or red; nothing due at all is judged as a gap."""
    if facts.pace is None:
        return Verdict(Light.RED)
    return _by_gap(facts, others)


def _direct_band(facts: Facts, gap: Fraction) -> Light:
    """Short of the target itself: a limit on a level is kept or it is not (差值, ◇)."""
    if facts.terms.kind is Kind.LEVEL and facts.terms.lower:
        return Light.RED
    return _at_least(gap, -fraction(facts.rule.direct_band))


def _lowest_yellow(facts: Facts) -> Fraction:
    """Down to which gap against pace it is yellow: the preset's own bound, else the office's."""
    bound = facts.preset.yellow
    if bound is None or facts.preset.manner is not Manner.GAP:
        return -fraction(facts.rule.pace_band)
    return Fraction(bound)


def _at_least(value: Fraction, yellow: Fraction) -> Light:
    if value >= yellow:
        return Light.YELLOW
    return Light.RED


def _known(facts: Facts) -> Fraction:
    assert facts.gap is not None
    return facts.gap
