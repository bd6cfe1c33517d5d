"""Which rows of returned forms will be written, and why doubted ones are; without Qt."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from gui.intake.returned.lines import Group, LineKey, ReturnedKind, ReturnedLine
from models.collecting.returned import CellChange


class Filter(StrEnum):
    """Which rows are listed; the value is the word on its button."""

    ALL = "全部"
    DOUBTS = "只看提醒"
    ERRORS = "只看错误"


FILTERED = {
    Filter.ALL: set(ReturnedKind) - {ReturnedKind.SAME},
    Filter.DOUBTS: {ReturnedKind.DOUBT, ReturnedKind.ABSENT},
    Filter.ERRORS: {ReturnedKind.ERROR, ReturnedKind.STRAY},
}


@dataclass(frozen=True, slots=True)
class TickCounts:
    """How many rows there are, and how many will be written; `left` are sure ones without a tick."""

    by_filter: dict[Filter, int]
    chosen: int
    left: int
    doubts: int
    errors: int
    same: int

    @property
    def skipped(self) -> int:
        """Rows that will not be written."""
        return self.left + self.doubts + self.errors


def listed(groups: Iterable[Group], wanted: Filter, *, same: bool) -> list[tuple[Group, list[ReturnedLine]]]:
    """The files with those of their rows that pass; `same` adds rows without a change.

    With everything listed a file that was read stands there even where no row of it passes.
    """
    kinds = set(FILTERED[wanted])
    if same:
        kinds.add(ReturnedKind.SAME)
    everything = wanted is Filter.ALL  # what was typed over is then in sight, whatever came of it
    found = []
    for group in groups:
        lines = [line for line in group.lines if line.kind in kinds or (everything and line.came)]
        if lines or (everything and not group.said):
            found.append((group, lines))
    return found


@dataclass(frozen=True, slots=True)
class _Before:
    """What was said of a row while it read so."""

    change: CellChange | None
    ticked: bool
    reason: str


class Ticks:
    """The rows of all files, the ticks and the reasons given for doubted ones."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._ticked: set[LineKey] = set()
        self._reasons: dict[LineKey, str] = {}
        self._disputed: dict[tuple[str, str, str], list[ReturnedLine]] = {}
        self._before: dict[LineKey, _Before] = {}

    def take(self, groups: Sequence[Group]) -> None:
        """Other files; the ticks and reasons of rows that read as before are kept, new sure rows are ticked.

        What was said of rows that go is kept for when they come back: another period was looked at meanwhile.
        """
        for line in self.lines():
            self._before[line.key] = _Before(line.change, self.is_ticked(line), self.reason(line))
        self.groups = list(groups)
        self._ticked, self._reasons, self._disputed = set(), {}, {}
        for line in self.lines():
            before = self._before.get(line.key)
            if before is None or before.change != line.change:
                # A sheet that says something else now was not what the clerk looked at: judged as if it were new.
                before = _Before(line.change, line.kind is ReturnedKind.SURE, "")
            if before.ticked:
                self._ticked.add(line.key)
            if before.reason:
                self._reasons[line.key] = before.reason
        self._note_disputed()

    def _note_disputed(self) -> None:
        for line in self.lines():
            if line.change and line.disputed:
                self._disputed.setdefault(line.change.slot, []).append(line)

    def lines(self) -> Iterator[ReturnedLine]:
        """All rows, whatever the filter."""
        for group in self.groups:
            yield from group.lines

    def is_ticked(self, line: ReturnedLine) -> bool:
        """Whether a row will be written."""
        return line.key in self._ticked

    def reason(self, line: ReturnedLine) -> str:
        """Why a doubted row is written all the same."""
        return self._reasons.get(line.key, "")

    def lacking_reason(self, lines: Iterable[ReturnedLine]) -> list[ReturnedLine]:
        """Those of the rows that can only be ticked with a reason that nobody gave yet."""
        return [line for line in lines if line.needs_reason and not self.reason(line)]

    def tick(self, line: ReturnedLine, *, on: bool, reason: str = "") -> None:
        """Tick a row or not; a doubted one needs its reason, of two for one cell only one can be ticked."""
        if line.change is None:
            return
        if not on:
            self._ticked.discard(line.key)
            return
        if reason and line.needs_reason:
            self._reasons[line.key] = reason
        if not self.lacking_reason([line]):
            for other in self.rivals(line):
                self._ticked.discard(other.key)
            self._ticked.add(line.key)

    def rivals(self, line: ReturnedLine) -> list[ReturnedLine]:
        """Other rows that fill the same cell."""
        if line.change is None:
            return []
        return [other for other in self._disputed.get(line.change.slot, ()) if other.key != line.key]

    def chosen(self) -> list[CellChange]:
        """The changes ticked, each with its reason."""
        ticked = [line for line in self.lines() if self.is_ticked(line)]
        return [replace(line.change, reason=self.reason(line)) for line in ticked if line.change]

    def counts(self) -> TickCounts:
        """The numbers of the filter and of the bottom line."""
        kinds: Counter[ReturnedKind] = Counter()
        without_tick: Counter[ReturnedKind] = Counter()
        for line in self.lines():
            kinds[line.kind] += 1
            if not self.is_ticked(line):
                without_tick[line.kind] += 1
        by_filter = {wanted: sum(kinds[kind] for kind in passing) for wanted, passing in FILTERED.items()}
        return TickCounts(
            by_filter=by_filter,
            chosen=len(self._ticked),
            left=without_tick[ReturnedKind.SURE],
            doubts=without_tick[ReturnedKind.DOUBT],
            errors=by_filter[Filter.ERRORS],
            same=kinds[ReturnedKind.SAME],
        )


def nothing_listed(groups: Sequence[Group], wanted: Filter) -> str:
    """What stands in place of rows where none passes the filter; empty where there is nothing to say."""
    if wanted is Filter.DOUBTS:
        return "没有提醒的行。"
    if wanted is Filter.ERRORS:
        return "没有错误的行。"
    if groups and all(group.said for group in groups):
        return "这些文件都没有读入，没有要写入的内容。\n原因在左边，点一个文件看它的原因。"
    if groups and not any(group.count(*FILTERED[Filter.ALL]) for group in groups):
        return "这些表与台账一致，没有要写入的内容。"
    return ""
