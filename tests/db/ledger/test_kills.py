"""Killed at any moment, a ledger holds every answered action whole, at most the one under way besides, nothing else."""

import random
import shutil
import time
from collections import Counter
from contextlib import nullcontext
from functools import partial

import pytest

from db.disk.failures import Closed, Newer
from db.ledger import journal
from db.ledger.backups import backups_of
from db.ledger.restoring import verify_backup
from db.ledger.store import Store
from tests.db.ledger import killed
from tests.db.ledger.newer import next_version
from tests.db.ledger.process import Child, needs_fork
from tests.db.sample import ENTITY_TABLES, NAME, every_row, fingerprint

KILLS, FEW, MOST = 200, 60, 1000  # processes that must be killed, in short, and that may be started for it
PHASES = {"work: open", "work: action", "create: create", "upgrade: upgrade", "restore: restore"}
LASTS = {"work": 0.1, "create": 0.05, "upgrade": 0.05, "restore": 0.05}  # seconds, about
ROUNDS_PER_FILE = 10  # then a fresh one, so that the journal does not slow the checks down
BEFORE = {"do": "undo", "undo": "redo", "redo": "undo"}


class Killer:
    """Lets processes work and kills each at a random moment, until enough were killed."""

    def __init__(self, folder, made, seed, kills):
        self.folder, self.made, self.kills = folder, made, kills
        self.pick = random.Random(seed)
        self.killed, self.unanswered, self.answered = 0, 0, 0
        self.phases = Counter()
        self.problems = []
        self.hashes = []  # of the ledger's journal so far

    def kill_one(self, work, name):
        """Run and kill one, if it is not faster; what it said."""
        heard = []
        with Child(work) as child:
            if self.pick.random() < 0.6:  # within its n-th doing, else at any time since its birth
                begun = self.pick.randrange(1, killed.STEPS if name == "work" else 2)
                for line in child.lines():
                    heard.append(line)
                    begun -= line[0] == "begin"
                    if not begun:
                        break
                time.sleep(self.pick.random() * LASTS[name] / (killed.STEPS if name == "work" else 1) / 2)
            else:
                time.sleep(self.pick.random() * LASTS[name])
            was_killed = child.kill()
            heard += child.lines()
        self.problems += [line for line in heard if line[0] == "failed"]
        self.answered += sum(line[0] == "saved" for line in heard)
        if was_killed:
            under_way = heard[-1][1] if heard and heard[-1][0] == "begin" else ""
            self.killed += 1
            self.unanswered += bool(under_way)
            self.phases[f"{name}: {under_way or 'between'}"] += 1
        return heard

    @property
    def enough(self):
        """Whether each kind of work was hit, and the writing itself often, not the pauses; how soon is chance."""
        return (
            self.killed >= self.kills
            and self.answered >= self.kills
            and self.unanswered >= self.kills // 4
            and self.phases.keys() >= PHASES
        )

    def wrong(self, what, heard):
        self.problems.append((what, heard[-4:]))


@pytest.fixture
def killer(tmp_path, demo_made, whole):
    return Killer(tmp_path, demo_made, seed=20200930, kills=KILLS if whole else FEW)


def fresh(killer, name):
    """A folder of its own with the demo's ledger in it."""
    folder = killer.folder / name
    folder.mkdir()
    return shutil.copy(killer.made, folder / NAME)


def one_of_work(killer, path, seed):
    heard = killer.kill_one(partial(killed.keep_working, path, seed), "work")
    answered = [line[2] for line in heard if line[:2] == ["saved", "action"]]
    with Store.open(path, reading=True) as store:  # which checks everything
        found = [a.hash for a in journal.read(store.db)]
        expected = killer.hashes + answered
        extra = found[len(expected) :]
        under_way = sum(line[:2] == ["begin", "action"] for line in heard[-1:])
        if found[: len(expected)] != expected or len(extra) > under_way:
            killer.wrong(f"{len(expected)} actions answered, {len(found)} found", heard)
        killer.hashes, left = found, fingerprint(store)
    if extra:  # taken back it must leave the rows that the last answer left
        with Store.open(path) as store:
            left = _taken_back(store)
            killer.hashes = [a.hash for a in journal.read(store.db)]
    prints = [line[1] for line in heard if line[0] == "rows"]
    if left and prints and len(prints) == len(answered) + 1 and left != prints[-1]:
        killer.wrong("rows differ from those after the last answer", heard)
    for line in heard:
        if line[:2] == ["saved", "backup"] and line[2] and not any(str(b.path) == line[2] for b in backups_of(path)):
            killer.wrong("a backup that was answered is not there", heard)


def _taken_back(store):
    """The rows once the newest action is taken back; nothing where it locked or unlocked, which undo leaves alone."""
    try:
        getattr(store, BEFORE[store.actions(1)[0].kind])()
    except Closed:
        return ""
    return fingerprint(store)


def one_of_creating(killer, path):
    heard = killer.kill_one(partial(killed.create, path), "create")
    answered = bool(heard and heard[-1][0] == "saved")
    if answered and not path.exists():
        killer.wrong("a file that was answered is not there", heard)
    if path.exists():
        Store.open(path, reading=True).close()
        sizes = [{n: len(r) for n, r in every_row(p).items()} for p in (path, killer.made)]
        if sizes[0] != sizes[1]:
            killer.wrong("half a file", heard)
        path.unlink()


def one_of_upgrading(killer, path):
    before = every_row(path, ENTITY_TABLES)
    heard = killer.kill_one(partial(killed.upgrade, path), "upgrade")
    with next_version() if is_newer(path) else nullcontext(), Store.open(path, reading=True):
        after = every_row(path, ENTITY_TABLES)
        after["unit"] = [row[:3] for row in after["unit"]]
        if after != before:
            killer.wrong("rows changed by a migration", heard)
        if heard and heard[-1][0] == "saved" and "remark" not in every_row(path):
            killer.wrong("not migrated", heard)


def is_newer(path):
    try:
        Store.open(path, reading=True).close()
    except Newer:
        return True
    return False


def one_of_restoring(killer, path):
    with Store.open(path) as store:
        store.backup("手动")
        killed.one_cell(store, killer.pick, lambda *_: None, f"恢复前{killer.killed}")
        later = fingerprint(store)
    earlier = every_row(backups_of(path)[-1].path)
    heard = killer.kill_one(partial(killed.put_back, path), "restore")
    with Store.open(path, reading=True) as store:
        restored = every_row(path) == earlier
        if fingerprint(store) != later and not restored:
            killer.wrong("neither the old nor the restored file", heard)
        if heard and heard[-1][0] == "saved" and not restored:
            killer.wrong("not restored", heard)


def wrong_backups(path, seen):
    """What is wrong with the newest backups, of those that were not looked at before."""
    new = [b.path for b in backups_of(path)[:5] if b.path not in seen]
    seen.update(new)
    return [(backup.name, why) for backup in new if (why := verify_backup(backup))]


@needs_fork
def test_killed_at_any_moment(killer, counted):
    works, creating, restoring = 0, killer.folder / "新" / NAME, fresh(killer, "恢复")
    creating.parent.mkdir()
    path, seen = None, set()
    while not killer.enough and works < MOST:
        turn = works % 10
        if works % ROUNDS_PER_FILE == 0:
            path, killer.hashes = fresh(killer, f"台账{works}"), []
            with Store.open(path) as store:
                killer.hashes = [a.hash for a in journal.read(store.db)]
        works += 1
        if turn == 0:
            one_of_creating(killer, creating)
        elif turn == 1:
            one_of_upgrading(killer, fresh(killer, f"升级{works}"))
        elif turn == 2:
            one_of_restoring(killer, restoring)
        else:
            one_of_work(killer, path, works)
        if works % ROUNDS_PER_FILE == 0:
            killer.problems += wrong_backups(path, seen) + wrong_backups(restoring, seen)
    counted(f"kills {killer.killed}, lost {len(killer.problems)}, unanswered {killer.unanswered}")
    assert not killer.problems, killer.phases
    assert killer.enough, killer.phases
