"""A figure merged over several rows of a form that came back as HTML or as Excel's XML: it is of none of them."""

import pytest

from db.workbooks.returned_book import read_form

HEAD = ("任务", "指标", "单位", "年度目标", "上期值", "本期值")
ROWS = [("任务甲", f"指标{name}", "家", "12", "3") for name in "甲乙丙"]
HTML = ("<td rowspan=2>8</td>", "", "<td>9</td>")
NUMBER = '><Data ss:Type="Number">'
XML = (f'<Cell ss:MergeDown="1"{NUMBER}8</Data></Cell>', "", f"<Cell{NUMBER}9</Data></Cell>")


def html():
    rows = [HEAD, *ROWS]
    filled = ["".join(f"<td>{text}</td>" for text in row) for row in rows]
    return "<html><table>" + "".join(f"<tr>{a}{b}</tr>" for a, b in zip(filled, ("", *HTML), strict=True)) + "</table>"


def xml():
    filled = ["".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row) for row in (HEAD, *ROWS)]
    rows = "".join(f"<Row>{a}{b}</Row>" for a, b in zip(filled, ("", *XML), strict=True))
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'


@pytest.mark.parametrize("text", [html(), xml()], ids=["html", "xml"])
def test_a_figure_merged_over_two_rows_is_of_neither(tmp_path, text):
    path = tmp_path / "表.xls"
    path.write_text(text, encoding="utf-8")
    cells = [row.cells["本期值"] for row in read_form(path).rows if "本期值" in row.cells]
    assert [str(cell.value) for cell in cells if cell.problem is None] == ["9"]
    assert {cell.problem.key for cell in cells if cell.problem} == {"merged-figure"}
