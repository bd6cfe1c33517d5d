"""One target wherever it is shown: its texts, light, bar and source."""
