"""The unit that a table of last year's figures has, wherever it stands: converted where that is exact, else a doubt."""

from decimal import Decimal

import pytest

from models.intake.past_columns import recognise_past
from models.intake.past_table import read_past
from models.intake.past_turned import upright
from models.intake.plan_json import Directory, read_plan
from models.plan.year import PlanYear
from tests.models.build import case

UNITS = {
    "外资": "万美元", "投资": "亿元", "企业": "家", "参保率": "%", "就业": "万人", "生产总值": "%", "税收增长": "%",
    "能耗下降": "%", "研发投入": "%", "死亡率": "‰",
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger():
    kinds = {"生产总值": "growth", "税收增长": "growth", "能耗下降": "reduction"}
    kinds |= dict.fromkeys(("参保率", "研发投入", "死亡率"), "level")
    targets = []
    for name, unit in UNITS.items():
        targets.append({"name": name, "kind": kinds.get(name, "cumulative"), "value": "90", "unit": unit})
    ids = iter(range(100))
    content = read_plan({"title": "t", "year": "2020", "targets": targets}, Directory(lambda: f"i{next(ids)}"))
    return PlanYear(content.plan, targets=content.targets, series={s.id: s for s in content.series})


def read(ledger, text):
    rows = [row.split("|") for row in text.split("\n")]
    width = max(map(len, rows))
    rows = upright([row + [""] * (width - len(row)) for row in rows])
    return read_past(rows, *recognise_past(rows, 2020), ledger)


@pytest.mark.parametrize(
    "text",
    [
        case("指标|单位|上年全年\n投资|万元|1000000", id="a column"),
        case("指标（万元）|上年全年\n投资|1000000", id="the head of the names"),
        case("指标|上年全年（万元）\n投资|1000000", id="the head of the figures"),
        case("指标|2019年（万元）\n|全年\n投资|1000000", id="the upper head"),
        case("指标|上年全年\n投资（万元）|1000000", id="behind the name"),
        case("指标|上年全年\n投资|1000000万元", id="behind the figure"),
        case("单位：万元\n指标|上年全年\n投资|1000000", id="a line above"),
        case("单位：万元　2019年12月\n指标|上年全年\n投资|1000000", id="a month behind it"),
        case("单　位：万元　　填表人：张三\n指标|上年全年\n投资|1000000", id="a person behind it"),
        case("填报单位：某镇　单位：万元\n指标|上年全年\n投资|1000000", id="an office before it"),
        case("单位：万元 %\n指标|上年全年\n投资|1000000", id="a blank between two"),
        case("主要指标（万元）\n指标|上年全年\n投资|1000000", id="behind the title"),
        case("金额单位：万元、家\n指标|上年全年\n投资|1000000", id="several"),
        case("月份|投资（万元）\n2019年1月|600000\n2019年12月|1000000", id="months go down"),
    ],
)
def test_a_unit_that_converts_is_converted_wherever_it_stands(ledger, text):
    last = read(ledger, text)[-1]
    assert (last.name.removesuffix("（万元）"), last.value) == ("投资", 100)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        case("单位：万元\n指标|上年全年\n外资|3000", "表上注明单位是万元，这一项是万美元", id="other money"),
        case("单位：万元\n指标|上年全年\n企业|20", "表上注明单位是万元，这一项是家", id="a count under money"),
        case("单位：万人\n指标|上年全年\n投资|20", "表上注明单位是万人，这一项是亿元", id="money under a count"),
        case("单位：户\n指标|上年全年\n参保率|91", "表上注明单位是户，这一项是%", id="a rate under a count"),
    ],
)
def test_a_note_that_cannot_be_meant_is_a_doubt(ledger, text, doubt):
    (line,) = read(ledger, text)
    assert (line.value is not None, line.doubt) == (True, doubt)


@pytest.mark.parametrize("note", ["单位：亿元", "单位：万元", "金额单位：万元、家", "单位：万美元", "主要指标（亿元）"])
@pytest.mark.parametrize("name", ["参保率", "税收增长", "能耗下降", "死亡率"])
def test_a_note_of_money_is_not_said_of_a_row_that_is_named_as_a_rate(ledger, note, name):
    found = read(ledger, f"{note}\n指标|1月|1—2月|1—3月|上年全年\n投资|10|20|30|80\n{name}|91|92|91.5|93")
    rates = [(line.value, line.doubt) for line in found if line.name == name]
    assert rates == [(91, ""), (92, ""), (Decimal("91.5"), ""), (93, "")]


@pytest.mark.parametrize("name", ["生产总值", "研发投入"])
def test_a_note_of_money_may_be_said_of_a_rate_that_is_named_as_an_amount(ledger, name):
    found = read(ledger, f"单位：亿元\n指标|一季度|上年全年\n{name}|18.2|76.4")
    assert [line.doubt for line in found] == ["表上注明单位是亿元，这一项是%"] * 2
    (sign,) = read(ledger, f"单位：亿元\n指标|上年全年\n{name}|7.4%")
    (column,) = read(ledger, f"单位：亿元\n指标|2019年增速\n{name}|7.4")
    assert (sign.value, sign.doubt, column.value, column.doubt) == (Decimal("7.4"), "", Decimal("7.4"), "")


@pytest.mark.parametrize("name", ["参保率", "税收增长", "死亡率"])
def test_money_beside_a_rate_itself_is_not_read(ledger, name):
    for text in (f"指标|单位|上年全年\n{name}|亿元|20", f"指标|上年全年（亿元）\n{name}|20"):
        (line,) = read(ledger, text)
        assert (line.value, "换算不成" in line.doubt) == (None, True), text


@pytest.mark.parametrize(
    "text",
    [
        "单位：万元、家\n指标|上年全年\n企业|20",
        "单位：万元\n指标|单位|上年全年\n企业|家|20",
        "单位：万元\n指标|上年全年\n企业|20家",
        "填报单位：经济发展办\n指标|上年全年\n企业|20",
        "单位：某镇人民政府\n指标|上年全年\n企业|20",
    ],
)
def test_what_a_row_says_itself_goes_before_a_note(ledger, text):
    (line,) = read(ledger, text)
    assert (line.value, line.doubt) == (20, "")


@pytest.mark.parametrize(
    ("name", "unit"),
    [("企业", "万元"), ("外资", "亿元"), ("参保率", "家"), ("投资", "家"), ("参保率", "‰"), ("就业", "亿元")],
)
def test_a_row_in_a_unit_that_does_not_convert_is_not_read(ledger, name, unit):
    for text in (f"指标|单位|上年全年\n{name}|{unit}|20", f"指标|上年全年（{unit}）\n{name}|20"):
        (line,) = read(ledger, text)
        assert line.value is None, text
        assert "换算不成" in line.doubt, text
