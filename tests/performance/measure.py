"""Measuring: medians of several repetitions, ours and the bare cost in turn, so that noise hits both."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One measure at one size: ours against a bare cost (None where there is none), seconds."""

    name: str
    targets: int
    repeated: int
    ours: float
    bare: float | None = None
    aim: float | None = None
    linear: bool = True

    @property
    def ratio(self) -> float | None:
        return None if self.bare is None else self.ours / self.bare


def in_turn(repetitions: int, works: Mapping[str, Callable[[], object]], *, collect: bool = True) -> dict[str, float]:
    """The median seconds of each work; every repetition does all of them, one after another.

    With `collect` each begins without garbage of the one before.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repetitions):
        for name, work in works.items():
            if collect:
                gc.collect()
            begun = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - begun)
    return {name: median(seconds) for name, seconds in taken.items()}
