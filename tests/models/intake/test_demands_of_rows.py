"""What a row demands where its words hold more than one number, or none."""

from decimal import Decimal

import pytest

from models.intake.breakdown import BreakdownKind, plan_items, read_outside
from models.intake.outside_table import plain_table
from models.intake.plan_json import Directory, read_plan
from models.intake.table_columns import recognise_table
from models.plan.entities import Kind
from tests.models.build import case


def read(name, value=""):
    table = plain_table([["指标", "目标值", "牵头单位"], [name, value, "经济办"]])
    return [k for k in read_outside(table, recognise_table(table, 2026), 2026) if k.kind is BreakdownKind.TARGET]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        case("信访量", "由120件减少到80件以下", ("信访量", "reduction", "80", "件", "120")),
        case("失业率由5%降到4.5%", "", ("失业率", "reduction", "4.5", "%", "5")),
        case("开工率", "由60%提高到65%以上", ("开工率", "level", "65", "%", "60")),
        case("产值", "由8000万元降到0.7亿元", ("产值", "reduction", "0.7", "亿元", "0.8")),
    ],
)
def test_a_target_that_names_where_it_starts(name, value, wanted):
    (line,) = read(name, value)
    f = line.fields
    assert (f["name"], f["kind"], str(f["value"]), f["unit"], str(f["baseline"])) == wanted
    assert line.doubt == ""
    content = read_plan({"title": "t", "year": "2026", **plan_items([line])}, Directory(iter("abcdef").__next__))
    assert str(content.targets[0].baseline) == wanted[-1]


@pytest.mark.parametrize("value", ["由80件减少到120件", "由80件增加到60件", "由80件减少到80件"])
def test_a_turn_that_contradicts_itself_is_a_doubt(value):
    (line,) = read("信访量", value)
    assert (line.fields["baseline"], "对不上" in line.doubt) == (None, True)


@pytest.mark.parametrize(("name", "value"), [("安全事故", "零发生"), ("安全事故零发生", ""), ("亡人事故", "为零")])
def test_nothing_may_happen_is_a_limit_of_0(name, value):
    (line,) = read(name, value)
    f = line.fields
    assert (f["value"], f["comparator"], f["direction"], f["kind"]) == (Decimal(0), "<=", "lower", "cumulative")
    assert "读作不超过0起" in line.doubt


@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("溪南大桥主体完工", ["设计", "招标", "开工", "主体完工"]),
        ("安置房封顶", ["设计", "招标", "开工", "主体完工"]),
        ("污水厂通水", ["设计", "招标", "开工", "完工", "通水"]),
        ("燃气管网通气", ["设计", "招标", "开工", "完工", "通气"]),
        ("公园开园", ["设计", "招标", "开工", "完工", "开园"]),
        ("物流园动工", ["开工"]),
        ("卫生院完工", ["设计", "招标", "开工", "完工"]),
        ("养老院交付使用", ["设计", "招标", "开工", "完工", "交付使用"]),
        ("数据中心投运", ["设计", "招标", "开工", "完工", "投运"]),
    ],
)
def test_every_verb_that_has_a_chain_of_stages_makes_a_milestone_by_its_day(name, stages):
    table = plain_table([["指标", "牵头单位", "完成时限"], [name, "城建办", "10月底前"]])
    lines = [k for k in read_outside(table, recognise_table(table, 2026), 2026) if k.kind is BreakdownKind.TARGET]
    content = read_plan({"title": "t", "year": "2026", **plan_items(lines)}, Directory(iter("abcdef").__next__))
    (made,) = content.targets
    assert (made.kind, [stage.name for stage in made.stages]) == (Kind.MILESTONE, stages)


def test_what_is_striven_for_stands_beside_the_target():
    (line,) = read("规上产值", "增长7%以上、力争达到8%")
    f = line.fields
    assert (f["value"], f["comparator"], f["stretch"], f["note"]) == (Decimal(7), ">=", Decimal(8), "")
    assert "力争" in line.doubt
    (only,) = read("外资", "力争18亿元")
    assert (only.fields["value"], only.fields["commitment"], only.fields["stretch"]) == (Decimal(18), "力争", None)


def test_a_sentence_that_shares_out_makes_two_targets():
    found = read("引进博士、硕士分别3人、15人")
    assert [(k.fields["name"], k.fields["value"], k.fields["unit"]) for k in found] == [
        ("引进博士", 3, "人"), ("引进硕士", 15, "人"),
    ]  # fmt: skip
    assert [k.fields["name"] for k in read("引进博士和硕士", "分别3人、15人")] == ["引进博士", "引进硕士"]


def test_last_years_figure_in_words_is_kept_as_last_years():
    (line,) = read("企业", "18家（上年15家）")
    assert (line.fields["value"], line.fields["history"], line.doubt) == (Decimal(18), {"2025-12": Decimal(15)}, "")


@pytest.mark.parametrize("name", ["安装路灯50盏及配套", "道路5、桥3条", "建成2+1平台3"])
def test_a_number_that_is_not_read_is_told(name):
    (line,) = read(name)
    assert line.fields["value"] is not None or line.doubt


@pytest.mark.parametrize("name", ["9月底前开工", "2026年全面完成"])
def test_digits_of_dates_are_no_amounts(name):
    (line,) = read(name)
    assert line.doubt == ""
