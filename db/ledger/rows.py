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
    Progress,
    Series,
    Setting,
    Stage,
    Target,
    TargetVersion,
    Unit,
)
from models.plan.quantity import exact, plain

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Stored: TypeAlias = str | int | None
Row: TypeAlias = dict[str, Stored]


@dataclass(frozen=True, slots=True)
class Column:
    """A field of an entity and how it is kept: text or whole number, never a float."""

    name: str
    encode: Callable[[Any], Stored]
    decode: Callable[[Any], Any]
    default: Stored
    has_default: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The table of one kind of entity."""

    name: str
    kind: type
    columns: tuple[Column, ...]
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the names of the columns, as every row read or written needs them."""
        object.__setattr__(self, "names", tuple(c.name for c in self.columns))

    def row(self, entity: Entity) -> Row:
        """An entity as it is kept."""
        return {c.name: c.encode(getattr(entity, c.name)) for c in self.columns}

    def entity(self, row: Mapping[str, Any]) -> Any:
        """A row as an entity; raises ValueError where a row cannot have been written by us."""
        return self.kind(**{c.name: c.decode(row[c.name]) for c in self.columns})

    def filled(self, row: Mapping[str, Stored]) -> Row:
        """A row with the defaults of columns that came with later versions of the program."""
        return {c.name: row.get(c.name, c.default) for c in self.columns}


def table_of(entity: Entity | type) -> Table:
    """The table for an entity or its class."""
    return _BY_KIND[entity if isinstance(entity, type) else type(entity)]


def dumps(value: object) -> str:
    """A stored value or a whole row as the journal keeps it."""
    return _JSON.encode(value)


def _same(value: Any) -> Any:
    return value


def _decimal_out(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _decimal_in(value: str | None) -> Decimal | None:
    return None if value is None else exact(value)


def _date_out(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _date_in(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _names_out(value: tuple[str, ...]) -> str:
    return dumps(list(value))


def _names_in(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


def _stages_out(value: tuple[Stage, ...]) -> str:
    return dumps([[s.name, _date_out(s.due_date)] for s in value])


def _stages_in(value: str) -> tuple[Stage, ...]:
    return tuple(Stage(name, _date_in(day)) for name, day in json.loads(value))


def _curve_out(value: str | tuple[Decimal, ...]) -> str:
    return dumps([plain(p) for p in value] if isinstance(value, tuple) else value)


def _curve_in(value: str) -> str | tuple[Decimal, ...]:
    curve = json.loads(value)
    return tuple(exact(p) for p in curve) if isinstance(curve, list) else str(curve)


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
    str | tuple[Decimal, ...]: (_curve_out, _curve_in),
}


def _column(field: Any) -> Column:
    words = isinstance(field.type, type) and issubclass(field.type, StrEnum)
    encode, decode = (str, field.type) if words else _CODECS[field.type]
    has_default = field.default is not MISSING
    return Column(field.name, encode, decode, encode(field.default) if has_default else None, has_default)


def _table(name: str, kind: type) -> Table:
    return Table(name, kind, tuple(_column(f) for f in fields(kind)))


TABLES: tuple[Table, ...] = (
    _table("setting", Setting),
    _table("unit", Unit),
    _table("person", Person),
    _table("series", Series),
    _table("plan", Plan),
    _table("heading", Heading),
    _table("target", Target),
    _table("target_version", TargetVersion),
    _table("progress", Progress),
    _table("past_value", PastValue),
    _table("period_state", PeriodState),
)
BY_NAME = {t.name: t for t in TABLES}
_BY_KIND = {t.kind: t for t in TABLES}
