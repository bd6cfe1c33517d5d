"""Cases from other people's tables (tests/cases/README.md), each through the door of the product that it names."""

import json
from decimal import Decimal

import pytest

from db.actions.plans import create_demo
from db.ledger.backups import backups_of
from db.ledger.store import Store
from db.workbooks.outside_file import read_tables
from models.collecting.typed import typed
from models.intake.likely_table import likely_table
from models.intake.parsed import understood
from models.judging.doubts import doubts, share_doubt
from models.judging.terms import terms_at
from models.plan.fields import BY_NAME, value_field
from models.plan.period import Period
from models.plan.quantity import convert, plain
from models.words.dates import read_due
from models.words.demands import read_goal, split_goal
from tests import ROOT
from tests.db.ledger.test_backups_order import AHEAD, open_often
from tests.db.sample import START, make_small
from tests.db.workbooks import clerk
from tests.models.build import cells, target

FOLDER = ROOT / "tests" / "cases"
CASES = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
YEAR, PERIOD = 2026, "2020Q3"


def of_door(call):
    """The cases of one door, by their ids."""
    return pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in CASES if c["call"] == call])


def written(value):
    """A number as a case writes it."""
    return None if value is None else plain(Decimal(value))


def breakdown(case):
    """What the preview of a 任务分解表 understands, of the sheet that it chooses."""
    year = case.get("year", YEAR)
    tables = read_tables(FOLDER / case["input"])
    return understood(tables[likely_table(tables, year)], year, case["id"])


def _in_order(key):
    def check(found, expected):
        assert [written(t[key]) if key == "value" else t[key] for t in found["targets"]] == expected

    return check


def _names(found):
    return [t["name"] for t in found["targets"]]


def _doubted(found):
    return [t["name"] for t in found["targets"] if t["doubts"]]


def _count(found, expected):
    assert len(found["targets"]) == expected


def _names_in(found, expected):
    assert len(found["targets"]) == len(expected)
    assert all(name in allowed for name, allowed in zip(_names(found), expected, strict=True))


def _no_names(found, expected):
    assert not set(_names(found)) & set(expected)


def _has(found, expected):
    rows = [[t["name"], written(t["value"]), t["unit"]] for t in found["targets"]]
    assert all(row in rows for row in expected)


def _names_contain(found, expected):
    assert all(any(part in name for name in _names(found)) for part in expected)


def _amount(found, expected):
    assert len(found["targets"]) == len(expected)
    for read, (value, unit) in zip(found["targets"], expected, strict=True):
        assert convert(Decimal(read["value"]), read["unit"], unit) == Decimal(value)


def _not_all_same_without_doubt(found, expected):
    assert expected
    assert _doubted(found) or len({t["value"] for t in found["targets"]}) > 1


def _no_text(found, expected):
    assert expected not in json.dumps(found, ensure_ascii=False, default=str)


def _doubt_on(found, expected):
    assert all(name in _doubted(found) or name not in _names(found) for name in expected)


def _no_headings(found, expected):
    assert not {title["title"] for title in found["outline"]} & set(expected)


def _or_absent(found, expected):
    """Beside doubt_on, which looks at both."""
    assert expected
    assert found["targets"]


def _or_any_doubt(found, expected):
    """Only allows what not_headings forbids; without such headings nothing is left to ask."""
    assert expected
    assert found["targets"]


OF_BREAKDOWN = {
    "count": _count,
    "names": _in_order("name"),
    "values": _in_order("value"),
    "units": _in_order("unit"),
    "leads": _in_order("unit_lead"),
    "cos": _in_order("units_co"),
    "dues": _in_order("due_date"),
    "names_in": _names_in,
    "not_names": _no_names,
    "has": _has,
    "names_contain": _names_contain,
    "amount": _amount,
    "not_all_same_value_without_doubt": _not_all_same_without_doubt,
    "no_text": _no_text,
    "doubt_on": _doubt_on,
    "or_absent": _or_absent,
    "not_headings": _no_headings,
    "or_any_doubt": _or_any_doubt,
}


@of_door("breakdown")
def test_a_table_from_outside(case):
    found = breakdown(case)
    for name, expected in case["expect"].items():
        OF_BREAKDOWN[name](found, expected)


@of_door("split")
def test_words_that_hold_their_number(case):
    expect = dict(case["expect"])
    name, goal = split_goal(case["text"], "")
    if expect.pop("or_doubt", False) and goal.doubt:
        return
    if "name_in" in expect:
        assert name in expect.pop("name_in")
    read = {"name": name, "value": written(goal.value), "unit": goal.unit, "comparator": goal.comparator}
    assert {key: read[key] for key in expect} == expect


@of_door("goal")
def test_words_of_a_demand(case):
    expect = dict(case["expect"])
    goal = read_goal(case["text"], case["unit"], "甲")
    if "value_in" in expect:
        assert written(goal.value) in expect.pop("value_in")
    read = {"value": written(goal.value), "unit": goal.unit, "comparator": goal.comparator}
    assert {key: read[key] for key in expect} == expect


@of_door("due")
def test_words_of_a_deadline(case):
    day, _ = read_due(case["text"], YEAR)
    assert f"{day}" == case["expect"]["date"]


@of_door("typed")
def test_a_figure_typed_in_its_field(case):
    period, unit = Period.of_key("2020-09"), case["unit"]
    of_unit = target("growth", 7) if unit == "%" else target(value=200_000, unit=unit)
    parsed = typed(of_unit, period, BY_NAME[value_field(of_unit)], case["text"])
    assert parsed.problem is None
    if "value_in" in case["expect"]:
        assert written(parsed.value) in case["expect"]["value_in"]
    if case["expect"].get("doubt"):
        before = cells(of_unit, {"2020-06": "5.2"})
        figure = of_unit, terms_at(of_unit, (), period.end), period, "value", parsed.value, before
        assert [*parsed.doubts, *doubts(*figure), *filter(None, [share_doubt(*figure, {})])]


def past_of(file, name):
    """What the ledger then holds of last year; some of it is what the demo held before."""
    with Store.open(file, reading=True) as store:
        ledger = store.ledger(store.plans()[0].id)
        (found,) = (t for t in ledger.targets if t.name == name)
        return {key: plain(value) for key, value in ledger.past_of(found).items()}


@of_door("past")
def test_figures_of_last_year(case, tmp_path):
    demo = tmp_path / "演示.ydt"
    create_demo(demo)
    table = tmp_path / "上年.tsv"
    table.write_text(case["text"].replace("|", "\t"), encoding="utf-8")
    found = json.loads(clerk.done("past", demo, table, "--json").out)
    expect = case["expect"]
    assert past_of(demo, "新增规上企业").items() >= expect.get("figures", {}).items()
    assert not {line["period"] for line in found["figures"] + found["doubts"]} & set(expect.get("not_figures", ()))
    assert found["doubts"] or not expect.get("doubt_somewhere")


@of_door("returned")
def test_a_cell_of_a_returned_form(case, tmp_path):
    demo, cell = tmp_path / "演示.ydt", case["cell"]
    create_demo(demo)
    form = next(s for s in map(clerk.Returned, clerk.collect(demo, PERIOD).values()) if cell["target"] in s.rows)
    form.fill(cell["target"], **{cell["column"]: cell["value"]})
    found = clerk.take(demo, form.save(), dry_run=True)
    (change,) = found["changes"] + found["doubts"]
    assert (change["name"], found["refusals"]) == (cell["target"], [])
    if "value" in case["expect"]:
        assert change["new"] == case["expect"]["value"]
    assert not case["expect"].get("doubtful") or found["doubts"]


@of_door("plan")
def test_a_plan_file(case, tmp_path):
    (tmp_path / "计划.json").write_text(case["text"], encoding="utf-8")
    answer = clerk.run("new", tmp_path / "新.ydt", "--plan", tmp_path / "计划.json")
    assert (answer.code == 1) == case["expect"]["refused"]
    assert not (tmp_path / "新.ydt").exists()
    clerk.in_chinese(answer.err, tmp_path)
    assert "程序出了错" not in answer.all


@of_door("clock")
def test_openings_under_a_wrong_clock(case, tmp_path):
    small = make_small(tmp_path / "台账.ydt")
    open_often(small, AHEAD.replace(year=case["wrong_year"]), 20)
    open_often(small, START, 5, first=100)
    assert sum(b.at.year == START.year for b in backups_of(small)) == case["expect"]["kept"]


def test_every_case_has_its_door():
    doors = {"breakdown", "split", "goal", "due", "typed", "past", "returned", "plan", "clock"}
    assert {case["call"] for case in CASES} == doors
    assert len({case["id"] for case in CASES}) == len(CASES)
