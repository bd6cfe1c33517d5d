"""What is measured: the files of the product and of its tests, parsed once, and ways to walk them with names."""

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests import ROOT

ROOMS = ("db", "gui", "models", "resources")
Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


@dataclass(frozen=True, eq=False)
class Source:
    """One file of Python; `name` is its path below the root with slashes, as git prints it."""

    name: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The dotted name under which the file is imported."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def statements(self) -> list[tuple[str, ast.stmt]]:
        """Every statement with the qualified name of the function, class or module it stands in."""
        return list(_statements(self.tree, self.module))


@dataclass(frozen=True)
class House:
    """A checkout with its product and its tests."""

    root: Path

    @cached_property
    def product(self) -> list[Source]:
        """main.py and the rooms."""
        paths = [self.root / "main.py"]
        for room in ROOMS:
            paths += sorted((self.root / room).rglob("*.py"))
        return [self._read(path) for path in paths if path.is_file()]

    @cached_property
    def tests(self) -> list[Source]:
        """Everything in Python below tests/."""
        return [self._read(path) for path in sorted((self.root / "tests").rglob("*.py"))]

    def _read(self, path: Path) -> Source:
        text = path.read_text(encoding="utf-8")
        return Source(path.relative_to(self.root).as_posix(), text, ast.parse(text))


OURS = House(ROOT)  # read by the first test that asks


def definitions(source: Source) -> Iterator[tuple[str, Definition]]:
    """Every class and function with its qualified name, those inside others too."""
    for place, statement in source.statements:
        if isinstance(statement, Definition):
            yield f"{place}.{statement.name}", statement


def functions(sources: Iterable[Source]) -> Iterator[tuple[str, Function]]:
    """Every function and method with its qualified name."""
    for source in sources:
        for name, node in definitions(source):
            if isinstance(node, Function):
                yield name, node


def classes(sources: Iterable[Source]) -> Iterator[tuple[str, ast.ClassDef]]:
    """Every class with its qualified name."""
    for source in sources:
        for name, node in definitions(source):
            if isinstance(node, ast.ClassDef):
                yield name, node


def _statements(node: ast.AST, place: str) -> Iterator[tuple[str, ast.stmt]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield place, child
        if isinstance(child, Definition):
            yield from _statements(child, f"{place}.{child.name}")
        else:
            yield from _statements(child, place)


def own_nodes(statement: ast.AST) -> Iterator[ast.AST]:
    """What a statement itself says, without the statements inside it."""
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt):
            yield child
            yield from own_nodes(child)


def counted(sources: Iterable[Source], count: Callable[[ast.stmt], int]) -> Counter[str]:
    """What is counted in the statements, summed up by the function, class or module they stand in."""
    found: Counter[str] = Counter()
    for source in sources:
        for place, statement in source.statements:
            found[place] += count(statement)
    return +found
