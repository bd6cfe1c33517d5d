"""Names as people type or paste them: what stands between them and in empty cells, spaces that only line them up."""

import csv
import io
import re

_MARKS = "、，,;；\n"
SEPARATORS = re.compile(f"[{_MARKS}]+")
PERSONS = re.compile(f"[{_MARKS}/]+")  # 李四/王五
OFFICES = re.compile(rf"[{_MARKS}/\s]+")  # offices have no spaces within, persons of two characters do (李　明)

# a cell that says "nothing here"
BLANKS = frozenset({"-", "--", "/", "\\", "无"})

# what stands over a column of names instead of being one
_HEADERS = {"序号", "单位", "单位名称", "牵头单位", "名称", "姓名", "人员", "所属单位", "科室", "部门"}
_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def tidy(name: str) -> str:
    """A name without the spaces that only line characters up: "李　明" is 李明."""
    return _GAP.sub("", " ".join(name.split()))


def pasted_names(text: str) -> list[tuple[str, str]]:
    """Names, one a line or a row of a table, with what stands in the next column; numbers and headers left out."""
    found: dict[str, str] = {}
    for row in csv.reader(io.StringIO(text.replace("，", "\t").replace(",", "\t"), newline=""), delimiter="\t"):
        cells = list(filter(_is_name, map(tidy, row)))
        if cells and not set(cells) <= _HEADERS:
            name, beside = [*cells, ""][:2]
            found.setdefault(name, beside)
    return list(found.items())


def _is_name(cell: str) -> bool:
    """Whether a cell holds anything but the number of its row."""
    return bool(cell) and not cell.rstrip(".、").isdecimal()
