"""回收填报表 as a clerk uses it: what is ticked, what asks a reason, what is written, what never is."""

import shutil

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from db.actions.periods import close_period, reopen_period
from gui.intake.returned.columns import PreviewColumn
from gui.intake.returned.likely import likely
from gui.intake.returned.lines import ReturnedKind
from gui.intake.returned.ticks import Filter
from gui.kit import ask
from models.plan.period import Period
from tests.db.workbooks.clerk import Returned
from tests.gui.intake.returned import files as returned_files
from tests.gui.intake.returned.preview import Q3, go, held, line, press, ticked


def test_sure_rows_are_ticked_doubted_ones_not_errors_never(show, forms):
    dialog = show(forms)
    assert ticked(dialog) == {("企业", "本期值"), ("企业", "进展情况"), ("投资", "本期值")}
    states = {x.name: x.kind for x in dialog.model.ticks.lines() if x.column == "本期值"}
    sure, doubt, error = ReturnedKind.SURE, ReturnedKind.DOUBT, ReturnedKind.ERROR
    assert states == {
        "企业": sure, "投资": sure, "外资": doubt, "学校": ReturnedKind.SAME, "道路": error,
    }  # fmt: skip
    index = dialog.model.index_of(line(dialog, "道路").key)
    assert not dialog.model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable
    dialog.model.tick([line(dialog, "道路"), line(dialog, "外资")], on=True)
    assert ticked(dialog) == {("企业", "本期值"), ("企业", "进展情况"), ("投资", "本期值")}
    assert dialog.bottom.text.startswith("将写入 3 行，跳过 2 行（提醒 1，错误 1）\n写入前自动备份；")
    assert dialog.bottom.write.text() == "写入 3 行"


def test_what_a_row_says(show, forms):
    dialog = show(forms)
    texts = [
        [str(dialog.model.index_of(x.key).siblingAtColumn(c).data() or "") for c in PreviewColumn]
        for x in dialog.model.shown_lines()
    ]
    assert texts == [
        ["", "5", "企业", "本期值", "家", "40", "20", "未报", "→", "31", "新报", "", ""],
        ["", "5", "企业", "进展情况", "家", "40", "", "（空）", "→", "两个项目推迟", "新报", "", ""],
        ["", "6", "投资", "本期值", "亿元", "100", "50", "未报", "→", "76.5", "新报", "", ""],
        ["", "7", "外资", "本期值", "万美元", "2400", "1120", "未报", "→", "18750", "新报", "",
         "可能多打了一个0，也可能填成了“万元”；累计18750万美元超过全年目标2400的150%"],
        ["", "5", "道路", "本期值", "条", "8", "2", "未报", "→", "四条", "—", "", "“四条”不是数字"],
    ]  # fmt: skip
    heads = [dialog.model.index(i, 0).data() for i in range(dialog.model.rowCount())]
    assert heads == ["招商办，4 行变化，1 行无变化已折叠", "建设办，1 行变化"]


def test_the_strip_says_it_whole(show, forms):
    dialog = show(forms)
    assert dialog.rows.view.current_line().name == "外资"  # the first thing to look at
    assert dialog.rows.strip.text == (
        "外资：18750万美元，上期是1120，全年目标只有2400。可能多打了一个0，也可能填成了“万元”。累计18750万美元超过全年目标2400的150%。"
        "这一行先不勾选，台账不变。\n请看原表第 7 行；确认无误可勾选，并写一句原因。"
    )
    assert dialog.rows.strip.open.text() == "打开原表第 7 行"
    go(dialog, line(dialog, "道路"))
    assert dialog.rows.strip.text.startswith("道路（本期值）：“四条”不是数字。")
    assert "这一行不能勾选，台账不变。" in dialog.rows.strip.text
    assert dialog.rows.strip.give.isHidden()
    assert dialog.files.current.title == "建设办"  # the list of files follows


def test_a_doubted_row_asks_its_reason(show, forms, answers, session, settled):
    given, asked = answers
    dialog = show(forms)
    given += [None, "已电话核对"]
    press(dialog.rows.strip.give)
    assert ("外资", "本期值") not in ticked(dialog)
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_Space)
    assert ("外资", "本期值") in ticked(dialog)
    assert asked[0].startswith("“外资”有提醒：可能多打了一个0")
    assert dialog.rows.strip.text.endswith("已勾选，将写入。原因：已电话核对。")
    assert dialog.rows.strip.give.text() == "改写原因"
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_Space)  # off, and on again: it is known already
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_Space)
    assert len(asked) == 2
    press(dialog.bottom.write)
    settled()
    assert (str(held(session, "外资").value), held(session, "外资").remark) == ("18750", "已电话核对")
    assert held(session, "投资").remark == ""


def test_several_doubted_rows_one_reason(show, forms, answers):
    given, asked = answers
    Returned(forms[0]).fill("投资", 500).save()
    dialog = show(forms)
    given.append("已核对")
    press(dialog.head.filters[Filter.DOUBTS])
    assert [x.name for x in dialog.model.shown_lines()] == ["投资", "外资"]
    dialog.rows.view.selectAll()
    press(dialog.rows.strip.give)
    assert asked == ["选中的 2 行有提醒。\n确认无误请写一句原因，会记在台账里："]
    assert {("投资", "本期值"), ("外资", "本期值")} <= ticked(dialog)


def test_written_as_one_action_and_taken_back_as_one(show, forms, session, settled):
    dialog = show(forms)
    press(dialog.bottom.write)
    settled()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.outcome == "已写入 3 行，跳过 2 行。写入前的备份：第 1 份。Ctrl+Z 可整批撤销。"
    assert (str(held(session, "企业").value), held(session, "企业").progress) == ("31", "两个项目推迟")
    assert held(session, "外资") is None
    session.undo()
    settled()
    assert held(session, "企业") is None
    assert held(session, "投资") is None


def test_cancel_and_esc_leave_all_as_it_was(show, forms, session):
    for leave in (lambda d: press(d.bottom.cancel), lambda d: QTest.keyClick(d.rows.view, Qt.Key.Key_Escape)):
        dialog = show(forms)
        leave(dialog)
        assert dialog.result() == QDialog.DialogCode.Rejected
        assert dialog.isHidden()
        assert held(session, "企业") is None


def test_enter_writes_only_on_the_button(show, forms, session, settled):
    dialog = show(forms)
    dialog.rows.view.setFocus()
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_Return)
    settled()
    assert dialog.isVisible()
    assert held(session, "企业") is None
    dialog.bottom.write.setFocus()
    QTest.keyClick(dialog.bottom.write, Qt.Key.Key_Return)
    settled()
    assert dialog.isHidden()
    assert held(session, "企业") is not None


def test_two_files_with_the_same_target(show, forms, tmp_path, answers, session, settled):
    other = shutil.copy(forms[0], tmp_path / "招商办（改）.xlsx")
    Returned(other).fill("企业", 32).save()
    dialog = show([forms[0], other])
    first, second = line(dialog, "企业", file=forms[0].name), line(dialog, "企业", file="招商办（改）.xlsx")
    assert (first.kind, second.kind) == (ReturnedKind.DOUBT, ReturnedKind.DOUBT)
    assert first.hint == "与另一行不一致，请选一行"
    assert not dialog.model.ticks.is_ticked(first)
    go(dialog, first)
    assert dialog.rows.strip.give.text() == "选这一行"
    press(dialog.rows.strip.give)
    assert dialog.model.ticks.is_ticked(first)
    go(dialog, second)
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_Space)
    assert (dialog.model.ticks.is_ticked(first), dialog.model.ticks.is_ticked(second)) == (False, True)
    assert answers[1] == []  # choosing between the two is the answer
    press(dialog.bottom.write)
    settled()
    assert (str(held(session, "企业").value), held(session, "企业").remark) == ("32", "")


def test_an_unrecognised_row_is_given_its_target(show, forms, monkeypatch, session, settled):
    row = returned_files.with_stray(forms[1], "公路", 4, "条")
    dialog = show(forms)
    stray = next(x for x in dialog.model.ticks.lines() if x.kind is ReturnedKind.STRAY)
    assert (stray.name, stray.new, stray.hint) == ("公路", "4", "未识别：请指定是哪项指标")
    dialog.model.tick([line(dialog, "投资")], on=False)
    go(dialog, stray)
    offered = []

    def pick(_parent, question, names, *_):
        offered.extend(names)
        assert question == f"原表第 {row} 行写的是“公路”。它是哪一项指标："
        return next(n for n in names if n.startswith("道路"))

    monkeypatch.setattr(ask, "pick", pick)
    press(dialog.rows.strip.assign)
    assert offered[0] == "道路（条，建设办）"
    assert len(set(offered)) == 5
    found = dialog.rows.view.current_line()
    assert (found.name, found.kind, found.before, found.new, found.by) == ("道路", ReturnedKind.SURE, "2", "4", "新报")
    assert found.note == "原表写的是“公路”"
    assert ("道路", "本期值") in ticked(dialog)
    assert ("投资", "本期值") not in ticked(dialog)  # what the clerk said before stands
    assert dialog.rows.strip.assign.text() == "改指定"
    press(dialog.bottom.write)
    settled()
    assert str(held(session, "道路").value) == "4"


def test_rows_without_a_change_are_folded_and_can_be_seen(show, forms):
    dialog = show(forms)
    assert "学校" not in [x.name for x in dialog.model.shown_lines()]
    assert dialog.head.same.text() == "显示无变化 1"
    press(dialog.head.same)
    shown = next(x for x in dialog.model.shown_lines() if x.name == "学校")
    assert (shown.old, shown.new) == ("未报", "（没有填）")
    assert dialog.model.index(0, 0).data() == "招商办，4 行变化，1 行无变化"
    press(dialog.head.same)
    assert "学校" not in [x.name for x in dialog.model.shown_lines()]


def test_nothing_changed(show, file, tmp_path):
    dialog = show(list(returned_files.forms(file, tmp_path / "空表").values()))
    assert dialog.rows.sentence == "这些表与台账一致，没有要写入的内容。"
    assert dialog.bottom.text == "将写入 0 行\n没有要写入的行。"
    assert not dialog.bottom.write.isEnabled()
    assert not dialog.bottom.export.isEnabled()
    press(dialog.head.same)
    assert dialog.rows.sentence == ""
    assert len(dialog.model.shown_lines()) == 5


def test_nothing_ticked_says_why_it_cannot_be_written(show, forms):
    dialog = show(forms)
    QTest.mouseClick(dialog.rows.view.header().viewport(), Qt.MouseButton.LeftButton, pos=QPointF(15, 12).toPoint())
    assert ticked(dialog) == set()
    assert dialog.bottom.text == "将写入 0 行，跳过 5 行（未勾选 3，提醒 1，错误 1）\n没有勾选的行，不能写入。"
    assert not dialog.bottom.write.isEnabled()
    QTest.mouseClick(dialog.rows.view.header().viewport(), Qt.MouseButton.LeftButton, pos=QPointF(15, 12).toPoint())
    assert len(ticked(dialog)) == 3


def test_a_click_on_a_box_ticks_and_one_on_a_head_folds(show, forms):
    dialog = show(forms)
    view = dialog.rows.view

    def click(index):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    click(dialog.model.index_of(line(dialog, "企业").key))
    assert ("企业", "本期值") not in ticked(dialog)
    click(dialog.model.index(0, 0))
    assert not view.isExpanded(dialog.model.index(0, 0))
    press(dialog.head.filters[Filter.ERRORS])
    assert dialog.rows.view.current_line().name == "道路"
    press(dialog.head.filters[Filter.ALL])
    assert not view.isExpanded(dialog.model.index(0, 0))
    assert view.isExpanded(dialog.model.index(1, 0))


def test_the_keyboard_goes_round_in_the_order_of_reading(show, forms):
    dialog = show(forms)
    strip, bottom = dialog.rows.strip, dialog.bottom
    for wanted in (
        dialog.rows.view,
        strip.open,
        strip.give,
        bottom.export,
        bottom.cancel,
        bottom.write,
        dialog.head.add,
    ):
        assert dialog.focusWidget() is wanted
        QTest.keyClick(wanted, Qt.Key.Key_Tab)


def test_what_could_not_be_written_is_not_lost(show, forms, session, settled, answers):
    dialog = show(forms)
    answers[0].append("已核对")
    press(dialog.rows.strip.give)
    plan_id = session.ledger.plan.id
    session.act(lambda store: close_period(store, plan_id, Q3))
    settled()
    press(dialog.bottom.write)
    settled()
    assert dialog.isVisible()
    assert "已锁定" in dialog.bottom.note.text()
    assert len(ticked(dialog)) == 4
    assert dialog.model.ticks.reason(line(dialog, "外资")) == "已核对"
    assert dialog.bottom.write.isEnabled()


def test_the_list_of_problems(show, forms, monkeypatch, tmp_path, settled):
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    dialog = show([*forms, empty])
    out = tmp_path / "清单.xlsx"
    proposed = []
    monkeypatch.setattr(ask, "save_file", lambda _p, _t, _k, path: proposed.append(path) or out)
    press(dialog.bottom.export)
    settled()
    assert proposed[0].name == "2020年第三季度填报表问题清单.xlsx"
    assert dialog.bottom.note.text() == "问题清单已写好：清单.xlsx（3 条）。"
    assert dialog.bottom.look.isVisible()
    names = [row[1] for row in load_workbook(out).active.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert names == sorted([forms[0].name, forms[1].name, "空.xlsx"])


@pytest.mark.parametrize("size", [(1366, 698), (1093, 544), (911, 442), (880, 430), (1920, 1010)])
def test_everything_fits(show, forms, size, tmp_path):
    long = shutil.copy(forms[0], tmp_path / f"{'很长的单位名称' * 4}_2020年第三季度填报表.xlsx")
    dialog = show([*forms, long], size)
    assert dialog.size().toTuple() == size
    dialog.grab()  # lays everything out
    for button in dialog.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            assert button.height() >= button.minimumSizeHint().height(), button.text()
            inside = button.mapTo(dialog, button.rect().bottomRight())
            assert dialog.rect().contains(inside), button.text()
    view = dialog.rows.view
    assert view.header().length() <= view.viewport().width()
    assert view.columnWidth(PreviewColumn.HINT) >= 120
    if size[0] >= 1366:  # the longest name of a column is read whole
        assert view.columnWidth(PreviewColumn.COLUMN) >= view.fontMetrics().horizontalAdvance("下一步措施") + 16
    assert view.viewport().height() > 5 * view.visualRect(dialog.model.index(0, 0)).height()


def test_the_head_of_a_file_says_how_that_file_stands(show, forms):
    dialog = show(forms)
    for name in (forms[1].name, forms[0].name):
        dialog.rows.view.go_to(dialog.model.index_of_file(name))
        assert dialog.files.current.book.name == name
        assert dialog.rows.strip.text.replace("\u200b", "").startswith(name)


def test_likely_targets_come_first(session):
    names = [name for name, _ in likely("外资到位", "万美元", session.ledger)]
    assert names[0].startswith("外资（")
    assert len(names) == len(set(names)) == 5


def test_a_form_of_an_earlier_period_asks_for_the_reason_where_a_later_one_is_closed(
    show, forms, session, settled, answers
):
    """October was closed with the third quarter's figures, and the third quarter was opened again."""
    given, asked = answers
    plan = session.ledger.plan.id
    session.act(lambda store: close_period(store, plan, Period.parse("2020-10")))
    session.act(lambda store: reopen_period(store, plan, Q3, "补报"))
    settled()
    dialog = show(forms)
    given += [None, "补报三季度"]
    press(dialog.bottom.write)
    settled()
    assert asked[0].startswith("会改变已锁定的期间：10月")
    assert held(session, "企业") is None
    assert dialog.isVisible()
    press(dialog.bottom.write)
    settled()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.outcome == "已写入 3 行，跳过 2 行。写入前的备份：第 2 份。"  # nothing of Ctrl+Z, which would refuse
    assert session.undo_step.endswith("（已锁定的期间有改动，原因：补报三季度）")
