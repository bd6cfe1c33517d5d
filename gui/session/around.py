"""What a part of the window may ask of the window around it, so that no part has to know the window."""

from collections.abc import Callable, Sequence
from typing import Protocol

Way = tuple[str, Callable[[], object]]  # a button's words, and what it does


class Around(Protocol):
    """The window as its parts see it."""

    def say(self, sentence: str) -> None:
        """One line in the status bar for some seconds: success is no dialog."""

    def hush(self) -> None:
        """What was said in the status bar holds no longer."""

    def tell(self, sentence: str, ways: Sequence[Way] = (), *, bad: bool = False) -> None:
        """A strip over the page that stays until it is closed, with the ways on as buttons."""

    def finish(self) -> None:
        """Hand over what is being typed in the page in view."""

    def refuses_writing(self) -> bool:
        """Whether the file may only be read; says so."""

    def open_target(self, target_id: str) -> None:
        """Put the cursor into a target's cell in 填报."""
