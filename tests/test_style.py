"""The rules of style that can be measured; exceptions of today stand in house/exceptions.toml and only grow fewer."""

import pytest

from tests.house.rules import RULES, Rule, broken, listed, needless
from tests.house.source import OURS


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{rule.number} {rule.key}") for rule in RULES])
def test_a_rule_is_kept_but_where_it_is_said(rule: Rule) -> None:
    found, excepted = rule.find(OURS), listed()[rule.key]
    new, old = broken(found, excepted), needless(rule, found, excepted)
    assert not new, f"rule {rule.number}, {rule.key}, is broken anew:\n" + "\n".join(new)
    assert not old, "better than the list: run python -m tests.house --shrink\n" + "\n".join(old)


def test_every_exception_belongs_to_a_rule() -> None:
    assert set(listed()) == {rule.key for rule in RULES}
