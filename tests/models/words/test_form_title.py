"""The period that the words above a returned form name."""

import pytest

from models.words.form_title import period_in

BY = "请于2020年10月15日前报回"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("某镇2020年工作要点　2020年第三季度填报表\n" + BY, "2020-09"),
        ("某镇2020年工作要点　2020年8月上半月填报表（演示数据）\n" + BY, "2020-08-15"),
        ("2020 年 10 月 填报表", "2020-10"),
        ("2020年第3季度填报表　填报时间：2020年10月", "2020-09"),
        ("２０２０年第四季度填报表", "2020-12"),
        ("某镇2020年三季度情况", "2020-09"),
    ],
)
def test_it_is_read(words, key):
    assert period_in(words).key == key


@pytest.mark.parametrize("words", ["", BY, "三季度", "2020年13月填报表", "对比2020年9月和2020年10月"])
def test_what_names_none_or_two_is_none(words):
    assert period_in(words) is None
