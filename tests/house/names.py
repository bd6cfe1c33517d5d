"""What the code says of itself: names of classes, docstrings, annotations, comments."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.house.sizes import overrides
from tests.house.source import Definition, Function, House, Source, classes, definitions, functions

MOST_WORDS = 4
DIRECTIVE = re.compile(r"#\s*(noqa|type:|fmt:|ruff:|pragma|isort)")


def twice_named_classes(house: House) -> dict[str, int]:
    """Class names of the product that stand more than once."""
    names = Counter(node.name for _, node in classes(house.product))
    return {name: n for name, n in names.items() if n > 1}


def docstrings(sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Every docstring with the module, class or function it belongs to."""
    for source in sources:
        for name, node in [(source.module, source.tree), *definitions(source)]:
            text = ast.get_docstring(node)
            if text is not None:
                yield name, text


def short_docstrings(house: House) -> dict[str, int]:
    """Docstrings of so few words that a better name says the same; where Qt gave the name, none can be better."""
    of_qt = {name for name, _ in overrides(house)}
    return {n: 1 for n, text in docstrings(house.product) if len(text.split()) <= MOST_WORDS and n not in of_qt}


def annotated_share(sources: Iterable[Source]) -> float:
    """The share of functions whose every argument and result has a type."""
    whole = [_is_annotated(node) for _, node in functions(sources)]
    return sum(whole) / len(whole)


def _is_annotated(node: Function) -> bool:
    told = node.args
    arguments = [*told.posonlyargs, *told.args, *told.kwonlyargs, *filter(None, [told.vararg, told.kwarg])]
    if arguments and arguments[0].arg in {"self", "cls"}:
        arguments = arguments[1:]
    return node.returns is not None and all(argument.annotation is not None for argument in arguments)


def documented_share(sources: Iterable[Source]) -> float:
    """The share of public modules, classes and functions that have a docstring."""
    told = [ast.get_docstring(node) is not None for node in _public(sources)]
    return sum(told) / len(told)


def _public(sources: Iterable[Source]) -> Iterator[ast.Module | Definition]:
    for source in sources:
        yield source.tree
        inside = {source.module}  # what stands in a function or in a private class is not public
        for name, node in definitions(source):
            if name.rpartition(".")[0] in inside and not node.name.startswith("_"):
                yield node
                if isinstance(node, ast.ClassDef):
                    inside.add(name)


def comment_lines(source: Source) -> int:
    """Lines with a comment for people; what is written for a tool is none."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    comments = [t for t in tokens if t.type == tokenize.COMMENT and not DIRECTIVE.match(t.string)]
    return len({token.start[0] for token in comments})
