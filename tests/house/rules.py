"""The rules of style.md that a machine can measure, and the exceptions to them that there still are.

The exceptions stand in exceptions.toml: for each rule the qualified names that break it, with how often or how far.
The list only shrinks: what is not on it fails, and what is on it without need fails too.
"""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.house import chinese, density, habits, names, rooms, sizes
from tests.house.source import House

EXCEPTIONS = Path(__file__).with_name("exceptions.toml")


class Rule(NamedTuple):
    """What breaks a rule, by name; `is_size` where the number is a size, which may fall while it stays listed."""

    number: int
    key: str
    find: Callable[[House], Mapping[str, int]]
    is_size: bool = False


RULES = [
    Rule(1, "loose files", rooms.loose_files),
    Rule(1, "empty names", rooms.empty_names),
    Rule(6, "lines of a file", sizes.long_files, is_size=True),
    Rule(6, "lines of a class", sizes.long_classes, is_size=True),
    Rule(6, "methods of a class", sizes.busy_classes, is_size=True),
    Rule(6, "lines of a function", sizes.long_functions, is_size=True),
    Rule(7, "complexity", density.complex_functions, is_size=True),
    Rule(7, "ternary inside a ternary", density.nested_ternaries),
    Rule(7, "ternaries in one statement", density.crowded_statements),
    Rule(7, "comprehension with two for or two if", density.wide_comprehensions),
    Rule(7, "value nobody takes", density.effects),
    Rule(8, "Chinese as input", chinese.asked_by_place),
    Rule(11, "class name twice", names.twice_named_classes),
    Rule(11, "docstring of four words", names.short_docstrings),
    Rule(15, "private names in tests", habits.private_by_file),
    Rule(15, "sleeps in tests", habits.sleeps),
    Rule(15, "clocks in tests", habits.clocks),
]


def listed() -> dict[str, dict[str, int]]:
    """The exceptions, by the key of their rule."""
    return tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))


def broken(found: Mapping[str, int], excepted: Mapping[str, int]) -> list[str]:
    """What breaks the rule and is not excepted, or breaks it more than is excepted; as lines of the list."""
    return [line_of(name, number) for name, number in found.items() if number > excepted.get(name, 0)]


def needless(rule: Rule, found: Mapping[str, int], excepted: Mapping[str, int]) -> list[str]:
    """Exceptions that are not needed any more, or not so many."""
    gone = [name for name in excepted if name not in found]
    if not rule.is_size:
        gone += [name for name, number in excepted.items() if 0 < found.get(name, 0) < number]
    return [line_of(name, excepted[name]) for name in gone]


def line_of(name: str, number: int) -> str:
    """An exception as it stands in the list."""
    return f'"{name}" = {number}'


def shrink(house: House) -> list[str]:
    """Write the list anew: what is mended goes; what breaks a rule anew is not taken in, and is told.

    Where a rule is broken no more often than the list allows, its names are taken as they are now, so that a thing
    that has moved or was renamed keeps its exception.
    """
    before, told, text = listed(), [], [_preface()]
    for rule in RULES:
        found, excepted = dict(rule.find(house)), before.get(rule.key, {})
        if len(found) > len(excepted) or sum(found.values()) > sum(excepted.values()):
            told += [f"rule {rule.number}, {rule.key}: {line}" for line in broken(found, excepted)]
            found = {name: min(number, found[name]) for name, number in excepted.items() if name in found}
        text.append(_section(rule, found))
    EXCEPTIONS.write_text("\n".join(text), encoding="utf-8", newline="\n")
    return told


def _preface() -> str:
    lines = EXCEPTIONS.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith("#"))


def _section(rule: Rule, exceptions: Mapping[str, int]) -> str:
    lines = [f'["{rule.key}"]  # rule {rule.number}', *(line_of(name, exceptions[name]) for name in sorted(exceptions))]
    return "".join(f"{line}\n" for line in lines)
