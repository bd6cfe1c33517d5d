"""A ledger in memory: the plan's order, look-ups, closed periods, days to report by."""

from datetime import date

import pytest

from models.plan.entities import Heading, Kind, PeriodState, Person, Stage, Unit, past_id, period_state_id, progress_id
from models.plan.period import Period
from models.plan.presets import YINCHUAN
from models.plan.settings import Rule
from models.plan.year import PlanYear
from tests.models.build import case, closed, ledger, milestone, past, rule, target

THIRD = Period.parse("2020Q3")
UNITS = [Unit("u2", "招商办", 1), Unit("u1", "建设办", 0), Unit("u3", "农办", 2)]


def test_targets_come_in_the_plans_order():
    headings = [Heading("h2", "plan", None, 2, 1, "二、", "后"), Heading("h1", "plan", None, 1, 1, "一、", "先")]
    of = [("c", "h2", 0), ("b", "h1", 1), ("a", "h1", 0), ("d", "没有", 9), ("e", None, 0)]
    targets = [target(id=i, heading_id=h, position=p) for i, h, p in of]
    made = PlanYear(ledger().plan, headings, targets)
    assert [t.id for t in made.targets] == ["e", "d", "a", "b", "c"]
    assert [h.id for h in made.headings] == ["h1", "h2"]
    assert made.task_labels() == {"h1": "一、先", "h2": "二、后"}
    assert (made.heading("h2").title, made.heading(None)) == ("后", None)


def test_lead_units_come_in_the_directorys_order_and_those_without_one_last():
    leads = [("a", "u2"), ("b", None), ("c", "u1"), ("d", "u2"), ("e", "没有了")]
    made = ledger(*(target(id=i, lead_id=u) for i, u in leads), units=UNITS)
    groups = [(unit.name if unit else None, [t.id for t in targets]) for unit, targets in made.by_lead()]
    assert groups == [("建设办", ["c"]), ("招商办", ["a", "d"]), (None, ["b", "e"])]
    assert [made.lead_name(t) for t in made.targets] == ["招商办", "未分工", "建设办", "招商办", "未分工"]


def test_persons_have_names():
    made = ledger(persons={"p": Person("p", "负责人甲")})
    assert [made.person_name(i) for i in ("p", "q", None)] == ["负责人甲", "", ""]


def test_what_is_kept_of_a_target():
    t = target(id="x", series_id="s1")
    made = ledger(t, reported={"x": {"2020Q3": 5}}, past={"s1": past({"2019Q3": 4})})
    assert made.cells_of(t)["2020-09"].value == 5
    assert made.past_of(t) == {"2019-09": 4}
    other = target(id="y", series_id="s2")
    assert (made.cells_of(other), made.past_of(other), made.versions_of(other)) == ({}, {}, [])


@pytest.mark.parametrize(
    ("states", "preset", "is_closed"),
    [
        case({}, YINCHUAN, False, id="never closed"),
        case(closed("2020Q3", rule(preset="差值")), "差值", True, id="closed"),
        case(closed("2020Q2", rule(preset="差值")), YINCHUAN, False, id="another closed"),
        case({"2020-09": PeriodState("i", "plan", "2020-09", rule=Rule().dump())}, YINCHUAN, False, id="reopened"),
    ],
)
def test_a_closed_period_keeps_its_rule(states, preset, is_closed):
    made = ledger(states=states, settings={"rule.preset": YINCHUAN})
    assert (made.rule(THIRD).preset, made.closed(THIRD)) == (preset, is_closed)
    assert made.closed(Period.parse("2020-09")) is is_closed


def test_the_day_to_report_by_is_set_or_the_offices_usual_one():
    assert ledger().report_by(THIRD) == date(2020, 10, 15)
    assert ledger(settings={"report_days": "5"}).report_by(THIRD) == date(2020, 10, 5)
    told = {"2020-09": PeriodState("i", "plan", "2020-09", report_by=date(2020, 10, 12))}
    assert ledger(states=told, settings={"report_days": "5"}).report_by(THIRD) == date(2020, 10, 12)


def test_ids_of_cells_states_and_past_figures():
    assert (progress_id("t", "2020-09"), period_state_id("p", "2020-09"), past_id("s", "2019-09")) == (
        "t@2020-09",
        "p@2020-09",
        "s@2019-09",
    )


def test_names_of_kinds_stages_and_calibres():
    assert [k.label for k in Kind] == ["累计型", "增速型", "水平型", "降低型", "节点型", "定性型"]
    assert milestone().stage_names == ("设计", "招标", "开工", "完工", "验收")
    assert milestone(stages=["立项", "完成 2020-09-30"]).stages == (Stage("立项"), Stage("完成", date(2020, 9, 30)))
    assert [target(calibre=c).full_name for c in ("", "部口径")] == ["甲", "甲（部口径）"]


def test_a_cadence_has_months_and_a_name():
    of = [
        (c.months, c.label)
        for c in (target(cadence=n).cadence for n in ("monthly", "quarterly", "half-yearly", "yearly"))
    ]
    assert of == [(1, "每月"), (3, "每季"), (6, "每半年"), (12, "每年")]
