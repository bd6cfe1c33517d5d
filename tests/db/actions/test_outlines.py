"""Headings in a real file: arranged and removed in single actions, undone to the last row."""

import pytest
from hypothesis import HealthCheck, given, settings

from db.actions.outlines import remove
from db.actions.periods import close_period
from db.actions.plans import choose_plan
from db.disk.failures import Closed, Refusal
from db.ledger.store import Store
from models.plan.entities import Heading
from models.plan.outline import OutlineError, block, changed
from tests.db.sample import Q3, cell, entities, make_small, version
from tests.models.outlines import OPS, applied, assert_outline

OUTLINE = [
    {"level": level, "number": f"{i}.", "title": f"标题{i}"} for i, level in enumerate([1, 2, 3, 3, 2, 3, 1])
]  # fmt: skip
TARGETS = [{"id": f"t{i}", "name": f"指标{i}", "value": 10, "unit": "家", "heading": i % 7} for i in range(1, 10)]


@pytest.fixture
def outlined(tmp_path):
    with Store.open(make_small(tmp_path / "o.ydt", outline=OUTLINE, targets=TARGETS)) as store:
        store.write("填", [cell("t2", "2020Q3", 1), cell("t2", "2020Q2", 1), cell("t3", "2020Q3", 2)])
        store.write("变更", [version("t3", "一号", 12)])
        yield store


def headings(store):
    return store.ledger(choose_plan(store).id).headings


def test_removing_an_area_takes_all_below_and_says_how_much(outlined):
    before = entities(outlined)
    area = headings(outlined)[1]
    remove(outlined, "p2020", [area.id])
    assert outlined.next_undo().what == "删除领域：1.标题1（含 2 个任务、5 项指标、3 期数据）"
    ledger = outlined.ledger("p2020")
    assert [h.number for h in ledger.headings] == ["0.", "4.", "5.", "6."]
    assert {t.id for t in ledger.targets} == {"t4", "t5", "t6", "t7"}
    outlined.undo()
    assert entities(outlined) == before
    assert outlined.check()


def test_many_targets_go_in_one_action(outlined):
    before = entities(outlined)
    remove(outlined, "p2020", ["t2", "t3", "t5"])
    assert outlined.next_undo().what == "删除指标：指标2等 3 项（含 3 期数据）"
    outlined.undo()
    assert entities(outlined) == before


def test_what_is_gone_already_is_refused(outlined):
    remove(outlined, "p2020", ["t2"])
    with pytest.raises(Refusal, match="已经不在台账里了"):
        remove(outlined, "p2020", ["t2", "t3"])
    with pytest.raises(Refusal, match="已经不在台账里了"):
        remove(outlined, "p2020", [])


def test_figures_of_a_closed_period_do_not_go(outlined):
    close_period(outlined, "p2020", Q3)
    before = entities(outlined)
    with pytest.raises(Closed):
        remove(outlined, "p2020", [headings(outlined)[1].id])
    assert entities(outlined) == before


def test_a_deleted_heading_brought_back_later_is_whole(outlined):
    """Taken back out of order, after others moved into its neighbourhood: parents still come before children."""
    area = headings(outlined)[1]
    remove(outlined, "p2020", [area.id])
    removal = outlined.next_undo()
    rest = headings(outlined)
    moved = applied(rest, "up", len(rest) - 1, 0, 0, "")
    outlined.write("上移", changed(rest, moved))
    outlined.revert(removal.id)
    again = headings(outlined)
    assert [h.number for h in block(again, area.id)] == ["1.", "2.", "3."]
    seen = set()
    for heading in again:
        assert heading.parent_id in {None, *seen}
        seen.add(heading.id)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ops=OPS)
def test_whatever_is_done_undo_brings_back_every_row(outlined, ops):
    before, done = entities(outlined), 0
    start = outlined.actions(1)[0].id
    for i, (what, one, other, third) in enumerate(ops[:8]):
        now = headings(outlined)
        if what == "remove" and now:
            remove(outlined, "p2020", [now[one % len(now)].id])
            done += 1
            continue
        try:
            made = applied(now, what, one, other, third, f"n{start}-{i}")
        except OutlineError:
            continue
        if made is not None:
            made = [Heading(h.id, "p2020", h.parent_id, h.position, h.level, h.number, h.title, h.start, h.end) for h in
                    made]  # fmt: skip
            done += outlined.write(what, changed(now, made)) is not None
            assert headings(outlined) == made
        assert_outline(headings(outlined))
    for _ in range(done):
        outlined.undo()
    assert entities(outlined) == before
