"""Words beside a number that say how it binds: each once, with what it means and who reads it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """A word before or after a number, and the comparator that it means.

    `typed`: it is passed over beside a figure that somebody reports ("约5000"). `kept`: where the plan wrote it,
    it is printed back; for the others the sign is.
    """

    word: str
    comparator: str
    typed: bool = False
    kept: bool = False


# of two words of which one begins with the other, the longer stands first: so it is found
BEFORE = (
    Bound("≥", ">="),
    Bound("≧", ">="),
    Bound(">=", ">="),
    Bound("不低于", ">=", typed=True, kept=True),
    Bound("不少于", ">=", typed=True, kept=True),
    Bound("不小于", ">="),
    Bound("至少", ">=", typed=True, kept=True),
    Bound("≤", "<="),
    Bound("≦", "<="),
    Bound("<=", "<="),
    Bound("控制在", "<=", kept=True),  # none of a limit is typed: a figure reported is no limit
    Bound("不超过", "<=", kept=True),
    Bound("不高于", "<=", kept=True),
    Bound("不多于", "<="),
    Bound("不大于", "<="),
    Bound("不突破", "<="),
    Bound(">", ">"),
    Bound("超过", ">", typed=True, kept=True),
    Bound("突破", ">", typed=True, kept=True),  # strict, and says nothing of the kind (rules.md §1)
    Bound("高于", ">"),
    Bound("大于", ">"),
    Bound("多于", ">"),
    Bound("超", ">", typed=True, kept=True),
    Bound("<", "<"),
    Bound("低于", "<", kept=True),
    Bound("少于", "<", kept=True),
    Bound("小于", "<"),
    Bound("大约", "~", typed=True, kept=True),
    Bound("约", "~", typed=True, kept=True),
    Bound("近", "~", typed=True, kept=True),
)
AFTER = (
    Bound("及以上", ">="),  # found by its end, 以上, where it is printed back
    Bound("或以上", ">="),
    Bound("以上", ">=", typed=True, kept=True),
    Bound("及以下", "<="),
    Bound("或以下", "<="),
    Bound("以内", "<=", typed=True, kept=True),
    Bound("之内", "<="),
    Bound("以下", "<", typed=True, kept=True),
    Bound("左右", "~", typed=True, kept=True),
    Bound("上下", "~", typed=True, kept=True),
    Bound("余", ">", typed=True, kept=True),
    Bound("多", ">", typed=True),  # "多" behind a number is in too many other words to be looked for in a quote
)

# words that reach a number without binding it: printed back where the plan says ≥, passed over where typed
REACHING = ("达到", "达")

# the sign where the plan has no word of its own
SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}

LIMITS = frozenset({"<", "<="})
FLOORS = frozenset({">", ">="})
STRICT = frozenset({"<", ">"})  # reaching the number is not enough


def either(bounds: Iterable[Bound]) -> str:
    """A pattern of the words, in their order."""
    return "|".join(bound.word for bound in bounds)


def typed(bounds: Iterable[Bound]) -> tuple[str, ...]:
    """The words that somebody may write beside a figure that is reported."""
    return tuple(bound.word for bound in bounds if bound.typed)


def kept(bounds: Iterable[Bound], comparator: str) -> tuple[str, ...]:
    """The words of a comparator that are printed back where the plan has them."""
    return tuple(bound.word for bound in bounds if bound.kept and bound.comparator == comparator)


# comparator -> the words that are printed back where the plan has them
_KEPT_BEFORE = {comparator: kept(BEFORE, comparator) for comparator in SIGNS}
_KEPT_BEFORE[">="] += REACHING
_KEPT_AFTER = {comparator: kept(AFTER, comparator) for comparator in SIGNS}


def quoted_words(quote: str, number: str, comparator: str) -> tuple[str, str] | None:
    """The words before and after a number, a pattern, in the plan's own words; None where they have none."""
    closing = _KEPT_AFTER[comparator]
    for word in closing:
        if re.search(rf"{number}[^\d,，、;；。]{{0,6}}{word}", quote):
            return "", word
    before = next((w for w in _KEPT_BEFORE[comparator] if re.search(rf"{w}\s*{number}", quote)), "")
    if not before or before in REACHING:
        for word in closing:
            if word in quote:  # 达到95%、99%以上: the closing word covers all members
                return "", word
    if before:
        return before, ""
    return None
