"""The table of commands: every row works or says why not, no key stands twice, and help and menus are the table's."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMenu

import resources
from db.disk import log
from gui.dialogs.help import EVERYWHERE
from gui.kit import ask
from gui.kit.commands import MAIN_MENU, Command, Commands, Offered, key_lines, printed
from gui.meeting.projection import Projection
from gui.session.page import Page
from gui.shell.pages import PAGES
from gui.shell.window import MainWindow

OPENERS = ("menu", "incoming", "period")
NAMES = (  # of all commands of the window, for one test each; those of pages are tested with their pages
    "overview", "entry", "charts", "search", "undo", "redo", "period.before", "period.next", "project",
    "project.first", "plan.new", "ledger.open", "ledger.recent", "plan.other", "plan.delete", "plan.file",
    "plan.breakdown", "forms.collect", "forms.returned", "plan.past", "report.export", "backup", "directory",
    "settings", "history", "backups", "part.next", "part.before", "menu", "incoming", "period", "start", "layout",
    "help", "log", "about",
)  # fmt: skip


@pytest.fixture
def window(session, qtbot, settled):
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=lambda shown: [p.close() for p in shown.findChildren(Projection)])
    made.resize(1366, 698)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    settled()


@pytest.fixture
def whole(window):
    """The window with every page made, where all its commands are wanted at once."""
    for page in PAGES:
        window.pages.of(page.name)
    return window


@pytest.fixture
def heard(window, monkeypatch, tmp_path):
    """What a command did that can be seen from outside: asked, opened, said, signalled, shown."""
    done = []
    log.keep(tmp_path)
    log.launched("0.0.0", "debian-12", (1366, 698), 1.0)

    def asked(*_, **__):
        done.append("asked")

    def opened(dialog):
        done.append(type(dialog).__name__)
        dialog.done(QDialog.DialogCode.Rejected)

    for name in ("open_file", "folder", "save_file"):
        monkeypatch.setattr(ask, name, asked)
    monkeypatch.setattr(ask, "open_files", lambda *_: done.append("asked") or [])
    monkeypatch.setattr(ask, "choose", lambda *_, **__: done.append("asked") or 1)
    monkeypatch.setattr(QDialog, "exec", opened)
    monkeypatch.setattr(QDialog, "open", opened)
    window.start_wanted.connect(lambda: done.append("start"))
    yield done
    log.stop()


def seen(window):
    """All of the window that a command could change."""
    bar = window.toolbar
    return (
        window.current_page(),
        window.focusWidget(),
        window.session.period,
        window.session.undo_step,
        window.session.redo_step,
        window.statusbar.text,
        window.strip.text,
        window.isMaximized(),
        len([w for w in window.findChildren(QDialog) if w.isVisible()]),
        len(window.findChildren(Projection)),
        bar.search.hasFocus(),
    )


def test_the_log_is_copied_for_the_maintainer(window, heard):
    window.commands["log"].call()
    assert QApplication.clipboard().text() == log.text() != ""
    assert "交给软件的维护者；里面没有数据和名字" in window.statusbar.text


def test_where_no_log_is_kept_none_is_copied(window):
    assert window.commands["log"].why_not() == "还没有运行记录"


def test_the_names_tested_are_those_of_the_table(whole):
    of_pages = [row.name for page in whole.pages.made for row in page.commands()]
    assert [row.name for row in whole.commands] == [*NAMES, *of_pages]


@pytest.mark.parametrize("name", [n for n in NAMES if n not in OPENERS])
def test_every_command_does_something_or_says_why_not(window, heard, settled, name):
    command = window.commands[name]
    if name in {"overview", "part.before"}:
        window.show_page("charts")
    why_not = command.why_not()
    before = seen(window)
    if command.lines is not None:
        assert why_not or command.lines()
    elif why_not:
        assert name in {"undo", "redo"}  # nothing was done in this file yet
    else:
        command.call()
        settled()
        assert heard or seen(window) != before


@pytest.mark.parametrize("name", OPENERS)
def test_an_opener_opens_its_menu(window, qtbot, name):
    opened = []

    def look():
        menu = QApplication.activePopupWidget()
        opened.append(menu)
        menu.hide()

    QTimer.singleShot(200, look)  # an open menu has its own loop
    window.commands[name].call()
    qtbot.waitUntil(lambda: bool(opened))
    assert isinstance(opened[0], QMenu)


def test_no_key_stands_twice(whole):
    keys = [key for row in whole.commands for key in row.keys]
    assert [key for key, often in Counter(keys).items() if often > 1] == []
    for key in keys:
        assert QKeySequence(key).toString() == key  # written as Qt knows it


def test_the_window_listens_to_every_key_once(whole):
    heard = Counter(action.shortcut().toString() for action in whole.actions())
    for button in (whole.toolbar.menu_button, whole.toolbar.import_button, whole.toolbar.period.button):
        heard[button.shortcut().toString()] += 1
    of_pages = {row.name for page in whole.pages.made for row in page.commands()}
    wanted = [key for row in whole.commands if row.name not in of_pages for key in row.keys]
    assert heard == Counter(wanted)


def test_a_key_that_a_page_types_is_left_to_it(whole):
    for row in PAGES:
        whole.show_page(row.name)
        own = whole.current_page().own_keys
        off = {action.shortcut().toString() for action in whole.actions() if not action.isEnabled()}
        assert off == own


def test_the_menus_are_the_table(whole):
    bar, commands = whole.toolbar, whole.commands
    for button, places in ((bar.menu_button, MAIN_MENU), (bar.import_button, [Offered.INCOMING])):
        menu = button.menu()
        menu.refresh()
        rows = [row for group in commands.groups(places) for row in group]
        actions = [action for action in menu.actions() if not action.isSeparator()]
        assert [action.text() for action in actions] == [row.words for row in rows]
        for action, row in zip(actions, rows, strict=True):
            assert action.isEnabled() is (row.why_not() == "")
            assert row.why_not() in {"", action.toolTip()}


def test_what_cannot_be_done_says_why_in_the_menu(whole, session, settled, monkeypatch):
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    whole.commands["plan.delete"].call()
    settled()
    menu = whole.toolbar.menu_button.menu()
    menu.refresh()
    (delete,) = (action for action in menu.actions() if action.text() == "删除本计划…")
    assert not delete.isEnabled()
    assert delete.toolTip() == "台账里还没有计划"


def test_the_help_has_the_keys_of_the_table(whole):
    assert "keys" in EVERYWHERE
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", resources.read_text("help", "keys.md"), re.MULTILINE)
    assert rows[0] == ("键", "做什么")
    of_pages = {row.name for page in whole.pages.made for row in page.commands()}
    assert rows[1:] == key_lines(row for row in whole.commands if row.name not in of_pages)


def test_the_help_of_a_page_has_the_keys_of_its_commands(whole):
    for page in whole.pages.made:
        said = resources.read_text("help", f"{page.help_name}.md")
        for row in page.commands():
            for key in row.keys:
                assert printed(key) in said


def test_a_command_of_a_page_is_its_button_too(whole):
    table = whole.commands["charts.table"]
    button = whole.charts.bar.table
    assert button.toolTip() == table.tooltip
    table.call()
    assert button.isChecked()
    table.call()
    assert not button.isChecked()


def test_a_key_named_in_words_is_the_commands_own(whole):
    for row in whole.commands:
        for key in re.findall(r"(?:Ctrl|Alt|Shift)\+\w+|F\d+", f"{row.words}{row.tip}"):
            assert key in row.keys


def test_a_name_stands_once():
    rows = [Command("a", "甲", print), Command("a", "乙", print)]
    with pytest.raises(ValueError, match="a"):
        Commands(rows)


def test_every_page_is_a_row_and_has_help(whole):
    for row in PAGES:
        page = whole.pages.of(row.name)
        assert isinstance(page, Page)
        assert resources.read_text("help", f"{page.help_name}.md").startswith("# ")
        assert whole.commands[row.name].words == row.words
