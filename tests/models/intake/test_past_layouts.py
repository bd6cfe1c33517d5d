"""Tables of last year's figures as offices lay them out: each figure right, or doubted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.past_columns import past_head
from models.intake.past_table import columns_left, read_past
from models.intake.past_turned import upright
from models.intake.plan_json import Directory, read_plan
from models.plan.year import PlanYear
from models.words.block import squared
from tests.models.build import case

TARGETS = (
    ("新增规上企业", "cumulative", "18", "家"),
    ("引进博士", "cumulative", "3", "人"),
    ("市场成交额", "cumulative", "1000", "亿元"),
    ("地区生产总值增长", "growth", "7", "%"),
    ("参保率", "level", "95", "%"),
)


def made():
    targets = [{"name": n, "kind": k, "value": v, "unit": u} for n, k, v, u in TARGETS]
    ids = iter(range(1000))
    content = read_plan({"title": "t", "year": "2020", "targets": targets}, Directory(lambda: f"i{next(ids)}"))
    return PlanYear(content.plan, targets=content.targets, series={s.id: s for s in content.series})


LEDGER = made()


def read(text):
    rows = upright(squared([line.split("|") for line in text.strip("\n").split("\n")]))
    head = past_head(rows, 2020)
    return read_past(rows, head.first, head.columns, LEDGER), columns_left(rows, head.first, head.columns, 2020)


def figures(text, name="新增规上企业"):
    return {
        line.period.month: str(line.value)
        for line in read(text)[0]
        if line.entity is not None and line.target.name == name
    }


def doubts(text):
    return [line.doubt for line in read(text)[0] if line.value is not None and line.doubt]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("指标|3月|1-3月累计|6月|1-6月累计\n新增规上企业|1|4|2|9", {3: "4", 6: "9"}, id="A3"),
        pytest.param(
            "指标|单位|2019年|||2020年||\n||1月|2月|3月|1月|2月|3月\n新增规上企业|家|1|2|3|4|5|6",
            {1: "1", 2: "2", 3: "3"},
            id="A5",
        ),
        pytest.param(
            "指标|一季度|二季度|三季度|四季度|全年\n新增规上企业|1|2|3|4|10",
            {3: "1", 6: "3", 9: "6", 12: "10"},
            id="A7",
        ),
        pytest.param("指标|11月|12月|全年\n新增规上企业|9|1|10", {12: "10"}, id="A8"),
    ],
)
def test_cases_from_other_peoples_tables(text, found):
    assert figures(text) == found


def test_case_a1_own_amounts_are_a_doubt():
    assert len(doubts("指标|1月|2月|3月\n新增规上企业|3|2|4\n")) == 3


SAME = {1: "1", 2: "2", 3: "4"}


@pytest.mark.parametrize(
    "text",
    [
        "指标|1月|1-2月|1-3月\n新增规上企业|1|2|4",
        "指标|2019年|||2020年\n指标|1月|2月|3月|1月\n新增规上企业|1|2|4|9",
        "指标|2019年|2019年|2019年|2020年\n|1月|2月|3月|1月\n新增规上企业|1|2|4|9",
        "指标|2019年一季度|||\n|1月|2月|3月\n新增规上企业|1|2|4",
        "2019年|||\n指标|1月|2月|3月\n新增规上企业|1|2|4",
        "|1月|2月|3月\n新增规上企业|1|2|4",
        "序号|指标|2019.1|2019.2|2019.3\n1|新增规上企业|1|2|4",
        "指标|2019-01-01|43497|Mar-19\n新增规上企业|1|2|4",
        "指标|1|2|3\n新增规上企业|1|2|4",
        "月份|新增规上企业\n1月|1\n2月|2\n3月|4",
        "月份|新增规上企业|引进博士\n1月|1|0\n2月|2|1\n3月|4|1",
        "月份|新增规上企业（家）|引进博士\n1|1|0\n2|2|1\n3|4|1",
        "时间|2019年|2020年\n|新增规上企业|新增规上企业\n1月|1|5\n2月|2|6\n3月|4|7",
        "|新增规上企业||引进博士|\n月份|2019年|2020年|2019年|2020年\n1月|1|3|0|0\n2月|2|4|1|1\n3月|4|5|1|1",
        "新增规上企业（家）||\n月份|2019年|2020年\n1月|1|3\n2月|2|4\n3月|4|9",
        "2019年新增规上企业完成情况|\n时间|累计数\n1月|1\n1-2月|2\n1-3月|4",
        "年份|月份|新增规上企业\n2019年|1月|1\n|2月|2\n|3月|4\n2020年|1月|4",
        "指标|月份|2019年|2020年\n新增规上企业|1月|1|2\n|2月|2|3\n|3月|4|9",
        "指标|类别|1月|2月|3月\n新增规上企业|当月|1|1|2\n新增规上企业|累计|1|2|4",
        "指标|1月|2月|3月|一季度\n新增规上企业|1|1|2|4",
        "指标|1月|2月|3月|合计\n新增规上企业|1|1|2|4",
        "指标|1月||2月||3月|\n|本期|上年同期|本期|上年同期|本期|上年同期\n新增规上企业|5|1|6|2|7|4",
        "指标|1月当月|2月当月|3月当月\n新增规上企业|1|1|2",
    ],
)
def test_the_same_figures_in_every_layout(text):
    assert figures(text) == SAME
    assert doubts(text) == []


def test_beside_the_same_period_of_last_year_what_names_no_year_is_of_this_one():
    assert figures("指标|1-9月|上年同期\n新增规上企业|15|12") == {9: "12"}
    assert figures("指标|2019年1-9月|2020年1-9月|同比\n新增规上企业|12|15|25%") == {9: "12"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        case("指标|2019年|2020年\n新增规上企业|1|2", ["2020年"]),
        case("指标|上年数|今年目标|备注\n新增规上企业|1|2|好", ["今年目标", "备注"]),
        case("指标|2018年1-3月|2018年1-6月\n新增规上企业|1|2", ["2018年1-3月", "2018年1-6月"]),
        case("指标|2019年|\n|1-3月|增速\n新增规上企业|1|2%", ["2019年·增速"]),
        case("指标|上年数|牵头单位\n新增规上企业|1|经发办", ["牵头单位"]),
    ],
)
def test_columns_that_are_not_used_are_named(text, left):
    assert read(text)[1] == left


@pytest.mark.parametrize(
    "text",
    [
        "濮院镇2018年主要指标|||\n指标|1月|2月|3月\n新增规上企业|1|2|3",
        "2020年完成情况|||\n指标名称|1-3月|1-6月|合计\n新增规上企业|1|2|3",
        "指标|2019年|1-9月|2020年目标\n新增规上企业|10|9|12",
        "新增规上企业|12\n引进博士|3",
        "指标|上年同期\n新增规上企业|5",
        "指标|1月3日|1月6日\n新增规上企业|3|6",
        "指标|2019年|增速\n地区生产总值增长|120|7.1",
        "指标|3月当月\n地区生产总值增长|7.1",
        "指标|上年数\n参保率|0.95",
        "指标|上年数\n新增规上企业|-3",
        "单位：万元|\n指标|上年数\n市场成交额|7243000",
        "指标|上年数（万元）\n市场成交额|约7243000",
        "指标（万元）|上年数\n市场成交额（万元）|7243000",
        "指标|上年数\n新增规上企业|12\n新增规上企业|13",
    ],
)
def test_what_is_not_sure_is_a_doubt(text):
    found = read(text)[0]
    assert any(line.doubt for line in found if line.value is not None) or all(line.value is None for line in found)


def test_a_table_in_another_unit_is_converted_wherever_the_unit_stands():
    for text in (
        "指标|上年数（万元）\n市场成交额|约7243000",
        "单位：万元|\n指标|上年数\n市场成交额|7243000",
        "指标|单位|上年数\n市场成交额|万元|7243000",
        "指标|上年数\n市场成交额（万元）|7243000",
    ):
        assert figures(text, "市场成交额") == {12: "724.3"}


def test_growth_and_levels_stand_as_they_are():
    text = "指标|一季度|二季度|三季度|全年\n地区生产总值增长|7.2|6.8|6.9|7\n参保率|95|94.2%|94|96"
    assert figures(text, "地区生产总值增长") == {3: "7.2", 6: "6.8", 9: "6.9", 12: "7"}
    assert figures(text, "参保率") == {3: "95", 6: "94.2", 9: "94", 12: "96"}
    assert doubts(text) == []


# a known truth, laid out in every way

MONTHS = range(1, 13)


def own_of(totals):
    return [later - earlier for earlier, later in zip([0, *totals], totals, strict=False)]


def by_quarter(totals):
    return totals[2::3]


QUARTERS = ("一季度", "二季度", "三季度", "四季度")
WORDS = {
    "month": [f"{m}月" for m in MONTHS],
    "span": [f"1—{m}月" for m in MONTHS],
    "date": [f"2019-{m:02d}-01" for m in MONTHS],
    "dotted": [f"2019.{m}" for m in MONTHS],
    "own": [f"{m}月当月" for m in MONTHS],
    "quarter": list(QUARTERS),
    "own quarter": [f"{q}（当季）" for q in QUARTERS],
    "reach": ["一季度", "上半年", "前三季度", "全年"],
}
OWN_WORDS = {"own", "own quarter"}
BOTH_WAYS = {"month", "date", "dotted", "quarter"}


@st.composite
def tables(draw):
    """A table of two targets' figures, and the truth: totals by month."""
    truth = {}
    for name in ("新增规上企业", "引进博士"):
        amounts = draw(st.lists(st.integers(0, 5), min_size=12, max_size=12))
        truth[name] = [sum(amounts[:m]) for m in MONTHS]
    style = draw(st.sampled_from(sorted(WORDS)))
    as_own = style in OWN_WORDS or (style in BOTH_WAYS and draw(st.booleans()))
    whole = (as_own and style in BOTH_WAYS) or draw(st.booleans())
    head, rows = list(WORDS[style]), []
    for name, totals in truth.items():
        line = by_quarter(totals) if len(head) == 4 else totals
        cells = own_of(line) if as_own else line
        rows.append([name, *map(str, cells), *([str(totals[-1])] if whole else [])])
    head = ["指标", *head, *(["全年"] if whole else [])]
    return truth, draw(st.sampled_from(["across", "down", "below a year"])), [head, *rows]


def laid_out(how, rows):
    if how == "down":
        return [["月份", *(row[0] for row in rows[1:])], *([h, *v] for h, *v in zip(*rows, strict=True))][:1] + [
            list(cells) for cells in list(zip(*rows, strict=True))[1:]
        ]
    if how == "below a year":
        width = len(rows[0])
        return [["指标", "2019年", *[""] * (width - 2)], ["", *rows[0][1:]], *rows[1:]]
    return rows


@given(tables())
def test_figures_of_a_known_truth_are_read_back_right_or_doubted(table):
    truth, how, rows = table
    block = upright(squared([list(row) for row in laid_out(how, rows)]))
    head = past_head(block, 2020)
    found = read_past(block, head.first, head.columns, LEDGER)
    written = [line for line in found if line.entity is not None]
    assert written
    wrong = [line for line in written if int(line.value) != truth[line.target.name][line.period.month - 1]]
    assert [line for line in wrong if not line.doubt] == []
    assert all(line.value is not None or line.doubt for line in found)


# columns of every sort beside each other: word, months, whether it says that it is a total or an own amount
MIXED = [
    *[(f"{m}月", m, m, "") for m in range(2, 13)],
    *[(f"{m}月当月", m, m, "own") for m in range(2, 13)],
    *[(f"1-{m}月", 1, m, "total") for m in range(2, 12)],
    *[(f"{QUARTERS[q]}", 3 * q + 1, 3 * q + 3, "") for q in range(1, 4)],
    ("上半年", 1, 6, "total"),
    ("下半年", 7, 12, "own"),
    ("前三季度", 1, 9, "total"),
]


@given(
    st.lists(st.sampled_from(MIXED), unique=True, min_size=1, max_size=8),
    st.lists(st.integers(0, 4), min_size=12, max_size=12),
    st.booleans(),
)
def test_columns_of_every_sort_beside_the_year_are_read_right_or_doubted(columns, amounts, as_own):
    truth = [0, *(sum(amounts[:m]) for m in MONTHS)]
    cells = []
    for _, first, last, said in columns:
        own = said == "own" or (not said and as_own)
        cells.append(truth[last] - (truth[first - 1] if own else 0))
    rows = [["指标", *(word for word, *_ in columns), "全年"], ["新增规上企业", *map(str, cells), str(truth[12])]]
    head = past_head(rows, 2020)
    written = [line for line in read_past(rows, head.first, head.columns, LEDGER) if line.entity is not None]
    assert [x for x in written if int(x.value) != truth[x.period.month] and not x.doubt] == []
    assert truth[12] in [int(x.value) for x in written if x.period.month == 12]


@pytest.mark.parametrize(
    "text",
    [
        "2019年|1-3月|1-6月|全年\n新增规上企业|3|8|16",
        "指标|一季度|半年|全年\n新增规上企业|3|8|16",
        "指标|3月|6月|9月|全年\n新增规上企业|3|8|—|16",
        "指标|3月|6月|9月|全年\n新增规上企业|3|8|/|16",
    ],
)
def test_corners_with_a_year_half_years_and_dashes(text):
    assert figures(text).items() >= {6: "8", 12: "16"}.items()
    assert [line.doubt for line in read(text)[0] if line.value is None and not line.unused] == []


def test_a_year_in_the_corner_that_is_not_last_years_is_a_doubt():
    assert len(doubts("2020年|1-3月|1-6月\n新增规上企业|3|8")) == 2
    assert doubts("2019年|1-3月|1-6月\n新增规上企业|3|8") == []


def test_the_whole_of_last_year_goes_before_the_same_period_of_it():
    for text in ("指标|上年同期累计|上年全年\n新增规上企业|5|16", "指标|上年全年|上年同期\n新增规上企业|16|5"):
        assert (figures(text), doubts(text)) == ({12: "16"}, [])


def test_two_columns_of_one_period_that_differ_are_a_doubt():
    assert doubts("指标|2019年全年（快报）|2019年全年（年报）\n新增规上企业|15|16") == [
        "另有一列“2019年全年（年报）”，没有用"
    ]
    assert doubts("指标|2019年完成|2019年完成\n新增规上企业|16|16") == []
