"""Headings and targets edited in the tree as a clerk does it: keys, menus, forms, dragging; every step undone."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from db.actions.outlines import remove
from db.ledger.store import ONLY_READING
from gui.kit import ask
from gui.plan.heading_actions import TOP
from gui.plan.heading_dialog import HeadingDialog
from gui.plan.target_dialog import TargetDialog
from gui.plan.tree_view import TreePanel
from gui.session.session import Changed
from gui.target.roles import COUNTS_ROLE
from models.plan.outline import in_order

KEY, MOD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def panel(qtbot, session):
    made = TreePanel(session)
    session.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(560, 1400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.tree.setFocus()
    yield made
    session.changed.disconnect(made.refresh)


@pytest.fixture
def opened_forms(monkeypatch):
    """Forms are shown and given to the test, which goes on as the user: `exec` in the product waits."""
    shown = []
    for form in (HeadingDialog, TargetDialog):
        monkeypatch.setattr(form, "exec", lambda dialog: shown.append(dialog) or dialog.show())
    monkeypatch.setattr(HeadingDialog, "deleteLater", lambda _: None)
    monkeypatch.setattr(TargetDialog, "deleteLater", lambda _: None)
    return shown


@pytest.fixture
def answers(monkeypatch):
    """Questions asked; each is answered with the first button."""
    asked = []
    monkeypatch.setattr(ask, "choose", lambda _p, text, buttons, **_k: asked.append((text, buttons)) or 0)
    return asked


def heading(session, number):
    return next(h for h in session.ledger.headings if h.number == number)


def target(session, name):
    return next(t for t in session.ledger.targets if t.name == name)


def go(panel, key):
    assert panel.tree.go_to(key)


def press(panel, key, held=MOD.NoModifier):
    QTest.keyClick(panel.tree, key, held)


def tasks(session):
    return [h.number for h in session.ledger.headings if h.level == 3]


def everything(session):
    ledger = session.ledger
    return ledger.headings, ledger.targets, ledger.cells, ledger.versions


def undo(session, settled):
    session.undo()
    settled()


class TestHeadingsByKeys:
    def test_up_and_down_take_all_below_and_keep_the_row(self, panel, session, settled):
        before = everything(session)
        area = heading(session, "(二)")
        go(panel, f"h:{area.id}")
        press(panel, KEY.Key_Up, MOD.AltModifier)
        settled()
        assert tasks(session)[:6] == ["7.", "8.", "9.", "10.", "11.", "12."]
        assert panel.tree.currentIndex().data() == area.label
        assert session.undo_step == f"上移领域：{area.label}"
        press(panel, KEY.Key_Down, MOD.AltModifier)
        settled()
        assert everything(session) == before
        undo(session, settled)
        undo(session, settled)
        assert everything(session) == before

    def test_the_first_stays_and_it_is_said(self, panel, session, qtbot):
        go(panel, f"h:{heading(session, '7.').id}")
        with qtbot.waitSignal(panel.message) as told:
            press(panel, KEY.Key_Up, MOD.AltModifier)
        assert "已经是这一组的最前一个，没有移动" in told.args[0]

    def test_raising_and_lowering(self, panel, session, settled):
        before = everything(session)
        task = heading(session, "6.")
        go(panel, f"h:{task.id}")
        press(panel, KEY.Key_Left, MOD.AltModifier)
        settled()
        made = heading(session, "6.")
        assert (made.level, made.parent_id) == (2, heading(session, "三、").id)
        assert session.undo_step == "升级任务：6.强化项目推进（任务→领域）"
        press(panel, KEY.Key_Right, MOD.AltModifier)
        settled()
        assert heading(session, "6.").parent_id == heading(session, "(一)").id
        undo(session, settled)
        undo(session, settled)
        assert everything(session) == before

    def test_delete_asks_with_what_goes_and_one_undo_brings_it_back(self, panel, session, settled, answers):
        before = everything(session)
        area = heading(session, "(二)")
        go(panel, f"h:{area.id}")
        press(panel, KEY.Key_Delete)
        settled()
        text, buttons = answers[0]
        assert text.startswith(f"删除领域“{area.label}”会同时删去它下面的 6 个任务、17 项指标、")
        assert text.endswith(" 期数据，可用 Ctrl+Z 撤销。")
        assert buttons == ["删除", "取消"]
        assert session.undo_step.startswith(f"删除领域：{area.label}（含 6 个任务、17 项指标、")
        assert "7." not in tasks(session)
        assert panel.tree.currentIndex().data() == heading(session, "(三)").label
        undo(session, settled)
        assert everything(session) == before

    def test_an_empty_heading_goes_with_a_plain_question(self, panel, session, settled, answers):
        go(panel, f"h:{heading(session, '一、').id}")
        press(panel, KEY.Key_Delete)
        settled()
        assert answers[0][0] == "删除章“一、总体要求”后，它不再出现在台账里，可用 Ctrl+Z 撤销。"
        assert session.undo_step == "删除章：一、总体要求"

    def test_several_rows_go_with_one_question(self, panel, session, settled, answers):
        before = everything(session)
        flags = panel.tree.selectionModel().SelectionFlag
        go(panel, target(session, "合同外资").id)
        for name in ("新增停车位", "新增规上企业"):
            index = panel.model.index_of(target(session, name).id)
            panel.tree.selectionModel().select(index, flags.Select | flags.Rows)
        press(panel, KEY.Key_Delete)
        settled()
        assert answers[0][0].startswith("删除指标“新增规上企业等 3 项”会同时删去它们的 ")
        assert session.undo_step.startswith("删除指标：新增规上企业等 3 项（含 ")
        assert len(session.ledger.targets) == len(before[1]) - 3
        undo(session, settled)
        assert everything(session) == before

    @pytest.mark.usefixtures("answers")
    def test_after_a_deletion_the_next_row_is_current(self, panel, session, settled):
        here = [t.full_name for t in session.ledger.targets]
        at = here.index("合同外资")
        go(panel, target(session, "合同外资").id)
        press(panel, KEY.Key_Delete)
        settled()
        assert panel.tree.currentIndex().data() == here[at + 1]

    def test_nothing_by_keys_in_a_read_only_file(self, panel, session, settled, opened_forms, answers):
        session.barred = ONLY_READING
        panel.refresh(Changed())
        before = everything(session)
        go(panel, f"h:{heading(session, '6.').id}")
        for key in (KEY.Key_Delete, KEY.Key_F2, KEY.Key_Insert):
            press(panel, key)
        for key, held in ((KEY.Key_Insert, MOD.ShiftModifier), (KEY.Key_Up, MOD.AltModifier)):
            press(panel, key, held)
        settled()
        assert everything(session) == before
        assert not opened_forms
        assert not answers
        assert not panel.tree.dragEnabled()


class TestHeadingForms:
    def test_a_new_task_beside_the_current_one(self, panel, session, settled, opened_forms):
        go(panel, f"h:{heading(session, '16.').id}")
        press(panel, KEY.Key_Insert, MOD.ShiftModifier)
        form = opened_forms[0]
        assert form.rows.fields["place"].box.currentText() == "任务，排在“16.聚焦作风建设”后面"
        assert form.rows.fields["number"].read() == "17."
        assert form.focusWidget() is form.rows.fields["title"].widget
        form.rows.fields["title"].line.setText("聚焦数字赋能")
        form.save_button.click()
        settled()
        assert form.result() == QDialog.DialogCode.Accepted
        made = heading(session, "17.")
        assert (made.level, made.parent_id, session.ledger.headings[-1]) == (3, heading(session, "(三)").id, made)
        assert session.undo_step == "新增任务：17.聚焦数字赋能"
        undo(session, settled)
        assert "17." not in tasks(session)

    @pytest.mark.parametrize(
        ("place", "level", "follows"),
        [(0, 3, "6."), (1, 3, "5."), (2, 4, "6."), (3, 1, "16.")],
        ids=["after", "before", "below", "chapter"],
    )
    def test_the_place_makes_the_level(self, panel, session, settled, qtbot, place, level, follows):
        form = HeadingDialog(panel, session, beside=heading(session, "6."))
        qtbot.addWidget(form)
        form.rows.fields["place"].box.setCurrentIndex(place)
        form.rows.fields["number"].line.setText("甲")
        form.rows.fields["title"].line.setText("新的")
        form.save()
        settled()
        numbers = [h.number for h in session.ledger.headings]
        made = heading(session, "甲")
        assert made.level == level
        assert numbers[numbers.index("甲") - 1] == follows
        assert in_order(session.ledger.headings) == session.ledger.headings

    def test_a_number_that_was_typed_is_kept(self, panel, session, qtbot):
        form = HeadingDialog(panel, session, beside=heading(session, "(三)"))
        qtbot.addWidget(form)
        assert form.rows.fields["number"].read() == "(四)"
        form.rows.fields["place"].box.setCurrentIndex(2)
        assert form.rows.fields["number"].read() == "17."
        form.rows.fields["number"].line.setText("十七、")
        form.rows.fields["place"].box.setCurrentIndex(0)
        assert form.rows.fields["number"].read() == "十七、"

    def test_a_heading_without_a_title_is_refused(self, panel, session, qtbot, settled):
        form = HeadingDialog(panel, session, beside=None)
        qtbot.addWidget(form)
        form.show()
        form.save()
        settled()
        assert form.problem.text() == "没有保存。请填标题。"
        assert form.focusWidget() is form.rows.fields["title"].widget
        assert session.undo_step.startswith("演示数据")

    def test_editing_number_and_title(self, panel, session, settled, opened_forms):
        go(panel, f"h:{heading(session, '6.').id}")
        press(panel, KEY.Key_F2)
        form = opened_forms[0]
        assert form.windowTitle() == "编辑任务：6.强化项目推进 — 要点通"
        form.rows.fields["title"].line.setText("强化项目攻坚")
        QTest.keyClick(form, KEY.Key_Return)
        settled()
        assert heading(session, "6.").title == "强化项目攻坚"
        assert session.undo_step == "编辑任务：6.强化项目攻坚"
        assert len([t for t in session.ledger.targets if t.heading_id == heading(session, "6.").id]) == 10

    def test_typed_text_is_given_up_only_on_purpose(self, panel, session, qtbot, monkeypatch):
        asked = []
        form = HeadingDialog(panel, session, heading=heading(session, "6."))
        qtbot.addWidget(form)
        form.show()
        form.rows.fields["title"].line.setText("写了一半")
        monkeypatch.setattr(ask, "choose", lambda *a, **_k: asked.append(a) or 1)
        form.reject()
        assert form.isVisible()
        assert len(asked) == 1
        monkeypatch.setattr(ask, "choose", lambda *_a, **_k: 0)
        form.reject()
        assert not form.isVisible()

    def test_an_untouched_form_closes_without_a_question(self, panel, session, qtbot):
        form = HeadingDialog(panel, session, heading=heading(session, "6."))
        qtbot.addWidget(form)
        form.show()
        QTest.keyClick(form, KEY.Key_Escape)
        assert not form.isVisible()

    @pytest.mark.usefixtures("answers")
    def test_the_first_heading_of_an_empty_plan(self, panel, session, settled, qtbot):
        flags = panel.tree.selectionModel().SelectionFlag
        for number in ("一、", "二、", "三、"):
            row = panel.model.index_of(f"h:{heading(session, number).id}")
            panel.tree.selectionModel().select(row, flags.Select | flags.Rows)
        panel.actions_of_targets.delete.trigger()
        settled()
        assert "Shift+Ins" in panel.said_instead
        form = HeadingDialog(panel, session, beside=None)
        qtbot.addWidget(form)
        form.rows.fields["title"].line.setText("总则")
        form.save()
        settled()
        assert [(h.level, h.title) for h in session.ledger.headings] == [(1, "总则")]
        assert not panel.said_instead


class TestMoving:
    def test_a_heading_goes_where_it_is_sent(self, panel, session, settled, monkeypatch):
        offered = []
        monkeypatch.setattr(ask, "pick", lambda _p, _q, names, now: offered.append((names, now)) or "一、总体要求")
        area = heading(session, "(一)")
        go(panel, f"h:{area.id}")
        panel.actions_of_targets.move.trigger()
        settled()
        names, now = offered[0]
        assert names[0] == TOP
        assert not any("(一)" in n or "6.强化" in n for n in names)  # not into itself
        assert names[now] == "三、主要任务"
        made = heading(session, "(一)")
        assert (made.parent_id, made.level) == (heading(session, "一、").id, 2)
        assert session.undo_step == f"移动领域：{area.label}"

    def test_to_the_top(self, panel, session, settled, monkeypatch):
        monkeypatch.setattr(ask, "pick", lambda *_a: TOP)
        go(panel, f"h:{heading(session, '(一)').id}")
        panel.actions_of_targets.move.trigger()
        settled()
        assert heading(session, "(一)").parent_id is None
        assert session.ledger.headings[-1].number == "6."

    def test_cancelling_moves_nothing(self, panel, session, settled, monkeypatch):
        monkeypatch.setattr(ask, "pick", lambda *_a: None)
        go(panel, f"h:{heading(session, '(一)').id}")
        panel.actions_of_targets.move.trigger()
        settled()
        assert session.undo_step.startswith("演示数据")

    def test_insert_on_a_row_adds_a_target_there(self, panel, session, opened_forms):
        go(panel, target(session, "合同外资").id)
        press(panel, KEY.Key_Insert)
        assert opened_forms[0].rows.read("heading_id") == target(session, "合同外资").heading_id
        opened_forms[0].reject()


def drag(panel, keys, to, where):
    """Rows dragged onto, above or below a row, as Qt sends it."""
    tree = panel.tree
    data = panel.model.mimeData([panel.model.index_of(k) for k in keys])
    rect = tree.visualRect(panel.model.index_of(to)) if to else None
    if rect is None:
        point = QPoint(40, tree.viewport().height() - 3)
    else:
        tree.scrollTo(panel.model.index_of(to))
        rect = tree.visualRect(panel.model.index_of(to))
        y = {"on": rect.center().y(), "above": rect.top() + 1, "below": rect.bottom() - 1}[where]
        point = QPoint(rect.left() + 30, y)
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, MOD.NoModifier
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(point, move, data, left, none))
    moved = QDragMoveEvent(point, move, data, left, none)
    QApplication.sendEvent(tree.viewport(), moved)
    if moved.isAccepted():
        QApplication.sendEvent(tree.viewport(), QDropEvent(QPointF(point), move, data, left, none))
    return moved.isAccepted()


class TestDragging:
    def names_of(self, session, number):
        return [t.name for t in session.ledger.targets if t.heading_id == heading(session, number).id]

    def test_targets_onto_a_heading(self, panel, session, settled):
        before = everything(session)
        rows = [f"t:{target(session, n).id}" for n in ("合同外资", "新增停车位")]
        assert drag(panel, rows, f"h:{heading(session, '9.').id}", "on")
        settled()
        assert self.names_of(session, "9.")[-2:] == ["合同外资", "新增停车位"]
        assert session.undo_step == "移动2 项指标到9.打造美丽乡村"
        undo(session, settled)
        assert everything(session) == before

    def test_where_it_would_go_is_marked_while_dragging(self, panel, session, settled):
        row = f"h:{heading(session, '9.').id}"
        data = panel.model.mimeData([panel.model.index_of(target(session, "合同外资").id)])
        panel.tree.scrollTo(panel.model.index_of(row))
        point = panel.tree.visualRect(panel.model.index_of(row)).center()
        for kind in (QDragEnterEvent, QDragMoveEvent):
            event = kind(point, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, MOD.NoModifier)
            QApplication.sendEvent(panel.tree.viewport(), event)
        assert panel.tree.drop_mark.contains(point)
        QApplication.sendEvent(panel.tree.viewport(), QDragLeaveEvent())
        assert panel.tree.drop_mark is None
        drag(panel, [f"t:{target(session, '合同外资').id}"], row, "on")
        assert panel.tree.drop_mark is None
        settled()

    def test_a_target_between_rows(self, panel, session, settled):
        first, second = self.names_of(session, "9.")
        row = [f"t:{target(session, '合同外资').id}"]
        assert drag(panel, row, f"t:{target(session, second).id}", "above")
        settled()
        assert self.names_of(session, "9.") == [first, "合同外资", second]
        assert drag(panel, row, f"t:{target(session, second).id}", "below")
        settled()
        assert self.names_of(session, "9.") == [first, second, "合同外资"]

    def test_the_line_above_a_heading_belongs_to_the_group_before(self, panel, session, settled):
        assert drag(panel, [f"t:{target(session, '合同外资').id}"], f"h:{heading(session, '10.').id}", "above")
        settled()
        assert self.names_of(session, "9.")[-1] == "合同外资"

    def test_below_a_heading_is_before_its_first_target(self, panel, session, settled):
        assert drag(panel, [f"t:{target(session, '合同外资').id}"], f"h:{heading(session, '9.').id}", "below")
        settled()
        assert self.names_of(session, "9.")[0] == "合同外资"

    def test_a_heading_among_headings(self, panel, session, settled):
        before = everything(session)
        assert drag(panel, [f"h:{heading(session, '9.').id}"], f"h:{heading(session, '7.').id}", "above")
        settled()
        assert tasks(session)[6:9] == ["9.", "7.", "8."]
        assert drag(panel, [f"h:{heading(session, '9.').id}"], f"h:{heading(session, '(一)').id}", "on")
        settled()
        assert tasks(session)[5:8] == ["6.", "9.", "7."]
        undo(session, settled)
        undo(session, settled)
        assert everything(session) == before

    def test_a_heading_goes_not_among_targets_nor_into_itself(self, panel, session, settled, qtbot):
        row = [f"h:{heading(session, '(一)').id}"]
        assert not drag(panel, row, f"t:{target(session, '合同外资').id}", "above")
        with qtbot.waitSignal(panel.message) as told:
            drag(panel, row, f"h:{heading(session, '6.').id}", "on")
        assert "不能移到它自己下面" in told.args[0]
        settled()
        assert session.undo_step.startswith("演示数据")

    def test_rows_of_both_kinds_stay(self, panel, session, qtbot):
        rows = [f"h:{heading(session, '9.').id}", f"t:{target(session, '合同外资').id}"]
        with qtbot.waitSignal(panel.message) as told:
            drag(panel, rows, f"h:{heading(session, '10.').id}", "on")
        assert "没有移动" in told.args[0]

    def test_a_drop_on_its_own_place_writes_nothing(self, panel, session, settled, qtbot):
        last = self.names_of(session, "9.")[-1]
        with qtbot.waitSignal(panel.message) as told:
            drag(panel, [f"t:{target(session, last).id}"], f"h:{heading(session, '9.').id}", "on")
        assert "本来就在这里" in told.args[0]
        settled()
        assert session.undo_step.startswith("演示数据")


class TestMenu:
    def test_the_same_actions_stand_in_both_menus(self, panel, qtbot):
        menu = QMenu()
        qtbot.addWidget(menu)
        panel.actions_of_targets.fill(menu)
        texts = [a.text() for a in menu.actions() if a.text()]
        assert texts == [a.text() for a in panel.target_button.menu().actions() if a.text()]
        assert texts == ["新增指标…", "新增章节…", "编辑…", "目标变更…", "上移", "下移", "升级", "降级", "移到…",
                         "设牵头单位…", "设责任领导…", "设行动…", "删除…"]  # fmt: skip

    @pytest.mark.parametrize(
        ("key", "possible"),
        [
            ("6.", {"add", "add_heading", "edit", "up", "down", "raise_level", "lower_level", "move", "delete"}),
            ("合同外资", {"add", "add_heading", "edit", "change", "up", "down", "move", "lead", "leader", "campaign",
                          "delete"}),
            ("", {"add", "add_heading"}),
        ],
    )  # fmt: skip
    def test_what_is_possible_follows_the_row(self, panel, session, key, possible):
        panel.tree.clearSelection()
        if key == "6.":
            go(panel, f"h:{heading(session, key).id}")
        elif key:
            go(panel, target(session, key).id)
        actions = panel.actions_of_targets
        names = ("add", "add_heading", "edit", "change", "up", "down", "raise_level", "lower_level", "move", "lead",
                 "leader", "campaign", "delete")  # fmt: skip
        assert {n for n in names if getattr(actions, n).isEnabled()} == possible

    def test_counts_of_headings_follow_a_move(self, panel, session, settled):
        number = heading(session, "9.")
        before = panel.model.index_of(f"h:{number.id}").data(COUNTS_ROLE)
        panel.actions_of_targets.moves.put([target(session, "合同外资").id], number.id)
        settled()
        assert panel.model.index_of(f"h:{number.id}").data(COUNTS_ROLE) != before

    @pytest.mark.usefixtures("answers")
    def test_a_target_gone_meanwhile_is_refused_in_words(self, panel, session, qtbot):
        wanted = target(session, "合同外资")
        go(panel, wanted.id)
        session.act(lambda store: remove(store, wanted.plan_id, [wanted.id]))
        with qtbot.waitSignal(session.failed) as told:
            press(panel, KEY.Key_Delete)
        assert "已经不在台账里了" in told.args[0]
