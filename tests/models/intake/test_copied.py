"""The clipboard: HTML says where cells end, plain text is the fallback, a million lines are not looked at."""

import pytest

from models.intake.copied import CopiedTooMuch, copied_tables


def test_html_is_read_where_there_is_a_table_in_it():
    (table,) = copied_tables("甲 乙", "<table><tr><td>甲<br>乙</td></tr></table>")
    assert (table.rows, table.merges_known) == ([["甲\n乙"]], True)


@pytest.mark.parametrize("markup", ["", "<p>甲</p>", "<table></table>", "<table><tr><td> </td></tr></table>"])
def test_plain_text_is_the_fallback(markup):
    (table,) = copied_tables('指标\t目标值\r\n"企业\n规上"\t18家\r\n', markup)
    assert (table.rows, table.merges_known) == ([["指标", "目标值"], ["企业\n规上", "18家"]], False)


def test_nothing_copied_is_no_table():
    assert copied_tables(" \r\n") == []


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("企业\t18\n" * 1_000_000, ""),
        ("字" * 5_000_001, ""),
        ("\t" * 300_000 + "甲\n" + "乙\n" * 3000, ""),
        ("甲", "<table>" + "<tr><td>甲" * 1_300_000),
        ("甲", "<table><tr><td rowspan=2900>" + "长" * 99_000 + "<td>甲" + "<tr><td>乙" * 2900),
    ],
)
def test_a_million_lines_are_refused_unread(text, markup):
    with pytest.raises(CopiedTooMuch):
        copied_tables(text, markup)
