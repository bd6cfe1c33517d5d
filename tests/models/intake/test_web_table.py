"""Tables of HTML as Excel, WPS and Word copy them: where cells and merges end, what is hidden or crossed out."""

import pytest

from models.intake.web_table import TooMuchMarkup, web_tables
from models.words.markup import Tag, marked_up

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content=Excel>
<link rel=File-List href="file:///C:/x/filelist.xml"><style><!--table {mso-displayed-decimal-separator:"\\.";}
.xl65 {mso-number-format:"0%";} .xl66 {color:black;text-decoration: line-through;}--></style></head>
<body><table border=0 cellpadding=0 style='border-collapse:collapse'><!--StartFragment--> <col width=72 span=3>
 <tr height=19><td rowspan=2 height=38 class=xl65>序<br>
    号</td><td colspan=2 x:fmla="=IF(A1>B1,1,2)">目标</td></tr>
 <tr height=0 style='display:none'><td>值</td><td class="xl65 xl66">单位</td></tr>
 <tr><td align=right x:num>1</td><td>工业&nbsp;投资 a&lt;b</td><td>20亿元</td></tr>
<!--EndFragment--></table></body></html>"""

WORD = """<body><p class=MsoNormal>一、量化指标</p><table class=MsoTableGrid><thead><tr style='mso-yfti-irow:0'>
<td width=100><p class=MsoNormal><b>工作
目标</b><o:p></o:p></p></td><td><p class=MsoNormal>牵头单位</p></td></tr></thead>
<tr><td rowspan=2><p>1.完成投资5亿元。</p><p><![if !supportLists]><span>2.</span><![endif]>开工3个项目。</p></td>
<td><p><s>经济办</s>招商办</p></td></tr><tr><td><div>财政办</div></td></tr></table><p>注：略</p></body>"""


def test_excels_cells_and_merges():
    (table,) = web_tables(EXCEL)
    assert table.rows == [
        ["序\n号", "目标", ""], ["序\n号", "值", "单位"], ["1", "工业 投资 a<b", "20亿元"],
    ]  # fmt: skip
    assert table.spans == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert (table.hidden, table.struck, table.merges_known) == ({1}, {(1, 2)}, True)


def test_words_cells_keep_their_paragraphs_and_what_stands_around_the_table():
    (table,) = web_tables(WORD)
    assert table.rows == [
        ["一、量化指标", ""],
        ["工作目标", "牵头单位"],
        ["1.完成投资5亿元。\n2.开工3个项目。", "经济办招商办"],
        ["1.完成投资5亿元。\n2.开工3个项目。", "财政办"],
        ["注：略", ""],
    ]
    assert table.struck == {(2, 1)}


@pytest.mark.parametrize(
    ("markup", "rows"),
    [
        ("<TABLE><TR><TD>甲<TD>乙<TR><TD>丙</TABLE>", [["甲", "乙"], ["丙", ""]]),
        ("<tr><td>甲</td><td>乙</td></tr>", [["甲", "乙"]]),
        ("<table><tr><td colspan='x' rowspan=0>甲</td><th>乙</th></tr></table>", [["甲", "乙"]]),
        ("<table><tr><td><!-- <td>无</td> -->甲</td></tr></table>", [["甲"]]),
        ("<table><tr><td>甲<script>alert('<td>乙')</script></td></tr></table>", [["甲"]]),
        ("<table><tr><td>1 < 2</td><td>a > b</td></tr></table>", [["1 < 2", "a > b"]]),
        ("<table><tr><td rowspan=2>甲</td><td rowspan=3>乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td></tr></table>",
         [["甲", "乙", ""], ["甲", "乙", "丙"], ["丁", "乙", ""]]),
        ("<table><tr><td>甲</td></tr></table>间<table><tr><td>乙</td></tr></table>", [["甲"], ["间"], ["乙"]]),
        ("<table><tr><td>Line one\nline two</td><td>一\n二</td></tr></table>", [["Line one line two", "一二"]]),
        ("<table><tr><td>甲<br/>乙<br>\n<br></td></tr><tr><td></td></tr></table>", [["甲\n乙"]]),
    ],
)  # fmt: skip
def test_tables_as_they_are_written(markup, rows):
    assert web_tables(markup)[0].rows == rows


def test_a_table_within_a_table_is_one_of_its_own_too():
    whole, inner = web_tables("<table><tr><td>外<table><tr><td>甲<td>乙</table></table>")
    assert whole.rows == [["外\n甲\n乙"]]
    assert inner.rows == [["甲", "乙"]]


@pytest.mark.parametrize("look", ["<s>{}</s>", "<del>{}</del>", "<strike>{}</strike>",
                                  "<span style='text-decoration:line-through'>{}</span>"])  # fmt: skip
def test_what_is_crossed_out_is_said_however_it_is_written(look):
    (table,) = web_tables(f"<table><tr><td>{look.format('18家')}20家</td><td>甲</td></tr><tr><td>乙</td></tr></table>")
    assert table.struck == {(0, 0)}


def test_a_text_without_a_table_has_none():
    assert web_tables("<p>只有一段话</p>") == []
    assert web_tables("") == []


@pytest.mark.parametrize("many", ["<tr><td>甲", "<td>甲", "<td colspan=999>甲", "<table><tr><td><table>"])
def test_what_is_no_table_anybody_made_is_given_up(many):
    with pytest.raises(TooMuchMarkup):
        web_tables("<table>" + many * 250_000)


def test_a_row_of_thousands_of_columns_is_given_up_before_the_rows_below_go_past_it():
    row = "<tr>" + "<td rowspan=20000>甲" * 1500
    with pytest.raises(TooMuchMarkup):
        web_tables("<table>" + row + "<tr><td>乙" * 2900)
    with pytest.raises(TooMuchMarkup):
        web_tables("<table>" + "<tr><td rowspan=3000 colspan=61>甲" + "<td colspan=61>乙" * 30 + "<tr><td>丙" * 2900)


def test_lines_beside_a_table_count_as_rows():
    with pytest.raises(TooMuchMarkup):
        web_tables("<table><tr><td>甲</table>" + "乙<br>" * 3500)


@pytest.mark.parametrize("odd", ["<", "<a ", "<!--", '<a "', "<style>", "<td a='", "&#", "</", "<![if"])
def test_broken_marks_end_and_load_nothing(odd):
    assert web_tables(odd * 20_000) in ([], web_tables(odd * 20_000))


def test_quotes_in_a_tag_may_hold_its_end():
    assert list(marked_up('<td a="1>2" B=3>x')) == [Tag("td", {"a": "1>2", "b": "3"}), "x"]
