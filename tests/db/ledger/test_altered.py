"""What was altered by a hand that knows hashes is damage with a sentence, at opening as in `check`."""

import json
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from db.disk.failures import Damaged
from db.ledger import journal
from db.ledger.rows import dumps
from db.ledger.store import Store
from main import main
from models.plan.settings import Office, Rule
from tests.db.ledger import altered
from tests.db.workbooks.clerk import in_chinese

TRIED = 60


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return altered.make(tmp_path_factory.mktemp("good") / "好的.ydt")


def test_altered_ledgers_are_refused_or_of_use_and_check_says_the_same(counted):
    seen, wrong = altered.run(TRIED, seed=2026)
    counted(f"altered ledgers {TRIED}, own errors {seen['own error']}, refused {seen['refused']}")
    assert not wrong
    assert seen["opened"], "the harmless ones open"
    assert seen["refused"] > TRIED // 4


@pytest.mark.parametrize("left", ["a.ydt-journal", "a.ydt-wal", "a.ydt.lock", "~a.tmp", "a-备份/a.part"])
def test_a_file_left_behind_is_seen(tmp_path, left):
    (tmp_path / "a-备份").mkdir()
    for name in ("a.ydt", "a-备份/早.ydt", left):
        (tmp_path / name).write_bytes(b"")
    assert altered.left_behind(tmp_path) == [left]


def put(path, entity, entity_id, field, value):
    """Another value in a row and in the change that brought it, with hashes that hold."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        db = altered.Database(connection, execute_plugins=False)
        actions = []
        for action in journal.read(db):
            changes = list(action.changes)
            for at, change in enumerate(changes):
                if (change.entity, change.entity_id) == (entity, entity_id) and change.field is None and change.new:
                    changes[at] = replace(change, new=dumps({**json.loads(change.new), field: value}))
            actions.append(replace(action, changes=tuple(changes)))
        altered.put(connection, actions)


BAD = [
    ("plan", "p2020", "year", 0),
    ("plan", "p2020", "year", 9999),
    ("plan", "p2020", "issued", "2020-02-30"),
    ("plan", "p2020", "campaigns", "{}x"),
    ("plan", "p2020", "campaigns", "[1]"),
    ("plan", "p2020", "campaigns", '["\\ud800"]'),
    ("heading", "h1", "start", 9_999),
    ("heading", "h1", "end", None),
    ("heading", "h1", "parent_id", "h1"),
    ("heading", "h1", "parent_id", "h2"),
    ("heading", "h1", "level", 2**40),
    ("target", "t1", "kind", "别的"),
    ("target", "t1", "direction", "up"),
    ("target", "t1", "comparator", "!="),
    ("target", "t1", "cadence", "weekly"),
    ("target", "t1", "entry_mode", ""),
    ("target", "t1", "value", "1e5"),
    ("target", "t1", "value", "９"),
    ("target", "t1", "value", "9" * 5000),
    ("target", "t1", "due_date", "9月"),
    ("target", "t1", "curve", '"没有"'),
    ("target", "t1", "curve", "[]"),
    ("target", "t1", "curve", '["a"]'),
    ("target", "t1", "stretch", "1e5"),
    ("target", "t1", "planned", '["2020-06-30"]'),
    ("target", "t1", "planned", '[["6月底", "5"]]'),
    ("target", "t1", "planned", '[["2020-06-30", 5]]'),
    ("target", "t1", "planned", '[["2020-06-30", "5"], ["2020-03-31", "2"]]'),
    ("target", "t1", "planned", '[["2020-06-30", "5"], ["2020-06-30", "5"]]'),
    ("target", "t1", "planned", '[["2020-06-30", "' + "9" * 5000 + '"]]'),
    ("target", "t3", "stages", '[["开工"]]'),
    ("target", "t3", "stages", "[" * 3000 + "]" * 3000),
    ("target", "t1", "plan_id", "p2019"),
    ("progress", "t2@2020-09", "period", "2020-13"),
    ("progress", "t2@2020-09", "period", "2020Q3"),
    ("progress", "t2@2020-09", "target_id", "t3"),
    ("progress", "t2@2020-09", "nature", "大概"),
    ("progress", "t2@2020-09", "as_of", "明天"),
    ("period_state", "p2020@2020-03", "rule", "[]"),
    ("period_state", "p2020@2020-03", "closed_at", "昨天"),
    ("period_state", "p2020@2020-03", "period", "2020-04"),
]


@pytest.mark.parametrize(("entity", "entity_id", "field", "value"), BAD)
def test_a_value_that_means_nothing_is_damage_at_opening_and_in_check(
    good, tmp_path, capsys, entity, entity_id, field, value
):
    path = shutil.copy(good, tmp_path / "改过的.ydt")
    put(path, entity, entity_id, field, value)
    for reading in (True, False):
        with pytest.raises(Damaged, match=r"台账文件损坏.*请从备份恢复") as refused:
            Store.open(path, reading=reading)
        in_chinese(refused.value.sentence, path.name)  # no name of a table or column
    assert main(["check", str(path)]) == 1
    assert "台账文件损坏" in capsys.readouterr().err
    assert not list(tmp_path.glob("*错误报告*"))


def test_a_ledger_rewritten_unchanged_is_well(good, tmp_path):
    path = shutil.copy(good, tmp_path / "照旧.ydt")
    put(path, "none", "", "", "")
    with Store.open(path) as store:
        assert store.check() == len(store.actions())


@pytest.mark.parametrize("text", ["1E+999999", "NaN", "-1", "99999999", "x", "9" * 5000])
def test_a_setting_that_means_nothing_takes_its_default(text):
    names = ("report_days", "rule.near_days", "rule.pace_band", "rule.decimals", "rule.preset")
    settings = dict.fromkeys(names, text)
    assert Office.of(settings) == Office()
    assert Rule.of(settings) == Rule()


def test_alterations_are_the_same_for_the_same_seed(good, tmp_path):
    one, other = (shutil.copy(good, tmp_path / name) for name in ("一.ydt", "二.ydt"))
    assert altered.alter(one, random.Random(5)) == altered.alter(other, random.Random(5))
