"""What stands between names and in empty cells, wherever somebody typed or pasted a list."""

import re

_MARKS = "、，,;；\n"
SEPARATORS = re.compile(f"[{_MARKS}]+")
PERSONS = re.compile(f"[{_MARKS}/]+")  # 李四/王五
OFFICES = re.compile(rf"[{_MARKS}/\s]+")  # offices have no spaces within, persons of two characters do (李　明)

# a cell that says "nothing here"
BLANKS = frozenset({"-", "--", "/", "\\", "无"})
