"""The doors for what comes in and goes out, on a disk that takes no more: a sentence, nothing changed, nothing left."""

import pytest

from db.actions.past import apply_past, understand
from db.actions.plans import add_breakdown
from db.actions.returned import mend, read_books, write_changes
from db.disk.failures import Environment
from db.ledger.copies import save_copy
from db.ledger.store import Store
from models.intake.breakdown import BreakdownKind, read_breakdown
from models.intake.table_columns import recognise
from models.plan.period import Period
from tests.db.ledger.process import needs_fork, said
from tests.db.ledger.test_store_full import limit_files
from tests.db.sample import cell, every_row
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

Q3 = Period.parse("2020Q3")
LONG = "落实责任，倒排工期。" * 400
TARGETS = [target(f"企业{number}", 40, "家") for number in range(60)]


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, *TARGETS)


@pytest.fixture
def form(file):
    sheet = Returned(clerk.form(file))
    for one in TARGETS:
        sheet.fill(one["name"], 31, 进展情况=LONG)
    return sheet.save()


def returned(store, form):
    """Returned forms with a correction typed over one of their figures."""
    found = read_books(store, [form], period=Q3)
    place = found.comparison.changes[0].place
    found = mend(found, place, "本期值", "33")
    return lambda: write_changes(store, found, found.comparison.changes)


def last_years(store, _):
    ledger = store.ledger(store.plans()[0].id)
    heads = ["指标", *(f"{month}月" for month in range(1, 13))]
    rows = [[one["name"], *map(str, range(1, 13))] for one in TARGETS]
    found = understand(ledger, [heads, *rows], "上年.xlsx")
    return lambda: apply_past(store, found, reason="已核对")


def table(store, _):
    rows = [["指标", "目标值", "备注"], *([f"新{number}", "18家", LONG] for number in range(60))]
    lines = [line for line in read_breakdown(rows, recognise(rows), 2020) if line.kind is BreakdownKind.TARGET]
    assert len(lines) == 60
    return lambda: add_breakdown(store, store.plans()[0].id, lines)


def files_beside(path):
    return sorted(str(found.relative_to(path.parent)) for found in path.parent.rglob("*") if found.is_file())


@needs_fork
@pytest.mark.parametrize("door", [returned, last_years, table])
@pytest.mark.parametrize("room", [0, 1, 40_000])
def test_nothing_is_taken_in_by_halves(file, form, door, room):
    with Store.open(file):
        pass  # the backup of today is made
    rows, beside = every_row(file), files_beside(file)

    def work(say):
        with Store.open(file) as store:
            act = door(store, form)
            limit_files(file.stat().st_size + room)
            try:
                act()
            except Environment as error:
                say("refused", error.sentence)
            limit_files(None)
            store.check()
            say("held", every_row(file) == rows)

    refused, held = said(work)
    assert refused[1].startswith("没有保存成功：")
    assert "空间" in refused[1]
    assert held == ["held", "True"]
    assert files_beside(file) == beside
    with Store.open(file) as store:
        door(store, form)()
        store.check()
    assert every_row(file) != rows


@needs_fork
def test_a_copy_that_finds_no_room_leaves_nothing_and_loses_nothing(file, tmp_path):
    away = tmp_path / "U盘"
    away.mkdir()
    wanted = cell("企业0", "2020Q3", 7, progress=LONG)

    def work(say):
        with Store.open(file) as store:
            limit_files(file.stat().st_size // 2)
            try:
                save_copy(store, away / "另存.ydt", [wanted])
            except Environment as error:
                say(error.sentence)
            limit_files(None)
            save_copy(store, away / "另存.ydt", [wanted])
            say("saved")

    refused, saved = said(work)
    assert "空间" in refused[0]
    assert saved == ["saved"]
    assert [path.name for path in away.iterdir()] == ["另存.ydt"]
    with Store.open(away / "另存.ydt", reading=True) as store:
        assert store.ledger(store.plans()[0].id).cells["企业0"]["2020-09"].value == 7


@needs_fork
def test_closing_without_room_leaves_the_ledger_as_it_was_saved(file):
    def work(say):
        with Store.open(file) as store:
            store.write("填7", [cell("企业0", "2020Q3", 7)])
            limit_files(0)
        say("closed")
        limit_files(None)

    assert said(work) == [["closed"]]
    assert clerk.cells(file)["企业0", "2020-09"] == {"value": "7"}
    assert [name for name in files_beside(file) if name.endswith(("-journal", "-wal", ".part"))] == []
