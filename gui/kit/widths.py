"""Logical widths of the window at which parts give way (screens.md §2.1)."""

NARROW, SMALL = 1280, 1000
