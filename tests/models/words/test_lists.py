"""Names and percentages in one line, with whatever people put between them."""

from decimal import Decimal

import pytest

from models.words.lists import parts_of, percentages


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("经发办、建设办", ["经发办", "建设办"]),
        (" 经发办 ,建设办；； 招商办\n", ["经发办", "建设办", "招商办"]),
        ("张 三", ["张 三"]),
        ("，、", []),
    ],
)
def test_what_stands_between_separators(text, parts):
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15、40%、70％、100", (15, 40, 70, 100)),
        ("１５，４０．５", (15, Decimal("40.5"))),
        ("15、一半", None),
    ],
)
def test_percentages(text, found):
    assert percentages(text) == found
