"""How long a piece of work took and how much memory it wanted, for those who try thousands of hostile files."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

SLOW, MOST_MEMORY = 20, 500_000  # seconds; kilobytes that the whole process holds at once
_PEAK = re.compile(r"VmHWM:\s*(\d+)")


class Watching:
    """Measures one input after another and keeps the worst of each; only Linux tells the peak of a stretch."""

    def __init__(self) -> None:
        self._slowest = (0.0, "")
        self._largest = (0, "")

    @contextmanager
    def __call__(self, what: str, wrong: list[str]) -> Iterator[None]:
        """Note in `wrong` what was slow, or wanted too much memory."""
        Path("/proc/self/clear_refs").write_text("5")  # from here on the peak is this input's alone
        since = perf_counter()
        yield
        seconds, peak = perf_counter() - since, _peak()
        self._slowest = max(self._slowest, (seconds, what))
        self._largest = max(self._largest, (peak, what))
        if seconds > SLOW or peak > MOST_MEMORY:
            wrong.append(f"{what}: {seconds:.1f} s, {peak} KB")

    def __str__(self) -> str:
        seconds, slow = self._slowest
        peak, large = self._largest
        return f"longest {seconds:.2f} s ({slow})\nmost memory {peak / 1000:.0f} MB ({large})"


def _peak() -> int:
    """The most memory that this process held since the mark was put back, in kilobytes."""
    found = _PEAK.search(Path("/proc/self/status").read_text())
    assert found
    return int(found[1])
