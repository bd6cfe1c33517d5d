"""The text of a plan file as JSON that can be trusted: exact numbers, each key once, no half characters.

What is refused here is what no plan holds, whatever its fields mean.
"""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from models.plan.said import Said

Json: TypeAlias = Mapping[str, object]

MAX_VALUES = 1_000_000  # each takes a hundred bytes of memory, whatever it is
_LONGEST_QUOTED = 40  # characters of what was written, in a sentence
_BROKEN = re.compile("[\ud800-\udfff]")  # half a character: no file, screen or workbook can hold it


class PlanError(ValueError):
    """A plan that cannot be used, with what is said of it."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


def loads(text: str) -> Json:
    """Parse plan JSON with exact decimals; raises PlanError."""
    if sum(map(text.count, ",[{")) > MAX_VALUES:  # before any of them is made
        raise too_many(f"{MAX_VALUES // 10_000}万个值")
    try:
        data = json.loads(
            text, parse_float=decimal, parse_int=decimal, parse_constant=_no_constant, object_pairs_hook=_json_object
        )
        _refuse_ambiguous(data, "计划")
    except PlanError:
        raise
    # brackets within brackets, thousands deep, are no ValueError
    except (ValueError, RecursionError) as error:
        where = ""
        if isinstance(error, json.JSONDecodeError):
            where = f"第{error.lineno}行"
        what, todo = f"这个文件不是可用的计划文件（JSON{where}读不通）", "请用要点通给出的计划文件，或检查文件是否完整"
        raise PlanError(Said("plan-no-json", what, todo=todo)) from error
    if not isinstance(data, dict):
        raise PlanError(Said("plan-no-object", "这个文件不是可用的计划文件：最外层应是一个对象"))
    return data


def too_many(most: str, has: str = "") -> PlanError:
    """What is said of a plan that nobody wrote."""
    said = f"这份计划{has}超过{most}，没有打开"
    return PlanError(Said("plan-too-many", said, todo="请检查是不是选错了文件，或分成几份计划"))


def decimal(text: str) -> Decimal:
    """A number as it is written; no number where its exponent is beyond all that can be kept."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def short(text: str) -> str:
    """What was written, as far as it goes into a sentence."""
    if len(text) <= _LONGEST_QUOTED:
        return text
    return text[: _LONGEST_QUOTED - 1] + "…"


class _JsonObject(dict[str, object]):
    """An object of a plan file; `twice` is a key that stands in it with two values, of which JSON keeps the last."""

    twice: str | None = None


def _no_constant(name: str) -> Decimal:
    raise ValueError(name)


def _json_object(pairs: Sequence[tuple[str, object]]) -> _JsonObject:
    """An object, and whether one of its keys has two values."""
    made = _JsonObject()
    for key, value in pairs:
        if key in made and made[key] != value:
            made.twice = key
        made[key] = value
    return made


def _refuse_ambiguous(value: object, where: str) -> None:
    """Refuse text with half a character in it, and a key with two values, by the name of what they belong to."""
    if isinstance(value, str) and _BROKEN.search(value):
        what = f"{where}里有残缺的字符，存不下来：{short(_BROKEN.sub('□', value))}"
        raise PlanError(Said("plan-broken-text", what, todo="请把这些字重新输入，再打开"))
    if isinstance(value, _JsonObject):
        name = value.get("name") or value.get("title")
        if isinstance(name, str):
            where = f"“{short(_BROKEN.sub('□', name))}”"
        if value.twice is not None:
            what = f"{where}里“{short(_BROKEN.sub('□', value.twice))}”写了两次，内容不一样"
            raise PlanError(Said("plan-twice", what, todo="请只留一个"))
        for key, item in value.items():
            _refuse_ambiguous(key, where)
            _refuse_ambiguous(item, where)
    elif isinstance(value, list):
        for item in value:
            _refuse_ambiguous(item, where)
