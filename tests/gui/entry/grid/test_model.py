"""The grid's model under Qt's tester: random edits, refused texts, undo, redo, filters, other periods."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.entry.entries import Entries
from gui.entry.filters import Filters
from gui.entry.grid.cells import CellState
from gui.entry.grid.lines import GridColumn, GridLineKind
from gui.entry.grid.model import SHOWN, EntryModel
from gui.entry.grid.paste import place_block, write_block
from gui.entry.spots import Trouble
from models.plan.period import Period
from models.plan.said import Said
from models.words.block import read_block

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(session):
    entries = Entries(session)
    made = EntryModel(entries, Filters(entries))
    made.tester = QAbstractItemModelTester(made, STRICT)
    session.changed.connect(lambda change: made.refresh(change.targets))
    return made


def target_of(model, name):
    return next(t for t in model.entries.session.ledger.targets if t.full_name == name)


def cell(model, name, column=GridColumn.VALUE):
    return model.index(model.index_of_target(target_of(model, name).id).row(), column)


def shown(model, name, column=GridColumn.VALUE):
    return model.data(cell(model, name, column), SHOWN)


def kept(model, name):
    ledger, target = model.entries.session.ledger, target_of(model, name)
    return ledger.cells_of(target)[model.entries.period.key].value


def test_a_figure_is_shown_at_once_and_judged_when_saved(model, settled):
    assert model.setData(cell(model, "合同外资"), "3,000")
    assert shown(model, "合同外资").text == "3000"
    assert shown(model, "合同外资").edited
    settled()
    assert kept(model, "合同外资") == Decimal(3000)
    assert shown(model, "合同外资", GridColumn.RATE).text == "54.5"
    assert "2960 → 3000" in shown(model, "合同外资").tip
    assert model.entries.session.undo_step == "合同外资 2960→3000（三季度）"


def test_the_heading_is_shown_anew_with_the_figure_it_counts(model, settled):
    row = cell(model, "合同外资").row()
    head = max(at for at in model.task_rows() if at < row)
    before, told = model.data(model.index(head, 0), SHOWN).hint, set()
    model.dataChanged.connect(lambda first, last, _: told.update(range(first.row(), last.row() + 1)))
    model.setData(model.index(row, GridColumn.VALUE), "")
    settled()
    assert model.data(model.index(head, 0), SHOWN).hint != before
    assert {head, row} <= told


def test_what_is_no_number_stays_and_is_not_saved(model, settled):
    model.setData(cell(model, "新改建主干道"), "四条")
    settled()
    assert shown(model, "新改建主干道").text == "四条"
    assert shown(model, "新改建主干道").state is CellState.WRONG
    assert shown(model, "新改建主干道", GridColumn.STATUS).text == "未计算"
    assert [p.trouble for p in model.entries.problems()] == [Trouble.WRONG]
    before = kept(model, "新改建主干道")
    model.setData(cell(model, "新改建主干道"), str(before))
    assert model.entries.problems() == []
    assert shown(model, "新改建主干道").state is CellState.PLAIN


def test_a_doubt_is_saved_and_asks_for_a_reason_once(model, settled):
    model.setData(cell(model, "引进市外实到资金"), "4.58")
    settled()
    assert kept(model, "引进市外实到资金") == Decimal("4.58")
    assert shown(model, "引进市外实到资金").state is CellState.DOUBTED
    (problem,) = model.entries.problems()
    model.entries.give_reason(problem.spot, "口径变了")
    settled()
    assert model.entries.problems() == []
    assert "口径变了" in shown(model, "引进市外实到资金").tip
    model.setData(cell(model, "引进市外实到资金"), "4.5")
    assert shown(model, "引进市外实到资金").state is CellState.DOUBTED


def test_clearing_leaves_it_to_fill_and_not_applicable_is_said(model, settled):
    model.setData(cell(model, "合同外资"), "")
    settled()
    assert shown(model, "合同外资").state is CellState.WAITING
    assert shown(model, "合同外资").text == "待填"
    model.setData(cell(model, "合同外资"), "不适用")
    settled()
    assert shown(model, "合同外资").state is CellState.NOT_APPLICABLE


def test_a_failed_save_keeps_the_text_and_can_be_tried_again(model, store, settled, monkeypatch):
    session = model.entries.session
    store.barred = Said("full", "没有保存成功：D盘已满", todo="请清出空间后再试一次")
    model.setData(cell(model, "合同外资"), "3000")
    settled()
    assert shown(model, "合同外资").text == "3000"
    assert shown(model, "合同外资").state is CellState.WRONG
    (problem,) = model.entries.problems()
    assert problem.trouble is Trouble.UNSAVED
    assert problem.said == store.barred
    assert kept(model, "合同外资") == Decimal(2960)
    store.barred = None
    model.entries.retry()
    settled()
    assert kept(model, "合同外资") == Decimal(3000)
    assert model.entries.problems() == []
    assert session.undo_step == "再次保存 1 格（三季度）"


def test_two_fields_of_one_cell_in_quick_succession_are_both_kept(model, settled):
    entries, target = model.entries, target_of(model, "合同外资")
    entries.enter([(entries.spot(target.id, "value"), "3000")])
    entries.enter([(entries.spot(target.id, "progress"), "新签一批")])
    settled()
    saved = entries.session.ledger.cells_of(target)["2020-09"]
    assert (saved.value, saved.progress) == (Decimal(3000), "新签一批")


def test_period_amounts_and_both_years_have_second_lines(model):
    labels = [model.line(r).label for r in range(model.rowCount()) if model.line(r).kind is GridLineKind.SECOND]
    assert "累计" in labels
    assert {"上年同期数", "增速"} <= set(labels)
    assert len([r for r in range(model.rowCount()) if model.line(r).label == "累计"]) == labels.count("累计")


def test_last_years_figure_is_kept_with_the_series(model, settled):
    entries, target = model.entries, target_of(model, "合同外资")
    index = model.index_of(entries.spot(target.id, "past"))
    assert index.column() == GridColumn.PAST
    model.setData(index, "5000")
    settled()
    assert model.data(index) == "5000"
    entries.session.undo()
    settled()
    assert model.data(index) != "5000"


def test_filters_keep_to_what_fits_and_do_not_act_while_filling(model, settled):
    model.filters.query = "htwz"
    model.rebuild()
    assert [model.line(r).label for r in range(model.rowCount())] == ["6.强化项目推进", "合同外资"]
    model.filters.query, model.filters.only_open = "", True
    model.rebuild()
    rows = [r for r in range(model.rowCount()) if model.line(r).kind is GridLineKind.MAIN]
    assert len(rows) == 4
    model.setData(model.index(rows[0], GridColumn.VALUE), "1")
    settled()
    assert model.line(rows[0]).kind is GridLineKind.MAIN
    assert len([r for r in range(model.rowCount()) if model.line(r).kind is GridLineKind.MAIN]) == 4


def test_a_wrong_text_survives_another_period(model, session):
    model.setData(cell(model, "合同外资"), "很多")
    for period in (Period.of_month(2020, 6, quarterly=True), Period.of_month(2020, 9, quarterly=True)):
        session.set_period(period)
        model.entries.show_period(period)
        model.rebuild()
        if period.month == 6:
            assert shown(model, "合同外资").text == "1850"
    assert shown(model, "合同外资").text == "很多"


def test_a_screen_reader_hears_the_cell(model):
    spoken = model.data(cell(model, "合同外资"), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "合同外资，本期累计，2960 万美元，滞后，低于序时 21.2 个百分点"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ('"两行\n文字"\tb\n\n', [["两行\n文字", "b"]]),
        ("１,234", [["１,234"]]),
        ("", []),
    ],
)
def test_blocks_are_read_as_excel_writes_them(text, rows):
    assert read_block(text) == rows


def test_a_block_written_is_read_again():
    rows = [["−1.5", 'a"b\tc'], ["两\n行", ""]]
    assert read_block(write_block(rows)) == [["-1.5", 'a"b\tc'], ["两\n行", ""]]


def test_a_block_passes_over_tasks_and_computed_lines(model):
    start = cell(model, "全品类市场商户比例").row()
    found = place_block(model, [["1"], ["推进中"], ["3"]], start, [GridColumn.VALUE, GridColumn.RATE])
    assert [p.name for p in found] == ["全品类市场商户比例", "创新生态优化", "引进省级以上高端人才"]


TEXTS = st.one_of(
    st.integers(-5, 20000).map(str), st.decimals(0, 500, places=2).map(str),
    st.sampled_from(["", "四条", "不适用", "推进中", "开工", "1.2万", "８8", "-", "清除"]), st.text(max_size=6),
)  # fmt: skip
STEPS = st.one_of(
    st.tuples(st.just("type"), st.integers(0, 10**6), TEXTS),
    st.sampled_from([("undo",), ("redo",), ("period", 6), ("period", 9), ("open",), ("query", "wz"), ("query", "")]),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=14))
def test_the_model_stays_sound_whatever_is_done(model, session, settled, steps):
    said = []
    session.failed.connect(said.append)
    for name, *rest in steps:
        match name:
            case "type":
                spots = [
                    i for r in range(model.rowCount()) for c in (GridColumn.VALUE, GridColumn.TEXT)
                    if model.spot_at(i := model.index(r, c))
                ]  # fmt: skip
                if spots:
                    model.setData(spots[rest[0] % len(spots)], rest[1])
            case "undo":
                session.undo()
            case "redo":
                session.redo()
            case "period":
                session.set_period(Period.of_month(2020, rest[0], quarterly=True))
                model.entries.show_period(session.period)
                model.rebuild()
            case "open":
                model.filters.only_open = not model.filters.only_open
                model.rebuild()
            case _:
                model.filters.query = rest[0]
                model.rebuild()
        settled()
        check(model)


def check(model):
    """Every cell answers, and shows what is kept wherever nothing is wrong."""
    entries = model.entries
    for row in range(model.rowCount(QModelIndex())):
        for column in GridColumn:
            index = model.index(row, column)
            model.data(index, Qt.ItemDataRole.ToolTipRole)
            spot = model.spot_at(index)
            if spot and entries.trouble(spot) not in (Trouble.WRONG, Trouble.UNSAVED):
                assert model.data(index, Qt.ItemDataRole.EditRole) == entries.cells.text(spot)


def test_the_rows_follow_the_plan_after_several_changes_unseen(model, settled):
    """A plan read anew may lie in memory where the one before the last lay."""
    session, name = model.entries.session, ""
    for n in range(1, 16):
        for part in "ab":
            name = f"另名{n}{part}"
            session.write("改名", [replace(session.ledger.targets[0], name=name)])
            settled()
        model.rebuild()
        assert model.line(1).label == name
