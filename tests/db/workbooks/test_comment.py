"""备注, what a unit says beside its figure: asked for last, read back, printed; and forms that have none come back."""

import pytest

from db.actions.plans import choose_plan
from db.ledger.store import Store
from models.plan.entities import Progress, progress_id
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

AT = ("企业", "2020-09")


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, target("企业"), target("外资", 18000, "万美元"))


def without_comments(form):
    """The form as it went out before 备注 was asked for."""
    sheet = Returned(form)
    sheet.sheet.delete_cols(sheet.columns["备注"])
    sheet.save()
    return form


def test_it_is_the_last_that_a_form_asks(file):
    sheet = Returned(clerk.form(file))
    assert list(sheet.columns)[-3] == "备注"
    assert not sheet.cell("企业", "备注").protection.locked


def test_it_is_read_back_printed_and_kept_in_the_history(file):
    answer = clerk.take(file, Returned(clerk.form(file)).fill("企业", 31, 备注="含筹建的2家").save())
    assert [(c["column"], c["new"]) for c in answer["changes"]] == [("本期值", "31"), ("备注", "含筹建的2家")]
    assert clerk.cells(file)[AT] == {"value": "31", "comment": "含筹建的2家"}
    detail = clerk.table(clerk.export(file)["明细"])
    assert (detail["企业"]["备注"].value, detail["外资"]["备注"].value) == ("含筹建的2家", None)
    with Store.open(file) as store:
        edits = store.history(Progress, progress_id(*AT), "comment")
        assert [(edit.old, edit.new) for edit in edits] == [(None, "含筹建的2家")]


def test_what_the_ledger_holds_goes_out_again_and_blank_changes_nothing(file):
    clerk.take(file, Returned(clerk.form(file)).fill("企业", 31, 备注="含筹建的2家").save())
    again = Returned(clerk.collect(file, out=file.parent / "再发")["未分工"])
    assert again.cell("企业", "备注").value == "含筹建的2家"
    answer = clerk.take(file, again.fill("企业", 32, 备注="").save())
    assert clerk.cells(file)[AT] == {"value": "32", "comment": "含筹建的2家"}
    assert [c["column"] for c in answer["changes"]] == ["本期值"]


def test_it_is_cleared_only_when_somebody_vouches(file):
    form = clerk.form(file)
    clerk.take(file, Returned(form).fill("企业", 31, 备注="含筹建的2家").save())
    cleared = Returned(form).fill("企业", 备注="清除").save(file.parent / "清.xlsx")
    assert clerk.take(file, cleared)["doubts"][0]["reasons"][0] == "要清除备注，清除后算作没有填"
    clerk.take(file, cleared, accept_doubts="单位要求")
    assert "comment" not in clerk.cells(file)[AT]


def test_a_form_sent_out_before_still_comes_back(file):
    form = without_comments(clerk.form(file))
    answer = clerk.take(file, Returned(form).fill("企业", 31, 进展情况="推进").save())
    assert (answer["code"], answer["applied"]) == (0, 2)
    assert clerk.cells(file)[AT] == {"value": "31", "progress": "推进"}


@pytest.mark.parametrize("heading", ["备注", "备 注", "★备注", "备注（选填）"])
def test_a_column_that_a_unit_added_itself_lands_there(file, heading):
    sheet = Returned(without_comments(clerk.form(file)))
    sheet.sheet.cell(sheet.top, sheet.sheet.max_column + 1).value = heading
    sheet.sheet.cell(sheet.rows["企业"], sheet.sheet.max_column).value = "口径同去年"
    clerk.take(file, sheet.fill("企业", 31).save())
    assert clerk.cells(file)[AT] == {"value": "31", "comment": "口径同去年"}


def test_the_note_of_a_target_has_another_name(tmp_path):
    file = clerk.ledger(tmp_path, target("企业", note="含个体户"))
    notes = clerk.export(file)["说明"]
    assert ("指标说明", "企业：含个体户") in [(row[0].value, row[1].value) for row in notes.iter_rows()]


def test_a_ledger_of_the_schema_before_has_none_and_takes_one(tmp_path):
    from tests.db.ledger.test_opening_migrations import RELEASED

    path = tmp_path / "旧台账.ydt"
    path.write_bytes(RELEASED[0].read_bytes())
    with Store.open(path) as store:
        plan = choose_plan(store, year=2020)
        cells = [cell for of_target in store.ledger(plan.id).cells.values() for cell in of_target.values()]
        assert cells
        assert {cell.comment for cell in cells} == {""}
        store.check()
