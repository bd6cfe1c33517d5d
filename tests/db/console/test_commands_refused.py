"""Commands that are written wrong or cannot be done: exit codes, sentences in Chinese, nothing touched."""

import codecs
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import resources
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, in_chinese, run, target


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, target("企业", "40", "家"), target("投资", "100", "亿元"))


WRONG = [
    [], ["开始"], ["--demo", "台账.ydt"], ["demo"], ["demo", "a", "b"], ["new", "a"],
    ["new", "--plan", "x"], ["new", "a", "--plan"], ["new", "a", "--plan="], ["check"], ["check", "a", "--json"],
    ["check", "a", "-v"],
    ["collect", "a"], ["collect", "a", "--period", "2020Q3"], ["collect", "a", "--out", "x"],
    ["collect", "a", "--period", "--out", "x"], ["collect", "a", "--period", "三季度", "--out", "x"],
    ["collect", "a", "--period", "2020Q5", "--out", "x"], ["collect", "a", "--period", "2020-13", "--out", "x"],
    ["export", "a", "--period", "2020-08-31", "--out", "x"], ["export", "a", "--period", "2020", "--out", "x"],
    ["export", "a", "--period", "2020Q3", "--out"], ["export", "a", "--period", "2020Q3", "--out", ""],
    ["export", "a", "b", "--period", "2020Q3", "--out", "x"], ["import", "a"], ["import", "a", "b", "--accept-doubts"],
    ["import", "a", "b", "--accept-doubts", "--dry-run"], ["import", "a", "b", "--json=1"],
    ["import", "a", "b", "--force"], ["import", "a", "b", "--period", ""],
]  # fmt: skip


@pytest.mark.parametrize("words", WRONG, ids=[" ".join(w) or "nothing" for w in WRONG])
def test_wrong_usage_is_said_and_nothing_is_touched(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = run(*words)
    assert answer.code == 2
    if words:
        assert answer.out == ""
        assert answer.err.endswith("\n输入 main.py --help 看全部用法。\n")
        in_chinese(answer.err, "demo", "new", "check", "collect", "export", "import", "past", "parse")
    else:
        assert answer.out == resources.read_text("usage.txt")
    assert list(tmp_path.iterdir()) == []


def test_some_sentences_about_usage():
    assert run("导入").err.startswith("没有“导入”这个命令。\n")
    assert run("import", "a", "b", "--force").err.startswith("import 没有“--force”这个选项。\n")
    assert run("collect", "a").err.startswith("collect 少了 --out、--period。\n")
    assert run("import", "a", "b", "--accept-doubts", "--dry-run").err.startswith("--accept-doubts 后面少了内容。\n")
    assert run("export", "a", "--period", "2020Q5", "--out", "x").err.startswith(
        "“2020Q5”不是认得的期间。请写成 2020Q3（季度）、2020-10（到10月底）或 2020-08-15（到8月中）。\n"
    )


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"], ["帮助"], ["export", "--help"], ["import", "a", "-h"]])
def test_help(words):
    answer = run(*words)
    assert (answer.code, answer.out, answer.err) == (0, resources.read_text("usage.txt"), "")
    for command in ("--demo", "demo", "new", "parse", "collect", "import", "past", "export", "check"):
        assert f"main.py {command} " in resources.read_text("usage.txt")
    in_chinese(
        resources.read_text("usage.txt").replace("main.py", ""),
        "demo",
        "new",
        "check",
        "collect",
        "export",
        "import",
        "parse",
        "past",
        "2020Q3",
    )
    assert max(len(line.encode("gbk")) for line in resources.read_text("usage.txt").splitlines()) <= 120


REFUSED = {
    "missing ledger": (["check", "没有.ydt"], "找不到：没有.ydt。"),
    "a folder": (["check", "."], "这个位置不能用：.。它是文件夹"),
    "foreign text": (
        ["check", "文本.txt"],
        "文本.txt不是要点通的台账。没有打开，文件没有动。请选扩展名为 .ydt 的台账文件。",
    ),
    "foreign database": (["check", "别的.db"], "别的.db是别的软件的数据库，不是要点通的台账。"),
    "empty ledger": (["check", "空.ydt"], "台账文件损坏，打不开：空.ydt（文件是空的，0字节）。"),
    "existing target of demo": (["demo", "台账.ydt"], "已经有这个文件：台账.ydt。没有覆盖它。请换一个名字。"),
    "existing target of new": (["new", "台账.ydt", "--plan", "台账.ydt.json"], "已经有这个文件：台账.ydt。"),
    "no folder for a new one": (["demo", "没有/新.ydt"], "找不到：没有/新.ydt。"),
    "no folder for the report": (
        ["export", "台账.ydt", "--period", "2020Q3", "--out", "没有/季报.xlsx"],
        "没有这个文件夹：没有。季报没有写。请先建好文件夹，或换一个位置。",
    ),
    "forms into a file": (
        ["collect", "台账.ydt", "--period", "2020Q3", "--out", "文本.txt"],
        "这个位置不能用：文本.txt。它是文件，不是文件夹。填报表没有写。请换一个文件夹。",
    ),
    "a year without plan": (
        ["export", "台账.ydt", "--period", "2021Q3", "--out", "季报.xlsx"],
        "台账里没有2021年计划。现有：“某镇2020年工作要点”。请检查期间的年份或 --plan 的标题。",
    ),
    "another plan's title": (
        ["collect", "台账.ydt", "--period", "2020Q3", "--out", "x", "--plan", "别的"],
        "台账里没有2020年标题是“别的”的计划。现有：“某镇2020年工作要点”。",
    ),
    "missing plan file": (["new", "新.ydt", "--plan", "没有.json"], "找不到：没有.json。"),
    "plan that is no JSON": (
        ["new", "新.ydt", "--plan", "文本.txt"],
        "文本.txt：这个文件不是可用的计划文件（JSON第1行读不通）。请用要点通给出的计划文件，或检查文件是否完整。",
    ),
    "a window without a display": (
        ["台账.ydt"],
        "没有显示器，窗口打不开：台账.ydt。请在有桌面的电脑上打开，或用命令（main.py --help）。",
    ),
    "a workbook dragged onto the program without a display": (
        ["分解表.xlsx"],
        "没有显示器，窗口打不开：分解表.xlsx。请在有桌面的电脑上打开，或用命令（main.py --help）。",
    ),
    "plan in another encoding": (
        ["new", "新.ydt", "--plan", "国标.json"],
        "国标.json：这个文件不是UTF-8编码的文本，读不通。请检查是不是选错了文件。",
    ),
    "plan with an unknown kind": (
        ["new", "新.ydt", "--plan", "坏.json"],
        "指标“甲”的“kind”不是可用的内容。请检查计划文件。",
    ),
    "no reason": (["import", "台账.ydt", "文本.txt", "--accept-doubts", " "], "没有读入：--accept-doubts 后面要写明"),
    "no workbook": (["import", "台账.ydt", "没有.xlsx"], "找不到：没有.xlsx。"),
    "a ledger for a workbook": (["import", "台账.ydt", "台账.ydt"], "台账.ydt不是Excel工作簿（.xlsx），或已损坏"),
    "too long a name": (["demo", "长" * 200 + ".ydt"], "文件名太长："),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_sentence(case, file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("文本.txt").write_text("不是", "utf-8")
    Path("空.ydt").write_bytes(b"")
    Path("国标.json").write_bytes("{“工作要点”}".encode("gbk"))
    Path("坏.json").write_text('{"title": "甲", "year": 2020, "targets": [{"name": "甲", "kind": "怪"}]}', "utf-8")
    subprocess.run(
        [sys.executable, "-c", "import sqlite3; sqlite3.connect('别的.db').execute('create table t(a)')"], check=True
    )
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    words, sentence = REFUSED[case]
    answer = run(*words)
    assert answer.code == 1
    assert answer.err.startswith(sentence)
    assert answer.err.count("\n") == 1
    in_chinese(answer.err, *words)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before
    assert not [p for p in tmp_path.iterdir() if p.name.endswith((".part", ".lock"))]


@contextlib.contextmanager
def as_nobody():
    """Without the rights of an administrator, to whom no folder is read-only."""
    codecs.lookup("ascii")  # Python's own files may be out of reach then
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_may_not_be_written(tmp_path, monkeypatch):
    place = Path(tempfile.mkdtemp())
    try:
        ledger = place / "台账.ydt"
        clerk.done("demo", ledger)
        form = (
            Returned(clerk.collect(ledger, out=tmp_path / "表")["招商办"])
            .fill("合同外资", 3000)
            .save(place / "表.xlsx")
        )
        ledger.chmod(0o444)
        place.chmod(0o555)
        monkeypatch.chdir(place)
        with as_nobody():
            answers = [
                run("demo", "新.ydt"),
                run("--demo"),
                run("collect", "台账.ydt", "--period", "2020Q3", "--out", "表"),
                run("export", "台账.ydt", "--period", "2020Q3", "--out", "季报.xlsx"),
                run("import", "台账.ydt", form),
            ]
            looked = [run("check", "台账.ydt"), run("import", "台账.ydt", form, "--dry-run")]
        for answer in answers:
            assert (answer.code, answer.out) == (1, "")
            in_chinese(answer.err, place, "demo")
        assert answers[0].err.startswith("没有权限读写：新.ydt。")
        assert answers[1].err.startswith(f"没有权限读写：{place}。")
        assert answers[4].err.startswith("台账只能看，不能改：台账.ydt是只读文件，或在光盘、只读盘上。")
        assert [a.code for a in looked] == [0, 0], looked
        assert sorted(p.name for p in place.iterdir()) == ["台账.ydt", "表.xlsx"]
    finally:
        place.chmod(0o755)
        shutil.rmtree(place)
