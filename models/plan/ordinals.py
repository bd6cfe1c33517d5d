"""第n项: what a target is called by in its plan, given once and never again (rules.md §1).

The plan's own 序号 where it is unique among those that came with it and before it, else a running number. What is
added or deleted later moves none of them, so all that matters is in which order the targets came.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

_AROUND = re.compile(r"^\W+|\W+$")
_LONGEST = 10  # characters of a 序号; what is longer is no number, however it got there


@dataclass(frozen=True, slots=True)
class Came:
    """A target as it came into a plan: with which action, and its own 序号 as written."""

    action: int
    target_id: str
    own: str = ""


def ordinals(came: Iterable[Came]) -> dict[str, str]:
    """What each target is called by, in the order in which they came; who comes again keeps what it had."""
    given: dict[str, str] = {}
    used: set[str] = set()
    for _, together in groupby(came, key=lambda one: one.action):
        fresh = {one.target_id: bare(one.own) for one in together if one.target_id not in given}
        _give(given, used, fresh)
    return given


def _give(given: dict[str, str], used: set[str], fresh: dict[str, str]) -> None:
    """Call the targets of one action: by their own 序号 first, so that no running number takes one of them."""
    common = Counter(fresh.values())
    owns = {target_id for target_id, own in fresh.items() if own and common[own] == 1 and own not in used}
    for target_id in owns:
        used.add(fresh[target_id])
    for target_id, own in fresh.items():
        text = own
        if target_id not in owns:
            text = _next(len(given) + 1, used)
        given[target_id] = text
        used.add(text)


def _next(number: int, used: set[str]) -> str:
    """The first running number from one on that nothing was called by."""
    while str(number) in used:
        number += 1
    return str(number)


def bare(own: str) -> str:
    """A 序号 without what stands around it: （二） is 二, 3． is 3; empty where it is none."""
    text = _AROUND.sub("", unicodedata.normalize("NFKC", own))
    if len(text) > _LONGEST:
        return ""
    return text


def in_plan_order(places: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What targets are called by that all came at once, each an id and its own 序号."""
    return ordinals(Came(0, target_id, own) for target_id, own in places)
