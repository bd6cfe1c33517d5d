"""What stands in the cells of a returned form: numbers in every dress, dates, formulas, words."""

import json
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target


def moment(*parts):
    """A day and time as a workbook has it, of no time zone."""
    return datetime(*parts)  # noqa: DTZ001


MONEY = target("额", "1000", "亿元")
RATE = target("率", "95", "%", kind="level")
COUNT = target("数", "50000", "家")
FALL = target("降", "3", "%", kind="reduction")
BOTH = target("两年", "7", "%", kind="growth", entry_mode="both_years")
STAGE = target("节", None, "", kind="milestone", due="9月", due_date="2020-09-30")
STATE = target("态", None, "", kind="qualitative")
BARE = target("无单位", "500", "")
COUNTER = target("个数", "50000", "个")
PEOPLE = target("人数", "50", "万人", kind="level")
LAND = target("地", "3000", "亩")

# a target, what stands in 本期值 (with its number format), and what is understood
READ = [
    (COUNT, "１２，０００", "12000"), (COUNT, "12,000", "12000"), (COUNT, " 12 000 ", "12000"),
    (COUNT, "约5000", "5000"),
    (COUNT, "5000家", "5000"), (COUNT, "5000家以上", "5000"), (COUNT, "1.2万", "12000"),
    (COUNT, "累计完成4500家", "4500"), (COUNTER, "30家", "30"), (COUNT, "超30", "30"), (COUNT, "30.", None),
    (RATE, "50%以上", "50"), (RATE, "94.5%", "94.5"), (RATE, "９４．５％", "94.5"), (RATE, "94.5个百分点", "94.5"),
    (RATE, (0.945, "0.0%"), "94.5"), (RATE, (0.9999, "0%"), "99.99"), (RATE, (94.5, '0.0"%"'), "94.5"),
    (RATE, (1, "0%"), "100"), (RATE, (-0.021, "0.00%"), "-2.1"), (RATE, (94.5, r"0.0\%"), "94.5"),
    (FALL, "-4.4", "-4.4"), (FALL, "−4.4", "-4.4"), (FALL, "负4.4", "-4.4"), (FALL, "下降4.4", "4.4"),
    (MONEY, "3000万元", "0.3"), (MONEY, "1亿2千万元", "1.2"), (MONEY, "12.5亿元", "12.5"),
    (MONEY, "35000000元", "0.35"),
    (MONEY, "100万美元", None), (MONEY, "50%", None), (MONEY, (0.5, "0%"), None), (MONEY, "四条", None),
    (MONEY, "12..5", None), (MONEY, "1,2,3", None), (MONEY, "1/2", None), (MONEY, "12-15", None), (MONEY, "—", None),
    (MONEY, "无", None), (MONEY, "/", None), (MONEY, "同上", None), (MONEY, "12.5亿元，其中线上3亿元", None),
    (MONEY, 0, "0"), (MONEY, "0", "0"), (MONEY, 12, "12"), (MONEY, 12.50, "12.5"), (MONEY, 0.1 + 0.2, "0.3"),
    (MONEY, 1e-9, "0.000000001"), (MONEY, "1e3", "1000"), (MONEY, True, None), (MONEY, "12,00", None),
    (MONEY, moment(2020, 9, 30, 0, 0), None), (MONEY, time(9, 30), None), (MONEY, "九", None),
    (BARE, "12", "12"), (BARE, "12家", "12"), (BOTH, "68375", "68375"), (LAND, "2公顷", "30"),
    (LAND, "1平方公里", "1500"),
    (PEOPLE, "488000人", "48.8"), (PEOPLE, "48.8万人", "48.8"), (PEOPLE, "48.8万", "48.8"),
    (STAGE, "完工", "完工"), (STAGE, " 完 工", "完工"), (STAGE, "未启动", "未启动"),
    (STAGE, "已完工", None),
    (STAGE, 3, None), (STAGE, "装修", None),
    (STATE, "推进中", "推进中"),
    (STATE, "已完成", "已完成"), (STATE, "进行中", None),
    (COUNT, "不适用", "不适用"), (STAGE, "不适用", "不适用"), (STATE, "不 适 用", "不适用"),
]  # fmt: skip
REASONS = {
    "四条": "“四条”不是数字。本格没有保存，完成率暂不计算。请填阿拉伯数字，例如 4",
    "—": "“—”不是数字。没有变化请留空，是零请填0，不用报请填“不适用”",
    "100万美元": "“100万美元”的单位是万美元，换算不成亿元。请按亿元填数字",
    "50%": "“50%”带着百分号，但单位是亿元。请按亿元填数字",
    (0.5, "0%"): "这一格设成了百分比格式，但单位是亿元。请改回常规格式再填数字",
    "装修": "“装修”不在可选的内容里。请从下拉列表选：未启动、设计、招标、开工、完工",
    "进行中": "“进行中”不在可选的内容里。请从下拉列表选：未启动、推进中、已完成",
}
UNDERSTOOD = {
    "１２，０００": "", "约5000": "“约5000”读作5000家", "1.2万": "“1.2万”读作12000家", "3000万元": "3000万元 = 0.3亿元",
    "1亿2千万元": "“1亿2千万元”读作120000000元 = 1.2亿元", "50%以上": "“50%以上”读作50%", "2公顷": "2公顷 = 30亩",
    (0.945, "0.0%"): "百分比格式，读作94.5%", "负4.4": "", "30家": "“30家”读作30个", "488000人": "488000人 = 48.8万人",
}  # fmt: skip


def names(cases):
    return [f"{i}-{c[0]['name']}-{str(c[1])[:14]}" for i, c in enumerate(cases)]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """All of READ in one form, one target each, looked at by one import."""
    folder = tmp_path_factory.mktemp("cells")
    called = [{**t, "id": f"t{i}", "name": f"{t['name']}{i}"} for i, (t, *_) in enumerate(READ)]
    file = clerk.ledger(folder, *called)
    sheet = Returned(clerk.form(file))
    for its, (_, typed, _) in zip(called, READ, strict=True):
        value, fmt = typed if isinstance(typed, tuple) else (typed, None)
        sheet.fill(its["name"], value, fmt=fmt)
    answer = clerk.take(file, sheet.save(), dry_run=True)
    return SimpleNamespace(
        changes={c["name"]: c for c in answer["changes"] + answer["doubts"] if c["column"] == "本期值"},
        refusals={r["name"]: r for r in answer["refusals"]},
        rows=sheet.rows,
        path=sheet.path,
    )


@pytest.mark.parametrize(("number", "case"), list(enumerate(READ)), ids=names(READ))
def test_what_a_cell_is_understood_as(read, number, case):
    its, typed, expected = case
    name = f"{its['name']}{number}"
    if expected is None:
        assert name not in read.changes
        refusal = read.refusals[name]
        place = (refusal["file"], refusal["sheet"], refusal["row"], refusal["column"])
        assert place == (read.path.name, "填报表", read.rows[name], "本期值")
        assert refusal["reason"]
        if typed in REASONS:
            assert refusal["reason"] == REASONS[typed]
    else:
        assert name not in read.refusals, read.refusals[name]["reason"]
        assert read.changes[name]["new"] == expected
        assert read.changes[name]["old"] == "未报"
        if typed in UNDERSTOOD:
            assert read.changes[name]["note"] == UNDERSTOOD[typed]


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, COUNT, MONEY, STAGE, BOTH)


def fields(answer):
    return {(c["field"], c["new"]) for c in answer["changes"] + answer["doubts"]}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (date(2020, 9, 25), "2020-09-25"), (moment(2020, 9, 25, 8, 30), "2020-09-25"), ("2020-09-25", "2020-09-25"),
        ("2020/9/5", "2020-09-05"), ("2020.9.5", "2020-09-05"), ("2020年9月5日", "2020-09-05"), (44099, "2020-09-25"),
        ("２０２０－０９－２５", "2020-09-25"), ("2021-01-05", "2021-01-05"), ("9月25日", "2020-09-25"),
        ("9月25号", "2020-09-25"), ("20200925", "2020-09-25"), ("2020/9/25 0:00", "2020-09-25"),
        ("44099", "2020-09-25"),
        ("9月25日（周五）", "2020-09-25"), ("截至9月25日", "2020-09-25"), ("九月二十五日", "2020-09-25"),
        ("9月底", "2020-09-30"), ("9.25", "2020-09-25"),
    ],
)  # fmt: skip
def test_dates(file, typed, expected):
    answer = clerk.take(file, clerk.filled(file, {"数": {"截至": typed}}), dry_run=True)
    assert fields(answer) == {("as_of", expected)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [("9月31日", "“9月31日”不是"), ("2020-13-01", "“2020-13-01”不是"), ("月底", "“月底”不是"), (20200925, "这一格不是"),
     ("2020年9月", "“2020年9月”不是"), (0, "“00:00”不是"), (9.25, "“1900-01-09”不是2020年的"),
     ("2002-09-25", "“2002-09-25”不是2020年的")],
)  # fmt: skip
def test_what_is_no_day_of_the_year(file, typed, said):
    """9.25, meant as 25 September, is a day of 1900 to Excel; 20200925 is an error to it."""
    answer = clerk.take(file, clerk.filled(file, {"数": {"截至": typed}}), dry_run=True)
    (refusal,) = answer["refusals"]
    assert (refusal["column"], refusal["reason"]) == ("截至", f"{said}日期。请写成 2020-09-30")
    assert fields(answer) == set()


@pytest.mark.parametrize(
    ("typed", "fmt", "expected"),
    [(60, None, "60"), ("60%", None, "60"), (0.6, "0%", "60"), (100, None, "100"), (0, None, "0"), ("约60", None, "60"),
     (33.333, None, "33.333"), (100.1, None, None), (-1, None, None), ("过半", None, None), ("六成", None, None),
     (1.2, "0%", None), ("不适用", None, "")],
)  # fmt: skip
def test_percent_of_a_milestone(file, typed, fmt, expected):
    form = Returned(clerk.form(file)).fill("节", 形象进度=typed, fmt=fmt).save()
    answer = clerk.take(file, form, dry_run=True)
    if expected is None:
        (refusal,) = answer["refusals"]
        assert refusal["column"] == "形象进度(%)"
    else:
        assert answer["refusals"] == []
        assert fields(answer) == ({("percent", expected)} if expected else set())


def test_percent_over_100_and_below_1(file):
    form = Returned(clerk.form(file)).fill("节", 形象进度=120).fill("数", 形象进度=0.6).save()
    answer = clerk.take(file, form, dry_run=True)
    assert answer["refusals"][0]["reason"] == "形象进度120不在0到100之间。请填百分数，例如 60"
    (doubt,) = answer["doubts"]
    assert doubt["reasons"] == ["0.6%小于1，可能是把60%填成了小数"]


def test_blank_means_no_change_and_zero_means_zero(file):
    first = clerk.filled(file, {"数": 12, "额": 5, "节": "开工"})
    clerk.done("import", file, first)
    form = Returned(clerk.collect(file, out=file.parent / "二")["未分工"])
    form.cell("数").value = None
    form.cell("额").value = "   "
    form.cell("节").value = "\u3000"
    answer = clerk.take(file, form.save())
    assert (answer["changes"], answer["doubts"], answer["refusals"], answer["unchanged"]) == ([], [], [], 0)
    form.fill("额", 0)
    answer = clerk.take(file, form.save())
    (doubt,) = answer["changes"] + answer["doubts"]
    assert (doubt["name"], doubt["old"], doubt["new"]) == ("额", "5", "0")


def test_texts_of_cells_that_are_no_text(file):
    """Excel turns what is typed into a text column into dates and numbers when its format was lost."""
    form = Returned(clerk.form(file))
    form.fill("数", 进展情况=moment(2020, 9, 30), 存在问题=0.1 + 0.2, 下一步措施=True)
    form.fill("额", 进展情况=12, 存在问题=moment(2020, 9, 30, 8, 5), 下一步措施="  \n ")
    answer = clerk.take(file, form.save(), dry_run=True)
    assert [(c["name"], c["column"], c["new"]) for c in answer["changes"]] == [
        ("数", "进展情况", "2020-09-30"), ("数", "存在问题", "0.3"), ("数", "下一步措施", "TRUE"),
        ("额", "进展情况", "12"), ("额", "存在问题", "2020-09-30 08:05"),
    ]  # fmt: skip


def test_a_text_with_the_escapes_of_excels_file(file):
    """What was seen: text copied from a web page came back as 甲_x000D_乙, and was printed so."""
    form = Returned(clerk.form(file)).fill("数", "12_x000D_", 进展情况="甲_x000D_\n乙_x000B__xD800_丙").save()
    answer = clerk.take(file, form, dry_run=True)
    assert answer["refusals"] == []
    assert fields(answer) == {("value", "12"), ("progress", "甲\n乙丙")}


def test_a_text_that_is_too_long(file):
    form = Returned(clerk.form(file)).fill("数", 进展情况="长" * 5001).fill("额", 进展情况="长" * 5000).save()
    answer = clerk.take(file, form, dry_run=True)
    (refusal,) = answer["refusals"]
    assert refusal["reason"] == "这一格有5001字，太长了。请压缩到5000字以内"
    assert len(answer["changes"]) == 1


def test_not_applicable_beside_figures(file):
    """不适用 stands for the whole row: last year's figure and 形象进度 beside it are no second answer."""
    form = Returned(clerk.form(file)).fill("两年", "不适用", 上年同期数="不适用", 形象进度="不适用").save()
    answer = clerk.take(file, form, dry_run=True)
    assert (fields(answer), answer["refusals"]) == ({("not_applicable", "不适用")}, [])
    answer = clerk.take(file, Returned(form).fill("两年", "不适用", 上年同期数=500).save(), dry_run=True)
    assert fields(answer) == {("not_applicable", "不适用")}
    assert answer["refusals"][0]["reason"] == "“本期值”填了“不适用”，这一格没有读入"
    clerk.done("import", file, Returned(form).fill("两年", 68375, 上年同期数=62500).save())
    again = Returned(clerk.collect(file, out=file.parent / "二")["未分工"]).fill("两年", "不适用").save()
    assert fields(clerk.take(file, again, accept_doubts="停报")) == {("not_applicable", "不适用")}
    assert clerk.cells(file)["两年", "2020-09"]["not_applicable"] is True
    assert "last_total" not in clerk.cells(file)["两年", "2020-09"]


def test_last_years_figure_is_not_there(file):
    """Last year nothing was counted: the unit writes 不适用 beside this year's figure, which must stand."""
    form = Returned(clerk.form(file)).fill("两年", 68375, 上年同期数="不适用").save()
    answer = clerk.take(file, form)
    assert answer["refusals"][0]["reason"] == "上年同期数没有就留空。整项不用报，请在“本期值”填“不适用”"
    assert clerk.cells(file)["两年", "2020-09"] == {"this_total": "68375"}


def test_what_is_not_asked_is_not_read(tmp_path):
    """上年同期数 is asked of one row only; the others say — there."""
    file = clerk.ledger(tmp_path, COUNT, BOTH, name="b.ydt")
    form = Returned(clerk.form(file))
    assert form.cell("数", "上年同期数").value == "—"
    answer = clerk.take(file, form.fill("数", 3, 上年同期数=2).save())
    assert answer["refusals"][0]["reason"] == "“数”不用填“上年同期数”，没有读入"
    assert answer["applied"] == 1


@pytest.mark.parametrize("typed", [moment(2020, 9, 30), moment(2020, 9, 30, 8, 30), date(2020, 9, 30), time(8, 30)])
def test_a_date_cell_is_quoted_as_people_read_it_wherever_it_stands(file, typed):
    """What was seen: “2020-09-30 00:00:00”不是数字."""
    sheet = Returned(clerk.form(file)).fill("数", typed).fill("节", typed, 形象进度=typed)
    for column in ("指标", "单位", "年度目标", "上期值"):
        sheet.fill("额", 5, **{column: typed})
    answer = clerk.take(file, sheet.save(), dry_run=True)
    told = json.dumps(answer, ensure_ascii=False)
    assert "00:00" not in told
    assert "08:30:00" not in told
    assert f"“{'08:30' if isinstance(typed, time) else '2020-09-30'}" in told
