"""What a target demands at a moment: the version in force, its threshold, its own words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.plan.entities import Direction, Kind, Target, TargetVersion
from models.plan.quantity import fraction
from models.words.comparators import LIMITS

APPROXIMATE_MARGIN = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class Terms:
    """The demand of a target in force at a period's end.

    `adjusted` says that it stems from a version with a document number (mark 已调整). `stretch` is what is striven
    for beyond the demand (力争目标): it is said, and judges nothing.
    """

    kind: Kind
    lower: bool
    comparator: str
    value: Decimal | None
    value_high: Decimal | None
    due: str
    due_date: date | None
    adjusted: bool = False
    easier_up: bool = False  # a reduction to a value below its baseline: more is easier, though it counts as a fall
    stretch: Decimal | None = None
    threshold: Fraction | None = field(init=False)

    def __post_init__(self) -> None:
        """Find the number that gap, pace and light use (rules.md §1, "Direction and threshold").

        The value; of a range the low end, the high end when lower is better; of 左右 the value
        less (or plus, when lower is better) five per cent of it.
        """
        threshold = None
        if self.value is not None:
            threshold = fraction(self.end_of_range) + self._leeway()
        object.__setattr__(self, "threshold", threshold)

    def _leeway(self) -> Fraction:
        """How far from the number 左右 still is, towards the easier side."""
        if self.comparator != "~":
            return Fraction(0)
        margin = abs(fraction(self.end_of_range)) * APPROXIMATE_MARGIN
        if self.lower or self.easier_up:
            return margin
        return -margin

    @property
    def aim(self) -> Fraction | None:
        """The number itself, from which a figure beyond it is counted; 左右 is short only below its threshold."""
        if self.value is None:
            return None
        return fraction(self.end_of_range)

    @property
    def end_of_range(self) -> Decimal:
        """The target's number; of a range the end that counts: of one to fall into from above the high one."""
        if (self.lower or self.easier_up) and self.value_high is not None:
            return self.value_high
        return self.value or Decimal(0)

    @property
    def strict(self) -> bool:
        """Whether reaching exactly the threshold is not enough (超, 突破, 低于)."""
        if self.lower:
            return self.comparator == "<"
        return self.comparator == ">"

    def stretched(self, actual: Fraction) -> bool:
        """Whether a figure reaches what is striven for."""
        if self.stretch is None:
            return False
        if self.lower or self.easier_up:
            return actual <= fraction(self.stretch)
        return actual >= fraction(self.stretch)

    def meets(self, actual: Fraction) -> bool:
        """Whether a figure, in the target's unit, reaches the threshold."""
        threshold = self.threshold
        if threshold is None:
            return False
        if actual == threshold:
            return not self.strict
        if self.lower:
            return actual < threshold
        return actual > threshold


def terms_at(target: Target, versions: Sequence[TargetVersion], day: date) -> Terms:
    """The terms in force on a day: the newest version dated on or before it, else the target's own."""
    current = max((v for v in versions if v.since <= day), key=lambda v: v.since, default=None)
    source: Target | TargetVersion = current or target
    lower, easier_up = _lower_is_better(target, source.comparator), _easier_up(target, source.value)
    return Terms(
        kind=target.kind,
        lower=lower,
        comparator=source.comparator,
        value=source.value,
        value_high=source.value_high,
        due=source.due,
        due_date=source.due_date,
        adjusted=current is not None,
        easier_up=easier_up,
        stretch=_beyond(target.stretch, source, downwards=lower or easier_up),
    )


def _beyond(stretch: Decimal | None, source: Target | TargetVersion, *, downwards: bool) -> Decimal | None:
    """What is striven for, as long as it lies beyond the demand: a change of that may have overtaken it."""
    demanded = [value for value in (source.value, source.value_high) if value is not None]
    if stretch is None or not demanded:
        return None
    if downwards:
        return stretch if stretch < min(demanded) else None
    return stretch if stretch > max(demanded) else None


def _easier_up(target: Target, value: Decimal | None) -> bool:
    """Whether a reduction starts above its value, so that 左右 reaches towards the baseline (由100降到80左右: 84)."""
    if target.kind is not Kind.REDUCTION or target.baseline is None or value is None:
        return False
    return target.baseline > value


def _lower_is_better(target: Target, comparator: str) -> bool:
    """Lower is better for `<`, `<=` and where set; a reduction is entered as a fall, so more is better."""
    if target.kind is Kind.REDUCTION:
        return target.baseline is None and comparator in LIMITS
    return comparator in LIMITS or target.direction is Direction.LOWER
