"""The office's choices: read tolerantly, printed with every judgement, kept with a closed period."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.presets import BY_GAP, PRESETS, RATIO_95, RATIO_100, YINCHUAN
from models.plan.settings import SETTING_KEYS, Office, Rule
from tests.models.build import case, rule

BANDS = st.decimals(0, 100, places=2, allow_nan=False)
ANY_RULE = st.builds(Rule, st.sampled_from(PRESETS), BANDS, BANDS, BANDS, st.integers(0, 60), st.sampled_from([1, 2]))


@pytest.mark.parametrize(
    ("used", "sentence"),
    [
        case(
            rule(),
            "差值法：不低于序时为绿灯，低10个百分点以内为黄灯，再低为红灯；"
            "增速、水平直接与目标比，低1个百分点以内为黄灯，控制类水平指标超出即红灯",
            id="gap",
        ),
        case(
            rule(pace_band=5, direct_band="0.5"),
            "差值法：不低于序时为绿灯，低5个百分点以内为黄灯，再低为红灯；"
            "增速、水平直接与目标比，低0.5个百分点以内为黄灯，控制类水平指标超出即红灯",
            id="gap with other bands",
        ),
        case(
            rule(preset=YINCHUAN),
            "银川法：低于序时10个百分点以内为绿灯，低10至30个百分点为黄灯，再低为红灯；"
            "增速、水平直接与目标比，低1个百分点以内为黄灯",
            id="yinchuan",
        ),
        case(rule(preset=RATIO_95), "比率法：实际与应达之比不低于95%为绿灯，不低于85%为黄灯，再低为红灯", id="95/85"),
        case(
            rule(preset=RATIO_100), "比率法：实际与应达之比不低于100%为绿灯，不低于90%为黄灯，再低为红灯", id="100/90"
        ),
    ],
)
def test_the_rule_in_force_is_printed(used, sentence):
    assert used.sentence == sentence


@pytest.mark.parametrize(
    ("settings", "used"),
    [
        case({}, Rule(), id="defaults"),
        case({"rule.preset": "银川", "rule.decimals": "2"}, Rule(preset=YINCHUAN, decimals=2), id="chosen"),
        case({"rule.pace_band": "5", "rule.near_days": "10"}, Rule(pace_band=Decimal(5), near_days=10), id="bands"),
        case({"rule.preset": "没有的", "rule.pace_band": "多", "rule.ahead": "-1"}, Rule(), id="unreadable"),
        case({"rule.pace_band": "NaN", "rule.near_days": "Infinity", "rule.decimals": "3"}, Rule(), id="not numbers"),
    ],
)
def test_what_is_unreadable_takes_its_default(settings, used):
    assert Rule.of(settings) == used


def test_the_defaults_are_those_of_the_rules():
    default = Rule()
    assert (default.preset, default.pace_band, default.direct_band, default.ahead) == (BY_GAP, 10, 1, 5)
    assert (default.near_days, default.decimals) == (7, 1)


def test_an_office_describes_itself():
    told = {"organisation": "濮院镇", "who": "张三", "report_days": "5", "ranking": "1"}
    assert Office.of(told) == Office("濮院镇", "张三", 5, ranking=True)
    assert Office.of({}) == Office("", "", 15, ranking=False)


def test_an_office_collects_by_quarter_unless_it_says_by_month():
    assert (Office.of({}).monthly, Office.of({}).step_months) == (False, 3)
    assert (Office.of({"step": "month"}).monthly, Office.of({"step": "month"}).step_months) == (True, 1)
    assert not Office.of({"step": "week"}).monthly
    assert "step" in SETTING_KEYS


def test_every_field_of_a_rule_is_a_setting():
    assert {f"rule.{name}" for name in Rule.__dataclass_fields__} <= set(SETTING_KEYS)


@given(ANY_RULE)
def test_a_rule_kept_with_a_closed_period_reads_back_equal(used):
    assert Rule.load(used.dump()) == used


def test_without_a_kept_rule_the_default_holds():
    assert Rule.load("") == Rule()
