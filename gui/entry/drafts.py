"""Texts typed in 填报 that are in no file: refused by the reader, or not saved; kept until they are corrected."""

from collections.abc import Iterable, Iterator, Mapping

from gui.entry.spots import Draft, Problem, Spot, Trouble, TypedText
from models.plan.period import Period
from models.plan.said import Said


class Drafts:
    """The drafts of one file, of all its periods and plans."""

    def __init__(self) -> None:
        self.unsaved: dict[Spot, Draft] = {}
        self._wrong: dict[Spot, Draft] = {}
        self._recent: list[Spot] = []  # fields in the order they were typed, saved ones too: their doubts come first

    def at(self, spot: Spot) -> Draft | None:
        """The draft of a field; one that could not be saved goes before one that could not be read."""
        return self.unsaved.get(spot) or self._wrong.get(spot)

    def trouble(self, spot: Spot) -> Trouble | None:
        """What is the matter with a field's text; None where it has no draft."""
        if spot in self.unsaved:
            return Trouble.UNSAVED
        if spot in self._wrong:
            return Trouble.WRONG
        return None

    def problems(self) -> Iterator[Problem]:
        """A problem for each draft, first those that were not saved."""
        for spot, draft in self.unsaved.items():
            yield Problem(spot, Trouble.UNSAVED, draft.said)
        for spot, draft in self._wrong.items():
            yield Problem(spot, Trouble.WRONG, draft.said)

    def newest_first(self, problems: dict[Spot, Problem]) -> list[Problem]:
        """Problems of what was typed last before all others, which keep their order."""
        newest = [spot for spot in reversed(self._recent) if spot in problems]
        rest = [spot for spot in problems if spot not in newest]
        return [problems[spot] for spot in (*newest, *rest)]

    def left(self, shown: str) -> dict[Spot, str]:
        """Whose each draft is and why; `shown` is the key of the period that need not be named."""
        found = {}
        for spot, draft in self._wrong.items():
            found[spot] = f"{_whose(spot, draft, shown)}{draft.said.parts[0]}"
        for spot, draft in self.unsaved.items():
            found[spot] = f"{_whose(spot, draft, shown)}，{draft.said.parts[0]}"
        return found

    def typed(self, spot: Spot) -> None:
        """A field was typed into and read."""
        self._recent.append(spot)

    def refuse(self, spot: Spot, draft: Draft) -> None:
        """A text could not be read."""
        self._wrong[spot] = draft
        self._recent.append(spot)

    def fail(self, texts: Mapping[Spot, TypedText], said: Said) -> None:
        """Texts could not be saved, and why."""
        for spot, typed in texts.items():
            self.unsaved[spot] = Draft(typed, said)

    def saved(self, spots: Iterable[Spot]) -> None:
        """Texts are in the file: an earlier one of the same field may have failed."""
        for spot in spots:
            self.unsaved.pop(spot, None)

    def forget(self, spot: Spot) -> None:
        """A field's text is given up, or another one is typed."""
        self._wrong.pop(spot, None)
        self.unsaved.pop(spot, None)
        if spot in self._recent:
            self._recent.remove(spot)


def _whose(spot: Spot, draft: Draft, shown: str) -> str:
    name = draft.typed.name
    if spot.period == shown:
        return name
    return f"{name}（{Period.of_key(spot.period).short}）"
