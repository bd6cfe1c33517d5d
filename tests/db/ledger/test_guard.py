"""The file under an open ledger: overwritten, emptied, replaced, renamed, gone; nothing is written onto another one."""

import os
import shutil
import sqlite3
from contextlib import closing

import pytest

from db.actions.plans import create_demo
from db.disk.failures import Taken
from db.ledger.copies import save_copy, save_held
from db.ledger.store import Store
from tests.db.sample import NAME, cell, every_row

LONG = "很长。" * 3000


def put(store, number, **fields):
    return store.write(f"填{number}", [cell("t2", "2020Q3", number, **fields)])


def overwrite(path, other):
    """As a synchronising folder does: other bytes into the same file."""
    with path.open("r+b") as file:
        file.write(other)
        file.truncate()


def replace(path, other):
    aside = path.with_name("新来的.tmp")
    aside.write_bytes(other)
    aside.replace(path)


def empty(path, _):
    overwrite(path, b"")


def remove(path, _):
    path.unlink()


def rename(path, _):
    path.rename(path.with_name("改了名.ydt"))


def move_folder(path, _):
    path.parent.rename(path.parent.with_name("搬走了"))


def half(path, other):
    overwrite(path, other[: len(other) // 2])


def zeros(path, other):
    overwrite(path, bytes(len(other)))


ways = pytest.mark.parametrize("take", [overwrite, replace, empty, remove, rename, move_folder, half, zeros])
if os.name == "nt":
    ways = pytest.mark.parametrize("take", [overwrite, empty, half, zeros])


@pytest.fixture
def place(small_made, tmp_path):
    """The small ledger in a folder that may go, and its bytes as a colleague's older copy has them."""
    (tmp_path / "台账").mkdir()
    path = shutil.copy(small_made, tmp_path / "台账" / NAME)
    return path, path.read_bytes()


@ways
def test_nothing_is_said_to_be_saved_that_is_not_in_the_file_at_the_path(place, take):
    path, older = place
    with Store.open(path) as store:
        put(store, 3)
        put(store, 5)
        take(path, older)
        after = path.read_bytes() if path.exists() else None
        for _ in range(2):
            with pytest.raises(Taken, match=r"^没有保存成功：.*另存一份，或读现在的文件。$"):
                put(store, 7)
            with pytest.raises(Taken):
                store.undo()
            with pytest.raises(Taken):
                store.backup("手动")
        assert (path.read_bytes() if path.exists() else None) == after, "the other file is not touched"


@ways
def test_what_was_seen_can_be_saved_elsewhere_whole(place, take, tmp_path):
    path, older = place
    with Store.open(path) as store:
        put(store, 3, progress=LONG)
        put(store, 5)
        store.undo()
        rows = every_row(path)
        take(path, older)
        save_copy(store, tmp_path / "另存.ydt")
        save_held(store.held(), tmp_path / "又一份.ydt", path)
        save_copy(store, tmp_path / "带没存成的.ydt", [cell("t1", "2020Q3", 9)])
    for name in ("另存.ydt", "又一份.ydt"):
        assert every_row(tmp_path / name) == rows
        with Store.open(tmp_path / name) as copy:
            assert copy.check() == 5
    with Store.open(tmp_path / "带没存成的.ydt", reading=True) as copy:
        assert copy.ledger("p2020").cells["t1"]["2020-09"].value == 9


@ways
def test_looking_without_writing_notices_too(place, take):
    path, older = place
    with Store.open(path) as store:
        put(store, 3)
        store.look()
        assert store.glance()
        take(path, older)
        assert not store.glance()
        with pytest.raises(Taken):
            store.look()


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")
def test_a_file_put_back_is_written_on(place):
    path, _ = place
    away = path.with_name("改了名.ydt")
    with Store.open(path) as store:
        put(store, 3)
        path.rename(away)
        with pytest.raises(Taken):
            put(store, 5)
        away.rename(path)
        put(store, 5)
        assert store.check() == 4


def test_a_file_only_touched_or_overwritten_with_itself_is_written_on(place):
    path, _ = place
    with Store.open(path) as store:
        put(store, 3)
        os.utime(path, (1, 1))
        put(store, 5)
        overwrite(path, path.read_bytes())
        put(store, 7)
        assert store.check() == 5
    assert every_row(path)["progress"]


def test_rows_altered_behind_the_journal_are_noticed_before_the_next_write(place):
    path, _ = place
    with Store.open(path) as store:
        put(store, 3)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE progress SET value = '9999'")
        with pytest.raises(Taken, match="被别的程序改动或覆盖"):
            put(store, 5)


def test_a_copy_that_differs_in_its_last_step_alone_is_not_mixed_with_ours(place):
    """Two copies that were each written once more have the same counter in their headers, which SQLite goes by."""
    path, older = place
    with Store.open(path) as store:
        put(store, 3)
        other = path.with_name("同事的.ydt")
        other.write_bytes(older)
        with Store.open(other) as theirs:
            put(theirs, 4)
        overwrite(path, other.read_bytes())
        with pytest.raises(Taken):
            put(store, 5)
        assert [a.what for a in store.held().actions] == ["填3"]
    with Store.open(path) as store:
        assert store.check() == 3
        assert store.ledger("p2020").cells["t2"]["2020-09"].value == 4


def test_what_is_missing_in_the_file_is_known_step_by_step(place, tmp_path):
    path, older = place
    with Store.open(path) as store:
        put(store, 3)
        put(store, 5)
        held = store.held()
    other = tmp_path / "别的.ydt"
    create_demo(other)
    ahead = shutil.copy(path, tmp_path / "更新的.ydt")
    with Store.open(ahead) as newer:
        put(newer, 8)
        assert held.missing_in(newer.db) == ()
    with Store.open(other) as foreign:
        assert held.missing_in(foreign.db) == ()
    path.write_bytes(older)
    with Store.open(path) as store:
        assert [a.what for a in held.missing_in(store.db)] == ["填3", "填5"]
