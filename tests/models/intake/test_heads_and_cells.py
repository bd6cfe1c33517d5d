"""Tables in which a head, a cell or a column says less than it seems: each target whole, or doubted."""

import pytest

from models.intake.breakdown import BreakdownKind, read_outside
from models.intake.outside_table import merged_table, plain_table
from models.intake.table_columns import recognise_table
from models.words.block import read_table_block

YEAR = 2026


def rows_of(text):
    return read_table_block(text.replace("|", "\t"))


def targets(table):
    lines = read_outside(table, recognise_table(table, YEAR), YEAR)
    return [line for line in lines if line.kind is BreakdownKind.TARGET]


def read(text):
    return targets(plain_table(rows_of(text)))


def shown(lines):
    found = []
    for line in lines:
        value = line.fields["value"]
        found.append((line.fields["name"], None if value is None else str(value), line.fields["unit"]))
    return found


@pytest.mark.parametrize(
    "head", ["2026年计划完成数", "年度计划完成", "应完成数", "全年拟完成额", "基本目标", "保底目标", "全年合计"]
)
def test_heads_of_what_is_to_be_done_are_the_targets_column(head):
    lines = read(f"序号|指标|{head}|责任科室\n1|参保率|98.5%|社会办\n2|税收|8600万元|财政所\n3|植树|50亩|农办")
    assert shown(lines) == [("参保率", "98.5", "%"), ("税收", "8600", "万元"), ("植树", "50", "亩")]
    assert [line.doubt for line in lines] == ["", "", ""]


@pytest.mark.parametrize("head", ["完成数", "2025年完成数", "全年完成数", "累计完成额"])
def test_heads_of_what_was_done_are_not(head):
    assert read(f"指标|{head}|责任单位\n税收|8600万元|财政所")[0].fields["value"] is None


@pytest.mark.parametrize("head", ["2026年计划增幅", "预期增速", "2026年预期"])
def test_a_number_under_a_head_that_may_be_the_targets_is_told_where_the_row_has_no_other(head):
    (line,) = read(f"指标名称|2025年实绩|{head}|责任单位\n税收|105亿元|力争6.5%|经济办")
    assert line.fields["value"] is not None or f"“{head}”一列写着“力争6.5%”，没有用" in line.doubt


def test_own_amounts_of_quarters_that_are_written_as_months():
    (line,) = read("任务|目标|1-3月|4-6月|7-9月|10-12月|责任单位\n引进项目|6个|1|2|2|1|招商办")
    assert [(p["until"][5:7], str(p["value"])) for p in line.fields["planned"]] == [
        ("03", "1"), ("06", "3"), ("09", "5"), ("12", "6"),
    ]  # fmt: skip


TWO = [
    ["指标", "", "目标", "单位"], ["工业", "产值", "125", "亿元"], ["", "技改投资", "13", "亿元"],
    ["GDP", "", "200", "亿元"],
]  # fmt: skip


def test_one_head_over_two_columns_of_names():
    table = merged_table(TWO, {(0, 0): (1, 2), (1, 0): (2, 1), (3, 0): (1, 2)})
    lines = targets(table)
    assert shown(lines) == [("产值", "125", "亿元"), ("技改投资", "13", "亿元"), ("GDP", "200", "亿元")]
    assert [line.path[-1].title for line in lines] == ["工业", "工业", "GDP"]
    assert [line.doubt for line in lines] == ["", "", ""]
    assert shown(targets(plain_table(TWO[:3]))) == shown(lines)[:2]


def test_remarks_without_a_head_behind_the_names_do_not_make_them_groups():
    lines = read("指标||目标|单位\nGDP||200|亿元\n税收|含基金|8|亿元\n出口||30|亿元")
    assert [name for name, _, _ in shown(lines)] == ["GDP", "税收", "出口"]


def test_numbered_indicators_beside_a_column_of_aims_in_words():
    text = "序号|目标任务|量化指标|责任单位\n1|提升营商环境|新增事项20项以上|便民中心\n2|数字化改革|上线运行|综合办"
    lines = read(text)
    assert shown(lines) == [("新增事项", "20", "项"), ("上线运行", None, "")]
    assert [line.path[-1].title for line in lines] == ["提升营商环境", "数字化改革"]
    assert shown(read("目标任务|量化指标\n新增就业|350人\n植树|50亩")) == [
        ("新增就业", "350", "人"),
        ("植树", "50", "亩"),
    ]


def test_a_cell_that_only_demands_is_named_by_its_task():
    lines = read(
        "序号|主要任务|年度目标|责任部门\n1|出口|力争30亿元|商务办\n2|停车位|新增300个|建设办\n3|幼儿园|新建1所|教育办\n"
        "4|低效用地|盘活120亩|国土所\n5|安全检查|检查企业200家次|应急办\n6|文明创建|创成3A级景区2个|文旅办\n"
        "7|养老|新建照料中心2家|社会办\n8|道路|改造公路12公里|建设办"
    )
    assert shown(lines) == [
        ("出口", "30", "亿元"), ("停车位", "300", "个"), ("幼儿园新建", "1", "所"), ("低效用地盘活", "120", "亩"),
        ("检查企业", "200", "家次"), ("创成3A级景区", "2", "个"),
        ("新建照料中心", "2", "家"), ("改造公路", "12", "公里"),
    ]  # fmt: skip
    assert [line.doubt for line in lines] == [""] * 8


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("固定资产投资", "10%", "growth"),
        ("规上工业增加值", "8%左右", "growth"),
        ("社会消费品零售总额（限上）", "≥7.5%", "growth"),
        ("R&D经费占主营业务收入", "3%", "level"),
        ("年度投资", "100%", "level"),
        ("参保率", "98%", "level"),
    ],
)
def test_an_amount_in_percent_is_how_much_it_grows(name, value, kind):
    (line,) = read(f"指标|目标值|责任单位\n{name}|{value}|经济办")
    assert line.fields["kind"] == kind


def test_the_sign_in_the_head_of_the_targets_column_binds_numbers_without_one():
    lines = read("指标|目标值（≤）|责任单位\n信访量|200件|综治办\n新增债务|不低于3万元|财政所")
    assert [(k.fields["comparator"], k.fields["direction"]) for k in lines] == [("<=", "lower"), (">=", "higher")]
    assert [line.doubt for line in lines] == ["", ""]


def test_a_row_of_cumulated_amounts_is_no_header():
    lines = read(
        "重点工作|工作目标|一季度|二季度|三季度|四季度|牵头单位\n招引|招引项目10个|2个|5个|8个|10个|招商办\n"
        "违建|拆除违建5万平方米|累计1万|累计2.5万|累计4万|累计5万|执法队"
    )
    assert shown(lines) == [("招引项目", "10", "个"), ("拆除违建", "5", "万平方米")]


def test_a_total_in_the_column_of_villages_is_no_target():
    lines = read("指标|村名|任务数（亩）\n植树|A村|120\n造林|B村|80\n|合计|200")
    assert [value for _, value, _ in shown(lines)] == ["120", "80"]


def test_a_verb_that_the_task_has_is_not_said_twice():
    (line, _) = read("重点工作|工作目标|责任单位\n招引项目|全年招引10个|招商办\n养老|新建照料中心并投用|社会办")
    assert line.fields["name"] == "招引项目"


@pytest.mark.parametrize("aim", ["年度目标", "目标", "目标值", "2026年目标"])
@pytest.mark.parametrize("order", [1, -1])
def test_a_sum_beside_the_target_is_not_the_target(aim, order):
    """What was seen: the sum of 分值 in the place of 年度目标."""
    heads, first, second = (
        "|".join(cells[::order]) for cells in ((aim, "分值", "合计"), ("5", "10", "15"), ("8", "9", "17"))
    )
    found = read(f"序号|指标|单位|{heads}\n1|新增规上企业|家|{first}\n2|项目|个|{second}")
    assert shown(found) == [("新增规上企业", "5", "家"), ("项目", "8", "个")]
