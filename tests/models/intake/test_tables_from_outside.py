"""任务分解表 as other offices keep them: strange headers, two tables on a sheet, merged figures, totals."""

from decimal import Decimal

import pytest

from models.intake.breakdown import BreakdownKind, read_outside
from models.intake.outside_table import merged_table, plain_table
from models.intake.table_columns import recognise_table
from models.words.block import read_table_block
from tests.models.build import case

YEAR = 2026


def table_of(text):
    """A table written with | between cells."""
    return plain_table(read_table_block(text.replace("|", "\t")))


def lines_of(text, table=None):
    table = table or table_of(text)
    return read_outside(table, recognise_table(table, YEAR), YEAR)


def targets(text, table=None):
    return [line for line in lines_of(text, table) if line.kind is BreakdownKind.TARGET]


def shown(line):
    """A target's name, value and unit."""
    value = line.fields["value"]
    return str(line.fields["name"]), None if value is None else str(value), line.fields["unit"]


FOREIGN_HEADERS = [
    case(
        """序号|重点任务|工作举措|一季度|二季度|三季度|四季度|完成情况|存在问题|下步打算|牵头单位|责任人|备注
1|招商引资|外出招商12次|3次|6次|9次|12次|已完成2次|无|加快|招商办|李某|
2|平台建设|二期开工|立项|设计|开工|建设|立项中|无|加快|经济办|王某|""",
        [("外出招商", "12", "次"), ("二期开工", None, "")],
        ["招商办", "经济办"],
        id="H1 more words than known ones",
    ),
    case(
        """序号|指标|单位|2025年|2026年|2027年|2030年|年均增速|属性|责任单位
1|城镇化率|%|60|61|62|65|1|预期性|建设办
2|森林覆盖率|%|20|20.5|21|22|0.5|约束性|农办""",
        [("城镇化率", "61", "%"), ("森林覆盖率", "20.5", "%")],
        ["建设办", "农办"],
        id="H2 years",
    ),
    case(
        """序号|考核内容|考核指标|分值|权重|目标值|评分标准|数据来源|完成情况|自评分|考核得分|考核单位|责任单位
1|经济发展|规上工业增加值增长|10|5%|8%|每低1个点扣1分|统计局|7.5%|9|9|发改局|经济办
2|经济发展|固定资产投资增长|10|5%|10%|每低1个点扣1分|统计局|8%|9|9|发改局|经济办""",
        [("规上工业增加值增长", "8", "%"), ("固定资产投资增长", "10", "%")],
        ["经济办", "经济办"],
        id="H3 scores",
    ),
    case(
        """序号|指标名称|分值|年度目标|计分办法|数据来源|完成情况|自评得分|核定得分|考核单位|责任部门
1|工业技改投资|8|3亿元|按比例|统计局|1亿元|7|7|发改局|经济办
2|新增就业|6|500人|按比例|人社局|200人|5|5|人社局|社保所""",
        [("工业技改投资", "3", "亿元"), ("新增就业", "500", "人")],
        ["经济办", "社保所"],
        id="H5 scores before the target",
    ),
    case(
        """编号|攻坚内容|量化要求|谁来干|啥时候
1|新增规上企业|18家|经济办|9月底
2|引进外资|2400万美元|招商办|12月底""",
        [("新增规上企业", "18", "家"), ("引进外资", "2400", "万美元")],
        ["经济办", "招商办"],
        id="words of nobody else",
    ),
    case(
        """序号|指标名称|计量单位|2024年实际|2025年完成|2026年目标|指标属性|责任科室
1|工业产值|亿元|100|110|120|预期性|经济办
2|森林覆盖率|%|20|20.2|20.5|约束性|农办""",
        [("工业产值", "120", "亿元"), ("森林覆盖率", "20.5", "%")],
        ["经济办", "农办"],
        id="last year's result beside the year before it",
    ),
    case(
        """指标|2025年目标|2026年目标|责任单位
工业产值|110亿元|120亿元|经济办""",
        [("工业产值", "120", "亿元")],
        ["经济办"],
        id="two years' targets",
    ),
    case(
        """序号|项目名称|建设性质|建设地点|总投资|2026年计划投资（万元）|责任单位
1|产业园二期|续建|永越村|50000|20000|经济办
2|污水厂|新建|新港村|8000|3000|城建办""",
        [("产业园二期", "20000", "万元"), ("污水厂", "3000", "万元")],
        ["经济办", "城建办"],
        id="investment of the year",
    ),
    case(
        """序号|实事项目|建设内容及规模|牵头单位|总投资（万元）
1|老旧小区改造|改造小区5个|城建办|3000""",
        [("改造小区", "5", "个")],
        ["城建办"],
        id="what is built",
    ),
    case(
        "指标|目标值|单位\n企业|18家|经济办\n外资|3亿元|招商办",
        [("企业", "18", "家"), ("外资", "3", "亿元")],
        ["经济办", "招商办"],
        id="单位 over offices",
    ),
    case(
        """序号|工作事项|类别|牵头单位|完成时限
1|新建幼儿园|民生|社会办|9月底
2|河道整治|环保|农办|12月底
3|厂房改造|经济|经济办|6月底""",
        [("新建幼儿园", None, ""), ("河道整治", None, ""), ("厂房改造", None, "")],
        ["社会办", "农办", "经济办"],
        id="K1 the kind behind the task",
    ),
    case(
        "序号|任务名称|类型|负责人|牵头单位\n1|建幼儿园|新建|张三|教育办\n2|修路|续建|李四|城建办",
        [("建幼儿园", None, ""), ("修路", None, "")],
        ["教育办", "城建办"],
        id="a sort heads nothing",
    ),
    case(
        """填报单位：|经济办|联系人：|张三|联系电话：|88888888
序号|重点任务|具体内容|完成时限|责任单位|分管领导
1|数字经济|引进企业5家|6月底前|经济办|张三""",
        [("引进企业", "5", "家")],
        ["经济办"],
        id="a form's head above it",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "leads"), FOREIGN_HEADERS)
def test_a_header_of_words_of_its_own_is_no_target_and_its_columns_are_known(text, wanted, leads):
    found = targets(text)
    assert [shown(line) for line in found] == wanted
    assert [line.fields["unit_lead"] for line in found] == leads


def test_a_value_under_a_word_nobody_knows_is_taken_with_a_doubt():
    (line,) = targets("序号|指标名称|干到多少|牵头单位\n1|企业|18家|经济办")
    assert shown(line) == ("企业", "18", "家")
    assert "“干到多少”一列" in line.doubt


def test_a_number_in_a_column_that_is_not_used_is_told_where_the_row_has_no_other():
    (line,) = targets("序号|任务|干到多少|干到哪里|牵头单位\n1|修路|3公里|5公里|城建办")
    assert line.fields["value"] is None
    assert "“干到多少”一列写着“3公里”，没有用" in line.doubt


def test_targets_of_another_year_alone_are_taken_with_a_doubt():
    (line,) = targets("指标|2025年目标|责任单位\n工业产值|110亿元|经济办")
    assert (shown(line), "目标值一列是2025年的" in line.doubt) == (("工业产值", "110", "亿元"), True)


def test_a_figure_of_the_year_before_the_plan_is_last_years():
    (line,) = targets("指标|2025年完成|2026年目标\n工业产值|110亿元|120亿元")
    assert line.fields["history"] == {"2025-12": Decimal(110)}


TWO_ROWS = [
    case("""序号|指标名称|单位|年度目标|季度目标||||责任单位
||||一季度|二季度|三季度|四季度|
1|企业|家|18|4|9|13|18|经济办""", id="Q1 copied"),
    case("""序号|指标名称|单位|目标||||责任单位
|||全年|一档|二档|三档|
1|企业|家|18|4|9|13|经济办""", id="words of its own below"),
    case("""序号|指标名称|单位|2025年||2026年|责任单位
|||目标|完成|目标|
1|企业|家|15|16|18|经济办""", id="years above"),
]  # fmt: skip


@pytest.mark.parametrize("text", TWO_ROWS)
def test_a_header_of_two_rows_makes_no_target(text):
    (line,) = targets(text)
    assert (shown(line), line.fields["unit_lead"]) == (("企业", "18", "家"), "经济办")


def test_a_header_of_two_rows_from_a_workbook():
    rows = [
        ["序号", "指标名称", "单位", "年度目标", "季度目标", "", "", "", "责任单位"],
        ["", "", "", "", "春", "夏", "秋", "冬", ""],
        ["1", "企业", "家", "18", "4", "9", "13", "18", "经济办"],
    ]
    spans = {(0, 4): (1, 4), **{(0, at): (2, 1) for at in (0, 1, 2, 3, 8)}}
    table = merged_table(rows, spans)
    (line,) = targets("", table)
    assert (shown(line), line.fields["unit_lead"]) == (("企业", "18", "家"), "经济办")
    assert recognise_table(table, YEAR).words[4] == "季度目标 春"


TWO_TABLES = """一、量化指标|||||
序号|指标名称|目标值|单位|责任单位|
1|企业|18|家|经济办|
2|外资|2400|万美元|经济办|
3|出口|30|亿元|经济办|
|||||
二、重点工作|||||
序号|重点工作|工作内容|牵头单位|配合单位|完成时限
1|平台建设|开工二期|经济办|财政办|9月底
2|治水|河道整治|农办|水务站|12月底"""


def test_two_tables_on_a_sheet_are_both_read_each_by_its_own_header():
    found = targets(TWO_TABLES)
    assert [shown(line) for line in found[:3]] == [
        ("企业", "18", "家"),
        ("外资", "2400", "万美元"),
        ("出口", "30", "亿元"),
    ]
    assert [(line.fields["name"], line.fields["unit_lead"], line.fields["units_co"]) for line in found[3:]] == [
        ("开工二期", "经济办", ["财政办"]), ("河道整治", "农办", ["水务站"]),
    ]  # fmt: skip
    assert [[t.title for t in line.path] for line in found[2:4]] == [["量化指标"], ["重点工作", "平台建设"]]


def test_each_table_has_the_unit_above_it():
    found = targets("""单位：亿元|||
指标|目标|责任单位|
产值|120|经济办|
单位：万美元|||
指标|责任单位|目标|时限
外资|招商办|2400|9月底""")
    assert [shown(line) for line in found] == [("产值", "120", "亿元"), ("外资", "2400", "万美元")]


def test_a_numbered_heading_between_two_tables_is_of_the_second():
    found = targets("""一|经济发展|||
序号|指标|目标|单位|责任单位
1|企业|18|家|经济办
二|社会民生|||
序号|项目|目标|时限|责任单位
2|学校|投入使用|9月底|教育办""")
    assert [([t.title for t in line.path], line.fields["name"]) for line in found] == [
        (["经济发展"], "企业"), (["社会民生"], "学校"),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["2026年目标（亿元）", "目标值(亿元)", "目标值（单位：亿元）"])
def test_the_unit_in_the_head_is_that_of_every_row(head):
    found = targets(
        f"序号|指标名称|{head}|责任单位\n1|工业产值|120|经济办\n2|投资|80|经济办\n3|企业（家）|18|经济办\n4|增速|8%|统计办"
    )
    assert [shown(line) for line in found] == [
        ("工业产值", "120", "亿元"), ("投资", "80", "亿元"), ("企业", "18", "家"), ("增速", "8", "%"),
    ]  # fmt: skip
    assert [line.doubt for line in found] == [""] * 4


@pytest.mark.parametrize("line", ["单位：亿元|||", "|||（单位：亿元）", "|||计量单位:亿元"])
def test_the_unit_in_a_line_above_is_that_of_every_row(line):
    found = targets(f"{line}\n序号|指标名称|目标|责任单位\n1|工业产值|120|经济办\n2|投资|80|经济办")
    assert [shown(t) for t in found] == [("工业产值", "120", "亿元"), ("投资", "80", "亿元")]


def test_a_unit_of_money_above_is_not_that_of_a_rate_and_last_years_count_is_a_doubt():
    found = targets("""单位：亿元|||
序号|指标名称|2026年目标|2025年完成
1|投资|120|100
2|参保率|98%|97
3|参保率|98|97
4|企业|18家|12
5|生产总值|增长7%|650
6|劳动生产率|20|18""")
    assert [(*shown(line), line.fields["history"], line.doubt) for line in found] == [
        ("投资", "120", "亿元", {"2025-12": 100}, ""),
        ("参保率", "98", "%", {"2025-12": 97}, ""),
        ("参保率", "98", "", {"2025-12": 97}, "没有单位"),
        ("企业", "18", "家", {"2025-12": 12}, "上年数“12”按家读，表上注明单位是亿元"),
        ("生产总值", "7", "%", {}, "上年数“650”没有读入"),
        ("劳动生产率", "20", "亿元", {"2025-12": 18}, ""),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "|小计||18|家||",
        "合 计|||42|||",
        "|合　计||42||",
        "||总计|42||",
        "全镇合计|||42|||",
        "|分类小计：||18|家||",
        "合计（3项）|||42|||",
        "|平均||5|||",
    ],
)
def test_totals_are_named_and_are_no_targets(row):
    lines = lines_of(
        f"序号|重点任务|指标名称|目标值|单位|牵头单位\n1|平台|企业|18|家|经济办\n{row}\n2|开放|外资|24|万美元|招商办"
    )
    assert [line.kind.value for line in lines] == ["left out", "target", "left out", "target"]
    assert "合计" in lines[2].doubt
    assert lines[2].words


def test_one_figure_over_several_rows_is_a_doubt_on_each():
    rows = [
        ["指标名称", "目标值", "单位", "牵头单位"],
        ["道路", "80", "亿元", "经济办"],
        ["厂房", "", "", "经济办"],
        ["学校", "", "", "教育办"],
        ["企业", "18", "家", "教育办"],
    ]
    found = targets("", merged_table(rows, {(1, 1): (3, 1), (1, 2): (3, 1)}))
    assert ["合并在3行上" in line.doubt for line in found] == [True, True, True, False]


def test_hidden_rows_and_struck_words_are_marked():
    rows = [
        ["指标名称", "目标值", "牵头单位"],
        ["企业", "18家", "经济办"],
        ["旧指标", "9家", "经济办"],
        ["外资", "3亿元", "经济办"],
    ]
    table = merged_table(rows, {}, hidden=frozenset({2}), struck=frozenset({(3, 1)}))
    assert [line.doubt for line in targets("", table)] == ["", "这一行在表里是隐藏的", "这一行有划掉的字"]


def test_words_copied_from_word_keep_their_rows_though_cells_break():
    found = targets("""序号|重点任务|工作目标|牵头单位|完成时限
1|项目建设|1.完成投资5亿元。
2.开工3个项目。|经济办
财政办|12月底
一、对外开放
2|招商|引进项目4个|招商办|12月底""")
    assert [shown(line) for line in found] == [("投资", "5", "亿元"), ("开工项目", "3", "个"), ("引进项目", "4", "个")]
    assert [line.fields["units_co"] for line in found] == [["财政办"], ["财政办"], []]
    assert [[t.title for t in line.path] for line in found] == [["项目建设"], ["项目建设"], ["对外开放", "招商"]]


def test_several_names_with_as_many_values_in_a_row_are_as_many_targets():
    table = plain_table([["指标", "目标值", "牵头单位"], ["企业\n外资", "18家\n24万美元", "经济办"]])
    found = targets("", table)
    assert [shown(line) for line in found] == [("企业", "18", "家"), ("外资", "24", "万美元")]
    assert all("拆成2项" in line.doubt for line in found)
    wrapped = targets("", plain_table([["指标", "目标值"], ["规上\n企业", "18家"]]))
    assert [shown(line) for line in wrapped] == [("规上企业", "18", "家")]


def test_escapes_and_characters_without_width_leave_nothing():
    rows = [
        ["指标名称", "目标值", "牵头单位", "完成时限"],
        ["企业_x000D_\n（规上）", "18家", "经济办_x000D_\n财政办\u200b", "9月底_x000D_\n前"],
    ]
    (line,) = targets("", plain_table(rows))
    assert (line.fields["name"], line.fields["unit_lead"], line.fields["units_co"]) == (
        "企业（规上）",
        "经济办",
        ["财政办"],
    )
    assert line.fields["due_date"] == "2026-09-30"


def test_the_clerk_says_which_row_is_the_header():
    table = table_of("甲|乙|丙\n指标|目标值|牵头单位\n企业|18家|经济办\n名字|数|谁\n外资|3亿元|招商办")
    head = recognise_table(table, YEAR, header=3)
    assert (head.first, head.body) == (3, 4)
    assert [line.row for line in read_outside(table, head, YEAR) if line.kind is BreakdownKind.TARGET] == [4]


def test_the_rows_own_number_is_kept():
    found = targets("序号|指标|目标值\n3.1|企业|18家\n（二）|外资|3亿元\n第3项|公厕|9座")
    assert [line.fields["ordinal"] for line in found] == ["3.1", "（二）", "3"]


MORE_HEADERS = [
    case(
        "序号|目标内容|年度目标|计量单位|责任单位\n1|工业产值|120|亿元|经济办",
        ("工业产值", "120", "亿元"),
        id="of two aims the one with amounts is the value",
    ),
    case(
        "一级指标|二级指标|三级指标|指标解释|目标值|责任部门\n经济|总量|GDP|全口径|108亿元|经济办",
        ("GDP", "108", "亿元"),
        id="the deepest of levels is the name",
    ),
    case(
        "指标|目标值（2025年）|目标值（2026年）|责任单位\n产值|100亿元|120亿元|经济办",
        ("产值", "120", "亿元"),
        id="the year in brackets",
    ),
    case(
        "指标|单位|目标值|||责任单位\n||合计|东片|西片|\n企业|家|18|10|8|经济办",
        ("企业", "18", "家"),
        id="parts of the value",
    ),
    case("指 标|目 标 值|责 任 单 位\n企业|18家|经济办", ("企业", "18", "家"), id="spaced words"),
]


@pytest.mark.parametrize(("text", "wanted"), MORE_HEADERS)
def test_a_header_that_says_two_things_is_decided_by_what_stands_below(text, wanted):
    (line,) = targets(text)
    assert (shown(line), line.fields["unit_lead"], line.doubt) == (wanted, "经济办", "")


def test_a_table_beside_another_is_told_on_every_row_of_it():
    found = targets(
        "序号|任务|目标|责任单位|序号|任务|目标|责任单位\n1|企业|18家|经济办|2|外资|3亿元|招商办\n3|学校|3所|教育办||||"
    )
    assert [shown(line) for line in found] == [("企业", "18", "家"), ("学校", "3", "所")]
    assert ["并排的另一张表没有读" in line.doubt for line in found] == [True, False]


def test_a_unit_said_below_the_header_holds_for_what_stands_below_it():
    lines = lines_of("序号|指标|目标值|责任单位\n（单位：万元）|||\n1|产值|120|经济办\n单位：亿元|||\n2|投资|80|经济办")
    assert [shown(line) for line in lines if line.fields] == [("产值", "120", "万元"), ("投资", "80", "亿元")]
    assert [line.doubt for line in lines if not line.fields] == ["表头", "单位，用于下面各行", "单位，用于下面各行"]


def test_titles_between_tables_are_told_apart_from_pieces_of_cells():
    found = lines_of("""表一：量化指标
序号|指标|目标值|责任单位
1|企业|18家|经济办
表二：重点工作
序号|重点工作|责任单位|完成时限
1|开工二期|经济办|9月底""")
    assert [line.fields["units_co"] for line in found if line.fields] == [[], []]
    assert [line.words for line in found if line.doubt == "表头以上的文字"] == ["表一：量化指标", "表二：重点工作"]


def test_escapes_in_a_header_do_not_break_its_row():
    (line,) = targets("序号|指标_x000D_名称|目标值_x000D_（亿元）|责任\u200b单位\n1|产值|120|经济办")
    assert (shown(line), line.fields["unit_lead"]) == (("产值", "120", "亿元"), "经济办")


def test_merged_ranges_outside_what_is_filled_say_nothing():
    rows = [["指标", "目标值", "牵头单位"], ["企业", "18家", "经济办"]]
    (line,) = targets("", merged_table(rows, {(1, 3): (4, 2), (9, 1): (2, 1), (0, 3): (2, 9)}))
    assert (shown(line), line.doubt) == (("企业", "18", "家"), "")
