"""Columns of quarters: planned amounts, stages, or words for the note with a doubt."""

from datetime import date
from decimal import Decimal

import pytest

from models.intake.breakdown import BreakdownKind, plan_items, read_outside
from models.intake.outside_table import plain_table
from models.intake.plan_json import Directory, read_plan
from models.intake.table_columns import TableHead, recognise_table
from models.plan.entities import Kind, PlannedAmount
from models.words.columns import Role, planned_month
from tests.models.build import case

QUARTERS = "一季度|二季度|三季度|四季度"


def fields_of(value, amounts, heads=QUARTERS):
    head = ["指标", "目标值", *heads.split("|")]
    table = plain_table([head, ["企业", value, *amounts.split("|")]])
    (line,) = [k for k in read_outside(table, recognise_table(table, 2026), 2026) if k.kind is BreakdownKind.TARGET]
    return line


def totals(line):
    """The planned amounts of a line by their months."""
    return {int(amount["until"][5:7]): amount["value"] for amount in line.fields["planned"]}


@pytest.mark.parametrize(
    ("value", "amounts", "planned"),
    [
        case("18家", "3|9|12|18", {3: 3, 6: 9, 9: 12, 12: 18}),
        case("18家", "3|6|3|6", {3: 3, 6: 9, 9: 12, 12: 18}),
        case("18家", "3家|9家|12家|18家", {3: 3, 6: 9, 9: 12, 12: 18}),
        case("20家", "|10||20", {6: 10, 12: 20}),
        case("20家", "5|10|20|", {3: 5, 6: 10, 9: 20}),
        case("20家", "|10||10", {6: 10, 12: 20}),
    ],
)
def test_totals_end_at_the_target_and_own_amounts_sum_up_to_it(value, amounts, planned):
    line = fields_of(value, amounts)
    assert (totals(line), line.doubt, line.fields["note"]) == (planned, "", "")
    assert "curve" not in line.fields


@pytest.mark.parametrize(
    ("value", "amounts", "doubt"),
    [
        case("18家", "3|6|9|12", "都不是全年目标18家"),
        case("18家", "0|0|0|18", "都是全年目标18家"),
        case("18家", "3|9|6|18", "有下降"),
        case("18家", "-3|9|6|6", "负数"),
        case("18家", "3|看情况|9|18", "没有读成数"),
        case("", "3|6|9|12", "没有全年目标值"),
    ],
)
def test_what_fits_in_no_way_is_a_doubt_and_stays_in_the_note(value, amounts, doubt):
    line = fields_of(value, amounts)
    assert doubt in line.doubt
    assert "planned" not in line.fields
    assert str(line.fields["note"]).startswith("节点目标：3月底")


def test_heads_that_count_from_january_are_totals():
    line = fields_of("120亿元", "30|60", "一季度|上半年")
    assert (totals(line), line.doubt) == ({3: 30, 6: 60}, "")
    assert "超过全年目标" in fields_of("50亿元", "30|60", "1-3月|1-6月").doubt


def test_months_are_twelve_amounts():
    months = "|".join(f"{month}月" for month in range(1, 13))
    line = fields_of("12家", "|".join(map(str, range(1, 13))), months)
    assert totals(line) == {month: month for month in range(1, 13)}


def test_a_rate_keeps_its_quarters_as_they_stand():
    line = fields_of("增长8%", "8%|7.5%|8%|8%")
    assert (line.doubt, line.fields["note"]) == ("", "")
    assert totals(line) == {3: 8, 6: Decimal("7.5"), 9: 8, 12: 8}


def test_words_are_the_stages_of_a_thing_to_be_done():
    line = fields_of("二期开工", "立项|设计|设计|开工")
    assert line.fields["stages"] == [
        {"name": "立项", "due_date": "2026-03-31"}, {"name": "设计", "due_date": "2026-09-30"},
        {"name": "开工", "due_date": "2026-12-31"},
    ]  # fmt: skip
    assert line.fields["kind"] == Kind.MILESTONE.value


def test_what_was_done_by_quarter_is_no_plan():
    table = plain_table(
        [["指标", "目标值", *[f"{q}完成" for q in QUARTERS.split("|")]], ["企业", "18家", "1", "2", "", ""]]
    )
    line = read_outside(table, recognise_table(table, 2026), 2026)[-1]
    assert "planned" not in line.fields


def test_the_amounts_and_the_stages_come_into_a_plan():
    lines = [fields_of("18家", "3|9|12|18"), fields_of("二期开工", "立项|设计|设计|开工")]
    content = read_plan(
        {"title": "t", "year": "2026", **plan_items(lines)}, Directory(iter(map(str, range(99))).__next__)
    )
    assert content.targets[0].planned[1] == PlannedAmount(date(2026, 6, 30), Decimal(9))
    assert content.targets[1].stage_names == ("立项", "设计", "开工")


def test_columns_that_the_clerk_calls_planned_are_quarters_by_their_number():
    head = TableHead(0, 0, (), (Role.NAME, Role.VALUE, *[Role.PLANNED] * 4))
    (line,) = read_outside(plain_table([["企业", "18家", "3", "9", "12", "18"]]), head, 2026)
    assert totals(line) == {3: 3, 6: 9, 9: 12, 12: 18}
    odd = TableHead(0, 0, (), (Role.NAME, Role.VALUE, Role.PLANNED))
    (line,) = read_outside(plain_table([["企业", "18家", "3"]]), odd, 2026)
    assert ("planned" in line.fields, line.doubt) == (False, "“3”认不出是哪一期的节点目标，没有用")


def test_one_cell_may_say_all_the_planned_amounts():
    table = plain_table(
        [
            ["指标", "年度目标", "节点目标"],
            ["企业", "18家", "3月底前4家、6月底前9家；9月底前13家"],
            ["学校", "3所", "看情况"],
        ]
    )
    first, second = read_outside(table, recognise_table(table, 2026), 2026)[1:]
    assert (totals(first), first.doubt) == ({3: 4, 6: 9, 9: 13}, "")
    assert "“看情况”认不出是哪一期的节点目标" in second.doubt


def due_line(heads, amounts, due, year=2026):
    head = ["指标", "目标值", *heads.split("|"), "完成时限"]
    table = plain_table([head, ["企业", "20家", *amounts.split("|"), due]])
    return read_outside(table, recognise_table(table, year), year)[1]


@pytest.mark.parametrize(
    ("heads", "amounts", "due", "said"),
    [
        case(
            QUARTERS, "5|10|15|20", "9月底", "“三季度”的节点目标（累计15家）正是完成时限2026-09-30，还不到全年目标20家"
        ),
        case(QUARTERS, "5|5|5|5", "6月底", "“二季度”的节点目标（累计10家）正是完成时限2026-06-30，还不到全年目标20家"),
        case("1—3月|1—9月", "5|15", "6月底", "“1—9月”的节点目标（累计15家）在完成时限2026-06-30以后，还不到"),
        case(
            "节点目标", "6月底前9家、11月底前14家", "10月底", "“11月底”的节点目标（累计14家）在完成时限2026-10-31以后"
        ),
    ],
)
def test_amounts_that_a_target_is_due_before_are_a_doubt_that_names_the_column(heads, amounts, due, said):
    line = due_line(heads, amounts, due)
    assert ("planned" in line.fields, str(line.fields["note"])[:5]) == (False, "节点目标：")
    assert said in line.doubt


@pytest.mark.parametrize("due", ["10月底", "年底", ""])
def test_the_last_quarter_that_equals_the_target_only_says_when_the_year_ends(due):
    for amounts in ("5|10|15|20", "5|5|5|5"):
        line = due_line(QUARTERS, amounts, due)
        assert (totals(line), line.doubt) == ({3: 5, 6: 10, 9: 15, 12: 20}, "")
    assert due_line(QUARTERS, "5|20|20|20", "6月底").doubt == ""


def test_columns_of_another_year_are_named_and_not_taken_for_this_one():
    line = due_line("一季度|三季度|2027年一季度", "5|20|3", "")
    assert (totals(line), line.doubt) == ({3: 5, 9: 20}, "“2027年一季度”是2027年的节点目标，没有用")
    chosen = TableHead(0, 0, ("指标", "目标", "2027年3月底"), (Role.NAME, Role.VALUE, Role.PLANNED))
    (line,) = read_outside(plain_table([["企业", "18家", "3"]]), chosen, 2026)
    assert "planned" not in line.fields
    assert line.doubt == "“2027年3月底”一列的“3”认不出是哪一期的节点目标，没有用"


@pytest.mark.parametrize("heads", ["一季度|二季度|二季度", "1—3月|一季度|三季度", "一季度|上半年|二季度"])
def test_two_columns_of_one_quarter_are_not_placed_by_their_number(heads):
    line = due_line(heads, "5|10|20", "")
    assert "planned" not in line.fields
    assert "“5”认不出是哪一期的节点目标，没有用" in line.doubt


def test_the_amounts_of_one_cell_may_stand_in_any_order_and_each_date_once():
    assert totals(due_line("节点目标", "6月底前9家、3月底前4家", "")) == {3: 4, 6: 9}
    for amounts in ("6月底前9家、6月底前10家", "上半年9家、6月底9家", "2027年3月底前4家"):
        line = due_line("节点目标", amounts, "")
        assert ("planned" in line.fields, amounts in line.doubt) == (False, True)


def test_half_of_the_year_beside_the_target():
    line = fields_of("120亿元", "60亿元", "其中：上半年")
    assert totals(line) == {6: 60}


def test_totals_that_end_the_year_below_the_target_are_a_doubt():
    line = fields_of("120亿元", "60|100", "上半年|四季度")
    assert ("planned" in line.fields, line.doubt) == (False, "年底的节点目标不是全年目标，记在说明里")


CHINESE = "一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月"


@pytest.mark.parametrize(
    ("heads", "months"),
    [
        case(CHINESE, range(1, 13)),
        case("|".join(f"{m}份计划" for m in CHINESE.split("|")), range(1, 13)),
        case("第一季度|第二季度|第三季度|第四季度", (3, 6, 9, 12)),
        case("首季|半年|三季度末|年末", (3, 6, 9, 12)),
        case("一季度末|二季度末|三季度末|四季度末", (3, 6, 9, 12)),
        case("1—3月|1—6月|1—9月|1—12月", (3, 6, 9, 12)),
        case("一至三月|一至六月|一至九月|一至十二月", (3, 6, 9, 12)),
        case("前三个月|前5月|十月底前|十二月底前", (3, 5, 10, 12)),
    ],
)
def test_every_way_of_writing_a_month_heads_a_planned_amount(heads, months):
    amounts = list(range(1, len(months) + 1))
    line = fields_of(f"{amounts[-1]}家", "|".join(map(str, amounts)), heads)
    assert (totals(line), line.doubt) == (dict(zip(months, amounts, strict=True)), "")


def test_months_of_their_own_amounts_sum_up_and_the_two_halves_too():
    line = fields_of("12家", "|".join("1" * 12), CHINESE)
    assert totals(line)[6] == 6
    assert totals(fields_of("12家", "5|7", "上半年|下半年")) == {6: 5, 12: 12}
    assert "都不是全年目标" in fields_of("12家", "|".join("2" * 12), CHINESE).doubt


@pytest.mark.parametrize("head", ["十三月", "零月", "本月", "月", "半月"])
def test_what_is_no_month_heads_none(head):
    assert planned_month(head) == 0
