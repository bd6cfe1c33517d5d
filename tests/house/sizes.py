"""How long files, classes and functions are, and how many methods a class has."""

import ast
import math
import re
from collections.abc import Iterable, Iterator, Sequence

from tests.house.source import Function, House, Source, classes, functions

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TABLE = 500, 40, 70
LONGEST_CLASS, MOST_METHODS = 250, 20
LONGEST_WINDOW, MOST_WINDOW_METHODS = 400, 25
# Ruff lets nobody else have such a name: whatever is written so overrides a method of Qt.
CAMEL = re.compile(r"[a-z]+[A-Z]\w*")
# Qt's virtual methods of one word; they count as overrides only in a class that comes from Qt.
SHORT_OVERRIDES = {
    "accept", "boundingRect", "data", "done", "event", "fixup", "flags", "index", "match", "paint", "parent", "reject",
    "run", "shape", "sibling", "sort", "span", "validate",
}  # fmt: skip


def share(lengths: Sequence[int], percent: int) -> int:
    """The length that so many percent do not exceed (nearest rank)."""
    return sorted(lengths)[max(0, math.ceil(len(lengths) * percent / 100) - 1)]


def length(node: ast.stmt) -> int:
    """From `def` or `class` to the last line."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def file_lines(sources: Iterable[Source]) -> dict[str, int]:
    """Lines of every file."""
    return {source.name: source.lines for source in sources}


def function_lines(sources: Iterable[Source]) -> dict[str, int]:
    """Lines of every function, its docstring with it."""
    return {name: length(node) for name, node in functions(sources)}


def class_lines(house: House) -> dict[str, int]:
    """Lines of every class."""
    return {name: length(node) for name, node in classes(house.product)}


def class_methods(house: House) -> dict[str, int]:
    """Methods of every class, without properties, magic methods and Qt's overrides."""
    of_qt = {node for _, node in overrides(house)}
    found = {}
    for name, node in classes(house.product):
        methods = [m for m in node.body if isinstance(m, Function) and m not in of_qt]
        found[name] = sum(not (is_property(m) or is_magic(m)) for m in methods)
    return found


def overrides(house: House) -> Iterator[tuple[str, Function]]:
    """The methods that Qt calls, with their qualified names."""
    bases = bases_by_name(house)
    for name, node in classes(house.product):
        from_qt = comes_from_qt(node.name, bases)
        for method in node.body:
            if isinstance(method, Function) and is_override(method, from_qt=from_qt):
                yield f"{name}.{method.name}", method


def bases_by_name(house: House) -> dict[str, set[str]]:
    """The names of the bases of every class of the product, `pg.PlotWidget` as `PlotWidget`."""
    found: dict[str, set[str]] = {}
    for _, node in classes(house.product):
        found.setdefault(node.name, set()).update(ast.unparse(base).split(".")[-1] for base in node.bases)
    return found


def comes_from_qt(name: str, bases: dict[str, set[str]]) -> bool:
    """Whether a class has a class of Qt above it, however far up."""
    if name not in bases:
        return re.match(r"Q[A-Z]", name) is not None or name in {"AxisItem", "GraphicsObject", "PlotWidget", "ViewBox"}
    return any(base != name and comes_from_qt(base, bases) for base in bases[name])


def is_property(node: Function) -> bool:
    """Whether a method is read, set or deleted like an attribute."""
    names = {ast.unparse(decorator).split(".")[-1] for decorator in node.decorator_list}
    return bool(names & {"property", "cached_property", "setter", "deleter"})


def is_magic(node: Function) -> bool:
    """Whether Python calls the method, as `__init__`."""
    return node.name.startswith("__") and node.name.endswith("__")


def is_override(node: Function, *, from_qt: bool) -> bool:
    """Whether Qt calls the method."""
    return CAMEL.fullmatch(node.name) is not None or (from_qt and node.name in SHORT_OVERRIDES)


def is_window(node: ast.ClassDef) -> bool:
    """Whether it is the window, which may be larger."""
    return any(ast.unparse(base).split(".")[-1] == "QMainWindow" for base in node.bases)


def is_table(node: Function) -> bool:
    """Whether a function is one table: a list, dictionary or tuple written out takes more than half of its lines."""
    literals = [n for n in ast.walk(node) if isinstance(n, ast.List | ast.Dict | ast.Tuple | ast.Set)]
    longest = max(((n.end_lineno or n.lineno) - n.lineno + 1 for n in literals), default=0)
    return longest * 2 > length(node)


def long_files(house: House) -> dict[str, int]:
    """Files over the limit, those of the tests too."""
    lengths = file_lines([*house.product, *house.tests])
    return {name: n for name, n in lengths.items() if n > LONGEST_FILE}


def long_functions(house: House) -> dict[str, int]:
    """Functions over the limit; one that is a table may be longer."""
    found = {}
    for name, node in functions(house.product):
        limit = LONGEST_TABLE if is_table(node) else LONGEST_FUNCTION
        if length(node) > limit:
            found[name] = length(node)
    return found


def long_classes(house: House) -> dict[str, int]:
    """Classes with more lines than they may have."""
    windows = {name for name, node in classes(house.product) if is_window(node)}
    lengths = class_lines(house)
    return {name: n for name, n in lengths.items() if n > (LONGEST_WINDOW if name in windows else LONGEST_CLASS)}


def busy_classes(house: House) -> dict[str, int]:
    """Classes with more methods than they may have."""
    windows = {name for name, node in classes(house.product) if is_window(node)}
    methods = class_methods(house)
    return {n: m for n, m in methods.items() if m > (MOST_WINDOW_METHODS if n in windows else MOST_METHODS)}
