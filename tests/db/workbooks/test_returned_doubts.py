"""What is doubtful is not applied unless accepted, and then its reason is kept beside the figure."""

import re
from decimal import Decimal

import pytest

from db.actions.periods import close_period
from db.ledger.store import Store
from models.plan.entities import PeriodState, Progress, period_state_id
from models.plan.period import Period
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

TARGETS = [
    target("外资", "2400", "万美元"),
    target("投资", "10", "亿元"),
    target("企业", "18", "家"),
    target("参保率", "95", "%", kind="level"),
    target("增速", "7", "%", kind="growth"),
    target("当期", "100", "家", entry_mode="period"),
    target("学校", None, "", kind="milestone", due="9月", due_date="2020-09-30"),
]
BEFORE = {"外资": 1120, "投资": 4.85, "企业": 6, "参保率": 92.8, "增速": 5.2, "学校": "招标"}


@pytest.fixture
def file(tmp_path):
    """A ledger whose second quarter is reported."""
    file = clerk.ledger(tmp_path, *TARGETS)
    clerk.done("import", file, clerk.filled(file, BEFORE, "2020Q2"))
    return file


DOUBTS = [
    ("投资", 4.58, "4.58亿元，比上期4.85亿元少0.27。累计数一般不会减少，可能是数字颠倒或口径变了"),
    ("外资", 18750, "18750万美元，上期是1120，全年目标只有2400。可能多打了一个0，也可能填成了“万元”。请核对原表"),
    ("外资", 18750, "累计18750万美元超过全年目标2400的150%。请核对原表"),
    ("企业", 28, "累计28家超过全年目标18的150%。请核对原表"),
    ("投资", 0.485, "0.485亿元，上期是4.85。可能少打了一个0。请核对原表"),
    ("投资", 76500, "76500亿元，全年目标只有10。可能填成了“万元”。请核对原表"),
    ("投资", "7.65万", "“7.65万”没有写“元”，按76500元 = 0.000765亿元算。请确认"),
    ("参保率", 0.945, "0.945%小于1，可能是把94.5%填成了小数"),
    ("增速", 0.052, "0.052%小于1，可能是把5.2%填成了小数"),
    ("当期", -3, "当期数−3家是负数，会使累计数减少。请核对原表"),
    ("外资", "清除", "要清除本期值，清除后算作没有填"),
]


@pytest.mark.parametrize(("name", "typed", "doubt"), DOUBTS, ids=[f"{n}-{d[:12]}" for n, _, d in DOUBTS])
def test_a_doubt_waits_until_it_is_accepted(file, name, typed, doubt):
    if typed == "清除":
        clerk.done("import", file, clerk.filled(file, {name: 1500}))
    before = clerk.rows(file)
    form = Returned(clerk.collect(file, out=file.parent / "再发")["未分工"]).fill(name, typed).save()
    answer = clerk.take(file, form)
    assert (answer["code"], answer["changes"], answer["applied"], answer["action"]) == (0, [], 0, None)
    (found,) = answer["doubts"]
    assert doubt in found["reasons"]
    assert (found["file"], found["sheet"], found["column"], found["name"]) == (form.name, "填报表", "本期值", name)
    assert found["accepted"] is False
    assert clerk.rows(file) == before
    said = clerk.run("import", file, form)
    assert (said.code, said.err) == (0, "")
    assert f"存疑　{form.name}·填报表·第{found['row']}行·本期值" in said.out
    assert said.out.rstrip().endswith("没有变化0处。")
    assert "已写入0处；存疑1处没有写，核对后加 --accept-doubts 原因 再导入；没有读入0处" in said.out

    accepted = clerk.run("import", file, form, "--accept-doubts", " 已与单位核对 ")
    assert (accepted.code, accepted.err) == (0, "")
    assert re.search(f"已写入　.*▲{re.escape(doubt)}", accepted.out)
    cell = clerk.cells(file)[name, "2020-09"]
    assert cell["remark"] == "已与单位核对"
    if typed == "清除":
        assert set(cell) == {"remark"}


def test_the_sure_ones_are_written_without_the_doubtful(file):
    form = clerk.filled(file, {"投资": 4.58, "企业": 10, "学校": "开工"})
    answer = clerk.take(file, form)
    assert answer["applied"] == 2
    assert {c["name"] for c in answer["changes"]} == {"企业", "学校"}
    cells = clerk.cells(file)
    assert ("投资", "2020-09") not in cells
    assert cells["企业", "2020-09"] == {"value": "10"}
    with Store.open(file, reading=True) as store:
        action = store.actions(1)[0]
    assert (action.id, action.what) == (answer["action"], f"导入填报表：2020年第三季度，1个文件2处（{form.name}）")


def test_a_blank_reason_is_none(file):
    form = clerk.filled(file, {"投资": 4.58})
    answer = clerk.run("import", file, form, "--accept-doubts", "  ")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "没有读入：--accept-doubts 后面要写明原因，例如“已与单位核对”。\n"
    assert ("投资", "2020-09") not in clerk.cells(file)


def put(file, cell):
    with Store.open(file) as store:
        store.write("办公室自己改", [cell])


def test_changed_in_the_ledger_since_it_was_handed_out(file):
    """The office corrected a figure by telephone; the form, filled before, would undo that."""
    first = clerk.filled(file, {"企业": 9, "外资": 1500})
    clerk.done("import", file, first)
    form = Returned(clerk.collect(file, out=file.parent / "再发")["未分工"]).fill("企业", 11)
    put(file, Progress("企业@2020-09", "企业", "2020-09", value=Decimal(10)))
    put(file, Progress("外资@2020-09", "外资", "2020-09", value=Decimal(1600)))
    answer = clerk.take(file, form.save())
    (found,) = answer["doubts"]
    assert (found["name"], found["old"], found["new"]) == ("企业", "10", "11")
    assert found["reasons"] == ["发表以后台账已改为“10”，读入会盖掉它"]
    assert answer["changes"] == []  # 外资 stands on the form as it was handed out: nobody touched it
    assert clerk.cells(file)["外资", "2020-09"] == {"value": "1600"}
    clerk.done("import", file, form.path, "--accept-doubts", "以本表为准")
    assert clerk.cells(file)["企业", "2020-09"] == {"value": "11", "remark": "以本表为准"}


def test_cleared_although_the_ledger_got_a_figure_since(file):
    form = Returned(clerk.form(file)).fill("企业", "清除").save()
    put(file, Progress("企业@2020-09", "企业", "2020-09", value=Decimal(10)))
    (found,) = clerk.take(file, form)["doubts"]
    assert "发表以后台账已改为“10”，读入会盖掉它" in found["reasons"]


def test_not_applicable_over_a_figure_that_came_since(file):
    form = Returned(clerk.form(file)).fill("企业", "不适用").save()
    put(file, Progress("企业@2020-09", "企业", "2020-09", value=Decimal(10)))
    (found,) = clerk.take(file, form)["doubts"]
    assert (found["old"], found["new"]) == ("10", "不适用")
    assert found["reasons"] == ["发表以后台账已改为“10”，读入会盖掉它"]


def test_two_files_that_disagree(file, tmp_path):
    """Two people of one office filled the same form in; both rows are shown, neither is taken."""
    sheet = Returned(clerk.form(file))
    first = sheet.fill("企业", 10).fill("参保率", 94).save(tmp_path / "甲.xlsx")
    second = sheet.fill("企业", 11).save(tmp_path / "乙.xlsx")
    answer = clerk.take(file, first, second)
    assert {(c["name"], c["new"]) for c in answer["changes"]} == {("参保率", "94")}
    assert (answer["applied"], answer["unchanged"]) == (1, 1)
    row = sheet.rows["企业"]
    assert {(d["file"], d["new"], *d["reasons"]) for d in answer["doubts"]} == {
        ("甲.xlsx", "10", f"与“乙.xlsx”第{row}行的“11”不一致。请只留一个"),
        ("乙.xlsx", "11", f"与“甲.xlsx”第{row}行的“10”不一致。请只留一个"),
    }


def test_two_files_that_agree_are_one_change(file, tmp_path):
    sheet = Returned(clerk.form(file)).fill("企业", 10)
    answer = clerk.take(file, sheet.save(tmp_path / "甲.xlsx"), sheet.save(tmp_path / "乙.xlsx"))
    assert (len(answer["changes"]), answer["doubts"], answer["applied"]) == (1, [], 1)


def test_a_figure_against_not_applicable_in_two_files(file, tmp_path):
    sheet = Returned(clerk.form(file))
    first = sheet.fill("企业", 10).save(tmp_path / "甲.xlsx")
    second = sheet.fill("企业", "不适用").save(tmp_path / "乙.xlsx")
    answer = clerk.take(file, first, second)
    assert (answer["changes"], len(answer["doubts"])) == ([], 2)


def test_a_changed_unit_is_converted_and_shown_or_doubted(file):
    """Somebody wrote 万元 over 亿元 and filled in 万元."""
    form = Returned(clerk.form(file))
    form.cell("投资", "单位").value = "万元"
    form.fill("投资", 76500).cell("企业", "单位").value = "户"
    form.fill("企业", 10).cell("参保率", "单位").value = None
    form.fill("参保率", 94)
    answer = clerk.take(file, form.save())
    assert {(c["name"], c["new"], c["note"]) for c in answer["changes"]} == {
        ("参保率", "94", ""), ("投资", "7.65", "76500万元 = 7.65亿元"),
    }  # fmt: skip
    doubts = {d["name"]: d for d in answer["doubts"]}
    assert (doubts["企业"]["new"], doubts["企业"]["reasons"]) == ("10", ["表中单位改成了“户”，台账是“家”"])
    form.cell("投资", "单位").value = "公里"
    (refusal,) = clerk.take(file, form.save())["refusals"]
    assert "换算不成亿元" in refusal["reason"]


def test_a_closed_period_refuses_what_would_change_it(file):
    form = Returned(clerk.form(file)).fill("企业", 10).fill("投资", 6).save()
    with Store.open(file) as store:
        plan = store.plans()[0].id
        state = PeriodState(period_state_id(plan, "2020-09"), plan, "2020-09", closed_at="2020-10-20T09:00")
        store.write("锁定三季度", [state])
    before = clerk.rows(file)
    answer = clerk.take(file, form, accept_doubts="硬写")
    assert (answer["code"], answer["changes"], answer["doubts"]) == (1, [], [])
    why = "2020年第三季度已锁定，没有读入。请先在“填报”的“本期”里解锁，并写明原因，再收"
    assert {(r["name"], r["column"], r["reason"]) for r in answer["refusals"]} == {
        (name, "本期值", why) for name in ("企业", "投资")
    }
    assert answer["err"].startswith("没有写入：2处都没有读入。2020年第三季度已锁定")
    assert clerk.rows(file) == before


def test_a_closed_period_is_refused_though_the_form_holds_what_the_ledger_has(file):
    clerk.take(file, Returned(clerk.form(file)).fill("企业", 10).save())
    late = Returned(clerk.form(file)).fill("投资", 6).save(file.parent / "迟来.xlsx")
    with Store.open(file) as store:
        close_period(store, store.plans()[0].id, Period.parse(clerk.PERIOD))
    answer = clerk.take(file, late, accept_doubts="硬写")
    assert (answer["unchanged"], answer["applied"], len(answer["refusals"])) == (1, 0, 1)
    assert answer["code"] == 1
    assert answer["err"].startswith("没有写入：1处都没有读入。2020年第三季度已锁定")
