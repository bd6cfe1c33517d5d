"""粘贴上年数据 as a clerk uses it: paste, see what is sure, write, undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gui.intake.table.past import PastDialog
from models.intake.outside_table import plain_table
from models.intake.past_table import PastColumn
from tests.breakdown import block

OPTIONS = tuple(PastColumn)


@pytest.fixture
def dialog(session, qtbot):
    made = PastDialog(None, session)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def paste(dialog, text):
    QGuiApplication.clipboard().setText(block([row.split("|") for row in text.split("\n")]))
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def past(session, name):
    target = next(t for t in session.ledger.targets if t.full_name == name)
    return dict(session.ledger.past_of(target))


def test_sure_figures_are_written_as_one_action(dialog, session, settled):
    before = past(session, "新增停车位"), past(session, "引进博士")
    paste(
        dialog,
        "指标|单位|上年1—3月|2019年完成\n新增停车位|个|93|403\n引进博士|人||7\n"
        "不存在的指标|个|1|2\n新增停车位数|个||500",
    )
    assert dialog.summary.text() == "将写入 3 个上年数；3 个对不上或读不出，不写入。整批可以一次撤销。"
    dialog.write_button.click()
    settled()
    assert not dialog.isVisible()
    assert past(session, "新增停车位") == {**before[0], "2019-03": 93, "2019-12": 403}
    assert past(session, "引进博士")["2019-12"] == 7
    assert session.undo_step == "粘贴上年数据：3个数"
    session.undo()
    settled()
    assert (past(session, "新增停车位"), past(session, "引进博士")) == before


def test_doubtful_figures_are_written_only_when_ticked(dialog, session, settled):
    paste(dialog, "指标|上年数\n固定资产投资|12.5\n新增停车位|401")
    assert dialog.write_button.text() == "写入 1 个"
    QTest.keyClick(dialog, Qt.Key.Key_F3)
    item = dialog.preview.currentItem()
    assert item.text(0) == "固定资产投资增长"
    item.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.write_button.text() == "写入 2 个"
    dialog.write_button.click()
    settled()
    assert str(past(session, "固定资产投资增长")["2019-12"]) == "12.5"


def test_columns_are_corrected_and_nothing_is_written_twice(dialog, session, settled):
    paste(dialog, "名头|甲|乙\n新增停车位|9|401")
    dialog.head.boxes[0].setCurrentIndex(OPTIONS.index(PastColumn.NAME))
    dialog.head.boxes[1].setCurrentIndex(OPTIONS.index(PastColumn.M3))
    dialog.head.boxes[2].setCurrentIndex(OPTIONS.index(PastColumn.M12))
    assert dialog.write_button.text() == "写入 2 个"
    dialog.write_button.click()
    settled()
    again = PastDialog(None, session)
    again.source.take([plain_table([["指标", "上年数"], ["新增停车位", "401"]])])
    assert again.preview.topLevelItem(0).text(5) == "台账里已经是这个数"
    assert not again.write_button.isEnabled()
    again.deleteLater()
