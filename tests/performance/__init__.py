"""What the product costs beside the bare cost of the same work: `python -m tests.performance` prints a table."""
