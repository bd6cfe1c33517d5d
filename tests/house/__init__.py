"""The house measured: `python -m tests.house` prints the table, tests/test_style.py holds the rules to it."""
