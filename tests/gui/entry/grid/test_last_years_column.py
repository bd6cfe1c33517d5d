"""The grid's column of last year's figures: typed, pasted, read-only where a closed year holds them."""

from decimal import Decimal

from PySide6.QtCore import Qt

from db.actions.periods import close_period
from db.actions.plans import add_plan
from gui.entry.grid.cells import CellState
from gui.entry.grid.lines import GridColumn, GridLineKind
from gui.entry.grid.model import SHOWN
from gui.entry.grid.paste import PastePreview, free_rows, passes_typed_lines
from models.plan.entities import PastValue, Progress, past_id, progress_id
from models.plan.period import Period
from tests.gui.entry.desk import UNITS, at, here, paste, target_of, values

KEY = Qt.Key


def show_past(page):
    page.head.menu.menu().aboutToShow.emit()
    next(a for a in page.head.menu.menu().actions() if a.text() == "显示上年同期").trigger()


def past_of(page, name):
    return page.session.ledger.past_of(target_of(page, name)).get("2019-09")


def test_last_years_figures_are_typed_in_their_own_column(entry_page, keys, settled):
    assert entry_page.view.isColumnHidden(GridColumn.PAST)
    show_past(entry_page)
    assert not entry_page.view.isColumnHidden(GridColumn.PAST)
    at(entry_page, "合同外资", GridColumn.PAST)
    keys("3100", KEY.Key_Return)
    settled()
    assert past_of(entry_page, "合同外资") == Decimal(3100)
    assert here(entry_page)[1] is GridColumn.PAST
    show_past(entry_page)
    assert entry_page.view.isColumnHidden(GridColumn.PAST)
    assert here(entry_page)[1] is GridColumn.VALUE


def test_a_block_that_begins_in_last_years_column_stays_there(entry_page, keys, settled, monkeypatch):
    show_past(entry_page)
    at(entry_page, UNITS[0], GridColumn.PAST)
    paste(keys, "11\r\n12\r\n13\r\n")
    settled()
    assert [past_of(entry_page, name) for name in UNITS] == [11, 12, 13]
    assert values(entry_page) == [2960, 1875, 3610]
    heads = []
    monkeypatch.setattr(PastePreview, "exec", lambda box: heads.append(box.head.text()) or box.DialogCode.Accepted)
    at(entry_page, UNITS[0], GridColumn.PAST)
    paste(keys, "21\t91\r\n22\t92\r\n")
    settled()
    assert [past_of(entry_page, name) for name in UNITS] == [21, 22, 13]
    assert values(entry_page) == [2960, 1875, 3610]
    assert heads[0].endswith("从上年同期开始的只粘贴这一列，右边 1 列没有粘贴。")


def test_a_block_that_begins_in_this_years_column_leaves_last_years_alone(entry_page, keys, settled):
    show_past(entry_page)
    before = [past_of(entry_page, name) for name in UNITS]
    at(entry_page, UNITS[0])
    paste(keys, "11\r\n12\r\n13\r\n")
    settled()
    assert values(entry_page) == [11, 12, 13]
    assert [past_of(entry_page, name) for name in UNITS] == before


def test_a_block_fills_lines_of_its_own_kind_alone(entry_page):
    model = entry_page.model
    totals = [r for r in range(model.rowCount()) if model.line(r).field == "last_total"]
    main = totals[0] - 1
    assert model.line(main).kind is GridLineKind.MAIN
    assert free_rows(model, totals[0], GridColumn.VALUE) == totals
    mains = free_rows(model, main, GridColumn.VALUE)
    assert not set(mains) & set(totals)
    assert passes_typed_lines(model, mains[:2])
    assert not passes_typed_lines(model, mains[:1])
    assert not passes_typed_lines(model, free_rows(model, totals[0], GridColumn.VALUE)[:1])


def test_a_column_pasted_over_both_years_lines_is_shown_before_it_is_written(entry_page, keys, settled, monkeypatch):
    model = entry_page.model
    totals = next(r for r in range(model.rowCount()) if model.line(r).field == "last_total")
    shown = []
    monkeypatch.setattr(PastePreview, "exec", lambda box: shown.append(box) or box.DialogCode.Rejected)
    entry_page.view.go(model.index(totals - 1, GridColumn.VALUE))
    paste(keys, "1\r\n2\r\n3\r\n")
    settled()
    assert len(shown) == 1
    assert entry_page.entries.cells.changed_count() == 0


def test_figures_of_a_closed_year_are_only_looked_at(entry_page, keys, settled):
    """Another year's plan holds the figure in a closed period: no typing, pasting, clearing or filling down."""
    session, name = entry_page.session, UNITS[0]

    def last_year(store):
        series = session.ledger.series[target_of(entry_page, name).series_id].name
        data = {"id": "p2019", "title": "2019年工作要点", "year": "2019", "targets": [{"id": "a1", "name": series}]}
        add_plan(store, data)
        store.write("填", [Progress(progress_id("a1", "2019-09"), "a1", "2019-09", Decimal(77))])
        close_period(store, "p2019", Period.parse("2019Q4"))

    going = []
    for target in (target_of(entry_page, one) for one in UNITS):
        if "2019-09" in session.ledger.past_of(target):
            series = target.series_id
            going.append(PastValue(past_id(series, "2019-09"), series, "2019-09", Decimal(0)))
    session.write("没有上年数", deletes=going)
    settled()
    session.act(last_year)
    settled()
    show_past(entry_page)
    assert past_of(entry_page, name) == 77
    said = []
    entry_page.message.connect(said.append)
    at(entry_page, name, GridColumn.PAST)
    index = entry_page.view.currentIndex()
    assert entry_page.model.data(index, SHOWN).state is CellState.LOCKED
    keys("5", KEY.Key_Delete, KEY.Key_Return)
    assert "上年同期数是那时报的，这里只能看" in said[0]
    at(entry_page, name, GridColumn.PAST)
    paste(keys, "1\r\n2\r\n")
    entry_page.entries.enter([(entry_page.entries.spot(target_of(entry_page, name).id, "past"), "6")])
    settled()
    assert past_of(entry_page, name) == 77
