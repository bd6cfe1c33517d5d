"""Blocks as Excel and WPS copy them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words.block import read_block, read_table_block
from tests.models.build import case

CELL = st.text(st.sampled_from(list('家1 "\t\n，,')), max_size=6)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        case("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        case('"两\n行"\tb\r\n', [["两\n行", "b"]], id="a line break within a cell"),
        case('"说""好"""\tb', [['说"好"', "b"]]),
        case('18"寸\tb\nc\td', [['18"寸', "b"], ["c", "d"]], id="a quote within"),
        case('"没有收尾\tb\nc\td', [['"没有收尾', "b"], ["c", "d"]], id="a quote that is never closed"),
        case("a\n\n\n\t\t\n", [["a"]], id="empty rows and columns at the end"),
        case("a\t\n\tb", [["a", ""], ["", "b"]]),
        case("a\rb", [["a"], ["b"]], id="old Mac"),
        case("a\x00\ud800b", [["ab"]], id="characters that no file takes"),
        case("", []),
        case("\t\n", []),
    ],
)
def test_a_block(text, rows):
    assert read_block(text) == rows


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4))
def test_what_a_program_wrote_comes_back(rows):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows([["首", *r, "尾"] for r in rows])
    assert read_block(out.getvalue()) == [["首", *r, "尾"] for r in rows]


@given(st.text(max_size=60))
def test_any_text_becomes_rows_of_one_width(text):
    rows = read_block(text)
    assert len({len(r) for r in rows}) <= 1
    assert not rows or any(c.strip() for c in rows[-1])


HEAD = "序号\t任务\t目标\t单位\t时限\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        case(
            "1\t项目\t投资5亿元。\n开工3个。\t经济办\n财政办\t12月",
            [["1", "项目", "投资5亿元。\n开工3个。", "经济办\n财政办", "12月"]],
        ),
        case("1\ta\tb\tc\t9月\n底前", [["1", "a", "b", "c", "9月\n底前"]]),
        case(
            "1\ta\tb\tc\td\n一、民生\n2\te\tf\tg\th",
            [["1", "a", "b", "c", "d"], ["一、民生", *[""] * 4], ["2", "e", "f", "g", "h"]],
        ),
        case("1\ta\tb\tc\td\n注：全年数", [["1", "a", "b", "c", "d"], ["注：全年数", *[""] * 4]]),
        case("1\ta\tb\n2\tc\td", [["1", "a", "b", "", ""], ["2", "c", "d", "", ""]]),
        case("a\tb\nc\td\ne\tf", [["a", "b", "", "", ""], ["c", "d", "", "", ""], ["e", "f", "", "", ""]]),
        case("1\ta\tb\nx\ty", [["1", "a", "b", "", ""], ["x", "y", "", "", ""]]),
    ],
)
def test_rows_that_word_broke_are_whole_again_and_others_are_left(text, rows):
    assert read_table_block(HEAD + text)[1:] == rows


def test_a_block_pasted_into_cells_is_never_put_together():
    assert read_block("a\tb\tc\nd\te\nf") == [["a", "b", "c"], ["d", "e", ""], ["f", "", ""]]
