"""What a change alters in closed periods: judged before and after, named with old and new."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.judging.assess import assess, assess_all
from models.judging.closed import Altered, alterations, held, in_words, said_of
from models.judging.statuses import Status
from models.plan.period import Period
from tests.models.build import closed, ledger, target

Q1, Q2, Q3 = (Period.parse(f"2020Q{n}") for n in (1, 2, 3))
LATER = date(2020, 7, 1)
STATES = closed("2020Q1") | closed("2020Q2")
REPORTED = {"a": {"2020Q2": 40}}


def year(*targets, **given):
    return ledger(*targets, reported=REPORTED, states=given.pop("states", STATES), **given)


def test_the_same_year_alters_nothing_and_names_leaders_and_places_do_not():
    one = target(value=100, id="a")
    other = replace(one, name="别名", lead_id="u", position=9, heading_id="h", quote="文", note="注")
    assert alterations(year(one), year(one)) == []
    assert alterations(year(one), year(other)) == []


def test_old_and_new_are_named_for_each_closed_period():
    one = target(value=100, id="a", name="外资")
    found = alterations(year(one), year(replace(one, value=Decimal(120))))
    assert [(a.period, a.what, a.old, a.new) for a in found] == [
        (Q1, Altered.DEMAND, "100家", "120家"),
        (Q2, Altered.DEMAND, "100家", "120家"),
    ]
    assert said_of(found) == "一季度“外资”的目标 100家→120家"
    assert all(a.what.may_wait for a in found)


def test_many_are_named_by_the_first_three_and_their_number():
    ones = [target(value=100, id=str(i), name=f"指标{i}") for i in range(5)]
    found = alterations(year(*ones), year(*(replace(t, value=Decimal(120)) for t in ones)))
    assert said_of(found).count("→") == 3
    assert said_of(found).endswith("等5项指标")


def test_an_open_period_may_change_and_one_that_is_being_opened_is_not_compared():
    one = target(value=100, id="a")
    other = replace(one, value=Decimal(120))
    assert alterations(year(one, states={}), year(other, states={})) == []
    opened = {key: replace(state, closed_at="") for key, state in STATES.items()}
    assert alterations(year(one), year(other, states=opened)) == []


def test_what_comes_and_goes_is_listed():
    one, new = target(value=100, id="a"), target(value=5, id="b")
    assert {a.what for a in alterations(year(one), year(one, new))} == {Altered.LISTED}
    assert {a.new for a in alterations(year(one, new), year(one))} == {"不再列入"}
    assert len(alterations(year(one), None)) == 2
    assert alterations(year(one), year(one, replace(new, listed=LATER))) == []


def test_a_target_is_not_judged_in_periods_before_it_was_listed():
    early = target(value=100, id="a", listed=LATER)
    made = year(early)
    assert assess_all(made, Q2) == []
    assert [a.target.id for a in assess_all(made, Q3)] == ["a"]
    alone = assess(made, early, Q2)
    assert (alone.status, alone.light.name, alone.actual.value) == (Status.NOT_DUE, "NONE", None)
    assert assess(made, early, Q3).pace == assess(made, replace(early, listed=None), Q3).pace


def test_what_a_closed_period_holds():
    one = target(value=100, id="a")
    made = year(one)
    assert held(made, one.series_id, "2020-06") == 40
    assert held(made, one.series_id, "2020-03") is None
    assert held(year(one, states={}), one.series_id, "2020-06") is None
    assert held(made, "another", "2020-06") is None


@pytest.mark.parametrize(("typed", "kept"), [(" 更正 ", "更正"), ("typo", "typo"), ("5", ""), ("29.5%", ""), (" ", "")])
def test_a_reason_is_in_words(typed, kept):
    assert in_words(typed) == kept
