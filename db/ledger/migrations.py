"""The schema of a plan file, step by step. Steps are only ever added, never changed.

Quantities, dates and lists are text; there is no REAL anywhere, and strict tables let none in.
Rows are removed by the store, which journals each one, so no key cascades.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x59444F54  # "YDOT"

migrations = Migrations("yaodian")


@migrations()
def m001_ledger(db: Database) -> None:
    """Plans, targets, progress, directory and settings."""
    _create(db, "setting", {"id": str, "value": str}, pk="id", not_null={"value"})
    _create(db, "unit", {"id": str, "name": str, "position": int}, pk="id", not_null={"name", "position"})
    _create(
        db,
        "person",
        {"id": str, "name": str, "unit_id": str},
        pk="id",
        not_null={"name"},
        foreign_keys=[("unit_id", "unit", "id")],
    )
    _create(db, "series", {"id": str, "name": str}, pk="id", not_null={"name"})
    _create(
        db,
        "plan",
        {
            "id": str, "year": int, "title": str, "issuer": str, "number": str, "issued": str,
            "text": str, "campaigns": str, "demo": int,
        },
        pk="id",
        not_null={"year", "title", "issuer", "number", "text", "campaigns", "demo"},
    )  # fmt: skip
    _create(
        db,
        "heading",
        {
            "id": str, "plan_id": str, "parent_id": str, "position": int, "level": int, "number": str,
            "title": str, "start": int, "end": int,
        },
        pk="id",
        not_null={"plan_id", "position", "level", "number", "title"},
        foreign_keys=[("plan_id", "plan", "id"), ("parent_id", "heading", "id")],
    )  # fmt: skip
    _create(
        db,
        "target",
        {
            "id": str, "plan_id": str, "heading_id": str, "series_id": str, "position": int, "name": str,
            "calibre": str, "kind": str, "direction": str, "comparator": str, "value": str, "value_high": str,
            "unit": str, "commitment": str, "baseline": str, "weight": str, "start_date": str, "due": str,
            "due_date": str, "cadence": str, "entry_mode": str, "curve": str, "stages": str, "lead_id": str,
            "co_ids": str, "leader_id": str, "contact_id": str, "campaigns": str, "quote": str, "start": int,
            "end": int, "note": str,
        },
        pk="id",
        not_null={
            "plan_id", "series_id", "position", "name", "calibre", "kind", "direction", "comparator", "unit",
            "commitment", "due", "cadence", "entry_mode", "curve", "stages", "co_ids", "campaigns", "quote", "note",
        },
        foreign_keys=[
            ("plan_id", "plan", "id"), ("heading_id", "heading", "id"), ("series_id", "series", "id"),
            ("lead_id", "unit", "id"), ("leader_id", "person", "id"), ("contact_id", "person", "id"),
        ],
    )  # fmt: skip
    _create(
        db,
        "target_version",
        {
            "id": str, "target_id": str, "since": str, "number": str, "reason": str, "value": str,
            "value_high": str, "comparator": str, "due": str, "due_date": str,
        },
        pk="id",
        not_null={"target_id", "since", "number", "reason", "comparator", "due"},
        foreign_keys=[("target_id", "target", "id")],
    )  # fmt: skip
    _create(
        db,
        "progress",
        {
            "id": str, "target_id": str, "period": str, "value": str, "own": str, "this_total": str,
            "last_total": str, "stage": str, "percent": str, "state": str, "not_applicable": int, "nature": str,
            "as_of": str, "progress": str, "problem": str, "next_step": str, "remark": str,
        },
        pk="id",
        not_null={
            "target_id", "period", "stage", "state", "not_applicable", "nature", "progress", "problem",
            "next_step", "remark",
        },
        foreign_keys=[("target_id", "target", "id")],
    )  # fmt: skip
    _create(
        db,
        "past_value",
        {"id": str, "series_id": str, "period": str, "value": str},
        pk="id",
        not_null={"series_id", "period", "value"},
        foreign_keys=[("series_id", "series", "id")],
    )
    _create(
        db,
        "period_state",
        {
            "id": str, "plan_id": str, "period": str, "report_by": str, "closed_at": str, "closed_by": str, "rule": str,
        },
        pk="id",
        not_null={"plan_id", "period", "closed_at", "closed_by", "rule"},
        foreign_keys=[("plan_id", "plan", "id")],
    )  # fmt: skip
    db.table("progress").create_index(["target_id", "period"], unique=True)
    db.table("target").create_index(["plan_id"])
    db.table("target").create_index(["series_id"])
    db.table("target_version").create_index(["target_id"])
    db.table("heading").create_index(["plan_id"])
    db.table("past_value").create_index(["series_id"])


@migrations()
def m002_journal(db: Database) -> None:
    """Every change ever made; `of` names the action that an undo or redo answers."""
    _create(
        db,
        "action",
        {
            "id": int, "at": str, "who": str, "system_user": str, "computer": str, "what": str, "kind": str,
            "of": int, "previous": str, "hash": str,
        },
        pk="id",
        not_null={"at", "who", "system_user", "computer", "what", "kind", "previous", "hash"},
        foreign_keys=[("of", "action", "id")],
    )  # fmt: skip
    _create(
        db,
        "change",
        {"id": int, "action_id": int, "entity": str, "entity_id": str, "field": str, "old": str, "new": str},
        pk="id",
        not_null={"action_id", "entity", "entity_id"},
        foreign_keys=[("action_id", "action", "id")],
    )
    _create(db, "checkpoint", {"id": int, "action_id": int, "hash": str}, pk="id", not_null={"action_id", "hash"})
    db.table("action").create_index(["of"])
    db.table("change").create_index(["action_id"])
    db.table("change").create_index(["entity", "entity_id", "field"])


@migrations()
def m003_comment(db: Database) -> None:
    """What a unit says beside its figure (备注)."""
    db.table("progress").add_column("comment", str, not_null_default="")


@migrations()
def m004_listed(db: Database) -> None:
    """The day from which a target added after a period was closed is listed; without one from the start."""
    db.table("target").add_column("listed", str)


@migrations()
def m005_own_words(db: Database) -> None:
    """What a plan says of a target besides its demand: its own 序号, 力争目标 and 节点目标."""
    table = db.table("target")
    table.add_column("ordinal", str, not_null_default="")
    table.add_column("stretch", str)
    table.add_column("planned", str, not_null_default="[]")


def _create(
    db: Database,
    name: str,
    columns: Mapping[str, type],
    *,
    pk: str,
    not_null: AbstractSet[str],
    foreign_keys: Sequence[tuple[str, str, str]] = (),
) -> None:
    """A strict table; sqlite-utils' create_table does not take that from the database."""
    db.create_table(name, dict(columns), pk=pk, not_null=not_null, foreign_keys=list(foreign_keys), strict=True)
