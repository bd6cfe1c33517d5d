"""Days and times of cells as people read them, where a sentence or another text quotes them."""

from datetime import date, datetime, time, timedelta


def moment_text(value: date | time | timedelta) -> str:
    """2026-09-30, 2026-09-30 08:30, 08:30; hours that were counted as 25:00."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, time):
        return value.replace(tzinfo=None).isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return value.isoformat()


def quoted(value: object) -> str:
    """A cell's value as a text that people read."""
    if isinstance(value, date | time | timedelta):
        return moment_text(value)
    return str(value)
