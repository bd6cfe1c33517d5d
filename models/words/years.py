"""Years as people write them: one typed alone, one named in a title."""

import re

from models.words.numbers import clean

_NAMED = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def read_year(text: str) -> int | None:
    """A year typed alone, 年 behind it or not; None where it is no whole number."""
    digits = clean(text).removesuffix("年")
    if not digits.isdecimal():
        return None
    return int(digits)


def year_in(title: str) -> int | None:
    """The first year of this century named in a title; None where there is none."""
    found = _NAMED.search(clean(title))
    if found is None:
        return None
    return int(found[1])
