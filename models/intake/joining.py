"""A plan that was read, joined to one that is there: headings of one title at one place are one heading."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from models.intake.breakdown import BreakdownLine, outline_places, plan_items
from models.intake.plan_json import Directory, PlanContent, read_plan
from models.plan.entities import Entity, Heading
from models.plan.outline import changed
from models.plan.year import PlanYear, in_order
from models.words.titles import Place, bare_title


def join(content: PlanContent, ledger: PlanYear) -> list[Entity]:
    """What to write so that a plan gains the headings and targets that were read, each at its place.

    A heading without one above it may stand anywhere in the plan, where only one has its level
    and title.
    """
    places = _matched(content.headings, ledger.headings)
    together = list(ledger.headings)
    for heading in content.headings:
        if places[heading.id] == heading.id:
            together.append(_placed(heading, places, ledger))
    # Numbered twice: the order of the outline is by position, and those read still have positions of their own plan.
    headings = _numbered(in_order(_numbered(together)))
    moved = changed(ledger.headings, headings)
    last = max((t.position for t in ledger.targets), default=-1) + 1
    targets = []
    for position, target in enumerate(content.targets, start=last):
        heading_id = places.get(target.heading_id or "")
        targets.append(replace(target, plan_id=ledger.plan.id, heading_id=heading_id, position=position))
    return [*content.units, *content.persons, *content.series, *moved, *targets, *content.past]


def _placed(heading: Heading, places: Mapping[str, str], ledger: PlanYear) -> Heading:
    """A heading that was read, in the plan and under the heading that its own is there."""
    return replace(heading, plan_id=ledger.plan.id, parent_id=places.get(heading.parent_id or ""))


def _numbered(headings: Sequence[Heading]) -> list[Heading]:
    """The headings with their places as positions."""
    numbered = []
    for position, heading in enumerate(headings):
        numbered.append(replace(heading, position=position))
    return numbered


def new_places(lines: Sequence[BreakdownLine], ledger: PlanYear) -> set[Place]:
    """The headings of lines that the plan does not have yet."""
    numbers = count(1)
    directory = Directory(lambda: f"+{next(numbers)}")
    items = {"outline": plan_items(lines)["outline"], "title": ledger.plan.title, "year": str(ledger.plan.year)}
    headings = read_plan(items, directory).headings
    places = _matched(headings, ledger.headings)
    new = set()
    for place, heading in zip(outline_places(lines), headings, strict=True):
        if places[heading.id] == heading.id:
            new.add(place)
    return new


def _matched(read: Sequence[Heading], there: Sequence[Heading]) -> dict[str, str]:
    """For each heading read, the id of the one that it is in the plan, or its own."""
    places: dict[str, str] = {}
    for heading in read:
        title = bare_title(heading.title)
        alike = [h for h in there if bare_title(h.title) == title]
        found = _fitting(heading, alike, places.get(heading.parent_id or ""))
        places[heading.id] = (found or heading).id
    return places


def _fitting(heading: Heading, alike: Sequence[Heading], parent: str | None) -> Heading | None:
    """The one of the headings with its title that a heading is: under its parent, best of its own level."""
    beside = [h for h in alike if h.parent_id == parent]
    level = [h for h in beside or alike if h.level == heading.level]
    if beside:
        return (level or beside)[0]
    if parent is None and len(level) == 1:
        return level[0]
    return None
