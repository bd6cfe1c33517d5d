"""Files, and how they fail."""
