"""main.py parse: what was understood of a table, which main.py new takes whole."""

import json
from decimal import Decimal

import pytest

from db.ledger.store import Store
from models.judging.assess import assess_all
from models.plan.period import Period
from models.report import printed
from models.report.cells import text_of
from models.report.report import DETAIL_COLUMNS, build
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import run

TABLE = (
    "某镇2026年重点任务分解表\n序号,重点任务,指标名称,目标值,单位,牵头单位,完成时限\n1,平台,企业,18,家,经济办,9月底\n"
    "2,平台,增速,6.5,%,经济办,\n3,开放,外资,三四十,万美元,招商办,\n,合计,,18,,,\n"
)

# of the third one the amounts are the quarters' own
QUARTERLY = (
    "序号,指标,目标值,一季度目标,二季度目标,三季度目标,四季度目标\n3.1,新增企业,17家,3,6,9,17\n"
    "（二）,规上产值,增长7%以上、力争达到8%,,6.5%,,\n,外资,20亿元,4,6,5,5\n"
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text(TABLE, "gb18030")
    return path


def parsed(*arguments):
    return json.loads(clerk.done("parse", *map(str, arguments)).out)


def test_a_table_is_printed_as_a_plan_with_what_is_doubtful_and_left_out(table):
    plan = parsed(table)
    assert (plan["title"], plan["year"], plan["kind_of_document"]) == ("某镇2026年重点任务分解表", 2026, "table")
    assert [item["title"] for item in plan["outline"]] == ["平台", "开放"]
    found = [(t["name"], t["value"], t["unit"], t["unit_lead"], t["heading"]) for t in plan["targets"]]
    assert found[:2] == [("企业", 18, "家", "经济办", 0), ("增速", 6.5, "%", "经济办", 0)]
    assert plan["targets"][0]["due_date"] == "2026-09-30"
    assert [(t["confidence"], bool(t["doubts"])) for t in plan["targets"]] == [(1, False), (0.5, True), (0.5, True)]
    assert plan["targets"][1]["doubts"] == ["完成时限空着，用了上面的“9月底”，请核对"]
    assert plan["targets"][0]["reason"] == "第3行"
    assert [c["read_as"] for c in plan["columns"]][2:5] == ["指标", "目标值", "计量单位"]
    places = [plan["text"][item["start"] : item["end"]] for item in (*plan["targets"], *plan["rejected"])]
    assert [words in place for words, place in zip(("企业", "增速", "外资", "某镇", "合计"), places, strict=True)] == [
        True
    ] * 5
    assert [item["quote"].split("　")[0] for item in plan["rejected"]] == ["某镇2026年重点任务分解表", "合计"]
    assert all(item["reason"] for item in plan["rejected"])


def test_new_takes_what_parse_gives(table, tmp_path):
    (tmp_path / "计划.json").write_text(clerk.done("parse", str(table)).out, "utf-8")
    clerk.done("new", str(tmp_path / "新.ydt"), "--plan", str(tmp_path / "计划.json"))
    rows = clerk.rows(tmp_path / "新.ydt")
    assert [row[row.index("企业")] for row in rows["target"] if "企业" in row] == ["企业"]
    assert len(rows["target"]) == 3


def test_what_a_table_says_besides_the_demand_comes_into_the_ledger_and_onto_paper(tmp_path):
    (tmp_path / "表.csv").write_text(QUARTERLY, "gb18030")
    (tmp_path / "计划.json").write_text(clerk.done("parse", str(tmp_path / "表.csv"), "--year", "2020").out, "utf-8")
    path = tmp_path / "新.ydt"
    clerk.done("new", str(path), "--plan", str(tmp_path / "计划.json"))
    with Store.open(path, reading=True) as store:
        ledger = store.ledger(store.plans()[0].id)
    firms, growth, trade = ledger.targets
    assert [(t.ordinal, ledger.ordinals[t.id], t.note) for t in ledger.targets] == [
        ("3.1", "3.1", ""), ("（二）", "二", ""), ("", "3", ""),
    ]  # fmt: skip
    assert (growth.stretch, firms.stretch) == (Decimal(8), None)
    assert printed.planned(firms) == "3月底3家、6月底6家、9月底9家、12月底17家"
    assert printed.planned(trade) == "3月底4亿元、6月底10亿元、9月底15亿元、12月底20亿元"
    assert printed.planned(growth) == "6月底6.5%"
    due = {a.target.id: a.due for a in assess_all(ledger, Period.parse("2020Q1"))}
    assert due == {firms.id: 3, growth.id: 7, trade.id: 4}
    report = build(ledger, Period.parse("2020Q2"))
    assert [text_of(line.cells[DETAIL_COLUMNS.index("年度目标")]) for line in report.detail.lines] == [
        "17", "7以上（力争8%）", "20",
    ]  # fmt: skip
    assert [note for name, note in report.notes if name == "节点目标"][1] == "规上产值：6月底6.5%"


def test_the_year_is_the_one_given_else_the_tables(table):
    assert parsed(table, "--year", "2027")["year"] == 2027
    assert parsed(table, "--year=2027年")["targets"][0]["due_date"] == "2027-09-30"


@pytest.mark.parametrize("year", ["二〇", "20", "1_999", "99999"])
def test_a_year_that_is_none_is_wrong_usage(table, year):
    answer = run("parse", str(table), "--year", year)
    assert (answer.code, answer.out) == (2, "")
    assert "--year 后面要写四位数字的年份" in answer.err


def test_what_is_no_table_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "坏.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    answer = run("parse", str(tmp_path / "坏.xls"))
    assert (answer.code, answer.out) == (1, "")
    assert "坏.xls" in answer.err
    assert run("parse", str(tmp_path / "没有.csv")).code == 1
    assert run("parse").code == 2
