"""Measuring and breaking Chinese text into lines for the projector."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from gui.kit import theme

CLOSING, OPENING = "，。、；：）”％%", "（“"  # no line begins with these, none ends with those
NUMBER = "0123456789.%−"


def wrapped(text: str, px: int, weight: QFont.Weight, widths: Sequence[float]) -> list[str]:
    """Lines of at most these widths, the last one cut with … where the text is longer."""
    lines: list[str] = []
    for i, room in enumerate(widths):
        if not text:
            break
        if i == len(widths) - 1:
            lines.append(elided(text, px, weight, room))
            break
        count = max((n for n in range(1, len(text) + 1) if text_width(text[:n], px, weight) <= room), default=1)
        lines.append(text[: _end(text, count)])
        text = text[len(lines[-1]) :]
    return lines


def elided(text: str, px: int, weight: QFont.Weight, room: float) -> str:
    """The text, cut with … where there is no room."""
    return QFontMetricsF(theme.font(px, weight=weight)).elidedText(text, Qt.TextElideMode.ElideRight, room)


def text_width(text: str, px: int, weight: QFont.Weight) -> float:
    """How wide a text is, in the pixels of its font."""
    return QFontMetricsF(theme.font(px, weight=weight)).horizontalAdvance(text)


def _end(text: str, count: int) -> int:
    """Where a line of at most so many characters ends: no number is torn, no comma begins the next."""
    end = count
    while 1 < end < len(text) and (
        text[end] in CLOSING or text[end - 1] in OPENING or (text[end - 1] in NUMBER and text[end] in NUMBER)
    ):
        end -= 1
    return end if end > 1 else count
