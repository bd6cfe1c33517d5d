"""A table opens by what is in its file, whatever it is called; hidden rows, merges and struck cells are known."""

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from db.disk.failures import Refusal
from db.workbooks.outside_file import read_tables
from db.workbooks.returned_book import read_form

ROWS = [["指标", "目标值", "单位"], ["企业", "18", "家"], ["外资", "2400", "万美元"]]
XML = """<?xml version="1.0" encoding="gb2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/>
 <Font ss:StrikeThrough="1"/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="分解"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">重点工作</Data></Cell>
<Cell><Data ss:Type="String">目标</Data></Cell></Row>
<Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" ss:MergeDown="1">
<ss:Data ss:Type="String">企<B>业</B></ss:Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.071</Data></Cell></Row>
<Row><Cell ss:Index="3" ss:StyleID="d"><Data ss:Type="DateTime">2026-03-31T00:00:00.000</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="String">码</Data></Cell></Row></Table><WorksheetOptions
 xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"""


def text_of(sign):
    return "\r\n".join(sign.join(row) for row in ROWS)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["表.csv", "表.xls", "表.et"])
def test_separated_text_opens_in_every_encoding_whatever_its_name(tmp_path, name, encoding, sign):
    (tmp_path / name).write_bytes(text_of(sign).encode(encoding))
    assert [list(table.rows) for table in read_tables(tmp_path / name)] == [ROWS]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["表.xls", "表.xlsx", "表.csv"])
def test_html_that_calls_itself_a_workbook_opens(tmp_path, name, encoding):
    page = (
        "<html><meta charset=gb2312><body><table><tr><td>指标<td>目标<tr><td rowspan=2>企业<td>18家<tr><td>9家</table>"
    )
    (tmp_path / name).write_bytes(page.encode(encoding))
    (table,) = read_tables(tmp_path / name)
    assert table.rows == [["指标", "目标"], ["企业", "18家"], ["企业", "9家"]]
    assert table.merges_known


@pytest.mark.parametrize("name", ["旧.xls", "旧.et", "旧.xlsx"])
def test_a_workbook_of_before_2007_opens(tmp_path, name):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("分解表")
    for row, cells in enumerate([*ROWS, ["出口", 0.07, "%"]]):
        for column, cell in enumerate(cells):
            style = xlwt.easyxf("font: struck_out on" if cell == "18" else "", "0%" if cell == 0.07 else "General")
            sheet.write(row, column, cell, style)
    sheet.write_merge(4, 5, 0, 0, "合并")
    sheet.write(5, 1, 3)
    sheet.row(2).hidden = True
    book.add_sheet("藏").visibility = 1
    book.save(str(tmp_path / "x"))
    (tmp_path / "x").rename(tmp_path / name)
    (table,) = read_tables(tmp_path / name)
    assert table.rows == [*ROWS, ["出口", "7%", "%"], ["合并", "", ""], ["合并", "3", ""]]
    assert (table.name, table.hidden, table.struck) == ("分解表", {2}, {(1, 1)})
    assert table.spans == {(4, 0): (2, 1)}


@pytest.mark.parametrize("name", ["新.xls", "新.et", "新.csv"])
def test_an_xlsx_by_another_name_opens_and_says_what_is_hidden_and_struck(tmp_path, name):
    book = Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    sheet["B2"].font = Font(strike=True)
    sheet["A3"] = CellRichText("外", TextBlock(InlineFont(strike=True), "商"), "资")
    sheet.row_dimensions[2].hidden = True
    sheet.merge_cells("B3:C4")
    sheet["A4"] = "出口"
    book.save(tmp_path / "x.xlsx")
    (tmp_path / "x.xlsx").rename(tmp_path / name)
    (table,) = read_tables(tmp_path / name)
    assert (table.hidden, table.spans) == ({1}, {(2, 1): (2, 2)})
    assert table.struck == {(1, 1), (2, 0)}
    assert table.rows[3][:2] == ["出口", "2400"]


def test_an_xml_table_of_2003_opens(tmp_path):
    (tmp_path / "表.xls").write_text(XML, encoding="gb2312")
    (table,) = read_tables(tmp_path / "表.xls")
    assert (table.name, table.hidden, table.struck) == ("分解", {2}, {(2, 2)})
    assert table.rows == [["重点工作", "", "目标"], ["", "", ""], ["", "企业", "7.1%"], ["", "企业", "2026-03-31"]]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("表.csv", ("企业,18\n" * 50_000).encode(), "有50000行，远超一张任务分解表"),
        ("表.csv", ("企业,18\n" * 3001).encode(), "超过3000行"),
        ("表.xls", b"<table>" + b"<tr><td>x" * 4000, "展开后异常地大"),
        ("表.xls", b"<html><table></table>", "里没有内容"),
        ("表.xls", XML[:900].encode("gb2312"), "损坏或不是标准的Excel文件"),
        ("表.xls", XML.replace("</Workbook>", "<Worksheet/>" * 80 + "</Workbook>").encode("gb2312"), "超过64张"),
        ("表.xls", XML.replace("</Table>", "<Row/>" * 1_000_001 + "</Table>", 1).encode("gb2312"), "展开后异常地大"),
        ("表.csv", b"a,b\n" + b"," * 400_001, "有几十万个带格式的空格"),
        ("表.tsv", b"a\tb\n" + b"ab\t" * 400_001, "有几十万个带格式的空格"),
        ("表.csv", b"a,b\n" + b"1" * 100_001, "里有一格超过10万字"),
        ("表.csv", b"," * 300_000 + b"x\n" + b"x\n" * 39_000, "有39002行300001列，超过3000行或60列"),
        ("表.xlsx", "一句话".encode(), "不是Excel工作簿"),
        ("表.csv", b"\x01\x02\x03,\x04\n\x05,\x06", "不是标准的Excel文件"),
    ],
)
def test_what_is_too_much_or_no_table_is_refused_with_a_sentence(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refusal, match=said):
        read_tables(tmp_path / name)


def test_rows_of_an_xml_table_that_go_back_stand_below(tmp_path):
    """Else a hundred thousand of them would all be a first row, and each looked at as a heading."""
    back = '<Row ss:Index="1"><Cell><Data ss:Type="String">企业</Data></Cell></Row>'
    path = tmp_path / "表.xls"
    path.write_text(XML.replace("<Row ss:Index", back * 2 + "<Row ss:Index", 1), "gb2312")
    assert [row[0] for row in read_tables(path)[0].rows][:3] == ["重点工作", "企业", "企业"]
    path.write_text(XML.replace("<Row ss:Index", back * 20_000 + "<Row ss:Index", 1), "gb2312")
    with pytest.raises(Refusal, match="第20001行第1列有内容，远在表格之外"):
        read_form(path)


def test_entities_of_an_xml_table_are_not_followed(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    (tmp_path / "表.xls").write_text(XML.replace("<Workbook", f"{bomb}<Workbook").replace("重点工作", "&a;"), "gb2312")
    with pytest.raises(Refusal, match="损坏或不是标准的Excel文件"):
        read_tables(tmp_path / "表.xls")


def test_one_sheet_too_large_does_not_hide_the_others(tmp_path):
    book = Workbook()
    book.active.append(["指标", "目标值"])
    many = book.create_sheet("流水")
    for number in range(3100):
        many.append([number])
    book.save(tmp_path / "表.xlsx")
    assert [len(table.rows) for table in read_tables(tmp_path / "表.xlsx")] == [1, 3100]
