"""Excel, written and read."""
