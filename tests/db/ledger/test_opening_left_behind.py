"""What a killed process or a careless hand leaves beside a ledger; and ledgers that may only be read."""

import os
import shutil

import pytest

from db.disk.failures import Damaged, Environment, Refusal
from db.ledger.access import creator_lock, now
from db.ledger.backups import backups_of, folder_of
from db.ledger.restoring import restore
from db.ledger.store import Store
from tests.db.ledger.process import Child, as_clerk, needs_fork, public_folder
from tests.db.sample import NAME, cell, every_row, make_small

LONG = "落实责任，倒排工期。" * 20_000


def journal_of(path):
    return path.with_name(path.name + "-journal")


def die_writing(path):
    """Leave a ledger as a process leaves it that is killed in the middle of a large action."""

    def work(say):
        with Store.open(path) as store:
            store.db.execute("PRAGMA cache_size=4")  # so that pages go to the file before the commit
            store.db.execute("BEGIN IMMEDIATE")
            store.db.execute("UPDATE target SET quote = ?", (LONG,))
            store.db.execute("UPDATE series SET name = name || ?", (LONG,))
            say("half done")
            os.read(os.pipe()[0], 1)

    with Child(work) as child:
        child.hear()
        assert child.kill()
    assert journal_of(path).stat().st_size > 0


@needs_fork
@pytest.mark.parametrize("reading", [False, True])
def test_half_an_action_is_taken_back_on_opening(small, reading):
    rows = every_row(small)
    die_writing(small)
    with Store.open(small, reading=reading) as store:
        assert store.check() == 2
    assert every_row(small) == rows
    assert not journal_of(small).exists()


@needs_fork
def test_copied_without_its_journal_it_is_damaged_and_with_it_good(small, tmp_path):
    rows = every_row(small)
    die_writing(small)
    alone, both = tmp_path / "只拷了台账.ydt", tmp_path / "都拷了.ydt"
    shutil.copy(small, alone)
    shutil.copy(small, both)
    shutil.copy(journal_of(small), journal_of(both))
    with pytest.raises(Damaged):
        Store.open(alone)
    Store.open(both).close()
    assert every_row(both) == rows


@needs_fork
def test_restoring_finishes_what_a_dead_process_left(small):
    Store.open(small).close()
    rows = every_row(small)
    die_writing(small)
    kept = restore(small, backups_of(small)[0].path)
    assert every_row(small) == rows
    assert every_row(kept) == rows
    assert not journal_of(small).exists()


@needs_fork
@pytest.mark.parametrize("spoil", [lambda p: p.unlink(), lambda p: p.write_bytes(b"\1" * 9000)])
def test_a_journal_does_not_meet_the_file_that_is_restored_there(small, spoil):
    Store.open(small).close()
    rows = every_row(small)
    die_writing(small)
    spoil(small)
    restore(small, backups_of(small)[0].path)
    with Store.open(small) as store:
        assert store.check() == 2
    assert every_row(small) == rows
    assert [p.name for p in folder_of(small).glob("损坏留存-*-journal")]


@needs_fork
def test_a_journal_of_a_ledger_removed_by_hand_does_not_meet_a_new_one_of_that_name(small):
    die_writing(small)
    small.unlink()
    make_small(small, title="重新建的")
    with Store.open(small) as store:
        assert store.check() == 2
        assert store.plans()[0].title == "重新建的"


@needs_fork
def test_a_backup_copied_over_the_ledger_by_hand_is_not_mixed_with_an_old_journal_unseen(small):
    with Store.open(small) as store:
        store.write("写一格", [cell("t2", "2020Q3", 5, progress=LONG)])
        store.backup("手动")
    later = every_row(small)
    die_writing(small)
    shutil.copyfile(backups_of(small)[-1].path, small)
    try:
        with Store.open(small) as store:
            assert store.check() in (2, 3)
    except Damaged:
        restore(small, backups_of(small)[0].path)
        assert every_row(small) == later


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")
@pytest.mark.parametrize("how", ["removed", "renamed", "replaced"])
def test_a_ledger_taken_away_while_it_is_open_is_not_written_elsewhere(small, tmp_path, how):
    other = make_small(tmp_path / "另一本.ydt", title="另一本")
    away, rows = tmp_path / "改名.ydt", every_row(small)
    with Store.open(small) as store:
        match how:
            case "removed":
                small.unlink()
            case "renamed":
                small.rename(away)
            case _:
                other.replace(small)
        with pytest.raises(Environment, match=r"^没有保存成功：台账文件已被移走、改名或换掉：.*请把文件放回原处"):
            store.write("写一格", [cell("t2", "2020Q3", 5)])
    if how == "renamed":
        assert every_row(away) == rows
    for path in (small, away, other):
        if path.exists():
            with Store.open(path) as store:
                assert store.check() == 2


def test_what_dies_while_making_a_file_or_a_backup_is_in_nobodys_way(small, tmp_path):
    folder_of(small).mkdir()
    left = [
        folder_of(small) / "未完成.part",
        folder_of(small) / "未完成.part-journal",
        tmp_path / ".新的.ydt.part",
        tmp_path / ".新的.ydt.part-journal",
        tmp_path / "新的.ydt.lock",
    ]
    for path in left:
        path.write_bytes(b"\1" * 5000)
    with Store.open(small) as store:
        assert store.notice == ""
    make_small(tmp_path / "新的.ydt")
    assert not [p for p in left if p.exists()]
    assert len(backups_of(small)) == 1


def look(path, say):
    """Open a ledger, and say whether it can be written, what is in it and what happens on writing."""
    try:
        with Store.open(path) as store:
            say(store.read_only, store.notice, len(store.ledger("p2020").targets), store.check())
            try:
                store.write("写一格", [cell("t2", "2020Q3", 5)])
            except Environment as error:
                say("refused", error.sentence)
    except Refusal as refusal:
        say("not opened", refusal.sentence)


ONLY_LOOK = f"台账只能看，不能改：{NAME}是只读文件，或在光盘、只读盘上。改动没有保存。请另存到本机后再填。"


@needs_fork
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_read_only_file_or_folder_is_only_looked_at(small_made, file_mode, folder_mode):
    with public_folder() as folder:
        path = folder / NAME
        shutil.copyfile(small_made, path)
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        before = path.read_bytes()
        opened, refused = as_clerk(lambda say: look(path, say))
        assert opened == [ONLY_LOOK, "", "4", "2"]
        assert refused == ["refused", ONLY_LOOK]
        assert path.read_bytes() == before
        assert [p.name for p in folder.iterdir()] == [NAME]


@needs_fork
def test_half_an_action_in_a_file_that_may_only_be_read_says_what_to_do(small):
    die_writing(small)
    with public_folder() as folder:
        for path in (small, journal_of(small)):
            shutil.copyfile(path, folder / path.name)
            (folder / path.name).chmod(0o444)
        folder.chmod(0o555)
        ((word, sentence),) = as_clerk(lambda say: look(folder / NAME, say))
        assert word == "not opened"
        assert sentence.endswith("请另存到本机后再填。")


@needs_fork
def test_a_file_that_may_not_even_be_read(small_made):
    with public_folder() as folder:
        path = folder / NAME
        shutil.copyfile(small_made, path)
        path.chmod(0)
        ((word, sentence),) = as_clerk(lambda say: look(path, say))
        assert word == "not opened"
        assert sentence.startswith("没有权限读写：")


@needs_fork
def test_where_nothing_may_be_written_nothing_is_made(tmp_path):
    with public_folder() as folder:
        folder.chmod(0o555)

        def work(say):
            try:
                make_small(folder / NAME)
            except Environment as error:
                say(error.sentence)

        ((sentence,),) = as_clerk(work)
        assert sentence.startswith("没有权限读写：")
        assert list(folder.iterdir()) == []


def left_by(process, folder):
    return [folder / f".季报.xlsx.{process}.part", folder_of(folder / NAME) / f".2020.ydt.{process}.part"]


@needs_fork
def test_what_a_killed_process_left_is_cleared_at_the_next_start(small, tmp_path):
    """Half made ledgers and copies, locks that nobody holds, files half written, a backup half made."""
    folder_of(small).mkdir()
    with Child(lambda say: say("here")) as child:
        child.hear()
    left = [
        folder_of(small) / "未完成.part",
        folder_of(small) / "未完成.part-journal",
        tmp_path / ".没建成.ydt.part",
        tmp_path / ".没建成.ydt.part-journal",
        tmp_path / "没建成.ydt.lock",
        tmp_path / (NAME + ".lock"),
        *left_by(child.pid, tmp_path),
    ]
    others = [
        tmp_path / "别人的.part",
        tmp_path / ".别人的.part",
        tmp_path / "别的程序.lock",
        *left_by(os.getpid(), tmp_path),
    ]
    for path in (*left, *others):
        path.write_bytes(b"\1" * 500)
    Store.open(small).close()
    assert not [p.name for p in left if p.exists()]
    assert all(p.exists() for p in others)


@needs_fork
def test_what_another_process_is_still_making_stays(small, tmp_path):
    """Its lock says so."""
    coming, part = tmp_path / "正在建.ydt", tmp_path / ".正在建.ydt.part"

    def work(say):
        with creator_lock(coming, now):
            part.write_bytes(b"\1")
            say("here")
            os.read(os.pipe()[0], 1)

    with Child(work) as child:
        child.hear()
        Store.open(small).close()
        assert part.exists()
        assert coming.with_name(coming.name + ".lock").exists()
    Store.open(small).close()
    assert not part.exists()
    assert not coming.with_name(coming.name + ".lock").exists()
