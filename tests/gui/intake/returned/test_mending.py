"""Returned forms corrected where they are looked at: typed over, a stage picked, one click, another period."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from db.actions.plans import add_plan
from db.ledger.store import Store
from gui.intake.returned.columns import PreviewColumn
from gui.intake.returned.lines import ReturnedKind
from gui.intake.returned.ticks import Filter
from gui.kit import ask
from gui.target.choices import Choices
from models.plan.period import Period
from tests.db.workbooks.clerk import Returned
from tests.gui.intake.returned import files as returned_files
from tests.gui.intake.returned.preview import Q3, go, held, held_back, line, press, ticked

Q2 = Period.parse("2020Q2")


def editor(dialog, kind=QLineEdit):
    return next((e for e in dialog.rows.view.viewport().findChildren(kind) if e.isVisible()), None)


def type_over(dialog, text, key=Qt.Key.Key_Return, kind=QLineEdit):
    """F2, another text, a key; as at a keyboard."""
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_F2)
    typing = editor(dialog, kind)
    typing.selectAll()
    QTest.keyClick(typing, Qt.Key.Key_Delete)
    typing.insert(text)  # as an input method does; Qt's test keys are ASCII
    QTest.keyClick(typing, key)


def shown(dialog, name, at, column="本期值"):
    return dialog.model.index_of(line(dialog, name, column).key).siblingAtColumn(at).data()


def test_an_error_is_mended_in_place_and_what_came_stays_in_sight(show, forms, session, settled):
    dialog = show(forms)
    go(dialog, line(dialog, "道路"))
    type_over(dialog, "4")
    mended = line(dialog, "道路")
    assert (mended.kind, mended.new, mended.by, mended.came) == (ReturnedKind.SURE, "4", "新报", "原为“四条”")
    assert ("道路", "本期值") in ticked(dialog)
    assert shown(dialog, "道路", PreviewColumn.HINT) == "原为“四条”"
    assert "原为“四条”" in dialog.rows.strip.text
    tip = dialog.model.index_of(mended.key).data(Qt.ItemDataRole.ToolTipRole)
    assert "原为“四条”" in tip
    assert dialog.rows.view.current_line().key == mended.key
    assert dialog.rows.view.hasFocus()
    press(dialog.bottom.write)
    settled()
    assert str(held(session, "道路").value) == "4"
    with Store.open(session.path, reading=True) as store:
        assert "其中1处核对时改过" in store.actions(1)[0].what


def test_typing_alone_begins_and_esc_gives_back(show, forms):
    dialog = show(forms)
    go(dialog, line(dialog, "道路"))
    QTest.keyClicks(dialog.rows.view, "7")
    assert editor(dialog).text() == "7"
    QTest.keyClick(editor(dialog), Qt.Key.Key_Escape)
    assert (line(dialog, "道路").new, line(dialog, "道路").kind) == ("四条", ReturnedKind.ERROR)
    assert dialog.isVisible()
    QTest.keyClicks(dialog.rows.view, "-")  # which would fold a tree
    assert editor(dialog).text() == "-"
    QTest.keyClick(editor(dialog), Qt.Key.Key_Escape)


def test_a_double_click_types_over(show, forms):
    dialog = show(forms)
    view = dialog.rows.view
    index = dialog.model.index_of(line(dialog, "企业").key).siblingAtColumn(PreviewColumn.NEW)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    assert editor(dialog).text() == "31"
    QTest.keyClick(editor(dialog), Qt.Key.Key_Return)
    assert line(dialog, "企业").came == ""  # nothing was typed


def test_it_is_read_and_doubted_as_in_the_grid(show, forms, answers):
    dialog = show(forms)
    go(dialog, line(dialog, "外资"))
    type_over(dialog, "1,875")
    mended = line(dialog, "外资")
    assert (mended.kind, mended.new, mended.came) == (ReturnedKind.SURE, "1875", "原为“18750”")
    type_over(dialog, "100")
    assert line(dialog, "外资").kind is ReturnedKind.DOUBT
    assert ("外资", "本期值") not in ticked(dialog)
    type_over(dialog, "很多")
    refused = line(dialog, "外资")
    assert (refused.kind, refused.new) == (ReturnedKind.ERROR, "很多")  # what was typed is still there
    assert refused.why[0].what.startswith("“很多”不是数字")
    press(dialog.rows.strip.back)
    back = line(dialog, "外资")
    assert (back.kind, back.new, back.came) == (ReturnedKind.DOUBT, "18750", "")


def test_what_came_typed_again_is_no_correction(show, forms):
    dialog = show(forms)
    go(dialog, line(dialog, "道路"))
    type_over(dialog, "4")
    type_over(dialog, "四条")
    assert (line(dialog, "道路").came, line(dialog, "道路").kind) == ("", ReturnedKind.ERROR)


def test_a_cell_left_empty_is_not_read_but_listed(show, forms, session, settled):
    dialog = show(forms)
    go(dialog, line(dialog, "企业"))
    type_over(dialog, "")
    left = line(dialog, "企业")
    assert (left.kind, left.new, left.came) == (ReturnedKind.SAME, "（没有填）", "原为“31”")
    assert left in dialog.model.shown_lines()
    assert "留空了" in shown(dialog, "企业", PreviewColumn.HINT)
    press(dialog.bottom.write)
    settled()
    assert held(session, "企业").value is None
    assert held(session, "企业").progress == "两个项目推迟"


def test_words_are_typed_over_in_several_lines(show, forms, session, settled):
    dialog = show(forms)
    go(dialog, line(dialog, "企业", "进展情况"))
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_F2)
    words = editor(dialog, QPlainTextEdit)
    assert words.toPlainText() == "两个项目推迟"
    QTest.keyClick(words, Qt.Key.Key_End)
    QTest.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(words, "already")
    QTest.keyClick(words, Qt.Key.Key_Return)
    press(dialog.bottom.write)
    settled()
    assert held(session, "企业").progress == "两个项目推迟\nalready"


@pytest.mark.parametrize("text", ["快完工了吧", "第四阶段"])
def test_a_stage_is_picked_from_the_target_s_own(show, forms, session, settled, text):
    Returned(forms[0]).fill("学校", text).save()
    dialog = show(forms)
    wrong = line(dialog, "学校")
    assert wrong.kind is ReturnedKind.ERROR
    go(dialog, wrong)
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_F2)
    combo = editor(dialog, Choices)
    offered = [combo.itemText(i) for i in range(1, combo.count())]
    assert offered == list(wrong.choices)
    assert "开工" in offered
    QTest.keyClick(combo, Qt.Key.Key_Return)  # nothing was chosen
    assert line(dialog, "学校").new == text
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_F2)
    combo = editor(dialog, Choices)
    combo.setCurrentText("开工")
    QTest.keyClick(combo, Qt.Key.Key_Return)
    assert (line(dialog, "学校").kind, line(dialog, "学校").new) == (ReturnedKind.SURE, "开工")
    press(dialog.bottom.write)
    settled()
    assert held(session, "学校").stage == "开工"


def test_a_stage_that_is_none_of_the_target_s_is_refused_and_not_dropped(show, forms):
    """What was seen: 95 typed over 快完工了吧 was gone without a word; over a stage that was read it was gone too."""
    for came in ("快完工了吧", "开工"):
        Returned(forms[0]).fill("学校", came).save()
        dialog = show(forms)
        go(dialog, line(dialog, "学校"))
        QTest.keyClick(dialog.rows.view, Qt.Key.Key_F2)
        combo = editor(dialog, Choices)
        QTest.keyClicks(combo, "95")
        QTest.keyClick(combo, Qt.Key.Key_Return)
        mended = line(dialog, "学校")
        assert (mended.kind, mended.new, mended.came) == (ReturnedKind.ERROR, "95", f"原为“{came}”")


def test_a_stage_named_in_a_text_is_one_click(show, forms):
    Returned(forms[0]).fill("学校", "主体已开工").save()
    dialog = show(forms)
    go(dialog, line(dialog, "学校"))
    assert dialog.rows.strip.offers[0].text() == "按“开工”"
    press(dialog.rows.strip.offers[0])
    assert (line(dialog, "学校").new, line(dialog, "学校").came) == ("开工", "原为“主体已开工”")


@pytest.mark.parametrize(
    ("name", "text", "words", "new"),
    [
        ("企业", "31家（含规下6个村）", "按31", "31"),
        ("企业", "9月底已完成31家", "按31", "31"),
        ("投资", "765000万", "按76.5", "76.5"),
        ("投资", "部门数估计76.5亿元", "按76.5", "76.5"),
    ],
)
def test_a_number_understood_in_a_text_is_one_click(show, forms, name, text, words, new):
    Returned(forms[0]).fill(name, text).save()
    dialog = show(forms)
    go(dialog, line(dialog, name))
    assert dialog.rows.strip.offers[0].text() == words
    press(dialog.rows.strip.offers[0])
    assert (line(dialog, name).kind, line(dialog, name).new) == (ReturnedKind.SURE, new)
    assert ("原为" in line(dialog, name).came, (name, "本期值") in ticked(dialog)) == (True, True)
    assert dialog.rows.strip.offers[0].isHidden()


def test_an_own_amount_is_offered_added_to_the_total_before(show, forms, session, settled):
    Returned(forms[0]).fill("企业", 15).save()
    dialog = show(forms)
    doubted = line(dialog, "企业")
    assert (doubted.kind, doubted.new) == (ReturnedKind.DOUBT, "15")  # never chosen by itself
    go(dialog, doubted)
    assert [b.text() for b in dialog.rows.strip.offers if b.isVisible()] == ["按当期数累加 = 35"]
    press(dialog.rows.strip.offers[0])
    assert (line(dialog, "企业").new, line(dialog, "企业").kind) == ("35", ReturnedKind.SURE)
    press(dialog.bottom.write)
    settled()
    assert str(held(session, "企业").value) == "35"


def test_no_own_amount_beyond_half_as_much_again(show, forms):
    Returned(forms[0]).fill("投资", 49).fill("外资", 1100).save()
    dialog = show(forms)
    assert [o.words for o in line(dialog, "投资").offers] == ["按当期数累加 = 99"]
    go(dialog, line(dialog, "企业"))
    type_over(dialog, "19")
    assert [o.words for o in line(dialog, "企业").offers] == ["按当期数累加 = 39"]
    assert [o.words for o in line(dialog, "外资").offers] == ["按当期数累加 = 2220"]


def test_target_and_remark_are_shown(show, forms):
    Returned(forms[0]).fill("企业", 31, 备注="含2家待验收").save()
    dialog = show(forms)
    assert shown(dialog, "企业", PreviewColumn.DEMAND) == "40"
    assert shown(dialog, "企业", PreviewColumn.REMARK) == "含2家待验收"
    assert not dialog.rows.view.isColumnHidden(PreviewColumn.DEMAND)
    assert not dialog.rows.view.isColumnHidden(PreviewColumn.REMARK)
    go(dialog, line(dialog, "企业"))
    assert dialog.rows.strip.text.endswith("单位备注：含2家待验收。")
    assert not show(forms, (880, 430)).rows.view.isColumnHidden(PreviewColumn.DEMAND)


def test_without_remarks_their_column_takes_no_room(show, forms):
    assert show(forms).rows.view.isColumnHidden(PreviewColumn.REMARK)


@pytest.mark.parametrize("size", [(1366, 698), (911, 442)])
def test_a_form_of_another_period_is_read_for_that_one(show, forms, file, tmp_path, qtbot, session, size):
    earlier = returned_files.clerk.collect(file, "2020Q2", tmp_path / "错期")["建设办"]
    Returned(earlier).fill("道路", 3).save()
    dialog = show([forms[0], earlier], size)
    go(dialog, line(dialog, "投资"))
    type_over(dialog, "77")
    dialog.files.list.setCurrentRow(1)
    turn = dialog.files.box.turn if dialog.files.boxed else dialog.rows.strip.turn
    assert turn.text() == "换到二季度再收"
    press(turn)
    qtbot.waitUntil(lambda: not dialog.reading)
    assert session.period == Q2
    assert dialog.head.hint.text() == "2020年第二季度 · 2 个文件"
    assert (line(dialog, "道路").new, line(dialog, "道路").old) == ("3", "2")
    assert ("道路", "本期值") in ticked(dialog)
    dialog.files.list.setCurrentRow(0)
    turn = dialog.files.box.turn if dialog.files.boxed else dialog.rows.strip.turn
    press(turn)  # and back: what was typed over is still there
    qtbot.waitUntil(lambda: not dialog.reading)
    assert session.period == Q3
    assert (line(dialog, "投资").new, line(dialog, "投资").came) == ("77", "原为“76.5”")
    assert ("投资", "本期值") in ticked(dialog)


def test_escape_brings_back_the_period_that_was_shown_and_taking_in_does_not(
    show, forms, file, tmp_path, qtbot, session
):
    """What was seen: 换到二季度再收, Esc, and the whole window stayed in the second quarter."""
    earlier = returned_files.clerk.collect(file, "2020Q2", tmp_path / "错期")["建设办"]
    Returned(earlier).fill("道路", 3).save()
    for taken, period in ((False, Q3), (True, Q2)):
        dialog = show([forms[0], earlier])
        dialog.files.list.setCurrentRow(1)
        press(dialog.files.box.turn)
        qtbot.waitUntil(lambda d=dialog: not d.reading)
        assert session.period == Q2
        if taken:
            press(dialog.bottom.write)
        else:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda d=dialog: not d.isVisible())
        assert session.period == period


def test_a_reading_that_was_stopped_says_nothing_once_the_plan_went(show, forms, session, settled):
    """What was seen: another plan on its way, Esc, and the plan of 2021 stood in a quarter of 2020."""
    session.act(lambda store: add_plan(store, {"title": "明年", "year": "2021"}))
    settled()
    old = session.ledger.plan.id
    other = next(plan.id for plan in session.plans if plan.id != old)
    dialog = show(forms)
    session.set_plan(other)
    dialog.read(forms)
    dialog.reject()
    assert dialog.reading
    settled()
    assert not dialog.isVisible()
    assert session.period.year == session.ledger.plan.year
    assert dialog.outcome == ""


def test_a_stopped_turn_leaves_the_period_as_it_was(show, forms, file, tmp_path, qtbot, session):
    earlier = returned_files.clerk.collect(file, "2020Q2", tmp_path / "错期")["建设办"]
    dialog = show([forms[0], earlier])
    dialog.files.list.setCurrentRow(1)
    with held_back(session):
        press(dialog.files.box.turn)
        dialog.progress.stop()
    qtbot.waitUntil(lambda: not dialog.reading)
    assert session.period == Q3
    assert line(dialog, "投资").new == "76.5"


def test_one_reason_for_all_that_is_doubted_in_a_file(show, forms, answers):
    given, asked = answers
    Returned(forms[0]).fill("投资", 500).save()
    Returned(forms[1]).fill("道路", 100).save()
    dialog = show(forms)
    dialog.rows.view.go_to_file(forms[0].name)
    assert dialog.rows.strip.give.text() == "2 行提醒一起写原因"
    given.append("已核对")
    press(dialog.rows.strip.give)
    assert {("投资", "本期值"), ("外资", "本期值")} <= ticked(dialog)
    assert ("道路", "本期值") not in ticked(dialog)
    press(dialog.head.filters[Filter.DOUBTS])
    dialog.rows.view.selectAll()
    assert dialog.rows.strip.give.text() == "3 行一起写原因"
    given.append("都核对了")
    press(dialog.rows.strip.give)
    assert asked[-1].startswith("选中的 3 行有提醒（招商办 2 行，建设办 1 行）。")
    assert {dialog.model.ticks.reason(x) for x in dialog.model.ticks.lines() if x.needs_reason} == {"都核对了"}


def test_a_row_without_a_target_cannot_be_typed_over(show, forms):
    returned_files.with_stray(forms[1], "公路", 4, "条")
    dialog = show(forms)
    stray = next(x for x in dialog.model.ticks.lines() if x.kind is ReturnedKind.STRAY)
    go(dialog, stray)
    QTest.keyClick(dialog.rows.view, Qt.Key.Key_F2)
    assert editor(dialog) is None


def test_leaving_the_editor_by_a_click_elsewhere_hands_over_what_was_typed(show, forms):
    dialog = show(forms)
    dialog.activateWindow()
    go(dialog, line(dialog, "道路"))
    QTest.keyClicks(dialog.rows.view, "5")
    view = dialog.rows.view
    other = dialog.model.index_of(line(dialog, "企业").key).siblingAtColumn(PreviewColumn.NAME)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(other).center() + QPoint(2, 0))
    QApplication.sendPostedEvents()
    assert line(dialog, "道路").new == "5"


def test_what_was_corrected_is_in_the_list_of_problems_all_the_same(show, forms, monkeypatch, tmp_path, settled):
    dialog = show(forms)
    go(dialog, line(dialog, "道路"))
    type_over(dialog, "4")
    out = tmp_path / "清单.xlsx"
    monkeypatch.setattr(ask, "save_file", lambda *_: out)
    press(dialog.bottom.export)
    settled()
    rows = [row for row in load_workbook(out).active.iter_rows(values_only=True) if row[4] == "道路"]
    assert [row[5:11] for row in rows] == [
        ("本期值", "未报", "4", "原为“四条”", "请把原表也改过来", "核对时改为“4”")
    ]  # fmt: skip
