"""A ledger, its returned forms, and the preview of them over a window."""

import shutil

import pytest
from PySide6.QtWidgets import QWidget

from gui.intake.returned.dialog import ImportDialog
from gui.kit import ask
from gui.shell.statusbar import StatusBar
from tests.gui.intake.returned import files as returned_files
from tests.gui.intake.returned.preview import Q3


@pytest.fixture(scope="session")
def file_made(tmp_path_factory):
    return returned_files.ledger(tmp_path_factory.mktemp("returned"))


@pytest.fixture(scope="session")
def forms_made(file_made, tmp_path_factory):
    return returned_files.usual(file_made, tmp_path_factory.mktemp("三季度表"))


@pytest.fixture
def file(file_made, tmp_path):
    return shutil.copy(file_made, tmp_path / file_made.name)


@pytest.fixture
def forms(forms_made, tmp_path):
    folder = tmp_path / "三季度表"
    folder.mkdir()
    return [shutil.copy(made, folder / made.name) for made in forms_made]


@pytest.fixture
def session(opened, file):
    made = opened(file)
    made.set_period(Q3)
    return made


@pytest.fixture
def over(qtbot):
    """The window that the dialog lies over."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def show(qtbot, session, over):
    def opened_with(paths, size=(1366, 698)):
        dialog = ImportDialog(over, session, paths, StatusBar(session))
        dialog.resize(*size)
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.waitUntil(lambda: not dialog.reading)
        return dialog

    return opened_with


@pytest.fixture
def answers(monkeypatch):
    """What is answered to questions for a reason, and what was asked."""
    given, asked = [], []

    def answer(_parent, question, _text=""):
        asked.append(question)
        return given.pop(0)

    monkeypatch.setattr(ask, "ask_text", answer)
    return given, asked
