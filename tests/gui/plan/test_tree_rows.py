"""The rows of the plan's tree without Qt: which there are, that a row keeps its id, and how one is found."""

from decimal import Decimal

import pytest

from gui.plan.row_keys import heading_in, heading_key, target_in, target_key
from gui.plan.tree_rows import ROOT, TreeRows
from models.judging.assess import assess_all
from models.judging.statuses import Status
from models.plan.entities import Heading, Plan, Progress, Target, progress_id
from models.plan.period import Period
from models.plan.year import PlanYear

Q3 = Period.parse("2020Q3")
HEADINGS = [
    Heading("a", "p", None, 0, 1, "一、", "总则"),
    Heading("b", "p", "a", 1, 2, "1.", "招商引资"),
    Heading("c", "p", "a", 2, 2, "2.", "十大项目"),
]
PLACES = {"x": "b", "y": "c", "z": None, "lost": "gone"}
NAMES = {"x": "合同外资", "y": "5亿元企业", "z": "一体化", "lost": "无处可归"}


def made(**values):
    targets = [
        Target(key, "p", PLACES[key], key, i, NAMES[key], value=Decimal(100), unit="家")
        for i, key in enumerate(NAMES)
    ]  # fmt: skip
    ledger = PlanYear(Plan("p", 2020, "试验"), list(HEADINGS), targets)
    for key, value in values.items():
        ledger.cells[key] = {Q3.key: Progress(progress_id(key, Q3.key), key, Q3.key, value=Decimal(value))}
    return ledger


def followed(ledger):
    rows = TreeRows()
    assert rows.follow(ledger, {a.target.id: a for a in assess_all(ledger, Q3)})
    rows.nodes = rows.made()
    return rows


def names(rows):
    return [rows.nodes[number].name for number in rows.numbers()]


def test_targets_come_before_the_headings_below_and_those_without_one_first():
    assert names(followed(made())) == [
        "一体化",
        "无处可归",
        "一、总则",
        "1.招商引资",
        "合同外资",
        "2.十大项目",
        "5亿元企业",
    ]


def test_a_filter_keeps_the_headings_above_what_passes_and_ids_come_back():
    rows = followed(made())
    before = {node.key: number for number, node in rows.nodes.items()}
    rows.nodes = rows.filter("htwz", ())
    assert names(rows) == ["一、总则", "1.招商引资", "合同外资"]
    assert rows.number_of("y") is None
    assert rows.filter(" htwz ", ()) is None
    rows.nodes = rows.filter("", ())
    assert {node.key: number for number, node in rows.nodes.items()} == before


def test_a_narrower_filter_looks_only_among_what_is_shown():
    rows = followed(made(x=90, y=10))
    rows.nodes = rows.filter("", [Status.BEHIND])
    assert names(rows)[-1] == "5亿元企业"
    rows.nodes = rows.filter("亿", [Status.BEHIND])
    assert [t.id for t in rows.shown] == ["y"]
    rows.nodes = rows.filter("合", [Status.BEHIND])
    assert not rows.shown


def test_the_same_rows_do_not_differ_though_their_words_do():
    rows = followed(made())
    other = made()
    rows.follow(other, {})
    assert not rows.differ(rows.made())
    fewer = PlanYear(other.plan, other.headings, other.targets[:-1])
    rows.follow(fewer, {})
    assert rows.differ(rows.made())


def test_a_figure_touches_its_row_and_the_headings_above():
    rows = followed(made())
    assert {rows.nodes[number].key for number in rows.touched({"x", "unknown"})} == {"t:x", "h:b", "h:a"}


@pytest.mark.parametrize(
    ("typed", "start", "found"),
    [
        ("HTWZ", "h:a", "t:x"),
        ("sdxm", "h:a", "h:c"),  # a title's own numeral is part of it
        ("zsyz", "h:a", "h:b"),  # its number before it is not
        ("5亿", "h:a", "t:y"),
        ("yyqy", "h:a", "t:y"),
        ("yth", "t:y", "t:z"),  # and round again
        ("没有", "h:a", None),
    ],
)
def test_type_ahead_goes_on_and_round(typed, start, found):
    rows = followed(made())
    number = rows.find(typed, rows.number_of(start))
    assert (number and rows.nodes[number].key) == found


def test_counts_are_of_all_below_and_follow_figures():
    ledger = made(x=90)
    rows = followed(ledger)
    assert rows.count_text("a") == "1/2 达序时"
    ledger.cells["y"] = {Q3.key: Progress(progress_id("y", Q3.key), "y", Q3.key, value=Decimal(90))}
    rows.follow(ledger, {a.target.id: a for a in assess_all(ledger, Q3)})
    assert rows.count_text("a") == "2/2 达序时"


def test_without_a_plan_there_is_only_the_root():
    rows = followed(made())
    rows.follow(None, {})
    assert list(rows.made()) == [ROOT]


def test_keys_are_split_as_they_are_joined():
    assert heading_in(heading_key("t:1")) == "t:1"
    assert target_in(target_key("h:1")) == "h:1"
    assert heading_in(target_key("1")) == target_in(heading_key("1")) == heading_in("") == ""
