"""A plan that was read, joined to one that is there: headings of one title at one place are one heading."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from models.intake.breakdown import Line, outline_places, plan_items
from models.intake.plan_json import Directory, PlanContent, read_plan
from models.plan.entities import Entity, Heading
from models.plan.ledger import Ledger, in_order
from models.words.titles import Place, bare_title


def join(content: PlanContent, ledger: Ledger) -> list[Entity]:
    """What to write so that a plan gains the headings and targets that were read, each at its place.

    A heading without one above it may stand anywhere in the plan, where only one has its level
    and title.
    """
    places = _matched(content.headings, ledger.headings)
    made = [
        replace(h, plan_id=ledger.plan.id, parent_id=places.get(h.parent_id or ""), position=len(ledger.headings) + i)
        for i, h in enumerate(content.headings)
        if places[h.id] == h.id
    ]
    there = [replace(h, position=i) for i, h in enumerate(ledger.headings)]
    headings = [replace(h, position=i) for i, h in enumerate(in_order([*there, *made]))]
    last = max((t.position for t in ledger.targets), default=-1) + 1
    targets = [
        replace(t, plan_id=ledger.plan.id, heading_id=places.get(t.heading_id or ""), position=last + i)
        for i, t in enumerate(content.targets)
    ]
    before = {h.id: h for h in ledger.headings}
    moved = [h for h in headings if before.get(h.id) != h]
    return [*content.units, *content.persons, *content.series, *moved, *targets, *content.past]


def new_places(lines: Sequence[Line], ledger: Ledger) -> set[Place]:
    """The headings of lines that the plan does not have yet."""
    numbers = count(1)
    directory = Directory(lambda: f"+{next(numbers)}")
    items = {"outline": plan_items(lines)["outline"], "title": ledger.plan.title, "year": str(ledger.plan.year)}
    headings = read_plan(items, directory).headings
    places = _matched(headings, ledger.headings)
    return {p for p, h in zip(outline_places(lines), headings, strict=True) if places[h.id] == h.id}


def _matched(read: Sequence[Heading], there: Sequence[Heading]) -> dict[str, str]:
    """For each heading read, the id of the one that it is in the plan, or its own."""
    places: dict[str, str] = {}
    levels: dict[str, int] = {h.id: h.level for h in there}
    for heading in read:
        parent = places.get(heading.parent_id or "")
        alike = [h for h in there if bare_title(h.title) == bare_title(heading.title)]
        fitting = [h for h in alike if h.parent_id == parent]
        if not fitting and parent is None:
            fitting = [h for h in alike if levels[h.id] == heading.level]
            fitting = fitting if len(fitting) == 1 else []
        fitting.sort(key=lambda h: levels[h.id] != heading.level)  # where two have the title, the one of its level
        places[heading.id] = fitting[0].id if fitting else heading.id
    return places
