"""说明 of a report: every fact once."""

from dataclasses import replace
from itertools import permutations

import pytest

from models.judging.assess import assess_all
from models.plan.period import Period
from models.report.explained import explanations
from tests.models.build import ceiling, demo_ledger, each_preset, ledger, limit, milestone, target, version

PERIODS = [Period.parse(text) for text in ("2020Q1", "2020-08-15", "2020Q3", "2020Q4")]
BOTH = {"this_total": 0, "last_total": 0}
# each with what is reported for the third quarter
TARGETS = {
    "amount": (target(value=10, stretch=12, note="统计口径", planned={"2020-06-30": 4}), "5"),
    "zero": (target(value=0, unit="起"), 0),
    "none at all": (ceiling(0), 1),
    "below zero": (target(value=-5), 3),
    "from zero": (target(value=0, value_high=5), 2),
    "more than": (target(value=100, comparator=">"), 100),
    "without a number": (target(value=None), 3),
    "ceiling": (ceiling(200, stretch=150), 90),
    "growth": (target("growth", 7, stretch=8), "8.4"),
    "growth on nothing": (target("growth", 7, entry_mode="both_years"), BOTH),
    "growth of both": (target("growth", 7, entry_mode="both_years"), {"value": 5, "this_total": 10, "last_total": 8}),
    "limit": (limit(4, stretch=3), "2.9"),
    "level in pieces": (target("level", 0, unit="家"), 3),
    "fall": (target("reduction", 3), "-1"),
    "no fall": (target("reduction", 0), 0),
    "no fall in days": (target("reduction", 0, unit="天"), 1),
    "from a baseline": (target("reduction", 80, baseline=100), 90),
    "its own baseline": (target("reduction", 80, baseline=80), 80),
    "as last year": (target(value=10, curve="按上年实际"), 5),
    "milestone": (milestone(stages=["开工 2020-03-31", "完工"]), {"stage": "开工"}),
    "words": (target("qualitative"), "推进中"),
    "not told": (target(value=10), None),
}


def every_kind(preset):
    """A plan with all of them, each twice under one name, and a change of the first."""
    targets, reported = [], {}
    for name, (made, what) in TARGETS.items():
        for one in ("a", "b"):
            targets.append(replace(made, id=name + one, name=name, series_id=name + one))
            if what is not None:
                reported[name + one] = {"2020Q3": what}
    changed = [version("2020-04-01", 12)]
    versions = dict.fromkeys(("amounta", "amountb"), changed)
    return ledger(*targets, reported=reported, versions=versions, settings={"rule.preset": preset})


@each_preset
@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.key)
@pytest.mark.parametrize("demo", [True, False], ids=["demo", "every kind"])
def test_no_line_says_what_another_says(preset, period, demo):
    """What was seen: “目标为0” and “目标为0，有无即是否达到” of one target of 零发生."""
    if demo:
        of = demo_ledger()
        of.settings["rule.preset"] = preset
    else:
        of = every_kind(preset)
    told = explanations(of, period, assess_all(of, period), "2020-10-20")
    for (kind, one), (other_kind, other) in permutations(told, 2):
        assert kind != other_kind or not one.startswith(other)


def test_why_a_gap_has_no_size_is_true_of_the_target():
    """What was seen: 目标为0 of a target below 0, and of one whose baseline it was."""
    of, told = every_kind("差值"), {}
    for kind, words in explanations(of, PERIODS[2], assess_all(of, PERIODS[2]), ""):
        name, _, why = words.partition("：")
        if kind == "逐项说明":
            told.setdefault(name, []).append(why)
    assert told["zero"] == told["no fall in days"] == ["写“—”，因为目标为0，有无即是否达到"]
    assert told["below zero"] == ["写“—”，因为目标小于0"]
    assert told["its own baseline"][-1] == "写“—”，因为基数与目标相同，算不出完成率"
    assert told["level in pieces"] == ["写“—”，因为目标不大于0，算不出比例"]
