"""Measuring and breaking Chinese text into lines for the projector."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from gui.kit import theme

CLOSING, OPENING = "，。、；：）”％%", "（“"  # no line begins with these, none ends with those
NUMBER = frozenset("0123456789.%−")


def wrapped(text: str, px: int, weight: QFont.Weight, widths: Sequence[float]) -> list[str]:
    """Lines of at most these widths, the last one cut with … where the text is longer."""
    lines: list[str] = []
    for i, room in enumerate(widths):
        if not text:
            break
        # the last line takes what is left, cut
        if i == len(widths) - 1:
            lines.append(elided(text, px, weight, room))
            break
        count = _fitting(text, px, weight, room)
        lines.append(text[: _end(text, count)])
        text = text[len(lines[-1]) :]
    return lines


def elided(text: str, px: int, weight: QFont.Weight, room: float) -> str:
    """The text, cut with … where there is no room."""
    return QFontMetricsF(theme.font(px, weight=weight)).elidedText(text, Qt.TextElideMode.ElideRight, room)


def text_width(text: str, px: int, weight: QFont.Weight) -> float:
    """How wide a text is, in the pixels of its font."""
    return QFontMetricsF(theme.font(px, weight=weight)).horizontalAdvance(text)


def _fitting(text: str, px: int, weight: QFont.Weight, room: float) -> int:
    """How many characters have room, at least one: a wider one is written all the same."""
    count = len(text)
    while count > 1 and text_width(text[:count], px, weight) > room:
        count -= 1
    return count


def _end(text: str, count: int) -> int:
    """Where a line of at most so many characters ends: no number is torn, no comma begins the next."""
    end = count
    while 1 < end < len(text):
        last, following = text[end - 1], text[end]
        if not (following in CLOSING or last in OPENING or {last, following} <= NUMBER):
            return end
        end -= 1
    return end if end > 1 else count
