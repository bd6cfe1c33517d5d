"""Outlines to try things on: made from levels, and changed by operations that hypothesis picks."""

from hypothesis import strategies as st

from models.plan.entities import Heading
from models.plan.outline import DEEPEST, added, block, in_order, lowered, moved, raised, shifted


def outline(levels):
    """Headings of these levels, nested as a document's are; their ids are letters in order."""
    made, open_ones = [], []
    for i, level in enumerate(levels):
        open_ones = [h for h in open_ones if h.level < level]
        parent = open_ones[-1].id if open_ones else None
        made.append(Heading(chr(97 + i), "p", parent, i, level, f"{i}.", f"标题{i}"))
        open_ones.append(made[-1])
    return made


def shape(headings):
    """The outline in short: "a1 b2 c2"."""
    return " ".join(f"{h.id}{h.level}" for h in headings)


def assert_outline(headings):
    """Every heading stands under the nearest one before it whose level is smaller; places rise."""
    open_ones = []
    for heading in headings:
        open_ones = [h for h in open_ones if h.level < heading.level]
        assert heading.parent_id == (open_ones[-1].id if open_ones else None)
        assert 1 <= heading.level <= DEEPEST
        open_ones.append(heading)
    positions = [h.position for h in headings]
    assert positions == sorted(set(positions))
    assert in_order(headings) == headings


OPS = st.lists(
    st.tuples(st.sampled_from(["add", "up", "down", "raise", "lower", "move", "remove"]), st.integers(0, 99),
              st.integers(0, 99), st.integers(0, 99)),
    max_size=25,
)  # fmt: skip


def applied(headings, what, one, other, third, name):
    """One operation on headings picked by numbers; None where there is nothing to do it to."""
    if what == "add":
        parent = headings[one % len(headings)].id if headings and one % 4 else None
        beside = [h.id for h in headings if h.parent_id == parent]
        before = beside[other % len(beside)] if beside and other % 3 else None
        return added(headings, Heading(name, "p", None, 0, 1 + third % 4, "", name), parent, before)
    if not headings:
        return None
    it = headings[one % len(headings)].id
    if what == "remove":
        gone = {h.id for h in block(headings, it)}
        return [h for h in headings if h.id not in gone]
    if what == "move":
        parent = headings[other % len(headings)].id if other % 4 else None
        beside = [h.id for h in headings if h.parent_id == parent and h.id != it]
        return moved(headings, it, parent, beside[third % len(beside)] if beside and third % 3 else None)
    step = {
        "up": lambda: shifted(headings, it, -1),
        "down": lambda: shifted(headings, it, 1),
        "raise": lambda: raised(headings, it),
        "lower": lambda: lowered(headings, it),
    }
    return step[what]()
