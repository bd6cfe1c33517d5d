"""What is said to a person: what happened, what it means, what to do now."""

from dataclasses import dataclass

STOP = "。"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said, in its parts; who shows it picks the parts, and never looks into their words.

    `key` names it for the log and for tests, the same whatever names and numbers stand in it. The parts are
    Chinese without a full stop at their ends; `means` and `todo` may be empty. `todo` begins with 请.
    """

    key: str
    what: str
    means: str = ""
    todo: str = ""

    def __str__(self) -> str:
        """The whole, each part closed by a full stop."""
        return "".join(f"{part}{STOP}" for part in self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are not empty, in their order."""
        return tuple(part for part in (self.what, self.means, self.todo) if part)

    @property
    def text(self) -> str:
        """The whole without its last full stop, to stand in a sentence or a cell."""
        return STOP.join(self.parts)

    @property
    def rest(self) -> str:
        """What follows the first part, as it is shown below it; empty where nothing does."""
        return "".join(f"{part}{STOP}" for part in self.parts[1:])
