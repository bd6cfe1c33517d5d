"""The page of charts: the list of targets, the panes, the table twin, what goes to clipboard and files."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.ledger.store import Store
from gui.charts import picker
from gui.charts.board import EMPTY
from gui.charts.page import ChartsPage
from gui.charts.picker import FULL
from gui.charts.picker_model import FoldedRole, OrderRole, TargetRole
from gui.charts.table import COLUMNS, MONTHS
from gui.kit import theme
from models.judging.assess import is_paced
from models.plan.entities import Setting
from models.plan.period import Period
from models.plan.quantity import plain
from models.report import printed

ID = "puyuan2020-"
FOUR = [ID + n for n in ("29", "23", "15", "47")]


@pytest.fixture
def page(qtbot, session):
    made = ChartsPage(session)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.fit(1366)
    made.show()
    return made


def test_the_page_starts_empty_with_a_sentence(page):
    assert page.board.currentWidget().text() == EMPTY
    assert not page.bar.copy.isEnabled()


def test_a_ledger_without_a_plan_has_nothing_to_draw(opened, tmp_path, qtbot):
    path = tmp_path / "空.ydt"
    Store.create(path, lambda store: store.write("设置", [Setting("organisation", "濮院镇人民政府")]))
    page = ChartsPage(opened(path))
    qtbot.addWidget(page)
    for width in (1366, 1093, 911):
        page.fit(width)
    page.turn(1)
    page.show_table(True)
    page.copy()
    assert page.board.currentWidget() is page.board.empty
    assert page.in_view == []


def test_a_fifth_target_is_refused(page, qtbot):
    page.picker.choose(FOUR)
    with qtbot.waitSignal(page.message) as said:
        page.picker.toggle(ID + "30")
    assert said.args == [FULL]
    assert page.chosen == FOUR
    assert page.picker.full.isVisible()
    page.picker.toggle(FOUR[0])
    assert not page.picker.full.isVisible()


def test_keyboard_ticks_and_arrows_pass_over_headings(page, qtbot):
    page.picker.list.setFocus()
    page.picker.list.setCurrentIndex(page.picker.model.index(page.picker.model.row_of(FOUR[0])))
    qtbot.keyClick(page.picker.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.picker.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.picker.list, Qt.Key.Key_Return)
    assert page.chosen == [FOUR[0], ID + "30"]


def test_search_by_pinyin_filters_the_list(page):
    page.filter_by("htwz")
    model = page.picker.model
    assert [model.index(i).data() for i in range(model.rowCount())] == ["6.强化项目推进", "合同外资"]
    page.show_target(ID + "15")
    assert page.chosen == [ID + "15"]
    assert model.rowCount() > 40


def test_width_decides_how_many_panes(page):
    page.picker.choose(FOUR)
    for width, panes, listed in ((1366, 4, True), (1093, 2, False), (911, 1, False), (1920, 4, True)):
        page.fit(width)
        assert sum(p.isVisible() for p in page.panes) == panes
        assert page.picker.isVisible() is listed
    page.fit(911)
    page.turn(1)
    assert page.panes[0].assessment.target.id == FOUR[1]
    page.turn(99)
    assert page.panes[0].assessment.target.id == FOUR[3]
    page.fit(1366)
    page.set_up(2)
    assert [p.assessment.target.id for p in page.panes if p.isVisible()] == FOUR[:2]


def test_the_cursor_moves_only_the_panes(page, session):
    page.picker.choose(FOUR[:1])
    page.step_month(-1)
    assert page.month == Period.of_month(2020, 8)
    assert session.period.month == 9
    assert "，8月，" in page.panes[0].accessibleName()
    assert page.panes[0].sentence.text().startswith("8月：低于序时进度")
    page.step_month(1)
    assert page.month.quarterly
    for _ in range(20):
        page.step_month(1)
    assert page.month.month == 12
    session.set_period(Period.parse("2020Q2"))
    assert page.month == session.period


def test_figures_that_change_are_redrawn(page, session, settled):
    page.picker.choose(FOUR[:1])
    cell = session.ledger.cells[FOUR[0]]["2020-09"]
    session.write("改数", [type(cell)(**{**_fields(cell), "value": Decimal(4321)})])
    settled()
    assert "实际 4321" in [text for text, *_ in page.panes[0].plot.labels()]
    delete(session, FOUR[0])
    settled()
    assert page.chosen == []


def delete(session, target_id):
    cells = session.ledger.cells_of(session.target(target_id)).values()
    session.write("删指标", deletes=[*cells, session.target(target_id)])


def _fields(cell):
    return {name: getattr(cell, name) for name in cell.__dataclass_fields__}


def test_copying_puts_picture_and_numbers_on_the_clipboard(page, session):
    page.picker.choose(FOUR)
    page.copy()
    data = QGuiApplication.clipboard().mimeData()
    rows = [line.split("\t") for line in data.text().split("\n")]
    assert tuple(rows[0]) == COLUMNS
    assert {len(r) for r in rows} == {len(COLUMNS)}
    reported = session.ledger.cells[FOUR[0]]["2020-09"].value
    assert rows[1][:3] == ["合同外资", "万美元", "实际"]
    assert rows[1][11] == plain(reported)
    assert rows[1][12] == ""
    assert data.hasImage()
    assert QImage(data.imageData()).width() == page.board.grid.width() * 2


def test_table_twin_says_missing_in_words(page):
    page.picker.choose([ID + "22"])
    page.show_table(True)
    model = page.board.table.model()
    assert page.board.currentWidget() is page.board.table
    assert model.index(0, 0).data().startswith("新增省科技型企业（")
    row = [model.index(1, c).data() for c in range(model.columnCount())]
    assert (row[0], row[9], row[8]) == ("实际", "缺报", "")
    assert model.index(1, 9).data(Qt.ItemDataRole.AccessibleTextRole) == "新增省科技型企业，实际，9月，缺报家"


def test_pictures_are_written_as_png_and_svg(page, tmp_path):
    page.picker.choose(FOUR)
    assert page.save_picture(tmp_path / "图.png")
    assert page.save_picture(tmp_path / "图.svg")
    assert QImage(str(tmp_path / "图.png")).width() == page.board.grid.width() * 2
    svg = (tmp_path / "图.svg").read_text(encoding="utf-8")
    assert QSvgRenderer(str(tmp_path / "图.svg")).isValid()
    assert theme.FAMILIES[-1] in svg
    assert "演示数据" in svg
    assert not page.save_picture(tmp_path / "没有" / "图.png")
    assert not page.save_picture(tmp_path / "没有" / "图.svg")


def test_a_picture_of_twice_the_size_has_lines_of_twice_the_width(page):
    from gui.charts.picture import image

    page.picker.choose([ID + "29"])
    page.set_up(1)
    thick = []
    for scale in (1, 2):
        made = image(page.board.grid, "", scale)
        column = [made.pixelColor(int(made.width() * 0.3), y) for y in range(int(made.height() * 0.9))]
        thick.append(sum(c.blue() - c.red() > 60 for c in column))
    assert thick[1] >= 1.5 * thick[0] > 0


def test_stages_are_words_and_not_a_chart(page):
    page.picker.choose([ID + "42", ID + "q04"])
    assert all(not p.plot.isVisible() for p in page.panes)
    assert "装修完成" in page.panes[0].words.text()
    assert page.panes[1].words.text().startswith("目前：推进中\n设计师大赛")


def test_the_button_asks_for_the_projection(page, qtbot):
    page.picker.choose(FOUR[:2])
    with qtbot.waitSignal(page.project_wanted) as wanted:
        qtbot.mouseClick(page.bar.project, Qt.MouseButton.LeftButton)
    assert wanted.args == []


def test_the_table_twin_says_what_the_panes_say(page, session):
    page.picker.choose([*FOUR[:3], ID + "42"])
    page.show_table(True)
    model, shown, name = page.board.table.rows, {}, ""
    for row in range(model.rowCount()):
        line = [model.index(row, c).data() for c in range(model.columnCount())]
        if row in model.headings:
            name = line[0]
        else:
            shown[name, line[0]] = line[1:]
    for pane, name in zip(
        page.panes, ("合同外资（万美元）", "固定资产投资增长（%）", "市场成交额（亿元）"), strict=False
    ):
        a = pane.assessment
        assert shown[name, "实际"][8] == a.actual.text
        assert f"实际{a.actual.text}{a.target.unit}" in pane.accessibleName()
        if is_paced(a.target):
            assert Decimal(shown[name, "应达"][8]) == a.due
        assert Decimal(shown[name, "目标"][8]) == a.terms.value
        past = session.ledger.past_of(a.target)["2019-09"]
        assert shown[name, "上年"][8] == printed.last_year(a.target, past).in_column
    texts = [page.board.table.rows.index(r, 0).data() for r in page.board.table.rows.headings]
    assert texts[:3] == ["合同外资（万美元）", "固定资产投资增长（%）", "市场成交额（亿元）"]
    assert texts[-1].startswith("应于9月投入使用")
    assert page.board.table.columnSpan(page.board.table.rows.headings[0], 0) == len(MONTHS) + 1


@pytest.mark.parametrize("width", [911, 1093, 1366])
def test_the_table_twin_needs_no_sideways_bar(page, width, settled):
    page.picker.choose(FOUR)
    page.resize(width, 442)
    page.fit(width)
    page.show_table(True)
    QApplication.processEvents()
    assert page.board.table.horizontalScrollBar().maximum() == 0
    metrics = page.board.table.fontMetrics()
    for row in range(page.board.table.rows.rowCount()):
        if row not in page.board.table.rows.headings:
            for column in range(1, len(MONTHS) + 1):
                text = page.board.table.rows.index(row, column).data()
                assert metrics.horizontalAdvance(text) <= page.board.table.columnWidth(column)


def test_ctrl_c_takes_a_block_of_the_table_or_everything(page):
    page.picker.choose(FOUR[:1])
    page.show_table(True)
    both = QItemSelectionModel.SelectionFlag.Select
    for row, column in ((1, 8), (1, 9), (2, 8), (2, 9)):
        page.board.table.selectionModel().select(page.board.table.rows.index(row, column), both)
    QTest.keyClick(page.board.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2690\t2960\n3666.67\t4125"
    page.show_table(False)
    QTest.keyClick(page.panes[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().mimeData().hasImage()


def test_the_numbers_copied_are_those_of_the_panes_in_view(page):
    page.picker.choose(FOUR)
    page.set_up(1)
    page.turn(1)
    page.copy()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")][1:]
    assert {row[0] for row in rows} == {"固定资产投资增长"}
    page.show_table(True)
    page.resize(1200, 500)
    page.copy()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")][1:]
    assert len({row[0] for row in rows}) == 4
    image = QImage(QGuiApplication.clipboard().mimeData().imageData())
    assert image.width() == 2 * page.board.width()


def press(widget, *keys):
    for key in keys:
        QTest.keyClick(widget, key)


def test_tasks_fold_as_in_a_tree(page):
    shown, model = page.picker.list, page.picker.model
    page.picker.choose(FOUR[:1])
    whole = model.rowCount()
    shown.make_current(model.row_of(FOUR[0]))
    press(shown, Qt.Key.Key_Left)
    heading = shown.currentIndex()
    assert heading.data() == "6.强化项目推进"
    press(shown, Qt.Key.Key_Left)
    assert shown.currentIndex().data() == "6.强化项目推进"
    assert shown.currentIndex().data(FoldedRole)
    assert shown.currentIndex().data(OrderRole) == 1
    assert model.row_of(FOUR[0]) < 0
    assert page.chosen == FOUR[:1]
    press(shown, Qt.Key.Key_Plus)
    assert model.rowCount() == whole
    press(shown, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Minus)
    page.picker.search.setText("htwz")  # a search looks into folded tasks
    assert model.row_of(FOUR[0]) >= 0
    page.picker.search.clear()
    assert model.row_of(FOUR[0]) < 0
    page.show_target(FOUR[0])
    assert shown.currentIndex().data(TargetRole) == FOUR[0]
    press(shown, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Asterisk)
    assert model.rowCount() == whole


def test_letters_jump_by_pinyin(page, monkeypatch):
    press(page.picker.list, Qt.Key.Key_H, Qt.Key.Key_T, Qt.Key.Key_W)
    assert page.picker.list.currentIndex().data() == "合同外资"
    with monkeypatch.context() as later:
        later.setattr(picker, "TYPED_WITHIN", -1)
        press(page.picker.list, Qt.Key.Key_C)  # too late to belong to the letters before
    press(page.picker.list, Qt.Key.Key_Z, Qt.Key.Key_S)
    assert page.picker.list.currentIndex().data() == "城镇失业率"


def test_the_search_goes_on_to_the_first_found(page):
    page.picker.search.setFocus()
    QTest.keyClicks(page.picker.search, "htwz")
    press(page.picker.search, Qt.Key.Key_Return)
    press(page.picker.list, Qt.Key.Key_Space)
    assert page.chosen == [FOUR[0]]
    page.filter_by("")  # coming back to the page takes no search away
    assert page.picker.search.text() == "htwz"


def test_the_strip_opens_the_list_and_esc_closes_it(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.picker.list.setFocus()
    page.fit(1093)
    assert page.side.open_button.hasFocus()  # the list that had it is folded away
    assert page.side.open_button.width() <= 40
    QTest.keyClick(page.side.open_button, Qt.Key.Key_Space)
    assert page.picker.isVisible()
    assert page.picker.search.hasFocus()
    QTest.keyClicks(page.picker.search, "wz")
    press(page.picker.search, Qt.Key.Key_Escape)
    assert page.picker.search.text() == ""
    assert page.picker.isVisible()
    press(page.picker.search, Qt.Key.Key_Escape)
    assert not page.picker.isVisible()
    assert page.side.open_button.hasFocus()


def test_the_key_to_the_lines_shows_where_it_has_room(page):
    page.picker.choose(FOUR)
    for width, shown in ((1366, True), (911, False), (1366, True)):
        page.resize(width, 500)
        page.fit(width)
        QApplication.processEvents()
        assert page.bar.key.isVisible() is shown
        assert page.width() == width
        for widget in (page.bar.project, page.bar.save, page.bar.copy, page.bar.table):
            assert widget.geometry().right() <= page.bar.width()
            assert widget.width() >= widget.sizeHint().width()


def test_the_focus_goes_as_the_eye_reads(page):
    page.picker.choose(FOUR)
    order, at = [], page
    while (at := at.nextInFocusChain()) is not page and len(order) < 400:
        order.append(at)
    wanted = [page.picker.clear_button, page.picker.search, page.picker.list, *page.bar.ups.values(), page.bar.table,
              page.bar.copy, page.bar.save, page.bar.project, *page.panes]  # fmt: skip
    places = [order.index(w) for w in wanted]
    assert places == sorted(places)
    assert order.index(page.side.open_button) < places[0]
    for widget in (*wanted, page.side.open_button, page.board.table):
        assert widget.accessibleName() or getattr(widget, "text", str)()
