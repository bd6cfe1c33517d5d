"""A returned 填报表: what changes, what stays, what is refused, what it comes to when applied."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.collecting.returned import RawCell, apply
from models.plan.fields import stored_text, value_field
from models.plan.said import Said
from tests.models.build import NA, case, closed, ledger, milestone, target
from tests.models.rows import compared, doubted, refused, row, said

FIRMS = target(value=120)
BOTH = target("growth", 10, entry_mode="both_years")
STATE = target("qualitative")
LOCKED = "2020年第三季度已锁定，没有读入。请先在“填报”的“本期”里解锁，并写明原因，再收"

UNREAD = RawCell(None, problem=Said("formula", "这一格是公式，没有算出的值"))


def of(t, reported=None, **given):
    return ledger(t, reported={t.id: reported or {}}, **given)


def applied(of_ledger, *rows, reason=""):
    (cell,) = apply(of_ledger, compared(of_ledger, *rows).changes, reason)
    return cell


@pytest.mark.parametrize(
    ("t", "columns", "changes"),
    [
        case(FIRMS, {"value": 85}, [("value", "未报", "85")], id="a total"),
        case(FIRMS, {"value": 0}, [("value", "未报", "0")], id="zero is zero"),
        case(FIRMS, {"value": "８５家"}, [("value", "未报", "85")], id="as text"),
        case(FIRMS, {"value": 84.85}, [("value", "未报", "84.85")], id="fifteen digits"),
        case(target("growth"), {"value": RawCell(0.061, percent_format=True)}, [("value", "未报", "6.1")],
             id="percentage"),
        case(target(entry_mode="period"), {"value": 5}, [("own", "未报", "5")], id="own amount"),
        case(BOTH, {"value": 110, "last": 100}, [("this_total", "未报", "110"), ("last_total", "未报", "100")],
             id="totals"),
        case(milestone(), {"value": " 开工 ", "percent": 60}, [("stage", "未报", "开工"), ("percent", "未报", "60")],
             id="stage"),
        case(milestone(), {"percent": RawCell(0.6, percent_format=True)}, [("percent", "未报", "60")],
             id="60% as a format"),
        case(FIRMS, {"percent": 0}, [("percent", "未报", "0")], id="0%"),
        case(FIRMS, {"percent": 100}, [("percent", "未报", "100")], id="100%"),
        case(FIRMS, {"as_of": "2019-12-31"}, [("as_of", "未报", "2019-12-31")], id="a day of the year before"),
        case(STATE, {"value": "推进中"}, [("state", "未报", "推进中")], id="state"),
        case(FIRMS, {"value": "不适用"}, [("not_applicable", "未报", "不适用")], id="not applicable"),
        case(FIRMS, {"nature": "预计", "as_of": "2020年9月25日"},
             [("nature", "未报", "预计"), ("as_of", "未报", "2020-09-25")], id="nature and day"),
        case(FIRMS, {"as_of": datetime.fromisoformat("2020-09-30")}, [("as_of", "未报", "2020-09-30")],
             id="a date cell"),
        case(FIRMS, {"progress": " 已动工 ", "problem": "用地", "next_step": "协调"},
             [("progress", "未报", "已动工"), ("problem", "未报", "用地"), ("next_step", "未报", "协调")], id="words"),
        case(FIRMS, {"progress": 2020}, [("progress", "未报", "2020")], id="a number among words"),
        case(FIRMS, {"progress": "=1+1"}, [("progress", "未报", "=1+1")], id="text stays text"),
        case(FIRMS, {"progress": "甲\r\n乙\x07\ud800\udfff\uffff"}, [("progress", "未报", "甲\n乙")],
             id="what no file can hold"),
    ],
)  # fmt: skip
def test_what_was_typed_is_a_change(t, columns, changes):
    made = compared(of(t), row(t, **columns))
    assert (said(made), refused(made), doubted(made)) == (changes, [], [])
    assert made.sure == made.changes


def test_a_change_says_where_it_stands_and_what_was_there():
    t = target(value=120, id="x")
    (change,) = compared(
        of(t, {"2020Q3": {"value": 84, "nature": "预计"}}), row(t, file="甲.xlsx", line=9, value=85)
    ).changes
    assert (change.place.file, change.place.row, change.column, change.target) == ("甲.xlsx", 9, "本期值", t)
    assert (change.old, change.new, change.value, change.period.written) == ("84（预计）", "85", Decimal(85), "2020Q3")


def test_what_was_understood_is_shown():
    (change,) = compared(of(FIRMS), row(FIRMS, value="约100")).changes
    assert change.note == "“约100”读作100家"


@pytest.mark.parametrize("blank", [None, "", "  ", "　", "\u200b", "\n"])
def test_blank_means_no_change(blank):
    made = compared(of(FIRMS, {"2020Q3": 5}), row(FIRMS, value=blank, progress=blank, as_of=blank))
    assert (made.changes, made.refusals, made.unchanged) == ([], [], 0)


@pytest.mark.parametrize(
    ("t", "held", "columns"),
    [
        (FIRMS, 85, {"value": 85}),
        (FIRMS, 85, {"value": "85.0"}),
        (milestone(), "开工", {"value": "开工"}),
        (FIRMS, NA, {"value": "不适用"}),
        (FIRMS, {"progress": "好"}, {"progress": "好 "}),
        (FIRMS, {"as_of": "2020-09-30"}, {"as_of": date(2020, 9, 30)}),
        (FIRMS, {"value": 5}, {"problem": "清除"}),
        (FIRMS, NA, {"problem": "清除"}),
    ],
)
def test_what_the_ledger_has_already_is_unchanged(t, held, columns):
    made = compared(of(t, {"2020Q3": held}), row(t, **columns))
    assert (made.changes, made.refusals, made.unchanged) == ([], [], 1)


def test_an_untouched_cell_does_not_bring_back_what_was_handed_out():
    made = compared(of(FIRMS, {"2020Q3": 90}), row(FIRMS, value=85, handed={"value": "85"}))
    assert (made.changes, made.unchanged) == ([], 1)


@pytest.mark.parametrize(
    ("t", "columns", "column", "start"),
    [
        case(FIRMS, {"value": "四条"}, "本期值", "“四条”不是数字。本格没有保存", id="no number"),
        case(FIRMS, {"value": "无"}, "本期值", "“无”不是数字。没有变化请留空", id="a word for nothing"),
        case(FIRMS, {"value": True}, "本期值", "“True”不是数字", id="true"),
        case(FIRMS, {"value": RawCell(0.85, percent_format=True)}, "本期值", "这一格设成了百分比格式",
             id="percentage of firms"),
        case(FIRMS, {"last": 5}, "上年同期数", "“甲”不用填“上年同期数”，没有读入", id="a column not asked"),
        case(BOTH, {"value": "5万元"}, "本期值", "“5万元”的单位是万元，换算不成没有单位的数",
             id="a unit where none is asked"),
        case(BOTH, {"last": "不适用"}, "上年同期数", "上年同期数没有就留空。整项不用报，请在“本期值”填“不适用”",
             id="half n/a"),
        case(milestone(), {"value": "快开工了"}, "本期值",
             "“快开工了”不在可选的内容里。请从下拉列表选：未启动、设计、招标、开工、完工、验收", id="no such stage"),
        case(STATE, {"value": 5}, "本期值", "“5”不在可选的内容里。请从下拉列表选：未启动、推进中、已完成",
             id="no such state"),
        case(FIRMS, {"nature": "大概"}, "数据性质", "“大概”不在可选的内容里。请从下拉列表选：实际、快报、预计",
             id="no such nature"),
        case(FIRMS, {"as_of": "月底"}, "截至", "“月底”不是日期。请写成 2020-09-30", id="no date"),
        case(FIRMS, {"as_of": "2018-09-30"}, "截至", "“2018-09-30”不是2020年的日期。请写成 2020-09-30",
             id="another year"),
        case(FIRMS, {"percent": 120}, "形象进度(%)", "形象进度120不在0到100之间。请填百分数，例如 60", id="over 100%"),
        case(FIRMS, {"percent": -1}, "形象进度(%)", "形象进度-1不在0到100之间", id="below 0%"),
        case(FIRMS, {"progress": "长" * 5001}, "进展情况", "这一格有5001字，太长了。请压缩到5000字以内", id="too long"),
        case(FIRMS, {"value": UNREAD}, "本期值", "这一格是公式",
             id="unread"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_says_what_to_do(t, columns, column, start):
    made = compared(of(t), row(t, **columns))
    assert made.changes == []
    ((where, reason),) = refused(made)
    assert where == column
    assert reason.startswith(start)
    assert made.refusals[0].target == t.full_name


def test_a_closed_period_is_refused_what_would_change_it():
    made = compared(of(FIRMS, {"2020Q3": 5}, states=closed("2020Q3")), row(FIRMS, value=6, progress=None))
    assert (said(made), refused(made)) == ([], [("本期值", LOCKED)])
    same = compared(of(FIRMS, {"2020Q3": 5}, states=closed("2020Q3")), row(FIRMS, value=5))
    assert (same.refusals, same.unchanged) == ([], 1)


def test_a_bad_cell_does_not_keep_the_others_out():
    made = compared(of(FIRMS), row(FIRMS, value="四条", progress="已动工"))
    assert (said(made), len(made.refusals)) == ([("progress", "未报", "已动工")], 1)


def test_what_is_applied():
    t = target(id="x", value=120)
    cell = applied(of(t), row(t, value=85, percent=60, nature="快报", as_of="2020-09-30", progress="已动工"))
    assert (cell.id, cell.value, cell.percent, cell.nature) == ("x@2020-09", 85, 60, "快报")
    assert (cell.as_of, cell.progress, cell.remark) == (date(2020, 9, 30), "已动工", "")


def test_what_was_not_touched_is_kept():
    held = {"2020Q3": {"value": 80, "progress": "已动工", "remark": "核过"}}
    cell = applied(of(FIRMS, held), row(FIRMS, value=85))
    assert (cell.value, cell.progress, cell.remark) == (85, "已动工", "核过")


def test_not_applicable_takes_the_figure_away_and_leaves_the_words():
    cell = applied(of(FIRMS, {"2020Q3": {"value": 80, "progress": "已取消"}}), row(FIRMS, value="不适用"))
    assert (cell.not_applicable, cell.value, cell.progress) == (True, None, "已取消")
    stage = applied(of(milestone(), {"2020Q3": "开工"}), row(milestone(), value="不适用"))
    assert (stage.not_applicable, stage.stage) == (True, "")


def test_a_figure_lifts_not_applicable_and_words_do_not():
    assert applied(of(FIRMS, {"2020Q3": NA}), row(FIRMS, value=5)).not_applicable is False
    assert applied(of(FIRMS, {"2020Q3": NA}), row(FIRMS, progress="说明")).not_applicable is True


def test_not_applicable_and_last_years_total_in_one_row():
    made = compared(of(BOTH), row(BOTH, value="不适用", last=100))
    assert said(made) == [("not_applicable", "未报", "不适用")]
    assert refused(made) == [("上年同期数", "“本期值”填了“不适用”，这一格没有读入")]
    assert compared(of(BOTH), row(BOTH, value="不适用", last="不适用", percent="不适用")).refusals == []


def test_a_dash_where_nothing_is_asked_is_the_forms_own():
    assert compared(of(FIRMS), row(FIRMS, last="—")).refusals == []


@given(
    st.decimals(-1000, 1000, places=3, allow_nan=False), st.sampled_from(["cumulative", "level", "growth", "reduction"])
)
def test_any_figure_comes_back_as_typed(value, kind):
    t = target(kind)
    cell = applied(of(t), row(t, value=str(value)))
    assert getattr(cell, value_field(t)) == value
    assert compared(of(t, {"2020Q3": value}), row(t, value=str(value))).unchanged == 1


@given(st.text(max_size=30))
def test_any_text_is_kept_cleaned_or_nothing(text):
    made = compared(of(FIRMS), row(FIRMS, progress=text))
    for change in made.changes:
        assert change.new == change.value or change.doubts
        assert stored_text(apply(of(FIRMS), [change])[0], "progress") == change.value
