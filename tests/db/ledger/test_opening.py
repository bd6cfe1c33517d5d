"""What is offered for opening and is no good ledger: a sentence for each, the file left alone, and a way on."""

import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest

from db.disk.failures import Damaged, Environment, Foreign, Newer, Refusal
from db.ledger import opening
from db.ledger.backups import Reason, backups_of, folder_of
from db.ledger.restoring import restore, verify_backup
from db.ledger.store import Store
from tests.db.ledger.newer import next_version
from tests.db.sample import NAME, cell, every_row, ticking


def overwrite(path, start, what):
    whole = path.read_bytes()
    path.write_bytes(whole[:start] + what + whole[start + len(what) :])


def other_database(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE 客户 (名称 TEXT)")


def workbook(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")


def newer(path):
    with next_version():
        Store.open(path).close()


def folder(path):
    path.unlink()
    path.mkdir()


DAMAGED = r"^台账文件损坏，打不开：.*原文件没有动。请从备份恢复最近一份好的备份，损坏的文件会另外留存。$"
NOT_OURS = r"^濮院镇 2020#50%.ydt不是要点通的台账。没有打开，文件没有动。请选扩展名为 .ydt 的台账文件。$"
CASES = [
    pytest.param(lambda p: p.unlink(), Environment, r"^找不到：.*请检查后再试一次。$", id="gone"),
    pytest.param(folder, Environment, r"^这个位置不能用：.*它是文件夹", id="folder"),
    pytest.param(lambda p: p.write_bytes(b""), Damaged, r"文件是空的，0字节", id="no bytes"),
    pytest.param(lambda p: p.write_bytes(bytes(8192)), Damaged, r"文件内容全是零", id="zeros after a power cut"),
    pytest.param(lambda p: p.write_bytes(p.read_bytes()[:50]), Damaged, r"文件不完整", id="half a header"),
    pytest.param(lambda p: p.write_bytes(p.read_bytes()[:100]), Damaged, DAMAGED, id="a header alone"),
    pytest.param(lambda p: p.write_bytes(p.read_bytes()[:30_000]), Damaged, DAMAGED, id="cut within a page"),
    pytest.param(lambda p: p.write_bytes(p.read_bytes()[:-4096]), Damaged, DAMAGED, id="a page cut off"),
    pytest.param(lambda p: overwrite(p, 8192, bytes(4096)), Damaged, DAMAGED, id="a page of zeros"),
    pytest.param(lambda p: overwrite(p, 40_960, bytes(range(256)) * 16), Damaged, DAMAGED, id="a page of noise"),
    pytest.param(lambda p: p.write_text("会议纪要", encoding="utf-8"), Foreign, NOT_OURS, id="text"),
    pytest.param(lambda p: p.write_bytes(b"SQLite"), Damaged, DAMAGED, id="six bytes"),
    pytest.param(workbook, Foreign, NOT_OURS, id="a workbook renamed"),
    pytest.param(other_database, Foreign, r"是别的软件的数据库，不是要点通的台账.*文件没有动", id="other database"),
    pytest.param(newer, Newer, r"^这个台账是新版软件做的，本机版本打不开：.*数据没有动。请用新版打开。$", id="newer"),
]


def state(path):
    return path.read_bytes() if path.is_file() else (["a folder"] if path.is_dir() else None)


@pytest.mark.parametrize("reading", [False, True], ids=["writing", "reading"])
@pytest.mark.parametrize(("spoil", "kind", "sentence"), CASES)
def test_what_cannot_be_opened_says_so_and_stays_as_it_is(small, spoil, kind, sentence, reading):
    spoil(small)
    for made in folder_of(small).glob("*"):
        made.unlink()
    if folder_of(small).exists():
        folder_of(small).rmdir()
    before = state(small)
    with pytest.raises(kind, match=sentence) as refused:
        Store.open(small, reading=reading)
    assert type(refused.value) is kind
    assert state(small) == before
    assert [p.name for p in small.parent.iterdir()] == ([] if before is None else [NAME])


@pytest.mark.parametrize(("spoil", "kind", "sentence"), CASES)
def test_the_way_on_is_the_newest_backup_and_what_was_there_is_kept(small, spoil, kind, sentence):
    with Store.open(small, clock=ticking()) as store:
        store.write("写一格", [cell("t2", "2020Q3", 5)])
        store.backup("手动")
    rows = every_row(small)
    spoil(small)
    before = state(small)
    with pytest.raises(Refusal):
        Store.open(small)
    backup = next(b for b in backups_of(small) if verify_backup(b.path) == "" and b.reason != "升级前")
    if small.is_dir():
        with pytest.raises(Environment, match="这个位置不能用"):
            restore(small, backup.path)
        small.rmdir()
        before = None
    kept = restore(small, backup.path)
    assert (kept.read_bytes() if kept else None) == before
    if kept:
        assert Reason.BEFORE_RESTORE in kept.name
        assert verify_backup(kept)
        with pytest.raises(Refusal):
            restore(small, kept)
    assert every_row(small) == rows
    with Store.open(small) as store:
        assert store.check() == 3
        assert store.write("接着写", [cell("t2", "2020Q3", 6)])


@pytest.mark.parametrize("spoil", [lambda p: overwrite(p, 0, b"X"), lambda p: overwrite(p, 70, b"X"), workbook])
def test_what_has_backups_was_a_ledger_once_and_is_damaged_now(small, spoil):
    Store.open(small).close()
    spoil(small)
    with pytest.raises(Damaged, match=DAMAGED):
        Store.open(small)


def test_bytes_behind_the_end_do_not_matter(small):
    rows = every_row(small)
    with small.open("ab") as file:
        file.write(bytes(5000))
    with Store.open(small) as store:
        assert store.check() == 2
    assert every_row(small) == rows


@pytest.mark.parametrize("reading", [False, True])
def test_a_file_that_another_program_left_in_wal_mode_comes_back(small, reading):
    """There the newest figures would lie beside the file, and a copy in Explorer would lack them."""
    with closing(sqlite3.connect(small)) as connection:
        assert connection.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    with Store.open(small, reading=reading) as store:
        assert store.check() == 2
    with Store.open(small) as store:
        assert store.db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        store.write("写一格", [cell("t2", "2020Q3", 5)])
        assert sorted(p.suffix for p in small.parent.iterdir() if p.is_file()) == [".lock", ".ydt"]


def test_the_pragmas_hold(store):
    names = ("foreign_keys", "synchronous", "journal_mode", "cell_size_check", "trusted_schema", "query_only")
    assert [store.db.execute(f"PRAGMA {n}").fetchone()[0] for n in names] == [1, 3, "delete", 1, 0, 0]
    assert store.db.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"YDOT", "big"),)


def test_every_table_is_strict_and_holds_no_real(store):
    tables = [t for t in store.db.tables if not t.name.startswith("sqlite_")]
    assert len(tables) == 15
    assert all(t.strict for t in tables)
    assert {t for table in tables for t in table.columns_dict.values()} == {str, int}
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        store.db.execute("INSERT INTO unit VALUES ('x', '名', '第一')")


def test_a_foreign_database_keeps_its_own_unfinished_business(tmp_path):
    """Looking whether it is ours must not roll back what another program may still want."""
    path = tmp_path / "别家.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO t VALUES (?)", [("字" * 3000,)] * 100)
        for name in ("别家.db", "别家.db-journal"):
            shutil.copy(tmp_path / name, tmp_path / ("另" + name))
    copy = tmp_path / "另别家.db"
    before = {p.name: p.read_bytes() for p in tmp_path.glob("另*")}
    assert len(before) == 2
    with pytest.raises(Foreign):
        opening.identify(copy)
    assert {p.name: p.read_bytes() for p in tmp_path.glob("另*")} == before
