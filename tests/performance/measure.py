"""Measuring: medians of several repetitions, ours and the bare cost in turn, so that noise hits both."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One measure at one size: ours against a bare cost (None where there is none), median seconds.

    `linear` says that it should grow with the targets; else not at all.
    """

    name: str
    targets: int
    repeated: int
    ours: float
    bare: float | None = None
    aim: float | None = None
    linear: bool = True

    @property
    def cost(self) -> float:
        """What must not grow: the time a target, or the time where it has nothing to do with their number."""
        return self.ours / self.targets if self.linear else self.ours


@dataclass(frozen=True, slots=True)
class Taken:
    """Median seconds by the clock, and of the processor alone, which neither disk nor neighbours change."""

    clock: float
    processor: float


def in_turn(repetitions: int, works: Mapping[str, Callable[[], object]], *, collect: bool = True) -> dict[str, Taken]:
    """How long each work takes; every repetition does all of them, one after another.

    With `collect` each begins without garbage of the one before.
    """
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(repetitions):
        for name, work in works.items():
            if collect:
                gc.collect()
            begun = time.perf_counter(), time.process_time()
            work()
            taken[name].append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
    return {
        name: Taken(median(clock for clock, _ in times), median(processor for _, processor in times))
        for name, times in taken.items()
    }
