"""Plan files to try things on: the demo, and a small ledger of two years; and every row of a file."""

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from db.actions.plans import add_plan
from db.ledger.rows import TABLES
from db.ledger.store import Store
from models.intake.plan_file import Json, loads
from models.plan.entities import Progress, Setting, TargetVersion, Unit, progress_id
from models.plan.period import Period

NAME = "濮院镇 2020#50%.ydt"  # what a clerk may call a file, and a URI may not
ENTITY_TABLES = tuple(t.name for t in TABLES)
START = datetime(2020, 10, 12, 8, 30, tzinfo=UTC)
Q3 = Period.parse("2020Q3")

SMALL = {
    "id": "p2020",
    "title": "小镇2020年工作要点",
    "year": 2020,
    "text": "（一）强工业。规上工业增加值增长8%。新招项目18家。",
    "outline": [{"id": "h1", "level": 1, "number": "（一）", "title": "强工业", "start": 0, "end": 6}],
    "targets": [
        {"id": "t1", "name": "规上工业增加值", "kind": "growth", "value": 8, "unit": "%", "heading": 0},
        {"id": "t2", "name": "新招项目", "value": 18, "unit": "家", "heading": 0, "unit_lead": "经发办"},
        {"id": "t3", "name": "市场改造", "kind": "milestone", "leader": "负责人甲"},
        {"id": "t4", "name": "外资", "value": "2400.5", "unit": "万美元", "history": {"2019-09": 1500}},
    ],
}


def ticking(start: datetime = START, **step: float):
    """A clock that goes on by a step each time it is asked; standing still without one."""
    told = iter(range(10**9))
    return lambda: start + next(told) * timedelta(**step)


def small_plan(**fields: object) -> Json:
    """The small plan as plan JSON, its fields as given."""
    return loads(json.dumps({**SMALL, **fields}))


def make_small(path: Path, **fields: object) -> Path:
    """A plan file with the small plan, its fields as given."""

    def fill(store: Store) -> None:
        store.write("设置", [Setting("who", "张敏"), Unit("u9", "宣传办", 9)])
        add_plan(store, small_plan(**fields))

    Store.create(path, fill, clock=ticking(minutes=1))
    return path


def cell(target_id: str, period: str, value: object = None, **fields: object) -> Progress:
    """What is reported for a target at a period."""
    key = Period.parse(period).key
    number = None if value is None else Decimal(str(value))
    return Progress(progress_id(target_id, key), target_id, key, value=number, **fields)


def version(target_id: str, number: str, value: object) -> TargetVersion:
    """A change of a target's value with a document number."""
    return TargetVersion(f"{target_id}-{number}", target_id, START.date(), number, "调整", Decimal(str(value)))


def every_row(path: Path, tables: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a file (or of some tables) with their types, read without the store.

    When a migration was applied is left out: it is in no hash and nobody reads it.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return _rows(connection, tables)


def entities(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a store's entities: what undo and redo must bring back."""
    return _rows(store.db.conn, ENTITY_TABLES)


def fingerprint(store: Store) -> str:
    """The rows of a store's entities in short."""
    return hashlib.sha256(repr(entities(store)).encode()).hexdigest()


def _rows(connection: sqlite3.Connection, tables: tuple[str, ...]) -> dict[str, list[tuple[object, ...]]]:
    names = tables or [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {}
    for name in names:
        columns = "id, migration_set, name" if name == "_sqlite_migrations" else "*"
        found[name] = [
            tuple((type(v).__name__, v) for v in row)
            for row in connection.execute(f'SELECT {columns} FROM "{name}" ORDER BY id')
        ]
    return found
