"""Entities as rows: one codec per type, one table per kind of entity, the order of writing."""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from models.plan.entities import (
    Entity,
    Heading,
    PastValue,
    PeriodState,
    Person,
    Plan,
    PlannedAmount,
    Progress,
    Series,
    Setting,
    Stage,
    Target,
    TargetVersion,
    Unit,
)
from models.plan.quantity import exact, plain

_LONGEST_NAME = 40
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Stored: TypeAlias = str | int | None
Row: TypeAlias = dict[str, Stored]


@dataclass(frozen=True, slots=True)
class StoredField:
    """A field of an entity and how it is kept: text or whole number, never a float."""

    name: str
    encode: Callable[[Any], Stored]
    decode: Callable[[Any], Any]
    default: Stored


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one kind of entity; `word` is what people call it."""

    name: str
    word: str
    kind: type
    columns: tuple[StoredField, ...]
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the names of the columns, as every row read or written needs them."""
        object.__setattr__(self, "names", tuple(c.name for c in self.columns))

    def called(self, entity_id: str) -> str:
        """One of its rows as a sentence names it; an altered file may hold any id."""
        return f"{self.word}“{' '.join(entity_id[:_LONGEST_NAME].split())}”"

    def row(self, entity: Entity) -> Row:
        """An entity as it is kept."""
        return {c.name: c.encode(getattr(entity, c.name)) for c in self.columns}

    def entity(self, row: Mapping[str, Any]) -> Any:
        """A row as an entity; raises ValueError where a row cannot have been written by us."""
        return self.kind(**{c.name: c.decode(row[c.name]) for c in self.columns})

    def values(self, row: Mapping[str, Stored]) -> list[Stored]:
        """What a row holds, in the order of the columns; every column has to be there."""
        return [row[name] for name in self.names]

    def filled(self, row: Mapping[str, Stored]) -> Row:
        """A row with the defaults of columns that came with later versions of the program."""
        return {c.name: row.get(c.name, c.default) for c in self.columns}


def table_of(entity: Entity | type) -> Table:
    """The table for an entity or its class."""
    if isinstance(entity, type):
        return _BY_KIND[entity]
    return _BY_KIND[type(entity)]


def dumps(value: object) -> str:
    """A stored value or a whole row as the journal keeps it."""
    return _JSON.encode(value)


def _same(value: Any) -> Any:
    return value


def _decimal_out(value: Decimal | None) -> str | None:
    if value is None:
        return None
    return plain(value)


def _decimal_in(value: str | None) -> Decimal | None:
    if value is None:
        return None
    return exact(value)


def _date_out(value: date | None) -> str | None:
    if value is None:
        return None
    return value.isoformat()


def _date_in(value: str | None) -> date | None:
    if value is None:
        return None
    return date.fromisoformat(value)


def _names_out(value: tuple[str, ...]) -> str:
    return dumps(list(value))


def _names_in(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


def _stages_out(value: tuple[Stage, ...]) -> str:
    return dumps([[s.name, _date_out(s.due_date)] for s in value])


def _stages_in(value: str) -> tuple[Stage, ...]:
    return tuple(Stage(name, _date_in(day)) for name, day in json.loads(value))


def _planned_out(value: tuple[PlannedAmount, ...]) -> str:
    return dumps([[_date_out(amount.until), plain(amount.value)] for amount in value])


def _planned_in(value: str) -> tuple[PlannedAmount, ...]:
    return tuple(PlannedAmount(date.fromisoformat(day), exact(amount)) for day, amount in json.loads(value))


def _curve_out(value: str | tuple[Decimal, ...]) -> str:
    if isinstance(value, str):  # the name of a curve that the program knows
        return dumps(value)
    return dumps(list(map(plain, value)))


def _curve_in(value: str) -> str | tuple[Decimal, ...]:
    curve = json.loads(value)
    if isinstance(curve, list):
        return tuple(map(exact, curve))
    return str(curve)


_CODECS: dict[object, tuple[Callable[[Any], Stored], Callable[[Any], Any]]] = {
    str: (_same, _same),
    int: (_same, _same),
    bool: (int, bool),
    str | None: (_same, _same),
    int | None: (_same, _same),
    Decimal: (_decimal_out, _decimal_in),
    Decimal | None: (_decimal_out, _decimal_in),
    date: (_date_out, _date_in),
    date | None: (_date_out, _date_in),
    tuple[str, ...]: (_names_out, _names_in),
    tuple[Stage, ...]: (_stages_out, _stages_in),
    tuple[PlannedAmount, ...]: (_planned_out, _planned_in),
    str | tuple[Decimal, ...]: (_curve_out, _curve_in),
}


def _column(field: Any) -> StoredField:
    encode, decode = _codec(field.type)
    # for rows that the journal holds from before the field came
    default = None if field.default is MISSING else encode(field.default)
    return StoredField(field.name, encode, decode, default)


def _codec(kind: Any) -> tuple[Callable[[Any], Stored], Callable[[Any], Any]]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        # an enum is kept as its word
        return str, kind
    return _CODECS[kind]


def _table(name: str, word: str, kind: type) -> Table:
    return Table(name, word, kind, tuple(map(_column, fields(kind))))


TABLES: tuple[Table, ...] = (
    _table("setting", "设置", Setting),
    _table("unit", "单位", Unit),
    _table("person", "人员", Person),
    _table("series", "指标系列", Series),
    _table("plan", "计划", Plan),
    _table("heading", "标题", Heading),
    _table("target", "指标", Target),
    _table("target_version", "目标变更", TargetVersion),
    _table("progress", "填报数", Progress),
    _table("past_value", "上年数", PastValue),
    _table("period_state", "期间", PeriodState),
)
BY_NAME = {t.name: t for t in TABLES}
_BY_KIND = {t.kind: t for t in TABLES}
