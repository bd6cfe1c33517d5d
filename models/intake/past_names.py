"""Which target a row of last year's figures is of: by its name, its unit, or the title above the table."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from models.intake.past_columns import Rows
from models.plan.entities import Target
from models.plan.numerals import NUMERAL
from models.plan.quantity import convert, is_money
from models.words.falls import says_rate
from models.words.numbers import clean, share_factor
from models.words.units import is_unit_alone

NO_NAME = "这一行没有指标名称"
_NUMBER_BEFORE = re.compile(rf"^(?:[(]?\d+[).、]|{NUMERAL}、)")
_UNIT_WORD = re.compile(r"单\s*位\s*[:：]\s*")
_UNIT_ABOVE = re.compile(r"单位:((?:(?!单位:)[^():。])+)")
_SEVERAL = re.compile(r"[、,;/]|和|或|20\d\d年.*")
_UNIT_BEHIND = re.compile(r"[(](?:单位:)?([^()]+)[)]$")


class PastNames:
    """A plan's targets by the ways in which a table may write their names; `titles` are the rows above its head."""

    def __init__(self, targets: Sequence[Target], titles: Rows) -> None:
        self._units = _units_above(titles)
        self._title = clean("　".join("　".join(row) for row in titles))
        self._full: dict[str, list[Target]] = {}
        self._short: dict[str, list[Target]] = {}
        self._core: dict[str, list[Target]] = {}
        for target in targets:
            full = clean(target.full_name)
            self._full.setdefault(full, []).append(target)
            self._short.setdefault(clean(target.name), []).append(target)
            self._core.setdefault(_core(full), []).append(target)
        named = [name for name in self._short if name in self._title]
        longest = [name for name in named if not any(name in other for other in named if other != name)]
        # the target that a table without a column of names is of
        self.titled = longest[0] if len(longest) == 1 else ""

    def find(self, name: str, unit: str) -> tuple[Target | None, str]:
        """The target of that name; a doubt where there is none, or more than one."""
        wanted = clean(name)
        if not wanted:
            return None, NO_NAME
        bare = _NUMBER_BEFORE.sub("", wanted)
        without_unit = bare.removesuffix(f"({unit_behind(bare)})")  # 新增规上企业(家)
        names = dict.fromkeys((wanted, bare, without_unit))
        # a name that is the same goes before one that is only alike
        for known, spelled in ((self._full, names), (self._short, names), (self._core, {_core(bare): None})):
            alike = _found(known, list(spelled))
            if unit and len(alike) > 1:
                # 合同外资 in 万美元 and in 亿元 may both be in a plan
                alike = [t for t in alike if clean(t.unit) == clean(unit)]
            if len(alike) > 1:
                return None, f"计划里有{len(alike)}项指标叫这个名字，分不清是哪一项"
            if alike:
                return alike[0], _likeness(alike[0], list(names))
        return None, "计划里没有这个名字的指标"

    def unit_over(self, target: Target | None, name: str, headed: str) -> str:
        """The unit of a row that names none: that in the head of the names, else one that a note above names."""
        if headed and not (target and is_money(headed) and is_rate(target, name)):
            return headed
        return self._unit_above(target)

    def other_unit_above(self, target: Target | None, name: str) -> str:
        """The units that a note above the table names, where none of them is or becomes the target's.

        One of money is not said of a row whose name is that of a rate. Named without a word of a rate (地区生产总值)
        the figures of a growth may be the amounts that the note speaks of.
        """
        if target is None or clean(target.unit) in self._units or self._unit_above(target):
            return ""
        if is_rate(target, name) and any(map(is_money, self._units)):
            return ""
        return "、".join(self._units)

    def _unit_above(self, target: Target | None) -> str:
        """The unit that a note above the table names, where the target's converts into it."""
        if target is None or clean(target.unit) in self._units:
            return ""
        return next((unit for unit in self._units if _converts(unit, target)), "")


def is_rate(target: Target, name: str) -> bool:
    """Whether a row named as a rate is of a target in % or ‰: no amount of money over a table is meant for it."""
    return share_factor(target.unit) is not None and says_rate(name)


def _converts(unit: str, target: Target) -> bool:
    return convert(Decimal(1), unit, clean(target.unit)) is not None


def _units_above(titles: Rows) -> tuple[str, ...]:
    """The units that notes above a table name: 单位：万元, or (万元) behind its title."""
    found = []
    for cell in filter(str.strip, chain.from_iterable(titles)):
        # what blanks part is apart: 单位：万元　填表人：张三
        said = _UNIT_ABOVE.findall(clean("、".join(_UNIT_WORD.sub("单位:", cell).split())))
        if not said and unit_behind(cell):
            found.append(unit_behind(cell))
        for words in said:
            found += filter(is_unit_alone, _SEVERAL.split(words))
    return tuple(dict.fromkeys(found))


def unit_behind(name: str) -> str:
    """The unit in a name's last brackets; empty where none stands there."""
    behind = _UNIT_BEHIND.search(clean(name))
    if behind and is_unit_alone(behind[1]):
        return behind[1]
    return ""


def _found(known: Mapping[str, Sequence[Target]], names: Sequence[str]) -> list[Target]:
    """The targets that are known by one of some names, each once."""
    found: dict[str, Target] = {}
    for name in names:
        for target in known.get(name, ()):
            found[target.id] = target
    return list(found.values())


def _likeness(target: Target, names: Sequence[str]) -> str:
    """The doubt where a target was found by a name that is only like its own."""
    if {clean(target.full_name), clean(target.name)}.intersection(names):
        return ""
    return f"按相近的名字对上“{target.full_name}”"


def _core(name: str) -> str:
    """A name without brackets and the words that tables add or leave out."""
    return re.sub(r"[(][^()]*[)]|增速|增长|率$|同比", "", clean(name)) or clean(name)
