"""What a pane draws: its lines as numbers, its scale, and where its labels stand."""

import gc
import math
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from pyqtgraph import TextItem
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QApplication, QGraphicsPolygonItem, QGraphicsView

from gui.charts.pane import Pane
from gui.kit import theme
from gui.trend.axis import HEADROOM, amounts, around
from gui.trend.drawing import draw, number
from gui.trend.labels import beside, free_place, stack
from gui.trend.plot import Plot
from gui.trend.small import SmallTrend
from models.judging.assess import assess
from models.plan.period import Period
from tests.models.build import ceiling, ledger, limit, past, target, version

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


def drawn_items(plot):
    """Everything in the chart's scene, shown or not."""
    return plot.findChild(QGraphicsView).scene().items()


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
    "or so": (target(value=100, comparator="~"), {"2020Q1": 24, "2020Q3": 72}, "2020Q3"),
    "a rate or so": (target("growth", "6.5", comparator="~"), {"2020Q2": "6", "2020Q3": "6.3"}, "2020Q3"),
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
    assert not drawing.pace.x
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
    assert ends == ["上限 ≤4%"]
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
    assert not drawn(t, reported, period, last_year=last, with_last_year=False).last_year.x


def test_whatever_is_no_number_becomes_a_gap():
    made = [number(v) for v in (None, Decimal("NaN"), Decimal(10) ** 400, math.inf, Decimal("1.5"), 3)]
    assert [math.isnan(v) for v in made] == [True, True, True, True, False, False]
    assert made[4:] == [1.5, 3.0]


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
    items = len(drawn_items(plot))

    def redraw(times):
        for i in range(times):
            plot.show_drawing(drawings[i % len(drawings)])
            plot.resize(500 + i % 40, 240)
            plot.grab()
        gc.collect()

    redraw(60)
    before, most = len(gc.get_objects()), len(drawn_items(plot))
    redraw(200)
    assert len(gc.get_objects()) - before < 60
    assert len(drawn_items(plot)) == most < items + 80


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


def test_what_was_due_stands_where_the_report_does():
    """A quarter's figure seen in August is held against June's pace, and drawn there."""
    drawing = drawn(target(value=13), {"2020Q1": 2, "2020Q2": 4}, "2020-08")
    assert (drawing.value.x, drawing.due.x, drawing.due.y) == (6, 6, 6.5)
    assert drawing.due.text == "应达 6.5（6月）"
    assert drawing.cursor == 8


def test_a_screen_of_another_density_draws_anew(plot):
    plot.show_drawing(drawn(*EVERY_KIND["behind"]))
    before, items = plot.labels(), [i for i in drawn_items(plot) if isinstance(i, TextItem)]
    QApplication.sendEvent(plot, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert plot.labels() == before
    assert not set(map(id, items)) & set(map(id, drawn_items(plot)))
    assert not [i for i in items if i.scene() is not None]


STAGES = target("milestone", stages=["设计 2020-02-28", "开工 2020-06-30", "验收 2020-12-15"], due="年底前")


def test_a_pane_of_stages_lists_them(qtbot, dressed):
    made = ledger(STAGES, reported={"t": {"2020Q3": {"stage": "设计", "percent": 45}}})
    pane = Pane()
    qtbot.addWidget(pane)
    pane.show_target(1, assess(made, made.targets[0], Period.parse("2020Q3")), None)
    assert pane.words.text().split("\n")[1:] == [
        "1. 设计（计划2月28日）　已完成", "2. 开工（计划6月30日）　到期未完成", "3. 验收（计划12月15日）　未完成",
    ]  # fmt: skip
    assert "目前为“设计”" in pane.accessibleName()
    assert not pane.sentence.isVisibleTo(pane)


def test_a_head_of_two_rows_draws_the_chart_once(qtbot, dressed, monkeypatch):
    """A name that takes light and sentence into a second row makes the chart lower: it is drawn at that size only."""
    drawn_at, arrange = [], Plot.arrange
    monkeypatch.setattr(Plot, "arrange", lambda plot: (drawn_at.append(plot.size()), arrange(plot)))
    pane = Pane()
    qtbot.addWidget(pane)
    pane.resize(420, 280)
    pane.show()
    heights = set()
    for name in ("短", "短", "很长的指标名称" * 4, "短"):
        made = ledger(target(name=name), reported={"t": {"2020Q1": 20, "2020Q3": 60}})
        a = assess(made, made.targets[0], Period.parse("2020Q3"))
        drawn_at.clear()
        pane.show_target(1, a, draw(made, a))
        QApplication.sendPostedEvents()
        if heights:  # after the first one, which sees the window open
            assert drawn_at == [pane.plot.size()]
        heights.add(pane.plot.height())
    assert len(heights) == 2


ABOUT = {"comparator": "~"}


@pytest.mark.parametrize(
    ("t", "bands"),
    [
        pytest.param(target(value=100, **ABOUT), [(95, 100), (71.25, 75)], id="an amount, and what is due of it"),
        pytest.param(target("growth", "6.5", **ABOUT), [(6.175, 6.5)], id="a rate"),
        pytest.param(target("level", "4.8", direction="lower", **ABOUT), [(4.8, 5.04)], id="kept: to the limit"),
        pytest.param(target(value=50, direction="lower", **ABOUT), [(50, 52.5), (37.5, 39.375)], id="a ceiling"),
        pytest.param(target("reduction", 80, baseline=100, **ABOUT), [(80, 84), (85, 88)], id="towards the baseline"),
        pytest.param(target("growth", 6, value_high="6.5", **ABOUT), [(5.7, 6)], id="a range: the end that counts"),
        pytest.param(target("reduction", 3, **ABOUT), [(2.85, 3)], id="a fall"),
        pytest.param(target(value=0, **ABOUT), [], id="5% of nothing"),
        pytest.param(target(value=100), [], id="a number"),
        pytest.param(target("growth", 6, value_high="6.5"), [], id="a range is not 左右"),
    ],
)
def test_the_band_of_about_goes_from_threshold_to_value(t, bands):
    assert [_at(9, band) for band in drawn(t, {"2020Q3": 5}).bands] == bands


def _at(month, band):
    """The heights of an area's outline at a month; of one that does not bend there, anywhere."""
    found = [y for x, y in band.known if x == month] or [y for _, y in band.known]
    return pytest.approx((min(found), max(found)))


def test_the_band_follows_a_target_that_was_adjusted():
    t, changes = target(value=100, **ABOUT), [version("2020-07-01", 80)]
    year, pace = drawn(t, {"2020Q3": 50}, versions=changes).bands
    assert year.known == [(0, 100), (6, 100), (6, 80), (12, 80), (12, 80), (6, 80), (6, 95), (0, 95)]
    assert pace.known[9] == pace.known[-1 - 9] == (9, 60)


def test_the_band_is_painted_behind_the_lines_and_goes_with_its_target(plot):
    def areas():
        return [i for i in drawn_items(plot) if isinstance(i, QGraphicsPolygonItem) and not i.polygon().isEmpty()]

    plot.show_drawing(drawn(*EVERY_KIND["or so"]))
    assert len(areas()) == 2
    assert all(area.zValue() < 0 for area in areas())
    plot.show_drawing(drawn(*EVERY_KIND["behind"]))
    assert areas() == []


def test_the_small_trend_paints_the_band_too(qtbot, dressed):
    small = SmallTrend()
    qtbot.addWidget(small)
    small.resize(412, 112)

    def has_band(t):
        made = ledger(t, reported={"t": {"2020Q3": "4.5"}})
        small.show_target(made, assess(made, made.targets[0], Period.parse("2020Q3")))
        picture = small.grab().toImage()
        pixels = ((x, y) for x in range(60, 300, 7) for y in range(picture.height()))
        return any(picture.pixelColor(x, y).name().upper() == theme.BAND for x, y in pixels)

    assert has_band(target("level", "4.8", direction="lower", **ABOUT))
    assert not has_band(target("level", "4.8", direction="lower"))
