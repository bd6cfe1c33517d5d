"""What is doubtful in returned forms: applied only if accepted, with the reason kept."""

from datetime import date

import pytest

from models.collecting.returned import apply
from tests.models.build import NA, case, ledger, milestone, target
from tests.models.rows import compared, doubted, row, said

FIRMS = target(value=120)
MONEY = target(value=10, unit="亿元")
GROWTH = target("growth", 7)
ROAD = milestone(stages=["开工", "完工", "通车"])
LATE = "还在“{}”，形象进度100%。可能是忘了改成“通车”，也可能是百分数填错了。请核对原表"
EARLY = "已报“通车”，形象进度60%。可能是百分数没有改，也可能是还没有到这一步。请核对原表"


def of(t, reported=None, **given):
    return ledger(t, reported={t.id: reported or {}}, **given)


@pytest.mark.parametrize(
    ("t", "held", "columns", "doubts"),
    [
        case(FIRMS, {"2020Q2": 90}, {"value": 85},
             ["85家，比上期90家少5。累计数一般不会减少，可能是数字颠倒或口径变了"],
             id="a fall"),
        case(FIRMS, {"2020Q2": 9}, {"value": 90}, ["90家，上期是9。可能多打了一个0。请核对原表"], id="ten times"),
        case(FIRMS, {}, {"value": 181}, ["累计181家超过全年目标120的150%。请核对原表"], id="over 150%"),
        case(MONEY, {"2020Q2": 5}, {"value": 58000},
             ["58000亿元，全年目标只有10。可能填成了“万元”。请核对原表",
              "累计58000亿元超过全年目标10的150%。请核对原表"], id="unit slip"),
        case(MONEY, {}, {"value": "1.2万"}, ["“1.2万”没有写“元”，按12000元 = 0.00012亿元算。请确认"],
             id="万 without 元"),
        case(GROWTH, {}, {"value": 0.061}, ["0.061%小于1，可能是把6.1%填成了小数"], id="below 1 in %"),
        case(milestone(), {}, {"percent": 0.6}, ["0.6%小于1，可能是把60%填成了小数"], id="形象进度 below 1"),
        case(FIRMS, {}, {"as_of": "2019-09-25"}, ["2019-09-25离2020年第三季度差不多一年。请确认"],
             id="last year's day"),
        case(FIRMS, {}, {"as_of": date(2021, 9, 25)}, ["2021-09-25离2020年第三季度差不多一年。请确认"],
             id="next year's day, as a date cell"),
        case(ROAD, {"2020Q3": "开工"}, {"percent": 100}, [LATE.format("开工")], id="100% at an earlier stage"),
        case(ROAD, {"2020Q3": {"percent": 100}}, {"value": "完工"}, [LATE.format("完工")], id="a stage before 100%"),
        case(ROAD, {}, {"value": "开工", "percent": 100}, [LATE.format("开工")] * 2, id="both are new"),
        case(ROAD, {}, {"value": "通车", "percent": 60}, [EARLY] * 2, id="the last stage at 60%"),
        case(ROAD, {"2020Q3": {"stage": "开工", "percent": 60}}, {"value": "通车"}, [EARLY], id="60% held"),
        case(ROAD, {"2020Q3": {"stage": "开工", "percent": 60}}, {"value": "通车", "percent": 100}, [], id="both go"),
        case(ROAD, {"2020Q3": "通车"}, {"percent": "100%", "value": None}, [], id="100% at the last"),
        case(ROAD, {"2020Q3": {"stage": "开工", "percent": 100}}, {"percent": 100, "value": "通车"}, [], id="held"),
        case(ROAD, {"2020Q3": {"stage": "开工", "percent": 100}}, {"progress": "好"}, [], id="nothing of it changes"),
        case(ROAD, {"2020Q3": {"stage": "开工", "percent": 100}}, {"value": "不适用"}, [], id="stage no more"),
        case(FIRMS, {"2020Q3": 90}, {"value": "清除"}, ["要清除本期值，清除后算作没有填"], id="clearing a figure"),
        case(FIRMS, {"2020Q3": {"progress": "好"}}, {"progress": " 清 除 "}, ["要清除进展情况，清除后算作没有填"],
             id="clearing words"),
        case(FIRMS, {"2020Q3": NA}, {"value": "清除"}, ["要清除本期值，清除后算作没有填"], id="clearing 不适用"),
        case(FIRMS, {"2020Q3": 90}, {"value": 95, "handed": {"value": "85"}},
             ["发表以后台账已改为“90”，读入会盖掉它"], id="changed since it went out"),
        case(FIRMS, {"2020Q3": 90}, {"value": 95, "handed": {}}, ["发表以后台账已改为“90”，读入会盖掉它"],
             id="filled since"),
        case(FIRMS, {}, {"value": 95, "handed": {"value": "85"}}, ["发表以后台账已改为“空”，读入会盖掉它"],
             id="cleared since"),
        case(FIRMS, {"2020Q3": NA}, {"value": 95, "handed": {}}, ["发表以后台账已改为“不适用”，读入会盖掉它"],
             id="n/a since"),
        case(FIRMS, {"2020Q3": 90}, {"value": "不适用", "handed": {}}, ["发表以后台账已改为“90”，读入会盖掉它"],
             id="n/a over it"),
        case(FIRMS, {"2020Q3": {"progress": "新"}}, {"progress": "旧", "handed": {}},
             ["发表以后台账已改为“新”，读入会盖掉它"], id="words changed since"),
        case(FIRMS, {}, {"value": 95, "unit": "个"}, [], id="another counter is read"),
        case(FIRMS, {"2020Q3": 90}, {"value": 95, "handed": {"value": "90"}}, [], id="not changed since"),
        case(FIRMS, {"2020Q3": 90}, {"value": 95}, [], id="not known when it went out"),
    ],
)  # fmt: skip
def test_what_is_doubtful(t, held, columns, doubts):
    made = compared(of(t, held), row(t, **columns))
    expected = [*doubts, "表中单位改成了“个”，台账是“家”"] if "unit" in columns else doubts
    assert (doubted(made), made.refusals) == (expected, [])
    assert made.doubtful == [c for c in made.changes if c.doubts]
    assert bool(made.doubtful) == bool(expected)


def test_a_unit_changed_in_the_sheet_is_converted_and_shown():
    made = compared(of(MONEY), row(MONEY, value=0.1 + 0.2, unit="万元"))
    assert said(made) == [("value", "未报", "0.00003")]
    assert made.changes[0].note == "0.3万元 = 0.00003亿元"
    assert doubted(made) == []


def test_a_number_as_text_in_a_changed_unit_is_converted_too():
    made = compared(of(MONEY), row(MONEY, value="4.5", unit="万元"))
    assert (said(made), doubted(made)) == ([("value", "未报", "0.00045")], [])
    assert made.changes[0].note == "4.5万元 = 0.00045亿元"
    itself = compared(of(MONEY), row(MONEY, value="4.5亿元", unit="万元"))  # it says its unit, and not that one
    assert (said(itself), doubted(itself)) == ([("value", "未报", "4.5")], ["表中单位改成了“万元”，台账是“亿元”"])
    assert said(compared(of(MONEY), row(MONEY, value=4.5, unit=""))) == [("value", "未报", "4.5")]


def test_a_unit_that_cannot_be_converted_is_refused():
    made = compared(of(MONEY), row(MONEY, value=5, unit="美元"))
    assert made.refusals[0].reason.text.startswith("“5美元”的单位是美元，换算不成亿元")


def test_two_files_that_disagree_doubt_each_other():
    made = compared(
        of(FIRMS), row(FIRMS, file="甲.xlsx", line=5, value=80), row(FIRMS, file="乙.xlsx", line=7, value=85)
    )
    assert doubted(made) == [
        "与“乙.xlsx”第7行的“85”不一致。请只留一个",
        "与“甲.xlsx”第5行的“80”不一致。请只留一个",
    ]
    assert made.sure == []


@pytest.mark.parametrize(
    ("first", "second", "doubtful"),
    [
        case({"value": 80}, {"value": "不适用"}, 2, id="a figure and 不适用"),
        case({"value": 80}, {"value": 80}, 0, id="they agree"),
        case({"value": 80}, {"value": None}, 0, id="one is blank"),
        case({"value": 80}, {"progress": "好"}, 0, id="other columns"),
        case({"progress": "好"}, {"progress": "不好"}, 2, id="words"),
        case({"value": 80}, {"value": 85, "period": "2020Q2"}, 0, id="other periods"),
    ],
)
def test_when_two_files_disagree(first, second, doubtful):
    made = compared(of(FIRMS), row(FIRMS, file="甲.xlsx", **first), row(FIRMS, file="乙.xlsx", **second))
    assert len(made.doubtful) == doubtful


def test_two_files_that_agree_make_one_change():
    made = compared(of(FIRMS), *(row(FIRMS, file=f, value=80) for f in ("甲.xlsx", "乙.xlsx", "丙.xlsx")))
    assert ([c.place.file for c in made.changes], made.unchanged) == (["甲.xlsx"], 2)


def test_an_accepted_doubt_keeps_its_reason_beside_the_figure():
    of_ledger = of(FIRMS, {"2020Q2": 90})
    (cell,) = apply(of_ledger, compared(of_ledger, row(FIRMS, value=85, progress="口径调整")).changes, "口径变了")
    assert (cell.value, cell.progress, cell.remark) == (85, "口径调整", "口径变了")


def test_a_change_without_a_doubt_takes_no_reason():
    of_ledger = of(FIRMS)
    (cell,) = apply(of_ledger, compared(of_ledger, row(FIRMS, value=85)).changes, "随手写的")
    assert cell.remark == ""


def test_the_last_of_two_accepted_files_holds():
    of_ledger = of(FIRMS)
    made = compared(
        of_ledger, row(FIRMS, file="甲.xlsx", value=80), row(FIRMS, file="乙.xlsx", value=85, progress="好")
    )
    (cell,) = apply(of_ledger, made.changes, "以乙为准")
    assert (cell.value, cell.progress) == (85, "好")


def test_clearing_is_applied():
    of_ledger = of(FIRMS, {"2020Q3": {"value": 80, "progress": "好", "as_of": "2020-09-30"}})
    changes = compared(of_ledger, row(FIRMS, value="清除", progress="清除", as_of="清除")).changes
    assert [(c.old, c.new) for c in changes] == [("80", "（清除）"), ("好", "（清除）"), ("2020-09-30", "（清除）")]
    (cell,) = apply(of_ledger, changes, "误填")
    assert (cell.value, cell.progress, cell.as_of) == (None, "", None)


def test_clearing_lifts_not_applicable():
    of_ledger = of(FIRMS, {"2020Q3": NA})
    made = compared(of_ledger, row(FIRMS, value="清除"))
    assert said(made) == [("value", "不适用", "（清除）")]
    assert apply(of_ledger, made.changes, "误填")[0].not_applicable is False


def test_cells_of_several_targets_and_periods_are_kept_apart():
    a, b = target(id="a"), target(id="b")
    of_ledger = ledger(a, b)
    changes = compared(of_ledger, row(a, value=1), row(b, value=2), row(a, value=3, period="2020Q4")).changes
    assert {c.id: c.value for c in apply(of_ledger, changes)} == {"a@2020-09": 1, "b@2020-09": 2, "a@2020-12": 3}
