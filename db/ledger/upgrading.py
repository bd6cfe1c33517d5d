"""What a plan file needs when it is opened to be written: today's format, and a checkpoint of its journal."""

from pathlib import Path

from sqlite_utils import Database

from db.disk.failures import Environment
from db.ledger import backups, journal, opening
from db.ledger.access import Clock
from db.ledger.backups import Reason
from db.ledger.recording import transaction
from models.plan.said import Said

CHECKPOINT_EVERY = 1000


def upgrade(db: Database, path: Path, barred: Said | None, clock: Clock) -> Said:
    """Bring a file of an earlier version up to date, after a check of all and a backup; returns what to tell of it.

    Raises Environment where it may not be written: `barred` says why.
    """
    opening.check_all(db, path, whole=True)
    if barred:
        what = f"这个台账是旧版软件做的，要先升级才能看：{path.name}"
        raise Environment(Said("old-format", what, barred.text, "请在能写的位置用要点通打开一次"))
    before = backups.make(db.conn, path, Reason.UPGRADE, clock(), opening.verify_structure)
    opening.migrate(db, path)
    return Said("upgraded", f"台账已升级到新版格式，升级前的备份在：{before.path}")


def set_checkpoint(db: Database, path: Path) -> None:
    """Remember how far the journal is verified, so that a long one opens fast; raises Refusal."""
    newest = journal.last(db)
    point = db.execute("SELECT action_id FROM checkpoint").fetchone() or (0,)
    since = db.execute("SELECT count(*) FROM change WHERE action_id > ?", (point[0],)).fetchone()
    if newest[0] - point[0] >= CHECKPOINT_EVERY or since[0] > opening.CHECKED_WHOLE:
        with transaction(db, path):
            db.execute("INSERT OR REPLACE INTO checkpoint (id, action_id, hash) VALUES (1, ?, ?)", newest)
