"""How the tests reach into the product: private names, sleeping, clocks."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.house.imports import imports_of
from tests.house.source import House

CLOCKS = {
    "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "thread_time",
    "thread_time_ns", "time_ns", "clock_gettime", "default_timer", "getrusage", "elapsed", "msecsSinceReference",
}  # fmt: skip
# These measure and look on purpose; they assert nothing.
MEASURING = ("tests/performance/", "tests/screens/")
# Written with an underscore and meant for everybody (NamedTuple), or openpyxl's own, which the product has by chance.
RECORDS = {"_asdict", "_fields", "_make", "_replace"}
OPENPYXL = {"_cells", "_charts", "_style"}


class PrivateUse(NamedTuple):
    """A private name of the product in a test."""

    file: str
    line: int
    name: str


def private_uses(house: House) -> Iterator[PrivateUse]:
    """Every `x._name` in the tests, `x` another than self, that the product has; also imported or named to setattr."""
    names = private_names(house) - RECORDS
    for source in house.tests:
        ours = names
        if "openpyxl" in imports_of(source):
            ours = names - OPENPYXL
        for node in ast.walk(source.tree):
            for name in _named(node):
                if name in ours:
                    yield PrivateUse(source.name, node.lineno, name)


def private_names(house: House) -> set[str]:
    """Names with one underscore in front that the product gives to anything."""
    found = set()
    for source in house.product:
        for node in ast.walk(source.tree):
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                    found.add(name)
                case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                    found.add(name)
    return {name for name in found if name.startswith("_") and not name.startswith("__") and name != "_"}


def _named(node: ast.AST) -> list[str]:
    match node:
        case ast.Attribute(value=ast.Name(id="self" | "cls")):
            return []
        case ast.Attribute(attr=name):
            return [name]
        case ast.ImportFrom(names=aliases):
            return [alias.name for alias in aliases]
        case ast.Call(func=ast.Name(id="getattr" | "setattr" | "hasattr" | "delattr"), args=arguments):
            return _texts(arguments)
        case ast.Call(func=ast.Attribute(attr="setattr" | "delattr" | "object" | "patch"), args=arguments):
            return _texts(arguments)
    return []


def _texts(arguments: list[ast.expr]) -> list[str]:
    texts = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return [text.rpartition(".")[2] for text in texts]


def private_by_file(house: House) -> Counter[str]:
    """How often each file of the tests uses a private name."""
    return Counter(use.file for use in private_uses(house))


def sleeps(house: House) -> Counter[str]:
    """Where a test waits for a time instead of for what it wants to see."""
    return _calls(house, lambda name: name in {"sleep", "qWait", "qSleep"} or name == "qtbot.wait")


def clocks(house: House) -> Counter[str]:
    """Where a test reads a clock, which it could only ask how fast a machine is, or how busy."""
    return _calls(house, lambda name: name in CLOCKS or name == "time.time")


def _calls(house: House, is_meant: Callable[[str], bool]) -> Counter[str]:
    found: Counter[str] = Counter()
    for source in house.tests:
        if not source.name.startswith(MEASURING):
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Call):
                    whole = ast.unparse(node.func)
                    found[source.name] += is_meant(whole) or is_meant(whole.rpartition(".")[2])
    return +found
