"""Last year's figures out of a table: which target, which period, which number, or why none."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.intake.past_columns import FIGURES, PastColumn, recognise_past
from models.intake.past_table import NOTHING, read_past
from models.intake.plan_json import Directory, read_plan
from models.plan.year import PlanYear
from tests.models.build import case

C = PastColumn
NAMES = (
    "企业|累计|18|家",
    "外资（部口径）|累计|2400|万美元",
    "外资（市口径）|累计|4700|万美元",
    "规上工业增加值增长|增速|7|%",
    "学校|节点||",
)
KINDS = {"累计": "cumulative", "增速": "growth", "节点": "milestone"}


@pytest.fixture(scope="module")
def ledger():
    targets = []
    for row in NAMES:
        name, kind, value, unit = row.split("|")
        bare, _, calibre = name.removesuffix("）").partition("（")
        targets.append({"name": bare, "calibre": calibre, "kind": KINDS[kind], "value": value, "unit": unit})
    ids = iter(range(1000))
    content = read_plan({"title": "t", "year": "2020", "targets": targets}, Directory(lambda: f"i{next(ids)}"))
    past = {t.series_id: {"2019-12": Decimal(9)} for t in content.targets if t.name == "企业"}
    return PlanYear(content.plan, targets=content.targets, series={s.id: s for s in content.series}, past=past)


def lines(ledger, text):
    rows = [r.split("|") for r in text.split("\n")]
    return read_past(rows, *recognise_past(rows, ledger.plan.year), ledger)


@pytest.mark.parametrize(
    ("word", "column"),
    [
        case("上年数", C.M12),
        case("2019年完成", C.M12),
        case("2019年", C.M12),
        case("去年同期", C.M12),
        case("上年1-9月", C.M9),
        case("1—3月累计", C.M3),
        case("2019年6月末", C.M6),
        case("一季度", C.M3),
        case("2019年第三季度", C.Q3),
        case("上半年", C.M6),
        case("2018年完成", C.UNUSED),
        case("2020年目标", C.UNUSED),
        case("13月", C.UNUSED),
        case("备注", C.UNUSED),
    ],
)
def test_a_column_by_its_word(word, column):
    assert recognise_past([["指标名称", "单位", word, "上年1月"]], 2020)[1] == (C.NAME, C.UNIT, column, C.M1)


def test_figures_find_their_targets_and_periods(ledger):
    found = lines(
        ledger,
        "表\n序号|指标|单位|一季度|上年全年\n1|企业|家|3|12\n2|2.外资（市口径）|亿美元|0.1|0.3".replace(
            "表\n", "表||||\n"
        ),
    )
    assert [(f.target.full_name, f.period.key, f.value, f.old) for f in found] == [
        ("企业", "2019-03", 3, None), ("企业", "2019-12", 12, 9),
        ("外资（市口径）", "2019-03", 1000, None), ("外资（市口径）", "2019-12", 3000, None),
    ]  # fmt: skip
    assert [f.doubt for f in found] == ["", "", "0.1亿美元 = 1000万美元", "0.3亿美元 = 3000万美元"]
    assert found[1].entity.id == f"{found[1].target.series_id}@2019-12"


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        case("出口|3", "计划里没有这个名字的指标"),
        case("外资|3", "计划里有2项指标叫这个名字"),
        case("学校|3", "节点型指标没有上年数"),
        case("企业|许多", "“许多”不是数字"),
        case("|3", "这一行没有指标名称"),
    ],
)
def test_what_cannot_be_written_says_why(ledger, row, doubt):
    found = lines(ledger, f"指标|上年数\n{row}")
    assert (found[0].value, found[0].entity) == (None, None)
    assert doubt in found[0].doubt


def test_a_name_that_is_only_alike_is_a_doubt(ledger):
    found = lines(ledger, "指标|上年数\n规上工业增加值|7.2")
    assert (found[0].value, found[0].doubt) == (Decimal("7.2"), "“规上工业增加值”按相近的名字对上“规上工业增加值增长”")


def plan_of(*targets):
    items = []
    for name, kind, unit in (target.split("|") for target in targets):
        items.append({"name": name, "kind": kind, "value": "9", "unit": unit})
    ids = iter(range(1000))
    content = read_plan({"title": "t", "year": "2020", "targets": items}, Directory(lambda: f"i{next(ids)}"))
    return PlanYear(content.plan, targets=content.targets, series={s.id: s for s in content.series})


FALLS = plan_of(
    "单位GDP能耗下降|reduction|%", "主要污染物排放削减率|reduction|%", "地区生产总值增速|growth|%",
    "研发投入占比提高|growth|%", "债务余额压降|cumulative|亿元",
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "target"),
    [
        case("单位GDP能耗", "单位GDP能耗下降"),
        case("单位地区生产总值能耗", "单位GDP能耗下降"),
        case("单位生产总值能耗降低率", "单位GDP能耗下降"),
        case("1.单位gdp能耗降幅", "单位GDP能耗下降"),
        case("主要污染物排放", "主要污染物排放削减率"),
        case("主要污染物排放下降", "主要污染物排放削减率"),
        case("GDP", "地区生产总值增速"),
        case("GDP增速", "地区生产总值增速"),
        case("地区生产总值（GDP）", "地区生产总值增速"),
        case("国内生产总值同比增长", "地区生产总值增速"),
        case("研发投入占比提升幅度", "研发投入占比提高"),
        case("债务余额", "债务余额压降"),
    ],
)
def test_a_name_without_its_verb_of_rise_or_fall_is_proposed_with_both_names(written, target):
    (found,) = lines(FALLS, f"指标|上年数\n{written}|4.5")
    assert (found.target.name, found.value) == (target, Decimal("4.5"))
    assert found.doubt == f"“{written}”按相近的名字对上“{target}”"


@pytest.mark.parametrize("written", ["能耗", "污染物", "下降", "增速", "GDP能耗", "税收下降"])
def test_what_shares_only_a_verb_or_a_word_is_not_proposed(written):
    (found,) = lines(FALLS, f"指标|上年数\n{written}|4.5")
    assert (found.target, found.doubt) == (None, "计划里没有这个名字的指标")


def test_two_that_could_be_meant_are_named_and_none_is_taken():
    plan = plan_of("GDP|cumulative|亿元", "地区生产总值增速|growth|%", "能耗下降|reduction|%", "能耗降低|reduction|%")
    (found,) = lines(plan, "指标|上年数\n能耗|4.5")
    assert found.value is None
    assert found.doubt == "计划里“能耗下降”“能耗降低”等2项的名字都像“能耗”，分不清是哪一项"
    (found,) = lines(plan, "指标|上年数\n国内生产总值|4.5")
    assert "计划里“GDP”“地区生产总值增速”等2项" in found.doubt
    (found,) = lines(plan, "指标|单位|上年数\n国内生产总值|亿元|45")
    assert (found.target.name, found.value, found.doubt) == ("GDP", 45, "“国内生产总值”按相近的名字对上“GDP”")
    (found,) = lines(plan, "指标|上年数\nGDP|4.5")
    assert (found.target.name, found.doubt) == ("GDP", "")


def test_a_row_that_is_the_target_goes_before_one_that_is_only_like_it():
    found = lines(FALLS, "指标|上年数\n地区生产总值|7300\n地区生产总值增速|6.1\n单位GDP能耗|4.5")
    assert [line.value for line in found] == [None, Decimal("6.1"), Decimal("4.5")]
    assert found[0].doubt == "“地区生产总值”像“地区生产总值增速”，表里另有一行就是它"
    assert found[1].doubt == ""


def test_the_second_of_two_is_not_written(ledger):
    found = lines(ledger, "指标|上年数\n企业|12\n企业|13")
    assert [f.value for f in found] == [12, None]
    assert "和第2行是同一项" in found[1].doubt


def test_without_a_header_names_and_figures_are_told_apart(ledger):
    found = lines(ledger, "企业|12\n外资（部口径）|2,100")
    assert [f.value for f in found] == [12, 2100]


CELLS = st.sampled_from(
    ["指标", "上年数", "一季度", "企业", "外资", "学校", "12", "3%", "很多", "", "1-13月", "第五季度", "2019年0月"]
)


@given(st.lists(st.lists(CELLS | st.text(max_size=3), min_size=3, max_size=3), max_size=6))
@example([["指标", "一季度", "上年数"], ["企业", "—", "12"], ["外资", " / ", ""]])
def test_no_table_raises_and_every_figure_has_a_line(ledger, rows):
    first, columns = recognise_past(rows, 2020)
    found = read_past(rows, first, columns, ledger)
    months = [i for i, c in enumerate(columns) if c in FIGURES]
    assert len(found) == sum(r[i].strip() not in NOTHING for r in rows[first:] for i in months)
    assert all(f.value is not None or f.doubt for f in found)


def test_of_many_other_figures_for_the_same_the_first_are_named(ledger):
    found = lines(ledger, "指标|上年全年\n" + "\n".join(f"企业|{number}" for number in (7, 7, 8, 9, 10, 11, 12)))
    assert found[0].doubt == "第4行、第5行、第6行等5行也有这一项，数不一样"
    assert [line.value for line in found] == [7] + [None] * 6
    assert [line.unused for line in found] == [False, True] + [False] * 5
    assert all(line.doubt == "和第2行是同一项，没有读入" for line in found[1:])
