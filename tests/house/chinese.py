"""Chinese as input: where the program asks what a text says, though it made the text itself (style.md, rule 8)."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.house.imports import absolute
from tests.house.source import House, Source, own_nodes

# What people and papers write is read here, and nowhere else.
READERS = (
    "models.words",
    "models.intake",
    "models.plan_reading",
    "models.collecting.headings",
    "models.collecting.typed",
    "models.collecting.returned",
)
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef“”‘’—…·]")
ASKING = {
    "startswith", "endswith", "partition", "rpartition", "split", "rsplit", "replace", "removeprefix", "removesuffix",
    "find", "rfind", "index", "rindex", "count", "strip", "lstrip", "rstrip",
}  # fmt: skip
PATTERNS = {"compile", "match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn"}


class Asked(NamedTuple):
    """A place where a text is asked for Chinese."""

    place: str
    line: int
    code: str


def asked(house: House) -> Iterator[Asked]:
    """Every comparison, case, method or pattern that looks for Chinese, outside the readers."""
    constants = chinese_constants(house)
    for source in house.product:
        if not (source.module + ".").startswith(tuple(f"{room}." for room in READERS)):
            known = known_names(source, constants)
            for place, statement in source.statements:
                for node in own_nodes(statement):
                    if any(_is_chinese(part, known) for part in _looked_for(node)):
                        yield Asked(place, node.lineno, ast.unparse(node))


def asked_by_place(house: House) -> Counter[str]:
    """How often each function, class or module asks."""
    return Counter(place.place for place in asked(house))


def _looked_for(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            if any(isinstance(op, ast.Eq | ast.NotEq | ast.In | ast.NotIn) for op in ops):
                return [left, *others]
        case ast.MatchValue(value=value):
            return [value]
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[first, *_]) if name in PATTERNS:
            return [first]
        case ast.Call(func=ast.Attribute(attr=name), args=[first, *_]) if name in ASKING:
            return [first]
    return []


def _is_chinese(node: ast.expr, known: set[str]) -> bool:
    match node:
        case ast.Constant(value=str(text)):
            return CHINESE.search(text) is not None
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.JoinedStr(values=parts):
            return any(_is_chinese(part, known) for part in parts)
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple" | "list"), args=[part]):
            return _is_chinese(part, known)
        case ast.Name() | ast.Attribute():
            return ast.unparse(node) in known
    return False


def chinese_constants(house: House) -> set[str]:
    """Dotted names of the product's constants that are Chinese text, or a row of them."""
    found = set()
    for source in house.product:
        for statement in source.tree.body:
            match statement:
                case ast.Assign(targets=targets, value=value) if _is_chinese(value, set()):
                    for target in targets:
                        names = target.elts if isinstance(target, ast.Tuple) else [target]
                        found |= {f"{source.module}.{ast.unparse(name)}" for name in names}
                case ast.AnnAssign(target=target, value=ast.expr() as value) if _is_chinese(value, set()):
                    found.add(f"{source.module}.{ast.unparse(target)}")
    return found


def known_names(source: Source, constants: set[str]) -> set[str]:
    """How the constants are called in a file: its own, those imported, those of modules imported."""
    by_module: dict[str, list[str]] = {}
    for dotted in constants:
        module, _, name = dotted.rpartition(".")
        by_module.setdefault(module, []).append(name)
    known = set(by_module.get(source.module, ()))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom):
            known |= _names_from(absolute(source, node), node.names, constants, by_module)
    return known


def _names_from(
    module: str, aliases: list[ast.alias], constants: set[str], by_module: Mapping[str, list[str]]
) -> set[str]:
    known = set()
    for alias in aliases:
        called, dotted = alias.asname or alias.name, f"{module}.{alias.name}"
        if dotted in constants:
            known.add(called)
        known |= {f"{called}.{name}" for name in by_module.get(dotted, ())}
    return known
