"""The page of charts: the list of targets, the panes, the table twin, what goes to clipboard and files."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QAbstractItemModelTester, QTest

from gui import theme
from gui.charts.page import EMPTY, ChartsPage
from gui.charts.picker import FULL
from gui.charts.picker_model import FoldedRole, OrderRole, PickerModel, TargetRole
from gui.charts.table import COLUMNS, MONTHS
from models.period import Period
from models.quantity import plain

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
    assert page._stack.currentWidget().text() == EMPTY
    assert not page.bar.copy.isEnabled()


def test_a_fifth_target_is_refused(page, qtbot):
    page.picker.choose(FOUR)
    with qtbot.waitSignal(page.message) as said:
        page.picker.toggle(ID + "30")
    assert said.args == [FULL]
    assert page.chosen == FOUR
    assert page.picker._full.isVisible()
    page.picker.toggle(FOUR[0])
    assert not page.picker._full.isVisible()


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


def test_the_model_keeps_qt_s_rules(session, dressed):
    model = PickerModel(session)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for query in ("", "wz", "没有这样的", ""):
        model.refill(query)
        model.refresh()


def test_width_decides_how_many_panes(page):
    page.picker.choose(FOUR)
    for width, panes, picker in ((1366, 4, True), (1093, 2, False), (911, 1, False), (1920, 4, True)):
        page.fit(width)
        assert sum(p.isVisible() for p in page.panes) == panes
        assert page.picker.isVisible() is picker
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
    assert "8月：" in page.panes[0].accessibleName()
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
    assert QImage(data.imageData()).width() == page._grid.width() * 2


def test_table_twin_says_missing_in_words(page):
    page.picker.choose([ID + "22"])
    page.show_table(True)
    model = page.table.model()
    assert page._stack.currentWidget() is page.table
    row = [model.index(0, c).data() for c in range(model.columnCount())]
    assert row[COLUMNS.index("9月")] == "缺报"
    assert row[COLUMNS.index("8月")] == ""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_pictures_are_written_as_png_and_svg(page, tmp_path):
    page.picker.choose(FOUR)
    assert page.save_picture(tmp_path / "图.png")
    assert page.save_picture(tmp_path / "图.svg")
    assert QImage(str(tmp_path / "图.png")).width() == page._grid.width() * 2
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
        made = image(page._grid, "", scale)
        column = [made.pixelColor(int(made.width() * 0.3), y) for y in range(int(made.height() * 0.9))]
        thick.append(sum(c.blue() - c.red() > 60 for c in column))
    assert thick[1] >= 1.5 * thick[0] > 0


def test_stages_are_words_and_not_a_chart(page):
    page.picker.choose([ID + "42", ID + "q04"])
    assert all(not p.plot.isVisible() for p in page.panes)
    assert "装修完成" in page.panes[0]._words.text()
    assert page.panes[1]._words.text() == "目前：推进中"


def test_what_is_projected_is_what_is_chosen(page, qtbot):
    page.picker.choose(FOUR[:2])
    with qtbot.waitSignal(page.project_wanted) as wanted:
        qtbot.mouseClick(page.bar.project, Qt.MouseButton.LeftButton)
    assert wanted.args == []
    strip = page.project(page.window())
    assert strip.projection.pages == [[FOUR[0]], [FOUR[1]]] or strip.projection.pages == [FOUR[:2]]
    strip.projection.close()
