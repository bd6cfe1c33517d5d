"""Print a table of ratios measured in this run: what the product costs beside the bare cost of the same work.

Nothing is asserted. `python -m tests.performance [TIMES...]` measures the demo plan so many times
over (1, 100 and 1000 unless told).
"""

import os
import platform
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

from db.store import Store
from models.assess import assess_all
from tests.performance import big, books, memory, saving
from tests.performance.measure import Row, in_turn

SIZES = (1, 100, 1000)
LARGE, HUGE = 100, 1000  # from here on fewer repetitions, and no workbooks
GROWTH_AIM = 1.3


def main(sizes: list[int]) -> None:
    begun = time.perf_counter()
    rows: list[Row] = []
    peaks: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory(prefix="performance-") as folder:
        for times in sizes:
            place = Path(folder, f"{times}")
            place.mkdir()
            rows += _measured(place, times)
            peaks.append(memory.measure(place / "plan.ydt"))
    _print(rows, peaks)
    _say(f"\nmeasured in {time.perf_counter() - begun:.0f} s")


def _measured(folder: Path, times: int) -> list[Row]:
    """Everything at one size."""
    path = folder / "plan.ydt"
    begun = time.perf_counter()
    plan = big.create(path, times)
    created = time.perf_counter() - begun
    begun = time.perf_counter()
    Store.open(path).close()  # checks all and backs up
    first = time.perf_counter() - begun
    few = 2 if times >= HUGE else 5 if times >= LARGE else 30
    opened = in_turn(few, {"open": lambda: Store.open(path).close()})
    with Store.open(path) as store:
        ledger = store.ledger(plan.id)
        size = len(ledger.targets)
        medians = in_turn(
            few, {"load": lambda: store.ledger(plan.id), "assess": lambda: assess_all(ledger, big.PERIOD)}
        )
        rows = [
            Row("create through the store", size, 1, created),
            Row("open for the first time: check all, back up", size, 1, first),
            Row("open", size, few, opened["open"]),
            Row("load the ledger", size, few, medians["load"]),
            Row("assess the whole plan", size, few, medians["assess"]),
        ]
        del ledger
        if times < HUGE:
            few = 2 if times >= LARGE else 15
            rows += books.measure_writing(store, plan.id, folder, few)
            rows.append(books.measure_reading(store, plan.id, folder, few))
    rows += saving.measure(path, plan.id, 60 if times >= HUGE else 150)
    _say(f"{size} targets, {path.stat().st_size / 1e6:.1f} MB: done", error=True)
    return rows


def _print(rows: list[Row], peaks: list[dict[str, float]]) -> None:
    _say(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, openpyxl {openpyxl.__version__}"
        f"{' with lxml' if openpyxl.LXML else ''}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    _say("The demo plan (47 targets and one each for 7 tasks without) once and multiplied, with all its progress.")
    _say("Medians of n, ours and bare in turn. growth: time a target against the smallest plan's; of a save, time.\n")
    _say(f"{'':58}{'targets':>8}{'n':>5}{'ours ms':>10}{'bare ms':>10}{'ratio':>7}{'aim':>6}{'growth':>8}")
    first: dict[str, Row] = {}
    for name in dict.fromkeys(r.name for r in rows):
        for row in (r for r in rows if r.name == name):
            _say(_line(row, first.setdefault(name, row)))
    _say(f"\npeak memory, MB{'':43}{'targets':>8}{'program':>10}{'opened':>10}{'+ ledger':>10}{'+ report':>10}")
    for peak in peaks:
        _say(
            f"{'':58}{peak['targets']:>8.0f}"
            + "".join(f"{peak[k]:>10.0f}" for k in ("imports", "opened", "ledger", "report"))
        )


def _line(row: Row, first: Row) -> str:
    per = row.ours / first.ours * (first.targets / row.targets if row.linear else 1)
    growth = "" if row is first else f"{per:.2f}"
    bare = "" if row.bare is None else f"{row.bare * 1000:.2f}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    aim = f"≤ {row.aim:g}" if row.aim else ""
    name = row.name if row is first else ""
    wide = sum(ord(c) > 0x2E80 for c in name)
    return f"{name}{'':{58 - len(name) - wide}}{row.targets:>8}{row.repeated:>5}{row.ours * 1000:>10.2f}{bare:>10}{ratio:>7}{aim:>6}{growth:>8}"


def _say(text: str, *, error: bool = False) -> None:
    (sys.stderr if error else sys.stdout).write(text + "\n")


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or list(SIZES))
