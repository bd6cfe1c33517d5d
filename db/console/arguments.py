"""The words behind the program's name on the command line: a command, its files and its options."""

from collections.abc import Sequence
from typing import NamedTuple


class CommandWords(NamedTuple):
    """What a command takes: so many names, options with a value, switches; and the options it cannot do without."""

    least: int
    most: int
    valued: frozenset[str] = frozenset()
    switches: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()


_OF_PERIOD = frozenset({"--period", "--out"})
COMMANDS = {
    "demo": CommandWords(1, 1),
    "new": CommandWords(1, 1, frozenset({"--plan"}), needed=frozenset({"--plan"})),
    "collect": CommandWords(1, 1, _OF_PERIOD | {"--plan"}, needed=_OF_PERIOD),
    "import": CommandWords(
        2, 10_000, frozenset({"--period", "--plan", "--accept-doubts"}), frozenset({"--dry-run", "--json"})
    ),
    "export": CommandWords(1, 1, _OF_PERIOD | {"--plan"}, needed=_OF_PERIOD),
    "check": CommandWords(1, 1),
}


class UsageError(Exception):
    """The command is not written as it should be."""


def parse(arguments: Sequence[str]) -> tuple[str, list[str], dict[str, str]]:
    """A command's name, its files and its options; raises UsageError."""
    name, rest = arguments[0], list(arguments[1:])
    if name not in COMMANDS:
        raise UsageError(f"没有“{name}”这个命令。")
    takes = COMMANDS[name]
    names: list[str] = []
    options = {"--plan": ""}
    while rest:
        word = rest.pop(0)
        option = word.partition("=")[0]
        if word in takes.switches:
            options[word] = word
        elif option in takes.valued:
            options[option] = _value(word, rest)
        elif word.startswith("-"):
            raise UsageError(f"{name} 没有“{word}”这个选项。")
        else:
            names.append(word)
    if len(names) < takes.least:
        raise UsageError(f"{name} 后面的文件少了。")
    if len(names) > takes.most:
        raise UsageError(f"{name} 后面的文件多了。")
    missing = sorted(option for option in takes.needed if not options.get(option))
    if missing:
        raise UsageError(f"{name} 少了 {'、'.join(missing)}。")
    return name, names, options


def _value(word: str, rest: list[str]) -> str:
    """The value of an option, written --option=value, or taken from the words that follow."""
    option, equals, value = word.partition("=")
    if not equals and rest and not rest[0].startswith("--"):
        value = rest.pop(0)
    if not value:
        raise UsageError(f"{option} 后面少了内容。")
    return value
