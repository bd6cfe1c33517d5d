"""What a target demands: direction, threshold, strictness, versions (rules.md §1)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from models.judging.terms import terms_at
from tests.models.build import case, target, version
from tests.models.drawn import AMOUNTS, measured_targets

DAY = date(2020, 9, 30)


def terms(t, *versions, day=DAY):
    return terms_at(t, versions, day)


@pytest.mark.parametrize(
    ("t", "lower", "threshold", "strict"),
    [
        case(target(value=100), False, 100, False, id="=: the value, higher is better"),
        case(target(value=100, comparator=">="), False, 100, False, id=">=: the value"),
        case(target(value=1000, comparator=">"), False, 1000, True, id=">: the value, strictly"),
        case(target("level", 4, comparator="<="), True, 4, False, id="<=: lower is better"),
        case(target("level", 4, comparator="<"), True, 4, True, id="<: lower, strictly"),
        case(target("growth", 3, direction="lower"), True, 3, False, id="CPI: lower where set"),
        case(target("growth", 6, value_high="6.5"), False, 6, False, id="range: its low end"),
        case(target("level", 3, value_high=4, direction="lower"), True, 4, False, id="range, lower: its high end"),
        case(target(value=100, comparator="~"), False, 95, False, id="~: five per cent less"),
        case(target("growth", 3, comparator="~", direction="lower"), True, Fraction("3.15"), False, id="CPI 3% or so"),
        case(target("growth", -20, comparator="~"), False, -21, False, id="~ below 0: still easier"),
        case(target("growth", 6, value_high=7, comparator="~"), False, Fraction("5.7"), False, id="~ of a range"),
        case(target("reduction", 80, baseline=100, comparator="~"), False, 84, False, id="~ of a fall to a value: 84"),
        case(target("reduction", 3, comparator="~"), False, Fraction("2.85"), False, id="~ of a rate of fall"),
        case(target("reduction", 3, comparator=">"), False, 3, True, id="a fall: more is better"),
        case(target("milestone"), False, None, False, id="no number"),
    ],
)  # fmt: skip
def test_direction_and_threshold(t, lower, threshold, strict):
    made = terms(t)
    assert (made.lower, made.threshold, made.strict) == (lower, threshold, strict)


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        ("=", False, True, True),
        (">=", False, True, True),
        (">", False, False, True),
        ("<=", True, True, False),
        ("<", True, False, False),
    ],
)
def test_reaching_exactly_the_threshold_is_not_enough_for_a_strict_word(comparator, below, at, above):
    made = terms(target("level", 4, comparator=comparator))
    assert [made.meets(Fraction(v)) for v in ("3.9", "4", "4.1")] == [below, at, above]


def test_without_a_number_nothing_meets_it():
    assert not terms(target("level", None)).meets(Fraction(1))


def test_a_period_uses_the_version_in_force_at_its_end():
    t = target(value=14)
    versions = [version("2020-08-20", 12), version("2020-11-01", 10)]
    in_force = [terms_at(t, versions, date(2020, m, d)) for m, d in ((8, 19), (8, 20), (10, 31), (11, 1))]
    assert [(x.value, x.adjusted) for x in in_force] == [(14, False), (12, True), (12, True), (10, True)]


def test_a_version_changes_comparator_range_and_due_date():
    new = version("2020-06-01", 3, value_high=4, comparator="<=", due="10月", due_date="2020-10-31")
    made = terms(target("level", 5, due_date="2020-09-30"), new)
    assert (made.lower, made.threshold, made.due, made.due_date) == (True, 4, "10月", date(2020, 10, 31))


@given(measured_targets(), AMOUNTS, AMOUNTS)
def test_whatever_meets_the_target_a_better_figure_meets_it_too(t, one, other):
    made = terms(t)
    worse, better = sorted([one, other], reverse=made.lower)
    assert made.meets(Fraction(better)) >= made.meets(Fraction(worse))
