"""A command as a record: menus, buttons, keys, the help and the tests read the same rows.

Whoever can do something declares a row; where it is offered follows from the row alone, and a row
that cannot be done just now says why.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Flag, auto
from itertools import groupby


class Offered(Flag):
    """Where a command is offered. The first four are the groups of the menu ≡, in their order."""

    LEDGER = auto()
    OUT = auto()
    OFFICE = auto()
    PROGRAM = auto()
    INCOMING = auto()  # the menu 导入
    PAGES = auto()  # the switch between the pages
    TOOLBAR = auto()  # a button of its own
    OPENER = auto()  # a button that opens a menu and listens to its key itself
    CONTEXT = auto()  # the menu of a right click in its page
    NOWHERE = 0  # by its keys alone


MAIN_MENU = (Offered.LEDGER, Offered.OUT, Offered.OFFICE, Offered.PROGRAM)


@dataclass(frozen=True, slots=True)
class MenuLine:
    """One line of a submenu: what it does, its words behind a key for Alt, whether it is the one in force.

    Words wider than `most` pixels are shortened in their middle; 0 leaves them whole.
    """

    words: str
    call: Callable[[], object]
    key: str = ""
    tip: str = ""
    ticked: bool | None = None
    most: int = 0


def never() -> str:
    """No reason against: the command can always be called, and says itself what it lacks."""
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a user can have done.

    `name` is the command's own, for code and tests; `words` stand in menus and on buttons, with …
    where something is asked first. `keys` are written as Qt writes them. `tip` says more than the
    words, `help` is what the help's table of keys says: commands beside each other with the same
    help share a line. `why_not` is empty, or a sentence that says why it cannot be done just now.
    Where `lines` are given, the command is a submenu of them.
    """

    name: str
    words: str
    call: Callable[[], object]
    offered: Offered = Offered.NOWHERE
    keys: tuple[str, ...] = ()
    tip: str = ""
    help: str = ""
    why_not: Callable[[], str] = never
    lines: Callable[[], Sequence[MenuLine]] | None = None

    @property
    def tooltip(self) -> str:
        """What a button says of itself: what it does, and its first key."""
        said = self.tip or self.words
        if not self.keys:
            return said
        return f"{said}（{printed(self.keys[0])}）"


class Commands:
    """The table: every command once, in the order of menus and help."""

    def __init__(self, rows: Iterable[Command] = ()) -> None:
        self._rows: dict[str, Command] = {}
        self.add(rows)

    def add(self, rows: Iterable[Command]) -> None:
        """More commands, as of a page that was made just now; raises ValueError for a name that is taken."""
        for row in rows:
            if row.name in self._rows:
                raise ValueError(row.name)
            self._rows[row.name] = row

    def at(self, place: Offered) -> list[Command]:
        """The commands offered at a place."""
        return [row for row in self if row.offered & place]

    def groups(self, places: Iterable[Offered]) -> list[list[Command]]:
        """The commands of a menu, by the groups between its lines."""
        return [self.at(place) for place in places]

    def __getitem__(self, name: str) -> Command:
        return self._rows[name]

    def __iter__(self) -> Iterator[Command]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)


def printed(key: str) -> str:
    """A key as it stands on keyboards and in sentences: Ctrl+PgDn."""
    return key.replace("PgDown", "PgDn")


def key_lines(rows: Iterable[Command]) -> list[tuple[str, str]]:
    """The help's table of keys: the keys of each line, and what they do."""
    keyed = [row for row in rows if row.keys]
    lines = []
    for said, together in groupby(keyed, lambda row: row.help):
        keys = [" 或 ".join(map(printed, row.keys)) for row in together]
        lines.append(("、".join(keys), said))
    return lines
