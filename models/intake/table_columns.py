"""What the columns of a 任务分解表 are: by the words of its header row in any order, else by what stands in them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from models.plan.quantity import is_percent, is_unit
from models.words.demands import is_quantity
from models.words.numbers import clean

Rows: TypeAlias = Sequence[Sequence[str]]

HEAD_WITHIN = 12  # rows from the top among which the header is looked for
_SAMPLE = 200


class Role(StrEnum):
    """What a column holds, with its word on screen."""

    UNUSED = "不用"
    ORDER = "序号"
    SECTION = "章"
    AREA = "领域"
    TASK = "任务"
    NAME = "指标"
    VALUE = "目标值"
    UNIT = "计量单位"
    LAST = "上年数"
    LEAD = "牵头单位"
    CO = "配合单位"
    LEADER = "责任领导"
    CONTACT = "联系人"
    DUE = "完成时限"
    NOTE = "备注"


HEADINGS = (Role.SECTION, Role.AREA, Role.TASK)
SEVERAL = frozenset({Role.UNUSED, Role.CO, Role.NOTE})  # what more than one column may be

_OF_YEAR = r"(?:20\d\d年?)?(?:全年|年度|本年度|本年|今年|当年)?"
_OFFICES = "(?:单位|部门|科室|线办|办公室)"
# the first that fits; 目标 and 责任单位 are decided with the other columns
_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.ORDER, r"序号|编号|项号|顺序|号|no\.?|#"),
    (Role.SECTION, r"章|篇章|部分|大类|一级指标"),
    (
        Role.LEADER,
        r"(?:责任|分管|牵头|包干|联系|挂钩|主管|带班|挂包|包联|区级|镇级|镇)*(?:领导|负责人)|责任人|总负责人?",
    ),
    (Role.CONTACT, r"(?:具体)?(?:联系|联络|填报|经办|填表)(?:人|员)|具体责任人|经办"),
    (Role.CO, rf"(?:配合|协办|协同|参与|协作|协助|相关|参加|会办)(?:责任)?(?:{_OFFICES}|村)?"),
    (
        Role.LEAD,
        r"(?:牵头|主办|承办|落实|主责|实施|完成|承担|主管|主体|第一责任|主要责任)(?:责任)?" + _OFFICES + "|牵头",
    ),
    (Role.UNIT, r"(?:计量|计算|数量|指标|度量)?单位|量纲"),
    (
        Role.DUE,
        r"(?:计划)?(?:完成|办结|截止|要求|落实|目标)?(?:时限|时间|期限|日期|节点|进度要求)(?:要求|节点)?|时间节点",
    ),
    (
        Role.NAME,
        r"(?:考核|量化|具体|主要|工作|重点|核心|二级|三级)*指标(?:名称|内容|项目)?|(?:具体|主要|重点)?工作(?:内容|要点)|"
        r"任务内容|具体(?:任务|事项|内容|工作)|内容|目标名称",
    ),
    (Role.LAST, r"(?:上年|去年|上一年)(?:度)?(?:全年)?(?:完成|实际|实绩|累计)?(?:数|值|情况|数据)?|上年基数"),
    (
        Role.VALUE,
        rf"目标(?:数值|量)|指标值|任务(?:量|指标)|数值|{_OF_YEAR}(?:计划|目标|任务)(?:值|数)|{_OF_YEAR}计划",
    ),
    (
        Role.TASK,
        r"(?:重点|主要|年度|全年|专项|中心)*(?:任务|工作|事项|项目|工作任务|任务名称|工作事项|工作项目|项目名称)",
    ),
    (
        Role.AREA,
        r"(?:重点|工作|目标|任务|指标|项目)*(?:领域|类别|板块|分类|方面|类型|条线|专项|行动|工程)(?:名称)?|篇|类",
    ),
    (Role.NOTE, r"备注|说明|口径|统计口径|指标说明|备注说明"),
)
_DONE = re.compile(r"(20\d\d)年?(?:全年|年度)?(?:完成|实际|实绩)(?:数|值|情况|数据)?")
_AIM = re.compile(
    rf"(?:目标任务|任务目标|工作目标|具体目标|目标要求|目标内容|{_OF_YEAR}(?:工作|主要|考核)?目标(?:及要求)?)(?:任务)?"
)
_DUTY = re.compile(rf"(?:责任|负责)(?:{_OFFICES}|主体)|责任线办|部门|科室|线办|单位名称")
_SERIAL = re.compile(r"[(]?(?:\d{1,4}(?:[.-]\d{1,3})*|[一二三四五六七八九十]+)[).、]?")
_DUE = re.compile(
    r"(?:20\d\d年?)?(?:\d{1,2}月.*|年底.*|全年|长期|常年)|20\d\d[-./]\d{1,2}.*|第?[一二三四]季度.*|[上下]半年|持续推进"
)
_OFFICE = re.compile(
    r".*(?:办|局|中心|科|所|站|委|部|组|村|社区|公司|院|会|处|队|室|政府|街道|镇|学校|医院)(?:[、,，;；].*)?"
)
_UNIT_WORD = re.compile(
    r"(?:千|百|十)?[万亿]?(?:家|个|项|名|人|户|条|座|处|所|件|套|台|幢|次|场|期|篇|亩|吨|米|公里|元|美元|平方米|度|分|位|辆|本|株)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The header: its rows (none where there is no header), its words and what the columns are."""

    first: int
    rows: int
    words: tuple[str, ...]
    roles: tuple[Role, ...]

    @property
    def body(self) -> int:
        """The first row behind the header."""
        return self.first + self.rows


def recognise(rows: Rows, year: int = 0) -> Head:
    """Find the header row and say what each column is; `year` is the plan's, whose year before is 上年数."""
    width = max((len(r) for r in rows), default=0)
    best, best_count = -1, 1
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        words = [_bare(c) for c in row if _bare(c)]
        known = {w for w in words if _known(w)}
        if len(known) > best_count and len(known) * 2 >= len(words) and max(map(len, words), default=0) <= 24:
            best, best_count = at, len(known)
    if best < 0:
        body = rows[:_SAMPLE]
        return Head(0, 0, ("",) * width, _by_content(body, width))
    words, depth = _cells(rows[best], width), 1
    if best + 1 < len(rows) and _is_second(rows[best + 1]):
        words, depth = [low or high for low, high in zip(_cells(rows[best + 1], width), words, strict=True)], 2
    body = rows[best + depth : best + depth + _SAMPLE]
    bare = [_bare(w) for w in words]
    last = [bool((m := _DONE.fullmatch(w)) and int(m[1]) == year - 1) for w in bare]
    roles = [Role.LAST if was else r for r, was in zip(_by_words(bare, body), last, strict=True)]
    return Head(best, depth, tuple(words), once(roles))


def is_header(row: Sequence[str], head: Head) -> bool:
    """Whether a row is the header once more, as it stands on each printed page."""
    words = _cells(row, len(head.words))
    return head.rows > 0 and any(words) and all(_bare(w) == _bare(h) for w, h in zip(words, head.words, strict=True))


def _by_words(words: list[str], body: Rows) -> tuple[Role, ...]:
    roles = [_role(w) for w in words]
    lead = Role.LEAD in roles
    for at, word in enumerate(words):
        if _DUTY.fullmatch(word):
            roles[at] = Role.CO if lead else Role.LEAD
            lead = True
    if Role.NAME not in roles and roles.count(Role.TASK) > 1:
        roles[len(roles) - 1 - roles[::-1].index(Role.TASK)] = Role.NAME
    for at, word in enumerate(words):
        if roles[at] is Role.UNUSED and _AIM.fullmatch(word):
            numbers = _mostly(body, at, is_quantity)
            words_only = Role.NAME not in roles and Role.UNIT not in roles and not numbers
            roles[at] = Role.NAME if Role.VALUE in roles or words_only else Role.VALUE
    if Role.NAME not in roles:
        last = max((i for i, r in enumerate(roles) if r in HEADINGS), default=-1)
        if last >= 0:
            roles[last] = Role.NAME
    areas = [i for i, r in enumerate(roles) if r is Role.AREA]
    if len(areas) > 1 and Role.SECTION not in roles:
        roles[areas[0]] = Role.SECTION
    return once(roles)


def once(roles: Sequence[Role]) -> tuple[Role, ...]:
    """Each role for one column only, the first; a second 责任单位 stays as 配合单位."""
    seen: set[Role] = set()
    found = []
    for role in roles:
        again = role in seen and role not in SEVERAL
        found.append((Role.CO if role is Role.LEAD else Role.UNUSED) if again else role)
        seen.add(role)
    return tuple(found)


def _by_content(body: Rows, width: int) -> tuple[Role, ...]:
    """A guess without a header, from what stands in the columns."""
    roles = [Role.UNUSED] * width
    for at in range(width):
        for role, test in (
            (Role.ORDER, lambda c: bool(_SERIAL.fullmatch(clean(c)))),
            (Role.UNIT, is_unit_word),
            (Role.DUE, lambda c: bool(_DUE.fullmatch(clean(c)))),
            (Role.VALUE, is_quantity),
            (Role.LEAD, lambda c: len(c) <= 40 and bool(_OFFICE.fullmatch(clean(c)))),
        ):
            if (role is not Role.ORDER or at == 0) and _mostly(body, at, test):
                roles[at] = role
                break
    before = next((i for i, r in enumerate(roles) if r in {Role.VALUE, Role.UNIT, Role.LEAD, Role.DUE}), width)
    texts = [i for i in range(before) if roles[i] is Role.UNUSED and any(c[i].strip() for c in body if len(c) > i)]
    for at, role in zip(texts[::-1], (Role.NAME, Role.TASK, Role.AREA, Role.SECTION), strict=False):
        roles[at] = role
    return once(roles)


def _mostly(body: Rows, at: int, test: object) -> bool:
    """Whether most of a column's filled cells pass a test."""
    assert callable(test)
    cells = [r[at] for r in body if len(r) > at and r[at].strip()]
    return bool(cells) and sum(bool(test(c)) for c in cells) * 3 >= len(cells) * 2


def is_unit_word(cell: str) -> bool:
    """Whether a cell is a unit of measure and nothing else."""
    text = clean(cell)
    return is_unit(text) or is_percent(text) or bool(_UNIT_WORD.fullmatch(text))


def _role(word: str) -> Role:
    return next((role for role, words in _WORDS if re.fullmatch(words, word)), Role.UNUSED) if word else Role.UNUSED


def _known(word: str) -> bool:
    return _role(word) is not Role.UNUSED or bool(_AIM.fullmatch(word) or _DUTY.fullmatch(word))


def _is_second(row: Sequence[str]) -> bool:
    """Whether a row is the lower half of a header of two rows."""
    words = [_bare(c) for c in row if _bare(c)]
    return bool(words) and all(_known(w) for w in words)


def _cells(row: Sequence[str], width: int) -> list[str]:
    return [" ".join(c.split()) for c in row[:width]] + [""] * (width - len(row))


def _bare(word: str) -> str:
    """A heading without spaces, brackets and marks."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", word)).lower()
    return re.sub(r"[*★:]", "", re.sub(r"[(（][^()（）]*[)）]", "", text)) or text
