"""A plan's headings as one sequence: whatever is done, they stay an outline, and only what was meant moves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.entities import Heading, Plan, Progress, Target
from models.plan.outline import (
    Extent,
    OutlineError,
    added,
    block,
    changed,
    in_order,
    level_name,
    lowered,
    moved,
    next_number,
    placed_targets,
    raised,
    renumbered,
    shifted,
)
from models.plan.year import PlanYear
from tests.models.outlines import OPS, applied, assert_outline, outline, shape

PLAN = outline([1, 1, 2, 3, 3, 2, 3, 1])  # a, b(c(d e) f(g)), h


@pytest.mark.parametrize(
    ("done", "there"),
    [
        (lambda: shifted(PLAN, "f", -1), "a1 b1 f2 g3 c2 d3 e3 h1"),
        (lambda: shifted(PLAN, "b", 1), "a1 h1 b1 c2 d3 e3 f2 g3"),
        (lambda: shifted(PLAN, "d", 1), "a1 b1 c2 e3 d3 f2 g3 h1"),
        (lambda: raised(PLAN, "d"), "a1 b1 c2 e3 d2 f2 g3 h1"),
        (lambda: raised(PLAN, "c"), "a1 b1 f2 g3 c1 d2 e2 h1"),
        (lambda: lowered(PLAN, "b"), "a1 b2 c3 d4 e4 f3 g4 h1"),
        (lambda: lowered(PLAN, "f"), "a1 b1 c2 d3 e3 f3 g4 h1"),
        (lambda: moved(PLAN, "c", "a"), "a1 c2 d3 e3 b1 f2 g3 h1"),
        (lambda: moved(PLAN, "d", "a"), "a1 d3 b1 c2 e3 f2 g3 h1"),
        (lambda: moved(PLAN, "g", None, "b"), "a1 g1 b1 c2 d3 e3 f2 h1"),
        (lambda: added(PLAN, Heading("n", "p", None, 0, 3, "", "新"), "c"), "a1 b1 c2 d3 e3 n3 f2 g3 h1"),
        (lambda: added(PLAN, Heading("n", "p", None, 0, 2, "", "新"), "b", "f"), "a1 b1 c2 d3 e3 n2 f2 g3 h1"),
        (lambda: added([], Heading("n", "p", None, 0, 2, "", "新"), None), "n2"),
    ],
    ids=["up", "down", "down in a task", "raise", "raise with all", "lower", "lower beside tasks", "to a chapter",
         "a task stays one", "to the top", "add below", "add beside", "first"],
)  # fmt: skip
def test_what_each_does(done, there):
    made = done()
    assert shape(made) == there
    assert_outline(made)


def test_beside_an_area_a_task_becomes_one():
    """A document with a task right under the chapter, an area after it: down, it would swallow nothing."""
    mixed = outline([1, 3, 2, 3])
    assert shape(shifted(mixed, "b", 1)) == "a1 c2 d3 b2"
    assert_outline(shifted(mixed, "b", 1))
    assert shape(shifted(mixed, "c", -1)) == "a1 c3 d4 b3"


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (lambda: shifted(PLAN, "c", -1), "“2.标题2”已经是这一组的最前一个，没有移动。"),
        (lambda: shifted(PLAN, "h", 1), "最后一个"),
        (lambda: raised(PLAN, "a"), "已经是最高一级，没有升级"),
        (lambda: lowered(PLAN, "c"), "前面没有同级的"),
        (lambda: moved(PLAN, "b", "g"), "不能移到它自己下面"),
        (lambda: moved(PLAN, "b", "b"), "不能移到它自己下面"),
        (lambda: lowered(outline([1, *range(1, 10)]), "b"), "超过9级"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(done, said):
    with pytest.raises(OutlineError, match=said):
        done()


def test_moving_changes_only_what_lies_between():
    before = PLAN
    assert {h.id for h in changed(before, shifted(before, "d", 1))} == {"d", "e"}
    assert {h.id for h in changed(before, shifted(before, "f", -1))} == {"c", "d", "e", "f", "g"}


def test_the_places_of_a_deleted_heading_stay_free():
    gone = {h.id for h in block(PLAN, "c")}
    rest = [h for h in PLAN if h.id not in gone]
    after = shifted(rest, "h", -1)
    assert not {h.position for h in after} & {2, 3, 4}
    assert shape(in_order([*after, *block(PLAN, "c")])) == "a1 h1 b1 c2 d3 e3 f2 g3"


@given(st.lists(st.integers(1, 4), max_size=10), OPS)
def test_it_stays_an_outline_whatever_is_done(levels, ops):
    headings = outline(levels)
    for i, (what, one, other, third) in enumerate(ops):
        before = {h.id: h for h in headings}
        try:
            made = applied(headings, what, one, other, third, f"n{i}")
        except OutlineError:
            continue
        if made is None:
            continue
        assert_outline(made)
        after = {h.id: h for h in made}
        if what not in ("add", "remove"):
            it = headings[one % len(headings)].id
            assert after.keys() == before.keys()
            inside = [h.id for h in block(headings, it)]
            assert [h.id for h in block(made, it)] == inside
            assert all(after[i].parent_id == before[i].parent_id for i in before if i != it)
            assert all(after[i].level == before[i].level for i in before if i not in inside)
        headings = made


@given(st.lists(st.integers(1, 4), min_size=1, max_size=10), st.integers(0, 99))
def test_up_after_down_is_where_it_was(levels, one):
    headings = outline(sorted(levels, reverse=True))
    it = headings[one % len(headings)].id
    try:
        there = shifted(headings, it, 1)
    except OutlineError:
        return
    if [h.level for h in there] == [h.level for h in headings]:
        assert shifted(there, it, -1) == headings


@pytest.mark.parametrize(
    ("number", "follower"),
    [("6.", "7."), ("(二)", "(三)"), ("（十）", "（十一）"), ("一、", "二、"), ("十九、", "二十、"),
     ("第九章", "第十章"), ("9", "10"), ("", ""), ("①", ""), ("甲、", ""), ("十十", "")],
)  # fmt: skip
def test_the_next_number_is_written_like_the_one_before(number, follower):
    assert next_number(number) == follower


def test_levels_have_names():
    assert [level_name(i) for i in (1, 2, 3, 4, 9)] == ["章", "领域", "任务", "小标题", "小标题"]


def make_target(name, heading, position):
    return Target(name, "p", heading, "s", position, name)


TARGETS = [make_target("t0", None, 0), make_target("t1", "d", 1), make_target("t2", "d", 2), make_target("t3", "e", 3)]


@pytest.mark.parametrize(
    ("moving", "heading", "before", "there"),
    [
        ({"t1"}, "e", None, ["t0", "t2", "t3", "t1"]),
        ({"t1"}, "e", "t3", ["t0", "t2", "t1", "t3"]),
        ({"t0", "t3"}, "d", "t2", ["t1", "t0", "t3", "t2"]),
        ({"t2"}, "d", "t1", ["t0", "t2", "t1", "t3"]),
        ({"t2"}, None, "t0", ["t2", "t0", "t1", "t3"]),
        ({"t2"}, "d", "t2", ["t0", "t1", "t2", "t3"]),
    ],
)
def test_targets_go_where_they_are_dropped(moving, heading, before, there):
    made = {t.id: t for t in TARGETS} | {t.id: t for t in placed_targets(TARGETS, moving, heading, before)}
    ledger = PlanYear(Plan("p", 2020, "计划"), list(PLAN), list(made.values()))
    assert [t.id for t in ledger.targets] == there
    assert all(made[i].heading_id == heading for i in moving)


def test_renumbering_gives_equal_places_their_own():
    assert [t.position for t in renumbered([replace(t, position=3) for t in TARGETS[:3]])] == [4, 5]


def test_appending_moves_nobody_else():
    assert [t.id for t in placed_targets(TARGETS, {"t1"}, "e")] == ["t1"]


def test_what_goes_with_a_heading_is_counted():
    ledger = PlanYear(Plan("p", 2020, "计划"), list(PLAN), list(TARGETS))
    ledger.cells = {"t1": {"2020-09": Progress("t1@2020-09", "t1", "2020-09")}}
    area = Extent.of(ledger, {"c"})
    assert (area.kind, area.name, area.besides) == ("领域", "2.标题2", "2 个任务、3 项指标、1 期数据")
    chapter = Extent.of(ledger, {"b", "d", "t1"})
    assert [c.id for c in chapter.chosen] == ["b"]
    assert chapter.besides == "2 个领域、3 个任务、3 项指标、1 期数据"
    both = Extent.of(ledger, {"t0", "e"})
    assert (both.kind, both.name, both.besides) == ("内容", "4.标题4等 2 项", "1 项指标")
    few = Extent.of(ledger, {"t0", "t1"})
    assert (few.kind, few.name, few.besides) == ("指标", "t0等 2 项", "1 期数据")
    assert Extent.of(ledger, {"a"}).besides == ""


def test_order_is_read_from_parents_where_positions_do_not_say_it():
    mixed = [replace(h, position=p) for h, p in zip(PLAN, (0, 1, 2, 9, 4, 5, 6, 7), strict=True)]
    assert [h.id for h in in_order(mixed)] == ["a", "b", "c", "e", "d", "f", "g", "h"]
