"""Which target a row of last year's figures is of: by its name, its unit, or the title above the table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from models.intake.past_columns import Rows
from models.plan.entities import Target
from models.plan.numerals import NUMERAL
from models.plan.quantity import convert, is_money
from models.words.falls import says_rate
from models.words.numbers import clean, share_factor
from models.words.turns import FALLS
from models.words.units import is_unit_alone

NO_NAME = "这一行没有指标名称"
_NUMBER_BEFORE = re.compile(rf"^(?:[(]?\d+[).、]|{NUMERAL}、)")
_UNIT_WORD = re.compile(r"单\s*位\s*[:：]\s*")
_UNIT_ABOVE = re.compile(r"单位:((?:(?!单位:)[^():。])+)")
_SEVERAL = re.compile(r"[、,;/]|和|或|20\d\d年.*")
_GDP = re.compile("(?:地区|国内)?生产总值|GDP", re.IGNORECASE)
_TURN = re.compile(
    rf"(?:{FALLS}|提高|提升|增加|上升|上涨|下跌|下滑|增幅|涨幅|降幅|跌幅|降速|升幅)+(?:率|幅度|速度|比例|百分比)?$"
)
_MOST_NAMED = 3
_UNIT_BEHIND = re.compile(r"[(](?:单位:)?([^()]+)[)]$")


class PastNames:
    """A plan's targets by the ways in which a table may write their names; `titles` are the rows above its head.

    `written` are all names of the table: a target that one of them names is not proposed for one that is only like it.
    """

    def __init__(self, targets: Sequence[Target], titles: Rows, written: Iterable[str] = ()) -> None:
        self._units = _units_above(titles)
        self._title = clean("　".join("　".join(row) for row in titles))
        self._full: dict[str, list[Target]] = {}
        self._short: dict[str, list[Target]] = {}
        self._core: dict[str, list[Target]] = {}
        self._bare: dict[str, list[Target]] = {}
        for target in targets:
            full = clean(target.full_name)
            self._full.setdefault(full, []).append(target)
            self._short.setdefault(clean(target.name), []).append(target)
            self._core.setdefault(_core(full), []).append(target)
            self._bare.setdefault(_bare(full), []).append(target)
        named = [name for name in self._short if name in self._title]
        longest = [name for name in named if not any(name in other for other in named if other != name)]
        # the target that a table without a column of names is of
        self.titled = longest[0] if len(longest) == 1 else ""
        self._named: set[str] = set()
        for name in filter(None, map(clean, dict.fromkeys(written))):
            self._named.update(target.id for target in self._exactly(_spelled(name)))

    def find(self, name: str, unit: str) -> tuple[Target | None, str]:
        """The target of that name; a doubt where there is none, or more than one."""
        wanted = clean(name)
        if not wanted:
            return None, NO_NAME
        names = _spelled(wanted)
        found = _of_unit(self._exactly(names), unit)
        if len(found) > 1:
            return None, f"计划里有{len(found)}项指标叫这个名字，分不清是哪一项"
        if found:
            return found[0], ""
        return self._alike(name, names[1], unit)

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

    def _exactly(self, names: Sequence[str]) -> list[Target]:
        """The targets of that name with its calibre, else without."""
        return _found(self._full, names) or _found(self._short, names)

    def _alike(self, name: str, wanted: str, unit: str) -> tuple[Target | None, str]:
        """The one target of a name that is only like the wanted one, the nearest first; always with a doubt."""
        for known, spelled in ((self._core, _core(wanted)), (self._bare, _bare(wanted))):
            found = _of_unit(_found(known, [spelled]), unit)
            if len(found) > 1:
                named = "".join(f"“{target.full_name}”" for target in found[:_MOST_NAMED])
                return None, f"计划里{named}等{len(found)}项的名字都像“{_shown(name)}”，分不清是哪一项"
            if found and found[0].id in self._named:
                return None, f"“{_shown(name)}”像“{found[0].full_name}”，表里另有一行就是它"
            if found:
                return found[0], f"“{_shown(name)}”按相近的名字对上“{found[0].full_name}”"
        return None, "计划里没有这个名字的指标"

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


def _of_unit(alike: list[Target], unit: str) -> list[Target]:
    """Of several the one in the row's unit: 合同外资 in 万美元 and in 亿元 may both be in a plan."""
    if not unit or len(alike) < 2:
        return alike
    return [target for target in alike if clean(target.unit) == clean(unit)]


def _spelled(wanted: str) -> list[str]:
    """The ways in which a cleaned name may be meant: as it stands, without its number, and without its unit."""
    bare = _NUMBER_BEFORE.sub("", wanted)
    return [wanted, bare, bare.removesuffix(f"({unit_behind(bare)})")]  # 新增规上企业(家)


def _shown(name: str) -> str:
    return " ".join(name.split())


def _core(name: str) -> str:
    """A name without brackets and the words that tables add or leave out."""
    return re.sub(r"[(][^()]*[)]|增速|增长|率$|同比", "", clean(name)) or clean(name)


def _bare(name: str) -> str:
    """A name without a verb of rise or fall at its end, and GDP written in one way: 能耗下降 is 能耗."""
    core = _GDP.sub("GDP", _core(name))
    return _TURN.sub("", core) or core
