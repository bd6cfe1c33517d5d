"""What is said to a person: what happened, what it means, what to do now."""

from dataclasses import dataclass, replace

STOP = "。"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said, in its parts; who shows it picks the parts, and never looks into their words.

    `key` names it for the log and for tests, the same whatever names and numbers stand in it. The parts are
    Chinese without a full stop at their ends; `means` and `todo` may be empty. `todo` begins with 请. `lead` are
    words right before `what` that a place leaves out where it says them itself, as the name of a file in its list.
    """

    key: str
    what: str
    means: str = ""
    todo: str = ""
    lead: str = ""

    def __str__(self) -> str:
        """The whole, each part closed by a full stop."""
        return _closed(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are not empty, in their order; the lead belongs to the first."""
        return tuple(filter(None, (self.lead + self.what, self.means, self.todo)))

    @property
    def text(self) -> str:
        """The whole without its last full stop, as it stands inside another sentence or in a cell."""
        return STOP.join(self.parts)

    @property
    def rest(self) -> str:
        """What follows the first part, as it is shown below it; empty where nothing does."""
        return _closed(self.parts[1:])

    def under(self, lead: str) -> "Said":
        """The same behind further words, such as what was not done because of it."""
        return replace(self, lead=lead + self.lead)

    def without_lead(self) -> "Said":
        """The same for a place that says the first words itself."""
        return replace(self, lead="")


def _closed(parts: tuple[str, ...]) -> str:
    """Parts as sentences, each with its full stop."""
    return STOP.join((*parts, ""))
