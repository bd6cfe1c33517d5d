"""Turns of a demand with more than one number in it, each taken apart."""

import pytest

from models.words.turns import FromTo, from_to, is_zero, items_of, shared_out, without_last_year, without_stretch
from tests.models.build import case


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        case("由120件减少到80件以下", FromTo("80件以下", "120件", True)),
        case("信访量从上年的300件下降至200件", FromTo("信访量200件", "300件", True)),
        case("失业率由5%降到4.5%", FromTo("失业率4.5%", "5%", True)),
        case("由0.5吨标准煤降为0.45吨标准煤", FromTo("0.45吨标准煤", "0.5吨标准煤", True)),
        case("开工率由60%提高到65%以上", FromTo("开工率65%以上", "60%", False)),
        case("从2025年的1,200户逐步增加到1500户", FromTo("1500户", "1,200户", False)),
        case("由经济办减少到3件", None),
        case("减少到80件", None),
        case("由3件降到2件，由5件降到4件", None),
    ],
)
def test_from_one_figure_to_another(text, wanted):
    assert from_to(text) == wanted


@pytest.mark.parametrize(
    ("text", "rest", "stretch"),
    [
        case("增长7%以上、力争达到8%", "增长7%以上", "力争达到8%"),
        case("确保7%，争取8%", "确保7%", "争取8%"),
        case("18家（力争20家）", "18家", "力争20家"),
        case("6%左右、力争更高", "6%左右", "力争更高"),
        case("力争18亿元", "力争18亿元", ""),
        case("9月底前力争完成18家", "9月底前力争完成18家", ""),
    ],
)
def test_what_is_striven_for_beyond_the_target(text, rest, stretch):
    assert without_stretch(text) == (rest, stretch)


@pytest.mark.parametrize(
    ("text", "rest", "last"),
    [
        case("18家（上年15家）", "18家", "15家"),
        case("18家，去年完成15家", "18家", "15家"),
        case("增长8%（2025年为7.5%）", "增长8%", "7.5%"),
        case("比上年增长8%", "比上年增长8%", ""),
        case("较上年8%", "较上年8%", ""),
        case("上年15家", "上年15家", ""),
        case("18家（2024年15家）", "18家（2024年15家）", ""),
    ],
)
def test_last_years_figure_within_the_words(text, rest, last):
    assert without_last_year(text, 2026) == (rest, last)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        case("引进博士、硕士分别3人、15人", ["引进博士3人", "引进硕士15人"]),
        case("引进博士和硕士分别达到3人和15人", ["引进博士达到3人", "引进硕士达到15人"]),
        case("规上产值、税收分别增长8%、10%", ["规上产值增长8%", "税收增长10%"]),
        case("分别引进博士、硕士3人、15人", ["引进博士3人", "引进硕士15人"]),
        case("外资、内资、出口分别完成2亿元、30亿元、5亿元", ["外资完成2亿元", "内资完成30亿元", "出口完成5亿元"]),
        case("博士、硕士分别3人", []),
        case("分别负责", []),
        case("博士3人", []),
    ],
)
def test_one_sentence_that_shares_its_amounts_out(text, wanted):
    assert shared_out(text) == wanted


def test_nothing_may_happen():
    assert list(map(is_zero, ("零发生", "安全事故零发生", "进京零上访", "为零", "零星工程", "零售额", "清零行动"))) == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        case("1.完成投资5亿元。\n2.开工3个项目。", ["完成投资5亿元。", "开工3个项目。"]),
        case("（1）建学校；（2）修路", ["建学校；", "修路"]),
        case("①建学校\n②修路", ["建学校", "修路"]),
        case("1.建学校", []),
        case("投资1.5亿元。2.5公里", []),
        case("建学校。\n修路", []),
    ],
)
def test_numbered_points_of_a_cell(text, wanted):
    assert items_of(text) == wanted


@pytest.mark.parametrize(
    "text", ["力争突破1000万元，确保900万元", "力争突破1000万元、确保900万元", "确保900万元，力争突破1000万元"]
)
def test_what_is_ensured_counts_on_either_side_of_what_is_striven_for(text):
    assert without_stretch(text) == ("确保900万元", "力争突破1000万元")
