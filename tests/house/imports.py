"""Who imports whom, imports made for types only and inside functions counted, and where that goes in a circle."""

import ast
from collections.abc import Iterator, Mapping

from tests.house.source import House, Source


def imports_of(source: Source) -> set[str]:
    """Every dotted name that a file imports, the module and each name taken from it."""
    found: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = absolute(source, node)
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def absolute(source: Source, node: ast.ImportFrom) -> str:
    parts = source.module.split(".")
    if source.name.endswith("/__init__.py"):
        parts.append("__init__")
    above = parts[: len(parts) - node.level] if node.level else []
    return ".".join([*above, *filter(None, [node.module])])


def imported_modules(house: House) -> dict[str, set[str]]:
    """For every module of the product the modules of the product it imports, a package only for its own names."""
    ours = {source.module for source in house.product}
    graph = {}
    for source in house.product:
        graph[source.module] = {target for target, _ in _edges(source, ours)} - {source.module}
    return graph


def _edges(source: Source, ours: set[str]) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in ours:
                    yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            module = absolute(source, node)
            for alias in node.names:
                name = f"{module}.{alias.name}"
                if name in ours:
                    yield name, node
                elif module in ours:
                    yield module, node


def cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The knots: groups of modules each of which reaches every other, largest first."""
    reached = {module: _reached(graph, module) for module in graph}
    knots = set()
    for module, targets in reached.items():
        if module in targets:
            knots.add(frozenset(other for other in targets if module in reached[other]))
    return sorted((sorted(knot) for knot in knots), key=lambda knot: (-len(knot), knot))


def _reached(graph: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += graph.get(module, ())
    return seen
