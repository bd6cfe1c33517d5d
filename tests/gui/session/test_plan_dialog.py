"""A dialog about a plan goes when another plan comes up; a question over it is answered first."""

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from db.actions.plans import add_plan
from gui.dialogs.backups import BackupsDialog, of_session
from gui.dialogs.directory import DirectoryDialog
from gui.dialogs.directory_forms import UNITS, DirectoryForm, NamesForm
from gui.dialogs.settings import SettingsDialog
from gui.intake.table.breakdown import BreakdownDialog
from gui.intake.table.past import PastDialog
from gui.kit import ask
from gui.plan.heading_dialog import HeadingDialog
from gui.plan.target_dialog import TargetDialog
from gui.plan.version_dialog import VersionDialog

NEXT_YEAR = {"title": "濮院镇2021年工作要点", "year": "2021", "issuer": "濮院镇", "number": "", "date": ""}


@pytest.fixture
def other(session, settled):
    """Another plan of the ledger, beside the one that is shown."""
    old = session.ledger.plan.id
    session.act(lambda store: add_plan(store, NEXT_YEAR))
    settled()
    other = next(plan.id for plan in session.plans if plan.id != old)
    session.set_plan(old)
    settled()
    return other


def test_a_question_over_a_form_whose_plan_goes_is_answered_by_esc_first(session, other, qtbot, monkeypatch):
    dialog = TargetDialog(None, session, session.ledger.targets[0])
    session.let_go(dialog)

    def choose(parent, *_, **__):
        box = QMessageBox(parent)
        QTimer.singleShot(0, lambda: session.set_plan(other))
        box.exec()
        box.deleteLater()
        return 1

    monkeypatch.setattr(ask, "choose", choose)
    dialog.open()
    dialog.rows.fields["name"].line.setText("新名字")
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert session.ledger.plan.id == other


@pytest.fixture
def turned(session, settled, other):
    """Turns to another plan, as an undo on its way does."""

    def turn():
        session.set_plan(other)
        settled()
        assert session.ledger.plan.id == other

    return turn


ABOUT_THE_PLAN = {
    "target": lambda s: TargetDialog(None, s, s.ledger.targets[0]),
    "change": lambda s: VersionDialog(None, s, s.ledger.targets[0]),
    "heading": lambda s: HeadingDialog(None, s, heading=s.ledger.headings[0]),
    "breakdown": lambda s: BreakdownDialog(None, s),
    "last year": lambda s: PastDialog(None, s),
}
ABOUT_THE_LEDGER = {
    "settings": lambda s: SettingsDialog(None, s),
    "names": lambda s: NamesForm(None, s, UNITS, "数字办"),
    "unit": lambda s: DirectoryForm(None, s, next(iter(s.ledger.units.values())), "", []),
    "directory": lambda s: DirectoryDialog(None, s),
    "backups": lambda s: BackupsDialog(None, of_session(s)),
}


@pytest.mark.parametrize(
    ("make", "stays"),
    [(make, False) for make in ABOUT_THE_PLAN.values()] + [(make, True) for make in ABOUT_THE_LEDGER.values()],
    ids=[*ABOUT_THE_PLAN, *ABOUT_THE_LEDGER],
)
def test_only_what_is_about_the_plan_goes_with_it(session, settled, qtbot, turned, make, stays):
    """What was seen: 设置 and the names to be added were gone when another plan came up."""
    dialog = make(session)
    qtbot.addWidget(dialog)
    dialog.show()
    settled()
    turned()
    assert dialog.isVisible() is stays
    if stays:
        dialog.accept()
    settled()


def test_a_dialog_that_was_deleted_hears_of_no_plan(session, settled, turned):
    for make in (*ABOUT_THE_PLAN.values(), *ABOUT_THE_LEDGER.values()):
        dialog = make(session)
        session.let_go(dialog)
        dialog.open()
        settled()
        dialog.done(0)
        QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
        assert not isValid(dialog)
    turned()
