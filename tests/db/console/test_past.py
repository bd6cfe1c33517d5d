"""`main.py past`: last year's figures out of a table into the ledger, and what is said of it."""

import json
from datetime import date

import pytest
from openpyxl import Workbook

from db.ledger.store import Store
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import run, target


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, target("企业", "40", "家"), target("投资", "100", "亿元"))


def table(folder, text, name="上年.xlsx"):
    book = Workbook()
    for line in text.strip("\n").split("\n"):
        book.active.append([float(c) if c.replace(".", "").isdigit() else c or None for c in line.split("|")])
    book.save(folder / name)
    return folder / name


def figures(file):
    with Store.open(file, reading=True) as store:
        ledger = store.ledger(store.plans()[0].id)
        return {t.name: {k: str(v) for k, v in ledger.past_of(t).items()} for t in ledger.targets}


def test_sure_figures_are_written_as_one_action_that_can_be_undone(file, tmp_path):
    book = table(
        tmp_path, "指标|单位|2019年|||2020年\n||1-3月|1-6月|全年|1-3月\n企业|家|4|9|36|5\n投资|亿元|20|41|90|30"
    )
    answer = clerk.done("past", file, book)
    assert figures(file) == {
        "企业": {"2019-03": "4", "2019-06": "9", "2019-12": "36"},
        "投资": {"2019-03": "20", "2019-06": "41", "2019-12": "90"},
    }
    assert "列　2019年·1-3月　读作　上年1—3月（一季度末）\n" in answer.out
    assert "没有用到的列　2020年·1-3月\n" in answer.out
    assert "已写入　第3行·2019年·1-6月　企业（2019年6月）：— → 9家\n" in answer.out
    assert answer.out.endswith("已写入6个2019年的数；没有用0个；没有读入0个；没有变化0个。\n")
    with Store.open(file) as store:
        assert store.undo().what.endswith("读入上年数据：上年.xlsx，6个数")
    assert figures(file) == {"企业": {}, "投资": {}}


def test_own_amounts_are_summed_up_and_doubts_wait_for_a_reason(file, tmp_path):
    book = table(tmp_path, "指标|一季度|二季度|三季度|四季度|全年\n企业|1|2|3|4|10\n投资|3|2|4|5|")
    answer = clerk.done("past", file, book)
    assert figures(file) == {"企业": {"2019-03": "1", "2019-06": "3", "2019-09": "6", "2019-12": "10"}, "投资": {}}
    assert "（当期数2，累计到3）" in answer.out
    assert "存疑　第3行·二季度　投资（2019年6月）：— → 5亿元" in answer.out
    assert "存疑4个没有写，核对后加 --accept-doubts 原因 再读" in answer.out
    again = clerk.done("past", file, book, "--accept-doubts", "已与年报核对")
    assert figures(file)["投资"] == {"2019-03": "3", "2019-06": "5", "2019-09": "9", "2019-12": "14"}
    assert "没有变化4个" in again.out
    with Store.open(file, reading=True) as store:
        newest = next(iter(store.actions()))
    assert newest.what == "读入上年数据：上年.xlsx，4个数（存疑4个已核对：已与年报核对）"


def test_json_says_all_of_it(file, tmp_path):
    book = table(tmp_path, "指标|3月|1-3月累计|备注\n企业|1|4|好\n没有的|1|4|\n投资|20|10|")
    data = json.loads(clerk.done("past", file, book, "--json").out)
    assert (data["year"], data["applied"], data["unused_columns"]) == (2019, 2, ["备注"])
    assert [column["head"] for column in data["columns"]] == ["指标", "3月", "1-3月累计"]
    assert [(f["name"], f["period"], f["text"], f["old"], f["value"]) for f in data["figures"]] == [
        ("企业", "2019-03", "4", None, "4"),
        ("投资", "2019-03", "10", None, "10"),
    ]
    assert [(f["name"], f["text"]) for f in data["unused"]] == [("企业", "1"), ("投资", "20")]
    assert {f["name"] for f in data["refusals"]} == {"没有的"}
    assert data["doubts"] == []
    assert isinstance(data["action"], int)


@pytest.mark.parametrize("more", [[], ["--json"], ["--accept-doubts", "核对过"]])
def test_a_dry_run_writes_nothing(file, tmp_path, more):
    book = table(tmp_path, "指标|1月|2月|全年\n企业|3|2|40")
    before = file.read_bytes()
    answer = clerk.done("past", file, book, "--dry-run", *more)
    assert file.read_bytes() == before
    assert "已写入" not in answer.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("指标|2018年1-3月|2018年1-6月\n企业|1|2", "没有认出2019年的数"),
        ("姓名|电话\n张三|甲", "没有认出2019年的数"),
        ("指标|上年数\n没有的|3", "没有写入：1个数都没有读入。计划里没有这个名字的指标"),
        ("指标|上年数\n企业|许多", "没有写入：1个数都没有读入。“许多”不是数字"),
    ],
)
def test_what_has_no_figure_of_last_year_is_refused_with_a_sentence(file, tmp_path, text, said):
    answer = run("past", file, table(tmp_path, text))
    assert answer.code == 1
    assert said in answer.err
    assert figures(file) == {"企业": {}, "投资": {}}


def test_usage(file, tmp_path):
    assert run("past", file).code == 2
    book = table(tmp_path, "指标|上年数\n企业|3")
    assert run("past", file, book, "--accept-doubts", " ").code == 1
    assert run("past", file, book, "--period", "2020Q3").code == 2
    assert run("past", file, book, "--plan", "没有这个").code == 1


@pytest.mark.parametrize(("name", "mark"), [("上年.tsv", "\t"), ("上年.csv", ",")])
def test_a_table_of_text_is_read_like_a_workbook(file, tmp_path, name, mark):
    text = "指标|3月|1-3月累计|6月|1-6月累计\n企业|1|4|2|9\n"
    (tmp_path / name).write_text(text.replace("|", mark), encoding="utf-8")
    clerk.done("past", file, tmp_path / name)
    assert figures(file)["企业"] == {"2019-03": "4", "2019-06": "9"}


def test_of_several_sheets_the_one_with_last_years_figures_is_read(file, tmp_path):
    book = Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("上年")
    for row in (["月份", "企业", "投资"], ["1-3月", 4, 20], ["1-6月", 9, 41]):
        sheet.append(row)
    book.save(tmp_path / "两页.xlsx")
    clerk.done("past", file, tmp_path / "两页.xlsx")
    assert figures(file) == {"企业": {"2019-03": "4", "2019-06": "9"}, "投资": {"2019-03": "20", "2019-06": "41"}}


def test_heads_that_excel_made_dates_of_are_months(file, tmp_path):
    book = Workbook()
    book.active.append(["指标", date(2019, 3, 1), date(2019, 12, 1)])
    book.active.append(["企业", 4, 36])
    book.active["B1"].number_format = 'yyyy"年"m"月"'
    book.save(tmp_path / "日期.xlsx")
    clerk.done("past", file, tmp_path / "日期.xlsx")
    assert figures(file)["企业"] == {"2019-03": "4", "2019-12": "36"}
