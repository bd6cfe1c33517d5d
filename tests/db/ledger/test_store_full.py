"""A disk without space: the sentence, nothing changed, and everything works again once there is room."""

import pytest

from db.actions.plans import add_plan, create_demo
from db.disk.failures import Environment
from db.ledger import upgrading
from db.ledger.backups import backups_of, folder_of
from db.ledger.restoring import restore
from db.ledger.store import Store
from tests.db.ledger.process import needs_fork, said
from tests.db.sample import NAME, cell, entities, every_row, small_plan

LONG = "落实责任，倒排工期。" * 20_000
FULL = r"^没有保存成功：.*已满。.*停在上一次保存的样子。.*请清出空间"
ROOM = 1 << 30


def allow(store, pages):
    """Let the file grow by so many pages."""
    size = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count={size + pages}")


ACTIONS = {
    "a cell": lambda s: s.write("写一格", [cell("t2", "2020Q3", 5, progress=LONG)]),
    "a batch": lambda s: s.write("写一批", [cell(t, "2020Q3", 5, progress=LONG) for t in ("t1", "t2", "t4")]),
    "a plan": lambda s: add_plan(s, small_plan(title="另一个", text=LONG)),
    "an undo": lambda s: s.undo(),
    "a redo": lambda s: s.redo(),
    "a revert": lambda s: s.revert(4),
}


@pytest.mark.parametrize("pages", [0, 1, 40])
@pytest.mark.parametrize("name", ACTIONS)
def test_a_file_that_may_not_grow(store, name, pages):
    store.write("先写一格", [cell("t2", "2020Q2", 3, progress=LONG)])
    if name == "a redo":
        store.undo()
    else:
        store.write("改短", [cell("t2", "2020Q2", 3)])
    before = entities(store), store.actions()
    allow(store, pages)
    with pytest.raises(Environment, match=FULL):
        ACTIONS[name](store)
    assert (entities(store), store.actions()) == before
    assert store.check() == len(before[1])
    allow(store, ROOM // 4096)
    ACTIONS[name](store)
    assert store.check() == len(before[1]) + 1
    assert entities(store) != before[0]


def test_the_last_room_is_used_cell_by_cell(store):
    """As at a desk: one figure after the other until the disk is full, and none of those said saved is lost."""
    allow(store, 2)
    saved = 0

    def type_on():
        nonlocal saved
        while saved < 1000:
            store.write(f"第{saved}次", [cell("t2", "2020Q3", saved, progress=f"第{saved}次" * 40)])
            saved += 1

    with pytest.raises(Environment, match=FULL):
        type_on()
    assert saved > 3
    allow(store, 100)
    assert [a.what for a in store.actions(saved)][-1] == "第0次"
    assert store.actions(1)[0].what == f"第{saved - 1}次"
    assert store.ledger("p2020").cells["t2"]["2020-09"].value == saved - 1
    assert store.check() == saved + 2


def limit_files(size):
    """No file of this process may grow beyond; None lifts that again."""
    import resource  # not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


@needs_fork
def test_a_disk_that_takes_no_more(small):
    """The system itself refuses to write: a limit on the sizes of files of one process."""

    def work(say):
        with Store.open(small) as store:
            limit_files(small.stat().st_size)
            try:
                store.write("写一格", [cell("t2", "2020Q3", 5, progress=LONG)])
            except Environment as error:
                say("refused", error.sentence)
            say("rows", entities(store) == before)
            limit_files(None)
            store.write("有空间了", [cell("t2", "2020Q3", 6, progress=LONG)])
            say("checked", store.check())

    with Store.open(small) as store:
        before = entities(store)
    refused, rows, checked = said(work)
    assert refused[1].startswith("没有保存成功：")
    assert "可能空间已满" in refused[1]
    assert rows == ["rows", "True"]
    assert checked == ["checked", "3"]


@needs_fork
def test_without_room_a_ledger_still_opens_and_says_that_no_backup_was_made(small):
    def work(say):
        limit_files(small.stat().st_size - 1)
        with Store.open(small) as store:
            say(store.read_only, store.notice)
            say(len(store.plans()))

    opened, plans = said(work)
    assert opened[0] == ""
    assert opened[1].startswith("这次打开没有备份成：没有保存成功：")
    assert plans == ["1"]
    assert [p.name for p in folder_of(small).iterdir()] == []
    with Store.open(small) as store:
        assert store.notice == ""
        assert len(backups_of(small)) == 1


@needs_fork
def test_without_room_for_the_holders_name_the_lock_holds_all_the_same(small):
    def work(say):
        limit_files(0)
        with Store.open(small) as store:
            say("open", store.read_only)
            say(*said(lambda other: other(Store.open(small).read_only))[0])

    opened, second = said(work)
    assert opened == ["open", ""]
    assert second[0].startswith("这个台账正在另一个窗口打开。为防止互相覆盖")


@needs_fork
def test_a_restore_that_finds_no_room_leaves_everything_as_it_was(small):
    with Store.open(small) as store:
        backup = backups_of(small)[0]
        store.write("写一格", [cell("t2", "2020Q3", 5)])

    def work(say):
        limit_files(small.stat().st_size // 2)
        try:
            restore(small, backup.path)
        except Environment as error:
            say(error.sentence)

    rows, files = every_row(small), sorted(small.parent.rglob("*"))
    assert said(work)[0][0].startswith("没有保存成功：")
    assert every_row(small) == rows
    assert sorted(small.parent.rglob("*")) == files


@needs_fork
def test_a_new_file_that_finds_no_room_leaves_nothing(tmp_path):
    def work(say):
        limit_files(100_000)
        try:
            create_demo(tmp_path / NAME)
        except Environment as error:
            say(error.sentence)

    assert said(work)[0][0].startswith("没有保存成功：")
    assert list(tmp_path.iterdir()) == []


@needs_fork
def test_a_checkpoint_that_finds_no_room_is_no_reason_not_to_open(small, monkeypatch):
    monkeypatch.setattr(upgrading, "CHECKPOINT_EVERY", 1)

    def work(say):
        limit_files(0)
        with Store.open(small) as store:
            say(store.notice)

    before = every_row(small)
    assert said(work)[0][0].startswith("这次打开没有备份成：")
    assert every_row(small) == before
