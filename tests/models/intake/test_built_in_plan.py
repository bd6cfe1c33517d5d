"""The built-in plan 濮院镇2020 and the demo's figures: what the issue promises of them."""

from collections import Counter

import pytest

from models.collecting.form import forms
from models.intake.plan_json import read_plan
from models.judging.assess import assess_all
from models.judging.groups import count
from models.judging.statuses import Light, Status
from models.plan.entities import Kind
from models.plan.period import Period
from models.plan.presets import YINCHUAN
from models.report.phrase import notice, standing
from models.report.printed import notes
from tests.models.build import built_in_json, demo_ledger, directory, each_preset, rule

QUARTERS = [Period.parse(q) for q in ("2020Q1", "2020Q2", "2020Q3")]
NUMERIC = {Kind.CUMULATIVE, Kind.GROWTH, Kind.LEVEL, Kind.REDUCTION}
ONLY_IN_OTHER_RULES_OR_BROKEN = {Status.NEARLY, Status.UNJUDGED}


@pytest.fixture(scope="module")
def content():
    return read_plan(built_in_json(), directory())


@pytest.fixture(scope="module")
def demo():
    return demo_ledger()


@pytest.fixture(scope="module")
def judgements(demo):
    return [a for q in QUARTERS for a in assess_all(demo, q)]


def test_the_plan_is_that_of_puyuan(content):
    plan = content.plan
    assert (plan.year, plan.demo, len(plan.campaigns)) == (2020, False, 7)
    assert "濮院镇" in plan.title
    assert plan.text


def test_its_outline(content):
    levels = Counter(h.level for h in content.headings)
    assert levels == {1: 3, 2: 3, 3: 16}
    assert len({h.label for h in content.headings}) == 22


def test_its_targets(content):
    kinds = Counter(t.kind for t in content.targets)
    assert kinds[Kind.QUALITATIVE] == 7
    assert sum(kinds[k] for k in NUMERIC) + kinds[Kind.MILESTONE] == 47
    assert kinds[Kind.MILESTONE] == 1
    assert all(t.value is not None for t in content.targets if t.kind in NUMERIC)
    assert len({t.full_name for t in content.targets}) == 54


def test_every_span_holds_what_is_quoted(content):
    text = content.plan.text
    assert [t.name for t in content.targets if text[t.start : t.end] != t.quote] == []
    for heading in content.headings:
        assert "".join(text[heading.start : heading.end].split()) == "".join(heading.label.split())


def test_every_number_stands_in_its_quote(content):
    for t in content.targets:
        assert t.value is None or str(t.value) in t.quote.replace("两", "2").replace("三", "3"), t.name


def test_every_task_and_every_campaign_has_a_target(content):
    tasks = {h.id for h in content.headings if h.level == 3}
    assert tasks <= {t.heading_id for t in content.targets}
    assert {c for t in content.targets for c in t.campaigns} == set(content.plan.campaigns)


def test_a_task_has_one_qualitative_target_or_numbers(content):
    by_task = {}
    for t in content.targets:
        by_task.setdefault(t.heading_id, []).append(t.kind)
    assert all(kinds == [Kind.QUALITATIVE] or Kind.QUALITATIVE not in kinds for kinds in by_task.values())


def test_responsible_units_and_figures_of_2019_are_not_in_the_document(content):
    assert content.units == content.persons == content.past == []
    assert all(t.lead_id is None for t in content.targets)
    assert [t.name for t in content.targets if "2019" in t.note] == ["市场成交额", "电商交易额"]


def test_over_the_three_quarters_every_status_and_light_occurs(judgements):
    assert {a.status for a in judgements} == set(Status) - ONLY_IN_OTHER_RULES_OR_BROKEN
    assert {a.light for a in judgements} == set(Light)
    assert any(a.adjusted for a in judgements)


def test_nearly_on_pace_occurs_under_the_rule_that_has_it():
    of = demo_ledger()
    of.settings["rule.preset"] = YINCHUAN
    assert Status.NEARLY in {a.status for q in QUARTERS for a in assess_all(of, q)}


def test_every_kind_of_the_plan_is_reported(judgements, content):
    reported = {a.target.kind for a in judgements if a.judged}
    assert reported == {t.kind for t in content.targets}


def test_the_demo_is_marked(demo):
    assert demo.plan.demo
    assert all("演示数据" in f.title for f in forms(demo, QUARTERS[2]))
    assert "虚构" in built_in_json("demo")["note"]


def test_the_demo_has_2019_to_compare_with(demo):
    assert {p[:4] for figures in demo.past.values() for p in figures} == {"2019"}
    assert max(len(figures) for figures in demo.past.values()) == 12


def test_every_figure_of_the_demo_belongs_to_a_target_and_a_period(demo):
    ids = {t.id for t in demo.targets}
    assert set(demo.cells) <= ids
    assert {p for cells in demo.cells.values() for p in cells} <= {f"2020-0{m}" for m in range(1, 10)}
    assert set(built_in_json("demo")["chart_targets"]) <= ids


def test_nothing_in_the_demo_is_doubtful_by_its_notes(judgements):
    assert [notes(a) for a in judgements if notes(a)] == []


@each_preset
def test_every_target_stands_somewhere_in_words(preset):
    of = demo_ledger()
    of.settings["rule.preset"] = preset
    for quarter in QUARTERS:
        now = assess_all(of, quarter)
        lines = notice(of, quarter, now, assess_all(of, quarter.previous) if quarter.previous else [])
        assert all(standing(a) for a in now)
        assert all(line and "None" not in line and "nan" not in line for line in lines)
        assert count(now).all == 54
    assert rule(preset=preset).sentence in lines[0]


def test_every_target_stands_in_one_form(demo):
    listed = [r.target.id for f in forms(demo, QUARTERS[2]) for r in f.rows]
    assert sorted(listed) == sorted(t.id for t in demo.targets)
    assert [f.unit_name for f in forms(demo, QUARTERS[2])][-1] == "未分工"
