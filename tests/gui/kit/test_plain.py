"""Text from outside where Qt reads signs into it: keys in buttons, marks in the titles of windows."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.intake.table.breakdown import BreakdownDialog
from gui.kit.ask import ask_text, choose, pick  # the questions themselves: a test's own answers stand in there later
from gui.kit.plain import PlainLabel
from gui.plan.target_dialog import TargetDialog
from gui.shell.window import MainWindow


def test_a_files_name_on_a_button_keeps_its_and_sign(dressed, qtbot):
    """What was seen: 另建一本：A&B.ydt read 另建一本：AB.ydt."""
    over, shown = QWidget(), []
    qtbot.addWidget(over)
    over.show()

    def press():
        box = QApplication.activeModalWidget()
        shown.extend((button.text(), button.shortcut().toString()) for button in box.buttons())
        next(button for button in box.buttons() if "另建" in button.text()).click()

    QTimer.singleShot(0, press)
    assert choose(over, "已经在那里了", ["打开", "另建一本：A&B.ydt"]) == 1
    assert ("另建一本：A&&B.ydt", "") in shown


@pytest.mark.parametrize(
    "ask_with", [ask_text, lambda over, text: pick(over, text, ["招商办"])], ids=["text", "choice"]
)
def test_a_name_in_a_question_keeps_its_and_sign(dressed, qtbot, ask_with):
    """What was seen: 把“A&B公司”并入哪个单位 read 把“AB公司”并入哪个单位, and Alt+B went to the field."""
    over, shown = QWidget(), []
    qtbot.addWidget(over)
    over.show()

    def look():
        box = QApplication.activeModalWidget()
        asked = box.findChild(QLabel)
        plain = PlainLabel("把“A&B公司”并入哪个单位", box)  # of no field, so that Qt reads no key into it
        plain.setWordWrap(True)
        plain.resize(asked.size())
        shown.extend((asked.grab().toImage(), plain.grab().toImage()))
        box.reject()

    QTimer.singleShot(0, look)
    assert ask_with(over, "把“A&B公司”并入哪个单位") is None
    assert shown[0] == shown[1]


NAME = "第[*]批<b>&重点项目"


@pytest.fixture
def named(session, do):
    """The ledger with signs in the names of its plan and of its first target."""
    do(lambda store: store.write("改名", [replace(session.ledger.plan, title=NAME)]))
    do(lambda store: store.write("改名", [replace(session.ledger.targets[0], name=NAME)]))
    return session


def title_of(shown, qtbot):
    with qtbot.waitExposed(shown):
        shown.show()
    return shown.windowHandle().title()


def test_the_windows_title_shows_every_sign(named, qtbot):
    """What was seen: a plan called 第[*]批重点项目 stood as 第批重点项目 over its window."""
    window = MainWindow(named)
    qtbot.addWidget(window)
    assert NAME in title_of(window, qtbot)


@pytest.mark.parametrize(
    "make",
    [
        lambda over, session: TargetDialog(over, session, session.ledger.targets[0]),
        BreakdownDialog,
    ],
    ids=["form", "table"],
)
def test_a_dialogs_title_shows_every_sign(named, qtbot, make):
    over = QWidget()
    qtbot.addWidget(over)
    assert NAME in title_of(make(over, named), qtbot)
