"""What a change alters in closed periods: judged before and after, named with old and new."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.judging.assess import assess, assess_all
from models.judging.closed import Altered, alterations, held, in_words, said_of
from models.judging.statuses import Status
from models.plan.period import Period
from models.plan.settings import SETTING_KEYS, Rule
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


SETTINGS = {
    "rule.preset": ["银川", "比率95/85", "比率100/90"],
    "rule.pace_band": ["1", "40"],
    "rule.direct_band": ["0", "20"],
    "rule.ahead": ["0", "50"],
    "rule.near_days": ["0", "400"],
    "rule.decimals": ["2"],
}
OF_EVERY_KIND = (
    (target(value=100, id="amount"), 44),
    (target(value=100, id="ceiling", comparator="<="), 60),
    (target(value=100, id="about", comparator="~"), 49),
    (target("growth", 10, id="growth"), "9.6"),
    (target("level", 95, id="level"), 90),
    (target("reduction", 80, id="fall", baseline=100), "91.5"),
    (target("milestone", id="built", stages=["开工", "完工"], due_date="2020-07-05"), "开工"),
)


@pytest.mark.parametrize("key", SETTINGS)
def test_a_changed_setting_alters_what_is_open_and_nothing_that_is_closed(key):
    reported = {t.id: {"2020Q2": value, "2020Q3": value} for t, value in OF_EVERY_KIND}
    targets = [t for t, _ in OF_EVERY_KIND]
    before = ledger(*targets, reported=reported, states=STATES)
    for value in SETTINGS[key]:
        after = ledger(*targets, reported=reported, states=STATES, settings={key: value})
        assert assess_all(after, Q2) == assess_all(before, Q2)
        assert alterations(before, after) == []
        assert assess_all(after, Q3) != assess_all(before, Q3)


def test_every_setting_that_judges_is_tried():
    assert {key for key in SETTING_KEYS if key.startswith("rule.")} == set(SETTINGS)
    assert {f"rule.{name}" for name in Rule.__dataclass_fields__} == set(SETTINGS)


def test_a_reading_of_the_rule_that_was_kept_gives_the_same_rule():
    kept = Rule("比率95/85", Decimal("7.5"), Decimal(0), Decimal("2.5"), 30, 2)
    assert Rule.load(kept.dump()) == kept
