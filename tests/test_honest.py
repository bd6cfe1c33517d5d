"""What goes wrong is told: an except clause logs or re-raises, and every sentence has a key of its own."""

import ast
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.house.source import OURS, Source, functions, own_nodes

# The log itself has nobody to tell that it cannot be written; and what is silent today, by room, which only shrinks.
THE_LOG = "db.disk.log."
SILENT = {"db": 0, "gui": 0}
KEY = "key"  # a function that hands the key on to Said calls it so


def silent_clauses(room: str) -> list[str]:
    """Where an error is dropped: an except clause that neither raises nor logs, or a suppress."""
    found = []
    for source in OURS.product:
        if source.module.split(".")[0] != room:
            continue
        for place, statement in source.statements:
            if isinstance(statement, ast.Try):
                found += [place for handler in statement.handlers if not _tells(handler)]
            elif isinstance(statement, ast.With):
                found += [place for item in statement.items if "suppress(" in ast.unparse(item.context_expr)]
    return [place for place in found if not place.startswith(THE_LOG)]


def _tells(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) or _is_log(node) for node in ast.walk(handler))


def _is_log(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    return isinstance(owner, ast.Name) and owner.id in {"log", "_LOG"}


@pytest.mark.parametrize("room", SILENT)
def test_an_except_clause_logs_or_raises(room: str) -> None:
    found = silent_clauses(room)
    assert len(found) <= SILENT[room], "\n".join(found)


def said(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Every place that makes something said, with its key: also where a function hands the key on."""
    makers = {"Said": 0}
    for name, function in functions([source]):
        arguments = [argument.arg for argument in function.args.args]
        if KEY in arguments and "Said(key," in ast.unparse(function):
            makers[name.rpartition(".")[2]] = arguments.index(KEY)
    for place, statement in source.statements:
        for node in own_nodes(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                key = node.args[makers[node.func.id]]
                if isinstance(key, ast.Constant):
                    yield str(key.value), node
                else:
                    assert ast.unparse(key) == KEY, f"{place}: the key is made up"
                    assert place.rpartition(".")[2] in makers, place


def every_said() -> list[tuple[str, ast.Call]]:
    """All that the product says, by key."""
    return [found for source in OURS.product for found in said(source)]


def test_a_key_is_a_short_english_word_of_one_sentence() -> None:
    keys = Counter(key for key, _ in every_said())
    assert len(keys) > 60
    assert not [key for key, count in keys.items() if count > 1]
    assert not [key for key in keys if not key or len(key) > 24 or not key.replace("-", "").isalnum()]
    assert not [key for key in keys if not key.isascii() or key.lower() != key]


def test_a_part_of_what_is_said_is_no_whole_sentence() -> None:
    wrong = []
    for key, call in every_said():
        parts = [*call.args[1:], *(k.value for k in call.keywords)]
        wrong += [key for part in parts if _written_end(part).endswith("。")]
        wrong += [key for k in call.keywords if k.arg == "todo" and not _written_start(k.value).startswith("请")]
        wrong += [key for part in call.args[1:2] if isinstance(part, ast.Constant) and not part.value]
    assert not wrong


def _written_end(part: ast.expr) -> str:
    """The text at the end of a part as far as it is written there."""
    if isinstance(part, ast.JoinedStr) and part.values:
        part = part.values[-1]
    return str(part.value) if isinstance(part, ast.Constant) else ""


def _written_start(part: ast.expr) -> str:
    if isinstance(part, ast.JoinedStr) and part.values:
        part = part.values[0]
    return str(part.value) if isinstance(part, ast.Constant) else "请"
