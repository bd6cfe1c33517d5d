"""Blocks as Excel and WPS copy them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words.block import read_block
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
