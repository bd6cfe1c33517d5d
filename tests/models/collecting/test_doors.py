"""One reader behind every door: typed, in a text cell, in a number cell, last year's, in a table of last year's."""

from decimal import Decimal

import pytest

from models.collecting.returned import RawCell, compare
from models.collecting.typed import read, typed, typed_last_year
from models.intake.past_table import PastColumn, read_past
from models.judging.doubts import past_doubts
from models.plan.fields import BY_NAME
from models.plan.period import Period
from tests.models.build import case, ledger, target
from tests.models.rows import row

THIRD = Period.parse("2020Q3")
GROWTH, FALL = target("growth", 7, name="增速"), target("reduction", 3, name="降幅")
SHARE, MONEY = target("level", 95, name="占比"), target(value=10, unit="亿元", name="投资")
FIRMS, LAMPS = target(value=100000, name="企业"), target(value=500, unit="盏", name="路灯")
FOOD = target(value=12, unit="亿斤", name="粮食")

# a target, what is written, and what is made of it: a value, a value with a doubt ("?"), or nothing
WRITTEN = [
    case(GROWTH, "0.061", "0.061?", id="Z4"), case(GROWTH, "-0.021", "-0.021?", id="Z3"),
    case(GROWTH, "0.5%", "0.5"), case(GROWTH, "百分之0.5", "0.5"), case(SHARE, "0.95", "0.95?"),
    case(SHARE, "95％", "95"), case(GROWTH, "-3", "-3"), case(SHARE, "-3", "-3?"), case(FIRMS, "-3", "-3?"),
    case(FALL, "-3", "-3?"), case(MONEY, "负1.5", "-1.5?"), case(GROWTH, "增长8.4%", "8.4"),
    case(GROWTH, "下降5.6%", "-5.6"), case(GROWTH, "同比+3", "3"), case(GROWTH, "同比持平", "0"),
    case(FALL, "下降5.6%", "5.6"), case(FALL, "上升3", "-3?"), case(FALL, "同比+3", "-3?"),
    case(SHARE, "增长8.4%", ""), case(SHARE, "提高2个百分点", ""), case(FIRMS, "增长12", ""),
    case(MONEY, "下降5.6%", ""),
    case(FIRMS, "=165+158", "323"), case(FIRMS, "=B2+B3", ""), case(GROWTH, "6。1", "6.1", id="I1"),
    case(GROWTH, "6．1", "6.1"), case(MONEY, ".5", "0.5"), case(FIRMS, "1.23E+02", "123", id="N3"),
    case(MONEY, "¥12", "12?"), case(MONEY, "￥1.2亿", "1.2"), case(FIRMS, "¥12", ""), case(FIRMS, "二十", "20"),
    case(FIRMS, "二十家", "20"), case(FIRMS, "四条", ""), case(FIRMS, "十几家", ""), case(FIRMS, "上百", ""),
    case(FIRMS, "#DIV/0!", "", id="E1"), case(FIRMS, "#N/A", ""), case(FIRMS, "①", ""), case(FIRMS, "12½", ""),
    case(FIRMS, "2020-09-25", ""), case(FIRMS, "9月25日", ""), case(FIRMS, "12:30", ""), case(FIRMS, "2020年", ""),
    case(FIRMS, "20200925", "20200925?"), case(FIRMS, "12,000", "12000"), case(FIRMS, "12,34.5", ""),
    case(FIRMS, "1 234", "1234"), case(FIRMS, "12 34", ""), case(FIRMS, "1２０", "120"), case(FIRMS, "30余家", "30"),
    case(MONEY, "1200余万元", "0.12"), case(MONEY, "1.2个亿", "1.2?"), case(LAMPS, "50盏", "50"),
    case(FIRMS, "50盏", ""),
    case(FOOD, "12亿斤", "12"), case(FIRMS, "5～6", ""), case(SHARE, "50%—60%", ""), case(FIRMS, "约12家左右", "12"),
    case(GROWTH, "翻一番", ""), case(GROWTH, "两位数", ""), case(FIRMS, "第3", ""), case(FIRMS, "3.5.2", ""),
    case(SHARE, "二分之一", ""),
]  # fmt: skip


def told(value, doubts):
    """A value with a mark where it is doubted."""
    if value is None:
        return ""
    return f"{value:f}" + ("?" if doubts else "")


def of_parsed(parsed):
    assert (parsed.value is None) == (parsed.problem is not None)
    return told(parsed.value, parsed.doubts)


def from_cell(t, value):
    """What a returned form comes to with this in 本期值."""
    made = compare(ledger(t), [row(t, value=RawCell(value))])
    values = [c for c in made.changes if c.field == "value"]
    assert len(values) + len(made.refusals) == 1
    return told(values[0].value, values[0].doubts) if values else ""


def from_table(t, text):
    """What a table of last year's figures comes to."""
    (line,) = read_past([[t.name, text]], 0, (PastColumn.NAME, PastColumn.M9), ledger(t))
    return told(line.value, line.doubt)


@pytest.mark.parametrize(("t", "text", "made"), WRITTEN)
def test_every_door_makes_the_same_of_it(t, text, made):
    in_window = typed(t, THIRD, BY_NAME["value"], text)
    negative = in_window.value is not None and in_window.value < 0 and t is not GROWTH
    assert told(in_window.value, in_window.doubts or negative) == made
    assert from_cell(t, text) == made
    last_year = typed_last_year(t, text, THIRD.last_year, {})
    assert of_parsed(last_year) == made
    table = from_table(t, text)
    assert table.rstrip("?") == made.rstrip("?")
    assert table.endswith("?") or not made.endswith("?") or negative


@pytest.mark.parametrize(
    ("t", "number"),
    [(GROWTH, "0.061"), (GROWTH, "-0.021"), (SHARE, "0.95"), (FIRMS, "-3"), (GROWTH, "-3"), (FALL, "-3"),
     (FIRMS, "20200925"), (MONEY, "0.5"), (SHARE, "95"), (FIRMS, "0")],
)  # fmt: skip
def test_a_number_cell_is_read_as_its_text(t, number):
    assert from_cell(t, float(number)) == from_cell(t, number)


@pytest.mark.parametrize("text", ["12(预计)", "12（预计）", "预计12家"])
def test_a_nature_beside_the_figure_is_written_with_it(text):
    made = compare(ledger(FIRMS), [row(FIRMS, value=text)])
    assert [(c.field, c.new, c.doubts) for c in made.changes] == [("value", "12", ()), ("nature", "预计", ())]
    assert typed(FIRMS, THIRD, BY_NAME["value"], text).nature == "预计"
    last_year = typed_last_year(FIRMS, text)
    assert (last_year.value, len(last_year.doubts)) == (12, 1)  # a figure of last year has no nature


def test_a_nature_that_its_own_column_denies_is_a_doubt():
    made = compare(ledger(FIRMS), [row(FIRMS, value="12(预计)", nature="快报")])
    doubts = [said.what for change in made.changes for said in change.doubts]
    assert "本期值写着“预计”，数据性质填的是“快报”" in doubts


def test_a_nature_alone_that_changed_is_no_change_of_the_figure():
    held = ledger(FIRMS, reported={"t": {"2020Q3": {"value": 12, "nature": "预计"}}})
    assert compare(held, [row(FIRMS, value="12(预计)")]).changes == []
    known = ledger(FIRMS, reported={"t": {"2020Q3": 12}})
    assert [c.field for c in compare(known, [row(FIRMS, value="12(预计)")]).changes] == ["nature"]


@pytest.mark.parametrize(
    ("text", "aim", "doubted"),
    [("0.5", "0.8", False), ("0.5", "5", True), ("0.5%", "5", False)],
)
def test_the_target_in_force_says_whether_a_share_may_be_below_one(text, aim, doubted):
    parsed = read(GROWTH, THIRD, BY_NAME["value"], RawCell(text), aim=Decimal(aim))
    assert bool(parsed.doubts) is doubted


def test_last_years_figure_is_compared_with_those_before_it():
    past = {"2019-06": Decimal(95)}
    at = Period.parse("2019Q3")
    assert [d.text for d in past_doubts(SHARE, at, Decimal("9.5"), past, signed=False)] == [
        "9.5%，不超过6月95的十分之一。可能是把百分数填成了小数。请核对原表"
    ]
    assert past_doubts(SHARE, at, Decimal("9.5"), past, signed=True) == []
    assert past_doubts(SHARE, at, Decimal("9.6"), past, signed=False) == []
    assert typed_last_year(SHARE, "9.5", at, past).doubts
