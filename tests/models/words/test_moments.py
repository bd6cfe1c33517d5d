"""Days and times of cells as people read them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from models.words.moments import quoted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 9, 30), "2026-09-30"),  # noqa: DTZ001
        (datetime(2026, 9, 30, 8, 30, 15, tzinfo=UTC), "2026-09-30 08:30"),
        (date(2026, 9, 30), "2026-09-30"),
        (time(8, 30), "08:30"),
        (timedelta(days=1, hours=1, minutes=5), "25:05"),
        ("9月底", "9月底"),
        (12, "12"),
    ],
)
def test_a_cell_is_quoted_as_people_read_it(value, text):
    """What was seen: “2026-09-30 00:00:00”不是数字."""
    assert quoted(value) == text
