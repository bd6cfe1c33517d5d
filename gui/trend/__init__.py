"""One target's line through the year. Only `plot` knows pyqtgraph."""
