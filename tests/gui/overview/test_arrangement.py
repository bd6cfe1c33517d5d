"""What of 总览 stands where at which width, reckoned without Qt."""

import pytest

from gui.overview.arrangement import LEAST, Arrangement, PanelHeights

NEEDED = PanelHeights(lights=420, missing=190, behind=350)


@pytest.mark.parametrize(
    ("width", "name", "shares"),
    [
        (1920, "overview-wide", (64, 36)),
        (1340, "overview-wide", (64, 36)),
        (1339, "overview-wide", (58, 42)),
        (1280, "overview-wide", (58, 42)),
        (1279, "overview-narrow", (58, 42)),
        (1000, "overview-narrow", (58, 42)),
        (999, "overview-small", (58, 42)),
    ],
)
def test_three_arrangements(width, name, shares):
    made = Arrangement(width)
    assert (made.name, made.upper_shares) == (name, shares)
    assert made.is_small == (name == "overview-small")
    assert made.is_tabbed == (name == "overview-narrow")


def test_in_a_small_window_the_page_scrolls_and_no_panel():
    small = Arrangement(911)
    assert small.least_heights(NEEDED) == NEEDED
    assert small.most_above(NEEDED) == 420 + 190 + 350


def test_elsewhere_panels_scroll_and_the_upper_ones_are_no_higher_than_they_need():
    wide = Arrangement(1366)
    assert set(wide.least_heights(NEEDED)) == {LEAST}
    assert wide.most_above(NEEDED) == 420
    assert wide.most_above(PanelHeights(40, 60, 900)) == LEAST


@pytest.mark.parametrize(
    ("width", "directory", "tree", "standing"),
    [(1366, False, True, True), (1366, True, True, True), (1100, False, True, True), (911, False, False, True),
     (911, True, True, False)],
)  # fmt: skip
def test_a_small_window_shows_the_tree_or_the_rest(width, directory, tree, standing):
    made = Arrangement(width)
    assert made.shows_tree(directory=directory) == tree
    assert made.shows_standing(directory=directory) == standing


def test_tabs_hide_what_belongs_to_the_other():
    assert [Arrangement(1100).shows_tab(tab, current=1) for tab in (0, 1)] == [False, True]
    assert [Arrangement(1366).shows_tab(tab, current=1) for tab in (0, 1)] == [True, True]
