"""What stands behind a command on its line: files, options, switches."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommandLine:
    """How a command is written: how many files it takes at least and at most, and its options.

    `valued` options have a value, `switches` none; without those in `needed` nothing is done.
    """

    least: int = 1
    most: int = 1
    valued: frozenset[str] = frozenset()
    switches: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()


_OF_PERIOD = frozenset({"--period", "--out"})
COMMANDS = {
    "demo": CommandLine(),
    "new": CommandLine(valued=frozenset({"--plan"}), needed=frozenset({"--plan"})),
    "collect": CommandLine(valued=_OF_PERIOD | {"--plan"}, needed=_OF_PERIOD),
    "import": CommandLine(
        2, 10_000, frozenset({"--period", "--plan", "--accept-doubts"}), frozenset({"--dry-run", "--json"})
    ),
    "past": CommandLine(2, 2, frozenset({"--plan", "--accept-doubts"}), frozenset({"--dry-run", "--json"})),
    "export": CommandLine(valued=_OF_PERIOD | {"--plan"}, needed=_OF_PERIOD),
    "check": CommandLine(),
    "parse": CommandLine(valued=frozenset({"--year"})),
}


class UsageError(Exception):
    """The command is not written as it should be; the text is a sentence for who wrote it."""


def parse(arguments: Sequence[str]) -> tuple[str, list[str], dict[str, str]]:
    """A command's name, its files and its options; raises UsageError."""
    name = arguments[0]
    if name not in COMMANDS:
        raise UsageError(f"没有“{name}”这个命令。")
    line = COMMANDS[name]
    files, options = _read(name, line, list(arguments[1:]))
    if len(files) < line.least:
        raise UsageError(f"{name} 后面的文件少了。")
    if len(files) > line.most:
        raise UsageError(f"{name} 后面的文件多了。")
    missing = sorted(option for option in line.needed if not options.get(option))
    if missing:
        raise UsageError(f"{name} 少了 {'、'.join(missing)}。")
    return name, files, options


def _read(name: str, line: CommandLine, rest: list[str]) -> tuple[list[str], dict[str, str]]:
    """The words behind a command, sorted into files and options."""
    files: list[str] = []
    options = {"--plan": ""}
    while rest:
        word = rest.pop(0)
        option, equals, value = word.partition("=")
        if word in line.switches:
            options[word] = word
        elif option in line.valued:
            options[option] = value if equals else _next_value(rest)
            if not options[option]:
                raise UsageError(f"{option} 后面少了内容。")
        elif word.startswith("-"):
            raise UsageError(f"{name} 没有“{word}”这个选项。")
        else:
            files.append(word)
    return files, options


def _next_value(rest: list[str]) -> str:
    """The value that follows an option; empty where another option or nothing does."""
    if not rest or rest[0].startswith("--"):
        return ""
    return rest.pop(0)
