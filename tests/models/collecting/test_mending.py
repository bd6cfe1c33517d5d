"""Cells of returned forms that were typed over: read like the grid, compared with today's ledger."""

import pytest

from models.collecting.mending import Mended, with_mends
from models.collecting.typed import RawCell
from tests.models.build import case, ledger, target
from tests.models.rows import compared, doubted, refused, row, said

FIRMS = target(value=120)


def mended(held, came, text, **columns):
    """A row in which 本期值 was typed over, against a ledger."""
    book = ledger(FIRMS, reported={FIRMS.id: held})
    as_came = row(FIRMS, value=came, **columns)
    return compared(
        book, with_mends(book, as_came, {(as_came.place, "本期值"): Mended(RawCell(came), text, as_came.target.id)})
    )


@pytest.mark.parametrize(
    ("held", "came", "text", "columns", "changes"),
    [
        case({}, "四条", "4", {}, [("value", "未报", "4")], id="an error"),
        case({}, 1110, "１１１家", {}, [("value", "未报", "111")], id="as typed in the grid"),
        case({}, 31, "不适用", {}, [("not_applicable", "未报", "不适用")], id="not applicable"),
        case({"2020Q3": 30}, 31, "清除", {}, [("value", "30", "（清除）")], id="cleared"),
        case({"2020Q3": 30}, 31, "", {}, [], id="left empty: not read"),
        case({"2020Q3": 30}, 31, "30", {}, [], id="as the ledger has it"),
        case({"2020Q3": 35}, 31, "30", {"handed": {"value": "30"}}, [("value", "35", "30")],
             id="what went out, typed anew, is a change"),
        case({}, "3.2万", "40", {"unit": "万家"}, [("value", "未报", "40")], id="in the ledger's unit"),
    ],
)  # fmt: skip
def test_what_was_typed_over_is_read(held, came, text, columns, changes):
    made = mended(held, came, text, **columns)
    assert (said(made), doubted(made), refused(made)) == (changes, [], [])


def test_it_is_doubted_and_refused_like_any_other():
    assert doubted(mended({"2020Q2": 90}, "四条", "85"))[0].startswith("85家，比上期90家少5")
    assert refused(mended({}, 4, "很多"))[0][1].startswith("“很多”不是数字")


def test_a_cell_that_came_otherwise_since_is_left_alone():
    book, as_came = ledger(FIRMS), row(FIRMS, value=5)
    over = {(as_came.place, "本期值"): Mended(RawCell("四条"), "4", as_came.target.id)}
    assert with_mends(book, as_came, over).cells == as_came.cells


def test_a_cell_that_was_not_there_can_be_filled():
    book, as_came = ledger(FIRMS), row(FIRMS, value=5)
    over = {(as_came.place, "进展情况"): Mended(None, "已开工", as_came.target.id)}
    assert ("progress", "未报", "已开工") in said(compared(book, with_mends(book, as_came, over)))
