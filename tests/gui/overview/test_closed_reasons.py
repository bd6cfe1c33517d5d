"""Changes of a target where periods are closed: what alters them is named, and made only with a reason in words."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QDialog

from db.actions.periods import close_period
from gui.kit import ask
from gui.plan.deleting import delete
from gui.plan.target_dialog import TargetDialog, fresh_target
from gui.plan.version_dialog import VersionDialog
from models.plan.period import Period
from tests.gui.overview.looking import target

NAME = "合同外资"
HALF = Period.parse("2020Q2")


@pytest.fixture
def halfway(session, settled):
    """The demo with half its year closed, the third quarter in view."""
    session.act(lambda store: close_period(store, session.ledger.plan.id, HALF))
    settled()
    return session


def test_a_change_is_in_force_from_the_day_after_the_last_closed_period(page, halfway, qtbot, settled):
    dialog = VersionDialog(page, halfway, target(halfway, NAME))
    qtbot.addWidget(dialog)
    assert dialog.rows.read("since") == date(2020, 7, 1)
    for key, value in (("number", "政办1号"), ("reason", "下调"), ("value", Decimal(4000))):
        dialog.rows.fields[key].show(value)
    dialog.save()
    settled()
    assert dialog.result() == QDialog.DialogCode.Accepted  # and nothing was asked


def test_a_change_dated_into_a_closed_period_is_named_with_old_and_new(page, halfway, qtbot, settled, reasons):
    questions, answers = reasons
    dialog = VersionDialog(page, halfway, target(halfway, NAME))
    qtbot.addWidget(dialog)
    for key, value in (
        ("number", "政办1号"), ("reason", "下调"), ("value", Decimal(4000)), ("since", date(2020, 4, 1)),
    ):  # fmt: skip
        dialog.rows.fields[key].show(value)
    answers += ["5", None]
    for _ in range(2):
        dialog.save()
        settled()
        assert not dialog.result()
        assert dialog.problem.text().startswith("没有改：会改变已锁定的期间：二季度“合同外资”的目标")
    assert "→4000万美元" in questions[0]
    assert not halfway.ledger.versions_of(target(halfway, NAME))
    answers.append("补登旧文件")
    dialog.save()
    settled()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert halfway.undo_step.endswith("（已锁定的期间有改动，原因：补登旧文件）")


def test_a_correction_of_a_target_that_alters_closed_periods_is_asked_for(page, halfway, qtbot, settled, reasons):
    questions, _ = reasons
    dialog = TargetDialog(page, halfway, target(halfway, NAME))
    qtbot.addWidget(dialog)
    dialog.rows.fields["value"].show(Decimal(9999))
    dialog.save()
    settled()
    assert not dialog.result()
    assert "→9999万美元" in questions[0]
    dialog.rows.fields["value"].show(target(halfway, NAME).value)
    dialog.rows.fields["name"].show("合同利用外资")
    dialog.save()
    settled()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert len(questions) == 1  # a name alters nothing


def test_a_new_target_is_listed_from_the_day_after_and_in_no_closed_period(page, halfway, qtbot, settled):
    counted = len(halfway.assessments)
    dialog = TargetDialog(page, halfway, fresh_target(halfway, None))
    qtbot.addWidget(dialog)
    assert dialog.rows.read("listed") == date(2020, 7, 1)
    dialog.rows.fields["name"].show("新指标")
    dialog.rows.fields["value"].show(Decimal(12))
    dialog.save()
    settled()
    assert target(halfway, "新指标").listed == date(2020, 7, 1)
    assert len(halfway.assessments) == counted + 1
    halfway.set_period(HALF)
    settled()
    assert len(halfway.assessments) == counted
    assert halfway.all_judged


def test_a_deletion_asks_and_promises_no_undo(page, halfway, settled, reasons, monkeypatch):
    questions, answers = reasons
    monkeypatch.setattr(ask, "choose", lambda *_: 0)
    told, failed, gone = [], [], target(halfway, NAME)
    halfway.failed.connect(failed.append)
    for answer in (None, "重复录入"):
        answers[:] = [answer]
        delete(page, halfway, [gone.id], lambda said, _: told.append(said))
        settled()
    assert len(questions) == 2
    assert len(failed) == 1
    assert told == ["已删除：合同外资。"]
    assert halfway.target(gone.id) is None
