"""Builders, so that a case is one line: a target, its cells, a judgement, a ledger, the built-in plan.

Numbers are written as text or whole numbers, dates as "2020-09-30", periods as on the command line.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

import pytest

from models.intake.plan_file import loads
from models.intake.plan_json import Directory, PlanContent, read_plan
from models.judging.assess import Assessment, judge
from models.plan.entities import (
    Cadence,
    Direction,
    EntryMode,
    Kind,
    PeriodState,
    Plan,
    PlannedAmount,
    Progress,
    Stage,
    Target,
    TargetVersion,
    Unit,
    period_state_id,
    progress_id,
)
from models.plan.fields import value_field
from models.plan.period import Period
from models.plan.presets import BY_GAP, PRESETS, RATIO_95, RATIO_100, YINCHUAN
from models.plan.quantity import DASH, signed
from models.plan.settings import Rule
from models.plan.year import PlanYear
from models.report.phrase import percent_text
from tests import ROOT

case = pytest.param
RESOURCES = ROOT / "resources"
PRESET_NAMES = {BY_GAP: "gap", YINCHUAN: "yinchuan", RATIO_95: "ratio 95/85", RATIO_100: "ratio 100/90"}
each_preset = pytest.mark.parametrize("preset", PRESETS, ids=PRESET_NAMES.get)
NA = {"not_applicable": True}

_NUMBERS = {"stretch", "value", "value_high", "baseline", "weight", "own", "this_total", "last_total", "percent"}
_DATES = {"start_date", "due_date", "as_of", "since", "report_by"}
_ENUMS = {"direction": Direction, "cadence": Cadence, "entry_mode": EntryMode}
_UNITS = {Kind.CUMULATIVE: "家", Kind.GROWTH: "%", Kind.LEVEL: "%", Kind.REDUCTION: "%"}


def number(value):
    """An exact decimal, None kept."""
    return None if value is None else Decimal(str(value))


def _field(name, value):
    if name in _NUMBERS:
        return number(value)
    if name in _DATES:
        return date.fromisoformat(value) if isinstance(value, str) else value
    if name in _ENUMS:
        return _ENUMS[name](value)
    if name == "curve" and not isinstance(value, str):
        return tuple(number(v) for v in value)
    if name == "planned":
        return tuple(PlannedAmount(date.fromisoformat(day), number(v)) for day, v in value.items())
    if name == "stages":
        return tuple(stage(s) for s in value)
    return value


def _fields(given):
    return {name: _field(name, value) for name, value in given.items()}


def stage(text):
    """A stage from "开工 2020-06-30" or "开工"."""
    name, _, day = text.partition(" ")
    return Stage(name, date.fromisoformat(day) if day else None)


def target(kind="cumulative", value=100, **given):
    """A target of 2020's plan; its unit is 家 for amounts and % for rates unless given."""
    kind = Kind(kind)
    value = number(value) if kind in _UNITS else None
    bare = Target("t", "plan", None, "s", 0, "甲", kind=kind, value=value, unit=_UNITS.get(kind, ""))
    return replace(bare, **_fields(given))


def milestone(**given):
    """A milestone due on 30 September unless given otherwise."""
    return target("milestone", **{"due": "9月", "due_date": "2020-09-30", **given})


def ceiling(value, **given):
    """An amount to be kept within a limit."""
    return target(value=value, comparator="<=", unit="件", **given)


def limit(value, **given):
    """A rate to be kept within a limit (控制目标)."""
    return target("level", value, comparator="<=", **given)


def cells(t, reported):
    """Cells by period key: a bare value goes where 本期值 goes, a mapping names its fields."""
    found = {}
    for written, what in reported.items():
        key = Period.parse(written).key
        fields = what if isinstance(what, Mapping) else {value_field(t): what}
        found[key] = Progress(progress_id(t.id, key), t.id, key, **_fields(fields))
    return found


def past(figures):
    """Last year's figures by period key."""
    return {Period.parse(written).key: number(value) for written, value in figures.items()}


def version(since, value, **given):
    """A change of a target with a document number."""
    given = _fields({"number": "濮政〔2020〕18号", "reason": "调整", **given})
    return TargetVersion("v", "t", date.fromisoformat(since), value=number(value), **given)


def rule(**given):
    """A rule; its numbers as text."""
    return Rule(**{k: v if k in {"preset", "near_days", "decimals"} else number(v) for k, v in given.items()})


def judged(t, period, reported=None, *, last_year=None, versions=(), **given) -> Assessment:
    """Judge a target at a period; what is reported is a value for the period, or a mapping by periods."""
    by_period = isinstance(reported, Mapping) and all(k[:1].isdigit() for k in reported)
    reported = {} if reported is None else reported if by_period else {period: reported}
    return judge(
        t,
        Period.parse(period),
        cells(t, reported),
        past=past(last_year or {}),
        versions=versions,
        rule=rule(**given),
    )


def figures(a):
    """Completion, gap and pace as printed."""
    return (
        percent_text(a.completion, a.rule, short_of=100),
        DASH if a.gap is None else signed(a.gap, a.rule.decimals),
        percent_text(None if a.pace is None else a.pace * 100, a.rule),
    )


def ledger(*targets, reported=None, year=2020, **given):
    """A ledger of these targets; `reported` maps a target's id to what was reported by period."""
    units = {u.id: u for u in given.pop("units", [])}
    plan = Plan("plan", year, "工作要点", **given.pop("plan", {}))
    in_order = [replace(t, position=i) for i, t in enumerate(targets)]
    made = PlanYear(plan, targets=in_order, units=units, **given)
    for t in targets:
        made.cells[t.id] = cells(t, (reported or {}).get(t.id, {}))
    return made


def closed(period, used=None):
    """The state of a closed period, with the rule it was closed with."""
    key = Period.parse(period).key
    kept = (used or Rule()).dump()
    return {key: PeriodState(period_state_id("plan", key), "plan", key, closed_at="2020-10-20T09:00", rule=kept)}


def directory(**given):
    """A directory whose new ids are n0, n1, …."""
    ids = count()
    return Directory(lambda: f"n{next(ids)}", **given)


def plan_of(*targets, **fields) -> PlanContent:
    """Read a plan of these targets, written as JSON text is."""
    data = {"title": "工作要点", "year": 2020, "targets": targets, **fields}
    return read_plan(loads(json.dumps(data, ensure_ascii=False)), directory())


def built_in_json(name="plans"):
    """The built-in plan's or the demo's JSON."""
    return dict(loads((RESOURCES / name / "puyuan-2020.json").read_text(encoding="utf-8")))


def demo_ledger():
    """The built-in plan with the demo's units, persons, figures and versions."""
    plan, demo = built_in_json(), built_in_json("demo")
    known = directory(units={name: f"u{i}" for i, name in enumerate(demo["units"])})
    for item in plan["targets"]:
        item.update(demo["targets"].get(item["id"], {}), history=demo["history"].get(item["id"], {}))
    content = read_plan(plan, known, demo=True)
    units = {u: Unit(u, name, i) for i, (name, u) in enumerate(known.units.items())}
    made = PlanYear(content.plan, content.headings, content.targets, {s.id: s for s in content.series}, units)
    made.persons = {p.id: p for p in content.persons}
    for p in content.past:
        made.past.setdefault(p.series_id, {})[p.period] = p.value
    for v in demo["versions"]:
        made.versions[v["target"]] = [version(v["date"], v["value"], number=v["number"], reason=v["reason"])]
    by_id = {t.id: t for t in made.targets}
    for target_id, reported in demo["progress"].items():
        made.cells[target_id] = cells(by_id[target_id], reported)
    return made
