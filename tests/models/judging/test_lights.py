"""Lights by preset: one case at each edge of each cell of the table in rules.md §3."""

import pytest

from models.judging.lights import running_status
from models.judging.presets import Verdict
from models.judging.statuses import Light, Status
from models.plan.presets import BY_GAP, RATIO_95, RATIO_100, YINCHUAN
from tests.models.build import PRESET_NAMES, case, ceiling, each_preset, judged, limit, rule, target

GREEN, YELLOW, RED = Light.GREEN, Light.YELLOW, Light.RED
AMOUNT = target(value=100)
FALL = target("reduction", 3)
BASELINE = target("reduction", 80, baseline=100, unit="微克")
GROWTH = target("growth", 10)
CPI = target("growth", 3, comparator="<=")
CONTROL = limit("4.5")
SHARE = target("level", 95)
SCHOOLS = target("level", 200, unit="所")
CASES = limit(200, unit="件")

# at 2020Q3: preset, what, target, and the word at each edge
WORDS = {"超": "超序时", "达": "达序时", "基": "基本达序时", "慢": "略慢", "滞": "滞后"}
THIRD_QUARTER = [
    (BY_GAP, "against pace, 75 due", AMOUNT, "超80 达79.9 达75 慢74.9 慢65 滞64.9"),
    (BY_GAP, "a baseline, 85 due", BASELINE, "超84 达85 慢85.1 慢87 滞87.1"),
    (BY_GAP, "growth", GROWTH, "超15 达14.9 达10 慢9.9 慢9 滞8.9"),
    (BY_GAP, "growth, lower is better", CPI, "达-2 达3 慢3.1 慢4 滞4.1"),
    (BY_GAP, "level in %", SHARE, "超100 达95 慢94.9 慢94 滞93.9"),
    (BY_GAP, "level, lower is better: no yellow", CONTROL, "达4.02 达4.5 滞4.51"),
    (BY_GAP, "level not in %", SCHOOLS, "超210 达200 慢198 滞197.9"),
    (BY_GAP, "level not in %, lower is better", CASES, "达190 达200 滞201"),
    (BY_GAP, "fall by rate", FALL, "超8 达4.4 达3 慢2 滞1.9"),
    (BY_GAP, "a range", target("growth", 6, value_high="6.5"), "达6.1 达6 慢5.9 滞4.9"),
    (BY_GAP, "or so: 95", target("growth", 100, comparator="~"), "达95 慢94.9 慢94 滞93.9"),
    (YINCHUAN, "against pace", AMOUNT, "超80 达75 基74.9 基65 慢64.9 慢45 滞44.9"),
    (YINCHUAN, "a baseline", BASELINE, "达85 基85.1 基87 慢87.1 慢91 滞91.1"),
    (YINCHUAN, "directly as 差值", GROWTH, "达10 慢9.9 慢9 滞8.9"),
    (YINCHUAN, "level, lower is better", CONTROL, "达4.5 滞4.51"),
    (RATIO_95, "of 75 due", AMOUNT, "超80 达71.25 慢71.24 慢63.75 滞63.74"),
    (RATIO_95, "a baseline: of 15 due", BASELINE, "达85.75 慢85.76 慢87.25 滞87.26"),
    (RATIO_95, "growth", GROWTH, "达9.5 慢9.49 慢8.5 滞8.49"),
    (RATIO_95, "lower is better: limit / actual", limit(4), "达4.21 慢4.22 慢4.7 滞4.71"),
    (RATIO_95, "a fall", FALL, "达2.85 慢2.84 慢2.55 滞2.54"),
    (RATIO_95, "threshold 0: met or red", target("growth", 0), "达0 滞-0.1"),
    (RATIO_95, "threshold below 0: met or red", target("growth", -2), "达-2 滞-2.1"),
    (RATIO_100, "of 75 due", AMOUNT, "达75 慢74.9 慢67.5 滞67.4"),
    (RATIO_100, "growth", GROWTH, "达10 慢9.9 慢9 滞8.9"),
    (RATIO_100, "lower is better", limit(4), "达4 慢4.01 慢4.44 滞4.45"),
    (RATIO_100, "threshold 0: met or red", target("growth", 0), "达0 滞-0.1"),
]


@pytest.mark.parametrize(
    ("preset", "t", "value", "status"),
    [
        case(preset, t, edge[1:], WORDS[edge[0]], id=f"{PRESET_NAMES[preset]}, {name}: {edge[1:]}")
        for preset, name, t, edges in THIRD_QUARTER
        for edge in edges.split()
    ],
)
def test_the_word_follows_the_light_of_the_preset(preset, t, value, status):
    a = judged(t, "2020Q3", value, preset=preset)
    assert a.status.value == status
    assert a.light is {"略慢": YELLOW, "滞后": RED}.get(status, GREEN)


@each_preset
class TestTheSameInEveryPreset:
    @pytest.mark.parametrize(
        ("value", "light"),
        [(6, GREEN), ("6.1", YELLOW), (12, YELLOW), ("12.1", RED)],
        ids=["due", "past it", "limit", "over"],
    )
    def test_an_amount_with_a_ceiling(self, preset, value, light):
        assert judged(ceiling(12), "2020Q2", value, preset=preset).light is light

    @pytest.mark.parametrize(
        "t", [target(value=0), ceiling(0), limit(0), target("growth", 0, direction="lower")], ids=lambda t: t.kind.value
    )
    def test_a_target_of_zero_is_met_or_not(self, preset, t):
        lights = [judged(t, "2020Q3", v, preset=preset).light for v in (0, "0.1", 1)]
        assert lights == [GREEN, RED, RED]

    @pytest.mark.parametrize(
        ("t", "short"),
        [(AMOUNT, "99.9"), (GROWTH, "9.9"), (SHARE, "94.9"), (CONTROL, "4.6"), (FALL, "2.9"), (BASELINE, "80.1")],
    )
    def test_short_at_year_end_is_red_and_overdue(self, preset, t, short):
        a = judged(t, "2020Q4", short, preset=preset)
        assert (a.light, a.status) == (RED, Status.OVERDUE)

    def test_missing_is_never_green(self, preset):
        assert judged(AMOUNT, "2020Q3", preset=preset).light is Light.NONE

    def test_a_strict_amount_at_exactly_its_threshold_is_not_reached(self, preset):
        market = target(value=1000, comparator=">", unit="亿元", quote="市场成交额超1000亿元")
        running, ended = (judged(market, p, 1000, preset=preset) for p in ("2020Q3", "2020Q4"))
        assert (running.status, running.barely_short) == (Status.AHEAD, True)
        assert (ended.status, ended.light, ended.barely_short) == (Status.OVERDUE, RED, True)


@pytest.mark.parametrize("preset", [BY_GAP, YINCHUAN, RATIO_100])
@pytest.mark.parametrize(
    ("t", "value"),
    [
        (target("growth", 7, comparator=">"), 7),
        (target("level", 95, comparator=">", quote="参保率突破95%"), 95),
        (target("level", 4, comparator="<"), 4),
        (target("reduction", 3, comparator=">"), 3),
        (target("reduction", 5, comparator=">", unit="天"), 5),
        (target("level", 200, comparator=">", unit="所"), 200),
        (target("level", 200, comparator="<", unit="件"), 200),
    ],
)
def test_a_strict_rate_at_exactly_its_threshold_is_yellow_and_red_at_year_end(preset, t, value):
    running, ended = (judged(t, p, value, preset=preset) for p in ("2020Q3", "2020Q4"))
    assert (running.light, running.status, running.barely_short) == (YELLOW, Status.SLOW, True)
    assert (ended.light, ended.status, ended.barely_short) == (RED, Status.OVERDUE, True)


def test_a_strict_end_value_of_a_fall_is_not_reached_exactly():
    t = target("reduction", 50, baseline=100, comparator="<", unit="微克")
    a, b = judged(t, "2020Q4", 50), judged(t, "2020Q4", "49.9")
    assert (a.status, a.barely_short) == (Status.OVERDUE, True)
    assert (b.status, b.barely_short) == (Status.DONE, False)


@pytest.mark.parametrize(
    ("value", "running", "ended"),
    [("5", GREEN, GREEN), ("5.25", GREEN, GREEN), ("5.26", RED, RED)],
)
def test_a_rate_kept_about_a_number_holds_to_five_per_cent_above_it(value, running, ended):
    kept = target("level", 5, comparator="~", direction="lower", quote="失业率控制在5%左右")
    assert [judged(kept, p, value).light for p in ("2020Q3", "2020Q4")] == [running, ended]


@each_preset
@pytest.mark.parametrize(
    ("period", "value", "light", "status"),
    [
        case("2020Q2", "2.625", GREEN, Status.ON_PACE, id="up to 105% of what is due"),
        case("2020Q2", "2.63", YELLOW, Status.SLOW, id="above that"),
        case("2020Q2", "5.25", YELLOW, Status.SLOW, id="up to 105% of the number"),
        case("2020Q2", "5.26", RED, Status.BEHIND, id="above that in the year"),
        case("2020Q4", "5.25", GREEN, Status.DONE, id="the year's end"),
        case("2020Q4", "5.26", RED, Status.OVERDUE, id="above at the year's end"),
    ],
)
def test_an_amount_kept_about_a_number_is_a_ceiling_of_105_per_cent(preset, period, value, light, status):
    kept = target(value=5, unit="起", comparator="~", direction="lower", quote="事故控制在5起左右")
    a = judged(kept, period, value, preset=preset)
    assert (a.light, a.status) == (light, status)


def test_the_bands_are_settings():
    pace = [judged(AMOUNT, "2020Q3", v, pace_band=5).light for v in (70, "69.9")]
    direct = [judged(GROWTH, "2020Q3", v, direct_band=2).light for v in (8, "7.9")]
    ahead = [judged(AMOUNT, "2020Q3", v, ahead=3).status for v in (78, "77.9")]
    assert (pace, direct, ahead) == ([YELLOW, RED], [YELLOW, RED], [Status.AHEAD, Status.ON_PACE])


@each_preset
def test_at_pace_0_a_value_above_0_is_green(preset):
    later = target(value=100, curve=[0, 30, 60, 100])
    a = judged(later, "2020Q1", "0.1", preset=preset)
    assert (a.pace, a.light) == (0, GREEN)


def test_without_a_gap_green_is_on_pace():
    assert running_status(Verdict(GREEN), None, rule()) is Status.ON_PACE
