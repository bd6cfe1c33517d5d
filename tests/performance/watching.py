"""How long a piece of work took and how much memory it wanted, for those who try thousands of hostile files."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

SLOW, MOST_MEMORY = 20, 500_000  # seconds; kilobytes more than before


@contextmanager
def watched(what: str, wrong: list[str]) -> Iterator[None]:
    """Note in `wrong` what was slow, or wanted too much memory."""
    since, memory = perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    seconds = perf_counter() - since
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    if seconds > SLOW or grown > MOST_MEMORY:
        wrong.append(f"{what}: {seconds:.1f} s, {grown} KB")
