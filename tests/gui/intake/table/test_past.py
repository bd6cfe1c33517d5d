"""粘贴上年数据 as a clerk uses it: paste, see what is sure, write, undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gui.intake.table.past import PastDialog
from models.intake.outside_table import plain_table
from models.intake.past_columns import PastColumn
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


def shown(dialog):
    items = dialog.preview.items()
    return [[item.text(at) for at in (1, 4, 5)] for item in items]


def test_own_amounts_are_shown_as_the_totals_they_come_to(dialog, session, settled):
    paste(dialog, "指标|一季度|二季度|三季度|四季度|全年\n新增停车位|10|20|30|40|100")
    assert shown(dialog) == [
        ["2019年3月", "10", ""],
        ["2019年6月", "30", "当期数20，累计到30"],
        ["2019年9月", "60", "当期数30，累计到60"],
        ["2019年12月", "40", "已有全年的数，不用这一个"],
        ["2019年12月", "100", ""],
    ]
    assert dialog.summary.text().startswith("将写入 4 个上年数；1 个不用（")
    dialog.write_button.click()
    settled()
    assert past(session, "新增停车位") == {"2019-03": 10, "2019-06": 30, "2019-09": 60, "2019-12": 100}


def test_a_table_that_falls_is_doubted_and_not_ticked(dialog):
    paste(dialog, "指标|1月|2月|3月\n新增规上企业|3|2|4")
    assert dialog.preview.chosen() == []
    assert all(hint.startswith("▲ 没有全年数可对") for _, _, hint in shown(dialog)[:1])
    assert not dialog.write_button.isEnabled()


def test_months_that_go_down_are_turned_and_it_is_said(dialog):
    paste(dialog, "月份|新增停车位|引进博士\n1—3月|90|1\n1—6月|180|2")
    assert "月份是竖排的，已转成横排" in dialog.note.text()
    assert dialog.head.roles == (PastColumn.NAME, PastColumn.M3, PastColumn.M6)
    assert dialog.write_button.text() == "写入 4 个"


def test_the_columns_not_used_are_named_and_each_column_says_how_it_is_read(dialog):
    paste(dialog, "指标|2019年||2020年|\n|1—3月|6月|1—3月|备注\n新增停车位|90|180|95|好")
    assert dialog.head.roles[:4] == (PastColumn.NAME, PastColumn.M3, PastColumn.P6, PastColumn.UNUSED)
    assert "不用的列：2020年·1—3月、" in dialog.note.text()


def test_a_table_of_another_year_has_nothing_to_write(dialog):
    paste(dialog, "指标|2018年1—3月|2018年1—6月\n新增停车位|90|180")
    assert "没有认出2019年的数" in dialog.note.text()
    assert not dialog.write_button.isEnabled()


def test_a_table_without_a_header_is_doubted_until_somebody_names_its_columns(dialog):
    paste(dialog, "新增停车位|401\n引进博士|7")
    assert dialog.preview.chosen() == []
    dialog.head.boxes[1].setCurrentIndex(OPTIONS.index(PastColumn.M6))
    assert dialog.write_button.text() == "写入 2 个"


def many(rows, name="新增停车位"):
    head = ["指标", "年份", *(f"{month}月" for month in range(1, 13)), "全年"]
    names = [name, *(f"第{number}村的企业" for number in range(1, rows))]
    return plain_table([head, *([each, "2019年", *map(str, range(10, 130, 10)), "120"] for each in names)])


def test_a_large_table_is_read_while_the_window_goes_on(dialog, session, settled):
    dialog.source.take([many(400)])
    assert (dialog.lines, dialog.write_button.isEnabled()) == ([], False)
    assert "正在认每一个数" in dialog.note.text()
    settled()
    assert len(dialog.lines) == 400 * 13
    assert "正在认每一个数" not in dialog.note.text()
    assert dialog.write_button.text() == "写入 12 个"
    dialog.write_button.click()
    settled()
    assert past(session, "新增停车位")["2019-12"] == 120


def test_of_a_large_table_only_the_last_reading_counts(dialog, settled):
    dialog.source.take([many(400)])
    dialog.source.take([many(400, name="引进博士")])
    dialog.source.take([plain_table([["指标", "上年数"], ["引进博士", "7"]])])
    settled()
    assert [(line.name, line.text) for line in dialog.lines] == [("引进博士", "7")]
    assert dialog.preview.topLevelItemCount() == 1
    dialog.source.take([many(400)])
    dialog.reject()
    settled()
    assert dialog.lines == []
