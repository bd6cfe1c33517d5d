"""A ledger written and read back: everything of every kind, exactly; a new file made whole or not at all."""

import dataclasses
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.actions.plans import add_plan, choose_plan, create_demo
from db.disk.failures import Environment, Refusal
from db.ledger.rows import TABLES, table_of
from db.ledger.store import Store
from models.plan.entities import (
    Cadence,
    Direction,
    Entity,
    EntryMode,
    Heading,
    Kind,
    PastValue,
    PeriodState,
    Person,
    Plan,
    Progress,
    Series,
    Setting,
    Stage,
    Target,
    TargetVersion,
    Unit,
)
from models.plan.said import Said
from tests.db.sample import NAME, cell, entities, every_row, make_small, version

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DAY = st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31))
NUMBER = st.none() | st.decimals(-(10**15), 10**15, places=6)
SMALL_NUMBER = st.integers(0, 10**6)
EVERY_KIND = st.one_of(
    st.builds(Setting, TEXT, TEXT),
    st.builds(Unit, TEXT, TEXT, SMALL_NUMBER),
    st.builds(Person, TEXT, TEXT, st.none() | TEXT),
    st.builds(Series, TEXT, TEXT),
    st.builds(Plan, TEXT, SMALL_NUMBER, TEXT, TEXT, TEXT, DAY, TEXT, st.tuples(TEXT, TEXT), st.booleans()),
    st.builds(Heading, TEXT, TEXT, st.none() | TEXT, SMALL_NUMBER, SMALL_NUMBER, TEXT, TEXT, SMALL_NUMBER),
    st.builds(
        Target, TEXT, TEXT, st.none() | TEXT, TEXT, SMALL_NUMBER, TEXT, TEXT, st.sampled_from(Kind),
        st.sampled_from(Direction), TEXT, NUMBER, NUMBER, TEXT, TEXT, NUMBER, NUMBER, DAY, TEXT, DAY,
        st.sampled_from(Cadence), st.sampled_from(EntryMode), TEXT | st.tuples(NUMBER.filter(lambda n: n is not None)),
        st.lists(st.builds(Stage, TEXT, DAY)).map(tuple), st.none() | TEXT, st.tuples(TEXT), st.none() | TEXT,
        st.none() | TEXT, st.tuples(TEXT), TEXT, st.none() | SMALL_NUMBER, st.none() | SMALL_NUMBER, TEXT,
    ),
    st.builds(TargetVersion, TEXT, TEXT, DAY.filter(bool), TEXT, TEXT, NUMBER, NUMBER, TEXT, TEXT, DAY),
    st.builds(
        Progress, TEXT, TEXT, TEXT, NUMBER, NUMBER, NUMBER, NUMBER, TEXT, NUMBER, TEXT, st.booleans(), TEXT, DAY,
        TEXT, TEXT, TEXT, TEXT,
    ),
    st.builds(PastValue, TEXT, TEXT, TEXT, NUMBER.filter(lambda n: n is not None)),
    st.builds(PeriodState, TEXT, TEXT, TEXT, DAY, TEXT, TEXT, TEXT),
)  # fmt: skip


@given(EVERY_KIND)
@settings(max_examples=400)
def test_every_entity_is_what_it_was_after_being_a_row(entity):
    table = table_of(entity)
    row = table.row(entity)
    assert table.entity(row) == entity
    assert all(value is None or type(value) in (str, int) for value in row.values())
    assert table.filled(row) == row


def test_every_kind_of_entity_has_its_table_and_every_field_its_column(store):
    assert [t.kind for t in TABLES if t.kind in get_args(Entity)] == [t.kind for t in TABLES]
    assert len(TABLES) == len(get_args(Entity))
    for table in TABLES:
        columns = store.db.table(table.name).columns_dict
        assert list(columns) == list(table.names) == [f.name for f in dataclasses.fields(table.kind)]


def test_rows_of_earlier_versions_get_the_defaults_of_new_columns():
    table = table_of(Progress)
    old = {"id": "t@2020-09", "target_id": "t", "period": "2020-09", "value": "5"}
    assert table.entity(table.filled(old)) == Progress("t@2020-09", "t", "2020-09", Decimal(5))


def test_a_ledger_comes_back_as_it_was_written(small):
    full = Progress(
        "t4@2020-09", "t4", "2020-09", Decimal("-12.50"), Decimal("0.000001"), Decimal("123456789012345.678"),
        Decimal(0), "招标", Decimal("33.3"), "推进中", True, "快报", date(2020, 9, 30), "进展\n第二行", "问题\t'\"；",
        "下一步🏗", "确认无误",
    )  # fmt: skip
    with Store.open(small) as store:
        store.write("填", [full, version("t4", "9号", "2500.25")])
    with Store.open(small, reading=True) as store:
        ledger = store.ledger("p2020")
        assert ledger.cells["t4"]["2020-09"] == full
        assert str(ledger.cells["t4"]["2020-09"].value) == "-12.5"  # kept without trailing zeros
        assert ledger.versions["t4"][0].value == Decimal("2500.25")
        assert [t.id for t in ledger.targets] == ["t3", "t4", "t1", "t2"]  # those without a heading first
        assert ledger.lead_name(ledger.targets[3]) == "经发办"
        assert store.settings() == {"who": "张敏"}


def test_a_ledger_that_is_gone_says_so(store):
    with pytest.raises(Refusal, match=r"台账里没有这个计划了。请重新打开台账。"):
        store.ledger("p1999")


def test_what_is_only_looked_at_is_not_written(small):
    before = small.read_bytes()
    with Store.open(small, reading=True) as store:
        assert store.read_only == "只为查看而打开。"
        store.check()
        with pytest.raises(Environment, match="只为查看而打开"):
            store.write("写", [cell("t2", "2020Q3", 5)])
    assert small.read_bytes() == before
    assert [p.name for p in small.parent.iterdir()] == [NAME]


def test_a_ledger_is_closed_when_something_fails_within(small):
    with pytest.raises(ZeroDivisionError), Store.open(small) as store:
        store.write("写", [cell("t2", "2020Q3", 5 // 0)])
    with Store.open(small) as store:
        assert store.read_only == ""
        assert store.check() == 2


def test_copied_at_any_moment_the_one_file_is_the_whole_ledger(small, tmp_path):
    """As a clerk copies it in Explorer while the program is open."""
    with Store.open(small) as store:
        for number in range(5):
            store.write("写", [cell("t2", "2020Q3", number)])
            copy = Path(shutil.copy(small, tmp_path / f"副本{number}.ydt"))
            with Store.open(copy, reading=True) as other:
                assert entities(other) == entities(store)
                assert other.check() == 3 + number


@pytest.mark.parametrize("there", ["a ledger", "something else", "a folder"])
def test_a_new_file_is_never_made_over_one_that_is_there(small, there):
    if there != "a ledger":
        small.unlink()
        small.mkdir() if there == "a folder" else small.write_text("会议纪要", encoding="utf-8")
    before = small.read_bytes() if small.is_file() else None
    with pytest.raises(Environment, match=r"^已经有这个文件：.*没有覆盖它。请换一个名字。$"):
        create_demo(small)
    assert (small.read_bytes() if small.is_file() else None) == before
    assert [p.name for p in small.parent.iterdir()] == [NAME]


def refuse(store):
    store.write("设置", [Setting("who", "张敏")])
    raise Refusal(Said("no-title", "计划没有标题"))


def fail(store):
    store.write("设置", [Setting("who", "张敏")])
    return 1 // 0


@pytest.mark.parametrize(("fill", "kind"), [(refuse, Refusal), (fail, ZeroDivisionError)])
def test_a_file_whose_making_fails_does_not_appear(tmp_path, fill, kind):
    with pytest.raises(kind):
        Store.create(tmp_path / NAME, fill)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("没有/这里.ydt", r"^找不到：.*没有/这里.ydt"),
        (NAME + "/里面.ydt", r"^这个位置不能用："),
        ("长" * 90 + ".ydt", r"^文件名太长：.*请换一个短一些的名字。$"),
    ],
)
def test_where_no_file_can_be_made_a_sentence_says_why(small, name, sentence):
    with pytest.raises(Environment, match=sentence):
        make_small(small.parent / name)
    assert [p.name for p in small.parent.iterdir()] == [NAME]


def test_the_demo_is_whole_and_marked(demo):
    with Store.open(demo) as store:
        assert store.check() == 6
        plan = choose_plan(store)
        assert plan.demo
        assert "濮院镇2020年工作要点" in plan.text
        ledger = store.ledger(plan.id)
        assert len(ledger.targets) == 54  # 47 in the document, 7 tasks without a figure
        assert len(ledger.cells) > 40
        assert len(ledger.units) > 10
        assert "演示数据" in store.actions(1)[0].what
        assert sum(map(len, every_row(demo).values())) > 1000


def test_two_ledgers_are_open_side_by_side(small, tmp_path):
    other = make_small(tmp_path / "另一本.ydt", title="另一本")
    with Store.open(small) as first, Store.open(other) as second:
        assert first.write("写", [cell("t2", "2020Q3", 5)])
        assert second.write("写", [cell("t2", "2020Q3", 6)])
        with pytest.raises(Refusal):
            add_plan(second, {})
        assert first.ledger("p2020").cells["t2"]["2020-09"].value == 5
