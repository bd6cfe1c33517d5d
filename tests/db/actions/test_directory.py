"""The directory in a real file of two plans: every change is one action over both, undone to the last row."""

import pytest

from db.actions import directory
from db.actions.plans import add_plan
from db.disk.failures import Refusal
from tests.db.sample import SMALL, entities, small_plan


@pytest.fixture
def two(store):
    """Two plans of one office: the year before has the same units and a person more."""
    targets = [
        {**t, "id": f"{t['id']}-2019", "history": {}, "unit_lead": "经发办", "units_co": ["宣传办", "招商办"],
         "leader": "负责人甲", "contact": "联络员"}
        for t in SMALL["targets"]
    ]  # fmt: skip
    add_plan(store, small_plan(id="p2019", year=2019, title="小镇2019年工作要点", targets=targets))
    return store


def unit(store, name):
    return next(u.unit for u in directory.listing(store)[0] if u.unit.name == name)


def person(store, name):
    return next(p.person for p in directory.listing(store)[1] if p.person.name == name)


def test_every_plan_counts(two):
    units, persons = directory.listing(two)
    assert [(u.unit.name, u.lead, u.co, u.persons) for u in units] == [
        ("经发办", 5, 0, 1), ("招商办", 0, 4, 0), ("宣传办", 0, 4, 0),
    ]  # fmt: skip
    assert [(p.person.name, p.unit, p.leader, p.contact) for p in persons] == [
        ("联络员", "经发办", 0, 4), ("负责人甲", "", 5, 0),
    ]  # fmt: skip


def test_renaming_is_one_record(two):
    made = directory.rename_unit(two, unit(two, "经发办"), "经 济 发展办")
    assert made.what == "改单位名：经发办→经济发展办"
    assert len(made.changes) == 1
    assert {two.ledger(p.id).lead_name(t) for p in two.plans() for t in two.ledger(p.id).targets if t.lead_id} == {
        "经济发展办"
    }


def test_a_name_is_one_unit(two):
    before = entities(two)
    with pytest.raises(Refusal, match="目录里已经有“宣传办”。要把“经发办”合到它那里，请用“并入…”"):
        directory.rename_unit(two, unit(two, "经发办"), "宣传办")
    with pytest.raises(Refusal, match="请填名字"):
        directory.rename_unit(two, unit(two, "经发办"), " 　")
    with pytest.raises(Refusal, match="目录里已经有“负责人甲”"):
        directory.edit_person(two, person(two, "联络员"), "负责人甲", "")
    assert entities(two) == before


def test_merging_units_replaces_everywhere_and_undo_brings_all_back(two):
    before = entities(two)
    made = directory.merge(two, unit(two, "经发办"), unit(two, "招商办"))
    assert made.what == "合并单位：经发办并入招商办"
    units, persons = directory.listing(two)
    assert [(u.unit.name, u.lead, u.co, u.persons) for u in units] == [("招商办", 5, 0, 1), ("宣传办", 0, 4, 0)]
    assert persons[0].unit == "招商办"
    for plan in two.plans():
        assert all(t.lead_id not in t.co_ids for t in two.ledger(plan.id).targets)
    assert two.check()
    two.undo()
    assert entities(two) == before
    two.redo()
    assert [u.unit.name for u in directory.listing(two)[0]] == ["招商办", "宣传办"]


def test_merging_persons_keeps_the_unit_that_is_known(two):
    before = entities(two)
    directory.merge(two, person(two, "联络员"), person(two, "负责人甲"))
    only = directory.listing(two)[1]
    assert [(p.person.name, p.unit, p.leader, p.contact) for p in only] == [("负责人甲", "经发办", 5, 4)]
    two.undo()
    assert entities(two) == before


@pytest.mark.parametrize("named", ["unit", "person"])
def test_nothing_merges_with_what_went_meanwhile(two, named):
    """What was seen: a person taken back was brought back by it; of a unit it was said that something uses it."""
    if named == "unit":
        directory.add_units(two, ["新来"])
        there, went = unit(two, "经发办"), unit(two, "新来")
    else:
        directory.add_persons(two, [("新来", "")])
        there, went = person(two, "联络员"), person(two, "新来")
    two.undo()
    before = entities(two)
    for gone, kept in ((there, went), (went, there)):
        with pytest.raises(Refusal, match="没有改：目录里已经没有“新来”。请核对目录；还要用，请新增"):
            directory.merge(two, gone, kept)
    assert entities(two) == before


def test_nothing_merges_with_itself_or_another_kind(two):
    with pytest.raises(Refusal, match="请选另一个单位"):
        directory.merge(two, unit(two, "经发办"), unit(two, "经发办"))
    with pytest.raises(Refusal, match="请选另一个人员"):
        directory.merge(two, person(two, "联络员"), unit(two, "经发办"))


def test_what_is_named_is_not_deleted(two):
    with pytest.raises(Refusal, match="“经发办”还是5 项指标的牵头单位、1 名人员的所属单位（各年计划都算）"):
        directory.delete(two, unit(two, "经发办"))
    with pytest.raises(Refusal, match="“联络员”还是4 项指标的联系人"):
        directory.delete(two, person(two, "联络员"))
    directory.add_units(two, ["新办"])
    before = entities(two)
    directory.delete(two, unit(two, "新办"))
    assert "新办" not in [u.unit.name for u in directory.listing(two)[0]]
    two.undo()
    assert entities(two) == before


def test_a_block_of_names_is_one_action_and_adds_only_new_ones(two):
    made = directory.add_persons(two, [("张敏", "新成立的办"), ("联络员", "别处"), ("李　四", "经发办"), ("王五", "")])
    assert made.what == "新增人员：张敏等 3 个"
    found = {p.person.name: p.unit for p in directory.listing(two)[1]}
    assert found == {"张敏": "新成立的办", "李四": "经发办", "王五": "", "联络员": "经发办", "负责人甲": ""}
    assert directory.listing(two)[0][-1].unit.name == "新成立的办"
    with pytest.raises(Refusal, match="“经发办”目录里已经有了"):
        directory.add_units(two, ["经发办"])
    with pytest.raises(Refusal, match="没有填名字"):
        directory.add_units(two, [])


def test_the_order_of_units_is_that_of_forms(two):
    directory.shift_unit(two, unit(two, "宣传办"), -1)
    assert [u.unit.name for u in directory.listing(two)[0]] == ["经发办", "宣传办", "招商办"]
    assert directory.shift_unit(two, unit(two, "经发办"), -1) is None
    directory.shift_unit(two, unit(two, "经发办"), 1)
    assert [u.unit.name for u in directory.listing(two)[0]] == ["宣传办", "经发办", "招商办"]


def test_a_person_changes_unit(two):
    made = directory.edit_person(two, person(two, "负责人甲"), "负责人乙", "宣传办")
    assert made.what == "编辑人员：负责人甲→负责人乙"
    assert directory.listing(two)[1][1].unit == "宣传办"
