"""Ledgers of earlier versions: backed up, brought up to date, verified; or left as they were."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from db.actions.plans import choose_plan
from db.disk.failures import Closed, Damaged, Environment, Newer
from db.ledger import opening
from db.ledger.backups import backups_of
from db.ledger.migrations import APPLICATION_ID, migrations
from db.ledger.restoring import restore, verify_backup
from db.ledger.store import Store
from models.judging.assess import assess_all
from models.plan.period import Period
from tests import ROOT
from tests.db.ledger.newer import NEXT, add_phone, next_version
from tests.db.sample import NAME, Q3, cell, entities, every_row

RELEASED = sorted((ROOT / "tests" / "db" / "released").glob("*.ydt"))


@pytest.mark.parametrize("released", RELEASED, ids=lambda p: p.stem)
def test_every_released_file_opens(released, tmp_path):
    path = shutil.copy(released, tmp_path / NAME)
    with Store.open(path) as store:
        assert store.check() == len(store.actions()) == 21
        assert [p.year for p in store.plans()] == [2019, 2020]
        plan = choose_plan(store, year=2020)
        ledger = store.ledger(plan.id)
        assert len(assess_all(ledger, Q3)) == len(ledger.targets) == 54
        assert ledger.closed(Period.parse("2020Q1"))
        assert not ledger.closed(Period.parse("2020Q2"))
        assert ledger.office.who == "张敏"
        before = entities(store)
        store.redo()
        assert store.ledger("p2020").cells["t2"]["2019-12"].value == 17
        store.undo()
        assert entities(store) == before
        with pytest.raises(Closed, match="2020年第二季度已锁定"):  # 解锁 alone opens what is locked
            _take_back_all(store)
        assert store.next_undo().what == "锁定2020年第二季度"
        assert [p.year for p in store.plans()] == [2020]
        assert all(target.listed is None for target in ledger.targets)
        store.check()


def _take_back_all(store):
    while store.next_undo():
        store.undo()


def test_there_is_a_released_file_for_the_schema_of_today(tmp_path):
    """Else the schema has changed: if it was released, make the next file; see make_released."""
    current = shutil.copy(RELEASED[-1], tmp_path / NAME)
    with Store.open(current, reading=True) as store:
        assert not opening.check_version(store.db, current)


def test_a_ledger_of_the_last_version_is_brought_up_to_date(demo):
    rows = every_row(demo)
    with next_version(), Store.open(demo) as store:
        before = next(b for b in backups_of(demo) if b.reason == "升级前")
        assert store.notice == f"台账已升级到新版格式，升级前的备份在：{before.path}。"
        assert store.db.table("unit").columns_dict["phone"] is str
        assert store.check() == len(store.actions()) == 6
        assert [b.reason for b in backups_of(demo)] == ["升级前"]  # that one holds everything
        plan = choose_plan(store)
        target = store.ledger(plan.id).targets[0]
        assert store.write("接着写", [cell(target.id, "2020-10", 5)])
        store.undo()
        store.redo()
        assert store.check() == 9
    assert every_row(before.path) == rows
    assert verify_backup(before.path) == ""
    with next_version(), Store.open(demo) as store:
        assert store.notice == ""  # it is said once
    with pytest.raises(Newer, match="请用新版打开"):  # the old program does not touch it any more
        Store.open(demo)


def test_a_backup_of_the_last_version_can_be_restored_by_the_next(small):
    with Store.open(small) as store:
        store.write("写一格", [cell("t2", "2020Q3", 5)])
    rows = every_row(small)
    with next_version():
        with Store.open(small) as store:
            store.write("改了", [cell("t2", "2020Q3", 6)])
        old = next(b for b in backups_of(small) if b.reason == "升级前")
        assert verify_backup(old.path) == ""
        restore(small, old.path)
        assert every_row(small) == rows
        with Store.open(small) as store:
            assert store.check() == 3
            assert store.ledger("p2020").cells["t2"]["2020-09"].value == 5
    with closing(sqlite3.connect(old.path)) as connection, connection:
        connection.execute("UPDATE progress SET value = '7'")
    with next_version():
        assert "台账文件损坏" in verify_backup(old.path)
        with pytest.raises(Damaged):
            restore(small, old.path)


def breaks(db):
    add_phone(db)
    db.execute("INSERT INTO plan (id) VALUES ('half')")


def loses_rows(db):
    db.execute("DELETE FROM past_value")


def leaves_orphans(db):
    db.execute("PRAGMA defer_foreign_keys=ON")
    db.execute("DELETE FROM plan")


def wrong_only_here(db):
    if db.table("unit").count:
        db.create_table("only_here", {"id": str}, pk="id", strict=True)


@pytest.mark.parametrize(
    ("step", "failure", "sentence"),
    [
        (breaks, sqlite3.IntegrityError, "NOT NULL"),
        (loses_rows, Environment, r"^台账升级没有成功：.*文件没有变。"),
        (leaves_orphans, Environment, r"^台账升级没有成功：.*文件没有变。"),
        (wrong_only_here, Environment, r"^台账升级没有成功：.*文件没有变。"),
    ],
)
def test_a_failing_step_leaves_the_ledger_untouched(small, step, failure, sentence):
    whole, rows = small.read_bytes(), every_row(small)
    with next_version(step), pytest.raises(failure, match=sentence):
        Store.open(small)
    assert small.read_bytes() == whole
    assert every_row(backups_of(small)[0].path) == rows
    assert not small.with_name(NAME + ".lock").exists()
    with Store.open(small) as store:
        assert store.check() == 2
        assert store.read_only == ""


def test_no_room_for_the_backup_before_means_no_migration(small, monkeypatch):
    whole = small.read_bytes()
    small.with_name(small.stem + "-备份").write_text("这里本来该是文件夹", encoding="utf-8")
    with next_version(), pytest.raises(Environment, match="已经有同名的文件"):
        Store.open(small)
    assert small.read_bytes() == whole


def test_a_damaged_ledger_of_the_last_version_is_found_before_it_is_migrated(small):
    with closing(sqlite3.connect(small)) as connection, connection:
        connection.execute("UPDATE target SET value = '19' WHERE id = 't2'")
    whole = small.read_bytes()
    with next_version(), pytest.raises(Damaged, match="数据与修改记录不符：指标“t2”"):
        Store.open(small)
    assert small.read_bytes() == whole
    assert backups_of(small) == []


def test_where_it_may_not_be_written_an_old_ledger_says_where_to_open_it(small):
    rows = every_row(small)
    refused = pytest.raises(Environment, match=r"要先升级才能看.*请在能写的位置用要点通打开一次")
    with next_version(), refused:
        Store.open(small, reading=True)
    with Store.open(small), next_version(), refused:
        Store.open(small)
    assert every_row(small) == rows


def test_a_file_that_stopped_after_the_first_step_goes_on(tmp_path):
    path = tmp_path / NAME
    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection, strict=True, execute_plugins=False)
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrations.apply(db, stop_before="m002_journal")
        assert "action" not in db.table_names()
    with Store.open(path) as store:
        assert store.check() == 0
        assert store.plans() == []
        assert [b.reason for b in backups_of(path)][-1] == "升级前"


def test_steps_have_their_order(small):
    assert opening.step_names() == ("m001_ledger", "m002_journal", "m003_comment", "m004_listed", "m005_own_words")
    with next_version():
        assert opening.step_names()[-1] == NEXT
    with closing(sqlite3.connect(small)) as connection, connection:
        connection.execute("UPDATE _sqlite_migrations SET name = 'x' || id WHERE id < 3")
        connection.execute("UPDATE _sqlite_migrations SET name = 'm002_journal' WHERE id = 1")
        connection.execute("UPDATE _sqlite_migrations SET name = 'm001_ledger' WHERE id = 2")
    with pytest.raises(Damaged, match="版本记录不对"):
        Store.open(small)
