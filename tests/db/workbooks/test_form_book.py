"""填报表 as it goes out: golden texts, and what must hold of every one."""

import re
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from db.ledger.store import Store
from db.workbooks.form_book import DRAFT, TOKEN
from models.plan.entities import PeriodState, Progress, Setting, period_state_id
from tests.db.workbooks import clerk, golden
from tests.db.workbooks.clerk import Returned, target

COLUMNS = [
    "序号", "任务", "指标", "单位", "年度目标", "应达", "填报方式", "上期值", "本期值", "形象进度(%)", "数据性质",
    "截至", "进展情况", "存在问题", "下一步措施", "备注",
]  # fmt: skip
FIXED = COLUMNS[:8]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    return folder, golden.demo(folder)


def sheets(folder):
    """Every form of the demo, opened."""
    return [load_workbook(p) for p in sorted((folder / "台账2020Q3填报表").iterdir())]


@pytest.mark.parametrize("unit", golden.UNITS)
def test_as_it_was(demo, unit):
    """The workbook is what it was; after a change that is meant: python -m tests.db.workbooks.golden."""
    name = f"填报表_{unit}"
    assert golden.text_of(demo[1][name]) == (golden.FOLDER / f"{name}.txt").read_text("utf-8")


def test_one_workbook_for_each_lead_unit(demo):
    names = [p.stem for p in (demo[0] / "台账2020Q3填报表").iterdir()]
    assert len(names) == 14
    assert "未分工_2020年第三季度填报表" in names


def test_columns_and_their_order(demo):
    for book in sheets(demo[0]):
        sheet = book["填报表"]
        _, columns = clerk.heading(sheet)
        asked = any(c.value == "今年数与上年数" for c in sheet["G"])
        wanted = [*COLUMNS[:9], *(["上年同期数"] if asked else []), *COLUMNS[9:], TOKEN, DRAFT]
        assert list(columns) == wanted


def test_only_the_entry_cells_may_be_typed_in(demo):
    for book in sheets(demo[0]):
        sheet = book["填报表"]
        assert sheet.protection.sheet is True
        assert not sheet.protection.password
        top, columns = clerk.heading(sheet)
        rows = [
            r for r in range(top + 1, sheet.max_row + 1) if str(sheet.cell(r, columns[TOKEN]).value).startswith("YDT|")
        ]
        for row in sheet.iter_rows():
            for cell in row:
                name = next((n for n, at in columns.items() if at == cell.column), "")
                entry = cell.row in rows and name not in {*FIXED, TOKEN, DRAFT}
                asked = entry and not (name == "上年同期数" and cell.value == "—")
                assert cell.protection.locked is not asked, (cell.coordinate, cell.value)


def test_hidden_ids_are_stable_and_their_columns_hidden(demo):
    tokens = []
    for book in sheets(demo[0]):
        sheet = book["填报表"]
        _, columns = clerk.heading(sheet)
        for name in (TOKEN, DRAFT):
            assert sheet.column_dimensions[get_column_letter(columns[name])].hidden
        tokens += [c.value for row in sheet.iter_rows() for c in row if str(c.value).startswith("YDT|")]
    assert len(tokens) == len(set(tokens)) == 54
    assert {t.split("|")[2] for t in tokens} == {"2020-09"}
    assert len({t.split("|")[1] for t in tokens}) == 1
    again = clerk.collect(demo[0] / "台账.ydt", out=demo[0] / "再发")
    assert {Returned(p).token(r) for p in again.values() for r in Returned(p).rows.values()} == set(tokens)


def test_explained_dated_and_printable(demo):
    for book in sheets(demo[0]):
        sheet = book["填报表"]
        texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
        assert "请于2020年10月15日前报回" in texts
        explained = next(t for t in texts if t.startswith("只填浅黄色的格。"))
        for word in ("累计填1月1日以来的累计数", "是零请填0", "“不适用”", "“清除”"):
            assert word in explained
        assert any(t.startswith("填报人：") and "审核人" in t for t in texts)
        top, columns = clerk.heading(sheet)
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == f"${top}:${top}"
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert sheet.oddFooter.right.text == "演示数据"
        assert "（演示数据）" in sheet["A1"].value
        assert sheet.freeze_panes == f"D{top + 1}"
        last = get_column_letter(columns["备注"])
        assert re.fullmatch(rf"'填报表'!\$A\$1:\${last}\$\d+", sheet.print_area)


def test_validations_are_such_as_excel_takes(demo):
    """Formulas short, operators where they belong, lists by name on the hidden sheet, every choice on it."""
    for book in sheets(demo[0]):
        assert book.sheetnames == ["填报表", "选项"]
        assert book["选项"].sheet_state == "hidden"
        for rule in book["填报表"].data_validations.dataValidation:
            assert len(rule.formula1) < 255
            assert len(rule.prompt) <= 255
            assert max(len(rule.promptTitle), len(rule.errorTitle)) <= 32
            match rule.type:
                case "list":
                    area = book.defined_names[rule.formula1].attr_text
                    column = [c.value for (c,) in book["选项"][area.split("!")[1].replace("$", "")]]
                    assert column[-1] == "清除"
                case "custom":
                    first = str(rule.sqref).split()[0].split(":")[0]
                    assert f"ISNUMBER({first})" in rule.formula1
                case "decimal":
                    assert (rule.operator or "between", rule.formula1, rule.formula2) == ("between", "0", "100")
                case "date":
                    assert (rule.operator, rule.formula1) == ("greaterThan", "36526")
                case _:
                    assert (rule.type, rule.operator, rule.formula1) == ("textLength", "lessThanOrEqual", "5000")


def test_every_entry_cell_has_its_validation(demo):
    for book in sheets(demo[0]):
        sheet = book["填报表"]
        covered = {}
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges:
                for row in sheet[area.coord] if ":" in area.coord else ((sheet[area.coord],),):
                    for cell in row:
                        assert cell.coordinate not in covered
                        covered[cell.coordinate] = rule.type
        free = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
        assert free == set(covered) - {c for c in covered if sheet[c].value == "—" and sheet[c].protection.locked}


def test_long_lists_of_stages(tmp_path):
    """A chain of 30 long stages is far over the 255 characters that an inline list may have."""
    stages = [{"name": f"第{i}个阶段：某某工程某某标段的某某手续"} for i in range(30)]
    file = clerk.ledger(tmp_path, target("项目", None, "", kind="milestone", stages=stages))
    form = Returned(clerk.form(file))
    choices = [c.value for (c,) in form.book["选项"]["A1:A33"]]
    assert choices == ["未启动", *(s["name"] for s in stages), "不适用", "清除"]
    form.fill("项目", stages[-1]["name"])
    assert clerk.take(file, form.save())["applied"] == 1


def test_numbers_are_numbers_with_the_plans_words(tmp_path):
    targets = [
        target("成交额", "1000", "亿元", comparator=">", quote="成交额超1000亿元"),
        target("参保率", "95", "%", kind="level", comparator=">=", quote="参保率达95%以上"),
        target("房价", "5", "%", kind="growth", value_high="6.5"),
    ]
    form = Returned(clerk.form(clerk.ledger(tmp_path, *targets)))
    goal, due = form.cell("成交额", "年度目标"), form.cell("成交额", "应达")
    assert (goal.value, goal.number_format, goal.data_type) == (1000, '"超"0', "n")
    assert (due.value, due.data_type) == (750, "n")
    assert (form.cell("参保率", "年度目标").value, form.cell("参保率", "年度目标").number_format) == (95, '0"以上"')
    assert form.cell("房价", "年度目标").value == "5—6.5"
    assert form.cell("成交额", "上期值").value == "—"


def test_what_the_ledger_holds_already_is_filled_in(tmp_path):
    file = clerk.ledger(tmp_path, target("甲", "100", "家"), target("乙", "100", "家"))
    cell = Progress(
        "甲@2020-09", "甲", "2020-09", value=Decimal("12345678901.2345"), nature="快报", as_of=date(2020, 9, 20),
        progress=" 有\x0b竖表符\r\n第二行 ", problem="=1+1",
    )  # fmt: skip
    with Store.open(file) as store:
        store.write("改", [cell, Progress("乙@2020-09", "乙", "2020-09", not_applicable=True)])
    form = Returned(clerk.form(file))
    assert (form.cell("甲").value, form.cell("甲").data_type) == (12345678901.2345, "n")
    assert form.cell("甲", "截至").value.date() == date(2020, 9, 20)
    assert form.cell("甲", "截至").number_format == "yyyy-mm-dd"
    assert (form.cell("甲", "数据性质").value, form.cell("甲", "存在问题").value) == ("快报", "=1+1")
    assert form.cell("甲", "存在问题").data_type == "s"
    assert form.cell("甲", "进展情况").value == " 有竖表符\n第二行 "
    assert form.cell("乙").value == "不适用"
    answer = clerk.take(file, form.path)
    assert (answer["changes"], answer["doubts"], answer["refusals"]) == ([], [], [])


def test_the_previous_figure_says_of_when_it_is(tmp_path):
    file = clerk.ledger(tmp_path, target("甲", "100", "家"), target("乙", "100", "家"))
    clerk.done("import", file, clerk.filled(file, {"甲": 20}, "2020Q1"))
    clerk.done("import", file, clerk.filled(file, {"乙": 40}, "2020Q2"))
    form = Returned(clerk.form(file))
    assert (form.cell("甲", "上期值").value, form.cell("甲", "上期值").number_format) == (20, '0"（一季度）"')
    assert (form.cell("乙", "上期值").value, form.cell("乙", "上期值").number_format) == (40, "0")
    assert form.sheet.column_dimensions["H"].width >= len("20（一季度）".encode("gbk"))


def test_report_day_is_the_offices(tmp_path):
    file = clerk.ledger(tmp_path, target("甲", "100", "家"))
    with Store.open(file) as store:
        store.write("设置", [Setting("report_days", "5")])
        plan = store.plans()[0].id
        state = PeriodState(period_state_id(plan, "2020-10"), plan, "2020-10", report_by=date(2020, 11, 2))
        store.write("报送日", [state])
    assert Returned(clerk.form(file, "2020-08-15")).sheet["P2"].value == "请于2020年8月20日前报回"
    assert Returned(clerk.form(file, "2020-10")).sheet["P2"].value == "请于2020年11月2日前报回"


def test_names_of_units_as_file_names(tmp_path):
    units = ["招商/外资办", "CON", "“办”<一>?*", "长" * 200, "长" * 201, "同名:办"]
    targets = [target(f"指标{i}", "10", "家", unit_lead=unit) for i, unit in enumerate(units)]
    file = clerk.ledger(tmp_path, *targets)
    out = tmp_path / "表"
    clerk.done("collect", file, "--period", "2020Q3", "--out", out)
    names = sorted(p.name for p in out.iterdir())
    assert len(names) == 6
    assert not [n for n in names if set(n) & set('\\/:*?"<>|') or len(n.encode()) > 250 or n.startswith("CON")]
    assert sum("(2)" in n for n in names) == 1
    again = clerk.done("collect", file, "--period", "2020Q3", "--out", out).out
    assert len(list(out.iterdir())) == 12
    assert not [n for n in names if f"{n}\n" in again]  # what was there is not written over
    leads = {load_workbook(p)["填报表"]["A2"].value.removeprefix("填报单位：") for p in out.iterdir()}
    assert leads == set(units)


def test_extreme_content_stays_within_excels_limits(tmp_path):
    name = "关于进一步推进全域土地综合整治与生态修复工程试点工作的年度任务" * 5
    targets = [
        target(f"{name}{i}", str(10**14 + i), "平方公里", unit_lead="某" * 60, kind="cumulative") for i in range(30)
    ]
    file = clerk.ledger(tmp_path, *targets, title="某某工作要点" * 40, outline=[{"level": 1, "title": "任务" * 100}])
    form = Returned(clerk.form(file))
    form.fill(f"{name}0", 123456789012.345, 进展情况="长" * 5000)
    clerk.done("import", file, form.save())
    sheet = load_workbook(clerk.collect(file, out=tmp_path / "二")["某" * 60])["填报表"]
    assert all((d.height or 0) <= 409 for d in sheet.row_dimensions.values())
    assert all(d.width <= 255 for d in sheet.column_dimensions.values())
    assert (
        sum(len(str(p.text or "")) + 6 for p in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right))
        < 255
    )
    assert any("有的文字太长，纸上印不全" in str(c.value) for (c,) in sheet["A1:A60"])
    assert sheet.column_dimensions["I"].width >= len("123456789012.345")
