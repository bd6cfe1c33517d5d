"""Groups: counts, never a rate; the weighted rule; the behind and missing lists (rules.md §1 and §6)."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judging.groups import Counts, behind, by_key, count, missing, weighted
from models.judging.statuses import Light, Status
from models.plan.presets import YINCHUAN
from tests.models.build import NA, case, ceiling, judged, limit, milestone, target

STATUSES = st.dictionaries(st.sampled_from(Status), st.integers(0, 9)).map(lambda d: Counts(Counter(d)))


def at(t, value, **given):
    return judged(t, "2020Q3", value, **given)


ONE_OF_EACH = [
    at(target(name="完成"), 100),
    at(target(name="超前"), 80),
    at(target(name="正好"), 75),
    at(target(name="基本"), 70, preset=YINCHUAN),
    at(target(name="略慢"), 70),
    at(target(name="滞后"), 10),
    at(target(name="逾期", due_date="2020-08-31"), 90),
    at(target(name="缺报"), None),
    at(target(name="不适用"), NA),
    at(target(name="未到期", cadence="yearly"), None),
    at(target("qualitative", name="定性"), "推进中"),
    at(target("qualitative", name="有期限", due_date="2020-12-31"), "推进中"),
    at(target(name="没有数", value=None), 5),
]


def test_n_of_m_on_pace():
    counts = count(ONE_OF_EACH)
    assert (counts.reached, counts.members, counts.missing, counts.reported) == (5, 9, 1, 8)
    assert counts.text == "5/9 达序时，定性 1 项"
    assert counts.all == len(ONE_OF_EACH)
    assert counts.lights() == {Light.GREEN: 5, Light.YELLOW: 1, Light.RED: 2}


@pytest.mark.parametrize(
    ("values", "text"),
    [
        case([], "无指标", id="empty"),
        case([at(target(), NA)], "无指标", id="none counted"),
        case([at(target("qualitative"), None)] * 7, "定性 7 项", id="qualitative only"),
        case([at(target(), 80), at(target(), None), at(target(), 10)], "1/3 达序时", id="missing is in m"),
        case([at(milestone(), "验收"), at(milestone(), "完工")], "1/2 达序时", id="milestones count"),
    ],
)
def test_the_text_beside_a_group(values, text):
    assert count(values).text == text


def test_a_group_is_grouped_in_the_order_of_its_members():
    groups = by_key(ONE_OF_EACH[:5], lambda a: ["全部"] if a.target.name == "完成" else ["全部", a.light.value])
    assert [(k, c.all) for k, c in groups.items()] == [("全部", 5), ("green", 3), ("yellow", 1)]


@pytest.mark.parametrize(
    ("members", "completion", "pace"),
    [
        case([(60, 50, {}), (40, 100, {})], 70, 75, id="each its weight"),
        case([(1, 150, {}), (1, 50, {})], 75, 75, id="no more than 100 each"),
        case([(3, 60, {}), (1, 100, {"due_date": "2020-09-30"})], 70, Fraction(325, 4), id="each its own pace"),
    ],
)
def test_the_weighted_rule(members, completion, pace):
    made = weighted([at(target(weight=w, **fields), value) for w, value, fields in members])
    assert (made.completion, made.pace) == (completion, pace)


@pytest.mark.parametrize(
    "odd",
    [
        case(at(target(), 50), id="no weight"),
        case(at(target(weight=0), 50), id="weight 0"),
        case(at(target("growth", weight=1), 50), id="no completion rate"),
        case(at(target(weight=1), None), id="missing"),
        case(at(target(weight=1), NA), id="not applicable"),
        case(at(target("reduction", 3, weight=1), 2), id="a rate without a pace"),
        case(at(milestone(weight=1), "开工"), id="milestone"),
    ],
)
def test_one_member_without_weight_or_rate_and_there_is_no_weighted_rate(odd):
    assert weighted([at(target(weight=1), 50), odd]) is None


def test_an_empty_group_has_no_weighted_rate():
    assert weighted([]) is None


def test_the_behind_list_is_red_first_then_by_the_gap():
    school = milestone(name="学校", due_date="2020-09-30")
    slow_school = milestone(name="慢学校", due_date="2020-10-05")
    of = [
        at(target(name="略慢大"), 66),
        at(target(name="略慢小"), 74),
        at(target(name="滞后小"), 60),
        at(target(name="超前"), 99),
        at(target(name="逾期", due_date="2020-09-30"), 90),
        at(slow_school, "开工"),
        at(target(name="滞后大"), 5),
        at(school, "完工"),
        at(target(name="缺报"), None),
    ]
    names = [a.target.name for a in behind(of)]
    assert names == ["学校", "滞后大", "滞后小", "逾期", "慢学校", "略慢大", "略慢小"]


def test_ties_keep_the_order_of_the_plan():
    assert [a.target.name for a in behind([at(target(name=n), 50) for n in "丙甲乙"])] == ["丙", "甲", "乙"]


def test_gaps_are_compared_exactly_where_floats_are_alike_or_too_large():
    tiny, huge = Fraction(1, 10**30), Fraction(10) ** 400
    order = [None, -2 * huge, -huge, Fraction(-1, 3) - tiny, Fraction(-1, 3), Fraction(-1, 3) + tiny]
    lagging = at(target(), 10)
    found = behind(lagging._replace(gap=gap) for gap in (order[3], order[5], order[1], order[4], order[0], order[2]))
    assert [a.gap for a in found] == order


def test_the_missing_list():
    assert [a.target.name for a in missing(ONE_OF_EACH)] == ["缺报"]


def test_a_ceiling_and_a_limit_count_like_any_other():
    assert count([at(ceiling(12), 8), at(ceiling(12), 13), at(limit(4), 4)]).text == "2/3 达序时"


@given(STATUSES)
def test_counts_add_up(counts):
    assert 0 <= counts.reached <= counts.reported <= counts.members <= counts.all
    assert counts.members == counts.missing + sum(counts.lights().values())


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 300)), min_size=1))
def test_a_weighted_rate_lies_between_its_members(members):
    made = weighted([at(target(weight=w), v) for w, v in members])
    rates = [min(v, 100) for _, v in members]
    assert min(rates) <= made.completion <= max(rates)
    assert made.pace == 75
