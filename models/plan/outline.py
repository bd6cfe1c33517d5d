"""A plan's headings as one sequence: adding, moving, raising, lowering and removing them with all below.

As in a document, a heading stands under the nearest one before it whose level is smaller. Every function
takes the headings and returns all of them in their new order; `changed` says which differ. Moving one keeps
the places (positions) that the headings have, so that one that was deleted finds its own again.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from models.plan.entities import Heading, Progress, Target, TargetVersion
from models.plan.numerals import NUMERAL, chinese
from models.plan.year import PlanYear, in_order

LEVEL_NAMES, DEEPER, DEEPEST = ("章", "领域", "任务"), "小标题", 9
TARGET = "指标"
_MEASURE_WORDS = {TARGET: "项"}  # 个 for all other things
_NUMBER = re.compile(rf"(\d+|{NUMERAL})")
# nobody numbers a hundred headings beside each other
_FOLLOWING = {chinese(i): chinese(i + 1) for i in range(1, 99)}

Headings: TypeAlias = list[Heading]
Item = TypeVar("Item", Heading, Target)


class OutlineError(ValueError):
    """What cannot be done to an outline; the text is a sentence for the user."""


def level_name(level: int) -> str:
    """What a heading of this level is called: 章, 领域, 任务."""
    if level > len(LEVEL_NAMES):
        return DEEPER
    return LEVEL_NAMES[level - 1]


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
    new = replace(new, position=_last_position(headings) + 1)
    return _placed(in_order(headings), [new], parent_id, before_id)


def moved(
    headings: Iterable[Heading], heading_id: str, parent_id: str | None, before_id: str | None = None
) -> Headings:
    """With a heading and all below it under another parent, before a sibling or as the last."""
    moving = block(headings, heading_id)
    if {parent_id, before_id} & {h.id for h in moving}:
        raise OutlineError(f"“{moving[0].label}”不能移到它自己下面，没有移动。")
    rest = [h for h in in_order(headings) if h not in moving]
    return _placed(rest, moving, parent_id, before_id)


def shifted(headings: Iterable[Heading], heading_id: str, by: int) -> Headings:
    """With a heading one place up (-1) or down (1) among those beside it."""
    heading, beside, at = _among(headings, heading_id)
    if not 0 <= at + by < len(beside):
        end = {-1: "最前", 1: "最后"}[by]
        raise OutlineError(f"“{heading.label}”已经是这一组的{end}一个，没有移动。要换到别处，请用“移到…”。")
    place = at + max(by, 0) + by  # among those beside it while it still stands there: behind the next, before the last
    return moved(headings, heading_id, heading.parent_id, _id_at(beside, place))


def raised(headings: Iterable[Heading], heading_id: str) -> Headings:
    """With a heading beside the one it was under, right after all of that (升级)."""
    heading = _among(headings, heading_id)[0]
    if heading.parent_id is None:
        raise OutlineError(f"“{heading.label}”已经是最高一级，没有升级。")
    parent, beside, at = _among(headings, heading.parent_id)
    return moved(headings, heading_id, parent.parent_id, _id_at(beside, at + 1))


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
    going, rest = [], []
    last = _last_position(targets)
    for target in targets:
        if target.id in moving and target.heading_id != heading_id:
            last += 1
            going.append(replace(target, heading_id=heading_id, position=last))
        elif target.id in moving:
            going.append(target)
        elif target.heading_id == heading_id:
            rest.append(target)
    at = _place_of(rest, before_id)
    wanted = _in_the_places_of([*rest[:at], *going, *rest[at:]])
    known = set(targets)
    return [t for t in wanted if t not in known]


def _place_of(beside: Sequence[Heading | Target], before_id: str | None) -> int:
    """Where what goes before one of those beside it stands; behind all where there is no such one."""
    for at, item in enumerate(beside):
        if item.id == before_id:
            return at
    return len(beside)


def renumbered(wanted: Sequence[Target]) -> list[Target]:
    """The targets that change their position so that they stand in this order, within the places they have."""
    known = set(wanted)
    return [t for t in _in_the_places_of(wanted) if t not in known]


@dataclass(frozen=True, slots=True)
class Extent:
    """What goes when headings and targets are removed: `chosen` ones, and all that hangs on them."""

    chosen: tuple[Heading | Target, ...]
    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]
    versions: tuple[TargetVersion, ...]
    cells: tuple[Progress, ...]

    @classmethod
    def of(cls, ledger: PlanYear, ids: Collection[str]) -> "Extent":
        """What goes with the headings and targets of these ids, in the plan's order."""
        inside: dict[str, Heading] = {}
        roots: list[Heading | Target] = []
        for heading in in_order(ledger.headings):
            if heading.id not in ids and heading.parent_id not in inside:
                continue
            # what goes with its parent is not named again
            if heading.parent_id not in inside:
                roots.append(heading)
            inside[heading.id] = heading
        targets: list[Target] = []
        versions: list[TargetVersion] = []
        cells: list[Progress] = []
        for target in ledger.targets:
            if target.id not in ids and target.heading_id not in inside:
                continue
            if target.heading_id not in inside:
                roots.append(target)
            targets.append(target)
            versions += ledger.versions_of(target)
            cells += ledger.cells_of(target).values()
        return cls(tuple(roots), tuple(inside.values()), tuple(targets), tuple(versions), tuple(cells))

    @property
    def kind(self) -> str:
        """What the chosen ones are: 指标, 任务; 内容 where they are of several kinds."""
        kinds = set(map(_kind_name, self.chosen))
        if len(kinds) > 1:
            return "内容"
        return kinds.pop()

    @property
    def name(self) -> str:
        """The chosen one's name; of several the first and how many."""
        name = _name_of(self.chosen[0])
        if len(self.chosen) == 1:
            return name
        return f"{name}等 {len(self.chosen)} 项"

    @property
    def besides(self) -> str:
        """What goes besides the chosen ones: "3 个任务、12 项指标、36 期数据"."""
        whole: tuple[Heading | Target, ...] = (*self.headings, *self.targets)
        more = Counter(map(_kind_name, whole)) - Counter(map(_kind_name, self.chosen))
        counts = []
        for name in (*LEVEL_NAMES, DEEPER, TARGET):
            if more[name]:
                counts.append(f"{more[name]} {_MEASURE_WORDS.get(name, '个')}{name}")
        if self.cells:
            counts.append(f"{len(self.cells)} 期数据")
        return "、".join(counts)


def _name_of(item: Heading | Target) -> str:
    """A heading as it stands in the plan, with its number; a target with its calibre."""
    if isinstance(item, Heading):
        return item.label
    return item.full_name


def _kind_name(item: Heading | Target) -> str:
    """What one thing of a plan is called: 指标, or its level's name."""
    if isinstance(item, Heading):
        return level_name(item.level)
    return TARGET


def _among(headings: Iterable[Heading], heading_id: str) -> tuple[Heading, Headings, int]:
    """A heading, those beside it (itself too), and its place there."""
    headings = list(headings)
    heading = headings[[h.id for h in headings].index(heading_id)]
    beside = siblings(headings, heading.parent_id)
    return heading, beside, beside.index(heading)


def _placed(rest: Headings, moving: Headings, parent_id: str | None, before_id: str | None) -> Headings:
    """Put a block in; its level changes as little as keeps it, and who follows, under their parents.

    Beside each other levels never rise: what stands before is at least as deep, what follows at most.
    """
    beside = siblings(rest, parent_id)
    place = _place_of(beside, before_id)
    above = [h for h in rest if h.id == parent_id]
    by = _level_between(moving[0].level, beside, place, above) - moving[0].level
    inserted = [replace(h, level=h.level + by) for h in moving]
    if max(h.level for h in inserted) > DEEPEST:
        raise OutlineError(f"“{moving[0].label}”再往下就超过{DEEPEST}级了，没有移动。")
    at = len(rest)
    if place < len(beside):
        at = rest.index(beside[place])
    elif above:
        at = rest.index(block(rest, above[0].id)[-1]) + 1
    inserted[0] = replace(inserted[0], parent_id=parent_id)
    return _in_the_places_of([*rest[:at], *inserted, *rest[at:]])


def _level_between(level: int, beside: Headings, place: int, above: Headings) -> int:
    """The level nearest to a heading's own that fits between those beside it, and below its parent."""
    least, most = 1, DEEPEST
    if place < len(beside):
        least = beside[place].level
    elif above:
        least = above[0].level + 1
    if place:
        most = beside[place - 1].level
    # where the two contradict each other, what follows decides
    return min(max(level, least), max(least, most))


def _id_at(beside: Headings, place: int) -> str | None:
    """The id of the heading at a place; None behind the last."""
    if place >= len(beside):
        return None
    return beside[place].id


def _last_position(items: Iterable[Heading | Target]) -> int:
    """The position of the last; -1 where there is none."""
    return max((item.position for item in items), default=-1)


def _in_the_places_of(items: Sequence[Item]) -> list[Item]:
    """Headings or targets in the order given, with the positions that they have together in rising order.

    Where two have the same, all are numbered from the first one on.
    """
    places = sorted(item.position for item in items)
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(places)))
    placed = []
    for item, position in zip(items, places, strict=True):
        placed.append(replace(item, position=position))
    return placed
