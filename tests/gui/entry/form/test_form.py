"""The form of one target: source, figures, trend, words; everything by keyboard."""

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.actions.periods import close_period, reopen_period
from gui.entry import page as page_module
from gui.entry.form.words import LETTERS
from gui.entry.grid.lines import GridColumn
from gui.kit import theme
from gui.trend.small import SmallTrend
from models.plan.fields import WORDS_FIELDS
from models.plan.period import Period
from tests.gui.entry.desk import ALT, CTRL, at, cell, here, target_of, write

KEY = Qt.Key
SCHOOL = "濮新学校（一期）投入使用"


def formats(page):
    """The pieces of the source sentence with their formats."""
    source = page.form.source
    block, found = source.document().begin(), []
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            found.append((pieces.fragment().text(), pieces.fragment().charFormat()))
            pieces += 1
        block = block.next()
    return found


def test_the_source_marks_the_targets_words_and_underlines_the_commitment(entry_page):
    at(entry_page, "合同外资")
    found = formats(entry_page)
    assert found[0][0] == "要点原文 · 6.强化项目推进"
    marked = [t for t, f in found if f.background().color() == QColor(theme.QUOTE)]
    dotted = [t for t, f in found if f.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine]
    assert marked == ["合同外资5500万美元"]
    assert dotted == ["力争"]
    source = entry_page.form.source
    source.moveCursor(QTextCursor.MoveOperation.End)
    assert source.cursorRect().bottom() <= source.viewport().height()  # nothing clipped


def test_the_trend_is_drawn_where_there_are_figures(entry_page):
    trend = entry_page.form.trend
    at(entry_page, "合同外资")
    entry_page.resize(1366, 700)
    QApplication.processEvents()
    assert not trend.isHidden()
    assert trend.accessibleName() == "走势图：应达 4125，实际 2960，目标 5500，上年 5180"
    assert len(trend.drawing.actual.pieces) == 1
    assert trend.drawing.pace.known[0] == (0.0, 0.0)
    at(entry_page, SCHOOL)
    assert trend.isHidden()
    assert not entry_page.form.percent.isHidden()
    at(entry_page, "地区生产总值增长")
    assert trend.drawing.pace.known == []  # growth has no slope


def test_a_missing_month_is_a_gap_and_a_ring(entry_page, settled):
    page, name = entry_page, "5亿元企业（新增）"
    at(page, name)
    trend = page.form.trend
    assert trend.drawing.missing == (9.0,)
    months = [x for x, _ in trend.drawing.actual.known]
    assert months == sorted(set(months))
    page.entries.enter([(page.entries.spot(target_of(page, name).id, "value"), "2")])
    settled()
    assert not trend.drawing.missing
    at(page, "合同外资")
    page.entries.enter([(page.entries.spot(target_of(page, "合同外资").id, "value"), "")])
    settled()
    assert trend.drawing.missing == (9.0,)
    assert "实际" in trend.accessibleName()


def test_a_month_missing_in_between_breaks_the_line(entry_page, settled):
    page = entry_page
    target = target_of(page, "合同外资")
    cells = page.session.ledger.cells_of(target)
    page.session.write("清空", [replace(cells["2020-06"], value=None)])
    settled()
    at(page, "合同外资")
    trend = page.form.trend
    assert trend.drawing.missing == (6.0,)
    pieces = [[x for x, _ in piece] for piece in trend.drawing.actual.pieces]
    assert pieces == [[1.0, 2.0, 3.0, 4.0, 5.0], [7.0, 8.0, 9.0]]


def test_the_trend_of_half_a_month_ends_there(session, qtbot):
    trend = SmallTrend()
    qtbot.addWidget(trend)
    session.set_period(Period.parse("2020-08-15"))
    target = next(t for t in session.ledger.targets if t.full_name == "合同外资")
    assert trend.show_target(session.ledger, session.by_target[target.id])
    assert max(x for x, _ in trend.drawing.actual.known) <= 7.5
    for width, height in ((412, 112), (320, 84)):
        trend.resize(width, height)
        assert not trend.grab().isNull()


def test_every_trend_can_be_painted(entry_page):
    trend = entry_page.form.trend
    for period in (Period.of_month(2020, m, quarterly=True) for m in (3, 9, 12)):
        entry_page.session.set_period(period)
        for a in entry_page.session.assessments:
            if trend.show_target(entry_page.session.ledger, a):
                assert not trend.grab().isNull()


def test_the_page_opens_without_the_chart_library():
    loaded = "{m.partition('.')[0] for m in sys.modules}"
    code = f"import sys, {page_module.__name__}; sys.exit('pyqtgraph' in {loaded})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_where_there_is_little_room_the_words_come_first(entry_page):
    at(entry_page, "合同外资")
    entry_page.resize(1366, 440)
    QApplication.processEvents()
    assert entry_page.form.trend.isHidden()
    entry_page.resize(1366, 700)
    QApplication.processEvents()
    assert not entry_page.form.trend.isHidden()


def test_tab_goes_through_the_form_in_reading_order(entry_page, keys):
    at(entry_page, "合同外资")
    keys(KEY.Key_F4)
    form, order = entry_page.form, []
    for _ in range(10):
        order.append(entry_page.focusWidget())
        keys(KEY.Key_Tab)
    texts = form.texts
    assert order == [
        texts["progress"].edit, texts["progress"].take_over, texts["problem"].edit, texts["problem"].take_over,
        texts["next_step"].edit, texts["next_step"].take_over, form.nature, form.as_of, texts["comment"].edit,
        form.history,
    ]  # fmt: skip
    assert entry_page.focusWidget() is form.next
    keys(KEY.Key_Backtab)
    assert entry_page.focusWidget() is form.history


@pytest.mark.parametrize(
    ("key", "field"), [*((letter, name) for name, letter in LETTERS.items()), ("K", "nature"), ("T", "as_of")]
)
def test_alt_letters_reach_the_fields(entry_page, key, field):
    at(entry_page, "合同外资")
    QTest.keyClick(entry_page.view, getattr(KEY, f"Key_{key}"), ALT)
    form = entry_page.form
    wanted = form.texts[field].edit if field in form.texts else getattr(form, field)
    assert entry_page.focusWidget() is wanted


def test_every_field_of_words_has_a_letter_of_its_own():
    assert list(LETTERS) == [field.name for field in WORDS_FIELDS]
    assert len({*LETTERS.values(), "K", "T", "P", "M", "I", "Q"}) == len(LETTERS) + 6


def test_a_percentage_of_a_milestone_is_typed_and_asked_for_nowhere_else(entry_page, keys, settled):
    at(entry_page, SCHOOL)
    QTest.keyClick(entry_page.view, KEY.Key_P, ALT)
    assert entry_page.focusWidget() is entry_page.form.percent
    entry_page.form.percent.selectAll()
    keys("96")
    QTest.keyClick(entry_page.form.percent, KEY.Key_Down, CTRL)
    settled()
    assert cell(entry_page, SCHOOL).percent == 96
    at(entry_page, "合同外资")
    assert entry_page.form.percent.isHidden()


def test_nature_and_day_are_set_by_keys(entry_page, keys, settled):
    at(entry_page, "合同外资")
    form = entry_page.form
    form.nature.setFocus()
    keys(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    settled()
    QTest.keyClick(form.nature, KEY.Key_Tab)
    assert entry_page.focusWidget() is form.as_of
    form.as_of.setDate(QDate(2020, 9, 28))
    keys(KEY.Key_Tab)
    settled()
    saved = cell(entry_page, "合同外资")
    assert saved.as_of.isoformat() == "2020-09-28"
    assert saved.nature == form.nature.currentText() != "实际"


def test_words_taken_over_are_marked_until_edited(entry_page, settled):
    at(entry_page, "合同外资")
    field = entry_page.form.texts["problem"]
    field.take_over.click()
    settled()
    assert field.said.text().startswith("沿用上期 · ")
    field.edit.moveCursor(QTextCursor.MoveOperation.End)
    write(field.edit, "x")
    assert not field.said.text().startswith("沿用上期")


def test_problem_and_next_step_are_asked_for_only_behind_pace(entry_page):
    at(entry_page, "数字经济核心产业投资额")
    assert entry_page.form.texts["problem"].isHidden()
    at(entry_page, "合同外资")
    assert not entry_page.form.texts["problem"].isHidden()


@pytest.mark.parametrize("width", [880, 911, 1093])
def test_the_drawer_stands_beside_the_grid_and_covers_nothing(entry_page, keys, width, qtbot):
    page = entry_page
    page.fit(width)
    page.resize(width, 430)
    qtbot.waitUntil(lambda: page.width() == width)
    at(page, "合同外资")
    assert page.form.isHidden()
    assert page.head.form_button.isVisible()
    keys(KEY.Key_F4)
    qtbot.waitUntil(page.form.isVisible)
    assert page.focusWidget() is page.form.texts["progress"].edit
    assert not page.head.form_button.isVisible()
    assert page.form.geometry().left() >= page.view.parentWidget().geometry().right()
    index = page.view.currentIndex()
    assert page.view.viewport().rect().contains(page.view.visualRect(index))
    total = sum(page.view.columnWidth(c) for c in range(page.model.columnCount()))
    assert total <= page.view.viewport().width()
    QTest.keyClick(page.focusWidget(), KEY.Key_Escape)
    assert page.form.isHidden()
    assert page.focusWidget() is page.view
    assert here(page)[0] == "合同外资"


def test_ctrl_enter_breaks_a_line_in_the_form(entry_page, keys, settled):
    at(entry_page, "合同外资")
    keys(KEY.Key_F4)
    field = entry_page.form.texts["progress"].edit
    field.selectAll()
    keys("one")
    keys(KEY.Key_Return, held=CTRL)
    keys("two", KEY.Key_Escape)
    settled()
    assert cell(entry_page, "合同外资").progress == "one\ntwo"


def test_typing_words_into_a_locked_period_says_so(entry_page, keys, settled):
    plan, period = entry_page.session.ledger.plan.id, entry_page.session.period
    entry_page.session.act(lambda store: close_period(store, plan, period))
    settled()
    at(entry_page, "合同外资")
    keys(KEY.Key_F4)
    field = entry_page.form.texts["progress"].edit
    assert field.property("locked")
    said = []
    entry_page.message.connect(said.append)
    keys("x")  # no box comes up: that would fail here
    assert said == ["三季度已锁定，没有改。请先在“本期”菜单里解锁，并写明原因，再改。"]
    entry_page.session.act(lambda store: reopen_period(store, plan, period, "更正"))
    settled()
    assert not field.isReadOnly()
    assert not field.property("locked")


@pytest.mark.parametrize(("name", "lines"), [("合同外资", 1), ("很长的名称" * 8, 2)])
def test_a_name_is_read_in_full(entry_page, settled, qtbot, name, lines):
    target = target_of(entry_page, "合同外资")
    entry_page.session.write("改名", [replace(target, name=name)])
    settled()
    entry_page.show_target(target.id)
    title = entry_page.form.title
    label = title.name
    assert label.text() == name
    qtbot.waitUntil(lambda: label.height() >= label.fontMetrics().height() * lines)
    assert label.height() >= label.heightForWidth(label.width())
    assert title.kind.text() == "万美元 · 累计型 · 招商办"
    assert title.kind.width() >= title.kind.fontMetrics().horizontalAdvance(title.kind.text())


def test_focus_goes_through_the_page_in_reading_order(entry_page, keys, settled):
    page = entry_page
    at(page, "引进市外实到资金")
    keys("4.58", KEY.Key_Return)
    settled()
    page.head.lead.setFocus()
    order = []
    for _ in range(3):
        order.append(page.focusWidget())
        keys(KEY.Key_Tab)
    assert order == [page.head.lead, page.head.open_box, page.head.menu]
    assert page.focusWidget() is page.view
    page.strip.reason.setFocus()
    keys(KEY.Key_Tab)
    assert page.focusWidget() is page.strip.go
    keys(KEY.Key_Tab)
    assert page.focusWidget() is page.form.texts["progress"].edit
    keys(KEY.Key_Backtab)
    assert page.focusWidget() is page.strip.go
    page.view.setFocus()
    page.view.go(page.model.index(page.model.rowCount() - 1, GridColumn.TEXT))
    keys(KEY.Key_Tab)
    assert page.focusWidget() is page.strip.reason


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("合同外资", ""),
        ("地区生产总值增长", "完成率：—（增速型，直接与目标比）"),
        ("引进硕士", "已完成 100.0%。年度目标不变，数字可继续累计。"),
        ("5亿元企业（新增）", "完成率：—（本期未报）"),
        (SCHOOL, "完成率：—（节点型，没有数值）"),
    ],
)
def test_a_dash_says_why_and_an_early_end_that_it_goes_on(entry_page, name, note):
    at(entry_page, name)
    assert entry_page.form.figures.note.text() == note
    assert entry_page.form.figures.note.isHidden() is not bool(note)


def test_no_form_scrolls_in_a_window_of_1366(entry_page, qtbot):
    """With everything asked for, 1366×698 shows the whole form; the trend gives way where it must."""
    entry_page.resize(1366, 624)
    qtbot.waitUntil(lambda: entry_page.height() == 624)
    bar = entry_page.form.body.verticalScrollBar()
    for target in entry_page.session.ledger.targets:
        entry_page.show_target(target.id)
        qtbot.waitUntil(lambda: bar.maximum() == 0)


def test_the_day_stays_with_the_target_it_was_typed_for(entry_page, keys, settled):
    at(entry_page, "合同外资")
    form = entry_page.form
    form.as_of.setFocus()
    form.as_of.setDate(QDate(2020, 9, 28))
    before = {c.id: c for cells in entry_page.session.ledger.cells.values() for c in cells.values()}
    keys(KEY.Key_Down, held=CTRL)
    assert entry_page.current_target() != target_of(entry_page, "合同外资").id
    entry_page.view.setFocus()
    settled()
    assert cell(entry_page, "合同外资").as_of.isoformat() == "2020-09-28"
    after = {c.id: c for cells in entry_page.session.ledger.cells.values() for c in cells.values()}
    assert [i for i in after if after[i] != before.get(i)] == [cell(entry_page, "合同外资").id]
