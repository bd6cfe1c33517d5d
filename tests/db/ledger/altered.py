"""Ledgers altered by a hand that knows hashes: valid SQLite, hashes made good again, values that are none.

`python -m tests.db.ledger.altered 2000` tries so many and says what came of them; the tests try some.
"""

import json
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from traceback import format_exc

from sqlite_utils import Database

from db.actions.outlines import remove
from db.actions.periods import close_period
from db.actions.plans import add_plan
from db.disk.failures import Refusal
from db.ledger import journal
from db.ledger.backups import folder_of
from db.ledger.rows import BY_NAME, dumps
from db.ledger.store import Store
from models.collecting.form import forms
from models.judging.assess import assess_all
from models.plan.entities import Heading, PeriodState, Setting
from models.plan.period import Period
from models.report.report import build
from tests.db.sample import Q3, cell, make_small, small_plan, version
from tests.db.workbooks.clerk import in_chinese

Watch = Callable[[str, list[str]], AbstractContextManager[None]]
PERIODS = ("2020Q1", "2020Q3", "2020-10-15", "2020Q4")
EVIL: tuple[object, ...] = (
    None, "", "x", "0", "-0", "1.0", "1e5", "NaN", "Infinity", "９", "9" * 99, "9" * 5000, "-1", "0.1" + "0" * 50 + "1",
    "2020-02-30", "20200101", "0000-01-01", "0001-01-01", "9999-12-31", "2020-13", "2020-00", "2020-09", "2020-09-15",
    "2020Q3", "2019-12", "0000-12", "9999-12", "[]", "[1]", "[null]", '["a",["b"]]', '[["开工"]]', '[["开工","x"]]',
    '[[1,null]]', '[["",null]]', '["1","2"]', '["NaN"]', "{}", '{"preset":"?"}', '{"decimals":[1]}', "null", "true",
    '"线性"', '"没有"', "[" * 3000 + "]" * 3000, "\0", "a\0b", "换\n行\t", "<img src=x>", "=1+1",
    "长" * 40_000, "\ud800",
    '["\\ud800"]',
    0, 1, 2, -1, 7, 10**6, 2**31, 2**62, -(2**63), 1990, 9999, 10_000, True, 1.5, [], {}, ["a"], {"id": 1},
    "cumulative", "growth", "level", "reduction", "milestone", "qualitative", "lower", "higher", "period", "both_years",
    "monthly", "yearly", "<", "~", "!=", "力争", "已完成", "快报", "do", "undo", "redo", "progress", "setting",
)  # fmt: skip


def make(path: Path) -> Path:
    """A small ledger in which every table has rows, and whose journal has every kind of action."""
    make_small(path)
    with Store.open(path) as store:
        store.write(
            "改", [cell("t1", "2020Q3", "7.5"), cell("t2", "2020Q3", 12, progress="推进有序"), version("t2", "1号", 20)]
        )
        store.write(
            "再改", [cell("t2", "2020Q3", 13), cell("t3", "2020Q2", stage="开工", percent=Decimal(5), nature="快报")]
        )
        store.write("细目", [Heading("h2", "p2020", "h1", 1, 2, "1.", "招商")])
        store.write("规则", [Setting("rule.pace_band", "8"), Setting("report_days", "20"), Setting("step", "month")])
        add_plan(store, small_plan(id="p2019", year=2019, title="去年", outline=[], targets=[]))
        remove(store, "p2020", ["t4"])
        store.undo()
        store.write("目", [PeriodState("p2020@2020-12", "p2020", "2020-12")])
        store.undo()
        store.redo()
        close_period(store, "p2020", Period.parse("2020Q1"))  # what follows may not touch it, undo neither
    return path


def alter(path: Path, pick: random.Random) -> str:
    """Put one or two values into a ledger that do not belong there; says what, nothing where SQLite would not."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        db = Database(connection, execute_plugins=False)
        actions = list(journal.read(db))
        said = []
        for _ in range(pick.choice((1, 1, 1, 2))):
            number = pick.randrange(len(actions))
            actions[number], what = pick.choice((_entity, _entity, _entity, _swap, _journal))(actions[number], pick)
            said.append(what)
        try:
            with connection:
                put(connection, actions)
        except (sqlite3.Error, UnicodeError, OverflowError, KeyError, TypeError, ValueError, AttributeError):
            return ""
        except RecursionError:  # a journal that nobody can replay: its rows are left out
            put(connection, actions, rows=False)
            connection.commit()
    return "；".join(said)


def outcome(path: Path) -> str:
    """What the program makes of a ledger: refused, or opened; raises what is our own mistake."""
    try:
        with Store.open(path, reading=True) as store:
            whole = _checked(store)
            _use(store)
    except Refusal as refusal:
        in_chinese(refusal.sentence, path.name)
        if "请" not in refusal.sentence:
            raise AssertionError(refusal.sentence) from refusal
        opened = "refused"
    else:
        opened = "opened"
        assert whole == "opened", "check and opening do not agree"
    return opened


def _checked(store: Store) -> str:
    try:
        store.check()
    except Refusal:
        return "refused"
    return "opened"


def _use(store: Store) -> None:
    """What a window asks of a ledger: every plan judged at some periods, histories, undo tried out."""
    for plan in store.plans():
        ledger = store.ledger(plan.id)
        for text in PERIODS:
            period = Period.parse(text)
            for judged in assess_all(ledger, replace(period, year=ledger.plan.year)):
                assert judged.status
            ledger.report_by(replace(period, year=ledger.plan.year))
        at = replace(Q3, year=ledger.plan.year)
        assert build(ledger, at, made_on="2020-10-12").title
        list(forms(ledger, at))
    for action in store.actions(100):
        store.action(action.id)
        store.refusal_to_revert(action.id)
    store.next_undo()
    store.next_redo()


def _entity(action: journal.Action, pick: random.Random) -> tuple[journal.Action, str]:
    """A value of a row, in the change that brought it."""
    if not action.changes:
        return action, ""
    at = pick.randrange(len(action.changes))
    change = action.changes[at]
    evil = pick.choice(EVIL)
    if change.field is None and change.new is not None:
        row = json.loads(change.new)
        if not isinstance(row, dict):  # altered already
            return action, ""
        name = pick.choice(list(row))
        row[name] = evil
        change = replace(change, new=dumps(row))
        what = f"{change.entity}.{name}"
    else:
        change = replace(change, new=dumps(evil))
        what = f"{change.entity}.{change.field}"
    changes = (*action.changes[:at], change, *action.changes[at + 1 :])
    return replace(action, changes=changes), f"{what}={str(evil)[:20]!r}"


def _swap(action: journal.Action, pick: random.Random) -> tuple[journal.Action, str]:
    """Ids of two rows of one action exchanged in a column that names others."""
    rows = [c for c in action.changes if c.field is None and c.new]
    if len(rows) < 2:
        return _journal(action, pick)
    one, other = pick.sample(rows, 2)
    first, second = json.loads(one.new or ""), json.loads(other.new or "")
    names = [n for n in first if n.endswith("id") and n in second]
    mine, theirs = pick.choice(names), pick.choice(names)
    first[mine], second[theirs] = second[theirs], first[mine]
    new = {id(one): replace(one, new=dumps(first)), id(other): replace(other, new=dumps(second))}
    changes = tuple(new.get(id(c), c) for c in action.changes)
    return replace(action, changes=changes), f"swap {one.entity}.{mine} {other.entity}.{theirs}"


def _journal(action: journal.Action, pick: random.Random) -> tuple[journal.Action, str]:
    """A word of the journal itself."""
    evil = pick.choice(EVIL)
    if pick.random() < 0.5 or not action.changes:
        name = pick.choice(("at", "who", "system_user", "computer", "what", "kind", "of"))
        return replace(action, **{name: evil}), f"action.{name}={str(evil)[:20]!r}"
    at = pick.randrange(len(action.changes))
    name = pick.choice(("entity", "entity_id", "field", "old", "new"))
    text = pick.choice((dumps(evil), evil)) if name in {"old", "new"} else evil
    changes = list(action.changes)
    changes[at] = replace(changes[at], **{name: text})
    return replace(action, changes=tuple(changes)), f"change.{name}={str(text)[:20]!r}"


def put(connection: sqlite3.Connection, actions: list[journal.Action], *, rows: bool = True) -> None:
    """Write a journal anew with hashes that hold, and the rows that it says."""
    for table in ("change", "action", "checkpoint", *reversed(BY_NAME)):
        connection.execute(f'DELETE FROM "{table}"')
    previous = journal.START
    for action in actions:
        sealed = replace(action, previous=previous)
        sealed = replace(sealed, hash=journal.sealed(sealed, sealed.changes))
        previous = sealed.hash
        journal.append(Database(connection, execute_plugins=False), sealed, sealed.changes)
    for (name, _), row in journal.replay(actions).items() if rows else ():
        if row is not None and name in BY_NAME:
            table = BY_NAME[name]
            marks = ",".join("?" * len(table.names))
            columns = ",".join(f'"{n}"' for n in table.names)
            connection.execute(f'INSERT INTO "{name}" ({columns}) VALUES ({marks})', table.values(table.filled(row)))


def unwatched(_: str, __: list[str]) -> AbstractContextManager[None]:
    """Nothing is measured: the tests ask what is right, not how fast this machine is."""
    return nullcontext()


def left_behind(folder: Path) -> list[str]:
    """What stands beside the ledgers that are closed: no file of SQLite's, no lock, nothing half written."""
    homes = [folder, *map(folder_of, folder.glob("*.ydt"))]
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not (path.suffix == ".ydt" and path.parent in homes):
            found.append(str(path.relative_to(folder)))
    return found


def run(count: int, seed: int = 1, watched: Watch = unwatched) -> tuple[Counter[str], list[str]]:
    """Try so many altered ledgers; returns what came of them, and what went wrong with which."""
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        good, path = make(Path(name) / "好的.ydt"), Path(name) / "改过的.ydt"
        number = 0
        while sum(seen.values()) < count:
            number += 1
            pick = random.Random(f"{seed}-{number}")
            shutil.copy(good, path)
            what = alter(path, pick)
            if not what:
                continue
            try:
                with watched(f"{seed}-{number} {what}", wrong):
                    seen[outcome(path)] += 1
                left = left_behind(path.parent)
                assert not left, f"left behind: {left}"
            except Exception:  # ours, to be told with what brought it about
                seen["own error"] += 1
                wrong.append(f"{seed}-{number} {what}\n{format_exc()}")
    return seen, wrong


if __name__ == "__main__":
    from tests.performance.watching import Watching

    watching = Watching()
    counts, mistakes = run(int(sys.argv[1]), int((*sys.argv, 1)[2]), watching)
    sys.stdout.write("\n".join([*mistakes, str(dict(counts)), str(watching)]) + "\n")
    sys.exit(bool(mistakes))
