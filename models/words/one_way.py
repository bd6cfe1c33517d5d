"""The words of a demand with their numbers written in one way: 1.2个亿, 2亿5千万, 百分之五, 同比+7%, 30余家, 3天内."""

import re

from models.plan.quantity import base_unit
from models.words.spelled import joined_scales
from models.words.units import UNIT
from models.words.writing import PIECES

_MORE = re.compile(rf"(?<=\d)((?:[十百千]?[万亿])?)([余多])({UNIT})")
_CHANGED = re.compile(r"(?:同比|[较比](?:上年|去年)(?:同期)?)([-+↑↓])(?=\d)|(?:增长|增速|增幅)([+↑])(?=\d)")
_SIGN_WORDS = {"+": "增长", "↑": "增长", "-": "下降", "↓": "下降"}
_WITHIN = re.compile(r"(?<=\d)((?:分钟|个?小时|个?工作日|天|日))内")
_SHARE = re.compile(r"百分之(\d+(?:\.\d+)?)")
_DENIED = re.compile("不(?:得|能|应|可|宜|准|许|允许|要)再?(?=超过|突破|[高低少多大小]于)")
_OR_EQUAL = re.compile("(?<!不)(?:([高多大]于)|[低少小]于)或?等于")
_STOP = re.compile(r"(?<=\d)。(?=\d)")


def in_one_way(body: str) -> tuple[str, bool]:
    """A cleaned demand with its numbers written in one way, and whether a 。 was taken for a point.

    余 and 多 go behind the unit, where the words stand that say how a number binds.
    """
    body = _CHANGED.sub(lambda said: "同比" + _SIGN_WORDS[said[1] or said[2]], body)
    body = _WITHIN.sub(r"\1以内", joined_scales(PIECES.sub("", body)))
    body = _SHARE.sub(r"\1%", body)
    body = _OR_EQUAL.sub(lambda said: "≥" if said[1] else "≤", _DENIED.sub("不", body))
    body, stopped = _STOP.subn(".", body)
    return _MORE.sub(r"\1\3\2", body), bool(stopped)


def is_scaled(written: str | None, words: str, unit: str) -> bool:
    """Whether a number with scales has no unit beside one of 万 or 亿: 5百 in 万元 may be 500元."""
    return not written and base_unit(unit) != unit and re.search(r"\d[十百千万亿]", words) is not None
