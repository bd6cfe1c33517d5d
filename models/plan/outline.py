"""A plan's headings as one sequence: adding, moving, raising, lowering and removing them with all below.

As in a document, a heading stands under the nearest one before it whose level is smaller. Every function
takes the headings and returns all of them in their new order; `changed` says which differ. Moving one keeps
the places (positions) that the headings have, so that one that was deleted finds its own again.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from models.plan.entities import Heading, Progress, Target, TargetVersion
from models.plan.ledger import Ledger, in_order
from models.plan.numerals import NUMERAL, chinese

LEVEL_NAMES, DEEPER, DEEPEST = ("章", "领域", "任务"), "小标题", 9
_NUMBER = re.compile(rf"(\d+|{NUMERAL})")
_FOLLOWING = {chinese(i): chinese(i + 1) for i in range(1, 99)}

Headings: TypeAlias = list[Heading]


class OutlineError(ValueError):
    """What cannot be done to an outline; the text is a sentence for the user."""


def level_name(level: int) -> str:
    """What a heading of this level is called: 章, 领域, 任务."""
    return LEVEL_NAMES[level - 1] if level <= len(LEVEL_NAMES) else DEEPER


def block(headings: Iterable[Heading], heading_id: str) -> Headings:
    """A heading and all below it."""
    found: Headings = []
    ids: set[str | None] = set()
    for heading in in_order(headings):
        if heading.id == heading_id or heading.parent_id in ids:
            found.append(heading)
            ids.add(heading.id)
    return found


def siblings(headings: Iterable[Heading], parent_id: str | None) -> Headings:
    """The headings directly under one, or those at the top."""
    return [h for h in in_order(headings) if h.parent_id == parent_id]


def added(headings: Iterable[Heading], new: Heading, parent_id: str | None, before_id: str | None = None) -> Headings:
    """With a new heading under a parent, before a sibling or as the last; its level is as near to its own as fits."""
    last = max((h.position for h in headings), default=-1)
    return _placed(in_order(headings), [replace(new, position=last + 1)], parent_id, before_id)


def moved(
    headings: Iterable[Heading], heading_id: str, parent_id: str | None, before_id: str | None = None
) -> Headings:
    """With a heading and all below it under another parent, before a sibling or as the last."""
    moving = block(headings, heading_id)
    if {parent_id, before_id} & {h.id for h in moving}:
        raise OutlineError(f"“{moving[0].label}”不能移到它自己下面，没有移动。")
    ids = {h.id for h in moving}
    return _placed([h for h in in_order(headings) if h.id not in ids], moving, parent_id, before_id)


def shifted(headings: Iterable[Heading], heading_id: str, by: int) -> Headings:
    """With a heading one place up (-1) or down (1) among those beside it."""
    heading, beside, at = _among(headings, heading_id)
    if not 0 <= at + by < len(beside):
        end = "最前" if by < 0 else "最后"
        raise OutlineError(f"“{heading.label}”已经是这一组的{end}一个，没有移动。要换到别处，请用“移到…”。")
    after = beside[at + 2 :] if by > 0 else beside[at - 1 :]
    return moved(headings, heading_id, heading.parent_id, after[0].id if after else None)


def raised(headings: Iterable[Heading], heading_id: str) -> Headings:
    """With a heading beside the one it was under, right after all of that (升级)."""
    heading = _among(headings, heading_id)[0]
    if heading.parent_id is None:
        raise OutlineError(f"“{heading.label}”已经是最高一级，没有升级。")
    parent, beside, at = _among(headings, heading.parent_id)
    after = beside[at + 1 :]
    return moved(headings, heading_id, parent.parent_id, after[0].id if after else None)


def lowered(headings: Iterable[Heading], heading_id: str) -> Headings:
    """With a heading as the last under the one before it (降级)."""
    heading, beside, at = _among(headings, heading_id)
    if not at:
        raise OutlineError(f"“{heading.label}”前面没有同级的，不知道归到谁下面，没有降级。要归到别处，请用“移到…”。")
    return moved(headings, heading_id, beside[at - 1].id)


def changed(before: Iterable[Heading], after: Iterable[Heading]) -> Headings:
    """Which headings are new or differ."""
    known = set(before)
    return [h for h in after if h not in known]


def next_number(number: str) -> str:
    """The number after one as written: "6." → "7.", "(二)" → "(三)"; empty where that is not plain."""
    found = _NUMBER.search(number)
    if not found:
        return ""
    follower = _FOLLOWING.get(found[1], "")
    if found[1].isdecimal():
        follower = str(int(found[1]) + 1)
    if not follower:
        return ""
    return number[: found.start()] + follower + number[found.end() :]


def placed_targets(
    targets: Sequence[Target], moving: Collection[str], heading_id: str | None, before_id: str | None = None
) -> list[Target]:
    """The targets that change when some of them, in the plan's order, go under a heading, before one or last."""
    last = max((t.position for t in targets), default=-1)
    going = [
        t if t.heading_id == heading_id else replace(t, heading_id=heading_id, position=last + i)
        for i, t in enumerate((t for t in targets if t.id in moving), start=1)
    ]
    rest = [t for t in targets if t.heading_id == heading_id and t.id not in moving]
    at = next((i for i, t in enumerate(rest) if t.id == before_id), len(rest))
    known = set(targets)
    wanted = [*rest[:at], *going, *rest[at:]]
    numbered = {t.id: t for t in renumbered(wanted)}
    return [t for t in (numbered.get(t.id, t) for t in wanted) if t not in known]


def renumbered(wanted: Sequence[Target]) -> list[Target]:
    """The targets that change their position so that they stand in this order, within the places they have."""
    places = _places([t.position for t in wanted])
    return [replace(t, position=p) for t, p in zip(wanted, places, strict=True) if t.position != p]


@dataclass(frozen=True, slots=True)
class Extent:
    """What goes when headings and targets are removed: `chosen` ones, and all that hangs on them."""

    chosen: tuple[Heading | Target, ...]
    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]
    versions: tuple[TargetVersion, ...]
    cells: tuple[Progress, ...]

    @classmethod
    def of(cls, ledger: Ledger, ids: Collection[str]) -> "Extent":
        """What goes with the headings and targets of these ids, in the plan's order."""
        inside: dict[str, Heading] = {}
        for heading in in_order(ledger.headings):
            if heading.id in ids or heading.parent_id in inside:
                inside[heading.id] = heading
        roots = [h for h in inside.values() if h.parent_id not in inside]
        targets = tuple(t for t in ledger.targets if t.id in ids or t.heading_id in inside)
        return cls(
            chosen=(*roots, *(t for t in targets if t.heading_id not in inside)),
            headings=tuple(inside.values()),
            targets=targets,
            versions=tuple(v for t in targets for v in ledger.versions_of(t)),
            cells=tuple(c for t in targets for c in ledger.cells_of(t).values()),
        )

    @property
    def kind(self) -> str:
        """What the chosen ones are: 指标, 任务; 内容 where they are of several kinds."""
        kinds = {level_name(c.level) if isinstance(c, Heading) else "指标" for c in self.chosen}
        return kinds.pop() if len(kinds) == 1 else "内容"

    @property
    def name(self) -> str:
        """The chosen one's name; of several the first and how many."""
        first = self.chosen[0]
        label = first.label if isinstance(first, Heading) else first.full_name
        return label if len(self.chosen) == 1 else f"{label}等 {len(self.chosen)} 项"

    @property
    def besides(self) -> str:
        """What goes besides the chosen ones: "3 个任务、12 项指标、36 期数据"."""
        levels = [h.level for h in self.headings if h not in self.chosen]
        counts = [(sum(level_name(i) == name for i in levels), f" 个{name}") for name in (*LEVEL_NAMES, DEEPER)]
        counts += [(sum(t not in self.chosen for t in self.targets), " 项指标"), (len(self.cells), " 期数据")]
        return "、".join(f"{n}{words}" for n, words in counts if n)


def _among(headings: Iterable[Heading], heading_id: str) -> tuple[Heading, Headings, int]:
    """A heading, those beside it (itself too), and its place there."""
    heading = next(h for h in headings if h.id == heading_id)
    beside = siblings(headings, heading.parent_id)
    return heading, beside, beside.index(heading)


def _placed(rest: Headings, moving: Headings, parent_id: str | None, before_id: str | None) -> Headings:
    """Put a block in; its level changes as little as keeps it, and who follows, under their parents.

    Beside each other levels never rise: what stands before is at least as deep, what follows at most.
    """
    beside = siblings(rest, parent_id)
    place = next((i for i, h in enumerate(beside) if h.id == before_id), len(beside))
    parent = next((h for h in rest if h.id == parent_id), None)
    least = beside[place].level if place < len(beside) else parent.level + 1 if parent else 1
    most = beside[place - 1].level if place else DEEPEST
    by = min(max(moving[0].level, least), max(least, most)) - moving[0].level
    if max(h.level for h in moving) + by > DEEPEST:
        raise OutlineError(f"“{moving[0].label}”再往下就超过{DEEPEST}级了，没有移动。")
    if place < len(beside):
        at = rest.index(beside[place])
    else:
        at = rest.index(block(rest, parent.id)[-1]) + 1 if parent else len(rest)
    inserted = [replace(h, level=h.level + by) for h in moving]
    inserted[0] = replace(inserted[0], parent_id=parent_id)
    made = [*rest[:at], *inserted, *rest[at:]]
    return [replace(h, position=p) for h, p in zip(made, _places([h.position for h in made]), strict=True)]


def _places(positions: Sequence[int]) -> list[int]:
    """The positions in rising order, each its own."""
    places = sorted(positions)
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(places)))
    return places
