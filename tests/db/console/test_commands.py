"""The commands: what they say, what they write, and how they end."""

import json
import os
import re
import subprocess
import sys
import tempfile

import pytest

from db.actions.plans import add_plan
from db.console import commands
from db.ledger import backups
from db.ledger.restoring import restore
from db.ledger.store import Store
from models.intake.plan_file import loads
from tests import ROOT
from tests.db.ledger.newer import next_version
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, in_chinese, run, target


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, target("企业", "40", "家"), target("投资", "100", "亿元"))


def test_demo_new_collect_export_check_say_what_they_did(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (
        run("demo", "演示.ydt").out == "已新建：演示.ydt。内有《濮院镇2020年工作要点》和演示数据（虚构，只作演示）。\n"
    )
    assert run("collect", "台账.ydt", "--period", "2020Q3", "--out", "表/三季度").out == (
        "表/三季度/未分工_2020年第三季度填报表.xlsx\n已写出1张2020年第三季度填报表，在：表/三季度\n"
    )
    assert run("export", "台账.ydt", "--period=2020Q3", "--out=季报.xlsx").out == (
        "已导出：季报.xlsx（缺报2项，写的是“缺报”，不是0）\n"
    )
    assert run("export", "台账.ydt", "--period", "2020Q3", "--out", "季报").out.startswith("已导出：季报(2).xlsx（")
    assert run("export", "台账.ydt", "--period", "2020Q3", "--out", "表").out.startswith(
        "已导出：表/某镇2020年工作要点_2020年第三季度季报.xlsx（"
    )
    assert run("check", "台账.ydt").out == (
        "台账完好：台账.ydt。1个计划；修改记录1条，逐条核对一致；数据与修改记录一致。\n还没有备份。\n"
    )


def test_demos_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = clerk.done("--demo")
    place = tmp_path / "要点通演示"
    assert answer.out.splitlines()[0] == f"演示已写好，在：{place}"
    assert sorted(p.name for p in place.iterdir()) == sorted(
        ["濮院镇2020年工作要点.ydt", "三季度填报表", "濮院镇2020年工作要点_2020年第三季度季报.xlsx"]
    )
    assert len(list((place / "三季度填报表").iterdir())) == 14
    clerk.done("check", place / "濮院镇2020年工作要点.ydt")
    assert clerk.done("--demo").out.splitlines()[0] == f"演示已写好，在：{tmp_path / '要点通演示(2)'}"
    units = [name for _, name, _ in clerk.rows(place / "濮院镇2020年工作要点.ydt")["unit"]]
    assert len(units) == len(set(units)) == 13


def test_json_is_whole_and_valid(file, tmp_path):
    other = tmp_path / "坏.xlsx"
    other.write_text("坏", "utf-8")
    form = clerk.filled(file, {"企业": {"本期值": "约31", "截至": "月底"}, "投资": "3000万"})
    answer = run("import", file, form, other, "--json")
    assert answer.code == 1
    assert answer.out.count("\n") == 1
    data = json.loads(answer.out)
    names = ["changes", "doubts", "refusals", "absent", "refused_files", "unchanged", "applied", "action"]
    assert list(data) == names
    place = {"file": form.name, "sheet": "填报表", "column": "本期值"}
    (change,), (doubt,), (refusal,) = data["changes"], data["doubts"], data["refusals"]
    assert change == {
        **place, "row": change["row"], "target": "企业", "name": "企业", "period": "2020-09", "field": "value",
        "old": "未报", "new": "31", "note": "“约31”读作31家",
    }  # fmt: skip
    assert set(doubt) == {*change, "reasons", "accepted"}
    assert refusal == {**place, "row": change["row"], "column": "截至", "name": "企业", "reason": refusal["reason"]}
    assert data["refused_files"] == [{"file": "坏.xlsx", "reason": answer.err.strip()}]
    assert (data["unchanged"], data["applied"]) == (0, 1)
    with Store.open(file, reading=True) as store:
        assert store.action(data["action"]).what.startswith("导入填报表：2020年第三季度，1个文件1处（")


def everything(folder):
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


@pytest.mark.parametrize("more", [[], ["--json"], ["--accept-doubts", "核对过"]])
def test_a_dry_run_writes_nothing(file, tmp_path, more):
    form = clerk.filled(file, {"企业": 31, "投资": "3000万"})
    before = everything(tmp_path)
    answer = run("import", file, form, "--dry-run", *more)
    assert answer.code == 0
    assert everything(tmp_path) == before
    if not more:
        assert "将写入1处；存疑1处没有写" in answer.out
        assert "将写入　" in answer.out
    elif more == ["--json"]:
        assert (json.loads(answer.out)["applied"], json.loads(answer.out)["action"]) == (0, None)
    assert clerk.cells(file) == {}


def test_two_plans_of_one_year(file):
    with Store.open(file) as store:
        add_plan(
            store, loads('{"title": "重点项目", "year": 2020, "targets": [{"name": "项目", "value": 5, "unit": "个"}]}')
        )
    refused = run("export", file, "--period", "2020Q3", "--out", file.parent / "a.xlsx")
    assert (refused.code, refused.err) == (
        1,
        "台账里有2个符合的计划：“某镇2020年工作要点”、“重点项目”。请用 --plan 写明标题。\n",
    )
    out = file.parent / "项目表"
    clerk.done("collect", file, "--period", "2020Q3", "--out", out, "--plan", "重点项目")
    form = Returned(*out.iterdir())
    assert list(form.rows) == ["项目"]
    assert clerk.take(file, form.fill("项目", 4).save())["applied"] == 1
    assert (
        "（缺报"
        not in clerk.done("export", file, "--period", "2020Q3", "--out", file.parent / "b.xlsx", "--plan=重点项目").out
    )


def test_what_nobody_expected_leaves_a_report(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise KeyError("targets")

    monkeypatch.setattr(commands, "create_demo", fail)
    answer = run("demo", tmp_path / "台账.ydt")
    report = tmp_path / "要点通错误报告.txt"
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        f"程序出了错，没有做完。台账停在上一次保存的样子，数据是安全的。请把“{report}”交给软件的维护者。\n"
    )
    text = report.read_text("utf-8")
    assert "KeyError: 'targets'" in text
    assert text.startswith("==== 20")
    run("demo", tmp_path / "台账.ydt")
    assert report.read_text("utf-8").count("KeyError: 'targets'") == 2
    (tmp_path / "临时").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "临时"))
    monkeypatch.chdir(tmp_path)
    assert run("--demo").code == 1
    assert str(tmp_path / "临时" / "要点通错误报告.txt") in run("demo", tmp_path / "没有" / "台账.ydt").err


def test_check_on_a_damaged_ledger_lists_the_backups(file):
    clerk.done("import", file, clerk.filled(file, {"企业": 31}))
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + bytes(4096) + whole[12288:])
    answer = run("check", file)
    assert answer.code == 1
    assert answer.err.startswith(f"台账文件损坏，打不开：{file.name}")
    (backup, *_) = backups.backups_of(file)
    assert f"备份　{backup.label}　正常　{backup.path}\n" in answer.out
    in_chinese(answer.err + answer.out, file.parent)
    backup.path.write_bytes(b"")
    assert f"备份　{backup.label}　不能用：台账文件损坏" in run("check", file).out


def test_an_import_can_be_taken_back_from_a_backup(file):
    """Before an import the ledger is among the backups, whole: restoring it brings every row back."""
    clerk.done("import", file, clerk.filled(file, {"企业": 30}, "2020Q2"))
    before = clerk.rows(file)
    clerk.done("import", file, clerk.filled(file, {"企业": 31}))
    assert clerk.rows(file) != before
    newest = backups.backups_of(file)[0]
    restore(file, newest.path)
    assert clerk.rows(file) == before
    assert "逐条核对一致" in run("check", file).out


def test_another_window_has_it_open(file):
    form = clerk.filled(file, {"企业": 31})
    with Store.open(file) as window:
        answer = run("import", file, form)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("这个台账正在另一个窗口打开（")
        assert answer.err.endswith("为防止互相覆盖，这里只能看。请关掉另一个窗口，再重新打开。\n")
        in_chinese(re.sub("（.*?）", "", answer.err))
        assert window.read_only == ""
        assert run("import", file, form, "--dry-run").code == 0
        assert run("check", file).code == 0
    assert run("import", file, form).code == 0


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_pipes_are_utf8_whatever_the_system_speaks(file, locale):
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, str(ROOT / "main.py"), "check", str(file)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith("台账完好：")
    done = subprocess.run([*command[:3], "没有.ydt"], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode("utf-8")[:4]) == (1, "找不到：")


def test_an_import_that_upgraded_the_ledger_says_so_beside_its_answer(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("collect", "台账.ydt", "--period", "2020Q3", "--out", "表")
    (form,) = (tmp_path / "表").iterdir()
    with next_version():
        answer = run("import", "台账.ydt", form, "--period", "2020Q3", "--json")
    assert answer.err.startswith("台账已升级到新版格式，升级前的备份在：")
    assert json.loads(answer.out)["changes"] == []
    in_chinese(answer.err, tmp_path)
    assert run("import", "台账.ydt", form, "--period", "2020Q3").code == 1  # the earlier program leaves it alone
