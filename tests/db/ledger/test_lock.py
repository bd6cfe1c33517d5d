"""One writer, whoever asks from wherever; a lock that goes with its process."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from db.disk.failures import Environment
from db.ledger import opening
from db.ledger.access import computer, system_user
from db.ledger.backups import backups_of, folder_of
from db.ledger.lock import FileLock, Holder
from db.ledger.restoring import restore
from db.ledger.store import Store
from tests.db.ledger.process import Child, needs_fork
from tests.db.sample import NAME, cell, entities, make_small, ticking

ME = Holder("张敏", "办公室-01", "2020-10-12T08:30+08:00")
NOON = ticking(datetime(2020, 10, 12, 12, 0, tzinfo=UTC))
ELSEWHERE = r"^这个台账正在另一个窗口打开.*这里只能看。请关掉另一个窗口，再重新打开。$"


def lock_file(path):
    return path.with_name(path.name + ".lock")


def hold(path, say):
    """Open for writing, say so, and stay until killed."""
    with Store.open(path, clock=NOON) as store:
        say("open", store.read_only)
        os.read(os.pipe()[0], 1)  # for ever


@needs_fork
def test_the_second_reads_and_is_told_who_writes_where_and_since_when(small):
    with Child(lambda say: hold(small, say)) as first:
        assert first.hear() == ["open", ""]
        with Store.open(small) as second:
            who = f"（{system_user()}，{computer()}，2020-10-12 12:00起）"
            expected = "这个台账正在另一个窗口打开" + who
            assert second.read_only.startswith(expected)
            assert second.ledger("p2020").plan.title == "小镇2020年工作要点"
            before = entities(second)
            for change in (
                lambda: second.write("写一格", [cell("t2", "2020Q3", 5)]),
                second.undo,
                second.redo,
                lambda: second.revert(1),
                lambda: second.backup("手动"),
            ):
                with pytest.raises(Environment, match=ELSEWHERE):
                    change()
            assert entities(second) == before
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                second.db.execute("DELETE FROM progress")
        assert len(backups_of(small)) == 1  # the first one's


@needs_fork
def test_a_killed_writer_leaves_no_lock(small):
    with Child(lambda say: hold(small, say)) as first:
        first.hear()
        assert lock_file(small).exists()
        assert first.kill()
        assert lock_file(small).exists()  # the file stays, the lock is gone
        with Store.open(small) as second:
            assert second.read_only == ""
            assert second.write("写一格", [cell("t2", "2020Q3", 5)])
    assert not lock_file(small).exists()


@needs_fork
def test_of_eight_at_once_exactly_one_writes(small):
    """And again, and again: also while the winners close and their lock files come and go."""
    go_source, go = os.pipe()

    def work(say):
        os.close(go)
        os.read(go_source, 1)  # all start at the closing of the pipe's other end
        for _ in range(12):
            with Store.open(small) as store:
                if not store.read_only:
                    before = store.actions(1)[0].id
                    action = store.write("写", [cell("t2", "2020Q3", os.getpid(), progress=str(os.urandom(4)))])
                    say("wrote", action.id, action.id - before)
                else:
                    say("read", store.read_only)

    children = [Child(work) for _ in range(8)]
    os.close(go_source)
    os.close(go)
    heard = [line for child in children for line in child.lines()]
    for child in children:
        child.__exit__()
    assert len(heard) == 8 * 12
    assert {line[0] for line in heard} == {"wrote", "read"}, [line for line in heard if line[0] == "failed"]
    ids = [int(line[1]) for line in heard if line[0] == "wrote"]
    assert sorted(ids) == list(range(3, 3 + len(ids)))
    assert not lock_file(small).exists()
    with Store.open(small) as store:
        assert store.check() == 2 + len(ids)


@needs_fork
def test_of_eight_making_one_file_one_does_and_the_others_do_not_touch_it(tmp_path):
    path = tmp_path / NAME

    def work(say):
        try:
            make_small(path, title=f"第{os.getpid()}号的计划")
        except Environment as error:
            say("refused", error.sentence)
        else:
            say("made", f"第{os.getpid()}号的计划")

    children = [Child(work) for _ in range(8)]
    heard = [line for child in children for line in child.lines()]
    for child in children:
        child.__exit__()
    made = [line[1] for line in heard if line[0] == "made"]
    assert len(made) == 1, heard
    assert all("已经有这个文件" in s or "另一个窗口正在用这个文件名" in s for w, s in heard if w == "refused")
    assert [p.name for p in tmp_path.iterdir()] == [NAME]
    with Store.open(path) as store:
        assert store.plans()[0].title == made[0]


@needs_fork
def test_reading_while_another_writes_never_looks_damaged(small):
    """Every check sees one moment of the file, though actions come in all the while."""

    def work(say):
        with Store.open(small) as store:
            say("open")
            for number in range(10_000):
                store.write(
                    "写", [cell(t, "2020Q3", number, progress="推进。" * (number % 9)) for t in ("t1", "t2", "t4")]
                )
                for _ in range(30):  # as somebody types: the disk is free most of the time
                    entities(store)

    with Child(work) as writer:
        writer.hear()
        seen = set()
        for _ in range(30):
            with Store.open(small, reading=True) as reader:
                reader.check()
                cells = reader.ledger("p2020").cells
                assert len({c["2020-09"].value for c in cells.values()}) <= 1
                seen.add(reader.actions(1)[0].id)
        assert writer.kill()
    assert len(seen) > 5


TRY_TO_WRITE = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error.sqlite_errorname)
"""


def test_looking_at_a_file_again_does_not_let_others_in(small):
    """Closing any handle on a file drops a process's locks on Linux; identifying one must not do that."""
    with Store.open(small) as store:
        store.db.execute("BEGIN IMMEDIATE")
        opening.identify(small)
        # not forked: a child would remember its parent's locks
        other = subprocess.run([sys.executable, "-c", TRY_TO_WRITE, small], capture_output=True, text=True, check=True)
        assert other.stdout.strip() == "SQLITE_BUSY"
        store.db.execute("ROLLBACK")


def test_a_lock_file_says_who_for_people_to_read(tmp_path):
    lock, other = FileLock(tmp_path / NAME), FileLock(tmp_path / NAME)
    assert lock.acquire(ME)
    assert json.loads(lock_file(tmp_path / NAME).read_text(encoding="utf-8"))["who"] == "张敏"
    assert not other.acquire(Holder("李强", "办公室-02", ""))
    assert other.holder() == ME
    other.release()
    assert lock_file(tmp_path / NAME).exists()
    lock.release()
    lock.release()
    assert list(tmp_path.iterdir()) == []
    assert other.holder() is None
    assert other.acquire(ME)
    other.release()


@pytest.mark.parametrize("left_behind", [b"", b"{", b"\xff\xfe", b"[1]", '{"who": "张敏"}'.encode()])
def test_whatever_a_lock_file_says_only_the_lock_counts(small, left_behind):
    lock_file(small).write_bytes(left_behind)
    assert FileLock(small).holder() is None
    with Store.open(small) as store:
        assert store.read_only == ""
    assert not lock_file(small).exists()


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed there")
def test_a_lock_file_removed_by_hand_is_not_removed_again_under_the_next(tmp_path):
    first, second = FileLock(tmp_path / NAME), FileLock(tmp_path / NAME)
    assert first.acquire(ME)
    lock_file(tmp_path / NAME).unlink()
    assert second.acquire(ME)
    first.release()
    assert not FileLock(tmp_path / NAME).acquire(ME)
    second.release()


def test_a_link_to_a_ledger_is_the_same_ledger(small, tmp_path):
    link = tmp_path / "快捷方式.ydt"
    try:
        link.symlink_to(small)
    except OSError:
        pytest.skip("no links here")
    with Store.open(small), Store.open(link) as second:
        assert second.read_only.startswith("这个台账正在另一个窗口打开")


def test_while_a_file_is_open_nothing_is_put_in_its_place(small, tmp_path):
    backup = shutil.copy(small, tmp_path / "备份.ydt")
    with Store.open(small) as store:
        store.write("写一格", [cell("t2", "2020Q3", 5)])
        with pytest.raises(Environment, match=ELSEWHERE):
            restore(small, backup)
        assert store.check() == 3
    assert [b.reason for b in backups_of(small)] == ["打开"]


def test_a_lock_is_given_back_when_opening_fails(small):
    whole = small.read_bytes()
    small.write_bytes(whole[:8192] + b"\x07" * 64 + whole[8256:])
    for _ in range(2):
        with pytest.raises(Environment, match="台账文件损坏"):
            Store.open(small)
    assert not lock_file(small).exists()
    assert not folder_of(small).exists()
