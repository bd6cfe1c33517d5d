"""A made-up version of the program to come: one step more of the schema."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from db.ledger import opening
from db.ledger.migrations import migrations

NEXT = "m004_made_up"


def add_phone(db: Database) -> None:
    """What a next version may well do: a column, and a table."""
    db.table("unit").add_column("phone", str, not_null_default="")
    db.create_table("remark", {"id": str, "text": str}, pk="id", strict=True)


@contextmanager
def next_version(step: Callable[[Database], None] = add_phone) -> Iterator[None]:
    """The program with one step more, while it lasts."""
    migrations(name=NEXT)(step)
    opening.expected_schema.cache_clear()
    try:
        yield
    finally:
        migrations._migrations.pop()
        opening.expected_schema.cache_clear()
