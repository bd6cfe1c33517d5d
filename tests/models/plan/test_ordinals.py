"""第n项: given once and never again, the plan's own 序号 where it is unique."""

import pytest

from models.plan.ordinals import Came, bare, in_plan_order, ordinals
from tests.models.build import case


def called(*actions):
    """What targets are called by, each action a text of "id=序号" or "id"."""
    came = []
    for number, words in enumerate(actions):
        for word in words.split():
            target_id, _, own = word.partition("=")
            came.append(Came(number, target_id, own))
    return ordinals(came)


@pytest.mark.parametrize(
    ("actions", "wanted"),
    [
        case(["a b c"], "1 2 3", id="in their order"),
        case(["a b", "c"], "1 2 3", id="an added one comes last"),
        case(["a=3.1 b=（二） c=5、"], "3.1 二 5", id="the plan's own"),
        case(["a=1 b=2 c=1 d=2"], "1 2 3 4", id="a section begins anew"),
        case(["a=一 b=一 c"], "1 2 3", id="words that are not unique"),
        case(["a b=1"], "2 1", id="an own number is no other's running one"),
        case(["a=2 b c"], "2 3 4", id="none is taken twice"),
        case(["a=7", "b=7 c"], "7 2 3", id="one that is taken"),
        case(["a=一", "b=一"], "一 2", id="words that come later move nothing"),
        case(["a b", "a", "c"], "1 2 3", id="who comes again keeps it"),
        case(["a=" + "9" * 11], "1", id="too long to be one"),
    ],
)
def test_what_targets_are_called_by(actions, wanted):
    assert list(called(*actions).values()) == wanted.split()


@pytest.mark.parametrize(
    ("own", "text"),
    [("（二）", "二"), ("3．", "3"), ("①", "1"), ("３.1", "3.1"), (" 12、", "12"), ("★", ""), ("", ""), ("1-2", "1-2")],
)
def test_what_stands_around_a_number_goes(own, text):
    assert bare(own) == text


def test_nothing_that_comes_later_moves_a_number():
    before = called("a=1 b=二 c", "d")
    after = called("a=1 b=二 c", "d", "e=二 f=1 g=3 h")
    assert {target_id: after[target_id] for target_id in before} == before
    assert len(set(after.values())) == len(after)


def test_a_plan_that_no_ledger_keeps_follows_its_order():
    assert in_plan_order([("a", ""), ("b", "9"), ("c", "")]) == {"a": "1", "b": "9", "c": "3"}
