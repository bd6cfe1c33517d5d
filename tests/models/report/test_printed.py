"""A target is printed by one writer: the same words, number and remark wherever, with the sign or without."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.judging.terms import terms_at
from models.plan.quantity import DASH
from models.report import printed
from models.report.cells import Number, text_of
from tests.models import drawn
from tests.models.build import judged, milestone, target

RANGE = target("growth", 6, value_high="6.5", unit="%", comparator=">=", quote="增长6—6.5%以上")


@pytest.mark.parametrize(
    ("t", "text", "in_column"),
    [
        (
            target("growth", 6, value_high="6.5", unit="%", comparator=">=", quote="6—6.5%以上"),
            "6—6.5%以上",
            "6—6.5以上",
        ),
        (target("level", 4, unit="%", comparator="<=", quote="控制在4%以内"), "4%以内", "4以内"),
        (target("level", 5000, unit="人", comparator="<=", quote="控制在5000人"), "控制在5000", "控制在5000"),
        (target(value=1000, unit="亿元", comparator=">", quote="超1000亿元"), "超1000", "超1000"),
        (milestone(), "9月", "9月"),
        (target("qualitative"), DASH, DASH),
    ],
)
def test_the_demand(t, text, in_column):
    made = printed.demand(t, terms_at(t, (), date(2020, 12, 31)))
    assert (made.text, made.in_column) == (text, in_column)
    assert text_of(made.cell) == in_column


@pytest.mark.parametrize(
    ("t", "reported", "text", "cell"),
    [
        (target("growth", 6, unit="%"), {"value": "6.1", "nature": "预计"}, "6.1%（预计）", "6.1（预计）"),
        (target(value=18, unit="家"), {"value": 15, "as_of": "2020-09-25"}, "15", "15（截至9月25日）"),
        (milestone(), {"stage": "开工", "percent": 60}, "开工（60%）", "开工（60%）"),
        (milestone(), {"stage": "开工", "percent": 60, "nature": "预计"}, "开工（60%）（预计）", "开工（60%）（预计）"),
        (target("qualitative"), "推进中", "推进中", "推进中"),
        (target(), None, "缺报", "缺报"),
    ],
)
def test_the_figure(t, reported, text, cell):
    made = printed.figure(judged(t, "2020Q3", reported))
    assert made.text == text
    assert text_of(made.cell) == cell


@given(
    drawn.any_targets(),
    st.sampled_from(["2020Q1", "2020-05", "2020-08-15", "2020Q4"]),
    st.one_of(st.none(), drawn.AMOUNTS),
)
def test_whatever_is_printed_is_the_same_in_a_column_a_cell_and_a_sentence(t, period, value):
    a = judged(t, period, None if t.kind in printed.WORDY else value)
    for made in (printed.demand(a.target, a.terms), printed.figure(a), printed.due(a)):
        if made.number:
            assert made.text == made.in_column.replace(made.number, made.number + made.sign, 1)
        else:
            assert made.text == made.in_column
        cell = made.cell
        assert text_of(cell).startswith(made.in_column.removesuffix(printed.in_brackets(made.nature)))
        assert not isinstance(cell, Number) or cell.value == made.value
