"""What the columns of a table are, by the words of its header in any order, else by what stands in them."""

import pytest

from models.intake.table_columns import is_header, once, recognise
from models.words.columns import Role
from tests.models.build import case

R = Role
HEADERS = [
    case(
        "序号|板块|重点任务|指标名称|2020年目标|计量单位|牵头单位|配合单位|责任领导|完成时限|备注",
        [R.ORDER, R.AREA, R.TASK, R.NAME, R.VALUE, R.UNIT, R.LEAD, R.CO, R.LEADER, R.DUE, R.NOTE],
    ),
    case(
        "备注|完成时限|单位|目标值|指标|任务|领域|章",
        [R.NOTE, R.DUE, R.UNIT, R.VALUE, R.NAME, R.TASK, R.AREA, R.SECTION],
    ),
    case("序号|目标任务|责任领导|牵头单位|责任单位|完成时限", [R.ORDER, R.NAME, R.LEADER, R.LEAD, R.CO, R.DUE]),
    case("序号|重点任务|工作目标|责任单位|配合单位|时限", [R.ORDER, R.TASK, R.NAME, R.LEAD, R.CO, R.DUE]),
    case("序号|工作任务|年度目标|单位|责任部门", [R.ORDER, R.NAME, R.VALUE, R.UNIT, R.LEAD]),
    case("类别|项目|指标名称|年度目标值|分管领导|联系人", [R.AREA, R.TASK, R.NAME, R.VALUE, R.LEADER, R.CONTACT]),
    case("类别|领域|工作内容|目标数", [R.SECTION, R.AREA, R.NAME, R.VALUE]),
    case("重点工作|具体任务|责任线办|责任人|完成时间", [R.TASK, R.NAME, R.LEAD, R.LEADER, R.DUE]),
    case("序 号|★指标名称|目标值（亿元）|牵头\n单位", [R.ORDER, R.NAME, R.VALUE, R.LEAD], id="decorated"),
    case("指标名称|目标值|分值|进展情况|牵头单位", [R.NAME, R.VALUE, R.UNUSED, R.UNUSED, R.LEAD]),
]  # fmt: skip


@pytest.mark.parametrize(("header", "roles"), HEADERS)
def test_a_header(header, roles):
    head = recognise([["濮院镇任务分解表"], header.split("|"), ["x"] * len(roles)])
    assert (head.first, head.rows) == (1, 1)
    assert list(head.roles) == roles


def test_a_header_of_two_rows():
    rows = [
        ["序号", "指标", "目标值", "责任单位", ""],
        ["", "", "", "牵头单位", "配合单位"],
        ["1", "企业", "3家", "经济办", ""],
    ]
    head = recognise(rows)
    assert (head.rows, head.body) == (2, 2)
    assert head.roles == (R.ORDER, R.NAME, R.VALUE, R.LEAD, R.CO)


def test_a_column_of_aims_is_words_or_numbers_by_what_stands_in_it():
    header = ["重点任务", "年度目标", "牵头单位"]
    words = recognise([header, ["项目推进", "固定资产投资增长15%，开工11个", "经济办"]])
    numbers = recognise([header, ["新增规上企业", "18家", "经济办"]])
    assert words.roles == (R.TASK, R.NAME, R.LEAD)
    assert numbers.roles == (R.NAME, R.VALUE, R.LEAD)


def test_without_a_header_the_cells_tell():
    rows = [
        ["1", "(一)创新", "平台", "新增规上企业", "18", "家", "经济办", "9月底"],
        ["2", "", "", "合同外资", "5500", "万美元", "招商中心、经济办", "12月"],
        ["3", "", "开放", "参保率", "95", "%", "社保所", "12月"],
    ]
    head = recognise(rows)
    assert (head.first, head.rows, head.body) == (0, 0, 0)
    assert head.roles == (R.ORDER, R.AREA, R.TASK, R.NAME, R.VALUE, R.UNIT, R.LEAD, R.DUE)


def test_the_header_again_on_the_next_page():
    rows = [["指标", "目标值"], ["企业", "3家"], ["指标", " 目标值 "]]
    head = recognise(rows)
    assert [is_header(r, head) for r in rows] == [True, False, True]


def test_each_role_once():
    assert once([R.NAME, R.NAME, R.CO, R.CO, R.NOTE, R.NOTE, R.LEAD, R.LEAD]) == (
        R.NAME, R.UNUSED, R.CO, R.CO, R.NOTE, R.NOTE, R.LEAD, R.CO,
    )  # fmt: skip


def test_nothing_is_no_header():
    assert recognise([]).roles == ()
