"""What a target demands at a moment: the version in force, its threshold, its own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.plan.entities import Direction, Kind, Target, TargetVersion
from models.plan.quantity import fraction, plain, with_minus

APPROXIMATE_MARGIN = Fraction(5, 100)

_WEAK = ("达到", "达")
# comparator -> words that stand before and after a number, longest first, and the usual sign
_BEFORE = {
    ">=": ("不低于", "不少于", "至少", *_WEAK),
    ">": ("超过", "突破", "超"),
    "<=": ("控制在", "不超过", "不高于"),
    "<": ("低于", "少于"),
    "~": ("大约", "约", "近"),
}
_AFTER = {">=": ("以上", "及以上"), ">": ("余",), "<=": ("以内",), "<": ("以下",), "~": ("左右", "上下")}
_SIGN = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}


@dataclass(frozen=True, slots=True)
class Terms:
    """The demand of a target in force at a period's end.

    `adjusted` says that it stems from a version with a document number (mark 已调整).
    """

    kind: Kind
    lower: bool
    comparator: str
    value: Decimal | None
    value_high: Decimal | None
    due: str
    due_date: date | None
    adjusted: bool = False
    threshold: Fraction | None = field(init=False)

    def __post_init__(self) -> None:
        """Find the number that gap, pace and light use (rules.md §1, "Direction and threshold").

        The value; of a range the low end, the high end when lower is better; of 左右 the value
        less (or plus, when lower is better) five per cent of it.
        """
        threshold = None if self.value is None else fraction(self.end_of_range)
        if threshold is not None and self.comparator == "~":
            margin = abs(threshold) * APPROXIMATE_MARGIN
            threshold += margin if self.lower else -margin
        object.__setattr__(self, "threshold", threshold)

    @property
    def end_of_range(self) -> Decimal:
        """The target's number; of a range the end that counts."""
        if self.lower and self.value_high is not None:
            return self.value_high
        return self.value if self.value is not None else Decimal(0)

    @property
    def strict(self) -> bool:
        """Whether reaching exactly the threshold is not enough (超, 突破, 低于)."""
        return self.comparator == ("<" if self.lower else ">")

    def meets(self, actual: Fraction) -> bool:
        """Whether a figure, in the target's unit, reaches the threshold."""
        threshold = self.threshold
        if threshold is None:
            return False
        if actual == threshold:
            return not self.strict
        return actual < threshold if self.lower else actual > threshold


def terms_at(target: Target, versions: Sequence[TargetVersion], day: date) -> Terms:
    """The terms in force on a day: the newest version dated on or before it, else the target's own."""
    current = max((v for v in versions if v.since <= day), key=lambda v: v.since, default=None)
    source: Target | TargetVersion = current or target
    return Terms(
        kind=target.kind,
        lower=_lower_is_better(target, source.comparator),
        comparator=source.comparator,
        value=source.value,
        value_high=source.value_high,
        due=source.due,
        due_date=source.due_date,
        adjusted=current is not None,
    )


def _lower_is_better(target: Target, comparator: str) -> bool:
    """Lower is better for `<`, `<=` and where set; a reduction is entered as a fall, so more is better."""
    if target.kind is Kind.REDUCTION:
        return target.baseline is None and comparator in {"<", "<="}
    return comparator in {"<", "<="} or target.direction is Direction.LOWER


def own_words(target: Target, terms: Terms) -> tuple[str, str]:
    """The plan's own words before and after the number (超, 以上, 以内 …), else the usual sign.

    They are looked for in the quote beside the number and printed back as they stand.
    """
    sign = _SIGN.get(terms.comparator, "")
    if terms.value is None or terms.comparator == "=":
        return "", ""
    number = rf"(?<![\d.]){re.escape(plain(terms.value))}(?![\d.]*\d)"
    if not terms.adjusted:
        for word in _AFTER[terms.comparator]:
            if re.search(rf"{number}[^\d,，、;；。]{{0,6}}{word}", target.quote):
                return "", word
        before = next((w for w in _BEFORE[terms.comparator] if re.search(rf"{w}\s*{number}", target.quote)), "")
        shared = next((w for w in _AFTER[terms.comparator] if w in target.quote), "")
        if shared and before in ("", *_WEAK):  # 达到95%、99%以上: the closing word covers all members
            return "", shared
        if before:
            return before, ""
    return sign, ""


def demand_text(target: Target, terms: Terms) -> str:
    """The annual target as printed, without its unit: "超1000", "95以上", "6—6.5"."""
    if terms.value is None:
        return terms.due if terms.kind is Kind.MILESTONE else ""
    number = with_minus(plain(terms.value))
    if terms.value_high is not None:
        number += "—" + with_minus(plain(terms.value_high))
    before, after = own_words(target, terms)
    return before + number + after
