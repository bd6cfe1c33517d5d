"""Where the columns of a returned 填报表 stand: its headings, however they were decorated on the way."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from models.collecting.form import FIXED_COLUMNS
from models.collecting.typed import RawCell
from models.plan.fields import COLUMNS, COMMENT, VALUE
from models.plan.quantity import DASH
from models.plan.said import Said

NAMED = (*FIXED_COLUMNS, *COLUMNS)
ENOUGH = 3  # headings of ours that make a row the heading of a form
_LONGEST = 60  # characters; more is a sentence, not a heading
_REMARK, _REMARKS = re.compile(r"[（(][^（）()]*[)）]"), re.compile(r"[（(].*[)）]")
_MARKS = re.compile(r"[^\w%.、]+")
_DECORATED = r"\d*[.、]?{}(必填|填写|请填写|填这里)?"
# Words of the columns that a unit adds to say something beside its figure.
_SAYS = ("备注", "说明", "附注", "注释", "批注", "情况", "原因", "补充", "意见", "建议", "理由", "事项", "问题", "其他")
_ONLY_REMARK = re.compile(r"\w{0,4}(备注|说明|附注|注释|批注)(说明|栏|信息)?")
Texts: TypeAlias = Mapping[int, object]  # what stands in a row, by the number of its column


def is_head(texts: Texts) -> bool:
    """Whether a row is the heading of a form."""
    known = 0
    for name in NAMED:
        if any(is_called(text, name) for text in texts.values()):
            known += 1
    return known >= ENOUGH


def columns_of(texts: Texts, row: int) -> tuple[dict[str, int], Said | None]:
    """Where each known heading of a row stands; why its sheet cannot be read where 本期值 stands nowhere or twice."""
    columns: dict[str, int] = {}
    for name in NAMED:
        at = _columns_called(texts, name)
        if len(at) > 1 and name == VALUE:
            return {}, _twice(len(at))
        if at:
            columns[name] = at[0]
    if VALUE not in columns:
        return {}, no_head(row)
    return columns, None


def remarks_of(texts: Texts, columns: Mapping[str, int]) -> dict[int, str]:
    """The further columns that say something beside a figure, with what to say before their texts.

    A unit adds them, or there are two of one name; what stands in them lands in 备注.
    """
    found = {}
    for column, text in texts.items():
        if column in columns.values() or not isinstance(text, str) or len(text) > _LONGEST:
            continue
        bare = _bare(text)
        if not any(word in bare for word in _SAYS):
            continue
        found[column] = f"{' '.join(text.split())}："
        if _ONLY_REMARK.fullmatch(bare) or is_called(text, COMMENT):
            found[column] = ""
    return found


def not_read(headings: Iterable[str]) -> Said:
    """Columns that somebody added and that are none of a form's, with something in them."""
    named = "、".join(f"“{heading}”" for heading in headings)
    return Said("further-columns", f"多出来的{named}没有读入", todo="请把要报的填在本期值、进展情况或备注里")


def no_head(row: int) -> Said:
    """A sheet without headings that can be made out; `row` is where they are or should be."""
    changed = f"第{row}行表头被改过或删掉了，认不出“{VALUE}”在哪一列"
    return Said("no-heading", changed, "本表没有读入", "请改回表头，或用原来的空表重填")


def is_filled(cells: Mapping[str, RawCell]) -> bool:
    """Whether a row says what is reported, and not only what it is about."""
    return any(raw.problem is not None or raw.value != DASH for raw in cells.values())


def is_called(text: object, name: str) -> bool:
    """Whether a heading is this one although decorated: "★本期值（亿元）", "本期值 *"."""
    if not isinstance(text, str) or len(text) > _LONGEST:
        return False
    bare, wanted = _bare(_REMARK.sub("", text)), _bare(_REMARKS.sub("", name))
    return bare == wanted or re.fullmatch(_DECORATED.format(re.escape(wanted)), bare) is not None


def _columns_called(texts: Texts, name: str) -> list[int]:
    """The columns with just this heading; where there are none, those with one alike."""
    exact = [column for column, text in texts.items() if _without_spaces(text) == name]
    return exact or [column for column, text in texts.items() if is_called(text, name)]


def _twice(times: int) -> Said:
    what = f"表头里有{times}个“{VALUE}”，不知道读哪一列"
    return Said("heading-twice", what, "本表没有读入", "请只留一列，再导入")


def _without_spaces(text: object) -> str:
    if not isinstance(text, str):
        return ""
    return "".join(text.split())


def _bare(text: str) -> str:
    """A heading without spaces and marks, full-width signs as the usual ones."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).replace("%", "")
