"""另存为: the whole ledger with its history, and what could not be saved at home; never over another file."""

import os
import sqlite3
from dataclasses import replace
from decimal import Decimal

import pytest

from db.actions.periods import close_period
from db.disk.failures import AltersClosed, Environment, Refusal
from db.ledger import opening
from db.ledger.copies import save_copy
from db.ledger.store import Store
from tests.db.sample import Q3, cell, every_row


def test_a_copy_is_the_whole_file(store, tmp_path):
    store.write("填5", [cell("t2", "2020Q3", 5)])
    copy = tmp_path / "另存" / "台账#1.ydt"
    copy.parent.mkdir()
    save_copy(store, copy)
    assert every_row(copy) == every_row(store.path)
    with Store.open(copy) as opened:
        assert not opened.read_only
        opened.write("填6", [cell("t2", "2020Q3", 6)])
    assert store.ledger("p2020").cells["t2"]["2020-09"].value == 5
    assert sorted(p.name for p in copy.parent.iterdir()) == ["台账#1-备份", "台账#1.ydt"]


def test_what_could_not_be_saved_is_written_in_the_copy_as_one_action(store, tmp_path):
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count={pages}")
    wanted = cell("t2", "2020Q3", 7, progress="落实责任，倒排工期。" * 2000)
    with pytest.raises(Environment, match="已满"):
        store.write("填7", [wanted])
    save_copy(store, tmp_path / "b.ydt", [wanted])
    with Store.open(tmp_path / "b.ydt") as opened:
        assert opened.ledger("p2020").cells["t2"]["2020-09"].value == 7
        assert opened.actions(1)[0].what == "另存为时写入没有保存成的 1 格"
        opened.check()
        opened.undo()
        assert "t2" not in opened.ledger("p2020").cells


def test_a_file_that_may_only_be_read_can_be_copied(small, tmp_path):
    with Store.open(small, reading=True) as store:
        save_copy(store, tmp_path / "b.ydt")
    with Store.open(tmp_path / "b.ydt") as opened:
        assert not opened.read_only


def test_no_file_is_ever_overwritten(store, tmp_path):
    other = tmp_path / "别的.ydt"
    other.write_bytes(b"x")
    before = every_row(store.path)
    with pytest.raises(Refusal, match="已经有这个文件，没有覆盖它"):
        save_copy(store, other)
    with pytest.raises(Refusal, match="这就是现在打开的台账"):
        save_copy(store, store.path)
    assert other.read_bytes() == b"x"
    assert every_row(store.path) == before


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")
def test_a_link_that_leads_to_itself_in_the_files_place_hinders_no_copy(small, tmp_path):
    """What was seen: a report of our own error where the clerk saved the screen elsewhere."""
    with Store.open(small) as store:
        store.write("填5", [cell("t2", "2020Q3", 5)])
        small.unlink()
        small.symlink_to(small)
        save_copy(store, tmp_path / "另存.ydt")
    with Store.open(tmp_path / "另存.ydt", reading=True) as saved:
        assert saved.ledger("p2020").cells["t2"]["2020-09"].value == 5
    with pytest.raises(Environment):
        Store.open(small)


def test_a_place_that_cannot_be_written_is_said(store, tmp_path):
    with pytest.raises(Environment, match=r"找不到|打不开"):
        save_copy(store, tmp_path / "没有" / "b.ydt")


def test_a_copy_that_fails_leaves_nothing(store, tmp_path, monkeypatch):
    def fails(*_):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(opening, "verify_structure", fails)
    with pytest.raises(Exception, match=r".*"):
        save_copy(store, tmp_path / "b.ydt")
    assert not [p for p in tmp_path.iterdir() if "b.ydt" in p.name and not p.name.endswith(".lock")]


def test_what_would_alter_a_closed_period_is_written_in_the_copy_for_a_reason(store, tmp_path):
    """Typed while the file was gone, it shall not keep the rest from being saved."""
    close_period(store, "p2020", Q3)
    target = replace(store.ledger("p2020").by_id["t2"], value=Decimal(1))
    with pytest.raises(AltersClosed):
        save_copy(store, tmp_path / "b.ydt", [target], reason="")
    assert not list(tmp_path.glob("b.ydt*"))
    save_copy(store, tmp_path / "b.ydt", [target], reason="计划调整")
    with Store.open(tmp_path / "b.ydt", reading=True) as opened:
        assert opened.ledger("p2020").by_id["t2"].value == 1
        assert "计划调整" in opened.actions(1)[0].what
