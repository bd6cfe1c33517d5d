"""A saved value: through the store, and as bare sqlite3 on copies of the same file."""

import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from db.ledger import opening
from db.ledger.access import computer, now, system_user
from db.ledger.rows import dumps, table_of
from db.ledger.store import Store
from models.plan.entities import Progress, Target, progress_id
from tests.performance.measure import Row, in_turn

AIM = 2.0
MEMORY_DISK = Path("/dev/shm")
PERIODS = ("2020-10", "2020-11", "2020-12")  # the demo ends before them
FIRST, CORRECTED = Decimal("12.5"), Decimal("13.5")
_ACTION = (
    'INSERT INTO action (id, at, who, system_user, computer, what, kind, "of", previous, hash) '
    "VALUES (?,?,?,?,?,?,?,?,?,?)"
)
_CHANGE = "INSERT INTO change (action_id, entity, entity_id, field, old, new) VALUES (?,?,?,?,?,?)"


def measure(path: Path, plan_id: str, repetitions: int, *, memory_disk: bool) -> list[Row]:
    """A new value and a corrected one, each against the same rows raw and against one statement raw.

    On a memory disk once more, where there is one: what is left when no disk has to be waited for.
    """
    rows = _measured(path, plan_id, path.parent, repetitions, "", AIM)
    if memory_disk and MEMORY_DISK.is_dir():
        with tempfile.TemporaryDirectory(dir=MEMORY_DISK) as folder:
            rows += _measured(path, plan_id, Path(folder), repetitions, ", on a memory disk", None)[::2]
    return rows


def _measured(path: Path, plan_id: str, folder: Path, repetitions: int, where: str, aim: float | None) -> list[Row]:
    copies = [folder / f"{name}.ydt" for name in ("ours", "same", "single")]
    for copy in copies:
        shutil.copyfile(path, copy)
    same, single = _Bare(copies[1]), _Bare(copies[2])
    with Store.open(copies[0]) as store:
        targets = store.ledger(plan_id).targets
        cells = _spread(targets, repetitions)
        corrected = [replace(cell, value=CORRECTED) for cell in cells]
        medians = in_turn(
            len(cells),
            {
                "new": _each(cells, lambda cell: store.write("填报", [cell])),
                "new, same": _each(cells, same.insert_journalled),
                "new, single": _each(cells, single.insert_alone),
                "corrected": _each(corrected, lambda cell: store.write("填报", [cell])),
                "corrected, same": _each(corrected, same.update_journalled),
                "corrected, single": _each(corrected, single.update_alone),
            },
            collect=False,
        )
    for bare in (same, single):
        bare.close()
    for copy in copies:
        copy.unlink()
    return [
        Row(
            f"save a {kind} value / {against}{where}",
            len(targets),
            len(cells),
            medians[kind].clock,
            medians[f"{kind}, {key}"].clock,
            aim,
            linear=False,
        )
        for kind in ("new", "corrected")
        for key, against in (("same", "same rows raw"), ("single", "one statement raw"))
    ]


class _Bare:
    """A copy of the plan file, written by sqlite3 alone with the pragmas of the store."""

    def __init__(self, path: Path) -> None:
        self._database = opening.connect(path, writing=True)
        self._db: sqlite3.Connection = self._database.conn
        (self._last,) = self._db.execute("SELECT max(id) FROM action").fetchone()

    def close(self) -> None:
        self._database.close()

    def insert_alone(self, cell: Progress) -> None:
        self._insert(cell)
        self._db.commit()

    def update_alone(self, cell: Progress) -> None:
        self._update(cell)
        self._db.commit()

    def insert_journalled(self, cell: Progress) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._insert(cell)
        self._journal(cell, None, None, dumps(table_of(cell).row(cell)))
        self._db.execute("COMMIT")

    def update_journalled(self, cell: Progress) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._update(cell)
        self._journal(cell, "value", dumps(str(FIRST)), dumps(str(cell.value)))
        self._db.execute("COMMIT")

    def _insert(self, cell: Progress) -> None:
        row = table_of(cell).row(cell)
        names = ", ".join(f'"{n}"' for n in row)
        self._db.execute(f"INSERT INTO progress ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))

    def _update(self, cell: Progress) -> None:
        self._db.execute("UPDATE progress SET value = ? WHERE id = ?", (str(cell.value), cell.id))

    def _journal(self, cell: Progress, field: str | None, old: str | None, new: str) -> None:
        """The rows that the store writes beside the value."""
        self._last += 1
        seal, at = secrets.token_hex(32), now().isoformat(timespec="seconds")
        self._db.execute(_ACTION, (self._last, at, "", system_user(), computer(), "填报", "do", None, seal, seal))
        self._db.execute(_CHANGE, (self._last, "progress", cell.id, field, old, new))


def _spread(targets: list[Target], count: int) -> list[Progress]:
    """New cells, spread over the whole file."""
    places = [(t.id, key) for key in PERIODS for t in targets]
    step = max(len(places) // count, 1)
    return [Progress(progress_id(i, key), i, key, value=FIRST) for i, key in places[::step][:count]]


def _each(cells: list[Progress], save: Callable[[Progress], object]) -> Callable[[], object]:
    """A work that saves the next cell each time it is called."""
    order = iter(cells)
    return lambda: save(next(order))
