"""Who changes what alters a closed period, and takes no reason: it is said what to open first, and that is enough."""

from dataclasses import replace
from decimal import Decimal

import pytest

from db.actions.outlines import remove
from db.actions.periods import close_period, reopen_period
from db.actions.plans import add_plan, delete_plan
from db.disk.failures import AltersClosed, Closed
from models.plan.entities import CurvePreset, EntryMode, PastValue, Setting, Unit, past_id
from models.plan.period import Period
from tests.db.sample import cell, entities, small_plan

PLAN = "p2020"
Q1, Q2, Q3, AUGUST = map(Period.parse, ("2020Q1", "2020Q2", "2020Q3", "2020-08"))


def target(store, target_id):
    return store.ledger(PLAN).by_id[target_id]


def own_amounts(store):
    """Own amounts, a total in each closed period; the first quarter opened again."""
    store.write("按当期数", [replace(target(store, "t2"), entry_mode=EntryMode.PERIOD)])
    store.write("填", [cell("t2", "2020Q1", own=Decimal(3)), cell("t2", "2020Q2", own=Decimal(4))])
    close_period(store, PLAN, Q2)
    reopen_period(store, PLAN, Q1, "更正")


def _earlier_figure(store):
    own_amounts(store)
    return lambda: store.write("改", [cell("t2", "2020Q1", own=Decimal(5))])


def _edit(store):
    close_period(store, PLAN, Q2)
    return lambda: store.write("改", [replace(target(store, "t2"), value=Decimal(20))])


def _undo(store):
    store.write("改", [replace(target(store, "t2"), value=Decimal(20))])
    close_period(store, PLAN, Q2)
    store.write("改", [replace(target(store, "t2"), value=Decimal(30))], reason="口径")
    return store.undo


def _revert(store):
    made = store.write("改", [replace(target(store, "t2"), value=Decimal(20))])
    close_period(store, PLAN, Q2)
    return lambda: store.revert(made.id)


def _last_year(store):
    series = target(store, "t2").series_id
    past = [PastValue(past_id(series, f"2019-{m:02d}"), series, f"2019-{m:02d}", Decimal(m * m)) for m in range(1, 13)]
    store.write("上年", [*past, replace(target(store, "t2"), curve=CurvePreset.AS_LAST_YEAR)])
    close_period(store, PLAN, Q2)
    return lambda: store.write("粘贴上年数据：1个数", [replace(past[-1], value=Decimal(200))])


def _removed(store):
    store.write("填", [cell("t2", "2020Q2", 9)])
    close_period(store, PLAN, Q2)
    return lambda: remove(store, PLAN, ["t2"])


def _added(store):
    close_period(store, PLAN, Period.parse("2020Q4"))
    return lambda: store.write("新增", [replace(target(store, "t2"), id="t9")])


WITHOUT_A_REASON = {
    "a figure of an earlier period": _earlier_figure,
    "an edit": _edit,
    "undo": _undo,
    "revert": _revert,
    "last year's figure": _last_year,
    "removed": _removed,
    "added to a closed year": _added,
}


@pytest.mark.parametrize("way", WITHOUT_A_REASON.values(), ids=WITHOUT_A_REASON)
def test_who_takes_no_reason_says_what_to_open_first_and_that_is_enough(store, way):
    """What was seen: 请写明原因再改 over a figure typed into an earlier period, where no reason can be typed."""
    act = way(store)
    with pytest.raises(AltersClosed) as refused:
        act()
    said = refused.value.said
    assert "请写明原因" not in str(said)
    named = said.todo.partition("本期”里解锁")[2].partition("，")[0].split("、")
    assert named
    by_name = {p.short: p for p in map(Period.parse, ("2020Q1", "2020Q2", "2020Q3", "2020Q4"))}
    newest = store.actions(1)[0]
    for name in named:
        reopen_period(store, PLAN, by_name[name], "更正")
    if "退回这一步" in said.todo:
        store.revert(newest.id)  # Ctrl+Z would only close what was just opened
    else:
        act()


def test_figures_of_several_closed_periods_name_all_that_is_to_be_opened(store):
    """What was seen: 2020年1月已锁定 over a deletion taken back, and after each opening the next period."""
    store.write("填", [cell("t2", "2020Q1", 4), cell("t2", "2020Q2", 9)])
    close_period(store, PLAN, Q2)
    remove(store, PLAN, ["t2"], "文件撤销")
    removed = store.actions(1)[0].id
    with pytest.raises(Closed) as refused:
        store.undo()
    assert str(refused.value.said) == (
        "没有改：2020年一季度、二季度已锁定。请先在“填报”的“本期”里解锁一季度、二季度，并写明原因，再到“修改记录”里退回这一步。"
    )
    for period in (Q1, Q2):
        reopen_period(store, PLAN, period, "更正")
    store.revert(removed)
    assert store.ledger(PLAN).cells["t2"].keys() == {"2020-03", "2020-06"}


def test_closed_periods_of_two_years_are_named_with_their_years(store):
    """What was seen: 2020年一季度、四季度已锁定, where the fourth quarter was that of the year before."""
    last_year = [{"id": "l1", "name": "项目", "value": 9}]
    add_plan(store, small_plan(id="p2019", year=2019, title="2019年", outline=[], targets=last_year))
    made = store.write("导入填报表", [cell("l1", "2019Q4", 8), cell("t2", "2020Q1", 3)])
    close_period(store, "p2019", Period.parse("2019Q4"))
    close_period(store, PLAN, Q1)
    with pytest.raises(Closed) as refused:
        store.revert(made.id)
    assert refused.value.said.what == "2019年第四季度、2020年第一季度已锁定"
    assert refused.value.said.todo.startswith("请先在“填报”的“本期”里解锁2019年第四季度、2020年第一季度，并写明原因")


def test_the_periods_to_open_are_named_by_what_opens_them(store):
    close_period(store, PLAN, Period.parse("2020-08"))
    with pytest.raises(AltersClosed, match="里解锁一季度、二季度、7月、8月，并写明原因，再改"):
        store.write("改", [replace(target(store, "t2"), weight=Decimal(5))])


def test_in_a_ledger_of_several_plans_each_is_named_with_what_it_would_alter_and_what_to_open(store):
    act = _last_year(store)
    series = target(store, "t2").series_id
    add_plan(
        store,
        small_plan(id="other", title="另一个计划", outline=[], targets=[{"id": "o1", "name": "项目", "value": 9}]),
    )
    shared = replace(store.ledger("other").targets[0], series_id=series, curve=CurvePreset.AS_LAST_YEAR)
    store.write("同一系列", [shared])
    close_period(store, "other", Q1)
    with pytest.raises(AltersClosed) as refused:
        act()
    title = store.ledger(PLAN).plan.title
    said = refused.value.said
    assert said.what.startswith("会改变已锁定的期间：“另一个计划”的一季度“项目”的")
    assert f"；“{title}”的一季度“新招项目”的" in said.what
    assert said.todo == f"请先在“填报”的“本期”里解锁“另一个计划”的一季度、“{title}”的一季度、二季度，并写明原因，再改"
    for plan_id, period in ((PLAN, Q1), (PLAN, Q2), ("other", Q1)):
        reopen_period(store, plan_id, period, "更正")
    assert act()


@pytest.mark.parametrize("period", [Q1, Q2, Period.parse("2020-05")])
def test_an_unlocking_is_not_taken_back_with_the_stamp_and_rule_of_then(store, period):
    """What was seen: 退回 closed the quarter as of April, under the rule of April, over figures typed in October."""
    close_period(store, PLAN, Q2)
    reopen_period(store, PLAN, period, "更正")
    opened = store.actions(1)[0]
    store.write("设", [Setting("rule.preset", "银川")])
    store.write("改", [cell("t2", period.key, 5)] if period == Q2 else [])
    before = entities(store)
    said = store.refusal_to_revert(opened.id)
    assert said.key == "closes-as-then"
    assert said.todo == f"请核对现在的数，再在“填报”的“本期”里锁定{period.short}"
    with pytest.raises(Closed, match=r"^没有锁定："):
        store.revert(opened.id)
    assert entities(store) == before
    close_period(store, PLAN, period)
    assert store.ledger(PLAN).rule(period).preset == "银川"


def test_an_unlocking_undone_at_once_closes_as_it_was(store):
    """Undo goes back through every step since, so that all is again as it was when it was closed."""
    close_period(store, PLAN, Q2)
    before = entities(store)
    reopen_period(store, PLAN, Q2, "更正")
    store.write("改", [cell("t2", "2020Q2", 5)])
    store.undo()
    store.undo()
    assert entities(store) == before


def test_a_plan_that_was_deleted_comes_back_with_its_locks(store):
    close_period(store, PLAN, Q2)
    before = entities(store)
    delete_plan(store, PLAN, "误删")
    gone = store.actions(1)[0]
    store.write("设", [Unit("u8", "农办", 8)])
    store.undo()
    store.revert(gone.id)
    assert entities(store) == before


@pytest.mark.parametrize(
    ("opened", "called", "named"),
    [
        (Q3, "2020年第三季度", "三季度"),
        (AUGUST, "2020年8月", "8月"),
        (Period.parse("2020-07-15"), "2020年7月上半月", "7月上半月"),
    ],
)
def test_an_unlocking_done_again_names_the_period_that_was_unlocked(store, opened, called, named):
    """What was seen: 2020年7月上半月已锁定, which nobody had closed, over the third quarter."""
    close_period(store, PLAN, Q3)
    reopen_period(store, PLAN, opened, "更正")
    store.undo()
    way_on = f"请在“填报”的“本期”里解锁{named}，并写明原因"
    with pytest.raises(Closed, match=f"^没有解锁：{called}已锁定。{way_on}。$"):
        store.redo()
    reopen_period(store, PLAN, opened, "更正")  # what the sentence says


def test_a_figure_within_a_closed_quarter_names_the_quarter(store):
    store.write("填", [cell("t2", "2020-08", 3)])
    close_period(store, PLAN, Q3)
    with pytest.raises(Closed, match=r"^没有改：2020年第三季度已锁定。.*解锁三季度，并写明原因，再改。$"):
        store.write("改", [cell("t2", "2020-08", 4), cell("t2", "2020-07", 4)])


@pytest.mark.parametrize("figures", [[], [cell("t2", "2020-08", 3)]], ids=["empty", "reported"])
def test_what_is_deleted_is_deleted_again_not_altered(store, figures):
    """What was seen: 请先…解锁…再改 where somebody deleted a plan."""
    store.write("填", figures)
    close_period(store, PLAN, Q3)
    way_on = "请先在“填报”的“本期”里解锁一季度、二季度、三季度，并写明原因，再删除。"
    for delete in (lambda: remove(store, PLAN, ["t2"]), lambda: delete_plan(store, PLAN)):
        with pytest.raises(AltersClosed, match=f"^没有删除：.*。{way_on}$"):
            delete()
