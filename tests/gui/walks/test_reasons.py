"""What would alter a closed period, at every place of the window: a reason is asked for, or it is said what to open."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from db.actions.periods import close_period, reopen_period
from gui.dialogs.history import ActionsDialog
from gui.intake.table.breakdown import BreakdownDialog
from gui.intake.table.past import PastDialog
from gui.shell.window import MainWindow
from models.intake.outside_table import plain_table
from models.plan.entities import CurvePreset, EntryMode
from models.plan.period import Period

NAME = "新增停车位"
Q2, Q3, Q4 = map(Period.parse, ("2020Q2", "2020Q3", "2020Q4"))
ALTERS = "会改变已锁定的期间："


@pytest.fixture
def over(qtbot):
    """The window that a dialog lies over."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def target(session, name=NAME):
    return next(t for t in session.ledger.targets if t.full_name == name)


def close(do, session, period):
    do(lambda store: close_period(store, session.ledger.plan.id, period))


def reopen(do, session, period):
    do(lambda store: reopen_period(store, session.ledger.plan.id, period, "更正"))


BREAKDOWN = "指标\t目标值\t单位\n新指标甲\t12\t家"
MONTHS = "\t".join(f"2019年{month}月" for month in range(1, 13))
PAST = f"指标\t{MONTHS}\n{NAME}\t" + "\t".join(str(3 * month * month) for month in range(1, 13))


@pytest.mark.parametrize(("kind", "text"), [(BreakdownDialog, BREAKDOWN), (PastDialog, PAST)])
def test_a_table_that_alters_a_closed_period_asks_for_the_reason(session, do, qtbot, settled, reasons, kind, text):
    """What was seen: 请写明原因再改 in the strip of a dialog that has no place for a reason."""
    questions, answers = reasons
    do(lambda store: store.write("曲线", [replace(target(session), curve=CurvePreset.AS_LAST_YEAR)]))
    close(do, session, Q4)
    dialog = kind(None, session)
    qtbot.addWidget(dialog)
    dialog.source.take([plain_table([row.split("\t") for row in text.split("\n")])], "")
    step = session.undo_step
    dialog.write_button.click()
    settled()
    assert questions[0].startswith("会改变已锁定的期间：")
    assert dialog.strip.text.startswith((f"没有新增：{ALTERS}", f"没有改：{ALTERS}"))
    assert session.undo_step == step
    answers.append("统计公报更正")
    dialog.write_button.click()
    settled()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert session.undo_step.endswith("（已锁定的期间有改动，原因：统计公报更正）")
    assert dialog.reason == "统计公报更正"  # which whoever opened it does not call undoable


def test_a_figure_of_an_earlier_period_says_what_to_open_and_then_goes_in(session, do, qtbot, settled):
    """A box that opens by itself would take what is typed next for the reason."""
    do(lambda store: store.write("当期数", [replace(target(session), entry_mode=EntryMode.PERIOD)]))
    close(do, session, Q3)
    reopen(do, session, Q2)
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    session.set_period(Q2)
    page = window.entry
    page.entries.enter([(page.entries.spot(target(session).id, "own"), "7")])
    settled()
    (problem,) = page.entries.problems()[:1]
    assert "请先在“填报”的“本期”里解锁三季度，并写明原因，再改" in str(problem.said)
    reopen(do, session, Q3)
    page.entries.retry()
    settled()
    assert session.ledger.cells_of(target(session))[Q2.key].own == 7


def test_a_step_to_take_back_says_what_to_open_first(session, do, over, settled):
    do(lambda store: store.write("改目标", [replace(target(session), value=Decimal(777))]))
    close(do, session, Q2)
    do(lambda store: store.write("改目标值", [replace(target(session), value=Decimal(888))], reason="口径调整"))
    failed = []
    session.failed.connect(failed.append)
    session.undo()
    settled()
    assert "请先在“填报”的“本期”里解锁一季度、二季度，并写明原因，再到“修改记录”里退回这一步" in failed[0]
    dialog = ActionsDialog(over, session)
    settled()
    dialog.table.selectRow(0)
    settled()
    assert not dialog.revert.isEnabled()
    assert dialog.why.text().startswith("不能退回：会改变已锁定的期间：")
    assert "解锁一季度、二季度，并写明原因，再退回" in dialog.why.text()


def test_an_unlocking_is_not_offered_to_be_taken_back(session, do, over, settled):
    close(do, session, Q2)
    reopen(do, session, Q2)
    dialog = ActionsDialog(over, session)
    settled()
    dialog.table.selectRow(0)
    settled()
    assert not dialog.revert.isEnabled()
    assert dialog.why.text().endswith("请核对现在的数，再在“填报”的“本期”里锁定二季度。")
