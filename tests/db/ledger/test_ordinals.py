"""第n项 in a ledger: what is added, deleted, undone or deleted with its plan moves no number (rules.md §1)."""

import shutil
from dataclasses import replace

import pytest

from db.actions.outlines import remove
from db.actions.plans import add_plan, choose_plan, delete_plan
from db.ledger.store import Store
from models.report.phrase import notice
from models.report.report import DETAIL_COLUMNS, MISSING_COLUMNS, build
from tests import ROOT
from tests.db.sample import NAME, Q3, cell, small_plan

PLAN = "p2020"


def called(store, plan_id=PLAN):
    ledger = store.ledger(plan_id)
    return {target.id: ledger.ordinals[target.id] for target in ledger.targets}


def add(store, target_id, **fields):
    """A target put before all others, where a count of rows would number it 1."""
    like = store.ledger(PLAN).by_id["t2"]
    store.write("新增指标", [replace(like, **{"id": target_id, "heading_id": None, "position": -1, **fields})])


def test_an_added_one_gets_the_next_number_wherever_it_stands(store):
    assert called(store) == {"t1": "1", "t2": "2", "t3": "3", "t4": "4"}
    add(store, "t9")
    assert list(called(store).items())[:1] == [("t9", "5")]
    assert called(store) == {"t1": "1", "t2": "2", "t3": "3", "t4": "4", "t9": "5"}


def test_what_is_deleted_leaves_a_gap_that_nothing_fills(store):
    remove(store, PLAN, ["t2"])
    assert called(store) == {"t1": "1", "t3": "3", "t4": "4"}
    store.undo()
    assert called(store)["t2"] == "2"
    store.redo()
    assert called(store) == {"t1": "1", "t3": "3", "t4": "4"}


def test_a_number_once_given_is_not_given_again_after_undo(store):
    add(store, "t8")
    store.undo()
    add(store, "t9")
    assert called(store)["t9"] == "6"
    store.undo()
    store.redo()
    assert called(store)["t9"] == "6"


def test_a_moved_or_renamed_one_keeps_its_number(store):
    before = called(store)
    target = store.ledger(PLAN).by_id["t4"]
    store.write("移动", [replace(target, heading_id=None, position=-5, name="外资到位")])
    assert called(store) == before


def test_plans_count_apart_and_a_plan_brought_back_has_its_numbers(store):
    other = [{"id": "u1", "name": "学校", "value": 3}, {"id": "u2", "name": "道路", "value": 4, "ordinal": "（二）"}]
    plan = add_plan(store, small_plan(id="p2", title="另一个计划", targets=other))
    assert (called(store, plan.id), len(called(store))) == ({"u1": "1", "u2": "二"}, 4)
    delete_plan(store, PLAN)
    store.undo()
    assert called(store) == {"t1": "1", "t2": "2", "t3": "3", "t4": "4"}


def test_the_plans_own_words_are_printed_where_they_are_unique(store):
    own = [("a", "3.1"), ("b", "3.2"), ("c", "五"), ("d", "五"), ("e", "")]
    targets = [{"id": i, "name": i, "value": 5, "ordinal": o, "unit": "家"} for i, o in own]
    plan = add_plan(store, small_plan(id="p2", title="另一个计划", targets=targets, outline=[]))
    store.write("填", [cell("a", "2020Q3", 1), cell("c", "2020Q3", 1)])
    ledger = store.ledger(plan.id)
    assert [t.ordinal for t in ledger.targets] == [o for _, o in own]
    report = build(ledger, Q3)
    numbers = DETAIL_COLUMNS.index("序号")
    assert [line.cells[numbers] for line in report.detail.lines] == ["3.1", "3.2", 3, 4, 5]
    items = MISSING_COLUMNS.index("项次")
    assert [line.cells[items] for line in report.missing.lines] == ["第3.2项", "第4项", "第5项"]
    sentences = "\n".join(report.sentences)
    assert "a（第3.1项）" in sentences
    assert "c（第3项）" in sentences
    assert notice(ledger, Q3, [], [])


@pytest.mark.parametrize("released", ["v1", "v3"])
def test_a_ledger_of_an_earlier_version_has_its_numbers(released, tmp_path):
    path = shutil.copy(ROOT / "tests" / "db" / "released" / f"{released}.ydt", tmp_path / NAME)
    with Store.open(path) as store:
        ledger = store.ledger(choose_plan(store, year=2020).id)
        assert [ledger.ordinals[t.id] for t in ledger.targets] == [str(n) for n in range(1, 55)]
