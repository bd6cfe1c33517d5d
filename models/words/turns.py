"""Turns of a demand that hold more than one number: from A to B, 力争, last year's beside this, 分别, nothing at all.

Each takes a piece out of the words, so that what is left holds the one number of the target.
"""

import re
from dataclasses import dataclass

from models.words.numbers import clean
from models.words.periods import LAST_YEAR, YEAR
from models.words.units import UNIT

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_DATES = re.compile(rf"{YEAR}年?|\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{1,2}}日|第?[1-4]季度")
FALLS = "减少|下降|降低|压减|压降|缩减|缩短|压缩|削减|消减|核减|调减|下调|回落|收窄"
TAKEN_OFF = "化解|消化|去化|盘活|处置|清理|清收|清退"  # of a stock, a debt
RISES = "提高|提升|增加|增长|上升|扩大|扩展|发展"
_FROM_TO = re.compile(
    rf"[,，、]?(?:由|从)(?:{YEAR}年|{LAST_YEAR})?(?:底|末)?的?(?P<low>{_NUMBER})\s*(?P<unit>{UNIT})?(?:左右)?"
    rf"(?:逐步|进一步|稳步|大幅)?(?:(?P<fall>{FALLS}|{TAKEN_OFF}|降|减)|(?P<rise>{RISES}|增|升))(?:到|至|为)(?=(?:约|不超过|不足)?\d)"
)
_STRETCH = re.compile(r"[、，,;；。(（]?\s*(?P<words>(?:力争|争取|冲刺|奋斗目标|挑战目标)[^、，,;；。()（）]*)[)）]?")
_ENSURED = re.compile(
    r"[、，,;；。\s]*(?:确保|保底|必保|力保|底线)[^、，,;；。]*\d"
)  # what is striven for stands before it
_ZERO = re.compile(
    r"(?:实现|保持|确保|力争)?零(?:发生|事故|上访|投诉|发案|死亡|伤亡|火灾|案件|违规|通报|舆情|逾期|拖欠|差错)|(?:为|保持|控制为)零$"
)
_ASIDE_LAST = r"[(（，,、;；]?\s*(?:{years})(?:度|全年|同期)?(?:完成|实际|实绩|实现|达到|基数|数|为|达|[:：])*\s*"
_APART = re.compile(r"[、，,;；]|和|及|与")
_VERB = re.compile(
    r"(?:新增|引进|招引|培育|新建|建成|完成|实现|招聘|培养|创建|打造|改造|开展|举办|组织|推进|启动|发展)+"
)
_ITEM = re.compile(r"(?:^|\n|(?<=[。；;]))\s*(?:[(（]\d{1,2}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class FromTo:
    """由A减少到B: the words with B alone, A as written, and whether it is a fall."""

    words: str
    low: str
    falls: bool


def from_to(text: str) -> FromTo | None:
    """Take the figure that a target starts from out of its words; None where they name none, or two."""
    found = list(_FROM_TO.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    unit = match["unit"] or ""
    tail = text[match.end() :]
    return FromTo(text[: match.start()] + tail, match["low"] + unit, bool(match["fall"]))


def without_stretch(text: str) -> tuple[str, str]:
    """Words without what they strive for besides (增长7%以上、力争8%), and that; what is only striven for stays."""
    for match in _STRETCH.finditer(text):
        rest = text[: match.start()] + text[match.end() :]
        if re.search(r"\d", _DATES.sub("", text[: match.start()])):
            return rest.strip(), match["words"]
        if re.search(r"\d", _DATES.sub("", match["words"])) and _ENSURED.match(text, match.end()):
            return f"{text[: match.start()]}{text[match.end() :].lstrip('、，,;；。 ')}".strip(), match["words"]
    return text, ""


def without_last_year(text: str, year: int) -> tuple[str, str]:
    """Words without last year's figure beside this year's (18家（上年15家）), and that figure with its unit."""
    words = _ASIDE_LAST.format(years=f"{LAST_YEAR}|{year - 1}年")
    match = re.search(rf"{words}(?P<figure>[-+]?{_NUMBER}\s*(?:{UNIT})?)[)）]?", text)
    if match is None or re.search(r"[比较]$", text[: match.start()]):
        return text, ""
    rest = text[: match.start()] + text[match.end() :]
    if not re.search(r"\d", _DATES.sub("", rest)):
        return text, ""
    return rest.strip(" ，,、;；"), match["figure"].strip()


def is_zero(text: str) -> bool:
    """Whether words demand that nothing happens: 零发生."""
    return _ZERO.search(clean(text)) is not None


def shared_out(text: str) -> list[str]:
    """Targets that one sentence shares out: 引进博士、硕士分别3人、15人 are two; empty for every other."""
    head, word, tail = text.partition("分别")
    found = re.search(r"\d", tail)
    if not word or not found:
        return []
    between, numbers = tail[: found.start()], tail[found.start() :].rstrip("。.；; ")
    amounts = _APART.split(numbers)
    names = _APART.split(head)
    verb = _VERB.match(names[0])
    if len(names) == 1 and len(_APART.split(between)) == len(amounts):
        names, between = _APART.split(between), ""
        verb = _VERB.match(names[0])
    if len(names) != len(amounts) or not all(names) or not all(re.match(r"\d", a) for a in amounts):
        return []
    shared = verb.group() if verb and verb.end() < len(names[0]) else ""
    targets = []
    for name, amount in zip(names, amounts, strict=True):
        bare = name.removeprefix(shared)
        targets.append(f"{shared}{bare}{between}{amount}")
    return targets


def items_of(text: str) -> list[str]:
    """The numbered points of a cell, each behind a line or a sentence: "1.…" and "2.…" are two; one is no list."""
    starts = list(_ITEM.finditer(text))
    if len(starts) < 2 or starts[0].start() != 0:
        return []
    ends = [*[m.start() for m in starts[1:]], len(text)]
    items = [text[m.end() : end].strip() for m, end in zip(starts, ends, strict=True)]
    return items if all(items) else []
