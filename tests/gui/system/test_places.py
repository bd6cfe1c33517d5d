"""Where data lies: beside a portable program, else in the documents; and nothing is written anywhere else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import resources
from db.actions.plans import create_demo
from db.disk import log
from db.disk.drives import Drive
from db.disk.error_report import NAME
from db.disk.failures import Environment
from gui.app.mistakes import Mistakes
from gui.dialogs.new_plan import NewPlanDialog
from gui.kit import ask
from gui.shell.window import MainWindow
from gui.system import places, remembered
from gui.system.places import Place, place_of
from tests import ROOT

WHY = "便携：与程序放在一起"


def plain_user():
    """The words before a command that make root one to whom permissions apply; None where there is no way."""
    if not hasattr(os, "geteuid"):
        return None
    program = shutil.which("setpriv")
    return [] if os.geteuid() else program and [program, "--bounding-set=-dac_override,-dac_read_search"]


PLAIN = plain_user()


@pytest.mark.parametrize(
    ("beside", "portable"),
    [
        ("濮院镇2020年.ydt", True),
        ("濮院镇2020年.YDT", True),
        ("便携", True),
        ("便携.txt", True),
        ("便携说明.txt", False),
        ("要点通.exe", False),
        ("ydt", False),
        (None, False),
    ],
)
def test_what_lies_beside_the_program_says_where_data_lies(tmp_path, beside, portable):
    program, documents = tmp_path / "程序", tmp_path / "文档"
    program.mkdir()
    if beside:
        (program / beside).touch()
    found = place_of(program, documents)
    assert found.folder == (program if portable else documents / "要点通")
    assert (found.why == WHY) is portable
    assert not documents.exists()  # nothing is made by looking


def test_a_folder_that_cannot_be_listed_is_not_portable(tmp_path):
    assert place_of(tmp_path / "没有", tmp_path).folder == tmp_path / "要点通"


def test_from_source_it_is_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert places.here() == Place(tmp_path)


def test_the_program_as_given_out_looks_beside_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "要点通.exe"))
    assert places.here().folder.name == "要点通"
    assert places.here().folder.parent != tmp_path
    (tmp_path / "便携").touch()
    assert places.here() == Place(tmp_path, why=WHY)


@pytest.mark.parametrize(
    ("place", "drive", "line"),
    [
        (Place(Path("D:/台账")), Drive.FIXED, f"台账放在：{Path('D:/台账')}"),
        (Place(Path("E:/"), why=WHY), Drive.FIXED, f"台账放在：{Path('E:/')}（便携：与程序放在一起）"),
        (Place(Path("E:/"), why=WHY), Drive.REMOVABLE, f"台账放在：{Path('E:/')}（便携：与程序放在一起，U盘或移动盘）"),
        (Place(Path("C:/x"), "文档/要点通"), Drive.UNKNOWN, "台账放在：文档/要点通"),
        (Place(Path("C:/x"), "文档/要点通"), Drive.NETWORK, "台账放在：文档/要点通（网络共享盘）"),
    ],
)
def test_the_line_of_the_first_window(place, drive, line):
    assert place.line(drive) == line


def test_a_proposed_folder_goes_again_unless_something_is_put_there(tmp_path):
    folder = tmp_path / "文档" / "要点通"
    (tmp_path / "文档").mkdir()
    with places.proposed(folder):
        assert folder.is_dir()
    assert not folder.exists()
    with places.proposed(folder):
        (folder / "a.ydt").touch()
    assert folder.is_dir()
    with places.proposed(folder):
        pass
    assert folder.is_dir()


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "文档").write_text("", "utf-8")
    with pytest.raises(Environment, match="这个位置不能用"):
        places.make(tmp_path / "文档" / "要点通")


def test_what_is_remembered_lies_in_the_data_folder_made_when_it_is_needed(tmp_path):
    folder = tmp_path / "文档" / "要点通"
    remembered.lie_in(folder)
    assert remembered.recent() == []
    assert not folder.exists()
    remembered.keep_text(remembered.SCREEN, "投影")
    assert [p.name for p in folder.iterdir()] == ["要点通设置.ini"]


def test_a_stick_with_another_letter_finds_its_ledgers(tmp_path):
    stick, other = tmp_path / "E", tmp_path / "F"
    (stick / "旧").mkdir(parents=True)
    remembered.lie_in(stick)
    for path in (stick / "甲.ydt", tmp_path / "本机" / "乙.ydt", stick / "旧" / "丙.ydt"):
        remembered.keep_recent(path)
    stick.rename(other)
    remembered.lie_in(other)
    assert remembered.recent() == [other / "旧" / "丙.ydt", tmp_path / "本机" / "乙.ydt", other / "甲.ydt"]


def test_a_data_folder_reached_by_a_link_holds_each_file_once(tmp_path):
    (tmp_path / "E").mkdir()
    (tmp_path / "近路").symlink_to(tmp_path / "E")
    remembered.lie_in(tmp_path / "近路")
    for path in (tmp_path / "近路" / "甲.ydt", tmp_path / "E" / "甲.ydt"):
        remembered.keep_recent(path)
    assert remembered.recent() == [tmp_path / "E" / "甲.ydt"]


def test_our_mistake_is_kept_in_the_data_folder_where_the_other_cannot_be_written(dressed, qtbot, tmp_path):
    mistakes = Mistakes(lambda: None, tmp_path / "没有了", tmp_path / "要点通")
    mistakes.take(ValueError, ValueError("甲"), None)
    qtbot.waitUntil(lambda: mistakes.dialog is not None)
    mistakes.dialog.close()
    qtbot.waitUntil(lambda: mistakes.dialog is None)
    assert "ValueError: 甲" in (tmp_path / "要点通" / NAME).read_text("utf-8")


@pytest.fixture
def starter(starting, tmp_path):
    folder = tmp_path / "文档" / "要点通"
    return starting(folder, Place(folder, "文档/要点通"))


def test_the_first_window_says_where_and_two_questions_make_a_ledger(starter, qtbot, monkeypatch):
    folder, asked = starter.folder, []
    starter.welcome()
    assert starter.window.place.text() == "台账放在：文档/要点通"
    assert starter.window.place.toolTip() == str(folder)
    qtbot.waitUntil(lambda: not starter.looks.busy)
    assert not folder.exists()

    def save(parent, title, kinds, proposed, *, over=True):
        asked.append((title, proposed.parent.is_dir()))
        return proposed

    monkeypatch.setattr(ask, "save_file", save)
    starter.window.cards[0].click()
    dialog = starter.window.findChild(NewPlanDialog)
    dialog.rows.fields["title"].show("小镇2021年工作要点")
    dialog.typed.setChecked(True)
    dialog.create_button.click()
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert asked == [("新台账放在哪里", True)]
    assert starter.window.session.path == folder / "小镇2021年工作要点.ydt"


def test_the_demo_makes_the_data_folder(starter, qtbot):
    starter.demo()
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert starter.window.session.path.is_relative_to(starter.folder)


def test_where_nothing_can_be_written_the_demo_goes_elsewhere(starter, qtbot, monkeypatch, tmp_path):
    (tmp_path / "文档").write_text("", "utf-8")
    starter.welcome()
    starter.window.cards[2].click()
    qtbot.waitUntil(lambda: starter.window.strip.text != "")
    assert starter.window.strip.text.startswith("这个位置不能用：")
    (tmp_path / "桌面").mkdir()
    monkeypatch.setattr(ask, "folder", lambda *_: tmp_path / "桌面")
    starter.window.strip.buttons[0].click()
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert starter.window.session.path.is_relative_to(tmp_path / "桌面")


def frozen(base, program, file=None, *, clerk=False):
    """The program as it is given out, run from source by somebody whose home is in the folder `base`."""
    said = run_as_user(
        base,
        "-m",
        f"{__package__}.given_out",
        str(program),
        *([str(file)] if file else []),
        before=PLAIN if clerk else [],
    )
    return [line.split("|") for line in said.splitlines()]


def run_as_user(base, *words, before=()):
    """Python run by somebody whose home is in the folder `base`; returns what it said."""
    (base / "run").mkdir(mode=0o700, exist_ok=True)
    places_of_user = {"HOME": str(base / "home"), "XDG_RUNTIME_DIR": str(base / "run")}
    done = subprocess.run(
        [*before, sys.executable, "-B", *words],
        cwd=ROOT, env={**{k: v for k, v in os.environ.items() if not k.startswith("XDG_")}, **places_of_user},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(base):
    """All files there, but the font cache, which is the system's own."""
    found = (p.relative_to(base) for p in base.rglob("*") if p.is_file())
    return {p.as_posix() for p in found if ".cache" not in p.parts}


@pytest.mark.parametrize("portable", [True, False])
def test_the_program_as_given_out_writes_into_its_data_folder_alone(tmp_path, portable):
    for name in ("home/Documents", "E"):
        (tmp_path / name).mkdir(parents=True)
    if portable:
        (tmp_path / "E" / "便携.txt").touch()
    before = files(tmp_path)
    (opened,) = frozen(tmp_path, tmp_path / "E" / "要点通.exe")
    folder = "E" if portable else "home/Documents/要点通"
    assert opened[1] == str(tmp_path / folder / "要点通演示" / "濮院镇2020年工作要点.ydt")
    written = files(tmp_path) - before
    assert {n for n in written if "/要点通演示/" not in n} == {f"{folder}/要点通设置.ini", f"{folder}/{log.NAME}"}
    assert not [name for name in written if not name.startswith(f"{folder}/")]
    told = (tmp_path / folder / log.NAME).read_text("utf-8")
    words = [line.split()[2] for line in told.splitlines()]
    assert words[0] == "launched"
    assert words[-4:] == ["opened", "loaded", "closed", "ended"]
    assert f"launched {resources.version()} " in told
    assert told.isascii()


def test_a_file_opened_by_name_is_remembered_in_the_data_folder(tmp_path):
    for name in ("home/Documents", "E", "桌面"):
        (tmp_path / name).mkdir(parents=True)
    path = tmp_path / "桌面" / "台账.ydt"
    create_demo(path)
    frozen(tmp_path, tmp_path / "E" / "要点通.exe", path)
    written = files(tmp_path)
    ours = {n for n in written if not re.match(r"桌面/台账(\.ydt$|-备份/)", n)}
    assert ours == {f"home/Documents/要点通/{name}" for name in ("要点通设置.ini", log.NAME)}


@pytest.mark.parametrize("others", [False, True])
def test_a_file_dialog_leaves_no_trace_of_the_folders_visited(tmp_path, others):
    kept = tmp_path / "home" / ".config" / "QtProject.conf"
    kept.parent.mkdir(parents=True)
    if others:
        kept.write_text("[FileDialog]\nlastVisited=file:///别处\n", "utf-8")
    run_as_user(tmp_path, "-m", f"{__package__}.asking")
    assert kept.exists() is others
    text = kept.read_text("utf-8") if kept.exists() else ""
    assert ("FileDialog" in text) is others  # what other programs of the kind keep there is left


@pytest.mark.skipif(PLAIN is None, reason="somebody who may not do everything is needed")
def test_a_stick_that_may_not_be_written_still_works_for_looking(tmp_path):
    stick = tmp_path / "E"
    stick.mkdir()
    create_demo(path := stick / "台账.ydt")
    stick.chmod(0o555)
    before = files(tmp_path)
    (opened,) = frozen(tmp_path, stick / "要点通.exe", path, clerk=True)
    assert opened[:2] == ["open", str(path)]
    assert opened[2].startswith("台账只能看，不能改")
    said = frozen(tmp_path, stick / "要点通.exe", clerk=True)
    stick.chmod(0o755)
    assert said[0] == ["welcome", f"台账放在：{stick}（便携：与程序放在一起）"]
    assert said[1][0] == "said"
    assert said[1][1].startswith("没有权限读写：")
    assert files(tmp_path) == before
