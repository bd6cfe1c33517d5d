"""Lights (rules.md §3): what is the same in every preset, and which word a light has."""

from collections.abc import Sequence
from fractions import Fraction

from models.judging.presets import Facts, Verdict, verdict
from models.judging.statuses import Light, Status
from models.plan.presets import Manner
from models.plan.quantity import fraction
from models.plan.settings import Rule

_WORDS = {Light.YELLOW: Status.SLOW, Light.RED: Status.BEHIND, Light.NONE: Status.UNJUDGED}


def directly(facts: Facts, others: Sequence[Facts] = ()) -> Verdict:
    """The light of a growth, a level or a fall compared with the annual target itself.

    A strict 超 or 低于 met exactly is as good as just short of it, at least yellow.
    """
    threshold = facts.terms.threshold
    if threshold is None:
        return Verdict(Light.NONE)
    if facts.value == threshold and facts.terms.strict:
        return Verdict(_barely_missed(facts, threshold))
    # to a limit of 0 there is no ratio
    if (facts.terms.lower and threshold == 0) or facts.gap is None:
        return met_or_not(met=facts.terms.meets(facts.value))
    return verdict(facts, others)


def met_or_not(*, met: bool) -> Verdict:
    """The light of what has no middle: green where it is met, else red."""
    if met:
        return Verdict(Light.GREEN)
    return Verdict(Light.RED)


def under_ceiling(limit: Fraction, total: Fraction, pace: Fraction) -> Verdict:
    """The light of an amount to be kept within a limit, the same in every preset."""
    # beyond the pace and within the limit there is still time to slow down
    if total <= limit * pace:
        return Verdict(Light.GREEN)
    if total <= limit:
        return Verdict(Light.YELLOW)
    return Verdict(Light.RED)


def running_status(given: Verdict, gap: Fraction | None, rule: Rule, *, lower: bool = False) -> Status:
    """The status of a target that runs on: the word follows the light; of what is to be kept low none is 超序时."""
    if given.light is not Light.GREEN:
        return _WORDS[given.light]
    if given.nearly:
        return Status.NEARLY
    if not lower and gap is not None and gap >= fraction(rule.ahead):
        return Status.AHEAD
    return Status.ON_PACE


def _barely_missed(facts: Facts, threshold: Fraction) -> Light:
    """Green only where the preset is content with less than the whole target."""
    content = facts.preset.manner is Manner.RATIO and facts.preset.green < 100
    if content and threshold > 0:
        return Light.GREEN
    return Light.YELLOW
