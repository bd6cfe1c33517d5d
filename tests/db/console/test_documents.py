"""The documents' figures: they come out of `export` after `new --plan`, filled 填报表 and `import`."""

import subprocess
import sys
from decimal import Decimal

import pytest

from tests import ROOT
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import target

POINTS = "百分点"

# document, period, target, what was typed; what 明细 must say: 本期累计, 完成率, 应达进度, 序时差, its unit, 状态
CASES = [
    pytest.param(
        "2020-10", target("地区生产总值", "647.4", "亿元"), 629.0,
        (629, 97.2, 83.3, 13.8, POINTS, "超序时"), id="江门 1—10月: rounded once, not 13.9",
    ),
    pytest.param(
        "2019Q3", target("固定资产投资", "1000", "亿元"), 533,
        (533, 53.3, 75.0, -21.7, POINTS, "滞后"), id="连云港 2019 前三季度",
    ),
    pytest.param(
        "2017-08-15", target("重点项目投资", "100", "亿元"), 61.14,
        (61.14, 61.1, 62.5, -1.4, POINTS, "略慢"), id="云浮 2017-08-15",
    ),
    pytest.param(
        "2019Q3", target("地区生产总值增长", "7", "%", kind="growth"), 6.1,
        (6.1, "—", "—", -0.9, POINTS, "略慢"), id="连云港: 6.1 against 7",
    ),
    pytest.param(
        "2020Q3", target("财政收入增长", "7", "%", kind="growth"), -8,
        (-8, "—", "—", -15.0, POINTS, "滞后"), id="宣城: -8 against 7",
    ),
    pytest.param(
        "2016Q3", target("登记失业率", "4.5", "%", kind="level", comparator="<="), 4.02,
        (4.02, "—", "—", 0.5, POINTS, "达序时"), id="国务院 2016: 4.02 within 4.5",
    ),
    pytest.param(
        "2016Q3", target("失业率", "4", "%", kind="level", comparator="<="), 4.3,
        (4.3, "—", "—", -0.3, POINTS, "滞后"), id="above the limit",
    ),
    pytest.param(
        "2019Q3", target("棚户区改造", "1000", "套"), 1314,
        (1314, 131.4, 75.0, 56.4, POINTS, "已完成"), id="131.4, never capped",
    ),
    pytest.param(
        "2019Q3", target("国内生产总值增长", "6", "%", kind="growth", value_high="6.5"), 6.1,
        (6.1, "—", "—", 0.1, POINTS, "达序时"), id="国务院 2019: a range met",
    ),
    pytest.param(
        "2019Q3", target("能耗下降", "3", "%", kind="reduction"), 4.4,
        (4.4, 146.7, "—", 1.4, POINTS, "达序时"), id="国务院 2019: a fall of 4.4 against 3",
    ),
]  # fmt: skip

# target -> how it lags in words (empty where it does not); nothing was reported before, so nothing has moved
SENTENCES = {
    "地区生产总值": "",
    "固定资产投资": "完成年度目标的53.3%，低于序时进度21.7个百分点",
    "重点项目投资": "完成年度目标的61.1%，低于序时进度1.4个百分点",
    "地区生产总值增长": "增长6.1%，低于目标0.9个百分点",
    "财政收入增长": "下降8%，低于目标15.0个百分点",
    "登记失业率": "",
    "失业率": "4.3%，高于控制目标0.3个百分点",
    "棚户区改造": "",
    "国内生产总值增长": "",
    "能耗下降": "",
}
RULE = (
    "差值法：不低于序时为绿灯，低10个百分点以内为黄灯，再低为红灯；"
    "增速、水平直接与目标比，低1个百分点以内为黄灯，控制类水平指标超出即红灯"
)


def report(folder, period, its_target, typed):
    """From the plan's JSON to the report, by commands alone."""
    file = clerk.ledger(folder, its_target, year=int(period[:4]))
    form = clerk.filled(file, {its_target["name"]: typed}, period)
    answer = clerk.done("import", file, form, "--period", period, "--accept-doubts", "与文件核对一致")
    assert "已写入1处" in answer.out
    return clerk.export(file, period)


def shown(cell):
    """A number as a reader of the sheet sees it, by its format: rounded already, so that nothing is lost."""
    if isinstance(cell.value, str):
        return cell.value
    decimals = cell.number_format.split(";")[0].partition(".")[2].partition('"')[0]
    assert Decimal(str(cell.value)) == round(Decimal(str(cell.value)), len(decimals)), cell.value
    return cell.value


@pytest.mark.parametrize(("period", "its_target", "typed", "expected"), CASES)
def test_figures_of_the_documents(tmp_path, period, its_target, typed, expected):
    row = clerk.table(report(tmp_path, period, its_target, typed)["明细"])[its_target["name"]]
    actual, completion, pace, gap, unit, status = expected
    assert shown(row["本期累计"]) == actual
    assert shown(row["完成率(%)"]) == completion
    assert shown(row["应达进度(%)"]) == pace
    assert shown(row["序时差"]) == gap
    assert row["状态"].value == status
    assert row["序时差"].number_format == f'+0.0"{unit}";"−"0.0"{unit}";0.0"{unit}"'
    for name, value in zip(("完成率(%)", "应达进度(%)"), (completion, pace), strict=True):
        assert row[name].number_format == ("General" if value == "—" else "0.0")
        assert row[name].data_type == ("s" if value == "—" else "n")
    assert row["序时差"].data_type == row["本期累计"].data_type == "n"


@pytest.mark.parametrize(("period", "its_target", "typed", "expected"), CASES)
def test_sentences_word_for_word(tmp_path, period, its_target, typed, expected):
    name = its_target["name"]
    lagging = SENTENCES[name]
    summary = (
        "达到序时进度0项、占0.0%；未达到1项、占100.0%" if lagging else "达到序时进度1项、占100.0%；未达到0项、占0.0%"
    )
    wanted = [
        f"列入本次通报的量化指标共1项，{summary}（{RULE}）。",
        *(["未达到序时进度或目标的有1项：", f"1.{name}（第1项）：{lagging}。"] if lagging else ["本期没有滞后指标。"]),
        "一、总体情况",
    ]
    lines = [c.value for c in report(tmp_path, period, its_target, typed)["总览"]["A"] if c.value]
    start = next(i for i, text in enumerate(lines) if text.startswith("列入"))
    assert lines[start : start + len(wanted)] == wanted


def test_year_on_year_carries_its_unit(tmp_path):
    """同比 of an amount is in %, of a rate in 百分点, of a level that is no rate in %."""
    targets = [
        target("投资额", "1000", "亿元", history={"2019-09": "400"}),
        target("增速", "7", "%", kind="growth", history={"2019-09": "7.3"}),
        target("床位数", "50", "张", kind="level", history={"2019-09": "40"}),
    ]
    file = clerk.ledger(tmp_path, *targets)
    form = clerk.filled(file, {"投资额": 533, "增速": 6.1, "床位数": 45})
    clerk.done("import", file, form)
    rows = clerk.table(clerk.export(file)["明细"])
    assert [(shown(rows[n]["上年同期"]), shown(rows[n]["同比"])) for n in ("投资额", "增速", "床位数")] == [
        (400, 33.3),
        (7.3, -1.2),
        (40, 12.5),
    ]
    assert rows["投资额"]["同比"].number_format == '+0.0"%";"−"0.0"%";0.0"%"'
    assert rows["增速"]["同比"].number_format == '+0.0"百分点";"−"0.0"百分点";0.0"百分点"'
    assert rows["床位数"]["序时差"].number_format == '+0.0"%";"−"0.0"%";0.0"%"'
    assert shown(rows["床位数"]["序时差"]) == -10


def test_the_whole_way_as_commands(tmp_path):
    """江门 once more, as somebody at a console does it: the program is started for each step."""

    def command(*words):
        line = [sys.executable, "-W", "error", str(ROOT / "main.py"), *words]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    clerk.plan_json(tmp_path / "计划.json", target("地区生产总值", "647.4", "亿元"))
    assert command("new", "江门.ydt", "--plan", "计划.json") == "已新建：江门.ydt。《某镇2020年工作要点》，1项指标。\n"
    out = command("collect", "江门.ydt", "--period", "2020-10", "--out", "填报表")
    assert out.endswith("已写出1张2020年10月填报表，在：填报表\n")
    clerk.Returned(tmp_path / "填报表" / "未分工_2020年10月填报表.xlsx").fill("地区生产总值", 629.0).save()
    out = command("import", "江门.ydt", "填报表/未分工_2020年10月填报表.xlsx")
    assert "地区生产总值（2020年10月）：未报 → 629" in out
    assert command("export", "江门.ydt", "--period", "2020-10", "--out", "报告.xlsx") == "已导出：报告.xlsx\n"
    assert command("check", "江门.ydt").startswith("台账完好：江门.ydt。1个计划；修改记录2条，")
