"""The windowed executable has no console: what a command says there is found in a file."""

import subprocess
import sys

import pytest

from db.console import speech
from tests import ROOT

WINDOWED = (
    "import sys; sys.stdout = sys.stderr = None; sys.path.insert(0, {!r}); import main; sys.exit(main.main({!r}))"
)


def windowed(*words, cwd):
    """A command as the windowed executable runs it."""
    return subprocess.run([sys.executable, "-c", WINDOWED.format(str(ROOT), list(words))], cwd=cwd, check=False)


def test_a_command_without_a_console_leaves_its_sentences_and_its_code(tmp_path):
    assert windowed("demo", "台账.ydt", cwd=tmp_path).returncode == 0
    assert windowed("export", "台账.ydt", "--period", "2020Q9", "--out", "x.xlsx", cwd=tmp_path).returncode == 2
    first, second = (tmp_path / speech.NAME).read_text(encoding="utf-8-sig").split("==== ")[1:]
    assert "demo 台账.ydt" in first
    assert "已新建" in first
    assert "返回值 0" in first
    assert "--help" in second
    assert "返回值 2" in second


def test_where_the_ledger_cannot_be_beside_it_the_sentences_are_where_the_command_was_started(tmp_path):
    assert windowed("check", "没有的文件夹/台账.ydt", cwd=tmp_path).returncode == 1
    assert "没有的文件夹" in (tmp_path / speech.NAME).read_text(encoding="utf-8-sig")


def test_nothing_said_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert speech.heard(lambda: 7, ["x"]) == 7
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_one_sentence_and_nothing_after_it(tmp_path):
    """An archive that openpyxl left open said its own words when it was collected."""
    assert windowed("demo", "台账.ydt", cwd=tmp_path).returncode == 0
    limits = pytest.importorskip("resource")
    export = ["export", "台账.ydt", "--period", "2020Q3", "--out", "季报.xlsx"]
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *export],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: limits.setrlimit(limits.RLIMIT_FSIZE, (6000, 6000)),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "季报没有写成：磁盘已满。请清出空间后再试一次，或换一个位置。\n"
    assert not list(tmp_path.glob("*.xlsx")) + list(tmp_path.glob(".*part"))


def test_a_reader_that_goes_is_no_error_of_ours(tmp_path):
    """As `| head` does: nothing is said of it, and no report is written."""
    (tmp_path / "表.csv").write_text("指标,目标值\n" + "企业,18家\n" * 2000, encoding="utf-8")
    line = [sys.executable, str(ROOT / "main.py"), "parse", "表.csv"]
    with subprocess.Popen(line, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as parsing:
        parsing.stdout.close()
        assert (parsing.stderr.read(), parsing.wait()) == (b"", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["表.csv"]
