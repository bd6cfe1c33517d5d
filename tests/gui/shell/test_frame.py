"""The frame: search with its list, what shrinks, the status bar, F6, help, what is remembered."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui.dialogs.help import HelpDialog
from gui.kit import icons
from gui.shell import statusbar
from gui.shell.pages import CHARTS, ENTRY, OVERVIEW
from gui.shell.search_field import NOTHING
from gui.shell.window import MainWindow
from gui.system import remembered

WIDTHS = (880, 911, 1000, 1093, 1279, 1280, 1366, 1920)


@pytest.fixture
def window(qtbot, session):
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1366, 698)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def names(window):
    drop = window.toolbar.search.list
    return [drop.item(i).text() for i in range(drop.count())]


def search(window, text):
    field = window.toolbar.search
    field.setFocus()
    QTest.keyClicks(field, text)
    return field


def test_initials_drop_a_list_and_enter_goes_to_the_target(window) -> None:
    field = search(window, "htwz")
    assert names(window) == ["合同外资"]
    assert field.list.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not field.list.isVisible()
    tree = window.overview.panel.tree
    assert tree.plan.target(tree.currentIndex()).name == "合同外资"
    assert window.focusWidget() is tree


def test_the_list_has_at_most_eight_and_the_arrows_go_round(window) -> None:
    field = search(window, "z")
    assert len(names(window)) == 8
    assert field.list.currentRow() == 0
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.list.currentRow() == 7
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.list.currentRow() == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert not field.list.isVisible()


def test_enter_in_the_entry_page_goes_to_the_cell(window) -> None:
    window.show_page(ENTRY)
    field = search(window, "htwz")
    QTest.keyClick(field, Qt.Key.Key_Return)
    row = window.entry.view.currentIndex().row()
    assert window.entry.model.target_at(row).name == "合同外资"
    assert window.focusWidget() is window.entry.view


def test_nothing_found_says_so_and_enter_does_nothing(window) -> None:
    field = search(window, "qqqq")
    assert names(window) == [NOTHING]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.hasFocus()


def test_a_unit_finds_its_targets(window, qtbot) -> None:
    field = window.toolbar.search
    field.setFocus()
    field.setText("招商办")
    leads = {window.session.ledger.lead_name(h.target) for h in field.hits()}
    assert leads == {"招商办"}


def test_the_period_is_chosen_by_keyboard(window, qtbot) -> None:
    menu, seen = window.toolbar.period.button.menu(), []

    def choose() -> None:
        months = menu.actions()[-2].menu()
        seen.append([a.text() for a in months.actions()][:2])
        months.actions()[3].trigger()
        menu.hide()

    for times in (1, 2):
        QTimer.singleShot(300, choose)  # an open menu has its own loop
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda n=times: len(seen) == n)
    assert seen == [["2020年1月", "2020年2月"]] * 2
    assert window.session.period.label == "2020年4月"
    assert len(window.toolbar.period.button.findChildren(QMenu)) == 3  # none is left behind


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_of_the_toolbar_is_cut_off_or_lies_over_another(window, width) -> None:
    window.resize(width, 430 if width < 1280 else 698)
    QApplication.processEvents()
    bar = window.toolbar
    parts = sorted((w for w in bar.children() if w.isWidgetType() and w.isVisible()), key=lambda w: w.x())
    assert parts[-1].geometry().right() <= bar.width()
    for left, right in itertools.pairwise(parts):
        assert left.geometry().right() < right.geometry().left()
    for part in parts:
        assert part.width() >= part.minimumSizeHint().width()


def test_every_icon_can_be_told_from_an_empty_one(dressed) -> None:
    seen = set()
    for name in icons.STROKES:
        image = icons.icon(name).pixmap(32, 32).toImage()
        seen.add(bytes(image.constBits()))
        assert icons.icon(name).pixmap(32, 32, QIcon.Mode.Disabled).toImage() != image
    assert len(seen) == len(icons.STROKES)


def test_f6_goes_round_the_parts_and_back(window) -> None:
    page = window.overview
    page.panel.tree.setFocus()
    seen = []
    for _ in range(5):
        QTest.keyClick(window, Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert seen == [page.lights, page.missing.table, page.behind.table, window.toolbar.search, page.panel.tree]
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is window.toolbar.search


@pytest.mark.parametrize(("page", "word"), [(OVERVIEW, "亮灯"), (ENTRY, "像 Excel 一样填"), (CHARTS, "投影")])
def test_f1_shows_the_help_of_the_page(window, qtbot, page, word) -> None:
    window.show_page(page)
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_F1)
    (dialog,) = (d for d in window.findChildren(HelpDialog) if d.isVisible())
    assert word in dialog.browser.toPlainText()
    for everywhere in ("Ctrl+PgUp", "十分钟走完第一个季度", "常见情况"):
        assert everywhere in dialog.browser.toPlainText()
    dialog.close()


def test_a_slash_opens_the_search_but_not_over_the_grid(window) -> None:
    window.overview.panel.tree.setFocus()
    QTest.keyClick(window, "/")
    assert window.toolbar.search.hasFocus()
    window.show_page(ENTRY)
    QTest.keyClick(window.entry.view, "/")
    editor = window.focusWidget()
    assert editor is not window.toolbar.search
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_a_success_is_said_for_a_moment_where_the_file_stands(session, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(statusbar, "SAID_FOR", 50)
    bar = statusbar.StatusBar(session)
    qtbot.addWidget(bar)
    bar.show()
    bar.say("已复制")
    assert bar.text == "已复制"
    assert not bar.file.isVisible()
    qtbot.waitUntil(lambda: bar.text == "")
    assert bar.file.isVisible()


def test_the_rule_in_force_is_always_there_and_whole(window) -> None:
    for width in (1366, 1920):
        window.resize(width, 698)
        QApplication.processEvents()
        rule = window.statusbar.rule
        assert rule.fontMetrics().horizontalAdvance(rule.text()) <= rule.width()
    assert "差值法" in window.statusbar.rule.text()


def test_sizes_are_remembered_for_each_width_until_they_are_reset(window, opened, qtbot, tmp_path) -> None:
    splitter = window.overview.splitter
    usual = splitter.sizes()
    splitter.moveSplitter(700, 1)
    moved = splitter.sizes()
    assert moved != usual
    window.resize(1100, 600)
    QApplication.processEvents()
    window.resize(1366, 698)
    QApplication.processEvents()
    assert splitter.sizes() == moved
    window.reset_layout()
    assert window.isMaximized()
    window.showNormal()
    window.resize(1366, 698)
    QApplication.processEvents()
    assert splitter.sizes() == usual
    assert remembered.sizes("overview-wide") == []


def test_tab_goes_through_the_toolbar_in_reading_order_and_on_into_the_page(window) -> None:
    window.toolbar.menu_button.setFocus()
    places = []
    while (widget := window.focusWidget()).parentWidget() is window.toolbar:
        places.append(widget.mapTo(window, widget.rect().topLeft()).x())
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert len(places) >= 9
    assert places == sorted(places)
    assert window.focusWidget() is window.overview.panel.tree


def test_undo_and_redo_say_what_they_did(window, settled) -> None:
    plan = window.session.ledger.plan
    window.session.write("改标题", [replace(plan, title="另一个")])
    settled()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert window.statusbar.text == "已撤销：改标题"
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert window.statusbar.text == "已重做：改标题"
