"""The program's file was replaced by a newer one: an older ledger is backed up, upgraded, and it is said where."""

import shutil
from pathlib import Path

import pytest

from db.disk.drives import Drive, drive_notice
from db.ledger import access, store
from db.ledger.backups import backups_of
from db.ledger.store import Store
from gui.app.welcome import Welcome
from gui.shell.window import MainWindow
from tests.db.ledger.newer import next_version


@pytest.fixture
def older(demo_made, tmp_path):
    return Path(shutil.copy(demo_made, tmp_path / "台账.ydt"))


def test_the_upgrade_is_said_once_with_its_backup(starter, older, qtbot):
    whole = older.read_bytes()
    with next_version():
        starter.open(older)
        qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
        window = starter.window
        (backup,) = [b for b in backups_of(older) if b.reason == "升级前"]
        assert window.strip.text == f"台账已升级到新版格式，升级前的备份在：{backup.path}。"
        assert not window.session.read_only
        assert len(window.session.ledger.targets) == 54
        starter.welcome()
        starter.open(older)
        qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
        assert starter.window.strip.text == ""
    old = shutil.copy(backup.path, older.with_name("旧.ydt"))
    with Store.open(old) as store:  # the earlier program opens its backup
        assert store.notice == ""
    assert older.read_bytes() != whole


def test_an_earlier_program_leaves_a_newer_ledger_alone(starter, older, qtbot):
    with next_version(), Store.open(older):
        pass
    whole = older.read_bytes()
    starter.open(older)
    qtbot.waitUntil(lambda: isinstance(starter.window, Welcome) and starter.window.strip.text != "")
    assert starter.window.strip.text.startswith("这个台账是新版软件做的，本机版本打不开")
    assert older.read_bytes() == whole


def test_on_a_stick_both_are_said_and_the_status_bar_names_the_drive(starter, older, qtbot, monkeypatch):
    monkeypatch.setattr(store, "drive_of", lambda _: Drive.REMOVABLE)
    with next_version():
        starter.open(older)
        qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    text = starter.window.strip.text
    assert text.startswith("台账已升级到新版格式")
    assert text.endswith(str(drive_notice(Drive.REMOVABLE)))
    assert starter.window.statusbar.file.text() == "台账：台账.ydt（U盘或移动盘）"


def test_on_a_share_the_window_says_that_it_may_only_be_looked_at(starter, demo_made, tmp_path, qtbot, monkeypatch):
    for module in (store, access):
        monkeypatch.setattr(module, "drive_of", lambda _: Drive.NETWORK)
    starter.open(Path(shutil.copy(demo_made, tmp_path / "共享.ydt")))
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert starter.window.strip.text == f"只读打开：{drive_notice(Drive.NETWORK)}"
    assert starter.window.statusbar.file.text() == "台账：共享.ydt（网络共享盘）"
