"""A double click on a ledger: what is written, that just that goes again, and that it is asked before."""

from pathlib import PureWindowsPath

import pytest

from gui.kit import ask
from gui.shell import double_click
from gui.shell.window import MainWindow
from gui.system import association
from gui.system.association import State, state, switch_off, switch_on

CLASSES = r"Software\Classes"
KIND = rf"{CLASSES}\Yaodian.Ledger"
EXE = PureWindowsPath(r"D:\办公 软件\要点通.exe")
OTHER = PureWindowsPath(r"E:\要点通.exe")
CHOICE = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.ydt\UserChoice"


class Fake:
    """The user's registry as a dictionary: key -> its texts; keys above a key exist, too."""

    def __init__(self):
        self.keys = {CLASSES: {}}
        self.told = 0
        self.locked = False

    def read(self, key, name):
        return self.keys.get(key, {}).get(name, "")

    def write(self, key, name, text):
        if self.locked:
            raise PermissionError(13, "拒绝访问")
        parts = key.split("\\")
        for i in range(1, len(parts) + 1):
            self.keys.setdefault("\\".join(parts[:i]), {})
        self.keys[key][name] = text

    def remove(self, key, name):
        self.keys.get(key, {}).pop(name, None)

    def remove_empty(self, key):
        if not self.keys.get(key, True) and not any(k.startswith(key + "\\") for k in self.keys):
            del self.keys[key]

    def tell(self):
        self.told += 1

    @property
    def ours(self):
        return {key: texts for key, texts in self.keys.items() if key.startswith(CLASSES + "\\") and texts}


@pytest.fixture
def registry():
    return Fake()


def test_what_is_written(registry):
    switch_on(registry, EXE)
    assert registry.ours == {
        rf"{CLASSES}\.ydt": {"": "Yaodian.Ledger"},
        KIND: {"": "要点通台账"},
        rf"{KIND}\DefaultIcon": {"": rf'"{EXE}",0'},
        rf"{KIND}\shell\open\command": {"": rf'"{EXE}" "%1"'},
    }
    assert registry.told == 1


def test_exactly_what_was_written_goes_again(registry):
    switch_on(registry, EXE)
    switch_off(registry)
    assert set(registry.keys) == {CLASSES, "Software"}
    assert registry.told == 2
    switch_off(registry)  # nothing there: nothing happens
    assert set(registry.keys) == {CLASSES, "Software"}


def test_what_others_wrote_stays_and_comes_back(registry):
    registry.write(rf"{CLASSES}\.ydt", "", "别的.程序")
    registry.write(rf"{CLASSES}\.ydt", "PerceivedType", "document")
    registry.write(rf"{KIND}\shell\print\command", "", "打印")
    before = registry.ours
    before = {key: dict(texts) for key, texts in before.items()}
    switch_on(registry, EXE)
    switch_on(registry, EXE)
    assert state(registry, EXE) == (State.HERE, str(EXE))
    switch_off(registry)
    assert registry.ours == before


def test_an_ending_that_somebody_took_since_is_left_to_him(registry):
    switch_on(registry, EXE)
    registry.write(rf"{CLASSES}\.ydt", "", "别的.程序")
    assert state(registry, EXE) == (State.NOTHING, "")
    switch_off(registry)
    assert registry.ours == {rf"{CLASSES}\.ydt": {"": "别的.程序"}}


def test_what_a_double_click_does(registry):
    assert state(registry, EXE) == (State.NOTHING, "")
    switch_on(registry, EXE)
    assert state(registry, EXE) == (State.HERE, str(EXE))
    assert state(registry, OTHER) == (State.ELSEWHERE, str(EXE))
    switch_on(registry, OTHER)
    assert state(registry, EXE) == (State.ELSEWHERE, str(OTHER))
    registry.write(CHOICE, "ProgId", r"Applications\notepad.exe")
    assert state(registry, OTHER) == (State.CHOSEN, r"Applications\notepad.exe")


@pytest.fixture
def window(session, qtbot, settled):
    made = MainWindow(session)
    qtbot.addWidget(made)
    yield made
    settled()


@pytest.fixture
def answer(monkeypatch):
    """Answers the question with the button of a name; keeps what was asked."""
    asked = []

    def give(name):
        def choose(_, text, buttons, *, safe=-1):
            asked.append((text, list(buttons)))
            return buttons.index(name)

        monkeypatch.setattr(ask, "choose", choose)
        return asked

    return give


def test_nothing_is_written_without_asking(window, registry, answer):
    asked = answer(double_click.NO)
    double_click.ask_about(window, window, registry, EXE)
    assert registry.ours == {}
    text, buttons = asked[0]
    assert "不会打开要点通" in text
    assert "当前用户设置" in text
    assert buttons == ["双击就打开", "不改"]


def test_on_and_off_again(window, registry, answer):
    answer(double_click.ON)
    double_click.ask_about(window, window, registry, EXE)
    assert state(registry, EXE)[0] is State.HERE
    assert window.statusbar.text == "以后双击 .ydt 台账，就用这里的要点通打开。"
    asked = answer(double_click.OFF)
    double_click.ask_about(window, window, registry, EXE)
    assert "就用这里的要点通打开" in asked[-1][0]
    assert registry.ours == {}
    assert window.statusbar.text == "以后双击 .ydt 台账，不再打开要点通。"


def test_a_program_that_was_moved_renews_it(window, registry, answer):
    switch_on(registry, OTHER)
    asked = answer(double_click.RENEW)
    double_click.ask_about(window, window, registry, EXE)
    assert f"是：{OTHER}（那里已经没有它了" in asked[0][0]
    assert asked[0][1] == ["改用这里的要点通", "不再双击打开", "不改"]
    assert state(registry, EXE)[0] is State.HERE


def test_what_was_chosen_in_explorer_is_explained(window, registry, answer):
    registry.write(CHOICE, "ProgId", r"Applications\notepad.exe")
    asked = answer("知道了")
    double_click.ask_about(window, window, registry, EXE)
    assert "notepad.exe" in asked[0][0]
    assert "打开方式" in asked[0][0]


def test_a_locked_registry_is_said(window, registry, answer):
    registry.locked = True
    answer(double_click.ON)
    double_click.ask_about(window, window, registry, EXE)
    assert window.strip.text.startswith("没有改成：")
    assert registry.ours == {}


def test_the_entry_is_there_only_for_the_program_as_given_out(session, qtbot, monkeypatch, settled):
    for offered in (False, True):
        monkeypatch.setattr(association, "offered", lambda offered=offered: offered)
        window = MainWindow(session)
        qtbot.addWidget(window)
        names = [a.text() for a in window.toolbar.menu_button.menu().actions()]
        assert ("双击台账就打开…" in names) is offered
    settled()
