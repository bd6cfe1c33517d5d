"""Where the columns of a returned 填报表 stand, whatever was done to its headings."""

import pytest

from models.collecting.headings import columns_of, is_called, is_head

HEAD = {1: "序号", 3: "★指标 *", 4: "单位（勿改）", 7: "本期值（亿元）", 9: "存在问题"}


@pytest.mark.parametrize(
    "text", ["本期值", "本 期 值", "★本期值（亿元）", "3、本期值", "本期值必填", "本期值(必填)", "本期值 *"]
)
def test_a_decorated_heading_is_known(text):
    assert is_called(text, "本期值")


@pytest.mark.parametrize("text", ["上期值", "本期值和上期值", "", None, 3, "本期值" * 30])
def test_another_is_not(text):
    assert not is_called(text, "本期值")


def test_three_headings_make_a_head():
    assert is_head(HEAD)
    assert not is_head({1: "序号", 2: "指标"})


def test_where_they_stand():
    columns, problem = columns_of(HEAD, 5)
    assert problem is None
    assert (columns["指标"], columns["单位"], columns["本期值"], columns["存在问题"]) == (3, 4, 7, 9)


def test_just_the_word_goes_before_a_decorated_one():
    assert columns_of({5: "本期值（去年的）", 7: "本期值"}, 1)[0]["本期值"] == 7


@pytest.mark.parametrize(
    ("texts", "key"),
    [({1: "序号", 2: "指标", 3: "单位"}, "no-heading"), ({**HEAD, 8: "本期值（美元）"}, "heading-twice")],
)
def test_a_sheet_that_cannot_be_read_says_why(texts, key):
    columns, problem = columns_of(texts, 5)
    assert not columns
    assert problem.key == key
    assert problem.todo.startswith("请")
