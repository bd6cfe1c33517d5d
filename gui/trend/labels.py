"""Where labels go so that none hides another: plain geometry in pixels."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

NUDGE = 0.35  # of its width a label may be moved in, and still seems to belong to its point
APART = 1.3  # labels at line ends stand this many times their height apart


def stack(centres: Sequence[float], height: float, top: float, bottom: float) -> list[float]:
    """Move labels at line ends apart, in their order from the top, and keep them between two edges."""
    # downwards first, then back up where the lowest went beyond the edge
    order = sorted(range(len(centres)), key=lambda i: centres[i])
    placed = [0.0] * len(centres)
    lowest = top + height / 2
    for i in order:
        placed[i] = max(centres[i], lowest)
        lowest = placed[i] + height
    highest = bottom - height / 2
    for i in reversed(order):
        placed[i] = min(placed[i], highest)
        highest = placed[i] - height
    return placed


def beside(point: QPointF, size: QSizeF, gap: float, *, above: bool, falling: bool = False) -> list[QRectF]:
    """Places for a label beside its point, the best first: above-left, or below-right; mirrored on falling lines."""
    x, y, w, h = point.x(), point.y(), size.width(), size.height()
    left, right, middle = x - gap - w, x + gap, x - w / 2
    up, down, level = y - gap * 0.6 - h, y + gap * 0.6, y - h / 2
    over = [(left, up), (left, level), (left, up - 0.7 * h), (middle, up - gap), (right, up), (left, up - 1.5 * h)]
    under = [
        (right, down), (right, level), (right, down + 0.7 * h), (middle, down + gap), (left, down),
        (right, down + 1.5 * h), (middle, down + gap + h),
    ]  # fmt: skip
    spots = over + under if above else under + over
    first, last = spots[0], spots[-1]
    for n in (1, 2, 3):  # further and further away, for where lines and labels crowd
        for way in (-n * h, n * h):
            spots += [(first[0], first[1] + way), (last[0], last[1] + way)]
    if falling:
        spots = [(2 * x - spot_x - w, spot_y) for spot_x, spot_y in spots]
    return [QRectF(spot_x, spot_y, w, h) for spot_x, spot_y in spots]


def free_place(
    candidates: Sequence[QRectF], taken: Iterable[QRectF], avoided: Iterable[QRectF], bounds: QRectF
) -> QRectF:
    """The first place that is free, also of what is better not covered; else the one that hides least."""
    taken, avoided = list(taken), list(avoided)
    free: list[QRectF] = []
    for candidate in candidates:
        rect = _nudged(candidate, bounds)
        if not bounds.contains(rect) or _meets(rect, taken):
            continue
        if not _meets(rect, avoided):
            return rect
        free.append(rect)
    if free:
        return free[0]
    kept = [inside(rect, bounds) for rect in candidates]
    return min(kept, key=lambda rect: sum(_overlap(rect, o) for o in taken))


def _meets(rect: QRectF, others: Sequence[QRectF]) -> bool:
    return any(rect.intersects(other) for other in others)


def _nudged(rect: QRectF, bounds: QRectF) -> QRectF:
    """A place that is only a little too far to one side, moved in."""
    moved = inside(rect, bounds).left() - rect.left()
    return rect.translated(moved, 0) if abs(moved) <= rect.width() * NUDGE else rect


def inside(rect: QRectF, bounds: QRectF) -> QRectF:
    """The same rectangle moved between the edges."""
    x = max(bounds.left(), min(rect.left(), bounds.right() - rect.width()))
    y = max(bounds.top(), min(rect.top(), bounds.bottom() - rect.height()))
    return QRectF(x, y, rect.width(), rect.height())


def _overlap(one: QRectF, other: QRectF) -> float:
    shared = one.intersected(other)
    return max(shared.width(), 0) * max(shared.height(), 0)
