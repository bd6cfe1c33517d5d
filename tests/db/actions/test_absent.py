"""Rows that a form was sent with and that did not come back are named; what is no loss is not."""

import shutil
from dataclasses import replace

import pytest

from db.actions.returned import match, read_books
from db.ledger.store import Store
from db.workbooks.form_book import DRAFT, LISTS, TOKEN
from models.plan.entities import Progress, Unit, progress_id
from models.plan.period import Period
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

Q3 = Period.parse("2020Q3")
TARGETS = [
    target("企业", 40, "家", unit_lead="招商办"),
    target("投资", 100, "亿元", unit_lead="招商办"),
    target("外资", 2400, "万美元", unit_lead="招商办"),
    target("道路", 8, "条", unit_lead="建设办"),
]


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, *TARGETS)


@pytest.fixture
def form(file):
    return clerk.collect(file)["招商办"]


def absent(file, *paths, **options):
    """The names of what did not come back; it stops nothing."""
    answer = clerk.take(file, *paths, dry_run=True, **options)
    assert answer["code"] == 0, answer
    return [row["name"] for row in answer["absent"]]


def columns_of(sheet, *, hidden):
    return [at for name, at in sheet.columns.items() if hidden or name not in (TOKEN, DRAFT)]


def copied_over(sheet, one, other, *, hidden):
    """A row is copied over another: by whole rows with what is hidden, else the visible cells alone."""
    for column in columns_of(sheet, hidden=hidden):
        sheet.sheet.cell(sheet.rows[other], column).value = sheet.sheet.cell(sheet.rows[one], column).value
    return sheet


def emptied(sheet, name, *, hidden):
    for column in columns_of(sheet, hidden=hidden):
        sheet.sheet.cell(sheet.rows[name], column).value = None
    return sheet


def without_row(sheet, name):
    sheet.sheet.delete_rows(sheet.rows[name])
    return sheet


@pytest.mark.parametrize(
    "lose",
    [
        lambda sheet: copied_over(sheet, "企业", "投资", hidden=True),
        lambda sheet: copied_over(sheet, "企业", "投资", hidden=False),
        lambda sheet: emptied(sheet, "投资", hidden=True),
        lambda sheet: emptied(sheet, "投资", hidden=False),
        lambda sheet: without_row(sheet, "投资"),
    ],
    ids=["copied over", "visible copied over", "emptied", "visible emptied", "deleted"],
)
def test_a_row_that_went_on_its_way_is_named_and_stops_nothing(file, form, lose):
    sheet = Returned(form).fill("企业", 31).fill("投资", 76.5)
    answer = clerk.take(file, lose(sheet).save())
    assert [(row["name"], row["row"], row["sheet"]) for row in answer["absent"]] == [("投资", 0, "填报表")]
    assert answer["absent"][0]["reason"] == (
        "这张表发出时还有这一项，交回来的表里没有这一行。可能是被删掉、剪走，或被别的行盖住了；这一项没有读入。"
        "请与填报单位核对；要报的补在原来的行里"
    )
    assert ("企业", "31") in {(row["name"], row["new"]) for row in answer["changes"] + answer["doubts"]}
    assert answer["code"] == 0


def test_the_command_says_it_in_a_line(file, form):
    answer = clerk.run("import", file, without_row(Returned(form), "投资").save())
    line = next(line for line in answer.out.splitlines() if line.startswith("提醒"))
    assert line.startswith(f"提醒　{form.name}·填报表　投资（2020年第三季度）　▲这张表发出时还有这一项")
    assert "这些表与台账一致" not in answer.out
    assert (answer.code, answer.err) == (0, "")


def test_what_the_ledger_has_already_is_said(file, form):
    clerk.take(file, shutil.copy(form, form.with_name("先报.xlsx")))
    clerk.take(file, Returned(form).fill("投资", 76.5).save())
    (gone,) = clerk.take(file, without_row(Returned(form), "投资").save())["absent"]
    assert "这一项没有读入，台账里已有的数不变。" in gone["reason"]


def test_a_form_that_came_back_whole_says_nothing(file, form):
    assert absent(file, Returned(form).fill("企业", 31).save()) == []


@pytest.mark.parametrize("hidden", [TOKEN, DRAFT, None], ids=["without numbers", "without what was printed", "both"])
@pytest.mark.parametrize("listed", [True, False])
def test_rows_left_blank_in_a_form_without_hidden_columns_did_come_back(file, form, hidden, listed):
    sheet = Returned(form).fill("企业", 31)
    for name in filter(None, (DRAFT, TOKEN) if hidden is None else (hidden,)):
        sheet.sheet.delete_cols(sheet.columns[name])
    if not listed:
        del sheet.book[LISTS]
    assert absent(file, sheet.save(), period="2020Q3") == []


def test_a_form_without_numbers_still_names_the_row_that_is_gone(file, form):
    sheet = without_row(Returned(form).fill("企业", 31), "投资")
    sheet.sheet.delete_cols(sheet.columns[TOKEN], 2)
    assert absent(file, sheet.save(), period="2020Q3") == ["投资"]


def test_an_earlier_versions_form_and_a_sheet_alone_say_nothing(file, form):
    sheet = without_row(Returned(form).fill("企业", 31), "投资")
    del sheet.book[LISTS]
    assert absent(file, sheet.save(), period="2020Q3") == []


def test_a_form_in_two_files_is_one_form(file, form, tmp_path):
    other = shutil.copy(form, tmp_path / "下半张.xlsx")
    without_row(Returned(form).fill("企业", 31), "投资").save()
    without_row(Returned(other).fill("投资", 76.5), "企业").save()
    assert absent(file, form, other) == []
    assert absent(file, form) == ["投资"]
    assert absent(file, other) == ["企业"]


def test_a_form_in_two_sheets_is_one_form(file, form):
    sheet = Returned(form).fill("企业", 31)
    second = sheet.book.copy_worksheet(sheet.sheet)
    second.delete_rows(sheet.rows["企业"])
    assert absent(file, without_row(sheet, "投资").save()) == []


def test_a_part_that_was_not_read_may_have_the_row(file, form):
    sheet = Returned(form).fill("企业", 31)
    second = sheet.book.copy_worksheet(sheet.sheet)
    second.delete_cols(sheet.columns[TOKEN])
    answer = clerk.take(file, without_row(sheet, "投资").save(), dry_run=True)
    assert [row["reason"][:10] for row in answer["refusals"]] == ["这张表没有编号，同一"]
    assert answer["absent"] == []


def of(store, name):
    ledger = store.ledger(store.plans()[0].id)
    return ledger, next(found for found in ledger.targets if found.name == name)


def deleted(store, name):
    store.write("删", deletes=[of(store, name)[1]])


def moved(store, name):
    ledger, found = of(store, name)
    other = next(unit.id for unit in ledger.units.values() if unit.name == "建设办")
    store.write("改", [replace(found, lead_id=other)])


def unled(store, name):
    store.write("改", [replace(of(store, name)[1], lead_id=None)])


def not_applicable(store, name):
    found = of(store, name)[1]
    store.write("改", [Progress(progress_id(found.id, Q3.key), found.id, Q3.key, not_applicable=True)])


@pytest.mark.parametrize("change", [deleted, moved, unled, not_applicable])
def test_what_its_unit_would_not_be_asked_any_more_is_not_named(file, form, change):
    without_row(Returned(form).fill("企业", 31), "投资").save()
    with Store.open(file) as store:
        change(store, "投资")
    assert absent(file, form) == []


def test_a_row_is_named_although_another_one_moved_or_the_whole_unit_was_taken_over(file, form):
    without_row(Returned(form).fill("企业", 31), "投资").save()
    with Store.open(file) as store:
        moved(store, "外资")
    assert absent(file, form) == ["投资"]
    with Store.open(file) as store:
        for name in ("企业", "投资"):
            moved(store, name)
    assert absent(file, form) == ["投资"]
    with Store.open(file) as store:
        store.write("加", [Unit("新", "新办")])
        store.write("改", [replace(of(store, "投资")[1], lead_id="新")])
    assert absent(file, form) == []


def test_a_row_of_a_target_of_another_form_is_no_row_of_this_one(file, form):
    """A clerk copies a row of another unit's form under this one."""
    other = Returned(clerk.collect(file, out=file.parent / "又一次")["建设办"]).fill("道路", 4)
    sheet = Returned(form)
    for column in sheet.columns.values():
        sheet.sheet.cell(sheet.sheet.max_row + (column == 1), column).value = other.sheet.cell(
            other.rows["道路"], column
        ).value
    assert absent(file, sheet.save()) == []


def test_a_stray_row_that_is_given_its_target_came_back(file, form):
    sheet = Returned(form)
    sheet.cell("投资", "指标").value = "项目钱"
    sheet.cell("投资", "年度目标").value = 7
    sheet.fill("投资", 76.5).save()
    with Store.open(file, reading=True) as store:
        found = read_books(store, [form], period=Q3)
        (stray,) = found.strays
        assert [row.target.name for row in found.comparison.absent] == ["投资"]
        assert match(found, stray, of(store, "投资")[1]).comparison.absent == []
        assert [row.target.name for row in match(found, stray, of(store, "外资")[1]).comparison.absent] == ["投资"]


def test_a_file_read_again_takes_its_absent_rows_with_it(file, form):
    whole = shutil.copy(form, form.with_name("整张.xlsx"))
    without_row(Returned(form), "投资").save()
    with Store.open(file, reading=True) as store:
        found = read_books(store, [form], period=Q3)
        assert [row.target.name for row in found.comparison.absent] == ["投资"]
        shutil.copy(whole, form)
        assert read_books(store, [form], period=Q3, earlier=found).comparison.absent == []
