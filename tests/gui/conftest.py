"""A demo ledger open in the window's own way: through a worker that ends with the test."""

import gc
import shutil

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.actions.plans import create_demo
from gui.app.start import Starter
from gui.entry.page import EntryPage
from gui.kit import ask, theme
from gui.session import garbage
from gui.session.session import Session
from gui.session.worker import Worker
from gui.system.clipboard import leave_behind
from tests.gui.entry.desk import write

PATIENCE = 60_000  # milliseconds after which a wait has failed: what comes is asserted, never how soon


class PatientBot(QtBot):
    """Waits as long as a busy machine may need."""

    def waitUntil(self, callback):  # noqa: N802
        super().waitUntil(callback, timeout=PATIENCE)

    def waitSignal(self, signal, *, timeout=PATIENCE, raising=True):  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, raising=raising)

    def waitExposed(self, widget):  # noqa: N802
        return super().waitExposed(widget, timeout=PATIENCE)


@pytest.fixture
def qtbot(qapp, request):
    return PatientBot(request)


@pytest.fixture(scope="session", autouse=True)
def no_questions():
    """A question that no test expects fails it, where an open dialog would wait for ever."""

    def unexpected(*arguments, **_):
        raise AssertionError(f"an unexpected question: {arguments[1:]}")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("choose", "ask_text", "pick", "open_file", "open_files", "save_file", "folder"):
            patch.setattr(ask, name, unexpected)
        yield


@pytest.fixture(autouse=True)
def nothing_remembered(tmp_path):
    """No test reads or writes what this computer's user has the program remember."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "remembered"))


@pytest.fixture(autouse=True)
def searching(monkeypatch):
    """Garbage is looked for by this thread alone, as in the program; not in all that lives with every ledger opened."""
    for name in (garbage.set_aside.__name__, garbage.take_back.__name__):
        monkeypatch.setattr(f"{Session.__module__}.{name}", lambda: None)
    gc.disable()
    yield
    gc.enable()
    garbage.look()


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.ydt"
    create_demo(path)
    return path


@pytest.fixture(scope="session")
def dressed(qapp):
    """The application with the program's own style, fonts and colours."""
    theme.dress(qapp)
    yield qapp
    leave_behind()


@pytest.fixture
def worker(dressed):
    made = Worker()
    yield made
    made.stop()


@pytest.fixture
def starting(dressed, qtbot):
    """Makes starters, as `Starter` is made; each ends with the test, window, looks and worker."""
    starters = []

    def start(*arguments):
        starters.append(Starter(dressed, *arguments))
        return starters[-1]

    yield start
    for made in starters:
        qtbot.waitUntil(lambda s=made: not s.looks.busy)
        if made.window is not None:
            made.window.close()
            made.window.deleteLater()
        qtbot.waitUntil(lambda s=made: not s.worker.busy)
        made.worker.stop()


@pytest.fixture
def starter(starting, tmp_path):
    """A starter whose folder is the test's; no window is there yet."""
    return starting(tmp_path)


@pytest.fixture
def opened(qtbot, worker):
    """Opens a plan file and waits for its session; closes each at the end."""
    sessions = []

    def open_file(path):
        found, failed = [], []
        Session.open(path, worker, found.append, failed.append)
        qtbot.waitUntil(lambda: bool(found or failed))
        assert not failed, failed
        sessions.extend(found)
        return found[0]

    yield open_file
    for session in sessions:
        session.close()
    qtbot.waitUntil(lambda: not worker.busy)


@pytest.fixture
def session(opened, demo_made, tmp_path):
    """The demo ledger, open for writing."""
    return opened(shutil.copy(demo_made, tmp_path / "demo.ydt"))


@pytest.fixture
def settled(qtbot, worker):
    """Waits until everything that was asked of the file is done and answered."""
    return lambda: qtbot.waitUntil(lambda: not worker.busy)


@pytest.fixture
def at_rest(qtbot, worker, session):
    """Waits until also what is done while nothing else happens is done; the search is then ready.

    It is queued by itself, at any moment, so that before this a busy worker says nothing of who asked it.
    """
    return lambda: qtbot.waitUntil(lambda: not session.judging and not worker.busy)


@pytest.fixture
def store(session, settled):
    """The open file itself, for what only a disk does to it."""
    found = []
    session.ask(lambda store: store, found.append)
    settled()
    return found[0]


@pytest.fixture
def entry_page(session, qtbot):
    """The page of 填报 in a window of its own, the cursor in the grid."""
    made = EntryPage(session)
    qtbot.addWidget(made)
    made.fit(1366)
    made.resize(1366, 620)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.view.setFocus()
    return made


@pytest.fixture
def keys(entry_page):
    """Type keys into whatever has the focus of the page: the grid, an open editor or the form."""

    def press(*typed, held=Qt.KeyboardModifier.NoModifier):
        for key in typed:
            widget = entry_page.focusWidget() or entry_page.view
            if isinstance(key, str):
                write(widget, key)
            else:
                QTest.keyClick(widget, key, held)

    return press


@pytest.fixture
def do(session, settled):
    """One action of the store, written."""

    def done(action):
        failed = []
        session.act(action, failed=failed.append)
        settled()
        assert not failed, failed

    return done


@pytest.fixture
def reasons(monkeypatch):
    """The questions for a reason; `answers` are given one after the other, then none."""
    questions, answers = [], []

    def answer(_, question, *__):
        questions.append(question)
        return answers.pop(0) if answers else None

    monkeypatch.setattr(ask, "ask_text", answer)
    return questions, answers
