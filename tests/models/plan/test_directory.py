"""The directory: who is named where, one taking another's place."""

import pytest

from models.plan.directory import PersonUse, UnitUse, usage, with_person, with_unit
from models.plan.entities import Person, Target, Unit


def make_target(name="t", **fields):
    return Target(name, "p", None, "s", 0, name, **fields)


def test_who_is_named_where():
    units = [Unit("b", "招商办", 3), Unit("a", "经发办", 1), Unit("c", "空着", 2)]
    persons = [Person("x", "张", "a"), Person("y", "李")]
    targets = [
        make_target(lead_id="a", co_ids=("b",), leader_id="x"),
        make_target(lead_id="a", leader_id="y", contact_id="x"),
    ]
    used, known = usage(units, persons, targets)
    assert used == [UnitUse(units[1], 2, 0, 1), UnitUse(units[2]), UnitUse(units[0], 0, 1, 0)]
    assert known == [PersonUse(persons[0], "经发办", 1, 1), PersonUse(persons[1], "", 1, 0)]
    assert used[0].words == "2 项指标的牵头单位、1 名人员的所属单位"
    assert used[1].words == ""
    assert known[0].words == "1 项指标的责任领导、1 项指标的联系人"


@pytest.mark.parametrize(
    ("lead", "co", "after"),
    [
        ("g", (), ("k", ())),
        ("g", ("k", "x"), ("k", ("x",))),
        ("k", ("g", "x"), ("k", ("x",))),
        ("x", ("g", "k"), ("x", ("k",))),
        ("x", ("y", "g"), ("x", ("y", "k"))),
        (None, ("g",), (None, ("k",))),
        ("x", ("x",), ("x", ("x",))),
    ],
    ids=["lead", "lead and co", "co of its own lead", "both co", "order kept", "no lead", "not concerned"],
)
def test_a_unit_takes_anothers_place(lead, co, after):
    made = with_unit(make_target(lead_id=lead, co_ids=co), "g", "k")
    assert (made.lead_id, made.co_ids) == after


def test_a_person_takes_anothers_place():
    made = with_person(make_target(leader_id="g", contact_id="g"), "g", "k")
    assert (made.leader_id, made.contact_id) == ("k", "k")
    assert with_person(make_target(leader_id="x"), "g", "k") == make_target(leader_id="x")
