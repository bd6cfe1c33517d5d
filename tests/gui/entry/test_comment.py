"""备注 beside a figure: typed in the form, marked in the grid, told in the tooltip and in 修改记录."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

import resources
from gui.dialogs.history import HistoryDialog
from gui.entry.grid.delegate import NOTE
from gui.entry.grid.legend import Legend
from gui.entry.grid.lines import GridColumn, GridLineKind
from gui.entry.grid.model import SHOWN
from gui.entry.spots import Trouble
from gui.kit import theme
from models.collecting.typed import MAX_TEXT
from models.plan.entities import progress_id
from models.plan.period import Period
from tests.gui.entry.desk import ALT, CTRL, at, cell, here, shown, target_of, write

KEY = Qt.Key
NAME, OTHER, WORDS = "合同外资", "实到外资（部口径）", "含增资两家"


def edit(page):
    return page.form.texts["comment"].edit


def comment(page, name, text):
    page.entries.enter([(page.entries.spot(target_of(page, name).id, "comment"), text)])


def corner(page, name):
    """Pixels of the right upper corner of a target's figure: how many are darker than its surface."""
    index = page.model.index_of_target(target_of(page, name).id)
    box = page.view.visualRect(index)
    picture = page.view.viewport().grab(box).toImage()
    ratio = picture.width() / box.width()
    pixels = [(x, y) for x in range(box.width() - NOTE, box.width() - 2) for y in range(2, NOTE)]
    return sum(picture.pixelColor(int(x * ratio), int(y * ratio)).lightness() < 140 for x, y in pixels)


def test_it_is_typed_in_the_form_saved_undone_and_done_again(entry_page, settled):
    page = entry_page
    at(page, NAME)
    QTest.keyClick(page.view, KEY.Key_B, ALT)
    assert page.focusWidget() is edit(page)
    write(edit(page), WORDS)
    QTest.keyClick(edit(page), KEY.Key_Down, CTRL)
    settled()
    assert cell(page, NAME).comment == WORDS
    assert here(page)[0] == OTHER
    assert edit(page).toPlainText() == ""
    assert page.session.undo_step == f"{NAME} 备注（三季度）"
    at(page, NAME)
    assert edit(page).toPlainText() == edit(page).toolTip() == WORDS
    page.view.setFocus()
    page.session.undo()
    settled()
    assert (cell(page, NAME).comment, edit(page).toPlainText()) == ("", "")
    page.session.redo()
    settled()
    assert cell(page, NAME).comment == edit(page).toPlainText() == WORDS


def test_a_quiet_comment_is_saved_without_being_left(entry_page, settled, qtbot):
    at(entry_page, NAME)
    edit(entry_page).quiet.setInterval(20)
    edit(entry_page).setFocus()
    write(edit(entry_page), "x")
    qtbot.waitUntil(lambda: entry_page.session.saved_at is not None)
    settled()
    assert cell(entry_page, NAME).comment == "x"


def test_it_is_asked_of_every_target_and_of_each_period_by_itself(entry_page, settled):
    page = entry_page
    comment(page, NAME, WORDS)
    settled()
    for target in page.session.ledger.targets:
        page.show_target(target.id)
        assert not page.form.texts["comment"].isHidden()
    at(page, NAME)
    page.session.set_period(Period.parse("2020Q2"))
    settled()
    assert edit(page).toPlainText() == ""


def test_the_grid_marks_the_cell_and_tells_it_in_the_tooltip(entry_page, settled):
    page = entry_page
    at(page, NAME)
    at(page, OTHER)  # in view, but without the frame of the current cell
    plain = corner(page, NAME)
    comment(page, NAME, WORDS)
    settled()
    assert shown(page, NAME).noted
    assert not shown(page, OTHER).noted
    index = page.model.index_of_target(target_of(page, NAME).id)
    assert f"备注：{WORDS}" in page.model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert f"备注：{WORDS}" in page.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert corner(page, NAME) > plain + NOTE
    assert not shown(page, NAME).edited  # another shape than that of a figure changed
    comment(page, NAME, "")
    settled()
    assert not shown(page, NAME).noted
    assert corner(page, NAME) == plain


def test_only_the_targets_own_line_is_marked(entry_page, settled):
    page = entry_page
    second = [row for row in range(page.model.rowCount()) if page.model.line(row).kind is GridLineKind.SECOND]
    target = page.model.target_at(second[0])
    comment(page, target.full_name, WORDS)
    settled()
    rows = [row for row in range(page.model.rowCount()) if page.model.target_at(row) is target]
    marked = [page.model.data(page.model.index(row, GridColumn.VALUE), SHOWN).noted for row in rows]
    assert marked == [True] + [False] * (len(rows) - 1)


def test_the_history_of_the_cell_shows_it(entry_page, settled, qtbot):
    page = entry_page
    comment(page, NAME, WORDS)
    settled()
    at(page, NAME)
    assert page.form.history.isEnabled()
    target = target_of(page, NAME)
    dialog = HistoryDialog(page, page.session, NAME, progress_id(target.id, "2020-09"))
    qtbot.addWidget(dialog)
    settled()
    rows = range(dialog.table.rowCount())
    lines = [[dialog.table.item(row, at).text() for at in range(dialog.table.columnCount())] for row in rows]
    assert any({"备注", "空", WORDS} <= set(line) for line in lines)


def test_one_that_is_too_long_stays_and_the_strip_leads_back_to_it(entry_page, settled):
    page = entry_page
    at(page, OTHER)
    comment(page, NAME, "长" * (MAX_TEXT + 1))
    settled()
    (problem,) = page.entries.problems()
    assert (problem.trouble, problem.spot.field) == (Trouble.WRONG, "comment")
    page.strip.go.click()
    assert here(page)[0] == NAME
    assert page.focusWidget() is edit(page)
    page.entries.drop(page.entries.left())


@pytest.mark.parametrize("size", [(911, 430), (1366, 624), (1920, 936)])
def test_led_to_by_its_key_it_is_in_view_as_a_whole(entry_page, size, qtbot):
    page = entry_page
    page.fit(size[0])
    page.resize(*size)
    qtbot.waitUntil(lambda: (page.width(), page.height()) == size)
    at(page, NAME)
    page.form.enter()
    QTest.keyClick(page.focusWidget(), KEY.Key_B, ALT)
    field, form = edit(page), page.form
    assert page.focusWidget() is field
    assert form.rect().contains(QRect(field.mapTo(form, QPoint(0, 0)), field.size()))
    assert field.width() >= 120  # ten characters


def test_the_legend_and_the_help_name_it(dressed, qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    assert "备注" in legend.accessibleName()
    assert "**备注**" in resources.read_text("help", "entry.md")
    assert "右上角的圆角" in resources.read_text("help", "entry.md")


@pytest.mark.parametrize("width", [470, 484, 900])
def test_every_word_of_the_legend_has_its_place(dressed, qtbot, width):
    """The last word ends before the edge: the margin there stays empty."""
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(width, legend.sizeHint().height())
    picture = legend.grab().toImage()
    margin = [(x, y) for x in range(width - theme.PADDING, width) for y in range(picture.height())]
    assert len({picture.pixelColor(x, y).name() for x, y in margin}) == 1
