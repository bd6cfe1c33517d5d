"""A sentence is made of its parts, each closed once."""

from models.plan.said import Said


def test_the_parts_that_are_there_are_closed_and_joined():
    assert str(Said("full", "盘已满", "没有保存", "请清出空间")) == "盘已满。没有保存。请清出空间。"
    assert str(Said("closed", "三季度已锁定", todo="请先解锁")) == "三季度已锁定。请先解锁。"
    assert str(Said("done", "没有做")) == "没有做。"


def test_what_stands_below_the_first_part():
    assert Said("full", "盘已满", "没有保存", "请清出空间").rest == "没有保存。请清出空间。"
    assert Said("done", "没有做").rest == ""


def test_words_before_the_first_part_can_be_left_out_and_added_to():
    said = Said("closed", "三季度已锁定", todo="请先解锁", lead="没有改：")
    assert said.parts == ("没有改：三季度已锁定", "请先解锁")
    assert str(said.without_lead()) == "三季度已锁定。请先解锁。"
    assert str(said.under("甲.xlsx：")) == "甲.xlsx：没有改：三季度已锁定。请先解锁。"


def test_inside_another_sentence_it_has_no_last_stop():
    assert Said("full", "盘已满", "没有保存", "请清出空间").text == "盘已满。没有保存。请清出空间"
