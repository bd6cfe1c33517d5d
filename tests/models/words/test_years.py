"""Years typed alone and years named in titles."""

import pytest

from models.words.years import read_year, year_in


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2021", 2021),
        ("２０２１", 2021),
        (" 2021年", 2021),
        ("21", 21),
        ("二〇二一", None),
        ("2021-22", None),
        ("", None),
    ],
)
def test_a_year_typed_alone(text, year):
    assert read_year(text) == year


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("濮院镇2020年工作要点", 2020),
        ("２０２１年度工作要点（2020年修订）", 2021),
        ("文号120201号", None),
        ("1999年工作要点", None),
    ],
)
def test_the_year_in_a_title(title, year):
    assert year_in(title) == year
