"""Backups in the order in which they were made, found under another name, and never another ledger's."""

import shutil
from datetime import UTC, datetime

from db.actions.plans import create_demo
from db.ledger.backups import KEPT, backups_of, folder_of
from db.ledger.restoring import restore, verify_backup
from db.ledger.store import Store
from tests.db.sample import START, cell, ticking

AHEAD = datetime(2036, 7, 1, 8, 0, tzinfo=UTC)


def put(store, number):
    return store.write(f"填{number}", [cell("t2", "2020Q3", number)])


def open_often(path, start, count, first=0):
    """So many openings, each of which finds something new to back up."""
    clock = ticking(start, minutes=1)
    for number in range(count):
        with Store.open(path, clock=clock) as store:
            put(store, first + number)


def test_a_clock_that_ran_ahead_and_came_back_makes_the_newest_all_the_same(small):
    """Case B1: twenty openings in 2036, then five of today; only one of today was kept."""
    open_often(small, AHEAD, 20)
    open_often(small, START, 5, first=100)
    found = backups_of(small)
    assert len(found) == KEPT
    assert [b.at.year for b in found[:6]] == [2020] * 5 + [2036]
    assert [b.at for b in found[:5]] == sorted((b.at for b in found[:5]), reverse=True)
    assert all(verify_backup(b.path) == "" for b in found[:6])


def test_a_clock_that_goes_back_and_forth_loses_no_order(small):
    for turn, start in enumerate((AHEAD, START, AHEAD, START)):
        open_often(small, start, 3, first=turn * 10)
    made = [b.at.year for b in reversed(backups_of(small))]
    assert made == [2036] * 3 + [2020] * 3 + [2036] * 3 + [2020] * 3


def test_a_restore_under_a_wrong_clock_can_be_taken_back(small):
    open_often(small, AHEAD, 3)
    before = backups_of(small)[-1]
    kept = restore(small, before.path, clock=ticking(START))
    assert backups_of(small)[0].path == kept


def test_backups_are_found_after_a_renaming_and_their_number_stays(small):
    open_often(small, START, KEPT)
    renamed = small.with_name("改了名.ydt")
    small.rename(renamed)
    found = backups_of(renamed)
    assert len(found) == KEPT
    open_often(renamed, START.replace(year=2021), 5, first=100)
    assert len(backups_of(renamed)) == KEPT
    assert sum(b.path.parent == folder_of(renamed) for b in backups_of(renamed)) == 5
    restore(renamed, backups_of(renamed)[-1].path)


def test_no_backup_of_another_ledger_is_removed_or_shown(small, tmp_path):
    """The ledger was renamed, and a new one has its old name and with it the folder."""
    open_often(small, START, 3)
    theirs = {b.path for b in backups_of(small)}
    small.rename(small.with_name("去年的.ydt"))
    create_demo(small)
    clock = ticking(START.replace(year=2021), minutes=1)
    for number in range(KEPT + 3):
        with Store.open(small, clock=clock) as store:
            plan = store.plans()[0]
            target = store.ledger(plan.id).targets[0]
            store.write("填", [cell(target.id, "2020-10", number)])
    assert all(path.exists() for path in theirs)
    assert theirs == {b.path for b in backups_of(small.with_name("去年的.ydt"))}
    other = tmp_path / "别的.ydt"
    create_demo(other)
    assert backups_of(other) == []


def test_a_copy_of_a_ledger_takes_no_backup_from_the_one_it_was_copied_from(small, tmp_path):
    open_often(small, START, KEPT)
    first = {b.path for b in backups_of(small)}
    copy = shutil.copy(small, tmp_path / "副本.ydt")
    open_often(copy, START.replace(year=2021), KEPT + 2, first=100)
    assert all(path.exists() for path in first)
