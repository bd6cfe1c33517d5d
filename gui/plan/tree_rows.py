"""The rows of the plan's tree: which there are under a filter, their ids, and how one is found; no Qt.

A row has a whole number as its id for as long as the tree lives, so that a row that comes back is the same one.
Filtering makes the rows anew; whoever shows them asks whether they differ from those shown before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count as counting

from gui.plan.row_keys import heading_key, target_key
from gui.session.judged import Judged
from gui.session.search import initials, matches
from models.judging.assess import Assessment
from models.judging.groups import count
from models.judging.statuses import Status
from models.plan.entities import Heading, Target
from models.plan.year import PlanYear

ROOT = 0
_ENUMERATION = "0123456789.() "  # what may stand before a name and is not typed to find it


@dataclass(slots=True)
class Node:
    """A row: a heading or a target, the id of its parent, its place there, the ids of its children."""

    parent: int
    row: int = 0
    heading: Heading | None = None
    target: Target | None = None
    children: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        """A name that outlives the row (row_keys); the root has none."""
        if self.heading:
            return heading_key(self.heading.id)
        if self.target:
            return target_key(self.target.id)
        return ""

    @property
    def name(self) -> str:
        """What the row is called in the tree."""
        if self.heading:
            return self.heading.label
        if self.target:
            return self.target.full_name
        return ""

    def begins_with(self, typed: str) -> bool:
        """Whether the name begins so, in small letters, or its pinyin initials do, with or without its number."""
        bare = self.name
        if self.heading:
            bare = self.heading.title
        found = [self.name.lower(), *initials(bare.lower()), *initials(bare.lower().lstrip(_ENUMERATION))]
        return any(name.startswith(typed) for name in found)


class TreeRows:
    """The rows of one plan after the other; `nodes` are those shown, by their ids, ROOT among them."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {ROOT: Node(ROOT)}
        self.shown: Sequence[Target] = ()  # the targets that pass the filter
        self._ledger: PlanYear | None = None
        self._by_target: Mapping[str, Assessment] = {}
        self._query = ""
        self._statuses: frozenset[Status] = frozenset()
        self._fresh = counting(ROOT + 1)
        self._ids: dict[str, int] = {}
        self._whole: dict[int, Node] = {}  # the rows without a filter
        self._members: dict[str, list[str]] = {}
        self._counts: dict[str, str] = {}

    @property
    def is_filtered(self) -> bool:
        """Whether some targets may be hidden."""
        return bool(self._query or self._statuses)

    @property
    def is_by_status(self) -> bool:
        """Whether another figure may hide or show a target."""
        return bool(self._statuses)

    @property
    def all_judged(self) -> bool:
        """Whether the status of every target is known; in a large plan that takes a while."""
        return not isinstance(self._by_target, Judged) or self._by_target.complete

    def follow(self, ledger: PlanYear | None, by_target: Mapping[str, Assessment]) -> bool:
        """Take other figures; whether the plan itself is another."""
        self._by_target = by_target
        self.forget_counts()
        if ledger is self._ledger:
            return False
        self._ledger, self._whole = ledger, {}
        self._members = {}
        if ledger:
            self._members = _members(ledger)
        return True

    def forget_counts(self) -> None:
        """Counts are made anew when they are next asked for."""
        self._counts.clear()

    def filter(self, query: str, statuses: Iterable[Status]) -> dict[int, Node] | None:
        """The rows under another filter; None where it is the one in force."""
        words, wanted = query.strip(), frozenset(statuses)
        if (words, wanted) == (self._query, self._statuses):
            return None
        narrower = wanted == self._statuses and words.lower().startswith(self._query.lower())
        self._query, self._statuses = words, wanted
        if narrower:  # as while somebody types: only those still shown can pass
            return self.made(self.shown)
        return self.made()

    def made(self, among: Sequence[Target] | None = None) -> dict[int, Node]:
        """The rows as they are now to be, of all targets or of some."""
        if among is None:
            among = []
            if self._ledger:
                among = self._ledger.targets
        if self.is_filtered:
            self.shown = list(filter(self._passes, among))
            return self._build()
        self.shown = among
        if not self._whole:
            self._whole = self._build()
        return self._whole

    def differ(self, nodes: Mapping[int, Node]) -> bool:
        """Whether rows are others than those shown, or stand elsewhere."""
        if nodes.keys() != self.nodes.keys():
            return True
        return any(node.children != self.nodes[i].children for i, node in nodes.items())

    def number_of(self, key: str) -> int | None:
        """The id of a row by its key or by its target's id; None where it is not shown."""
        number = self._ids.get(key) or self._ids.get(target_key(key))
        if number in self.nodes:
            return number
        return None

    def numbers(self, wanted: Callable[[Node], bool] = lambda _: True) -> Iterator[int]:
        """The ids of the rows from top to bottom."""
        waiting = list(reversed(self.nodes[ROOT].children))
        while waiting:
            number = waiting.pop()
            node = self.nodes[number]
            waiting.extend(reversed(node.children))
            if wanted(node):
                yield number

    def touched(self, targets: Iterable[str]) -> set[int]:
        """The rows that show something of these targets: their own, and the headings above them."""
        rows: set[int] = set()
        for target_id in targets:
            number = self._ids.get(target_key(target_id), ROOT)
            while number != ROOT and number in self.nodes and number not in rows:
                rows.add(number)
                number = self.nodes[number].parent
        return rows

    def find(self, typed: str, start: int) -> int | None:
        """The next row, from one on and round again, that begins with what was typed."""
        rows = list(self.numbers())
        here = 0
        if start in rows:
            here = rows.index(start)
        for number in rows[here:] + rows[:here]:
            if self.nodes[number].begins_with(typed.lower()):
                return number
        return None

    def assessment(self, target: Target) -> Assessment | None:
        """How a target stands; None where it is not known."""
        return self._by_target.get(target.id)

    def count_text(self, heading_id: str) -> str:
        """The counts of all below a heading, filtered or not; nothing while targets are still being judged."""
        if not self.all_judged:
            return ""
        if heading_id not in self._counts:
            judged = map(self._by_target.get, self._members.get(heading_id, []))
            self._counts[heading_id] = count(filter(None, judged)).text
        return self._counts[heading_id]

    def in_order(self, ids: set[str]) -> list[Target]:
        """Targets in the plan's order."""
        if not self._ledger or not ids:
            return []
        return [t for t in self._ledger.targets if t.id in ids]

    def _passes(self, target: Target) -> bool:
        if self._statuses:
            a = self._by_target.get(target.id)
            if a is None or a.status not in self._statuses:
                return False
        if not self._query or self._ledger is None:
            return True
        return matches(self._query, target.full_name, target.unit, self._ledger.lead_name(target))

    def _build(self) -> dict[int, Node]:
        nodes = {ROOT: Node(ROOT)}
        if self._ledger is None:
            return nodes
        under = self._by_heading(self._ledger)
        kept = self._kept_headings()
        numbers: dict[str | None, int] = {None: ROOT}
        for target in under.get(None, []):
            self._add(nodes, Node(ROOT, target=target))
        for heading in self._ledger.headings:
            if heading.id in kept:
                above = numbers.get(heading.parent_id, ROOT)
                number = numbers[heading.id] = self._add(nodes, Node(above, heading=heading))
                for target in under.get(heading.id, []):
                    self._add(nodes, Node(number, target=target))
        return nodes

    def _by_heading(self, ledger: PlanYear) -> dict[str | None, list[Target]]:
        """The targets shown, by their heading; None for those whose heading there is not."""
        known = {h.id for h in ledger.headings}
        under: dict[str | None, list[Target]] = {}
        for target in self.shown:
            place = target.heading_id
            if place not in known:
                place = None
            under.setdefault(place, []).append(target)
        return under

    def _kept_headings(self) -> set[str]:
        """The headings that are shown: under a filter those with a target below that passes."""
        if self._ledger is None:
            return set()
        if not self.is_filtered:
            return {h.id for h in self._ledger.headings}
        ids = {t.id for t in self.shown}
        kept = set()
        for heading, members in self._members.items():
            if not ids.isdisjoint(members):
                kept.add(heading)
        return kept

    def _add(self, nodes: dict[int, Node], node: Node) -> int:
        """Put a row in as the last of its parent; its id."""
        if node.key not in self._ids:
            self._ids[node.key] = next(self._fresh)
        number = self._ids[node.key]
        beside = nodes[node.parent].children
        node.row = len(beside)
        beside.append(number)
        nodes[number] = node
        return number


def _members(ledger: PlanYear) -> dict[str, list[str]]:
    """For each heading the ids of all targets below it."""
    above = {h.id: h.parent_id for h in ledger.headings}
    found: dict[str, list[str]] = {}
    for target in ledger.targets:
        heading = target.heading_id
        while heading in above and heading is not None:
            found.setdefault(heading, []).append(target.id)
            heading = above[heading]
    return found
