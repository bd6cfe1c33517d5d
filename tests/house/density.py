"""How much one statement says at once: ternaries, comprehensions, `and`/`or` for effect, and radon's complexity."""

import ast
from collections import Counter
from collections.abc import Iterable
from types import UnionType

from radon.visitors import ComplexityVisitor

from tests.house.source import Function, House, Source, counted, functions, own_nodes

MOST_COMPLEX = 12
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def number_of(sources: Iterable[Source], kind: type | UnionType) -> int:
    """How often a kind of node stands in the files."""
    return sum(isinstance(node, kind) for source in sources for node in ast.walk(source.tree))


def nested_ternaries(house: House) -> Counter[str]:
    """Ternaries that stand somewhere inside another."""
    return counted(house.product, _inner_ternaries)


def _inner_ternaries(statement: ast.stmt) -> int:
    inner = set()
    for node in own_nodes(statement):
        if isinstance(node, ast.IfExp):
            inner |= {below for below in ast.walk(node) if isinstance(below, ast.IfExp) and below is not node}
    return len(inner)


def crowded_statements(house: House) -> Counter[str]:
    """Statements with more than one ternary."""
    return counted(house.product, lambda s: sum(isinstance(n, ast.IfExp) for n in own_nodes(s)) > 1)


def wide_comprehensions(house: House) -> Counter[str]:
    """Comprehensions with more than one `for` or more than one `if`."""
    return counted(house.product, lambda s: sum(map(_is_wide, own_nodes(s))))


def _is_wide(node: ast.AST) -> bool:
    return isinstance(node, Comprehension) and (len(node.generators) > 1 or len(node.generators[0].ifs) > 1)


def effects(house: House) -> Counter[str]:
    """`and`, `or`, a ternary or a comprehension whose value nobody takes: a branch or a loop in disguise."""
    return counted(house.product, _effects)


def _effects(statement: ast.stmt) -> int:
    disguise = ast.BoolOp | ast.IfExp | Comprehension
    found = int(isinstance(statement, ast.Expr) and isinstance(statement.value, disguise))
    for node in own_nodes(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
            slots = [argument.body for argument in node.args if isinstance(argument, ast.Lambda)]
            found += sum(isinstance(body, disguise) for body in slots)
    return found


def complexities(house: House) -> dict[str, int]:
    """Radon's complexity of every function; one inside another counts for itself."""
    return {name: _complexity(node) for name, node in functions(house.product)}


def _complexity(node: Function) -> int:
    visitor = ComplexityVisitor()
    visitor.visit(node)
    return int(visitor.functions[0].complexity)


def complex_functions(house: House) -> dict[str, int]:
    """Functions above the limit."""
    return {name: n for name, n in complexities(house).items() if n > MOST_COMPLEX}
