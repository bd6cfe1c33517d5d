"""A byte damaged anywhere in a plan file is found on opening or by check, or does not matter."""

import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from db.actions.outlines import remove
from db.actions.periods import close_period
from db.actions.plans import add_plan, choose_plan
from db.disk.failures import Damaged, Refusal
from db.ledger import upgrading
from db.ledger.store import Store
from tests.db.sample import NAME, Q3, cell, every_row, small_plan

FLIPS, FEW = 500, 150


@pytest.fixture(scope="module")
def worked_on(demo_made, tmp_path_factory):
    """The demo with edits of every kind, undone ones, a second plan, a closed period, and a checkpoint."""
    path = shutil.copy(demo_made, tmp_path_factory.mktemp("worked") / NAME)
    with Store.open(path) as store:
        plan = choose_plan(store)
        targets = store.ledger(plan.id).targets
        for number, target in enumerate(targets[:6]):
            store.write(f"改第{number}格", [cell(target.id, "2020-10", number, progress="推进有序，" * number)])
            store.write(f"再改第{number}格", [cell(target.id, "2020-10", number + 1, problem="用地指标不足")])
        store.undo()
        store.undo()
        store.redo()
        add_plan(store, small_plan(year=2019))
        remove(store, plan.id, [targets[9].id])
        store.undo()
        store.redo()
        close_period(store, plan.id, Q3)
    with pytest.MonkeyPatch.context() as early:
        early.setattr(upgrading, "CHECKPOINT_EVERY", 5)
        Store.open(path).close()
    rows = every_row(path)
    assert rows["checkpoint"]
    assert all(rows[name] for name in rows if name != "setting")
    return path


def outcome(path, whole, offset, value):
    """What becomes of a file in which one byte has this value."""
    damaged = bytearray(whole)
    damaged[offset] = value
    path.write_bytes(damaged)
    try:
        with Store.open(path, reading=bool(offset % 2)) as store:
            store.check()
    except Refusal as refusal:
        why = refusal.sentence
    else:
        return every_row(path)
    assert why.endswith("。")
    assert path.read_bytes() == damaged, "what is damaged is kept as it is"
    return "found"


@pytest.mark.parametrize("seed", [2020])
def test_a_flipped_byte_is_found_or_harmless(worked_on, tmp_path, counted, seed, whole):
    flips = FLIPS if whole else FEW
    pick = random.Random(seed)
    intact, rows = worked_on.read_bytes(), every_row(worked_on)
    seen = Counter()
    undetected = []
    for number in range(flips):
        offset = pick.randrange(len(intact))
        one_bit = intact[offset] ^ (1 << pick.randrange(8))
        value = one_bit if number % 2 else (intact[offset] + pick.randrange(1, 256)) % 256
        after = outcome(tmp_path / NAME, intact, offset, value)
        if after == "found" or after == rows:
            seen["found" if after == "found" else "harmless"] += 1
        else:
            undetected.append((offset, intact[offset], value))
    counted(f"flips {flips}, undetected {len(undetected)}, found {seen['found']}, harmless {seen['harmless']}")
    assert not undetected
    assert seen["found"] > flips // 3  # the rest fell into pages' free space


def test_no_byte_of_the_header_matters_unseen(worked_on, tmp_path):
    """The 100 bytes that SQLite goes by, one by one; those that count its changes may differ."""
    whole, rows = worked_on.read_bytes(), every_row(worked_on)
    pick = random.Random(7)
    for offset in range(100):
        after = outcome(tmp_path / NAME, whole, offset, (whole[offset] + pick.randrange(1, 256)) % 256)
        assert after in ("found", rows), offset


BEHIND_OUR_BACK = (
    "UPDATE progress SET value = '9999' WHERE id IN (SELECT id FROM progress LIMIT 1)",
    "UPDATE plan SET title = title || '。'",
    "DELETE FROM past_value WHERE id IN (SELECT id FROM past_value LIMIT 1)",
    "INSERT INTO unit VALUES ('x', '多出来的', 1)",
    "UPDATE action SET who = '别人' WHERE id = 2",
    "UPDATE action SET id = 999 WHERE id = (SELECT max(id) FROM action)",
    "DELETE FROM action WHERE id = 3",
    "UPDATE change SET new = '\"1\"' WHERE field IS NOT NULL",
    "UPDATE change SET old = '\"1\"' WHERE field IS NOT NULL",
    "UPDATE change SET action_id = 1 WHERE id = (SELECT max(id) FROM change)",
    "INSERT INTO change VALUES (99999, 999, 'unit', 'x', NULL, NULL, '{}')",
    "UPDATE checkpoint SET hash = 'x'",
    "UPDATE checkpoint SET id = 2",
    "UPDATE checkpoint SET action_id = 0",
    "INSERT INTO checkpoint VALUES (2, 1, 'x')",
    "DELETE FROM _sqlite_migrations WHERE id = 1",
    "UPDATE _sqlite_migrations SET migration_set = 'other' WHERE id = 2",
    "DELETE FROM _sqlite_migrations",
    "CREATE TABLE other (id TEXT)",
    "CREATE TRIGGER meddle AFTER INSERT ON unit BEGIN DELETE FROM progress; END",
    "DROP INDEX idx_target_plan_id",
    "UPDATE target SET series_id = 'nowhere'",
)


@pytest.mark.parametrize("change", BEHIND_OUR_BACK)
def test_what_was_written_with_other_tools_is_found(worked_on, tmp_path, change):
    """SQLite finds nothing wrong with such a file, but it is not what the journal says, or not our schema."""
    path = shutil.copy(worked_on, tmp_path / NAME)
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(change).rowcount
    with pytest.raises(Damaged, match=r"台账文件损坏.*请从备份恢复"):
        Store.open(path, reading=True)
