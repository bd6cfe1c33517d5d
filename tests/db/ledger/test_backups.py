"""Backups: whole, verified, twenty of them, never two of one name; putting one back, and taking that back too."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from db.disk.failures import Damaged, Environment, Foreign, Newer, Refusal, disk_full
from db.ledger import backups, opening
from db.ledger.backups import KEPT, Reason, backups_of, folder_of
from db.ledger.restoring import restore, verify_backup
from db.ledger.store import Store
from models.plan.said import Said
from tests.db.ledger.newer import next_version
from tests.db.ledger.process import as_clerk, needs_fork, public_folder
from tests.db.sample import NAME, START, cell, every_row, ticking


def put(store, number):
    return store.write(f"填{number}", [cell("t2", "2020Q3", number)])


def spoil(path):
    with path.open("r+b") as file:
        file.seek(20_000)
        file.write(b"\x55" * 4096)


def test_opening_backs_up_what_is_not_backed_up_yet(small):
    with Store.open(small, clock=ticking()) as store:
        put(store, 5)
    with Store.open(small, clock=ticking(START + timedelta(hours=1))):
        pass
    with Store.open(small, clock=ticking(START + timedelta(hours=2))):
        pass  # nothing was written since
    assert [b.label for b in backups_of(small)] == ["2020-10-12 09:30:00 打开", "2020-10-12 08:30:00 打开"]
    assert folder_of(small) == small.parent / "濮院镇 2020#50%-备份"
    assert backups_of(small)[0].path.name == "2020-10-12_09.30.00_打开.ydt"
    assert every_row(backups_of(small)[0].path) == every_row(small)


def test_a_backup_is_made_only_when_something_was_written(small):
    with Store.open(small) as store:
        assert store.backup("手动") is None
        put(store, 5)
        made = store.backup("导入前")
        assert made.reason == "导入前"
        assert every_row(made.path) == every_row(small)
        assert store.backup("手动") is None
        store.undo()
        assert store.backup("手动").path != made.path
        assert all(verify_backup(b.path) == "" for b in backups_of(small))


def test_a_newest_backup_that_is_damaged_does_not_count_as_one(small):
    with Store.open(small) as store:
        newest = backups_of(small)[0]
        newest.path.write_bytes(b"")
        assert store.backup("手动") is not None


def test_the_newest_twenty_are_kept(small):
    clock = ticking(seconds=1)
    with Store.open(small, clock=clock) as store:
        for number in range(KEPT + 5):
            put(store, number)
            store.backup(f"第{number}份")
        kept = backups_of(small)
        assert [b.reason for b in kept] == [f"第{n}份" for n in range(KEPT + 4, 4, -1)]
        assert len(list(folder_of(small).iterdir())) == KEPT == 20


def test_within_one_second_names_are_numbered_and_in_order(small):
    with Store.open(small, clock=ticking()) as store:
        for number in range(12):
            put(store, number)
            store.backup("导入前") if number % 2 else store.backup("手动")
    found = backups_of(small)
    stamp = "2020-10-12_08.30.00_"
    assert [b.path.name for b in found[:2]] == [f"{stamp}导入前(13).ydt", f"{stamp}手动(12).ydt"]
    assert [b.path.name for b in found[-2:]] == [f"{stamp}手动(2).ydt", f"{stamp}打开.ydt"]
    assert len(found) == 13
    assert [every_row(b.path)["action"][-1][0] for b in found] == [("int", n) for n in range(14, 1, -1)]


def test_a_clock_that_went_back_does_not_cost_the_newest_backup(small):
    """A flat battery: the computer believes in 2010, and everything that is kept seems to be of the future."""
    clock = ticking(seconds=1)
    with Store.open(small, clock=clock) as store:
        for number in range(KEPT + 1):
            put(store, number)
            store.backup("手动")
    with Store.open(small, clock=ticking(datetime(2010, 1, 1, tzinfo=UTC), minutes=1)) as store:
        for number in (77, 78):
            put(store, number)
            made = store.backup("导入前")
            assert made.path.exists()
            assert every_row(made.path) == every_row(small)
    assert len(backups_of(small)) == KEPT


def test_other_files_in_the_folder_are_left_alone(small):
    folder_of(small).mkdir()
    others = [folder_of(small) / n for n in ("说明.txt", "我自己存的.ydt", "2020-13-45_99.99.99_x.txt")]
    for path in others:
        path.write_text("x", encoding="utf-8")
    with Store.open(small, clock=ticking(seconds=1)) as store:
        for number in range(KEPT + 3):
            put(store, number)
            store.backup("手动")
    assert all(p.exists() for p in others)
    assert len(backups_of(small)) == KEPT


def test_a_file_named_like_a_backup_of_no_day_is_no_backup(small):
    folder_of(small).mkdir()
    (folder_of(small) / "2020-13-45_99.99.99_打开.ydt").write_bytes(b"")
    with Store.open(small) as store:
        assert store.notice == ""
        assert len(backups_of(small)) == 1


def test_putting_back_and_taking_that_back(small):
    clock = ticking(minutes=1)
    with Store.open(small, clock=clock) as store:
        put(store, 5)
        earlier = store.backup("手动")
        put(store, 6)
    later = every_row(small)
    kept = restore(small, earlier.path, clock=clock)
    assert Reason.BEFORE_RESTORE in kept.name
    assert every_row(small) == every_row(earlier.path)
    assert every_row(kept) == later
    with Store.open(small, clock=clock) as store:
        assert store.check() == 3
        put(store, 7)
    second = restore(small, kept, clock=clock)
    assert every_row(small) == later
    with Store.open(second, reading=True) as store:
        assert store.ledger("p2020").cells["t2"]["2020-09"].value == 7
    assert backups_of(small)[0].reason == Reason.BEFORE_RESTORE
    assert not small.with_name(NAME + ".lock").exists()


def test_restoring_where_the_ledger_is_gone(small):
    Store.open(small).close()
    rows = every_row(small)
    small.unlink()
    assert restore(small, backups_of(small)[0].path) is None
    assert every_row(small) == rows


def foreign(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE t (x)")


def altered(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE plan SET title = '改了'")


def of_the_future(path):
    with next_version():
        Store.open(path).close()


@pytest.mark.parametrize(
    ("harm", "kind", "sentence"),
    [
        (spoil, Damaged, "台账文件损坏，打不开：旧.ydt"),
        (altered, Damaged, "数据与修改记录不符：计划“p2020”"),
        (lambda p: p.write_bytes(b""), Damaged, "文件是空的，0字节"),
        (lambda p: p.write_bytes(b"text"), Foreign, "旧.ydt不是要点通的台账"),
        (foreign, Foreign, "旧.ydt是别的软件的数据库"),
        (of_the_future, Newer, "这个台账是新版软件做的"),
        (lambda p: p.unlink(), Environment, r"找不到：.*旧.ydt"),
    ],
)
def test_a_backup_that_is_not_good_is_not_put_back(small, tmp_path, harm, kind, sentence):
    backup = tmp_path / "旧.ydt"
    shutil.copy(small, backup)
    harm(backup)
    before = small.read_bytes()
    with pytest.raises(kind, match=sentence):
        restore(small, backup)
    assert small.read_bytes() == before
    assert verify_backup(backup).endswith("。")
    assert not folder_of(small).exists()


def test_a_damaged_ledger_kept_by_a_restore_is_not_taken_for_a_backup(small):
    """Its newest action may well be readable; the next opening makes a good one all the same."""
    clock = ticking(minutes=1)
    with Store.open(small, clock=clock) as store:
        put(store, 5)
        good = store.backup("手动")
    spoil(small)
    kept = restore(small, good.path, clock=clock)
    good.path.unlink()
    with Store.open(small, clock=clock):
        newest = backups_of(small)[0]
        assert newest.path != kept
        assert verify_backup(newest.path) == ""


def test_a_backup_that_cannot_be_made_is_a_notice_not_an_error(small):
    folder_of(small).write_text("这里本来该是文件夹", encoding="utf-8")
    with Store.open(small) as store:
        assert store.read_only == ""
        assert store.notice.startswith("这次打开没有备份成：这里已经有同名的文件：")
        assert put(store, 5)
        with pytest.raises(Environment, match="这里已经有同名的文件"):
            store.backup("导入前")
        assert store.check() == 3


@needs_fork
def test_a_folder_for_backups_that_may_not_be_written(small):
    with public_folder() as folder:
        path = shutil.copyfile(small, folder / NAME)
        path.chmod(0o666)
        folder_of(path).mkdir(0o555)
        ((read_only, notice, number),) = as_clerk(lambda say: open_and_write(path, say))
    assert (read_only, number) == ("", "3")
    assert notice.startswith("这次打开没有备份成：打不开：")


def open_and_write(path, say):
    with Store.open(path) as store:
        say(store.read_only, store.notice, put(store, 5).id)


def test_a_copy_that_does_not_verify_is_no_backup(small):
    def verify(copy):
        assert opening.identify(copy) is None
        raise Refusal(Said("no", "不行"))

    with Store.open(small) as store:
        for path in folder_of(small).iterdir():
            path.unlink()
        with pytest.raises(Refusal, match=r"不行。"):
            backups.make(store.db.conn, small, "手动", START, verify)
    assert list(folder_of(small).iterdir()) == []


def test_where_there_never_was_a_backup_there_is_none(small):
    assert backups_of(small) == []


def test_a_full_disk_at_opening_says_that_nothing_was_touched(small, monkeypatch):
    def no_room(*_):
        raise disk_full(small)

    monkeypatch.setattr(backups, "make", no_room)
    with Store.open(small) as store:
        assert store.notice == "这次打开没有备份成：盘已满。台账没有动，可以看。请先清出空间再填数。"
        assert store.read_only == ""
