"""The page of charts: what a pane draws, where its labels stand, what goes to the clipboard."""

import gc
import math
from decimal import Decimal
from itertools import combinations, pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QAbstractItemModelTester

from gui import theme
from gui.charts.axis import HEADROOM, amounts, around
from gui.charts.drawing import draw, floats
from gui.charts.labels import beside, free_place, stack
from gui.charts.page import EMPTY, ChartsPage
from gui.charts.picker import FULL, PickerModel
from gui.charts.plot import Plot
from gui.charts.table import COLUMNS
from models.assess import assess
from models.period import Period
from models.quantity import plain
from tests.models.build import ceiling, ledger, limit, past, target, version

ID = "puyuan2020-"
FOUR = [ID + n for n in ("29", "23", "15", "47")]
MONTHS = [f"2020-{m:02}" for m in range(1, 13)]


def drawn(t, reported, period="2020Q3", *, last_year=None, versions=(), **given):
    made = ledger(t, reported={"t": reported})
    made.past["s"] = past(last_year or {})
    made.versions["t"] = list(versions)
    return draw(made, assess(made, made.targets[0], Period.parse(period)), **given)


@pytest.fixture
def plot(qtbot, dressed):
    made = Plot()
    qtbot.addWidget(made)
    made.resize(540, 240)
    return made


@pytest.fixture
def page(qtbot, session):
    made = ChartsPage(session)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.fit(1366)
    made.show()
    return made


def overlaps(plot):
    return [(a[0], b[0]) for a, b in combinations(plot.labels(), 2) if _tight(a[1]).intersects(_tight(b[1]))]


def _tight(rect):
    """The ink of a text: its rectangle without the leading above and below."""
    return rect.adjusted(0, rect.height() * 0.17, 0, -rect.height() * 0.17)


EVERY_KIND = {
    "behind": (target(value=5500), {m: 300 * (i + 1) for i, m in enumerate(MONTHS[:9])}, "2020Q3"),
    "ahead": (target(value=100), {"2020Q1": 40, "2020Q2": 80, "2020Q3": 131.4}, "2020Q3"),
    "at the pace": (target(value=100), {"2020Q1": 25, "2020Q2": 50, "2020Q3": 75}, "2020Q3"),
    "growth below": (target("growth", 15), {"2020Q1": -20, "2020Q3": -2.1}, "2020Q3"),
    "growth without report": (target("growth", 15), {}, "2020Q3"),
    "level within": (limit(4), {"2020Q1": 3.5, "2020Q3": 2.9}, "2020Q3"),
    "level full": (target("level", 95), {"2020Q3": 100}, "2020Q3"),
    "level without target": (target("level", None), {"2020Q3": 12}, "2020Q3"),
    "fall": (target("reduction", 3), {"2020Q2": -0.5, "2020Q3": 2.2}, "2020Q3"),
    "from a baseline": (target("reduction", 80, baseline=100), {"2020Q1": 97, "2020Q3": 88}, "2020Q3"),
    "ceiling": (ceiling(200), {"2020Q1": 90, "2020Q3": 180}, "2020Q3"),
    "zero": (target(value=0, comparator="<="), {"2020Q3": 0}, "2020Q3"),
    "one month": (target(value=100), {"2020-01": 12}, "2020-01"),
    "december": (target(value=100), {m: 8.5 * (i + 1) for i, m in enumerate(MONTHS)}, "2020Q4"),
    "half month": (target(value=100), {"2020-08-15": 60}, "2020-08-15"),
    "gaps": (target(value=100, cadence="monthly"), {"2020-01": 9, "2020-04": 30, "2020-05": 44}, "2020-07"),
    "large": (target(value=1e15, unit="元"), {"2020Q3": 9e14}, "2020Q3"),
    "far ahead early": (target(value=100), {"2020Q1": 95}, "2020Q1"),
    "due in september": (target(value=100, due_date="2020-09-30", due="9月"), {"2020Q2": 50}, "2020Q2"),
}


@pytest.mark.parametrize("name", EVERY_KIND)
@pytest.mark.parametrize("size", [(540, 240), (360, 180), (1300, 600)])
def test_no_label_hides_another(plot, name, size):
    t, reported, period = EVERY_KIND[name]
    last_year = {f"2019-{m:02}": 7 * m for m in range(1, 13)} if t.kind == "cumulative" else {}
    plot.resize(*size)
    plot.show_drawing(drawn(t, reported, period, last_year=last_year))
    assert plot.labels()
    assert not overlaps(plot)


@pytest.mark.parametrize("name", EVERY_KIND)
def test_nothing_is_written_smaller_than_may_be_read(plot, name):
    plot.show_drawing(drawn(*EVERY_KIND[name]))
    assert min(px for *_, px in plot.labels()) >= theme.SMALL_PX
    plot.set_look(theme.PROJECTED)
    plot.resize(870, 490)
    assert min(px for *_, px in plot.labels()) >= theme.PROJECTOR.least


def test_missing_is_a_gap_and_a_ring_never_zero():
    t, reported, period = EVERY_KIND["gaps"]
    drawing = drawn(t, reported, period)
    assert list(drawing.missing) == [2, 3, 6, 7]
    assert [v for v in drawing.actual.y if not math.isnan(v)] == [9, 30, 44]
    assert math.isnan(drawing.actual.y[1])
    assert "（5月）" in drawing.value.text


def test_silence_that_was_not_due_is_no_gap():
    drawing = drawn(*EVERY_KIND["behind"][:1], {"2020Q1": 1000, "2020Q3": 2960})
    assert list(drawing.actual.x) == [3, 6, 9]
    assert list(drawing.missing) == [6]


def test_growth_has_no_slope_and_shows_zero():
    drawing = drawn(*EVERY_KIND["growth below"])
    assert not drawing.pace.x.size
    assert drawing.due is None
    axis = drawing.axis(5)
    assert axis.low <= 0 <= axis.high
    assert (0.0, "0") in axis.ticks


def test_targets_of_amounts_stand_equally_high():
    heights = set()
    for value in (1, 8, 450, 5500, 1000):
        axis = drawn(target(value=value), {"2020Q3": value / 2}).axis(5)
        assert axis.low == 0
        heights.add(round(value / axis.high, 6))
    assert heights == {HEADROOM}


def test_the_word_is_limit_where_lower_is_better():
    ends = [s.text for s in drawn(*EVERY_KIND["level within"]).ends]
    assert ends == ["上限 4%"]
    assert drawn(*EVERY_KIND["ceiling"]).due.text == "控制进度 150"


def test_an_adjusted_target_is_a_step_with_its_document():
    drawing = drawn(target(value=14), {"2020Q3": 8.7}, versions=[version("2020-08-16", 12)])
    assert list(drawing.demand.y) == [14, 14, 12, 12]
    assert 7.4 < drawing.demand.x[1] == drawing.demand.x[2] < 7.6
    assert [s.text for s in drawing.versions] == ["濮政〔2020〕18号调整"]


def test_expected_figures_are_hollow_and_named():
    drawing = drawn(target("growth", 10), {"2020Q2": 8, "2020Q3": {"value": 9.2, "nature": "预计"}})
    assert drawing.hollow == (False, False, True) or drawing.hollow == (False, True)
    assert drawing.value.text == "实际 9.2%（预计）"


def test_a_forecast_that_would_dwarf_all_else_leaves_at_the_top():
    drawing = drawn(*EVERY_KIND["far ahead early"])
    assert max(drawing.forecast.y) == pytest.approx(125)
    assert "预计 380" in [s.text for s in drawing.ends]


def test_last_year_can_be_left_out():
    t, reported, period = EVERY_KIND["behind"]
    last = {"2019-06": 2090, "2019-12": 5180}
    assert list(drawn(t, reported, period, last_year=last).last_year.y) == [2090, 5180]
    assert not drawn(t, reported, period, last_year=last, with_last_year=False).last_year.x.size


def test_whatever_is_no_number_becomes_a_gap():
    made = floats([None, Decimal("NaN"), Decimal(10) ** 400, math.inf, Decimal("1.5"), 3])
    assert made.dtype == np.float64
    assert list(np.isnan(made)) == [True, True, True, True, False, False]


@pytest.mark.parametrize("values", [[], [None], [None, None], [5], [0], [None, 3, None], [-4, -2]])
def test_odd_series_do_not_crash(plot, values):
    reported = {m: v for m, v in zip(MONTHS, values, strict=False) if v is not None}
    for t in (target(), target("growth", 5), target("level", 5), target(value=None)):
        plot.show_drawing(drawn(t, reported, "2020Q4"))
        plot.grab()
    plot.show_drawing(None)
    assert plot.labels() == []
    plot.resize(1, 1)
    plot.show_drawing(drawn(target(), reported))


def test_redrawing_takes_no_memory(plot):
    drawings = [drawn(*EVERY_KIND[n]) for n in EVERY_KIND]
    items = len(plot._box.addedItems)

    def redraw(times):
        for i in range(times):
            plot.show_drawing(drawings[i % len(drawings)])
            plot.resize(500 + i % 40, 240)
            plot.grab()
        gc.collect()

    redraw(60)
    before, most = len(gc.get_objects()), len(plot._box.addedItems)
    redraw(500)
    assert len(gc.get_objects()) - before < 100
    assert len(plot._box.addedItems) == most < items + 40


def test_axis_of_rates_ends_on_round_numbers():
    assert [t for _, t in around([-17.2, 15], 4, zero=True).ticks] == ["−20", "−10", "0", "10", "20"]
    assert around([99.2, 100], 4, cap=100).high == 100
    assert [t for _, t in amounts([2], 5, whole=True).ticks] == ["0", "1", "2"]


def test_labels_at_line_ends_stand_apart():
    placed = stack([10, 11, 12, 200], 17, 0, 205)
    assert placed == sorted(placed)
    assert all(b - a >= 17 for a, b in pairwise(placed))
    assert placed[-1] + 8.5 <= 205


def test_a_label_finds_the_free_place():
    bounds, size = QRectF(0, 0, 200, 100), QSizeF(60, 18)
    above = free_place(beside(QPointF(100, 50), size, 6, above=True), [], [], bounds)
    below = free_place(beside(QPointF(100, 50), size, 6, above=False), [above], [], bounds)
    assert above.right() < 100
    assert above.bottom() < 50
    assert below.left() > 100
    assert below.top() > 50


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
    model = page._table.model()
    assert page._stack.currentWidget() is page._table
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
    assert wanted.args == [FOUR[:2]]
