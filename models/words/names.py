"""Names as people type or paste them: what stands between them and in empty cells, spaces that only line them up."""

import csv
import io
import re

_MARKS = "、，,;；\n"
_SIGNS = _MARKS + "/／&＆+＋|｜\\\\＼•·"
SEPARATORS = re.compile(f"[{_MARKS}]+")
# a space stands between persons, too, but within one of two characters (李　明)
PERSONS = re.compile(f"[{_SIGNS}]+|(?<=[\u3400-\u9fff]{{2}})[ \u3000]+(?=[\u3400-\u9fff]{{2}})")
_BETWEEN_OFFICES = re.compile(rf"[{_SIGNS}]+(?![^(（]*[)）])")  # but 各村（社区、学校） is one
_JOINED = re.compile("以及|会同|和|及|与|暨")
_OFFICE_END = re.compile(r"..*[办局站所科心委会院校司部组队室处联](?:[(（].*[)）])?|各.*|.*(?:中心校|公司|政府|街道)")
_PLACE_END = re.compile(r"..*[村区](?:[(（].*[)）])?")

# a cell that says "nothing here"
BLANKS = frozenset({"-", "--", "/", "\\", "无"})

# what stands over a column of names instead of being one
_HEADERS = {"序号", "单位", "单位名称", "牵头单位", "名称", "姓名", "人员", "所属单位", "科室", "部门"}
_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def tidy(name: str) -> str:
    """A name without the spaces that only line characters up: "李　明" is 李明."""
    return _GAP.sub("", " ".join(name.split()))


def offices(text: str) -> list[str]:
    """The offices that a cell names, whatever sign stands between them; 和 within a name stays there."""
    found: list[str] = []
    for part in _BETWEEN_OFFICES.split(text):
        words = part.split()
        # offices have no spaces within, unless they line up single characters
        if any(len(word) == 1 for word in words):
            words = ["".join(words)]
        for word in words:
            found += _apart(word)
    return found


def _apart(text: str) -> list[str]:
    """Two offices joined by a word (经济办和财政办); 文化和旅游局 is one."""
    for joint in _JOINED.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        both_places = _PLACE_END.fullmatch(left) and _PLACE_END.fullmatch(right)
        if both_places or (
            _OFFICE_END.fullmatch(left) and (_OFFICE_END.fullmatch(right) or _PLACE_END.fullmatch(right))
        ):
            return [left, *_apart(right)]
    return [text]


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
