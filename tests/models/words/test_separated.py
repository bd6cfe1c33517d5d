"""Separated values: which sign separates, quotes, and what Excel writes before them."""

import pytest

from models.words.separated import read_separated, separator_of


@pytest.mark.parametrize("sign", ["\t", ",", ";", "，", "|"])
def test_the_sign_between_the_cells_is_found(sign):
    text = f"指标{sign}目标值\n企业{sign}18\n外资{sign}2400\n"
    assert separator_of(text) == sign
    assert read_separated(text)[:3] == [["指标", "目标值"], ["企业", "18"], ["外资", "2400"]]


@pytest.mark.parametrize("sign", ["\t", ","])
def test_the_sign_is_found_in_the_beginning_of_a_line_that_does_not_end(sign):
    assert separator_of(f"指标{sign}目标值\n" + f"1{sign}" * 5_000_000) == sign


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("指标\t目标值\n企业\t1,200,300\n", [["指标", "目标值"], ["企业", "1,200,300"], [""]]),
        ("指标;目标值\n增速;6,5\n", [["指标", "目标值"], ["增速", "6,5"], [""]]),
        ('指标,目标值\n"企业,规上","1,200"', [["指标", "目标值"], ["企业,规上", "1,200"]]),
        ('甲,"一\n二 ""三"""\r\n乙,2', [["甲", '一\n二 "三"'], ["乙", "2"]]),
        ('甲,"没有结尾\n乙,2', [["甲", '"没有结尾'], ["乙", "2"]]),
        ("sep=;\n甲;1,5", [["甲", "1,5"]]),
        ("\ufeff甲,1", [["甲", "1"]]),
        ("一句话", [["一句话"]]),
    ],
)
def test_rows_as_they_are_meant(text, rows):
    assert read_separated(text) == rows


def test_a_text_without_a_sign_has_no_columns():
    assert separator_of("一句话\n又一句") == ""
