"""The journal: who did what and when, chained; undo, redo and reverting one action; the history of a field."""

import dataclasses
import json
from decimal import Decimal

import pytest

from db.actions.outlines import remove
from db.actions.periods import close_period, reopen_period
from db.actions.plans import add_plan, delete_plan
from db.disk.failures import AltersClosed, ChangedSince, Closed, Refusal
from db.ledger import journal, opening, upgrading
from db.ledger.journal import Change
from db.ledger.store import Store
from models.plan.entities import Plan, Progress, Setting, Target, Unit
from models.plan.period import Period
from models.plan.said import Said
from tests.db.sample import Q3, cell, entities, small_plan, ticking, version

CELL = "t2@2020-09"


@pytest.fixture
def store(small):
    with Store.open(small, clock=ticking(minutes=1)) as opened:
        yield opened


def value(store, target="t2", key="2020-09"):
    found = store.ledger("p2020").cells.get(target, {}).get(key)
    return found and found.value


def put(store, number, *, target="t2", **fields):
    return store.write(f"填{number}", [cell(target, "2020Q3", number, **fields)])


def test_an_action_says_who_did_what_when_and_where(store, monkeypatch):
    monkeypatch.setenv("LOGNAME", "zhangmin")
    action = put(store, 5)
    assert (action.id, action.what, action.kind, action.of) == (3, "填5", "do", None)
    assert (action.who, action.system_user) == ("张敏", "zhangmin")
    assert action.computer
    assert action.at.startswith("2020-10-12T08:3")
    assert action.at.endswith("+00:00")
    assert action.previous == store.actions(2)[1].hash
    (change,) = action.changes
    assert (change.entity, change.entity_id, change.field, change.old) == ("progress", CELL, None, None)
    assert json.loads(change.new)["value"] == "5"
    assert store.action(3) == action
    assert store.action(99) is None
    store.write("换人", [Setting("who", "李强")])
    assert put(store, 6).who == "李强"


def test_only_what_differs_is_written(store):
    put(store, 5, progress="推进有序")
    action = put(store, 6, progress="推进有序")
    assert action.changes == (Change("progress", CELL, "value", '"5"', '"6"'),)
    assert put(store, 6, progress="推进有序") is None
    assert put(store, Decimal("6.00"), progress="推进有序") is None  # the same number
    assert store.actions(1)[0] == dataclasses.replace(action, changes=())
    assert store.check() == 4


def test_of_two_wishes_for_one_thing_the_later_holds_and_can_be_undone(store):
    store.write("两份表", [cell("t2", "2020Q3", 5), cell("t2", "2020Q3", 6), cell("t2", "2020Q3", 7)])
    assert value(store) == 7
    store.write("又两份", [cell("t2", "2020Q3", 8), cell("t2", "2020Q3", 9)])
    assert value(store) == 9
    here = store.ledger("p2020").cells["t2"]["2020-09"]
    store.write("删", puts=[cell("t2", "2020Q3", 10)], deletes=[here, here])
    assert value(store) is None
    for expected in (9, 7, None):
        store.undo()
        assert value(store) == expected
    store.check()


def test_undo_and_redo_append_and_name_what_they_answer(store):
    put(store, 5)
    put(store, 6)
    undone = [store.undo(), store.undo()]
    assert [(a.what, a.kind, a.of) for a in undone] == [("撤销：填6", "undo", 4), ("撤销：填5", "undo", 3)]
    assert value(store) is None
    assert store.next_redo().what == "填5"
    redone = store.redo()
    assert (redone.what, redone.kind, redone.of) == ("重做：填5", "redo", 3)
    assert value(store) == 5
    assert (store.next_undo().what, store.next_redo().what) == ("填5", "填6")
    assert [a.id for a in store.actions()] == [7, 6, 5, 4, 3, 2, 1]
    assert [a.id for a in store.actions(2, before=4)] == [3, 2]


def test_a_new_action_ends_redoing(store):
    put(store, 5)
    store.undo()
    put(store, 6)
    assert store.next_redo() is None
    with pytest.raises(Refusal, match="没有可以重做的操作"):
        store.redo()
    store.undo()
    store.redo()
    assert value(store) == 6


def test_with_nothing_left_undo_says_so(store):
    while store.next_undo():
        store.undo()
    assert sum(map(len, entities(store).values())) == 0
    with pytest.raises(Refusal, match="没有可以撤销的操作"):
        store.undo()
    while store.next_redo():
        store.redo()
    assert store.check() == 6
    assert store.plans()[0].id == "p2020"


def test_undo_goes_on_after_closing_the_program(small):
    with Store.open(small) as store:
        put(store, 5)
        put(store, 6)
        store.undo()
    with Store.open(small) as store:
        assert store.redo().what == "重做：填6"
        store.undo()
        store.undo()
    with Store.open(small) as store:
        assert value(store) is None
        assert store.next_redo().what == "填5"


def test_an_older_action_is_taken_back_where_nothing_came_after_it(store):
    put(store, 5)
    put(store, 1, target="t1")
    action = store.revert(3)
    assert (action.what, action.kind, action.of) == ("退回：填5", "do", None)
    assert value(store) is None
    assert value(store, "t1") == 1
    store.undo()
    assert value(store) == 5
    with pytest.raises(Refusal, match="修改记录里没有这一条"):
        store.revert(99)


LATER = {
    "another value": lambda s: put(s, 7, progress="推进"),
    "cleared": lambda s: s.write("清除", [cell("t2", "2020Q3")]),
    "removed": lambda s: remove(s, "p2020", ["t2"]),
    "undone": lambda s: s.undo(),
}


@pytest.mark.parametrize("later", LATER)
def test_what_was_changed_since_is_not_overwritten(store, later):
    put(store, 5, progress="推进")
    put(store, 6, progress="推进")
    LATER[later](store)
    before = entities(store), store.actions()
    with pytest.raises(ChangedSince, match=r"后来又改过.*请在修改记录里查看，再手工改"):
        store.revert(4)
    assert (entities(store), store.actions()) == before


def test_a_batch_is_taken_back_whole_or_not_at_all(store):
    batch = store.write("导入", [cell(t, "2020Q3", 5) for t in ("t1", "t2", "t4")])
    put(store, 6, target="t4")
    with pytest.raises(ChangedSince):
        store.revert(batch.id)
    assert [value(store, t) for t in ("t1", "t2", "t4")] == [5, 5, 6]


def test_a_later_change_of_another_field_does_not_matter(store):
    put(store, 5)
    put(store, 6)
    put(store, 6, progress="推进有序")
    store.revert(4)
    assert value(store) == 5
    assert store.ledger("p2020").cells["t2"]["2020-09"].progress == "推进有序"


def test_no_way_leads_into_a_closed_period(store):
    put(store, 5)
    remove(store, "p2020", ["t2"])
    put(store, 5, target="t1")
    close_period(store, "p2020", Q3)
    new = dataclasses.replace(store.ledger("p2020").targets[0], id="t9")
    for change, lead, again in (
        (lambda: put(store, 6, target="t1"), "没有改", "再改"),
        (lambda: store.write("补指标", [new, cell("t9", "2020Q3", 5)]), "没有新增", "再新增"),
        (lambda: store.revert(4), "没有改", "再退回"),  # brings the target back with its figure
        (lambda: store.revert(5), "没有改", "再退回"),  # of another target
    ):
        before = entities(store)
        way_on = f"请先在“填报”的“本期”里解锁三季度，并写明原因，{again}。"
        with pytest.raises(Closed, match=f"^{lead}：2020年第三季度已锁定。{way_on}$"):
            change()
        assert entities(store) == before
    store.write("十月照填", [cell("t1", "2020-10", 6)])
    reopen_period(store, "p2020", Q3, "漏报")
    with pytest.raises(AltersClosed, match="一季度“新招项目”的列入 未列入→列入"):
        store.revert(4)  # it would be listed in the quarters before, which are still closed
    for quarter in ("2020Q1", "2020Q2"):
        reopen_period(store, "p2020", Period.parse(quarter), "漏报")
    store.revert(4)
    assert value(store) == 5


def test_a_closed_period_keeps_its_plan_and_targets_too(store):
    put(store, 5)
    close_period(store, "p2020", Q3)
    for change in (lambda: remove(store, "p2020", ["t2"]), lambda: delete_plan(store, "p2020")):
        with pytest.raises(Closed):
            change()
    with pytest.raises(AltersClosed, match="一季度“规上工业增加值”的列入 列入→不再列入"):
        remove(store, "p2020", ["t1"])  # nothing was reported for that one, but it was listed
    remove(store, "p2020", ["t1"], "重复录入")
    assert store.actions(1)[0].what == "删除指标：规上工业增加值（已锁定的期间有改动，原因：重复录入）"
    add_plan(store, small_plan(title="同年的另一个计划"))
    other = next(p for p in store.plans() if p.id != "p2020")
    target = store.ledger(other.id).targets[1]
    assert store.write("另一计划不锁", [cell(target.id, "2020Q3", 5)])


def test_the_history_of_a_field_begins_with_its_creation(store):
    put(store, 5)
    put(store, 5, progress="推进有序")
    put(store, 6, progress="推进有序")
    store.undo()
    remove(store, "p2020", ["t2"])
    store.undo()
    edits = store.history(Progress, CELL, "value")
    assert [(e.old, e.new, e.action.kind) for e in edits] == [
        (None, "5", "do"), ("5", "6", "do"), ("6", "5", "undo"), ("5", None, "do"), (None, "5", "undo"),
    ]  # fmt: skip
    assert [e.action.who for e in edits] == ["张敏"] * 5
    assert [(e.old, e.new) for e in store.history(Progress, CELL, "progress")] == [
        (None, ""), ("", "推进有序"), ("推进有序", None), (None, "推进有序"),
    ]  # fmt: skip
    assert len(store.history(Progress, CELL)) == 6
    assert store.history(Target, "t2", "value")[0].new == "18"
    assert store.history(Plan, "p2020", "title")[0].old is None
    assert store.history(Unit, "nobody") == []


def test_versions_come_and_go_with_their_target(store):
    store.write("目标变更", [version("t2", "9号", 20)])
    store.write("目标再变更", [version("t2", "10号", 22)])
    store.write("更正", [version("t2", "10号", 21)])
    before = entities(store)
    remove(store, "p2020", ["t2"])
    assert "t2" not in store.ledger("p2020").versions
    store.undo()
    assert entities(store) == before
    assert [v.value for v in store.ledger("p2020").versions["t2"]] == [20, 21]


def test_what_is_used_elsewhere_is_not_removed(store):
    unit = next(u for u in store.ledger("p2020").units.values() if u.name == "经发办")
    before = entities(store), store.actions()
    with pytest.raises(Refusal, match="没有改成：还有别的内容用到它"):
        store.write("删单位", deletes=[unit])
    with pytest.raises(Refusal, match="没有改成：还有别的内容用到它"):
        store.write("没有这个指标", [cell("t99", "2020Q3", 1)])
    with pytest.raises(ChangedSince, match="没有删除：它已经不在台账里了"):
        store.write("删", deletes=[Unit("nobody", "没有")])
    assert (entities(store), store.actions()) == before


def test_our_own_mistakes_stay_ours_and_leave_no_trace(store):
    before = entities(store), store.actions()
    for mistake, kind in (
        (cell("t2", "2020Q3", "NaN"), ValueError),
        (dataclasses.replace(cell("t2", "2020Q3"), progress=None), Exception),
        (dataclasses.replace(cell("t2", "2020Q3"), progress="\ud800"), UnicodeEncodeError),
    ):
        with pytest.raises(kind) as raised:
            store.write("错", [cell("t1", "2020Q3", 1), mistake])
        assert not isinstance(raised.value, Refusal)
        assert (entities(store), store.actions()) == before
    assert store.write("对", [cell("t1", "2020Q3", 1)])


def test_a_hash_covers_every_word_of_an_action(store):
    action = store.write("改", [cell("t1", "2020Q3", 1), Unit("u8", "村", 1)])
    assert journal.sealed(action, action.changes) == action.hash
    for field in dataclasses.fields(action):
        if field.name not in {"hash", "changes"}:
            other = dataclasses.replace(action, **{field.name: "别的"})
            assert journal.sealed(other, action.changes) != action.hash, field.name
    for other in (action.changes[::-1], action.changes[:1], ()):
        assert journal.sealed(action, other) != action.hash
    for field in dataclasses.fields(Change):
        first, *rest = action.changes
        changed = [dataclasses.replace(first, **{field.name: "别的"}), *rest]
        assert journal.sealed(action, changed) != action.hash, field.name


def test_the_first_broken_link_is_named(store):
    put(store, 5)
    actions = list(journal.read(store.db))
    assert journal.broken_link(actions, 0, journal.START) is None
    assert journal.broken_link(actions[1:], 1, actions[0].hash) is None
    assert journal.broken_link(actions[1:], 0, journal.START) == 2
    assert journal.broken_link([actions[0], actions[2]], 0, journal.START) == 3
    assert journal.broken_link([actions[0], dataclasses.replace(actions[1], what="x")], 0, "") == 2


def test_a_long_journal_is_checked_from_its_checkpoint_on_and_whole_by_check(small, monkeypatch):
    monkeypatch.setattr(upgrading, "CHECKPOINT_EVERY", 2)
    monkeypatch.setattr(opening, "CHECKED_WHOLE", 3)
    Store.open(small).close()
    with Store.open(small) as store:
        assert store.db.execute("SELECT action_id FROM checkpoint").fetchone() == (2,)
        put(store, 5)
        put(store, 6)
        store.db.execute("UPDATE plan SET title = '改了'")
    with Store.open(small) as store:  # before the checkpoint, so only check looks
        with pytest.raises(Refusal, match="数据与修改记录不符：计划“p2020”"):
            store.check()
        assert store.db.execute("SELECT action_id, id FROM checkpoint").fetchall() == [(4, 1)]
        put(store, 7)
        store.db.execute("UPDATE progress SET value = '8'")
    with pytest.raises(Refusal, match=f"数据与修改记录不符：填报数“{CELL}”"):
        Store.open(small)


def test_a_half_month_has_its_own_cell(store):
    store.write("半月", [cell("t2", "2020-09-15", 4), cell("t2", "2020-09", 5)])
    close_period(store, "p2020", Period.parse("2020-09-15"))
    with pytest.raises(Closed, match="2020年9月上半月已锁定"):
        store.write("半月", [cell("t2", "2020-09-15", 3)])
    assert store.write("整月", [cell("t2", "2020-09", 6)])


def test_actions_are_found_by_words_people_days_and_targets(store):
    put(store, 5)
    store.write("换人", [Setting("who", "李强")])
    store.write("粘贴 2 格", [cell("t2", "2020Q3", 6), cell("t4", "2020-08-15", 7)])
    store.write("A Note", [cell("t4", "2020Q3", 8)])

    def found(*words, **given):
        return [a.what for a in store.actions(words=words, **given)]

    assert found("粘贴") == ["粘贴 2 格"]
    assert found("a note") == ["A Note"]
    assert found("李强") == ["A Note", "粘贴 2 格", "换人"]
    assert found("粘贴", "张敏") == []
    assert found("2020-10-12 08:3", "填5") == ["填5"]
    assert found("没有", targets=["t2"]) == ["粘贴 2 格", "填5", *found("没有", targets=["t2"])[2:]]
    assert found("没有", targets=["t4"])[:2] == ["A Note", "粘贴 2 格"]
    assert found("没有", targets=["t"]) == []
    assert found("格", limit=1) == ["粘贴 2 格"]
    assert found("格", before=store.actions(1)[0].id - 1) == []


def test_whether_an_action_can_be_taken_back_is_tried_out_and_changes_nothing(store):
    first = put(store, 5)
    other = put(store, 9, target="t1")
    assert store.refusal_to_revert(first.id) is None
    put(store, 6)
    before = entities(store), store.actions()
    assert "后来又改过" in str(store.refusal_to_revert(first.id))
    assert store.refusal_to_revert(other.id) is None
    assert "没有这一条" in str(store.refusal_to_revert(99))
    assert (entities(store), store.actions()) == before
    close_period(store, "p2020", Q3)
    assert "已锁定" in str(store.refusal_to_revert(other.id))
    store.barred = Said("read-only", "台账只能看")
    assert store.refusal_to_revert(other.id) == store.barred
