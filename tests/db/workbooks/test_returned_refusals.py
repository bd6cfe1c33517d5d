"""What is refused: each with its file, sheet, row and column, the reason and what to do; formulas, error values."""

import json
import re
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from db.workbooks.form_book import TOKEN
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

TARGETS = [
    target("企业", "40", "家"),
    target("投资", "100", "亿元"),
    target("参保率", "95", "%", kind="level"),
    target("学校", None, "", kind="milestone", due="9月", due_date="2020-09-30"),
]


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, *TARGETS)


def test_every_refusal_says_where_and_why(file):
    form = Returned(clerk.form(file))
    form.fill("企业", "四条", 截至="月底", 数据性质="大概").fill("投资", "12亩").fill("参保率", "94.5家", 形象进度=101)
    form.fill("学校", "盖好了", 形象进度="过半")
    path = form.save()
    answer = clerk.take(file, path)
    assert (answer["code"], answer["changes"], answer["doubts"], answer["applied"]) == (1, [], [], 0)
    said = {(r["row"], r["column"]): r for r in answer["refusals"]}
    assert all((r["file"], r["sheet"]) == (path.name, "填报表") for r in answer["refusals"])
    rows = form.rows
    assert {k: r["reason"] for k, r in said.items()} == {
        (rows["企业"], "本期值"): "“四条”不是数字。本格没有保存，完成率暂不计算。请填阿拉伯数字，例如 4",
        (rows["企业"], "截至"): "“月底”不是日期。请写成 2020-09-30",
        (rows["企业"], "数据性质"): "“大概”不在可选的内容里。请从下拉列表选：实际、快报、预计",
        (rows["投资"], "本期值"): "“12亩”的单位是亩，换算不成亿元。请按亿元填数字",
        (rows["参保率"], "本期值"): "“94.5家”不是数字。本格没有保存，完成率暂不计算。请填阿拉伯数字，例如 4",
        (rows["参保率"], "形象进度(%)"): "形象进度101不在0到100之间。请填百分数，例如 60",
        (rows["学校"], "本期值"): "“盖好了”不在可选的内容里。请从下拉列表选：未启动、设计、招标、开工、完工",
        (rows["学校"], "形象进度(%)"): "“过半”不是数字。本格没有保存，完成率暂不计算。请填阿拉伯数字，例如 4",
    }
    printed = clerk.run("import", file, path)
    assert printed.code == 1
    lines = [line for line in printed.out.splitlines() if line.startswith("没有读入　")]
    assert len(lines) == 8
    place = f"没有读入　{path.name}·填报表·第{rows['企业']}行·本期值　企业　✕“四条”不是数字。"
    assert lines[0].startswith(place)
    assert printed.err.startswith("没有写入：8处都没有读入。“四条”不是数字。")


def test_another_plans_form_is_refused_whole(file, tmp_path):
    other = clerk.ledger(tmp_path, *TARGETS, name="别镇.ydt")
    path = Returned(clerk.form(other)).fill("企业", 10).save(tmp_path / "别镇的表.xlsx")
    own = clerk.filled(file, {"企业": 12})
    answer = clerk.take(file, path, own)
    assert (answer["code"], answer["applied"]) == (1, 1)
    (refused,) = answer["refused_files"]
    assert refused["file"] == "别镇的表.xlsx"
    assert refused["reason"] == (
        "别镇的表.xlsx不是这本台账发出的填报表（属于别的计划），没有读入。请检查是不是选错了文件，或打开了别的台账。"
    )
    assert answer["err"] == refused["reason"] + "\n"
    assert clerk.cells(file)["企业", "2020-09"] == {"value": "12"}


def test_another_periods_form_is_refused_whole(file):
    path = clerk.filled(file, {"企业": 12}, "2020Q2")
    answer = clerk.take(file, path, period="2020Q3")
    assert (answer["code"], answer["applied"]) == (1, 0)
    assert answer["refused_files"][0]["reason"] == (
        f"{path.name}没有读入。表里写的是“2020年第二季度”，现在收的是2020年第三季度，读入会写到别的期间。"
        "请用三季度空表重填；或把期间换成2020年第二季度再导入。"
    )
    assert clerk.take(file, path, period="2020Q2")["applied"] == 1
    assert clerk.take(file, path, period="2020-06")["unchanged"] == 1  # a quarter and its last month are one cell


def test_rows_of_two_periods_in_one_sheet(file):
    old = Returned(clerk.form(file, "2020Q2")).fill("企业", 9)
    form = Returned(clerk.form(file)).fill("企业", 12)
    form.sheet.append([c.value for c in old.sheet[old.rows["企业"]]])
    path = form.save()
    answer = clerk.take(file, path, period="2020Q3", dry_run=True)
    assert [(c["period"], c["new"]) for c in answer["changes"]] == [("2020-09", "12")]
    assert answer["refusals"][0]["reason"] == "这一行是2020年第二季度的，现在收的是2020年第三季度，没有读入"
    answer = clerk.take(file, path)
    assert {(c["period"], c["new"]) for c in answer["changes"]} == {("2020-09", "12"), ("2020-06", "9")}


@pytest.mark.parametrize(
    ("part", "new", "reason"),
    [
        (2, "2021-09", "这一行是2021年的，计划是2020年的，没有读入"),
        (2, "九月", "编号里的期间读不出来，这一行没有读入。请用原来的空表重填"),
        (1, "别的计划", "这一行属于别的计划，没有读入。请用这本台账发出的填报表"),
    ],
)
def test_an_id_that_leads_nowhere(file, part, new, reason):
    form = Returned(clerk.form(file)).fill("企业", 12).fill("投资", 7)
    cell = form.cell("企业", TOKEN)
    parts = cell.value.split("|")
    cell.value = "|".join([*parts[:part], new, *parts[part + 1 :]])
    answer = clerk.take(file, form.save())
    assert [(r["name"], r["row"], r["reason"]) for r in answer["refusals"]] == [("企业", form.rows["企业"], reason)]
    assert answer["applied"] == 1


def test_two_plans_of_one_year_in_one_ledger(file, tmp_path):
    """With --plan only that plan's forms are taken."""
    path = Returned(clerk.form(file)).fill("企业", 12).save()
    assert clerk.run("import", file, path, "--plan", "没有的计划").err == (
        "台账里没有标题是“没有的计划”的计划。现有：“某镇2020年工作要点”。请检查期间的年份或 --plan 的标题。\n"
    )
    assert clerk.take(file, path, plan="某镇2020年工作要点")["applied"] == 1


# formulas: openpyxl writes them without a result; what Excel saves beside them is put in by hand


def with_results(path, results):
    """Put saved results beside formulas, as Excel does: formula to what its <v> and t say."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for formula, (value, kind) in results.items():
        pattern = rf'<c r="(\w+)"( s="\d+")?><f>{re.escape(formula)}</f><v ?/?>(</v>)?</c>'
        put = rf'<c r="\1"\2{kind and f" t={json.dumps(kind)}"}><f>{formula}</f><v>{value}</v></c>'
        sheet, times = re.subn(pattern, put, sheet)
        assert times == 1, formula
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def formula(form, name, text, column="本期值"):
    form.cell(name, column).value = text


def test_formulas_with_their_results(file):
    form = Returned(clerk.form(file))
    formula(form, "企业", "=5+7")
    formula(form, "投资", "=SUM(B1:B2)")
    formula(form, "参保率", "=945/1000")
    form.cell("参保率").number_format = "0.0%"
    formula(form, "学校", '=CONCATENATE("完","工")')
    formula(form, "企业", '="累计"&5+7&"家"', "进展情况")
    formula(form, "投资", '=IF(1=1,"","无")', "进展情况")
    results = {
        "5+7": ("12", ""), "SUM(B1:B2)": ("76.5", ""), "945/1000": ("0.945", ""),
        'CONCATENATE("完","工")': ("完工", "str"),
        '"累计"&amp;5+7&amp;"家"': ("累计12家", "str"), 'IF(1=1,"","无")': ("", "str"),
    }  # fmt: skip
    answer = clerk.take(file, with_results(form.save(), results))
    assert (answer["refusals"], answer["doubts"]) == ([], [])
    assert {(c["name"], c["field"], c["new"]) for c in answer["changes"]} == {
        ("企业", "value", "12"), ("投资", "value", "76.5"), ("参保率", "value", "94.5"), ("学校", "stage", "完工"),
        ("企业", "progress", "累计12家"),
    }  # fmt: skip


def test_formulas_without_results_are_refused_never_stored(file):
    form = Returned(clerk.form(file)).fill("投资", 76.5)
    formula(form, "企业", "=5+7")
    formula(form, "企业", "=A1", "进展情况")
    formula(form, "学校", "=B1", "截至")
    answer = clerk.take(file, form.save(), accept_doubts="都要")
    assert {(r["name"], r["column"], r["reason"]) for r in answer["refusals"]} == {
        ("企业", "本期值", "这一格是公式，没有存下算出的数。请在Excel里打开、保存一次，或直接填数字"),
        ("企业", "进展情况", "这一格是公式，没有存下算出的数。请在Excel里打开、保存一次，或直接填数字"),
        ("学校", "截至", "这一格不是日期。请写成 2020-09-30"),
    }
    assert clerk.cells(file) == {("投资", "2020-09"): {"value": "76.5"}}


def test_error_values_are_refused_never_stored(file):
    form = Returned(clerk.form(file))
    form.cell("企业").value = "#DIV/0!"  # openpyxl writes an error cell
    form.cell("企业", "进展情况").value = "#N/A"
    formula(form, "投资", "=1/0")
    path = with_results(form.save(), {"1/0": ("#DIV/0!", "e")})
    assert load_workbook(path)["填报表"].cell(form.rows["企业"], form.columns["本期值"]).data_type == "e"
    answer = clerk.take(file, path)
    assert {(r["name"], r["column"], r["reason"]) for r in answer["refusals"]} == {
        ("企业", "本期值", "这一格是Excel的错误值“#DIV/0!”，没有读入。请改成数字或文字"),
        ("企业", "进展情况", "这一格是Excel的错误值“#N/A”，没有读入。请改成数字或文字"),
        ("投资", "本期值", "这一格是Excel的错误值“#DIV/0!”，没有读入。请改成数字或文字"),
    }
    assert clerk.cells(file) == {}


def test_an_array_formula_is_a_formula(file):
    form = Returned(clerk.form(file))
    cell = form.cell("企业")
    form.sheet[cell.coordinate] = ArrayFormula(cell.coordinate, "=SUM(A1:A2*B1:B2)")
    (refusal,) = clerk.take(file, form.save())["refusals"]
    assert "这一格是公式" in refusal["reason"]
