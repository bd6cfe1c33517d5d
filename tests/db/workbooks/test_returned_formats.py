"""Cells whose format adds to what stands in them: 0"家", 0.0"亿元", a printed cell that became TRUE."""

import pytest

from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target
from tests.models.build import case

TARGETS = [target("企业", "40", "家"), target("投资", "100", "亿元")]


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, *TARGETS)


def changes(answer):
    return [(c["name"], c["new"]) for c in answer["changes"]]


@pytest.mark.parametrize(
    ("name", "value", "shape", "new"),
    [
        case("企业", 31, '0"家"', "31", id="its unit"),
        case("企业", 31, '0"个"', "31", id="a counter"),
        case("投资", 76.5, '0.0"亿元"', "76.5", id="money"),
        case("投资", 765000, '0"万元"', "76.5", id="other money is converted"),
        case("企业", 1231, "#,##0", "1231", id="groups"),
    ],
)
def test_a_format_that_adds_a_unit_is_read_with_it(file, name, value, shape, new):
    form = Returned(clerk.form(file)).fill(name, value, fmt=shape).save()
    answer = clerk.take(file, form, dry_run=True)
    found = [*changes(answer), *[(d["name"], d["new"]) for d in answer["doubts"]]]
    assert (name, new) in found, answer


def test_a_format_of_another_unit_is_no_figure(file):
    form = Returned(clerk.form(file)).fill("企业", 31, fmt='0"万元"').save()
    answer = clerk.take(file, form, dry_run=True)
    assert changes(answer) == []
    assert "换算不成" in str(answer["refusals"])


def test_a_printed_cell_that_became_true_is_named_as_excel_shows_it(file):
    returned = Returned(clerk.form(file)).fill("企业", 31)
    for heading in ("指标", "单位", "年度目标"):
        returned.sheet.cell(returned.rows["企业"], returned.columns[heading]).value = True
    answer = clerk.take(file, returned.save(), dry_run=True)
    (refusal,) = answer["refusals"]
    assert (changes(answer), answer["doubts"], refusal["name"]) == ([], [], "TRUE")
    assert refusal["reason"].startswith("写的是“TRUE”，编号却是“企业”的")
