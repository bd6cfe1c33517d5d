"""Contrast of the tokens (screens.md §1): text at least 4.5 on what it stands on."""

import pytest

from gui.kit import theme


def luminance(token):
    parts = [int(token[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "surface"), theme.TEXT_PAIRS)
def test_text_stands_out_from_its_surface(text, surface):
    assert contrast(text, surface) >= 4.5


@pytest.mark.parametrize("mark", [theme.GREEN, theme.DONE, theme.YELLOW, theme.RED, theme.MISSING, theme.NONE])
def test_marks_stand_out_from_white(mark):
    assert contrast(mark.colour, theme.PANEL) >= 3
