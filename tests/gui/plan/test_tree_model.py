"""The tree's model: what its rows say, what a filter leaves, and Qt's own tester under random edits."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.plan.tree_model import TreeModel
from gui.target.roles import BAR_ROLE, COUNTS_ROLE, STATUS_ROLE, TARGET_ROLE
from gui.target.texts import TreeColumn
from models.judging.assess import assess_all
from models.judging.statuses import Status
from models.plan.entities import Heading, Kind, Plan, Progress, Target, Unit, progress_id
from models.plan.period import Period
from models.plan.year import PlanYear

Q3 = Period.parse("2020Q3")
PLAN = Plan("p", 2020, "试验计划")


def make_ledger(headings=4, targets=10, figures=()):
    """Headings two levels deep, targets under them in turn, the first without a heading."""
    made = [Heading(f"h{i}", "p", f"h{i // 2 - 1}" if i > 1 else None, i, 1 + (i > 1), f"{i}.", f"任务{i}") for i in
            range(headings)]  # fmt: skip
    places = [None, *(h.id for h in made)]
    goals = [
        Target(f"t{i}", "p", places[i % len(places)], f"s{i}", i, f"合同外资{i}", value=Decimal(100), unit="万美元")
        for i in range(targets)
    ]
    ledger = PlanYear(PLAN, made, goals, units={"u": Unit("u", "招商办")})
    for target_id, value in figures:
        ledger.cells[target_id] = {Q3.key: Progress(progress_id(target_id, Q3.key), target_id, Q3.key, value=value)}
    return ledger


def judged(ledger):
    return {a.target.id: a for a in assess_all(ledger, Q3)}


def shown(ledger, model=None):
    model = model or TreeModel()
    model.show(ledger, judged(ledger))
    return model


def names(model):
    return [index.data() for index in model.rows()]


def test_rows_are_headings_with_their_targets_before_their_children():
    model = shown(make_ledger(headings=4, targets=5))
    assert names(model) == [
        "合同外资0", "0.任务0", "合同外资1", "2.任务2", "合同外资3", "3.任务3", "合同外资4", "1.任务1", "合同外资2",
    ]  # fmt: skip


def test_cells_of_a_target_say_status_bar_demand_and_unit():
    model = shown(make_ledger(figures=[("t1", Decimal(60))]))
    row = model.index_of("t1")
    cell = [row.siblingAtColumn(c) for c in TreeColumn]
    assert cell[TreeColumn.STATUS].data() == "滞后"
    assert cell[TreeColumn.STATUS].data(STATUS_ROLE) == Status.BEHIND
    assert cell[TreeColumn.RATE].data() == "60.0"
    assert cell[TreeColumn.RATE].data(BAR_ROLE).pace == 75
    assert cell[TreeColumn.DEMAND].data() == "100"
    assert cell[TreeColumn.UNIT].data() == "万美元"
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).startswith("合同外资1，本期累计 60 万美元，滞后，")


def test_a_missing_figure_is_words_never_a_bar():
    model = shown(make_ledger())
    bar = model.index_of("t1").data(BAR_ROLE)
    assert (bar.share, bar.text) == (None, "本期未报")


def test_headings_carry_counts_of_all_below_also_while_filtered():
    ledger = make_ledger(headings=4, targets=10, figures=[("t1", Decimal(90)), ("t3", Decimal(60))])
    model = shown(ledger)
    assert model.index_of("h:h0").data(COUNTS_ROLE) == "1/6 达序时"
    model.set_filter("", [Status.BEHIND])
    assert model.index_of("h:h0").data(COUNTS_ROLE) == "1/6 达序时"


def test_qualitative_targets_are_counted_apart():
    ledger = make_ledger(headings=1, targets=2)
    ledger.targets[1] = replace(ledger.targets[1], kind=Kind.QUALITATIVE, value=None)
    model = shown(ledger)
    assert model.index_of("h:h0").data(COUNTS_ROLE) == "定性 1 项"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("外资7", ["t7"]),
        ("htwz7", ["t7"]),
        ("HTWZ7", ["t7"]),
        ("万美元", 10),
        ("zsb", ["t2"]),
        ("招商", ["t2"]),
        ("没有", []),
    ],
)
def test_words_unit_lead_and_initials_find(query, found):
    ledger = make_ledger()
    ledger.targets = [replace(t, lead_id="u") if t.id == "t2" else t for t in ledger.targets]
    model = shown(ledger)
    model.set_filter(query)
    ids = [i.data(TARGET_ROLE) for i in model.rows(lambda node: node.target is not None)]
    assert ids == found if isinstance(found, list) else len(ids) == found
    assert all(model.rowCount(i) for i in model.rows(lambda node: node.heading is not None))


def test_figures_alone_change_rows_narrowly(qtbot):
    ledger = make_ledger()
    model = shown(ledger)
    resets, told = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, _: told.append(model.key(first)))
    ledger.cells["t4"] = {Q3.key: Progress(progress_id("t4", Q3.key), "t4", Q3.key, value=Decimal(80))}
    model.show(ledger, judged(ledger), frozenset({"t4"}))
    assert not resets
    assert sorted(told) == ["h:h0", "h:h3", "t:t4"]


def test_an_edit_of_words_resets_nothing():
    ledger = make_ledger()
    model = shown(ledger)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    edited = PlanYear(PLAN, ledger.headings, [replace(t, name=t.name + "改") for t in ledger.targets])
    model.show(edited, judged(edited))
    assert not resets
    assert model.index_of("t1").data() == "合同外资1改"


def test_a_status_filter_lets_go_of_what_got_better():
    ledger = make_ledger(figures=[("t1", Decimal(10)), ("t2", Decimal(10))])
    model = shown(ledger)
    model.set_filter("", [Status.BEHIND])
    ledger.cells["t1"] = {Q3.key: Progress(progress_id("t1", Q3.key), "t1", Q3.key, value=Decimal(80))}
    model.show(ledger, judged(ledger), frozenset({"t1"}))
    assert [i.data(TARGET_ROLE) for i in model.rows(lambda n: n.target is not None)] == ["t2"]


def test_typing_ahead_goes_round():
    model = shown(make_ledger(targets=5))
    assert model.find("合同外资3", QModelIndex()).data(TARGET_ROLE) == "t3"
    assert model.find("htwz1", model.index_of("t4")).data(TARGET_ROLE) == "t1"
    assert model.find("rw3", QModelIndex()).data() == "3.任务3"
    assert not model.find("没有", QModelIndex()).isValid()


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("figure"), st.integers(0, 9), st.integers(0, 150)),
        st.tuples(st.just("move"), st.integers(0, 9), st.integers(0, 4)),
        st.tuples(st.just("remove"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("add"), st.integers(0, 9), st.integers(0, 4)),
        st.tuples(st.just("drop heading"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("filter"), st.integers(0, 2), st.integers(0, 3)),
        st.tuples(st.just("none"), st.just(0), st.just(0)),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(EDITS)
def test_qt_is_content_with_the_model_whatever_happens(dressed, edits):
    ledger, model = make_ledger(), TreeModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(ledger, judged(ledger))
    for what, which, where in edits:
        changed = None
        targets = {t.id: t for t in ledger.targets}
        headings = list(ledger.headings)
        match what:
            case "figure":
                key = f"t{which}"
                ledger.cells.setdefault(key, {})[Q3.key] = Progress(
                    progress_id(key, Q3.key), key, Q3.key, value=Decimal(where)
                )
                changed = frozenset({key})
            case "move" if f"t{which}" in targets:
                targets[f"t{which}"] = replace(targets[f"t{which}"], heading_id=f"h{where}", position=which + 20)
            case "remove":
                targets.pop(f"t{which}", None)
            case "add":
                targets[f"n{which}"] = Target(f"n{which}", "p", f"h{where}", "s", which, f"新指标{which}")
            case "drop heading":
                headings = [h for h in headings if h.id != f"h{which}"]
            case "filter":
                model.set_filter(
                    ["", "htwz", "新"][which], [[], [Status.BEHIND], [Status.MISSING], [Status.DONE]][where]
                )
                continue
            case "none":
                model.show(None, {})
                continue
        if changed is None:
            ledger = PlanYear(PLAN, headings, list(targets.values()), cells=ledger.cells)
        model.show(ledger, judged(ledger), changed)
        for index in model.rows():
            assert model.index_of(model.key(index)) == index
            assert all(index.siblingAtColumn(c).data() is not None for c in TreeColumn) or model.heading(index)
    tester.deleteLater()
