"""A 任务分解表 out of a workbook, as Excel keeps one; and files that are none."""

import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from db.disk.failures import Refusal
from db.workbooks.outside_file import read_tables
from models.intake.breakdown import BreakdownKind, read_breakdown
from models.intake.table_columns import recognise
from tests import breakdown as puyuan
from tests.db.workbooks.test_hostile import ole, zipped


@pytest.fixture
def book(tmp_path):
    """A workbook with one sheet, and how to save it."""
    made = Workbook()
    made.file = tmp_path / "任务分解表.xlsx"
    return made


def read(book):
    book.save(book.file)
    (table,) = read_tables(book.file)
    return table.rows


def test_the_plan_of_puyuan_from_a_workbook_with_merged_cells(book):
    sheet = book.active
    rows = puyuan.rows()
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    for column in "BC":
        start = 3
        for row in range(4, len(rows) + 2):
            if row > len(rows) or sheet[f"{column}{row}"].value:
                if row - start > 1:
                    sheet.merge_cells(f"{column}{start}:{column}{row - 1}")
                start = row
    table = read(book)
    assert [r[1] for r in table[2:5]] == ["二、预期目标"] * 3
    lines = read_breakdown(table, recognise(table), 2020, merged=True)
    found = [line.fields for line in lines if line.kind is BreakdownKind.TARGET]
    assert [(f["name"], f["value"], f["unit"]) for f in found] == [
        (t["name"], t["value"], t["unit"]) for t in puyuan.PLAN["targets"]
    ]


def test_cells_read_as_excel_shows_them(book):
    sheet = book.active
    cells = (
        (0.07, "0%"), (0.0715, "0.00%"), (1000.5, "#,##0.0"), (18, '0"家"'), (date(2020, 9, 30), "yyyy-mm-dd"),
        (date(2020, 9, 1), 'yyyy"年"m"月"'), (True, "General"), (1e21, "General"), ("７％", "General"),
        (0.1 + 0.2, "General"),
    )  # fmt: skip
    for at, (value, shape) in enumerate(cells, start=1):
        sheet.cell(1, at, value).number_format = shape
    assert read(book) == [["7%", "7.15%", "1000.5", "18家", "2020-09-30", "2020年9月", "TRUE", "1e+21", "７％", "0.3"]]


def test_formulas_without_a_result_are_not_passed_over(book):
    sheet = book.active
    for row in (["指标", "目标值"], ["企业", "=9+9"]):
        sheet.append(row)
    table = read(book)
    line = read_breakdown(table, recognise(table), 2020, merged=True)[-1]
    assert line.fields["value"] is None
    assert "公式或Excel的错误值" in line.doubt


def test_every_visible_sheet_that_holds_anything_is_a_table(book):
    book.active.append(["说明", "先读我"])
    table = book.create_sheet("分解表")
    table.append(["序号", "指标", "目标值"])
    table.append([1, "企业", "18家"])
    hidden = book.create_sheet("码表")
    hidden.append(list("abcdef"))
    hidden.sheet_state = "hidden"
    book.create_sheet("空")
    book.save(book.file)
    found = read_tables(book.file)
    assert [table.name for table in found] == ["Sheet", "分解表"]
    assert found[1].rows == [["序号", "指标", "目标值"], ["1", "企业", "18家"]]


def test_a_merged_range_over_the_whole_sheet_takes_no_time(book):
    sheet = book.active
    sheet.append(["指标", "目标值"])
    sheet.append(["企业", Decimal(18)])
    sheet.merged_cells.add("D1:XFD1048576")
    sheet.merged_cells.add("B2:B1048576")
    assert read(book) == [["指标", "目标值"], ["企业", "18"]]


def test_a_merged_range_does_not_hide_what_stands_below(book):
    sheet = book.active
    for row in (["任务", "指标"], ["平台", "企业"], ["", "外资"], ["开放", "出口"], ["", "进口"]):
        sheet.append([c or None for c in row])
    sheet.merged_cells.add("A2:A5")
    assert [r[0] for r in read(book)] == ["任务", "平台", "平台", "开放", ""]


@pytest.mark.parametrize(
    ("name", "fill", "said"),
    [
        ("空.xlsx", lambda path: path.write_bytes(b""), "是空文件"),
        ("字.xlsx", lambda path: path.write_text("一句话"), "不是Excel工作簿"),
        ("旧.xls", ole, "损坏或不是标准的Excel文件"),
        ("坏.xlsx", lambda path: zipped(path, ("xl/workbook.xml", b"<a")), "损坏或不是标准的Excel文件"),
        ("没有内容.xlsx", lambda path: Workbook().save(path), "里没有内容"),
        ("~$锁.xlsx", lambda path: path.write_bytes(b"x"), "临时文件"),
    ],
)
def test_what_is_no_table_is_refused_whole(tmp_path, name, fill, said):
    path = tmp_path / name
    fill(path)
    with pytest.raises(Refusal, match=said):
        read_tables(path)


def test_too_many_rows_are_refused_with_what_to_do(book):
    for at in range(3002):
        book.active.append([at, "企业"])
    with pytest.raises(Refusal, match=r"超过3000行.*请只留任务分解表"):
        read(book)


SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
SHARED_KIND = (
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
CROSSED = "<r><rPr><b/><strike/><sz val='11'/></rPr><t>作废</t></r>"
SPELT = "<rPh sb='0' eb='2'><t>qi ye</t></rPh><phoneticPr fontId='1'/>"


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("<r><t xml:space='preserve'>企业 </t></r>" + CROSSED, True),
        ("<r><t>企业</t></r>" + CROSSED + SPELT, True),  # how a name is spoken stands in it, too
        (CROSSED + "<r><rPr><strike val='1'/></rPr><t/></r><r><t>企业</t></r>", True),
        ("<r><rPr><strike val='0'/></rPr><t>企业</t></r><r><t>作废</t></r>", False),
        ("<r><rPr><strike/></rPr><t xml:space='preserve'> </t></r><r><t>企业</t></r>", False),
        ("<r><rPr><u/></rPr><t>企业</t></r>" + SPELT, False),
    ],
)
@pytest.mark.parametrize("shared", [False, True])
def test_a_text_of_several_looks_is_struck_where_a_part_of_it_is(book, text, struck, shared):
    book.active.append(["指标", "目标值"])
    book.active.append(["替换", "18家"])
    path = book.file
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    if shared:
        parts["xl/sharedStrings.xml"] = f"{SST}<si>{text}</si></sst>".encode()
        kinds = parts["[Content_Types].xml"].decode()
        parts["[Content_Types].xml"] = kinds.replace("</Types>", f"{SHARED_KIND}</Types>").encode()
        sheet = sheet.replace('t="inlineStr"><is><t>替换</t></is>', 't="s"><v>0</v>')
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<t>替换</t>", text).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    (table,) = read_tables(path)
    assert ((1, 0) in table.struck, table.rows[1][0].replace("作废", "").strip()) == (struck, "企业")
