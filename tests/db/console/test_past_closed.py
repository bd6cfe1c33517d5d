"""`main.py past` and `import` where a closed period would say otherwise: no reason can be given, so it is said."""

from dataclasses import replace

import pytest

from db.actions.periods import close_period, reopen_period
from db.ledger.store import Store
from models.plan.entities import CurvePreset
from models.plan.period import Period
from tests.db.sample import cell
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, run, target

OPEN_FIRST = "请先在“填报”的“本期”里解锁{}，并写明原因，再改。\n"


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, target("企业", 40, "家", unit_lead="招商办"))


def change(file, *actions):
    with Store.open(file) as store:
        for action in actions:
            action(store, store.ledger(store.plans()[0].id))


def close(key):
    return lambda store, ledger: close_period(store, ledger.plan.id, Period.parse(key))


def test_last_years_figures_of_a_closed_curve(file, tmp_path):
    change(
        file,
        lambda s, year: s.write("曲线", [replace(year.targets[0], curve=CurvePreset.AS_LAST_YEAR)]),
        close("2020Q2"),
    )
    months = ",".join(f"2019年{month}月" for month in range(1, 13))
    figures = ",".join(str(month * month) for month in range(1, 13))
    table = tmp_path / "上年.csv"
    table.write_text(f"指标,单位,{months}\n企业,家,{figures}\n", encoding="utf-8")
    answer = run("past", file, table, "--accept-doubts", "已核对")  # which is no reason for what is closed
    assert answer.code == 1
    assert answer.err.endswith(OPEN_FIRST.format("一季度、二季度"))


def test_a_form_of_an_earlier_period(file, tmp_path):
    form = clerk.collect(file, "2020Q3", tmp_path / "表")["招商办"]
    Returned(form).fill("企业", 31).save()
    change(
        file,
        close("2020-10"),
        lambda s, year: reopen_period(s, year.plan.id, Period.parse("2020Q3"), "补报"),
    )
    answer = run("import", file, form)
    assert answer.code == 1
    assert answer.err.endswith(OPEN_FIRST.format("10月"))
    change(file, lambda s, year: reopen_period(s, year.plan.id, Period.parse("2020-10"), "补报"))
    assert run("import", file, form).code == 0
    with Store.open(file, reading=True) as store:
        year = store.ledger(store.plans()[0].id)
        (target_id,) = year.by_id
        assert year.cells[target_id]["2020-09"] == cell(target_id, "2020Q3", 31)
