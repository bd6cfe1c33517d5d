"""The scale of a chart: where it begins and ends, and which round numbers stand on it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from models.plan.quantity import typed

HEADROOM = 0.917  # the highest value of amounts stands here, so that all targets stand equally high


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`, with the values that are marked and their text."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


def amounts(values: Iterable[float], most: int, *, whole: bool = False) -> Axis:
    """The axis of amounts: from 0, the highest value at the same height in every pane."""
    known = [v for v in values if math.isfinite(v)]
    top = max([0.0, *known]) / HEADROOM or 1.0  # all zeros need a scale too
    step = _step(top, most, whole=whole)
    lowest = min([0.0, *known])
    low = 0.0
    if lowest < 0:
        low = math.floor(lowest / step) * step
    return Axis(low, top, _ticks(low, top, step))


def around(values: Iterable[float], most: int, *, zero: bool = False, cap: float = math.inf) -> Axis:
    """The axis of rates and levels: around what is shown, ending on round numbers; never above `cap`."""
    known = [v for v in values if math.isfinite(v)] or [0.0]
    low, high = min(known), max(known)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        spare = abs(high) * 0.1 or 1.0
        low, high = low - spare, high + spare
    spare = (high - low) * 0.08
    step = _step(high - low + 2 * spare, most)
    # where zero is an edge it is shown as the edge, without air beyond it
    bottom, top = low - spare, high + spare
    if zero and low == 0:
        bottom = low
    if zero and high == 0:
        top = high
    bottom, top = math.floor(bottom / step) * step, math.ceil(top / step) * step
    if high <= cap < top:
        top = cap
    return Axis(bottom, top, _ticks(bottom, top, step))


def _step(span: float, most: int, *, whole: bool = False) -> float:
    """A round step that cuts a span into at most so many parts."""
    raw = span / max(most, 1)
    size = 10.0 ** math.floor(math.log10(raw))
    parts: tuple[float, ...] = (1, 2, 2.5, 5, 10)
    if 1 <= size < 10:
        parts = (1, 2, 5, 10)  # 2.5 steps would print a decimal where the others have none
    step = next((p * size for p in parts if p * size >= raw * 0.9999), 10 * size)
    return max(step, 1.0) if whole else step


def _ticks(low: float, high: float, step: float) -> tuple[tuple[float, str], ...]:
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple((n * step, _text(n * step)) for n in range(first, last + 1))


def _text(value: float) -> str:
    return typed(Decimal(f"{value:.10g}"))
