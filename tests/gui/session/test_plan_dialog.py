"""A dialog about a plan goes when another plan comes up; a question over it is answered first."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from shiboken6 import isValid

from db.actions.plans import add_plan
from gui.kit import ask
from gui.plan.target_dialog import TargetDialog

NEXT_YEAR = {"title": "濮院镇2021年工作要点", "year": "2021", "issuer": "濮院镇", "number": "", "date": ""}


def test_a_question_over_a_form_whose_plan_goes_is_answered_by_esc_first(session, settled, qtbot, monkeypatch):
    old = session.ledger.plan.id
    session.act(lambda store: add_plan(store, NEXT_YEAR))
    settled()
    other = next(plan.id for plan in session.plans if plan.id != old)
    session.set_plan(old)
    settled()
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
