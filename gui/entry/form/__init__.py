"""One target's form beside the grid: its source, figures, trend and words."""
