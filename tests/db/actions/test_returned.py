"""Reading many files: what they are called, read again, stopped, and rows that are given their target."""

import shutil
from dataclasses import replace

import pytest

from db.actions.periods import close_period, reopen_period
from db.actions.returned import Stopped, match, mend, read_books, write_changes
from db.disk.failures import AltersClosed
from db.ledger.backups import Reason, backups_of
from db.ledger.store import Store
from models.plan.entities import EntryMode
from models.plan.period import Period
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

Q3 = Period.parse("2020Q3")


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, target("企业", 40, "家"), target("投资", 100, "亿元"))


@pytest.fixture
def form(file):
    return Returned(clerk.form(file)).fill("企业", 31).save()


@pytest.fixture
def store(file):
    with Store.open(file) as opened:
        yield opened


def stray(form, name, value, unit):
    returned = Returned(form)
    row = returned.sheet.max_row + 1
    for column, what in (("指标", name), ("单位", unit), ("本期值", value)):
        returned.sheet.cell(row, returned.columns[column]).value = what
    returned.save()


def said(found):
    return [(c.place.file, c.target.name, c.new) for c in found.comparison.changes]


def test_two_files_of_one_name_are_told_apart(store, form, tmp_path):
    other = tmp_path / "二次报" / form.name
    other.parent.mkdir()
    shutil.copy(form, other)
    Returned(other).fill("企业", 32).save()
    found = read_books(store, [form, other], period=Q3)
    assert [b.name for b in found.books] == [form.name, f"{form.name}（二次报）"]
    assert said(found) == [(form.name, "企业", "31"), (f"{form.name}（二次报）", "企业", "32")]
    assert found.comparison.changes[0].doubts[-1].text.startswith(f"与“{form.name}（二次报）”第")


def test_a_file_read_again_takes_its_own_place(store, form, tmp_path):
    other = shutil.copy(form, tmp_path / "乙.xlsx")
    Returned(other).fill("企业").fill("投资", 60).save()
    found = read_books(store, [form, other], period=Q3)
    Returned(form).fill("企业", 35).save()
    again = read_books(store, [form], period=Q3, earlier=found)
    assert again.files == 2
    assert sorted(said(again)) == sorted([
        (form.name, "企业", "35"), ("乙.xlsx", "企业", "31"), ("乙.xlsx", "投资", "60"),
    ])  # fmt: skip
    assert sorted(said(found)) == sorted([(form.name, "企业", "31"), ("乙.xlsx", "投资", "60")])


def test_reading_can_be_stopped(store, form, tmp_path):
    paths = [form, *(shutil.copy(form, tmp_path / f"{i}.xlsx") for i in range(5))]
    begun = []
    with pytest.raises(Stopped, match="没有读入"):
        read_books(store, paths, period=Q3, going=lambda n: begun.append(n) or n < 2)
    assert begun == [0, 1, 2]


def test_a_stray_row_is_given_its_target_and_judged_like_any_other(store, form):
    stray(form, "固定资产投资", "600000万元", "")
    found = read_books(store, [form], period=Q3)
    assert [(s.row.name, s.refusal) for s in found.strays] == [("固定资产投资", found.comparison.refusals[0])]
    ledger = next(iter(found.ledgers.values()))
    given = next(t for t in ledger.targets if t.name == "投资")
    matched = match(found, found.strays[0], given)
    assert said(matched) == [(form.name, "企业", "31"), (form.name, "投资", "60")]
    assert matched.comparison.changes[1].note == "600000万元 = 60亿元"
    assert matched.comparison.refusals == []
    assert len(found.comparison.refusals) == 1  # the reading itself is as it was
    assert said(match(matched, found.strays[0], None)) == [(form.name, "企业", "31")]
    write_changes(store, matched, matched.comparison.changes)
    assert sorted(str(c.value) for cells in store.ledger(ledger.plan.id).cells.values() for c in cells.values()) == [
        "31", "60",
    ]  # fmt: skip


def test_a_match_goes_with_its_file(store, form):
    stray(form, "固定资产投资", 60, "亿元")
    found = read_books(store, [form], period=Q3)
    given = next(iter(found.ledgers.values())).targets[1]
    matched = match(found, found.strays[0], given)
    again = read_books(store, [form], period=Q3, earlier=matched)
    assert again.matched == {}
    assert len(again.strays) == 1


def sheet_into(book, other, title):
    """A sheet of another workbook, put beside those of a workbook as somebody does who collects them in one file."""
    sheet = book.create_sheet(title)
    for row in other.iter_rows():
        for cell in row:
            sheet.cell(cell.row, cell.column).value = cell.value


def test_two_periods_in_one_book_each_go_to_their_own(store, file, form, tmp_path):
    second = Returned(clerk.form(file, "2020Q2")).fill("企业", 20).fill("投资", 40)
    both = Returned(form).fill("投资", 60)
    sheet_into(both.book, second.sheet, "二季度")
    both.save(tmp_path / "两期.xlsx")
    found = read_books(store, [tmp_path / "两期.xlsx"])
    changes = {(c.period.key, c.place.sheet, c.target.name, c.new, c.doubts) for c in found.comparison.changes}
    assert changes == {
        ("2020-09", "填报表", "企业", "31", ()), ("2020-09", "填报表", "投资", "60", ()),
        ("2020-06", "二季度", "企业", "20", ()), ("2020-06", "二季度", "投资", "40", ()),
    }  # fmt: skip
    assert (found.comparison.refusals, found.comparison.absent) == ([], [])
    one = read_books(store, [tmp_path / "两期.xlsx"], period=Q3)
    assert {(c.period.key, c.target.name, c.new) for c in one.comparison.changes} == {
        ("2020-09", "企业", "31"), ("2020-09", "投资", "60"),
    }  # fmt: skip
    assert [(r.place.sheet, r.reason.key) for r in one.comparison.refusals] == [("二季度", "row-of-other-period")] * 2
    write_changes(store, found, found.comparison.changes)
    cells = [of.values() for of in store.ledger(store.plans()[0].id).cells.values()]
    assert sorted((c.period, str(c.value)) for of in cells for c in of) == [
        ("2020-06", "20"), ("2020-06", "40"), ("2020-09", "31"), ("2020-09", "60"),
    ]  # fmt: skip


def swapped(form):
    """The two rows of the form change places, with all that is hidden in them."""
    sheet = Returned(form)
    one, other = sheet.rows.values()
    for column in sheet.columns.values():
        cells = sheet.sheet.cell(one, column), sheet.sheet.cell(other, column)
        cells[0].value, cells[1].value = cells[1].value, cells[0].value
    sheet.save()


def test_a_correction_stays_with_its_target_when_the_file_is_read_again_in_another_order(store, form, tmp_path):
    Returned(form).fill("企业", 31).fill("投资", 31).save()
    found = read_books(store, [form], period=Q3)
    (place,) = {c.place for c in found.comparison.changes if c.target.name == "企业"}
    mended = mend(found, place, "本期值", "33")
    assert said(mended) == [(form.name, "企业", "33"), (form.name, "投资", "31")]
    assert said(read_books(store, [form], period=Q3, earlier=mended)) == said(mended)
    other = shutil.copy(form, tmp_path / "别的.xlsx")
    joined = read_books(store, [other], period=Q3, earlier=mended)
    assert sorted(said(joined)) == [
        ("别的.xlsx", "企业", "31"), (form.name, "企业", "33"), (form.name, "投资", "31"),
    ]  # fmt: skip
    swapped(form)
    turned = read_books(store, [form], period=Q3, earlier=mended)
    assert sorted(said(turned)) == [(form.name, "企业", "33"), (form.name, "投资", "31")]
    swapped(form)
    assert sorted(said(read_books(store, [form], period=Q3, earlier=turned))) == sorted(said(mended))
    Returned(form).fill("企业", 35).save()
    assert min(said(read_books(store, [form], period=Q3, earlier=turned))) == (form.name, "企业", "35")


def test_a_refused_import_leaves_no_backup_and_the_one_that_is_written_one(store, file, form):
    """What was seen: a backup 导入前 for what was refused, and another when it was done after all."""
    found = read_books(store, [form], period=Q3)
    (ledger,) = found.ledgers.values()
    enterprise = next(t for t in ledger.targets if t.name == "企业")
    store.write("按当期数", [replace(enterprise, entry_mode=EntryMode.PERIOD)])
    close_period(store, ledger.plan.id, Period.parse("2020Q4"))
    reopen_period(store, ledger.plan.id, Q3, "更正")

    def made():
        return sum(backup.reason == Reason.IMPORT for backup in backups_of(file))

    def take_in(why):
        again = read_books(store, [form], period=Q3)
        return write_changes(store, again, again.comparison.changes, altering=why)

    with pytest.raises(AltersClosed):
        take_in("")
    assert made() == 0
    assert take_in("漏报")
    assert made() == 1
    assert take_in("漏报") is None  # nothing differs any more
    assert made() == 1
