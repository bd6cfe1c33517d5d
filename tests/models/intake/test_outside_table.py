"""A table from outside: what its program escaped or hid in the texts, and its merged cells."""

import pytest

from models.intake.outside_table import merged_table, plain_table
from models.words.block import cell_text
from tests.models.build import case


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        case("企业_x000D_\n（规上）", "企业\n（规上）"),
        case("9月底_x000D_前", "9月底\n前"),
        case("甲_x0009_乙", "甲\t乙"),
        case("_x005F_x000D_", "_x000D_"),
        case("经济办\u200b", "经济办"),
        case("\ufeff经\u2060济\u00ad办", "经济办"),
        case("a\x07b\x0bc", "abc"),
        case("_xD83D_", ""),
        case("x_x12_y", "x_x12_y"),
    ],
)
def test_what_a_cell_says_without_its_files_escapes(written, meant):
    assert cell_text(written) == meant


def test_a_plain_table_is_of_one_width():
    table = plain_table([["指标\u200b"], ["企业", "18家"], ["", ""]], "表")
    assert (table.rows, table.width, table.name, table.merges_known) == (
        [["指标", ""], ["企业", "18家"]],
        2,
        "表",
        False,
    )
    assert plain_table([]).width == 0


def test_a_cell_merged_downwards_repeats_and_hides_nothing():
    table = merged_table([["平台", "a"], ["", "b"], ["开放", "c"], ["", "d"]], {(0, 0): (4, 1), (9, 9): (2, 2)})
    assert [row[0] for row in table.rows] == ["平台", "平台", "开放", ""]
    assert table.merges_known
