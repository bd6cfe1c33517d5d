"""Closed means closed: no action without a reason alters what a closed period judged, counted or listed."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from db.actions.outlines import remove
from db.actions.periods import close_period, reopen_period
from db.actions.plans import add_plan, delete_plan
from db.disk.failures import AltersClosed, Closed, Refusal
from db.ledger.store import Store
from models.judging.assess import assess_all
from models.judging.groups import behind, count, missing
from models.plan.entities import (
    Cadence,
    CurvePreset,
    Direction,
    EntryMode,
    Heading,
    Kind,
    PastValue,
    PlannedAmount,
    Setting,
    Stage,
    TargetVersion,
    Unit,
    past_id,
)
from models.plan.period import Period
from models.plan.year import said_held
from tests.db.sample import Q3, cell, entities, make_small, small_plan

PLAN = "p2020"
Q1, Q2 = Period.parse("2020Q1"), Period.parse("2020Q2")


def told(store):
    """What every closed period says: assessments without names, counts, and the two lists."""
    ledger, found = store.ledger(PLAN), {}
    for key in sorted(k for k, s in ledger.states.items() if s.closed_at):
        judged = assess_all(ledger, Period.of_key(key))
        found[key] = (
            {a.target.id: (a._replace(target=None), a.target.kind, _unit(a.target), a.target.weight) for a in judged},
            count(judged),
            {a.target.id for a in behind(judged)},
            {a.target.id for a in missing(judged)},
        )
    return found


def _unit(target):
    """What a target's figures are of, where it has figures."""
    return target.unit if target.kind not in (Kind.MILESTONE, Kind.QUALITATIVE) else ""


def target(store, target_id):
    return store.ledger(PLAN).by_id[target_id]


@pytest.fixture
def halfway(store):
    """Half a year reported and closed."""
    store.write("填", [cell("t1", "2020Q1", "6.1"), cell("t1", "2020Q2", "7.2"), cell("t2", "2020Q2", 9)])
    store.write("填", [cell("t3", "2020Q2", stage="开工"), cell("t4", "2020Q2", 1100)])
    close_period(store, PLAN, Q2)
    return store


ALTERING = {
    "value": {"value": Decimal(20)},
    "comparator": {"comparator": ">"},
    "high": {"value_high": Decimal(30)},
    "due": {"due_date": date(2020, 9, 30)},
    "kind": {"kind": Kind.LEVEL},
    "direction": {"direction": Direction.LOWER},
    "weight": {"weight": Decimal(5)},
    "curve": {"curve": CurvePreset.FRONT_LOW},
    "own curve": {"curve": (Decimal(10), Decimal(30), Decimal(60), Decimal(100))},
    "start": {"start_date": date(2020, 4, 1)},
    "cadence": {"cadence": Cadence.MONTHLY},
    "mode": {"entry_mode": EntryMode.PERIOD},
    "listed": {"listed": date(2020, 7, 1)},
    "stretch": {"stretch": Decimal(20)},
    "planned": {"planned": (PlannedAmount(date(2020, 9, 30), Decimal(12)),)},
    "measure": {"unit": "%", "kind": Kind.LEVEL},
    "unit": {"unit": "亩"},
}


@pytest.mark.parametrize("fields", ALTERING.values(), ids=ALTERING)
def test_what_alters_a_closed_period_is_named_and_needs_a_reason(halfway, fields):
    before, kept = told(halfway), entities(halfway)
    changed = replace(target(halfway, "t2"), **fields)
    with pytest.raises(
        AltersClosed, match=r"^没有改：会改变已锁定的期间：(.季度|1月)“新招项目”的.+→.+。请写明原因再改"
    ):
        halfway.write("改", [changed], reason="")
    assert entities(halfway) == kept
    made = halfway.write("改", [changed], reason="上级口径调整")
    assert made.what == "改（已锁定的期间有改动，原因：上级口径调整）"
    assert told(halfway) != before
    with pytest.raises(AltersClosed):  # nothing is typed on the way back
        halfway.undo()


def test_old_and_new_are_named(halfway):
    with pytest.raises(
        AltersClosed, match="一季度“新招项目”的目标 18家→20家。请写明原因再改，或者从2020-07-01起作目标变更"
    ):
        halfway.write("改", [replace(target(halfway, "t2"), value=Decimal(20))], reason="")
    with pytest.raises(AltersClosed, match=r"“市场改造”的阶段 .*→开工"):
        halfway.write("改", [replace(target(halfway, "t3"), stages=(Stage("开工"),))])


@pytest.mark.parametrize(
    ("which", "old", "new"), [("t2", "家", "亩"), ("t1", "%", "家"), ("t4", "万美元", "万元"), ("t2", "家", "")]
)
@pytest.mark.parametrize("reported", [False, True])
def test_the_unit_in_which_a_closed_period_was_judged_stays(store, which, old, new, reported):
    """What was seen: 18家 became 18亩 in a closed quarter, reported or not, as no reckoning asks for the unit."""
    if reported:
        store.write("填", [cell(which, "2020Q2", 7)])
    close_period(store, PLAN, Q2)
    changed = replace(target(store, which), unit=new)
    with pytest.raises(AltersClosed, match=rf"的计量单位 {old}→{new or '—'}。请写明原因再改。$"):
        store.write("改单位", [changed], reason="")
    store.write("改单位", [changed], reason="原来写错")
    with pytest.raises(AltersClosed):
        store.revert(store.actions(1)[0].id)
    reopen_period(store, PLAN, Q2, "更正")
    reopen_period(store, PLAN, Q1, "更正")
    assert store.write("改回", [replace(changed, unit=old)])


def test_a_stage_has_no_unit_that_a_closed_period_could_have_judged(halfway):
    assert halfway.write("改", [replace(target(halfway, "t3"), unit="处")])


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_a_blank_reason_is_none(halfway, words):
    with pytest.raises(AltersClosed):
        halfway.write("改", [replace(target(halfway, "t2"), value=Decimal(20))], reason=words)


HARMLESS = {
    "name": {"name": "新招引项目", "calibre": "部口径"},
    "place": {"heading_id": None, "position": 9},
    "people": {"lead_id": "u9", "co_ids": ("u9",), "leader_id": None},
    "words": {"quote": "原文", "note": "说明", "campaigns": ("行动",), "commitment": "力争", "ordinal": "3.1"},
}


@pytest.mark.parametrize("fields", HARMLESS.values(), ids=HARMLESS)
def test_names_units_leaders_and_headings_do_not_alter_it(halfway, fields):
    before = told(halfway)
    assert halfway.write("改", [replace(target(halfway, "t2"), **fields), Unit("u9", "宣传文化办", 1)])
    assert halfway.write("改", [Heading("h1", PLAN, None, 3, 1, "二、", "改名")])
    assert halfway.write("改", [Setting("rule.preset", "银川"), Setting("rule.decimals", "2")])
    assert told(halfway) == before


def test_amounts_planned_for_later_do_not_alter_it(halfway):
    nodes = tuple(PlannedAmount(date(2020, month, 30), Decimal(value)) for month, value in ((6, 9), (9, 12)))
    halfway.write("改", [replace(target(halfway, "t2"), planned=nodes)], reason="补登节点目标")
    assert halfway.write(
        "改", [replace(target(halfway, "t2"), planned=(nodes[0], replace(nodes[1], value=Decimal(15))))]
    )
    with pytest.raises(AltersClosed, match=r"一季度“新招项目”的应达 4\.5→5。"):
        halfway.write("改", [replace(target(halfway, "t2"), planned=(replace(nodes[0], value=Decimal(10)), nodes[1]))])


def test_a_stage_planned_for_later_does_not_alter_it(halfway):
    was = target(halfway, "t3")
    planned = tuple(Stage(name, date(2020, 11, 30) if name == "完工" else None) for name in was.stage_names)
    assert halfway.write("改", [replace(was, stages=planned)])


@pytest.mark.parametrize(
    ("since", "alters"), [("2020-01-01", True), ("2020-06-30", True), ("2020-07-01", False), ("2020-12-31", False)]
)
def test_a_version_dated_into_a_closed_period_needs_a_reason(halfway, since, alters):
    version = TargetVersion("v1", "t2", date.fromisoformat(since), "政办1号", "调整", Decimal(30))
    if alters:
        with pytest.raises(
            AltersClosed, match="“新招项目”的目标 18家→30家。请写明原因再改，或者从2020-07-01起作目标变更"
        ):
            halfway.write("目标变更", [version], reason="")
        halfway.write("目标变更", [version], reason="补登")
        with pytest.raises(AltersClosed):
            halfway.write("删", deletes=[version])
    else:
        halfway.write("目标变更", [version])
        with pytest.raises(AltersClosed):
            halfway.write("改日期", [replace(version, since=date(2020, 6, 1))])
        halfway.undo()
        halfway.redo()


def test_a_target_added_later_is_listed_from_the_day_after(halfway):
    before = told(halfway)
    new = replace(target(halfway, "t2"), id="t9", name="新指标", start_date=date(2020, 1, 1))
    halfway.write("新增", [new])
    assert target(halfway, "t9").listed == date(2020, 7, 1)
    assert target(halfway, "t9").start_date == date(2020, 1, 1)  # which its pace keeps
    assert told(halfway) == before
    assert "t9" in {a.target.id for a in assess_all(halfway.ledger(PLAN), Q3)}
    halfway.undo()
    halfway.redo()
    with pytest.raises(AltersClosed, match="“新指标”的列入 未列入→列入"):
        halfway.write("改", [replace(target(halfway, "t9"), listed=date(2020, 6, 30))])
    with pytest.raises(AltersClosed):
        halfway.write("改", [replace(target(halfway, "t9"), listed=None)])
    halfway.write("从年初列入", [replace(new, id="t10")], reason="漏列")
    assert target(halfway, "t10").listed is None
    remove(halfway, PLAN, ["t9"])  # no closed period lists it


def test_a_target_added_to_an_open_plan_is_listed_from_the_start(store):
    store.write("新增", [replace(target(store, "t2"), id="t9")])
    assert target(store, "t9").listed is None


def test_a_year_that_is_closed_to_its_end_takes_no_target_without_a_reason(store):
    close_period(store, PLAN, Period.parse("2020Q4"))
    with pytest.raises(AltersClosed, match=r"^没有新增：.*未列入→列入。请写明原因再新增。$"):
        store.write("新增", [replace(target(store, "t2"), id="t9")], reason="")


def test_a_deletion_needs_a_reason_and_takes_the_closed_figures_with_it(halfway):
    for change in (lambda why: remove(halfway, PLAN, ["t2"], why), lambda why: delete_plan(halfway, PLAN, why)):
        before = entities(halfway)
        with pytest.raises(AltersClosed, match=r"^没有删除：2020年一季度、二季度已锁定，.*。请写明原因再删除。$"):
            change(" ")
        assert entities(halfway) == before
    remove(halfway, PLAN, ["t2"], "重复录入")
    with pytest.raises(Closed):
        halfway.undo()
    delete_plan(halfway, PLAN, "重新录入")
    assert halfway.plans() == []


def test_earlier_figures_that_a_closed_curve_uses_need_a_reason(store):
    past = [PastValue(past_id("s", f"2019-{m:02d}"), "s", f"2019-{m:02d}", Decimal(m * m)) for m in range(1, 13)]
    series = target(store, "t2").series_id
    past = [replace(p, id=past_id(series, p.period), series_id=series) for p in past]
    store.write("上年", past)
    store.write("曲线", [replace(target(store, "t2"), curve=CurvePreset.AS_LAST_YEAR)])
    store.write("填", [cell("t2", "2020Q2", 9)])
    close_period(store, PLAN, Q2)
    with pytest.raises(AltersClosed, match="“新招项目”的"):
        store.write("改上年", [replace(past[-1], value=Decimal(200))])
    with pytest.raises(AltersClosed):
        store.write("删上年", deletes=[past[0]])
    store.write("改上年", [replace(past[-1], value=Decimal(200))], reason="统计公报更正")
    other = target(store, "t4").series_id  # its curve does not use them
    store.write("上年", [PastValue(past_id(other, "2019-06"), other, "2019-06", Decimal(7))])


def test_an_earlier_period_that_was_opened_does_not_alter_the_later_closed_one(store):
    store.write("按当期数", [replace(target(store, "t2"), entry_mode=EntryMode.PERIOD)])
    store.write("填", [cell("t2", "2020Q1", own=Decimal(3)), cell("t2", "2020Q2", own=Decimal(4))])
    close_period(store, PLAN, Q2)
    reopen_period(store, PLAN, Q1, "更正")
    with pytest.raises(AltersClosed, match="二季度“新招项目”的本期值 7→9"):
        store.write("改", [cell("t2", "2020Q1", own=Decimal(5))])
    reopen_period(store, PLAN, Q2, "更正")
    assert store.write("改", [cell("t2", "2020Q1", own=Decimal(5))])


def test_figures_that_another_years_closed_plan_holds_are_read_only(store):
    add_plan(store, small_plan(id="p2019", year=2019, title="2019年", outline=[], targets=[
        {"id": "a4", "name": "外资", "value": 2000, "unit": "万美元"},
    ]))  # fmt: skip
    series = target(store, "t4").series_id
    assert store.ledger("p2019").targets[0].series_id == series
    store.write("填", [cell("a4", "2019Q2", 800)])
    typed = PastValue(past_id(series, "2019-06"), series, "2019-06", Decimal(900))
    assert store.write("还没锁", [typed])
    close_period(store, "p2019", Period.parse("2019Q4"))
    with pytest.raises(Closed, match="2019年第二季度已锁定，“外资”的上年同期数是那时报的，这里只能看") as refused:
        store.write("改", [replace(typed, value=Decimal(901))])
    assert refused.value.said.todo == "请到那一年的计划“2019年”里解锁，并写明原因，再改"
    with pytest.raises(Closed):
        store.write("改", [replace(typed, value=Decimal(901))], reason="有原因也不行")
    assert store.write("与那时一致", [replace(typed, value=Decimal(800))])
    assert store.write("用那时的数", deletes=[typed])
    with pytest.raises(Closed):
        store.write("改", [typed])
    assert store.ledger(PLAN).past[series]["2019-06"] == 800
    free = PastValue(past_id(series, "2019-09"), series, "2019-09", Decimal(1501))
    assert store.write("那时没报", [free])


def test_of_two_plans_of_a_year_that_share_a_series_the_one_that_holds_the_figure_is_named(store):
    for plan_id, title in (("open", "2019年开放计划"), ("shut", "2019年工业计划"), ("too", "2019年商务计划")):
        add_plan(store, small_plan(id=plan_id, year=2019, title=title, outline=[], targets=[
            {"id": f"{plan_id}4", "name": "外资", "value": 2000, "unit": "万美元"},
        ]))  # fmt: skip
        store.write("填", [cell(f"{plan_id}4", "2019Q2", 800)])
    series = target(store, "t4").series_id
    typed = PastValue(past_id(series, "2019-06"), series, "2019-06", Decimal(900))
    close_period(store, "shut", Period.parse("2019Q4"))
    with pytest.raises(Closed) as refused:
        store.write("改", [typed])
    assert refused.value.said.todo == "请到那一年的计划“2019年工业计划”里解锁，并写明原因，再改"
    now = store.ledger(PLAN)
    assert now.holders(now.by_id["t4"], "2019-06") == ["2019年工业计划"]
    close_period(store, "too", Period.parse("2019Q2"))
    now = store.ledger(PLAN)
    held = now.holders(now.by_id["t4"], "2019-06")
    assert held == ["2019年工业计划", "2019年商务计划"]
    assert said_held(now.by_id["t4"], "2019-06", held).todo.startswith(
        "请到那一年的计划“2019年工业计划”和“2019年商务计划”里"
    )
    assert now.holders(now.by_id["t4"], "2019-03") == []


DAYS = st.dates(date(2019, 12, 1), date(2021, 1, 31))
NUMBERS = st.decimals(0, 100, places=1)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.text("甲乙", min_size=1, max_size=2),
        "value": st.none() | NUMBERS,
        "value_high": st.none() | NUMBERS,
        "comparator": st.sampled_from(["=", ">=", ">", "<=", "<", "~"]),
        "kind": st.sampled_from(list(Kind)),
        "direction": st.sampled_from(list(Direction)),
        "baseline": st.none() | NUMBERS,
        "weight": st.none() | NUMBERS,
        "start_date": st.none() | DAYS,
        "due_date": st.none() | DAYS,
        "due": st.sampled_from(["", "9月"]),
        "cadence": st.sampled_from(list(Cadence)),
        "curve": st.sampled_from([*CurvePreset, (Decimal(10), Decimal(20), Decimal(90), Decimal(100))]),
        "stages": st.lists(st.builds(Stage, st.sampled_from("甲乙丙"), st.none() | DAYS), max_size=3).map(tuple),
        "listed": st.none() | DAYS,
        "stretch": st.none() | NUMBERS,
        "planned": st.dictionaries(DAYS, NUMBERS, max_size=3).map(
            lambda amounts: tuple(PlannedAmount(day, amounts[day]) for day in sorted(amounts))
        ),
        "lead_id": st.sampled_from([None, "u9"]),
        "unit": st.sampled_from(["家", "%", "亿元"]),
    },
)
IDS = st.sampled_from(["t1", "t2", "t3", "t4"])
PERIODS = st.sampled_from(["2020-01", "2020Q1", "2020-05", "2020Q2", "2020Q3", "2020-10", "2020Q4"])
EDITS = st.one_of(
    st.tuples(st.just("target"), IDS, FIELDS),
    st.tuples(st.just("new"), IDS, FIELDS),
    st.tuples(st.just("version"), IDS, st.tuples(DAYS, NUMBERS, st.sampled_from(["=", "<"]), st.none() | DAYS)),
    st.tuples(st.just("cell"), IDS, st.tuples(PERIODS, NUMBERS)),
    st.tuples(st.just("past"), IDS, st.tuples(st.integers(1, 12), NUMBERS)),
    st.tuples(st.just("remove"), IDS, st.none()),
    st.tuples(st.just("undo"), IDS, st.none()),
    st.tuples(st.just("redo"), IDS, st.none()),
    st.tuples(st.just("revert"), IDS, st.integers(1, 6)),
    st.tuples(st.just("setting"), IDS, st.sampled_from(["银川", "差值"])),
)


def edit(store, kind, target_id, what):
    """One random edit without a reason."""
    ledger = store.ledger(PLAN)
    known = ledger.by_id.get(target_id)
    if known is None and kind in ("target", "new", "past", "remove", "version", "cell"):
        return
    match kind:
        case "target":
            store.write("改", [replace(known, **what)])
        case "new":
            made = {"id": f"n{len(ledger.targets)}", "listed": None} | what
            store.write("增", [replace(known, **made)])
        case "version":
            since, value, comparator, due = what
            store.write("变更", [TargetVersion("v", target_id, since, "1", "", value, None, comparator, "", due)])
        case "cell":
            period, value = what
            store.write("填", [cell(target_id, period, value, own=value, stage="开工", state="已完成")])
        case "past":
            month, value = what
            key = f"2019-{month:02d}"
            store.write("上年", [PastValue(past_id(known.series_id, key), known.series_id, key, value)])
        case "remove":
            remove(store, PLAN, [target_id])
        case "undo":
            store.undo()
        case "redo":
            store.redo()
        case "revert":
            store.revert(store.actions(what)[-1].id)
        case "setting":
            store.write("设", [Setting("rule.preset", what)])


@given(st.lists(EDITS, max_size=5), st.sampled_from([Q1, Q2, Q3]), st.lists(EDITS, min_size=1, max_size=8))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_no_action_without_a_reason_alters_a_closed_period(tmp_path_factory, first, period, then):
    path = make_small(tmp_path_factory.mktemp("closed") / "a.ydt")
    with Store.open(path) as store:
        for one in first:
            with suppress(Refusal):
                edit(store, *one)
        assume(store.plans())  # its making was not taken back
        close_period(store, PLAN, period)
        before = told(store)
        assert before
        for one in then:
            with suppress(Refusal):
                edit(store, *one)
            assert told(store) == before, one
