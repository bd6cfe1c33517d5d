"""A 任务分解表 read row by row: headings, targets, what needs a look, what is left out and why."""

from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.breakdown import BreakdownKind, plan_items, read_breakdown, target_key
from models.intake.joining import join, new_places
from models.intake.plan_json import Directory, read_plan
from models.intake.table_columns import TableHead, recognise
from models.plan.entities import Kind
from models.plan.year import PlanYear
from models.words.block import read_block
from models.words.columns import Role
from tests import breakdown as puyuan
from tests.models.build import case

H, T, OUT = BreakdownKind.HEADING, BreakdownKind.TARGET, BreakdownKind.LEFT_OUT


def read(text, **more):
    """Lines of a table written with | between cells; the first row is the header."""
    rows = read_block("\n".join("\t".join(r.split("|")) for r in text.strip().splitlines()))
    return read_breakdown(rows, recognise(rows), 2020, **more)


def targets(lines):
    return {str(line.fields["name"]): line for line in lines if line.kind is T}


def paths(lines):
    return [
        [t.number + t.title for t in line.path] + [line.fields.get("name")] for line in lines if line.kind is not OUT
    ]


def test_the_plan_of_puyuan_arrives_whole():
    rows = read_block(puyuan.block())
    lines = read_breakdown(rows, recognise(rows), 2020)
    found = [line.fields for line in lines if line.kind is T]
    assert len(found) == 54
    assert [line.doubt for line in lines if line.kind is T and line.doubt] == []
    for fields, target in zip(found, puyuan.PLAN["targets"], strict=True):
        usual = {"comparator": "=", "direction": "higher"}
        keys = ("name", "calibre", "kind", "value", "unit", "comparator", "direction", "commitment", "due", "due_date")
        wanted = {k: target.get(k, usual.get(k, "")) for k in keys}
        assert {k: fields[k] for k in wanted} == wanted
    outline = plan_items(lines)["outline"]
    assert len(outline) == 20
    assert outline[2] == {"level": "3", "number": "1.", "title": "深化数字赋能"}


def test_every_puyuan_target_in_the_entities_says_the_same():
    rows = read_block(puyuan.block())
    items = plan_items(read_breakdown(rows, recognise(rows), 2020))
    numbers = count(1)
    content = read_plan(
        {"title": "濮院镇2020年工作要点", "year": "2020", **items}, Directory(lambda: f"n{next(numbers)}")
    )
    assert [(t.full_name, t.value) for t in content.targets][:1] == [("地区生产总值增长", Decimal(7))]
    assert {u.name for u in content.units} == {"经济发展办"}


def test_merged_cells_repeat_what_stands_above():
    lines = read("""
领域|任务|指标|目标值|牵头单位|责任领导
(一)创新|1.平台|企业|18家|经济办|张三
|||3家||
||亿元企业|3家||
|2.开放|外资|24万美元|招商中心|
(二)民生|3.健康|参保率|95%||李四
""")
    assert paths(lines)[0] == ["(一)创新", "1.平台", "企业"]
    assert paths(lines)[2:] == [
        ["(一)创新", "1.平台", "亿元企业"], ["(一)创新", "2.开放", "外资"], ["(二)民生", "3.健康", "参保率"],
    ]  # fmt: skip
    assert [line.fields["unit_lead"] for line in lines[1:]] == ["经济办", "经济办", "经济办", "招商中心", ""]
    assert [line.fields["leader"] for line in lines[1:]] == ["张三", "张三", "张三", "张三", "李四"]
    assert "没有指标名称，暂用“企业”" in lines[2].doubt


def test_a_lead_of_its_own_does_not_take_the_other_units_from_above():
    lines = read("指标|目标值|牵头单位|配合单位\n企业|18家|经济办|商务办\n外资|24万美元||\n出口|3亿元|招商中心|")
    assert [(line.fields["unit_lead"], line.fields["units_co"]) for line in lines[1:]] == [
        ("经济办", ["商务办"]), ("经济办", ["商务办"]), ("招商中心", []),
    ]  # fmt: skip


def test_a_workbooks_empty_cells_are_empty():
    text = "指标|目标值|牵头单位\n企业|18家|经济办\n外资|24万美元|"
    assert [line.fields["unit_lead"] for line in read(text)[1:]] == ["经济办", "经济办"]
    assert [line.fields["unit_lead"] for line in read(text, merged=True)[1:]] == ["经济办", ""]


def test_a_column_that_begins_empty_holds_no_merged_cells():
    lines = read("指标|目标值|牵头单位|完成时限\n企业|18家||\n学校||教育办|9月\n外资|24万美元||")
    assert [(line.fields["unit_lead"], line.fields["due"]) for line in lines[1:]] == [
        ("", ""),
        ("教育办", "9月"),
        ("", ""),
    ]


def test_a_date_repeats_within_its_task_only():
    lines = read("任务|指标|目标值|完成时限\n平台|企业|18家|9月\n|亿元企业|3家|\n开放|外资|24万美元|")
    assert [line.fields["due_date"] for line in lines[1:]] == ["2020-09-30", "2020-09-30", ""]
    flat = read("指标|目标值|完成时限\n企业|18家|9月\n亿元企业|3家|")
    assert [line.fields["due_date"] for line in flat[1:]] == ["2020-09-30", ""]


def test_a_date_of_the_row_above_is_a_doubt_where_the_task_is_written_out():
    """Cells that are not merged say nothing of the empty one: 路灯 may be of the whole year."""
    lines = read("任务|指标|目标值|完成时限\n民生|公厕|10座|9月底前\n民生|路灯|1000盏|\n|绿道|5公里|")
    assert [line.doubt for line in lines[1:]] == ["", "完成时限空着，用了上面的“9月底前”，请核对", ""]


def test_banners_are_headings_above_the_columns():
    lines = read("""
序号|重点任务|目标值|牵头单位
一|经济发展（2项）||
1|企业|18家|经济办
2|外资|24万美元|招商中心
二、民生|||
（一）健康|||
3|参保率|95%|社保所
""")
    assert [line.kind for line in lines] == [OUT, H, T, T, H, H, T]
    assert paths(lines)[1] == ["一、经济发展", "企业"]
    assert paths(lines)[-1] == ["二、民生", "（一）健康", "参保率"]
    assert [t.level for t in lines[-1].path] == [2, 3]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        case("注：以上为年度目标||", "表注或合计"),
        case("合计||", "表注或合计"),
        case("7||", "只有序号，没有内容"),
        case("||经济办", "没有指标名称和目标值"),
        case("序号|指标|牵头单位", "重复的表头"),
    ],
)
def test_what_is_left_out_says_why(row, reason):
    lines = read(f"序号|指标|牵头单位\n1|企业18家|经济办\n{row}")
    assert lines[-1].kind is OUT
    assert reason in lines[-1].doubt
    assert lines[-1].words


def test_titles_above_the_header_are_left_out():
    lines = read("濮院镇任务分解表||\n|2020年4月|\n指标|目标值|牵头单位\n企业|18家|经济办")
    assert [(line.kind, line.doubt) for line in lines] == [
        (OUT, "表头以上的文字"),
        (OUT, "表头以上的文字"),
        (OUT, "表头"),
        (T, ""),
    ]


def test_a_row_without_a_target_is_its_heading():
    lines = read("任务|指标|目标值\n平台|企业|18家\n开放||\n|外资|24万美元")
    assert [line.kind for line in lines] == [OUT, T, H, T]
    assert paths(lines)[-1] == ["开放", "外资"]


def test_one_cell_merged_over_two_columns_is_one_heading():
    lines = read("领域|任务|指标|目标值\n预期目标|预期目标|企业|18家")
    assert paths(lines) == [["预期目标", "企业"]]


def test_units_persons_calibres_and_notes():
    lines = read(
        "指标|目标值|牵头单位|责任单位|责任领导|备注\n"
        "2.实到外资（部口径）|2400万美元|招商中心、经济办|各村、招商中心|张 三、李四|全年数"
    )
    fields = lines[1].fields
    assert (fields["name"], fields["calibre"]) == ("实到外资", "部口径")
    assert (fields["unit_lead"], fields["units_co"]) == ("招商中心", ["经济办", "各村"])
    assert fields["leader"] == "张三"
    assert fields["note"] == "全年数\n责任领导：张 三、李四"
    assert "责任领导有2人" in lines[1].doubt


def test_the_unit_may_stand_behind_the_name():
    fields = targets(read("指标|目标值\n固定资产投资（亿元）|12.5"))["固定资产投资"].fields
    assert (fields["value"], fields["unit"]) == (Decimal("12.5"), "亿元")


def test_a_thing_done_by_a_date_is_a_milestone():
    found = targets(read("指标|目标值|完成时限\n学校|投入使用|9月底\n规划|修编|长期\n公园|6月底前开工|"))
    assert [str(f.fields["kind"]) for f in found.values()] == ["milestone", "qualitative", "milestone"]
    assert found["公园"].fields["due_date"] == "2020-06-30"


def test_words_that_are_no_number_are_kept():
    line = targets(read("指标|目标值|单位\n企业|三家|家"))["企业"]
    assert line.fields["value"] is None
    assert line.fields["quote"] == "企业 三家"
    assert "不是阿拉伯数字" in line.doubt


def test_what_is_there_already_and_what_stands_twice():
    lines = read("指标|目标值\n企业|18家\n外资|24万美元\n外资|30万美元", known={target_key("企业", "", "家")})
    assert [line.known for line in lines[1:]] == [True, False, False]
    assert "已有同名指标" in lines[1].doubt
    assert lines[3].doubt == "和第3行同名"


def test_last_years_figure_comes_along():
    text = "指标|单位|{}|2020年目标\n企业|家|12|18\n外资|万美元|很多|24"
    for heading in ("2019年完成", "上年完成数", "去年实绩"):
        rows = [line.split("|") for line in text.format(heading).split("\n")]
        lines = read_breakdown(rows, recognise(rows, 2020), 2020)
        assert lines[1].fields["history"] == {"2019-12": Decimal(12)}
        assert "上年数“很多”没有读入" in lines[2].doubt
    rows = [line.split("|") for line in text.format("2018年完成").split("\n")]
    assert Role.LAST not in recognise(rows, 2020).roles


def joined(ledger, lines):
    numbers = count(100)
    content = read_plan({"title": "t", "year": "2020", **plan_items(lines)}, Directory(lambda: f"n{next(numbers)}"))
    return join(content, ledger)


def test_joining_uses_the_headings_that_are_there_and_keeps_the_order():
    first = read("领域|任务|指标|目标值\n(一)创新|1.平台|企业|18家\n(二)民生|2.健康|参保率|95%")
    numbers = count(1)
    content = read_plan({"title": "t", "year": "2020", **plan_items(first)}, Directory(lambda: f"m{next(numbers)}"))
    ledger = PlanYear(content.plan, headings=content.headings, targets=content.targets)
    more = read("领域|任务|指标|目标值\n创新|平台|外资|24万美元\n|3.开放|出口|3亿元")
    assert [p[-1] for p in sorted(new_places(more, ledger))] == [(3, "开放")]
    made = joined(ledger, more)
    after = {h.id: h for h in ledger.headings} | {e.id: e for e in made if type(e).__name__ == "Heading"}
    assert [h.title for h in sorted(after.values(), key=lambda h: h.position)] == [
        "创新",
        "平台",
        "开放",
        "民生",
        "健康",
    ]
    new = [e for e in made if type(e).__name__ == "Target"]
    assert [(t.name, after[t.heading_id].title, t.position, t.plan_id) for t in new] == [
        ("外资", "平台", 2, content.plan.id), ("出口", "开放", 3, content.plan.id),
    ]  # fmt: skip


CELLS = st.sampled_from([
    "", "", "企业", "18家", "三家", "7%以上", "一、经济", "（一）创新", "1.平台", "注：", "合计", "指标", "目标值",
    "牵头单位", "序号", "经济办、招商办", "9月底", "长期", "1", "一", "\n", "2-1亿元", "“", "5500万美元", "（亿元）",
    "-",
])  # fmt: skip
TABLES = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(CELLS | st.text(max_size=4), min_size=n, max_size=n), max_size=9)
)


@given(TABLES, st.data())
def test_no_table_raises_and_every_filled_row_has_a_line(rows, data):
    rows = read_block(puyuan.block(rows)) if rows else []
    head = recognise(rows)
    if data.draw(st.booleans()) and rows:
        roles = data.draw(st.lists(st.sampled_from(Role), min_size=len(rows[0]), max_size=len(rows[0])))
        head = TableHead(head.first, head.rows, head.words, tuple(roles))
    lines = read_breakdown(rows, head, 2020, merged=data.draw(st.booleans()))
    assert list(dict.fromkeys(line.row for line in lines)) == [
        i for i, r in enumerate(rows) if any(c.strip() for c in r)
    ]
    assert all(line.doubt for line in lines if line.kind is OUT)
    assert all(line.path for line in lines if line.kind is H)
    chosen = [line for line in lines if line.kind is not OUT]
    numbers = count(1)
    content = read_plan({"title": "t", "year": "2020", **plan_items(chosen)}, Directory(lambda: str(next(numbers))))
    assert len(content.targets) == sum(line.kind is T for line in lines)
    assert all(t.value is not None or t.kind in {Kind.QUALITATIVE, Kind.MILESTONE} for t in content.targets)
    joined(PlanYear(content.plan, headings=content.headings), chosen)
    assert new_places(chosen, PlanYear(content.plan, headings=content.headings)) == set()


def test_a_name_that_is_nothing_but_a_serial_is_a_target_with_a_doubt():
    head = TableHead(0, 0, ("", ""), (Role.NAME, Role.UNIT))
    (line,) = read_breakdown([["2.", "家"]], head, 2020)
    assert (line.fields["name"], line.doubt) == ("2.", "没有指标名称，暂用“2.”；“2.”里没有数，按文字保留")
